"""Addresses of rounds, reports and reviews."""

from django.urls import path, register_converter

from lotrinh_web.reporting import (
    figure_report_views,
    format_views,
    letter_views,
    offline_views,
    remark_views,
    review_views,
    views,
)


class StepConverter:
    """The steps of a submission."""

    regex = "|".join(views.STEPS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "step")

app_name = "reporting"
urlpatterns = [
    path("", views.round_list, name="rounds"),
    path("mo-ky/", views.open_round, name="open-round"),
    path("cua-toi/", views.my_report, name="my-report"),
    path("<int:pk>/", views.round_page, name="round"),
    path("bao-cao/<int:pk>/", views.submission_page, name="submission"),
    path("bao-cao/<int:pk>/giai-thich/", views.dismiss, name="dismiss-flag"),
    path("bao-cao/<int:pk>/so-lieu/", figure_report_views.save, name="save-figures"),
    path("bao-cao/<int:pk>/<step:step>/", views.step, name="step"),
    path("bao-cao/<int:pk>/nhiem-vu/<int:task>/yeu-cau/", remark_views.remark, name="remark"),
    path(
        "bao-cao/<int:pk>/chi-tieu/<int:indicator>-<int:area>/yeu-cau/",
        remark_views.remark_figure,
        name="remark-figure",
    ),
    path("bao-cao/<int:pk>/yeu-cau/<int:item>/rut/", remark_views.take_back, name="take-back-remark"),
    path("bao-cao/<int:pk>/yeu-cau/<int:item>/tra-loi/", remark_views.answer, name="answer-remark"),
    path("<int:pk>/bang-tinh/", offline_views.many, name="offline-many"),
    path("<int:pk>/van-ban/", letter_views.make_letter, name="make-letter"),
    path("bao-cao/<int:pk>/bang-tinh/", offline_views.hand_in, name="offline"),
    path("bao-cao/<int:pk>/bang-tinh/tep/", offline_views.download, name="offline-download"),
    path("bang-tinh/<int:pk>/", offline_views.workbook_page, name="workbook"),
    path("tong-hop/", review_views.review_list, name="reviews"),
    path("tong-hop/soan/", review_views.begin, name="begin-review"),
    path("tong-hop/soan/<int:pk>/", review_views.draft_page, name="review-draft"),
    path("tong-hop/soan/<int:pk>/muc/<slug:slot>/", review_views.write, name="write-review"),
    path("tong-hop/soan/<int:pk>/muc/<slug:slot>/chon/", review_views.decide, name="decide-review"),
    path("tong-hop/soan/<int:pk>/lay-lai/", review_views.assemble, name="assemble-review"),
    path("tong-hop/soan/<int:pk>/bo-cuc/", review_views.parts, name="review-parts"),
    path("tong-hop/soan/<int:pk>/chot/", review_views.freeze, name="freeze-review"),
    path("tong-hop/soan/<int:pk>/kiem-tra/", review_views.verify, name="verify-review"),
    path("tong-hop/soan/<int:pk>/tep/", review_views.draft_file, name="draft-file"),
    path("tong-hop/soan/<int:pk>/theo-mau/<int:template>/", format_views.in_template, name="in-template"),
    path("mau-word/", format_views.template_list, name="templates"),
    path("mau-word/gui/", format_views.add_template, name="add-template"),
    path("mau-word/mau-ban-dau/", format_views.sample_template, name="sample-template"),
    path("kiem-tra-the-thuc/", format_views.check_file, name="check-format"),
    path("tong-hop/phu-luc/", review_views.make_annex, name="make-annex"),
    path("tong-hop/<int:pk>/tep/", review_views.review_file, name="review-file"),
]

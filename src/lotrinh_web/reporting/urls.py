"""Addresses of rounds, reports and reviews."""

from django.urls import path, register_converter

from lotrinh_web.reporting import letter_views, offline_views, views


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
    path("bao-cao/<int:pk>/<step:step>/", views.step, name="step"),
    path("<int:pk>/bang-tinh/", offline_views.many, name="offline-many"),
    path("<int:pk>/van-ban/", letter_views.make_letter, name="make-letter"),
    path("bao-cao/<int:pk>/bang-tinh/", offline_views.hand_in, name="offline"),
    path("bao-cao/<int:pk>/bang-tinh/tep/", offline_views.download, name="offline-download"),
    path("bang-tinh/<int:pk>/", offline_views.workbook_page, name="workbook"),
    path("tong-hop/", views.review_list, name="reviews"),
    path("tong-hop/lap/", views.make_review, name="make-review"),
    path("tong-hop/<int:pk>/tep/", views.review_file, name="review-file"),
]

"""Addresses of products."""

from django.urls import path, register_converter

from lotrinh_web.products import file_views, views
from lotrinh_web.products.dissemination import views as dissemination
from lotrinh_web.products.findings import views as findings
from lotrinh_web.products.instruments import views as instruments
from lotrinh_web.products.projects import views as projects


class KindConverter:
    """The four kinds of product."""

    regex = "|".join(views.MODELS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "kind")

app_name = "products"
urlpatterns = [
    path("", views.index, name="index"),
    path("ho-so/<kind:kind>/<int:pk>/tep/", file_views.add, name="file-add"),
    path("ho-so/<kind:kind>/<int:pk>/tep/<int:item>/", file_views.download, name="file"),
    path("ho-so/<kind:kind>/<int:pk>/tep/<int:item>/rut/", file_views.withdraw, name="file-withdraw"),
    path("ho-so/<kind:kind>/<int:pk>/hoan-tac/<slug:what>/<int:row>/", views.take_back, name="undo"),
    path("van-ban/", instruments.instrument_list, name="instruments"),
    path("van-ban/them/", instruments.new, name="instrument-new"),
    path("van-ban/loai/", instruments.types, name="types"),
    path("van-ban/loai/<int:pk>/ngung/", instruments.end_type, name="type-end"),
    path("van-ban/<int:pk>/", instruments.instrument_page, name="instrument"),
    path("van-ban/<int:pk>/buoc/", instruments.step, name="instrument-step"),
    path("van-ban/<int:pk>/ke-hoach/", instruments.plan, name="instrument-plan"),
    path("van-ban/<int:pk>/rut/", instruments.withdraw, name="instrument-withdraw"),
    path("van-ban/<int:pk>/thay-the/", instruments.replace, name="instrument-replace"),
    path("van-ban/<int:pk>/quyet-dinh/<str:step>/", views.decide, {"kind": "instrument"}, name="instrument-decide"),
    path("du-an/", projects.project_list, name="projects"),
    path("du-an/them/", projects.new, name="project-new"),
    path("du-an/bang-tinh/", projects.sheet_page, name="sheet"),
    path("du-an/bang-tinh/tai/", projects.sheet_download, name="sheet-download"),
    path("du-an/bang-tinh/ghi/", projects.sheet_apply, name="sheet-apply"),
    path("du-an/<int:pk>/", projects.project_page, name="project"),
    path("du-an/<int:pk>/von/", projects.capital, name="project-capital"),
    path("du-an/<int:pk>/giai-ngan/", projects.payment, name="project-payment"),
    path("du-an/<int:pk>/quyet-dinh/<str:step>/", views.decide, {"kind": "project"}, name="project-decide"),
    path("quan-triet/", dissemination.activity_list, name="activities"),
    path("quan-triet/them/", dissemination.new, name="activity-new"),
    path("quan-triet/doi-tuong/", dissemination.audiences, name="audiences"),
    path("quan-triet/<int:pk>/", dissemination.activity_page, name="activity"),
    path("quan-triet/<int:pk>/sua/", dissemination.correct, name="activity-correct"),
    path("quan-triet/<int:pk>/quyet-dinh/<str:step>/", views.decide, {"kind": "activity"}, name="activity-decide"),
    path("kien-nghi/", findings.finding_list, name="findings"),
    path("kien-nghi/them/", findings.new, name="finding-new"),
    path("kien-nghi/<int:pk>/", findings.finding_page, name="finding"),
    path("kien-nghi/<int:pk>/viec-da-lam/", findings.measure, name="finding-measure"),
    path("kien-nghi/<int:pk>/ket-thuc/", findings.close, name="finding-close"),
    path("kien-nghi/<int:pk>/mo-lai/", findings.reopen, name="finding-reopen"),
    path("kien-nghi/<int:pk>/nhiem-vu/", findings.to_task, name="finding-task"),
    path("kien-nghi/<int:pk>/quyet-dinh/<str:step>/", views.decide, {"kind": "finding"}, name="finding-decide"),
]

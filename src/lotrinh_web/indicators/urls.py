"""Addresses of targets and indicators."""

from django.urls import path

from lotrinh_web.indicators.analysis import views as analysis_views
from lotrinh_web.indicators.areas import views as area_views
from lotrinh_web.indicators.figures import grid_views, many_views
from lotrinh_web.indicators.figures import views as figure_views
from lotrinh_web.indicators.methods import views as method_views
from lotrinh_web.indicators.registry import indicator_views, series_views
from lotrinh_web.indicators.registry import views as registry_views
from lotrinh_web.indicators.targets import judgement_views, views

app_name = "indicators"
urlpatterns = [
    path("", views.target_list, name="targets"),
    path("du-bao-lai/", views.forecast_again, name="forecast-again"),
    path("<int:pk>/", views.target_page, name="target"),
    path("<int:pk>/so-lieu/", views.add_observation, name="add-observation"),
    path("<int:pk>/chon-day/<int:series>/", views.prefer, name="prefer"),
    path("<int:pk>/de-xuat/<int:proposal>/", views.decide, name="decide"),
    path("<int:pk>/danh-gia/", judgement_views.rate_target, name="rate"),
    path("<int:pk>/lo-trinh/", judgement_views.set_level, name="set-interim"),
    path("tuong-thich/", analysis_views.coherence, name="coherence"),
    path("tuong-thich/gia-dinh/<int:pk>/", analysis_views.change_assumption, name="change-assumption"),
    path("thu-gia-dinh/", analysis_views.what_if, name="what-if"),
    path("thu-gia-dinh/luu/", analysis_views.save_scenario, name="save-scenario"),
    path("thu-gia-dinh/so-sanh/", analysis_views.compare_scenarios, name="compare-scenarios"),
    path("thanh-tich-du-bao/", analysis_views.track_record, name="track-record"),
    path("chi-so/", indicator_views.indicator_list, name="indicators"),
    path("chi-so/moi/", registry_views.register, name="register-indicator"),
    path("chi-so/<str:code>/day/chon/", series_views.choose_series, name="choose-series"),
    path("chi-so/<str:code>/day/moi/", series_views.add_series, name="add-series"),
    path("chi-so/<str:code>/sua/", registry_views.amend, name="amend-indicator"),
    path("chi-so/<str:code>/", indicator_views.indicator_page, name="indicator"),
    path("chi-so/<str:code>/phuong-phap/", method_views.method, name="method"),
    path("chi-so/<str:code>/phuong-phap/doi/", method_views.set_method, name="set-method"),
    path("chi-so/<str:code>/phuong-phap/thuoc-tinh/", method_views.describe, name="describe"),
    path("chi-so/<str:code>/so-sanh/", area_views.compare, name="compare-areas"),
    path("chi-so/<str:code>/xuat/<str:form>/", figure_views.export, name="export"),
    path("so-lieu/", figure_views.figures, name="figures"),
    path("so-lieu/luoi/", grid_views.figure_grid, name="figure-grid"),
    path("so-lieu/luoi/kiem/", grid_views.check_grid, name="check-grid"),
    path("so-lieu/bang-tinh/", figure_views.figure_template, name="figure-template"),
    path("so-lieu/bang-tinh/nop/", figure_views.hand_in_workbook, name="hand-in-figures"),
    path("so-lieu/bang-tinh/nhieu/", many_views.many_workbooks, name="many-figures"),
    path("so-lieu/tep/", figure_views.take_in_data, name="take-in-data"),
    path("so-lieu/tai-ra/", figure_views.export_chosen, name="export-chosen"),
    path("so-lieu/lan/<int:pk>/", figure_views.figure_batch, name="figure-batch"),
    path("kiem-tra-so-lieu/", analysis_views.check_list, name="checks"),
    path("kiem-tra-so-lieu/bo-qua/", analysis_views.dismiss_finding, name="dismiss-finding"),
]

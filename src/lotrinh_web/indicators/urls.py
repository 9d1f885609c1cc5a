"""Addresses of targets and indicators."""

from django.urls import path

from lotrinh_web.indicators import analysis_views, views

app_name = "indicators"
urlpatterns = [
    path("", views.target_list, name="targets"),
    path("du-bao-lai/", views.forecast_again, name="forecast-again"),
    path("<int:pk>/", views.target_page, name="target"),
    path("<int:pk>/so-lieu/", views.add_observation, name="add-observation"),
    path("<int:pk>/chon-day/<int:series>/", views.prefer, name="prefer"),
    path("<int:pk>/de-xuat/<int:proposal>/", views.decide, name="decide"),
    path("tuong-thich/", analysis_views.coherence, name="coherence"),
    path("tuong-thich/gia-dinh/<int:pk>/", analysis_views.change_assumption, name="change-assumption"),
    path("thu-gia-dinh/", analysis_views.what_if, name="what-if"),
    path("thu-gia-dinh/luu/", analysis_views.save_scenario, name="save-scenario"),
    path("thu-gia-dinh/so-sanh/", analysis_views.compare_scenarios, name="compare-scenarios"),
    path("thanh-tich-du-bao/", analysis_views.track_record, name="track-record"),
    path("chi-so/", analysis_views.indicator_list, name="indicators"),
    path("chi-so/<str:code>/", analysis_views.indicator_page, name="indicator"),
    path("kiem-tra-so-lieu/", analysis_views.check_list, name="checks"),
    path("kiem-tra-so-lieu/bo-qua/", analysis_views.dismiss_finding, name="dismiss-finding"),
]

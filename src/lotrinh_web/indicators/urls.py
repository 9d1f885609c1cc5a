"""Addresses of targets and indicators."""

from django.urls import path

from lotrinh_web.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.target_list, name="targets"),
    path("du-bao-lai/", views.forecast_again, name="forecast-again"),
    path("<int:pk>/", views.target_page, name="target"),
    path("<int:pk>/so-lieu/", views.add_observation, name="add-observation"),
    path("<int:pk>/chon-day/<int:series>/", views.prefer, name="prefer"),
    path("<int:pk>/de-xuat/<int:proposal>/", views.decide, name="decide"),
]

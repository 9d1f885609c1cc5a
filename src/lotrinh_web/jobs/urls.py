"""Addresses of long work."""

from django.urls import path

from lotrinh_web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="jobs"),
    path("<int:pk>/", views.job_page, name="job"),
]

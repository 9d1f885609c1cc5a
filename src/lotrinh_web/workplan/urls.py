"""Addresses of tasks."""

from django.urls import path

from lotrinh_web.workplan import contribution_views, cycle_views, views

app_name = "workplan"
urlpatterns = [
    path("", views.task_list, name="tasks"),
    path("bao-phu/", cycle_views.coverage_page, name="coverage"),
    path("dong-gop/<int:pk>/", contribution_views.contributions, name="contributions"),
    path("<int:pk>/", views.task_page, name="task"),
    path("<int:pk>/phan-cong/", views.assign, name="assign"),
    path("<int:pk>/chuyen-chu-tri/", views.transfer, name="transfer"),
    path("<int:pk>/gia-han/", views.extend, name="extend"),
    path("<int:pk>/thao-tac/", views.move, name="move"),
    path("<int:pk>/huy/", views.cancel, name="cancel"),
]

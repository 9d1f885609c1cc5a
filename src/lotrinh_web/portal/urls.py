"""Addresses of the pages that join several apps."""

from django.urls import path

from lotrinh_web.portal import scorecard_views, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tong-quan/", views.overview, name="overview"),
    path("tong-quan/in/", views.print_overview, name="overview-print"),
    path("chuong-trinh/", views.programme_tree, name="programme"),
    path("chuong-trinh/chon/", views.switch_programme, name="switch-programme"),
    path("co-quan/", views.agency_list, name="agencies"),
    path("co-quan/<slug:code>/", views.agency_page, name="agency"),
    path("nhiem-vu/bang-diem/", scorecard_views.scorecards_page, name="scorecards"),
    path("tim/", views.search, name="search"),
]

"""Addresses of plans."""

from django.urls import path

from lotrinh_web.plans import sheet_views, views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="plans"),
    path("moi/", views.new_plan, name="new"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("<int:pk>/viec/", views.add_item, name="add-item"),
    path("<int:pk>/viec/<int:item>/", views.edit_item, name="edit-item"),
    path("<int:pk>/viec/<int:item>/bo/", views.remove_item, name="remove-item"),
    path("<int:pk>/viec/<int:item>/noi/", views.trace, name="trace"),
    path("<int:pk>/viec/<int:item>/khong-thuoc/", views.trace_to_none, name="trace-to-none"),
    path("<int:pk>/viec/<int:item>/bo-noi/", views.untrace, name="untrace"),
    path("<int:pk>/noi-chac/", views.trace_sure, name="trace-sure"),
    path("<int:pk>/xac-nhan/", views.confirm_plan, name="confirm"),
    path("<int:pk>/dieu-chinh/", views.revise, name="revise"),
    path("<int:pk>/bo/", views.drop, name="drop"),
    path("<int:pk>/bang-tinh/", sheet_views.hand_in, name="hand-in"),
    path("<int:pk>/bang-tinh/tai/", sheet_views.download, name="download"),
    path("<int:pk>/bang-tinh/<int:sheet>/", sheet_views.sheet_page, name="sheet"),
]

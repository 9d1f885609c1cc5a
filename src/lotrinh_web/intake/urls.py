"""Addresses of the intake."""

from django.urls import path

from lotrinh_web.intake import comparison_views as comparison
from lotrinh_web.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.document_list, name="documents"),
    path("nhap/", views.upload, name="upload"),
    path("mau/", views.load_sample, name="load-sample"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/muc/<int:item>/", views.decide, name="decide"),
    path("<int:pk>/muc/<int:item>/sua/", views.edit, name="edit"),
    path("<int:pk>/muc/<int:item>/tach/", views.split, name="split"),
    path("<int:pk>/muc/<int:item>/gop/", views.merge, name="merge"),
    path("<int:pk>/them/", views.add, name="add"),
    path("<int:pk>/dong/", views.page_lines, name="lines"),
    path("<int:pk>/trang/<int:number>/", views.page_picture, name="page"),
    path("<int:pk>/chap-nhan/", views.accept_sure, name="accept-sure"),
    path("<int:pk>/xac-nhan/", views.confirm_draft, name="confirm"),
    path("<int:pk>/mau/", views.gold, name="gold"),
    path("<int:pk>/so-sanh/", comparison.compare_draft, name="compare-draft"),
    path("so-sanh/", comparison.upload, name="compare"),
    path("so-sanh/<int:pk>/", comparison.comparison_page, name="comparison"),
    path("so-sanh/<int:pk>/khac-biet/<int:item>/", comparison.decide_difference, name="decide-difference"),
    path("so-sanh/<int:pk>/khac-biet/<int:item>/giu/", comparison.keep_form, name="keep-difference"),
    path("so-sanh/<int:pk>/khong-anh-huong/", comparison.adopt_without_effect, name="adopt-without-effect"),
    path("so-sanh/<int:pk>/hoan-tat/", comparison.finish, name="finish-comparison"),
    path("so-sanh/<int:pk>/bo/", comparison.give_up, name="give-up-comparison"),
]

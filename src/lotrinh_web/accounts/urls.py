"""Addresses of the accounts app."""

from django.urls import path

from lotrinh_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("mat-khau/", views.change_password, name="password"),
    path("ngon-ngu/", views.language, name="language"),
    path("danh-sach/", views.people, name="people"),
    path("danh-sach/moi/", views.create, name="create"),
    path("danh-sach/<int:pk>/trang-thai/", views.set_active, name="set-active"),
]

"""Addresses of oversight."""

from django.urls import path

from lotrinh_web.oversight import calendar_views, notice_views, reorganisation_views, views

app_name = "oversight"
urlpatterns = [
    path("", views.alert_list, name="alerts"),
    path("bo-qua/", views.dismiss, name="dismiss"),
    path("giai-trinh/", views.explanations, name="explanations"),
    path("giai-trinh/nhiem-vu/<int:pk>/", views.ask_about_task, name="ask-task"),
    path("giai-trinh/chi-tieu/<int:pk>/", views.ask_about_target, name="ask-target"),
    path("giai-trinh/<int:pk>/tra-loi/", views.answer, name="answer"),
    path("lich/", calendar_views.address, name="calendar-address"),
    path("lich/<str:token>.ics", calendar_views.feed, name="calendar"),
    path("sap-xep/", reorganisation_views.wizard, name="reorganisations"),
    path("sap-xep/<int:pk>/hoan-tac/", reorganisation_views.undo, name="undo-reorganisation"),
    path("thong-bao/", notice_views.notice_list, name="notices"),
    path("thong-bao/da-doc/", notice_views.read_all, name="read-notices"),
    path("thu/", notice_views.mail_list, name="mails"),
    path("thu/nhac-ngay/", notice_views.tell_now, name="tell-now"),
    path("thu/<int:pk>/gui-lai/", notice_views.mail_again, name="mail-again"),
    path("nhat-ky/", views.audit_trail, name="audit"),
    path("nhat-ky/kiem-tra/", views.verify_audit, name="verify-audit"),
]

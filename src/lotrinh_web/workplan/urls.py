"""Addresses of tasks."""

from django.urls import path

from lotrinh_web.workplan import bulk_views, contribution_views, cycle_views, life_views, views

app_name = "workplan"
urlpatterns = [
    path("", views.task_list, name="tasks"),
    path("bao-phu/", cycle_views.coverage_page, name="coverage"),
    path("sua-hang-loat/", bulk_views.hand_in, name="bulk"),
    path("sua-hang-loat/tep/", bulk_views.download, name="bulk-file"),
    path("sua-hang-loat/ghi/", bulk_views.apply, name="bulk-apply"),
    path("dong-gop/<int:pk>/", contribution_views.contributions, name="contributions"),
    path("<int:pk>/", views.task_page, name="task"),
    path("<int:pk>/nhan-viec/", life_views.take_up, name="take-up"),
    path("<int:pk>/minh-chung/", life_views.add_evidence, name="add-evidence"),
    path("<int:pk>/minh-chung/<int:item>/", life_views.evidence_file, name="evidence-file"),
    path("<int:pk>/minh-chung/<int:item>/rut/", life_views.withdraw_evidence, name="withdraw-evidence"),
    path("<int:pk>/moc/", life_views.plan_milestone, name="plan-milestone"),
    path("<int:pk>/moc/<int:item>/dat/", life_views.reach_milestone, name="reach-milestone"),
    path("<int:pk>/moc/<int:item>/bo/", life_views.drop_milestone, name="drop-milestone"),
    path("<int:pk>/cho/", life_views.make_wait, name="make-wait"),
    path("<int:pk>/cho/<int:item>/bo/", life_views.end_wait, name="end-wait"),
    path("<int:pk>/ky/<int:item>/xong/", life_views.finish_instance, name="finish-instance"),
    path("<int:pk>/dung-chung/", life_views.share, name="share"),
    path("<int:pk>/dung-chung/<int:item>/thoi/", life_views.end_share, name="end-share"),
    path("<int:pk>/can-cu/", life_views.trigger, name="trigger"),
    path("<int:pk>/phan-cong/", views.assign, name="assign"),
    path("<int:pk>/chuyen-chu-tri/", views.transfer, name="transfer"),
    path("<int:pk>/gia-han/", views.extend, name="extend"),
    path("<int:pk>/thao-tac/", views.move, name="move"),
    path("<int:pk>/huy/", views.cancel, name="cancel"),
]

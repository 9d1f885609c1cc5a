"""Tasks, who leads them, and what happened to them. Status is derived (`status.py`), never typed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """Something a clause wants done."""

    class Deliverable(models.TextChoices):
        INSTRUMENT = "instrument", _("Văn bản")
        PROJECT = "project", _("Dự án")
        ACTIVITY = "activity", _("Hoạt động")
        REPORT = "report", _("Báo cáo")
        OTHER = "other", _("Khác")

    class DueKind(models.TextChoices):
        DATE = "date", _("ngày cụ thể")
        MONTH = "month", _("trong tháng")
        QUARTER = "quarter", _("trong quý")
        HALF_YEAR = "half_year", _("trong 6 tháng")
        YEAR = "year", _("trong năm")
        RECURRING = "recurring", _("định kỳ")
        CONTINUOUS = "continuous", _("thường xuyên")
        TRIGGERED = "triggered", _("khi có căn cứ")
        NONE = "none", _("chưa nêu thời hạn")

    class Phase(models.TextChoices):
        OPEN = "open", _("đang mở")
        CLAIMED = "claimed", _("đã báo cáo hoàn thành")
        DONE = "done", _("đã xác nhận hoàn thành")
        SUSPENDED = "suspended", _("tạm dừng")
        CANCELLED = "cancelled", _("đã hủy")

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="tasks")
    clause = models.ForeignKey("programmes.Clause", on_delete=models.PROTECT, related_name="tasks")
    group = models.ForeignKey("programmes.Clause", on_delete=models.PROTECT, related_name="group_tasks")
    code = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=0)
    title_vi = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    deliverable = models.CharField(max_length=12, choices=Deliverable, default=Deliverable.OTHER)
    product_vi = models.CharField(max_length=400, blank=True)
    product_en = models.CharField(max_length=400, blank=True)
    result_indicator = models.ForeignKey(
        "indicators.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    starts_on = models.DateField(null=True, blank=True)
    due_kind = models.CharField(max_length=12, choices=DueKind, default=DueKind.NONE)
    due_on = models.DateField(null=True, blank=True)  # the last day of the period; null for kinds without one
    due_words = models.CharField(max_length=200, blank=True)
    due_basis = models.CharField(max_length=12, default="document")  # document, proposed
    due_recurrence = models.CharField(max_length=12, blank=True)  # month, quarter, half_year, year
    demonstration = models.BooleanField(default=False)
    # Copies of what the events say, so that lists can be counted in the database; only `actions.py` moves them.
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.OPEN)
    completed_on = models.DateField(null=True, blank=True)
    current_due = models.DateField(null=True, blank=True)  # `due_on`, or what an extension made of it
    percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["programme", "phase", "current_due"])]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_task_per_code"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=models.F("starts_on")),
                name="due_not_before_start",
                violation_error_message=_("Thời hạn không được trước ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_vi}"


class Assignment(models.Model):
    """A body's part in a task, from one day to another. One lead at a time: the database holds to it."""

    class Part(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        COORDINATING = "coordinating", _("phối hợp")
        EACH = "each", _("cùng thực hiện")  # a clause that every body of a kind carries out for itself

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=12, choices=Part)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=12, default="document")  # document, proposed, decision
    document = models.ForeignKey(
        "programmes.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(part="lead", until=None), name="one_lead_per_task",
                violation_error_message=_("Một việc chỉ giao một cơ quan chủ trì."),
            ),
            models.UniqueConstraint(
                fields=["task", "organisation"], condition=Q(until=None), name="one_part_per_organisation"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_part_display()} {self.task_id}"


class TaskEvent(models.Model):
    """Something that happened to a task on a day. Append-only."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Giao việc")
        RECEIVED = "received", _("Cơ quan nhận việc")
        STARTED = "started", _("Bắt đầu thực hiện")
        PROGRESS = "progress", _("Tiến độ đã xác nhận")
        EXTENDED = "extended", _("Gia hạn")
        SUSPENDED = "suspended", _("Tạm dừng")
        RESUMED = "resumed", _("Tiếp tục thực hiện")
        TRANSFERRED = "transferred", _("Chuyển cơ quan chủ trì")
        CLAIMED = "claimed", _("Báo cáo hoàn thành")
        ACCEPTED = "accepted", _("Xác nhận hoàn thành")
        RETURNED = "returned", _("Trả lại, chưa hoàn thành")
        CANCELLED = "cancelled", _("Hủy nhiệm vụ")
        MILESTONE = "milestone", _("Mốc công việc")
        TRIGGERED = "triggered", _("Đã có căn cứ, bắt đầu tính hạn")
        COMMENT = "comment", _("Ghi chú")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    milestone = models.CharField(max_length=24, blank=True)  # instrument_drafted, instrument_issued …
    percent = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)  # the new due, for an extension
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["task", "on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


from lotrinh_web.workplan.contribution_models import TaskContribution  # noqa: E402, F401  Django looks for models here
from lotrinh_web.workplan.life_models import (  # noqa: E402, F401
    EvidenceFile,
    PlannedMilestone,
    SharedTask,
    TaskDependency,
    TaskInstance,
)

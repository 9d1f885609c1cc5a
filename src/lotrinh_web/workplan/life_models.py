"""What belongs to a task through its life: evidence files, planned milestones, what waits for what, its instances."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class EvidenceFile(models.Model):
    """A file kept as evidence, under its SHA-256: the same content is stored once, whoever sends it."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="evidence_files")
    name = models.CharField(max_length=200)  # as the person's machine called it
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    kind = models.CharField(max_length=8)  # pdf, docx, xlsx, image, text … by content, not by name
    note = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=60, blank=True)  # a record of the task it shows: "instrument:12"
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_reason = models.CharField(max_length=300, blank=True)  # set aside, still kept

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["task", "sha256"], name="one_file_per_task")]

    def __str__(self) -> str:
        return self.name


class PlannedMilestone(models.Model):
    """A step on the way to a task's product, with the day it is planned for and the day it was reached."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    reached_on = models.DateField(null=True)
    document = models.CharField(max_length=300, blank=True)  # what shows it
    dropped_reason = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.due_on:%d/%m/%Y}"


class TaskDependency(models.Model):
    """A task that can only be finished after another one is (finish to start, as in scheduling)."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="waits_for")
    after = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="awaited_by")
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "after"], condition=Q(ended_at=None), name="one_dependency"),
            models.CheckConstraint(condition=~Q(task=F("after")), name="not_after_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} ← {self.after_id}"


class TaskInstance(models.Model):
    """One time of a recurring task: its period, its due, when it was done."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="instances")
    period = models.CharField(max_length=12)  # 2026-Q3
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    document = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-due_on"]
        constraints = [models.UniqueConstraint(fields=["task", "period"], name="one_instance_per_period")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.period}"


class SharedTask(models.Model):
    """A task that another programme shows as its own too. It counts in its home programme only."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="shares")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="shared_tasks")
    reason = models.CharField(max_length=300)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["task__order"]
        constraints = [
            models.UniqueConstraint(fields=["task", "programme"], condition=Q(ended_at=None), name="shared_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.programme_id}"

"""Watching over the work: alerts are derived (`queries.py`); what people do about them is kept here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AlertDismissal(models.Model):
    """A person set an alert aside, with a reason; it comes back when its facts change."""

    key = models.CharField(max_length=120, db_index=True)
    facts = models.CharField(max_length=64)  # hash of what the alert rested on
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "facts"], name="one_dismissal_per_alert")]

    def __str__(self) -> str:
        return self.key


class ExplanationRequest(models.Model):
    """A leader asks the responsible head to explain, with a clock."""

    class About(models.TextChoices):
        TASK = "task", _("nhiệm vụ")
        TARGET = "target", _("chỉ tiêu")

    about = models.CharField(max_length=8, choices=About)
    task = models.ForeignKey("workplan.Task", null=True, on_delete=models.PROTECT, related_name="explanations")
    target = models.ForeignKey("indicators.Target", null=True, on_delete=models.PROTECT, related_name="explanations")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="explanations"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    question = models.TextField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(task__isnull=False) ^ models.Q(target__isnull=False), name="about_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.question[:60]

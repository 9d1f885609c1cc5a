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


class Notice(models.Model):
    """Something one person should know. Raised once per key: a rung of the ladder reached, a report returned …"""

    class Kind(models.TextChoices):
        REPORT = "report", _("Báo cáo kỳ")
        TASK = "task", _("Nhiệm vụ")
        EXPLANATION = "explanation", _("Giải trình")
        LETTER = "letter", _("Đôn đốc")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.CharField(max_length=400)
    href = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    raised_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("Mail", null=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        ordering = ["-raised_at", "due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_per_person_and_key")]
        indexes = [models.Index(fields=["person", "read_at"])]

    def __str__(self) -> str:
        return self.words


class Mail(models.Model):
    """One digest to one person on one day, written before it is sent and sent at most once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENDING = "sending", _("không rõ đã gửi")  # the process ended between sending and saying so
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("không gửi được")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails")
    on = models.DateField()
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.address} {self.on:%d/%m/%Y}"

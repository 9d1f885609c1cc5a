"""What the reader proposed of a file, and what people decided about each proposal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What the reader proposed of a file. Nothing of it is in force before a person has confirmed it."""

    document = models.OneToOneField("programmes.Document", on_delete=models.CASCADE, related_name="draft")
    output = models.JSONField()  # the reader's whole output, as published in its schema
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    fills = models.ForeignKey("programmes.Programme", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"bản đọc {self.document}"


class DraftItem(models.Model):
    """One proposal: a clause, a target, an assignment, a citation, an anomaly, or a span not understood."""

    class Kind(models.TextChoices):
        HEADER = "header", _("Thể thức")
        CLAUSE = "clause", _("Điều khoản")
        TARGET = "target", _("Chỉ tiêu")
        ASSIGNMENT = "assignment", _("Phân công")
        CITATION = "citation", _("Viện dẫn")
        ANOMALY = "anomaly", _("Điểm cần xem lại")
        UNREAD = "unread", _("Chưa hiểu")

    class Decision(models.TextChoices):
        PENDING = "pending", _("Chưa quyết định")
        ACCEPTED = "accepted", _("Chấp nhận")
        CORRECTED = "corrected", _("Đã sửa")
        REJECTED = "rejected", _("Loại bỏ")

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    path = models.CharField(max_length=60, blank=True)
    proposal = models.JSONField()
    corrected = models.JSONField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    confidence = models.FloatField(default=1.0)
    doubtful = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["draft", "decision"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="corrected", corrected__isnull=False) | ~Q(decision="corrected"),
                name="a_correction_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.path}"

    @property
    def value(self) -> dict[str, object]:
        """What counts: the correction where there is one, else the proposal."""
        return self.corrected if self.corrected is not None else self.proposal

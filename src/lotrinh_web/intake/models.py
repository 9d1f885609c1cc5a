"""What the reader proposed of a file, and what people decided about each proposal."""

from __future__ import annotations

from typing import Any

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
    page: int | None = None  # where it stands in the file, for the page that shows it; not kept
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
    def value(self) -> dict[str, Any]:
        """What counts: the correction where there is one, else the proposal."""
        counts: dict[str, Any] = self.corrected if self.corrected is not None else self.proposal
        return counts


class Comparison(models.Model):
    """A newer version of a programme's document held against the one in use, difference by difference."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="comparisons")
    former = models.ForeignKey("programmes.Document", on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="comparison")
    clauses = models.PositiveIntegerField(default=0)  # in the older version, rows of task tables among them
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"so sánh {self.draft.document}"


class Difference(models.Model):
    """One clause that is not as it was, what that does to targets and tasks, and what a person decided."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Thêm mới")
        REMOVED = "removed", _("Bỏ")
        CHANGED = "changed", _("Sửa lời")
        MOVED = "moved", _("Chuyển chỗ")

    class Decision(models.TextChoices):
        PENDING = "pending", _("Chưa quyết định")
        ADOPTED = "adopted", _("Áp dụng")
        KEPT = "kept", _("Giữ nguyên")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="differences")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    old_path = models.CharField(max_length=60, blank=True)
    new_path = models.CharField(max_length=60, blank=True)
    words = models.JSONField()  # [[same | added | removed, words]]
    effects = models.JSONField(default=list)  # see `intake/effects.py`
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.PENDING)
    reason = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=~Q(decision="kept") | ~Q(reason=""), name="what_is_kept_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.path}"

    @property
    def path(self) -> str:
        """Where it stands: the new place, or the old one of a clause that was removed."""
        return self.new_path or self.old_path

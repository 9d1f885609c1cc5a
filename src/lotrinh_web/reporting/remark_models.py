"""What a reviewer wants changed at one task of a report, and what the agency answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class EntryRemark(models.Model):
    """A request at one task, by the agency's head or the programme office. Its words are never changed.

    Whether it was dealt with is derived: the entry changed since, or it was answered (`remarks.py`).
    """

    submission = models.ForeignKey("reporting.Submission", on_delete=models.PROTECT, related_name="remarks")
    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.ForeignKey("reporting.ProgressEntry", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # by who wrote it, before the report went back

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]

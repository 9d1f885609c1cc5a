"""Several returned workbooks handed in together: what came, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class WorkbookBatch(models.Model):
    """Files one person of the office handed in at once for a round; long work takes them in one by one.

    `files`: [{"name", "path"}] as they came; `results`, in the same order and as far as the work has got:
    [{"name", "outcome", "words", "problems", "submission", "organisation", "workbook"}].
    """

    round = models.ForeignKey("reporting.ReportingRound", on_delete=models.PROTECT, related_name="batches")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    files = models.JSONField()
    results = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name_plural = "workbook batches"

    def __str__(self) -> str:
        return f"{self.round} {self.uploaded_at:%d/%m/%Y}"

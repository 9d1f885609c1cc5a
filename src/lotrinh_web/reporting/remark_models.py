"""What a reviewer wants changed at one task or one figure of a report, and what the agency answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class EntryRemark(models.Model):
    """A request at one task or one followed figure, by the agency's head or the programme office. Its words are never
    changed.

    Whether it was dealt with is derived: the entry or figure changed since, or it was answered (`remarks.py`).
    """

    submission = models.ForeignKey("reporting.Submission", on_delete=models.PROTECT, related_name="remarks")
    task = models.ForeignKey("workplan.Task", null=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("indicators.Indicator", null=True, on_delete=models.PROTECT, related_name="+")
    area_version = models.ForeignKey("organisations.AreaVersion", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.ForeignKey("reporting.ProgressEntry", null=True, on_delete=models.PROTECT, related_name="+")
    figure = models.ForeignKey("reporting.ReportedFigure", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # by who wrote it, before the report went back

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_remark_at_a_task_or_a_figure",
                condition=Q(task__isnull=False, indicator=None, area_version=None)
                | Q(task=None, indicator__isnull=False, area_version__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def place(self) -> str:
        """Where it stands, for people: the task's code or the indicator's name."""
        return self.task.code if self.task is not None else str(self.indicator)

    @property
    def anchor(self) -> str:
        """Where it stands on the report's page."""
        return f"nv-{self.task_id}" if self.task_id else f"cs-{self.indicator_id}-{self.area_version_id}"

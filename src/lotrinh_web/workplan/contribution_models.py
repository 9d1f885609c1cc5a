"""What a task is meant to add to a target: stated by people, with the ground. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class TaskContribution(models.Model):
    """What one task adds to a target by the end of a year, in the indicator's unit. The newest counts."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="contributions")
    target = models.ForeignKey("indicators.Target", on_delete=models.PROTECT, related_name="contributions")
    period = models.CharField(max_length=4)  # a year: by its end
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)  # null: taken back
    reason = models.CharField(max_length=400)  # how it was reckoned, or by whom stated
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    latest = models.BooleanField(default=True)  # a copy: no later record for the same task, target and year

    class Meta:
        ordering = ["period", "task__order", "-entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "target", "period"], condition=models.Q(latest=True), name="one_contribution_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.target_id} {self.period}: {self.amount}"

"""What people say of a target beside the computed chance: their confidence, and the path they plan. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ConfidenceRating(models.Model):
    """A person's confidence that a target will be delivered, on a day. The newest counts."""

    target = models.ForeignKey("indicators.Target", on_delete=models.PROTECT, related_name="ratings")
    grade = models.PositiveSmallIntegerField()  # 1 red … 5 green: delivery_confidence.json
    reason = models.CharField(max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        get_latest_by = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(grade__gte=1, grade__lte=5), name="one_of_five_grades")
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.grade}"


class InterimTarget(models.Model):
    """Where a target should stand at the end of a year on its way. A change is a new record with its ground."""

    target = models.ForeignKey("indicators.Target", on_delete=models.PROTECT, related_name="interims")
    period = models.CharField(max_length=4)  # a year
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)  # null: taken back
    document = models.CharField(max_length=300)  # by which document
    reason = models.CharField(max_length=400, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    latest = models.BooleanField(default=True)  # a copy: no later record for the same year

    class Meta:
        ordering = ["period", "-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "period"], condition=models.Q(latest=True), name="one_interim_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.period}: {self.value}"

"""How an indicator is defined and worked out, from which day, by which document."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class MethodVersion(models.Model):
    """One way of measuring an indicator, in force from a day until the next one. Append-only.

    The indicator keeps a copy of the version in force; figures published before stay as they were.
    """

    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="methods")
    valid_from = models.DateField(null=True, blank=True)  # empty: the first one, from the beginning
    definition_vi = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    formula_words = models.TextField(blank=True)
    formula_unit = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    document = models.CharField(max_length=300, blank=True)  # number, symbol, date and what it is about
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "valid_from"], name="one_method_per_day"),
            models.UniqueConstraint(
                fields=["indicator"], condition=models.Q(valid_from=None), name="one_first_method"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator} {self.valid_from or ''}".strip()

"""What a body says in a round of the figures it follows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Observation


class ReportedFigure(models.Model):
    """A figure, or why there is none, as a body reports it. A change is a new record; the latest counts.

    Accepted with the report, it goes into the store of figures (`result_figures.keep_figures`).
    """

    class Kind(models.TextChoices):
        ESTIMATE = Observation.Kind.ESTIMATE.value, _("ước tính")
        PRELIMINARY = Observation.Kind.PRELIMINARY.value, _("sơ bộ")
        FINAL = Observation.Kind.FINAL.value, _("chính thức")
        ADMINISTRATIVE = Observation.Kind.ADMINISTRATIVE.value, _("số liệu hành chính")

    class Currency(models.TextChoices):
        USD = "usd", _("USD")
        VND = "vnd", _("đồng")

    submission = models.ForeignKey("reporting.Submission", on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="+")
    area_version = models.ForeignKey("organisations.AreaVersion", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)  # of an indicator in dollars only
    rate = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # đồng per USD, as stated
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    source = models.CharField(max_length=300, blank=True)
    missing_reason = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    latest = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator__name_vi", "entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "area_version"], condition=Q(latest=True),
                name="one_latest_reported_figure",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(missing_reason=""), name="a_reported_value_or_why_none"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"

    @property
    def says(self) -> bool:
        """Whether it answers: a figure, or why there is none."""
        return self.value is not None or bool(self.missing_reason)

"""Reads on targets and figures: the figure that counts for a period, conflicts beside it, the latest chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Chance, Forecast, Observation, Series, Target, TargetEvent
from lotrinh_web.indicators.targets.currency import stands_in
from lotrinh_web.indicators.words import figure_words, goal_words
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import period

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

LIKELY, UNCERTAIN = 0.70, 0.40  # configuration of the light; screens.md: ≥ 70 %, 40–70 %, < 40 %

LIGHTS = {
    "met": _("Đã đạt"),
    "likely": _("Khả năng cao"),
    "uncertain": _("Cần chú ý"),
    "unlikely": _("Nguy cơ không đạt"),
    "cannot_say": _("Chưa đủ dữ liệu"),
}
DANGER_ORDER = {"unlikely": 0, "uncertain": 1, "cannot_say": 2, "likely": 3, "met": 4}


def known(observations: QuerySet[Observation], at: datetime | None = None) -> QuerySet[Observation]:
    """Figures in force: not replaced by a correction, as known at a moment."""
    if at is None:
        return observations.filter(replaced_by=None)
    return observations.filter(recorded_at__lte=at).exclude(replaced_by__recorded_at__lte=at)


def annual_history(series: Series, at: datetime | None = None) -> list[Observation]:
    """One figure a year, the preferred of those published, oldest first; demonstration figures never count."""
    years: dict[str, Observation] = {}
    rows = known(Observation.objects.filter(series=series, value__isnull=False, demonstration=False), at)
    for row in rows.order_by("period", "preferred", "recorded_at", "pk"):
        if row.period.isdigit() and len(row.period) == 4:
            years[row.period] = row
    return list(years.values())


def preferred_series(target: Target) -> Series | None:
    """The series that counts for a target's indicator and territory."""
    return Series.objects.filter(
        indicator=target.indicator_id, area_version=target.area_version_id, preferred=True
    ).first()


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as lists show it."""

    target: Target
    last: Observation | None
    history: tuple[float, ...]
    chance: Chance | None
    previous: Chance | None
    twin: Observation | None = None  # newer, in đồng, where the chance of a dollar target was made on that series
    twin_unit: str = ""

    @property
    def twin_words(self) -> str:
        """The newer figure in đồng with its period: "104,16 triệu đồng (2024)"; "" where there is none."""
        return f"{figure_words(self.twin, self.twin_unit)} ({period(self.twin.period)})" if self.twin else ""

    @property
    def light(self) -> str:
        """The computed light: met, likely, uncertain, unlikely or cannot_say."""
        if self.chance is None or self.chance.value is None:
            return "met" if self.reached_at_due else "cannot_say"
        if self.chance.value >= LIKELY:
            return "likely"
        return "uncertain" if self.chance.value >= UNCERTAIN else "unlikely"

    @property
    def light_words(self) -> Any:
        """The light in words."""
        return LIGHTS[self.light]

    @property
    def reached_at_due(self) -> bool:
        """Whether a final figure of the due year meets the target."""
        if self.last is None or self.last.value is None or self.last.period != self.target.due[:4]:
            return False
        low, high = self.target.low, self.target.high
        return (low is None or self.last.value >= low) and (high is None or self.last.value <= high)

    @property
    def goal(self) -> str:
        """What the target wants, in the reader's language."""
        return goal_words(self.target)

    @property
    def danger(self) -> tuple[int, float]:
        """Sort key: most endangered first."""
        value = self.chance.value if self.chance is not None and self.chance.value is not None else 0.5
        return DANGER_ORDER[self.light], value

    @property
    def shown(self) -> float | None:
        """The chance as it may be shown, never surer than 5 % or 95 %."""
        if self.chance is None or self.chance.value is None:
            return None
        return min(0.95, max(0.05, self.chance.value))


def targets_of(programme: Programme, *, in_programme: bool = True) -> QuerySet[Target]:
    """The programme's own targets, or those other documents set beside them; without what a newer version replaced."""
    found = not_replaced(Target.objects.filter(programme=programme, in_programme=in_programme))
    return found.select_related("indicator", "area_version", "clause", "document")


def not_replaced(targets: QuerySet[Target]) -> QuerySet[Target]:
    """Leaves out targets that were withdrawn, and those in whose place another target of the programme stands."""
    status = Target.Status
    successor = TargetEvent.objects.filter(target=OuterRef("pk"), by_target__in_programme=True)
    return targets.exclude(status=status.WITHDRAWN).exclude(
        Exists(successor), status__in=[status.ADJUSTED, status.REPLACED]
    )


def target_rows(targets: QuerySet[Target], at: datetime | None = None) -> list[TargetRow]:
    """Targets with their last figure, history and latest chance, in a constant number of queries."""
    chances = Chance.objects.filter(Q(made_at__lte=at) if at else Q()).order_by("-made_at", "-pk")
    found = list(targets.prefetch_related(Prefetch("chances", queryset=chances, to_attr="made")))
    keys = {(t.indicator_id, t.area_version_id) for t in found}
    series = Series.objects.filter(preferred=True, indicator__in=[key[0] for key in keys])
    by_key = {(s.indicator_id, s.area_version_id): s.pk for s in series}
    twins = _twins(found)
    histories = _histories([*by_key.values(), *(one.pk for one in twins.values())], at)
    rows = []
    for target in found:
        history = histories.get(by_key.get((target.indicator_id, target.area_version_id), 0), [])
        made: list[Chance] = target.made
        twin = twins.get(target.pk)
        latest = histories.get(twin.pk, [])[-1:] if twin is not None else []
        newer = bool(latest) and (not history or latest[0].period > history[-1].period)
        rows.append(
            TargetRow(
                target=target,
                last=history[-1] if history else None,
                history=tuple(float(o.value) for o in history if o.value is not None),
                chance=made[0] if made else None,
                previous=_before(made),
                twin=latest[0] if newer else None,
                twin_unit=twin.unit if twin is not None and newer else "",
            )
        )
    return rows


class _Made(TypedDict):
    made: list[Chance]


def _twins(targets: Sequence[WithAnnotations[Target, _Made]]) -> dict[int, Series]:
    """The đồng series the latest chance of a dollar target was made on, by target; one query."""
    made_on = {t.pk: t.made[0].forecast_id for t in targets if t.made}
    forecasts = Forecast.objects.filter(pk__in={key for key in made_on.values() if key is not None})
    rows = forecasts.select_related("series__indicator").only("series__unit", "series__indicator__code")
    series = {f.pk: f.series for f in rows}
    found = {
        t.pk: (t, series[key]) for t in targets if (key := made_on.get(t.pk)) is not None and key in series
    }  # fmt: skip
    return {key: one for key, (target, one) in found.items() if stands_in(one, target)}


def _before(made: list[Chance]) -> Chance | None:
    """The chance of an earlier day: forecasts made twice on one day are no change."""
    days = [timezone.localdate(chance.made_at) for chance in made]
    return next((chance for chance, day in zip(made, days, strict=True) if day < days[0]), None)


def _histories(series_keys: list[int], at: datetime | None) -> dict[int, list[Observation]]:
    years: dict[int, dict[str, Observation]] = {}
    rows = known(
        Observation.objects.filter(series__in=series_keys, value__isnull=False, demonstration=False), at
    ).select_related("source")
    for row in rows.order_by("period", "preferred", "recorded_at", "pk"):
        if row.period.isdigit() and len(row.period) == 4:
            years.setdefault(row.series_id, {})[row.period] = row
    return {key: list(found.values()) for key, found in years.items()}

"""A target's chart: its figures by kind, what the forecast says, what is wanted, where the series breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotrinh_web.indicators.currency import twin_of
from lotrinh_web.indicators.models import Forecast, Observation
from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    from lotrinh.charts.fan import Chart, ObservationKind

KINDS: dict[str, ObservationKind] = {
    Observation.Kind.ESTIMATE: "estimate", Observation.Kind.CLAIMED: "estimate",
    Observation.Kind.PRELIMINARY: "preliminary", Observation.Kind.CENSUS_PRELIMINARY: "preliminary",
}  # fmt: skip
LEVELS = (80, 95)


def target_chart(
    row: TargetRow, forecast: Forecast | None, observations: list[Observation], *, responsive: bool = True
) -> Chart:
    """The fan chart of one target; with figures of whole years only, as the forecast is made of.

    `responsive`: as wide as its place on a page; for a picture it keeps its own size.
    """
    from dataclasses import replace

    from lotrinh.calendar import parse_period
    from lotrinh.charts.fan import Band, Break, Foreseen, Observed, Wanted, fan_chart
    from lotrinh.charts.spec import responsive as filling

    target = row.target
    twin = twin_of(target) if forecast is not None and forecast.series.indicator_id != target.indicator_id else None
    if forecast is not None and twin is not None:
        observations = list(Observation.objects.filter(series=forecast.series, replaced_by=None).order_by("period"))
    indicator = forecast.series.indicator if forecast is not None and twin is not None else target.indicator
    observed = [
        Observed(parse_period(o.period), o.value, KINDS.get(o.kind, "final"))
        for o in observations
        if o.value is not None and _is_year(o.period)
    ]
    foreseen = [
        Foreseen(
            parse_period(str(step["period"])), step["median"],
            tuple(Band(level, step[f"lo{level}"], step[f"hi{level}"]) for level in LEVELS),
        )
        for step in (forecast.path if forecast is not None else ())
    ]  # fmt: skip
    low, high = target.low, target.high
    if target.comparator in {"equal", "about", "unstated"}:
        low, high = (low, None) if target.indicator.direction != "down" else (None, high)
    if twin is not None:
        low, high = (None if end is None else end * twin.factor for end in (low, high))
    wanted = [Wanted(parse_period(target.due[:4]), low, high)] if low is not None or high is not None else []
    ended = target.area_version.valid_to
    breaks = [Break(ended.year + ended.timetuple().tm_yday / 366, ended.strftime("%d/%m/%Y"))] if ended else []
    chart = fan_chart(
        str(local(indicator, "name")), indicator.unit, observed, foreseen=foreseen, wanted=wanted,
        breaks=breaks,
    )  # fmt: skip
    return replace(chart, spec=filling(chart.spec)) if responsive else chart


def _is_year(period: str) -> bool:
    return len(period) == 4 and period.isdigit()

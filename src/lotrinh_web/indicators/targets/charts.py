"""A target's chart: its figures by kind, what the forecast says, what is wanted, where the series breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from lotrinh_web.indicators.models import Forecast, Observation
from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.indicators.targets.currency import twin_behind
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.units import unit_words

if TYPE_CHECKING:
    from lotrinh.charts.fan import ObservationKind
    from lotrinh.charts.spec import Chart
    from lotrinh.charts.words import Language
    from lotrinh_web.indicators.targets.trajectory import Path

KINDS: dict[str, ObservationKind] = {
    Observation.Kind.FINAL: "final",
    Observation.Kind.REVISED: "final",
    Observation.Kind.CENSUS: "final",
    Observation.Kind.ADMINISTRATIVE: "final",
    Observation.Kind.PRELIMINARY: "preliminary",
    Observation.Kind.CENSUS_PRELIMINARY: "preliminary",
}
"""How a figure is drawn; one whose source does not say what it is counts as no more than an estimate."""
LEVELS = (80, 95)
PAGE_COLOURS = {
    "background": "--lt-surface", "text": "--lt-text", "muted": "--lt-muted", "grid": "--lt-line",
    "reported": "--lt-primary", "restated": "--lt-c2", "trajectory": "--lt-muted", "target": "--lt-done",
    "break": "--lt-muted", "danger": "--lt-danger",
}  # fmt: skip
"""The page's own colour for each role of the chart's palette; the page follows light and dark."""


def target_chart(
    row: TargetRow, forecast: Forecast | None, observations: list[Observation], *, responsive: bool = True,
    path: Path | None = None,
) -> Chart:  # fmt: skip
    """The fan chart of one target; with figures of whole years only, as the forecast is made of; its planned path.

    `responsive`: as wide as its place on a page, in the reader's language; a picture for a Word file keeps its own
    size and is Vietnamese.
    """
    from dataclasses import replace

    from lotrinh.calendar import parse_period
    from lotrinh.charts.fan import Band, Break, Foreseen, Observed, Planned, Wanted, fan_chart
    from lotrinh.charts.spec import responsive as filling

    target = row.target
    twin = twin_behind(target, forecast)
    if forecast is not None and twin is not None:
        observations = list(Observation.objects.filter(series=forecast.series, replaced_by=None).order_by("period"))
    indicator = forecast.series.indicator if forecast is not None and twin is not None else target.indicator
    observed = [
        Observed(parse_period(o.period), o.value, KINDS.get(o.kind, "estimate"))
        for o in observations
        if o.value is not None and o.preferred and _is_year(o.period)  # others stand in the table
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
    planned = [
        Planned(parse_period(point.period), point.planned)
        for point in (path.points if path is not None else ())
        if point.planned is not None
    ]
    language: Language = "en" if responsive and (get_language() or "vi").startswith("en") else "vi"
    name, unit = str(local(indicator, "name")), unit_words(indicator.unit)
    if language == "vi":
        name, unit = indicator.name_vi, indicator.unit
    chart = fan_chart(
        name, unit, observed, foreseen=foreseen, planned=planned, wanted=wanted, breaks=breaks, language=language
    )
    return replace(chart, spec=in_page_colours(filling(chart.spec))) if responsive else chart


def in_page_colours(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification drawn in the light palette, with the names of the page's colours in place of its own."""
    from lotrinh.charts.palette import COLOURS

    names = {colour.lower(): PAGE_COLOURS[role] for role, colour in COLOURS["light"].items()}

    def named(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value.lower(), value)
        if isinstance(value, list):
            return [named(item) for item in value]
        return {key: named(item) for key, item in value.items()} if isinstance(value, dict) else value

    return {**named(spec), "background": "transparent"}


def _is_year(period: str) -> bool:
    return len(period) == 4 and period.isdigit()

"""An indicator over territories in one period: ranked, held against an earlier one, with a total and its coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from lotrinh.errors import LotrinhError
from lotrinh_web.indicators.areas.figures import ByArea, factor_of, figures_of, kind_of, value_of, values_in, why
from lotrinh_web.indicators.models import Direction, Indicator, Observation
from lotrinh_web.organisations.areas import LEVELS, areas_on
from lotrinh_web.organisations.models import AreaVersion

if TYPE_CHECKING:
    from lotrinh.rollup.totals import Total
    from lotrinh.rollup.values import Value

COMPARED = LEVELS[2:]  # provinces, districts, communes; a country or a region is shown beside them


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One territory: its figure or the reason there is none, its rank, and both in the earlier period."""

    area: AreaVersion
    figure: Observation | None
    value: Decimal | None
    reason: str
    rank: int | None = None
    former: Decimal | None = None
    former_rank: int | None = None
    left: Decimal = Decimal(0)  # the bar: where it begins and how wide it is, in percent of its place
    wide: Decimal = Decimal(0)

    @property
    def moved(self) -> int | None:
        """Places gained (positive) or lost since the earlier period."""
        return None if self.rank is None or self.former_rank is None else self.former_rank - self.rank

    @property
    def fell(self) -> int:
        """Places lost."""
        return -(self.moved or 0)

    @property
    def bar(self) -> tuple[str, str]:
        """Where the bar begins and how wide it is, as SVG wants numbers in any language."""
        return f"{self.left:f}", f"{self.wide:f}"

    @property
    def other_unit(self) -> bool:
        """Whether its series is kept in another unit than the indicator's."""
        return self.figure is not None and self.figure.series.unit != self.figure.series.indicator.unit

    @property
    def below_zero(self) -> bool:
        """Whether the bar runs to the left."""
        return self.value is not None and self.value < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the page shows. `earlier` is "" without an earlier period."""

    indicator: Indicator
    level: str
    period: str
    earlier: str
    on: date
    levels: tuple[str, ...]
    periods: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    silent: tuple[AreaRow, ...]
    beside: tuple[AreaRow, ...]
    total: Total | None
    former_total: Total | None
    histories: tuple[tuple[AreaVersion, tuple[Observation, ...]], ...]
    demonstration: bool = False

    @property
    def coverage(self) -> int | None:
        """Areas that reported, in percent of those expected, cut off: 100 only where all did."""
        if self.total is None or not self.total.expected:
            return None
        return self.total.reported * 100 // self.total.expected

    @property
    def total_value(self) -> Decimal | None:
        """The total, where there is one; a quotient rounded as the indicator is shown, two decimals at least."""
        return _shown(self.total, self.indicator)

    @property
    def former_value(self) -> Decimal | None:
        """The total of the earlier period."""
        return _shown(self.former_total, self.indicator)

    @property
    def total_reason(self) -> str:
        """Why there is no total."""
        return "" if self.total is None else why(self.total.value)


def _shown(total: Total | None, indicator: Indicator) -> Decimal | None:
    if total is None or not isinstance(total.value, Decimal):
        return None
    exact = indicator.additive in {"sum", "last"}
    return total.value if exact else round(total.value, max(2, indicator.decimals))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for; empty parts are chosen for them."""

    level: str = ""
    period: str = ""
    earlier: str = ""
    on: date | None = None
    at: datetime | None = None


def compare_areas(indicator: Indicator, asked: Asked, *, demonstration: bool = False) -> Comparison:
    """The comparison asked for. Demonstration figures stand in only where the level has no real figure at all."""
    codes = [c for c in (indicator.code, indicator.numerator, indicator.denominator) if c]
    found = figures_of(codes, asked.at)
    level, mark = _level(found.get(indicator.code, {}), asked.level), False
    if demonstration and not _of_level(found.get(indicator.code, {}), level):
        invented = figures_of(codes, asked.at, demonstration=True)
        if not asked.level:
            level = _level(invented.get(indicator.code, {}), "")
        mark = bool(_of_level(invented.get(indicator.code, {}), level))
        found = invented if mark else found
    figures = found.get(indicator.code, {})
    here = _of_level(figures, level)
    periods = _periods(here)
    period = asked.period if asked.period in periods else _fullest(here, periods)
    earlier = asked.earlier if asked.earlier in periods and asked.earlier != period else ""
    on = asked.on or _day_of(here, period)
    areas = list(areas_on(level, on)) if period else []
    rows, silent = _rows(indicator, areas, figures, period, earlier)
    inputs = (found.get(indicator.numerator, {}), found.get(indicator.denominator, {}))
    return Comparison(
        indicator, level, period, earlier, on, _levels(figures), tuple(periods), rows, silent,
        _beside(indicator, figures, period), _total(indicator, areas, figures, inputs, period),
        _total(indicator, areas, figures, inputs, earlier) if earlier else None,
        _histories(areas, figures, period), mark,
    )  # fmt: skip


def _version(held: Mapping[str, Observation]) -> AreaVersion:
    return next(iter(held.values())).series.area_version


def _of_level(figures: ByArea, level: str) -> ByArea:
    return {code: held for code, held in figures.items() if held and _version(held).area.level == level}


def _levels(figures: ByArea) -> tuple[str, ...]:
    there = {_version(held).area.level for held in figures.values() if held}
    return tuple(level for level in COMPARED if level in there)


def _level(figures: ByArea, asked: str) -> str:
    """The level asked for, else the one with the most territories."""
    if asked in COMPARED:
        return asked
    return max(COMPARED, key=lambda level: (len(_of_level(figures, level)), -COMPARED.index(level)))


def _periods(figures: ByArea) -> list[str]:
    return sorted({period for held in figures.values() for period in held}, reverse=True)


def _fullest(figures: ByArea, periods: list[str]) -> str:
    """The latest period for which at least two territories have a figure, else the latest."""
    for period in periods:
        if sum(period in held and held[period].value is not None for held in figures.values()) > 1:
            return period
    return periods[0] if periods else ""


def _end_of(period: str) -> date:
    """The last day of a period; of a span of years the last day of the last."""
    from lotrinh.calendar import parse_period

    try:
        return parse_period(period).statistical.last
    except (LotrinhError, ValueError):
        last = period[-4:]
        return date(int(last), 12, 31) if last.isdigit() else timezone.localdate()


def _day_of(figures: ByArea, period: str) -> date:
    """The period's last day; where no territory with a figure stood then, the nearest day on which one did.

    A city made later publishes figures of the years before it: they are shown on its own boundaries.
    """
    end = _end_of(period)
    held = [_version(one) for one in figures.values() if period in one]
    if not held or any(_stood(v, end) for v in held):
        return end
    days = [v.valid_from if v.valid_from and v.valid_from > end else v.valid_to or end for v in held]
    return min(days, key=lambda day: abs((day - end).days))


def _stood(version: AreaVersion, day: date) -> bool:
    return (version.valid_from is None or version.valid_from <= day) and (
        version.valid_to is None or version.valid_to >= day
    )


def _rows(
    indicator: Indicator, areas: list[AreaVersion], figures: ByArea, period: str, earlier: str
) -> tuple[tuple[AreaRow, ...], tuple[AreaRow, ...]]:
    """Those with a figure by rank, and those without by name."""
    now = values_in(figures, period, indicator.unit)
    then = values_in(figures, earlier, indicator.unit) if earlier else {}
    codes = [a.code for a in areas]
    ranks, former = _ranks(now, codes, indicator.direction), _ranks(then, codes, indicator.direction)
    span = _Bars([v for code in codes if isinstance(v := now.get(code), Decimal)])
    with_figure, without = [], []
    for area in areas:
        value, before = now.get(area.code), then.get(area.code)
        figure = figures.get(area.code, {}).get(period)
        if isinstance(value, Decimal):
            left, wide = span.of(value)
            with_figure.append(AreaRow(
                area, figure, value, "", ranks[area.code], before if isinstance(before, Decimal) else None,
                former.get(area.code), left, wide,
            ))  # fmt: skip
        else:
            without.append(AreaRow(area, figure, None, why(value) if value is not None else ""))
    with_figure.sort(key=lambda r: (r.rank or 0, r.area.name_vi))
    return tuple(with_figure), tuple(sorted(without, key=lambda r: r.area.name_vi))


def _ranks(values: Mapping[str, Value], codes: list[str], direction: str) -> dict[str, int]:
    """1 for the best (the largest, or the smallest where less is better); equal figures share a rank."""
    known = {code: v for code in codes if isinstance(v := values.get(code), Decimal)}
    ordered = sorted(known.values(), reverse=direction != Direction.DOWN)
    return {code: ordered.index(value) + 1 for code, value in known.items()}


class _Bars:
    """Bars from a common zero line."""

    def __init__(self, values: list[Decimal]) -> None:
        self._low = min([*values, Decimal(0)])
        self._range = max([*values, Decimal(0)]) - self._low

    def of(self, value: Decimal) -> tuple[Decimal, Decimal]:
        """Where the bar of a value begins and how wide it is, in percent."""
        if not self._range:
            return Decimal(0), Decimal(0)
        start, end = min(value, Decimal(0)) - self._low, max(value, Decimal(0)) - self._low
        scale = Decimal(100) / self._range
        return round(start * scale, 2), round((end - start) * scale, 2)


def _beside(indicator: Indicator, figures: ByArea, period: str) -> tuple[AreaRow, ...]:
    """Country and region in the same period, for comparison; never ranked."""
    rows = []
    for held in figures.values():
        if period in held and _version(held).area.level in LEVELS[:2]:
            value = value_of(held[period], indicator.unit)
            known = value if isinstance(value, Decimal) else None
            rows.append(AreaRow(_version(held), held[period], known, why(value)))
    return tuple(sorted(rows, key=lambda r: LEVELS.index(r.area.area.level)))


def _total(
    indicator: Indicator, areas: list[AreaVersion], figures: ByArea, inputs: tuple[ByArea, ByArea], period: str
) -> Total | None:  # fmt: skip
    """The roll-up over the territories by the indicator's own rule; None where it has no known rule."""
    from lotrinh.rollup.definition import Rule
    from lotrinh.rollup.of_areas import total_of

    if not areas or indicator.additive not in list(Rule):
        return None
    rule = Rule(indicator.additive)
    codes = [a.code for a in areas]
    own = values_in(figures, period, indicator.unit)
    above, below = ({code: value_of(held[period], held[period].series.indicator.unit)
                     for code, held in one.items() if period in held} for one in inputs)  # fmt: skip
    if rule is Rule.RATIO_OF_SUMS:
        ratio = total_of(rule, codes, own, numerator=above, denominator=below, factor=factor_of(indicator))
        return _with_own_coverage(ratio, own, codes)
    return total_of(rule, codes, own, denominator=below)


def _with_own_coverage(total: Total, own: Mapping[str, Value], codes: list[str]) -> Total:
    """How many territories gave the ratio itself, where its two sums cannot be made."""
    from dataclasses import replace

    if isinstance(total.value, Decimal):
        return total
    return replace(total, reported=sum(isinstance(own.get(c), Decimal) for c in codes), expected=len(codes))


def _histories(
    areas: list[AreaVersion], figures: ByArea, period: str
) -> tuple[tuple[AreaVersion, tuple[Observation, ...]], ...]:  # fmt: skip
    """The figures of each territory for periods of the same kind (years, quarters …), for the small charts."""
    found = []
    for area in sorted(areas, key=lambda a: a.name_vi):
        held = figures.get(area.code, {})
        same = tuple(held[p] for p in sorted(held) if kind_of(p) == kind_of(period) and held[p].value is not None)
        if same:
            found.append((area, same))
    return tuple(found)

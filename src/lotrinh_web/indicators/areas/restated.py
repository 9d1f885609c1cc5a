"""An indicator's figures on the boundaries of any day, beside the figures as reported.

The arithmetic is `lotrinh.rollup.restatement`; here figures are put together by period and by the boundaries they were
reported on, and what came out is laid beside what each territory published itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lotrinh_web.indicators.areas.figures import ByArea, factor_of, figures_of, is_year, value_of, why
from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.organisations.areas import LEVELS, Ground, ground_of
from lotrinh_web.organisations.models import AreaVersion

if TYPE_CHECKING:
    from lotrinh.rollup.restatement import Block, Restatement
    from lotrinh.rollup.values import Value

ADDED = ("sum", "last")


@dataclass(frozen=True, slots=True)
class Share:
    """What one reported figure gave: its territory, the figure or why there is none, and which part of it."""

    area: str
    value: Decimal | None
    reason: str
    share: Decimal

    @property
    def whole(self) -> bool:
        """Whether all of it went there."""
        return self.share == 1


@dataclass(frozen=True, slots=True)
class Row:
    """One territory of the chosen day in one year: as reported by itself, and restated from others."""

    area: AreaVersion
    period: str
    reported: Observation | None
    restated: Decimal | None
    reason: str
    shares: tuple[Share, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether both are there and are not the same."""
        return self.reported is not None and self.restated is not None and self.reported.value != self.restated

    @property
    def all_whole(self) -> bool:
        """Whether only whole units went into it."""
        return all(share.whole for share in self.shares)

    @property
    def shown(self) -> Decimal | None:
        """The restated figure, no longer than figures are kept."""
        return None if self.restated is None else round(self.restated, 4)

    @property
    def gap(self) -> Decimal | None:
        """As reported less restated."""
        if self.reported is None or self.reported.value is None or self.restated is None:
            return None
        return round(self.reported.value - self.restated, 4)


@dataclass(frozen=True, slots=True)
class Joint:
    """Territories known only together in one year."""

    period: str
    areas: tuple[str, ...]
    value: Decimal

    @property
    def names(self) -> str:
        """The territories in one line."""
        return ", ".join(self.areas)


@dataclass(frozen=True, slots=True)
class Restated:
    """All rows on one day's boundaries; `refusal` says why nothing can be restated at all."""

    on: date
    rows: tuple[Row, ...] = ()
    joint: tuple[Joint, ...] = ()
    refusal: str = ""
    closed: tuple[str, ...] = field(default=())

    @property
    def any_restated(self) -> bool:
        """Whether a figure was carried over at least one change of boundaries."""
        return any(row.restated is not None for row in self.rows)


def restated_on(indicator: Indicator, on: date, at: datetime | None = None) -> Restated:
    """Every year's figures of an indicator on the boundaries of a day; queries do not grow with the figures."""
    parts = _parts(indicator)
    if parts is None:
        return Restated(on, refusal=_refusal(indicator))
    found = figures_of([indicator.code, *parts], at)
    own = found.get(indicator.code, {})
    inputs = {code: found.get(code, {}) for code in (parts or (indicator.code,))}
    rows: list[Row] = []
    joint: list[Joint] = []
    closed: list[str] = []
    for level in LEVELS[2:]:
        grounds = {v.code for held in (own, *inputs.values()) for v in _areas(held) if v.area.level == level}
        if not grounds:
            continue
        ground = ground_of(level)
        work = _Level(indicator, ground, on, own, inputs)
        rows += work.rows()
        joint += work.joint
        closed += work.closed
    return Restated(on, tuple(rows), tuple(joint), closed=tuple(dict.fromkeys(closed)))


def _parts(indicator: Indicator) -> tuple[str, ...] | None:
    """Indicators to restate in its place: none for one that adds up, two for a ratio of sums; None: it cannot be."""
    if indicator.additive in ADDED:
        return ()
    if indicator.additive == "ratio_of_sums" and indicator.numerator and indicator.denominator:
        return indicator.numerator, indicator.denominator
    return None


def _refusal(indicator: Indicator) -> str:
    if indicator.additive == "ratio_of_sums":
        return _("Chỉ số là tỷ số nhưng chưa khai tử số và mẫu số, nên không tính lại theo địa giới khác được.")
    if indicator.additive == "weighted_mean":
        return _("Số bình quân có trọng số cần quyền số theo từng đơn vị cũ; chưa có nên không tính lại được.")
    return _("Chỉ số này không cộng được giữa các địa bàn (chẳng hạn tốc độ tăng), nên không tính lại được.")


def _areas(held: ByArea) -> list[AreaVersion]:
    return [next(iter(periods.values())).series.area_version for periods in held.values() if periods]


class _Level:
    """The work for the territories of one level."""

    def __init__(
        self, indicator: Indicator, ground: Ground, on: date, own: ByArea, inputs: Mapping[str, ByArea]
    ) -> None:
        self.indicator, self.ground, self.on, self.own, self.inputs = indicator, ground, on, own, inputs
        self.joint: list[Joint] = []
        self.closed: list[str] = []

    def rows(self) -> list[Row]:
        """The rows of every year, newest first."""
        periods = {p for held in (self.own, *self.inputs.values()) for c, ps in held.items() for p in ps
                   if is_year(p) and c in self.ground.versions}  # fmt: skip
        return [row for period in sorted(periods, reverse=True) for row in self._of(period)]

    def _of(self, period: str) -> list[Row]:
        carried = self._carried(period)
        rows = []
        for area in self.ground.territory.areas(self.on):
            version = self.ground.versions[area.code]
            if not _stands(version, self.on):
                continue
            reported = self.own.get(area.code, {}).get(period)
            if area.code in carried:
                value, shares = carried[area.code]
                known = value if isinstance(value, Decimal) else None
                rows.append(Row(version, period, reported, known, why(value), shares))
            elif reported is not None:
                rows.append(Row(version, period, reported, None, ""))
        return rows

    def _carried(self, period: str) -> dict[str, tuple[Value, tuple[Share, ...]]]:
        """Territory → value carried over from other boundaries, with what went into it."""
        from lotrinh.rollup.values import divide, multiply

        results = {code: self._restatements(code, held, period) for code, held in self.inputs.items()}
        if len(results) == 1:
            return next(iter(results.values()))
        above, below = (results[c] for c in (self.indicator.numerator, self.indicator.denominator))
        out: dict[str, tuple[Value, tuple[Share, ...]]] = {}
        for code in above.keys() & below.keys():
            ratio = multiply(divide(above[code][0], below[code][0]), factor_of(self.indicator))
            out[code] = (ratio, (*above[code][1], *below[code][1]))
        return out

    def _restatements(
        self, code: str, held: ByArea, period: str
    ) -> dict[str, tuple[Value, tuple[Share, ...]]]:  # fmt: skip
        from lotrinh.rollup.restatement import restate

        groups: dict[int, dict[str, Observation]] = defaultdict(dict)
        day_of: dict[int, date] = {}
        for area, periods in held.items():
            if period in periods and area in self.ground.versions:
                day = _reported_on(self.ground.versions[area], period)
                era = self.ground.era(day)
                groups[era][area] = periods[period]
                day_of.setdefault(era, day)
        target, out = self.ground.era(self.on), {}
        for era, figures in sorted(groups.items()):
            if era == target:
                continue
            barrier = self.ground.barrier(day_of[era], self.on)
            if barrier:
                self.closed.append(barrier)
                continue
            unit = next(iter(figures.values())).series.indicator.unit
            values = {area: value_of(o, unit) for area, o in figures.items()}
            done = restate(values, self.ground.territory, reported_on=day_of[era], on=self.on)
            out.update(self._touched(done, set(figures), period, joint=len(self.inputs) == 1))
        return out

    def _touched(
        self, done: Restatement, given: set[str], period: str, *, joint: bool
    ) -> dict[str, tuple[Value, tuple[Share, ...]]]:
        """The territories into which at least one reported figure went."""
        out = {}
        for block in done.blocks:
            if not given & {part.area_code for part in block.parts}:
                continue
            shares = tuple(_share(part.area, part.reported, part.share) for part in block.parts)
            for code in block.areas:
                out[code] = (done.values[code], shares)
            if joint and len(block.areas) > 1 and isinstance(block.value, Decimal):
                self.joint.append(self._joint(block, block.value, period))
        return out

    def _joint(self, block: Block, value: Decimal, period: str) -> Joint:
        names = tuple(sorted(self.ground.versions[code].name_vi for code in block.areas))
        return Joint(period, names, value)


def _share(area: str, value: Value, share: Decimal) -> Share:
    known = value if isinstance(value, Decimal) else None
    return Share(area, known, why(value), share)


def _stands(version: AreaVersion, on: date) -> bool:
    return (version.valid_from is None or version.valid_from <= on) and (
        version.valid_to is None or version.valid_to >= on
    )


def _reported_on(version: AreaVersion, period: str) -> date:
    """A day of the boundaries a figure follows: the year's end, or the nearest day on which the territory stood."""
    day = date(int(period), 12, 31)
    if version.valid_from and day < version.valid_from:
        return version.valid_from
    return version.valid_to if version.valid_to and day > version.valid_to else day

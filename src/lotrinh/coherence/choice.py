"""Which published figure a check rests on.

Published figures contradict each other. The rule: the latest year; in it, the strongest status; where
several of that status differ, all of them, as an interval. What was passed over is listed in the result's
steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lotrinh.coherence.model import Figure, Interval, Place
from lotrinh.rollup import numbers
from lotrinh.rollup.units import parse_unit

STATUS_ORDER = (
    "final", "yearbook", "census", "revised", "preliminary", "census preliminary", "estimate",
    "merger dossier", "unstated", "", "derived", "claimed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """The chosen figures of one indicator in one year, in base units (VND, USD, persons, fractions)."""

    year: int
    interval: Interval
    figures: tuple[Figure, ...]
    passed_over: tuple[Figure, ...] = ()

    def words(self, english: bool = False) -> str:
        """`104,16 million VND (estimate); bỏ qua: …`."""
        write = numbers.en if english else numbers.vi
        used = ", ".join(f"{write(f.value)} {f.unit} ({f.status or '?'})" for f in self.figures)
        if not self.passed_over:
            return used
        left = ", ".join(f"{write(f.value)} ({f.status or '?'})" for f in self.passed_over)
        return f"{used}; {'passed over' if english else 'không dùng'}: {left}"


def status_rank(status: str) -> int:
    """0 is strongest; an unknown status ranks with "unstated"."""
    return STATUS_ORDER.index(status) if status in STATUS_ORDER else STATUS_ORDER.index("unstated")


def of_year(figures: list[Figure], year: int) -> Base | None:
    """The base for one year out of figures of one indicator, territory and kind of unit."""
    there = [f for f in figures if f.year == year]
    if not there:
        return None
    best = min(status_rank(f.status) for f in there)
    used = tuple(f for f in there if status_rank(f.status) == best)
    values = [in_base_units(f.value, f.unit) for f in used]
    left = tuple(f for f in there if status_rank(f.status) != best)
    return Base(year, Interval(min(values), max(values)), used, left)


def latest(figures: list[Figure], before: int | None = None) -> Base | None:
    """The base of the latest year, earlier than `before` where given."""
    years = [f.year for f in figures if before is None or f.year < before]
    return of_year(figures, max(years)) if years else None


def select(figures: list[Figure], indicator: str, place: Place, unit: str | None = None) -> list[Figure]:
    """Yearly figures of one indicator and territory, in units of the same kind as `unit`."""
    kind = parse_unit(unit) if unit else None
    return [
        f
        for f in figures
        if f.indicator == indicator
        and f.place == place
        and f.start is None
        and (kind is None or parse_unit(f.unit).same_kind(kind))
    ]


def in_base_units(value: Decimal, unit: str) -> Decimal:
    """104,16 million VND → 104.160.000."""
    return value * parse_unit(unit).scale

"""Figures of indicators by territory and period: the one that counts for each, as known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.indicators.queries import known

if TYPE_CHECKING:
    from lotrinh.rollup.values import Value

ByArea = dict[str, dict[str, Observation]]
"""Code of the territory's version → period → figure."""


def figures_of(
    codes: Iterable[str], at: datetime | None = None, *, demonstration: bool = False
) -> dict[str, ByArea]:  # fmt: skip
    """By indicator: the figure that counts, of the preferred series of each territory; one query.

    Where a period has several, a figure counts before the reason there is none, the declared one before others, the
    last recorded before earlier ones. Demonstration figures never stand beside real ones: either, or.
    """
    rows = (
        known(Observation.objects.filter(series__indicator__code__in=list(codes), series__preferred=True), at)
        .filter(demonstration=demonstration)
        .select_related("source", "series__indicator", "series__area_version__area")
    )
    found: dict[str, ByArea] = defaultdict(lambda: defaultdict(dict))
    ranked = sorted(rows, key=lambda o: (o.value is not None, o.preferred, o.recorded_at, o.pk))
    for o in ranked:
        found[o.series.indicator.code][o.series.area_version.code][o.period] = o
    return found


def value_of(observation: Observation, unit: str) -> Value:
    """The figure in `unit`, or the reason there is none; a figure in another kind of unit cannot be used."""
    from lotrinh.errors import LotrinhError
    from lotrinh.rollup.units import parse_unit
    from lotrinh.rollup.values import KINDS, CannotCompute

    if observation.value is None:
        return KINDS[observation.missing](observation.missing_reason)
    given = observation.series.unit
    if given == unit:
        return observation.value
    try:
        return observation.value * parse_unit(given).factor_to(parse_unit(unit))
    except LotrinhError as error:
        return CannotCompute(str(error))


def values_in(figures: ByArea, period: str, unit: str) -> dict[str, Value]:
    """Territory → value in one period."""
    return {code: value_of(held[period], unit) for code, held in figures.items() if period in held}


def is_year(period: str) -> bool:
    """Whether a period is a whole year."""
    return len(period) == 4 and period.isdigit()


def kind_of(period: str) -> str:
    """What stands after the year, without its number: "" for a year, Q, H, 9M, or "month"; "span" for several years."""
    _year, mark, rest = period.partition("-")
    if not mark:
        return "" if is_year(period) else "span"
    if len(rest) == 4 and rest.isdigit():
        return "span"
    return "month" if rest.isdigit() else rest.rstrip("1234") or rest


def factor_of(indicator: Indicator) -> Decimal:
    """What the ratio of its sums is multiplied by."""
    return indicator.factor if indicator.factor is not None else Decimal(1)


def why(value: Value) -> str:
    """The reason there is no figure, in the reader's language; "" for a figure."""
    from lotrinh.rollup.values import NoValue

    if not isinstance(value, NoValue):
        return ""
    if (get_language() or "vi").startswith("en") and value.reason_en:
        return value.reason_en
    return value.reason if value.reason.startswith(value.label) else str(value)

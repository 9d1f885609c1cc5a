"""The total of one indicator over a few hundred areas and one period, in plain Python.

The same rules as the SQL of `sql`, for a page that needs one total now; a test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lotrinh.rollup.definition import Rule
from lotrinh.rollup.totals import PROBLEMS, Total
from lotrinh.rollup.values import NotApplicable, NoValue, Value, add, divide, multiply

Figures = Mapping[str, Value]
"""Area code → figure or the reason there is none; an area that is not there has reported nothing."""


def total_of(
    rule: Rule,
    areas: list[str],
    figures: Figures,
    *,
    numerator: Figures | None = None,
    denominator: Figures | None = None,
    factor: Decimal = Decimal(1),
    indicator: str = "",
    area: str = "",
    period: str = "",
) -> Total:
    """The total over `areas` and how many of them reported.

    `sum` and `last` add `figures`. `weighted_mean` weights them by `denominator`. `ratio_of_sums` divides the sum of
    `numerator` by the sum of `denominator` over the areas that reported both, times `factor`; areas that gave one of
    the two make it `CannotCompute`. Areas that said `NotApplicable` are not expected.
    """
    given = numerator if rule is Rule.RATIO_OF_SUMS else figures
    expected = [code for code in areas if not isinstance((given or {}).get(code), NotApplicable)]
    known = _known(expected, given or {})
    if rule is Rule.NOT_ADDITIVE:
        return Total(indicator, area, period, PROBLEMS["not_additive"], len(known), len(expected))
    above: Value
    below: Value | None = None
    reported = len(known)
    if rule is Rule.RATIO_OF_SUMS:
        others = _known(expected, denominator or {})
        above, below, value = _ratio(known, others, factor)
        reported = min(reported, len(others))
    elif not known:
        above = value = PROBLEMS["nothing_reported"]
    elif rule is Rule.WEIGHTED_MEAN:
        above, below = _weighted(known, denominator or {})
        value = PROBLEMS["no_weight"] if below == 0 or not isinstance(below, Decimal) else divide(above, below)
    else:
        above = value = add(*known.values())
    return Total(
        indicator, area, period, value, reported, len(expected), _exact(above), None if below is None else _exact(below)
    )


def _known(areas: list[str], figures: Figures) -> dict[str, Decimal]:
    return {code: value for code in areas if isinstance(value := figures.get(code), Decimal)}


def _weighted(known: dict[str, Decimal], weights: Figures) -> tuple[Value, Value]:
    """Σ value × weight and Σ weight over the areas with a weight, as the SQL does."""
    found = _known(list(known), weights)
    if not found:
        return PROBLEMS["no_weight"], PROBLEMS["no_weight"]
    return add(*(multiply(known[code], weight) for code, weight in found.items())), add(*found.values())


def _ratio(above: dict[str, Decimal], below: dict[str, Decimal], factor: Decimal) -> tuple[Value, Value, Value]:
    """Both sums and their ratio. Two sets of areas of the same size count as different, unlike in the SQL."""
    nothing: NoValue = PROBLEMS["nothing_reported"]
    top: Value = add(*above.values()) if above else nothing
    bottom: Value = add(*below.values()) if below else nothing
    if not above or not below:
        return top, bottom, nothing
    if above.keys() != below.keys():
        return top, bottom, PROBLEMS["coverage_differs"]
    if bottom == 0:
        return top, bottom, PROBLEMS["division_by_zero"]
    return top, bottom, multiply(divide(top, bottom), factor)


def _exact(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None

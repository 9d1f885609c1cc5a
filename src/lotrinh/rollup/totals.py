"""A total, with what share of its parts reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lotrinh.rollup.values import CannotCompute, Missing, NotApplicable, NoValue, Value, divide, multiply

PROBLEMS: dict[str, NoValue] = {
    "not_additive": NotApplicable("chỉ tiêu này không cộng được giữa các địa bàn", "not additive over areas"),
    "nothing_reported": Missing("chưa đơn vị nào báo cáo", "no unit has reported"),
    "no_weight": CannotCompute("tổng quyền số bằng 0 hoặc chưa có", "the weights are zero or absent"),
    "coverage_differs": CannotCompute(
        "tử số và mẫu số do số đơn vị khác nhau báo cáo",
        "numerator and denominator rest on different reports",
    ),
    "division_by_zero": CannotCompute("mẫu số bằng 0", "the denominator is zero"),
}


@dataclass(frozen=True, slots=True)
class Total:
    """The figure of one indicator, area and period.

    `numerator` and `denominator` are exact sums (denominator None for a plain sum). `reported` of `expected`
    parts are in it; `coverage` is their ratio, None when nothing was expected.
    """

    indicator: str
    area: str
    period: str
    value: Value
    reported: int
    expected: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def coverage(self) -> Decimal | None:
        """From 0 to 1."""
        return Decimal(self.reported) / self.expected if self.expected > 0 else None

    @property
    def is_complete(self) -> bool:
        """Whether every expected part reported."""
        return self.expected > 0 and self.reported == self.expected


def total_from_row(row: tuple[object, ...], factors: Mapping[str, Decimal]) -> Total:
    """A `Total` from a row with the columns of `sql.COLUMNS`."""
    indicator, area, period, rule, numerator, denominator, reported, expected, problem = row
    above, below = _decimal(numerator), _decimal(denominator)
    value: Value
    if problem is not None:
        value = PROBLEMS[str(problem)]
    elif above is None:
        value = PROBLEMS["nothing_reported"]
    elif rule == "weighted_mean":
        value = divide(above, below if below is not None else PROBLEMS["no_weight"])
    elif rule == "ratio_of_sums":
        shown = below if below is not None else PROBLEMS["nothing_reported"]
        value = multiply(divide(above, shown), factors[str(indicator)])
    else:
        value = above
    return Total(str(indicator), str(area), str(period), value, _int(reported), _int(expected), above, below)


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) or value is None else Decimal(str(value))


def _int(value: object) -> int:
    return int(str(value)) if value is not None else 0

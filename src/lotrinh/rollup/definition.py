"""Which rule adds an indicator up, over areas and over time, and the one SQL text that does it.

The SQL is DuckDB's dialect, plain enough that sqlglot carries it to PostgreSQL and Spark (`engines`). Values
are DECIMAL(18,4) and sums DECIMAL(38,…): exact, whatever the order in which threads or machines add, so the
three engines agree to the last digit. A mean or a ratio is returned as its exact numerator and denominator
and divided once, in Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lotrinh.errors import InvalidData

VALUE_TYPE = "DECIMAL(18,4)"
SHARE_TYPE = "DECIMAL(18,6)"
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


class Rule(StrEnum):
    """How parts make a total.

    SUM adds over areas and over time (a flow). LAST adds over areas and takes the last period of a longer
    one (a stock, such as population at year end). WEIGHTED_MEAN weights by the observation's `weight`.
    RATIO_OF_SUMS divides two other indicators' totals. NOT_ADDITIVE has no total.
    """

    SUM = "sum"
    LAST = "last"
    WEIGHTED_MEAN = "weighted_mean"
    RATIO_OF_SUMS = "ratio_of_sums"
    NOT_ADDITIVE = "not_additive"


class Accrual(StrEnum):
    """PERIODIC figures cover their own period; CUMULATIVE ones run from the start of the year (lũy kế)."""

    PERIODIC = "periodic"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """The roll-up of one indicator. `factor` multiplies a ratio of sums (100 for percent)."""

    code: str
    rule: Rule
    accrual: Accrual = Accrual.PERIODIC
    numerator: str = ""
    denominator: str = ""
    factor: Decimal = Decimal(1)

    @property
    def takes_last(self) -> bool:
        """Whether a longer period takes the figure of its last part."""
        return self.rule is Rule.LAST or self.accrual is Accrual.CUMULATIVE


@dataclass(frozen=True, slots=True)
class Leaf:
    """Figures of `area` whose territory date lies in [valid_from, valid_to) go to `leaf` by `share`, under
    `parent`.

    Dates are ISO texts. Without a change of territory `leaf` is the area itself and the share is 1. `parent`
    None = the figures cannot be placed under one parent and are left out of every total (coverage then says
    so).
    """

    area: str
    leaf: str
    parent: str | None
    share: Decimal = Decimal(1)
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY


@dataclass(frozen=True, slots=True)
class PeriodPart:
    """`period` belongs to `target`; `boundary` is the ISO day whose territory its figures follow."""

    period: str
    target: str
    boundary: str
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class RollUp:
    """One roll-up. Raises `InvalidData` when a ratio refers to an unknown or not additive indicator.

    `parents` maps each area above the leaves to its own parent. `periods` empty = totals for the periods
    reported. `versioned`: leaves hold for a span of dates only, or are shared out; `periods` then gives the
    boundaries. `leaves_too`: totals of the leaves themselves as well. `reasons`: observations may say
    `not_applicable`.
    """

    rules: tuple[IndicatorRule, ...]
    leaves: tuple[Leaf, ...]
    parents: dict[str, str] = field(default_factory=dict)
    periods: tuple[PeriodPart, ...] = ()
    versioned: bool = False
    leaves_too: bool = False
    reasons: bool = False

    def __post_init__(self) -> None:
        by_code = {r.code: r for r in self.rules}
        for rule in self.rules:
            if rule.rule is Rule.RATIO_OF_SUMS:
                _check_ratio(rule, by_code)
        if self.versioned and not self.periods:
            raise InvalidData("Tổng hợp theo địa giới có thời hạn cần bảng kỳ với ngày địa giới của từng kỳ.")
        _check_no_cycle(self.parents)

    @property
    def depth(self) -> int:
        """How many levels of totals lie above the leaves."""
        levels, area = 0, {leaf.parent for leaf in self.leaves if leaf.parent}
        while area:
            levels += 1
            area = {self.parents[a] for a in area if a in self.parents}
        return levels


def _check_ratio(rule: IndicatorRule, by_code: dict[str, IndicatorRule]) -> None:
    for part in (rule.numerator, rule.denominator):
        found = by_code.get(part)
        if found is None:
            raise InvalidData(f"Chỉ tiêu {rule.code}: tử số hoặc mẫu số «{part}» không có trong danh mục chỉ tiêu.")
        if found.rule not in (Rule.SUM, Rule.LAST):
            raise InvalidData(f"Chỉ tiêu {rule.code}: «{part}» không cộng được nên không làm tử số, mẫu số.")


def _check_no_cycle(parents: dict[str, str]) -> None:
    for start in parents:
        seen, area = [start], start
        while (area := parents.get(area, "")) != "":
            if area in seen:
                raise InvalidData(f"Địa bàn vòng quanh: {' → '.join([*seen, area])}. Hãy sửa cột cấp trên.")
            seen.append(area)


TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "rules": (
        ("indicator", "VARCHAR"), ("rule", "VARCHAR"), ("takes_last", "BOOLEAN"), ("numerator", "VARCHAR"),
        ("denominator", "VARCHAR"), ("factor", VALUE_TYPE),
    ),
    "leaves": (
        ("area", "VARCHAR"), ("leaf", "VARCHAR"), ("parent", "VARCHAR"), ("share", SHARE_TYPE),
        ("valid_from", "VARCHAR"), ("valid_to", "VARCHAR"),
    ),
    "expected": (("area", "VARCHAR"), ("boundary", "VARCHAR"), ("leaves", "BIGINT")),
    "parents": (("area", "VARCHAR"), ("parent", "VARCHAR")),
    "periods": (
        ("period", "VARCHAR"), ("target", "VARCHAR"), ("boundary", "VARCHAR"), ("is_last", "BOOLEAN"),
    ),
    "observations": (
        ("indicator", "VARCHAR"), ("area", "VARCHAR"), ("period", "VARCHAR"), ("value", VALUE_TYPE),
        ("weight", VALUE_TYPE), ("missing", "VARCHAR"),
    ),
}  # fmt: skip
"""Columns of the tables the SQL reads, with DuckDB types."""


def small_tables(definition: RollUp) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table but the observations."""
    rules: list[tuple[object, ...]] = [
        (r.code, r.rule.value, r.takes_last, r.numerator, r.denominator, r.factor) for r in definition.rules
    ]
    leaves: list[tuple[object, ...]] = [
        (x.area, x.leaf, x.parent, x.share, x.valid_from, x.valid_to) for x in definition.leaves
    ]
    return {
        "rules": rules,
        "leaves": leaves,
        "expected": list(_expected(definition)),
        "parents": list(definition.parents.items()),
        "periods": [(p.period, p.target, p.boundary, p.is_last) for p in definition.periods],
    }


def _expected(definition: RollUp) -> list[tuple[object, ...]]:
    """For every area and boundary date, how many figures a full total rests on (a divided unit gives two)."""
    boundaries = sorted({p.boundary for p in definition.periods}) if definition.versioned else [FIRST_DAY]
    rows: list[tuple[object, ...]] = []
    for boundary in boundaries:
        under: dict[str, set[tuple[str, str]]] = {}
        for leaf in definition.leaves:
            if not leaf.valid_from <= boundary < leaf.valid_to:
                continue
            area: str | None = leaf.parent
            if definition.leaves_too:
                under.setdefault(leaf.leaf, set()).add((leaf.area, leaf.leaf))
            while area:
                under.setdefault(area, set()).add((leaf.area, leaf.leaf))
                area = definition.parents.get(area)
        rows += [(area, boundary, len(parts)) for area, parts in under.items()]
    return rows

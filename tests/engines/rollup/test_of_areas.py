"""The total over areas in plain Python says what the SQL says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lotrinh.rollup.definition import IndicatorRule, Leaf, RollUp, Rule
from lotrinh.rollup.engines import open_engine, run
from lotrinh.rollup.of_areas import total_of
from lotrinh.rollup.values import CannotCompute, Missing, NotApplicable, Value

D = Decimal
AREAS = ["a", "b", "c", "d"]
PEOPLE: dict[str, Value] = {"a": D(100), "b": D(300), "c": D(50)}
SICK: dict[str, Value] = {"a": D(5), "b": D(30), "c": D(1)}


def by_sql(rule: IndicatorRule, figures: dict[str, Value], weights: dict[str, Value] | None = None) -> object:
    rules = (rule, IndicatorRule("sick", Rule.SUM), IndicatorRule("people", Rule.SUM))
    definition = RollUp(rules=rules, leaves=tuple(Leaf(a, a, "all") for a in AREAS), reasons=True)
    rows: list[tuple[object, ...]] = []
    for code, held in ((rule.code, figures), ("sick", SICK), ("people", PEOPLE)):
        rows += [
            (code, a, "2024", v if isinstance(v, Decimal) else None, (weights or {}).get(a),
             "not_applicable" if isinstance(v, NotApplicable) else None)
            for a, v in held.items()
        ]  # fmt: skip
    with open_engine("duckdb") as engine:
        engine.insert("observations", rows)
        found = next(t for t in run(definition, engine) if t.indicator == rule.code)
    return found.value, found.reported, found.expected


@pytest.mark.parametrize("rule", [Rule.SUM, Rule.LAST, Rule.NOT_ADDITIVE])
def test_a_sum_a_stock_and_what_does_not_add_agree_with_sql(rule: Rule) -> None:
    figures: dict[str, Value] = {"a": D("1.5"), "b": D("-2"), "c": NotApplicable("không có biển")}
    own = total_of(rule, AREAS, figures)
    assert (own.value, own.reported, own.expected) == by_sql(IndicatorRule("x", rule), figures)


def test_a_weighted_mean_agrees_with_sql() -> None:
    """(10·1 + 20·3) ÷ 4 = 17,5."""
    figures: dict[str, Value] = {"a": D(10), "b": D(20), "c": D(99)}
    weights: dict[str, Value] = {"a": D(1), "b": D(3)}
    own = total_of(Rule.WEIGHTED_MEAN, AREAS, figures, denominator=weights)
    assert own.value == D("17.5")
    assert (own.value, own.reported, own.expected) == by_sql(IndicatorRule("x", Rule.WEIGHTED_MEAN), figures, weights)


def test_a_ratio_of_sums_agrees_with_sql() -> None:
    """(5 + 30 + 1) ÷ (100 + 300 + 50) × 100 = 8; three of four areas."""
    own = total_of(Rule.RATIO_OF_SUMS, AREAS, {}, numerator=SICK, denominator=PEOPLE, factor=D(100))
    rule = IndicatorRule("x", Rule.RATIO_OF_SUMS, numerator="sick", denominator="people", factor=D(100))
    assert own.value == D(8)
    assert (own.value, own.reported, own.expected) == by_sql(rule, {})


def test_a_ratio_over_different_areas_is_not_computed() -> None:
    """Two numerators and two denominators, but not of the same areas."""
    total = total_of(Rule.RATIO_OF_SUMS, AREAS, {}, numerator={"a": D(1), "b": D(1)},
                     denominator={"b": D(1), "c": D(1)})  # fmt: skip
    assert isinstance(total.value, CannotCompute)


def test_a_denominator_of_zero_is_a_reason() -> None:
    total = total_of(Rule.RATIO_OF_SUMS, ["a"], {}, numerator={"a": D(1)}, denominator={"a": D(0)})
    assert total.value == CannotCompute("mẫu số bằng 0", "the denominator is zero")


def test_nothing_reported_is_missing_and_not_zero() -> None:
    total = total_of(Rule.SUM, AREAS, {"a": Missing("hỏng máy")})
    assert isinstance(total.value, Missing)
    assert (total.reported, total.expected) == (0, 4)

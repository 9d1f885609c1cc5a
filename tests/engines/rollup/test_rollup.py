"""What a roll-up gives (DuckDB). Figures are invented; the sums are small enough to check by hand."""

from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.rollup.definition import IndicatorRule, Leaf, RollUp, Rule
from lotrinh.rollup.engines import open_engine, run
from lotrinh.rollup.totals import Total
from lotrinh.rollup.values import CannotCompute, Missing, NotApplicable

from .conftest import LEAVES, MONTHLY, OBSERVATIONS, PARENTS, QUARTERLY, RESTATED, RULES

D = Decimal


def totals(definition: RollUp, rows: list[tuple[object, ...]] = OBSERVATIONS) -> dict[tuple[str, str, str], Total]:
    with open_engine("duckdb") as engine:
        engine.insert("observations", rows)
        return {(t.indicator, t.area, t.period): t for t in run(definition, engine)}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("output", "A", "2026-01"), "0.3"),  # 0,1 + 0,2, exactly
        (("output", "VN", "2026-01"), "0.6"),
        (("people", "VN", "2026-02"), "140"),  # a stock adds over areas: 20 + 40 + 80
        (("rate", "A", "2026-01"), "70"),  # (50 × 1 + 80 × 2) ÷ 3
        (("rate", "VN", "2026-01"), "70"),  # the third has weight 0
        (("per_head", "A", "2026-01"), "0.75"),  # 100 × 0,3 ÷ 40
        (("per_head", "VN", "2026-01"), "0.6"),  # 100 × 0,6 ÷ 100
    ],
)
def test_totals_over_areas(key: tuple[str, str, str], expected: str) -> None:
    assert totals(MONTHLY)[key].value == D(expected)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("output", "A", "2026-Q1"), "1.4"),  # a flow adds over time: 0,3 + 1,1
        (("people", "A", "2026-Q1"), "60"),  # a stock takes the last month
        (("spent", "A", "2026-Q1"), "9"),  # cumulative: the last month holds the first
    ],
)
def test_totals_over_time(key: tuple[str, str, str], expected: str) -> None:
    assert totals(QUARTERLY)[key].value == D(expected)


def test_a_total_says_how_many_parts_reported() -> None:
    total = totals(MONTHLY)["output", "VN", "2026-02"]
    assert (total.reported, total.expected, total.is_complete) == (2, 3, False)


def test_a_quarter_expects_every_month_of_every_area() -> None:
    total = totals(QUARTERLY)["output", "VN", "2026-Q1"]
    assert (total.reported, total.expected) == (5, 6)


def test_what_does_not_apply_is_not_expected() -> None:
    total = totals(MONTHLY)["spent", "A", "2026-02"]
    assert (total.reported, total.expected) == (1, 1)


def test_a_ratio_of_different_reporters_is_not_given() -> None:
    """In February x2 reported its people and not its output."""
    assert isinstance(totals(MONTHLY)["per_head", "A", "2026-02"].value, CannotCompute)


def test_a_rank_has_no_total() -> None:
    assert isinstance(totals(MONTHLY)["rank", "A", "2026-01"].value, NotApplicable)


def test_weights_of_zero_give_no_mean() -> None:
    value = totals(MONTHLY)["rate", "B", "2026-01"].value
    assert str(value) == "không tính được: tổng quyền số bằng 0 hoặc chưa có"


def test_nothing_reported_is_missing_and_not_zero() -> None:
    rows = [("output", "x1", "2026-01", None, None, None)]
    assert isinstance(totals(MONTHLY, rows)["output", "A", "2026-01"].value, Missing)


def test_a_ratio_over_zero_cannot_be_computed() -> None:
    rows = [
        ("output", "x1", "2026-01", D(1), None, None),
        ("people", "x1", "2026-01", D(0), None, None),
    ]
    assert totals(MONTHLY, rows)["per_head", "A", "2026-01"].value == CannotCompute(
        "mẫu số bằng 0", "the denominator is zero"
    )


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("people", "x1", "2026-01"), "4"),  # 0,4 × 10
        (("people", "x3", "2026-01"), "66"),  # 60 + 0,6 × 10
        (("people", "A", "2026-01"), "34"),
        (("people", "B", "2026-01"), "66"),
        (("people", "VN", "2026-01"), "100"),  # nothing is lost
        (("people", "A", "2026-02"), "60"),  # new figures already follow the new boundaries
        (("rate", "A", "2026-01"), "75"),  # (50 × 0,4 + 80 × 2) ÷ 2,4
    ],
)
def test_totals_on_new_boundaries(key: tuple[str, str, str], expected: str) -> None:
    assert totals(RESTATED)[key].value == D(expected)


def test_a_divided_area_counts_as_two_figures_in_both_counts() -> None:
    total = totals(RESTATED)["people", "VN", "2026-01"]
    assert (total.reported, total.expected) == (4, 4)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("people", "x9", "2026-01", D(1), None, None), "mã địa bàn «x9» không có"),
        (("peple", "x1", "2026-01", D(1), None, None), "mã chỉ tiêu «peple» không có"),
        (OBSERVATIONS[0], "chỉ tiêu people, địa bàn x1, kỳ 2026-01 có nhiều hơn một dòng"),
    ],
)
def test_bad_observations_are_refused(row: tuple[object, ...], message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        totals(MONTHLY, [*OBSERVATIONS, row])


def test_an_area_above_itself_is_refused() -> None:
    with pytest.raises(InvalidData, match="A → VN → A"):
        RollUp(RULES, LEAVES, {"A": "VN", "VN": "A"})


def test_a_ratio_of_means_is_refused() -> None:
    rules = (IndicatorRule("r", Rule.RATIO_OF_SUMS, numerator="rate", denominator="rate"), RULES[3])
    with pytest.raises(InvalidData, match="«rate» không cộng được"):
        RollUp(rules, LEAVES, PARENTS)


def test_an_area_that_cannot_be_placed_leaves_the_totals() -> None:
    loose = RollUp(RULES, (*LEAVES[:2], Leaf("x3", "x3", None)), PARENTS)
    assert ("output", "B", "2026-01") not in totals(loose)


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(InvalidData, match="«oracle»"):
        open_engine("oracle")

"""No figure is a value with a reason."""

from decimal import Decimal

import pytest

from lotrinh.rollup import values
from lotrinh.rollup.values import CannotCompute, Missing, NotApplicable, NotYetPublished, NoValue

D = Decimal
KINDS = [Missing, NotApplicable, NotYetPublished, CannotCompute]


@pytest.mark.parametrize("kind", KINDS)
def test_no_value_is_not_zero(kind: type[NoValue]) -> None:
    assert kind("x") != D(0)


@pytest.mark.parametrize("a", KINDS)
@pytest.mark.parametrize("b", KINDS)
def test_the_kinds_differ_from_one_another(a: type[NoValue], b: type[NoValue]) -> None:
    assert (a("x") == b("x")) == (a is b)


def test_another_reason_is_another_value() -> None:
    assert Missing("x") != Missing("y")


def test_a_sum_with_a_missing_part_is_missing_for_that_reason() -> None:
    assert values.add(D(1), Missing("A chưa báo cáo")) == Missing("A chưa báo cáo")


def test_two_reasons_are_both_kept() -> None:
    result = values.add(Missing("A chưa báo cáo"), D(1), NotYetPublished("tháng 3"))
    assert str(result) == "chưa có số liệu: A chưa báo cáo; chưa đến kỳ công bố: tháng 3"


def test_one_reason_met_twice_is_told_once() -> None:
    lack = Missing("A")
    assert values.multiply(lack, values.add(lack, D(1))) == lack


def test_the_strongest_kind_wins() -> None:
    assert isinstance(values.add(NotApplicable("a"), CannotCompute("b"), Missing("c")), CannotCompute)


def test_operators_propagate_too() -> None:
    assert D(2) + Missing("A") * D(3) == Missing("A")


@pytest.mark.parametrize("top", ["0", "1"])
def test_division_by_zero_cannot_be_computed(top: str) -> None:
    assert values.divide(D(top), D(0)) == CannotCompute("chia cho 0", "division by zero")


def test_the_sum_of_nothing_is_not_zero() -> None:
    assert isinstance(values.add(), Missing)


def test_the_root_of_a_negative_number_cannot_be_computed() -> None:
    assert isinstance(values.power(D(-8), D("0.5")), CannotCompute)


def test_too_large_a_power_ends_quickly() -> None:
    assert isinstance(values.power(D(10), D(10) ** 9), CannotCompute)


def test_money_is_exact() -> None:
    assert values.add(D("0.1"), D("0.2")) == D("0.3")

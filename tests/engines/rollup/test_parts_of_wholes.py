"""What a formula says of parts and wholes, and figures taken as reported before they are worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lotrinh.rollup.evaluation import Calculator, Formula, Input
from lotrinh.rollup.formulas import parse_formula, parts_of_wholes


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a + b + c", [("a", "x"), ("b", "x"), ("c", "x")]),
        ("sum(a; b)", [("a", "x"), ("b", "x")]),
        ("share(a; b)", [("a", "b")]),
        ("ratio(a; b)", []),
        ("a - b", []),
        ("a + 1", []),
        ("a + b[-1]", [("a", "x")]),
        ("a / b", []),
    ],
)
def test_parts_of_wholes(formula: str, expected: list[tuple[str, str]]) -> None:
    assert parts_of_wholes(parse_formula(formula), "x") == expected


class Held:
    """Reported figures by code, of one year."""

    def __init__(self, **figures: str) -> None:
        self.figures = figures

    def find(self, code: str, period: str) -> Input | None:
        value = self.figures.get(code)
        return None if value is None else Input(Decimal(value), "người", "báo cáo")


CALCULATOR = Calculator([Formula("all", "men + women", "người"), Formula("half", "all / 2", "người")],
                        {"men": "người", "women": "người"})  # fmt: skip


def test_a_reported_figure_counts_before_the_worked_out_one() -> None:
    """(50) ÷ 2, not (20 + 21) ÷ 2."""
    held = Held(men="20", women="21", all="50")
    assert CALCULATOR.explain("half", "2024", held, reported_first=True).value == Decimal(25)


def test_without_a_reported_figure_it_is_worked_out() -> None:
    held = Held(men="20", women="21")
    assert CALCULATOR.explain("half", "2024", held, reported_first=True).value == Decimal("20.5")


def test_the_indicator_asked_for_is_always_worked_out() -> None:
    held = Held(men="20", women="21", all="50")
    assert CALCULATOR.explain("all", "2024", held, reported_first=True).value == Decimal(41)

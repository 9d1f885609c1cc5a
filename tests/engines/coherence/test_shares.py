"""Parts of a whole. The four ranges of 2023 stand in the city's programme of 17/4/2023 for Resolution
29-NQ/TW.
"""

from decimal import Decimal

import pytest

from lotrinh.coherence.model import Interval, Target, Verdict
from lotrinh.coherence.shares import check_shares
from lotrinh.errors import InvalidData

D = Decimal
PROGRAMME = {
    "share_industry": ("34.02", "34.28"),
    "share_agri": ("3.42", "4"),
    "share_services": ("56.49", "56.71"),
    "share_product_taxes": ("5", "5.59"),
}


def shares(ranges: dict[str, tuple[str, str]]) -> list[Target]:
    return [Target(code, Interval(D(a), D(b)), "%", 2030) for code, (a, b) in ranges.items()]


def test_the_four_shares_of_the_programme_can_sum_to_100() -> None:
    result = check_shares(shares(PROGRAMME))
    assert result.verdict is Verdict.CAN_FIT
    assert "từ 98,93% đến 100,58%" in result.summary_vi


def test_the_combinations_that_do_lie_058_points_below_the_high_ends() -> None:
    assert "thấp hơn các đầu trên tổng cộng 0,58 điểm %" in check_shares(shares(PROGRAMME)).summary_vi


def test_what_the_others_leave_narrows_the_product_taxes() -> None:
    """100 − 34,28 − 4 − 56,71 = 5,01, above the target's own 5."""
    steps = check_shares(shares(PROGRAMME)).steps
    assert steps[6].result == Interval(D("5.01"), D("5.59"))


def test_the_example_sums_to_100_within_every_range() -> None:
    example = check_shares(shares(PROGRAMME)).steps[-1].vi.split(": ")[1]
    values = [D(v.replace(",", ".")) for v in example.split(" + ")]
    inside = all(D(a) <= v <= D(b) for v, (a, b) in zip(values, PROGRAMME.values(), strict=True))
    assert (sum(values), inside) == (D(100), True)


def test_high_ends_that_fall_short_conflict_by_the_difference() -> None:
    result = check_shares(shares({"a": ("10", "40"), "b": ("10", "55")}))
    assert (result.verdict, result.gap) == (Verdict.CONFLICT, D(5))


def test_a_conflict_names_what_would_settle_it() -> None:
    result = check_shares(shares({"a": ("10", "40"), "b": ("10", "55")}))
    assert [r.needed for r in result.remedies] == [Interval.point(D(45)), Interval.point(D(60))]


def test_low_ends_above_100_conflict() -> None:
    result = check_shares(shares({"a": ("60", "70"), "b": ("45", "50")}))
    assert (result.verdict, result.gap) == (Verdict.CONFLICT, D(5))


def test_exact_shares_that_sum_to_100_fit() -> None:
    assert check_shares(shares({"a": ("40", "40"), "b": ("60", "60")})).verdict is Verdict.FITS


def test_an_open_range_reaches_to_the_whole() -> None:
    targets = [
        Target("a", Interval(D(35), None), "%", 2030),
        Target("b", Interval(None, D(16)), "%", 2030),
    ]
    assert check_shares(targets).verdict is Verdict.CAN_FIT


def test_a_reversed_range_is_refused() -> None:
    with pytest.raises(InvalidData, match="bị ngược"):
        Interval(D(2), D(1))

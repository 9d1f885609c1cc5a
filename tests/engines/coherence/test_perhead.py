"""Income per head against real growth. Expected values are worked out in the docstrings or the comments."""

from decimal import Decimal

import pytest

from lotrinh.coherence.model import Assumed, Assumptions, Figure, Interval, Result, Target, Verdict
from lotrinh.coherence.perhead import check_per_head
from lotrinh.errors import InvalidData

D = Decimal
OLD = "until 2025-06-30"
BASE = [Figure("grdp_per_capita", 2028, D(100), "triệu đồng", "X", OLD, status="final")]
GROWTH = Target("growth", Interval(D(10), D(10)), "%/năm", 2030, "X", OLD, start=2026)


def head(low: str | None, high: str | None, unit: str = "USD") -> Target:
    interval = Interval(D(low) if low else None, D(high) if high else None)
    return Target("grdp_per_capita", interval, unit, 2030, "X", OLD)


def assumed(low: str, high: str | None = None) -> Assumed:
    return Assumed(Interval(D(low), D(high or low)), "thử")


FLAT = Assumptions(deflator=assumed("0"), population_growth=assumed("0"), exchange_rate=assumed("20000"))


def check(target: Target, assumptions: Assumptions = FLAT) -> Result:
    return check_per_head(target, GROWTH, BASE, assumptions)


def test_what_growth_alone_gives() -> None:
    """100 million × 1,1² ÷ 20.000 = 6.050 USD."""
    assert check(head("6050", "6050")).verdict is Verdict.FITS


def test_a_target_out_of_reach_conflicts_by_the_difference() -> None:
    result = check(head("7000", "8000"))
    assert (result.verdict, result.gap, result.gap_unit) == (Verdict.CONFLICT, D(950), "USD")


def test_a_target_already_exceeded_conflicts_too() -> None:
    assert check(head("5000", "6000")).gap == D(50)


def test_a_range_of_assumptions_that_reaches_the_target_can_fit() -> None:
    wide = FLAT.edited(exchange_rate=assumed("15000", "20000"))
    assert check(head("7000", "7500"), wide).verdict is Verdict.CAN_FIT


def test_the_deflator_that_would_make_it() -> None:
    """7.260 = 6.050 × 1,2: prices must rise by the root of 1,2 = 1,095445…, that is 9,5445% a year."""
    remedy = {r.quantity: r.needed for r in check(head("7260", None)).remedies}["deflator"]
    assert remedy.low is not None
    assert abs(remedy.low - D("9.544511501")) < D("1e-8")


def test_the_exchange_rate_that_would_make_it() -> None:
    """121 million ÷ 7.260 = 16.666,67 đồng."""
    remedy = {r.quantity: r.vi for r in check(head("7260", None)).remedies}["rate"]
    assert remedy == "tỷ giá (đồng/USD) ≤ 16.667"


def test_a_target_in_dong_needs_no_exchange_rate() -> None:
    without = Assumptions(deflator=assumed("0"), population_growth=assumed("0"))
    assert check(head("121", "121", "triệu đồng"), without).verdict is Verdict.FITS


def test_population_growth_lowers_income_per_head() -> None:
    """121 million ÷ 1,1² = 100 million → 5.000 USD."""
    growing = FLAT.edited(population_growth=assumed("10"))
    assert check(head("5000", "5000"), growing).verdict is Verdict.FITS


def test_a_drifting_exchange_rate_is_compounded_to_the_due_year() -> None:
    """20.000 × 1,1 from 2029 to 2030 = 22.000; 121 million ÷ 22.000 = 5.500 USD."""
    drifting = FLAT.edited(exchange_rate_year=2029, exchange_rate_growth=assumed("10"))
    assert check(head("5500", "5500"), drifting).verdict is Verdict.FITS


def test_without_an_assumption_there_is_no_verdict_but_what_it_would_have_to_be() -> None:
    result = check(head("6050", "12100"), Assumptions(deflator=assumed("0"), population_growth=assumed("0")))
    assert result.verdict is Verdict.CANNOT_SAY
    assert result.remedies[0].needed == Interval(D(10000), D(20000))


def test_figures_of_another_territory_are_not_used() -> None:
    other = [Figure("grdp_per_capita", 2028, D(100), "triệu đồng", "X", "from 2025-07-01")]
    assert check_per_head(head("1", "2"), GROWTH, other, FLAT).verdict is Verdict.CANNOT_SAY


def test_figures_of_equal_standing_make_an_interval() -> None:
    """Two estimates, 100 and 120 million: 6.050 to 7.260 USD."""
    two = [*BASE, Figure("grdp_per_capita", 2028, D(120), "triệu đồng", "X", OLD, status="final")]
    result = check_per_head(head("7000", "8000"), GROWTH, two, FLAT)
    assert result.verdict is Verdict.CAN_FIT


def test_the_stronger_status_wins_within_a_year() -> None:
    two = [*BASE, Figure("grdp_per_capita", 2028, D(120), "triệu đồng", "X", OLD, status="estimate")]
    assert check_per_head(head("6050", "6050"), GROWTH, two, FLAT).verdict is Verdict.FITS


def test_every_verdict_shows_its_arithmetic() -> None:
    steps = [s.vi for s in check(head("7000", None)).steps]
    assert steps[-2] == ("Cao nhất: 100 triệu đồng × ((1 + 10%) × (1 + 0%) ÷ (1 + 0%))^2 ÷ 20.000 × 10⁶ = 6.050 USD")


def test_an_unknown_assumption_is_named() -> None:
    with pytest.raises(InvalidData, match="«lam_phat»"):
        FLAT.edited(lam_phat=assumed("1"))


def test_a_growth_target_without_an_upper_end_leaves_room() -> None:
    """At least 10% a year: 7.000 USD takes more, and more is allowed."""
    at_least = Target("growth", Interval(D(10), None), "%/năm", 2030, "X", OLD, start=2026)
    result = check_per_head(head("7000", "8000"), at_least, BASE, FLAT)
    assert (result.verdict, result.gap, result.remedies[0].quantity) == (Verdict.CAN_FIT, None, "growth")


@pytest.mark.parametrize("change", [{"exchange_rate": assumed("0")}, {"deflator": assumed("-100")}])
def test_impossible_assumptions_are_refused(change: dict[str, Assumed]) -> None:
    with pytest.raises(InvalidData, match="phải lớn hơn"):
        check(head("7000", None), FLAT.edited(**change))

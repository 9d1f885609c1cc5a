"""All checks together, on a few of the published figures and targets of Cần Thơ (sources: see each row's
note).
"""

from decimal import Decimal

import pytest

from lotrinh.coherence.derivation import Codes, derive_assumptions
from lotrinh.coherence.growth import implied_growth
from lotrinh.coherence.levels import check_level, check_two_currencies
from lotrinh.coherence.model import Figure, Interval, Result, Target, Verdict
from lotrinh.coherence.report import Report, check_coherence

D = Decimal
OLD, NEW = "until 2025-06-30", "from 2025-07-01"
PLAN = "kế hoạch 2022"


def figure(code: str, year: int, value: str, unit: str, status: str = "", start: int | None = None) -> Figure:
    return Figure(code, year, D(value), unit, "Cần Thơ", OLD, start, status)


def target(code: str, ends: tuple[str, str], unit: str, version: str = OLD, **more: object) -> Target:
    interval = Interval(D(ends[0]), D(ends[1]))
    return Target(code, interval, unit, 2030, "Cần Thơ", version, document=PLAN, **more)  # type: ignore[arg-type]


# statistics office and People's Committee, as carried by the press (shared data file, November 2026)
FIGURES = [
    figure("grdp_current_price", 2010, "43840.419", "billion VND"),
    figure("grdp_current_price", 2023, "119377", "billion VND", "preliminary"),
    figure("grdp_growth_real_average", 2023, "5.64", "% per year", "estimate", 2011),
    figure("grdp_per_capita", 2024, "104.16", "million VND", "estimate"),
    figure("population", 2010, "1200000", "persons"),
    figure("population", 2019, "1235171", "persons", "census preliminary"),
    Figure("grdp_per_capita", 2025, D("94.94"), "million VND", "Cần Thơ", NEW, None, "estimate"),
]
PER_HEAD = target("grdp_per_capita", ("9400", "11000"), "USD")
GROWTH = target("grdp_growth_real_average", ("7", "7.5"), "% per year", start=2025)
# resolution of the merged city, 2025
TWINS = [
    target("grdp_per_capita", ("215", "215"), "million VND", NEW, comparator="about"),
    target("grdp_per_capita", ("8500", "8500"), "USD", NEW, comparator="unstated"),
]


@pytest.fixture(scope="module")
def report() -> Report:
    return check_coherence([PER_HEAD, GROWTH, *TWINS], FIGURES)


def per_head(report: Report) -> Result:
    return report.of("per_head")[0]


def test_9400_usd_does_not_fit_7_to_7_5_percent_growth(report: Report) -> None:
    assert per_head(report).verdict is Verdict.CONFLICT


def test_by_how_much(report: Report) -> None:
    """104,16 × (1,075 × 1,022437 ÷ 1,003215)^6 ÷ 25.294 = 7.122 USD; 9.400 − 7.122 = 2.278."""
    gap = per_head(report).gap
    assert gap is not None
    assert gap.quantize(D(1)) == D(2278)


def test_the_derived_deflator_is_nominal_less_real_growth(report: Report) -> None:
    """(119.377 ÷ 43.840,419)^(1/13) = 1,080103; ÷ 1,0564 = 1,022437."""
    deflator = report.assumptions["Cần Thơ", OLD].deflator
    assert deflator is not None
    assert deflator.interval.text(4) == "2,2437"


def test_a_derived_assumption_says_from_what(report: Report) -> None:
    rate = report.assumptions["Cần Thơ", OLD].exchange_rate
    assert rate is not None
    assert rate.source == "suy từ hai mục tiêu năm 2030: 215 million VND và 8.500 USD"


def test_the_merged_city_is_not_held_against_the_old_targets(report: Report) -> None:
    note = report.of("territory")[0]
    assert "2 mục tiêu đặt cho địa bàn Cần Thơ «until 2025-06-30» không so được" in note.summary_vi


def test_old_targets_rest_on_old_figures(report: Report) -> None:
    assert {f.area_version for f in per_head(report).figures} == {OLD}


def test_with_nothing_derived_and_nothing_assumed_there_is_no_verdict() -> None:
    report = check_coherence([PER_HEAD, GROWTH], FIGURES, derive=False)
    assert report.of("per_head")[0].verdict is Verdict.CANNOT_SAY


def test_conflicts_are_listed(report: Report) -> None:
    assert report.conflicts == (per_head(report),)


def test_income_per_head_of_a_neighbour_with_the_same_version_name_is_not_used() -> None:
    stranger = Figure("grdp_per_capita", 2024, D(900), "million VND", "Hậu Giang", OLD, None, "final")
    report = check_coherence([PER_HEAD, GROWTH, *TWINS], [*FIGURES, stranger])
    assert report.of("per_head")[0].verdict is Verdict.CONFLICT


def test_implied_growth_of_a_level() -> None:
    """100 → 121 in two years: 10% a year."""
    known = [figure("x", 2028, "100", "tỷ đồng")]
    assert implied_growth(target("x", ("121", "121"), "tỷ đồng"), known).steps[-1].result == Interval(D(10), D(10))


def test_implied_change_of_a_share_is_in_points() -> None:
    known = [figure("x", 2028, "10", "%")]
    assert implied_growth(target("x", ("14", "16"), "%"), known).steps[-1].vi == "Cần bình quân 2–3 điểm %/năm"


def test_the_rest_of_a_period_must_make_up_for_its_start() -> None:
    """1,1² ÷ 1,05 = 1,152381: the one year left needs 15,24%."""
    known = [figure("x", 2029, "5", "%")]
    goal = target("x_average", ("10", "10"), "%/năm", start=2029)
    assert implied_growth(goal, known).steps[-1].vi == "Còn 1 năm, mỗi năm cần 15,24%"


def test_a_target_without_any_figure_cannot_be_judged() -> None:
    assert implied_growth(target("x", ("1", "2"), "%"), []).verdict is Verdict.CANNOT_SAY


def test_grdp_over_population_contradicts_income_per_head() -> None:
    """717.000 tỷ ÷ 3,3 million = 217,27 million đồng."""
    result = check_level(
        target("g", ("717000", "717000"), "tỷ đồng"),
        target("p", ("3300000", "3300000"), "người"),
        target("h", ("200", "210"), "triệu đồng"),
    )
    assert result.verdict is Verdict.CONFLICT
    assert result.gap is not None
    assert result.gap.quantize(D("0.01")) == D("7.27")


def test_two_currencies_imply_an_exchange_rate() -> None:
    result = check_two_currencies(*TWINS, rate=Interval(D(26000), D(27000)))
    assert (result.verdict, result.summary_vi.split("tỷ giá ")[1][:6]) == (Verdict.CONFLICT, "25.294")


def test_the_old_provincial_method_is_left_out_of_the_deflator() -> None:
    figures = [
        figure("grdp_current_price", 2010, "100", "tỷ đồng"),
        figure("grdp_current_price", 2011, "120", "tỷ đồng"),
        Figure(
            "grdp_growth_real", 2011, D(20), "%", "Cần Thơ", OLD,
            convention="old provincial GDP method; not comparable",
        ),
    ]  # fmt: skip
    assert derive_assumptions(figures, [], ("Cần Thơ", OLD), Codes()).deflator is None

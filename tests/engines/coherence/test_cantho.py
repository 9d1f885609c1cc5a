"""The published figures and targets of Cần Thơ (shared development data), as a whole."""

from pathlib import Path

import pytest

from lotrinh.coherence.model import Result, Verdict
from lotrinh.coherence.report import Report, check_coherence
from lotrinh.coherence.tables import read_figures, read_targets

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (DATA / "cantho_targets.csv").exists(), reason="shared data: cantho_targets.csv is not there"
)


@pytest.fixture(scope="module")
def report() -> Report:
    targets, figures = (
        read_targets(DATA / "cantho_targets.csv"),
        read_figures(DATA / "cantho_observations.csv"),
    )
    return check_coherence(targets, figures)


def usd(report: Report) -> Result:
    """9.400–11.000 USD a head with 7–7,5% growth, both of the old city."""
    return next(r for r in report.of("per_head") if r.targets[0].unit == "USD" and "7–7,5" in r.summary_vi)


def test_9400_usd_and_7_percent_growth_do_not_fit(report: Report) -> None:
    assert usd(report).verdict is Verdict.CONFLICT


def test_the_summary_says_what_follows_and_by_how_much_it_falls_short(report: Report) -> None:
    assert "từ 2024 chỉ suy ra được 6.612–7.706 USD, thiếu ít nhất 1.694 USD (18%)" in usd(report).summary_vi


def test_what_each_assumption_would_have_to_be(report: Report) -> None:
    assert [r.vi for r in usd(report).remedies] == [
        "tăng trưởng thực ≥ 11,12%/năm",
        "chỉ số giá GRDP tăng ≥ 7,08%/năm",
        "dân số tăng ≤ -2,95%/năm",
        "tỷ giá (đồng/USD) ≤ 20.735",
    ]


def test_the_four_shares_of_2022_can_sum_to_100(report: Report) -> None:
    assert "từ 98,9% đến 100,6%" in report.of("shares")[0].summary_vi


def test_the_merged_city_has_no_population_growth_to_go_by(report: Report) -> None:
    merged = [r for r in report.of("per_head") if r.targets[0].area_version == "from 2025-07-01"]
    assert {r.verdict for r in merged} == {Verdict.CANNOT_SAY}


def test_no_result_mixes_territories(report: Report) -> None:
    places = [{t.place for t in r.targets} | {f.place for f in r.figures} for r in report.results]
    assert all(len(found) == 1 for found in places)

"""Each check finds what it is for, and leaves honest figures alone. Figures are invented."""

import random
from datetime import date
from decimal import Decimal

import pytest

from lotrinh.checks.history import Outlier, Repeated, UnitChange
from lotrinh.checks.records import Record, Severity
from lotrinh.checks.relations import PartAboveWhole, SharesNot100
from lotrinh.checks.report import all_checks, run_checks
from lotrinh.checks.timing import Late, NeverFinal

D = Decimal
TODAY = date(2026, 11, 20)


def line(*values: str, unit: str = "tỷ đồng", kind: str = "final") -> list[Record]:
    return [Record("x", "A", str(2015 + i), D(v), unit, kind) for i, v in enumerate(values)]


def periods(findings: list) -> list[str]:  # type: ignore[type-arg]
    return [f.records[-1].period for f in findings]


def test_a_break_with_the_rhythm_is_an_outlier() -> None:
    assert periods(Outlier().find(line("100", "108", "115", "125", "134", "145", "290"))) == ["2021"]


def test_steady_growth_is_not() -> None:
    assert Outlier().find(line("100", "107", "115", "124", "132", "142", "152")) == []


def test_a_flat_series_may_move_a_little() -> None:
    assert Outlier().find(line("100", "100", "100", "100", "100", "100", "103")) == []


def test_rates_around_zero_are_compared_by_difference() -> None:
    assert periods(Outlier().find(line("7.8", "7.8", "-2.7", "7", "7.5", "7.2", "75", unit="%"))) == ["2021"]


def test_a_short_series_is_not_judged() -> None:
    assert Outlier().find(line("100", "900")) == []


@pytest.mark.parametrize(("now", "times"), [("119377000", "1.000"), ("0.12", "1.000.000")])
def test_a_thousandfold_jump_asks_for_the_unit(now: str, times: str) -> None:
    findings = UnitChange().find(line("119000", now))
    assert f"khoảng {times} lần" in findings[0].vi


def test_a_tenfold_jump_is_not_a_change_of_unit() -> None:
    assert UnitChange().find(line("100", "1000")) == []


def test_a_declared_change_of_unit_is_fine() -> None:
    records = [Record("x", "A", "2023", D(119), "tỷ đồng"), Record("x", "A", "2024", D(119000), "triệu đồng")]
    assert UnitChange().find(records) == []


def test_a_jump_of_unit_is_told_once() -> None:
    records = line("100", "107", "115", "124", "132", "142000")
    assert [f.code for f in run_checks(records, TODAY)] == ["unit_change"]


def test_an_identical_figure_is_noted() -> None:
    assert periods(Repeated().find(line("94.74", "94.74"))) == ["2016"]


def test_zero_and_round_figures_repeat_by_nature() -> None:
    assert Repeated().find(line("0", "0", "50", "50", "1000", "1000")) == []


def shares(*values: str | None) -> list[Record]:
    return [Record(f"s{i}", "A", "2024", D(v) if v else None, "%", group="cơ cấu GRDP") for i, v in enumerate(values)]


def test_shares_that_do_not_sum_to_100() -> None:
    finding = SharesNot100().find(shares("20.72", "28.55", "45.48", "6.25"))[0]
    assert finding.vi == "cơ cấu GRDP, A, kỳ 2024: 20,72 + 28,55 + 45,48 + 6,25 = 101%, khác 100%."


def test_rounding_of_each_share_is_allowed() -> None:
    assert SharesNot100().find(shares("33.3", "33.3", "33.3")) == []


def test_an_incomplete_whole_is_not_judged() -> None:
    assert SharesNot100().find(shares("20", "30", None)) == []


def test_a_part_above_its_whole_across_units() -> None:
    records = [
        Record("part", "A", "2024", D(2000), "triệu đồng", whole="all"),
        Record("all", "A", "2024", D(1), "tỷ đồng"),
    ]
    assert "lớn hơn all (1 tỷ đồng)" in PartAboveWhole().find(records)[0].vi


def test_a_part_of_another_kind_is_left_alone() -> None:
    records = [
        Record("part", "A", "2024", D(2000), "USD", whole="all"),
        Record("all", "A", "2024", D(1), "tỷ đồng"),
    ]
    assert PartAboveWhole().find(records) == []


@pytest.mark.parametrize(
    ("value", "reported", "words"),
    [
        (None, None, "chưa báo cáo, quá hạn 5 ngày"),
        (D(1), date(2026, 11, 18), "báo cáo trễ 3 ngày"),
    ],
)
def test_late(value: Decimal | None, reported: date | None, words: str) -> None:
    record = Record("x", "A", "2026-10", value, due=date(2026, 11, 15), reported=reported)
    assert words in Late(TODAY).find([record])[0].vi


def test_on_the_due_day_is_on_time() -> None:
    record = Record("x", "A", "2026-10", D(1), due=date(2026, 11, 15), reported=date(2026, 11, 15))
    assert Late(TODAY).find([record]) == []


def test_an_old_estimate_never_made_final() -> None:
    assert periods(NeverFinal().find(line("1", "2", "3", kind="estimate"))) == ["2015"]


def test_an_estimate_with_a_final_figure_beside_it_is_done() -> None:
    records = [*line("1", "2", "3", kind="estimate"), Record("x", "A", "2015", D("1.1"), kind="final")]
    assert NeverFinal().find(records) == []


def test_findings_do_not_depend_on_the_order_of_the_records() -> None:
    records = [*line("100", "107", "115", "124", "132", "142000"), *shares("50", "55")]
    mixed = records[:]
    random.Random(7).shuffle(mixed)
    assert run_checks(mixed, TODAY) == run_checks(records, TODAY)


def test_the_key_stays_while_the_figures_do() -> None:
    first, again = (UnitChange().find(line("1", v))[0].key for v in ("1000", "1000.0"))
    assert first == again


def test_a_corrected_figure_has_another_key() -> None:
    first, again = (UnitChange().find(line("1", v))[0].key for v in ("1000", "1001"))
    assert first != again


def test_the_gravest_come_first() -> None:
    records = [*line("94.74", "94.74"), *shares("50", "55")]
    assert [f.severity for f in run_checks(records, TODAY)] == [Severity.ERROR, Severity.NOTE]


def test_every_check_explains_itself_in_two_languages() -> None:
    assert all(c.explanation_vi and c.explanation_en for c in all_checks(TODAY))


def test_two_vintages_of_one_period_are_one_figure() -> None:
    """An estimate in the wrong unit that was made final in the right one is no jump."""
    records = [*line("100", "110"), Record("x", "A", "2016", D(110000), "tỷ đồng", "estimate")]
    assert UnitChange().find(records) == []

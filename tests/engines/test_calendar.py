"""Periods, working days and deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.calendar import (
    VIETNAM,
    Due,
    Period,
    PeriodKind,
    WorkingCalendar,
    days_late,
    effective_last_day,
    long_date,
    parse_period,
    period_of,
)
from lotrinh.errors import InvalidData

KINDS: dict[PeriodKind, int] = {"month": 12, "quarter": 4, "half_year": 2, "nine_months": 1, "year": 1}
periods = st.sampled_from(list(KINDS)).flatmap(
    lambda kind: st.builds(Period, st.just(kind), st.integers(1950, 2150), st.integers(1, KINDS[kind]))
)
tiling = periods.filter(lambda period: period.kind != "nine_months")
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(periods)
def test_a_code_reads_back(period: Period) -> None:
    assert parse_period(period.code) == period


@given(periods)
def test_a_vietnamese_name_reads_back(period: Period) -> None:
    assert parse_period(period.name) == period


@given(periods, st.integers(-40, 40))
def test_going_on_and_back_returns(period: Period, steps: int) -> None:
    assert period.shifted(steps).shifted(-steps) == period


@given(tiling)
def test_administrative_periods_leave_no_day_out(period: Period) -> None:
    assert period.next().administrative.first == period.administrative.last + timedelta(days=1)


@given(tiling)
def test_statistical_periods_leave_no_day_out(period: Period) -> None:
    assert period.next().statistical.first == period.statistical.last + timedelta(days=1)


@given(days, st.sampled_from(["month", "quarter", "half_year", "year"]), st.booleans())
def test_a_day_lies_in_its_period(day: date, kind: PeriodKind, administrative: bool) -> None:
    period = period_of(day, kind, administrative=administrative)
    assert day in (period.administrative if administrative else period.statistical)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-07", date(2026, 6, 15), date(2026, 7, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_administrative_dates_follow_decree_09(code: str, first: date, last: date) -> None:
    span = parse_period(code).administrative
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quý 3 năm 2026", "2026-Q3"),
        ("Sáu tháng cuối năm 2026", "2026-H2"),
        ("9 tháng đầu năm 2026", "2026-9M"),
        ("tháng 07 năm 2026", "2026-07"),
        ("2026-q4", "2026-Q4"),
    ],
)
def test_other_ways_of_writing_a_period(text: str, code: str) -> None:
    assert parse_period(text).code == code


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-13", "quý V/2026", "năm nay", "1026", "٢٠٢٦"])
def test_what_is_no_period_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(InvalidData, match=r"kỳ|Kỳ|Năm"):
        parse_period(text)


def test_a_day_in_november_is_in_no_nine_months() -> None:
    with pytest.raises(InvalidData, match="9 tháng"):
        period_of(date(2026, 11, 1), "nine_months")


def test_a_compensation_day_is_worked() -> None:
    assert VIETNAM.is_working_day(date(2025, 4, 26))


def test_the_day_swapped_for_it_is_off() -> None:
    assert not VIETNAM.is_working_day(date(2025, 5, 2))


def test_a_local_decision_wins_over_the_library() -> None:
    local = WorkingCalendar(days_off=frozenset({date(2026, 11, 25)}))
    assert local.next_working_day(date(2026, 11, 24)) == date(2026, 11, 26)


@given(days, st.integers(1, 40))
def test_adding_working_days_and_counting_them_agree(day: date, count: int) -> None:
    assert VIETNAM.between(day, VIETNAM.add(day, count)) == count


def test_lateness_is_never_negative() -> None:
    assert days_late(date(2026, 3, 2), date(2026, 3, 1)) == 0


def test_before_a_day_leaves_that_day_out() -> None:
    assert Due("date", day=date(2026, 7, 30), before=True).last_day() == date(2026, 7, 29)


def test_a_quarter_is_due_on_its_last_calendar_day() -> None:
    assert Due("quarter", period=Period("quarter", 2026, 2)).last_day() == date(2026, 6, 30)


@given(days, st.sampled_from(["month", "quarter", "half_year", "year"]), st.none() | st.integers(1, 31))
def test_a_recurring_due_comes_within_one_cycle(day: date, every: PeriodKind, on: int | None) -> None:
    last = Due("recurring", every=every, day_of_month=on).last_day(as_of=day)
    assert last is not None and 0 <= (last - day).days <= 366


def test_every_month_on_the_18th_is_met_on_the_18th() -> None:
    due = Due("recurring", every="month", day_of_month=18)
    assert due.last_day(as_of=date(2026, 2, 18)) == date(2026, 2, 18)


def test_a_trigger_that_has_not_come_has_no_last_day() -> None:
    assert Due("triggered", trigger="có nghị quyết", days=10).last_day(as_of=date(2026, 1, 1)) is None


def test_working_days_after_a_trigger_skip_tet() -> None:
    due = Due("triggered", days=1, working_days=True)
    assert due.last_day(triggered_on=date(2026, 2, 13)) == date(2026, 2, 23)


@pytest.mark.parametrize("kind", ["continuous", "none"])
def test_some_dues_have_no_last_day(kind: str) -> None:
    assert Due(kind).last_day(as_of=date(2026, 1, 1)) is None  # type: ignore[arg-type]


def test_a_due_without_its_date_is_refused() -> None:
    with pytest.raises(InvalidData, match="Thời hạn thiếu"):
        Due("date")


def test_a_last_day_on_a_holiday_moves_on() -> None:
    assert effective_last_day(date(2026, 4, 30)) == date(2026, 5, 4)


def test_january_and_february_take_a_zero_in_a_long_date() -> None:
    assert long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"


def test_march_takes_none() -> None:
    assert long_date(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"

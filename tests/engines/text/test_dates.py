"""Dates and periods as written."""

from __future__ import annotations

import datetime

import pytest

from growth import LINEAR, growth
from lotrinh.text.dates import find_dates, find_periods, written

DATES = [
    ("ngày 26/5/2025", "2025-05-26"),
    ("26-5-2025", "2025-05-26"),
    ("26.5.2025", "2025-05-26"),
    ("ngày 09 tháng 6 năm 2025", "2025-06-09"),
    ("09 tháng 6 năm 2025", "2025-06-09"),
    ("Cần Thơ, ngày 17 tháng 4 năm 2023", "2023-04-17"),
    ("ngày10 /3/2026", "2026-03-10"),
    ("ngày 10\ntháng 3 năm 2026", "2026-03-10"),
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_is_found(text, iso):
    assert [d.iso for d in find_dates(text)] == [iso]


NO_DATES = [
    "5.813/8.227 xã",
    "18/18 chỉ tiêu",
    "83,2%/50%",
    "29-NQ/TW",
    "1.2.3",
    "số 12/2025/QĐ-TTg",
    "1/3 số hộ",
    "2021-2030",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_not_found(text):
    assert list(find_dates(text)) == []


def test_a_blank_day_is_told():
    (found,) = find_dates("ngày       tháng 4 năm 2026")
    assert (found.day, found.month, found.year, found.iso) == (None, 4, 2026, None)


def test_a_date_without_a_year_is_told():
    (found,) = find_dates("trước ngày 10/12")
    assert (found.day, found.month, found.year) == (10, 12, None)


def test_a_day_that_does_not_exist_has_no_iso():
    (found,) = find_dates("ngày 31/02/2025")
    assert found.iso is None


PERIODS = [
    ("Quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý 4 năm 2025", "quarter", "2025-10-01", "2025-12-31"),
    ("quí III-2026", "quarter", "2026-07-01", "2026-09-30"),
    ("tháng 7/1954", "month", "1954-07-01", "1954-07-31"),
    ("tháng 12 năm 2026", "month", "2026-12-01", "2026-12-31"),
    ("tháng 2/2024", "month", "2024-02-01", "2024-02-29"),
    ("tháng 4 - 6/2026", "month", "2026-06-01", "2026-06-30"),
    ("Tháng 10, tháng 11 năm 2026", "month", "2026-11-01", "2026-11-30"),
    ("giai đoạn 2021-2030", "years", "2021-01-01", "2030-12-31"),
    ("2022 - 2030", "years", "2022-01-01", "2030-12-31"),
    ("6 tháng đầu năm 2026", "half_year", "2026-01-01", "2026-06-30"),
    ("6 tháng cuối năm 2026", "half_year", "2026-07-01", "2026-12-31"),
    ("9 tháng năm 2026", "nine_months", "2026-01-01", "2026-09-30"),
    ("đến năm 2030", "year", "2030-01-01", "2030-12-31"),
]


@pytest.mark.parametrize(("text", "kind", "first", "last"), PERIODS)
def test_a_period_is_found(text, kind, first, last):
    (found,) = find_periods(text)
    assert (found.kind, str(found.first), str(found.last)) == (kind, first, last)


def test_a_quarter_without_a_year_has_no_days():
    (found,) = find_periods("trong Quý III")
    assert (found.kind, found.first) == ("quarter", None)


@pytest.mark.parametrize("text", ["năm 2.030 hộ", "2021-20304", "quý vị", "đạt 2030 tỷ"])
def test_what_is_no_period_is_not_found(text):
    assert list(find_periods(text)) == []


def test_a_date_is_written_as_documents_do():
    assert written(datetime.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"


@pytest.mark.parametrize("unit", ["ngày ", "tháng ", "1/", "ngày 1 tháng ", "2021-", " ", ".", "năm 2"])
def test_finding_takes_linear_time(unit):
    def work(size):
        text = unit * (size // len(unit))
        return list(find_dates(text)), list(find_periods(text))

    assert growth(work, 60_000) < LINEAR

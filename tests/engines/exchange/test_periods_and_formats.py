"""Periods as formats write them, and the formats told from their content."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import Dataset, Dimension, Point
from lotrinh.exchange.formats import FORMATS, Format, format_of, read, with_time_codes, write
from lotrinh.exchange.periods import order_of, period_from, sdmx_period

from .samples import DATASET, values

OURS = ["2024", "2024-Q3", "2024-H1", "2024-H2", "2024-9M", "2024-07", "2021-2025"]


@pytest.mark.parametrize("code", OURS)
def test_there_and_back(code: str) -> None:
    assert period_from(sdmx_period(code)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-S1", "2024-H1"), ("2024-M07", "2024-07"), ("2024M07", "2024-07"), ("2024Q3", "2024-Q3"),
        ("2024-A1", "2024"), ("2024-01-01/P9M", "2024-9M"), ("2021-01-01/P5Y", "2021-2025"), ("2021/2025", "2021-2025"),
        ("2024-04/P3M", "2024-Q2"), ("2024-01-01/P1Y", "2024"), ("Quý III/2024", "2024-Q3"), ("20249M", "2024-9M"),
    ],
)  # fmt: skip
def test_other_ways_of_writing(text: str, code: str) -> None:
    assert period_from(text) == code


@pytest.mark.parametrize("text", ["", "2024-Q5", "2024-M13", "2024-02-01/P9M", "2025-2021", "24", "2024-01-01/P0M"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        period_from(text)


def test_order_is_by_the_last_day() -> None:
    assert sorted(["2025", "2024-Q4", "2024-9M", "2021-2025"], key=order_of) == [
        "2024-9M", "2024-Q4", "2021-2025", "2025",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_told_and_read_back(form: Format) -> None:
    data = write(DATASET, form)
    assert format_of(data) == form
    assert values(read(data, form))[:2] == [Decimal("104.16"), Decimal(0)]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf  ", b"PK\x03\x04rest", b"a\x00b"])
def test_what_is_none_of_them_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidData):
        format_of(data)


def test_an_sdmx_message_with_entities_is_refused() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(InvalidData, match="DOCTYPE"):
        read(data, format_of(data))


def test_a_csv_with_decimal_commas_is_read_where_they_are_declared() -> None:
    data = b"AREA;TIME_PERIOD;value\nCT;2024;1.234,5\n"
    assert read(data, "csv", mark=",").points[0].value == Decimal("1234.5")


def test_a_point_in_a_column_of_commas_is_named() -> None:
    with pytest.raises(InvalidData, match=r"«34\.28» ở dòng 3, cột value"):
        read(b"AREA;TIME_PERIOD;value\nCT;2023;34,02\nCT;2024;34.28\n", "csv", mark=",")


def test_a_text_like_a_formula_is_made_harmless_in_csv() -> None:
    times = Dimension("TIME_PERIOD", "Kỳ", {"2024": "2024"})
    dataset = Dataset("D", "D", (times,), (Point(("2024",), Decimal(-1), {"SOURCE": "=1+1"}),))
    text = write(dataset, "csv").decode("utf-8-sig")
    assert ("'=1+1" in text, "2024,-1," in text) == (True, True)


def test_time_ranges_pass_through_sdmx() -> None:
    renamed = with_time_codes(DATASET, {"2023": "2023-01-01/P9M"})
    assert "2023-01-01/P9M" in read(write(renamed, "sdmx-ml"), "sdmx-ml").dimensions[1].codes

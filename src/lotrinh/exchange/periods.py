"""Periods as data formats write them: `2025-Q1`, `2025-S1`, `2025-M07`, `2025-01-01/P9M`, `2025Q1`, `2025M07`.

Ours are those of `lotrinh.calendar` and spans of years (`2021-2025`). SDMX has its own names for half-years and
months and none for nine months or several years: those are time ranges (ISO 8601, start and duration).
"""

from __future__ import annotations

import re

from lotrinh.calendar import Period, parse_period
from lotrinh.errors import InvalidData

_SPAN = re.compile(r"(\d{4})[-/](\d{4})")
_CODED = re.compile(r"(\d{4})-?(?:([ASQMH])(\d{1,2})|(9M))", re.IGNORECASE)
_RANGE = re.compile(r"(\d{4})-(\d{2})(?:-01)?/P(\d{1,3})([YM])")
_LETTERS = {"A": "", "S": "-H", "H": "-H", "Q": "-Q"}


def sdmx_period(code: str) -> str:
    """One of our period codes as SDMX writes it. A code that is no period stays as it is."""
    if span := _SPAN.fullmatch(code):
        years = int(span[2]) - int(span[1]) + 1
        return f"{span[1]}-01-01/P{years}Y" if years > 0 else code
    try:
        period = parse_period(code)
    except InvalidData:
        return code
    if period.kind == "nine_months":
        return f"{period.year}-01-01/P9M"
    return f"{period.year}-S{period.number}" if period.kind == "half_year" else period.code


def period_from(text: str) -> str:
    """Our code of a period written any of these ways. Raises `InvalidData`."""
    text = text.strip()
    if (span := _SPAN.fullmatch(text)) and int(span[1]) <= int(span[2]):
        return f"{span[1]}-{span[2]}"
    if found := _RANGE.fullmatch(text):
        return _from_range(int(found[1]), int(found[2]), int(found[3]), found[4])
    if (coded := _CODED.fullmatch(text)) and not coded[4]:
        letter, number = coded[2].upper(), int(coded[3])
        if letter == "A" and number == 1:
            return parse_period(coded[1]).code
        tail = f"-{number:02d}" if letter == "M" else f"{_LETTERS[letter]}{number}"
        return parse_period(coded[1] + tail).code
    if coded:
        return Period("nine_months", int(coded[1])).code
    return parse_period(text).code


def _from_range(year: int, month: int, length: int, unit: str) -> str:
    months = length * 12 if unit == "Y" else length
    if month == 1 and months == 9:
        return Period("nine_months", year).code
    if month == 1 and months % 12 == 0 and months:
        return str(year) if months == 12 else f"{year}-{year + months // 12 - 1}"
    kinds = {1: "month", 3: "quarter", 6: "half_year"}
    if months in kinds and (month - 1) % months == 0:
        return Period(kinds[months], year, (month - 1) // months + 1).code  # type: ignore[arg-type]
    raise InvalidData(f"Không có kỳ nào dài {length}{unit} từ tháng {month:02d}/{year}. Viết như «2026-Q3».")


def order_of(code: str) -> tuple[str, str]:
    """Sort key: by the last day a period covers, then by its code; what is no period comes first."""
    if span := _SPAN.fullmatch(code):
        return f"{span[2]}-12-31", code
    try:
        return parse_period(code).statistical.last.isoformat(), code
    except InvalidData:
        return "", code

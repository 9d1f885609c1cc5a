"""Periods of a series: years (2024), quarters ("2024Q1"), months ("2024-03"), as whole numbers in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lotrinh.errors import InvalidData
from lotrinh.forecasting.results import Period

_QUARTER = re.compile(r"^(\d{4})-?Q([1-4])$")
_MONTH = re.compile(r"^(\d{4})-?M?(0[1-9]|1[0-2])$")
_YEAR = re.compile(r"^-?\d{1,6}$")
NAMES_VI = {1: "năm", 4: "quý", 12: "tháng"}


def parse(period: object) -> tuple[int, int]:
    """(periods per year, ordinal) of one period. `InvalidData` says what was not understood."""
    if isinstance(period, bool):
        raise InvalidData(f"Kỳ «{period}» không phải là năm, quý hay tháng.")
    text = str(period).strip()
    if isinstance(period, float) or text.endswith(".0"):
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not number.is_integer():
            raise InvalidData(f"Kỳ «{period}» không phải là năm nguyên.")
        text = str(int(number))
    if match := _QUARTER.match(text.upper()):
        return 4, int(match[1]) * 4 + int(match[2]) - 1
    if _YEAR.match(text) and len(text.lstrip("-")) <= 5:
        return 1, int(text)
    if match := _MONTH.match(text.upper()):
        return 12, int(match[1]) * 12 + int(match[2]) - 1
    raise InvalidData(f"Kỳ «{period}» không đọc được; hãy ghi năm (2024), quý (2024Q1) hoặc tháng (2024-03).")


def parse_all(periods: Sequence[object], name: str = "") -> tuple[int, list[int]]:
    """(periods per year, ordinals); all periods of a series must be of one kind."""
    where = f"Chuỗi «{name}»: " if name else ""
    try:
        pairs = [parse(period) for period in periods]
    except InvalidData as problem:
        raise InvalidData(f"{where}{problem}") from None
    kinds = {kind for kind, _ in pairs}
    if len(kinds) > 1:
        raise InvalidData(f"{where}các kỳ lẫn lộn năm, quý và tháng; mỗi chuỗi chỉ dùng một loại kỳ.")
    return (kinds.pop() if kinds else 1), [ordinal for _, ordinal in pairs]


def show(ordinal: int, per_year: int) -> Period:
    """The period as it is written: an integer year, `2024Q1` or `2024-03`."""
    if per_year == 1:
        return ordinal
    year, part = divmod(ordinal, per_year)
    return f"{year}Q{part + 1}" if per_year == 4 else f"{year}-{part + 1:02d}"

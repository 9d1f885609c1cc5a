"""Periods of a series: years (2024), quarters ("2024Q1"), months ("2024-03"), as whole numbers in order.

Dates are read as the periods they mark: see `undated`.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Hashable, Sequence

from lotrinh.errors import InvalidData
from lotrinh.forecasting.results import Period

_QUARTER = re.compile(r"^(\d{4})-?Q([1-4])$")
_MONTH = re.compile(r"^(\d{4})-?M?(0[1-9]|1[0-2])$")
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$")
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


def undated(periods: Sequence[object], series: Sequence[Hashable], names: Sequence[str] = ("",)) -> Sequence[object]:
    """The periods with every date written as the year, quarter or month it marks.

    `series` is the place of each row's series in `names`. What its dates mark shows in all of them together:
    years where they share month, quarters where their months lie three apart, else months.
    Raises `InvalidData` where two dates fall in one month, as those of weeks and days do.
    """
    dates = {p: found for p in set(periods) if (found := _date(p)) is not None}
    if not dates:
        return periods
    months: dict[Hashable, set[int]] = defaultdict(set)
    seen: dict[tuple[Hashable, int, int], datetime.date] = {}
    for period, place in zip(periods, series, strict=True):
        if (found := dates.get(period)) is not None:
            months[place].add(found.month)
            if seen.setdefault((place, found.year, found.month), found) != found:
                name = names[place] if isinstance(place, int) else ""
                raise InvalidData(
                    f"Chuỗi «{name}», ngày {found}: có hai ngày trong một tháng; chỉ dự báo theo năm, quý hoặc tháng."
                )
    kinds = {
        place: 1 if len(own) == 1 else 4 if len({m % 3 for m in own}) == 1 else 12 for place, own in months.items()
    }
    return [
        marked(period, kinds[place]) if period in dates else period
        for period, place in zip(periods, series, strict=True)
    ]


def _date(period: object) -> datetime.date | None:
    """The date a period is written as, None if it is not one."""
    if isinstance(period, datetime.datetime):
        return None if period != period else period.date()  # pandas' "no date" differs from itself
    if isinstance(period, datetime.date):
        return period
    match = _DATE.match(str(period).strip())  # as text, so that numpy's dates are read without numpy
    if not match:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def marked(period: object, per_year: int) -> object:
    """A date as the period of this kind that it lies in; anything else as it is."""
    date = _date(period)
    return period if date is None else show(date.year * per_year + (date.month - 1) * per_year // 12, per_year)


def parse_all(periods: Sequence[object], name: str = "") -> tuple[int, list[int]]:
    """(periods per year, ordinals); all periods of a series must be of one kind."""
    where = f"Chuỗi «{name}»: " if name else ""
    try:
        pairs = [parse(period) for period in undated(periods, [0] * len(periods), [name])]
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

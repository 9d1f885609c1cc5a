"""Dates and periods as Vietnamese documents write them.

Every finder gives spans into the text it was given. A date with a blank ("ngày     tháng 4 năm 2026") is
found, and says what is missing; a date that does not exist (31/02) is found and has no `iso`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lotrinh.text.fold import fold_letters


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; `day`, `month`, `year` are None where left blank or not stated."""

    start: int
    end: int
    text: str
    day: int | None
    month: int | None
    year: int | None

    @property
    def date(self) -> date | None:
        """The day itself, if day, month and year are all there and the day exists."""
        if self.day is None or self.month is None or self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def iso(self) -> str | None:
        """The date as YYYY-MM-DD, or None where it is incomplete or does not exist."""
        return self.date.isoformat() if self.date else None


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as written. `kind`: day, month, quarter, half_year, nine_months, year, years.

    `first` and `last` are its days in the calendar (statistical) sense; None where the year is not stated.
    """

    start: int
    end: int
    text: str
    kind: str
    first: date | None
    last: date | None


_BLANK = r"[\s.…_]{0,20}"
_PARTED = re.compile(r"\d\s{0,2}[/.-]")  # what every date in figures holds
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?:(\d{1,2})\s{0,2}([/.-])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{4})|(\d{1,2})/(\d{1,2}))(?![\d/]|[.,]\d|-\d{1,3}\b(?!-))"
)
_WORDS = re.compile(
    rf"(?:ngày|mồng|mùng)?{_BLANK}(?<!\d)(?P<d>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?P<m>\d{{1,2}}|giêng|chạp)?"
    rf"{_BLANK}năm{_BLANK}(?P<y>\d{{4}})?(?![\d/])"
)
_TAIL = re.compile(rf"tháng{_BLANK}(\d{{1,2}}(?!\d)|giêng|chạp)?{_BLANK}năm(?:{_BLANK}(\d{{4}})(?!\d))?")
# "ngày 09 tháng 6": the year is told elsewhere, as by the head of the table's column.
_TAIL_YEARLESS = re.compile(r"tháng\s{0,3}(0?[1-9]|1[0-2])(?![\d/])()")
_LABELLED = re.compile(r"(?:ngày|trước)\s{0,3}$")
_MONTHS = {"giêng": 1, "chạp": 12}


def find_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of a text, in order: 26/5/2025, 26-5-2025, 26.5.2025, "ngày 09 tháng 6 năm 2025", "ngày 09 tháng 6",
    "10/12" after "ngày".

    A fraction (18/18 chỉ tiêu) is no date: two figures alone count only after "ngày" or "trước".
    """
    low = fold_letters(text)
    found = list(_numeric(low, text)) if _PARTED.search(low) else []
    found += _worded(low, text) if "tháng" in low else ()
    found.sort(key=lambda d: d.start)
    end = -1
    for item in found:
        if item.start >= end:
            yield item
            end = item.end


def _numeric(low: str, text: str) -> Iterator[WrittenDate]:
    for match in _NUMERIC.finditer(low):
        if match[4]:
            day, month, year = int(match[1]), int(match[3]), int(match[4])
            if not (1 <= day <= 31 and 1 <= month <= 12 and 1800 <= year <= 2200):
                continue
            yield WrittenDate(match.start(), match.end(), text[match.start() : match.end()], day, month, year)
            continue
        day, month = int(match[5]), int(match[6])
        labelled = _LABELLED.search(low[max(0, match.start() - 8) : match.start()])
        if labelled and 1 <= day <= 31 and 1 <= month <= 12:
            yield WrittenDate(match.start(), match.end(), text[match.start() : match.end()], day, month, None)


def _worded(low: str, text: str) -> Iterator[WrittenDate]:
    # "tháng" is searched first so that the blanks before it are tried once, not at every position.
    for anchor in re.finditer("tháng", low):
        begin = max(0, anchor.start() - 48)
        head = low[begin : anchor.start()]
        opened = re.search(r"(?:(?:ngày|mồng|mùng)[\s.…_]{0,20})?(?<!\d)(\d{1,2})?[\s.…_]{0,20}$", head)
        tail = _TAIL.match(low, anchor.start()) or _TAIL_YEARLESS.match(low, anchor.start())
        if not tail or not opened:
            continue
        has_word = opened.group().lstrip().startswith(("ngày", "mồng", "mùng"))
        if not (has_word or opened[1]):
            continue
        if not (tail[1] or tail[2]) or (tail.re is _TAIL_YEARLESS and not (has_word and opened[1])):
            continue
        start = begin + opened.start() + (len(opened.group()) - len(opened.group().lstrip(" \t\n.…_")))
        month = _MONTHS.get(tail[1]) or int(tail[1]) if tail[1] else None
        yield WrittenDate(
            start,
            tail.end(),
            text[start : tail.end()],
            int(opened[1]) if opened[1] else None,
            month,
            int(tail[2]) if tail[2] else None,
        )


def exists(iso: str) -> bool:
    """Whether YYYY-MM-DD names a day of the calendar."""
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<y>(?:19|20|21)\d{2})(?!\d|[.,]\d{3})"
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        # "Quý II và III/2026" ends with the last of them.
        "quarter",
        re.compile(
            r"quý\s{0,3}(?:iv|iii|ii|i|[1-4])(?:\s{0,2}(?:,|-|–|và|/)\s{0,2}(?:quý\s)?(?P<n>iv|iii|ii|i|[1-4])(?!\w)){1,3}"
            rf"\s{{0,3}}(?:/|năm)\s{{0,3}}{_YEAR}"
        ),
    ),
    (
        "quarter",
        re.compile(rf"quý\s{{0,3}}(?P<n>iv|iii|ii|i|[1-4])(?!\w)(?:\s{{0,3}}(?:/|-|năm)?\s{{0,3}}{_YEAR})?"),
    ),
    (
        "half_year",
        re.compile(rf"(?:6|sáu)\s{{1,3}}tháng\s{{1,3}}(?P<n>đầu|cuối)\s{{1,3}}năm(?:\s{{1,3}}{_YEAR})?"),
    ),
    (
        "nine_months",
        re.compile(rf"(?:9|chín)\s{{1,3}}tháng(?:\s{{1,3}}đầu)?\s{{1,3}}năm(?:\s{{1,3}}{_YEAR})?"),
    ),
    (
        # "Tháng 11 - 12/2025" as well
        "month",
        re.compile(
            r"tháng\s{0,3}(?:0?[1-9]|1[0-2])(?:\s{0,2}(?:,|-|–|và|đến)\s{0,2}(?:tháng\s)?(?P<n>0?[1-9]|1[0-2])(?!\d)){1,3}"
            rf"(?:\s{{0,3}}(?:/|năm)\s{{0,3}}{_YEAR})"
        ),
    ),
    (
        "month",
        re.compile(rf"tháng\s{{0,3}}(?P<n>0?[1-9]|1[0-2])(?!\d)(?:\s{{0,3}}(?:/|năm)\s{{0,3}}{_YEAR})"),
    ),
    (
        "years",
        re.compile(
            r"(?<![\d/.,])(?P<a>(?:19|20|21)\d{2})\s{0,3}(?:-|–|—|đến|tới)\s{0,3}(?:(?:hết )?năm )?"
            r"(?P<b>(?:19|20|21)\d{2})(?!\d|[.,]\d|/)"
        ),
    ),
    ("year", re.compile(rf"(?:năm|vào|đến|hết|trong|từ)\s{{1,3}}{_YEAR}(?!/|\s?[-–—]\s?(?:19|20|21)\d{{2}}(?!\d))")),
)


_YEAR_SEEN = re.compile(r"(?:19|20|21)\d{2}")
# The word that each kind cannot do without, or none where it is the year.
_NEEDLES = {
    "quarter": "quý",
    "half_year": "tháng",
    "nine_months": "tháng",
    "month": "tháng",
    "years": "",
    "year": "",
}


_QUARTER = re.compile(r"(?<!\w)quí(?!\w)")  # the other spelling


def find_periods(text: str) -> Iterator[Period]:
    """Periods and years of a text, in order and without overlaps: "Quý II/2026", "6 tháng đầu năm 2026",
    "tháng 7/2025", "giai đoạn 2021-2030", "đến năm 2030" (the span is "năm 2030" or the word before the
    year)."""
    low = _QUARTER.sub("quý", fold_letters(text))
    found: list[Period] = []
    dated = _YEAR_SEEN.search(low) is not None
    for kind, pattern in _PERIODS:
        needle = _NEEDLES[kind]
        for match in pattern.finditer(low) if (needle in low if needle else dated) else ():
            first, last = _bounds(kind, match.groupdict())
            found.append(Period(match.start(), match.end(), text[match.start() : match.end()], kind, first, last))
    found.sort(key=lambda p: (p.start, -(p.end - p.start)))
    end = -1
    for item in found:
        if item.start >= end:
            yield item
            end = item.end


def _bounds(kind: str, parts: dict[str, str | None]) -> tuple[date | None, date | None]:
    if kind == "years":
        return date(int(parts["a"] or 0), 1, 1), date(int(parts["b"] or 0), 12, 31)
    if not parts.get("y"):
        return None, None
    year = int(parts["y"] or 0)
    number = parts.get("n") or ""
    if kind == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if kind == "quarter":
        month = 3 * _ROMAN[number] - 2
        return date(year, month, 1), month_end(year, month + 2)
    if kind == "half_year":
        return (date(year, 1, 1), date(year, 6, 30)) if number == "đầu" else (date(year, 7, 1), date(year, 12, 31))
    if kind == "nine_months":
        return date(year, 1, 1), date(year, 9, 30)
    return date(year, int(number), 1), month_end(year, int(number))


def month_end(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def written(day: date) -> str:
    """The date as a place-and-date line writes it: days below 10 and months 1 and 2 padded (Nghị định
    30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"

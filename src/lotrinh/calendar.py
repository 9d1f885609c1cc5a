"""Reporting periods, working days and deadlines of Vietnamese offices.

A period carries two spans: the *administrative* one, cut off on the 14th (NĐ 09/2019/NĐ-CP, Điều 12;
nine months by provincial rule), and the *statistical* one, whole calendar months (NĐ 60/2018/NĐ-CP).

>>> parse_period("2026-Q3").name
'Quý III/2026'
>>> parse_period("6 tháng đầu năm 2026").administrative
Span(first=datetime.date(2025, 12, 15), last=datetime.date(2026, 6, 14))
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from lotrinh.errors import InvalidData

if TYPE_CHECKING:
    from holidays import HolidayBase

PeriodKind = Literal["month", "quarter", "half_year", "nine_months", "year"]

_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half_year": 6, "nine_months": 9, "year": 12}
_PER_YEAR: dict[PeriodKind, int] = {"month": 12, "quarter": 4, "half_year": 2, "nine_months": 1, "year": 1}
_ROMAN = ("I", "II", "III", "IV")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`, both counted."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days the span holds."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period. `number` counts within the year from 1 (quarter 1–4, half 1–2, month 1–12)."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _PER_YEAR:
            raise InvalidData(f"Loại kỳ «{self.kind}» không có. Dùng tháng, quý, 6 tháng, 9 tháng hoặc năm.")
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise InvalidData(f"Năm {self.year} nằm ngoài {_FIRST_YEAR}–{_LAST_YEAR}. Kiểm tra lại năm.")
        if not 1 <= self.number <= _PER_YEAR[self.kind]:
            raise InvalidData(f"Kỳ số {self.number} không có trong năm. Kiểm tra lại tháng hoặc quý.")

    @property
    def code(self) -> str:
        """`2026`, `2026-Q3`, `2026-H1`, `2026-9M` or `2026-07`."""
        tails: dict[PeriodKind, str] = {
            "year": "",
            "nine_months": "-9M",
            "half_year": f"-H{self.number}",
            "quarter": f"-Q{self.number}",
        }
        return f"{self.year}{tails.get(self.kind, f'-{self.number:02d}')}"

    @property
    def name(self) -> str:
        """The Vietnamese name as a title: `Quý III/2026`, `6 tháng đầu năm 2026`."""
        if self.kind == "month":
            return f"Tháng {self.number}/{self.year}"
        if self.kind == "quarter":
            return f"Quý {_ROMAN[self.number - 1]}/{self.year}"
        if self.kind == "half_year":
            return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        return f"9 tháng năm {self.year}" if self.kind == "nine_months" else f"Năm {self.year}"

    @property
    def name_in_sentence(self) -> str:
        """The name inside a sentence: `quý III/2026`, `năm 2026`."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def _last_month(self) -> int:
        return self.number * _MONTHS[self.kind]

    @property
    def statistical(self) -> Span:
        """First to last day of its calendar months."""
        first = self._last_month - _MONTHS[self.kind] + 1
        return Span(date(self.year, first, 1), month_end(self.year, self._last_month))

    @property
    def administrative(self) -> Span:
        """From the 15th of the month before the period to the 14th of its last month."""
        before = self.statistical.first - timedelta(days=1)
        return Span(before.replace(day=15), date(self.year, self._last_month, 14))

    def shifted(self, steps: int) -> Period:
        """The period of the same kind `steps` later (earlier if negative); nine months step by a year."""
        index = self.year * _PER_YEAR[self.kind] + self.number - 1 + steps
        return Period(self.kind, index // _PER_YEAR[self.kind], index % _PER_YEAR[self.kind] + 1)

    def next(self) -> Period:
        """The following period of the same kind."""
        return self.shifted(1)

    def previous(self) -> Period:
        """The period of the same kind before this one."""
        return self.shifted(-1)

    def year_before(self) -> Period:
        """The same period of the year before (cùng kỳ năm trước)."""
        return Period(self.kind, self.year - 1, self.number)

    def __str__(self) -> str:
        return self.code


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    start_of_next = date(year + month // 12, month % 12 + 1, 1)
    return start_of_next - timedelta(days=1)


def period_of(day: date, kind: PeriodKind, *, administrative: bool = False) -> Period:
    """The period of `kind` a day falls in. Nine months has no answer for October to December: InvalidData."""
    if kind == "nine_months":
        found = Period(kind, day.year + (1 if administrative and (day.month, day.day) >= (12, 15) else 0))
        if day not in (found.administrative if administrative else found.statistical):
            raise InvalidData(f"Ngày {format_date(day)} không thuộc kỳ 9 tháng nào. Chọn kỳ năm.")
        return found
    guess = Period(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)
    return guess.next() if administrative and day > guess.administrative.last else guess


_CODE = re.compile(r"(\d{4})(?:-(?:(Q)([1-4])|(H)([12])|(9M)|(\d{2})))?", re.IGNORECASE)
_YEAR = r"(?:\s*[/-]\s*|\s+năm\s+|\s+)(?P<year>\d{4})"
_NAMES: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("quarter", re.compile(r"quý\s*(?P<number>iv|i{1,3}|[1-4])" + _YEAR)),
    ("month", re.compile(r"tháng\s*(?P<number>\d{1,2})" + _YEAR)),
    ("half_year", re.compile(r"(?:0?6|sáu)\s+tháng\s+(?P<number>đầu|cuối)\s+năm\s+(?P<year>\d{4})")),
    ("nine_months", re.compile(r"(?:0?9|chín)\s+tháng\s+(?:đầu\s+)?năm\s+(?P<year>\d{4})")),
    ("year", re.compile(r"(?:cả\s+)?năm\s+(?P<year>\d{4})")),
)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "đầu": 1, "cuối": 2}


def parse_period(text: str) -> Period:
    """Read a code (`2026-Q3`) or a Vietnamese name (`Quý III/2026`). InvalidData says what was expected."""
    cleaned = unicodedata.normalize("NFC", text).strip().lower()
    coded = _CODE.fullmatch(cleaned)
    if coded and cleaned.isascii():
        return _from_code(coded)
    for kind, pattern in _NAMES:
        if found := pattern.fullmatch(cleaned):
            number = found.groupdict().get("number") or "1"
            return Period(kind, int(found["year"]), _NUMBERS.get(number) or int(number))
    raise InvalidData(f"«{text[:60]}» không phải một kỳ báo cáo. Viết như «2026-Q3» hoặc «Quý III/2026».")


def _from_code(found: re.Match[str]) -> Period:
    year = int(found[1])
    if found[2]:
        return Period("quarter", year, int(found[3]))
    if found[4]:
        return Period("half_year", year, int(found[5]))
    if found[6]:
        return Period("nine_months", year)
    return Period("month", year, int(found[7])) if found[7] else Period("year", year)


def format_date(day: date) -> str:
    """`dd/mm/yyyy`, as on screen and in tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def short_date(day: date) -> str:
    """`05/02/2026`, `13/9/2026`: as in running text of official documents (days below 10, months 1 and 2)."""
    return f"{day.day:02d}/{_official_month(day)}/{day.year}"


def _official_month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days below 10 and months 1 and 2 take a zero."""
    return f"ngày {day.day:02d} tháng {_official_month(day)} năm {day.year}"


# ---- working days ------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> HolidayBase:
    """One instance per year, never extended afterwards, so threads can share it."""
    import holidays

    return holidays.country_holidays("VN", years=year, expand=False)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days: Monday to Friday without public holidays, with the swaps the `holidays` library knows.

    `days_off` and `days_on` are local decisions on top (a swap announced after the library's release):
    they win.
    """

    days_off: frozenset[date] = frozenset()
    days_on: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on `day`."""
        if day in self.days_on:
            return True
        return day not in self.days_off and bool(_holidays_of(day.year).is_working_day(day))

    def holiday_name(self, day: date) -> str | None:
        """The holiday's name in Vietnamese, or None."""
        name = _holidays_of(day.year).get(day)
        return str(name) if name else None

    def on_or_after(self, day: date) -> date:
        """`day` itself if offices are open, else the next day they are."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.on_or_after(day + timedelta(days=1))

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it, if negative); 0 gives `day` unchanged."""
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 if `end` is not after `start`."""
        days = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)


VIETNAM = WorkingCalendar()


def days_late(last_day: date, done: date) -> int:
    """Calendar days past the last day; 0 when in time."""
    return max(0, (done - last_day).days)


# ---- deadlines ---------------------------------------------------------------------------------------

DueKind = Literal["date", "month", "quarter", "half_year", "year", "recurring", "continuous", "triggered", "none"]
_EVERY = {"month": "tháng", "quarter": "quý", "half_year": "6 tháng", "year": "năm"}


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due, as its document states it.

    `date`: `day` ("trước ngày" sets `before`, so the day itself is already late).
    `month`, `quarter`, `half_year`, `year`: `period`, due on its last calendar day.
    `recurring`: `every` kind of period, on `day_of_month` of its last month (the month's end if None).
    `triggered`: `days` after `trigger` happens, counted in working days if `working_days`.
    `continuous` and `none` have no last day.
    """

    kind: DueKind
    day: date | None = None
    before: bool = False
    period: Period | None = None
    every: PeriodKind | None = None
    day_of_month: int | None = None
    trigger: str = ""
    days: int | None = None
    working_days: bool = False

    def __post_init__(self) -> None:
        missing = (
            (self.kind == "date" and self.day is None)
            or (self.kind in _MONTHS and (self.period is None or self.period.kind != self.kind))
            or (self.kind == "recurring" and self.every is None)
        )
        if missing:
            raise InvalidData("Thời hạn thiếu ngày hoặc kỳ. Nhập ngày, kỳ hoặc chu kỳ của thời hạn.")
        if self.day_of_month is not None and not 1 <= self.day_of_month <= 31:
            raise InvalidData(f"Ngày {self.day_of_month} trong tháng không có. Nhập từ 1 đến 31.")

    def last_day(self, *, as_of: date | None = None, triggered_on: date | None = None) -> date | None:
        """The last day in time, or None where there is none (or it is not known yet).

        `recurring` needs `as_of` and gives the first occurrence from it on; `triggered` needs `triggered_on`.
        """
        if self.kind == "date" and self.day:
            return self.day - timedelta(days=1) if self.before else self.day
        if self.period is not None:
            return self.period.statistical.last
        if self.kind == "recurring" and as_of is not None:
            return self._next_occurrence(as_of)
        if self.kind == "triggered" and triggered_on is not None and self.days is not None:
            if self.working_days:
                return VIETNAM.add(triggered_on, self.days)
            return triggered_on + timedelta(days=self.days)
        return None

    def _next_occurrence(self, as_of: date) -> date:
        assert self.every is not None
        period = Period(self.every, as_of.year, 1).previous()
        while (day := self._occurrence(period)) < as_of:
            period = period.next()
        return day

    def _occurrence(self, period: Period) -> date:
        last = period.statistical.last
        return last if self.day_of_month is None else last.replace(day=min(self.day_of_month, last.day))

    @property
    def name(self) -> str:
        """The deadline in words, as printed in the column "Thời gian hoàn thành"."""
        if self.kind == "date" and self.day:
            return f"{'Trước ngày ' if self.before else ''}{format_date(self.day)}"
        if self.period is not None:
            return self.period.name
        if self.kind == "recurring" and self.every:
            before = f"Trước ngày {self.day_of_month:02d}, hằng " if self.day_of_month else "Hằng "
            return "Định kỳ 6 tháng" if self.every == "half_year" else before + _EVERY.get(self.every, "năm")
        if self.kind == "triggered":
            return self._trigger_name()
        return "Thường xuyên" if self.kind == "continuous" else "Không nêu thời hạn"

    def _trigger_name(self) -> str:
        if self.days is None:
            return self.trigger or "Khi có yêu cầu"
        unit = "ngày làm việc" if self.working_days else "ngày"
        return f"{self.days:02d} {unit} sau khi {self.trigger or 'được giao'}"


def effective_last_day(last_day: date, calendar: WorkingCalendar = VIETNAM) -> date:
    """A last day on a day off moves to the next working day (Bộ luật Dân sự 2015, Điều 148 khoản 5)."""
    return calendar.on_or_after(last_day)

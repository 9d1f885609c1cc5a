"""From figures as people keep them to regular series: order, duplicates, gaps, breaks, the type when none
is stated.

Everything wrong is either an `InvalidData` naming the series and the row, or a fallback stated in `notes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.results import (
    TYPES,
    Booleans,
    Floats,
    IndicatorType,
    Integers,
    JudgedType,
    Period,
    WorkingType,
)

LARGEST = 1e18
LONGEST = 60
"""Points used at most, the latest ones: yearly series this long say nothing more by their first years."""
LARGE_COUNT = 20
"""Counts that never fall below this are worked on in logs, as other positive series; smaller ones are too uneven:
chance alone moves 20 by 4 or 5 (Poisson), a fifth of it."""
CALM = 0.3
"""Points. Growth rates that move less from year to year are not those of an output: on population, employment and
output of 1985 to 2003 the usual growth was no help below this, and the spread learned with it far too wide."""
ONSET_ZEROS, ONSET_FIGURES = 3, 5
"""Zeros at the start that are left out, and positive figures that must follow."""
DISORDER = "Các kỳ không theo thứ tự; đã xếp lại."
HORIZON_LIMIT = {1: 30, 4: 40, 12: 60}


@dataclass(frozen=True)
class Series:
    """A regular series: `values` has one figure per period, the last at ordinal `end`."""

    name: str
    kind: WorkingType
    values: Floats
    end: int
    per_year: int
    observed: int
    notes: tuple[str, ...] = field(default=())
    filled: tuple[Period, ...] = field(default=())
    apart: float = 1.0
    """Periods from one figure to the next, on average; 1 without gaps."""

    @property
    def ordinals(self) -> range:
        """The ordinals of the values."""
        return range(self.end - len(self.values) + 1, self.end + 1)


def number(value: object, name: str, row: object) -> float:
    """One figure as a float; NaN stands for "no data"."""
    if value is None or value == "":
        return float("nan")
    try:
        figure = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise InvalidData(f"Chuỗi «{name}», kỳ {row}: «{value}» không phải là số.") from None
    if np.isinf(figure) or abs(figure) > LARGEST:
        raise InvalidData(
            f"Chuỗi «{name}», kỳ {row}: giá trị {figure:g} vô hạn hoặc quá lớn; hãy kiểm tra lại số liệu, đơn vị."
        )
    return figure


def check_type(kind: str) -> None:
    """Stop at a type nobody knows."""
    if kind not in TYPES:
        raise InvalidData(f"Không có loại chỉ tiêu «{kind}»; các loại là: {', '.join(TYPES)}.")


def check_horizon(horizon: Any, per_year: int = 1) -> None:
    """Stop at a horizon nobody can say anything about."""
    if isinstance(horizon, bool) or not isinstance(horizon, Integral) or int(horizon) < 1:
        raise InvalidData(f"Số kỳ dự báo «{horizon}» phải là số nguyên từ 1 trở lên.")
    if int(horizon) > HORIZON_LIMIT[per_year]:
        raise InvalidData(too_far(int(horizon), per_year))


def too_far(horizon: int, per_year: int) -> str:
    """Why there is no forecast that far ahead."""
    name, limit = calendar.NAMES_VI[per_year], HORIZON_LIMIT[per_year]
    return f"Không dự báo {horizon} {name} tới: xa nhất là {limit}. Hãy chọn kỳ gần hơn."


def check_levels(levels: Sequence[float]) -> tuple[float, ...]:
    """Interval levels in per cent, strictly between 0 and 100."""
    for level in levels:
        if not 0 < float(level) < 100:
            raise InvalidData(f"Mức khoảng dự báo «{level}» phải lớn hơn 0 và nhỏ hơn 100 (ví dụ 80, 95).")
    return tuple(int(level) if float(level).is_integer() else float(level) for level in levels)


def guess_type(values: Floats) -> WorkingType:
    """The type when none is stated: positive, touching zero → count, negative → plain."""
    if (values > 0).all():
        return "positive"
    return "count" if (values >= 0).all() else "plain"


def fit_type(kind: JudgedType, values: Floats, where: Integers, per_year: int, name: str) -> tuple[WorkingType, str]:
    """The type to work with, and a note where that is not the one stated, or not the usual one.

    Raises `InvalidData` naming the series and the period where a figure cannot be of the stated type.
    """

    def period(wrong: Booleans) -> Period:
        return calendar.show(int(where[np.flatnonzero(wrong)[0]]), per_year)

    if kind in ("share", "composition"):
        wrong = (values < 0) | (values > 100)
        if wrong.any():
            figure = values[np.flatnonzero(wrong)[0]]
            raise InvalidData(f"Chuỗi «{name}», kỳ {period(wrong)}: tỷ trọng {figure:g}% nằm ngoài khoảng 0–100%.")
        return "share", ""
    if kind == "count" and (values < 0).any():
        raise InvalidData(f"Chuỗi «{name}», kỳ {period(values < 0)}: số đếm không thể âm.")
    if kind == "count":
        return ("positive" if (values >= LARGE_COUNT).all() else "count"), ""
    if kind == "ratio":
        return "count", ""
    if kind == "growth":
        calm = len(values) > 1 and np.abs(np.diff(values)).mean() < CALM
        return ("calm" if calm else "growth"), ""
    if kind in ("level", "auto"):
        fitted = guess_type(values)
        if fitted == "count" and len(values):
            return fitted, f"Có giá trị bằng 0 (kỳ {period(values == 0)}) nên không lấy lô-ga-rít; dự báo không âm."
        if fitted == "plain" and kind == "level":
            return fitted, f"Có giá trị âm (kỳ {period(values < 0)}) nên không lấy lô-ga-rít; dự báo trên thang đo gốc."
        return ("level" if kind == "level" else fitted), ""
    return "plain", ""


def after_onset(figures: Floats, where: Integers, notes: list[str]) -> tuple[Floats, Integers]:
    """Without the zeros at the start, where nothing was there to count yet and then there always was."""
    onset = int(np.argmax(figures > 0)) if len(figures) else 0
    if onset < ONSET_ZEROS or len(figures) - onset < ONSET_FIGURES or not (figures[onset:] > 0).all():
        return figures, where
    notes.append(f"Bỏ {onset} số 0 ở đầu chuỗi (khi chưa có gì để đếm).")
    return figures[onset:], where[onset:]


def regular(
    values: Sequence[object],
    periods: Sequence[object],
    *,
    kind: IndicatorType = "auto",
    breaks: Sequence[object] = (),
    name: str = "chuỗi",
) -> Series:
    """Order, check, cut at the last break and fill the gaps of one series."""
    check_type(kind)
    if len(values) != len(periods):
        raise InvalidData(f"Chuỗi «{name}»: {len(values)} giá trị nhưng {len(periods)} kỳ.")
    per_year, ordinals = calendar.parse_all(periods, name)
    figures = np.array([number(v, name, p) for v, p in zip(values, periods, strict=True)], dtype=float)
    where = np.array(ordinals, dtype=np.int64)
    keep = ~np.isnan(figures)
    figures, where = figures[keep], where[keep]
    notes: list[str] = []
    if len(where) and (np.diff(where) < 0).any():
        notes.append(DISORDER)
    order = np.argsort(where, kind="stable")
    figures, where = figures[order], where[order]
    twice = np.flatnonzero(np.diff(where) == 0)
    if len(twice):
        raise InvalidData(
            f"Chuỗi «{name}», kỳ {calendar.show(int(where[twice[0]]), per_year)}: có hai giá trị trở lên; "
            "mỗi kỳ chỉ giữ một giá trị."
        )
    figures, where = after_break(figures, where, breaks, per_year, name, notes)
    return finished(name, kind, figures, where, per_year, notes)


def finished(name: str, kind: JudgedType, figures: Floats, where: Integers, per_year: int, notes: list[str]) -> Series:
    """The regular series of sorted, checked figures, worked on as the type that fits them."""
    if kind in ("auto", "level", "count"):
        figures, where = after_onset(figures, where, notes)
    fitted, note = fit_type(kind, figures, where, per_year, name)
    if note:
        notes.append(note)
    values, filled = fill_gaps(figures, where, per_year, notes)
    if len(figures) > 1 and (figures == figures[0]).all():
        notes.append("Chuỗi không hề thay đổi; độ rộng khoảng dự báo là quy ước.")
    end = int(where[-1]) if len(where) else 0
    used = values[-LONGEST:]
    steps = int((where > end - len(used)).sum()) - 1
    apart = max(len(used) - 1, 1) / max(steps, 1)
    return Series(name, fitted, used, end, per_year, len(figures), tuple(notes), filled, apart)


def after_break(
    figures: Floats, where: Integers, breaks: Sequence[object], per_year: int, name: str, notes: list[str]
) -> tuple[Floats, Integers]:
    """Only what follows the last break: a new territory or method makes earlier figures another series."""
    if not len(breaks) or not len(where):
        return figures, where
    kind, ordinals = calendar.parse_all(breaks, name)
    if kind != per_year:
        raise InvalidData(f"Chuỗi «{name}»: mốc gián đoạn phải cùng loại kỳ với số liệu.")
    passed = [o for o in ordinals if o <= where[-1]]
    if not passed or max(passed) <= where[0]:
        return figures, where
    keep = where >= max(passed)
    notes.append(
        f"Chuỗi gián đoạn từ {calendar.show(max(passed), per_year)} (đổi địa giới hoặc phương pháp): "
        f"chỉ dùng {int(keep.sum())} số liệu từ đó, không nối với số cũ."
    )
    return figures[keep], where[keep]


def fill_gaps(figures: Floats, where: Integers, per_year: int, notes: list[str]) -> tuple[Floats, tuple[Period, ...]]:
    """One figure per period, and the periods that had none: on the straight line between neighbours, and said so."""
    if len(figures) < 2 or where[-1] - where[0] + 1 == len(where):
        return figures, ()
    span = np.arange(max(where[0], where[-1] - 4 * LONGEST), where[-1] + 1)
    missing = [calendar.show(int(o), per_year) for o in np.setdiff1d(span, where)]
    shown = ", ".join(str(label) for label in missing[:6]) + (" …" if len(missing) > 6 else "")
    count = int(where[-1] - where[0]) + 1 - len(where)
    notes.append(
        f"Thiếu số liệu {count} kỳ ({shown}); tạm nội suy tuyến tính để tính và nới khoảng dự báo, "
        "số kỳ có thật không đổi."
    )
    return np.interp(span, where, figures), tuple(missing)

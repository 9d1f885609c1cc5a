"""One cell → one value, or a sentence that names the cell. Nothing is guessed silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lotrinh.calendar import format_date
from lotrinh.text.fold import fold
from lotrinh.text.numbers import written
from lotrinh.writing.ooxml import clean
from lotrinh.writing.sheet_layout import MOST_TEXT

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?:\D|$))")


class BadCellError(Exception):
    """Why a cell cannot be taken: two sentences, without the place."""


@dataclass(frozen=True, slots=True)
class NumberRule:
    """What a figure must be to be believed."""

    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    last: Decimal | None = None

    def fits(self, value: Decimal) -> bool:
        """Whether a value keeps the rule."""
        within = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return within and (not self.whole or value == value.to_integral_value())


def shown(value: object) -> str:
    """A cell's content inside «…», shortened."""
    if isinstance(value, bool):
        return "«đúng»" if value else "«sai»"
    text = format_date(value) if isinstance(value, date) else clean(str(value)).strip()
    return f"«{text[:60]}{'…' if len(text) > 60 else ''}»"


def text_value(value: Any) -> str:
    """Any cell as text; numbers as a person wrote them, dates dd/mm/yyyy."""
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, float | int):
        return written(Decimal(repr(value)))
    if isinstance(value, date):
        return format_date(value)
    text = clean(str(value)).strip()
    if len(text) > MOST_TEXT:
        raise BadCellError(f"{shown(text)} dài {written(len(text))} ký tự. Rút gọn còn {written(MOST_TEXT)} ký tự.")
    return text


def choice_value(value: Any, choices: tuple[str, ...]) -> str:
    """One of the choices, whatever the case and spaces."""
    text = text_value(value)
    if not text:
        return ""
    for choice in choices:
        if fold(choice) == fold(text):
            return choice
    raise BadCellError(f"{shown(text)} không có trong danh sách. Chọn một trong: {', '.join(choices)}.")


def date_value(value: Any) -> date | None:
    """A day: a date cell, or text dd/mm/yyyy. A bare number is named with the day it may stand for."""
    if isinstance(value, datetime):
        return _sane(value.date())
    if isinstance(value, date):
        return _sane(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        if 20_000 <= value <= 80_000:
            day = format_date(_EXCEL_DAY_ZERO + timedelta(days=int(value)))
            raise BadCellError(f"{shown(written(value))} là một số, có thể là ngày {day}. Nhập ngày dạng {day}.")
        raise BadCellError(f"{shown(written(value))} không phải một ngày. Nhập dạng ngày/tháng/năm, ví dụ 05/02/2026.")
    text = text_value(value)
    if not text:
        return None
    try:
        if found := _DATE.fullmatch(text):
            return _sane(date(int(found[3]), int(found[2]), int(found[1])))
        if found := _ISO.fullmatch(text):
            return _sane(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        raise BadCellError(f"{shown(text)} không có trong lịch. Kiểm tra lại ngày, tháng.") from None
    raise BadCellError(f"{shown(text)} không phải một ngày. Nhập dạng ngày/tháng/năm, ví dụ 05/02/2026.")


def _sane(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise BadCellError(f"{shown(day)} nằm ngoài 2000–2100. Kiểm tra lại năm.")
    return day


def number_value(value: Any, rule: NumberRule) -> tuple[Decimal | None, str]:
    """A figure and, where a choice was made, a note saying so. Raises BadCellError."""
    if isinstance(value, bool | date | timedelta):
        raise BadCellError(f"{shown(value)} không phải một số. Nhập một số, ví dụ {_example(rule)}.")
    if isinstance(value, float | int):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return _kept(number.normalize() if number else Decimal(0), rule), ""
    text = clean(str(value)).strip()
    if not text:
        return None, ""
    readings = _readings(text, rule.unit)
    if not readings:
        raise BadCellError(f"{shown(text)} không phải một số. Nhập một số, ví dụ {_example(rule)}.")
    if len(readings) == 1:
        return _kept(readings[0], rule), ""
    fitting = [number for number in readings if rule.fits(number)]
    both = " hoặc ".join(written(number) for number in readings)
    if len(fitting) == 1:
        note = f"{shown(text)} đọc được là {both}; lấy {written(fitting[0])} theo giới hạn của cột."
        return _kept(fitting[0], rule), note
    raise BadCellError(f"{shown(text)} đọc được là {both}. Nhập lại: dấu phẩy cho phần lẻ, dấu chấm ngăn nghìn.")


def _kept(number: Decimal, rule: NumberRule) -> Decimal:
    if not number.is_finite():
        raise BadCellError(f"{shown(number)} không phải một số. Nhập một số, ví dụ {_example(rule)}.")
    if rule.whole and number != number.to_integral_value():
        raise BadCellError(f"«{written(number)}» có phần lẻ. Chỉ tiêu này nhập số nguyên.")
    if rule.low is not None and number < rule.low:
        raise BadCellError(f"«{written(number)}» nhỏ hơn {written(rule.low)}. Kiểm tra lại số và đơn vị.")
    if rule.high is not None and number > rule.high:
        raise BadCellError(f"«{written(number)}» lớn hơn {written(rule.high)}. Kiểm tra lại số và đơn vị.")
    if _looks_divided(number, rule):
        percent = written(number * 100)
        raise BadCellError(
            f"«{written(number)}» có thể là {percent}% do ô ở định dạng phần trăm. "
            f"Nếu là {percent}%, nhập {percent} không kèm dấu %."
        )
    return number


def _looks_divided(number: Decimal, rule: NumberRule) -> bool:
    """A percent cell holds 0.3402 where the person sees 34.02%: told by the last accepted figure."""
    if not rule.unit.startswith("%") or rule.last is None or rule.last < 5 or not 0 < number < 1:
        return False
    return rule.last / 4 <= number * 100 <= rule.last * 4


def readings(text: str, unit: str = "") -> dict[str, Decimal]:
    """What a text means for each decimal mark ("," or ".") that can explain it; empty where it is no number."""
    text = text.replace("\u2212", "-").replace("\u00a0", " ")
    if unit and fold(text).endswith(fold(unit)):
        text = text[: -len(unit)].strip()
    elif text.endswith("%") and unit.startswith("%"):
        text = text[:-1].strip()
    text = _SPACES.sub("", text)
    if len(text) > 40 or not re.fullmatch(r"[+-]?[0-9][0-9.,]*", text) or text[-1] in ".,":
        return {}
    sign, digits = ("-", text[1:]) if text[0] == "-" else ("", text.lstrip("+"))
    found = {}
    for group, mark in ((".", ","), (",", ".")):
        whole, _, rest = digits.partition(mark)
        grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{group}\d{{3}})+|\d+", whole)
        if grouped and (rest.isdecimal() or (not rest and mark not in digits)):
            number = Decimal(f"{sign}{whole.replace(group, '')}.{rest or '0'}")
            found[mark] = number.normalize() if number else Decimal(0)
    return found


def _readings(text: str, unit: str) -> list[Decimal]:
    """All numbers a text may mean: none, one, or two where a mark can group or divide."""
    return list(dict.fromkeys(readings(text, unit).values()))


def _example(rule: NumberRule) -> str:
    if rule.last is not None and rule.fits(rule.last):
        return written(rule.last)
    return "120" if rule.whole else "34,02"

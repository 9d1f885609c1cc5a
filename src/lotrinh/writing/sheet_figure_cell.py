"""One cell of a figure, typed or pasted: a number, the reason there is none, or a sentence that says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lotrinh.text.fold import fold_loose
from lotrinh.text.numbers import written
from lotrinh.writing.ooxml import clean
from lotrinh.writing.sheet_values import BadCellError, NumberRule, _looks_divided, readings, shown

DECIMALS = 6
"""Places after the decimal mark that are kept."""
LIMIT = Decimal(10) ** 18
NO_VALUE = {
    "missing": "Chưa có số liệu",
    "not_applicable": "Không áp dụng",
    "not_yet_published": "Chưa đến kỳ công bố",
    "cannot_compute": "Không tính được",
}
"""The four kinds of no value and the words a cell says them with."""
_WORDS = {fold_loose(words): code for code, words in NO_VALUE.items()} | {
    "chua co": "missing",
    "chua cong bo": "not_yet_published",
    "khong co so lieu": "missing",
}
_MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What a cell says: `value`, or `missing` (a kind of no value) with the reason written behind a colon."""

    value: Decimal | None
    missing: str = ""
    reason: str = ""


def figure_cell(cell: Any, unit: str = "", *, mark: str = "", last: Decimal | None = None) -> CellFigure | None:
    """What a cell says; None where it is blank. Raises BadCellError.

    `mark` is the decimal mark the person declared ("," or "."); without it a text with two readings is refused.
    `last` is the last known figure: a number a hundred times smaller in a % column comes from a percent format.
    """
    if isinstance(cell, bool):
        raise BadCellError(f"{shown(cell)} không phải một số. Nhập một số, ví dụ 34,02.")
    if isinstance(cell, date | datetime | timedelta):
        raise BadCellError(
            f"{shown(cell)} là ngày tháng, không phải một số; phần mềm bảng tính có thể đã đổi số thành ngày. "
            "Đổi định dạng ô thành số rồi nhập lại."
        )
    if isinstance(cell, float | int):
        return CellFigure(_from_number(Decimal(repr(cell)), unit, last))
    text = clean(str(cell)).strip()
    if not text:
        return None
    words, _, reason = text.partition(":")
    if not text[0].isdigit() and (code := _WORDS.get(fold_loose(words).strip())) is not None:
        return CellFigure(None, code, reason.strip()[:_MOST_REASON])
    return CellFigure(kept(_one_reading(text, unit, mark)))


def _from_number(number: Decimal, unit: str, last: Decimal | None) -> Decimal:
    value = kept(number)
    if _looks_divided(value, NumberRule(unit, last=last)):
        percent = written(value * 100)
        raise BadCellError(
            f"«{written(value)}» có thể là {percent}% do ô ở định dạng phần trăm. Nếu là {percent}%, nhập {percent} "
            f"không kèm dấu %; nếu đúng là {written(value)}, nhập dạng chữ «{cell_text(value)}»."
        )
    return value


def _one_reading(text: str, unit: str, mark: str) -> Decimal:
    found = readings(text, unit)
    if not found:
        words = "; ".join(f"«{w.lower()}»" for w in NO_VALUE.values())
        raise BadCellError(f"{shown(text)} không phải một số. Nhập một số như 34,02, hoặc {words} kèm lý do.")
    if mark:
        if mark not in found:
            name = "dấu phẩy" if mark == "," else "dấu chấm"
            raise BadCellError(
                f"{shown(text)} không viết theo cách đã chọn ({name} ngăn phần lẻ). Sửa ô này hoặc đổi cách viết số."
            )
        return found[mark]
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    vietnamese, english = found[","], found["."]
    raise BadCellError(
        f"{shown(text)} có hai cách đọc: {_spoken(vietnamese)} hoặc {_spoken(english)}. "
        f"Viết «{cell_text(vietnamese)}» hoặc «{cell_text(english)}», hoặc chọn cách viết số."
    )


def _spoken(value: Decimal) -> str:
    """A number without thousands marks, so that it has one reading only."""
    return f"{value:f}".replace(".", " phẩy ")


def kept(number: Decimal) -> Decimal:
    """The number as it is stored, rounded to six places. Raises BadCellError for what cannot be stored."""
    if not number.is_finite():
        raise BadCellError(f"{shown(number)} không phải một số hữu hạn. Nhập lại.")
    if abs(number) >= LIMIT:
        raise BadCellError(f"{shown(number)} quá lớn. Kiểm tra đơn vị tính.")
    rounded = round(number, DECIMALS)
    if number and not rounded:
        raise BadCellError(f"{shown(number)} nhỏ hơn một phần triệu. Đổi đơn vị tính cho phù hợp.")
    return rounded.normalize() if rounded else Decimal(0)


def cell_text(value: Decimal) -> str:
    """A number as a cell shows it: decimal comma, no thousands marks, and only one reading ("1,2340", "1234")."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.replace(".", ",")
    return text if len({*readings(text).values()}) == 1 else text + "0"

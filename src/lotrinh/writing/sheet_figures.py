"""The workbook of figures: series down, periods across, one column for the number and one for its kind.

Sent out with what is on record; it comes back through `sheet_figures_in`. Strings stay strings.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from lotrinh.writing.ooxml import clean
from lotrinh.writing.sheet_figure_cell import NO_VALUE
from lotrinh.writing.sheet_layout import GUIDE, IDENTITY
from lotrinh.writing.sheet_out import OPTIONS, _label, _looks, _no_wrap

FIGURES = "Số liệu"
FORMAT = "lotrinh-figures-1"
HEAD_ROW = 4
"""Row of the column titles, counted from 1; entries start below it."""
CODE, NAME, AREA, UNIT, SOURCE, REASON = (
    "Mã dãy số", "Chỉ tiêu", "Địa bàn", "Đơn vị tính", "Nguồn số liệu", "Lý do (chưa có số, sửa số)",
)  # fmt: skip
LABELS = (CODE, NAME, AREA, UNIT)
KIND_MARK = " - loại"
"""After a period's code, the title of the column that says the kind of its figure."""
KINDS = {
    "estimate": "Ước tính", "preliminary": "Sơ bộ", "revised": "Điều chỉnh", "final": "Chính thức",
    "census": "Tổng điều tra", "census_preliminary": "Tổng điều tra sơ bộ", "administrative": "Hồ sơ hành chính",
    "claimed": "Báo chí nêu", "derived": "Tính lại", "unstated": "Không rõ",
}  # fmt: skip
OFFERED = (*(KINDS[k] for k in ("estimate", "preliminary", "revised", "final")), *NO_VALUE.values())
"""What the list of a kind cell offers; other kinds are read where they stood already."""
MOST_CELLS = 60_000
_GUIDE = (
    "Chỉ nhập vào các ô nền vàng nhạt; các ô khác đã khóa. Ô giữ nguyên thì số liệu giữ nguyên.",
    "Số: dấu phẩy cho phần lẻ, dấu chấm ngăn hàng nghìn, ví dụ 1.234.567,8. Không ghi đơn vị hoặc khoảng.",
    "Tỷ lệ phần trăm: nhập 34,02 cho 34,02%; không kèm dấu %.",
    "Mỗi số có loại ở cột bên phải: ước tính, sơ bộ, điều chỉnh, chính thức.",
    "Chưa có số: xóa ô số, chọn «Chưa có số liệu», «Không áp dụng», «Chưa đến kỳ công bố» hoặc «Không tính được», và "
    "ghi lý do ở cột cuối; không nhập số 0.",
    "Số mới cần nguồn số liệu (tên ấn phẩm, báo cáo); số sửa cần lý do.",
    "Không đổi tên trang tính, không thêm, xóa, gộp ô, đổi mã hoặc đơn vị tính.",
    "Khi nộp, cả tệp được nhận hoặc không nhận gì; mọi ô sai được nêu rõ địa chỉ.",
)


@dataclass(frozen=True, slots=True)
class Held:
    """The figure on record when the workbook was made: its key, number or kind of no value, kind."""

    key: int
    value: Decimal | None
    kind: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One series. `held`: period code → what is on record."""

    code: str
    name: str
    area: str
    unit: str
    held: Mapping[str, Held] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureWorkbook:
    """`scope`: whom it was made for, as plain words by key; `periods`: code → name on the sheet."""

    title: str
    scope: Mapping[str, str]
    periods: Mapping[str, str]
    rows: Sequence[FigureRow]
    demonstration: bool = False


def figure_workbook(book: FigureWorkbook) -> bytes:
    """The workbook as .xlsx. The same input gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as target:
        target.set_properties({"title": clean(book.title)[:250], "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        looks = _looks(target)
        _entry_sheet(target, book, looks)
        _guide_sheet(target, looks)
        _identity_sheet(target, book)
    return out.getvalue()


def titles(periods: Mapping[str, str]) -> list[str]:
    """The titles of all columns, left to right."""
    pairs = [t for code in periods for t in (code, code + KIND_MARK)]
    return [*LABELS, *pairs, SOURCE, REASON]


def _entry_sheet(target: Any, book: FigureWorkbook, looks: dict[str, Any]) -> None:
    sheet = target.add_worksheet(FIGURES)
    ribbon = "DỮ LIỆU TRÌNH DIỄN. " if book.demonstration else ""
    names = "; ".join(f"{code}: {name}" for code, name in book.periods.items() if code != name)
    sheet.write_string(0, 0, clean(book.title), looks["title"])
    sheet.write_string(1, 0, clean(ribbon + names), _no_wrap(target))
    widths = [26, 46, 24, 14, *([15, 17] * len(book.periods)), 36, 36]
    for index, (title, width) in enumerate(zip(titles(book.periods), widths, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(HEAD_ROW - 1, index, title, looks["head"])
    for number, row in enumerate(book.rows, HEAD_ROW):
        _row(sheet, number, row, list(book.periods), looks)
    if book.rows:
        _validate(sheet, book)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEAD_ROW - 1)


def _row(sheet: Any, number: int, row: FigureRow, periods: list[str], looks: dict[str, Any]) -> None:
    for index, text in enumerate((row.code, row.name, row.area, row.unit)):
        _label(sheet, number, index, text, looks)
    at = len(LABELS)
    for code in periods:
        held = row.held.get(code)
        if held is not None and held.value is not None:
            sheet.write_number(number, at, float(held.value), looks["number"])
        else:
            sheet.write_blank(number, at, None, looks["number"])
        words = "" if held is None else NO_VALUE.get(held.missing) or KINDS.get(held.kind, "")
        if words:
            sheet.write_string(number, at + 1, words, looks["choice"])
        else:
            sheet.write_blank(number, at + 1, None, looks["choice"])
        at += 2
    sheet.write_blank(number, at, None, looks["text"])
    sheet.write_blank(number, at + 1, None, looks["text"])


def _validate(sheet: Any, book: FigureWorkbook) -> None:
    first, last = HEAD_ROW, HEAD_ROW + len(book.rows) - 1
    stop = {"error_title": "Chưa nhận được", "error_type": "stop"}
    for index in range(len(book.periods)):
        at = len(LABELS) + 2 * index
        number = {
            "validate": "decimal", "criteria": "between", "minimum": -(10**15), "maximum": 10**15,
            "input_title": "Đơn vị tính", "input_message": "Theo cột «Đơn vị tính» của dòng; không ghi đơn vị vào ô.",
            "error_message": "Nhập một số. Chưa có số thì để trống và chọn lý do ở cột loại.",
        }  # fmt: skip
        sheet.data_validation(first, at, last, at, {**number, **stop})
        choice = {"validate": "list", "source": list(OFFERED), "error_message": "Chọn một mục trong danh sách."}
        sheet.data_validation(first, at + 1, last, at + 1, {**choice, **stop})


def _guide_sheet(target: Any, looks: dict[str, Any]) -> None:
    sheet = target.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "Hướng dẫn nhập số liệu", looks["title"])
    for row, line in enumerate(_GUIDE, 2):
        sheet.write_string(row, 0, f"{row - 1}. {line}", looks["plain"])
    sheet.protect()


def _identity_sheet(target: Any, book: FigureWorkbook) -> None:
    """What the workbook was made for, and what was on record then: cells may be long, so one row a series."""
    sheet = target.add_worksheet(IDENTITY)
    lines = [("format", FORMAT), *((f"scope.{k}", v) for k, v in book.scope.items())]
    lines.append(("periods", json.dumps(list(book.periods))))
    lines += [(f"held.{row.code}", _held(row)) for row in book.rows]
    for number, (key, value) in enumerate(lines):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, clean(value))
    sheet.protect()
    sheet.very_hidden()


def _held(row: FigureRow) -> str:
    """Period → [key, number, kind, kind of no value], and under "" the unit, so that a changed label is noticed."""
    held = {
        code: [h.key, None if h.value is None else f"{h.value:f}", h.kind, h.missing] for code, h in row.held.items()
    }
    return json.dumps({"": row.unit, **held}, ensure_ascii=False, separators=(",", ":"))

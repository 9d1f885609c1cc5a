"""Writes the agency's workbook. Strings stay strings: nothing a person typed becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from lotrinh.text.numbers import written
from lotrinh.writing.ooxml import clean
from lotrinh.writing.sheet_layout import (
    FOLLOWED,
    FOLLOWED_COLUMNS,
    GUIDE,
    HEAD_ROW,
    IDENTITY,
    INDICATOR_COLUMNS,
    INDICATORS,
    TASK_COLUMNS,
    TASKS,
    AgencyWorkbook,
    FollowedRow,
    IndicatorRow,
    SheetColumn,
)

_OPENERS = ("=", "+", "-", "@", "\t", "\r")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_GUIDE = (
    "Chỉ nhập vào các ô nền vàng nhạt; các ô khác đã khóa.",
    "Số: dấu phẩy cho phần lẻ, dấu chấm ngăn hàng nghìn, ví dụ 1.234.567,8. Không ghi đơn vị hoặc khoảng.",
    "Tỷ lệ phần trăm: nhập 34,02 cho 34,02%; không kèm dấu %.",
    "Chỉ tiêu bằng USD: chọn nhập bằng USD hay bằng đồng; bằng USD thì ghi tỷ giá đã dùng. Hệ thống không quy đổi.",
    "Ngày: nhập ngày/tháng/năm, ví dụ 05/02/2026.",
    "Chưa có số liệu: để trống ô số liệu và ghi lý do; không nhập số 0.",
    "Không đổi tên trang tính, không thêm, xóa, gộp ô hoặc đổi mã. Mỗi tệp dùng cho một cơ quan, một kỳ.",
    "Khi nộp, cả tệp được nhận hoặc không nhận gì; mọi ô sai được nêu rõ địa chỉ.",
)


def agency_workbook(book: AgencyWorkbook) -> bytes:
    """The workbook as .xlsx. The same input gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as target:
        target.set_properties({"title": clean(book.round_name), "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        looks = _looks(target)
        if book.tasks:
            rows = [(t.code, t.name, t.due, t.status) for t in book.tasks]
            _entry_sheet(target, book, TASKS, TASK_COLUMNS, rows, looks)
        if book.indicators:
            _indicator_sheet(target, book, looks)
        if book.followed:
            _followed_sheet(target, book, looks)
        _guide_sheet(target, looks)
        _identity_sheet(target, book)
    return out.getvalue()


def _looks(target: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    entry = {**base, "locked": False, "bg_color": "#FFF9E0"}
    grey = {**base, "bg_color": "#F2F2F2"}
    head = {**base, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6F0"}
    return {
        "title": target.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "plain": target.add_format({"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}),
        "head": target.add_format(head),
        "label": target.add_format(grey),
        "quoted": target.add_format({**grey, "quote_prefix": True}),
        "right": target.add_format({**grey, "align": "right"}),
        "text": target.add_format({**entry, "num_format": "@"}),
        "choice": target.add_format(entry),
        "date": target.add_format({**entry, "num_format": "dd/mm/yyyy", "align": "center"}),
        "number": target.add_format({**entry, "num_format": "#,##0.##########", "align": "right"}),
        "whole": target.add_format({**entry, "num_format": "#,##0", "align": "right"}),
        "rate": target.add_format({**entry, "num_format": "#,##0.##", "align": "right"}),
        "percent": target.add_format({**entry, "num_format": "0.##", "align": "right"}),
    }


def _label(sheet: Any, row: int, column: int, text: str, looks: dict[str, Any], look: str = "label") -> None:
    cleaned = clean(text)[:32_000]
    risky = cleaned.startswith(_OPENERS)
    sheet.write_string(row, column, cleaned, looks["quoted" if risky else look])


def _entry_sheet(
    target: Any,
    book: AgencyWorkbook,
    name: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[str]],
    looks: dict[str, Any],
) -> Any:
    sheet = target.add_worksheet(name)
    ribbon = "DỮ LIỆU TRÌNH DIỄN. " if book.demonstration else ""
    sheet.write_string(0, 0, clean(f"{name} - {book.round_name}"), looks["title"])
    sheet.write_string(1, 0, clean(f"{ribbon}{book.agency_name}"), _no_wrap(target))
    sheet.set_row(HEAD_ROW - 1, 36)
    first, last = HEAD_ROW, HEAD_ROW + len(rows) - 1
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEAD_ROW - 1, index, column.title, looks["head"])
        if column.kind != "label":
            for row in range(first, last + 1):
                sheet.write_blank(row, index, None, looks[column.kind])
            _validate(sheet, index, column, first, last)
    for row, values in enumerate(rows, first):
        for index, value in enumerate(values):
            _label(sheet, row, index, value, looks)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    return sheet


def _no_wrap(target: Any) -> Any:
    return target.add_format({"font_name": "Times New Roman", "font_size": 12, "italic": True})


def _validate(sheet: Any, index: int, column: SheetColumn, first: int, last: int) -> None:
    stop = {"error_title": "Chưa nhận được", "error_type": "stop"}
    if column.kind == "choice":
        rule: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
        message = "Chọn một mục trong danh sách."
    elif column.kind == "percent":
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        message = "Nhập một số từ 0 đến 100, không kèm dấu %."
    elif column.kind == "rate":
        rule = {"validate": "decimal", "criteria": "between", "minimum": 1_000, "maximum": 1_000_000}
        message = "Nhập số đồng cho 1 USD, ví dụ 25.400."
    elif column.kind == "date":
        low, high = datetime(2000, 1, 1), datetime(2100, 12, 31)  # noqa: DTZ001
        rule = {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
        message = "Nhập ngày/tháng/năm, ví dụ 05/02/2026."
    else:
        return
    sheet.data_validation(first, index, last, index, {**rule, **stop, "error_message": message})


def _indicator_sheet(target: Any, book: AgencyWorkbook, looks: dict[str, Any]) -> None:
    rows = [(i.code, i.name, i.unit) for i in book.indicators]
    sheet = _entry_sheet(target, book, INDICATORS, INDICATOR_COLUMNS, rows, looks)
    keys = [column.key for column in INDICATOR_COLUMNS]
    value, last, goal = keys.index("value"), keys.index("last"), keys.index("target")
    for row, item in enumerate(book.indicators, HEAD_ROW):
        sheet.write_blank(row, value, None, looks["whole" if item.whole else "number"])
        shown = "" if item.last is None else written(item.last, 0 if item.whole else item.decimals)
        _label(sheet, row, last, shown, looks, "right")
        _label(sheet, row, goal, item.target, looks, "right")
        sheet.data_validation(row, value, row, value, _number_rule(item))


def _followed_sheet(target: Any, book: AgencyWorkbook, looks: dict[str, Any]) -> None:
    rows = [(f.code, f.name, f.area, f.period, f.unit) for f in book.followed]
    sheet = _entry_sheet(target, book, FOLLOWED, FOLLOWED_COLUMNS, rows, looks)
    keys = [column.key for column in FOLLOWED_COLUMNS]
    value, currency, rate, last = (keys.index(key) for key in ("value", "currency", "rate", "last"))
    for row, item in enumerate(book.followed, HEAD_ROW):
        sheet.write_blank(row, value, None, looks["whole" if item.whole else "number"])
        _label(sheet, row, last, item.last, looks, "right")
        if not item.dollars:
            sheet.data_validation(row, value, row, value, _number_rule(item))
            for column in (currency, rate):  # grey and locked: the question is not asked of this one
                sheet.write_blank(row, column, None, looks["label"])


def _number_rule(item: IndicatorRow | FollowedRow) -> dict[str, Any]:
    low = item.low if item.low is not None else Decimal(-(10**15))
    high = item.high if item.high is not None else Decimal(10**15)
    bounded = item.low is not None or item.high is not None
    span = f" từ {written(low)} đến {written(high)}" if bounded and item.high is not None else ""
    return {
        "validate": "integer" if item.whole else "decimal",
        "criteria": "between",
        "minimum": float(low),
        "maximum": float(high),
        "input_title": "Đơn vị tính",
        "input_message": clean(item.unit)[:250],
        "error_title": "Chưa nhận được",
        "error_message": f"Nhập một số{span}; đơn vị {clean(item.unit)[:60]}.",
    }


def _guide_sheet(target: Any, looks: dict[str, Any]) -> None:
    sheet = target.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "Hướng dẫn nhập", looks["title"])
    for row, line in enumerate(_GUIDE, 2):
        sheet.write_string(row, 0, f"{row - 1}. {line}", looks["plain"])
    sheet.protect()


def _identity_sheet(target: Any, book: AgencyWorkbook) -> None:
    sheet = target.add_worksheet(IDENTITY)
    for row, (key, value) in enumerate(book.identity):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, clean(value))
    sheet.protect()
    sheet.very_hidden()

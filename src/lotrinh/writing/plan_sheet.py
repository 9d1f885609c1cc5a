"""The spreadsheet of an agency's own plan: written out with what is there, read back whole or refused cell by cell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lotrinh.text.fold import fold
from lotrinh.writing import sheet_values as v
from lotrinh.writing.ooxml import clean
from lotrinh.writing.package import check_package
from lotrinh.writing.sheet_in import (
    BadWorkbook,
    Problem,
    _error_cells,
    _error_words,
    _head,
    _open,
    _Sheet,
    _sheet,
    address,
)
from lotrinh.writing.sheet_layout import GUIDE, HEAD_ROW, IDENTITY, SheetColumn
from lotrinh.writing.sheet_out import OPTIONS, _label, _looks, _validate

PLAN, CLAUSES = "Kế hoạch", "Điều khoản"
FORMAT = "lotrinh-ke-hoach-1"
SPARE_ROWS = 60
MOST_ITEMS = 1_000
COLUMNS = (
    SheetColumn("code", "Mã", "label", 8),
    SheetColumn("words", "Nội dung công việc", "text", 60),
    SheetColumn("product", "Sản phẩm", "text", 34),
    SheetColumn("due_on", "Thời hạn (ngày)", "date", 16),
    SheetColumn("due_words", "Thời hạn (bằng lời)", "text", 24),
    SheetColumn("unit", "Đơn vị thực hiện", "text", 30),
    SheetColumn("clause", "Điều khoản", "text", 16),
)
LIMITS = {"words": 2_000, "product": 400, "due_words": 200, "unit": 200, "clause": 60}
_GUIDE = (
    "Mỗi dòng một việc. Chỉ nhập vào các ô nền vàng nhạt.",
    "Cột Mã do hệ thống ghi: giữ nguyên với việc đã có, để trống với việc mới.",
    "Thời hạn: nhập ngày/tháng/năm, ví dụ 05/02/2026; không có ngày cụ thể thì ghi bằng lời, ví dụ «thường xuyên».",
    "Điều khoản: ghi ký hiệu điều khoản của chương trình mà việc này thực hiện (trang «Điều khoản»), hoặc để trống.",
    "Xóa nội dung của một dòng không xóa việc đã có; bỏ việc ở trang kế hoạch.",
    "Khi nộp, cả tệp được nhận hoặc không nhận gì; mọi ô sai được nêu địa chỉ; thay đổi được xem trước rồi mới ghi.",
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One piece of work as it stands, or as it came back; `code` is empty for a new one."""

    code: str
    words: str
    product: str = ""
    due_on: date | None = None
    due_words: str = ""
    unit: str = ""
    clause: str = ""
    place: str = ""  # the cell its words came from


@dataclass(frozen=True, slots=True)
class PlanBook:
    """One plan's workbook. `key` names the plan; `clauses` are (path, words) of the programme."""

    key: str
    title: str
    agency: str
    programme: str
    rows: Sequence[PlanRow] = ()
    clauses: Sequence[tuple[str, str]] = ()
    starts_on: date | None = None
    demonstration: bool = False


def plan_workbook(book: PlanBook) -> bytes:
    """The workbook as .xlsx. The same input gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as target:
        target.set_properties({"title": clean(book.title)[:200], "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        looks = _looks(target)
        _plan_sheet(target, book, looks)
        _list_sheet(target, CLAUSES, book.clauses, looks)
        _list_sheet(target, GUIDE, [(f"{n}.", line) for n, line in enumerate(_GUIDE, 1)], looks)
        sheet = target.add_worksheet(IDENTITY)
        for row, (key, value) in enumerate((("format", FORMAT), ("plan", book.key), ("title", book.title))):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, clean(value))
        sheet.very_hidden()
    return out.getvalue()


def _plan_sheet(target: Any, book: PlanBook, looks: dict[str, Any]) -> None:
    sheet = target.add_worksheet(PLAN)
    ribbon = "DỮ LIỆU TRÌNH DIỄN. " if book.demonstration else ""
    sheet.write_string(0, 0, clean(book.title), looks["title"])
    sheet.write_string(1, 0, clean(f"{ribbon}{book.agency} - {book.programme}"))
    last = HEAD_ROW + len(book.rows) + SPARE_ROWS - 1
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEAD_ROW - 1, index, column.title, looks["head"])
        _validate(sheet, index, column, HEAD_ROW, last)
        for row in range(HEAD_ROW, last + 1):
            sheet.write_blank(row, index, None, looks[column.kind])
    for row, item in enumerate(book.rows, HEAD_ROW):
        for index, column in enumerate(COLUMNS):
            value = getattr(item, column.key)
            if isinstance(value, date):
                sheet.write_datetime(row, index, datetime.combine(value, datetime.min.time()), looks["date"])
            elif column.kind == "label":
                _label(sheet, row, index, value, looks)
            elif value:
                sheet.write_string(row, index, clean(value)[:32_000], looks["text"])
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)


def _list_sheet(target: Any, name: str, rows: Sequence[tuple[str, str]], looks: dict[str, Any]) -> None:
    sheet = target.add_worksheet(name)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 110)
    for row, (first, second) in enumerate(rows):
        _label(sheet, row, 0, first, looks)
        _label(sheet, row, 1, second, looks)
    sheet.protect()


def read_plan_workbook(content: bytes, book: PlanBook) -> list[PlanRow]:
    """The rows of a returned workbook that say something. Raises UnreadableDocument, or BadWorkbook with every bad
    cell; an unknown code, or one that comes twice, or a clause the programme does not have, is a bad cell."""
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    opened = _open(content)
    if wrong := _not_this_file(opened, book):
        raise BadWorkbook([Problem("", "", wrong)])
    if PLAN not in opened.sheet_names:
        raise BadWorkbook([Problem(PLAN, "", "không có trong tệp. Giữ nguyên tên trang tính như tệp tải về.")])
    sheet = replace(_sheet(opened, PLAN), errors=_error_cells(content).get(PLAN, {}))
    head = _head(sheet, COLUMNS)
    missing = [c.title for c in COLUMNS if head is None or fold(c.title) not in head[1]]
    if head is None or missing:
        raise BadWorkbook([Problem(PLAN, "", f"không thấy cột {', '.join(missing)}. Giữ nguyên dòng tên cột.")])
    reader = _Rows(sheet, head[1], book)
    rows = list(reader.read(head[0] + 1))
    if reader.problems:
        raise BadWorkbook(reader.problems)
    return rows


def _not_this_file(opened: Any, book: PlanBook) -> str:
    if IDENTITY not in opened.sheet_names:
        return "Tệp không phải tệp tải từ hệ thống. Tải bảng tính của kế hoạch này, chép nội dung vào rồi nộp."
    said = {str(row[0]): str(row[1]) for row in _sheet(opened, IDENTITY).rows[:10] if len(row) >= 2}
    if said.get("format") != FORMAT:
        return "Tệp này không phải bảng tính kế hoạch, hoặc thuộc phiên bản khác. Tải lại bảng tính của kế hoạch này."
    if said.get("plan") != book.key:
        return f"Tệp này của kế hoạch {v.shown(said.get('title', ''))}, không phải của «{book.title}». Chọn lại tệp."
    return ""


class _Rows:
    """Reads the rows; problems gather by the way."""

    def __init__(self, sheet: _Sheet, places: dict[str, int], book: PlanBook) -> None:
        self.sheet, self.problems = sheet, list[Problem]()
        self.at = {column.key: places[fold(column.title)] for column in COLUMNS}
        self.codes = {row.code for row in book.rows}
        self.clauses = {fold(path): path for path, _words in book.clauses}
        self.starts_on = book.starts_on
        self.seen: dict[str, int] = {}

    def read(self, start: int) -> Iterator[PlanRow]:
        filled = [n for n in range(start, len(self.sheet.rows)) if self._filled(n)]
        if len(filled) > MOST_ITEMS:
            words = f"có {len(filled)} dòng, nhiều hơn {MOST_ITEMS}. Xóa các dòng dán thừa rồi nộp lại."
            self.problems.append(Problem(PLAN, "", words))
            return
        for number in filled:
            values = {column.key: self._value(number, column) for column in COLUMNS}
            code = self._code(number, str(values.pop("code") or ""))
            said = {key: value for key, value in values.items() if value not in ("", None)}
            if not said:
                continue  # a known code whose row was emptied says nothing
            if not said.get("words"):
                self._say(number, "words", "chưa có nội dung công việc. Nhập nội dung, hoặc xóa cả dòng.")
            for key, limit in LIMITS.items():
                if len(str(values[key] or "")) > limit:
                    self._say(number, key, f"dài {len(values[key])} ký tự, tối đa {limit}. Rút gọn lại.")
            due, starts = values["due_on"], self.starts_on
            if due is not None and starts is not None and due < starts:
                self._say(number, "due_on", f"{v.shown(due)} trước ngày bắt đầu kế hoạch. Sửa thời hạn.")
            values["clause"] = self._clause(number, str(values["clause"] or ""))
            yield PlanRow(code=code, place=address(number, self.at["words"]), **values)

    def _filled(self, number: int) -> bool:
        row = self.sheet.rows[number]
        cells = [row[at] for at in self.at.values() if at < len(row)]
        return any(cell not in ("", None) and str(cell).strip() for cell in cells) or any(
            (number, at) in self.sheet.errors for at in self.at.values()
        )

    def _say(self, row: int, key: str, message: str) -> None:
        if len(self.problems) < 1_000:
            self.problems.append(Problem(PLAN, address(row, self.at[key]), message))

    def _value(self, number: int, column: SheetColumn) -> Any:
        row, at = self.sheet.rows[number], self.at[column.key]
        cell = row[at] if at < len(row) and row[at] is not None else ""
        try:
            if (wrong := self.sheet.errors.get((number, at))) is not None:
                raise v.BadCellError(_error_words(wrong))
            if column.kind == "date":
                return v.date_value(cell)
            if column.key == "code" and isinstance(cell, float) and cell.is_integer():
                return str(int(cell))
            return v.text_value(cell)
        except v.BadCellError as error:
            self._say(number, column.key, str(error))
            return None

    def _code(self, number: int, code: str) -> str:
        code = re.sub(r"\s+", "", code)
        if code and code not in self.codes:
            self._say(number, "code", f"mã {v.shown(code)} không có trong kế hoạch này. Để trống ô Mã của việc mới.")
        elif code in self.seen:
            first = address(self.seen[code], self.at["code"])
            self._say(number, "code", f"mã {v.shown(code)} trùng với ô {first}. Giữ một dòng cho mỗi mã.")
        if code:
            self.seen.setdefault(code, number)
        return code

    def _clause(self, number: int, words: str) -> str:
        if not words:
            return ""
        found = self.clauses.get(fold(words))
        if found is None:
            self._say(
                number, "clause", f"{v.shown(words)} không phải điều khoản của chương trình. Xem trang «{CLAUSES}»."
            )
        return found or ""

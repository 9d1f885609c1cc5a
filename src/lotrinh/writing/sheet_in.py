"""Reads a returned workbook: taken whole, or refused with every bad cell named."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from lotrinh.errors import InvalidData, UnreadableDocument
from lotrinh.text.fold import fold
from lotrinh.text.numbers import written
from lotrinh.writing import sheet_values as v
from lotrinh.writing.package import check_package
from lotrinh.writing.sheet_errors import Cells, error_cells
from lotrinh.writing.sheet_layout import (
    COLUMNS,
    FOLLOWED,
    FORMAT,
    IDENTITY,
    INDICATORS,
    MOST_ROWS,
    TASKS,
    AgencyWorkbook,
    FollowedEntry,
    IndicatorEntry,
    Returned,
    SheetColumn,
    TaskEntry,
)

_MOST_PROBLEMS = 1_000
_HEAD_WITHIN = 12
_PERCENT = v.NumberRule("%", Decimal(0), Decimal(100))
_RATE = v.NumberRule("đồng/USD", Decimal(1_000), Decimal(1_000_000))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the sheet, the cell's address ("" for the sheet or file), and whole sentences."""

    sheet: str
    address: str
    message: str

    def sentence(self) -> str:
        """With its place, as shown to the person."""
        if not self.sheet:
            return self.message
        place = f"Ô {self.address}, sheet" if self.address else "Sheet"
        return f"{place} «{self.sheet}»: {self.message}"


class BadWorkbook(InvalidData):
    """The file is refused; `problems` names every bad cell. Nothing of it is taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [problem.sentence() for problem in self.problems[:20]]
        if len(self.problems) > len(shown):
            shown.append(f"Còn {written(len(self.problems) - len(shown))} lỗi khác.")
        super().__init__("\n".join(shown))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as rows from A1, with the merged areas as (first row, first column, last row, last column)."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]]
    errors: Cells = field(default_factory=dict)


def read_agency_workbook(content: bytes, expected: AgencyWorkbook) -> Returned:
    """All entries of a returned workbook. Raises UnreadableDocument, or BadWorkbook with every problem."""
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    book = _open(content)
    wrong = _identity_problem(book, expected)
    if wrong:
        raise BadWorkbook([Problem("", "", wrong)])
    errors = _error_cells(content)
    notes: list[str] = []
    problems: list[Problem] = []
    tasks: list[TaskEntry] = []
    indicators: list[IndicatorEntry] = []
    if expected.tasks:
        for code, values in _entries(book, TASKS, [t.code for t in expected.tasks], {}, problems, notes, errors):
            tasks.append(TaskEntry(code, **values))
    if expected.indicators:
        rules = {i.code: v.NumberRule(i.unit, i.low, i.high, i.whole, i.last) for i in expected.indicators}
        for code, values in _entries(book, INDICATORS, list(rules), rules, problems, notes, errors):
            indicators.append(IndicatorEntry(code, **values))
    followed: list[FollowedEntry] = []
    if expected.followed:
        rules = {f.code: v.NumberRule(f.unit, f.low, f.high, f.whole, f.before) for f in expected.followed}
        for code, values in _entries(book, FOLLOWED, list(rules), rules, problems, notes, errors):
            followed.append(FollowedEntry(code, **values))
    if problems:
        raise BadWorkbook(problems[:_MOST_PROBLEMS])
    return Returned(tuple(tasks), tuple(indicators), tuple(notes), tuple(followed))


def _error_cells(content: bytes) -> dict[str, Cells]:
    try:
        return error_cells(content)
    except Exception as error:  # broken XML or a broken part
        raise UnreadableDocument("Tệp Excel bị hỏng. Mở lại, lưu lại rồi nộp lại.") from error


def _open(content: bytes) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as error:  # calamine raises its own kinds, and a Rust panic as BaseException's child
        raise UnreadableDocument("Tệp Excel bị hỏng hoặc có mật khẩu. Lưu lại rồi nộp lại.") from error


def _sheet(book: Any, name: str) -> _Sheet:
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS * 100:
            raise BadWorkbook([_too_long(name, sheet.total_height)])
        rows = sheet.to_python(skip_empty_area=False)
        merged = [(a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or []]
    except BadWorkbook:
        raise
    except Exception as error:
        raise UnreadableDocument(f"Không đọc được sheet «{name}». Lưu lại tệp rồi nộp lại.") from error
    return _Sheet(name, rows, merged)


def _too_long(name: str, rows: int) -> Problem:
    words = f"có {written(rows)} dòng, nhiều hơn {written(MOST_ROWS)}. Xóa các dòng dán thừa rồi nộp lại."
    return Problem(name, "", words)


def _identity_problem(book: Any, expected: AgencyWorkbook) -> str:
    """Why this is not the file that was sent out, or ""."""
    if IDENTITY not in book.sheet_names:
        return "Tệp không phải tệp tải từ hệ thống. Tải lại tệp của kỳ này, chép nội dung vào rồi nộp."
    rows = _sheet(book, IDENTITY).rows
    found = {str(row[0]): str(row[1]) for row in rows[:20] if len(row) >= 2}
    if found.get("format") != FORMAT:
        return "Tệp thuộc phiên bản khác của hệ thống. Tải lại tệp của kỳ này rồi nhập."
    if found.get("agency") != expected.agency_code:
        name = found.get("agency_name", "")
        return f"Tệp này của cơ quan {v.shown(name)}, không phải của «{expected.agency_name}». Chọn lại tệp."
    if found.get("round") != expected.round_code:
        name = found.get("round_name", "")
        return f"Tệp này của kỳ {v.shown(name)}, không phải của «{expected.round_name}». Chọn lại tệp."
    if found.get("token") != expected.token:
        return "Tệp này là bản tải trước khi danh mục thay đổi. Tải lại tệp rồi chép nội dung vào."
    return ""


def _entries(
    book: Any,
    name: str,
    codes: Sequence[str],
    rules: dict[str, v.NumberRule],
    problems: list[Problem],
    notes: list[str],
    errors: dict[str, Cells],
) -> Iterator[tuple[str, dict[str, Any]]]:
    sheet = _find_sheet(book, name, problems, notes)
    if sheet is None:
        return
    sheet = replace(sheet, errors=errors.get(sheet.name, {}))
    head = _head(sheet, COLUMNS[name])
    missing = [c.title for c in COLUMNS[name] if c.kind != "label" or c.key == "code"]
    missing = [title for title in missing if head is None or fold(title) not in head[1]]
    if head is None or missing:
        problems.append(Problem(sheet.name, "", f"không thấy cột {', '.join(missing)}. Giữ nguyên dòng tên cột."))
        return
    start, places = head[0] + 1, head[1]
    filled = [n for n in range(start, len(sheet.rows)) if any(cell not in ("", None) for cell in sheet.rows[n])]
    if len(filled) > MOST_ROWS:
        problems.append(_too_long(sheet.name, len(filled)))
        return
    reader = _Rows(sheet, COLUMNS[name], places, set(codes), rules, problems, notes)
    yield from reader.read(filled)
    lost = [code for code in codes if code not in reader.seen]
    if lost:
        listed = ", ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
        notes.append(f"Sheet «{sheet.name}»: không có dòng của mã {listed}; coi như chưa báo cáo.")


def _find_sheet(book: Any, name: str, problems: list[Problem], notes: list[str]) -> _Sheet | None:
    if name in book.sheet_names:
        return _sheet(book, name)
    alike = [other for other in book.sheet_names if other not in {*COLUMNS, IDENTITY}]
    heads = [sheet for sheet in (_sheet(book, other) for other in alike) if _head(sheet, COLUMNS[name])]
    if len(heads) == 1:
        notes.append(f"Sheet «{heads[0].name}» được đọc thay cho «{name}» vì có đúng các cột.")
        return heads[0]
    problems.append(Problem(name, "", "không có trong tệp. Giữ nguyên tên trang tính như tệp tải về."))
    return None


def _head(sheet: _Sheet, columns: Sequence[SheetColumn]) -> tuple[int, dict[str, int]] | None:
    """The row of titles and where each stands, if most titles are there."""
    titles = {fold(column.title) for column in columns}
    for number, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        places = {fold(cell): n for n, cell in enumerate(row[:60]) if isinstance(cell, str) and cell}
        if len(titles & set(places)) * 2 > len(titles):
            return number, places
    return None


class _Rows:
    """Reads the rows of one sheet into values by column key; problems and notes gather by the way."""

    def __init__(
        self,
        sheet: _Sheet,
        columns: Sequence[SheetColumn],
        places: dict[str, int],
        codes: set[str],
        rules: dict[str, v.NumberRule],
        problems: list[Problem],
        notes: list[str],
    ) -> None:
        self._sheet, self._codes, self._rules = sheet, codes, rules
        self._problems, self._notes = problems, notes
        self._code_at = places[fold("Mã")]
        self._columns = [(c, places[fold(c.title)]) for c in columns if c.kind != "label"]
        self.seen: dict[str, int] = {}

    def read(self, numbers: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Code and values of each row with an entry."""
        self._name_merged(numbers)
        for number in numbers:
            row = self._sheet.rows[number]
            code = self._code(row, number)
            if code is None:
                continue
            values = {c.key: self._value(row, number, c, at, code) for c, at in self._columns}
            if any(value not in ("", None) for value in values.values()):
                yield code, values

    def _say(self, row: int, column: int, message: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(Problem(self._sheet.name, address(row, column), message))

    def _name_merged(self, numbers: list[int]) -> None:
        entry = {at for _, at in self._columns}
        start = min(numbers, default=0)
        for top, left, bottom, right in self._sheet.merged:
            if bottom >= start and entry & set(range(left, right + 1)):
                area = f"{address(top, left)}:{address(bottom, right)}"
                self._say(top, left, f"các ô {area} bị gộp. Bỏ gộp ô và nhập từng ô.")

    def _code(self, row: list[Any], number: int) -> str | None:
        cell = row[self._code_at] if self._code_at < len(row) else ""
        code = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
        entered = [(c, at) for c, at in self._columns if at < len(row) and row[at] not in ("", None)]
        if code in self._codes and code not in self.seen:
            self.seen[code] = number
            return code
        if code in self.seen:
            first = address(self.seen[code], self._code_at)
            self._say(number, self._code_at, f"mã {v.shown(code)} trùng với ô {first}. Giữ một dòng cho mỗi mã.")
        elif code:
            self._say(number, self._code_at, f"mã {v.shown(code)} không có trong kỳ này. Giữ nguyên cột Mã.")
        elif entered:
            self._say(number, entered[0][1], "dòng có nội dung nhưng không có mã. Nhập vào đúng dòng có mã.")
        return None

    def _value(self, row: list[Any], number: int, column: SheetColumn, at: int, code: str) -> Any:
        cell = row[at] if at < len(row) and row[at] is not None else ""
        try:
            if (wrong := self._sheet.errors.get((number, at))) is not None:
                raise v.BadCellError(_error_words(wrong))
            if column.kind in ("number", "percent", "rate"):
                rule = _RATE if column.kind == "rate" else _PERCENT
                rule = self._rules.get(code, rule) if column.kind == "number" else rule
                value, note = v.number_value(cell, rule)
                if note:
                    self._notes.append(f"Ô {address(number, at)}, sheet «{self._sheet.name}»: {note}")
                return value
            if column.kind == "date":
                return v.date_value(cell)
            return v.choice_value(cell, column.choices) if column.kind == "choice" else v.text_value(cell)
        except v.BadCellError as error:
            self._say(number, at, str(error))
            return None


def _error_words(found: str) -> str:
    if found:
        return f"{v.shown(found)} là lỗi công thức. Nhập trực tiếp giá trị."
    return "công thức chưa được tính. Mở tệp, lưu lại, hoặc nhập trực tiếp giá trị."


def address(row: int, column: int) -> str:
    """Row and column from 0 → "D14"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"

"""Reads a returned workbook of figures: taken whole, or refused with every bad cell named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lotrinh.text.fold import fold, fold_loose
from lotrinh.writing import sheet_values as v
from lotrinh.writing.package import check_package
from lotrinh.writing.sheet_errors import Cells, hidden_rows
from lotrinh.writing.sheet_figure_cell import NO_VALUE, CellFigure, figure_cell
from lotrinh.writing.sheet_figures import CODE, FIGURES, FORMAT, KIND_MARK, KINDS, REASON, SOURCE, UNIT, Held
from lotrinh.writing.sheet_in import (
    _HEAD_WITHIN,
    _MOST_PROBLEMS,
    BadWorkbook,
    Problem,
    _error_cells,
    _error_words,
    _open,
    _Sheet,
    _sheet,
    _too_long,
    address,
)
from lotrinh.writing.sheet_layout import IDENTITY, MOST_ROWS

_EXACT = {words: code for code, words in {**KINDS, **NO_VALUE}.items()}
_CHOICES = {fold(words): code for code, words in {**KINDS, **NO_VALUE}.items()}


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure that differs from what was on record when the workbook was made (`seen`: its key, or None)."""

    code: str
    period: str
    value: Decimal | None
    missing: str
    kind: str
    source: str
    reason: str
    sheet: str
    address: str
    seen: int | None


@dataclass(frozen=True, slots=True)
class ReturnedFigures:
    """A workbook taken whole. `scope`: whom it was made for; `unchanged`: filled cells that say nothing new."""

    scope: dict[str, str]
    entries: tuple[FigureEntry, ...]
    unchanged: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Issued:
    """What the hidden sheet says was sent out."""

    scope: dict[str, str]
    periods: list[str]
    held: dict[str, dict[str, Held]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def read_figure_workbook(content: bytes, *, mark: str = "") -> ReturnedFigures:
    """All figures of a returned workbook that differ from those sent out.

    Raises UnreadableDocument, or BadWorkbook with every problem.
    """
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    book = _open(content)
    issued = _issued(book)
    notes: list[str] = []
    sheet = _find(book, notes)
    head = _head(sheet)
    wanted = [CODE, UNIT, *issued.periods, *(p + KIND_MARK for p in issued.periods), SOURCE, REASON]
    lacking = [t for t in wanted if head is None or fold(t) not in head[1]]
    if head is None or lacking:
        words = f"không thấy cột {', '.join(lacking[:8])}. Giữ nguyên dòng tên cột."
        raise BadWorkbook([Problem(sheet.name, "", words)])
    reader = _Reader(sheet, head[1], issued, _error_cells(content).get(sheet.name, {}), mark)
    entries = list(reader.read(head[0] + 1))
    if reader.problems:
        raise BadWorkbook(reader.problems[:_MOST_PROBLEMS])
    notes += _hidden_notes(content, sheet, entries)
    return ReturnedFigures(issued.scope, tuple(entries), reader.unchanged, (*notes, *reader.notes))


def _hidden_notes(content: bytes, sheet: _Sheet, entries: list[FigureEntry]) -> Iterator[str]:
    hidden = hidden_rows(content).get(sheet.name, set())
    for entry in entries:
        if int("".join(c for c in entry.address if c.isdigit())) - 1 in hidden:
            yield f"Ô {entry.address}, sheet «{sheet.name}»: nằm ở dòng bị ẩn và vẫn được đọc."


def _issued(book: Any) -> _Issued:
    refused = "Tệp không phải tệp số liệu tải từ hệ thống. Tải lại tệp mẫu, chép số liệu vào rồi nộp."
    if IDENTITY not in book.sheet_names:
        raise BadWorkbook([Problem("", "", refused)])
    found = {str(row[0]): str(row[1]) for row in _sheet(book, IDENTITY).rows if len(row) >= 2}
    if found.get("format") != FORMAT:
        raise BadWorkbook([Problem("", "", refused)])
    scope = {k.removeprefix("scope."): t for k, t in found.items() if k.startswith("scope.")}
    try:
        made = _Issued(scope, [str(p) for p in json.loads(found["periods"])])
        for key, text in found.items():
            if key.startswith("held."):
                _take_held(made, key.removeprefix("held."), json.loads(text))
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise BadWorkbook([Problem("", "", "Phần ẩn của tệp bị hỏng. Tải lại tệp mẫu, chép số liệu vào.")]) from error
    return made


def _take_held(made: _Issued, code: str, held: Mapping[str, Any]) -> None:
    made.units[code] = str(held[""])
    made.held[code] = {
        period: Held(int(key), None if value is None else Decimal(value), str(kind), str(missing))
        for period, (key, value, kind, missing) in ((p, h) for p, h in held.items() if p)
    }


def _find(book: Any, notes: list[str]) -> _Sheet:
    """The sheet of figures, under its name or, renamed, by its columns."""
    if FIGURES in book.sheet_names:
        return _sheet(book, FIGURES)
    alike = [_sheet(book, name) for name in book.sheet_names if name != IDENTITY]
    found = [sheet for sheet in alike if _head(sheet)]
    if len(found) != 1:
        words = "không có trong tệp. Giữ nguyên tên trang tính như tệp tải về."
        raise BadWorkbook([Problem(FIGURES, "", words)])
    notes.append(f"Sheet «{found[0].name}» được đọc thay cho «{FIGURES}» vì có đúng các cột.")
    return found[0]


def _head(sheet: _Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of titles and where each stands. A year in the head may have become a number."""
    for number, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        places: dict[str, int] = {}
        for at, cell in enumerate(row[:500]):
            text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "")
            if text.strip():
                places.setdefault(fold(text), at)
        if fold(CODE) in places and fold(UNIT) in places:
            return number, places
    return None


class _Reader:
    """Reads the rows into entries; problems and notes gather by the way."""

    def __init__(self, sheet: _Sheet, places: dict[str, int], issued: _Issued, errors: Cells, mark: str) -> None:
        self._sheet, self._issued, self._errors, self._mark = sheet, issued, errors, mark
        self._code_at, self._unit_at = places[fold(CODE)], places[fold(UNIT)]
        self._source_at, self._reason_at = places[fold(SOURCE)], places[fold(REASON)]
        self._pairs = [(p, places[fold(p)], places[fold(p + KIND_MARK)]) for p in issued.periods]
        self._entry = {at for _, a, b in self._pairs for at in (a, b)} | {self._source_at, self._reason_at}
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.unchanged = 0
        self.seen: dict[str, int] = {}

    def read(self, start: int) -> Iterator[FigureEntry]:
        rows = self._sheet.rows
        filled = [n for n in range(start, len(rows)) if any(cell not in ("", None) for cell in rows[n])]
        if len(filled) > MOST_ROWS:
            self.problems.append(_too_long(self._sheet.name, len(filled)))
            return
        self._name_merged(start)
        for number in filled:
            code = self._code(number)
            if code is not None:
                yield from self._row(number, code)
        lost = [code for code in self._issued.units if code not in self.seen]
        if lost:
            listed = ", ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
            self.notes.append(f"Sheet «{self._sheet.name}»: không có dòng của mã {listed}; số liệu giữ nguyên.")

    def _cell(self, row: int, at: int) -> Any:
        cells = self._sheet.rows[row]
        return cells[at] if at < len(cells) and cells[at] is not None else ""

    def _say(self, row: int, column: int, message: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(self._sheet.name, address(row, column), message))

    def _name_merged(self, start: int) -> None:
        for top, left, bottom, right in self._sheet.merged:
            if bottom >= start and self._entry & set(range(left, right + 1)):
                area = f"{address(top, left)}:{address(bottom, right)}"
                self._say(top, left, f"các ô {area} bị gộp. Bỏ gộp ô và nhập từng ô.")

    def _code(self, number: int) -> str | None:
        code = str(self._cell(number, self._code_at)).strip()
        if code in self.seen:
            first = address(self.seen[code], self._code_at)
            self._say(number, self._code_at, f"mã {v.shown(code)} trùng với ô {first}. Giữ một dòng cho mỗi mã.")
        elif code in self._issued.units:
            self.seen[code] = number
            return code
        elif code:
            self._say(number, self._code_at, f"mã {v.shown(code)} không có trong tệp đã gửi. Giữ nguyên cột mã.")
        elif entered := [at for at in sorted(self._entry) if self._cell(number, at) != ""]:
            self._say(number, entered[0], "dòng có nội dung nhưng không có mã. Nhập vào đúng dòng có mã.")
        return None

    def _row(self, number: int, code: str) -> Iterator[FigureEntry]:
        unit = self._issued.units[code]
        given = str(self._cell(number, self._unit_at)).strip()
        if given != unit and fold_loose(given) != fold_loose(unit):
            self._say(
                number, self._unit_at,
                f"đơn vị tính đã đổi từ {v.shown(unit)} thành {v.shown(given)}. Giữ đơn vị cũ và đổi số cho khớp.",
            )  # fmt: skip
        texts = [self._text(number, at) for at in (self._source_at, self._reason_at)]
        held = self._issued.held.get(code, {})
        last = next((h.value for _, h in sorted(held.items(), reverse=True) if h.value is not None), None)
        for period, at, kind_at in self._pairs:
            if self._untouched(number, at, kind_at, held.get(period)):
                self.unchanged += 1
                continue
            figure = self._figure(number, at, unit, last)
            if figure is _BAD:
                continue
            entry = self._entry_of(number, at, kind_at, period, figure, held.get(period), texts)
            if entry is not None:
                yield FigureEntry(code, period, *entry)

    def _untouched(self, number: int, at: int, kind_at: int, held: Held | None) -> bool:
        """Whether a number and its kind stand as they were sent out: most cells of most workbooks."""
        if held is None or held.value is None or (number, at) in self._errors:
            return False
        cell = self._cell(number, at)
        same = type(cell) is float and cell == float(held.value)
        return same and _EXACT.get(self._cell(number, kind_at)) == held.kind

    def _text(self, number: int, at: int) -> str:
        cell = self._cell(number, at)
        try:
            return v.text_value(cell) if cell != "" else ""
        except v.BadCellError as error:
            self._say(number, at, str(error))
            return ""

    def _figure(self, number: int, at: int, unit: str, last: Decimal | None) -> CellFigure | None:
        try:
            if (wrong := self._errors.get((number, at))) is not None:
                raise v.BadCellError(_error_words(wrong))
            cell = self._cell(number, at)
            return figure_cell(cell, unit, mark=self._mark, last=last) if cell != "" else None
        except v.BadCellError as error:
            self._say(number, at, str(error))
            return _BAD

    def _entry_of(
        self, number: int, at: int, kind_at: int, period: str, figure: CellFigure | None, held: Held | None,
        texts: list[str],
    ) -> tuple[Any, ...] | None:  # fmt: skip
        words = str(self._cell(number, kind_at)).strip()
        choice = _EXACT.get(words) or (_CHOICES.get(fold(words), "") if words else "")
        if words and not choice:
            self._say(number, kind_at, f"{v.shown(words)} không có trong danh sách loại số liệu. Chọn trong danh sách.")
            return None
        if figure is None and (choice not in NO_VALUE):
            self._blank(number, at, kind_at, held, choice)
            return None
        if figure is not None and figure.value is not None and choice in NO_VALUE:
            self._say(number, kind_at, f"có số mà chọn {v.shown(words)}. Xóa số, hoặc chọn loại của số.")
            return None
        missing = figure.missing if figure is not None and figure.missing else choice if choice in NO_VALUE else ""
        value = None if missing else figure.value if figure is not None else None
        kind = "" if missing else choice
        if value is not None and not kind:
            self._say(number, kind_at, "có số mà chưa chọn loại. Chọn ước tính, sơ bộ, điều chỉnh hoặc chính thức.")
            return None
        if held is not None and _same(held, value, missing, kind):
            self.unchanged += 1
            return None
        own = figure.reason if figure is not None and figure.reason else texts[1]
        where = address(number, at)
        return value, missing, kind, texts[0], own, self._sheet.name, where, None if held is None else held.key

    def _blank(self, number: int, at: int, kind_at: int, held: Held | None, choice: str) -> None:
        """An empty cell: nothing, unless a number stood there or a kind was newly chosen."""
        if held is not None and held.value is not None:
            self._say(
                number, at,
                "số đã có bị xóa. Nhập lại số; nếu không còn số này, chọn lý do ở cột loại, ví dụ «Chưa có số liệu».",
            )  # fmt: skip
        elif choice and (held is None or held.kind != choice):
            self._say(number, kind_at, "chọn loại số liệu mà ô số để trống. Nhập số, hoặc bỏ chọn.")


_BAD = CellFigure(None, "bad")


def _same(held: Held, value: Decimal | None, missing: str, kind: str) -> bool:
    """Whether a cell still says what was sent out; a sheet keeps some fifteen digits of a number."""
    if missing or held.missing:
        return missing == held.missing
    return value is not None and held.value is not None and float(value) == float(held.value) and kind == held.kind

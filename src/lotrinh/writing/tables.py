"""CSV and Excel of exactly what is shown."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from lotrinh.calendar import format_date
from lotrinh.errors import InvalidData
from lotrinh.text.numbers import written
from lotrinh.writing.ooxml import clean
from lotrinh.writing.sheet_out import OPTIONS

Value = str | int | float | Decimal | date | None
_OPENERS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of an export. `decimals` None: as many as the figure has."""

    title: str
    kind: Literal["text", "number", "date"] = "text"
    decimals: int | None = None
    width: int = 0


def _columns(columns: Sequence[TableColumn | str]) -> list[TableColumn]:
    return [TableColumn(c) if isinstance(c, str) else c for c in columns]


def shown(value: Value, decimals: int | None = None) -> str:
    """A value as on the screen."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float | Decimal):
        return written(value, decimals)
    return format_date(value) if isinstance(value, date) else clean(value)


def table_csv(columns: Sequence[TableColumn | str], rows: Iterable[Sequence[Value]], *, delimiter: str = ";") -> bytes:
    """UTF-8 with a mark Excel knows; `;` because Vietnamese Excel uses the comma in numbers.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    heads = _columns(columns)
    writer.writerow([_safe(column.title) for column in heads])
    for row in rows:
        cells = zip(row, heads, strict=False)
        writer.writerow([_safe(c) if isinstance(c, str) else shown(c, h.decimals) for c, h in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _safe(text: str) -> str:
    text = clean(text)
    return "'" + text if text.startswith(_OPENERS) else text


def table_xlsx(
    title: str,
    columns: Sequence[TableColumn | str],
    rows: Iterable[Sequence[Value]],
    *,
    note: str = "",
    demonstration: bool = False,
) -> bytes:
    """One sheet: title, note, head, rows; numbers stay numbers, dates dates. Same input, same bytes."""
    import xlsxwriter

    heads = _columns(columns)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": clean(title)[:250], "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet("Bảng")
        looks = _Looks(book)
        sheet.write_string(0, 0, clean(title), looks.get(font_size=14, bold=True))
        words = " ".join(w for w in ("DỮ LIỆU TRÌNH DIỄN." if demonstration else "", clean(note)) if w)
        sheet.write_string(1, 0, words, looks.get(italic=True))
        for index, column in enumerate(heads):
            head = looks.get(bold=True, bg_color="#DDE6F0", text_wrap=True, border=1)
            sheet.write_string(3, index, clean(column.title), head)
            sheet.set_column(index, index, column.width or max(12, min(48, len(column.title) + 6)))
        last = 4
        for last, row in enumerate(rows, 4):
            for index, (value, column) in enumerate(zip(row, heads, strict=False)):
                _write(sheet, last, index, value, column, looks)
        sheet.freeze_panes(4, 0)
        if heads:
            sheet.autofilter(3, 0, last, len(heads) - 1)
    return out.getvalue()


class _Looks:
    """Cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
            self._made[key] = self._book.add_format({**base, **properties})
        return self._made[key]


def _write(sheet: Any, row: int, index: int, value: Value, column: TableColumn, looks: _Looks) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise InvalidData(f"Cột «{column.title}» có một số không xác định nên chưa xuất được bảng.")
        places = column.decimals
        if places is None:
            places = len(written(value).partition(",")[2])
        form = "#,##0" + ("." + "0" * places if places else "")
        sheet.write_number(row, index, float(value), looks.get(border=1, num_format=form))
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(row, index, day, looks.get(border=1, num_format="dd/mm/yyyy"))
    else:
        words = shown(value)[:32_000]
        risky = words.startswith(_OPENERS)
        sheet.write_string(row, index, words, looks.get(border=1, text_wrap=True, quote_prefix=risky))

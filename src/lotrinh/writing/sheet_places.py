"""Where things stand in a returned workbook: who it was made for, and the cell behind each entry."""

from __future__ import annotations

from lotrinh.text.fold import fold
from lotrinh.writing.package import check_package
from lotrinh.writing.sheet_in import _head, _open, _sheet, address
from lotrinh.writing.sheet_layout import COLUMNS, IDENTITY, MOST_ROWS


def read_identity(content: bytes) -> dict[str, str]:
    """What the hidden sheet says: format, round, agency, token …; empty where there is none.

    Raises UnreadableDocument for what is no workbook.
    """
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    book = _open(content)
    if IDENTITY not in book.sheet_names:
        return {}
    return {str(row[0]): str(row[1]) for row in _sheet(book, IDENTITY).rows[:20] if len(row) >= 2}


def cell_addresses(content: bytes) -> dict[tuple[str, str, str], str]:
    """(sheet, code of the row, key of the column) → "D14", for the sheets that bear their own names."""
    book = _open(content)
    found: dict[tuple[str, str, str], str] = {}
    for name, columns in COLUMNS.items():
        if name not in book.sheet_names:
            continue
        sheet = _sheet(book, name)
        head = _head(sheet, columns)
        if head is None:
            continue
        keys = {column.key: head[1][fold(column.title)] for column in columns if fold(column.title) in head[1]}
        for number, row in enumerate(sheet.rows[head[0] + 1 : head[0] + 1 + MOST_ROWS], head[0] + 1):
            code = str(row[keys["code"]] if keys.get("code", len(row)) < len(row) else "").strip()
            for key, at in keys.items() if code else ():
                found.setdefault((name, code, key), address(number, at))
    return found

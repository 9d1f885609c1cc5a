"""Spreadsheets (.xlsx, .xls, .ods): each sheet a heading line and a table."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lotrinh.errors import UnreadableDocument
from lotrinh.reading.formats import sheet_formats, xls_formats
from lotrinh.reading.formats.build import Builder, Draft
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.package import Package
from lotrinh.reading.formats.xml import local
from lotrinh.reading.source import Role, Source
from lotrinh.text.numbers import written
from lotrinh.text.repair import repair

_BROKEN = "Bảng tính “{}” bị hỏng hoặc thiếu phần cuối. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại."
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_DRAWING_PART = re.compile(r"xl/drawings/[^/]+\.xml")
_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Z&])')
_LOCKED = "Tệp “{}” được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."


def read(data: bytes, name: str, kind: str, limits: Limits) -> Source:
    """A workbook. Numbers are written the Vietnamese way, dates as day/month/year; empty edges are left
    out."""
    package = _checked(data, limits) if kind in ("xlsx", "ods") else None
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(title, book.get_sheet_by_name(title)) for title in book.sheet_names]
        builder = Builder(kind, limits)
        shares = sheet_formats.percentages(package) if package else xls_formats.percentages(data)
        cells = 0
        for title, sheet in sheets:
            height, width = (sheet.total_height or 0), (sheet.total_width or 0)
            cells += height * width
            if cells > limits.cells:
                raise UnreadableDocument(f"Bảng tính “{name}” quá lớn. Hãy tách thành nhiều tệp rồi gửi lại.")
            _sheet(builder, title, sheet, shares.get(title, set()))
        for role, text in _around(package) if package else ():
            builder.line(text, role=role, hard=True)
    except UnreadableDocument:
        raise
    except BaseException as error:  # calamine's panics are no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise UnreadableDocument((_LOCKED if locked else _BROKEN).format(name)) from error
    return builder.source()


def _checked(data: bytes, limits: Limits) -> Package:
    """Unpacks every part once, counted, and looks for declarations no spreadsheet needs; the reader itself
    does neither."""
    package = Package(data, limits)
    for part in package.names:
        content = package.read(part)
        if part.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content[:20000] or b"<!ENTITY" in content[:20000]):
            raise UnreadableDocument("Tệp chứa khai báo XML không an toàn nên không được mở. Hãy gửi lại tệp gốc.")
    return Package(data, limits)


def _around(package: Package) -> Iterator[tuple[Role, str]]:
    """What stands beside the cells: printed headers and footers, and text boxes."""
    told: set[str] = set()
    for part in package.names:
        if _SHEET_PART.fullmatch(part):
            for item in package.xml(part).iter():
                if local(item) in _MARGINS and (words := _printed(item.text or "")) and words not in told:
                    told.add(words)
                    yield "running_header", words
        elif _DRAWING_PART.fullmatch(part):
            for item in package.xml(part).iter():
                words = (
                    repair("".join(t.text or "" for t in item.iter() if local(t) == "t")) if local(item) == "p" else ""
                )
                if words.strip():
                    yield "textbox", " ".join(words.split())


def _printed(text: str) -> str:
    """A header as printed, without Excel's codes (&C, &12, &"Arial,Bold")."""
    return " ".join(repair(_CODES.sub("\t", text)).split(" ")).strip()


def _sheet(builder: Builder, title: str, sheet: Any, shares: set[sheet_formats.Place]) -> None:
    top, left = sheet.start or (0, 0)
    rows = [
        [_shown(value, (r, c) in shares) for c, value in enumerate(row, left)]
        for r, row in enumerate(sheet.to_python(skip_empty_area=True), top)
    ]
    rows = _trimmed(rows)
    if not rows:
        return
    builder.line(repair(title), hard=True)
    merged = {}
    for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or []:
        for r in range(r0, min(r1, top + len(rows)) + 1):
            for c in range(c0, c1 + 1):
                merged[(r - top, c - left)] = (r0 - top, c0 - left)
    builder.table(list(_drafts(rows, merged)))


def _drafts(rows: Sequence[Sequence[str]], merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[list[Draft]]:
    drafts: dict[tuple[int, int], Draft] = {}
    for r, row in enumerate(rows):
        line = []
        for c, text in enumerate(row):
            origin = drafts.get(merged.get((r, c), (r, c)))
            draft = Draft(text) if origin is None else Draft(origin.text, same_as=origin)
            drafts[(r, c)] = draft
            line.append(draft)
        yield line


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((i + 1 for row in rows for i, text in enumerate(row) if text), default=0)
    return [row[:width] for row in rows]


def _shown(value: object, share: bool = False) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        # A year or an ordinal stays plain; a fraction of a binary number is rounded as Excel shows it.
        number = round(float(value) * (100 if share else 1), 10)
        if share:
            return f"{written(number)}%"
        return str(int(number)) if number.is_integer() and abs(number) < 10_000 else written(number)
    return repair(str(value)).strip()

"""Which cells of an .xls workbook are shown as percentages.

Follows [MS-XLS] (records): a cell's XF record names a number format, as in `sheet_formats`. A file that cannot be
followed has no percentages: its numbers stand as stored.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from lotrinh.reading.formats.sheet_formats import BUILT_IN, Place, is_percent

_NUMBER, _RK, _FORMULA, _MULRK = 0x0203, 0x027E, 0x0006, 0x00BD
_BOUNDSHEET, _FORMAT, _XF, _EOF = 0x0085, 0x041E, 0x00E0, 0x000A


def percentages(data: bytes) -> dict[str, set[Place]]:
    """For each sheet's name the rows and columns (from 0) of its percentages."""
    try:
        stream = _workbook(data)
        sheets, styles = _globals(stream)
        return {name: set(_cells(stream, at, styles)) for name, at in sheets}
    except (struct.error, IndexError, ValueError, OverflowError):
        return {}


def _workbook(data: bytes) -> bytes:
    """The stream of records of a compound file; nothing where it has none or is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            name = next((n for n in ("Workbook", "Book") if file.exists(n)), None)
            return file.openstream(name).read() if name else b""
    except Exception:  # olefile raises many kinds on damaged input
        return b""


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[tuple[str, int]], set[int]]:
    """The sheets, each with its place in the stream, and the numbers of the styles that show percentages."""
    sheets: list[tuple[str, int]] = []
    formats = set(BUILT_IN)
    styles: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            sheets.append((_text(body[7:], body[6]), _u32(body, 0)))
        elif kind == _FORMAT and is_percent(_text(body[4:], _u16(body, 2))):
            formats.add(_u16(body, 0))
        elif kind == _XF:
            styles.append(_u16(body, 2))
    return sheets, {index for index, number in enumerate(styles) if number in formats}


def _text(body: bytes, length: int) -> str:
    """A string after its length: a byte of flags, then one or two bytes a character."""
    wide = bool(body[:1] and body[0] & 1)
    words = body[1 : 1 + length * (2 if wide else 1)]
    return words.decode("utf-16-le" if wide else "latin-1", "replace")


def _cells(stream: bytes, at: int, styles: set[int]) -> Iterator[Place]:
    for kind, body in _records(stream, at):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body, 0)
            if style in styles:
                yield row, column
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body, 0)
            for index in range((len(body) - 6) // 6):
                if _u16(body, 4 + 6 * index) in styles:
                    yield row, first + index

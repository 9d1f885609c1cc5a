"""Which cells of a workbook are shown as percentages: 0.75 in the file is 75% on the screen.

.xlsx: ECMA-376 Part 1, 18.8.30 and 18.8.45: a cell's style names a number format; 9 and 10 are percentages, formats of
a file's own are where their code holds "%" outside quotes. .ods: OpenDocument 1.3 Part 3, 19.387: a cell's value type.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lotrinh.reading.formats.xml import attr, child, children, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from lotrinh.reading.formats.package import Package

BUILT_IN = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WORKBOOK = "xl/workbook.xml"
_CONTENT = "content.xml"
# A cell repeated more often than this is empty filling up to the sheet's edge.
_MOST_REPEATS = 1000

Place = tuple[int, int]


def percentages(package: Package) -> dict[str, set[Place]]:
    """For each sheet's name the rows and columns (from 0) of its percentages."""
    if _CONTENT in package:
        return {name: set(_of_table(table)) for name, table in _tables(package)}
    styles = _percent_styles(package)
    if not styles or _WORKBOOK not in package:
        return {}
    parts = package.relations(_WORKBOOK)
    found: dict[str, set[Place]] = {}
    for sheet in (n for n in package.xml(_WORKBOOK).iter() if local(n) == "sheet"):
        part = posixpath.normpath(parts.get(attr(sheet, "id") or "", ""))
        if part in package:
            found[sheet.get("name") or ""] = _cells(package, part, styles)
    return found


def _tables(package: Package) -> Iterator[tuple[str, _Element]]:
    for table in package.xml(_CONTENT).iter():
        if local(table) == "table":
            yield attr(table, "name") or "", table


def _of_table(table: _Element) -> Iterator[Place]:
    top = 0
    for row in (item for item in table.iter() if local(item) == "table-row"):
        high, left = _repeats(row, "number-rows-repeated"), 0
        for cell in row:
            wide = _repeats(cell, "number-columns-repeated")
            if attr(cell, "value-type") == "percentage" and max(high, wide) <= _MOST_REPEATS:
                yield from ((top + r, left + c) for r in range(high) for c in range(wide))
            left += wide
        top += high


def _repeats(item: _Element, name: str) -> int:
    told = attr(item, name) or ""
    return int(told) if told.isdigit() else 1


def _percent_styles(package: Package) -> set[str]:
    """The style numbers that show percentages."""
    if "xl/styles.xml" not in package:
        return set()
    root = package.xml("xl/styles.xml")
    own = {
        item.get("numFmtId") for item in root.iter() if local(item) == "numFmt" and is_percent(item.get("formatCode"))
    }
    formats = child(root, "cellXfs")
    told = list(children(formats, "xf")) if formats is not None else []
    wanted = own | {str(number) for number in BUILT_IN}
    return {str(index) for index, xf in enumerate(told) if xf.get("numFmtId") in wanted}


def is_percent(code: str | None) -> bool:
    """Whether a number format's code shows percentages."""
    return "%" in _QUOTED.sub("", code or "")


def _cells(package: Package, part: str, styles: set[str]) -> set[Place]:
    found: set[Place] = set()
    for cell in package.xml(part).iter():
        if local(cell) == "c" and cell.get("s") in styles and cell.get("t") in (None, "n"):
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            if match:
                found.add((int(match[2]) - 1, _column(match[1])))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

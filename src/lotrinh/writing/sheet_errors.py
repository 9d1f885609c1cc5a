"""Cells the reader would show as blank though they are not: formula errors and formulas never calculated."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<f[ >/]")  # not <formula1>, which a validation rule has
_VALUE = re.compile(rb"<v\b[^>]*>([^<]+)</v>|<is\b")

Cells = dict[tuple[int, int], str]
"""(row, column) from 0 → what stands there."""


def error_cells(content: bytes) -> dict[str, Cells]:
    """By sheet name, the cells that hold an error or a formula without its result."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        found: dict[str, Cells] = {}
        for sheet, part in _parts(package, names).items():
            xml = package.read(part)
            if b't="e"' in xml or _FORMULA.search(xml):
                found[sheet] = _errors(xml)
        return found


_HIDDEN = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"[^>]*?\bhidden="(?:1|true)"')


def hidden_rows(content: bytes) -> dict[str, set[int]]:
    """By sheet name, the rows (from 0) a person does not see."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = _parts(package, set(package.namelist()))
        found = {name: {int(m[1]) - 1 for m in _HIDDEN.finditer(package.read(p))} for name, p in parts.items()}
    return {name: rows for name, rows in found.items() if rows}


def _parts(package: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Sheet name → its part."""
    from lxml import etree

    if "xl/_rels/workbook.xml.rels" not in names:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    targets = {
        str(entry.get("Id")): str(entry.get("Target"))
        for entry in etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    }
    sheets = etree.fromstring(package.read("xl/workbook.xml"), parser).iter(f"{_MAIN}sheet")
    parts = {str(s.get("name")): targets.get(str(s.get(_REL)), "") for s in sheets}
    whole = {name: posixpath.normpath(posixpath.join("/xl", part))[1:] for name, part in parts.items()}
    return {name: part for name, part in whole.items() if part in names}


def _errors(xml: bytes) -> Cells:
    cells: Cells = {}
    for match in _CELL.finditer(xml):
        attributes, inner = match[1], match[2] or b""
        place = _PLACE.search(attributes)
        if place is None:
            continue
        value = _VALUE.search(inner)
        if b't="e"' in attributes:
            text = value[1].decode("utf-8", "replace") if value and value[1] else "#"
            cells[_at(place)] = text
        elif b"<f" in inner and value is None and b't="str"' not in attributes:
            cells[_at(place)] = ""
    return cells


def _at(place: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in place[1]:
        column = column * 26 + letter - 64
    return int(place[2]) - 1, column - 1

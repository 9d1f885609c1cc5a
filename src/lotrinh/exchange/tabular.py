"""CSV and SDMX-CSV 1.0 and 2.0.

Plain CSV: one column for each dimension, then `value` (or `Giá trị`, `Số liệu`), `status`, `reason`, then attributes.
SDMX-CSV 1.0 begins with DATAFLOW, 2.0 with STRUCTURE, STRUCTURE_ID, ACTION (SDMX Technical Working Group,
github.com/sdmx-twg/sdmx-csv).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import (
    COMMENT,
    STATUS,
    Dataset,
    Dimension,
    Point,
    check_codes,
    number,
    plain,
    refuse_large,
    status_attributes,
    value_from_status,
)
from lotrinh.rollup.numbers import parse_number
from lotrinh.rollup.tables import Row, Table, parse_table
from lotrinh.rollup.values import KINDS, Missing, NoValue, Value
from lotrinh.text.fold import fold_loose

_FLOW = re.compile(r"(?P<agency>[^:()]+):(?P<id>[^:()]+)\((?P<version>[^()]+)\)$")
_VALUE_NAMES = {"value", "obs value", "gia tri", "so lieu"}
_ATTRIBUTES = {"nguon": "SOURCE", "nguon so lieu": "SOURCE", "don vi": "UNIT_MEASURE", "don vi tinh": "UNIT_MEASURE"}
"""Columns of an office's table that say the same as an attribute of SDMX."""
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_MOST_NAMED = 20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KNOWN = {STATUS, COMMENT, "UNIT_MEASURE", "UNIT_MULT", "DECIMALS", "CONF_STATUS", "SOURCE", "TITLE"}


def write_csv(dataset: Dataset) -> bytes:
    """Plain CSV, UTF-8 with a byte order mark so that spreadsheets show Vietnamese."""
    attributes = dataset.attribute_names()
    rows: list[list[str]] = [[*(d.id for d in dataset.dimensions), "value", "status", "reason", *attributes]]
    for point in dataset.points:
        known = not isinstance(point.value, NoValue)
        cells = [plain(point.value), "known", ""] if not isinstance(point.value, NoValue) else []
        if not known and isinstance(point.value, NoValue):
            cells = ["", point.value.code, point.value.reason]
        rows.append([*point.key, *cells, *(point.attributes.get(a, "") for a in attributes)])
    return b"\xef\xbb\xbf" + _text(rows).encode()


def read_csv(data: bytes, name: str = "dữ liệu", mark: str = ".") -> Dataset:
    """What `write_csv` wrote, or an office's table. The columns before that of the values are the dimensions.

    `mark` is the decimal mark of the column: "," for files that Vietnamese offices save; another one is refused.
    """
    table = _table(data, "CSV", [])
    values = next((c for c in table.columns if fold_loose(c).replace("_", " ") in _VALUE_NAMES), "")
    if not values:
        raise InvalidData("Tệp CSV thiếu cột giá trị. Đặt tên cột số là «value» hoặc «Giá trị», sau các cột mã và kỳ.")
    dimensions = list(table.columns[: table.columns.index(values)])
    rest = [c for c in table.columns if c not in (*dimensions, values, "status", "reason")]

    figure = number if mark == "." else _with_comma

    def value(row: Row) -> Value:
        if row[values]:
            return figure(row[values], row.place(values))
        return KINDS.get(row["status"], Missing)(row["reason"] or "ô giá trị để trống")

    return _dataset(table, dimensions, rest, value, {"id": "DATA", "title": name})


def _with_comma(text: str, place: str) -> Decimal:
    return parse_number(text, place, ",")


def write_sdmx_csv(dataset: Dataset, version: Literal["1.0", "2.0"] = "1.0") -> bytes:
    """SDMX-CSV; an empty OBS_VALUE carries its reason in OBS_STATUS and COMMENT_OBS."""
    check_codes(dataset)
    flow = f"{dataset.agency}:{dataset.id}({dataset.version})"
    head, lead = (["DATAFLOW"], [flow])
    if version == "2.0":
        head, lead = ["STRUCTURE", "STRUCTURE_ID", "ACTION"], ["dataflow", flow, "I"]
    names = sorted({*dataset.attribute_names(), *_missing_names(dataset)})
    rows = [[*head, *(d.id for d in dataset.dimensions), "OBS_VALUE", *names]]
    for point in dataset.points:
        more = status_attributes(point.value) if isinstance(point.value, NoValue) else {}
        shown = "" if isinstance(point.value, NoValue) else plain(point.value)
        attributes = point.attributes | more
        rows.append([*lead, *point.key, shown, *(attributes.get(a, "") for a in names)])
    return _text(rows).encode()


def _missing_names(dataset: Dataset) -> list[str]:
    return [STATUS, COMMENT] if any(isinstance(p.value, NoValue) for p in dataset.points) else []


def read_sdmx_csv(data: bytes) -> Dataset:
    """SDMX-CSV 1.0 or 2.0. Columns between the lead and OBS_VALUE that are no known attribute are
    dimensions.
    """
    table = _table(data, "SDMX-CSV", ["OBS_VALUE"])
    first = table.columns[0]
    if first == "DATAFLOW":
        lead, flow_column = ["DATAFLOW"], "DATAFLOW"
    elif first.startswith("STRUCTURE"):
        lead, flow_column = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "STRUCTURE_NAME"], "STRUCTURE_ID"
    else:
        raise InvalidData("Tệp không phải SDMX-CSV: cột đầu phải là DATAFLOW (bản 1.0) hoặc STRUCTURE (bản 2.0).")
    before = table.columns[: table.columns.index("OBS_VALUE")]
    dimensions = [c for c in before if c not in lead and c not in _KNOWN]
    rest = [c for c in table.columns if c not in (*lead, *dimensions, "OBS_VALUE")]
    flows = {row[flow_column] for row in table.rows}
    match = _FLOW.match(next(iter(flows))) if len(flows) == 1 else None
    if match is None:
        raise InvalidData(f"Cột {flow_column} phải chứa đúng một luồng dữ liệu dạng CƠ_QUAN:MÃ(PHIÊN_BẢN).")

    def value(row: Row) -> Value:
        if row["OBS_VALUE"] and row["OBS_VALUE"] != "NaN":
            return number(row["OBS_VALUE"], row.place("OBS_VALUE"))
        return value_from_status(row.cells)

    named = {"id": match["id"], "title": match["id"], "agency": match["agency"], "version": match["version"]}
    return _dataset(table, dimensions, rest, value, named)


def _table(data: bytes, what: str, required: list[str]) -> Table:
    refuse_large(data, what)
    try:
        # a spreadsheet's "Unicode text" is UTF-16 with a byte order mark
        text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(
            f"Tệp {what} không phải UTF-8 (byte thứ {error.start + 1}). Lưu lại dưới dạng CSV UTF-8 rồi nạp."
        ) from error
    return parse_table(text, what, required)


def _dataset(table: Table, dimensions: list[str], rest: list[str], value: object, named: dict[str, str]) -> Dataset:
    assert callable(value)
    codes: list[dict[str, str]] = [{} for _ in dimensions]
    names = {a: _ATTRIBUTES.get(fold_loose(a), a) for a in rest}
    points, bad = [], []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        key = tuple(row[d] for d in dimensions)
        try:
            _check_key(row, key, dimensions, lines, table.name)
            found: Value = value(row)
        except InvalidData as error:
            bad.append(str(error))
            continue
        for known, code in zip(codes, key, strict=True):
            known.setdefault(code, code)
        skip = (STATUS, COMMENT) if isinstance(found, NoValue) else ()
        points.append(Point(key, found, {names[a]: row[a] for a in rest if row[a] and a not in skip}))
    if bad:
        more = [f"Còn {len(bad) - _MOST_NAMED} dòng khác có lỗi."] if len(bad) > _MOST_NAMED else []
        raise InvalidData("\n".join([*bad[:_MOST_NAMED], *more]))
    made = tuple(Dimension(i, d, c) for i, d, c in zip(_identifiers(dimensions), dimensions, codes, strict=True))
    return Dataset(dimensions=made, points=tuple(points), **named)


def _identifiers(columns: list[str]) -> list[str]:
    """Names of columns as identifiers: "Địa bàn" is DIA_BAN; a name that is one already stays."""
    found: list[str] = []
    for column in columns:
        plain_name = column if _IDENTIFIER.fullmatch(column) else _NOT_PLAIN.sub("_", fold_loose(column)).upper()
        name = plain_name if _IDENTIFIER.fullmatch(plain_name) else f"C{plain_name}"
        found.append(name if name not in found else f"{name}_{len(found) + 1}")
    return found


def _check_key(
    row: Row, key: tuple[str, ...], dimensions: list[str], lines: dict[tuple[str, ...], int], name: str
) -> None:
    """Every code given, and no other line with the same ones; `lines` remembers where a key stood first."""
    for dimension, code in zip(dimensions, key, strict=True):
        if not code:
            raise InvalidData(f"Thiếu mã ở {row.place(dimension)} của tệp {name}.")
    first = lines.setdefault(key, row.line)
    if first != row.line:
        raise InvalidData(f"Dòng {row.line} và dòng {first} có hai số liệu cùng khóa {'.'.join(key)[:100]}.")


def _text(rows: list[list[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(_safe(row) for row in rows)
    return file.getvalue()


def _safe(row: list[str]) -> Iterator[str]:
    for cell in row:
        if "\x00" in cell:
            raise InvalidData("Ô chứa ký tự NUL, không ghi được ra CSV.")
        yield cell

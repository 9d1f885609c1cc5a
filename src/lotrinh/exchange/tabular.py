"""CSV and SDMX-CSV 1.0 and 2.0.

Plain CSV: one column for each dimension, then `value`, `status`, `reason`, then attributes. SDMX-CSV 1.0
begins with DATAFLOW, 2.0 with STRUCTURE, STRUCTURE_ID, ACTION (SDMX Technical Working Group,
github.com/sdmx-twg/sdmx-csv).
"""

from __future__ import annotations

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

_FLOW = re.compile(r"(?P<agency>[^:()]+):(?P<id>[^:()]+)\((?P<version>[^()]+)\)$")
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
    """What `write_csv` wrote. The columns before `value` are the dimensions.

    `mark` is the decimal mark of the column: "," for files that Vietnamese offices save; another one is refused.
    """
    table = _table(data, "CSV", ["value"])
    dimensions = list(table.columns[: table.columns.index("value")])
    rest = [c for c in table.columns if c not in (*dimensions, "value", "status", "reason")]

    figure = number if mark == "." else _with_comma

    def value(row: Row) -> Value:
        if row["value"]:
            return figure(row["value"], row.place("value"))
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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(f"Tệp {what} không phải UTF-8 (byte thứ {error.start + 1}).") from error
    return parse_table(text, what, required)


def _dataset(table: Table, dimensions: list[str], rest: list[str], value: object, named: dict[str, str]) -> Dataset:
    assert callable(value)
    codes: list[dict[str, str]] = [{} for _ in dimensions]
    points = []
    for row in table.rows:
        key = tuple(row[d] for d in dimensions)
        for dimension, known, code in zip(dimensions, codes, key, strict=True):
            if not code:
                raise InvalidData(f"Thiếu mã ở {row.place(dimension)} của tệp {table.name}.")
            known.setdefault(code, code)
        found: Value = value(row)
        skip = (STATUS, COMMENT) if isinstance(found, NoValue) else ()
        points.append(Point(key, found, {a: row[a] for a in rest if row[a] and a not in skip}))
    made = tuple(Dimension(d, d, c) for d, c in zip(dimensions, codes, strict=True))
    return Dataset(dimensions=made, points=tuple(points), **named)


def _text(rows: list[list[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(_safe(row) for row in rows)
    return file.getvalue()


def _safe(row: list[str]) -> Iterator[str]:
    for cell in row:
        if "\x00" in cell:
            raise InvalidData("Ô chứa ký tự NUL, không ghi được ra CSV.")
        yield cell

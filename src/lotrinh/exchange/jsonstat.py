"""JSON-stat 2.0 (json-stat.org/full): one data set.

Missing figures are `null` with their kind in `status`. Numbers are written and read as decimals, digit for
digit.
"""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import MAX_CELLS, TIME, Dataset, Dimension, Point, plain, refuse_large
from lotrinh.rollup.values import KINDS, Missing, NoValue, Value

_SLOT = "@@value@@"


def write_jsonstat(dataset: Dataset, geo: str = "", metric: str = "") -> bytes:
    """`geo` and `metric` name the dimensions with those roles; TIME_PERIOD has the role time."""
    ids = [d.id for d in dataset.dimensions]
    sizes = [len(d.codes) for d in dataset.dimensions]
    if prod(sizes) > MAX_CELLS:
        raise InvalidData(f"Bảng JSON-stat có {prod(sizes)} ô, tối đa {MAX_CELLS}. Hãy chia nhỏ.")
    roles = {"time": [i for i in ids if i == TIME], "geo": [i for i in ids if i == geo]}
    roles["metric"] = [i for i in ids if i == metric]
    values, status = _cells(dataset)
    body: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": dataset.title,
        "id": ids,
        "size": sizes,
        "role": {name: members for name, members in roles.items() if members},
        "dimension": {d.id: _dimension(d) for d in dataset.dimensions},
        "value": _SLOT,
        "extension": {"id": dataset.id, "agency": dataset.agency, "version": dataset.version},
    }
    for name, text in (("source", dataset.source), ("updated", dataset.updated)):
        if text:
            body[name] = text
    if status:
        body["status"] = status
    text = json.dumps(body, ensure_ascii=False)
    return text.replace(f'"{_SLOT}"', f"[{','.join(values)}]", 1).encode()


def _dimension(dimension: Dimension) -> dict[str, Any]:
    index = {code: i for i, code in enumerate(dimension.codes)}
    return {"label": dimension.label, "category": {"index": index, "label": dimension.codes}}


def _cells(dataset: Dataset) -> tuple[list[str], dict[str, str]]:
    """Values in row-major order, and the status of those that are not there."""
    found = {p.key: p.value for p in dataset.points}
    values, status = [], {}
    for i, key in enumerate(product(*(d.codes for d in dataset.dimensions))):
        value = found.get(key)
        if isinstance(value, NoValue):
            status[str(i)] = f"{value.code}: {value.reason}"
        values.append(plain(value) if isinstance(value, Decimal) else "null")
    return values, status


def read_jsonstat(data: bytes) -> Dataset:
    """One JSON-stat 2.0 data set, dense or sparse. Cells that are neither valued nor given a status are
    left out.
    """
    refuse_large(data, "JSON-stat")
    try:
        body = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InvalidData("Tệp không phải JSON hợp lệ bằng UTF-8.") from error
    if not isinstance(body, dict) or body.get("class") != "dataset" or body.get("version") != "2.0":
        raise InvalidData("Tệp không phải một bộ dữ liệu JSON-stat 2.0 (version 2.0, class dataset).")
    try:
        return _from_body(body)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidData("Bộ dữ liệu JSON-stat thiếu hoặc sai mục id, size, dimension hoặc value.") from error


def _no_number(text: str) -> None:
    raise ValueError(text)


def _from_body(body: dict[str, Any]) -> Dataset:
    ids = [str(i) for i in body["id"]]
    dimensions = tuple(_read_dimension(i, body["dimension"][i]) for i in ids)
    sizes = [int(s) for s in body["size"]]
    if sizes != [len(d.codes) for d in dimensions]:
        raise InvalidData("Bộ dữ liệu JSON-stat: size không khớp số mã của các chiều.")
    total = prod(sizes)
    if total > MAX_CELLS:
        raise InvalidData(f"Bộ dữ liệu JSON-stat có {total} ô, tối đa {MAX_CELLS}.")
    values, status = _by_index(body["value"], total, "value"), body.get("status") or {}
    status = {str(i): status for i in range(total)} if isinstance(status, str) else status
    notes = _by_index(status, total, "status")
    codes = [list(d.codes) for d in dimensions]
    points = []
    for i in sorted({*values, *notes}):
        value = _read_value(values.get(i), notes.get(i), i)
        if value is not None:
            points.append(Point(_key(i, codes), value))
    extension = body.get("extension") or {}
    return Dataset(
        str(extension.get("id", "DATA")), str(body.get("label", "")), dimensions, tuple(points),
        str(extension.get("agency", "LOTRINH")), str(extension.get("version", "1.0")),
        str(body.get("source", "")), str(body.get("updated", "")),
    )  # fmt: skip


def _read_dimension(name: str, body: dict[str, Any]) -> Dimension:
    category = body["category"]
    labels = category.get("label") or {}
    index = category.get("index")
    if isinstance(index, dict):
        codes = sorted(index, key=lambda c: index[c])
    else:
        codes = [str(c) for c in index] if index is not None else list(labels)
    return Dimension(name, str(body.get("label", name)), {c: str(labels.get(c, c)) for c in codes})


def _by_index(cells: Any, total: int, name: str) -> dict[int, Any]:
    if isinstance(cells, list):
        if cells and len(cells) != total:
            raise InvalidData(f"Bộ dữ liệu JSON-stat: {name} có {len(cells)} phần tử, phải là {total}.")
        return {i: c for i, c in enumerate(cells) if c is not None}
    found = {int(i): c for i, c in cells.items() if c is not None}
    if any(not 0 <= i < total for i in found):
        raise InvalidData(f"Bộ dữ liệu JSON-stat: {name} có vị trí nằm ngoài bảng.")
    return found


def _read_value(value: Any, note: Any, position: int) -> Value | None:
    if isinstance(value, Decimal):
        return value
    if value is not None:
        raise InvalidData(f"Giá trị thứ {position + 1} của bộ dữ liệu JSON-stat không phải là số.")
    if note is None:
        return None
    code, _, reason = str(note).partition(": ")
    return KINDS[code](reason) if code in KINDS else Missing(f"nguồn ghi trạng thái «{note}»")


def _key(position: int, codes: list[list[str]]) -> tuple[str, ...]:
    key = []
    for members in reversed(codes):
        position, inner = divmod(position, len(members))
        key.append(members[inner])
    return tuple(reversed(key))

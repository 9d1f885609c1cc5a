"""Documents and reports as JSON, to be kept and made again: the same JSON gives the same Word file.

Only the dataclasses of `writing.document` and `writing.report` are read back; pictures are put aside by their hash.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.writing import document, report

_KNOWN = {
    name: kind
    for module in (document, report)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
Put = Callable[[str, bytes], None]
"""Keeps a picture under its SHA-256."""
Get = Callable[[str], bytes]
"""Gives the picture of a SHA-256."""


def to_json(value: Any, put: Put) -> str:
    """A report or document as JSON. Its pictures are handed to `put(sha256, png)`."""
    return json.dumps(_plain(value, put), ensure_ascii=False, sort_keys=True)


def from_json(text: str, get: Get) -> Any:
    """What `to_json` wrote. InvalidData where it is not ours or a picture is not the one that was kept."""
    try:
        return _read(json.loads(text), get)
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidData("Bản ghi của báo cáo đã hỏng: không đọc lại được nội dung đã lưu.") from error


def _plain(value: Any, put: Put) -> Any:
    if isinstance(value, bytes):
        key = hashlib.sha256(value).hexdigest()
        put(key, value)
        return {"_": "png", "sha256": key}
    if isinstance(value, date):
        return {"_": "date", "day": value.isoformat()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name), put) for f in dataclasses.fields(value)}
        return {"_": type(value).__name__, **fields}
    if isinstance(value, dict):
        return {"_": "dict", "items": [[key, _plain(item, put)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return [_plain(item, put) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _read(value: Any, get: Get) -> Any:
    if isinstance(value, list):
        return [_read(item, get) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.pop("_")
    if kind == "png":
        png = get(value["sha256"])
        if hashlib.sha256(png).hexdigest() != value["sha256"]:
            raise InvalidData("Ảnh biểu đồ của báo cáo đã bị thay đổi sau khi lưu.")
        return png
    if kind == "date":
        return date.fromisoformat(value["day"])
    if kind == "dict":
        return {key: _read(item, get) for key, item in value["items"]}
    fields = {name: _read(item, get) for name, item in value.items()}
    if "month_year" in fields and fields["month_year"] is not None:
        fields["month_year"] = tuple(fields["month_year"])
    return _KNOWN[kind](**fields)

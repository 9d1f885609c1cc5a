"""A data set: dimensions with their codes, and figures by key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lotrinh.errors import InvalidData
from lotrinh.rollup.values import KINDS, Missing, NotApplicable, NoValue, Value

TIME = "TIME_PERIOD"
MAX_BYTES = 200 * 2**20
MAX_CELLS = 20_000_000
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}$")
_CODE = re.compile(r"[A-Za-z0-9_@$:.-]{1,100}$")
_TIME_CODE = re.compile(r"[A-Za-z0-9_@$:./-]{1,100}$")  # a time range is start/duration


@dataclass(frozen=True, slots=True)
class Dimension:
    """`codes` maps each code to its label, in order. The time dimension is named `TIME_PERIOD`."""

    id: str
    label: str
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: a code for each dimension, in their order; attributes such as UNIT_MEASURE."""

    key: tuple[str, ...]
    value: Value
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Raises `InvalidData` for a key with a wrong code, two figures with one key, or names SDMX cannot
    carry.
    """

    id: str
    title: str
    dimensions: tuple[Dimension, ...]
    points: tuple[Point, ...]
    agency: str = "LOTRINH"
    version: str = "1.0"
    source: str = ""
    updated: str = ""

    def __post_init__(self) -> None:
        if not self.dimensions:
            raise InvalidData("Bộ dữ liệu không có chiều nào.")
        for name in (self.id, self.agency, *(d.id for d in self.dimensions)):
            if not _IDENTIFIER.match(name):
                raise InvalidData(
                    f"Mã «{name[:60]}» phải bắt đầu bằng chữ cái không dấu, chỉ gồm chữ, số, gạch nối, gạch dưới."
                )
        if len({d.id for d in self.dimensions}) != len(self.dimensions):
            raise InvalidData("Bộ dữ liệu có hai chiều trùng mã.")
        self._check_points()

    def _check_points(self) -> None:
        seen: set[tuple[str, ...]] = set()
        for point in self.points:
            if len(point.key) != len(self.dimensions):
                raise InvalidData(f"Số liệu {'.'.join(point.key)[:100]} không đủ mã cho {len(self.dimensions)} chiều.")
            for dimension, code in zip(self.dimensions, point.key, strict=True):
                if code not in dimension.codes:
                    raise InvalidData(f"Mã «{code[:60]}» không có trong chiều {dimension.id} của bộ {self.id}.")
            if point.key in seen:
                raise InvalidData(f"Bộ {self.id} có hai số liệu cùng khóa {'.'.join(point.key)}.")
            seen.add(point.key)

    def attribute_names(self) -> list[str]:
        """Every attribute some figure has, sorted."""
        return sorted({name for p in self.points for name in p.attributes})


def check_codes(dataset: Dataset) -> None:
    """Raise `InvalidData` for codes that SDMX cannot carry (spaces, letters with marks)."""
    for dimension in dataset.dimensions:
        allowed = _TIME_CODE if dimension.id == TIME else _CODE
        for code in dimension.codes:
            if not allowed.match(code):
                raise InvalidData(f"Mã «{code[:60]}» của chiều {dimension.id} không viết được trong SDMX.")


def refuse_large(data: bytes, what: str) -> None:
    """Raise `InvalidData` for an empty file or one above 200 MB."""
    if not data.strip():
        raise InvalidData(f"Tệp {what} trống.")
    if len(data) > MAX_BYTES:
        raise InvalidData(f"Tệp {what} lớn hơn {MAX_BYTES // 2**20} MB.")


def number(text: str, place: str) -> Decimal:
    """A number as machines write it (decimal point). Raises `InvalidData` naming the place."""
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", text.strip(), re.ASCII):
        raise InvalidData(f"«{text[:60]}» ở {place} không phải là số (dấu thập phân phải là dấu chấm).")
    return Decimal(text.strip())


def plain(value: Decimal) -> str:
    """Digits without an exponent, as they are."""
    return f"{value:f}"


# CL_OBS_STATUS of SDMX: M "data cannot exist", L "data exist but were not collected", O "missing value"
STATUS_OF = {"not_applicable": "M", "missing": "L", "not_yet_published": "O", "cannot_compute": "O"}
COMMENT = "COMMENT_OBS"
STATUS = "OBS_STATUS"


def status_attributes(value: NoValue) -> dict[str, str]:
    """How a missing figure is said in SDMX: a status every reader knows, and our kind and reason in the
    comment.
    """
    return {STATUS: STATUS_OF.get(value.code, "O"), COMMENT: f"{value.code}: {value.reason}"}


def value_from_status(attributes: dict[str, str]) -> NoValue:
    """The kind of missing that `status_attributes` or another producer wrote."""
    code, mark, reason = attributes.get(COMMENT, "").partition(": ")
    if mark and code in KINDS:
        return KINDS[code](reason)
    if attributes.get(STATUS) == "M":
        return NotApplicable("nguồn ghi: số liệu không thể có (OBS_STATUS = M)")
    shown = attributes.get(STATUS)
    return Missing(f"nguồn để trống{f' (OBS_STATUS = {shown})' if shown else ''}")

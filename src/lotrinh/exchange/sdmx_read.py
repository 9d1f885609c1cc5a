"""SDMX-ML 2.1 in: generic and structure-specific data, flat or in series.

XML is read with defusedxml: a document type, entities or references outside the file are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import (
    COMMENT,
    STATUS,
    TIME,
    Dataset,
    Dimension,
    Point,
    number,
    refuse_large,
    value_from_status,
)
from lotrinh.exchange.sdmx_write import COM, GEN, MES, STR
from lotrinh.rollup.values import NoValue, Value

Raw = tuple[dict[str, str], str | None, dict[str, str]]
"""Dimension values, the figure as text, attributes."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What a structure message says of one data set: dimensions in order with their codes."""

    id: str
    agency: str
    version: str
    title: str
    dimensions: tuple[Dimension, ...]


def parse_xml(data: bytes) -> Any:
    """The root element. Raises `InvalidData` for XML that is broken, or that defines or fetches anything."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    refuse_large(data, "SDMX-ML")
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InvalidData(
            "Tệp SDMX-ML bị từ chối vì có khai báo DOCTYPE hoặc thực thể (có thể đọc tệp ngoài hoặc "
            "làm treo máy). "
            "Hãy xuất lại tệp không có phần này."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise InvalidData(f"Tệp SDMX-ML không phải XML hợp lệ{f' (dòng {line})' if line else ''}.") from error


def read_structure(data: bytes) -> Structure:
    """The first data structure definition of a structure message, with its code lists."""
    root = parse_xml(data)
    definition = root.find(f".//{{{STR}}}DataStructure")
    if root.tag != f"{{{MES}}}Structure" or definition is None:
        raise InvalidData("Tệp không phải thông điệp cấu trúc SDMX-ML 2.1 có DataStructure.")
    labels = {c.get("id"): c.findtext(f"{{{COM}}}Name", "") for c in root.iter(f"{{{STR}}}Concept")}
    lists = {c.get("id"): _codes(c) for c in root.iter(f"{{{STR}}}Codelist")}
    dimensions = []
    for element in definition.iter():
        if element.tag in (f"{{{STR}}}Dimension", f"{{{STR}}}TimeDimension"):
            name = element.get("id", "")
            reference = element.find(f"{{{STR}}}LocalRepresentation/{{{STR}}}Enumeration/Ref")
            codes = lists.get(reference.get("id"), {}) if reference is not None else {}
            dimensions.append(Dimension(name, labels.get(name) or name, codes))
    if not dimensions:
        raise InvalidData("Cấu trúc SDMX-ML không có chiều nào.")
    return Structure(
        definition.get("id", ""),
        definition.get("agencyID", ""),
        definition.get("version", "1.0"),
        definition.findtext(f"{{{COM}}}Name", ""),
        tuple(dimensions),
    )


def _codes(codelist: Any) -> dict[str, str]:
    return {c.get("id", ""): c.findtext(f"{{{COM}}}Name", "") for c in codelist.iter(f"{{{STR}}}Code")}


def read_data(data: bytes, structure: Structure | None = None) -> Dataset:
    """The data set of a message. Structure-specific data need their `structure`; generic data can do without.

    Raises `InvalidData`; a code that the structure's lists do not hold is refused by name.
    """
    root = parse_xml(data)
    if root.tag == f"{{{MES}}}GenericData":
        raws = list(_generic(root))
    elif root.tag == f"{{{MES}}}StructureSpecificData":
        if structure is None:
            raise InvalidData("Dữ liệu SDMX-ML theo cấu trúc riêng cần kèm tệp cấu trúc (DSD) để biết các chiều.")
        raws = list(_specific(root, {d.id for d in structure.dimensions}))
    else:
        raise InvalidData("Tệp không phải thông điệp dữ liệu SDMX-ML 2.1 (GenericData hoặc StructureSpecificData).")
    if not raws:
        raise InvalidData("Thông điệp SDMX-ML không có quan sát nào.")
    found = structure or _inferred(root, raws)
    return _dataset(found, raws)


def _inferred(root: Any, raws: list[Raw]) -> Structure:
    reference = root.find(f".//{{{COM}}}Structure/Ref")
    names = tuple(Dimension(n, n, {}) for n in raws[0][0])
    found: dict[str, str] = dict(reference.attrib) if reference is not None else {}
    agency, version = found.get("agencyID", "LOTRINH"), found.get("version", "1.0")
    return Structure(found.get("id", "DATA"), agency, version, "", names)


def _generic(root: Any) -> Iterator[Raw]:
    at = root.find(f"{{{MES}}}Header/{{{MES}}}Structure")
    inner = at.get("dimensionAtObservation", TIME) if at is not None else TIME
    for members in root.iter(f"{{{MES}}}DataSet"):
        for series in members.iter(f"{{{GEN}}}Series"):
            key, shared = _pairs(series, "SeriesKey"), _pairs(series, "Attributes")
            for one in series.iter(f"{{{GEN}}}Obs"):
                position = one.find(f"{{{GEN}}}ObsDimension")
                own = {} if position is None else {position.get("id") or inner: position.get("value", "")}
                yield key | own, _figure(one), shared | _pairs(one, "Attributes")
        for one in members.findall(f"{{{GEN}}}Obs"):
            yield _pairs(one, "ObsKey"), _figure(one), _pairs(one, "Attributes")


def _pairs(element: Any, tag: str) -> dict[str, str]:
    listed = element.find(f"{{{GEN}}}{tag}")
    return {} if listed is None else {v.get("id", ""): v.get("value", "") for v in listed}


def _figure(element: Any) -> str | None:
    value = element.find(f"{{{GEN}}}ObsValue")
    return None if value is None else value.get("value")


def _specific(root: Any, dimensions: set[str]) -> Iterator[Raw]:
    for members in root.iter(f"{{{MES}}}DataSet"):
        for child in members:
            if child.tag.rpartition("}")[2] == "Series":
                for one in child:
                    yield _split({**child.attrib, **one.attrib}, dimensions)
            elif child.tag.rpartition("}")[2] == "Obs":
                yield _split(dict(child.attrib), dimensions)


def _split(cells: dict[str, str], dimensions: set[str]) -> Raw:
    key = {n: v for n, v in cells.items() if n in dimensions}
    rest = {n: v for n, v in cells.items() if n not in dimensions and n != "OBS_VALUE" and "}" not in n}
    return key, cells.get("OBS_VALUE"), rest


def _dataset(structure: Structure, raws: list[Raw]) -> Dataset:
    codes = [dict(d.codes) for d in structure.dimensions]
    points = []
    for i, (key, shown, attributes) in enumerate(raws, 1):
        full = []
        for dimension, known in zip(structure.dimensions, codes, strict=True):
            code = key.get(dimension.id)
            if not code:
                raise InvalidData(f"Quan sát thứ {i} của tệp SDMX-ML thiếu chiều {dimension.id}.")
            if dimension.codes and code not in dimension.codes:
                raise InvalidData(f"Quan sát thứ {i}: mã «{code[:60]}» không có trong danh mục của {dimension.id}.")
            known.setdefault(code, code)
            full.append(code)
        value: Value
        if shown is None or shown in ("", "NaN"):
            value = value_from_status(attributes)
        else:
            value = number(shown, f"quan sát thứ {i} của tệp SDMX-ML")
        skip = (STATUS, COMMENT) if isinstance(value, NoValue) else ()
        points.append(Point(tuple(full), value, {n: v for n, v in attributes.items() if n not in skip}))
    dimensions = tuple(Dimension(d.id, d.label, c) for d, c in zip(structure.dimensions, codes, strict=True))
    return Dataset(structure.id, structure.title, dimensions, tuple(points), structure.agency, structure.version)

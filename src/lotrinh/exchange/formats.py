"""The formats by name: told from their content, read, written."""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import Literal, get_args

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import TIME, Dataset, Dimension, Point

Format = Literal["csv", "sdmx-csv", "sdmx-ml", "json-stat", "px"]
FORMATS: tuple[Format, ...] = get_args(Format)
NAMES: dict[Format, str] = {
    "csv": "CSV", "sdmx-csv": "SDMX-CSV", "sdmx-ml": "SDMX-ML 2.1", "json-stat": "JSON-stat 2.0", "px": "PX",
}  # fmt: skip
EXTENSIONS: dict[Format, str] = {
    "csv": "csv", "sdmx-csv": "csv", "sdmx-ml": "xml", "json-stat": "json", "px": "px",
}  # fmt: skip
MEDIA: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "sdmx-csv": "application/vnd.sdmx.data+csv; version=1.0.0",
    "sdmx-ml": "application/vnd.sdmx.genericdata+xml; version=2.1",
    "json-stat": "application/json; charset=utf-8",
    "px": "text/x-pcaxis; charset=utf-8",
}


def format_of(data: bytes) -> Format:
    """What a file is, by its first bytes. Raises `InvalidData` for none of ours."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "csv"
    head = data[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise InvalidData("Tệp trống.")
    if head[:1] == b"<":
        return "sdmx-ml"
    if head[:1] == b"{":
        return "json-stat"
    first = head.split(b"\n", 1)[0].upper()
    if b"CHARSET=" in head.upper()[:400] or b"AXIS-VERSION" in head.upper() or first.startswith(b"MATRIX="):
        return "px"
    if first.startswith((b"DATAFLOW", b"STRUCTURE", b'"DATAFLOW', b'"STRUCTURE')):
        return "sdmx-csv"
    if head[:4] == b"PK\x03\x04" or b"\x00" in head:
        raise InvalidData("Tệp là bảng tính hoặc tệp nhị phân. Chọn CSV, SDMX-CSV, SDMX-ML 2.1, JSON-stat 2.0 hoặc PX.")
    return "csv"


def read(data: bytes, form: Format, *, structure: bytes | None = None, mark: str = ".") -> Dataset:
    """The data set of a file. `structure` goes with SDMX-ML, `mark` is the decimal mark of plain CSV."""
    if form == "csv":
        from lotrinh.exchange.tabular import read_csv

        return read_csv(data, mark=mark)
    if form == "sdmx-csv":
        from lotrinh.exchange.tabular import read_sdmx_csv

        return read_sdmx_csv(data)
    if form == "json-stat":
        from lotrinh.exchange.jsonstat import read_jsonstat

        return read_jsonstat(data)
    if form == "px":
        from lotrinh.exchange.px import read_px

        return read_px(data)
    from lotrinh.exchange.sdmx_read import read_data, read_structure

    return read_data(data, read_structure(structure) if structure else None)


def write(dataset: Dataset, form: Format, *, unit: str = "", decimals: int = 2) -> bytes:
    """The data set as a file; text of plain CSV that a spreadsheet would run gets an apostrophe in front."""
    if form == "csv":
        from lotrinh.exchange.tabular import write_csv

        return write_csv(_harmless(dataset))
    if form == "sdmx-csv":
        from lotrinh.exchange.tabular import write_sdmx_csv

        return write_sdmx_csv(_harmless(dataset))
    if form == "json-stat":
        from lotrinh.exchange.jsonstat import write_jsonstat

        return write_jsonstat(dataset)
    if form == "px":
        from lotrinh.exchange.px import write_px

        return write_px(dataset, unit, decimals)
    from lotrinh.exchange.sdmx_write import data_message

    return data_message(dataset)


def known_format(name: str) -> Format | None:
    """A format by its name in an address, None for what is none."""
    return name if name in FORMATS else None


def _harmless(dataset: Dataset) -> Dataset:
    """Attribute texts a spreadsheet would run as a formula, made plain text. Codes and numbers are none."""

    def one(text: str) -> str:
        return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

    points = tuple(replace(p, attributes={n: one(t) for n, t in p.attributes.items()}) for p in dataset.points)
    return replace(dataset, points=points)


def with_time_codes(dataset: Dataset, rename: dict[str, str]) -> Dataset:
    """The data set with other codes in its time dimension."""
    at = next((i for i, d in enumerate(dataset.dimensions) if d.id == TIME), None)
    if at is None:
        return dataset
    time = dataset.dimensions[at]
    codes = {rename.get(c, c): label for c, label in time.codes.items()}
    dimensions = (*dataset.dimensions[:at], Dimension(time.id, time.label, codes), *dataset.dimensions[at + 1 :])
    points = tuple(
        Point((*p.key[:at], rename.get(p.key[at], p.key[at]), *p.key[at + 1 :]), p.value, p.attributes)
        for p in dataset.points
    )
    return replace(dataset, dimensions=dimensions, points=points)

"""PX files, as statistics offices publish them (PX-file format specification, AXIS-VERSION 2013).

Dimensions: STUB then HEADING, the last varying fastest. The symbols that stand for a missing figure stay
different:

    -       không có hiện tượng phát sinh                                            NotApplicable
    .       không áp dụng                                                            NotApplicable
    ..      chưa có số liệu tại thời điểm công bố                                    NotYetPublished
    ...     có hiện tượng phát sinh nhưng không thu thập được số liệu                Missing

`-` and `...` are explained so at the head of Vietnam's statistical yearbooks. `.` and `..` differ between
offices: pass other `symbols` where a publisher says so. Each figure keeps the symbol as attribute
`PX_SYMBOL`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import MAX_CELLS, TIME, Dataset, Dimension, Point, number, plain, refuse_large
from lotrinh.rollup.values import Missing, NotApplicable, NotYetPublished, NoValue, Value

SYMBOL = "PX_SYMBOL"
SYMBOLS: dict[str, NoValue] = {
    "-": NotApplicable("không có hiện tượng phát sinh", "the phenomenon does not occur"),
    ".": NotApplicable("không áp dụng", "not applicable"),
    "..": NotYetPublished("chưa có số liệu tại thời điểm công bố", "not available when published"),
    "...": Missing("có hiện tượng phát sinh nhưng không thu thập được số liệu", "occurs but was not collected"),
    "....": Missing("nguồn ghi «....»", "the source writes «....»"),
    ".....": Missing("nguồn ghi «.....»", "the source writes «.....»"),
    "......": Missing("nguồn ghi «......»", "the source writes «......»"),
}
_BY_KIND = {"not_applicable": "-", "not_yet_published": "..", "missing": "...", "cannot_compute": "..."}
_KEYWORD = re.compile(
    r'\s*(?P<key>[A-Z][A-Z0-9-]*)(?:\[(?P<language>\w+)\])?(?:\((?P<sub>"[^"]*"(?:\s*,\s*"[^"]*")*)\))?\s*='
)
_CHUNK = 98
_CODE_PAGES = re.compile(r"utf-?8|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(?:windows|cp)-?\d{3,4}", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """KEYWORD("sub")=values;"""

    key: str
    sub: tuple[str, ...]
    values: tuple[str, ...]


def read_px(data: bytes, symbols: Mapping[str, NoValue] | None = None) -> Dataset:
    """A PX file in its default language. Raises `InvalidData`."""
    refuse_large(data, "PX")
    text = _decoded(data)
    at = re.search(r"(?:^|[;\n])\s*DATA\s*=", text)
    if at is None:
        raise InvalidData("Tệp PX thiếu phần DATA.")
    head: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for statement in _statements(text[: at.start() + 1]):
        head.setdefault((statement.key, statement.sub), statement.values)
    dimensions = _dimensions(head)
    size = prod(len(d.codes) for d in dimensions)
    if size > MAX_CELLS:
        raise InvalidData(f"Bảng PX có {size} ô, tối đa {MAX_CELLS}.")
    cells = text[at.end() :].split(";", 1)[0].replace('"', " ").split()
    if len(cells) != size:
        raise InvalidData(f"Tệp PX có {len(cells)} ô dữ liệu, theo tiêu đề phải là {size}.")
    meaning = SYMBOLS | dict(symbols or {})
    units = _units(head, dimensions)
    points = []
    for i, (key, cell) in enumerate(zip(product(*(d.codes for d in dimensions)), cells, strict=True)):
        attributes = {"UNIT_MEASURE": unit} if (unit := units(key)) else {}
        value: Value
        if cell in meaning:
            value, attributes = meaning[cell], attributes | {SYMBOL: cell}
        else:
            value = number(cell, f"ô dữ liệu thứ {i + 1} của tệp PX")
        points.append(Point(key, value, attributes))
    title = _one(head, "TITLE") or _one(head, "DESCRIPTION") or _one(head, "CONTENTS")
    name = re.sub(r"[^A-Za-z0-9_-]", "_", _one(head, "MATRIX")) or "PX"
    name = name if name[0].isalpha() else f"PX_{name}"
    return Dataset(name, title, dimensions, tuple(points), source=_one(head, "SOURCE"))


def _decoded(data: bytes) -> str:
    found = re.search(rb'CODEPAGE\s*=\s*"([^"]{1,40})"', data[:20_000])
    names = [found[1].decode("ascii", "replace")] if found else ["utf-8", "cp1258"]
    if found and not _CODE_PAGES.fullmatch(names[0]):
        raise InvalidData(f"Tệp PX khai bảng mã «{names[0]}» không dùng được.")
    if data.startswith(codecs.BOM_UTF8):
        names = ["utf-8-sig"]
    for name in names:
        try:
            return data.decode(name)
        except LookupError as error:
            raise InvalidData(f"Tệp PX khai bảng mã «{name}» không dùng được.") from error
        except UnicodeDecodeError:
            continue
    raise InvalidData(f"Tệp PX không đọc được bằng bảng mã {', '.join(names)}.")


def _statements(text: str) -> Iterator[Statement]:
    at = 0
    while text[at:].strip(" \r\n\t;"):
        match = _KEYWORD.match(text, at)
        if match is None:
            line = text.count("\n", 0, at + len(text[at:]) - len(text[at:].lstrip())) + 1
            raise InvalidData(f"Tệp PX sai cú pháp ở dòng {line}.")
        end = _end(text, match.end())
        if match["language"] is None:
            sub = tuple(re.findall(r'"([^"]*)"', match["sub"] or ""))
            yield Statement(match["key"], sub, _values(text[match.end() : end]))
        at = end + 1


def _end(text: str, start: int) -> int:
    """The position of the semicolon that ends a statement, outside quotes."""
    quoted = False
    for i in range(start, len(text)):
        if text[i] == '"':
            quoted = not quoted
        elif text[i] == ";" and not quoted:
            return i
    if quoted:
        raise InvalidData(f"Tệp PX: dấu nháy mở sau dòng {text.count(chr(10), 0, start) + 1} không đóng.")
    return len(text)


def _values(text: str) -> tuple[str, ...]:
    """Quoted texts; two with only space between them are one text broken over lines."""
    values: list[str] = []
    joined = False
    for match in re.finditer(r'"([^"]*)"|(,)|([^\s",]+)', text):
        if match[2]:
            joined = False
        elif joined and match[1] is not None:
            values[-1] += match[1]
        else:
            values.append(match[1] if match[1] is not None else match[3])
            joined = match[1] is not None
    return tuple(values)


Head = Mapping[tuple[str, tuple[str, ...]], tuple[str, ...]]


def _one(head: Head, key: str) -> str:
    return " ".join(head.get((key, ()), ())).strip()


def _dimensions(head: Head) -> tuple[Dimension, ...]:
    names = [*head.get(("STUB", ()), ()), *head.get(("HEADING", ()), ())]
    if not names:
        raise InvalidData("Tệp PX thiếu STUB và HEADING.")
    times = {sub[0] for key, sub in head if key == "TIMEVAL" and sub}
    dimensions = []
    for i, name in enumerate(names):
        labels = head.get(("VALUES", (name,)), ())
        codes = head.get(("CODES", (name,)), labels)
        if not labels or len(codes) != len(labels):
            raise InvalidData(f"Tệp PX: VALUES và CODES của «{name}» thiếu hoặc không cùng số phần tử.")
        if len(set(codes)) != len(codes):
            raise InvalidData(f"Tệp PX: «{name}» có hai mã trùng nhau.")
        identifier = TIME if name in times and len(times) == 1 else f"D{i + 1}"
        dimensions.append(Dimension(identifier, name, dict(zip(codes, labels, strict=True))))
    return tuple(dimensions)


class _Units:
    """The unit of a figure: of its member of CONTVARIABLE, else of the table."""

    def __init__(self, position: int | None, by_code: dict[str, str], table: str) -> None:
        self._position, self._by_code, self._table = position, by_code, table

    def __call__(self, key: tuple[str, ...]) -> str:
        own = self._by_code.get(key[self._position]) if self._position is not None else None
        return own or self._table


def _units(head: Head, dimensions: tuple[Dimension, ...]) -> _Units:
    contents = _one(head, "CONTVARIABLE")
    position = next((i for i, d in enumerate(dimensions) if d.label == contents), None)
    by_code = {}
    if position is not None:
        for code, label in dimensions[position].codes.items():
            by_code[code] = " ".join(head.get(("UNITS", (label,)), ()))
    return _Units(position, by_code, _one(head, "UNITS"))


def write_px(dataset: Dataset, unit: str = "", decimals: int = 2) -> bytes:
    """A PX file in UTF-8; time in HEADING, everything else in STUB. Figures not there are written `...`."""
    order = [d for d in dataset.dimensions if d.id != TIME] + [d for d in dataset.dimensions if d.id == TIME]
    if prod(len(d.codes) for d in order) > MAX_CELLS:
        raise InvalidData(f"Bảng PX có hơn {MAX_CELLS} ô. Hãy chia nhỏ.")
    stub, heading = [d for d in order if d.id != TIME], [d for d in order if d.id == TIME]
    lines = [
        'CHARSET="ANSI";', 'AXIS-VERSION="2013";', 'CODEPAGE="utf-8";', 'LANGUAGE="vi";',
        f"DECIMALS={decimals};", _line("MATRIX", [dataset.id]), _line("SUBJECT-CODE", [dataset.id]),
        _line("SUBJECT-AREA", [dataset.title]), _line("TITLE", [dataset.title]),
        _line("CONTENTS", [dataset.title]), _line("UNITS", [unit or "-"]),
        _line("STUB", [d.label for d in stub]),
    ]  # fmt: skip
    if heading:
        lines.append(_line("HEADING", [d.label for d in heading]))
    lines += [_line("VALUES", list(d.codes.values()), d.label) for d in order]
    lines += [_line("CODES", list(d.codes), d.label) for d in order]
    for d in heading:
        codes = ",".join(_quoted(c) for c in d.codes)
        lines.append(f"TIMEVAL({_quoted(d.label)})=TLIST(A1),{codes};")
    if dataset.source:
        lines.append(_line("SOURCE", [dataset.source]))
    return ("\r\n".join([*lines, "DATA=", *_data(dataset, order)]) + ";\r\n").encode()


def _line(key: str, values: list[str], sub: str = "") -> str:
    place = f"({_quoted(sub)})" if sub else ""
    return f"{key}{place}={','.join(_quoted(v) for v in values)};"


def _quoted(text: str) -> str:
    """In quotes; a long text broken into pieces. The format has no way to write a double quote: it
    becomes single.
    """
    plain_text = re.sub(r"[\r\n]+", " ", text).replace('"', "'")
    pieces = [plain_text[i : i + _CHUNK] for i in range(0, len(plain_text), _CHUNK)] or [""]
    return "\r\n".join(f'"{piece}"' for piece in pieces)


def _data(dataset: Dataset, order: list[Dimension]) -> Iterator[str]:
    place = [dataset.dimensions.index(d) for d in order]
    cells = {tuple(p.key[i] for i in place): p for p in dataset.points}
    row = len(order[-1].codes)
    line: list[str] = []
    for key in product(*(d.codes for d in order)):
        line.append(_cell(cells.get(key)))
        if len(line) == row:
            yield " ".join(line)
            line = []


def _cell(point: Point | None) -> str:
    if point is None:
        return '"..."'
    if isinstance(point.value, NoValue):
        return f'"{point.attributes.get(SYMBOL) or _BY_KIND[point.value.code]}"'
    return plain(point.value)

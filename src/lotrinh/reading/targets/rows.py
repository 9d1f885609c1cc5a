"""Rows of a table of targets, as lines of cells joined by " | ": TT | Chỉ tiêu | ĐVT | 2025 | 2030."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading.targets import comparing, due, indicator, numbers, units
from lotrinh.reading.targets.fold import fold
from lotrinh.reading.targets.model import Quantity, TargetContext, TargetMention

_LINE = re.compile(r"[^\n]+")
_NAME = re.compile(r"chỉ tiêu|nội dung|tên|danh mục|lĩnh vực")
_MONEY_HEAD = re.compile(r"kinh phí|nguồn vốn|thành tiền|đơn giá|tổng mức đầu tư")
_UNIT = re.compile(r"^(?:đvt|đơn vị(?: tính)?|đv tính)$")
_NUMBER_COLUMN = re.compile(r"^(?:tt|stt|số tt)$")
_NOT_WANTED = re.compile(
    r"thực hiện|ước|hiện trạng|kết quả|năm gốc|cơ sở|số liệu|đánh giá|cơ quan|nguồn|ghi chú|theo dõi"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?- ?((?:19|20)\d\d))?(?!\d)")
_MOST_CELLS = 100  # no table people write is wider; a hostile line shall not take minutes
_MOST_VALUES = 20_000
_LABEL = re.compile(r"^(?:[\divx]{1,4}[.)]?|\(\d+\)|[a-zđ][.)]?|-|\+)?$")


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str  # "name", "unit", "value", "skip"
    due: str | None = None


def is_table(text: str) -> bool:
    """True if the text is rows of cells."""
    first = text.lstrip().split("\n", 1)[0]
    return first.count(" | ") >= 2


def extract(text: str, context: TargetContext) -> list[TargetMention]:
    """The targets of the rows. The header is the first row that names years, or the context's lead_in.

    Reads: the text, the context. Writes: nothing else.
    """
    columns = _header(_cells(context.lead_in, 0)) if context.lead_in and " | " in context.lead_in else None
    mentions: list[TargetMention] = []
    for line in _LINE.finditer(text):
        cells = _cells(line.group(), line.start())
        found = _header(cells)
        if found:
            columns = found
            continue
        if len(cells) >= 2 and len(mentions) < _MOST_VALUES:
            mentions += _row(text, cells, columns or _guess(cells), context)
    return mentions


def _cells(line: str, offset: int) -> list[tuple[str, int]]:
    """The cells with their offsets in the text, the first 100 at most."""
    cells, start = [], 0
    for part in line.split("|", _MOST_CELLS)[:_MOST_CELLS]:
        words = part.strip()
        cells.append((words, offset + start + (len(part) - len(part.lstrip()) if words else 0)))
        start += len(part) + 1
    if cells and not cells[0][0] and line.startswith("|"):
        cells = cells[1:]
    return cells


def _header(cells: list[tuple[str, int]]) -> list[_Column] | None:
    """The columns, if the row is a header: a name column and at least one column that is a year or a
    target.
    """
    columns = []
    money = _MONEY_HEAD.search(fold(" | ".join(words for words, _ in cells)))  # its years are instalments
    for words, _ in cells:
        low = fold(words)
        year = _YEAR.search(low)
        if _NUMBER_COLUMN.match(low) or not low:
            columns.append(_Column("skip"))
        elif _UNIT.match(low):
            columns.append(_Column("unit"))
        elif year or re.search(r"mục tiêu|kế hoạch", low):
            wanted = not money and not _NOT_WANTED.search(low)
            columns.append(_Column("value" if wanted else "skip", (year.group(2) or year.group(1)) if year else None))
        elif _NOT_WANTED.search(low):
            columns.append(_Column("skip"))
        elif _NAME.search(low):
            columns.append(_Column("name"))
        else:
            columns.append(_Column("skip"))
    kinds = [column.kind for column in columns]
    return columns if "name" in kinds and ("value" in kinds or "unit" in kinds) else None


def _guess(cells: list[tuple[str, int]]) -> list[_Column]:
    """The columns of a table without a header: the first words, a unit, then values."""
    columns: list[_Column] = []
    for words, _ in cells:
        low = fold(words)
        named = any(column.kind == "name" for column in columns)
        if _LABEL.match(low) and not named:
            columns.append(_Column("skip"))
        elif not named:
            columns.append(_Column("name"))
        elif not re.search(r"\d", low) and all(column.kind != "unit" for column in columns):
            columns.append(_Column("unit"))
        else:
            columns.append(_Column("value"))
    return columns


def _row(
    text: str, cells: list[tuple[str, int]], columns: list[_Column], context: TargetContext
) -> list[TargetMention]:
    pairs = list(zip(columns, cells, strict=False))
    name = next((cell for column, cell in pairs if column.kind == "name" and cell[0]), None)
    unit = next((cell for column, cell in pairs if column.kind == "unit"), ("", 0))
    if name is None:
        return []
    values = [(column, cell) for column, cell in pairs if column.kind == "value"]
    mentions = [_value(text, name, unit[0], cell, column, context) for column, cell in values]
    return [mention for mention in mentions if mention]


def _value(
    text: str,
    name: tuple[str, int],
    unit: str,
    cell: tuple[str, int],
    column: _Column,
    context: TargetContext,
) -> TargetMention | None:
    """The target in one cell, its unit from the cell, the unit column or the label's brackets."""
    low = fold(cell[0])
    found = numbers.find(low, bytearray(len(low)))
    if not found:
        return None
    quantity = found[0]
    units.attach(cell[0], low, quantity, len(low))
    comparing.attach(low, quantity)
    quantity.segment = (0, len(low))
    if not quantity.unit:
        _unit_from(unit or _in_brackets(name[0]), quantity)
    label = fold(name[0])
    if quantity.per is None and re.search(r"vạn dân|10\.000 dân", label):
        quantity.per = "10000_people"
    if len(low[: quantity.left].split()) > 6:
        return None
    comparing.decide(low, quantity)
    dues = due.find(low)
    end = cell[1] + max(quantity.right, quantity.end)
    start = min(name[1], cell[1])
    return TargetMention(
        indicator=indicator.tidy(re.sub(r"\s*\([^()]{1,25}\)$", "", name[0])),
        comparator=quantity.comparator,
        low=quantity.low_out,
        high=quantity.high_out,
        approximate=quantity.approximate,
        unit=quantity.unit,
        per=quantity.per,
        due=(dues[0].value if dues else None) or column.due or context.heading_due or context.document_due,
        basis="; ".join(quantity.basis) or None,
        text=text[start:end],
        start=start,
        end=end,
        confidence=0.8,
        kind="quantified",
    )


def _unit_from(words: str, quantity: Quantity) -> None:
    read = units.read(words, fold(words), 0, len(words))
    if read.words:
        quantity.unit, quantity.unit_kind, quantity.scale, quantity.per = (
            read.words,
            read.kind,
            read.scale,
            read.per,
        )
    elif words:
        quantity.unit, quantity.unit_kind = words, "measure"


def _in_brackets(label: str) -> str:
    match = re.search(r"\(([^()]{1,25})\)\s*$", label)
    return match.group(1) if match else ""

"""Rows of a table of indicators: TT | Chỉ tiêu | ĐVT | 2025 | 2030.

A row is read as the sentence it stands for: its name, the figure of a cell, the unit of the unit's column; so the words
that compare, count by the year or by ten thousand people mean the same in a table as in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotrinh.reading.targets import comparing, due, indicator, masks, numbers, table_head, units
from lotrinh.reading.targets.fold import fold
from lotrinh.reading.targets.model import Quantity, TargetContext, TargetMention
from lotrinh.reading.targets.table_head import Cells, Column, Head, TableCell

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+=-]+")
_PART = re.compile(r"[^;\n]+")
_BRACKETS = re.compile(r"\s*\(([^()]{1,25})\)\s*$")
_RANKS = re.compile(r"(?:thứ|xếp) (?:bậc|hạng)|hạng$|vị trí")
_RANKED = re.compile(r"(?:(?:xếp|thứ) hạng|thứ bậc|vị trí)(?!\w)")
_INDEX = re.compile(r"chỉ số(?!\w)")
_NUMBER_OF = re.compile(r"^[Ss]ố (?:lượng )?(?=\w)")
_LABEL = re.compile(r"(?:[\divxl]{1,6}(?:\.\d{1,2}){0,3}[.)]?|\(\d+\)|[a-zđ][.)]?|-|\+)?$")
_BULLET = re.compile(r"\s*[-+•*–]\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBERS_ROW = re.compile(r"\(?\d{1,2}\)?$")
_MOST_CELLS = 100  # no table people write is wider; a hostile line shall not take minutes
_MOST_VALUES = 20_000
_WORDS_BEFORE = 6
_SAMPLE = 16  # rows from which a head's columns are told
_SHORT_NAME = 40
_WORDS_OF_A_STATE = 3  # "Đạt mức tiên tiến": a target in words; "Đạt", "x" are marks


_NOTHING_KNOWN = Head((), 1)  # a head that names no aims: nothing is guessed of the rows below it


@dataclass(frozen=True, slots=True)
class _Above:
    """What the rows above lend to a row: the year of their group, the name that items with a dash belong to."""

    due: str | None = None
    parent: str = ""


def is_table(text: str) -> bool:
    """True if the text is rows of cells."""
    return " | " in text and text.lstrip().split("\n", 1)[0].count(" | ") >= 2


def extract(text: str, context: TargetContext) -> list[TargetMention]:
    """The targets of lines "A | B | C". The head is the first row that is one, or the context's lead_in.

    Reads: the text, the context. Writes: nothing else.
    """
    lines = [(m.group(), m.start()) for m in _LINE.finditer(text) if not _RULE.fullmatch(m.group())]
    lead = context.lead_in or ""
    given = [_cells(lead, 0)] if " | " in lead else []
    return [mention for _, mention in of_cells(text, [_cells(*line) for line in lines], context, given)]


def of_cells(
    text: str, rows: Sequence[Cells], context: TargetContext, given: Sequence[Cells] = ()
) -> Iterator[tuple[int, TargetMention]]:
    """The targets of a table's rows, each with the index of its row; `given` are rows of a head that stands elsewhere.

    `text` is what the cells' offsets count in.
    """
    head = table_head.find([*given, *rows], context.written) if given else None
    above, index, found = _Above(), 0, 0
    while index < len(rows) and found < _MOST_VALUES:
        row = rows[index]
        if table_head.opens(row):
            head = table_head.find(rows[index : index + _SAMPLE], context.written) or _NOTHING_KNOWN
            index += head.rows
            continue
        above = _under(above, row, head)
        for mention in _row(text, row, head, above, context):
            yield index, mention
            found += 1
        index += 1


def _cells(line: str, offset: int) -> list[TableCell]:
    """The cells with their offsets in the text, the first 100 at most."""
    cells, start = [], 0
    for part in line.split("|", _MOST_CELLS)[:_MOST_CELLS]:
        words = part.strip()
        cells.append(TableCell(words, offset + start + (len(part) - len(part.lstrip()) if words else 0)))
        start += len(part) + 1
    if cells and not cells[0].text and line.startswith("|"):
        cells = cells[1:]
    return cells


def _under(above: _Above, row: Cells, head: Head | None) -> _Above:
    """What the rows from this one on are under."""
    told = list(dict.fromkeys(cell.text for cell in row if cell.text.strip()))
    words = [text for text in told if not _LABEL.match(fold(text))]
    if len(words) == 1 and len(told) <= 2:  # a group: its name alone, perhaps numbered
        years = due.find(fold(words[0]))
        return _Above(years[-1].value if years and len(words[0]) < 80 else above.due, words[0].strip(" :"))
    name = _name_of(row, head)
    if name and not _BULLET.match(name.text) and not _is_bullet(row, name):
        return _Above(above.due, indicator.tidy(name.text))
    return above


def _columns(row: Cells, head: Head | None) -> Sequence[Column]:
    return head.columns if head else _guess(row)


def _name_of(row: Cells, head: Head | None) -> TableCell | None:
    named = (c for column, c in zip(_columns(row, head), row, strict=False) if column.kind == "name")
    return next((cell for cell in named if _WORD.search(cell.text)), None)


def _is_bullet(row: Cells, name: TableCell) -> bool:
    """Whether the row's label is a dash."""
    before = [cell.text.strip() for cell in row if cell.start < name.start and cell.text.strip()]
    return bool(before) and before[-1] in ("-", "+", "•", "–")


def _guess(row: Cells) -> list[Column]:
    """The columns of a row without a head: the first words, a unit, then values."""
    columns: list[Column] = []
    for cell in row:
        low = fold(cell.text)
        kinds = {column.kind for column in columns}
        if _LABEL.match(low) and "name" not in kinds:
            columns.append(Column("skip"))
        elif "name" not in kinds:
            columns.append(Column("name"))
        elif not re.search(r"\d", low) and "unit" not in kinds:
            columns.append(Column("unit"))
        else:
            columns.append(Column("value"))
    return columns


# The head of a form, told again further down.
_HEAD_WORDS = re.compile(r"(?:tên |các )*(?:chỉ tiêu|mục tiêu|chỉ số|nội dung|họ và tên|tên)(?: chủ yếu| cụ thể)?")


def _row(text: str, row: Cells, head: Head | None, above: _Above, context: TargetContext) -> Iterator[TargetMention]:
    name = _name_of(row, head)
    if (
        name is None
        or _HEAD_WORDS.fullmatch(fold(name.text).strip(" :."))
        or all(_NUMBERS_ROW.match(cell.text.strip()) for cell in row if cell.text.strip())
    ):
        return
    pairs = list(zip(_columns(row, head), row, strict=False))
    unit = next((_NUMBER_OF.sub("", cell.text, count=1) for column, cell in pairs if column.kind == "unit"), "")
    label = indicator.tidy(_BRACKETS.sub("", _BULLET.sub("", name.text, count=1)))
    if (_BULLET.match(name.text) or _is_bullet(row, name)) and len(label) <= _SHORT_NAME and above.parent:
        label = f"{above.parent} {label}"
    for column, cell in pairs:
        if column.kind != "value":
            continue
        by = column.due or above.due or context.heading_due or context.document_due
        if not re.search(r"\d", cell.text) and len(cell.text.split()) >= _WORDS_OF_A_STATE:
            yield _in_words(text, label, (min(name.start, cell.start), cell.start + len(cell.text)), by)
        for part in _PART.finditer(cell.text):
            quantity = _quantity(name.text, part.group(), column.unit or unit)
            if quantity:
                own = due.find(fold(part.group()))
                end = cell.start + part.start() + quantity.right
                span = min(name.start, cell.start), end
                measured = f"{column.measure} {label}" if column.measure else label
                yield _mention(text, measured, quantity, span, own[0].value if own else by)


def _quantity(name: str, part: str, unit: str) -> Quantity | None:
    """The figure of one part of a cell, read in the sentence "<name> <part> <unit>"; `right` is where it ends in the
    part. None where the part has none, or more words before it than compare."""
    low = fold(part)
    found = numbers.find(low, masks.mask(part, low))
    if not found or len(low[: found[0].start].split()) > _WORDS_BEFORE:
        return None
    figure = found[0]
    ranked = figure.rank or bool(_RANKS.search(fold(unit))) or (not unit and _RANKED.match(fold(name)) is not None)
    if ranked:
        figure.rank, figure.unit, figure.unit_kind, figure.comparator = True, "rank", "rank", "rank_within"
        figure.low_out, figure.high_out, figure.right = None, figure.high, figure.end
        return figure
    units.attach(part, low, figure, len(low))
    own, ends = bool(figure.unit), max(figure.right, figure.end)
    bracket = _BRACKETS.search(name)
    unit = unit or (bracket[1] if bracket else "")
    opened = f"{_BRACKETS.sub('', name)} "
    sentence = opened + (part if own or not unit else f"{part[: figure.end]} {unit}{part[figure.end :]}")
    quantity = _read_in(sentence, len(opened) + figure.start)
    if quantity is None:
        return None
    if unit and not own:
        quantity.unit = _of_column(unit, quantity)
    quantity.right = ends
    return quantity


def _of_column(unit: str, quantity: Quantity) -> str | None:
    """The unit that a column tells, in all its words, but for what it is counted per; an index has none."""
    if _INDEX.match(fold(unit)):
        return None
    alone = units.read(unit, fold(unit), 0, len(unit))
    told_apart = alone.per or alone.scale != 1.0 or alone.kind == "share"
    return quantity.unit if told_apart and quantity.unit else unit


def _read_in(sentence: str, start: int) -> Quantity | None:
    """The number that begins at a place of a sentence, with its unit, bounds and what it is counted per."""
    low = fold(sentence)
    masked = masks.mask(sentence, low)
    masked[start:] = bytes(len(masked) - start)
    found = next((q for q in numbers.find(low, masked) if q.start <= start < q.end), None)
    if found is None:
        return None
    found.segment = (0, len(low))
    units.attach(sentence, low, found, len(low))
    comparing.attach(low, found)
    found.per = found.per or units.per_from_words(low, found, found.segment, low[: found.left])
    comparing.decide(low, found)
    return found


def _mention(text: str, label: str, quantity: Quantity, span: tuple[int, int], by: str | None) -> TargetMention:
    start, end = span
    return TargetMention(
        indicator=label,
        comparator=quantity.comparator,
        low=quantity.low_out,
        high=quantity.high_out,
        approximate=quantity.approximate,
        unit=quantity.unit,
        per=quantity.per,
        due=by,
        basis="; ".join(quantity.basis) or None,
        text=text[start:end],
        start=start,
        end=end,
        confidence=0.8,
        kind="quantified",
    )


def _in_words(text: str, label: str, span: tuple[int, int], by: str | None) -> TargetMention:
    """A target whose cell says in words what is to be reached."""
    start, end = span
    words = text[start:end]
    return TargetMention(
        label, "qualitative", None, None, False, None, None, by, None, words, start, end, 0.6, "qualitative"
    )

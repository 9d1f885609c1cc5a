"""Columns and tables that a text draws with bars: "A | B", "| A | B |"."""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.model import Strip
from lotrinh.reading.source import Cell, Line, Source, Table
from lotrinh.reading.stages.layout.letterhead_tables import LAYOUT_WORDS
from lotrinh.reading.wording import (
    CAPACITY,
    MOTTO,
    RECIPIENTS,
    is_upper,
    key,
    place_date,
)

_FLAT = re.compile(r"[ \t]\|(?:[ \t]|$)")

_RULE_ROW = re.compile(r"(?=[^-=+:]*[-=+:])[\s|:+=-]+")

_MOST_HEAD_ROWS = 24

_MOST_SIDES = 4


def flat_lines(source: Source) -> set[int]:
    """Where the lines "A | B" or "| A | B |" begin that some tool made of a letterhead or a signature block."""
    flat: set[int] = set()
    rows: list[Line] = []
    for line in [*source.lines, None]:
        words = source.words(line) if line is not None and line.role == "body" else ""
        if line is not None and line.role == "body" and not words.strip():
            continue
        if line is not None and "|" in words and len(words) <= 220 and len(_sides(words)) <= _MOST_SIDES:
            rows.append(line)
            continue
        if rows:
            flat.update(_flat_of(source, rows))
            rows = []
    return flat


def _flat_of(source: Source, rows: list[Line]) -> list[int]:
    """Of rows that follow one another, those that belong to a letterhead or a signature block: all of them, where one
    has its words; else each that shows it by itself."""
    if len(rows) <= _MOST_HEAD_ROWS:
        cells = [source.words(r)[a:b].strip() for r in rows for a, b in _sides(source.words(r))]
        told = [c for c in cells if c]
        if told and not re.match(r"(?:s?tt|số tt)\b", key(told[0])) and any(_of_head(c) for c in told):
            return [r.start for r in rows]
    return [r.start for r in rows if _flat_alone(source.words(r))]


def _of_head(cell: str) -> bool:
    folded = key(cell)
    return len(folded) < 160 and bool(
        MOTTO.match(folded)
        or RECIPIENTS.match(folded)
        or place_date(cell)
        or (is_upper(cell) and (MOTTO.search(folded) or CAPACITY.match(folded)))
    )


def _flat_alone(words: str) -> bool:
    if words.lstrip().startswith("|") or not _FLAT.search(words) or words.count(" | ") > 2:
        return False
    folded = key(words)
    return bool(MOTTO.search(folded) or RECIPIENTS.search(folded) or LAYOUT_WORDS.search(folded)) or _upper_side(words)


def _sides(words: str) -> list[tuple[int, int]]:
    """The spans between the bars of a line; bars around the whole line part nothing."""
    begin, end = 0, len(words.rstrip())
    bare = words.strip()
    if bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2:
        begin, end = words.index("|") + 1, end - 1
    sides: list[tuple[int, int]] = []
    at = begin
    for match in re.finditer(r"(?:^|(?<=[ \t|]))\|(?=[ \t|]|$)", words[begin:end]):
        sides.append((at, begin + match.start()))
        at = begin + match.end()
    return [*sides, (at, end)]


def _upper_side(words: str) -> bool:
    sides = _FLAT.split(words)
    return any(is_upper(s) or re.match(r"\s*(?:Số\b|[-–•]\s)", s) for s in sides[:1]) and len(sides) == 2


def flattened(source: Source, block: list[Line]) -> list[Strip]:
    """Lines "A | B": the left column, then the right one; " / " inside a side parts its lines."""
    columns: list[list[Strip]] = [[] for _ in range(_MOST_SIDES)]
    for line in block:
        words = source.words(line)
        if "-" in words and _RULE_ROW.fullmatch(words) and words.lstrip().startswith("|"):
            continue  # Markdown's line under the head of a table
        for column, (begin, end) in zip(columns, _sides(words), strict=False):
            column += _side(words[begin:end], line.start + begin, line)
    strips = [s for column in columns for s in column]
    if strips:
        strips[0].gap = True
    return strips


def _side(text: str, start: int, line: Line) -> list[Strip]:
    strips = []
    at = 0
    for piece in re.split(rf"([ \t]/[ \t](?=[{UP}]{{2}}|[{UP}]\w+ [{UP}])|<br ?/?>)", text):
        words = piece.strip()
        if words and words != "/" and not words.startswith("<br"):
            begin = start + at + len(piece) - len(piece.lstrip())
            strips.append(Strip(words, begin, begin + len(words), "body", True, 0, line.page))
        at += len(piece)
    return strips


def barred_tables(strips: list[Strip]) -> list[Table]:
    """Tables drawn with bars ("| TT | Nhiệm vụ | …"): two lines or more of three cells or more."""
    tables: list[Table] = []
    run_: list[Strip] = []
    for strip in [*strips, None]:
        if strip is not None and strip.role == "body" and _is_barred(strip.text):
            run_.append(strip)
            continue
        rows = [_bar_cells(s) for s in run_ if not _RULE_ROW.fullmatch(s.text)]
        if len(rows) >= 2:
            tables.append(Table(run_[0].start, run_[-1].end, tuple(rows), run_[0].page))
            for held in run_:
                held.role = "table"
        run_ = []
    return tables


def _is_barred(text: str) -> bool:
    return text.count("|") >= 2 and (text.startswith("|") or len(_FLAT.findall(text)) >= 2)


def _bar_cells(strip: Strip) -> tuple[Cell, ...]:
    """The cells of one barred line, each with its place in the source."""
    cells: list[Cell] = []
    begin = 1 if strip.text.startswith("|") else 0
    end = len(strip.text) - 1 if strip.text.endswith("|") and begin else len(strip.text)
    at = begin
    for piece in strip.text[begin:end].split("|"):
        words = piece.strip()
        start = strip.start + at + len(piece) - len(piece.lstrip())
        cells.append(Cell(words, start, start + len(words)))
        at += len(piece) + 1
    return tuple(cells)

"""Columns that plain text keeps by runs of spaces: the letterhead, the signature block, and tables.

A block is a run of lines that share a gutter, a stretch of columns blank in all of them. Two columns are
given out one after the other; three or more over several rows are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotrinh.reading.formats.build import Draft

_INNER = re.compile(r"\S {3,}\S")
_GUTTER = 3
_MOST_BLANKS = 8
_MOST_LINES = 120


@dataclass(slots=True)
class TableBlock:
    """A table kept by spaces."""

    rows: list[list[Draft]]


def blocks(lines: Sequence[str]) -> Iterator[list[str] | TableBlock]:
    """The lines of a page in reading order: plain stretches as they are, two columns one after the other,
    tables."""
    lines = [
        line.expandtabs(8) if "\t" in line and _INNER.search(line.expandtabs(8)) else line for line in lines
    ]
    plain: list[str] = []
    index = 0
    while index < len(lines):
        found = (
            _block(lines, index) if len(lines[index]) < 400 and _INNER.search(lines[index].strip()) else None
        )
        if found is None:
            plain.append(lines[index])
            index += 1
            continue
        end, gutter = found
        if plain:
            yield plain
            plain = []
        yield _flatten(lines[index:end], gutter)
        index = end
    if plain:
        yield plain


def _block(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    """Where a two-column block that starts on line `start` ends, and a column inside its gutter; None where
    none is."""
    low, high = _widest_gap(lines[start])
    two_sided, end = 1, start + 1
    blanks = 0
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index].rstrip()
        if not line:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        gap = _gap_within(line, low, high)
        if gap is None or len(line) > 400:
            break
        blanks = 0
        low, high = gap
        if line[:low].strip() and line[high:].strip():
            two_sided += 1
        end = index + 1
    if two_sided < 2 and not (end > start + 1 and _known_pair(lines[start])):
        return None
    return end, (low + high) // 2


def _known_pair(line: str) -> bool:
    """A single two-sided line that can only be a letterhead or a signature block."""
    return bool(re.search(r"CỘNG H[ÒO]|ĐẢNG CỘNG SẢN|Nơi nhận|ngày .{0,20}tháng", line))


def _widest_gap(line: str) -> tuple[int, int]:
    body_start = len(line) - len(line.lstrip())
    gaps = [(m.start(), m.end()) for m in re.finditer(r" {3,}", line.rstrip()) if m.start() > body_start]
    return max(gaps, key=lambda g: g[1] - g[0]) if gaps else (0, 0)


def _gap_within(line: str, low: int, high: int) -> tuple[int, int] | None:
    """The part of columns low…high that is blank in `line`, if at least a gutter is left of it."""
    if len(line) <= low:
        return low, high
    best: tuple[int, int] | None = None
    segment = line[low:high].ljust(high - low)
    for match in re.finditer(r" {2,}", segment):
        size = match.end() - match.start()
        if size >= _GUTTER and (best is None or size > best[1] - best[0]):
            best = (low + match.start(), low + match.end())
    return best


def _flatten(lines: Sequence[str], column: int) -> list[str]:
    """Left column, then right column. Blank lines inside a column are kept, for they part its pieces."""
    left = [line[:column].rstrip() for line in lines]
    right = [line[column:].rstrip() for line in lines]
    return _trim(left) + _trim([r.lstrip() for r in right])


def _trim(column: list[str]) -> list[str]:
    first = next((i for i, line in enumerate(column) if line), len(column))
    last = next((i for i in range(len(column), 0, -1) if column[i - 1]), first)
    return column[first:last]

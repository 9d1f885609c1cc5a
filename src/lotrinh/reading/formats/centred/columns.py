"""Where the lines of a row are cut into cells.

Converters that keep the look of a page move words by some columns from row to row, and leave a single blank between
cells that nearly touch. So each row is cut on its own, near where the rows of its page part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

# More columns than a page has; longer lines are no part of a table.
WIDEST = 320
# By how many columns a row may be cut beside the place its page is, and a line beside the place its row is.
REACH = 12
_REACH_IN_LINE = 9
# What speaks for a cut (more than 0) and against it, for each line of a row: words that begin there after a gap; words
# it goes through; a single blank before small letters, before a capital, before figures that close the line or stand
# before a gap; each column away from where the page is cut. And for a row: a cell left empty.
_BEGINS = 0.5
_THROUGH = -2.0
_BEFORE_SMALL = -2.0
_BEFORE_CAPITAL = -0.5
_BEFORE_FIGURES = -0.2
_AWAY = -0.2
_EMPTY = -2.0
# What a column away from its place on the page before takes from the share of rows that part there.
_MOVED = 0.04

# The blanks beside a dash ("2026 - 2030") part no cells; while columns are looked for they are held by a letter of no
# script.
_BESIDE_DASH = re.compile(r"(?<=\S) (?=[-–](?: |$))|(?<= [-–]) (?=\S)")
_HELD = "\ue001"
_FIGURES = re.compile(r"\d[\d.,/%–\-\ue001]*(?=  |$)")
_at, _told = attrgetter("at"), attrgetter("told")


def held(line: str) -> str:
    """A line in the full width, with the blanks that part no cells held."""
    return _BESIDE_DASH.sub(_HELD, line).ljust(WIDEST)


def edges_of(rows: Sequence[Sequence[str]], before: Sequence[int] | None) -> list[int]:
    """The columns at which the cells of a page part: in the gaps of its head (the first row), there where most rows
    are blank; `before`, those of the page before, where it has no head."""
    parting, covered = [0] * WIDEST, [0] * WIDEST
    for row in rows:
        for low, high in _gaps(row):
            for x in range(low, high):
                parting[x] += 1
        for x in range(WIDEST):
            covered[x] += any(line[x] != " " for line in row)
    if before is not None and not rows:
        return list(before)
    if before is not None:
        return _moved(before, parting, covered, len(rows))
    return [_most(parting, low, high) for low, high in _gaps(rows[0])]


def cells_of(row: Sequence[str], edges: Sequence[int]) -> list[str]:
    """The cells of a row, one more than there are edges."""
    cuts = _cuts(row, edges)
    cells: list[list[str]] = [[] for _ in range(len(edges) + 1)]
    for line in row:
        at = 0
        for index, cut in enumerate(cuts):
            stop = max(at, _cut_in(line, cut))
            cells[index].append(line[at:stop].strip())
            at = stop
        cells[-1].append(line[at:].strip())
    return [" ".join(words for words in cell if words).replace(_HELD, " ") for cell in cells]


def _gaps(row: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches blank in all lines of a row that part its cells; a single blank does where a cell begins or ends
    at it in one of the lines, not where it only parts words."""
    told = [x for x in range(WIDEST) if any(line[x] != " " for line in row)]
    return [
        (low + 1, high)
        for low, high in pairwise(told)
        if high - low > 2 or (high - low == 2 and _parts_cells(row, low + 1))
    ]


def _parts_cells(row: Sequence[str], x: int) -> bool:
    """Whether a single blank in column `x` parts cells: words of one line end or begin there with more blanks on the
    other side, and in no line it stands before what goes on in small letters."""
    ends = any((line[x - 1] == " ") != (line[x + 1] == " ") for line in row)
    return ends and not any(line[x - 1] != " " and line[x + 1].islower() for line in row)


def _most(parting: Sequence[int], low: int, high: int) -> int:
    """The column at which most rows part, the nearest to the middle of these."""
    middle = (low + high) // 2
    return max(range(low, high), key=lambda x: (parting[x], -abs(x - middle)))


def _moved(edges: Sequence[int], parting: Sequence[int], covered: Sequence[int], rows: int) -> list[int]:
    """The edges of the page before, each where the rows of this page part, with words between two of them."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for edge in edges:
        kept: dict[int, tuple[float, list[int]]] = {}
        for x in range(max(1, edge - REACH), min(WIDEST, edge + REACH)):
            gain = parting[x] / rows - abs(x - edge) * _MOVED
            options = [
                (told + gain, [*found, x])
                for at, (told, found) in best.items()
                if at < x and max(covered[at:x]) * 2 >= rows
            ]
            if options:
                kept[x] = max(options, key=lambda option: option[0])
        best = kept
    return max(best.values(), key=lambda kept: kept[0])[1] if best else list(edges)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to cut a row up to column `at`, and what speaks for it."""

    at: int
    told: float
    cuts: list[int]


def _cuts(row: Sequence[str], edges: Sequence[int]) -> list[int]:
    """For each edge the column at which it parts the cells of a row best, in order, with few cells left empty."""
    fits = _fits(row)
    told = [x for x in range(WIDEST) if any(line[x] != " " for line in row)]
    ways = [_Way(0, 0.0, [])]
    for edge in edges:
        found: list[_Way] = []
        for x in range(max(1, edge - REACH), min(WIDEST, edge + REACH)):
            last = bisect_left(told, x) - 1
            before = _best(ways, x, told[last] + 1 if last >= 0 else 0)
            if before is not None:
                found.append(_Way(x, before.told + fits[x] + abs(x - edge) * _AWAY, [*before.cuts, x]))
        ways = _rising(found) if found else ways
    way = _best(ways, WIDEST, told[-1] + 1 if told else 0)
    return way.cuts if way is not None and len(way.cuts) == len(edges) else list(edges)


def _rising(ways: Sequence[_Way]) -> list[_Way]:
    """Those of the ways, from left to right, for which more speaks than for all before them."""
    out: list[_Way] = []
    for way in ways:
        if not out or way.told > out[-1].told:
            out.append(way)
    return out


def _best(ways: Sequence[_Way], below: int, full: int) -> _Way | None:
    """The best way that ends before column `below`; those from `full` on leave a cell empty."""
    told = bisect_left(ways, below, key=_at) - 1
    if told < 0:
        return None
    filled = bisect_left(ways, full, key=_at) - 1
    best = replace(ways[told], told=ways[told].told + (_EMPTY if told > filled else 0.0))
    return max(best, ways[filled], key=_told) if 0 <= filled < told else best


def _fits(row: Sequence[str]) -> list[float]:
    """What speaks for a cut at each column."""
    fits = [0.0] * WIDEST
    for line in row:
        for word in re.finditer(r"\S+", line):
            low, high = word.span()
            for x in range(low + 1, high):
                fits[x] += _THROUGH
            if low > 1 and line[low - 2] != " ":
                single = _single(line, low)
                fits[low - 1] += single
                fits[low] += single
            else:
                fits[low] += _BEGINS
    return fits


def _single(line: str, at: int) -> float:
    if _FIGURES.match(line, at):
        return _BEFORE_FIGURES
    return _BEFORE_SMALL if line[at].islower() else _BEFORE_CAPITAL


def _cut_in(line: str, cut: int) -> int:
    """The blank of a line nearest to where its row is cut."""
    if line[cut - 1] == " " or line[cut] == " ":
        return cut
    near = [x for x in range(max(1, cut - _REACH_IN_LINE), min(WIDEST, cut + _REACH_IN_LINE)) if line[x] == " "]
    return min(near, key=lambda x: abs(x - cut), default=cut)

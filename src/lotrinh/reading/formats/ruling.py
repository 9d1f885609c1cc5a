"""Tables drawn with ruling lines: lines and rectangles of a page → grids → cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Box = tuple[float, float, float, float]
_SNAP = 2.5
_SHORTEST = 6.0


@dataclass(slots=True)
class Grid:
    """One table: the x of its columns' edges, the y of its rows' edges, and which cells are one.

    `owner[r][c]` is the (row, column) of the top left cell of the merged area the cell belongs to.
    """

    xs: list[float]
    ys: list[float]
    owner: list[list[tuple[int, int]]]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The (merged) cell that holds a point, or None outside the table."""
        column, row = bisect_right(self.xs, x), bisect_right(self.ys, y)
        inside = 0 < column < len(self.xs) and 0 < row < len(self.ys)
        return self.owner[row - 1][column - 1] if inside else None


def split(boxes: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Thin boxes as horizontal and vertical lines; outlines of larger boxes are not lines here."""
    horizontal = [b for b in boxes if b[3] - b[1] <= 2.5 and b[2] - b[0] >= _SHORTEST]
    vertical = [b for b in boxes if b[2] - b[0] <= 2.5 and b[3] - b[1] >= _SHORTEST]
    return horizontal, vertical


def outline(box: Box) -> list[Box]:
    """The four sides of a rectangle as thin boxes."""
    left, top, right, bottom = box
    return [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ]


def grids(boxes: Sequence[Box]) -> list[Grid]:
    """The tables of a page, from top to bottom. A grid has at least two columns and two lines of cells or
    three columns."""
    horizontal, vertical = split(boxes)
    if len(vertical) < 3 or len(horizontal) < 2:
        return []
    found = []
    for group in _connected(horizontal, vertical):
        grid = _grid([horizontal[i] for i in group[0]], [vertical[i] for i in group[1]])
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _connected(horizontal: Sequence[Box], vertical: Sequence[Box]) -> list[tuple[list[int], list[int]]]:
    """Groups of lines that touch. A sweep by y keeps it near-linear for the thousands of pieces Word
    draws."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    offset = len(horizontal)
    order = sorted(range(len(horizontal)), key=lambda i: horizontal[i][1])
    tops = [horizontal[i][1] for i in order]
    for j, v in enumerate(vertical):
        first = bisect_right(tops, v[1] - _SNAP - 3)
        last = bisect_right(tops, v[3] + _SNAP)
        for i in order[first:last]:
            h = horizontal[i]
            if h[0] - _SNAP <= v[2] and v[0] - _SNAP <= h[2]:
                parent[root(i)] = root(offset + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), ([], []))
        group[0 if i < offset else 1].append(i if i < offset else i - offset)
    return [g for g in groups.values() if len(g[0]) >= 2 and len(g[1]) >= 3]


def _grid(horizontal: Sequence[Box], vertical: Sequence[Box]) -> Grid | None:
    xs = _clusters([(v[0] + v[2]) / 2 for v in vertical])
    ys = _clusters([(h[1] + h[3]) / 2 for h in horizontal])
    if len(xs) < 3 or len(ys) < 2 or len(xs) > 80 or len(ys) > 600:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    across = _cover(horizontal, ys, xs, flat=True)
    down = _cover(vertical, xs, ys, flat=False)
    owner = [[(r, c) for c in range(columns)] for r in range(rows)]
    for r in range(rows):
        for c in range(columns):
            if c and c not in down.get(r, set()):
                owner[r][c] = owner[r][c - 1]
            elif r and (r, c) not in across:
                owner[r][c] = owner[r - 1][c]
    return Grid(xs, ys, owner)


def _clusters(values: Sequence[float]) -> list[float]:
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _SNAP:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _nearest(values: Sequence[float], value: float) -> int:
    at = bisect_right(values, value)
    if not at or (at < len(values) and values[at] - value < value - values[at - 1]):
        return at
    return at - 1


def _cover(lines: Sequence[Box], own: Sequence[float], other: Sequence[float], *, flat: bool):  # type: ignore[no-untyped-def]
    """Which stretches of the grid are really drawn: for flat lines the set of (row edge, column), else row →
    column edges."""
    drawn: set[tuple[int, int]] = set()
    by_row: dict[int, set[int]] = {}
    stretches = [(i, a, b, 0.5 * (b - a)) for i, (a, b) in enumerate(pairwise(other))]
    for left, top, right, bottom in lines:
        middle, start, end = ((top + bottom) / 2, left, right) if flat else ((left + right) / 2, top, bottom)
        edge = _nearest(own, middle)
        for i, a, b, half in stretches:
            if (b if b < end else end) - (a if a > start else start) > half:
                if flat:
                    drawn.add((edge, i))
                else:
                    by_row.setdefault(i, set()).add(edge)
    return drawn if flat else by_row

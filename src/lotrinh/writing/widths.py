"""Column widths that make a table short: from the declared shares, by what stands in the cells.

No cell may break a word, a date or a figure from its source mark where the page has room; beyond that, width goes
where it takes most lines away. The same table always gets the same widths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST = 12.5
"""Millimetres: "STT" in bold 12 still stands on one line."""
PADDING = 3.2
"""Millimetres of a cell that are not text: its margins and borders."""
LETTER = 0.165
"""Width of a letter of Times New Roman, millimetres per point: 0.161 for digits (Vietnamese text measures 0.143 to
0.146, what it loses where lines wrap comes on top)."""
BOLD = 1.08
CAPITAL = 1.4
"""How much wider a capital is than a small letter; "STT" or "ĐVT" would else be taken for a short word and broken."""
LOOKED_AT = 60
"""Rows that are measured; of a longer table so many, evenly spread."""
STEPS = (8.0, 4.0, 2.0)
MOST_MOVES = 40
WORTH = 0.005
"""Share of the table's height that a move must take away."""


def column_widths(shares: Sequence[float], width: float) -> list[float]:
    """Shares → millimetres; none below the narrowest as long as all fit, the wide ones give way."""
    total = sum(max(share, 0.1) for share in shares)
    widths = [width * max(share, 0.1) / total for share in shares]
    floor = min(NARROWEST, width / max(len(widths), 1))
    return _at_least(widths, [floor] * len(widths), width)


def fitted_widths(
    shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float
) -> list[float]:
    """Widths of a table's columns in millimetres, `width` in all; `rows`: the texts of its cells, `size` in points."""
    declared = column_widths(shares, width)
    floors = [
        max(floor, wanted) if _to_be_filled_in(rows, column) else floor
        for column, (floor, wanted) in enumerate(zip(_floors(heads, rows, width, size), declared, strict=True))
    ]
    widths = _at_least(declared, floors, width)
    stride = max(1, -(-len(rows) // LOOKED_AT))
    cells = [[len(cell) * size * LETTER for cell in row] for row in rows[::stride]]
    if len(widths) < 2 or not cells:
        return widths
    cells.append([len(head) * BOLD * size * LETTER for head in heads])
    table = _Table(widths, floors, cells)
    for step in STEPS:
        for _ in range(MOST_MOVES):
            if not table.move(step):
                break
    return table.widths


def _at_least(widths: list[float], floors: list[float], width: float) -> list[float]:
    """Raise what is below its floor; what is above gives way in proportion. Floors that do not fit are shrunk."""
    if sum(floors) > width:
        floors = [floor * width / sum(floors) for floor in floors]
    spare = sum(max(0.0, w - f) for w, f in zip(widths, floors, strict=True))
    lack = sum(max(0.0, f - w) for w, f in zip(widths, floors, strict=True))
    keep = (spare - lack) / spare if spare else 0.0
    return [f + max(0.0, w - f) * keep for w, f in zip(widths, floors, strict=True)]


def _floors(heads: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float) -> list[float]:
    """The least width of each column: its longest word, but never more than a fair part of the page."""
    most = 1.6 * width / max(len(heads), 1)
    floors = []
    for index, head in enumerate(heads):
        words = [_letters(word) * BOLD for word in _words(head)]
        words += [_letters(word) for row in rows if index < len(row) for word in _words(row[index])]
        floors.append(min(max(max(words, default=0) * size * LETTER + PADDING, NARROWEST * 0.8), most))
    return floors


def _to_be_filled_in(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column is empty on every row: people write in it by hand, so it keeps its declared width."""
    return not any(column < len(row) and row[column].strip() for row in rows)


def _letters(word: str) -> float:
    """The length of a word in small letters."""
    return sum(CAPITAL if letter.isupper() else 1.0 for letter in word)


def _words(text: str) -> list[str]:
    """What stands together: a space that does not break keeps a figure with its year."""
    return re.split(r"[ \n\t]+", text)


@dataclass
class _Table:
    """Widths being moved about, with the lines of each measured cell (fractions count: they lead the way downhill)."""

    widths: list[float]
    floors: list[float]
    cells: list[list[float]]  # length of each cell's text on one line, millimetres

    def __post_init__(self) -> None:
        self.lines = [[self._lines(text, self.widths[c]) for c, text in enumerate(row)] for row in self.cells]
        self.height = sum(max(row, default=1.0) for row in self.lines)

    @staticmethod
    def _lines(text: float, width: float) -> float:
        return max(1.0, text / max(width - PADDING, 1.0))

    def move(self, step: float) -> bool:
        """Take a step from one column to another where that shortens the table most; whether it did."""
        best: tuple[float, int, int] | None = None
        good = self.height * (1 - WORTH)
        for giver, floor in enumerate(self.floors):
            if self.widths[giver] - step < floor:
                continue
            for taker in range(len(self.widths)):
                if taker != giver:
                    height = self._height_after(giver, taker, step)
                    if height < good and (best is None or height < best[0]):
                        best = height, giver, taker
        if best is None:
            return False
        self.height, giver, taker = best
        self.widths[giver] -= step
        self.widths[taker] += step
        for row, cells in zip(self.lines, self.cells, strict=True):
            for column in (giver, taker):
                if column < len(cells):
                    row[column] = self._lines(cells[column], self.widths[column])
        return True

    def _height_after(self, giver: int, taker: int, step: float) -> float:
        narrow, wide = self.widths[giver] - step, self.widths[taker] + step
        total = 0.0
        for lines, cells in zip(self.lines, self.cells, strict=True):
            tallest = 1.0
            for column, count in enumerate(lines):
                if column == giver:
                    count = self._lines(cells[column], narrow)
                elif column == taker:
                    count = self._lines(cells[column], wide)
                tallest = max(tallest, count)
            total += tallest
        return total

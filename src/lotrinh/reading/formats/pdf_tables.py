"""Pieces of a page and its grids → what stands on the page from top to bottom: lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lotrinh.reading.formats import layout
from lotrinh.reading.formats.build import Draft
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.ruling import Grid

_NEW_PARAGRAPH = re.compile(r"\s*(?:[-+•*▪]\s|\d{1,2}[.)]\s|[a-zđ]\)\s)")


@dataclass(slots=True)
class TableDraft:
    """A table found on a page, not yet in the text."""

    rows: list[list[Draft]]
    xs: list[float]
    top: float
    bottom: float


Item = Piece | TableDraft


def items(pieces: Sequence[Piece], grids: Sequence[Grid]) -> list[Item]:
    """Lines in reading order with tables in their places."""
    used: set[int] = set()
    tables: list[TableDraft] = []
    for grid in grids:
        table = _table(grid, pieces, used)
        if table is not None:
            tables.append(table)
    rest = [p for i, p in enumerate(pieces) if i not in used]
    result: list[Item] = []
    for table in sorted(tables, key=lambda t: t.top):
        above = [p for p in rest if p.box[3] <= table.top + 3]
        rest = [p for p in rest if p.box[3] > table.top + 3]
        result += layout.lines(above)
        result.append(table)
    result += layout.lines(rest)
    return result


def _table(grid: Grid, pieces: Sequence[Piece], used: set[int]) -> TableDraft | None:
    left, top, right, bottom = grid.box
    cells: dict[tuple[int, int], list[Piece]] = {}
    touched: list[int] = []
    for index, piece in enumerate(pieces):
        box = piece.box
        middle = (box[1] + box[3]) / 2
        if not (top - 1 <= middle <= bottom + 1) or index in used or box[2] < left or box[0] > right:
            continue
        touched.append(index)
        for cell, part in _parts(grid, piece):
            cells.setdefault(cell, []).append(part)
    texts = {cell: _words(parts) for cell, parts in cells.items()}
    if sum(map(bool, texts.values())) < 2:
        return None
    used.update(touched)
    return TableDraft(list(_rows(grid, texts)), grid.xs, top, bottom)


def _rows(grid: Grid, texts: dict[tuple[int, int], str]) -> Iterator[list[Draft]]:
    drafts: dict[tuple[int, int], Draft] = {}
    for r, owners in enumerate(grid.owner):
        row: list[Draft] = []
        for c, owner in enumerate(owners):
            if owner == (r, c):
                drafts[owner] = Draft(texts.get(owner, ""))
                row.append(drafts[owner])
            else:
                origin = drafts.get(owner) or Draft()
                row.append(Draft(origin.text, same_as=origin))
        yield row


def _parts(grid: Grid, piece: Piece) -> Iterable[tuple[tuple[int, int], Piece]]:
    """A piece cut where it passes from one cell into the next."""
    box = piece.box
    middle = (box[1] + box[3]) / 2
    left, right = grid.cell_at(box[0] + 1, middle), grid.cell_at(box[2] - 1, middle)
    letters = () if left is not None and left == right else piece.letters
    if letters:
        return _cut_apart(grid, piece, letters)
    cell = left or right or grid.cell_at((box[0] + box[2]) / 2, middle)
    return () if cell is None else ((cell, piece),)


def _cut_apart(grid: Grid, piece: Piece, letters: Sequence[layout.Box]) -> Iterator[tuple[tuple[int, int], Piece]]:
    middle = (piece.box[1] + piece.box[3]) / 2
    start, now = 0, None
    for i, box in enumerate(letters):
        if piece.text[i].isspace() or box[2] <= box[0]:
            continue
        x = min(max((box[0] + box[2]) / 2, grid.xs[0] + 0.1), grid.xs[-1] - 0.1)
        y = min(max(middle, grid.ys[0] + 0.1), grid.ys[-1] - 0.1)
        cell = grid.cell_at(x, y)
        if cell is None:
            continue
        if now is not None and cell != now:
            yield now, _cut(piece, letters, start, i)
            start = i
        now = cell
    if now is not None:
        yield now, _cut(piece, letters, start, len(letters))


def _cut(piece: Piece, letters: Sequence[layout.Box], start: int, end: int) -> Piece:
    boxes = [b for b in letters[start:end] if b[2] > b[0]]
    box = (
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        if boxes
        else piece.box
    )
    return replace(piece, text=piece.text[start:end], box=box, spell=None)


def _words(parts: Sequence[Piece]) -> str:
    """The words of one cell. A line that opens a list item starts a new paragraph; other line ends are
    wraps."""
    if len(parts) == 1:
        return parts[0].text.strip()
    text = ""
    for row in layout.rows(parts):
        line = " ".join([piece.text.strip() for piece in row])
        if not text:
            text = line
        elif text.endswith((";", ".", ":")) or _NEW_PARAGRAPH.match(line):
            text += "\n" + line
        else:
            text += " " + line
    return text

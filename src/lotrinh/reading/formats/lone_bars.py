"""Tables that a converter of web pages wrote with a bar on a line of its own before and after each cell:

    |
    STT
    |
    Nhiệm vụ
    |
    |
    1
    |

One bar parts two cells, two bars part two rows; a blank line behind a bar ends the table. An empty cell looks like the
end of a row: the number of the head's cells tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Rows = list[list[str]]

_BAR = "|"
_RULE = re.compile(r"[-_=*]{3,}")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-HĐ])\)?\.?")
# Words that belong together, broken by the page's own line ends.
_BROKEN = re.compile(
    r"(?<=ỦY BAN NHÂN)\n(?=DÂN)|(?<=HỘI ĐỒNG NHÂN)\n(?=DÂN)|(?<=CỘNG HÒA XÃ)\n(?=HỘI)|\n(?=[^\W\dA-ZĐÀ-Ỹ_])"
)
_MOST_LINES = 200  # of one cell


def find(lines: Sequence[str]) -> Iterator[tuple[int, Rows, int]]:
    """(first line, rows, line after the last) of each such table, in order."""
    bars = [index for index, line in enumerate(lines) if line.strip() == _BAR]
    end = 0
    for index in bars:
        if index < end:
            continue
        rows, stop = _table(lines, index)
        if len(rows) > 1 or (rows and len(rows[0]) > 1):
            yield index, _even(rows), stop
            end = stop


def _table(lines: Sequence[str], start: int) -> tuple[Rows, int]:
    """The rows from the bar at `start`, and the line behind the last bar."""
    rows: Rows = []
    row: list[str] = []
    at = start + 1
    while (stop := _cell_end(lines, at)) is not None:
        if stop > at:
            row.append(_joined(lines[at:stop]))
        elif row:
            rows.append(row)
            row = []
        at = stop + 1
    return ([*rows, row] if row else rows), at


def _cell_end(lines: Sequence[str], at: int) -> int | None:
    """The next bar, where no blank line comes before it."""
    for index in range(at, min(len(lines), at + _MOST_LINES)):
        words = lines[index].strip()
        if words == _BAR:
            return index
        if not words:
            return None
    return None


def _joined(lines: Sequence[str]) -> str:
    """A cell's lines, without strokes drawn under them; what was only wrapped is one line again."""
    told = [line.strip() for line in lines]
    return _BROKEN.sub(" ", "\n".join(line for line in told if not _RULE.fullmatch(line)))


def _even(rows: Rows) -> Rows:
    """The rows as wide as the first one: parts of one row with an empty cell between them joined, short ones filled."""
    width = max(map(len, rows[:2]))
    out: Rows = []
    for row in rows:
        joins = bool(out) and len(out[-1]) + 1 + len(row) <= width and not _LABEL.fullmatch(row[0])
        if joins and len(out[-1]) < width and not _is_group(out[-1]):
            out[-1] = [*out[-1], "", *row]
        else:
            out.append(row)
    return [row + [""] * (width - len(row)) for row in out]


def _is_group(row: Sequence[str]) -> bool:
    """Whether a short row is a group's number and name."""
    return len(row) == 2 and re.fullmatch(r"[IVXLA-HĐ]{1,6}\.?", row[0]) is not None

"""Tables as converters of web pages write them, with a bar on a line of its own:

    |                         Số: 12/KH-UBND
    STT                       |
    |                         An
    Nhiệm vụ                  Hòa, ngày 03 tháng 02 năm 2026
    |                         |
    |
    1

On the left one bar parts two cells, two bars part two rows, and a blank line behind a bar ends the table; an empty cell
looks like the end of a row, and the number of the head's cells tells them apart. On the right a bar only closes each
cell; where rows end only a head that opens with "TT" tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lotrinh.reading.formats import lost_spans
from lotrinh.reading.formats.build import Draft
from lotrinh.reading.labels import UP

Rows = list[list[str]]
Drafts = list[list[Draft]]

_BAR = "|"
_CLOSED = re.compile(r"\S.*[^\s|] ?\|")  # "CHỦ NGHĨA VIỆT NAM |"
_RULE = re.compile(r"[-_=*]{3,}")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}(?:\.\d{1,2}){0,2}|[A-HĐ])\)?\.?")
_NUMBERS = re.compile(r"s?tt\.?|số tt|s\.tt", re.IGNORECASE)
# Words that belong together, broken by the page's own line ends.
_BROKEN = re.compile(
    r"(?<=[ỦU][YỶ] BAN NHÂN)\n(?=DÂN)|(?<=HỘI ĐỒNG NHÂN)\n(?=DÂN)|(?<=CỘNG HÒA XÃ|CỘNG HOÀ XÃ)\n(?=HỘI)"
    r"|(?<=Thành phố Hồ)\n(?=Chí)"
    rf"|\n(?=[^\W\d_{UP}])|(?<= và)\n|(?<=,)\n|(?<= của)\n|(?<=\bBộ)\n|(?<=\bSở)\n|(?<=\bBan)\n|(?<=\bCục)\n"
    r"|(?<=\bỦy|\bUỷ)\n(?=ban)|(?<=\bVăn)\n(?=phòng)|(?<=\bCông)\n(?=an|nghệ|Thương|thương)"
)
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d+)+")
_HOLDS_FIGURES = re.compile(r"[^\w\s]?\s?\d|[-–x]$")
_LETTER = re.compile(r"[a-zđ][).] ")
_ONE_WORD = re.compile(r"[^\W\d_]{1,7}")
_NEAR = 12  # lines
_MOST_LINES = 60  # of one cell
_LONGEST = 3000
_MOST_COLUMNS = 10


def find(lines: Sequence[str]) -> Iterator[tuple[int, Drafts, int]]:
    """(first line, rows, line after the last) of each table, in order."""
    bars = [index for index, line in enumerate(lines) if line.strip() == _BAR]
    end = 0
    for index in bars:
        if index < end:
            continue
        opens = index == 0 or not lines[index - 1].strip() or _heads(lines, index)
        for start, rows, stop in _tables(lines, index) if opens else [_closed_table(lines, index)]:
            if len(rows) > 1 or (rows and len(rows[0]) > 1):
                yield start, rows, stop
                end = stop


def _heads(lines: Sequence[str], bar: int) -> bool:
    """Whether a bar opens a table's head ("TT") right under a line of text."""
    below = lines[bar + 1].strip() if bar + 1 < len(lines) else ""
    return _NUMBERS.fullmatch(below) is not None and lines[bar - 1].strip() != _BAR


def without_bars(lines: Sequence[str]) -> list[str]:
    """Lines whose bars only close cells: a bar gives way to a blank line, and what the page's source broke off ("ỦY" /
    "BAN NHÂN DÂN", "ngày 20" / "tháng 11") stands with the words it belongs to. Prose far from any bar stays as it is
    wrapped."""
    out: list[str] = []
    fresh = True
    bars = [index for index, line in enumerate(lines) if _BAR in line]
    for index, line in enumerate(lines):
        words = line.strip()
        if words == _BAR:
            out.append("")
            fresh = True
            continue
        closed = _CLOSED.fullmatch(words) is not None and words.count(_BAR) == 1
        line = line.rstrip()[:-1].rstrip() if closed else line
        inside = bool(out and words and out[-1].strip()) and not fresh and _is_near(bars, index)
        goes_on = inside and words[0].islower() and not _LETTER.match(words)
        if goes_on or (inside and _ONE_WORD.fullmatch(out[-1].strip()) and (len(out) == 1 or not out[-2].strip())):
            out[-1] = f"{out[-1].rstrip()} {words}"
        else:
            out.append(line)
        fresh = closed or not words
    return out


def _is_near(bars: Sequence[int], index: int) -> bool:
    at = bisect_left(bars, index - _NEAR)
    return at < len(bars) and bars[at] <= index + _NEAR


_LEAST_TASK = 15
_LEFT_OUT = re.compile(r"[.…\s]{3,}")  # rows that the page leaves out
_BEHIND = re.compile(r"(?:PHỤ LỤC|Phụ lục|Nơi nhận)(?!\w)")  # what follows a table with no blank line between
_MOTTO = re.compile(r"CỘNG HÒA XÃ HỘI\s|CỘNG HOÀ XÃ HỘI\s|ĐẢNG CỘNG SẢN VIỆT")


def _tables(lines: Sequence[str], start: int) -> Iterator[tuple[int, Drafts, int]]:
    """The table from the bar at `start`, to the line behind its last bar. A letterhead under what the page tells of the
    document ("Số hiệu: | 12/KH-UBND") is a table of its own."""
    parts, end = _parts(lines, start)
    head = next((n for n, part in enumerate(parts) if n and any(map(_MOTTO.match, part.cells))), 0)
    if head:
        begins = parts[head].line - 1
        yield start, _even(parts[:head]), begins
        yield begins, _even(parts[head:]), end
    else:
        yield start, _even(parts), end


@dataclass(frozen=True, slots=True)
class _Part:
    """Cells that follow one another, the line they begin on, and how many empty cells stand before them: a row, or one
    part of a row that has empty cells."""

    cells: list[str]
    line: int
    empty: int


def _parts(lines: Sequence[str], start: int) -> tuple[list[_Part], int]:
    """The parts of rows from the bar at `start`, and the line behind the last bar."""
    parts: list[_Part] = []
    goes_on = False
    at, empty = start + 1, 0
    while (stop := _cell_end(lines, at)) is not None:
        words = _joined(lines[at:stop])
        begun = len(parts) > 1 or (len(parts) == 1 and not goes_on)
        if stop > at and begun and _BEHIND.match(lines[at].strip()):
            break
        if stop == at:
            goes_on, empty = False, empty + 1
        elif _LEFT_OUT.fullmatch(words):
            parts.append(_Part([words], at, empty))
            goes_on, empty = False, 0
        elif goes_on:
            parts[-1].cells.append(words)
        else:
            parts.append(_Part([words], at, empty))
            goes_on, empty = True, 0
        at = stop + 1
    return parts, at


def _closed_table(lines: Sequence[str], bar: int) -> tuple[int, Drafts, int]:
    """The table of cells closed by bars whose head's first cell, "TT", ends at a bar: where it begins, its rows (none
    where it is no such table), the line behind its last bar."""
    start = bar - 1
    if not _NUMBERS.fullmatch(lines[start].strip()):
        return start, [], bar
    cells = _cells(lines, start)
    head = list(islice(cells, _MOST_COLUMNS + 1))
    width = next((n for n, (words, _) in enumerate(head) if n and _LABEL.fullmatch(words)), 0)
    if not 3 <= width <= _MOST_COLUMNS:
        return start, [], bar
    rows: Rows = [[words for words, _ in head[:width]]]
    row: list[str] = []
    end = closed = head[width - 1][1]
    for words, behind in chain(head[width:], cells):
        labelled = _LABEL.fullmatch(words) is not None
        if row and (labelled or len(row) == width):
            rows.append(row)
            row, closed = [], end
        if not row and not labelled:
            break
        row.append(words)
        end = behind
    rows = [*rows, row] if row else rows
    return start, _filled(rows, len(rows[0])), end if row else closed


def _filled(rows: Rows, width: int) -> Drafts:
    return [[Draft(cell) for cell in row + [""] * (width - len(row))] for row in rows]


def _cells(lines: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """Each cell closed by a bar from a line on, in one line, with the line behind its bar."""
    while (stop := _cell_end(lines, at)) is not None:
        yield " ".join(_joined(lines[at:stop]).split()) if stop > at else "", stop + 1
        at = stop + 1


def _cell_end(lines: Sequence[str], at: int) -> int | None:
    """The next bar, where no blank line and no more than a cell holds comes before it."""
    size = 0
    for index in range(at, min(len(lines), at + _MOST_LINES)):
        words = lines[index].strip()
        if words == _BAR:
            return index
        size += len(words)
        if not words or size > _LONGEST:
            return None
    return None


def _joined(lines: Sequence[str]) -> str:
    """A cell's lines, without strokes drawn under them; what was only wrapped is one line again."""
    told = [line.strip() for line in lines]
    return _BROKEN.sub(" ", "\n".join(line for line in told if not _RULE.fullmatch(line)))


def _even(parts: Sequence[_Part]) -> Drafts:
    """The rows as wide as the first one: parts of one row with empty cells between them joined, short ones filled. A
    head that is narrower than its rows keeps its width."""
    rows = [part.cells for part in parts]
    if not rows:
        return []
    spans = lost_spans.find(rows)
    width = spans.width if spans else max(map(len, rows[:2]))
    out: Rows = []
    for part in parts[2:] if spans else parts:
        row = part.cells
        empty = max(part.empty, 1) if spans else 1
        after = len(out[-1]) + empty + len(row) if out else width + 1
        begins = _LABEL.fullmatch(row[0]) is not None
        if spans and out:
            full = after == width - (_LABEL.fullmatch(out[-1][0]) is None)
            begins = not full and (begins or not _HOLDS_FIGURES.match(row[0]))
        joins = after <= width and not begins
        if joins and len(out[-1]) < width and (not _is_group(out[-1]) or _FIGURE.fullmatch(row[0])):
            out[-1] = [*out[-1], *[""] * empty, *row]
        elif not spans and out and _shares_number(row, out[-1], width):
            out.append(["", *row])
        else:
            out.append(row)
    return lost_spans.drafts([*rows[:2], *out], spans) if spans else _filled(out, width)


def _shares_number(row: Sequence[str], before: Sequence[str], width: int) -> bool:
    """Whether a row begins with a task, since its number is that of the row before it."""
    first = before[0] == "" or _LABEL.fullmatch(before[0]) is not None
    return first and 1 < len(row) < width and len(before) > 2 and len(row[0]) > _LEAST_TASK


def _is_group(row: Sequence[str]) -> bool:
    """Whether a short row is a group's number and name."""
    return len(row) == 2 and re.fullmatch(r"[IVXLA-HĐ]{1,6}(?:\.\d{1,2}){0,2}\.?", row[0]) is not None

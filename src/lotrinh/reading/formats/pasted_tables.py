"""Tables as a paste leaves them in plain text: cells parted by tabs, or each cell on a line of its own.

A table is only seen under a head that opens with "TT" or "STT" and names what a plan's columns hold; what else has tabs
or short lines stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lotrinh.text.fold import fold

Rows = list[list[str]]

_NUMBERS = re.compile(r"(?:stt|tt|s\.tt|số tt)\.?")
_COLUMN = re.compile(
    r"nội dung|nhiệm vụ|chỉ tiêu|công việc|chủ trì|phối hợp|thực hiện|thời gian|thời hạn|tiến độ|sản phẩm|kết quả"
    r"|đơn vị|ghi chú|hoàn thành|cơ quan|văn bản|kinh phí|cấp trình"
)
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-HĐ])\)?\.?")
_MOST_COLUMNS = 10
_LONGEST_HEAD = 60
_MOST_LINES = 6000
_MOST_BLANKS = 10
_MOST_WRAPPED = 3


def find(lines: Sequence[str]) -> Iterator[tuple[int, Rows, int]]:
    """(first line, rows, line after the last) of each pasted table, in order."""
    index = 0
    while index < len(lines):
        found = _by_tabs(lines, index) or _by_lines(lines, index) if _opens(lines[index]) else None
        if found is None:
            index += 1
            continue
        yield index, found[0], found[1]
        index = found[1]


def _opens(line: str) -> bool:
    return line[:12].lstrip()[:1] in ("s", "S", "t", "T") and bool(_NUMBERS.fullmatch(fold(line[:12].split("\t")[0])))


def _by_tabs(lines: Sequence[str], start: int) -> tuple[Rows, int] | None:
    """Rows of as many tabs as the head has; a cell's further paragraphs stand on lines of their own between them."""
    wide = lines[start].count("\t")
    if not 2 <= wide < _MOST_COLUMNS or not _names_columns(lines[start].split("\t")[1:]):
        return None
    rows = [[cell.strip() for cell in lines[start].split("\t")]]
    open_row = ""
    end = index = start + 1
    while index < min(len(lines), start + _MOST_LINES):
        line = lines[index]
        index += 1
        if not line.strip() and not open_row:
            if index < len(lines) and "\t" in lines[index]:
                continue
            break
        if not open_row and "\t" not in line:
            break
        open_row = f"{open_row}\n{line}" if open_row else line
        tabs = open_row.count("\t")
        if tabs > wide or open_row.count("\n") > 40:
            break
        if tabs == wide or (tabs and _closes(lines, index)):
            cells = [cell.strip() for cell in open_row.split("\t")]
            rows.append(cells + [""] * (wide + 1 - len(cells)))
            open_row, end = "", index
    return (rows, end) if len(rows) > 1 else None


def _closes(lines: Sequence[str], index: int) -> bool:
    """Whether a row ends before line `index`: the next begins with a label of its own, or nothing follows."""
    following = lines[index] if index < len(lines) else ""
    return not following.strip() or bool(_LABEL.fullmatch(following.split("\t")[0].strip()) and "\t" in following)


def _by_lines(lines: Sequence[str], start: int) -> tuple[Rows, int] | None:
    """A cell a line: the head's up to the first row's label, then each row from its label to the next one's."""
    cells = _told(lines, start, _MOST_COLUMNS + 2)
    first = next((n for n, (_, text) in enumerate(cells) if n and _LABEL.fullmatch(text)), 0)
    head = [text for _, text in cells[:first]]
    if not 3 <= first <= _MOST_COLUMNS or not _names_columns(head[1:]):
        return None
    rows: Rows = [head]
    at = end = cells[first][0]
    while end < start + _MOST_LINES:
        cells = _unwrapped(_told(lines, at, first + 1 + _MOST_WRAPPED), first + 1)
        if not cells or not _LABEL.fullmatch(cells[0][1]):
            break
        stop = next((n for n, (_, text) in enumerate(cells) if n and _LABEL.fullmatch(text)), min(len(cells), first))
        if stop == 2 and len(cells) == 2:
            break  # a heading after the table, not a group of its rows
        row = [text for _, text in cells[:stop]]
        rows.append(row + [""] * (first - len(row)))
        at = end = cells[stop - 1][0] + 1
    full = sum(all(row) for row in rows[1:])
    return (rows, end) if full >= 2 and full >= 0.6 * (len(rows) - 1) else None


def _unwrapped(cells: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """At most so many cells; a line that begins with a small letter goes on with the cell above it, where the row has
    a line too many."""
    label = next((n for n, (_, text) in enumerate(cells) if n and _LABEL.fullmatch(text)), len(cells))
    joined: list[tuple[int, str]] = []
    for number, (index, text) in enumerate(cells):
        if label >= most and 1 < number < label and text[:1].islower():
            joined[-1] = (index, f"{joined[-1][1]} {text}")
        else:
            joined.append((index, text))
    return joined[:most]


def _told(lines: Sequence[str], start: int, count: int) -> list[tuple[int, str]]:
    """The first `count` lines from `start` that hold anything, each with its index; at most ten blank ones between."""
    found: list[tuple[int, str]] = []
    blanks = 0
    for index in range(start, len(lines)):
        if words := lines[index].strip():
            found.append((index, words))
            blanks = 0
            if len(found) == count:
                break
        elif (blanks := blanks + 1) > _MOST_BLANKS:
            break
    return found


def _names_columns(heads: Sequence[str]) -> bool:
    """Whether at least two of the heads are a plan's, and all are short."""
    told = [fold(head) for head in heads if head.strip()]
    return len(told) >= 2 and sum(bool(_COLUMN.search(t)) for t in told) >= 2 and max(map(len, told)) <= _LONGEST_HEAD

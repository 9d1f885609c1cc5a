"""Where tables with their cells in the middle of their rows stand on the pages of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lotrinh.reading.formats import roles
from lotrinh.reading.formats.build import Draft
from lotrinh.reading.formats.centred import columns
from lotrinh.reading.formats.centred.rows import LABEL, spans_of

_HEAD = re.compile(r"\s*(?:stt|tt|s\.tt|số tt)\.? {2,}\S", re.IGNORECASE)
# Letters, or numbers out of turn, where the numbers of rows stand.
_OTHER = re.compile(r" *(\(?(?:[a-zđ]|\d{1,3})\)?[.)]?)(?=  |$)")
_MOST_LINES = 4000
_MOST_HEADS = 20
_MOST_HEAD_LINES = 6
_WIDEST_HEAD_CELL = 45
# Columns by which numbers may stand beside "TT".
_BESIDE_HEAD = 4
# Blanks after a number beside which no words stand.
_GAP = 12
# The share of the width over which a line without a gap is a paragraph.
_MOST_OF_WIDTH = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a page: the lines `start` to `end` (excluded), its rows, and whether it is the one of the page before
    going on."""

    start: int
    end: int
    rows: list[list[Draft]]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A table that reached the end of its page: its head, the columns of the page where its cells part, where its
    numbers stand, and the last of them."""

    head: list[str]
    edges: list[int]
    labels: tuple[int, int]
    number: int


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A line that bears the number of a row; `number` is None for the rows of groups ("II", "A")."""

    line: int
    label: str
    number: int | None


class CentredTables:
    """The tables of a document's pages, one page after the other."""

    def __init__(self) -> None:
        self._open: _Open | None = None

    def on_page(self, lines: Sequence[str]) -> list[Found]:
        """The tables of the next page, in order."""
        found: list[Found] = []
        at = _first_told(lines, 0)
        before, self._open = self._open, None
        tried = 0
        while at < len(lines) and tried < _MOST_HEADS:
            start = next((i for i in range(at, len(lines)) if _is_head(lines, i)), None)
            table, after = None, None
            if before is not None and (start is None or start - _MOST_HEAD_LINES > at):
                table, after = _going_on(lines, at, before)
            if table is None and start is not None:
                table, after = _beginning(lines, at, start, before)
            before = None
            if table is not None:
                found.append(table)
                at = _first_told(lines, table.end)
                self._open = after if at >= len(lines) else None
                before = after if any(line.strip() for line in lines[table.end : at]) else None
            elif start is None:
                break
            else:
                at, tried = start + 1, tried + 1
        return found


def _first_told(lines: Sequence[str], at: int) -> int:
    """The next line that is neither blank nor a page number."""
    while at < len(lines) and (not lines[at].strip() or roles.page_number(lines[at]) is not None):
        at += 1
    return at


def _is_head(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    return len(line) < columns.WIDEST and len(re.findall(r" {2,}\S", line.strip())) >= 1 and bool(_HEAD.match(line))


def _beginning(lines: Sequence[str], low: int, at: int, before: _Open | None) -> tuple[Found | None, _Open | None]:
    """The table whose head has its "TT" in line `at`."""
    start = at
    while start > max(low, at - _MOST_HEAD_LINES) and _of_head(lines[start - 1]):
        start -= 1
    first = len(lines[at]) - len(lines[at].lstrip())
    labels = (max(0, first - _BESIDE_HEAD), first + len(lines[at].split(None, 1)[0]) + _BESIDE_HEAD)
    if start > low:  # below a caption: a table of its own
        before = None
    body = _chunks(lines, start, labels, at)
    number = before.number if before is not None and _goes_on_at(lines, body, labels, at, before) else 0
    anchors = _anchors(lines, body, labels, at, number)
    table = _Table(lines, body, anchors, at)
    is_centred = table.is_centred(start < at)
    if not (is_centred or before) or not anchors or _has_other_numbers(lines, body, labels, anchors, at):
        return None, None
    rows = table.rows()
    going = before is not None and len(rows[0]) == len(before.head) and (number > 0 or rows[0] == before.head)
    if not (is_centred or going):
        return None, None
    if going and before is not None:
        rows[0] = before.head
    return Found(start, table.end, _drafts(rows), going), _Open(rows[0], table.edges, labels, table.last_number)


def _goes_on_at(
    lines: Sequence[str], body: Sequence[tuple[int, int]], labels: tuple[int, int], head: int, before: _Open
) -> bool:
    """Whether the numbers below a head go on where those of the page before ended."""
    anchors = _anchors(lines, body, labels, head, before.number)
    return next((a.number for a in anchors if a.number is not None), 0) == before.number + 1


def _going_on(lines: Sequence[str], at: int, before: _Open) -> tuple[Found | None, _Open | None]:
    """What a page holds of the table of the page before, where it does not repeat the head."""
    body = _chunks(lines, at, before.labels, None)
    anchors = _anchors(lines, body, before.labels, None, before.number)
    if not anchors or anchors[0].number not in (None, before.number + 1):
        return None, None
    if _has_other_numbers(lines, body, before.labels, anchors, -1):
        return None, None
    table = _Table(lines, body, anchors, None, before.edges)
    rows = table.rows()
    numbered = [row for row in rows if row[0].strip("().").isdigit()]
    filled = sum(_is_filled_row(row) for row in rows)
    if not filled or filled * 2 < len(numbered):  # the numbers of a text
        return None, None
    return Found(at, table.end, _drafts(rows), True), _Open(before.head, table.edges, before.labels, table.last_number)


def _drafts(rows: Sequence[Sequence[str]]) -> list[list[Draft]]:
    return [[Draft(words) for words in row] for row in rows]


def _is_filled_row(row: Sequence[str]) -> bool:
    """Whether more than a number and one cell are told."""
    return sum(map(bool, row)) > 2


def _of_head(line: str) -> bool:
    """Whether a line above "TT" holds words of the cells beside it: short ones, no caption that runs on."""
    cells = [c for c in re.split(r" {2,}", line.strip()) if c]
    return bool(cells) and all(len(c) < _WIDEST_HEAD_CELL for c in cells) and not cells[0].startswith("(Kèm")


def _chunks(lines: Sequence[str], start: int, labels: tuple[int, int], head: int | None) -> list[tuple[int, int]]:
    """The runs of lines without a blank one that belong to the table from line `start` on: each holds a number."""
    out: list[tuple[int, int]] = []
    at = start
    end = min(len(lines), start + _MOST_LINES)
    while at < end:
        stop = at
        while stop < end and _is_filled(lines, stop):
            stop += 1
        holds = any(i == head or _label_of(lines[i], labels) for i in range(at, stop))
        if stop == at or not holds:
            break
        out.append((at, stop))
        at = stop
        while at < end and not lines[at].strip():
            at += 1
    return out


def _is_filled(lines: Sequence[str], index: int) -> bool:
    """Whether a line may be one of a table: no blank one, none wider than a page, no page number below it."""
    line = lines[index]
    if not line.strip() or len(line) >= columns.WIDEST:
        return False
    is_last = index + 1 == len(lines) or not lines[index + 1].strip()
    return not (is_last and roles.page_number(line) is not None)


def _label_of(line: str, labels: tuple[int, int]) -> str | None:
    """The number of a row, where it stands within the column of the numbers."""
    label = LABEL.match(line)
    return label[1] if label and labels[0] <= label.start(1) and label.end() <= labels[1] else None


def _anchors(
    lines: Sequence[str], body: Sequence[tuple[int, int]], labels: tuple[int, int], head: int | None, number: int
) -> list[_Anchor]:
    out: list[_Anchor] = []
    for start, end in body:
        for index in range(start, end):
            label = _label_of(lines[index], labels)
            if label is None or (head is not None and index <= head):
                continue
            digits = label.strip("()")
            if not digits.isdigit():
                out.append(_Anchor(index, label, None))
            elif int(digits) in (number + 1, 1) or (number == 0 and head is not None):
                number = int(digits)
                out.append(_Anchor(index, label, number))
    return out


def _has_other_numbers(
    lines: Sequence[str],
    body: Sequence[tuple[int, int]],
    labels: tuple[int, int],
    anchors: Sequence[_Anchor],
    head: int,
) -> bool:
    """Whether letters, or numbers out of turn, stand where the rows' numbers do: rows within rows, which only look
    like the lines of one."""
    known = {a.line for a in anchors}
    for index in (i for start, end in body for i in range(start, end) if i > head and i not in known):
        other = _OTHER.match(lines[index])
        if other and labels[0] <= other.start(1) and other.end(1) <= labels[1]:
            return True
    return False


class _Table:
    """Lines of a page that make a table, with the lines that bear the numbers of its rows."""

    def __init__(
        self,
        lines: Sequence[str],
        body: list[tuple[int, int]],
        anchors: list[_Anchor],
        head: int | None,
        before: list[int] | None = None,
    ) -> None:
        self._lines = lines
        self._body = body
        self._anchors = anchors
        self._head = head
        self._labels = {a.line: told[0].strip() for a in anchors if (told := LABEL.match(lines[a.line]))}
        if head is not None:
            self._labels[head] = lines[head].split(None, 1)[0]
        self._before = before or []
        self.edges = self._before

    @property
    def last_number(self) -> int:
        return next((a.number for a in reversed(self._anchors) if a.number is not None), 0)

    def is_centred(self, head_above: bool) -> bool:
        """Whether numbers stand in the middle of their rows: the words beside them go on in the middle of a
        sentence, or stand above and below only."""
        told = [a for a in self._anchors if a.number is not None]
        inner = [a for a in told if self._goes_on(a)]
        return bool(told) and len(inner) >= (1 if head_above else 2) and len(inner) * 4 >= len(told)

    def _goes_on(self, anchor: _Anchor) -> bool:
        line = self._lines[anchor.line]
        rest = line[line.index(anchor.label) + len(anchor.label) :]
        words = rest.lstrip(" .)")
        above = self._lines[anchor.line - 1] if anchor.line else ""
        inside = words[:1].islower() or len(rest) - len(words) > _GAP or not words
        return inside and bool(above.strip()) and anchor.line - 1 not in self._labels

    @property
    def end(self) -> int:
        """The index after the last line."""
        return self._body[-1][1]

    def rows(self) -> list[list[str]]:
        """The cells of each row, from the head on; what follows the table right below it is left off."""
        groups = {a.line for a in self._anchors if a.number is None and self._runs_across(a)}
        spans = self._parted(groups)
        if (text := self._text_below(groups)) is not None:
            self._body = [(start, min(end, text)) for start, end in self._body if start < text]
            self._anchors = [a for a in self._anchors if a.line < text]
            self._labels = {line: label for line, label in self._labels.items() if line < text}
            spans = self._parted(groups)
        out = [self._group(span) if groups & set(range(*span)) else self._cells(span) for span in spans]
        while len(out) > 1 and self._is_heading_below(out[-1]):
            self._body = [(start, min(end, spans[-1][0])) for start, end in self._body if start < spans[-1][0]]
            out.pop()
            spans.pop()
        return out

    def _is_heading_below(self, row: Sequence[str]) -> bool:
        """Whether a last row of a number and one cell is a heading of the text below: a table does not end so, unless
        its page does."""
        return bool(row[0]) and not _is_filled_row(row) and _first_told(self._lines, self.end) < len(self._lines)

    def _group(self, span: tuple[int, int]) -> list[str]:
        label, _, rest = " ".join(line.strip() for line in self._lines[slice(*span)]).partition(" ")
        return [label, rest.strip(), *[""] * len(self.edges)]

    def _parted(self, groups: set[int]) -> list[tuple[int, int]]:
        """The lines of each row; sets where the columns part."""
        spans = [span for body in self._body for span in self._spans(body)]
        rows = [self._row(span) for span in spans if not groups & set(range(*span))]
        self.edges = columns.edges_of(rows, None if self._head is not None else self._before)
        return spans

    def _spans(self, body: tuple[int, int]) -> list[tuple[int, int]]:
        marks = sorted(i for i in self._labels if body[0] <= i < body[1])
        has_head = self._head is not None and body[0] <= self._head < body[1]
        first = body == self._body[0]
        return spans_of(self._lines, body, marks, has_head=has_head, may_go_on=first)

    def _text_below(self, groups: set[int]) -> int | None:
        """The first line after a row that runs on over most of the width without a gap: a paragraph."""
        first = self._anchors[0].line if self._anchors else self.end
        below = [i for start, end in self._body for i in range(start, end) if i > first and i not in groups]
        width = max((len(self._lines[i].rstrip()) for start, end in self._body for i in range(start, end)), default=0)
        for index in below:
            line = self._lines[index].rstrip()
            words = line.lstrip()
            start = len(line) - len(words)
            crosses = any(start + columns.REACH < edge < len(line) - columns.REACH for edge in self.edges)
            above_a_number = index + 1 in self._labels and index not in self._labels
            if crosses and "  " not in words and len(words) > _MOST_OF_WIDTH * width and not above_a_number:
                return index
        return None

    def _runs_across(self, anchor: _Anchor) -> bool:
        rest = self._lines[anchor.line].strip()[len(anchor.label) :].strip(" .)")
        return bool(rest) and not re.search(r" {3,}", rest)

    def _row(self, span: tuple[int, int]) -> list[str]:
        """The lines of a row without its number, in the full width."""
        return [columns.held(self._without_label(i)) for i in range(*span)]

    def _without_label(self, index: int) -> str:
        line, label = self._lines[index], self._labels.get(index)
        return line if label is None else line.replace(label, " " * len(label), 1)

    def _cells(self, span: tuple[int, int]) -> list[str]:
        label = next((self._labels[i] for i in range(*span) if i in self._labels), "")
        return [label, *columns.cells_of(self._row(span), self.edges)]

"""Tables that plain text keeps by spaces where the cells stand in the middle of their rows, as converters that keep
the look of a page leave them:

                                               Cơ quan     Thời hạn
    TT              Nhiệm vụ
                                               chủ trì     thực hiện
         Rà soát, hoàn thiện quy định về       Sở Tư
    1    bảo vệ môi trường làng nghề                        2026 - 2027
                                               pháp
         trên địa bàn

A row is the lines around its number, as many above as below; its columns are found in its own lines, near where those
of the whole page part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lotrinh.reading.formats import roles
from lotrinh.reading.formats.build import Draft

_HEAD = re.compile(r"\s*(?:stt|tt|s\.tt|số tt)\.? {2,}\S", re.IGNORECASE)
_LABEL = re.compile(r" *(\(?(?:[IVXL]{1,6}|[A-ZĐ]|\d{1,3})(?:\.\d{1,2}){0,3}\)?)[.)]?(?= |$)")
# The blanks beside a dash ("2026 - 2030") part no cells; while columns are looked for they are held by a letter of no
# script.
_BESIDE_DASH = re.compile(r"(?<=\S) (?=[-–](?: |$))|(?<= [-–]) (?=\S)")
_HELD = "\ue001"
# What makes a cell of its own at the end of a line or before more blanks: "2026 - 2030", "31/12/2026".
_FIGURES = re.compile(r"\d[\d.,/%–\-\ue001]*(?=  |$)")
_MOST_LINES = 4000
_MOST_HEADS = 20
_MOST_HEAD_LINES = 6
_MOST_ROW_LINES = 60
_WIDEST_HEAD_CELL = 45
_WIDEST = 320
_REACH = 9
_MOVED = 12
_MOVE = 0.04
_LOWER_START = 1.0
_REST = 0.4
_NO_CUT = 4.0
_SINGLE = 1.5
_BEFORE_FIGURE = -2.0
_IN_SMALL = 7.0


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
                at = table.end
                self._open = after if _first_told(lines, at) >= len(lines) else None
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
    return len(line) < _WIDEST and len(re.findall(r" {2,}\S", line.strip())) >= 1 and bool(_HEAD.match(line))


def _beginning(lines: Sequence[str], low: int, at: int, before: _Open | None) -> tuple[Found | None, _Open | None]:
    """The table whose head has its "TT" in line `at`."""
    start = at
    while start > max(low, at - _MOST_HEAD_LINES) and _of_head(lines[start - 1]):
        start -= 1
    first = len(lines[at]) - len(lines[at].lstrip())
    labels = (max(0, first - 4), first + len(lines[at].split(None, 1)[0]) + 4)
    body = _chunks(lines, start, labels, at)
    going = before is not None and _goes_on_at(lines, body, labels, at, before)
    table = _Table(lines, body, _anchors(lines, body, labels, at, before.number if going and before else 0), at)
    if not table.is_centred(start < at):
        return None, None
    rows = table.rows()
    if before is not None and len(rows[0]) != len(before.head):
        going = False
    if going and before is not None:
        rows[0] = before.head
    found = Found(start, body[-1][1], _drafts(rows), going)
    return found, _Open(rows[0], table.edges, labels, table.last_number)


def _goes_on_at(
    lines: Sequence[str], body: Sequence[tuple[int, int]], labels: tuple[int, int], head: int, before: _Open
) -> bool:
    anchors = _anchors(lines, body, labels, head, before.number)
    return next((a.number for a in anchors if a.number is not None), 0) == before.number + 1


def _going_on(lines: Sequence[str], at: int, before: _Open) -> tuple[Found | None, _Open | None]:
    """What a page holds of the table of the page before, where it does not repeat the head."""
    body = _chunks(lines, at, before.labels, None)
    anchors = _anchors(lines, body, before.labels, None, before.number)
    if not anchors or anchors[0].number not in (None, before.number + 1):
        return None, None
    table = _Table(lines, body, anchors, None, before.edges)
    rows = table.rows()
    if sum(sum(map(bool, row)) > 2 for row in rows) * 2 < sum(a.number is not None for a in anchors) or not rows:
        return None, None
    found = Found(at, body[-1][1], _drafts(rows), True)
    return found, _Open(before.head, table.edges, before.labels, table.last_number)


def _drafts(rows: Sequence[Sequence[str]]) -> list[list[Draft]]:
    return [[Draft(words) for words in row] for row in rows]


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
        while stop < end and lines[stop].strip() and len(lines[stop]) < _WIDEST:
            stop += 1
        holds = any(i == head or _label_of(lines[i], labels) for i in range(at, stop))
        if stop == at or not holds:
            break
        out.append((at, stop))
        at = stop
        while at < end and not lines[at].strip():
            at += 1
    return out


def _label_of(line: str, labels: tuple[int, int]) -> str | None:
    """The number of a row, where it stands within the column of the numbers."""
    label = _LABEL.match(line)
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
            elif int(digits) in (number + 1, 1):
                number = int(digits)
                out.append(_Anchor(index, label, number))
    return out


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of a row, behind those of the rows before it."""

    before: _Rows | None
    span: tuple[int, int]

    def spans(self) -> list[tuple[int, int]]:
        """The lines of all rows, in order."""
        out: list[tuple[int, int]] = []
        rows: _Rows | None = self
        while rows is not None:
            out.append(rows.span)
            rows = rows.before
        return out[::-1]


# For each line at which rows may end: the least cost of parting the lines before it into rows, and these rows.
_Ways = dict[int, tuple[float, _Rows | None]]


class _Table:
    """Lines of a page that make a table, with the lines that bear the numbers of its rows."""

    def __init__(
        self,
        lines: Sequence[str],
        body: list[tuple[int, int]],
        anchors: list[_Anchor],
        head: int | None,
        edges: list[int] | None = None,
    ) -> None:
        self._lines = lines
        self._body = body
        self._anchors = anchors
        self._head = head
        self._labels = {a.line: told[0].strip() for a in anchors if (told := _LABEL.match(lines[a.line]))}
        if head is not None:
            self._labels[head] = lines[head].split(None, 1)[0]
        self.edges = edges or []

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
        inside = words[:1].islower() or len(rest) - len(words) > 12 or not words
        return inside and bool(above.strip()) and anchor.line - 1 not in self._labels

    def rows(self) -> list[list[str]]:
        """The cells of each row, from the head on."""
        spans = [span for start, end in self._body for span in self._spans(start, end)]
        groups = {a.line for a in self._anchors if a.number is None and self._runs_across(a)}
        cut = [s for s in spans if not groups & set(range(*s))]
        self.edges = self._edges(cut)
        out: list[list[str]] = []
        for start, end in spans:
            if groups & set(range(start, end)):
                label, _, rest = " ".join(x.strip() for x in self._lines[start:end]).partition(" ")
                out.append([label, rest.strip(), *[""] * len(self.edges)])
            else:
                out.append(self._cells(start, end))
        return out

    def _runs_across(self, anchor: _Anchor) -> bool:
        rest = self._lines[anchor.line].strip()[len(anchor.label) :].strip(" .)")
        return bool(rest) and not re.search(r" {3,}", rest)

    def _spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The lines of each row within a run of lines, so that the numbers stand nearest to their middle."""
        marks = [a.line for a in self._anchors if start <= a.line < end]
        if self._head is not None and start <= self._head < end:
            marks = [self._head, *marks]
        if not marks:
            return [(start, end)]
        best: _Ways = {start: (0.0, None)}
        if self._head != marks[0] and start == self._body[0][0]:
            best |= {
                s: (_REST - self._lower(start) * _REST, _Rows(None, (start, s))) for s in range(start + 1, marks[0] + 1)
            }
        for index, mark in enumerate(marks):
            last = index + 1 == len(marks)
            stops = [end] if last else range(mark + 1, min(marks[index + 1], mark + _MOST_ROW_LINES) + 1)
            best = self._next(best, mark, stops)
            if mark == self._head and not last:
                best |= self._with_rest(best, marks[index + 1])
        rows = min(best.values(), key=lambda kept: kept[0])[1]
        return rows.spans() if rows is not None else []

    def _next(self, best: _Ways, mark: int, stops: Sequence[int]) -> _Ways:
        out: _Ways = {}
        for stop in stops:
            options = [
                (cost + abs((at + stop - 1) / 2 - mark) + self._lower(at) * _LOWER_START, at, rows)
                for at, (cost, rows) in best.items()
                if at <= mark
            ]
            if options:
                cost, at, rows = min(options, key=lambda option: option[0])
                out[stop] = (cost, _Rows(rows, (at, stop)))
        return out

    def _with_rest(self, best: _Ways, mark: int) -> _Ways:
        """Below a head repeated, lines that end the last row of the page before."""
        out: _Ways = {}
        for at, (cost, rows) in best.items():
            if not self._lower(at):
                continue
            for stop in range(at + 1, mark + 1):
                kept = (cost + _REST, _Rows(rows, (at, stop)))
                if kept[0] < min(best[stop][0] if stop in best else 1e9, out[stop][0] if stop in out else 1e9):
                    out[stop] = kept
        return out

    def _lower(self, index: int) -> bool:
        """Whether the first words of a line go on in the middle of a sentence."""
        line = self._lines[index]
        label = _LABEL.match(line)
        words = line[label.end() :].lstrip(" .)") if label else line.lstrip()
        return words[:1].islower()

    def _words(self, index: int) -> str:
        """A line without the number of its row, in the widest width."""
        line = self._lines[index]
        label = self._labels.get(index)
        if label is not None:
            line = line.replace(label, " " * len(label), 1)
        return _BESIDE_DASH.sub(_HELD, line).ljust(_WIDEST)

    def _edges(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Where the columns part: in the gaps of the head, there where most rows are blank."""
        rows = [[self._words(i) for i in range(*span)] for span in spans]
        parting, covered = [0] * _WIDEST, [0] * _WIDEST
        for row in rows:
            for low, high in _gaps(row):
                for x in range(low, high):
                    parting[x] += 1
            for x in range(_WIDEST):
                covered[x] += any(line[x] != " " for line in row)
        if self._head is None:
            return _moved(self.edges, parting, covered, len(rows))
        return [_most(parting, low, high, (low + high) // 2) for low, high in _gaps(rows[0])]

    def _cells(self, start: int, end: int) -> list[str]:
        lines = [self._words(i) for i in range(start, end)]
        cuts = _cuts(_gaps(lines, with_ends=True), self.edges)
        cells: list[list[str]] = [[] for _ in range(len(self.edges) + 1)]
        for line in lines:
            at = 0
            for index, (edge, cut) in enumerate(zip(self.edges, cuts, strict=True)):
                stop = max(at, cut if cut is not None else _cut_in(line, edge))
                cells[index].append(line[at:stop].strip().replace(_HELD, " "))
                at = stop
            cells[-1].append(line[at:].strip().replace(_HELD, " "))
        label = next((self._labels[i] for i in range(start, end) if i in self._labels), "")
        return [label, *(" ".join(words for words in cell if words) for cell in cells)]


def _gaps(lines: Sequence[str], *, with_ends: bool = False) -> list[tuple[int, int]]:
    """The stretches blank in all lines of a row that part its cells; a single blank does where a cell begins or ends
    at it in one of the lines, not where it only parts words. With `with_ends` also what lies before and after them."""
    told = [x for x in range(_WIDEST) if any(line[x] != " " for line in lines)]
    gaps = [
        (low + 1, high)
        for low, high in pairwise(told)
        if high - low > 2 or (high - low == 2 and _parts_cells(lines, low + 1))
    ]
    return [(0, told[0]), *gaps, (told[-1] + 1, _WIDEST)] if with_ends and told else gaps


def _parts_cells(lines: Sequence[str], x: int) -> bool:
    """Whether a single blank in column `x` parts cells: words of one line end or begin there with more blanks on the
    other side, and in no line it stands inside what goes on in small letters."""
    ends = any((line[x - 1] == " ") != (line[x + 1] == " ") for line in lines)
    return ends and not any(line[x - 1] != " " and line[x + 1].islower() for line in lines)


def _most(parting: Sequence[int], low: int, high: int, near: int) -> int:
    """The column at which most rows part, the nearest to `near` of these."""
    return max(range(low, high), key=lambda x: (parting[x], -abs(x - near)), default=low)


def _moved(edges: Sequence[int], parting: Sequence[int], covered: Sequence[int], rows: int) -> list[int]:
    """The edges of the page before, each where the rows of this page part, with words between two of them."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for edge in edges:
        kept: dict[int, tuple[float, list[int]]] = {}
        for x in range(max(1, edge - _MOVED), min(_WIDEST, edge + _MOVED)):
            gain = parting[x] / rows - abs(x - edge) * _MOVE
            options = [
                (told + gain, [*found, x])
                for at, (told, found) in best.items()
                if at < x and max(covered[at:x]) * 2 >= rows
            ]
            if options:
                kept[x] = max(options, key=lambda option: option[0])
        best = kept
    return max(best.values(), key=lambda kept: kept[0])[1] if best else list(edges)


def _cuts(runs: Sequence[tuple[int, int]], edges: Sequence[int]) -> list[int | None]:
    """For each edge a column in one of the stretches that are blank in all lines of a row, each in its own stretch as
    far as there are enough near them; None where there is none near."""
    best: dict[int, tuple[float, list[int | None]]] = {-1: (0.0, [])}
    for edge in edges:
        kept: dict[int, tuple[float, list[int | None]]] = {}
        for used, (cost, cuts) in best.items():
            for n, more, cut in [(used, _NO_CUT, None), *_near(runs, used, edge)]:
                if n not in kept or cost + more < kept[n][0]:
                    kept[n] = (cost + more, [*cuts, cut])
        best = kept
    return min(best.values(), key=lambda kept: kept[0])[1]


def _near(runs: Sequence[tuple[int, int]], used: int, edge: int) -> list[tuple[int, float, int | None]]:
    """The stretches after `used` that are near an edge: which, how ill they fit, and the column in them."""
    out: list[tuple[int, float, int | None]] = []
    for n, (low, high) in enumerate(runs[used + 1 :], used + 1):
        if low - _REACH <= edge < high + _REACH:
            wide = 0.5 * min(high - low, 4) if 0 < n < len(runs) - 1 else 0.0
            out.append((n, max(0, low - edge, edge - high + 1) - wide, min(max(edge, low), high - 1)))
    return out


def _cut_in(line: str, edge: int) -> int:
    """The blank of a line nearest to `edge`: rather among several blanks, then one before a capital or a figure."""
    near = [x for x in range(max(1, edge - _REACH), edge + _REACH) if line[x] == " "]
    return min(near, key=lambda x: abs(x - edge) + _within_words(line, x), default=edge)


def _within_words(line: str, x: int) -> float:
    if _FIGURES.match(line, x + 1):
        return _BEFORE_FIGURE
    if line[x - 1] == " " or line[x + 1] == " ":
        return 0.0
    return _IN_SMALL if line[x + 1].islower() else _SINGLE

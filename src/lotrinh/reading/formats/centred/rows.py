"""Which lines of a table are one row: numbers stand in the middle of their rows, and rows do not begin in the middle
of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# "1", "II.", "(3)", "II.1": what stands before a row.
LABEL = re.compile(r" *(\(?(?:[IVXL]{1,6}|[A-ZĐ]|\d{1,3})(?:\.\d{1,2}){0,3}\)?)[.)]?(?= |$)")
_MOST_LINES = 60
# Against a row: lines by which its number is off its middle count one each; a first word in small letters, and lines
# that are the rest of a row of the page before.
_LOWER_START = 1.0
_REST = 0.4


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of a row, behind those of the rows before it."""

    before: _Rows | None
    span: tuple[int, int]

    def spans(self) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        rows: _Rows | None = self
        while rows is not None:
            out.append(rows.span)
            rows = rows.before
        return out[::-1]


# For each line at which rows may end: the least that speaks against parting the lines before it so, and these rows.
_Ways = dict[int, tuple[float, _Rows | None]]


def spans_of(
    lines: Sequence[str], span: tuple[int, int], marks: Sequence[int], *, has_head: bool, may_go_on: bool
) -> list[tuple[int, int]]:
    """The lines of each row within `span`, a run of lines without a blank one.

    `marks` are the lines that bear numbers, with `has_head` the first is that of the head. With `may_go_on` lines
    before the first row may be the rest of a row of the page before.
    """
    start, end = span
    if not marks:
        return [span]
    best: _Ways = {start: (0.0, None)}
    if may_go_on and not has_head:
        against = 0.0 if goes_on(lines[start]) else _REST
        best |= {stop: (against, _Rows(None, (start, stop))) for stop in range(start + 1, marks[0] + 1)}
    for index, mark in enumerate(marks):
        last = index + 1 == len(marks)
        stops = [end] if last else range(mark + 1, min(marks[index + 1], mark + _MOST_LINES) + 1)
        best = _with_row(lines, best, mark, stops)
        if has_head and index == 0 and not last:
            best = _with_rest(lines, best, marks[1])
    rows = min(best.values(), key=lambda kept: kept[0])[1]
    return rows.spans() if rows is not None else []


def goes_on(line: str) -> bool:
    """Whether the first words of a line go on in the middle of a sentence."""
    label = LABEL.match(line)
    words = line[label.end() :].lstrip(" .)") if label else line.lstrip()
    return words[:1].islower()


def _with_row(lines: Sequence[str], best: _Ways, mark: int, stops: Sequence[int]) -> _Ways:
    """The ways with one more row, the one whose number is in line `mark`."""
    starts = [(at, cost + goes_on(lines[at]) * _LOWER_START, rows) for at, (cost, rows) in best.items() if at <= mark]
    out: _Ways = {}
    for stop in stops:
        options = [(cost + abs((at + stop - 1) / 2 - mark), at, rows) for at, cost, rows in starts]
        if options:
            cost, at, rows = min(options, key=lambda option: option[0])
            out[stop] = (cost, _Rows(rows, (at, stop)))
    return out


def _with_rest(lines: Sequence[str], best: _Ways, mark: int) -> _Ways:
    """The ways, and those with lines below the head that end the last row of the page before."""
    out = dict(best)
    for at, (cost, rows) in best.items():
        for stop in range(at + 1, mark + 1) if goes_on(lines[at]) else ():
            if stop not in out or cost + _REST < out[stop][0]:
                out[stop] = (cost + _REST, _Rows(rows, (at, stop)))
    return out

"""Tables whose cells lost how many columns and rows they span: a head of two rows, narrower than the rows below it.

"TT | Chỉ tiêu | Giai đoạn 2026 - 2030" over "2026 | 2027 | 2028" over rows of five cells: three columns under the last
head, the others through both rows. How many heads span follows from the widths; which ones, from their words. Where the
words leave it open the table stays as it is, for a wrong guess would put figures under wrong years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lotrinh.reading.formats.build import Draft
from lotrinh.text.fold import fold_letters

Rows = Sequence[Sequence[str]]

_FEWEST = 3  # rows below the head
_AGREE = 2  # rows that must have the same width
_NUMBERS = re.compile(r"s?tt\.?|số tt|s\.tt", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}(?:\.\d{1,2}){0,2}|[A-ZĐ]|[a-zđ])\)?[.)]?|[-+*•]?")
_COUNTS_COLUMNS = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s?=.{1,20})?")  # "A | B | 1 | 2 | 3=2/1"
_WORDS = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SEVERAL_YEARS = re.compile(r"giai đoạn|dự kiến|kế hoạch|mục tiêu|lộ trình|các năm|thời kỳ|phấn đấu")
_OF_ONE = re.compile(r"năm|cơ quan|đơn vị(?! ?tính)|thực hiện|kế hoạch|dự toán")
_DONE = re.compile(r"thực hiện|ước|đánh giá")
_ALONE = re.compile(
    r"s?tt|ghi chú|(?:đơn vị|đv) ?tính|đvt|đơn vị$|nội dung|chỉ tiêu|tên|danh mục|nhiệm vụ|so sánh|tỷ lệ"
)


@dataclass(frozen=True, slots=True)
class Spans:
    """How wide the table is, which of the upper heads is the first over several columns, how many are, each over how
    many."""

    width: int
    first: int
    heads: int
    each: int


def find(rows: Rows) -> Spans | None:
    """The spans of a head of two rows that are narrower than those below; None where there is no such head."""
    if len(rows) < 2 + _FEWEST or not rows[0] or not _NUMBERS.fullmatch(rows[0][0].strip()):
        return None
    if all(map(_WORDS.search, rows[2])):
        return None  # a third row of heads
    upper, lower = len(rows[0]), len(rows[1])
    for width in _widths(rows[2:]):
        heads = upper + lower - width
        if upper < width and lower < width and 1 <= heads <= upper - 2 and lower % heads == 0:
            first = _first_spanning(rows[0], rows[1], heads)
            return None if first is None else Spans(width, first, heads, lower // heads)
    return None


def _widths(rows: Rows) -> list[int]:
    """What widths the rows may have: that of the row that counts the columns, the greatest that several rows have."""
    counting = [len(row) for row in rows[:1] if len(row) > 2 and all(map(_COUNTS_COLUMNS.fullmatch, row))]
    several = [width for width, seen in Counter(map(len, rows)).items() if seen >= _AGREE]
    return [*counting, *([max(several)] if several else [])]


def drafts(rows: Rows, spans: Spans) -> list[list[Draft]]:
    """The rows as cells of a table, every head over all columns it spans; a row without its number has an empty one."""
    below = ([Draft(cell) for cell in _row(row, spans.width)] for row in rows[2:])
    return [*_heads(rows[0], rows[1], spans), *below]


def _heads(first: Sequence[str], second: Sequence[str], spans: Spans) -> list[list[Draft]]:
    upper: list[Draft] = []
    lower: list[Draft] = []
    below = iter(second)
    for index, words in enumerate(first):
        head = Draft(words)
        if spans.first <= index < spans.first + spans.heads:
            upper += [head, *(Draft(same_as=head) for _ in range(spans.each - 1))]
            lower += [Draft(next(below)) for _ in range(spans.each)]
        else:
            upper.append(head)
            lower.append(Draft(same_as=head))
    return [upper, lower]


def _first_spanning(heads: Sequence[str], below: Sequence[str], spanning: int) -> int | None:
    """Where the run of heads that span others begins, or None where more than one may."""
    told = [fold_letters(words).strip() for words in heads]
    under = [fold_letters(words) for words in below]
    years = all(map(_YEAR.search, under))
    may = [not _ALONE.match(t) and _may_span(t, years=years) for t in told]
    runs = [at for at in range(len(told) - spanning + 1) if all(may[at : at + spanning])]
    if len(runs) > 1 and spanning == 1 and any(map(_DONE.search, under)):
        dated = sorted((year.group(), at) for at in runs if (year := _YEAR.search(told[at])))
        return dated[0][1] if dated else None  # what was done is of the first year
    return runs[0] if len(runs) == 1 else None


def _may_span(head: str, *, years: bool) -> bool:
    if years:
        return _SEVERAL_YEARS.search(head) is not None and len(_YEAR.findall(head)) != 1
    return bool(_YEAR.search(head) or _OF_ONE.search(head))


def _row(row: Sequence[str], width: int) -> list[str]:
    """The row's cells in their columns: one whose first cell is no number lost the empty cell before it."""
    words = list(row) if _NUMBERED.fullmatch(row[0].strip()) or len(row) >= width else ["", *row]
    return words + [""] * (width - len(words))

"""Tables of a file that only hold a letterhead or a signature block in place."""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.model import Strip
from lotrinh.reading.source import Cell, Line, Source, Table
from lotrinh.reading.spans import FirstOf
from lotrinh.reading.wording import CAPACITY, MOTTO, POST, RECIPIENTS, SIGNED, is_name, is_upper, key

LAYOUT_WORDS = re.compile(
    r"cộng h[òo]a xã hội|đảng cộng sản việt nam|nơi nhận|(?:^|\s)(?:t/m|tm\.|kt\.|tl\.|k/t|t/l)\s"
    r"|ngày\b.{0,20}tháng\b.{0,20}năm"
)


class Spans:
    """Whether an offset lies in one of a few tables."""

    def __init__(self, tables: list[Table]) -> None:
        self._spans = FirstOf([(t.start, t.end) for t in tables])

    def holds(self, at: int) -> bool:
        return self._spans.at(at) is not None


def is_layout(source: Source, table: Table) -> bool:
    """True for a table that only holds a letterhead or a signature block in place."""
    if max(len(r) for r in table.rows) > 4 or not (len(table.rows) <= _FEW_ROWS or _long_letterhead(table)):
        return False
    words = key(" ".join(cell.text for row in table.rows for cell in row))
    if words.startswith(("kính gửi", "kính trình")):
        return True
    if any(re.fullmatch(r"(?:s?tt|số tt)\.?", key(cell.text)) for cell in table.rows[0]):
        return False
    return bool(LAYOUT_WORDS.search(words)) or _only_signed(table)


def _only_signed(table: Table) -> bool:
    """Whether a table holds nothing but a post and the signer's name, as of a law without recipients."""
    told = [line.strip() for row in table.rows for c in row if not c.repeated for line in c.text.split("\n")]
    told = [line for line in told if line and not SIGNED.match(key(line))]
    if not 2 <= len(told) <= 6:
        return False
    posts = [line for line in told if is_upper(line) and (POST.match(key(line)) or CAPACITY.match(key(line)))]
    return bool(posts) and is_name(told[-1]) and all(is_upper(line) or is_name(line) for line in told)


_FEW_ROWS = 8
_MOST_ROWS = 30
_LONGEST_CELL = 200


def _long_letterhead(table: Table) -> bool:
    """Whether a table of many rows is a letterhead or a signature block all the same: a row for each of its lines."""
    if len(table.rows) > _MOST_ROWS or any(len(cell.text) > _LONGEST_CELL for row in table.rows for cell in row):
        return False
    return any(MOTTO.match(key(c.text)) or RECIPIENTS.match(key(c.text)) for row in table.rows[:3] for c in row)


def columns_of(source: Source, table: Table, line: Line) -> list[Strip]:
    """The cells of a layout table, column by column, a strip for each line of a cell."""
    strips: list[Strip] = []
    width = max(len(row) for row in table.rows)
    for column in range(width):
        for row in table.rows:
            if column < len(row) and not row[column].repeated:
                strips += _cell(row[column], line, first=not strips)
    return strips


_WORD = rf"[{UP}][^\W\d_{UP}]+"
# What is one line's wherever a web page breaks it: "…, ngày / 25 tháng 11 năm 2025", "Số: / 12/KH-UBND", "Thành phố
# Hồ Chí / Minh, ngày …".
_ONE_LINE = re.compile(
    rf"(?:Thành phố |TP\. ?)?{_WORD}(?: (?:-|{_WORD})){{0,4}}\n{_WORD}(?: {_WORD}){{0,2}}(?=, ngày\s)|"
    r"ngày\s{1,3}\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3}\d{4}|Số\s?:?\s{1,3}\d|THỦ TƯỚNG\s{1,3}CHÍNH PHỦ"
    r"|ỦY BAN\s{1,3}NHÂN\s{1,3}DÂN"
)


def _cell(cell: Cell, line: Line, first: bool) -> list[Strip]:
    strips: list[Strip] = []
    at = cell.start
    words = _ONE_LINE.sub(lambda found: found.group().replace("\n", " "), cell.text)
    for piece in re.split(r"(\n| {6,}(?=[A-ZĐ]{2}))", words):
        text = piece.strip()
        if text:
            start = at + len(piece) - len(piece.lstrip())
            strips.append(Strip(text, start, start + len(text), "body", True, 0, line.page, None, first and not strips))
        at += len(piece)
    return strips

"""A saved web page → its words, a line per block, and its tables with the cells that are merged in them.

Nothing is fetched and nothing runs: only words and tables are looked at.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lotrinh.reading.formats.build import Draft
from lotrinh.text.repair import repair

Rows = list[list[Draft]]

_BLOCKS = frozenset(
    (
        *("p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "pre", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "title", "head", "body", "section", "article", "header", "footer", "nav"),
        *("form", "option"),
    )
)
_SILENT = ("script", "style", "noscript", "template")
_BLANKS = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n[ \n]*\n")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2  # two columns are a letterhead, recipients and a signature, or a page's layout
_WIDEST, _TALLEST, _MOST_COLUMNS, _MOST_CELLS = 60, 500, 200, 100_000
_OPENS, _CLOSES = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_PLACE = re.compile("\ue001(\\d+)\ue001")


_BEGINS = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_TAG_FIRST = re.compile(
    r"\s*<(?:div|p|span|table|h[1-6]|article|section|main|center|font|b|strong|meta|br|title|style)\b", re.IGNORECASE
)
_BLOCK_ENDS = re.compile(r"</(?:p|div|li|tr|h[1-6]|td)>|<br\b", re.IGNORECASE)
_LOOKED_AT, _FEWEST_BLOCKS = 200_000, 5


def is_html(raw: str) -> bool:
    """Whether a text is a page of HTML, or a piece of one: it begins with a tag, and most lines hold a block's end."""
    if _BEGINS.match(raw):
        return True
    if not _TAG_FIRST.match(raw):
        return False
    near = raw[:_LOOKED_AT]
    blocks = len(_BLOCK_ENDS.findall(near))
    return blocks >= _FEWEST_BLOCKS and 2 * blocks >= sum(1 for line in near.split("\n") if line.strip())


def holds_tables(text: str) -> bool:
    """Whether a text has tables written as HTML in it."""
    return _OPENS.search(text) is not None


def words_and_tables(raw: str) -> tuple[str, list[Rows]]:
    """The words of a page; each of its tables stands there as a line that `table_at` knows."""
    page = _Page([], [])
    page.feed(raw.replace("\ue001", ""))
    page.close()
    return _EMPTY_LINES.sub("\n", "".join(page.parts)), page.tables


def tables_within(text: str) -> tuple[str, list[Rows]]:
    """The same of a text that is no page but holds tables written as HTML, as converters put them into Markdown."""
    parts: list[str] = []
    tables: list[Rows] = []
    at = 0
    while (begin := _OPENS.search(text, at)) and (end := _CLOSES.search(text, begin.end())):
        parts.append(text[at : begin.start()].replace("\ue001", ""))
        page = _Page(parts, tables)
        page.feed(text[begin.start() : end.end()].replace("\ue001", ""))
        page.close()
        at = end.end()
    return "".join([*parts, text[at:].replace("\ue001", "")]), tables


def table_at(line: str) -> int | None:
    """Which table stands at a line, None for other lines."""
    found = _PLACE.fullmatch(line.strip())
    return int(found[1]) if found else None


@dataclass(slots=True)
class _Cell:
    columns: int
    rows: int
    parts: list[str] = field(default_factory=list)

    def text(self) -> str:
        lines = (line.strip() for line in "".join(self.parts).split("\n"))
        return repair("\n".join(line for line in lines if line))


@dataclass(slots=True)
class _Table:
    """A table that is still open: where its words begin among the page's, its rows, whether another stands in it."""

    begin: int
    rows: list[list[_Cell]] = field(default_factory=list)
    holds_another: bool = False


class _Page(HTMLParser):
    """Collects words; inside a table also cells. A table of data takes the place of its words; another one, or one that
    is never closed, stays words."""

    def __init__(self, parts: list[str], tables: list[Rows]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = parts
        self.tables = tables
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag == "table":
            if self._open:
                self._open[-1].holds_another = True
            self._open.append(_Table(len(self.parts)))
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            told = dict(attrs)
            cell = _Cell(_span(told.get("colspan"), _WIDEST), _span(told.get("rowspan"), _TALLEST))
            self._open[-1].rows[-1].append(cell)
        if tag in _BLOCKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self._say("\n")
        if tag == "table" and self._open:
            self._close_table(self._open.pop())

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(_BLANKS.sub(" ", data))

    def _say(self, words: str) -> None:
        self.parts.append(words)
        if self._open and self._open[-1].rows and self._open[-1].rows[-1]:
            self._open[-1].rows[-1][-1].parts.append(words)

    def _close_table(self, table: _Table) -> None:
        rows = [] if table.holds_another else _grid(table.rows)
        if rows:
            self.parts[table.begin :] = [f"\n\ue001{len(self.tables)}\ue001\n"]
            self.tables.append(rows)


def _span(told: str | None, most: int) -> int:
    return min(most, max(1, int(told))) if told and told.strip().isdecimal() and len(told) < 9 else 1


def _grid(rows: list[list[_Cell]]) -> Rows:
    """The rows with merged cells repeated in each place they cover; empty where it is no table of data."""
    grid: list[list[Draft]] = []
    held: dict[int, tuple[Draft, int]] = {}  # the cell that reaches down into a column, and how many rows more
    cells = 0
    for row in rows:
        if not row and not held:
            continue
        line: list[Draft] = []
        waiting = deque(row)
        while waiting or len(line) in held:
            if len(line) > _MOST_COLUMNS:
                return []
            if len(line) in held:
                line.append(_below(held, len(line)))
                continue
            cell = waiting.popleft()
            draft = Draft(cell.text())
            for step in range(cell.columns):
                if cell.rows > 1:
                    held[len(line)] = (draft, cell.rows - 1)
                line.append(Draft(draft.text, same_as=draft) if step else draft)
        cells += len(line)
        if cells > _MOST_CELLS:
            return []
        grid.append(line)
    width = max(map(len, grid), default=0)
    told = [line for line in grid if any(draft.text for draft in line)]
    if width < _FEWEST_COLUMNS or len(told) < _FEWEST_ROWS:
        return []
    return [[*line, *(Draft() for _ in range(width - len(line)))] for line in told]


def _below(held: dict[int, tuple[Draft, int]], column: int) -> Draft:
    draft, more = held.pop(column)
    if more > 1:
        held[column] = (draft, more - 1)
    return Draft(draft.text, same_as=draft)

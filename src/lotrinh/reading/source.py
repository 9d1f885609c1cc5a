"""What every file format is turned into before it is read: one text with its layout beside it.

`Source.text` is canonical: repaired, NFC, lines ended by ``\\n``. Nothing of the file is left out of it: running
headers, page numbers and stamps stay in the text and are marked by their line's `role`. Every span in the reader's
output is a pair of offsets into this text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Role = Literal["body", "running_header", "page_number", "stamp", "footnote", "navigation", "table", "textbox"]


class Line(NamedTuple):
    """One line of `Source.text`, without its line end.

    `hard` is true where the format knows that a paragraph ends here (Word); false where the line may only be wrapped
    (plain text, PDF). `box` is (left, top, right, bottom) in points from the page's top left corner, where known.
    A label that Word keeps in its list definitions ("1.", "a)", "-") is written into the text by the loader.
    A tuple, for a file has thousands of them.
    """

    start: int
    end: int
    role: Role = "body"
    hard: bool = False
    page: int | None = None
    indent: int = 0
    bold: bool | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0


class Cell(NamedTuple):
    """One cell: its words, its span, and whether it only repeats a merged cell above or to the left."""

    text: str
    start: int
    end: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table in reading order. In `Source.text` each row is a line of its cells joined by " | "."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file: its number from 1, its span in the text, its size in points."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Note:
    """Something the loader noticed: `kind` as in the anomaly list of the output schema, with the words and why."""

    kind: str
    why: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Source:
    """A file, ready to be read."""

    text: str
    lines: list[Line]
    format: str
    tables: list[Table] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    confidence: float = 1.0
    method: str = "text"  # "text", "ocr", "glyph-repair"

    def words(self, line: Line) -> str:
        """The words of a line."""
        return self.text[line.start : line.end]

    def body(self) -> Iterator[Line]:
        """The lines that belong to the document itself, table rows not among them."""
        return (line for line in self.lines if line.role == "body")

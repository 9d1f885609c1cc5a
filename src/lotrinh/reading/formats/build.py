"""Writes a `Source`: text goes in line by line, and every offset is right by construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lotrinh.errors import UnreadableDocument
from lotrinh.reading.formats.limits import DEFAULT, Limits
from lotrinh.reading.source import Cell, Line, Note, Page, Role, Source, Table

SEPARATOR = " | "


@dataclass(slots=True)
class Draft:
    """A cell before it has a place: its words (paragraphs parted by line ends), and the cell it repeats, if
    any."""

    text: str = ""
    same_as: Draft | None = None
    placed: Cell | None = None


def _row_goes_on(row: Sequence[Cell], after: Sequence[Cell]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before: it has no number of its own
    and goes on in the middle of a sentence."""
    if len(row) != len(after) or len(row) < 3 or after[0].text.strip() or not row[0].text.strip():
        return False
    return any(
        b.text[:1].islower() and a.text.strip() and a.text[-1:] not in ".;" for a, b in zip(row, after, strict=True)
    )


def _joined(cell: Cell, rest: Cell) -> Cell:
    if not rest.text.strip() or rest.repeated:
        return cell
    if not cell.text.strip():
        return rest
    return Cell(f"{cell.text}\n{rest.text}", cell.start, rest.end)


@dataclass(slots=True)
class Builder:
    """Collects lines, tables, pages and notes in reading order."""

    format: str
    limits: Limits = DEFAULT
    method: str = "text"
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _at: int = 0
    _page: tuple[int, int, float, float] | None = None

    @property
    def at(self) -> int:
        """The offset at which the next line will start."""
        return self._at

    def line(
        self,
        text: str,
        *,
        role: Role = "body",
        hard: bool = False,
        indent: int = 0,
        bold: bool | None = None,
        box: tuple[float, float, float, float] | None = None,
        confidence: float = 1.0,
    ) -> Line:
        """Adds one line. `text` is already repaired and holds no line end."""
        start = self._at
        end = start + len(text)
        self._at = end + 1
        if end >= self.limits.text_size:
            raise UnreadableDocument(
                "Tệp có quá nhiều chữ so với một văn bản. Hãy tách tệp thành nhiều phần rồi đọc lại."
            )
        line = Line(start, end, role, hard, self._page[0] if self._page else None, indent, bold, box, confidence)
        self._parts.append(text)
        self.lines.append(line)
        return line

    @property
    def page(self) -> int | None:
        """The number of the page being written, or None where the format knows no pages."""
        return self._page[0] if self._page else None

    def table(self, rows: Sequence[Sequence[Draft]], *, goes_on: bool = False, confidence: float = 1.0) -> None:
        """Adds a table. A repeated cell takes no room in the text; it points at the words it repeats.

        With `goes_on` the rows belong to the table before, from the page before; its header repeated is left
        out of the rows, though not out of the text.
        """
        if not rows:
            return
        first = self._at
        placed = [self._row(row, confidence) for row in rows]
        if goes_on and self.tables:
            before = self.tables.pop()
            if [c.text for c in placed[0]] == [c.text for c in before.rows[0]]:
                placed = placed[1:]
            if placed and _row_goes_on(before.rows[-1], placed[0]):
                joined = tuple(map(_joined, before.rows[-1], placed[0]))
                placed, before = placed[1:], replace(before, rows=(*before.rows[:-1], joined))
            self.tables.append(Table(before.start, self._at - 1, (*before.rows, *placed), before.page))
            return
        self.tables.append(Table(first, self._at - 1, tuple(placed), self.page))

    def _row(self, row: Sequence[Draft], confidence: float) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        shown: list[str] = []
        at = self._at
        for index, draft in enumerate(row):
            if index:
                at += len(SEPARATOR)
            origin = draft.same_as.placed if draft.same_as else None
            if origin is not None:
                cells.append(Cell(origin.text, origin.start, origin.end, repeated=True))
                shown.append("")
                continue
            cell = Cell(draft.text, at, at + len(draft.text), draft.same_as is not None)
            draft.placed = cell
            cells.append(cell)
            shown.append(draft.text.replace("\n", " "))
            at += len(draft.text)
        self.line(SEPARATOR.join(shown), role="table", hard=True, confidence=confidence)
        return tuple(cells)

    def begin_page(self, number: int, width: float = 0.0, height: float = 0.0) -> None:
        """Starts a page; the one before it ends here."""
        self.end_page()
        self._page = (number, self._at, width, height)

    def end_page(self) -> None:
        """Ends the page being written."""
        if self._page:
            number, start, width, height = self._page
            self.pages.append(Page(number, start, max(start, self._at - 1), width, height))
            self._page = None

    def note(
        self, kind: str, why: str, text: str | None = None, start: int | None = None, end: int | None = None
    ) -> None:
        """Adds something the loader noticed."""
        self.notes.append(Note(kind, why, text, start, end))

    def source(self, confidence: float = 1.0) -> Source:
        """The finished source. Raises UnreadableDocument where there are no words at all."""
        self.end_page()
        text = "\n".join(self._parts)
        end = len(text)
        self.pages = [replace(p, start=min(p.start, end), end=min(p.end, end)) for p in self.pages]
        if not text.strip():
            raise UnreadableDocument("Tệp không có chữ nào. Hãy kiểm tra lại tệp đã gửi.")
        return Source(text, self.lines, self.format, self.tables, self.pages, self.notes, confidence, self.method)

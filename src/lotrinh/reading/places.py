"""Every paragraph of a reading with the path it is cited under, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lotrinh.reading.model import Paragraph, Reading
from lotrinh.reading.source import Cell, Table


def places(reading: Reading) -> Iterator[tuple[str, Paragraph]]:
    """(path, paragraph): title, preamble, nodes, closing, annexes with the rows of their tables."""
    title = title_paragraph(reading)
    if title is not None:
        yield "title", title
    for paragraph in reading.preamble:
        yield "preamble", paragraph
    for node in reading.nodes:
        if node.labelled and node.kind != "annex":
            for paragraph in node.paragraphs:
                yield node.path, paragraph
    for paragraph in reading.closing:
        yield "closing", paragraph
    for annex in reading.annexes:
        for paragraph in annex.paragraphs:
            yield annex.path, paragraph
        for table in annex.tables:
            yield from _cells(reading, annex.path, table)
    for table, path in reading.body_tables:
        yield from _cells(reading, path, table)


def _cells(reading: Reading, path: str, table: Table) -> Iterator[tuple[str, Paragraph]]:
    """The cells of a table, made once for all stages that ask for them."""
    if id(table) not in reading.cells:
        reading.cells[id(table)] = [
            cell_paragraph(c) for row in table.rows for c in row if c.text.strip() and not c.repeated
        ]
    return ((path, paragraph) for paragraph in reading.cells[id(table)])


def title_paragraph(reading: Reading) -> Paragraph | None:
    """The title as a paragraph with its place."""
    strips = [
        s for s in reading.strips if s.zone == "title" and s.start <= reading.header.spans.get("title", (0, 0))[1]
    ]
    if not strips:
        return None
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for strip in strips:
        pieces.append((at, strip.start, strip.end))
        at += len(strip.text) + 1
    return Paragraph(" ".join(s.text for s in strips), pieces, "title")


def cell_paragraph(cell: Cell) -> Paragraph:
    """A table cell as a paragraph."""
    text = cell.text.replace("\n", " ")
    return Paragraph(text, [(0, cell.start, max(cell.start + 1, cell.end))], "table")

"""Lines in reading order, with two-column tables and flattened columns taken apart.

Reads: source. Writes: strips, tables (those of the source, and those a text draws with bars).
"""

from __future__ import annotations

from lotrinh.reading.model import Reading, Strip
from lotrinh.reading.source import Line, Source
from lotrinh.reading.stages import penned, recognised
from lotrinh.reading.stages.layout.bars import barred_tables, flat_lines, flattened
from lotrinh.reading.stages.layout.letterhead_tables import Spans, columns_of, is_layout
from lotrinh.reading.stages.layout.run_together import barred_parted, parted, rejoined, signatures_parted, tail_parted

_CHARACTER = 6.0


def run(reading: Reading) -> None:
    """Fills `strips`."""
    source = reading.source
    layout = [t for t in source.tables if is_layout(source, t)]
    by_start = {t.start: t for t in layout}
    inside = Spans(layout)
    flat = flat_lines(source)
    strips: list[Strip] = []
    gap = False
    block: list[Line] = []
    for line in source.lines:
        if block and line.start not in flat and source.words(line).strip():
            strips += flattened(source, block)
            block = []
        table = by_start.get(line.start) if line.role == "table" else None
        if table:
            strips += columns_of(source, table, line)
            gap = True
            continue
        if inside.holds(line.start):
            continue
        if line.start in flat:
            block.append(line)
            continue
        words = source.words(line)
        if not words.strip():
            gap = True
            continue
        strips.append(_strip(source, line, gap))
        gap = False
    strips = _columns_parted(strips + (flattened(source, block) if block else []))
    if _blank_between_all(source):
        for strip in strips:
            strip.gap = False
    if source.method == "ocr" or source.format == "txt":
        recognised.mend(strips)
    if source.method == "ocr":
        recognised.mend_parts(strips)
        penned.set_aside_scrawls(strips)
    reading.strips = strips
    reading.tables = [*source.tables, *barred_tables(reading.strips)]
    reading.tables.sort(key=lambda t: t.start)


def _columns_parted(strips: list[Strip]) -> list[Strip]:
    """The document's own lines with their columns parted, between what a web page put before and after them."""
    inside = [index for index, strip in enumerate(strips) if strip.role != "navigation"]
    if not inside:
        return strips
    first, end = inside[0], inside[-1] + 1
    own = parted(rejoined(barred_parted(strips[first:end])))
    return [*strips[:first], *signatures_parted(tail_parted(own)), *strips[end:]]


def _blank_between_all(source: Source) -> bool:
    """Whether nearly every line comes after a blank one, so that a blank line says nothing."""
    told = after = 0
    blank = False
    for line in source.body():
        if not source.words(line).strip():
            blank = True
            continue
        told, after, blank = told + 1, after + blank, False
    return after > 0.7 * told


def _strip(source: Source, line: Line, gap: bool) -> Strip:
    raw = source.words(line)
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    start = line.start + lead
    left = line.box[0] if line.box else None
    # Word and PDF tell indents in points; a character of 14-point text is some 6 points wide.
    indent = lead + (line.indent if source.format in ("txt", "md") else round(line.indent / _CHARACTER))
    return Strip(text, start, start + len(text), line.role, line.hard, indent, line.page, left, gap, line.confidence)

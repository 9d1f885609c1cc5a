"""What was read and what was not: coverage and the spans left over.

Reads: strips, nodes, preamble, closing, annexes, tables. Writes: unread, coverage.
"""

from __future__ import annotations

from bisect import bisect_right

from lotrinh.reading.model import Reading

_READ = frozenset(
    {
        "letterhead",
        "place_date",
        "type",
        "title",
        "lead",
        "addressee",
        "rule",
        "closing",
        "recipients",
        "signature",
        "annex",
        "table",
        "page_number",
        "stamp",
        "navigation",
        "running_header",
        "footnote",
    }
)


def run(reading: Reading) -> None:
    """Fills `unread` and `coverage` (characters accounted for ÷ characters, white space not counted)."""
    known = _paragraph_starts(reading)
    read: list[str] = []
    unread: list[tuple[int, int]] = []
    covered_at = 0
    for strip in reading.strips:
        accounted = strip.zone in _READ or (strip.zone == "body" and _inside(strip.start, known))
        if accounted:
            read.append(strip.text)
        elif unread and covered_at == len(unread):
            unread[-1] = (unread[-1][0], strip.end)
        else:
            unread.append((strip.start, strip.end))
            covered_at = len(unread)
            continue
        if accounted:
            covered_at = -1
    reading.unread = unread
    # Words of the source that no strip holds (cell rules such as " | ") are the loader's, not the document's.
    total = _size([strip.text for strip in reading.strips])
    reading.coverage = _size(read) / total if total else 0.0


def _size(texts: list[str]) -> int:
    """How many characters there are, white space not counted."""
    whole = "".join(texts)
    return len(whole) - sum(map(whole.count, " \t\u00a0\n"))


def _paragraph_starts(reading: Reading) -> list[tuple[int, int]]:
    spans = [(p.start, p.end) for p in (*reading.preamble, *reading.closing)]
    spans += [(p.start, p.end) for n in reading.nodes for p in n.paragraphs if p.pieces]
    return sorted(spans)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]

"""Annexes: heading, title, tables and text of each. Also the tables that stand inside the text.

Reads: paragraphs and strips in zone `annex`, tables. Writes: annexes, nodes (one per annex),
body_tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from lotrinh.reading import labels
from lotrinh.reading.model import Annex, Node, Paragraph, Reading, Strip
from lotrinh.reading.spans import FirstOf, LastBefore
from lotrinh.reading.stages.layout.letterhead_tables import is_layout
from lotrinh.reading.wording import ANNEX, ATTACHED, DECORATION, is_upper, key


def run(reading: Reading) -> None:
    """Fills `annexes` and `body_tables` and puts a node for each annex at the end of `nodes`."""
    strips = [s for s in reading.strips if s.zone == "annex"]
    groups = _groups(strips)
    text_end = len(reading.source.text)
    inside = _ByStart([p for p in reading.paragraphs if p.zone == "annex"])
    for number, group in enumerate(groups, 1):
        after = groups[number][0].start if number < len(groups) else text_end
        annex, title = _annex(number, group)
        annex.end = max(annex.end, min(after, text_end))
        annex.paragraphs = inside.between(group[0].start, after)
        reading.annexes.append(annex)
        node = Node(annex.path, "annex", annex.label, [_title_paragraph(title or group[:1])], 0)
        reading.nodes.append(node)
    _tables(reading)


_FORM = ("biểu", "mẫu")


class _ByStart:
    """Paragraphs that begin in a stretch of the text, in their own order."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._places = sorted((p.start, index) for index, p in enumerate(paragraphs))

    def between(self, start: int, end: int) -> list[Paragraph]:
        first, last = (bisect_left(self._places, (offset, -1)) for offset in (start, end))
        return [self._paragraphs[index] for index in sorted(index for _, index in self._places[first:last])]


def _groups(strips: list[Strip]) -> list[list[Strip]]:
    """The lines of each annex. Forms ("Biểu 01", "Mẫu số 2") are annexes only where none called "Phụ lục" holds
    them."""
    groups: list[list[Strip]] = []
    held = False
    for index, strip in enumerate(strips):
        folded = key(strip.text)
        match = ANNEX.fullmatch(folded)
        opens = match is not None and len(strip.text) < 200 and _is_head(strip, match, strips[index + 1 : index + 8])
        opens = opens and not (held and folded.startswith(_FORM))
        held = held or (opens and not folded.startswith(_FORM))
        if opens or not groups:
            groups.append([])
        groups[-1].append(strip)
    return groups


def _is_head(strip: Strip, match: re.Match[str], after: list[Strip]) -> bool:
    if key(strip.text).startswith(_FORM) and not match["no"]:
        return False
    rest = strip.text[len(strip.text) - len(match["rest"]) :].strip(" :.–—-")
    attached = any(ATTACHED.match(key(s.text)) for s in after)
    return strip.text[0].isupper() and (not rest or is_upper(rest) or attached)


def _annex(number: int, group: list[Strip]) -> tuple[Annex, list[Strip]]:
    match = ANNEX.fullmatch(key(group[0].text))
    label: str | None = None
    title: list[Strip] = []
    rest = group
    if match:
        label = group[0].text[: len(group[0].text) - len(match["rest"])].strip(" :.–—-")
        tail = group[0].text[len(group[0].text) - len(match["rest"]) :]
        words = tail.strip(" :.–—-")
        if words:
            start = group[0].end - len(tail.lstrip(" :.–—-"))
            title.append(Strip(words, start, group[0].end, zone="annex"))
        rest = group[1:]
    in_note = False
    for strip in rest:
        folded = key(strip.text)
        if not title and (in_note or ATTACHED.match(folded)):
            # "(Kèm theo Kế hoạch số …)" may stand over the title.
            in_note = strip.text.count("(") > strip.text.count(")") or (in_note and ")" not in strip.text)
            continue
        form = ANNEX.fullmatch(folded) if folded.startswith(_FORM) else None
        if ATTACHED.match(folded) or labels.parse(strip.text) or len(title) >= 6 or (form and form["no"]):
            break
        if DECORATION.fullmatch(strip.text):
            continue
        if title and not is_upper(strip.text) and is_upper(title[0].text) and not strip.text[:1].islower():
            break
        if len(strip.text) > (600 if is_upper(strip.text) else 220):
            break
        title.append(strip)
    text = re.sub(r"\s+", " ", " ".join(s.text for s in title)).strip()
    return Annex(f"PL{number}", label, text, group[0].start, group[-1].end), title


def _title_paragraph(strips: list[Strip]) -> Paragraph:
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for strip in strips:
        pieces.append((at, strip.start, strip.end))
        at += len(strip.text) + 1
    return Paragraph(" ".join(s.text for s in strips), pieces, "annex")


def _tables(reading: Reading) -> None:
    """Each table to its annex, or to the node it stands under; layout tables are not among them."""
    annexes = FirstOf([(a.start, a.end) for a in reading.annexes])
    above = LastBefore(n for n in reading.nodes if n.kind not in ("annex", "paragraph"))
    for table in reading.tables:
        if is_layout(reading.source, table):
            continue
        annex = annexes.at(table.start)
        if annex is not None:
            reading.annexes[annex].tables.append(table)
        else:
            reading.body_tables.append((table, above.path(table.start, "TB")))
    _bare_tables(reading)


def _bare_tables(reading: Reading) -> None:
    """Tables after the signature without any heading are an annex all the same."""
    signature = [s.end for s in reading.strips if s.zone == "signature"]
    if reading.annexes or not signature or not reading.body_tables:
        return
    late = [(t, p) for t, p in reading.body_tables if t.start > signature[-1]]
    if late:
        annex = Annex("PL1", None, "", late[0][0].start, late[-1][0].end, [t for t, _ in late])
        reading.annexes.append(annex)
        first = late[0][0].rows[0][0] if late[0][0].rows and late[0][0].rows[0] else None
        start = first.start if first else late[0][0].start
        reading.nodes.append(Node("PL1", "annex", None, [Paragraph("", [(0, start, start)], "annex")], 0))
        reading.body_tables = [(t, p) for t, p in reading.body_tables if t.start <= signature[-1]]

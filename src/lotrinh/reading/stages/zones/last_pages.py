"""From the end of the text to the end of the file: signature, annexes, an attached programme with a tail of its own."""

from __future__ import annotations

from lotrinh.reading import labels
from lotrinh.reading.labels import Label
from lotrinh.reading.model import Strip, Zone
from lotrinh.reading.stages.zones.annex_heads import annex_head, attached_head, is_attached_note, table_title
from lotrinh.reading.stages.zones.first_page import is_type_line
from lotrinh.reading.stages.zones.signature_block import opens_tail, signature_block
from lotrinh.reading.stages.zones.title_lines import TITLE_LINES
from lotrinh.reading.wording import (
    PREAMBLE,
    key,
)


def mark_last_pages(strips: list[Strip], first: int) -> int:
    """Marks recipients, signature and annexes; gives the index of the line after the text."""
    index = first
    while index < len(strips):
        if opens_tail(strips, index):
            end = signature_block(strips, index)
            if not _text_goes_on(strips, first, index, end):
                _after(strips, end)
                return index
            for specimen in strips[index:end]:
                specimen.zone = ""
            index = end
            continue
        if annex_head(strips, index, signed=False):
            _after(strips, index)
            return index
        index += 1
    return index


_NEXT_LABEL_WITHIN = 12


def _text_goes_on(strips: list[Strip], first: int, start: int, end: int) -> bool:
    """Whether a signature or a list of recipients (`start` to `end`) is only a specimen inside the text: the next label
    after it counts on from one before it, and another signature follows."""
    following: Label | None = None
    for index in range(end, min(len(strips), end + _NEXT_LABEL_WITHIN)):
        if annex_head(strips, index, signed=True) or attached_head(strips, index):
            return False
        label = labels.parse(strips[index].text)
        if label and label.value and label.firm:
            following = label
            break
    if following is None or following.value < 2:
        return False
    before = (labels.parse(s.text) for s in reversed(strips[first:start]))
    told = next((b for b in before if b and b.style == following.style and b.parts[:-1] == following.parts[:-1]), None)
    if told is None or told.value + 1 != following.value:
        return False
    return any(opens_tail(strips, index) for index in range(end, len(strips)))


def _after(strips: list[Strip], start: int) -> None:
    """What follows the signature: annexes, an attached programme (text again), or something not
    understood."""
    zone: Zone = ""
    index = start
    while index < len(strips):
        strip = strips[index]
        if annex_head(strips, index, signed=True):
            zone = "annex"
        elif zone != "annex" and attached_head(strips, index) and is_type_line(strip.text):
            index = _attached_body(strips, index)
            continue
        elif not zone and (attached_head(strips, index) or table_title(strips, index)):
            zone = "annex"
        strip.zone = zone
        index += 1


def _attached_body(strips: list[Strip], start: int) -> int:
    """Marks an attached programme: its title as title, its text as body, and its own tail."""
    index = start
    seen = False
    while index < len(strips) and index < start + TITLE_LINES:
        label = labels.parse(strips[index].text)
        if (label and label.firm) or (seen and PREAMBLE.match(key(strips[index].text))):
            break
        strips[index].zone = "title"
        seen = seen or is_attached_note(strips[index].text)
        index += 1
    end = mark_last_pages(strips, index)
    for strip in strips[index:end]:
        strip.zone = strip.zone or "body"
    # `mark_last_pages` has dealt with everything after `end`.
    return len(strips)

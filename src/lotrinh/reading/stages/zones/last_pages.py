"""From the end of the text to the end of the file: signature, annexes, an attached programme with a tail of its own."""

from __future__ import annotations

from lotrinh.reading import labels
from lotrinh.reading.labels import Label
from lotrinh.reading.model import Strip, Zone
from lotrinh.reading.stages.zones.annex_heads import (
    annex_head,
    attached_head,
    bare_attached_head,
    is_attached_note,
    is_title_line,
    table_title,
)
from lotrinh.reading.stages.zones.first_page import is_type_line
from lotrinh.reading.stages.zones.signature_block import opens_tail, signature_block
from lotrinh.reading.stages.zones.title_lines import TITLE_LINES
from lotrinh.reading.wording import (
    PREAMBLE,
    key,
)


def mark_last_pages(strips: list[Strip], first: int) -> int:
    """Marks recipients, signature and annexes; gives the index of the line after the text."""
    end, rest = _text_end(strips, first)
    while (begin := _after(strips, rest)) < len(strips):
        # An attached programme: text again, with a tail of its own.
        stop, rest = _text_end(strips, begin)
        for strip in strips[begin:stop]:
            strip.zone = strip.zone or "body"
    return end


def _text_end(strips: list[Strip], first: int) -> tuple[int, int]:
    """Marks the recipients and the signature that end the text; gives the line after the text, and the line after
    them."""
    index = first
    while index < len(strips):
        if opens_tail(strips, index):
            end = signature_block(strips, index)
            if not _text_goes_on(strips, first, index, end):
                return index, end
            for specimen in strips[index:end]:
                specimen.zone = ""
            index = end
            continue
        if annex_head(strips, index, signed=False):
            return index, index
        index += 1
    return index, index


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
    before = (labels.parse(strips[index].text) for index in range(start - 1, first - 1, -1))
    told = next((b for b in before if b and b.style == following.style and b.parts[:-1] == following.parts[:-1]), None)
    if told is None or told.value + 1 != following.value:
        return False
    return any(opens_tail(strips, index) for index in range(end, len(strips)))


def _after(strips: list[Strip], start: int) -> int:
    """What follows the signature: annexes, an attached programme, or something not understood. Gives the first line of
    the programme's text, or the end."""
    zone: Zone = ""
    index = start
    while index < len(strips):
        strip = strips[index]
        if annex_head(strips, index, signed=True):
            zone = "annex"
        elif zone != "annex" and attached_head(strips, index) and is_type_line(strip.text):
            return _attached_title(strips, index)
        elif not zone and bare_attached_head(strips, index):
            return _bare_title(strips, index)
        elif not zone and (attached_head(strips, index) or table_title(strips, index)):
            zone = "annex"
        strip.zone = zone
        index += 1
    return index


def _attached_title(strips: list[Strip], start: int) -> int:
    """Marks the title of an attached programme; gives the first line of its text."""
    index = start
    seen = False
    while index < len(strips) and index < start + TITLE_LINES:
        label = labels.parse(strips[index].text)
        if (label and label.firm) or (seen and PREAMBLE.match(key(strips[index].text))):
            break
        strips[index].zone = "title"
        seen = seen or is_attached_note(strips[index].text)
        index += 1
    return index


def _bare_title(strips: list[Strip], start: int) -> int:
    """Marks a title that ends with its capitals; gives the line behind it."""
    index = start
    while index < len(strips) and (index == start or is_title_line(strips[index].text)):
        strips[index].zone = "title"
        index += 1
    return index

"""Who signs, on whose behalf, and to whom the document goes.

Reads: strips in zones `signature` and `recipients`. Writes: header (capacity, post, name, recipients,
addressees).
"""

from __future__ import annotations

import re

from lotrinh.reading.model import Header, Reading, Strip
from lotrinh.reading.stages import penned
from lotrinh.reading.wording import CAPACITY, DECORATION, POST, RECIPIENTS, SIGNED, is_name, is_upper, key

_ADDRESSED = re.compile(r"kính (?:gửi|trình) ?:?|[^.;:]{3,80}\bđiện ?:")
_DASH = re.compile(r"[-–—+*•][ \t]{0,4}")


def run(reading: Reading) -> None:
    """Fills the signature and the recipients of `header`."""
    head = reading.header
    blocks = _blocks(reading.strips)
    if blocks:
        _signer(head, blocks[0])
    head.recipients = _entries(_first_block(reading.strips), RECIPIENTS)
    head.addressees = _entries([s for s in reading.strips if s.zone == "addressee"], _ADDRESSED)


def _blocks(strips: list[Strip]) -> list[list[Strip]]:
    """Each signature block of the file: a decision's, then that of a programme it puts into force."""
    blocks: list[list[Strip]] = []
    last = ""
    for strip in strips:
        if strip.zone == "signature":
            if last not in ("signature", "recipients", "page_number") or not blocks:
                blocks.append([])
            blocks[-1].append(strip)
        last = strip.zone if strip.zone not in ("page_number", "stamp") else last
    return blocks


def _first_block(strips: list[Strip]) -> list[Strip]:
    found: list[Strip] = []
    for strip in strips:
        if strip.zone == "recipients":
            found.append(strip)
        elif found and strip.zone in ("body", "annex", "title"):
            break
    return found


_SHORTEST_POST = 6  # letters; what is shorter on a scan is a pen's


def _signer(head: Header, block: list[Strip]) -> None:
    capacity: list[Strip] = []
    post: list[Strip] = []
    name: Strip | None = None
    block = [penned.signed_line(strip) for strip in block]
    spelt_small = any(is_name(s.text) and not is_upper(s.text) for s in block)
    for strip in block:
        folded = key(strip.text)
        if DECORATION.fullmatch(strip.text) or SIGNED.match(folded) or strip.text[:1].isdigit():
            continue  # "08 KH": a clerk's mark
        if any(key(s.text) == folded for s in (*capacity, *post)):
            continue  # a stamp's picture of the same lines
        if (is_name(strip.text) and not is_upper(strip.text)) or (
            is_name(strip.text) and post and not POST.match(folded) and not spelt_small
        ):
            name = strip
            break
        if CAPACITY.match(folded) and not post:
            capacity.append(strip)
        elif is_upper(strip.text) and not (strip.confidence < 1 and len(folded) < _SHORTEST_POST):
            _add_upper(strip, folded, capacity, post)
    _write(head, "capacity", capacity, ", ")
    _write(head, "post", post, " ")
    if name is not None:
        head.set("name", name.text.strip(" ."), name.start, name.end)


def _add_upper(strip: Strip, folded: str, capacity: list[Strip], post: list[Strip]) -> None:
    """A line in capitals: the signer's post, or the rest of a capacity line ("TM. ỦY BAN NHÂN DÂN / TỈNH
    …")."""
    goes_on = bool(capacity) and not post and capacity[-1].text.endswith(",")  # "KT. BỘ TRƯỞNG, / CHỦ NHIỆM"
    if not goes_on and (POST.match(folded) or post or not capacity):
        post.append(strip)
    else:
        first = capacity[-1]
        capacity[-1] = Strip(f"{first.text} {strip.text}", first.start, strip.end)


def _write(head: Header, field: str, strips: list[Strip], joint: str) -> None:
    if strips:
        text = joint.join(re.sub(r"\s+", " ", s.text).strip(" *") for s in strips)
        head.set(field, text, strips[0].start, strips[-1].end, min(s.confidence for s in strips))


def _entries(strips: list[Strip], heading: re.Pattern[str]) -> list[str]:
    """One entry per dash; without dashes, one per line or per ";"."""
    entries: list[str] = []
    for strip in strips:
        text = strip.text
        opening = heading.match(key(text))
        if opening:
            text = text[opening.end() :].strip(" :")
        # A table cell may hold all entries in one line.
        for piece in re.split(r"(?<=[;.,])(?:\s+(?=[-–+•]\s)|(?=[-–]\s[^\W\d_a-zà-ỹ]))", text):
            dash = _DASH.match(piece)
            if dash and piece.strip():
                entries.append(piece[dash.end() :])
            elif piece.strip() and entries and not _over(entries[-1], piece):
                entries[-1] += " " + piece.strip()
            elif piece.strip():
                entries.append(piece)
    return [e for e in (re.sub(r"\s+", " ", x).strip(" ;,./*") for x in entries) if e]


def _over(entry: str, piece: str) -> bool:
    """Without dashes, an entry ends at ";"."""
    return entry.rstrip().endswith(";") and piece[:1].isupper()

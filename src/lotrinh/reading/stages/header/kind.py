"""The kind of document and its title."""

from __future__ import annotations

import re

from lotrinh.reading.model import Header, Reading, Strip
from lotrinh.reading.stages import penned
from lotrinh.reading.wording import DECORATION, MOTTO, NUMBER_LINE, ORGAN_LINE, TYPE_LINE, TYPES, is_upper, key
from lotrinh.text import docnumbers


def type_and_title(reading: Reading) -> None:
    """Fills in type and title from the lines that the zones call so."""
    head = reading.header
    strips = reading.strips
    type_at = next((i for i, s in enumerate(strips) if s.zone == "type"), None)
    title: list[Strip] = []
    for index, strip in enumerate(strips):
        if strip.zone == "title" and (type_at is None or index > type_at):
            title.append(strip)
        elif title and strip.zone not in (
            "page_number",
            "stamp",
            "running_header",
            "letterhead",
            "place_date",
        ):
            break
    words = [s.text for s in _subject(title) if not DECORATION.fullmatch(s.text)]
    if type_at is not None:
        strip = strips[type_at]
        match = TYPE_LINE.match(key(strip.text))
        if match:
            head.set("type", TYPES[match["type"]], strip.start, strip.start + match.end("type"))
            rest = strip.text[match.end("type") :].strip(" :.-*")
            words = [rest, *words] if rest and not (words and _is_whose(rest)) else words
    elif words and re.match(r"v/v|về việc", key(words[0])):
        head.set("type", "Công văn", title[0].start, title[0].start, 0.7)
        words[0] = re.sub(r"^(?:V/v|v/v)\s*:?\s*", "", words[0])
    elif type_at is None and head.symbol and any(s.zone == "addressee" for s in strips):
        head.set("type", "Công văn", 0, 0, 0.6)
        if not words:
            title = _under_number([s for s in strips if s.zone == "letterhead"])
            words = [s.text for s in title]
    if words:
        text = re.sub(r"\s+", " ", " ".join(words)).strip(" *")
        text = penned.from_about(text) if title and title[0].confidence < 1 else text
        first, last = (title[0], title[-1]) if title else (strips[type_at or 0],) * 2
        head.set("title", text, first.start, last.end)


_ABOUT = re.compile(r"(?:về|v/v|về việc|tiếp tục|tăng cường|đẩy mạnh|thực hiện|triển khai)\b")


def _subject(title: list[Strip]) -> list[Strip]:
    """The title without whose it is: "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH / về bảo vệ rừng" is about the forest. A title
    that holds nothing else stays."""
    if not title or not _is_whose(title[0].text):
        return title
    about = next((i for i, strip in enumerate(title) if i and _ABOUT.match(key(strip.text))), None)
    if about is None and (told := _ABOUT_BEHIND.match(title[0].text)):
        first = title[0]
        rest = Strip(first.text[told.end() :], first.start + told.end(), first.end, confidence=first.confidence)
        return [rest, *title[1:]]
    return title[about:] if about else title


_ABOUT_BEHIND = re.compile(
    r"CỦA (?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|[A-ZĐ]+ [UỦ][YỶ])[^,.;]{0,80}?\s(?=VỀ\s)"
)


def _is_whose(text: str) -> bool:
    folded = key(text)
    return folded.startswith("của ") and ORGAN_LINE.match(folded[4:]) is not None


def _under_number(letterhead: list[Strip]) -> list[Strip]:
    """What a letter is about, where it stands under its number without "V/v"."""
    at = next(
        (i for i, s in enumerate(letterhead) if key(s.text).startswith("số") and NUMBER_LINE.match(key(s.text))), None
    )
    if at is None:
        return []
    found: list[Strip] = []
    for strip in letterhead[at + 1 :]:
        if is_upper(strip.text) or MOTTO.search(key(strip.text)) or DECORATION.fullmatch(strip.text):
            break
        found.append(strip)
    return found


def type_by_symbol(head: Header) -> None:
    """The kind that the symbol's abbreviation names ("KH-UBND", "CTr/TU"), where no line does."""
    name = docnumbers.TYPE_NAMES.get(re.split(r"[/-]", head.symbol)[0]) if head.symbol else None
    if head.type is None and name:
        head.set("type", name, 0, 0, 0.5)

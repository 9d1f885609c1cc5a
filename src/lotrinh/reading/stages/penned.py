"""What a pen, a stamp or a smudge left on a scan between, before and behind its words: set aside, or taken off a line.

Lines that no recogniser read (`confidence` 1) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from lotrinh.reading.formats.pdf_glyphs import quality
from lotrinh.reading.model import Strip
from lotrinh.reading.wording import is_upper
from lotrinh.text.fold import fold_loose

_SCRAWL_LETTERS = 30
_HARDLY_READ, _DOUBTED = 0.5, 0.9  # confidence of a line
_BESIDE_THE_LIST = re.compile(r"[-–]\s*l[ưu]u\b", re.IGNORECASE)


def set_aside_scrawls(strips: Sequence[Strip]) -> None:
    """Short lines that are hardly read, or no words, become stamps: a hand-written signature, a smudge ("À .A", "im
    TEEN")."""
    for strip in strips:
        if strip.role == "body" and _is_scrawl(strip):
            strip.role = "stamp"


def _is_scrawl(strip: Strip) -> bool:
    if len(strip.text) > _SCRAWL_LETTERS or strip.confidence >= _DOUBTED or _BESIDE_THE_LIST.match(strip.text):
        return False
    return strip.confidence < _HARDLY_READ or (quality(strip.text) < 0.5 and "/" not in strip.text)


_POSTS = {
    fold_loose(name): name
    for name in (
        *("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        *("BỘ TRƯỞNG", "THỨ TRƯỞNG", "BÍ THƯ", "PHÓ BÍ THƯ", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "TỔNG GIÁM ĐỐC"),
        *("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "BAN THƯỜNG VỤ", "CHÁNH THANH TRA", "CỤC TRƯỞNG", "CHI CỤC TRƯỞNG"),
    )
}
_ON_BEHALF = re.compile(r"(?:[TK]/?M|KT|TL|TUQ|Q)\s?[.,]\s?")
_ENDS = " \"“”'`‘’_.:;,|-–—~"


def signed_line(strip: Strip) -> Strip:
    """A line of a scan's signature without what a pen left at its ends, a post spelt as it is ("__ PHO CHU TỊC" → "PHÓ
    CHỦ TỊCH"). Lines that no recogniser read stay."""
    if strip.confidence == 1:
        return strip
    text = strip.text.strip(_ENDS)
    lead = _ON_BEHALF.match(text)
    words = text[lead.end() :] if lead else text
    near = get_close_matches(fold_loose(words), _POSTS, 1, 0.9) if is_upper(words) else []
    told = (lead.group() if lead else "") + (_POSTS[near[0]] if near else words)
    return Strip(told, strip.start, strip.end, confidence=strip.confidence, zone=strip.zone)


_ABOUT = re.compile(r"(?P<before>[^\n]{0,60}?)(?<!\w)[Vv][ềêệẻéèẽeàáạ]\s?việc\b")


def from_about(title: str) -> str:
    """A scan's title without what an arrival stamp left before its "Về việc" (".ˆ Về việc", ",Vềviệc")."""
    match = _ABOUT.match(title)
    if match is None or (re.search(r"\w", match["before"]) and quality(match["before"]) > 0.9):
        return title
    return f"{'về' if not match['before'] and title[0] == 'v' else 'Về'} việc{title[match.end() :]}"

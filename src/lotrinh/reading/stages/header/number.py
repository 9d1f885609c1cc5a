"""The number and symbol of a document, from its first page or from the heading of the web page it stands on."""

from __future__ import annotations

import re

from lotrinh.reading.model import Header, Strip
from lotrinh.reading.wording import NUMBER_LINE, TYPES, is_upper, key
from lotrinh.text import docnumbers

_DECIMAL = re.compile(
    r"[Ss]ố\s{0,3}:?\s{0,9}(\d{1,4}\.\d{1,3})\s{0,3}/\s{0,3}((?:\d{4}/)?[A-ZĐ][A-ZĐa-z]{0,6}(?:-[A-ZĐ][A-ZĐa-z]{0,10}){1,3})"
)


def number(head: Header, strips: list[Strip]) -> None:
    """Fills in number and symbol from the lines of the letterhead."""
    for strip in strips:
        if not NUMBER_LINE.match(key(strip.text)):
            continue
        split = _DECIMAL.search(strip.text)
        if split:
            # Resolutions of the Government's regulatory review carry a number with a point: 66.19/2026/NQ-CP.
            head.set("number", split[1], strip.start, strip.end, strip.confidence)
            head.set("symbol", re.sub(r"\s", "", split[2]), strip.start, strip.end, strip.confidence)
            return
        found = next(iter(docnumbers.find(_tidy(strip.text))), None)
        if found is None:
            continue
        if (
            is_upper(strip.text)
            and re.match(r"SỐ\s", strip.text)
            and any(NUMBER_LINE.match(key(s.text)) for s in strips if s is not strip)
        ):
            # "THEO QUYẾT ĐỊNH / SỐ 1050/QĐ-SCT" belongs to the issuing body's name.
            continue
        if head.symbol and not (found.number and key(strip.text).startswith("số")):
            continue  # under a blank number "Triển khai Kế hoạch số 9-KH/HU" is what the letter is about
        head.set("number", found.number, strip.start, strip.end, strip.confidence)
        head.set("symbol", found.symbol, strip.start, strip.end, strip.confidence)
        if found.number:
            return


def _tidy(text: str) -> str:
    """The number line without the blanks that a number laid over it leaves ("Số: 11 /TB - UBND")."""
    return re.sub(r"\s{0,4}/{1,2}\s{0,4}", "/", re.sub(r"(?<=[A-ZĐ])\s{0,3}[-–]\s{0,3}(?=[A-ZĐ])", "-", text))


_PAGE_HEADING = re.compile(
    rf"(?:>\s*|toàn văn ?:? ?)?(?P<type>{'|'.join(sorted(TYPES, key=len, reverse=True))}) (?:số ?:? ?)?(?=\d)"
)


def number_from_page(head: Header, strips: list[Strip]) -> None:
    """Fills in number and symbol from a web page's own heading ("Quyết định số 14/2026/QĐ-UBND Quy định …"), where the
    document on it has lost its letterhead."""
    if head.number or head.symbol or not head.type:
        return
    for strip in strips:
        heading = _PAGE_HEADING.match(key(strip.text))
        if heading is None or TYPES[heading["type"]] != head.type:
            continue
        found = next(iter(docnumbers.find(strip.text)), None)
        if found is not None and found.number:
            head.set("number", found.number, strip.start, strip.end, 0.7)
            head.set("symbol", found.symbol, strip.start, strip.end, 0.7)
            return

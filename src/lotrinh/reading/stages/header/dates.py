"""Place and date of a document, from its first page or its closing words."""

from __future__ import annotations

import re

from lotrinh.reading.model import Header, Reading, Strip
from lotrinh.reading.wording import DATE_ALONE, key, place_date
from lotrinh.text import dates
from lotrinh.text.fold import fold_letters


def place_and_date(head: Header, strips: list[Strip]) -> None:
    """Fills in place and date from the line "Lào Cai, ngày … tháng … năm …", or the date from one that stands alone."""
    for strip in strips:
        match = place_date(strip.text)
        if match:
            place = strip.text[: match.end("place")].strip(" ,.")
            head.set("place", place, strip.start, strip.start + match.end("place"))
        elif not DATE_ALONE.fullmatch(key(strip.text)):
            continue
        written = next(iter(dates.find_dates(strip.text)), None)
        if written and written.iso:
            head.set("date", written.iso, strip.start + written.start, strip.start + written.end)


_PASSED = re.compile(r"(?:thông qua|ký|ban hành) ngày\s")


def date_from_closing(reading: Reading) -> None:
    """Fills in the date from "… thông qua ngày …" at the end, where the first page has neither place nor date."""
    head = reading.header
    if head.date or head.place:
        return
    for paragraph in reading.closing:
        match = _PASSED.search(fold_letters(paragraph.text))
        written = next(iter(dates.find_dates(paragraph.text[match.start() :])), None) if match else None
        if match and written and written.iso:
            head.set(
                "date",
                written.iso,
                *paragraph.span(match.start() + written.start, match.start() + written.end),
                0.9,
            )

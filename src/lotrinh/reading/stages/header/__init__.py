"""Number, symbol, date, place, issuer, type and title from the first page.

Reads: strips, preamble, closing. Writes: header (all but signer and recipients).
"""

from __future__ import annotations

import re

from lotrinh.reading.model import Header, Reading
from lotrinh.reading.stages import recognised
from lotrinh.reading.stages.header.dates import date_from_closing, place_and_date
from lotrinh.reading.stages.header.in_title import from_title
from lotrinh.reading.stages.header.issuer import issuer, issuer_from_text
from lotrinh.reading.stages.header.kind import type_and_title, type_by_symbol
from lotrinh.reading.stages.header.lead import from_first_line, from_its_own_words, from_lead
from lotrinh.reading.stages.header.number import number, number_from_page
from lotrinh.reading.wording import MOTTO, key


def run(reading: Reading) -> None:
    """Fills the first-page fields of `header`."""
    head = reading.header
    letterhead = [s for s in reading.strips if s.zone == "letterhead"]
    head.has_letterhead = any(MOTTO.search(key(s.text)) for s in letterhead)
    head.party = any("đảng cộng sản việt nam" in key(s.text) for s in letterhead)
    number(head, letterhead)
    place_and_date(head, [s for s in reading.strips if s.zone == "place_date"])
    type_and_title(reading)
    issuer(reading, letterhead)
    from_lead(reading)
    date_from_closing(reading)
    issuer_from_text(reading)
    from_title(head, reading.source.text)
    from_first_line(reading)
    type_by_symbol(head)
    from_its_own_words(reading)
    number_from_page(head, [*reading.strips[:1], *(s for s in reading.strips if s.zone == "navigation")])
    if reading.source.method == "ocr":
        _as_known(head, reading.source.text)


def _as_known(head: Header, text: str) -> None:
    """The words of a scan's first page that are known beforehand, spelt as they are."""
    for field in ("issuer", "place"):
        value = getattr(head, field)
        if value:
            setattr(head, field, recognised.respelled(value, text))
    if head.issuer and head.place:
        head.issuer = recognised.with_place(head.issuer, head.place)
    if head.symbol:
        head.symbol = re.sub(r"^QĐĐ(?=-)", "QĐ", head.symbol)

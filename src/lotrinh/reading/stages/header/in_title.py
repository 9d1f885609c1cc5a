"""What a title tells that has everything of the first page in it, as old collections of laws print it: "CHỈ THỊ / CỦA
THỦ TƯỚNG CHÍNH PHỦ SỐ 16/2001/CT-TTG NGÀY 21 THÁNG 6 NĂM 2001 VỀ VIỆC …"."""

from __future__ import annotations

import re

from lotrinh.reading import casing
from lotrinh.reading.model import Header
from lotrinh.text import dates, docnumbers

_WHOLE = re.compile(
    r"(?:CỦA (?P<body>[^,;:\d]{4,80}?) )?SỐ:? ?(?P<number>\S+) NGÀY (?P<date>[^,;:]{6,30}?\d{4})[, ]+"
    r"(?P<about>(?:VỀ|BAN|PHÊ)\b.+)"
)


def from_title(head: Header, text: str) -> None:
    """Fills in number, symbol, date and issuer from such a title, which then says only what the document is about;
    `text` is the whole document, in which the issuer may stand in small letters."""
    told = _WHOLE.fullmatch(head.title or "") if head.number is None and head.symbol is None else None
    number = next(iter(docnumbers.find(told["number"])), None) if told else None
    if told is None or number is None or number.number is None:
        return
    start, end = head.spans["title"]
    day = next(iter(dates.find_dates(f"ngày {told['date'].lower()}")), None)
    head.set("number", number.number, start, end, 0.8)
    head.set("symbol", number.symbol, start, end, 0.8)
    if day is not None and day.iso:
        head.set("date", day.iso, start, end, 0.8)
    if told["body"]:
        head.set("issuer", casing.written_out(told["body"], text), start, end, 0.8)
    head.set("title", told["about"], start, end, 0.8)

"""A text without its first page: what a newspaper put before it says whose it is."""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.model import Reading
from lotrinh.reading.wording import TYPES, key
from lotrinh.text import dates, docnumbers
from lotrinh.text.fold import fold_letters

_LEAD = re.compile(
    r"(?P<type>nghị quyết|chỉ thị|kết luận|quyết định|kế hoạch|chương trình|quy định|hướng dẫn|thông "
    r"báo)\s+số\s+(?P<no>\d{1,5}[^\s,;()]{1,30})"
    r"(?:,?\s*\(?\s*ngày\s+(?P<date>[\d/.\-]{8,10})\s*\)?)?(?:,?\s*của\s+(?P<issuer>[^,.;\n]{3,90}?))?\s+(?P<title>(?:về"
    r"|thực hiện|triển khai)\s[^.\n]{5,400})"
)
# "Ngày 12/5/2026, Ban Thường vụ Tỉnh ủy ban hành …" before the document's number
_ISSUED_BY = re.compile(rf"(?:^|,\s)(?P<who>[{UP}][^,.;:\n]{{3,80}}?)\s(?:đã )?(?:ký )?ban hành\s$")
_SIGNED_BY = re.compile(
    r"(?P<capacity>thay mặt [^,\n]{3,80}), (?:đồng chí )?(?P<post>[^,\n]{3,60}?) "
    r"(?P<name>(?:["
    rf"{UP}"
    r"]\w*\s?){2,5})\s?(?:đã "
    r")?ký ban hành"
)


def from_lead(reading: Reading) -> None:
    """A text without its first page: number, date, issuer and subject from the lines a newspaper put
    before it."""
    head = reading.header
    if head.type:
        return
    lead = [s for s in reading.strips if s.zone == "lead"] or [
        s for s in reading.strips if s.zone in ("letterhead", "body")
    ][:4]
    for strip in lead:
        match = _LEAD.search(fold_letters(strip.text))
        if not match:
            continue
        found = next(iter(docnumbers.find(strip.text[match.start("no") :])), None)
        if found is None:
            continue
        at = strip.start
        head.set("type", TYPES[match["type"]], at + match.start("type"), at + match.end("type"), 0.8)
        head.set("number", found.number, at + match.start("no"), at + match.end("no"), 0.8)
        head.set("symbol", found.symbol, at + match.start("no"), at + match.end("no"), 0.8)
        head.set(
            "title",
            strip.text[match.start("title") : match.end("title")].strip(),
            at + match.start("title"),
            at + match.end("title"),
            0.8,
        )
        before = _ISSUED_BY.search(strip.text[: match.start()])
        if before and not match["issuer"]:
            head.set("issuer", before["who"].strip(), at + before.start("who"), at + before.end("who"), 0.8)
        if match["issuer"]:
            head.set(
                "issuer",
                strip.text[match.start("issuer") : match.end("issuer")].strip(),
                at + match.start("issuer"),
                at + match.end("issuer"),
                0.8,
            )
        written = next(iter(dates.find_dates(strip.text)), None)
        if written and written.iso:
            head.set("date", written.iso, at + written.start, at + written.end, 0.8)
        signed = _SIGNED_BY.search(strip.text[:1].lower() + strip.text[1:])
        if signed:
            head.capacity, head.post = _up(signed["capacity"]), signed["post"]
            head.name = signed["name"].strip()
        return


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]


_FIRST = re.compile(
    rf"(?P<type>{'|'.join(sorted(TYPES, key=len, reverse=True))})"
    r" (?=(?:về|ban hành|quy định|hướng dẫn|phê duyệt|thực hiện|triển khai|của|tổ chức|tăng cường|phát triển)\b)"
)
_SHAPE = re.compile(r"(?:căn cứ|điều 1\b|chương i\b|phần (?:i|thứ nhất)\b|i[.-] )")  # no newspaper's text opens so
_LONGEST_TITLE = 300
_NEAR = 40


def from_first_line(reading: Reading) -> None:
    """Kind and title of a document sent with its title alone: "Thông tư quy định về …" in its first line."""
    head = reading.header
    first = next((s for s in reading.strips if s.text.strip()), None)
    if head.type or head.number or first is None or len(first.text) > _LONGEST_TITLE:
        return
    told = _FIRST.match(key(first.text))
    if told is None or not any(_SHAPE.match(key(strip.text)) for strip in reading.strips[:_NEAR]):
        return
    if first.text.rstrip().endswith((".", ";", ":", ",")):
        return
    at = first.start + told.end("type")
    head.set("type", TYPES[told["type"]], first.start, at, 0.6)
    head.set("title", first.text[told.end("type") :].strip(), at, first.end, 0.6)

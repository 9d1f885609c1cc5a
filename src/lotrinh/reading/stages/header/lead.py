"""A text without its first page: what a newspaper put before it says whose it is."""

from __future__ import annotations

import re
from collections import Counter

from lotrinh.reading import casing
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Reading
from lotrinh.reading.wording import TYPES, is_upper, key
from lotrinh.text import dates, docnumbers
from lotrinh.text.fold import fold_letters

_LEAD = re.compile(
    r"(?P<type>nghị quyết|chỉ thị|kết luận|quyết định|kế hoạch|chương trình|quy định|hướng dẫn|thông "
    r"báo)\s+(?:số\s+)?(?P<no>\d{1,5}[^\s,;()]{1,30})"
    r"(?:\snăm\s\d{4}|\s\d{4})?(?:,?\s*\(?\s*ngày\s+(?P<date>[\d/.\-]{8,10})\s*\)?)?"
    r"(?:,?\s*của\s+(?P<issuer>bộ chính trị, ban bí thư|[^,.;\n]{3,90}?))?\s+"
    r"(?P<title>(?:(?:kết luận (?:của [^,.;\n]{3,60}? )?)?về|thực hiện|triển khai)\s[^.?\n]{5,400}?)"
    r"(?=\s(?:ra sao|như thế nào|thế nào|là gì)\s?\?|[.?\n]|$)"
)
# What a text presents, and not what it goes by ("nêu tại Kết luận số …").
_PRESENTS = re.compile(
    r"(?:^|(?:ban hành|ký|thông qua|công bố|giới thiệu|toàn văn|nội dung|ra|có|đối với)(?: của)?)\W*$"
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
    lead = [s for s in reading.strips if s.zone == "lead"]
    for strip in lead or [s for s in reading.strips if s.zone in ("letterhead", "body")][:4]:
        match = _LEAD.search(fold_letters(strip.text))
        if not match or not (lead or _PRESENTS.search(fold_letters(strip.text[: match.start()]))):
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
            named = strip.text[match.start("issuer") : match.end("issuer")].strip()
            head.set(
                "issuer",
                casing.written_out(named, reading.source.text) if is_upper(named) else named,
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


# "Nghị quyết này phổ biến đến chi bộ": what a text without its first page calls itself.
_ITSELF = re.compile(
    r"(?<!\w)(nghị quyết|chỉ thị|kết luận|kế hoạch|chương trình hành động|chương trình|quyết định|thông báo|hướng dẫn"
    r"|đề án|công điện) này(?!\w)"
)
_OFTEN = 2


def from_its_own_words(reading: Reading) -> None:
    """The kind of a document without its first page, by what it calls itself most often: "Nghị quyết này"."""
    head = reading.header
    if head.type:
        return
    told = Counter(_ITSELF.findall(fold_letters(reading.source.text)))
    best = told.most_common(2)
    if best and best[0][1] >= _OFTEN and (len(best) == 1 or best[0][1] > 2 * best[1][1]):
        head.set("type", TYPES[best[0][0]], 0, 0, 0.5)


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

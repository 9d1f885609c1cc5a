"""Number, symbol, date, place, issuer, type and title from the first page.

Reads: strips, preamble, closing. Writes: header (all but signer and recipients).
"""

from __future__ import annotations

import re

from lotrinh.reading import bodies, casing
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Header, Reading, Strip
from lotrinh.reading.stages import recognised
from lotrinh.reading.wording import (
    DATE_ALONE,
    DECORATION,
    DRAFT,
    MOTTO,
    NUMBER_LINE,
    ORGAN_LINE,
    TYPE_LINE,
    TYPES,
    URGENT,
    is_upper,
    key,
    place_date,
)
from lotrinh.text import dates, docnumbers

_TERRITORY = re.compile(
    r"(?:tỉnh(?! ủy| đoàn)|thành phố|tp\.?|huyện(?! ủy| đoàn)|quận(?! ủy)|thị xã|xã(?! đoàn)|phường|thị trấn"
    r"|đặc khu|khu vực|việt nam)\b"
)
_JOINS = re.compile(
    r"(?:và|trung ương|của|về|tỉnh|thành phố|theo|số|thực hiện|chỉ đạo|quốc gia|xây dựng|phòng|nhân dân|đảng "
    r"bộ)\b"
)


def run(reading: Reading) -> None:
    """Fills the first-page fields of `header`."""
    head = reading.header
    letterhead = [s for s in reading.strips if s.zone == "letterhead"]
    head.has_letterhead = any(MOTTO.search(key(s.text)) for s in letterhead)
    head.party = any("đảng cộng sản việt nam" in key(s.text) for s in letterhead)
    _number(head, letterhead)
    _place_date(head, [s for s in reading.strips if s.zone == "place_date"])
    _type_and_title(reading)
    _organs(reading, letterhead)
    _from_lead(reading)
    _date_from_closing(reading)
    _issuer_from_text(reading)
    if reading.source.method == "ocr":
        for field in ("issuer", "place"):
            value = getattr(head, field)
            if value:
                setattr(head, field, recognised.respelled(value, reading.source.text))
        if head.issuer and head.place:
            head.issuer = recognised.with_place(head.issuer, head.place)
        if head.symbol:
            head.symbol = re.sub(r"^QĐĐ(?=-)", "QĐ", head.symbol)


_DECIMAL = re.compile(
    r"[Ss]ố\s{0,3}:?\s{0,9}(\d{1,4}\.\d{1,3})\s{0,3}/\s{0,3}((?:\d{4}/)?[A-ZĐ][A-ZĐa-z]{0,6}(?:-[A-ZĐ][A-ZĐa-z]{0,10}){1,3})"
)


def _number(head: Header, strips: list[Strip]) -> None:
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
        number = found.number
        if head.symbol and not number:
            continue
        head.set("number", number, strip.start, strip.end, strip.confidence)
        head.set("symbol", found.symbol, strip.start, strip.end, strip.confidence)
        if found.number:
            return


def _tidy(text: str) -> str:
    """The number line without the blanks that a number laid over it leaves ("Số: 11 /TB - UBND")."""
    return re.sub(r"\s{0,4}/{1,2}\s{0,4}", "/", re.sub(r"(?<=[A-ZĐ])\s{0,3}[-–]\s{0,3}(?=[A-ZĐ])", "-", text))


def _place_date(head: Header, strips: list[Strip]) -> None:
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


def _type_and_title(reading: Reading) -> None:
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
    words = [s.text for s in title if not DECORATION.fullmatch(s.text)]
    if type_at is not None:
        strip = strips[type_at]
        match = TYPE_LINE.match(key(strip.text))
        if match:
            head.set("type", TYPES[match["type"]], strip.start, strip.start + match.end("type"))
            rest = strip.text[match.end("type") :].strip(" :.-*")
            words = [rest, *words] if rest else words
    elif words and re.match(r"v/v|về việc", key(words[0])):
        head.set("type", "Công văn", title[0].start, title[0].start, 0.7)
        words[0] = re.sub(r"^(?:V/v|v/v)\s*:?\s*", "", words[0])
    elif type_at is None and head.symbol and any(s.zone == "addressee" for s in strips):
        head.set("type", "Công văn", 0, 0, 0.6)
    if words:
        text = re.sub(r"\s+", " ", " ".join(words)).strip(" *")
        first, last = (title[0], title[-1]) if title else (strips[type_at or 0],) * 2
        head.set("title", text, first.start, last.end)


def _organs(reading: Reading, strips: list[Strip]) -> None:
    """The issuing body from the left column: "UBND TỈNH LÀO CAI / SỞ CÔNG THƯƠNG" issues as the latter."""
    organs: list[list[Strip]] = []
    before = ""
    for strip in strips:
        folded = key(strip.text)
        if _is_organ_line(strip) or (folded == "việt nam" and organs and before == key(organs[-1][-1].text)):
            if organs and _goes_on(key(organs[-1][-1].text), folded):
                organs[-1].append(strip)
            else:
                organs.append([strip])
        before = folded
    organs = [o for o in organs if ORGAN_LINE.match(key(o[0].text))]
    if not organs:
        return
    head = reading.header
    names = [re.sub(r"\s+", " ", " ".join(s.text.strip(" *_") for s in organ)).strip(" *") for organ in organs]
    own = names[-1]
    issuer = casing.written_out(own, reading.source.text)
    if len(names) > 1:
        head.superior = casing.written_out(names[-2], reading.source.text)
        issuer = _with_territory(issuer, head.superior, reading.source.text)
    head.set("issuer", issuer, organs[-1][0].start, organs[-1][-1].end, 0.95)


_UNFINISHED = (" và", " của", ",", "ủy ban thường vụ")


def _goes_on(before: str, folded: str) -> bool:
    """Whether a line of the left column belongs to the name on the line before it: "BỘ VĂN HÓA, THỂ THAO / VÀ DU LỊCH",
    "NGÂN HÀNG NHÀ NƯỚC / VIỆT NAM", "ỦY BAN THƯỜNG VỤ / QUỐC HỘI"."""
    return not ORGAN_LINE.match(folded) or bool(_TERRITORY.match(folded)) or before.endswith(_UNFINISHED)


def _is_organ_line(strip: Strip) -> bool:
    folded = key(strip.text)
    if MOTTO.search(folded) or place_date(strip.text) or DECORATION.fullmatch(strip.text):
        return False
    if NUMBER_LINE.match(folded) and "Số" in strip.text:
        return False
    return (
        is_upper(strip.text) and not DRAFT.match(folded) and not URGENT.match(folded) and not folded.startswith("v/v")
    )


def _with_territory(issuer: str, superior: str, text: str) -> str:
    """ "Sở Công Thương" under "Ủy ban nhân dân tỉnh Lào Cai" is that province's, "Ban Tuyên giáo" under "Tỉnh ủy Lào
    Cai" is its, where the text names them so; "Văn phòng" alone names nobody, and is always its superior's."""
    if key(issuer) == "văn phòng":
        return f"{issuer} {superior}"
    whole = f"{issuer} {superior}"
    if key(whole) in key(text):
        return whole
    place = re.search(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+(?!ủy)\S.*$", superior)
    if place is None or _TERRITORY.search(key(issuer)):
        return issuer
    whole = f"{issuer} {place.group()}"
    return whole if key(whole) in key(text) else issuer


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


def _from_lead(reading: Reading) -> None:
    """A text without its first page: number, date, issuer and subject from the lines a newspaper put
    before it."""
    head = reading.header
    if head.type:
        return
    lead = [s for s in reading.strips if s.zone == "lead"] or [
        s for s in reading.strips if s.zone in ("letterhead", "body")
    ][:4]
    for strip in lead:
        match = _LEAD.search(key_same(strip.text))
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


def key_same(text: str) -> str:
    """`text` folded without a change of length."""
    from lotrinh.text.fold import fold_letters

    return fold_letters(text)


_PASSED = re.compile(r"(?:thông qua|ký|ban hành) ngày\s")


def _date_from_closing(reading: Reading) -> None:
    head = reading.header
    if head.date or head.place:
        return
    for paragraph in reading.closing:
        match = _PASSED.search(key_same(paragraph.text))
        written = next(iter(dates.find_dates(paragraph.text[match.start() :])), None) if match else None
        if match and written and written.iso:
            head.set(
                "date",
                written.iso,
                *paragraph.span(match.start() + written.start, match.start() + written.end),
                0.9,
            )


_ISSUES = re.compile(
    r"(?:,|\.|;|^"
    r"|\))\s{0,2}(?P<who>(?:["
    rf"{UP}"
    r"])[^,;.:\n]{3,110}?)\s(?:ban "
    r"hành|xây dựng|yêu cầu|quyết định|chỉ thị|kết luận|thông báo|đề ra)\s"
)


# "Đại hội đại biểu Đảng bộ tỉnh Lâm Sơn lần thứ I, nhiệm kỳ 2025 - 2030 họp …"
_CONGRESS = re.compile(
    r"(?P<who>Đại hội (?:đại biểu |toàn thể )?[Đđ]ảng [^,;.:\n]{3,90}?)"
    r"(?=,|;| \(| họp| tiến hành| diễn ra| được| nhiệm kỳ| quyết nghị|$)"
)


def _issuer_from_text(reading: Reading) -> None:
    """No letterhead: the body that "ban hành Chương trình …" in the words before the first heading."""
    head = reading.header
    if head.issuer:
        return
    for paragraph in reading.preamble:
        if (head.title and key(head.title).startswith("đại hội")) and (congress := _CONGRESS.match(paragraph.text)):
            head.set("issuer", congress["who"], *paragraph.span(0, congress.end("who")), 0.8)
            return
        for match in _ISSUES.finditer(paragraph.text):
            who = match["who"]
            if ORGAN_LINE.match(key(who)):
                who = who[: bodies.name_end(who) or len(who)]
                head.set("issuer", who, *paragraph.span(match.start("who"), match.start("who") + len(who)), 0.8)
                return
        if is_upper(paragraph.text) and ORGAN_LINE.match(key(paragraph.text)):
            head.set(
                "issuer",
                casing.written_out(paragraph.text.strip(" ,:"), reading.source.text),
                paragraph.start,
                paragraph.end,
                0.8,
            )
            return

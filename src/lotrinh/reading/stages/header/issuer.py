"""The issuing body: from the left column of the letterhead, or from the words before the first heading."""

from __future__ import annotations

import re

from lotrinh.reading import bodies, casing
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Reading, Strip
from lotrinh.reading.wording import DECORATION, DRAFT, MOTTO, NUMBER_LINE, ORGAN_LINE, URGENT, is_upper, key, place_date

_TERRITORY = re.compile(
    r"(?:tỉnh(?! ủy| đoàn)|thành phố|tp\.?|huyện(?! ủy| đoàn)|quận(?! ủy)|thị xã|xã(?! đoàn)|phường|thị trấn"
    r"|đặc khu|khu vực|việt nam)\b"
)


def issuer(reading: Reading, strips: list[Strip]) -> None:
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
    names = [re.sub(r"\s+", " ", " ".join(s.text.strip(" *_-") for s in organ)).strip(" *") for organ in organs]
    own = names[-1]
    name = casing.written_out(own, reading.source.text)
    if len(names) > 1:
        head.superior = casing.written_out(names[-2], reading.source.text)
        name = _with_territory(name, head.superior, reading.source.text)
    head.set("issuer", name, organs[-1][0].start, organs[-1][-1].end, 0.95)
    _as_the_title_says(reading)


# Whose resolution it is, under the type: those that act for the Party body in the letterhead.
_ACTS_FOR = re.compile(r"của (?:bộ chính trị|ban bí thư|ban thường vụ|ban chấp hành|thường trực)(?!\w)")


def _as_the_title_says(reading: Reading) -> None:
    """ "NGHỊ QUYẾT / CỦA BAN THƯỜNG VỤ TỈNH ỦY" under the letterhead of "TỈNH ỦY SÔNG HẠ" is its standing
    committee's."""
    head = reading.header
    title = [s for s in reading.strips if s.zone == "title"][:2]
    if not title or head.issuer is None or not is_upper(title[0].text) or not _ACTS_FOR.match(key(title[0].text)):
        return
    told = title if title[0].text.endswith(",") else title[:1]
    words = _ABOUT.split(" ".join(s.text.strip(" *_") for s in told)[4:])[0].strip()
    name = casing.written_out(words, reading.source.text)
    if bodies.name_end(name) < len(name) or key(head.issuer).startswith(key(name)):
        return
    place = _PLACE_OF.search(head.issuer)
    if place and key(place["at"]) not in key(name):
        name = f"{name} {place['at']}"
    head.set("issuer", name, told[0].start, told[-1].end, 0.9)


_ABOUT = re.compile(r"\sVỀ\s")  # "CỦA BỘ CHÍNH TRỊ VỀ …" on one line
_PLACE_OF = re.compile(
    r"\b(?:[Tt]ỉnh|[Tt]hành phố|[Tt]hành|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường)(?: [uủ][yỷ])?\s+"
    rf"(?P<at>[{UP}][^\W\d_]*(?:\s[{UP}][^\W\d_]*){{0,3}})$"
)


_OF_ANOTHER = frozenset({"văn phòng", "ban chấp hành", "ban thường vụ", "ban thường trực"})
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
    Cai" is its, where the text names them so; "Văn phòng" alone names nobody, and is always its superior's, as
    "Ban Chấp hành" under "Đảng bộ tỉnh Lào Cai" is."""
    if key(issuer) == "văn phòng" and key(superior).startswith("ban chấp hành trung ương"):
        return f"{issuer} Trung ương Đảng"  # as the Central Committee's office is called
    if key(issuer) in _OF_ANOTHER:
        return f"{issuer} {superior}"
    whole = f"{issuer} {superior}"
    if key(whole) in key(text):
        return whole
    place = re.search(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+(?!ủy)\S.*$", superior)
    if place is None or _TERRITORY.search(key(issuer)):
        return issuer
    whole = f"{issuer} {place.group()}"
    return whole if key(whole) in key(text) else issuer


_ISSUES = re.compile(
    r"(?:,|\.|;|^"
    r"|\))\s{0,2}(?P<who>(?:["
    rf"{UP}"
    r"])(?:ộ Chính trị, Ban Bí thư|[^,;.:\n]{3,110}?))\s(?:ban "
    r"hành|xây dựng|yêu cầu|quyết định|chỉ thị|kết luận|thông báo|đề ra)\s"
)


# "Đại hội đại biểu Đảng bộ tỉnh Lâm Sơn lần thứ I, nhiệm kỳ 2025 - 2030 họp …"
_CONGRESS = re.compile(
    r"(?P<who>Đại hội (?:đại biểu |toàn thể )?[Đđ]ảng [^,;.:\n]{3,90}?)"
    r"(?=,|;| \(| họp| tiến hành| diễn ra| được| nhiệm kỳ| quyết nghị|$)"
)


def issuer_from_text(reading: Reading) -> None:
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

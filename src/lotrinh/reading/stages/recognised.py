"""What a recogniser of scanned letters takes for another letter on a first page, set right.

Only words that are known beforehand are touched (kinds of document, the motto, "Số", the digits of a date), and
never the length of a line, so that every offset stays true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lotrinh.reading.labels import UP, roman, roman_value
from lotrinh.reading.model import Strip
from lotrinh.reading.wording import TYPES, is_upper
from lotrinh.text.fold import fold_loose

_HEAD_LINES = 60
_LETTERHEAD_LINES = 10
_FIXED = (
    *TYPES,
    "cộng hòa xã hội chủ nghĩa việt nam",
    "đảng cộng sản việt nam",
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "văn phòng",
)
_KNOWN = {fold_loose(name): name.upper() for name in _FIXED}
_NUMBER = re.compile(r"[S5][oóòỏõọôốồổỗộ6](?=\s{0,3}[:;.,]?\s{0,6}\S{0,8}\s{0,3}/\s?[A-ZĐ\d])")
_UNSURE = re.compile(r"(?<=Số)(\s{0,3}[:;.,]?)(\s{0,6}[^\s/–-]{0,8}?)(?=\s{0,3}/\s?[A-ZĐ\d])")
_DATE = re.compile(r"(?P<a>ngày\s)(?P<day>.{1,5}?)(?P<b>\s{0,3}tháng\s)(?P<month>.{1,5}?)(?=\s{0,3}năm\b)")
_DIGITS = str.maketrans("IlJi|!OoQSZB", "111111000528")


def mend(strips: Sequence[Strip]) -> None:
    """Mends the lines of the first page in place."""
    for strip in strips[:_LETTERHEAD_LINES]:
        strip.text = _territory(strip.text)
    for strip in strips[:_HEAD_LINES]:
        strip.text = _hand_written_date(_date(_number(_known(strip.text))))


_TERRITORIES = {
    fold_loose(name): name for name in ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "XÃ", "PHƯỜNG", "ĐẶC KHU")
}


def _territory(text: str) -> str:
    """A line of the letterhead in capitals that lost its marks: "TINH BINH CHAU" begins with "TỈNH"."""
    if not is_upper(text) or len(text) > 40:
        return text
    for words in (2, 1):
        kind = " ".join(text.split(" ")[:words])
        right = _TERRITORIES.get(fold_loose(kind))
        if right and len(right) == len(kind) < len(text):
            return right + text[len(kind) :]
    return text


def _known(text: str) -> str:
    words = text.strip(" :.")
    name = _KNOWN.get(fold_loose(words)) if is_upper(words) and words not in _KNOWN.values() else None
    return text.replace(words, name) if name and len(name) == len(words) else text


def _number(text: str) -> str:
    if not _NUMBER.match(text):
        return text
    text = "Số" + text[2:]
    told = _UNSURE.search(text)
    if told is None or re.fullmatch(r"[\s\d.…_-]*", told[2]):
        return text
    digits = told[2].translate(_DIGITS)
    # A number that cannot be read is no number.
    mended = digits if re.fullmatch(r"\s{0,6}\d{1,6}", digits) else " " * len(digits)
    return text[: told.start(2)] + mended + text[told.end(2) :]


def _date(text: str) -> str:
    match = _DATE.search(text)
    if not match or len(text) > 90:
        return text
    out = text
    for part in ("day", "month"):
        digits = match[part].translate(_DIGITS)
        if digits.strip().isdigit():
            out = out[: match.start(part)] + digits + out[match.end(part) :]
    return out


_WRITTEN_DATE = re.compile(
    rf"(?P<place>[{UP}]\w+(?:\s[{UP}]\w+){{0,3}},\s)(?P<a>ng[aà]\S{{0,4}})(?P<day>\s?\S{{0,4}}\s?)"
    r"(?P<b>th[aá]\S{0,4})(?P<month>\s?\S{0,4}\s?)(?=năm\s?\d{4}\W*$)"
)


def _hand_written_date(text: str) -> str:
    """A line of place and date whose day and month were written by hand and are no digits: they become blanks."""
    match = _WRITTEN_DATE.match(text) if len(text) < 60 else None
    if match is None:
        return text
    told = match["place"]
    for word, digits in (("ngày", match["a"] + match["day"]), ("tháng", match["b"] + match["month"])):
        number = re.search(r"(?<!\S)\d{1,2}(?=\s*$)", digits[len(word) :])
        told += (word + (f" {number.group()} " if number else "")).ljust(len(digits))[: len(digits)]
    return told + text[match.end() :] if len(told) == match.end() else text


# "II- MỘT SỐ NHIỆM VỤ", as strokes are lost or joined: "I-", "HI-".
_PART = re.compile(rf"(?P<no>[IVXHl1|]{{1,5}})(?P<mark>\s?[.–-]{{1,2}})(?P<gap>\s{{0,3}})(?=[{UP}]{{2}})")
_STROKES = str.maketrans({"H": "II", "l": "I", "1": "I", "|": "I"})


def mend_parts(strips: Sequence[Strip]) -> None:
    """The numbers of a scan's parts by their order, where one is the number before it again; a blank behind the number
    makes room for its strokes."""
    expected = 1
    for strip in strips:
        match = _PART.match(strip.text)
        if match is None or not is_upper(strip.text[match.end() :]):
            continue
        value = roman_value(match["no"].translate(_STROKES))
        if expected > 1 and value == expected - 1:
            value = expected
        number = roman(value) if value else match["no"]
        room = match.end() - len(number) - len(match["mark"])
        if value == expected and room >= 0:
            strip.text = f"{number}{match['mark']}{' ' * room}{strip.text[match.end() :]}"
        expected = value + 1 if value else expected


_PLACE = re.compile(
    r"(?:^|(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s)"
    r"(?P<name>[A-ZĐÂĂÊÔƠƯ]\w*(?:\s[A-ZĐÂĂÊÔƠƯ]\w*){0,3})$"
)


def with_place(name: str, place: str) -> str:
    """`name` with the place it ends on spelt as in the line of place and date: small letters keep their marks better
    than capitals ("tỉnh Phu Giang" under "Phú Giang, ngày …")."""
    tail = name[-len(place) :]
    return name[: -len(place)] + place if tail != place and fold_loose(tail) == fold_loose(place) else name


def respelled(name: str, text: str) -> str:
    """`name` with the place it ends on spelt as most of the text spells it ("tỉnh Lâm Đòng" → "tỉnh Lâm Đồng")."""
    match = _PLACE.search(name)
    if not match:
        return name
    place = match["name"]
    loose, size = fold_loose(place), len(place.split())
    words = re.findall(r"\w+", text)
    seen: Counter[str] = Counter()
    for at in range(len(words) - size + 1):
        if words[at][:1].isupper() and not words[at].isupper():
            spelt = " ".join(words[at : at + size])
            if fold_loose(spelt) == loose:
                seen[spelt] += 1
    best = seen.most_common(1)
    if best and best[0][1] >= 2 and best[0][1] > seen[place]:
        return name[: match.start("name")] + best[0][0]
    return name

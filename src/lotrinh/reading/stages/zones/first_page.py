"""The first page's block: letterhead, place and date, type and title, whom a letter is addressed to."""

from __future__ import annotations

import re

from lotrinh.reading import labels
from lotrinh.reading.model import Strip
from lotrinh.reading.stages.zones.title_lines import GROUNDS, title_end
from lotrinh.reading.wording import (
    DATE_ALONE,
    DECORATION,
    DRAFT,
    ENACTING,
    MOTTO,
    NUMBER_LINE,
    RECIPIENTS_HEAD,
    TYPE_LINE,
    URGENT,
    is_upper,
    key,
    place_date,
)

_HEAD_LINES = 90

# "Kính gửi: …" of a submission, "BỘ CÔNG AN điện:" of a telegram.
_ADDRESS = re.compile(r"kính (?:gửi|trình)\b|[^.;:]{3,80}\bđiện ?:\s*$")


def mark_first_page(strips: list[Strip]) -> int:
    """Marks the first page's block and gives the index of the first line of the text."""
    at = _type_at(strips)
    if at is None:
        return _head_without_type(strips)
    _mark_letterhead(strips[:at])
    strips[at].zone = "type"
    end = title_end(strips, at)
    for strip in strips[at + 1 : end]:
        strip.zone = "title"
    _mark_right_column(strips[at + 1 : end])
    if end < len(strips) and _ADDRESS.match(key(strips[end].text)):
        return _addressees(strips, end)
    return end


def _type_at(strips: list[Strip]) -> int | None:
    """The line that names the kind of document. A second copy of the block wins over a first, cut-off one."""
    found: list[int] = []
    for index, strip in enumerate(strips[:_HEAD_LINES]):
        if found and (labels.parse(strip.text) or index > found[-1] + 25):
            break
        if not found and index > 2 and _letter_begins(strip):
            break
        if found and strip.text.rstrip().endswith(":") and ENACTING.fullmatch(key(strip.text)):
            break  # "QUYẾT ĐỊNH:" over the articles is no second copy of the head
        if is_type_line(strip.text):
            found.append(index)
        elif labels.parse(strip.text) and len(strip.text) > 60:
            break
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        if any(place_date(s.text) or MOTTO.search(key(s.text)) for s in strips[first + 1 : other]):
            first = other
    return first


def _letter_begins(strip: Strip) -> bool:
    """ "Kính gửi" or "Nơi nhận" before any type line: a letter, whatever its annexes are called."""
    folded = key(strip.text)
    return folded.startswith(("kính gửi", "kính trình")) or bool(RECIPIENTS_HEAD.match(folded))


def is_type_line(text: str) -> bool:
    """ "KẾ HOẠCH" alone, or "KẾ HOẠCH Triển khai …", or "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA …", in capitals."""
    match = TYPE_LINE.match(key(text))
    if not match or re.search(r"\bsố ?:? ?\d", key(text)[: match.end() + 8]):
        return False
    words = text.strip()[: len(match["type"])]
    whole = key(text).strip(" *:.") == match["type"]
    if whole:
        return is_upper(words) or words[:1].isupper()
    return is_upper(words) and not text.rstrip().endswith(":") and not key(text).startswith("quyết định:")


def _mark_letterhead(strips: list[Strip]) -> None:
    for strip in strips:
        folded = key(strip.text)
        if (place_date(strip.text) and len(folded) < 90) or DATE_ALONE.fullmatch(folded):
            strip.zone = "place_date"
        elif (
            MOTTO.search(folded)
            or DECORATION.fullmatch(strip.text)
            or NUMBER_LINE.match(folded)
            or (is_upper(strip.text) and len(folded) < 120)
            or DRAFT.fullmatch(folded)
            or URGENT.match(folded)
            or re.match(r"v/v\b|về việc\b", folded)
        ):
            strip.zone = "letterhead"


def _mark_right_column(strips: list[Strip]) -> None:
    """The right column of a letterhead that a file puts behind the type line is no title."""
    for strip in strips:
        folded = key(strip.text)
        if place_date(strip.text) and len(folded) < 90:
            strip.zone = "place_date"
        elif len(folded) < 70 and MOTTO.match(folded):
            strip.zone = "letterhead"


def _head_without_type(strips: list[Strip]) -> int:
    """A letter (V/v …), or a text that lost its first page: the block ends where running text begins."""
    addressed = next((i for i, s in enumerate(strips[:60]) if key(s.text).startswith(("kính gửi", "kính trình"))), None)
    end = 0
    for index, strip in enumerate(strips[: addressed if addressed is not None else 40]):
        if addressed is None and index and (labels.parse(strip.text) or GROUNDS.match(key(strip.text))):
            break
        if MOTTO.search(key(strip.text)) or place_date(strip.text) or NUMBER_LINE.match(key(strip.text)):
            end = index + 1
    if addressed is None:
        _mark_letterhead(strips[:end])
        return _lead(strips, end)
    _mark_letterhead(strips[:addressed])
    _subject(strips[:addressed])
    return _addressees(strips, addressed)


def _subject(strips: list[Strip]) -> None:
    """A letter's "V/v …" under its number, over as many lines as it takes; the right column may come between them."""
    subject = False
    for strip in strips:
        opens = bool(re.match(r"v/v\b|về việc\b", key(strip.text)))
        subject = subject or opens
        if opens or (subject and (not strip.zone or strip.text.startswith("số "))):
            strip.zone = "title"  # "… Chương trình hành động / số 104-CTr/TU của Tỉnh ủy" as well
        else:
            strip.zone = strip.zone or "letterhead"


def _addressees(strips: list[Strip], start: int) -> int:
    """Marks "Kính gửi: - A; - B." and what of the right column follows it; gives the first line of the
    text."""
    index, dashed = start, False
    while index < min(len(strips), start + 40):
        strip = strips[index]
        folded = key(strip.text)
        if place_date(strip.text):
            strip.zone = "place_date"
        elif MOTTO.search(folded) or DECORATION.fullmatch(strip.text):
            strip.zone = "letterhead"
        elif (
            index == start
            or re.match(r"[-–+•]", strip.text)
            or strip.text[:1].islower()
            or (dashed and (_goes_on(strips[index - 1]) or _in_column(strips[index - 1], strip)))
            or (index == start + 1 and key(strips[start].text).strip(" :") in ("kính gửi", "kính trình"))
        ):
            strip.zone = "addressee"
            dashed = dashed or strip.text.lstrip().startswith(("-", "–"))
        else:
            break
        index += 1
    return index


def _goes_on(strip: Strip) -> bool:
    """Whether a line of addressees is wrapped, so that the next belongs to it."""
    text = strip.text.rstrip()
    return text.endswith((",", " và")) or (not strip.hard and len(text) >= 55 and text[-1:] not in ".;:")


# How far in a column of addressees stands that is set apart from the text.
_COLUMN = 12


def _in_column(before: Strip, strip: Strip) -> bool:
    """Whether `strip` goes on with the addressee on the line `before` in a column of their own."""
    return (
        not before.hard
        and strip.indent >= _COLUMN
        and abs(strip.indent - before.indent) <= 2
        and before.text.rstrip()[-1:] not in ".;:"
    )


def _lead(strips: list[Strip], start: int) -> int:
    """The lines a newspaper put before a text ("… đã ký ban hành …", "Trân trọng giới thiệu toàn văn")."""
    for index, strip in enumerate(strips[start : start + 12], start):
        if labels.parse(strip.text):
            break
        if re.search(
            r"trân trọng giới thiệu|(?:xin )?giới thiệu toàn văn|toàn văn (?:nghị quyết|chỉ thị|kết luận)",
            key(strip.text),
        ):
            for lead in strips[start : index + 1]:
                lead.zone = "lead"
            return index + 1
    return start


def mark_strays(strips: list[Strip], first: int) -> None:
    """The two columns of a letterhead may come after the title in a file's order; take them back."""
    for strip in strips[first : first + 12]:
        folded = key(strip.text)
        if (
            strip.zone == "body"
            and len(folded) < 70
            and ((MOTTO.search(folded) and is_upper(strip.text)) or re.match(r"độc lập ?[-–—]? ?tự do", folded))
        ):
            strip.zone = "letterhead"

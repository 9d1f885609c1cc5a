"""What each line is: letterhead, place and date, type, title, body, recipients, signature, annex.

Reads: strips. Writes: strips[*].zone.
"""

from __future__ import annotations

import re
from typing import cast

from lotrinh.reading import labels
from lotrinh.reading.model import Reading, Strip, Zone
from lotrinh.reading.wording import (
    ANNEX,
    ATTACHED,
    CAPACITY,
    DATE_ALONE,
    DECORATION,
    DRAFT,
    ENACTING,
    MOTTO,
    NUMBER_LINE,
    ORGAN_LINE,
    POST,
    PREAMBLE,
    RECIPIENTS,
    SIGNED,
    TYPE_LINE,
    URGENT,
    is_name,
    is_upper,
    key,
    place_date,
)

_HEAD_LINES = 90
_GROUNDS = re.compile(r"(?:-\s*)?(?:căn cứ|xét|theo)\b")
_TITLE_LINES = 14
# "Kính gửi: …" of a submission, "BỘ CÔNG AN điện:" of a telegram.
_ADDRESS = re.compile(r"kính (?:gửi|trình)\b|[^.;:]{3,80}\bđiện ?:\s*$")


def run(reading: Reading) -> None:
    """Marks every strip with its zone."""
    strips = [s for s in reading.strips if s.role in ("body", "textbox")]
    for strip in reading.strips:
        if strip.role not in ("body", "textbox"):
            strip.zone = cast(Zone, "table" if strip.role == "table" else strip.role)
    first = _head(strips)
    end = _tail(strips, first)
    for strip in strips[first:end]:
        strip.zone = strip.zone or "body"
    _first_page_strays(strips, first)


def _head(strips: list[Strip]) -> int:
    """Marks the first page's block and gives the index of the first line of the text."""
    at = _type_at(strips)
    if at is None:
        return _head_without_type(strips)
    _mark_letterhead(strips[:at])
    strips[at].zone = "type"
    end = _title_end(strips, at)
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
    return folded.startswith(("kính gửi", "kính trình")) or bool(RECIPIENTS.match(folded))


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
        if addressed is None and index and (labels.parse(strip.text) or _GROUNDS.match(key(strip.text))):
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
        if opens or (subject and not strip.zone):
            strip.zone = "title"
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
            or (dashed and _goes_on(strips[index - 1]))
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


def _title_end(strips: list[Strip], at: int) -> int:
    """The index of the first line after the title that follows the type line `at`."""
    ruled = _ruled_off(strips, at)
    if ruled:
        return ruled
    type_match = TYPE_LINE.match(key(strips[at].text))
    started = bool(type_match and type_match.end() < len(key(strips[at].text)))
    size = 0
    for index in range(at + 1, min(len(strips), at + 1 + _TITLE_LINES)):
        strip, before = strips[index], strips[index - 1]
        if DECORATION.fullmatch(strip.text):
            strip.zone = "title"
            if started:
                return index + 1
            continue
        if started and _title_over(strip, before, strips, at):
            return index
        if not started and (label := labels.parse(strip.text)) and label.firm and label.style != "bullet":
            return index
        started = True
        size += len(strip.text)
        if size > 1600:
            return index
    return min(len(strips), at + 1 + _TITLE_LINES)


def _ruled_off(strips: list[Strip], at: int) -> int:
    """The index after the rule that is drawn under a title ("-----"), or 0 where none is near."""
    for index in range(at + 2, min(len(strips), at + 9)):
        text = strips[index].text
        if DECORATION.fullmatch(text):
            return index + 1
        label = labels.parse(text)
        if len(text) > 200 or (label and label.firm) or _GROUNDS.match(key(text)) or ATTACHED.match(key(text)):
            return 0
    return 0


# A title's line that cannot be its last ("… trong thời gian đến" can).
_HANGS = re.compile(r"(?:[,–-]|\b(?:và|về|của|với|cho|trong|(?<!thời gian )đến|từ|bằng|các|những|giữa))$")


_WHOSE = re.compile(rf"(?:{TYPE_LINE.pattern} ?)?của (?!.*\bvề\b).*")


def _title_over(strip: Strip, before: Strip, strips: list[Strip], at: int) -> bool:
    folded = key(strip.text)
    label = labels.parse(strip.text)
    if label and (label.firm or label.style in ("bullet", "article")):
        return True
    if before in (strips[at], strips[at + 1]) and re.fullmatch(_WHOSE, key(before.text)):
        return False  # "KẾ HOẠCH / CỦA TỈNH ỦY …" says whose it is, and not yet what it is about
    if strip.text[:1].islower() or _HANGS.search(key(before.text)):
        return False
    if ATTACHED.match(folded):
        return False
    if PREAMBLE.match(folded) or ENACTING.fullmatch(folded) or folded.startswith("kính gửi"):
        return True
    if is_upper(strip.text) and POST.match(folded) and _grounds_follow(strips, strip):
        return True
    if is_upper(strip.text) and ORGAN_LINE.match(folded):
        # "ỦY BAN NHÂN DÂN TỈNH …" over the grounds of a decision is not the title, but a title line may open
        # so too.
        return not is_upper(before.text) or _grounds_follow(strips, strip) or strip.gap
    if before.zone == "title" or strip.gap or before.text.endswith((".", ";")):
        return strip.gap or (not is_upper(strip.text) and before.text.endswith((".", ";")))
    return len(strip.text) > 160 and not is_upper(strip.text)


def _grounds_follow(strips: list[Strip], strip: Strip) -> bool:
    index = strips.index(strip)
    return index + 1 < len(strips) and bool(re.match(r"(?:-\s*)?(?:căn cứ|xét|theo)\b", key(strips[index + 1].text)))


def _first_page_strays(strips: list[Strip], first: int) -> None:
    """The two columns of a letterhead may come after the title in a file's order; take them back."""
    for strip in strips[first : first + 12]:
        folded = key(strip.text)
        if (
            strip.zone == "body"
            and len(folded) < 70
            and ((MOTTO.search(folded) and is_upper(strip.text)) or folded.startswith("độc lập - tự do"))
        ):
            strip.zone = "letterhead"


def _tail(strips: list[Strip], first: int) -> int:
    """Marks recipients, signature and annexes; gives the index of the line after the text."""
    index = first
    while index < len(strips):
        if _opens_tail(strips, index):
            end = _signature_block(strips, index)
            _after(strips, end)
            return index
        if _annex_head(strips, index, signed=False):
            _after(strips, index)
            return index
        index += 1
    return index


def _opens_tail(strips: list[Strip], index: int) -> bool:
    strip = strips[index]
    folded = key(strip.text)
    if RECIPIENTS.match(folded) and len(folded) <= 40:
        return True
    if len(folded) > 90 or not is_upper(strip.text):
        return False
    if CAPACITY.match(folded):
        return True
    return bool(POST.match(folded)) and _name_near(strips, index)


_POST_ALONE = 40


def _name_near(strips: list[Strip], index: int) -> bool:
    """Whether a signer's name, "(Đã ký)", the recipients or nothing more comes after the post on line `index`."""
    near = strips[index + 1 : index + 6]
    if not near:
        return len(strips[index].text) <= _POST_ALONE
    for strip in near:
        folded = key(strip.text)
        if is_name(strip.text) or SIGNED.match(folded) or RECIPIENTS.match(folded):
            return True
        if not is_upper(strip.text):
            return False
    return False


def _signature_block(strips: list[Strip], start: int) -> int:
    """Marks recipients and signature from `start`; gives the index of the first line after them."""
    in_recipients = listed = last_entry = named = False
    index = start
    while index < len(strips):
        strip = strips[index]
        folded = key(strip.text)
        if _annex_head(strips, index, signed=True) or (index > start and _attached_head(strips, index)):
            break
        if RECIPIENTS.match(folded) and len(folded) <= 200:
            strip.zone, in_recipients, last_entry = "recipients", True, False
            listed = True
        elif in_recipients and not _is_signature_line(strip, folded, last_entry):
            if last_entry and not re.match(r"[-–+*•]", strip.text) and (is_name(strip.text) or (strip.gap and named)):
                strip.zone, in_recipients = "signature", False
                named = named or _signs(strip.text)
            else:
                strip.zone = "recipients"
                last_entry = last_entry or bool(re.match(r"[-–+*•]?\s*lưu\b", folded))
        elif listed and not last_entry and re.match(r"[-–]", strip.text) and not DECORATION.fullmatch(strip.text):
            # The list of recipients was the longer column.
            strip.zone, in_recipients = "recipients", True
            last_entry = bool(re.match(r"[-–]\s*lưu\b", folded))
        elif _is_signature_line(strip, folded, True) or is_name(strip.text) or (named and is_upper(strip.text)):
            strip.zone, in_recipients = "signature", False
            named = named or _signs(strip.text)
        elif (
            index > start
            and not named
            and len(strip.text) <= 20
            and any(_signs(s.text) for s in strips[index + 1 : index + 3])
        ):
            # The scrawl of a hand-written signature, between the post and the name.
            strip.zone = "stamp"
        else:
            break
        index += 1
    return index


def _signs(text: str) -> bool:
    """Whether a line of a signature is the signer's name, and not a post in three words ("PHÓ GIÁM ĐỐC")."""
    return is_name(text) and not POST.match(key(text))


def _is_signature_line(strip: Strip, folded: str, loose: bool) -> bool:
    if SIGNED.match(folded) or DECORATION.fullmatch(strip.text):
        return True
    if not is_upper(strip.text) or len(folded) > 90:
        return False
    return loose or bool(CAPACITY.match(folded) or POST.match(folded))


def _annex_head(strips: list[Strip], index: int, *, signed: bool) -> bool:
    """ "PHỤ LỤC I", "Phụ lục 2: DANH MỤC …" on a line of its own."""
    strip = strips[index]
    text = strip.text
    match = ANNEX.fullmatch(key(text))
    if not match or len(text) > 200:
        return False
    rest = text[len(text) - len(match["rest"]) :].strip(" :.–—-")
    if key(text).startswith(("biểu", "mẫu")) and not (signed and match["no"]):
        return False
    after = [key(s.text) for s in strips[index + 1 : index + 8]]
    if any(ATTACHED.match(k) for k in after) or ATTACHED.match(key(rest)):
        return True
    if not rest:
        return text[0].isupper() and (signed or is_upper(text))
    return is_upper(rest) or (signed and is_upper(text[: len(text) - len(match["rest"])]))


def _attached_head(strips: list[Strip], index: int) -> bool:
    """The title of a programme that a decision puts into force, after the decision's signature."""
    text = strips[index].text
    folded = key(text)
    if not (is_type_line(text) or is_upper(text)) or CAPACITY.match(folded) or POST.match(folded):
        return False
    for later in range(index + 1, min(len(strips), index + 9)):
        if ATTACHED.match(key(strips[later].text)):
            return True
        if _annex_head(strips, later, signed=True) or is_name(strips[later].text) or labels.parse(strips[later].text):
            return False
    return False


def _after(strips: list[Strip], start: int) -> None:
    """What follows the signature: annexes, an attached programme (text again), or something not
    understood."""
    zone: Zone = ""
    index = start
    while index < len(strips):
        strip = strips[index]
        if _annex_head(strips, index, signed=True):
            zone = "annex"
        elif zone != "annex" and _attached_head(strips, index) and is_type_line(strip.text):
            index = _attached_body(strips, index)
            continue
        elif not zone and (_attached_head(strips, index) or _table_title(strips, index)):
            zone = "annex"
        strip.zone = zone
        index += 1


def _table_title(strips: list[Strip], index: int) -> bool:
    text = strips[index].text
    return is_upper(text) and bool(
        re.match(r"danh mục|bảng|biểu|phân công|nhiệm vụ|hệ thống|một số|lộ trình|tổng hợp|các ", key(text))
    )


def _attached_body(strips: list[Strip], start: int) -> int:
    """Marks an attached programme: its title as title, its text as body, and its own tail."""
    index = start
    seen = False
    while index < len(strips) and index < start + _TITLE_LINES:
        label = labels.parse(strips[index].text)
        if (label and label.firm) or (seen and PREAMBLE.match(key(strips[index].text))):
            break
        strips[index].zone = "title"
        seen = seen or bool(ATTACHED.match(key(strips[index].text)))
        index += 1
    end = _tail(strips, index)
    for strip in strips[index:end]:
        strip.zone = strip.zone or "body"
    # `_tail` has dealt with everything after `end`.
    return len(strips)

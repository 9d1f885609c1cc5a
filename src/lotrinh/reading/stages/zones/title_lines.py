"""Where the title under the type line ends."""

from __future__ import annotations

import re

from lotrinh.reading import labels
from lotrinh.reading.model import Strip
from lotrinh.reading.wording import (
    ATTACHED,
    DECORATION,
    ENACTING,
    ORGAN_LINE,
    POST,
    PREAMBLE,
    TYPE_LINE,
    is_upper,
    key,
)

GROUNDS = re.compile(r"(?:-\s*)?(?:căn cứ|xét|theo)\b")

TITLE_LINES = 14


def title_end(strips: list[Strip], at: int) -> int:
    """The index of the first line after the title that follows the type line `at`."""
    ruled = _ruled_off(strips, at)
    if ruled:
        return ruled
    type_match = TYPE_LINE.match(key(strips[at].text))
    started = bool(type_match and type_match.end() < len(key(strips[at].text)))
    size = 0
    for index in range(at + 1, min(len(strips), at + 1 + TITLE_LINES)):
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
    return min(len(strips), at + 1 + TITLE_LINES)


def _ruled_off(strips: list[Strip], at: int) -> int:
    """The index after the rule that is drawn under a title ("-----"), or 0 where none is near."""
    for index in range(at + 2, min(len(strips), at + 9)):
        text = strips[index].text
        if DECORATION.fullmatch(text):
            return index + 1
        label = labels.parse(text)
        if len(text) > 200 or (label and label.firm) or GROUNDS.match(key(text)) or ATTACHED.match(key(text)):
            return 0
    return 0


# A title's line that cannot be its last ("… trong thời gian đến" can).
_HANGS = re.compile(r"(?:[,–-]|\b(?:và|về|của|với|cho|trong|(?<!thời gian )đến|từ|bằng|các|những|giữa))$")

# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:" says to whom, under the title.
_TELEGRAM = re.compile(r"[^.;:]{3,80}\bđiện ?:")
_UNDER_BODY = re.compile(r"(?:-\s*)?(?:căn cứ|xét|theo)\b|(?:khóa|khoá) [ivx\d]+,? (?:kỳ họp|nhiệm kỳ)")
_WHOSE = re.compile(rf"(?:{TYPE_LINE.pattern} ?)?của (?!.*\b(?:về|tại|đối với)\b).*")


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
    if (
        (PREAMBLE.match(folded) and not is_upper(strip.text))
        or ENACTING.fullmatch(folded)
        or _TELEGRAM.fullmatch(folded)
        or folded.startswith("kính gửi")
    ):
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
    """Whether the grounds come next, or of which term and session of a council this is ("KHÓA VIII KỲ HỌP THỨ 12")."""
    index = strips.index(strip)
    following = key(strips[index + 1].text) if index + 1 < len(strips) else ""
    return _UNDER_BODY.match(following) is not None

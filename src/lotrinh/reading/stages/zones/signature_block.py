"""Recipients and signature: where they begin and end."""

from __future__ import annotations

import re

from lotrinh.reading import labels
from lotrinh.reading.model import Strip
from lotrinh.reading.stages.zones.annex_heads import annex_head, attached_head, bare_attached_head
from lotrinh.reading.wording import (
    CAPACITY,
    DECORATION,
    POST,
    RECIPIENTS_HEAD,
    SIGNED,
    is_name,
    is_upper,
    key,
)

# The whole list on the line of its heading: "Nơi nhận: - Như trên; - Lưu: VT."
_LISTS = re.compile(r"nơi nhận ?: ?[-–+•] ?\S")


def opens_tail(strips: list[Strip], index: int) -> bool:
    strip = strips[index]
    named = strip.text[:1] in "nN"  # as "Nơi nhận" is
    if not named and not is_upper(strip.text):
        return False
    folded = key(strip.text)
    if named and RECIPIENTS_HEAD.match(folded) and (len(folded) <= 40 or _LISTS.match(folded)):
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
        if is_name(strip.text) or SIGNED.match(folded) or RECIPIENTS_HEAD.match(folded):
            return True
        if not is_upper(strip.text):
            return False
    return False


def signature_block(strips: list[Strip], start: int) -> int:
    """Marks recipients and signature from `start`; gives the index of the first line after them."""
    in_recipients = listed = last_entry = named = False
    index = start
    while index < len(strips):
        strip = strips[index]
        folded = key(strip.text)
        if annex_head(strips, index, signed=True) or (index > start and attached_head(strips, index)):
            break
        if named and bare_attached_head(strips, index):
            break
        if RECIPIENTS_HEAD.match(folded) and (len(folded) <= 200 or _LISTS.match(folded)):
            strip.zone, in_recipients, last_entry = "recipients", True, False
            listed = True
        elif last_entry and in_recipients and _numbered(strip.text):
            break  # the text goes on after a specimen of a list
        elif in_recipients and not _is_signature_line(strip, folded, last_entry):
            if last_entry and not re.match(r"[-–+*•]", strip.text) and (is_name(strip.text) or (strip.gap and named)):
                strip.zone, in_recipients = "signature", False
                named = named or _signs(strip.text)
            else:
                strip.zone = "recipients"
                last_entry = last_entry or bool(re.match(r"[-–+*•]?\s*lưu\b", folded))
        elif listed and not last_entry and strip.text[:1].islower() and _cut_off(strips, start, index):
            strip.zone = "recipients"  # over the end of a page
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


def _cut_off(strips: list[Strip], start: int, end: int) -> bool:
    """Whether the last recipient of lines `start` to `end` breaks off in the middle of its line."""
    block = (strips[index] for index in range(end - 1, start - 1, -1))
    last = next((s.text.rstrip() for s in block if s.zone == "recipients"), "")
    return bool(last) and last[-1] not in ".;,:/"


def _numbered(text: str) -> bool:
    label = labels.parse(text)
    return label is not None and label.firm and label.value > 0 and label.style != "upper"  # "Q. GIÁM ĐỐC"


def _signs(text: str) -> bool:
    """Whether a line of a signature is the signer's name, and not a post in three words ("PHÓ GIÁM ĐỐC")."""
    return is_name(text) and not POST.match(key(text))


def _is_signature_line(strip: Strip, folded: str, loose: bool) -> bool:
    if SIGNED.match(folded) or DECORATION.fullmatch(strip.text):
        return True
    if not is_upper(strip.text) or len(folded) > 90:
        return False
    return loose or bool(CAPACITY.match(folded) or POST.match(folded))

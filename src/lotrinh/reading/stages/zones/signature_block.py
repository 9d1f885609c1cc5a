"""Recipients and signature: where they begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading import labels
from lotrinh.reading.model import Strip, Zone
from lotrinh.reading.stages import penned
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
    if strip.text[:1] in "-–":
        return _headless_list(strips, index)
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


_LAST_ENTRY = re.compile(r"[-–+*•]?\s*lưu\b")
_LONGEST_LIST = 40


def _headless_list(strips: list[Strip], index: int) -> bool:
    """Whether a scan's list of recipients begins here whose heading was not recognised: dashes from the "./." that ends
    the text to "- Lưu: VT"."""
    if not index or not strips[index - 1].text.rstrip().endswith("./."):
        return False
    return _list_from(strips, index)


def _list_from(strips: list[Strip], index: int) -> bool:
    if strips[index].confidence == 1 or strips[index].text[:1] not in "-–":
        return False
    for strip in strips[index : index + _LONGEST_LIST]:
        if _LAST_ENTRY.match(key(strip.text)):
            return True
        if len(strip.text) > 80:
            return False
    return False


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
    block = _Block(strips, start, listing=strips[start].text[:1] in "-–")
    index = start
    while index < len(strips) and not block.ends_before(index):
        zone = block.zone(index)
        if not zone:
            break
        strips[index].zone = zone
        index += 1
    return index


@dataclass(slots=True)
class _Block:
    """What the lines of a signature block told so far: whether the last one was of the list of recipients (`listing`),
    whether there is one (`listed`) and its last entry came, whether the signer is named."""

    strips: list[Strip]
    start: int
    listing: bool
    listed: bool = False
    last_entry: bool = False
    named: bool = False

    def __post_init__(self) -> None:
        self.listed = self.listing

    def ends_before(self, index: int) -> bool:
        """Whether line `index` heads an annex or an attached text."""
        if annex_head(self.strips, index, signed=True) or (index > self.start and attached_head(self.strips, index)):
            return True
        return self.named and bare_attached_head(self.strips, index)

    def zone(self, index: int) -> Zone:
        """What line `index` is; empty where the block is over."""
        strip = self.strips[index]
        folded = key(strip.text)
        if RECIPIENTS_HEAD.match(folded) and (len(folded) <= 200 or _LISTS.match(folded)):
            self.listing, self.listed, self.last_entry = True, True, False
            return "recipients"
        if self.last_entry and self.listing and _numbered(strip.text):
            return ""  # the text goes on after a specimen of a list
        if self.listing and not _is_signature_line(strip, folded, self.last_entry):
            return self._in_list(strip, folded)
        if self._list_goes_on(strip, index):
            self.listing = self.listed = True
            self.last_entry = bool(_LAST_ENTRY.match(folded))
            return "recipients"
        if (
            self.listed
            and not self.last_entry
            and strip.text[:1].islower()
            and _cut_off(self.strips, self.start, index)
        ):
            return "recipients"  # over the end of a page
        return self._in_signature(strip, index, folded)

    def _in_list(self, strip: Strip, folded: str) -> Zone:
        name = penned.signed_line(strip).text
        if self.last_entry and not re.match(r"[-–+*•]", name) and (is_name(name) or (strip.gap and self.named)):
            self.listing = False
            self.named = self.named or _signs(name)
            return "signature"
        self.last_entry = self.last_entry or bool(_LAST_ENTRY.match(folded))
        if not self.named and _beside_list(strip):
            self.named = True
            return "signature"
        return "recipients"

    def _list_goes_on(self, strip: Strip, index: int) -> bool:
        """Whether an entry stands behind the signature: the list was the longer column, or a scan's heading for it was
        not recognised."""
        if not self.listed:
            return index > self.start and _list_from(self.strips, index)
        return not self.last_entry and bool(re.match(r"[-–]", strip.text)) and not DECORATION.fullmatch(strip.text)

    def _in_signature(self, strip: Strip, index: int, folded: str) -> Zone:
        name = penned.signed_line(strip).text
        if (
            _is_signature_line(strip, folded, True)
            or is_name(strip.text)
            or (self.named and is_upper(strip.text))
            or (not self.named and _signs(name))
        ):
            self.listing = False
            self.named = self.named or _signs(name)
            return "signature"
        near = self.strips[index + 1 : index + 3]
        if index > self.start and not self.named and len(strip.text) <= 20 and any(_signs(s.text) for s in near):
            return "stamp"  # the scrawl of a hand-written signature, between the post and the name
        return ""


def _beside_list(strip: Strip) -> bool:
    """Whether a line among a scan's recipients is the name that stands beside them: the two columns were recognised as
    one."""
    return strip.confidence < 1 and len(strip.text.split()) >= 3 and _signs(strip.text) and not is_upper(strip.text)


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

"""Lines that open what follows the signature: an annex, an attached programme, a table's title."""

from __future__ import annotations

import re

from lotrinh.reading import labels
from lotrinh.reading.model import Strip
from lotrinh.reading.stages.zones.first_page import is_type_line
from lotrinh.reading.wording import (
    ANNEX,
    ATTACHED,
    CAPACITY,
    POST,
    is_name,
    is_upper,
    key,
)


def annex_head(strips: list[Strip], index: int, *, signed: bool) -> bool:
    """ "PHỤ LỤC I", "Phụ lục 2: DANH MỤC …" on a line of its own."""
    strip = strips[index]
    text = strip.text
    if len(text) > 200 or text[:1] not in "pPbBmM" or text.count(")") > text.count("("):
        return False  # "(Danh mục tại / Phụ lục kèm theo)"
    match = ANNEX.fullmatch(key(text))
    if not match or (not signed and _mid_sentence(strips, index)):
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


def _mid_sentence(strips: list[Strip], index: int) -> bool:
    """Whether a line goes on with the sentence of the line before it ("… được xác định tại / Phụ lục 2 kèm theo Kế
    hoạch; …")."""
    strip = strips[index]
    if not index or strip.gap or strip.hard or is_upper(strip.text):
        return False
    before = strips[index - 1]
    return not before.hard and len(before.text) >= 40 and before.text.rstrip()[-1:].isalnum()


_NOTE_BEHIND = re.compile(r".{5,200}\((?:ban hành )?kèm theo\s")


def is_attached_note(text: str) -> bool:
    """ "(Kèm theo Quyết định số …)", on its own or behind the title on one line."""
    return bool(ATTACHED.match(key(text))) or (is_upper(text[:20]) and bool(_NOTE_BEHIND.match(key(text))))


def attached_head(strips: list[Strip], index: int) -> bool:
    """The title of a programme that a decision puts into force, after the decision's signature."""
    text = strips[index].text
    folded = key(text)
    if not (is_type_line(text) or is_upper(text)) or CAPACITY.match(folded) or POST.match(folded):
        return False
    typed = is_type_line(text)  # then a line "HỒ CHÍ MINH" ends its title and is no signer
    for later in range(index + 1, min(len(strips), index + 9)):
        words = strips[later].text
        if is_attached_note(words):
            return True
        if annex_head(strips, later, signed=True) or labels.parse(words) or (is_name(words) and not typed):
            return False
    return False


_ISSUED_WITH = re.compile(r"(?:kế hoạch|chương trình|đề án|phương án|chiến lược|quy chế|quy định|dự án)(?!\w)")
_TEXT_WITHIN = 40


def bare_attached_head(strips: list[Strip], index: int) -> bool:
    """ "KẾ HOẠCH" over a title in capitals, without a note of what it is issued with: one whose own text follows, with
    a first part or article near."""
    text = strips[index].text
    if not (is_type_line(text) and is_upper(text) and _ISSUED_WITH.match(key(text))):
        return False
    at = index + 1
    while at < len(strips) and is_title_line(strips[at].text):
        at += 1
    if not index + 1 < at < len(strips):
        return False
    firsts = (labels.parse(s.text) for s in strips[at : at + _TEXT_WITHIN])
    return any(f and f.firm and f.value == 1 and f.style in ("roman", "article", "phan", "chuong") for f in firsts)


def is_title_line(text: str) -> bool:
    """A line of a title in capitals, or of its figures alone, and no label."""
    return labels.parse(text) is None and (is_upper(text) or not re.search(r"[^\W\d_]", text))


def table_title(strips: list[Strip], index: int) -> bool:
    text = strips[index].text
    return is_upper(text) and bool(
        re.match(r"danh mục|bảng|biểu|phân công|nhiệm vụ|hệ thống|một số|lộ trình|tổng hợp|các ", key(text))
    )

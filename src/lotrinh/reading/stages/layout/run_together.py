"""Two columns that a converter ran into one line, parted again."""

from __future__ import annotations

import re
from itertools import pairwise

from lotrinh.reading.labels import UP
from lotrinh.reading.model import Strip
from lotrinh.reading.wording import (
    CAPACITY,
    DECORATION,
    ORGAN_LINE,
    POST,
    RECIPIENTS,
    SIGNED,
    is_name,
    is_upper,
    key,
)
from lotrinh.text.fold import fold_letters
from lotrinh.text.syllables import is_syllable


def rejoined(strips: list[Strip]) -> list[Strip]:
    """Lines that a narrow column broke are one line again: a date ("Sông Hạ, ngày" / "tháng 4 năm 2026"), and the
    motto ("… CHỦ NGHĨA VIỆT" / "NAM"), between whose ends a line of the left column may stand."""
    out: list[Strip] = []
    for strip in strips:
        if out and _ends_party_motto(out[-1], strip):
            out[-1].text, out[-1].end = f"{out[-1].text} {strip.text}", strip.end
            continue
        if len(strip.text) < 9 and key(strip.text) == "nam" and (motto := _cut_motto(out[-3:])):
            motto.text = f"{motto.text} {strip.text}"
            motto.end = strip.end if motto is out[-1] else motto.end
            continue
        if (
            out
            and strip.text[:1] in "tT"
            and len(strip.text) < 40
            and key(out[-1].text).endswith(" ngày")
            and key(strip.text).startswith("tháng ")
        ):
            last = out[-1]
            last.text, last.end = f"{last.text} {strip.text}", max(last.end, strip.end)
            continue
        out.append(strip)
    return out


_PARTY = "đảng cộng sản việt nam"


def _ends_party_motto(before: Strip, strip: Strip) -> bool:
    """Whether a narrow column broke the Party's name: "ĐẢNG CỘNG" / "SẢN VIỆT NAM"."""
    return (
        len(strip.text) < len(_PARTY)
        and before.text.strip("* ").upper().startswith("ĐẢNG")
        and key(f"{before.text} {strip.text}") == _PARTY
    )


def _cut_motto(strips: list[Strip]) -> Strip | None:
    """The last of `strips` that holds a motto without its last word."""
    return next((s for s in reversed(strips) if re.search(r"(?:nghĩa|cộng sản) việt$", key(s.text))), None)


_HEAD_LINES = 14

_RIGHT_SIDE = re.compile(
    r"(?P<gap>\s{1,40})(?:CỘNG H\w{1,3} XÃ HỘI CH|ĐẢNG CỘNG SẢN VIỆT|Độc [Ll]ập ?[-–]? ?Tự [Dd]o|ĐỘC LẬP ?[-–]? ?TỰ DO)"
    rf"|(?<=[\w*—_-])(?P<gap2>\s{{2,40}}|\s(?=[{UP}]\w*[^\W\d_{UP}]|T[Pp]\.))"
    rf"[{UP}][^,:;/\d]{{1,30}},? ?[Nn]gày(?![^\W\d])[^,;:]{{0,40}}\bnăm(?![^\W\d])"
    r"|(?P<gap3>\s{1,40})[-–—_*]{3,40}$"
    # A place in capitals behind a rule; or behind an organ in capitals, where the last two words are the place.
    rf"|(?<=[*—_-])(?P<gap4>\s{{1,40}})[{UP}][^,:;/\d]{{1,30}},? ?[Nn]gày(?![^\W\d])[^,;:]{{0,40}}\bnăm(?![^\W\d])"
    rf"|(?<=[{UP}])(?P<gap5>\s)(?=[{UP}]+\s[{UP}]+,? ?[Nn]gày(?![^\W\d])[^,;:]{{0,40}}\bnăm(?![^\W\d]))"
)


_BAR = re.compile(r"\s\|\s+(?=\S)")


def barred_parted(strips: list[Strip]) -> list[Strip]:
    """The two columns of a letterhead or of a signature that a converter parted with a bar ("SỞ Y TẾ | CỘNG HÒA …",
    "… - Lưu: VT. | GIÁM ĐỐC Trần Văn Mẫn")."""
    out: list[Strip] = []
    for index, strip in enumerate(strips):
        bar = _BAR.search(strip.text) if strip.text.count("|") == 1 else None
        left = strip.text[: bar.start()].strip() if bar else ""
        if bar and (
            (index < _HEAD_LINES and (is_upper(left) or re.match(r"Số\b", left)))
            or (RECIPIENTS.match(key(left)) and _signed(strip.text[bar.end() :]))
        ):
            out += [_piece(strip, 0, bar.start()), _piece(strip, bar.end(), len(strip.text))]
        elif strip.text.startswith("| ") and strip.text.count("|") == 1 and _signed(strip.text[2:]):
            out.append(_piece(strip, 2, len(strip.text)))
        else:
            out.append(strip)
    return out


def parted(strips: list[Strip]) -> list[Strip]:
    """A letterhead's two columns run into one line ("CHÍNH PHỦ CỘNG HÒA XÃ HỘI …") are two lines."""
    out: list[Strip] = []
    for index, strip in enumerate(strips):
        match = _RIGHT_SIDE.search(strip.text) if index < _HEAD_LINES and len(strip.text) < 160 else None
        left = strip.text[: match.start()].strip() if match else ""
        if match is None or not (
            DECORATION.fullmatch(left)
            or (match["gap5"] and (ORGAN_LINE.match(key(left)) or re.match(r"Số\b", left)))
            or (not match["gap5"] and len(left) >= 3 and (is_upper(left) or re.match(r"Số\b|V/v\b", left)))
        ):
            out.append(strip)
            continue
        cut = match.end(next(g for g in ("gap", "gap2", "gap3", "gap4", "gap5") if match[g]))
        right = Strip(strip.text[cut:], strip.start + cut, strip.end, strip.role, strip.hard)
        right.page, right.confidence = strip.page, strip.confidence
        strip.text, strip.end = strip.text[: match.start()], strip.start + match.start()
        out += [strip, right]
    return out


_BEFORE_SIGNATURE = re.compile(r"(?:nơi nhận ?:?|[;.,/)])(?=\s)|\S(?= [\[(](?:đã ký|ký|chữ ký)\b)")
# … and a name behind the first line of a wrapped recipient, in capitals or after a degree or a rank.
_BEFORE_NAME = re.compile(
    rf"(?<=[^\W\d_{UP}])\s(?=(?:[{UP}]{{2,7}}\s){{1,3}}[{UP}]{{1,7}}$"
    rf"|(?:TS|ThS|PGS|GS|BS|KS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng)[.\s]"
    r"|Đã ký$|(?:Ký bởi|Người ký) ?:)"
)

_MOST_TAIL = 24


def tail_parted(strips: list[Strip]) -> list[Strip]:
    """Recipients and signature run into one column ("Nơi nhận: KT. GIÁM ĐỐC", "- Như trên; PHÓ GIÁM ĐỐC"): the list,
    then the signature."""
    for index, strip in enumerate(strips):
        if strip.text[:1] not in "nN" or len(strip.text) > 140 or not RECIPIENTS.match(key(strip.text)):
            continue
        if _signature_from(strip) is None and not _gap_before_signature(strips[index + 1 : index + _MOST_TAIL]):
            continue
        left: list[Strip] = []
        right: list[Strip] = []
        end = index
        for row in strips[index : index + _MOST_TAIL]:
            dashed = row is strip or re.match(r"[-–+*•]\s", row.text)
            unfinished = left and left[-1].text.rstrip()[-1:] not in ".;"
            wrapped = left and left[-1].text.rstrip()[-1:] not in ".;,:"
            if not dashed and (_of_signature(row.text) or (is_upper(row.text) and right)):
                right.append(row)
            elif not dashed and not wrapped and (not unfinished or is_name(right[-1].text if right else "")):
                break
            else:
                cut = _signature_from(row, opened=bool(right))
                left.append(row if cut is None else _piece(row, 0, cut))
                right += [] if cut is None else [_piece(row, cut, len(row.text))]
            end += 1
        return [*strips[:index], *left, *right, *strips[end:]]
    return strips


_WIDE = re.compile(r"(?<=[;.,])(?:[ \u00a0]?\t\s{0,20}|\s{3,40})(?=\S)")


def _gap_before_signature(strips: list[Strip]) -> bool:
    """Whether a list of recipients holds a line of the signature behind a wide gap ("- Lưu: VT.    CHỦ TỊCH")."""
    for strip in strips:
        if not re.match(r"[-–+•]\s?\S", strip.text):
            return False
        gap = _WIDE.search(strip.text)
        if gap and _of_signature(strip.text[gap.end() :]):
            return True
    return False


# "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH     Phạm Đình Mẫu": a cell of a web page on one line.
_WHOLE_SIGNATURE = re.compile(
    rf"(?P<capitals>(?:T/?M|K/?T|T/?L|TUQ|Q|[{UP}]{{2,}})\.?\s[{UP}\s./,-]{{4,90}}?)\s{{1,40}}"
    rf"(?P<name>(?:[{UP}][^\W\d_{UP}]+\s?){{2,5}})$"
)
_LINE_OF_IT = re.compile(
    r"\s+(?=(?:KT\.|K/T|TL\.|T/L|TUQ\.|Q\.)\s|(?<!KT\.\s)(?<!TL\.\s)(?<!Q\.\s)(?<!PHÓ\s)(?<!K/T\s)(?<!TỔNG\s)"
    r"(?:PHÓ\s)?(?:CHỦ TỊCH|(?:TỔNG )?BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|THỦ TƯỚNG)(?!\w))"
)


# "T/M BỘ CHÍNH TRỊTỔNG BÍ THƯNguyễn Văn Mẫn": lines that a converter glued together.
_GLUED = re.compile(
    rf"(?<=[{UP}])(?:(?=(?:PHÓ )?(?:CHỦ TỊCH|(?:TỔNG )?BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG))"
    rf"|(?<=[{UP}]{{2}})(?=[{UP}][^\W\d_{UP}]))"
)


def _unglued(strips: list[Strip]) -> list[Strip]:
    out: list[Strip] = []
    for strip in strips:
        glued = len(strip.text) < 120 and CAPACITY.match(key(strip.text)) and _GLUED.search(strip.text)
        cuts = [0, *(m.start() for m in _GLUED.finditer(strip.text)), len(strip.text)] if glued else []
        out += [_piece(strip, begin, end) for begin, end in pairwise(cuts)] if glued else [strip]
    return out


def signatures_parted(strips: list[Strip]) -> list[Strip]:
    """A signature on one line is its lines: on whose behalf, the post, the name."""
    out: list[Strip] = []
    for strip in _unglued(strips):
        match = _WHOLE_SIGNATURE.match(strip.text)
        folded = key(strip.text) if match else ""
        if match is None or not (CAPACITY.match(folded) or POST.match(folded)) or not is_name(match["name"]):
            out.append(strip)
            continue
        cuts = [0, *(m.end() for m in _LINE_OF_IT.finditer(match["capitals"])), match.start("name"), len(strip.text)]
        out += [_piece(strip, begin, end) for begin, end in pairwise(cuts)]
    return out


def _signature_from(strip: Strip, opened: bool = False) -> int | None:
    """Where a line of the signature begins behind a recipient; None where none does. Once the signature is `opened`,
    words in capitals go on with it ("ĐẢNG BỘ TỈNH"), and a name may stand behind a recipient that is wrapped."""
    text = strip.text
    named = _BEFORE_NAME.search(text) if opened else None
    if named and _of_signature(text[named.end() :]):
        return named.start()
    for match in _BEFORE_SIGNATURE.finditer(fold_letters(text)):
        rest = text[match.end() :].strip()
        if _of_signature(rest) or (opened and _goes_on_in_capitals(rest)):
            return match.end()
    return None


def _goes_on_in_capitals(rest: str) -> bool:
    """Two words or more in capitals, none an abbreviation ("ĐẢNG ỦY", not "KT, TH")."""
    words = rest.split()
    return len(words) >= 2 and is_upper(rest) and all(len(w) > 1 and is_syllable(w) for w in words)


def _signed(text: str) -> bool:
    """Whether words are a signature, or a line of one."""
    return _of_signature(text) or _WHOLE_SIGNATURE.match(text) is not None


def _of_signature(text: str) -> bool:
    folded = key(text)
    return (
        bool(SIGNED.match(folded))
        or is_name(text)
        or (is_upper(text) and bool(CAPACITY.match(folded) or POST.match(folded)))
    )


def _piece(strip: Strip, begin: int, end: int) -> Strip:
    words = strip.text[begin:end]
    begin += len(words) - len(words.lstrip())
    words = words.strip()
    piece = Strip(words, strip.start + begin, strip.start + begin + len(words), strip.role, strip.hard)
    piece.page, piece.confidence = strip.page, strip.confidence
    return piece

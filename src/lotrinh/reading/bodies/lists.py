"""A list of names cut into one entry a body."""

from __future__ import annotations

import re
from functools import cache

from lotrinh.reading.bodies.words import FIELD_AT, HEAD
from lotrinh.text.fold import fold_letters, one_tone


@cache
def _own() -> re.Pattern[str]:
    return re.compile(
        r"(?:,|(?<!HĐND )(?<!nhân dân )(?<!Báo )\bvà|,\s*các)\s+(?=(?:các )?(?:Sở|Ủy ban|UBND|HĐND|Công an|Ban|Bộ|Thuế"
        r"|Phòng|phòng|Văn "
        r"phòng|Thanh tra|Hội|Hiệp hội|Liên minh|Liên đoàn|Đài|Báo|Trường|Viện|Trung tâm|Cục|Chi cục"
        r"|Kho bạc|Ngân hàng|Câu lạc bộ|Hạt|Đội|Trạm|Quỹ|VNPT|Viettel|MobiFone|Mobifone|Tập đoàn"
        r"|Viễn thông|Đoàn Thanh niên|Đoàn TNCS|Công đoàn|Chi đoàn|Kiểm toán|Trưởng (?:các|phòng|ban)|Tổ công tác"
        r"|Tỉnh đoàn|Thành đoàn|Thủ trưởng|Giám đốc|Chủ tịch|Đảng ủy|Công ty|Bảo hiểm|Mặt trận"
        r"|tổ chức chính trị|cơ quan(?! ngang [Bb]ộ| (?:trực )?thuộc Chính phủ)|địa phương|doanh nghiệp|đơn vị"
        r"|các (?:(?:tỉnh|thành|huyện|đảng|cấp) ủy|cơ quan|bộ|sở)|đảng ủy các)\b)"
    )


# Which of them first of all: part of those named before, no further body.
_ABOVE_ALL = re.compile(r",\s(?:nhất là|đặc biệt là|trước hết là)\s[^;\n]*")


_LINES = re.compile(r"[;\n]")


def cut(names: str) -> list[str]:
    """One entry a body: cut at ";" and line ends, and at "," or "và" before a word that opens another
    body's name."""
    out: list[str] = []
    for part in _split(_LINES, _ABOVE_ALL.sub("", names)):
        words = part.strip(" .;,-+•")
        if out and FIELD_AT.fullmatch(fold_letters(words)) and words[:1].isupper():
            out[-1:] = _joined(out[-1], words)
        else:
            out += _cut_commas(words)
    return [o for o in (piece.strip(" .;:,-") for piece in out) if o]


# "các sở: Tài chính; Nội vụ": one head for all.
_PLURAL_HEAD = re.compile(
    r"(?:^|\s)(?:các|những)\s[^,;:]{2,40}:|^(?:sở|bộ|ngành|phòng|ban)(?:, \w+)?\s?:", re.IGNORECASE
)
_SINGLE_HEAD = re.compile(r"(?:Sở|Bộ|Phòng|Ban|Cục|Chi cục|Vụ)(?=\s)")


def _joined(name: str, field: str) -> list[str]:
    """A bare field behind a body's name has that body's head: "Sở Tài chính; Nội vụ" are two departments, while "các
    sở: Tài chính; Nội vụ" stays one entry."""
    if _PLURAL_HEAD.search(name):
        return [f"{name}; {field}"]
    head = _SINGLE_HEAD.match(name)
    return [name, f"{head.group()} {field}" if head else field]


_BEHIND_GROUP = re.compile(r"(?:,|\s+và)\s+(?=UBND\s|Ủy ban nhân dân\s|Thủ trưởng\s)")


def _cut_commas(part: str) -> list[str]:
    if re.match(r"(?:Các|các)\s+(?:[Ss]ở|[Bb]an|[Bb]ộ|cơ quan|đơn vị|tổ chức|cấp)\s*,", part) and ";" not in part:
        return _split(_BEHIND_GROUP, part)
    return [p for p in _split(_own(), part) if p and p.strip()]


def _split(at: re.Pattern[str], words: str) -> list[str]:
    """`words` cut at every match outside brackets, as long as these are closed: "các cơ quan (Sở Nội vụ, Sở Y tế)" is
    one name."""
    out, start, seen, depth = [], 0, 0, 0
    closed = words.rfind(")")
    for match in at.finditer(one_tone(words)):
        depth += words.count("(", seen, match.start()) - words.count(")", seen, match.start())
        seen = match.start()
        if depth <= 0 or closed < match.end():
            out.append(words[start : match.start()])
            start = match.end()
    return [*out, words[start:]]


# "các sở được phân công chủ trì nhiệm vụ tại Kế hoạch này": the sheet itself tells which.
_BY_THIS = re.compile(r"\s+được (?:giao|phân công)\s[^,;.:]{3,100}?(?:này|được giao|nhiệm vụ)$")
_ASIDE = re.compile(r"\s*\((?P<words>[^()\n]{1,240})\)")
_SEVERAL = re.compile(r"(?:[Cc]ác|[Nn]hững)\s[^(]*\((?!các|bao gồm|gồm|kể cả|trừ)[^()]*,[^()]*\)$")
_BESIDE = re.compile(
    r"(?:bao gồm|gồm|kể cả|theo|sau đây|dưới đây|gọi (?:tắt|chung)|viết tắt|qua|thông qua|là|để|nay là"
    r"|trước đây|cơ quan|đơn vị|thường trực"
    r"|chủ trì|đầu mối|bộ phận)\s"
)


def bare(name: str) -> str:
    """A body's name without brackets that tell what else it is or is called ("Sở Nội vụ (cơ quan thường trực)"); the
    places or bodies a group name stands for stay ("UBND các xã (Đông Hà, Tây Hà)")."""
    kept = name if _SEVERAL.match(name) else _ASIDE.sub(lambda m: "" if _beside(m["words"]) else m.group(), name)
    return _BY_THIS.sub("", kept).strip() or name


def _beside(words: str) -> bool:
    low = fold_letters(words.strip())
    return bool(
        _BESIDE.match(low)
        or HEAD.match(low.removeprefix("các "))
        or re.match(r"\d+/\d+\s", low)
        or re.fullmatch(r"[^\W\d_a-z]{2,12}", words.strip())
    )

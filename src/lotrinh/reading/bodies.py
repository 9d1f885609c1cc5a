"""Names of bodies in running text: where one begins, where it ends, and how a list of them is cut.

A name is known by what it can hold, not by the word after it:

    names = body (joint body)*          "Sở Tài chính, Sở Nội vụ và UBND các xã, phường"
    body  = opener* head part*          "lãnh đạo" "các" | "sở" | …
    part  = field                       "Nông nghiệp và Môi trường", "Chính sách xã hội"
          | qualifier                   "liên quan", "cấp xã", "chính trị - xã hội"
          | territory                   "tỉnh Lào Cai", "các xã"
          | head                        "Văn phòng" + "Ủy ban nhân dân"
          | of + body or territory      "thuộc tỉnh", "của Sở Công Thương"
          | capitalised word            a field the list lacks
          | number, words in brackets   "số 1", "(qua Sở Nội vụ)"

The words are data (`data/bodies.json`). A list of verbs decides only where the grammar is in doubt: after a field it
does not know, and after a general noun that takes any words ("các doanh nghiệp khai thác khoáng sản").
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lotrinh.reading.labels import UP
from lotrinh.text.fold import fold_letters

_DATA = json.loads((Path(__file__).parent / "data" / "bodies.json").read_text(encoding="utf-8"))
_LONGEST = 420

_OPENER = (
    r"(?:(?:các|những|toàn thể|từng|mọi|mỗi|lãnh đạo|thủ trưởng|giám đốc|chánh|trưởng|người đứng đầu"
    r"|đồng chí|chủ tịch|bí thư|tập thể)\s+)"
)
_HEADS = "|".join(_DATA["heads"])
HEAD = re.compile(rf"(?:đề nghị\s+)?{_OPENER}{{0,4}}(?:{_HEADS})(?!\w)")
_HEAD_AT = re.compile(rf"(?:{_HEADS})(?!\w)")
_OPENERS_AT = re.compile(rf"(?:đề nghị\s+)?{_OPENER}{{0,4}}")
_LEVELS = re.compile(r"cấp(?!\w)")
_GROUP_AT = re.compile(r"(?:các|những|từng|mỗi|mọi)\s+")


def _longest_first(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


_FIELD_AT = re.compile(rf"(?:{_longest_first([fold_letters(w) for w in _DATA['fields']])})(?!\w)")
_QUALIFIERS = {fold_letters(w): True for w in _DATA["qualifiers"]} | {
    fold_letters(w): False for w in _DATA["open_qualifiers"]
}
_QUALIFIER_AT = re.compile(rf"(?:{_longest_first(list(_QUALIFIERS))})(?!\w)")
_COMPOUND_AT = re.compile(rf"(?:{'|'.join(sorted(_DATA['compounds'], key=len, reverse=True))})(?!\w)")
_VERB = "|".join(_DATA["verbs"])
_VERB_AT = re.compile(rf"(?:{_VERB})(?!\w)")
_VERB_NEXT = re.compile(rf"(?<!\w)(?<!các )(?<!, )(?<!và )(?:{_VERB})(?!\w)")
_PLACE = re.compile(
    r"(?:[Tt]ỉnh|[Tt]hành phố|[Tt][Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt]hôn"
    rf"|[Kk]hu vực|[Vv]ùng)\s+(?P<name>(?:\d{{1,2}}(?!\w|/)|[{UP}][\w’']*(?:\s+[{UP}][\w’']*){{0,4}}"
    rf"(?:\s[-–]\s[{UP}]\w*(?:\s[{UP}]\w*)?)?))"
)
_CAPITALS = re.compile(rf"[{UP}][^\W\d]*(?:[ \t]+[{UP}][^\W\d]*)*")
_ACRONYM = re.compile(rf"[{UP}][{UP}\d]*(?:[&.,-][{UP}\d]+){{0,3}}(?!\w)")
_SMALL = re.compile(r"[ \t]+(?P<word>[^\W\d_]+)")
_BRACKETS = re.compile(r"\s*\([^()\n]{1,90}\)(?=\s|[,;:.]|$)")
_BLANK = re.compile(r"[ \t\u00a0\n]+")
_OF = re.compile(r"(?:của|thuộc|trực thuộc|tại|ở|đóng trên địa bàn|trên địa bàn|nơi)\s+")
# "các Sở: Công Thương, Tài chính"; "UBND các phường: Yên Bái, Văn Phú"
_PLURAL = re.compile(r"(?:các|những)\s+\S+(?:\s\S+)?$")
_LIST_JOINT = re.compile(r"\s*(?:,|;|\svà)\s+")
_LISTED = re.compile(rf":\s+(?=[{UP}])")
_NUMBER = re.compile(
    r"số\s+\d{1,3}(?!\w|/)|\d{1,3}(?:\s?[a-zđ])?(?=\s*[:,;]|\s+(?:xã|phường|huyện|quận|thị|đơn vị|tỉnh|thôn)(?!\w))"
)
_INNER_JOINT = re.compile(r"\s*(?:,\s*|\s?[-–]\s?|\s(?:và|&)\s)\s*")
_JOINT = re.compile(
    r"\s*(?:,\s*(?:đặc biệt là|nhất là|trước hết là|trong đó có)\s|[,;]\s*(?:(?:và|cùng|hoặc)\s)?"
    r"|\s(?:và|cùng với|cùng|hoặc|với)\s|/(?=\w)"
    r"|\s[-–]\s(?=(?:huyện|xã|phường|thị xã|thị trấn|thành phố|ban|ngành|tỉnh)(?!\w)))\s*"
)
# What general bodies are doing when they are named, before the words that bind them ("… khai thác khoáng sản phải").
_DOING = re.compile(
    r"\s+(?:khai thác|sản xuất|kinh doanh|hoạt động|tham gia|sử dụng|có|đang|được|thi công|cung cấp|quản lý|vận hành"
    r"|khi|đã|thuộc diện)\s[^,;.:]{0,110}?(?=\s(?:có trách nhiệm|chịu trách nhiệm|phải|cần)(?!\w))"
)
# A clause that tells which of them ("các xã, phường có cụm công nghiệp"), and not what they have to do.
_HAVING = re.compile(
    r"\s+có\s+(?!trách nhiệm|nhiệm vụ|kế hoạch|giải pháp|văn bản|biện pháp|ý kiến|hướng dẫn|hình thức|báo cáo"
    r"|chính sách|liên quan)[^,;.:]{3,60}?(?=\s*(?:[:.;]|$)|\s+(?:chủ trì|chủ động|phối hợp|có trách nhiệm"
    r"|chịu trách nhiệm|phải|khẩn trương|tổ chức|tập trung|chỉ đạo|rà soát|tăng cường|thực hiện|triển khai"
    r"|xây dựng)(?!\w))"
)
_WORD = re.compile(r"[^\W\d_]+")
# Kinds whose names the lists hold whole, so that a word after them is no part of the name.
_CLOSED = re.compile(
    r"(?:.*\s)?(?:sở|bộ|ủy ban|ubnd|hđnd|hội đồng nhân dân|công an|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy"
    r"|chính phủ|thủ tướng|quốc hội|mặt trận|mttq|ubmttq|đảng đoàn|ban cán sự đảng|chủ tịch|xã|phường|huyện|quận|thị xã"
    r"|thị trấn|thành phố|tỉnh|đặc khu|ngành|địa phương|cấp|cấp ủy|chính quyền|ban thường vụ|thường trực"
    r"|thanh tra [^,;]+)$"
)
_AFTER = re.compile(r"\s*(?:[.,;:!?…]|[-–]\s|$)")


@dataclass(slots=True)
class _Cursor:
    """Where the reading of a name has come to. `sure` is false after a word that may take others unknown to the
    lists; `closed` is true for a kind whose names the lists hold whole; `unknown` counts words no list knows."""

    end: int
    sure: bool
    last: str  # "head", "field", "qualifier", "territory", "capital", "other"
    closed: bool = False
    unknown: int = 0


def name_end(text: str) -> int:
    """Where the body or bodies that open `text` end, or 0 where it opens with none. `text` is as printed."""
    head = text[:_LONGEST]
    low = fold_letters(head)
    if not HEAD.match(low):
        return 0
    found = _names(head, low)
    if found is None:
        return 0
    end = found.end
    if found.sure or _AFTER.match(head, end) or _verb_follows(head, end):
        return end
    return _unsure_end(text, head, end)


def _unsure_end(text: str, head: str, end: int) -> int:
    """Words no list knows go on the name as far as a verb, a comma or the end of a heading."""
    stop = re.search(r"[:.;,](?:\s|$)", head[end:])
    limit = end + stop.start() if stop else len(head)
    for match in _VERB_NEXT.finditer(head, end, limit):
        if head[match.start()].islower():
            return len(head[: match.start()].rstrip(" ,;"))
    whole = text.rstrip(" .;:,")
    if stop and head[limit] == "," and _verb_follows(head, limit + 1):
        return limit
    if stop and head[limit] == ":":
        return limit if limit <= 160 else 0
    if limit >= len(whole) and len(whole) <= 160:
        return len(whole)
    return 0


def _verb_follows(head: str, end: int) -> bool:
    at = end + len(head[end:]) - len(head[end:].lstrip())
    return at < len(head) and head[at].islower() and bool(_VERB_AT.match(head, at))


def _names(text: str, low: str) -> _Cursor | None:
    first = _body(text, low, 0)
    if first is None:
        return None
    cursor = first
    while True:
        joint = _JOINT.match(text, cursor.end)
        if joint is None or joint.end() == cursor.end:
            return cursor
        following = _body(text, low, joint.end())
        if following is None:
            return cursor
        cursor = following


def _body(text: str, low: str, at: int) -> _Cursor | None:
    opener = _OPENERS_AT.match(low, at)
    start = opener.end() if opener else at
    compound = _COMPOUND_AT.match(low, start)
    head = _HEAD_AT.match(low, start)
    if compound and head and compound.end() > max(head.end(), _field_end(text, low, head.end())):
        cursor = _Cursor(compound.end(), False, "field")
    elif head:
        closed = bool(_CLOSED.match(head.group()))
        cursor = _Cursor(head.end(), closed, "head", closed)
    elif opener and opener.end() > at and (level := _LEVELS.match(low, start)):
        cursor = _Cursor(level.end(), True, "head", True)
    elif opener and opener.end() > at and (last := _lone_opener(low, opener)):
        # "Giám đốc chủ trì": the opener is itself the body.
        cursor = _Cursor(last, True, "head")
    else:
        return None
    for _ in range(40):
        if not _part(text, low, cursor):
            break
    return cursor


def _field_end(text: str, low: str, at: int) -> int:
    """Where the field after a head ends, or 0."""
    blank = _BLANK.match(low, at)
    if blank is None or not text[blank.end() : blank.end() + 1].isupper():
        return 0
    match = _FIELD_AT.match(low, blank.end())
    return match.end() if match else 0


def _lone_opener(low: str, opener: re.Match[str]) -> int:
    words = opener.group().rstrip()
    if re.search(r"(?:lãnh đạo|thủ trưởng|giám đốc|người đứng đầu|chủ tịch|bí thư)$", words):
        return opener.start() + len(words)
    return 0


def _part(text: str, low: str, cursor: _Cursor) -> bool:
    """Takes one more part of the name, if there is one."""
    end = cursor.end
    aside = _BRACKETS.match(text, end) or (_HAVING.match(text, end) if cursor.closed else None)
    if aside:
        cursor.end = aside.end()
        return True
    if cursor.last in ("head", "qualifier") and _listed(text, low, cursor):
        return True
    blank = _BLANK.match(text, end)
    if blank is None:
        return _inner_joint(text, low, cursor)
    at = blank.end()
    if at >= len(text):
        return False
    for take in (_compound, _territory, _field, _qualifier, _inner_head, _group, _of, _numbered, _capital):
        if take(text, low, at, cursor):
            return True
    return _inner_joint(text, low, cursor) or _unknown_word(text, at, cursor)


def _move(cursor: _Cursor, end: int, last: str, *, sure: bool = True) -> bool:
    cursor.end, cursor.last, cursor.sure = end, last, sure
    return True


def _unknown_word(text: str, at: int, cursor: _Cursor) -> bool:
    """A word no list knows, after a name that may go on: part of it unless it is a verb."""
    if cursor.sure or not text[at].islower():
        return False
    doing = _DOING.match(text, cursor.end) if cursor.last in ("head", "qualifier", "other") else None
    if doing:
        return _move(cursor, doing.end(), "other")
    word = _WORD.match(text, at)
    if word is None or cursor.unknown >= 8 or word.group() in ("và", "với", "hoặc") or _VERB_AT.match(text, at):
        return False
    cursor.unknown += 1
    return _move(cursor, word.end(), "other", sure=False)


def _compound(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _COMPOUND_AT.match(low, at)
    inside = match is not None and (text[at].isupper() or cursor.last == "head") and _HEAD_AT.match(low, at)
    return bool(inside) and match is not None and _move(cursor, match.end(), "field")


def _territory(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _PLACE.match(text, at)
    return match is not None and _move(cursor, match.end(), "territory")


def _field(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    if not text[at].isupper():
        return False
    match = _FIELD_AT.match(low, at)
    return match is not None and _move(cursor, match.end(), "field", sure=cursor.closed)


def _inner_head(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _HEAD_AT.match(low, at)
    if match is None or not (text[at].isupper() or cursor.last in ("head", "group")):
        return False
    if text[at].islower() and _verb_follows(text, at):
        return False
    cursor.closed = bool(_CLOSED.match(match.group()))
    return _move(cursor, match.end(), "head", sure=cursor.closed)


def _qualifier(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _QUALIFIER_AT.match(low, at)
    if match is None:
        return False
    verb = _VERB_AT.match(text, at) if text[at].islower() else None
    if verb is not None and verb.end() >= match.end():
        return False
    # A general qualifier ends the name; one that names a field may go on ("cơ quan thông tin đại chúng").
    closes = _QUALIFIERS.get(" ".join(match.group().split()), True)
    return _move(cursor, match.end(), "qualifier", sure=closes)


def _group(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    """ "UBND các xã": the group word only with what it groups."""
    match = _GROUP_AT.match(low, at)
    if match is None:
        return False
    head = _HEAD_AT.match(low, match.end()) or _QUALIFIER_AT.match(low, match.end())
    return head is not None and _move(cursor, head.end(), "head", sure=bool(_CLOSED.match(head.group())))


def _of(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _OF.match(low, at)
    if match is None:
        return False
    place = _PLACE.match(text, match.end())
    if place:
        return _move(cursor, place.end(), "territory")
    inner = _body(text, low, match.end())
    if inner is None:
        qualifier = _QUALIFIER_AT.match(low, match.end())
        return qualifier is not None and _move(cursor, qualifier.end(), "qualifier")
    return _move(cursor, inner.end, inner.last, sure=inner.sure)


def _listed(text: str, low: str, cursor: _Cursor) -> bool:
    """Two or more names told after a colon: fields of "các Sở:", places of "UBND các phường:"."""
    colon = _LISTED.match(text, cursor.end)
    if colon is None or not _PLURAL.search(low[: cursor.end]):
        return False
    at, items = colon.end(), 0
    end = cursor.end
    while at < len(text) and text[at].isupper():
        item = _Cursor(at, True, "head", True)
        if not (_field(text, low, at, item) or _capital(text, low, at, item)):
            break
        items, end = items + 1, item.end
        joint = _LIST_JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    return items >= 2 and _move(cursor, end, "territory")


def _numbered(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    match = _NUMBER.match(low, at)
    return match is not None and _move(cursor, match.end(), "other")


def _capital(text: str, low: str, at: int, cursor: _Cursor) -> bool:
    """A capitalised word the lists lack: with its second syllable, or a proper name of several."""
    if not text[at].isupper():
        return False
    acronym = _ACRONYM.match(text, at)
    if acronym and len(acronym.group()) > 1:
        return _move(cursor, acronym.end(), "field", sure=cursor.closed)
    match = _CAPITALS.match(text, at)
    if match is None:
        return False
    if " " in match.group():
        return _move(cursor, match.end(), "capital", sure=cursor.closed)
    small = _SMALL.match(text, match.end())
    verb = _VERB_AT.match(text, small.start("word")) if small else None
    if small and small["word"].islower() and (verb is None or " " not in verb.group()):
        return _move(cursor, small.end(), "capital", sure=False)
    return _move(cursor, match.end(), "capital", sure=False)


def _inner_joint(text: str, low: str, cursor: _Cursor) -> bool:
    """ "Văn hóa, Thể thao và Du lịch": fields joined inside one name."""
    if cursor.last not in ("field", "capital"):
        return False
    joint = _INNER_JOINT.match(text, cursor.end)
    if joint is None or joint.end() >= len(text):
        return False
    at = joint.end()
    if text[at].islower():
        # "Sở Tài nguyên và môi trường": a field after "và" in small letters, where it is no verb.
        small = _FIELD_AT.match(low, at) if "và" in joint.group() else None
        plain = small is not None and not _VERB_AT.match(text, at) and not _HEAD_AT.match(low, at)
        return small is not None and plain and _move(cursor, small.end(), "field", sure=cursor.closed)
    if _HEAD_AT.match(low, at) and not _FIELD_AT.match(low, at):
        return False
    field = _FIELD_AT.match(low, at)
    head = _HEAD_AT.match(low, at)
    if field and (head is None or field.end() >= head.end()):
        return _move(cursor, field.end(), "field", sure=cursor.closed)
    return "," not in joint.group() and _capital(text, low, at, cursor)


def fields() -> list[str]:
    """The fields bodies are named after, as names print them."""
    return list(_DATA["fields"])


def is_place(text: str) -> bool:
    """Whether `text` is the name of one territory and nothing more ("Thị xã Phú Thọ"): a place, nobody who acts."""
    match = _PLACE.match(text.strip(" .:;"))
    return match is not None and match.end() == len(text.strip(" .:;"))


def opens_with_body(text: str) -> bool:
    """Whether `text` begins with what the name of a body begins with."""
    return bool(HEAD.match(fold_letters(text[:120])))


# --- a list of names, one entry a body


@cache
def _own() -> re.Pattern[str]:
    return re.compile(
        r"(?:,|(?<!HĐND )(?<!nhân dân )\bvà|,\s*các)\s+(?=(?:các )?(?:Sở|Ủy ban|UBND|HĐND|Công an|Ban|Bộ|Thuế"
        r"|Phòng|phòng|Văn "
        r"phòng|Thanh tra|Hội|Liên đoàn|Đài|Báo|Trường|Viện|Trung tâm|Cục|Chi cục"
        r"|Kho bạc|Ngân hàng|Câu lạc bộ|Hạt|Đội|Trạm|Quỹ|VNPT|Viettel|Viễn thông|Đoàn Thanh niên|Đoàn TNCS"
        r"|Tỉnh đoàn|Thành đoàn|Thủ trưởng|Giám đốc|Chủ tịch|Đảng ủy|Công ty|Bảo hiểm|Mặt trận"
        r"|tổ chức chính trị|cơ quan|địa phương|doanh nghiệp|đơn vị)\b)"
    )


def cut(names: str) -> list[str]:
    """One entry a body: cut at ";" and line ends, and at "," or "và" before a word that opens another
    body's name."""
    out: list[str] = []
    for part in re.split(r"[;\n]", names):
        out += _cut_commas(part.strip(" .;,-+•"))
    return [o for o in (piece.strip(" .;:,-") for piece in out) if o]


def _cut_commas(part: str) -> list[str]:
    if re.match(r"(?:Các|các)\s+(?:[Ss]ở|[Bb]an|[Bb]ộ|cơ quan|đơn vị|tổ chức|cấp)\s*,", part) and ";" not in part:
        return (
            [part]
            if not re.search(r"\bvà (?:UBND|Ủy ban|Thủ trưởng)", part)
            else re.split(r"\s+và\s+(?=UBND|Ủy ban|Thủ trưởng)", part)
        )
    return [p for p in _own().split(part) if p and p.strip()]

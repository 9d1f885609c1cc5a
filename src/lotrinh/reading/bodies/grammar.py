"""What a name can hold, part by part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading.bodies.words import (
    ACRONYM,
    BLANK,
    BRACKETS,
    CAPITALS,
    CHARGED,
    CLOSED,
    COMPOUND_AT,
    DOING,
    ENTRUSTED,
    FIELD_AT,
    GROUP_AT,
    HAVING,
    HEAD_AT,
    INNER_JOINT,
    JOINT,
    LAGGING,
    LEVELS,
    LIST_JOINT,
    LISTED,
    NUMBER,
    OF,
    OPENERS_AT,
    PAPER,
    PLACE,
    PLACES_OF,
    PLURAL,
    QUALIFIER_AT,
    QUALIFIERS,
    QUOTED,
    SMALL,
    VERB_AT,
    WHERE,
    WORD,
)


@dataclass(slots=True)
class Cursor:
    """Where the reading of a name has come to. `sure` is false after a word that may take others unknown to the
    lists; `closed` is true for a kind whose names the lists hold whole; `unknown` counts words no list knows."""

    end: int
    sure: bool
    last: str  # "head", "field", "qualifier", "territory", "capital", "other"
    closed: bool = False
    unknown: int = 0


def verb_follows(head: str, end: int) -> bool:
    at = end + len(head[end:]) - len(head[end:].lstrip())
    return at < len(head) and head[at].islower() and bool(VERB_AT.match(head, at))


def names_from(text: str, low: str) -> Cursor | None:
    first = _body(text, low, 0)
    if first is None:
        return None
    cursor = first
    while True:
        joint = JOINT.match(text, cursor.end)
        if joint is None or joint.end() == cursor.end:
            if cursor.last == "head":
                _listed(text, low, cursor)
            return cursor
        following = _body(text, low, joint.end())
        if following is None:
            return cursor
        cursor = following


def _body(text: str, low: str, at: int) -> Cursor | None:
    opener = OPENERS_AT.match(low, at)
    start = opener.end() if opener else at
    compound = COMPOUND_AT.match(low, start)
    head = HEAD_AT.match(low, start)
    if compound and head and compound.end() > max(head.end(), _field_end(text, low, head.end())):
        cursor = Cursor(compound.end(), False, "field")
    elif head:
        closed = bool(CLOSED.match(head.group()))
        cursor = Cursor(head.end(), closed, "head", closed)
    elif opener and opener.end() > at and (level := LEVELS.match(low, start)):
        cursor = Cursor(level.end(), True, "head", True)
    elif opener and opener.end() > at and (last := _lone_opener(low, opener)):
        # "Giám đốc chủ trì": the opener is itself the body.
        cursor = Cursor(last, True, "head")
    else:
        return None
    for _ in range(40):
        if not _part(text, low, cursor):
            break
    return cursor


def _field_end(text: str, low: str, at: int) -> int:
    """Where the field after a head ends, or 0."""
    blank = BLANK.match(low, at)
    if blank is None or not text[blank.end() : blank.end() + 1].isupper():
        return 0
    match = FIELD_AT.match(low, blank.end())
    return match.end() if match else 0


def _lone_opener(low: str, opener: re.Match[str]) -> int:
    words = opener.group().rstrip()
    if re.search(r"(?:lãnh đạo|thủ trưởng|giám đốc|người đứng đầu|chủ tịch|bí thư)$", words):
        return opener.start() + len(words)
    return 0


def _part(text: str, low: str, cursor: Cursor) -> bool:
    """Takes one more part of the name, if there is one."""
    end = cursor.end
    aside = BRACKETS.match(text, end) or QUOTED.match(text, end) or (HAVING.match(text, end) if cursor.closed else None)
    if aside:
        cursor.end = aside.end()
        return True
    asides = (CHARGED, ENTRUSTED, LAGGING, WHERE) if cursor.closed else (ENTRUSTED,)
    if aside := next((m for p in asides if (m := p.match(text, end))), None):
        return _move(cursor, aside.end(), "qualifier")
    listable = cursor.last in ("head", "qualifier") or low.endswith(" trung ương", 0, end)
    if listable and (_listed(text, low, cursor) or _places(text, low, cursor)):
        return True
    blank = BLANK.match(text, end)
    if blank is None:
        return _inner_joint(text, low, cursor)
    at = blank.end()
    if at >= len(text):
        return False
    for take in (_compound, _territory, _field, _qualifier, _inner_head, _group, _of, _numbered, _capital):
        if take(text, low, at, cursor):
            return True
    return _inner_joint(text, low, cursor) or _unknown_word(text, at, cursor)


def _move(cursor: Cursor, end: int, last: str, *, sure: bool = True) -> bool:
    cursor.end, cursor.last, cursor.sure = end, last, sure
    return True


def _unknown_word(text: str, at: int, cursor: Cursor) -> bool:
    """A word no list knows, after a name that may go on: part of it unless it is a verb."""
    if cursor.sure or not text[at].islower():
        return False
    doing = DOING.match(text, cursor.end) if cursor.last in ("head", "qualifier", "other") else None
    if doing:
        return _move(cursor, doing.end(), "other")
    word = WORD.match(text, at)
    if word is None or cursor.unknown >= 8 or word.group() in ("và", "với", "hoặc") or VERB_AT.match(text, at):
        return False
    cursor.unknown += 1
    return _move(cursor, word.end(), "other", sure=False)


def _compound(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = COMPOUND_AT.match(low, at)
    inside = match is not None and (text[at].isupper() or cursor.last == "head") and HEAD_AT.match(low, at)
    return bool(inside) and match is not None and _move(cursor, match.end(), "field")


def _territory(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = PLACE.match(text, at)
    return match is not None and _move(cursor, match.end(), "territory")


def _field(text: str, low: str, at: int, cursor: Cursor) -> bool:
    if not text[at].isupper():
        return False
    match = FIELD_AT.match(low, at)
    return match is not None and _move(cursor, match.end(), "field", sure=cursor.closed)


def _inner_head(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = HEAD_AT.match(low, at)
    if match is None or not (text[at].isupper() or cursor.last in ("head", "group")):
        return False
    if text[at].islower() and verb_follows(text, at):
        return False
    cursor.closed = bool(CLOSED.match(match.group()))
    return _move(cursor, match.end(), "head", sure=cursor.closed)


def _qualifier(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = QUALIFIER_AT.match(low, at)
    if match is None:
        return False
    verb = VERB_AT.match(text, at) if text[at].islower() else None
    if verb is not None and verb.end() >= match.end():
        return False
    # A general qualifier ends the name; one that names a field may go on ("cơ quan thông tin đại chúng").
    closes = QUALIFIERS.get(" ".join(match.group().split()), True)
    return _move(cursor, match.end(), "qualifier", sure=closes)


def _group(text: str, low: str, at: int, cursor: Cursor) -> bool:
    """ "UBND các xã": the group word only with what it groups."""
    match = GROUP_AT.match(low, at)
    if match is None:
        return False
    head = HEAD_AT.match(low, match.end()) or QUALIFIER_AT.match(low, match.end())
    return head is not None and _move(cursor, head.end(), "head", sure=bool(CLOSED.match(head.group())))


def _of(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = OF.match(low, at)
    if match is None:
        return False
    place = PLACE.match(text, match.end())
    if place:
        return _move(cursor, place.end(), "territory")
    inner = _body(text, low, match.end())
    if inner is None:
        qualifier = QUALIFIER_AT.match(low, match.end())
        return qualifier is not None and _move(cursor, qualifier.end(), "qualifier")
    return _move(cursor, inner.end, inner.last, sure=inner.sure)


def _listed(text: str, low: str, cursor: Cursor) -> bool:
    """Two or more names told after a colon: fields of "các Sở:", places of "UBND các phường:"."""
    colon = LISTED.match(text, cursor.end)
    if colon is None or not PLURAL.search(low[: cursor.end]):
        return False
    at, items = colon.end(), 0
    end = cursor.end
    while at < len(text) and text[at].isupper():
        item = Cursor(at, True, "head", True)
        if not (_field(text, low, at, item) or _capital(text, low, at, item)):
            break
        while _more_of_item(text, low, item):
            pass
        items, end = items + 1, item.end
        joint = LIST_JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    return items >= 2 and _move(cursor, end, "territory")


_ITEM_JOINT = re.compile(r"\s+(?:[-–]\s+)?")


def _more_of_item(text: str, low: str, item: Cursor) -> bool:
    """Takes the next capitalised part of one listed name: "Công nghiệp - Viễn thông Quân đội"."""
    joint = _ITEM_JOINT.match(text, item.end)
    if joint is None or not text[joint.end() : joint.end() + 1].isupper():
        return False
    return any(take(text, low, joint.end(), item) for take in (_territory, _field, _capital))


def _places(text: str, low: str, cursor: Cursor) -> bool:
    """Two or more territories under one plural: "các xã Đông Hải, Tây Hải và Nam Hải"."""
    if not PLACES_OF.search(low, max(0, cursor.end - 24), cursor.end):
        return False
    at, items, end = cursor.end, 0, cursor.end
    gap = BLANK.match(text, at)
    while gap is not None:
        item = CAPITALS.match(text, gap.end())
        if item is None or HEAD_AT.match(low, item.start()):
            break
        items, end = items + 1, item.end()
        gap = LIST_JOINT.match(text, end)
    return items >= 2 and _move(cursor, end, "territory")


def _numbered(text: str, low: str, at: int, cursor: Cursor) -> bool:
    match = NUMBER.match(low, at)
    return match is not None and _move(cursor, match.end(), "other")


def _capital(text: str, low: str, at: int, cursor: Cursor) -> bool:
    """A capitalised word the lists lack: with its second syllable, or a proper name of several."""
    if not text[at].isupper():
        return False
    acronym = ACRONYM.match(text, at)
    if acronym and len(acronym.group()) > 1:
        return _move(cursor, acronym.end(), "field", sure=cursor.closed)
    match = CAPITALS.match(text, at)
    if match is None:
        return False
    if " " in match.group():
        last = match.start() + match.group().rindex(" ") + 1
        field = FIELD_AT.match(low, last)  # the "Nông nghiệp" of "Khu Nông nghiệp"
        return _move(cursor, max(match.end(), field.end() if field else 0), "capital")
    small = SMALL.match(text, match.end())
    verb = VERB_AT.match(text, small.start("word")) if small else None
    if small and small["word"].islower() and (verb is None or " " not in verb.group()):
        return _move(cursor, small.end(), "capital", sure=False)
    return _move(cursor, match.end(), "capital", sure=False)


def _inner_joint(text: str, low: str, cursor: Cursor) -> bool:
    """ "Văn hóa, Thể thao và Du lịch": fields joined inside one name."""
    if cursor.last not in ("field", "capital"):
        return False
    joint = INNER_JOINT.match(text, cursor.end)
    if joint is None or joint.end() >= len(text):
        return False
    at = joint.end()
    if PAPER.match(text, at):
        return False
    if text[at].islower():
        # "Sở Tài nguyên và môi trường": a field after "và" in small letters, where it is no verb.
        small = FIELD_AT.match(low, at) if "và" in joint.group() else None
        plain = small is not None and not VERB_AT.match(text, at) and not HEAD_AT.match(low, at)
        return small is not None and plain and _move(cursor, small.end(), "field", sure=cursor.closed)
    if HEAD_AT.match(low, at) and not FIELD_AT.match(low, at):
        return False
    field = FIELD_AT.match(low, at)
    head = HEAD_AT.match(low, at)
    if field and (head is None or field.end() >= head.end()):
        return _move(cursor, field.end(), "field", sure=cursor.closed)
    return "," not in joint.group() and _capital(text, low, at, cursor)

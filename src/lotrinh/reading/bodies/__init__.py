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

import re
from functools import lru_cache

from lotrinh.reading.bodies.grammar import names_from, verb_follows
from lotrinh.reading.bodies.lists import bare, cut
from lotrinh.reading.bodies.words import AFTER, DATA, HEAD, LONGEST, PLACE, VERB_AT, VERB_NEXT
from lotrinh.text.fold import fold_letters

__all__ = ["bare", "cut", "fields", "is_place", "name_end", "opens_with_body", "opens_with_verb"]


@lru_cache(maxsize=4096)  # asked again for a clause, its heading and what lies below
def name_end(text: str) -> int:
    """Where the body or bodies that open `text` end, or 0 where it opens with none. `text` is as printed."""
    head = text[:LONGEST]
    low = fold_letters(head)
    if not HEAD.match(low):
        return 0
    found = names_from(head, low)
    if found is None:
        return 0
    end = found.end
    if found.sure or AFTER.match(head, end) or verb_follows(head, end):
        return end
    return _unsure_end(text, head, end)


def _unsure_end(text: str, head: str, end: int) -> int:
    """Words no list knows go on the name as far as a verb, a comma or the end of a heading."""
    stop = re.search(r"[:.;,](?:\s|$)", head[end:])
    limit = end + stop.start() if stop else len(head)
    for match in VERB_NEXT.finditer(head, end, limit):
        if head[match.start()].islower():
            return len(head[: match.start()].rstrip(" ,;"))
    whole = text.rstrip(" .;:,")
    if stop and head[limit] == "," and verb_follows(head, limit + 1):
        return limit
    if stop and head[limit] == ":":
        return limit if limit <= 160 else 0
    if limit >= len(whole) and len(whole) <= 160:
        return len(whole)
    return 0


def fields() -> list[str]:
    """The fields bodies are named after, as names print them."""
    return list(DATA["fields"])


def is_place(text: str) -> bool:
    """Whether `text` is the name of one territory and nothing more ("Thị xã Phú Thọ"): a place, nobody who acts."""
    match = PLACE.match(text.strip(" .:;"))
    return match is not None and match.end() == len(text.strip(" .:;"))


def opens_with_body(text: str) -> bool:
    """Whether `text` begins with what the name of a body begins with."""
    return bool(HEAD.match(fold_letters(text[:120])))


def opens_with_verb(text: str) -> bool:
    """Whether `text` begins with a verb of what bodies do ("Phụ trách chung …")."""
    low = fold_letters(text[:120])
    return bool(VERB_AT.match(low)) and not HEAD.match(low)

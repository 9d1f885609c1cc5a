"""Where sentences end, and which stretch of a sentence belongs to which value."""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.words import alternatives

_END = re.compile(
    rf"(?:[.!?…]|\.\.\.)(?=[\s\"”)]*(?:$|\n|[{UP}\"“(+*•-]))|\n(?=[ \t]*(?:[-–+*•]\s|[a-zđ]\)|"
    r"\d+[.)]\s))|\n\s*\n"
)
_ABBREVIATED = re.compile(r"(?:\b(?:tp|tx|tt|ths|ts|pgs|gs|ubnd|st|p|q|h|x|ng|kts|bs)|\[\.\.)$")
_HEAD = alternatives(lexicon.HEADS)
_NEW_CLAUSE = re.compile(
    rf",\s*(?=(?:trong đó|riêng|phấn đấu|bảo đảm|đảm bảo|đến (?:hết |cuối )?năm|{_HEAD}|có|còn|nâng|đưa|giảm|tăng)"
    r"(?!\w))"
)
_CUT = re.compile(r";|,(?!\d)|(?<=\s)và(?=\s)|(?<=\s)trong đó(?=\s)|\.(?=\s)|\|")
_DATE_BEHIND = re.compile(r" ?(?:vào|đến|trong) (?:hết |cuối )?năm (?:19|20)\d\d")
# "20% xã, phường, đặc khu đạt chuẩn": what is counted, whose commas part nothing.
_COUNTED = alternatives(lexicon.COUNTED)
_LISTED = re.compile(rf" ?(?:số |các )?(?:{_COUNTED})(?:, (?:{_COUNTED})){{1,4}}(?!\w)")
_STRONG = re.compile(r";|\.(?=\s)|(?<=\s)trong đó(?=\s)|\|")


def sentences(text: str, low: str) -> list[tuple[int, int]]:
    """The spans of the sentences, covering the whole text."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _ABBREVIATED.search(low, max(0, match.start() - 6), match.start()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def assign(low: str, quantities: list[Quantity], spans: list[tuple[int, int]]) -> None:
    """Give each quantity its sentence and its own stretch of it.

    Reads: left, right, unit_kind. Writes: sentence, segment.
    """
    number = 0
    previous: Quantity | None = None
    for quantity in quantities:
        if quantity.excluded:
            continue
        while number + 1 < len(spans) and quantity.start >= spans[number][1]:
            number += 1
        quantity.sentence = number
        start, end = spans[number] if spans else (0, len(low))
        if previous is not None and previous.sentence == number:
            start = _boundary(low, previous, quantity)
            previous.segment = (previous.segment[0], start)
        quantity.segment = (start, end)
        previous = quantity


def assign_rest(quantities: list[Quantity], spans: list[tuple[int, int]]) -> None:
    """Give the numbers that are no values their sentence, and themselves as their own stretch."""
    number = 0
    for quantity in quantities:
        while number + 1 < len(spans) and quantity.start >= spans[number][1]:
            number += 1
        if quantity.excluded:
            quantity.sentence, quantity.segment = number, (quantity.start, quantity.right)


def _boundary(low: str, one: Quantity, two: Quantity) -> int:
    """Where the words of one value end and those of the next begin."""
    start, end = one.right, max(one.right, two.left)
    strong = list(_STRONG.finditer(low, start, end))
    if strong:
        start = strong[-1].start() if _labelled_after(low, strong[-1].end(), end) else strong[0].start()
        return start + (1 if low[start] in ";.|" else 0)
    head = _NEW_CLAUSE.search(low, start, end)
    if head:
        return head.start() + 1
    listed = _LISTED.match(low, start, end) if one.unit_kind == "share" else None
    cuts = list(_CUT.finditer(low, listed.end() if listed else start, end))
    if not cuts:
        date = _DATE_BEHIND.match(low, start, end)  # "lên 3,6 triệu lượt vào năm 2030 (tăng 12%/năm)"
        return date.end() if date else two.left if listed else start
    cut = cuts[-1] if one.unit_kind == "share" and _names_itself(low, one) else cuts[0]
    return cut.end()


def _labelled_after(low: str, start: int, end: int) -> bool:
    return bool(low[start:end].strip(" ,;"))


def _names_itself(low: str, quantity: Quantity) -> bool:
    """True if what the value is of follows it ("100% xã, phường …"): its own clause begins with the value."""
    comma = low.rfind(",", quantity.segment[0], quantity.left)
    return not low[max(comma, quantity.segment[0]) : quantity.left].strip(" ,;-+:")

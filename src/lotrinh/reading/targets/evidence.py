"""Weighing the evidence on a value in a sentence that stands alone: is it wanted, or told, or only described?

In a document the role of the section says so. Of a sentence alone only its words and figures do; where no single word
decides, the small signs of `signs` are added up.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from lotrinh.reading.targets import lexicon, signs
from lotrinh.reading.targets.due import DEFAULT_NEWEST_PAST_YEAR
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.status import Mark
from lotrinh.reading.targets.words import alternatives

OUTWEIGHED = "outweighed"

_PATTERNS = {sign.name: re.compile(sign.pattern) for sign in signs.WORDS}
_NEAR, _BEHIND = 40, 60
_NEVER = 1 << 62
_HEAD = re.compile(rf"(?:\W|[a-zđ]\)|trong đó)*(?:{alternatives([*lexicon.HEADS, *lexicon.INDICES])})(?!\w)")
_ITEM = re.compile(r"\W*[-+*•] |\d{1,2}\. |\(\d{1,2}\) |[a-zđ]\) ")
_DECIMALS = re.compile(r",(\d+)")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!so với )(?<!năm )(?<!\d)(20\d\d)(?!\d)|(?<!so với )năm (20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?- ?| đến (?:hết |cuối )?(?:năm )?)((?:19|20)\d\d)(?!\d)")
_PLAN_LENGTHS = (
    3,
    4,
    5,
    9,
    10,
)  # 2017 - 2020, what is left of a plan; 2016 - 2020, 2015 - 2020, 2011 - 2020, 2010 - 2020
_OLDEST_PLAN = 2005
_GLOSS = re.compile(r"\([^()\d]{12,200}\)")  # what only explains a name is no evidence
_MANY = 3
_OR_MORE = ("trở lên", "trở xuống")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's span, where the words of each sign begin in it, where its first word of planning stands and its
    first weak one, whether a word of results does, how many values it has, whether it names a year to come, where the
    first years stand that are over and are no plan's, how many of its values are ranges, whether one is a share of
    over a hundred per cent."""

    low: str
    start: int
    end: int
    found: dict[str, list[int]]
    planned: int
    perhaps: int
    told: bool
    values: int
    to_come: bool
    looked_back: int
    ranges: int
    over: bool


def _has_head(sentence: _Sentence, quantity: Quantity) -> bool:
    return _HEAD.match(sentence.low, quantity.segment[0], quantity.left) is not None


def weigh(low: str, quantities: list[Quantity], marks: list[Mark], spans: list[tuple[int, int]]) -> None:
    """Say of each value whether more speaks for its being wanted or against.

    Reads: what the earlier stages wrote. Writes: status, or excluded.
    """
    alive = [q for q in quantities if q.excluded in (None, "describes")]
    starts = [mark.start for mark in marks]
    for number, group in itertools.groupby(alive, key=lambda q: q.sentence):
        here, (start, end) = list(group), spans[number]
        open_ones = [q for q in here if q.excluded is None]
        if not open_ones:
            continue
        sentence = _look(low, start, end, marks[bisect_left(starts, start) : bisect_left(starts, end)], here)
        before: Quantity | None = None
        for quantity in open_ones:
            _judge(sentence, quantity, before)
            before = quantity if quantity.excluded is None else None


def _look(low: str, start: int, end: int, marks: list[Mark], values: list[Quantity]) -> _Sentence:
    told = _GLOSS.sub(lambda match: " " * len(match.group()), low[start:end])
    found = {name: [start + m.start() for m in pattern.finditer(told)] for name, pattern in _PATTERNS.items()}
    years = [int(one or two) for one, two in _YEAR.findall(told)]
    to_come = max(years, default=0) > DEFAULT_NEWEST_PAST_YEAR
    planned, perhaps = (
        min((m.start for m in marks if m.kind == "target" and m.strong is strong), default=_NEVER)
        for strong in (True, False)
    )
    reached = any(m.kind == "result" for m in marks)
    ranges = sum(value.is_range for value in values)
    over = any(_is_over_the_whole(value) for value in values)
    looked_back = next((m.start() for m in _SPAN.finditer(low, start, end) if _looks_back(m)), _NEVER)
    return _Sentence(low, start, end, found, planned, perhaps, reached, len(values), to_come, looked_back, ranges, over)


def _looks_back(span: re.Match[str]) -> bool:
    """True for years that are over and that no plan is made for: 2004 - 2013, 1991 - 2000."""
    first, last = int(span[1]), int(span[2])
    of_a_plan = last % 5 == 0 and last - first in _PLAN_LENGTHS and last >= _OLDEST_PLAN
    return first < last <= DEFAULT_NEWEST_PAST_YEAR and not of_a_plan


_SO_FAR = re.compile(r"(?<!\w)mới chỉ (?:có |đạt |được |bằng |là )?(?:khoảng |hơn |gần )?$")


def _judge(sentence: _Sentence, quantity: Quantity, before: Quantity | None) -> None:
    if _SO_FAR.search(sentence.low, max(sentence.start, quantity.start - 30), quantity.start):
        quantity.status = "result"
        return
    names = set(names_of(sentence, quantity, before))
    planned = "planned" in names
    spared = planned or "a bound of plans" in names
    score, against = signs.BIAS, {"result": 0.0, "none": 0.0}
    for sign in signs.WORDS:
        if sign.name in names and not (spared and sign.kind == "result" and sign.weight < 0):
            score += sign.weight
            against[sign.kind] += min(sign.weight, 0.0)
    for name, (always, unplanned) in signs.VALUES.items():
        if name in names:
            score += always + (0.0 if planned else unplanned)
    if score > 0:
        quantity.status = "target"
    elif against["none"] < against["result"]:
        quantity.excluded = OUTWEIGHED
    else:
        quantity.status = "result"


def names_of(sentence: _Sentence, quantity: Quantity, before: Quantity | None = None) -> Iterable[str]:
    """The names of all signs on a value; `before` is the value before it in its sentence."""
    yield quantity.ruling
    yield from _words(sentence, quantity)
    yield from _marks(sentence, quantity)
    yield from _compared(sentence.low, quantity)
    yield from _figure(sentence.low, quantity)
    yield from _place(sentence, quantity, before)


def _words(sentence: _Sentence, quantity: Quantity) -> Iterable[str]:
    low, start, end = sentence.low, sentence.start, sentence.end
    regions = {
        "sentence": (start, end),
        "before": (start, quantity.start),
        "near": (max(start, quantity.start - _NEAR), quantity.start),
        "behind": (quantity.right, min(end, quantity.right + _BEHIND)),
    }
    for sign in signs.WORDS:
        pattern = _PATTERNS[sign.name]
        if sign.place == "opens":
            if pattern.match(low, start):
                yield sign.name
            continue
        first, last = regions[sign.place]
        places = sentence.found[sign.name]
        here = bisect_left(places, first)
        if here < len(places) and places[here] < last:
            yield sign.name


def _marks(sentence: _Sentence, quantity: Quantity) -> Iterable[str]:
    """Words of planning before the value, and words of results anywhere in its sentence."""
    if sentence.planned < quantity.start:
        yield "planned"
    elif sentence.perhaps < quantity.start and quantity.ruling != "told before":
        yield "planned, perhaps"
    elif sentence.perhaps == _NEVER == sentence.planned:
        yield "not planned"
    if sentence.told and not _is_bound(sentence.low, quantity):  # nobody reports a bound
        yield "a word of results"


def _is_bound(low: str, quantity: Quantity) -> bool:
    """True for "tối thiểu 80%" and "80% trở lên", not for the 80 of "từ 80% lên 90%"."""
    return bool({"at_least", "at_most"} & set(quantity.words)) or low.endswith(_OR_MORE, quantity.start, quantity.right)


def _compared(low: str, quantity: Quantity) -> Iterable[str]:
    words = {*quantity.words, quantity.comparator}
    for name, meanings in (
        ("a bound of plans", {"at_least", "at_most"}),
        ("a bound", {"above", "below"}),
        ("moved", {"up", "down"}),
        ("to a level", {"level"}),
    ):
        if words & meanings:
            yield name
    if low.endswith(_OR_MORE, quantity.start, quantity.right):
        yield "or more"
    if "about" in words:
        yield "about a share" if quantity.unit_kind in ("share", "") else "about an amount"


def _figure(low: str, quantity: Quantity) -> Iterable[str]:
    if quantity.is_range:
        yield "a range"
    elif not _is_bound(low, quantity):  # no more exact for its digits
        digits = low[quantity.start : quantity.end]
        digits = digits.split("/")[0] if quantity.whole is not None else digits
        decimals = max((len(d) for d in _DECIMALS.findall(digits)), default=0)
        if decimals:
            yield "one decimal" if decimals == 1 else "two decimals"
        if len("".join(_DIGIT.findall(digits)).strip("0")) >= (5 if decimals else 3):
            yield "exact"
    if quantity.unit_kind == "share" and quantity.low == 100:
        yield "the whole"
    if quantity.unit_kind in ("money", "measure", "count"):
        yield {"money": "money", "measure": "a measure", "count": "a count"}[quantity.unit_kind]
    if quantity.per in ("year", "10000_people"):
        yield "by the year" if quantity.per == "year" else "by ten thousand"


def _is_over_the_whole(quantity: Quantity) -> bool:
    """True for "đạt gần 104%", as reports say of a plan; a rise by 110% is none."""
    moved = {"up", "down", "growth", "times", "more"} & set(quantity.words)
    level = quantity.comparator not in ("increase_by", "decrease_by") and not moved
    return quantity.unit_kind == "share" and quantity.low > 100 and level and not quantity.per


def _place(sentence: _Sentence, quantity: Quantity, before: Quantity | None) -> Iterable[str]:
    over = quantity.due is not None and int(quantity.due[:4]) <= DEFAULT_NEWEST_PAST_YEAR
    if sentence.to_come and not over:
        yield "a year to come"
    if over and f"so với năm {int((quantity.due or '0')[:4]) - 1}" in sentence.low[sentence.start : sentence.end]:
        yield "against the year before"
    if sentence.ranges > quantity.is_range:
        yield "beside a range"
    if sentence.over:
        yield "over the whole" if _is_over_the_whole(quantity) else "beside one over the whole"
    if sentence.looked_back < quantity.start:
        yield "years looked back on"
    lender = before if before and before.status == "target" and before.unit == quantity.unit else None
    if _has_head(sentence, quantity) or (lender and _has_head(sentence, lender)):
        yield "a measured head"  # its own, or that of the value before: "Kim ngạch xuất khẩu 50 tỷ; nhập khẩu 42 tỷ"
    if _ITEM.match(sentence.low, sentence.start):
        yield "an item"
    if sentence.values >= _MANY:
        yield "one of many"

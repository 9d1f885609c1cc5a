"""The stages, in order. Each is a module that says what it reads and what it writes.

fold       the text folded letter for letter
masks      digits that are no value: dates, document numbers, references, labels
numbers    the numbers: ranges, fractions, words, ranks
due        the dates that can be due dates
units      the unit after each number, its scale, what it is per
comparing  the words that compare, and the comparator they make
inner      numbers that only say which ones are counted
clauses    sentences, and which stretch belongs to which value
status     wanted or reached
select     what is no target, and why
evidence   what the small signs of a sentence that stands alone say together
sharing    what the values of a list lend each other
indicator  what each value is of
rows       the same for rows of a table
qualitative targets without a number
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from lotrinh.reading.targets import (
    clauses,
    comparing,
    due,
    evidence,
    indicator,
    inner,
    masks,
    numbers,
    qualitative,
    rows,
    select,
    sharing,
    status,
    units,
)
from lotrinh.reading.targets.fold import compose, fold
from lotrinh.reading.targets.model import Kind, Quantity, TargetContext, TargetMention

_ALONE = TargetContext(role="targets")

_NEAR = 200
# "số lượng đô thị năm 2025 khoảng 950 và đến năm 2030 khoảng 1.100": the unit is told once
_BY_THEN = re.compile(r",? (?:và )?(?:đến|vào) (?:hết |cuối )?năm 20\d\d,? ?")
_YEARS_AFTER = re.compile(r"(?<!\w)(?:những|các) năm (?:tiếp theo|sau|kế tiếp)(?!\w)")
# "đạt 25% đến năm 2025, 40% đến năm 2030": each date closes the value before it
_ENDS_ITS_VALUE = re.compile(r"\d ?[^\W\d_%]{0,12} ?%? ?\Z")
_PART = re.compile(r"[\s\W]*trong đó(?!\w)")


@dataclass(slots=True)
class _Reading:
    text: str
    low: str
    quantities: list[Quantity]
    spans: list[tuple[int, int]]
    dues: list[due.Due]
    silent: bool  # no word of a target without a number


def extract(text: str, *, context: TargetContext) -> list[TargetMention]:
    """The targets of one node's own text, in reading order. Due dates fall back on the context's.

    Under the role "results" nothing is wanted; under "norms", "tasks" and "other" only values that the words
    beside them say are wanted. Never raises for any text.
    """
    return _extract(text, context, alone=False)


def extract_sentence(text: str) -> list[TargetMention]:
    """The targets of a sentence that stands alone; the due date comes from the sentence only."""
    return _extract(text, _ALONE, alone=True)


def classify(text: str) -> Kind:
    """Whether a text states targets, tells results, or neither."""
    if extract_sentence(text):
        return "target"
    reading = _read(compose(text)[0], _ALONE, alone=True)
    told = [
        q
        for q in reading.quantities
        if (q.status == "result" and q.excluded in (None, "describes")) or q.excluded == select.AGAINST_A_PLAN
    ]
    return "result" if told else "none"


def _extract(text: str, context: TargetContext, *, alone: bool) -> list[TargetMention]:
    composed, origin = compose(text)
    if context.role == "results":
        return []
    if rows.is_table(composed):
        mentions = rows.extract(composed, context)
    else:
        mentions = _prose(composed, context, alone)
    return mentions if origin is None else [_restore(mention, text, origin) for mention in mentions]


def _restore(mention: TargetMention, text: str, origin: list[int]) -> TargetMention:
    """The mention with offsets into the text as given, which was not in NFC."""
    start, end = origin[mention.start], origin[mention.end]
    return replace(mention, start=start, end=end, text=text[start:end])


def _read(text: str, context: TargetContext, *, alone: bool) -> _Reading:
    low, role = fold(text), context.role
    past = due.newest_past_year(context.written)
    found = numbers.find(low, masks.mask(text, low))
    silent = qualitative.is_silent(low)
    for place, quantity in enumerate(found):
        limit = found[place + 1].start if place + 1 < len(found) else len(low)
        units.attach(text, low, quantity, limit)
        comparing.attach(low, quantity)
    select.exclude_by_unit(low, found)
    inner.exclude(low, found)
    valueless = all(quantity.excluded for quantity in found)
    if valueless and silent:
        return _Reading(text, low, found, [], [], silent)
    dues = due.find(low, past)
    spans = clauses.sentences(text, low)
    reading = _Reading(text, low, found, spans, dues, silent)
    clauses.assign(low, found, spans)
    clauses.assign_rest(found, spans)
    if valueless:
        return reading
    planned = (role in ("targets", "aims") and not alone) or any(comparing.is_firm(low, quantity) for quantity in found)
    marks = status.find(low, dues, past, planned=planned, alone=alone)
    status.mark_quantities(low, marks, found, spans, alone)
    closing = {q.sentence: q.right for q in found if not q.excluded}
    semicolons = [match.start() for match in re.finditer(";", low)] if ";" in low else []
    closed: dict[tuple[int, int], bool] = {}
    parts: dict[int, bool] = {}
    above = due.announced(low, dues, spans, set(closing)) if alone and len(spans) > 1 else {}
    before: Quantity | None = None  # "… đến năm 2030 đạt 400 triệu USD. Trong đó: …" goes on with its date
    for quantity in found:
        if quantity.excluded:
            continue
        sentence = spans[quantity.sentence]
        chosen = _due_of(low, dues, quantity, sentence, closing.get(quantity.sentence, 0)) if dues else None
        whole = False
        if chosen and role == "targets":
            at = (chosen.start, quantity.sentence)
            if at not in closed:
                closed[at] = _closes_all(low, dues, chosen, sentence)
            whole = closed[at]
        apart = chosen and semicolons and _any_between(semicolons, quantity.right, chosen.start)
        if chosen and chosen.kind != "period" and apart and not whole:
            # "A đạt 30 m2; xóa nhà tạm trước ngày 31/12/2026": the day is that of the second clause
            chosen = due.before(dues, quantity.start, sentence[0])
        _complete(text, low, quantity, before, chosen)
        if chosen is None:
            _lend_date(low, quantity, before, sentence, parts, above)
        before = quantity
    select.exclude(low, found, spans, role, alone)
    if alone:
        evidence.weigh(low, found, marks, spans)
    return reading


def _lend_date(
    low: str,
    quantity: Quantity,
    before: Quantity | None,
    sentence: tuple[int, int],
    parts: dict[int, bool],
    above: dict[int, due.Due],
) -> None:
    """The date of a value that has none of its own: that of the value before it where "Trong đó" goes on, or the one
    of the sentence that announces it. `parts` keeps which sentences go on so. Writes: due."""
    number = quantity.sentence
    if before is not None:
        if number not in parts:
            parts[number] = _PART.match(low, *sentence) is not None
        quantity.due = before.due if parts[number] else None
    if quantity.due is None and number in above:
        quantity.due = above[number].value


def _any_between(places: list[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _belongs_elsewhere(low: str, dues: list[due.Due], chosen: due.Due, quantity: Quantity, begin: int) -> bool:
    """True for the second of an item's years, closed by a semicolon ("năm 2027 đạt 40%; năm 2030 đạt 50%; hộ nghèo giảm
    1%"), and for what "những năm tiếp theo" follow; `begin` is where the sentence does."""
    place = bisect_left(dues, chosen.start, key=lambda other: other.start)
    first = dues[place - 1] if place else None
    stepped = first is not None and first.kind == chosen.kind == "bare" and first.start >= begin
    if stepped and first and first.value != chosen.value and low.find(";", chosen.end, quantity.left) >= 0:
        return True
    if chosen.kind == "point" and _are_steps(low, dues, quantity.left, begin):
        return True
    near = max(chosen.end, quantity.left - _NEAR)
    return near <= quantity.left and _YEARS_AFTER.search(low, near, quantity.left) is not None


def _are_steps(low: str, dues: list[due.Due], left: int, begin: int) -> bool:
    """True where the last two dates before a place are steps of an item that a semicolon closes ("đạt 25% đến năm 2028,
    40% đến năm 2030; …"): each has its own value right before it."""
    place = bisect_left(dues, left, key=lambda other: other.start)
    two = dues[max(0, place - 2) : place]
    if len(two) < 2 or two[0].start < begin or two[0].value == two[1].value:
        return False
    steps = all(
        date.kind == "point" and _ENDS_ITS_VALUE.search(low, max(begin, date.start - 20), date.start) for date in two
    )
    return steps and low.find(";", two[1].end, left) >= 0


def _due_of(
    low: str, dues: list[due.Due], quantity: Quantity, sentence: tuple[int, int], closing: int
) -> due.Due | None:
    words, start, end = quantity.left, quantity.start, quantity.right
    chosen = due.choose(low, dues, words, start, end, quantity.segment, sentence, closing)
    chosen = _of_its_part(low, dues, chosen, quantity, sentence[1]) or chosen
    return None if chosen and _belongs_elsewhere(low, dues, chosen, quantity, sentence[0]) else chosen


def _of_its_part(low: str, dues: list[due.Due], chosen: due.Due | None, quantity: Quantity, end: int) -> due.Due | None:
    """The only date that closes the value's own part between semicolons, where the chosen one stands in a part before:
    "nhóm 4 vào năm 2028; nhóm 3 ở châu Á và nhóm 50 thế giới vào năm 2030"."""
    if chosen is None or chosen.end > quantity.left or low.find(";", chosen.end, quantity.left) < 0:
        return None
    stop = low.find(";", quantity.right, end)
    stop = end if stop < 0 else stop
    first, last = (bisect_left(dues, place, key=lambda other: other.start) for place in (quantity.right, stop))
    if last - first != 1 or re.search(r"\d", low[dues[first].end : stop]):
        return None
    return dues[first]


def _closes_all(low: str, dues: list[due.Due], chosen: due.Due | None, sentence: tuple[int, int]) -> bool:
    """True for the only date of a sentence, a year at its very end: "A đạt 30 m2; B đạt 100%; C đạt 98% vào năm 2030"
    is all to be reached by then."""
    if chosen is None or chosen.kind not in ("point", "bare"):
        return False
    first, last = (bisect_left(dues, place, key=lambda other: other.start) for place in sentence)
    return last - first == 1 and not low[chosen.end : sentence[1]].strip(" .…;\n")


def _complete(text: str, low: str, quantity: Quantity, before: Quantity | None, chosen: due.Due | None) -> None:
    """Reads: left, right, segment. Writes: unit from the label or the value `before`, per, due, comparator, bounds."""
    start, _ = quantity.segment
    if before and not quantity.unit and _BY_THEN.fullmatch(low, before.right, quantity.left):
        quantity.unit, quantity.unit_kind = before.unit, before.unit_kind
    if not quantity.unit and units.from_label(text, low, quantity, start):
        quantity.cued = quantity.status == "target"
    label = low[max(start, quantity.left - 200) : quantity.left]
    quantity.per = quantity.per or units.per_from_words(low, quantity, quantity.segment, label)
    quantity.due = chosen.value if chosen else None
    if chosen and chosen.kind in ("point", "period"):
        quantity.cued = quantity.cued or quantity.status == "target"
    comparing.decide(low, quantity)


def _prose(text: str, context: TargetContext, alone: bool) -> list[TargetMention]:
    reading = _read(text, context, alone=alone)
    wanted = [q for q in reading.quantities if not q.excluded and q.status == "target"]
    for quantity in reading.quantities:
        if quantity.status != "target":
            quantity.excluded = quantity.excluded or "reached already"
    if len(wanted) > 1:
        sharing.share(reading.low, reading.dues, reading.spans, wanted)
    if wanted:
        indicator.name(reading.text, reading.low, reading.quantities)
    mentions = [_mention(reading, quantity, context) for quantity in wanted]
    mentions += _qualitative(reading, context, alone)
    if len(mentions) > 1:
        mentions.sort(key=lambda m: (m.start, m.end))
    return mentions


def _mention(reading: _Reading, quantity: Quantity, context: TargetContext) -> TargetMention:
    start, end = quantity.span
    start, end = min(start, quantity.left, quantity.start), max(end, quantity.right, quantity.end)
    while start < end and reading.low[start] in " ,;:.-+*•":
        start += 1
    while end > start and reading.low[end - 1] in " ,;":
        end -= 1
    sure = 0.9 if quantity.cued or quantity.words else 0.7
    return TargetMention(
        indicator=quantity.indicator,
        comparator=quantity.comparator,
        low=_plain(quantity.low_out),
        high=_plain(quantity.high_out),
        approximate=quantity.approximate,
        unit=quantity.unit,
        per=quantity.per,
        due=quantity.due or context.heading_due or context.document_due,
        basis="; ".join(quantity.basis) or None,
        text=reading.text[start:end],
        start=start,
        end=end,
        confidence=sure if quantity.unit else sure - 0.1,
        kind="quantified",
    )


def _plain(value: float | None) -> float | None:
    return value if value is None or value.is_integer() else round(value, 9)


def _qualitative(reading: _Reading, context: TargetContext, alone: bool) -> list[TargetMention]:
    if reading.silent:
        own = context.role == "targets" and not alone and not any(not q.excluded for q in reading.quantities)
        lead_in = fold(context.lead_in) if context.lead_in else None
        said = qualitative.items(reading.text, reading.low, lead_in) if own else []
        if said:
            reading.dues = due.find(reading.low, due.newest_past_year(context.written))
        return [_stated(reading, statement, context) for statement in said]
    taken = bytearray(len(reading.low))
    numbered = False
    for quantity in reading.quantities:
        if not quantity.excluded:
            taken[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
            numbered = True
    lead_in = fold(context.lead_in) if context.lead_in else None
    found = qualitative.find(reading.text, reading.low, reading.spans, taken, lead_in)
    kept = [
        s
        for s in found
        if (numbered if alone else context.role == "targets")
        or qualitative.finishes_by_year(reading.low, s.start - 20, s.end)
    ]
    return [_stated(reading, s, context) for s in kept]


def _stated(reading: _Reading, statement: qualitative.Statement, context: TargetContext) -> TargetMention:
    start, end = statement.start, statement.end
    own = bisect_left(reading.dues, start, key=lambda d: d.start)
    if own < len(reading.dues) and reading.dues[own].end <= end:
        chosen: due.Due | None = reading.dues[own]
    else:
        chosen = due.choose(reading.low, reading.dues, start, start, end, (max(0, start - 60), end), (0, end), end)
    return TargetMention(
        indicator=statement.indicator,
        comparator="qualitative",
        low=None,
        high=None,
        approximate=False,
        unit=None,
        per=None,
        due=(chosen.value if chosen else None) or context.heading_due or context.document_due,
        basis=None,
        text=reading.text[start:end],
        start=start,
        end=end,
        confidence=0.5,
        kind="qualitative",
    )

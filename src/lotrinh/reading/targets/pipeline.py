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
indicator  what each value is of
rows       the same for rows of a table
qualitative targets without a number
"""

from __future__ import annotations

import itertools
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
    status,
    units,
)
from lotrinh.reading.targets.fold import compose, fold
from lotrinh.reading.targets.model import Kind, Quantity, TargetContext, TargetMention

_ALONE = TargetContext(role="targets")

_PART = re.compile(r"[\s\W]*trong đó(?!\w)")
_WORDLESS = re.compile(r"\W*")
_EACH_YEAR = re.compile(
    r"(?:phấn đấu,? )?(?:(?:trong )?(?:giai đoạn|thời kỳ|nhiệm kỳ) (?:19|20)\d\d ?- ?(?:19|20)\d\d,? )?"
    r"(?:phấn đấu,? )?(?:bình quân |trung bình )?(?:mỗi|hằng|hàng) năm(?!\w)"
)
_ALL_YEARLY = re.compile(r"(?:[a-zđ]\) )?(?:hằng|hàng|mỗi) năm(?:,| (?=\d))")  # "Hằng năm, A tăng 3%; B tăng 5%"
_BARE_LINK = re.compile(
    r"(?: (?!tăng|giảm)[^\W\d_]+){0,14}?(?: (?:vào|đến|trong) (?:hết |cuối )?năm (?:19|20)\d\d)?,?"
    r"(?: và)?(?: (?:vào|đến) (?:hết |cuối )?năm (?:19|20)\d\d)?,? ?"
)


_NO_LABEL = re.compile(
    r"(?:.*(?<!\w)để )?(?:phấn đấu|bảo đảm|đảm bảo|mục tiêu|đặt mục tiêu|cắt giảm|giảm|tăng|là|"
    r"(?:đến |trong |vào |hết )*năm (?:19|20)\d\d|[ ,])*"
)
_LISTING = frozenset({"và", ",", ", và", "hoặc"})
_COUNTED_AND = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,6} và")
_SHARED_BOUNDS = frozenset({"at_least", "at_most", "above", "below", "about"})
_PERIODS = re.compile(r" (?:cho|trong) (?:giai đoạn|thời kỳ) 20\d\d ?- ?20\d\d,? và ")
_YEARS_EACH = re.compile(
    r" ?,? ?(?:lần lượt )?(?:vào|đến|trong)(?: các)? năm (20\d\d)(?: và|,)(?: (?:đến )?năm)? (20\d\d)(?!\d)"
)
_ENDS = re.compile(r" ?(?:$|[,;.)]|(?:vào|đến|trong|so với|đối với|năm|nếu)(?!\w))")


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
    return [_restore(mention, text, origin) for mention in mentions]


def _restore(mention: TargetMention, text: str, origin: list[int] | None) -> TargetMention:
    """The mention with offsets into the text as given, if that was not in NFC."""
    if origin is None:
        return mention
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
    before: Quantity | None = None  # "… đến năm 2030 đạt 400 triệu USD. Trong đó: …" goes on with its date
    for quantity in found:
        if quantity.excluded:
            continue
        sentence = spans[quantity.sentence]
        chosen = _due_of(low, dues, quantity, sentence, closing.get(quantity.sentence, 0)) if dues else None
        here, there = (bisect_left(semicolons, place) for place in (quantity.right, chosen.start if chosen else 0))
        whole = False
        if chosen and role == "targets":
            at = (chosen.start, quantity.sentence)
            if at not in closed:
                closed[at] = _closes_all(low, dues, chosen, sentence)
            whole = closed[at]
        if chosen and chosen.kind != "period" and here < there and not whole:
            # "A đạt 30 m2; xóa nhà tạm trước ngày 31/12/2026": the day is that of the second clause
            chosen = due.before(dues, quantity.start, sentence[0])
        _complete(text, low, quantity, chosen)
        if chosen is None and before is not None:
            if quantity.sentence not in parts:
                parts[quantity.sentence] = _PART.match(low, *sentence) is not None
            quantity.due = before.due if parts[quantity.sentence] else quantity.due
        before = quantity
    select.exclude(low, found, spans, role, alone)
    if alone:
        evidence.weigh(low, found, marks, spans)
    return reading


def _due_of(
    low: str, dues: list[due.Due], quantity: Quantity, sentence: tuple[int, int], closing: int
) -> due.Due | None:
    words, start, end = quantity.left, quantity.start, quantity.right
    return due.choose(low, dues, words, start, end, quantity.segment, sentence, closing)


def _closes_all(low: str, dues: list[due.Due], chosen: due.Due | None, sentence: tuple[int, int]) -> bool:
    """True for the only date of a sentence, a year at its very end: "A đạt 30 m2; B đạt 100%; C đạt 98% vào năm 2030"
    is all to be reached by then."""
    if chosen is None or chosen.kind not in ("point", "bare"):
        return False
    first, last = (bisect_left(dues, place, key=lambda other: other.start) for place in sentence)
    return last - first == 1 and not low[chosen.end : sentence[1]].strip(" .…;\n")


def _complete(text: str, low: str, quantity: Quantity, chosen: due.Due | None) -> None:
    """Reads: left, right, segment. Writes: unit from the label, per, due, comparator and bounds."""
    start, _ = quantity.segment
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
        _share_per(wanted)
        _close_yearly(reading.low, wanted)
        _share_bound(reading.low, wanted)
        _share_due(reading, wanted)
        _respectively(reading.low, wanted)
        _year_by_year(reading, wanted)
        _broken_down(reading.low, wanted)
        _goes_on(reading, wanted)
    if wanted:
        indicator.name(reading.text, reading.low, reading.quantities)
    mentions = [_mention(reading, quantity, context) for quantity in wanted]
    mentions += _qualitative(reading, context, alone)
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _share_per(wanted: list[Quantity]) -> None:
    """ "35 giường bệnh và 19 bác sĩ trên một vạn dân": the last one's "per" is also the first one's."""
    for one, two in itertools.pairwise(wanted):
        if two.per == "10000_people" and one.per is None and one.unit_kind == "count" and two.left - one.right < 6:
            one.per = two.per


def _close_yearly(low: str, wanted: list[Quantity]) -> None:
    """ "A tăng trung bình 10%, B tăng trung bình 16 - 18%, C tăng 12% mỗi năm": the end of a list of growth says of all
    that is on average by what time."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        alike = one.comparator == two.comparator in ("increase_by", "decrease_by") and "mean" in one.words
        joined = one.sentence == two.sentence and ";" not in low[one.right : two.left]
        if alike and joined and two.per == "year" and one.per is None and one.unit == two.unit:
            one.per = "year"


def _share_due(reading: _Reading, wanted: list[Quantity]) -> None:
    """ "36 giường bệnh và 14 bác sĩ trên một vạn dân vào năm 2030; …": what closes a clause is also by when its
    earlier values are to be reached."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        between = reading.low[one.right : two.left]
        if one.due or not two.due or two.sentence != one.sentence or len(between) > 90 or ";" in between:
            continue
        place = bisect_left(reading.dues, two.right, key=lambda d: d.start)
        behind = reading.dues[place] if place < len(reading.dues) else None
        near = behind is not None and behind.start - two.right < 120
        if (
            near
            and behind
            and behind.value == two.due
            and not re.search(r"[;,.]", reading.low[two.right : behind.start])
        ):
            one.due = two.due


def _year_by_year(reading: _Reading, wanted: list[Quantity]) -> None:
    """ "có 60% A và B vào năm 2027 và 75% vào năm 2030": the year before "và 75%" closes what went before."""
    for one, two in itertools.pairwise(wanted):
        place = bisect_left(reading.dues, one.right, key=lambda d: d.start)
        if one.unit != two.unit or place + 1 >= len(reading.dues):
            continue
        closing, own = reading.dues[place], reading.dues[place + 1]
        joined = reading.low[closing.end : two.left].strip() in _LISTING
        if joined and closing.kind == own.kind == "point" and not reading.low[two.right : own.start].strip():
            one.due, two.due = closing.value, own.value


def _respectively(low: str, wanted: list[Quantity]) -> None:
    """ "nâng lên 80% và 85% vào các năm 2027, 2030": to each value its own year."""
    for one, two in itertools.pairwise(wanted):
        if one.unit == two.unit and low[one.right : two.left].strip() in _LISTING:
            years = _YEARS_EACH.match(low, two.right)
            if years:
                one.due, two.due = years.groups()


def _share_bound(low: str, wanted: list[Quantity]) -> None:
    """ "lần lượt đạt trên 98%, 85% và 70%", "ít nhất 85% tổ chức đảng và 80% đảng viên": nothing but "và" or a comma
    between them, or what the first counts, so the bound of the first is also the others'."""
    given: set[int] = set()  # where values stand that have their bound from the one before
    for one, two in itertools.pairwise(wanted):
        bare = not two.words and two.comparator == "equal" and two.unit == one.unit
        between = low[one.right : two.start].strip()
        alike = two.unit_kind in ("count", "measure") or (two.unit_kind == "share" and two.low < 100)
        counted = alike and _COUNTED_AND.fullmatch(between)
        own = one.start in given or _SHARED_BOUNDS & set(one.words)
        beside = between in _LISTING and own and two.low != 100
        if bare and (beside or counted) and one.comparator in _SHARED_BOUNDS:
            given.add(two.start)
            two.comparator, two.approximate = one.comparator, one.approximate
            two.high_out = None if one.high_out is None else two.high_out
            two.low_out = None if one.low_out is None else two.low_out


def _broken_down(low: str, wanted: list[Quantity]) -> None:
    """ "tăng bình quân hàng năm 16%, trong đó: nông nghiệp tăng 6%; dịch vụ tăng 8%": the parts grow by the
    year as the whole does."""
    whole: Quantity | None = None
    for one, two in itertools.pairwise(wanted):
        if two.sentence != one.sentence:
            whole = None
        elif "trong đó" in low[one.right : two.left]:
            whole = one if one.per == "year" and one.unit_kind == "share" else None
        moved = two.comparator in ("increase_by", "decrease_by") or comparing.is_growth(low, two)
        if whole and two.per is None and two.unit_kind == "share" and moved:
            two.per = "year"


def _goes_on(reading: _Reading, wanted: list[Quantity]) -> None:
    """What one verb or one "mỗi năm" says of several values: "giảm 15% vào năm 2028 và 25% vào năm 2030";
    "Mỗi năm trồng 500 ha, khoán bảo vệ 12.000 ha"."""
    opens: dict[int, int] = {}  # where the first word of a sentence stands
    for one, two in itertools.pairwise(wanted):
        between = reading.low[one.right : two.left]
        yearly = one.per == "year" and two.per is None and two.due == one.due
        if one.per == "year" and two.per is None and one.unit == two.unit and _PERIODS.fullmatch(between):
            two.per = "year"  # "tăng 4 - 5% mỗi năm cho giai đoạn 2021-2025 và 3 - 4% cho giai đoạn 2026-2030"
        alike = "year" in one.words and _COUNTED_AND.fullmatch(between.strip())  # "Hằng năm có 85% A và 80% B"
        if yearly and one.sentence not in opens:
            first = _WORDLESS.match(reading.low, reading.spans[one.sentence][0])
            opens[one.sentence] = first.end() if first else 0
        all_yearly = yearly and _ALL_YEARLY.match(reading.low, opens[one.sentence], one.left)
        if yearly and two.sentence == one.sentence and (alike or all_yearly):
            two.per = "year"
        if two.sentence != one.sentence or len(between) > 120 or ";" in between:
            continue
        if (
            one.comparator in ("increase_by", "decrease_by")
            and two.comparator in ("equal", "at_least", "range")
            and two.unit == one.unit
            and set(two.words) <= {"at_least"}
            and (two.low < 100 or two.unit_kind != "share")
            and _BARE_LINK.fullmatch(between)
            and (_things_follow(reading, one) or _ENDS.match(reading.low, two.right))
        ):
            two.comparator = one.comparator
            if not two.words and not two.is_range and {"at_least", "at_most", "above", "below"} & set(one.words):
                two.low_out = None if one.low_out is None else two.low_out  # "giảm ít nhất 30% A, 30% B"
                two.high_out = None if one.high_out is None else two.high_out
        if yearly and _EACH_YEAR.match(reading.low, opens[one.sentence], one.left):
            two.per = "year"


def _things_follow(reading: _Reading, quantity: Quantity) -> bool:
    """True in "giảm 30% thời gian, 30% chi phí": what falls stands after each value, nothing before."""
    label = reading.low[quantity.segment[0] : quantity.left].strip(" ,:-+")
    return _NO_LABEL.fullmatch(label) is not None and not _ENDS.match(reading.low, quantity.right)


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
    return None if value is None else round(value, 9)


def _qualitative(reading: _Reading, context: TargetContext, alone: bool) -> list[TargetMention]:
    if reading.silent:
        return []
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

"""What the values of one list lend each other: a bound, a year, "mỗi năm", the verb they rise or fall by.

"giảm 15% vào năm 2028 và 25% vào năm 2030", "ít nhất 85% tổ chức đảng và 80% đảng viên", "mỗi năm trồng 500 ha, khoán
12.000 ha": a language that says a thing once means it of all.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left

from lotrinh.reading.targets import comparing
from lotrinh.reading.targets.due import Due
from lotrinh.reading.targets.model import Quantity

_WORDLESS = re.compile(r"\W*")
_EACH_YEAR = re.compile(
    r"(?:phấn đấu,? )?(?:(?:trong )?(?:giai đoạn|thời kỳ|nhiệm kỳ) (?:19|20)\d\d ?- ?(?:19|20)\d\d,? )?"
    r"(?:phấn đấu,? )?(?:bình quân |trung bình )?(?:mỗi|hằng|hàng) năm(?!\w)"
)
_AIM_EACH_YEAR = re.compile(r"(?<!\w)phấn đấu (?:bình quân )?(?:mỗi|hằng|hàng) năm(?!\w)[^;]*$")
_ITEM_ENDS = re.compile(r" (?:tổng )?số [^;,.:\d]{2,100}(?:[;,] (?:và )?| và )")
_FOR_ENDS = re.compile(r" đối với [^;:\d]{2,140}[;,] (?:và )?")
_ALL_YEARLY = re.compile(
    r"(?:[a-zđ]\) |cụ thể,? )?(?:hằng|hàng|mỗi) năm(?:,| phấn đấu| (?=\d))"
)  # "Hằng năm, A tăng 3%; B tăng 5%"
_IN_ONE_YEAR = re.compile(r"(?<!\w)(?:trong|cho) (?:một|1|mỗi) năm:")
_BARE_LINK = re.compile(
    r"(?: (?!tăng|giảm)[^\W\d_]+){0,14}?(?: (?:vào|đến|trong) (?:hết |cuối )?năm (?:19|20)\d\d)?,?"
    r"(?: và)?(?: (?:vào|đến) (?:hết |cuối )?năm (?:19|20)\d\d)?,? ?"
)


_NO_LABEL = re.compile(
    r"(?:.*(?<!\w)để )?(?:phấn đấu|bảo đảm|đảm bảo|mục tiêu|đặt mục tiêu|cắt giảm|giảm|tăng|là|"
    r"(?:đến |trong |vào |hết )*năm (?:19|20)\d\d|[ ,])*"
)
_BY_ONE_YEAR = re.compile(
    r"(?:vào|đến|trong) (?:hết |cuối )?năm 20\d\d,? và(?: (?:đến|vào) (?:hết |cuối )?năm 20\d\d)?"
)
_NEAR = 120
_FAR = 400
_LISTING = frozenset({"và", ",", ", và", "hoặc"})
_COUNTED_AND = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,8} và")
_COUNTED_ON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,6},")  # "ít nhất 10 xã điểm, 30 xã"
_SHARED_BOUNDS = frozenset({"at_least", "at_most", "above", "below", "about"})
_PERIODS = re.compile(r" (?:cho|trong) (?:giai đoạn|thời kỳ) 20\d\d ?- ?20\d\d,? và ")
_YEARS_EACH = re.compile(
    r" ?,? ?(?:lần lượt )?(?:vào|đến|trong)(?: các)? năm (20\d\d)(?: và|,)(?: (?:đến )?năm)? (20\d\d)(?!\d)"
)
_ENDS = re.compile(r" ?(?:$|[,;.)]|(?:vào|đến|trong|so với|đối với|năm|nếu)(?!\w))")


def share(low: str, dues: list[Due], spans: list[tuple[int, int]], wanted: list[Quantity]) -> None:
    """Completes the values wanted by what stands beside the others.

    Reads: what the earlier stages wrote, the dates, the spans of the sentences. Writes: per, due, comparator, bounds.
    """
    _share_per(wanted)
    _close_yearly(low, wanted)
    _share_bound(low, wanted)
    _share_due(low, dues, wanted)
    _respectively(low, wanted)
    _year_by_year(low, dues, wanted)
    _broken_down(low, wanted)
    _goes_on(low, spans, wanted)
    _in_one_year(low, spans, wanted)


def _in_one_year(low: str, spans: list[tuple[int, int]], wanted: list[Quantity]) -> None:
    """ "Sản xuất trong một năm: 45 phim truyện; 90 phim tài liệu": what opens the list says of all."""
    if "năm:" not in low:
        return
    opens = {number: _IN_ONE_YEAR.search(low, *spans[number]) for number in {one.sentence for one in wanted}}
    for one in wanted:
        opening = opens[one.sentence]
        if opening and opening.end() <= one.start and one.per is None and one.due is None:
            one.per = "year"


def _share_per(wanted: list[Quantity]) -> None:
    """ "35 giường bệnh và 19 bác sĩ trên một vạn dân": the last one's "per" is also the first one's; "số giường/vạn dân
    đạt 20 giường và đến năm 2030 là 25 giường": the first one's is also the second one's."""
    for one, two in itertools.pairwise(wanted):
        if two.per == "10000_people" and one.per is None and one.unit_kind == "count" and two.left - one.right < 6:
            one.per = two.per
        again = one.unit == two.unit and one.sentence == two.sentence and two.left - one.right < _NEAR
        if one.per == "10000_people" and two.per is None and one.unit_kind == "count" and again:
            two.per = one.per


def _close_yearly(low: str, wanted: list[Quantity]) -> None:
    """ "A tăng trung bình 10%, B tăng trung bình 16 - 18%, C tăng 12% mỗi năm": the end of a list of growth says of all
    that is on average by what time."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        alike = one.comparator == two.comparator in ("increase_by", "decrease_by") and "mean" in one.words
        joined = one.sentence == two.sentence and ";" not in low[one.right : two.left]
        if alike and joined and two.per == "year" and one.per is None and one.unit == two.unit:
            one.per = "year"


def _share_due(low: str, dues: list[Due], wanted: list[Quantity]) -> None:
    """ "36 giường bệnh và 14 bác sĩ trên một vạn dân vào năm 2030; …": what closes a clause is also by when its
    earlier values are to be reached."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        between = low[one.right : two.left]
        if one.due or not two.due or two.sentence != one.sentence or len(between) > 90 or ";" in between:
            continue
        place = bisect_left(dues, two.right, key=lambda d: d.start)
        behind = dues[place] if place < len(dues) else None
        near = behind is not None and behind.start - two.right < 120
        if near and behind and behind.value == two.due and not re.search(r"[;,.]", low[two.right : behind.start]):
            one.due = two.due


def _year_by_year(low: str, dues: list[Due], wanted: list[Quantity]) -> None:
    """ "có 60% A và B vào năm 2027 và 75% vào năm 2030": the year before "và 75%" closes what went before."""
    for one, two in itertools.pairwise(wanted):
        place = bisect_left(dues, one.right, key=lambda d: d.start)
        if one.unit != two.unit or place + 1 >= len(dues):
            continue
        closing, own = dues[place], dues[place + 1]
        joined = low[closing.end : two.left].strip() in _LISTING
        if joined and closing.kind == own.kind == "point" and not low[two.right : own.start].strip():
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
        listed = two.unit_kind == "count" and _COUNTED_ON.fullmatch(between)
        counted = (alike and _COUNTED_AND.fullmatch(between)) or listed
        own = one.start in given or _SHARED_BOUNDS & set(one.words)
        beside = (between in _LISTING or _BY_ONE_YEAR.fullmatch(between)) and own and two.low != 100
        behind = low.endswith(("trở lên", "trở xuống"), 0, one.right) and not beside  # "95% trở lên A và 90% B"
        if bare and (beside or counted) and not behind and one.comparator in _SHARED_BOUNDS:
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
            if comparing.is_growth(low, whole) and whole.comparator == "equal" and set(two.words) <= {"up", "plain"}:
                two.comparator = "equal"  # of "Tốc độ tăng … đạt 16%" the parts are rates of growth as well


def _goes_on(low: str, spans: list[tuple[int, int]], wanted: list[Quantity]) -> None:
    """What one verb or one "mỗi năm" says of several values: "giảm 15% vào năm 2028 và 25% vào năm 2030";
    "Mỗi năm trồng 500 ha, khoán bảo vệ 12.000 ha"."""
    opens: dict[int, int] = {}  # where the first word of a sentence stands
    for one, two in itertools.pairwise(wanted):
        between = low[one.right : two.left]
        yearly = one.per == "year" and two.per is None and two.due == one.due
        if one.per == "year" and two.per is None and one.unit == two.unit and _PERIODS.fullmatch(between):
            two.per = "year"  # "tăng 4 - 5% mỗi năm cho giai đoạn 2021-2025 và 3 - 4% cho giai đoạn 2026-2030"
        alike = "year" in one.words and _COUNTED_AND.fullmatch(between.strip())  # "Hằng năm có 85% A và 80% B"
        if yearly and one.sentence not in opens:
            first = _WORDLESS.match(low, spans[one.sentence][0])
            opens[one.sentence] = first.end() if first else 0
        all_yearly = yearly and _ALL_YEARLY.match(low, opens[one.sentence], one.left)
        if yearly and two.sentence == one.sentence and (alike or all_yearly):
            two.per = "year"
        if two.sentence == one.sentence and _counts_alike(low, one, two, between):
            two.comparator = one.comparator
        if two.sentence != one.sentence or len(between) > 120 or ";" in between:
            continue
        if (
            one.comparator in ("increase_by", "decrease_by")
            and two.comparator in ("equal", "at_least", "range")
            and two.unit == one.unit
            and (set(two.words) <= {"at_least"} or _cut_raised(low, one, two))
            and (two.low < 100 or two.unit_kind != "share")
            and _BARE_LINK.fullmatch(between)
            and (_things_follow(low, one) or _ENDS.match(low, two.right))
        ):
            two.comparator = one.comparator
            if not two.words and not two.is_range and {"at_least", "at_most", "above", "below"} & set(one.words):
                two.low_out = None if one.low_out is None else two.low_out  # "giảm ít nhất 30% A, 30% B"
                two.high_out = None if one.high_out is None else two.high_out
        begin = opens.get(one.sentence, 0)
        near = max(begin, one.left - _FAR)
        if yearly and (_EACH_YEAR.match(low, begin, one.left) or _AIM_EACH_YEAR.search(low, near, one.left)):
            two.per = "year"


def _cut_raised(low: str, one: Quantity, two: Quantity) -> bool:
    """True for "giảm 15% vào năm 2030, lên mức 70% vào năm 2045": it is the cut that rises."""
    raised = set(two.words) <= {"level", "plain"} and low.startswith("lên", two.left)
    return raised and one.comparator == "decrease_by"


def _counts_alike(low: str, one: Quantity, two: Quantity, between: str) -> bool:
    """True for "giảm 30% số xã nghèo; 50% số thôn nghèo": one verb, two shares of a number each."""
    moved = one.comparator in ("increase_by", "decrease_by") and one.unit == two.unit
    if not moved or two.words or two.comparator != "equal":
        return False
    if _FOR_ENDS.fullmatch(between):  # "tăng 12%/năm đối với A; 16%/năm đối với B"
        return low.startswith(" đối với ", two.right)
    return _ITEM_ENDS.fullmatch(between) is not None and all(
        low.startswith((" số ", " tổng số "), q.right) for q in (one, two)
    )


def _things_follow(low: str, quantity: Quantity) -> bool:
    """True in "giảm 30% thời gian, 30% chi phí": what falls stands after each value, nothing before."""
    label = low[quantity.segment[0] : quantity.left].strip(" ,:-+")
    return _NO_LABEL.fullmatch(label) is not None and not _ENDS.match(low, quantity.right)

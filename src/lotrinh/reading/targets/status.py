"""Wanted, reached or neither: what the words around a value say of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.due import Due, opens_change
from lotrinh.reading.targets.model import Kind, Quantity
from lotrinh.reading.targets.words import Before, alternatives, beginning, opening, whole_words

_NO_RESULT_AFTER = ("phát ", "thực ", "thể ", "xuất ", "tái ", "biểu ")  # not in "được phát hiện, bắt giữ"
# First letters, asked for what stands before them: a search passes over places where no form can begin.
_C, _D, _H, _K, _M, _N, _T, _V = (opening(letter, _NO_RESULT_AFTER) for letter in "cdhkmntv")
_RESULT = re.compile(
    # What a plan compares with is none: "so với ước thực hiện năm 2025", "như hiện nay".
    rf"(?:{beginning(lexicon.RESULT_MARKS, _NO_RESULT_AFTER)})(?!\w)(?<!so với hiện nay)(?<!như hiện nay)"
    r"(?<!so với ước thực hiện)(?<!so với ước thực hiện năm)"
    rf"|{_M}ới chiếm(?<!nông thôn mới chiếm)(?!\w)"
    rf"|{_C}hỉ (?:đóng góp|bằng|khoảng|chiếm|tăng|giảm)(?!\w)"
    rf"|{_V}ẫn (?:chiếm|tăng|giảm|duy trì)(?!\w)"
    rf"|{_K}ết quả(?: [^\W\d_]+){{1,4}} đạt được(?!\w)"
    rf"|(?:{_C}ao|{_T}hấp) hơn (?:so với )?(?:chỉ tiêu|kế hoạch)(?!\w)|{_D}ự kiến cả năm(?= |,)"
    rf"|{_N}hư (?:các )?năm (?:học )?trước(?!\w)"
    rf"|{_H}(?<!như h)iện (?!đại|tượng|vật|hành|hữu|thực|hóa|có |diện|trường|lên |xuống )(?=\w)"
    rf"|{_M}ới đạt(?<!nông thôn mới đạt)(?<!kiểu mới đạt)(?<!xây mới đạt)(?<!viên mới đạt)(?<!lập mới đạt)(?!\w)"
    rf"|{_C}hỉ đạt(?<!chứng chỉ đạt)(?!\w)"
    rf"|{_C}hỉ có (?=(?:khoảng |hơn |gần |trên )?\d)|{_M}ới có (?=(?:khoảng |hơn |gần |trên )?\d)"
)
_TO_COME = Before(lexicon.STILL_TO_COME)
_TARGET = whole_words(lexicon.TARGET_MARKS)
_DA = re.compile(rf"(?<!\w)đã(?!\w)(?! (?:{alternatives(lexicon.PLANNED_AFTER_DA)})(?!\w))")
_YEAR = re.compile(r" ?(?:19|20)\d\d(?!\d)")
_LABELS = re.compile(r" ?\)? ?:")
_WHICH = re.compile(r"(?<!\w)(?:tại|ở|của|đối với|với) (?:các|những) [^,;.:\d]{2,30} $")
_SHARE_BEFORE = re.compile(r"% [^;.:\d]{2,140} $")
_DONE_THEN = re.compile(r"đã (?:được )?(?!được)[^\W\d_]+(?:,? (?!đã )[^\W\d_]+){0,14},? (?:được|phải được) ")
_HAS_TO = re.compile(r"đã được (?:[^\W\d_]+,? ){1,14}(?:không )?phải (?!là )")
_PLANNING = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|đặt chỉ tiêu|đề ra chỉ tiêu)(?!\w)")
# "thu hút được 15 dự án": the verb is done; "hiện có 15 xã", not "diện tích rừng hiện có là"
_GOT = re.compile(
    rf"(?<!\w)(?:(?:tăng|giảm|{alternatives(lexicon.CREATING)}|giải ngân|vận động|thu|thực hiện)(?: thêm)? được"
    r"|hiện có)"
    r"(?= (?:hơn |trên |gần |khoảng |từ |tổng số |tổng cộng )*\d)"
)
_MONTHS_TOLD = re.compile(
    r"(?<![\w.,])\d{1,2} tháng(?= ?,| đầu năm| qua| năm| đạt| ước| tăng| giảm)|(?:^|[.\n]) ?so với năm \d{4},"
)
_COMPARED = re.compile(
    r", (?:tăng|giảm)(?: gấp)? (?:hơn |trên |gần )?[\d.,]{1,12}(?: ?(?:%|điểm|lần)"
    r"| (?:xã|thôn|hộ|sản phẩm|đơn vị|dự án|doanh nghiệp))[^;.,\d]{0,30}?"
    r" so (?:với )?(?:cuối |đầu )?năm (?:19|20)\d\d"
)  # "đạt 1,2 triệu tấn, tăng 2,3% so với năm 2024" is how news tells what was reached
_PART_OF_PLAN = re.compile(
    r"(?<!\w)(?:bằng|hoàn thành|đạt|tương đương) (?:hơn |trên |gần |khoảng )?(?!100 ?%)[\d.,]{1,9} ?% (?:so với )?"
    r"(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu)(?!\w)(?! (?:vốn|giao vốn))"
)
_OF_PLAN = re.compile(r" ?(?:so với |so )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?!\w)")
_MEETING = re.compile(r" (?:vệ sinh|chất lượng|an toàn|tiêu chuẩn|quy chuẩn|yêu cầu|điều kiện)(?!\w)")
_IN_A_NOUN = re.compile(r"\w $")
_NOT_BEFORE = Before(lexicon.NOT_TARGET_BEFORE)
# "đạt 80% năm 2025 và 90% năm 2030": both are steps of one plan
_STEPS = re.compile(
    r"\d ?% (?:vào |trong )?năm 20\d\d,? (?:và )?(?:đạt )?[\d,.]{1,6} ?% (?:vào |trong )?năm 20\d\d"
    r"|năm 20[1-3][05] (?:là|đạt|dưới|trên) [^;.]{1,40}?(?:,| và)(?: đến)? năm 20[1-3][05] (?:là|đạt|dưới|trên)(?!\w)"
)
_TO_BE_MOVED = re.compile(r"\W*(?:giảm|nâng|tăng|đưa) (?:tỷ lệ|tỷ trọng|số|mức)(?!\w)")
_WEAK_RESULTS = frozenset(
    {
        "ước đạt",
        "ước thực hiện",
        "ước tính đạt",
        "ước có",
        "ước khoảng",
        "so với năm trước",
        "được quan tâm",
        "được chú trọng",
        "ước tăng",
        "ước giảm",
        "chỉ còn",
        "lần đầu tiên",
        "vượt ngưỡng",
        "vượt mốc",
        "xếp thứ",
        "đứng thứ",
    }
)
_PROGRAMME = re.compile(r"chương trình \Z")  # "Chương trình mục tiêu quốc gia", a name
_STARTS_CHANGE = re.compile(r" (?:giảm|tăng|nâng|hạ) (?:xuống|lên|còn) ")  # "từ 61% hiện nay giảm xuống 56%"
_AIMED = re.compile(
    r"(?<!\w)(?:để|nhằm|phấn đấu) (?:đạt )?mục tiêu [^,;.:\d]{3,40}\Z"
)  # "để đạt mục tiêu giải ngân 95% kế hoạch"
_WHOLE_THEN = re.compile(r"(?:so với|trên) tổng số [^,;.:\d]{2,80}\Z")  # "so với tổng số đảng viên đầu nhiệm kỳ"
_PURPOSE = re.compile(r"(?<!\w)(?:để|nhằm) [^.;]{0,290}\Z")
_EACH_YEAR = re.compile(r"(?<!\w)(?:hằng|hàng|mỗi) năm (?:tăng|giảm)[^;]{0,40}\Z")
# "Thủ tướng đánh giá cao ngành hoàn thành các chỉ tiêu quan trọng như …"
_PRAISED = re.compile(r"(?<!\w)(?:đánh giá cao|biểu dương) [^.;\d]{0,90}(?:hoàn thành|đạt|vượt) (?:các |những )?$")
_HOW_MANY = re.compile(r"(?:trong|có|và) \d{1,3} \Z")  # "có 12 chỉ tiêu vượt": how many there are, no aim
_MEASURES = ("mục tiêu", "chỉ tiêu", "kế hoạch", "dự toán", "đề ra", "đặt ra")
_BEATS = re.compile(r"(?:vượt|% (?:so với )?(?:kế hoạch|dự toán|mục tiêu)|đạt) ?(?:\S+ ){0,3}$")
_BEATEN = re.compile(r"(?<!\w)vượt (?:hơn |trên |gần |xa )?(?:[\d.,]{1,9} ?%|so với)")  # "vượt 53,2% so với dự toán"
_PRAISING = re.compile(rf"{_PRAISED.pattern[:-1]}(?:chỉ tiêu|mục tiêu|kế hoạch)")
_JUDGED = whole_words(lexicon.JUDGEMENTS)
_AGAINST_A_LIMIT = re.compile(r"(?<!\w)(?:dưới|trên|vượt) (?:ngưỡng|mức) (?=[\d.,]{1,9} ?% (?:mà|do)(?!\w))")
_LIMIT_SET = re.compile(r"(?<!\w)(?:ngưỡng|mức) [\d.,]{1,9} ?% (?:mà|do) [^,;.\d]{2,40} \Z")
_SHARE_BESIDE = re.compile(r"\d ?[^\W\d_]{1,12} \((?:chiếm|bằng) (?:hơn |gần |khoảng )?[\d,]{1,6} ?%")
_FORECAST_BEATS = re.compile(  # "dự kiến cả năm thu 1.200 tỷ đồng, vượt 8% dự toán": the plan is the one it beats
    r"[^;\n]{0,120}?, (?:vượt|bằng) (?:hơn |trên |gần )?[\d.,]{1,9} ?% (?:so với )?(?:dự toán|kế hoạch)(?!\w)"
)
_ESTIMATED = re.compile(
    r"(?:^|[.;:] ?)ước (?=\d|cả |năm |quý |tháng )|(?<!\w)đạt (?:mục tiêu|chỉ tiêu|kế hoạch) đề ra(?!\w)"
)
_LEVEL_THEN_RISE = re.compile(
    r"(?<!\w)(?:đạt|đón|thu hút|là) (?:hơn |trên |gần |khoảng |xấp xỉ )?[\d.,]{1,12} ?[^;.,\d]{0,30},"
    r" (?:tăng|giảm|gấp) (?:tới |hơn |trên |gần )?[\d.,]{1,9} ?(?:%|lần)"
)
# Each with words one of which it cannot do without.
_TELLING = (
    ("tháng", "so với năm", _MONTHS_TOLD),
    (" %", "%", _PART_OF_PLAN),
    (" được", "hiện có", _GOT),
    ("ước ", "đề ra", _ESTIMATED),
    ("đánh giá cao", "biểu dương", _PRAISING),
    ("", "", _JUDGED),
    ("ngưỡng", "mức", _AGAINST_A_LIMIT),
)
_LISTED = re.compile(r"\s*(?:[-+*•]|\d{1,2}[.)]|\(\d{1,2}\)|[a-zđ]\))\s")
_LISTED_YEAR = 8  # a year further from the text's start than its label
_OPENS = 6  # a year nearer to it opens the text: "Trong năm 2026, …"
_PRECISE = re.compile(r"(?<!\d)(?<!- )(?<!-)\d{1,3}(?:\.\d{3})*,\d\d(?!\d)(?! ?-)")
_BOUNDED = re.compile(r"(?<!\w)(?:khoảng|trên|dưới|tối thiểu|ít nhất|tối đa) (?=\d)")
_VALUE = re.compile(r"\d+(?:[.,]\d+)* ?(?:%|tỷ|triệu|nghìn|tấn|usd|đồng)")
_PAST_FORMS = ("bare", "quarter", "month", "half", "bracket")


@dataclass(slots=True)
class Mark:
    """A word that says target or result, and how far it reaches: a weak one yields to a target mark before
    it. `year` marks a bare year that is over.
    """

    start: int
    kind: Kind
    weak: bool = False
    strong: bool = True
    year: bool = False


def find(low: str, dues: list[Due], past: int, *, planned: bool, alone: bool) -> list[Mark]:
    """All marks of the text, in order. In a `planned` text a bare year is a milestone, not a report, and so is
    everywhere a year by which the text wants something ("Đến năm 2025 …; tỷ lệ thất nghiệp năm 2025 dưới 4%").
    What is only worded as reports are ("đạt 50 tỷ USD, tăng 8%") counts where nothing before says it is wanted.

    Reads: the folded text, the dates, the newest year that is over, whether the text stands `alone`.
    Writes: nothing else.
    """
    told = [m for m in _RESULT.finditer(low) if not _to_come(low, m.start())]
    told = [m for m in told if m.group() != "hiện nay" or not _STARTS_CHANGE.match(low, m.end())]
    told = [m for m in told if not (m.group() == "từ đầu năm" and low.endswith("ngay ", 0, m.start()))]
    told = [m for m in told if not (m.group() == "đầu nhiệm kỳ" and _WHOLE_THEN.search(low, 0, m.start()))]
    told = [m for m in told if not low.startswith(("(hiện ", "(hiện nay"), m.start() - 1)]  # only says what was before
    wanted = _wanted(low, past, told)
    listed = alone and _LISTED.match(low) is not None
    marks = _told(low, told) + wanted + _years(low, dues, past, planned=planned, listed=listed)
    if not planned and not listed:
        first = min(
            (mark.start for mark in [*wanted, *marks] if mark.kind == "target" and mark.strong), default=len(low)
        )
        if not any(due.start <= _OPENS and len(due.value) == 4 and int(due.value) > past for due in dues):
            marks += [mark for mark in _worded(low) if mark.start < first]
        if alone and not marks and _is_precise(low):
            marks.append(Mark(0, "result", weak=True))
    marks.sort(key=_start)
    return marks


def _start(mark: Mark) -> int:
    return mark.start


def _to_come(low: str, start: int) -> bool:
    """True where the words before say that it is still to come: "sẽ vượt 50%", "Để tháo gỡ khó khăn, đạt được mục tiêu
    …"."""
    if _TO_COME(low, start, max(0, start - 16)) is not None:
        return True
    return low.startswith("đạt được mục tiêu", start) and _PURPOSE.search(low, max(0, start - 300), start) is not None


def _told(low: str, told: list[re.Match[str]]) -> list[Mark]:
    """Words that tell what was reached."""
    marks = [
        Mark(m.start(), "result", m.group() in _WEAK_RESULTS)
        for m in told
        if not (m.group() == "so với năm trước" and _EACH_YEAR.search(low, max(0, m.start() - 60), m.start()))
    ]
    for one, other, pattern in _TELLING:
        if one in low or other in low:
            for match in pattern.finditer(low):
                marks.append(Mark(match.start(), "result", weak=True))
    if "vượt" in low:
        marks += [Mark(m.start(), "result") for m in _BEATEN.finditer(low) if not _to_come(low, m.start())]
    if "đã" in low:
        marks += [Mark(m.start(), "result") for m in _DA.finditer(low) if not _in_a_noun(low, m.start())]
    return marks


def _wanted(low: str, past: int, results: list[re.Match[str]]) -> list[Mark]:
    """Words of planning, but not the plan a result is measured against ("so với kế hoạch đề ra")."""
    words = list(_TARGET.finditer(low))
    if not words:
        return []
    covered = bytearray(len(low))
    for told in results:
        covered[told.start() : told.end()] = b"\x01" * (told.end() - told.start())
    marks: list[Mark] = []
    measured_to = -9
    for match in words:
        word = match.group()
        if word == "mục tiêu" and _PROGRAMME.search(low, max(0, match.start() - 12), match.start()):
            continue
        measured = word.startswith(_MEASURES)
        against = measured and (match.start() - measured_to <= 2 or _measured_against(low, match.start()))
        against = against or (measured and _HOW_MANY.search(low, max(0, match.start() - 24), match.start()) is not None)
        if covered[match.start()] or against:
            measured_to = match.end() if against else measured_to
            continue
        if _only_says_which(low, match) or (_is_forecast(low, match) and _FORECAST_BEATS.match(low, match.end())):
            continue
        strong = word not in lexicon.WEAK_TARGET_MARKS and not _past_year_follows(low, match.end(), word, past)
        marks.append(Mark(match.start(), "target", strong=strong))
    return marks


def _only_says_which(low: str, match: re.Match[str]) -> bool:
    """True for the "bảo đảm" of "nước sinh hoạt bảo đảm vệ sinh", which belongs to the noun."""
    return (
        match.group() in ("bảo đảm", "đảm bảo")
        and _MEETING.match(low, match.end()) is not None
        and _IN_A_NOUN.search(low, max(0, match.start() - 2), match.start()) is not None
    )


def _is_forecast(low: str, match: re.Match[str]) -> bool:
    """True for "dự kiến" and the date that hangs on it ("dự kiến đến cuối năm …")."""
    return match.group() == "dự kiến" or low.endswith("dự kiến ", 0, match.start())


def _worded(low: str) -> list[Mark]:
    """How news tells what was reached: a level and then its rise, or its share of the whole in brackets."""
    patterns = ((", ", _COMPARED), (", ", _LEVEL_THEN_RISE), (" (", _SHARE_BESIDE))
    return [
        Mark(m.start(), "result", weak=True)
        for needle, pattern in patterns
        if needle in low
        for m in pattern.finditer(low)
    ]


def _years(low: str, dues: list[Due], past: int, *, planned: bool, listed: bool) -> list[Mark]:
    """Periods to come, and years that are over. In an item of a list the year belongs to its indicator ("9. Tỷ lệ xã
    đạt chuẩn năm 2025 đạt 50%")."""
    if not dues:
        return []
    kinds = ("point", "period") if _PLANNING.search(low) else ("point",)
    moved = _TO_BE_MOVED.match(low) is not None
    milestones = {due.value for due in dues if due.kind in kinds}
    marks = []
    for due in dues:
        by_then = due.kind == "period" or low.startswith(("đến 20", "tới 20"), due.start)
        if by_then and len(due.value) == 4 and int(due.value) > past:
            marks.append(Mark(due.start, "target"))
        elif planned or due.value in milestones or (listed and due.start > _LISTED_YEAR) or moved or _is_step(low, due):
            continue
        elif due.kind in _PAST_FORMS and _is_past(low, due, past):
            marks.append(Mark(due.start, "result", weak=True, year=due.kind == "bare"))
    return marks


def _is_step(low: str, due: Due) -> bool:
    """True for a year that is a step of a plan: "đạt 80% năm 2025 và 90% năm 2030", "từ năm 2025, 100% xe buýt …". So
    are those of a text that opens with what is to be moved: "Giảm tỷ lệ … xuống 5% năm 2020"."""
    begins = low.endswith("từ ", 0, due.start) and low.startswith(",", due.end)
    stepped = _STEPS.search(low, max(0, due.start - 50), due.end + 60) is not None
    return begins or stepped


def _is_precise(low: str) -> bool:
    """True for a text of figures as statistics give them (7,36%; 49,15 triệu đồng), without a range or a bound."""
    if _BOUNDED.search(low):
        return False
    precise, values = len(_PRECISE.findall(low)), len(_VALUE.findall(low))
    return precise >= 2 and 2 * precise >= values


def _in_a_noun(low: str, start: int) -> bool:
    """True for the "đã" of "nâng chất lượng tại các xã đã đạt chuẩn", "80% dữ liệu đã được số hóa … được khai thác": it
    only says which ones."""
    if _HAS_TO.match(low, start):
        return True  # "thông tin đã được số hóa không phải cung cấp lại"
    return bool(_WHICH.search(low, max(0, start - 45), start)) or (
        _SHARE_BEFORE.search(low, max(0, start - 145), start) is not None and _DONE_THEN.match(low, start) is not None
    )


def _is_past(low: str, due: Due, past: int) -> bool:
    """A year that is over; not where it labels a value ("Tỷ lệ … năm 2025: 65%") or opens a change."""
    labels = _LABELS.match(low, due.end) or opens_change(low, due.start, due.end)
    return int(due.value[:4]) <= past and not labels


def _past_year_follows(low: str, end: int, word: str, past: int) -> bool:
    """True for "đến năm 2025": by itself no word of planning, as that year is over."""
    if not word.endswith("năm") or word.startswith("kế hoạch"):
        return False
    year = _YEAR.match(low, end)
    return year is not None and int(year.group()) <= past


def _measured_against(low: str, start: int) -> bool:
    """True for the plan in "vượt kế hoạch", "đạt 95% kế hoạch", "vượt mục tiêu đề ra"."""
    if _NOT_BEFORE(low, start, max(0, start - 40)) or _LIMIT_SET.search(low, max(0, start - 70), start):
        return True
    if low.endswith(("trong số các ", "("), 0, start) or _PRAISED.search(low, max(0, start - 120), start):
        return True
    before = low[max(0, start - 30) : start]
    beaten = "vượt" in before or "đạt" in before or "% " in before
    return beaten and _BEATS.search(before) is not None


def mark_quantities(
    low: str, marks: list[Mark], quantities: list[Quantity], spans: list[tuple[int, int]], alone: bool
) -> None:
    """Say of each quantity whether it is wanted or reached.

    The nearest mark before it in its sentence decides, else the first after it in its clause; a sentence
    without a mark goes on as the one before it did; the first one of a text that stands alone, as the rest
    of that text if it all tells results. Reads: sentence, segment, left. Writes: status, cued.
    """
    starts = [mark.start for mark in marks]
    told = alone and bool(marks) and all(mark.kind == "result" for mark in marks)
    inherited: Kind | None = "result" if told else None
    for quantity in quantities:
        if quantity.excluded == "no unit":
            continue
        begin, end = spans[quantity.sentence]
        first, here = bisect_left(starts, begin), bisect_left(starts, quantity.start)
        firm = {"at_least", "at_most"} & set(quantity.words)  # "Ít nhất 80% người đã có …": nobody reports a bound
        mark = _strongest(marks, first, here)
        place = "before"
        if mark is None:
            place = "after"
            behind = bisect_left(starts, min(end, max(quantity.segment[1], quantity.right)))
            ahead = marks[here:behind]
            later = ahead[0] if ahead else _only_results(marks, here, bisect_left(starts, end))
            mark = None if firm and later and later.kind == "result" else later
        elif mark.kind == "target" and not mark.strong:
            behind = bisect_left(starts, quantity.segment[1])
            mark = next((m for m in marks[here:behind] if m.kind == "result" and not m.weak), mark)
        quantity.status = mark.kind if mark else ("target" if firm else inherited or "target")
        quantity.ruling = ruling(mark, place, None if firm else inherited)
        if mark is not None and mark.year and firm:
            quantity.status = "target"  # "Trong năm 2025, giảm ít nhất 30% …"
        if quantity.unit_kind == "share" and not quantity.per and _OF_PLAN.match(low, quantity.right):
            more = quantity.low == 100 or "up" in quantity.words
            raised = "level" in quantity.words and mark is None  # "nâng tỷ lệ giải ngân lên 100% kế hoạch"
            wanted = not alone if mark is None else mark.kind == "target"
            whole = more and (raised or wanted)
            aimed = _AIMED.search(low, max(0, quantity.start - 60), quantity.start) is not None
            quantity.status = "target" if whole or aimed or "at_least" in quantity.words else "result"
            quantity.ruling = "the whole plan" if whole or aimed else "against the plan by rule"
        quantity.cued = (
            mark is not None and mark.kind == "target" and (mark.strong or _strong_before(marks, first, here))
        )
        if mark is not None:
            inherited = "result" if mark.kind == "result" else "target"


def ruling(mark: Mark | None, place: str, inherited: Kind | None) -> str:
    """The name of the sign that the deciding mark is."""
    if mark is None:
        return {"result": "goes on telling", "target": "goes on wanting"}.get(inherited or "", "no mark")
    if mark.year:
        return f"a year that is over {place}"
    word = "told" if mark.kind == "result" else "wanted"
    return f"{word}{', perhaps,' if mark.weak or not mark.strong else ''} {place}"


def _only_results(marks: list[Mark], here: int, end: int) -> Mark | None:
    """The first mark later in the sentence, if it and the few after it all tell results."""
    later = marks[here : min(end, here + 6)]
    return later[0] if later and all(mark.kind == "result" for mark in later) else None


def _strongest(marks: list[Mark], first: int, here: int) -> Mark | None:
    """The last mark before a place, but a weak result after a strong target mark is part of the plan, and a
    weak target mark after a result does not undo it."""
    for place in range(here - 1, max(first, here - 6) - 1, -1):
        mark = marks[place]
        if mark.kind == "result" and not (mark.weak and _earlier(marks, first, place, "target")):
            surer = (m for m in reversed(marks[max(first, place - 4) : place]) if m.kind == "result" and not m.weak)
            return next(surer, mark) if mark.weak else mark
        if mark.kind == "target" and (mark.strong or not _earlier(marks, first, place, "result")):
            return mark
    return None


def _earlier(marks: list[Mark], first: int, place: int, kind: Kind) -> bool:
    """True if a strong mark of the kind stands shortly before."""
    before = marks[max(first, place - 4) : place]
    return any(mark.kind == kind and mark.strong and not mark.weak for mark in before)


def _strong_before(marks: list[Mark], first: int, here: int) -> bool:
    return any(mark.kind == "target" and mark.strong for mark in marks[max(first, here - 5) : here])

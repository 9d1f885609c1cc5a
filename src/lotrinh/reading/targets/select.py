"""Which numbers are no targets, and why: norms, times, names, grades, descriptions, restatements in
brackets.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass

from lotrinh.reading.targets import inner, lexicon
from lotrinh.reading.targets.comparing import is_start_of_change
from lotrinh.reading.targets.model import Quantity, SectionRole
from lotrinh.reading.targets.words import Before, alternatives, whole_words

_NORM = re.compile(
    r"(?<!\w)(?<!trừ )(?<!thuế và )(?<!những )"
    + whole_words(lexicon.NORMS).pattern
    + r"(?! sản phẩm| nhập| góp| thụ| \d+ năm)"
)
_BUDGET = re.compile(
    whole_words(lexicon.BUDGETS).pattern + r"(?! đăng ký| xk| xuất khẩu| nhập khẩu)"
    r"|(?<!\w)(?:vốn|kinh phí|nguồn lực)(?: [^\W\d_]+){0,4} (?:thực hiện|triển khai)"
    r"(?: toàn bộ)? (?:chương trình|đề án|kế hoạch)(?!\w)"
)
_DEALT = Before(lexicon.DEALT_WITH)
_CREATING = whole_words(lexicon.CREATING)
_GRADE = re.compile(rf" ?(?:{alternatives(lexicon.GRADES)})(?!\w)")
_AGE = re.compile(r"(?:tuổi thọ|sống khỏe|số năm sống|tuổi bình quân|tuổi trung bình)")
_YEARS_LIVED = re.compile(r"số năm (?:sống|đi học|học)|năm đi học|năm sống|thời gian (?:sống|khỏe mạnh)")
_STAY = re.compile(r"lưu trú (?:bình quân|trung bình|của khách)")
_INDEX = whole_words(lexicon.INDICES)
# not "theo quy trình GAP hoặc tương đương đạt 10%"
_RESTATED = re.compile(
    rf"(?:[,(–-] ?|\d[^,;.()]{{0,25}} )(?<!xuống )(?<!lên )(?<!đạt )(?<!mức )(?:{alternatives(lexicon.RESTATING)})"
    r"(?: (?:với|khoảng|hơn|gần|trên|bằng|diện tích|tăng|giảm|cao nhất))* ?$"
)
# "đạt 28,5% lực lượng lao động, vượt 0,5% so với chỉ tiêu tại Nghị quyết"
_BEYOND_A_PLAN = re.compile(
    r"(?:cao hơn|vượt) (?:khoảng |hơn |trên )?[\d.,]{1,9} ?(?:%|điểm %)"
    r" so với (?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết)"
)
_EQUAL_TO = re.compile(r"[\w%)], bằng (?:khoảng |hơn |gần |trên )?$")
_WITH_WHAT_WAS = re.compile(r" ?(?:so với |so |của )(?:ước|thực hiện|cùng kỳ|năm)(?!\w)")
_COMPARED_WITH = re.compile(
    r"(?<!\w)so với (?:(?:mức|con số|khoảng|gần|hơn|trên|tỷ lệ|bình quân| )*|[^,;.\d]{1,60}(?:năm \d{4} )?là )\Z"
)  # "so với mức 26% của …"
_WITHIN = re.compile(
    r"(?<!\w)(?:trong phạm vi|bán kính|cách|(?:đến|tới|ở|tại) độ (?:sâu|cao))"
    r"(?: (?:khoảng|dưới|tối đa|không quá|trong vòng))? ?\Z"
)
_NAMED = Before(lexicon.NAMING)
_AGES = Before(lexicon.AGES)
_RAISING = re.compile(r"(?<!\w)(?:nâng|cung|trợ) cấp ?\Z")  # a verb, not the "cấp 3" of a school
_OUTLAY = re.compile(r"ngân sách|bảo đảm|đảm bảo|bố trí|dành|phấn đấu|đến năm")
_GIVEN = re.compile(r"(?<!\w)(?:hỗ trợ|thưởng|trợ giúp)(?!\w)")
_EACH = re.compile(r"[^/.;,\d]{0,20}/ ?(?:nhà|căn|hộ|ha|người|học sinh|hồ sơ|suất|trường hợp|công trình)(?!\w)")
_SOURCE = re.compile(r"(?<!\w)(?:ngân sách|vốn|nguồn)(?: [^\W\d_]+){0,5} $")
# What awards points, sets bands or makes conditions is a rule of reckoning, not a plan.
_TITLE = re.compile(
    r"(?<!\w)(?:đề án|dự án|chương trình|kế hoạch|chiến lược|phong trào|quy hoạch|đề tài|cuộc vận động)"
    r"(?: [^\W\d_]+){0,4} (\"[^\"]{20,300}\")"
)
_SCORED = re.compile(
    r"(?<!tăng )(?<!giảm )(?<!\w)(?:được|tính|cộng|trừ|chấm|thêm)(?: thêm| tối đa)? [\d.,]{1,6} điểm"
    r"(?! ?%| phần trăm)(?!\w)"
)
_CONDITION = re.compile(r"[^.;,\d]{0,40}?(?<!\w)(?:thì|có thể|được xem xét|không được)(?!\w)")
_FAILING = re.compile(r"[^.;\d]{0,200}?(?<!\w)chưa (?:bảo đảm|đảm bảo|đạt|hoàn thành|đáp ứng)(?!\w)")
_OF_THE_DUTIES = re.compile(r" (?:(?:các|số) )?(?:chỉ tiêu|nhiệm vụ|tiêu chí)(?!\w)")
_SUPPOSING = re.compile(r"(?:trường hợp|nếu|mỗi khi) ")
_RECKONED = re.compile(r"[\d)] ?[/x×*+] ?[\d(][^;:]{0,40}= ?$")
DEALT_WITH = "what a task deals with"
UNSAID = "not said to be wanted"
AGAINST_A_PLAN = "reached, against a plan"
_PLEDGED = re.compile(r"(?<!\w)(?:thực hiện|theo) (?:các )?cam kết (?:của|tại) [^;.,]{3,60} về [^;.,]{0,40}$")
_LACKING = re.compile(r"(?<!\w)(?<!không )(?<!không để )thiếu (?:hụt )?$")
_OFTEN = re.compile(r"(?<!\w)tần suất(?: [^\W\d_]+){0,4} ?:? ?(?:là )?$")  # "Tần suất quan trắc: 02 đợt/tháng"
_SHARE_OF = re.compile(r"(?:\W|\d{1,2}[.)]|[a-zđ]\)|trong đó|riêng|phấn đấu)*(?:tỷ lệ|tỷ trọng) ")
_ALLOWANCE = re.compile(r"(?<!\w)(?:phụ cấp|trợ cấp|mức chuẩn|học bổng|lương)(?!\w)")
_ITEM = re.compile(r"\s*(?:[-+*•]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))?\s*(?:phấn đấu |có |bảo đảm |đảm bảo )?")
_CLAUSE_OPENS = re.compile(r"[;.:,]\s*(?:phấn đấu |có |bảo đảm |đảm bảo )?$")
_DONE = re.compile(
    r" (?!đối với|cho|mức|chi phí|kinh phí|học phí|tiền)[^;.:]{3,120}?"
    r" (?:được|đạt|có|là|hoàn thành|thực hiện|sử dụng|triển khai|tham gia|áp dụng)(?!\w)"
)
_OF_HOW_MANY = re.compile(r"/(?!100(?:\.000)*(?!\d)|10?\.000(?!\d))\d")  # "45/60", not "trai/100 gái"
_APART = re.compile(r"\(riêng [^()]*\Z")  # what brackets say of others: "(riêng các xã nghèo giảm 4%)"
_ACTS = re.compile(r"\W*(?:phấn đấu|tạo|giải quyết|thu hút|đón|giảm|tăng|nâng|đưa)(?!\w)")
_TAKING_PART = re.compile(r"(?<!\w)(?:thu hút|huy động|có) sự tham gia của ?\Z")
_ON_WHICH = frozenset({"loại hình", "kênh", "địa bàn", "tuyến", "nền tảng", "lĩnh vực", "trang", "mặt", "ứng dụng"})
_MEASURED = re.compile(rf"(?:\W|[a-zđ]\)|trong đó|tổng)*(?:{alternatives(lexicon.MEASURED)})(?!\w)")
_MEASURE_HEAD = re.compile(rf"(?:\W|[a-zđ]\)|trong đó)*(?:{alternatives(lexicon.HEADS)})(?!\w)")
# "Trường hợp đạt 50% thì …": only what opens a clause supposes; "100% trường hợp được giải quyết" does not.
_SUPPOSED = re.compile(r"(?:^|[;.:,(]|\sthì|\n)\W*(?:trong |đối với )?(?:trường hợp|nếu|mỗi khi) [^;.]*$")
# "Nếu mở lại đường bay, ngành phấn đấu đón 7 triệu lượt khách"
_WANTED_THEN = re.compile(r", (?!thì)[^;.,\d]{2,60} (?:phấn đấu|đặt mục tiêu)(?!\w)")
_CRITERION = re.compile(r"(?<!\w)(?:tiêu chí|tiêu chuẩn) \d+(?:\.\d+)*\.$")  # of a set of standards
# "tỷ lệ hộ nghèo 02 huyện Trạm Tấu, Mù Cang Chải …": whose rate it is
_OF_PLACES = re.compile(r"(?<!\w)(?:tỷ lệ|thu nhập|giá trị|sản lượng|tốc độ)(?!\w)[^,;.:\d]*$")
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]")
_WANTING = frozenset({"plain", "up", "down", "level", "about", "at_least", "at_most", "above", "below", "from", "mean"})


@dataclass(slots=True)  # made for every clause, and a frozen one takes three times as long to make
class _Section:
    """The folded text, its role, whether it is a sentence alone, and where words of norms, of budgets and
    of conditions end in it, whether any of its words restates a value.
    """

    low: str
    role: SectionRole
    alone: bool
    norms: list[int]
    budgets: list[int]
    scored: list[int]
    supposing: list[int]
    restates: bool


def exclude_by_unit(low: str, quantities: list[Quantity]) -> None:
    """Mark what the number and its unit alone show to be no value, so that it divides no clause.

    Reads: start, end, left, right, unit, words. Writes: excluded.
    """
    for quantity in quantities:
        if quantity.rank:
            continue
        if not quantity.unit and not quantity.words and ")" not in low[max(0, quantity.left - 6) : quantity.left]:
            quantity.excluded = "no unit"
        else:
            before = low[max(0, quantity.left - 90) : quantity.start]
            quantity.excluded = _which(low, quantity, before) or _why_unit(low, quantity, before)


def _which(low: str, quantity: Quantity, before: str) -> str | None:
    """Why a value only says whose another is, or of how many, or what something is like."""
    if inner.tells_which(low, quantity):
        return "which ones"
    if quantity.by_name and not quantity.words and _OF_PLACES.search(before):
        return "which ones"
    if quantity.unit_kind == "count" and _LACKING.search(low, max(0, quantity.left - 20), quantity.left):
        return "lacking"
    if _PLEDGED.search(low, max(0, quantity.left - 120), quantity.left):
        return "what was pledged elsewhere"
    return "of how many" if before.endswith("trong tổng số ") else None


def exclude(low: str, quantities: list[Quantity], spans: list[tuple[int, int]], role: SectionRole, alone: bool) -> None:
    """Mark what is no target.

    Reads: everything the earlier stages wrote. Writes: excluded.
    """
    norms, budgets = [m.end() for m in _NORM.finditer(low)], [m.end() for m in _BUDGET.finditer(low)]
    supposing = [m.end() for m in _SUPPOSING.finditer(low)]
    scored = [m.end() for m in _SCORED.finditer(low)] if "điểm" in low else []
    restates = any(map(low.__contains__, lexicon.RESTATING))
    section = _Section(low, role, alone, norms, budgets, scored, supposing, restates)
    brackets = _brackets(low)
    titles = [match.span(1) for match in _TITLE.finditer(low)] if '"' in low else []
    outside: int | None = None  # the sentence of the last value outside brackets
    listed: Quantity | None = None  # the last value that is a target so far
    for quantity in quantities:
        if (
            brackets
            and _inside(brackets, quantity.start)
            and not _APART.search(low, max(0, quantity.start - 80), quantity.start)
        ):
            begin = spans[quantity.sentence][0]
            whole = low[begin : begin + 3].lstrip().startswith("(")  # "(Bình quân mỗi năm giảm 2%)."
            if outside is not None and (outside == quantity.sentence or (whole and outside == quantity.sentence - 1)):
                quantity.excluded = quantity.excluded or "restated in brackets"
        else:
            outside = quantity.sentence if quantity.unit else outside
        if titles and _inside(titles, quantity.start):
            quantity.excluded = "a title"
        if quantity.excluded:
            continue
        why = _why(section, quantity, spans[quantity.sentence])
        part = why == DEALT_WITH and low.endswith(("gồm: ", "gồm "), 0, quantity.left)
        goes_on = (why == "describes" or part) and _goes_on(low, quantity, listed)
        quantity.excluded = None if goes_on or (why == UNSAID and _is_cut_too(low, quantity, listed)) else why
        if quantity.excluded is None:
            listed = quantity
    inner.exclude_by_grade(low, quantities)
    _first_of_change(low, quantities)


_CUT_TOO = re.compile(r" [^,;.:\d]{3,60},(?: và)? ?")


def _is_cut_too(low: str, quantity: Quantity, listed: Quantity | None) -> bool:
    """True for the second of "cắt giảm 50% thời gian, 50% chi phí"."""
    shares = listed is not None and listed.unit_kind == quantity.unit_kind == "share" and "down" in listed.words
    return bool(shares and listed and _CUT_TOO.fullmatch(low, listed.right, quantity.left))


def _goes_on(low: str, quantity: Quantity, listed: Quantity | None) -> bool:
    """True for a value that continues a list of targets: "đạt 45 triệu tấn, trong đó hàng container 1,2 triệu
    TEU"; "đào tạo 1.000 thạc sĩ, 100 tiến sĩ".
    """
    if listed is None or listed.sentence != quantity.sentence:
        return False
    if (quantity.unit or "").casefold() in lexicon.OF_THE_WORK:
        return False
    named = bool(low[quantity.segment[0] : quantity.left].strip(" ,;."))
    if quantity.unit_kind == "count":
        near = low[max(0, quantity.left - 150) : quantity.left]
        part = listed.unit == quantity.unit and ("trong đó" in near or near.endswith(("gồm: ", "gồm ")))
        alike = listed.unit_kind == "count" and (listed.unit or "").split()[-1:] == (quantity.unit or "").split()[-1:]
        close = low[listed.right : quantity.left] if quantity.left - listed.right < 40 else ""
        listing = alike and "," in close[:2] and not re.search(r"\w,|;", close)
        # "đàn bò 1.030 con; trong đó, bò sữa 680 con, bò thịt 350 con"; "đàn lợn 50.000 con, đàn bò 9.000 con"
        return not named or part or listing
    own_budget = _BUDGET.search(low, quantity.segment[0], quantity.start)
    return named and quantity.unit_kind in ("money", "measure") and not own_budget


def _brackets(low: str) -> list[tuple[int, int]]:
    """Where the outermost brackets open and close; one that only others inside it close goes on to the last of them."""
    spans: list[tuple[int, int]] = []
    if ")" not in low:
        return spans
    opened, depth, closed = -1, 0, -1
    for match in re.finditer(r"[()]|\.\s", low):
        if match.group() == "(":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif match.group() == ")":
            closed = match.start() if depth else closed
            depth = max(0, depth - 1)
            if depth == 0 and opened >= 0:
                spans.append((opened, closed))
                opened = -1
        elif depth:
            if closed > opened:
                spans.append((opened, closed))
            opened, depth = -1, 0
    if depth and closed > opened >= 0:
        spans.append((opened, closed))
    return spans


def _inside(brackets: list[tuple[int, int]], place: int) -> bool:
    n = bisect_right(brackets, (place, place)) - 1
    return n >= 0 and brackets[n][0] < place < brackets[n][1]


def _first_of_change(low: str, quantities: list[Quantity]) -> None:
    for one, two in itertools.pairwise(quantities):
        if one.sentence == two.sentence and is_start_of_change(low, one):
            one.excluded = one.excluded or "where a change starts"


def _any_between(ends: list[int], begin: int, end: int) -> bool:
    if not ends:
        return False
    place = bisect_right(ends, end)
    return place > 0 and ends[place - 1] > begin


def _why(section: _Section, quantity: Quantity, sentence: tuple[int, int]) -> str | None:
    """The first reason that holds, or None."""
    low, (begin, end) = section.low, sentence
    if quantity.rank:
        return "a norm" if section.role == "norms" else None
    before = low[max(quantity.segment[0], quantity.left - 90) : quantity.start]
    if _OFTEN.search(before):
        return "how often something is done"
    return (
        _why_bare(low, quantity, before)
        or _why_rule(section, quantity, begin, end)
        or _why_norm(section, quantity, before, begin)
        or _why_count(low, quantity, before, section.role, section.alone)
    )


def _why_unit(low: str, quantity: Quantity, before: str) -> str | None:
    kind, start = quantity.unit_kind, quantity.start
    if quantity.low == 1 and quantity.words[:1] == ("above",) and (quantity.unit or "") in lexicon.ONE_OF:
        return "a denominator"
    if _OF_HOW_MANY.match(low, quantity.right):
        return AGAINST_A_PLAN
    if start and low[start - 1] == "/":
        return "a denominator"
    if quantity.end < len(low) and (low[quantity.end].isalpha() and not quantity.unit):
        return "part of a name"
    lasting = {"năm": _YEARS_LIVED, "ngày": _STAY}.get(quantity.unit or "")
    if "so với" in low[max(0, start - 90) : start] and _COMPARED_WITH.search(low, max(0, start - 90), start):
        return "what it is compared with"
    if kind == "measure" and _WITHIN.search(low, max(0, start - 40), start):
        return "how far"
    if kind == "duration" and not (lasting and lasting.search(before)):
        return "a time"
    if quantity.unit == "tuổi" and (not _AGE.search(before) or _AGES(low, quantity.left)):
        return "an age"
    if (
        kind in ("", "count")
        and _GRADE.match(low, quantity.end)
        and (kind != "count" or (quantity.unit or "").startswith("sao"))
    ):
        return "a grade"
    if quantity.whole is not None and quantity.whole <= 5 and (quantity.unit or "").casefold() not in lexicon.COUNTED:
        return "a fraction"
    if (
        kind not in ("share", "money", "measure")
        and _NAMED(low, start)
        and not _RAISING.search(low, max(0, start - 12), start)
    ):
        return "a name"
    return None


def _why_bare(low: str, quantity: Quantity, before: str) -> str | None:
    if quantity.unit or _is_index(low, quantity, before):
        return None
    return "no unit"


def _is_index(low: str, quantity: Quantity, before: str) -> bool:
    """A bare number is a value only where an index or a labelled unit stands before it."""
    return bool(_INDEX.search(before)) and bool(
        _WANTING & set(quantity.words) or (quantity.whole is None and quantity.words)
    )


def _why_rule(section: _Section, quantity: Quantity, begin: int, end: int) -> str | None:
    """What awards points ("cứ 8.800 người tăng thêm được thêm 1 điểm"), or holds under a condition."""
    low, words = section.low, set(quantity.words)
    if _any_between(section.scored, begin, end) or low.endswith("cứ ", 0, quantity.start):
        return "a norm"
    if _FOOTNOTE.match(low, begin):
        return "a footnote"
    if low.endswith(".", 0, begin) and _CRITERION.search(low, max(0, begin - 24), begin):
        return "a norm"
    if _is_supposed(section, begin, quantity.start):
        return "a condition"
    if low.endswith(("=", "= "), 0, quantity.start) and _RECKONED.search(
        low, max(0, quantity.start - 60), quantity.start
    ):
        return "a sum"
    if quantity.unit_kind != "share":
        return None
    if "below" in words and (_OF_THE_DUTIES.match(low, quantity.right) or _CONDITION.match(low, quantity.right, end)):
        return "a condition"
    if low.find("chưa ", quantity.right, min(end, quantity.right + 210)) < 0:
        return None
    opens = not low[quantity.segment[0] : quantity.left].strip(" ,;-+:")
    having = low.endswith(("có ", "có"), 0, quantity.left) or opens or "plain" in words
    return "a condition" if having and _FAILING.match(low, quantity.right, end) else None


def _is_supposed(section: _Section, begin: int, end: int) -> bool:
    """True where a clause that supposes something goes on to the value."""
    if not section.supposing:
        return False
    low = section.low
    begin = max(begin, end - 400)
    cut = max(low.rfind(";", begin, end), low.rfind(".", begin, end))  # a clause supposes no further than that
    begin = max(begin, cut)
    if not _any_between(section.supposing, begin, end):
        return False
    supposed = _SUPPOSED.search(low, begin, end)
    return supposed is not None and _WANTED_THEN.search(low, supposed.start(), end) is None


def _is_compared(low: str, quantity: Quantity) -> bool:
    """True for the 96% of "đạt 8,7 triệu tấn, bằng 96% so với ước thực hiện năm 2025": it restates the value."""
    with_what = _WITH_WHAT_WAS.match(low, quantity.right)
    return bool(with_what and _EQUAL_TO.search(low, max(0, quantity.start - 20), quantity.start))


def _why_norm(section: _Section, quantity: Quantity, before: str, begin: int) -> str | None:
    low, role = section.low, section.role
    if "above" in quantity.words and _BEYOND_A_PLAN.match(low, quantity.left):
        return "restated"
    if section.restates and _RESTATED.search(low, max(0, quantity.start - 40), quantity.start):
        return "restated"
    if quantity.unit_kind == "share" and _is_compared(low, quantity):
        return "restated"
    if role == "norms" and not (quantity.unit_kind == "share" and _OUTLAY.search(before)):
        return "a norm"
    raised = "level" in quantity.words and role != "norms"
    part = low.rfind(";", begin, quantity.left)
    opens = part >= 0 and not low[part + 1 : quantity.left].strip()
    if opens and (quantity.low == 100 or (quantity.unit_kind == "share" and _DONE.match(low, quantity.right))):
        begin = part  # "… còn 10 ngày làm việc; 100% hồ sơ được số hóa"
    begin = max(begin, quantity.start - 300)
    rated = quantity.unit_kind in ("share", "money", "duration", "measure") or quantity.unit == "điểm"
    rated = rated or "/" in (quantity.unit or "")
    each = quantity.unit_kind == "money" and "plain" not in quantity.words and _EACH.match(low, quantity.end)
    if each and _GIVEN.search(low, begin, quantity.start):
        return "a norm"  # "hỗ trợ xây mới 60 triệu đồng/nhà"
    counts_them = quantity.unit_kind == "share" and role != "norms" and _SHARE_OF.match(low, quantity.segment[0])
    if counts_them:
        return None  # "Tỷ lệ người hưởng trợ cấp nhận qua tài khoản đạt 90%"
    raised = raised and not _ALLOWANCE.search(low, begin, quantity.start)
    if rated and not raised and _any_between(section.norms, begin, quantity.start):
        return "a norm"
    if own := _ACTS.match(low, quantity.segment[0]):
        begin = own.start()  # "… với tổng diện tích 2.000 ha, tạo việc làm cho 15.000 lao động"
    if (
        quantity.unit_kind == "share"
        and _SOURCE.search(before)
        and _any_between(section.budgets, begin, quantity.start)
    ):
        return "describes"
    sized = quantity.unit_kind in ("money", "measure", "count") and quantity.unit != "lần"
    if sized and _any_between(section.budgets, begin, quantity.start):
        return "describes"
    return None


def _item_opens(low: str, quantity: Quantity) -> bool:
    """True for an item that begins with its share ("(1) 100% người hưởng trợ cấp được …"), and for a whole that
    opens a clause and has a verb of its own ("…; 100% hồ sơ được số hóa")."""
    if not low.startswith(" ", quantity.right):
        return False
    if _ITEM.fullmatch(low, 0, quantity.left):
        return True
    opens = _CLAUSE_OPENS.search(low, max(0, quantity.left - 30), quantity.left)
    return (
        quantity.low == 100 and opens is not None and _DONE.match(low, quantity.right, quantity.segment[1]) is not None
    )


_DOES_ALL = re.compile(
    r"(?:\W|[a-zđ]\))*(?:(?:thực hiện|triển khai|tiếp tục|hoàn thành|bảo đảm|đẩy mạnh) )?"
    r"(?:(?:cắt giảm|bãi bỏ|xóa bỏ|đơn giản hóa|số hóa|chuẩn hóa"
    r"|kết nối|công khai|cung cấp|tái cấu trúc)(?:,| và)? ?){1,3}"
)


def _does_all(low: str, quantity: Quantity, role: SectionRole) -> bool:
    """True for a task that is to be done to all: "Cắt giảm, đơn giản hóa 100% điều kiện kinh doanh"."""
    whole = role == "tasks" and quantity.unit_kind == "share" and quantity.low == 100
    return whole and _DOES_ALL.fullmatch(low, quantity.segment[0], quantity.left) is not None


def _why_count(low: str, quantity: Quantity, before: str, role: SectionRole, alone: bool) -> str | None:
    """Counts and sums need a word that says they are wanted."""
    if quantity.is_word and quantity.low == 0:
        left = low.startswith("không còn", quantity.start) or quantity.cued
        return None if left or (role in ("targets", "aims") and not alone) else "describes"
    words = set(quantity.words)
    bound = bool(words & lexicon.BOUNDS) or "from" in words
    if bound and quantity.unit_kind == "share":
        return None
    if why := _why_of_the_work(low, quantity, bound):
        return why
    if role in ("tasks", "other", "norms"):
        moved = quantity.unit_kind == "share" and words & {"up", "down", "level", "plain"}
        firm = bound and (quantity.unit_kind != "count" or bool(words & lexicon.BOUNDS))
        opens = role != "norms" and quantity.unit_kind == "share" and _item_opens(low, quantity)
        return None if quantity.cued or firm or moved or opens or _does_all(low, quantity, role) else UNSAID
    if quantity.unit_kind == "share" or quantity.cued or bound or not alone:
        return None
    return _why_alone(low, quantity, before, words)


def _why_of_the_work(low: str, quantity: Quantity, bound: bool) -> str | None:
    """What a task deals with, and counts of the document's own work."""
    unit = (quantity.unit or "").casefold()
    if quantity.unit_kind == "count":
        dealt = _DEALT(low, quantity.left, quantity.segment[0])
        moved = {"level", "up", "down"} & set(quantity.words)
        taking_part = dealt and _TAKING_PART.search(low, max(0, quantity.left - 40), quantity.left)
        if dealt and not bound and not moved and not taking_part and dealt[0] not in ("cho", "với"):
            return DEALT_WITH
    if unit in lexicon.OF_THE_WORK and (not bound or quantity.whole):
        return "describes"
    if low.startswith("trên", quantity.left) and unit in _ON_WHICH:
        return "describes"  # "tuyên truyền trên 04 loại hình báo chí"
    return None


def _why_alone(low: str, quantity: Quantity, before: str, words: set[str]) -> str | None:
    """In a sentence that stands alone nothing around says that a bare count or sum is wanted."""
    measured = quantity.unit_kind in ("money", "measure") or quantity.unit == "con" or "/" in (quantity.unit or "")
    if measured and _MEASURED.match(low, quantity.segment[0], quantity.left):
        return None  # "sản lượng lúa 612.000 tấn"
    if quantity.per == "10000_people" or (words and "/" in (quantity.unit or "")):
        return None
    if measured and quantity.is_range:
        return None  # "Giữ diện tích đất lúa 3,6 - 3,7 triệu ha": what is found has one size
    extent = quantity.unit_kind == "measure" and words == {"about"}  # "mặt nước ven biển khoảng 1.863 ha"
    wanted = _CREATING.search(before + low[quantity.left : quantity.start]) or words & (_WANTING - {"plain"})
    if extent and not _CREATING.search(before) and not _MEASURE_HEAD.match(low, quantity.segment[0], quantity.left):
        return "describes"
    if quantity.unit_kind == "count" and not wanted:
        return "describes"
    return None if words or wanted else "describes"

"""Numbers inside the noun that is counted: they say which ones, and are no targets of their own.

The grade of "80% hợp tác xã đạt từ 80 điểm trở lên", the rank of "2 trường thuộc nhóm 100 trường hàng đầu", the
speed of "tỷ lệ người dùng có tốc độ 1 Gb/s".
"""

from __future__ import annotations

import itertools
import re

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity

_INNER = "part of the noun"
_EARNING = re.compile(r"[^,;.:]{0,40}?(?<!\w)(?:có|đạt) (?:doanh thu|doanh số|lợi nhuận|vốn|quy mô)(?!\w)[^,;.:]{0,25}")
_OPENS = re.compile(
    r"(?:^|[\n;,:.+•)-])\W*"
    r"(?:(?:phấn đấu|bảo đảm|đảm bảo|có|và|đạt|trong đó|đến năm \d{4},?|từ năm \d{4} trở đi,?) ?)*$"
)
_PARTS = re.compile(r"[;.:]|(?<!\w)(?:tăng|gấp|giảm|và|trong đó)(?!\w)")
_LEADS_ON = re.compile(r",[^,]* (?:mỗi [^,]*|có|sử dụng|được|đạt|tham gia|bố trí|tổ chức|triển khai)$| mỗi [^,]*$")


_GETTING = re.compile(r"^[^;.:]{0,140}(?<!\w)(?:tiếp cận|sử dụng|hưởng|nhận|tham gia) ?$")
_SPEED = re.compile(r"(?<!\w)(?:tốc độ|tiêu chuẩn|định mức|số lượng|nước sạch)(?: [^\W\d_]+){0,3} ?$")
_RATE = re.compile(r"(?<!\w)tỷ lệ (?:[^;:.|]|\.(?=\d))*$")
_OWN_HEAD = re.compile(r", (?:chỉ số|điểm số|tỷ lệ|bình quân|trung bình)(?!\w)")
_INDEX = re.compile(r"(?<!\w)(?:chỉ số|xếp hạng|thứ hạng)(?!\w)")
_GRADED = frozenset({"tiêu chí", "điểm", "tuổi", "năm", "sản phẩm"})


def exclude(low: str, quantities: list[Quantity]) -> None:
    """Mark what lies inside a noun, so that it divides no clause.

    Reads: start, right, left, unit, unit_kind, words. Writes: excluded.
    """
    if len(quantities) < 2:
        return
    _so_far(low, quantities)
    _after_none_left(low, quantities)
    _none_left_of(low, quantities)
    _times(low, quantities)
    _ranks(low, quantities)
    _in_rates(low, quantities)
    _speeds(low, quantities)
    _which_fall(low, quantities)


_SO_FAR = re.compile(r"\((?:mức )?hiện(?: nay| tại)?(?: là| đạt| có| mới đạt)? $")


def _so_far(low: str, quantities: list[Quantity]) -> None:
    """In "nâng tỷ lệ (hiện 41%) lên 44%" the bracket tells what is so far."""
    for quantity in quantities:
        if _SO_FAR.search(low, max(0, quantity.left - 30), quantity.left):
            quantity.excluded = quantity.excluded or _INNER


def _which_fall(low: str, quantities: list[Quantity]) -> None:
    """In "các xã có tỷ lệ hộ nghèo trên 25% giảm 4%" the first share says which communes."""
    for one, two in itertools.pairwise(quantities):
        bare = one.unit_kind == two.unit_kind == "share" and set(one.words) in ({"above"}, {"below"})
        if bare and not one.excluded and {"up", "down"} & set(two.words) and two.left - one.right < 2:
            one.excluded = _INNER


def _speeds(low: str, quantities: list[Quantity]) -> None:
    """In "90% hộ dùng băng rộng tốc độ trên 100 Mb/s", "90% hộ có nước theo tiêu chuẩn 120 lít/ngày" the speed or the
    standard only says what they use."""
    for one, two in itertools.pairwise(quantities):
        unit = (two.unit or "").casefold()
        rated = unit.endswith("bps") or (two.unit_kind == "measure" and "/" in unit)
        if one.excluded or one.unit_kind not in ("share", "count") or not rated:
            continue
        between = low[one.right : two.left]
        if _SPEED.search(between) and not re.search(r"[,;:.]", between):
            two.excluded = two.excluded or _INNER


def exclude_by_grade(low: str, quantities: list[Quantity]) -> None:
    """In "số xã đạt từ 10 tiêu chí trở lên là 37 xã", "80% hợp tác xã đạt từ 80 điểm trở lên" the grade
    only says which ones are counted."""
    for n, one in enumerate(quantities):
        if (one.unit or "").casefold() not in _GRADED:
            continue
        if n and _counted_by_grade(low, quantities[n - 1], one):
            one.excluded = one.excluded or _INNER
            continue
        limit = low[one.right - len("trở lên") : one.right + len(" trở lên")]
        if "trở lên" not in limit:
            two = quantities[n + 1] if n + 1 < len(quantities) else None
            if two and "level" in two.words and two.left - one.right < 2 and two.unit != one.unit:
                one.excluded = one.excluded or _INNER  # "số xã dưới 5 tiêu chí xuống 250 xã"
            continue
        for other in (
            quantities[n - 1] if n else None,
            quantities[n + 1] if n + 1 < len(quantities) else None,
        ):
            if other is None or other.excluded or other.sentence != one.sentence or other.unit == one.unit:
                continue
            first, second = sorted((one, other), key=lambda q: q.start)
            between = low[first.right : second.left]
            if other is first and _OWN_HEAD.search(between):
                continue
            if len(between) < 130 and not re.search(r"[;:]", between) and (other is first or "," not in between):
                one.excluded = one.excluded or _INNER


_REACHING = re.compile(r" ?(?:(?:đạt|đạt được|hoàn thành)(?: từ)? ?)?")


def _counted_by_grade(low: str, count: Quantity, grade: Quantity) -> bool:
    """True for the criteria of "7 xã đạt từ 15 - 18 tiêu chí"."""
    met = (grade.unit or "").casefold() == "tiêu chí" and count.unit_kind == "count" and count.unit != grade.unit
    return met and _REACHING.fullmatch(low, count.right, grade.left) is not None


def _in_rates(low: str, quantities: list[Quantity]) -> None:
    """The number inside the name of a rate: "Tỷ lệ người dùng có tốc độ 1 Gb/s đạt 100%"."""
    alive = [q for q in quantities if not q.excluded]
    for n, (one, two) in enumerate(itertools.pairwise(alive)):
        if one.excluded or two.excluded or two.unit_kind != "share" or one.unit_kind in ("share", "rank", ""):
            continue
        begin = max(alive[n - 1].right if n else 0, one.left - 160)
        between = _ASIDE.sub("", low[one.right : two.left])
        if len(between) < 90 and _RATE.search(low[begin : one.left]) and not re.search(r"[,;:.(|]", between):
            one.excluded = _INNER


_ASIDE = re.compile(r"\([^()\d]{1,40}\)")  # "điện thoại thông minh (smartphone)"


def _after_none_left(low: str, quantities: list[Quantity]) -> None:
    """In "không còn xã dưới năm tiêu chí" the second number only says which communes."""
    for one, two in itertools.pairwise(quantities):
        if one.is_word and one.low == 0 and two.start - one.right < 25 and "." not in low[one.right : two.start]:
            two.excluded = two.excluded or _INNER


def _none_left_of(low: str, quantities: list[Quantity]) -> None:
    """In "50% số xã nghèo sẽ không còn hộ đói" the nought only says which communes."""
    for one, two in itertools.pairwise(quantities):
        between = low[one.right : two.left]
        if two.is_word and two.low == 0 and one.unit_kind == "share" and not re.search(r"[,;:.]| và ", between):
            two.excluded = two.excluded or _INNER


def _times(low: str, quantities: list[Quantity]) -> None:
    """In "90% phụ nữ được khám thai ít nhất 3 lần", "100% xã mỗi quý có ít nhất 4 tin, bài" the second number only
    says which ones are counted."""
    for one, two in itertools.pairwise([q for q in quantities if not q.excluded]):
        all_of = low.endswith("đủ ", 0, two.start)  # "100% tỉnh có đủ 3 loại hình thiết chế"
        counted = two.unit == "lần" or (two.unit_kind == "count" and ("at_least" in two.words or all_of))
        if one.unit_kind != "share" or one.excluded or not counted:
            continue
        between = low[one.right : two.left]
        if two.low == 1 and _GETTING.search(between):
            two.excluded = two.excluded or _INNER
        having = low.startswith(("có ", "đều có "), two.left)
        between += " có" if having and "," in between else ""
        opens = all_of or _OPENS.search(low, max(0, one.left - 40), one.left)
        if opens and len(between) < 90 and _is_predicate(between):
            two.excluded = two.excluded or _INNER


def _is_predicate(between: str) -> bool:
    """True if the words after one number lead on to the next: " cơ quan, đơn vị sử dụng"."""
    if _PARTS.search(between):
        return False
    return "," not in between or _LEADS_ON.search(between.rstrip()) is not None


def _ranks(low: str, quantities: list[Quantity]) -> None:
    """In "10 doanh nghiệp nằm trong tốp 500" the rank only says which enterprises, as the turnover in
    "3 doanh nghiệp đạt doanh thu trên 1 tỷ USD" does."""
    for one, two in itertools.pairwise(quantities):
        if one.excluded or one.unit_kind not in ("count", "share"):
            continue
        if one.unit_kind == "count" and two.unit_kind == "money" and _EARNING.fullmatch(low, one.right, two.left):
            two.excluded = two.excluded or _INNER
        between = low[one.right : two.left]
        joined = between.startswith(" và ") and _INDEX.search(between)
        if two.rank and len(between) < 60 and not joined and not re.search(r"[,;.:\n]", between):
            two.excluded = two.excluded or _INNER


# "doanh nghiệp do Nhà nước nắm giữ trên 50% vốn điều lệ" tells which ones; "thiệt hại trên 70%" for whom a rule is.
_HELD = re.compile(r"(?<!\w)nắm(?: giữ)?(?: (?:từ|trên|dưới|hơn|ít nhất|tối thiểu|không quá|tối đa))? $")
_CAPITAL = re.compile(r" ?%? ?(?:trở lên |trở xuống )?(?:tổng )?(?:số )?(?:vốn|cổ phần|quyền biểu quyết)(?!\w)")
_DAMAGED = re.compile(r"(?<!giảm )(?<!\w)thiệt hại (?:từ )?$")
_LONG = re.compile(r"(?<!chiều )(?<!độ )(?<!\w)(?:dài|rộng|dày|sâu) $")
_SIZED = re.compile(
    r"(?<!\w)có (?:chiều dài|chiều cao|chiều rộng|trọng tải|tải trọng|độ dốc)"
    r"(?: [^\W\d_]+){0,4} $"
)
_SITTING = re.compile(r"(?<!\w)(?:gồm|bao gồm|gồm có) $")  # "Hội đồng gồm ít nhất 3 thành viên"
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:đề án|chương trình|phong trào|chiến dịch|cuộc vận động)"
    r"(?: (?!đạt|là|có|với|mỗi|hỗ trợ|phấn đấu|trong đó|được|khoảng|tối thiểu|ít nhất)[^\W\d_]+){1,7} $"
)


def tells_which(low: str, quantity: Quantity) -> bool:
    """True for a value that only tells what something is like, or what it is called ("Đề án 1 triệu ha lúa")."""
    near, bound = low[max(0, quantity.left - 90) : quantity.left], bool(set(quantity.words) & lexicon.BOUNDS)
    if quantity.unit_kind == "share":
        bound = bound or "from" in quantity.words
        held = (
            _HELD.search(low, max(0, quantity.start - 40), quantity.start) is not None
            and _CAPITAL.match(low, quantity.end) is not None
        )
        return held or (bound and _DAMAGED.search(near) is not None)
    if quantity.unit_kind == "measure" and (bound or "from" in quantity.words):
        return _SIZED.search(near) is not None or (bound and _LONG.search(near) is not None)
    if quantity.unit_kind == "count" and bound and quantity.unit in ("thành viên", "đại biểu", "người"):
        return _SITTING.search(near) is not None
    million = (quantity.unit or "").startswith(("triệu", "tỷ"))
    return quantity.low == 1 and million and not quantity.words and _NAMED_AFTER.search(near) is not None

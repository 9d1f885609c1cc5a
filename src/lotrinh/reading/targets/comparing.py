"""The words that compare: before the number (stacked), after it ("trở lên"), and the verb that opens the
clause.
"""

from __future__ import annotations

import re

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Comparator, Quantity
from lotrinh.reading.targets.words import Before, alternatives, whole_words

_BEFORE = Before(lexicon.COMPARING)
_AFTER_WORD = rf"({alternatives(lexicon.AFTER)})(?!\w)"
# Right after the value ("8% trở lên") or around what is counted ("từ 05 mỏ khoáng sản … trở lên"); "trở lên" after
# a grade ("trình độ đại học trở lên") only says which ones are counted.
_AFTER_NEAR = re.compile(rf" ?(?:[^\W\d_]+ ){{0,2}}{_AFTER_WORD}")
_AFTER_FAR = re.compile(rf"(?:[^\d;.|]|\.(?! )){{0,110}}?(?<!\w){_AFTER_WORD}")
_GRADE = re.compile(rf"(?<!\w)(?:{alternatives(lexicon.GRADED_NOUNS)})(?!\w)")
# "kinh tế tăng trưởng khá" is a judgement, and no noun that a value is of
_GROWTH = re.compile(whole_words(lexicon.GROWTH_NOUNS).pattern + r"(?! (?:khá|ổn định|tích cực)(?!\w))")
_OPENING = (
    r"(?:\W|(?:phấn đấu|bình quân|mỗi năm|hằng năm|hàng năm|tiếp tục|và|mục tiêu|là|góp phần|trong đó|riêng"
    r"|(?:(?:đến|vào|trước|trong) (?:hết |cuối )?)?năm (?:19|20)\d\d) )*"
)
_OPENING_DOWN = re.compile(rf"{_OPENING}(?:giảm|hạ(?! tầng| du| lưu)|cắt giảm|kéo giảm)(?!\w)")
_FALL = re.compile(rf"{_OPENING}mức giảm (?!phát thải|trừ)\w")  # "mức giảm tỷ lệ hộ nghèo từ 1 - 1,5%"
_ANNOUNCED = re.compile(r"(?<!\w)(?:mục tiêu|phấn đấu|chỉ tiêu|dự kiến|sẽ)(?= )")
_ANNOUNCED_FIRST = re.compile(rf"[^,;:]{{0,80}}?{_ANNOUNCED.pattern}")
_OPENING_UP = re.compile(rf"{_OPENING}tăng(?! cường)(?!\w)")
_OPENING_RAISE = re.compile(rf"{_OPENING}nâng (?!cấp|cao)")
_MEASURED = re.compile(r"(?<!\w)(?:grdp|gdp|thu nhập|kim ngạch|thu ngân sách|tổng thu)(?!\w)")
_RAISED = re.compile(
    r"\s*(?:\([^()%]{2,20}\) )?(?:[^\d,;.]{0,30}?(?:năm (?:19|20)\d\d)?\s*\)?\s*)"
    r"(?<!trở )(?:lên|xuống|còn|xuống còn|lên đến|lên tới)(?!\w)"
)
_DATE_BETWEEN = re.compile(r" (?:vào|đến|trong) (?:hết |cuối )?năm (?:19|20)\d\d,? ?$")
_UP_TO = re.compile(r"(?<!\w)lên(?: đến| tới| mức| gấp)? ?$")
_LEVEL_HEAD = re.compile(
    r"\W*(?:và )?(?:doanh số|doanh thu|kim ngạch|sản lượng|lượng khách|số lượng"
    r"|thu ngân sách|giá trị xuất khẩu|dư nợ)(?! tăng)[^;:]*$"
)
_LEADS_IN = re.compile(r": |, theo đó ")
_THAN = re.compile(r" so với(?!\w)")
# "Tối thiểu bình quân cả nước giảm 10%": a bound that opens the clause
_OPENING_BOUND = re.compile(r"\W*(tối thiểu|ít nhất|tối đa) (?!\d)[^,;:\d]{3,60}$")
# "Tỷ lệ hộ nghèo giảm bình quân/năm: 3%"
_MOVING_LABEL = re.compile(
    r"(?<!độ )(?<!lệ )(?<!gia )(?<!\w)(tăng|giảm)(?: thêm)?(?: bình quân| trung bình)?"
    r"(?: ?/ ?năm| (?:hằng|hàng|mỗi) năm)? ?(?:\(%\) ?)?: ?$"
)
# "Năng suất lao động tăng bình quân giai đoạn 2026 - 2030 đạt 7%"
_MOVING_MEAN = re.compile(
    r"(?<!độ )(?<!lệ )(?<!gia )(?<!\w)(tăng|giảm) (?:bình quân|trung bình)(?: (?:hằng|hàng) năm)?"
    r",? (?:trong )?(?:giai đoạn|thời kỳ|nhiệm kỳ) (?:19|20)\d\d ?- ?(?:19|20)\d\d,? ?$"
)
_STACK = 8


def attach(low: str, quantity: Quantity) -> None:
    """Collect the comparing words before a number.

    Reads: start, rank. Writes: left, words (their meanings, nearest the number first).
    """
    if quantity.rank:
        return
    words: list[str] = []
    inner = quantity.start
    left, floor = quantity.start, max(0, quantity.start - 120)
    left -= low[left - 1 : left] == '"'  # phát thải ròng bằng "0"
    while len(words) < _STACK:
        hit = _BEFORE(low, left, floor) or _bound_before_date(low, left, floor)
        if hit is None:
            break
        word, start = hit
        if word.startswith("tăng") and low.endswith("gia ", 0, start) and not low.endswith("quốc gia ", 0, start):
            break  # the noun "giá trị gia tăng"
        if word == "," and not (words and words[0] in ("up", "down")):
            break
        words.append(lexicon.COMPARING[word])
        left, inner = start, left
    if left < inner and low[left] == ",":
        left = inner  # "đạt 70 tỷ USD vào năm 2030, tăng 7%": the comma parts the clauses
        words.pop()
    elif words and words[-1] == "mean":
        left = inner  # "tuổi thọ trung bình đạt 75": the mean belongs to the noun
    quantity.left, quantity.words = left, tuple(words)


def _bound_before_date(low: str, left: int, floor: int) -> tuple[str, int] | None:
    """The "ít nhất" of "ít nhất vào năm 2027 đạt 40%"."""
    near = max(floor, left - 24)
    date = _DATE_BETWEEN.search(low, near, left) if low.find("năm ", near, left) >= 0 else None
    hit = _BEFORE(low, date.start(), floor) if date else None
    return hit if hit and lexicon.COMPARING[hit[0]] in lexicon.BOUNDS else None


def decide(low: str, quantity: Quantity) -> None:
    """Choose the comparator and the bounds.

    Reads: words, segment, right, low, high, is_range, unit. Writes: comparator, low_out, high_out,
    approximate, basis.
    """
    low_end, high_end = quantity.low * quantity.scale, quantity.high * quantity.scale
    if quantity.rank:
        quantity.comparator, quantity.low_out, quantity.high_out = "rank_within", None, high_end
        return
    words = set(quantity.words)
    quantity.approximate = "about" in words
    if words & {"mean", "mean_year"}:
        quantity.basis.append("average")
    if "more" in words:
        quantity.basis.append("additional")
    bound = _bound(low, quantity)
    if bound in ("below", "at_most") and _NONE_BELOW.search(low, max(0, quantity.left - 80), quantity.left):
        bound = "at_least"  # "không có xã đạt dưới 60%": each reaches so much
    direction = _direction(low, quantity)
    if direction:
        quantity.comparator = direction
    elif quantity.is_range:
        quantity.comparator = "range"
    elif bound:
        quantity.comparator = bound
    else:
        quantity.comparator = "about" if quantity.approximate else "equal"
    quantity.low_out, quantity.high_out = low_end, high_end
    if not quantity.is_range or (direction is None and quantity.comparator != "range"):
        quantity.low_out = None if bound in ("at_most", "below") else low_end
        quantity.high_out = None if bound in ("at_least", "above") else high_end


def _bound(low: str, quantity: Quantity) -> Comparator | None:
    """The bound nearest the number; "từ" alone, and "trở lên" after the value, are at_least."""
    if quantity.is_range:
        return None
    for word in quantity.words:
        if word in lexicon.BOUNDS:
            return word  # type: ignore[return-value]
    opening = _OPENING_BOUND.match(low, quantity.segment[0], quantity.left)
    if opening:
        return lexicon.COMPARING[opening[1]]  # type: ignore[return-value]
    limit = min(quantity.segment[1], quantity.right + 120)
    match = _AFTER_NEAR.match(low, quantity.right, quantity.right + 60)
    if match and not _GRADE.search(low, quantity.right, match.start(1)):
        quantity.right = match.end()
        return lexicon.AFTER[match.group(1)]  # type: ignore[return-value]
    if "from" not in quantity.words:
        return None
    match = _AFTER_FAR.match(low, quantity.right, limit)
    graded = match is None or _GRADE.search(low, quantity.right, match.start(1))
    return "at_least" if graded or match is None else lexicon.AFTER[match.group(1)]  # type: ignore[return-value]


def is_firm(low: str, quantity: Quantity) -> bool:
    """True for what only a plan sets: "tối thiểu 80%", "không quá 3%", "8% trở lên", "800 - 1.000 ha"; a report has
    the one number that was reached (yields and prices by the unit aside).
    """
    if quantity.unit_kind not in ("share", "money", "measure"):
        return False
    priced = quantity.unit_kind == "money" and not _MEASURED.search(low, quantity.segment[0], quantity.left)
    if quantity.is_range and not priced and "/" not in (quantity.unit or ""):
        return not {"about", "mean"} & set(quantity.words)
    return bool({"at_least", "at_most"} & set(quantity.words)) or (
        quantity.unit_kind == "share" and _AFTER_NEAR.match(low, quantity.right) is not None
    )


# not "không còn hộ nghèo, tỷ lệ thất nghiệp dưới 3%", where the comma begins another indicator
_NONE_BELOW = re.compile(
    rf"(?<!\w)không (?:có|còn) (?:[^;.:,\d]|, (?=(?:{alternatives(lexicon.COUNTED)})(?!\w)(?! nghèo| cận))){{2,60}}$"
)


def _is_cut(quantity: Quantity, before: str) -> bool:
    """Whether a "giảm" that opens the clause speaks of the value; not where all is cut, nor where another verb comes
    between ("Cắt giảm thủ tục, bãi bỏ ít nhất 30% điều kiện")."""
    if ("giảm" not in before and "hạ" not in before) or before.rstrip().endswith(_OWN_VERBS):
        return False
    all_of = quantity.low == 100 and quantity.unit_kind == "share" and "cắt giảm" in before
    return not all_of and "below" not in quantity.words and _opens(_OPENING_DOWN, before)


_OWN_VERBS = ("bãi bỏ", "số hóa", "hoàn thành", "cung cấp")


def _direction(low: str, quantity: Quantity) -> Comparator | None:
    """increase_by or decrease_by, where a level rises or falls by the value; None where the value is a
    level.
    """
    words = quantity.words
    moves = [w for w in words if w in ("up", "down", "level", "growth", "up_times", "times", "below")]
    before = low[quantity.segment[0] : quantity.left]
    if moves[:1] == ["times"]:
        return "increase_by" if _opens(_OPENING_UP, before) else None
    if _is_multiple(low, quantity, moves):
        return "increase_by"
    if "growth" in moves or "level" in moves[:1]:
        # "Doanh số bán lẻ tăng trưởng 20 - 30%/năm": there it is the verb of a level
        return "increase_by" if "growth" in moves and _LEVEL_HEAD.match(before) else None
    if "up_times" in moves:
        return "increase_by"
    if verb := _verb_of_label(low, quantity, before):
        return "increase_by" if verb == "tăng" else "decrease_by"
    nearest = next((w for w in moves if w in ("up", "down")), None)
    if "mức giảm" in before and _FALL.match(before, max(before.rfind(","), before.rfind(":"), 0)):
        return "decrease_by"
    growth = bool(_GROWTH.search(before, _own_label(before, nearest))) or (
        nearest == "up" and low.startswith("tăng trưởng", quantity.left)
    )
    if growth and not before.rstrip().endswith("mức giảm"):
        return None if nearest != "down" or "tốc độ" in before else "decrease_by"
    if nearest == "up":
        return None if before.rstrip().endswith(("tốc độ", "nhịp độ", "tỷ lệ")) else "increase_by"
    if nearest == "down":
        all_of = quantity.low == 100 and low.startswith("cắt giảm, đơn giản hóa", quantity.left)
        return None if all_of or "below" in words else "decrease_by"
    if "level" in words:
        return None
    if _is_cut(quantity, before):
        return "decrease_by"
    return "increase_by" if _rises(quantity, before) else None


def _verb_of_label(low: str, quantity: Quantity, before: str) -> str | None:
    """The "giảm" of a label "Tỷ lệ hộ nghèo giảm bình quân/năm:", the "tăng" of "tăng bình quân giai đoạn … đạt"."""
    colon = ":" if low.startswith(":", quantity.left) else ""
    label = _MOVING_LABEL.search(before + colon)
    if label is None and quantity.unit_kind == "share" and not _GROWTH.search(before):
        label = _MOVING_MEAN.search(before)
    return label[1] if label else None


def _is_multiple(low: str, quantity: Quantity, moves: list[str]) -> bool:
    """True for "tăng lên 3,5 lần", "cao hơn 2 lần so với năm 2020": a multiple is no level."""
    if not (quantity.unit or "").startswith("lần"):
        return False
    if low.startswith("cao hơn", quantity.left):
        return _THAN.match(low, quantity.right) is not None
    return "level" in moves[:1] and _UP_TO.search(low, max(0, quantity.start - 20), quantity.start) is not None


def _rises(quantity: Quantity, before: str) -> bool:
    """True where the verb that opens the clause raises by the value: "tăng … 7%/năm", "nâng năng suất … thêm 8%"."""
    words, share = quantity.words, quantity.unit_kind == "share"
    by_year = quantity.per == "year" and share and "below" not in words
    if "tăng" in before and _opens(_OPENING_UP, before):
        return not set(words) & {"plain", "below"} or "more" in words or by_year
    return "more" in words and share and _opens(_OPENING_RAISE, before)


def _own_label(before: str, nearest: str | None) -> int:
    """Where the label of a value that rises by its own verb begins: behind what leads the list in
    ("… tăng trưởng khá: dịch vụ tăng 8%", "tăng trưởng cao hơn, theo đó dịch vụ tăng 8%").
    """
    led = next(reversed(list(_LEADS_IN.finditer(before))), None) if nearest == "up" else None
    if led is None or not before[led.end() :].strip() or "trong đó" in before[: led.start()]:
        return 0
    return led.end()


def is_growth(low: str, quantity: Quantity) -> bool:
    """True where the words before the value are a noun that means growth."""
    return bool(_GROWTH.search(low, quantity.segment[0], quantity.left))


def _opens(verb: re.Pattern[str], before: str) -> bool:
    """True if the clause, or its part after the last comma, begins with the verb."""
    before = before[before.rfind(";") + 1 :]
    if verb.match(before) or verb.match(before, before.rfind(",") + 1):
        return True
    clause = before.rfind(",") + 1
    starts = [found.end() for found in _ANNOUNCED.finditer(before, clause)] if len(before) - clause < 200 else []
    return any(verb.match(before, start) for start in starts) or bool(
        (first := _ANNOUNCED_FIRST.match(before)) and verb.match(before, first.end())
    )


def is_start_of_change(low: str, quantity: Quantity) -> bool:
    """True for the 70% of "tăng từ 70% năm 2025 lên 85%"."""
    return "from" in quantity.words[:2] and bool(_RAISED.match(low, quantity.right, quantity.right + 60))

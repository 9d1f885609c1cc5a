"""What a value is of: the noun phrase before it, or what is counted after it, with a head carried over where the
text leaves it out.

The words before a value name it ("tỷ lệ hộ nghèo giảm còn 1%") unless they only act or say who acts ("Thu hút ít nhất
3 tổ chức …", "Mỗi xã có ít nhất một nhà văn hóa"): then what follows does.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.words import Before, after, alternatives

_BLANK = r"[\s,;:.+*•|–\"“”()\[\]/-]*"
_LABEL = re.compile(
    r"[\s*•+–-]*(?:\([ivx]{1,4}\)|[a-zđ]\d?\)|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\[\d{1,3}\]|chỉ tiêu \d{1,2} ?:)\s*"
)
_MOVE = re.compile(rf"\s*(?:tăng|giảm|ổn định)(?= (?:{alternatives(lexicon.HEADS)})(?!\w))")
_VERBS = [
    verb for verb in lexicon.ACTING if verb.split()[0] in lexicon.OPENERS and " " in verb
]  # not the opener "nâng"
_OPENER = re.compile(
    rf"{_BLANK}(?:(?!(?:{alternatives(_VERBS)})(?!\w))(?:{alternatives(lexicon.OPENERS)})(?!\w){_BLANK})?"
)
_DUE = (
    r"(?:\d{1,2} năm )?(?:(?:đến|tới|vào|trước|hết|trong|từ nay đến|từ nay|từ|giai đoạn|thời kỳ|nhiệm kỳ|năm học|"
    r"tầm nhìn đến|kế hoạch|cuối) )*(?:năm )?(?:ngày )?(?:\d{1,2}[/-]\d{1,2}[/-])?(?:19|20)\d\d(?!\d)"
    r"(?: ?(?:-|đến)(?: năm)? ?(?:19|20)\d\d)?"
)
_LEADING_DUE = re.compile(
    rf"[\s,;:-]*(?:{_DUE}|(?:đến |trong |vào )?(?:cuối )?nhiệm kỳ(?= ?,|$)|trở đi"
    r"|(?:trong |cả )?(?:giai đoạn|thời kỳ|nhiệm kỳ) (?:này|tới)(?!\w)"
    r"|trong cuộc cách mạng[^,;]*?(?=,|$))\s*[,:]?\s*"
)
_TRAILING_DUE = re.compile(rf"[\s,(]*(?<!\w){_DUE}[\s,)]*$")
_DATED = re.compile(r"(?<!\w)(?:đến|vào|trong) (?:hết |cuối )?năm (?:19|20)\d\d, ")
_AHEAD = re.compile(r"[^,;:]{0,60}?(?:trong )?\d{1,2} năm tới,? ")
_OPENINGS = (_LEADING_DUE, _OPENER, _MOVE)
_ANNOUNCED = re.compile(
    r"(?:mục tiêu(?! quốc gia)|chỉ tiêu[^,;:]{0,40}?(?:đặt ra|đề ra|gồm|như sau)|phấn đấu"
    r"|chỉ tiêu (?:[^\W\d_]+ ){0,4}(?:như|bao gồm)(?! sau)(?: chỉ tiêu)?|như chỉ tiêu"
    r"|(?:đề ra|đặt ra|đặt|giao) (?:các )?chỉ tiêu|dự kiến|(?<!\w)sẽ|quyết tâm"
    r"|kế hoạch năm \d{4}(?=[ ,:]*\w)|, (?:bảo đảm|đảm bảo|nâng|đưa)|(?:góp phần|để) (?:đưa|nâng|tăng|giảm)"
    r"|đóng góp vào"
    rf"(?= (?:{alternatives(lexicon.HEADS)})(?!\w)))"
    r"(?:(?: đặt ra| đề ra)?(?: là)?(?: sẽ| đạt| có| đưa| nâng(?! cấp)| đón| phấn đấu|[,: ])*)(?!\w)"
)
_AIMING = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|quyết tâm|kế hoạch|dự kiến|sẽ)(?!\w)")
# The whole that a share is of, with no predicate: "30% GDP", "33% dân số vào năm 2020"
_WHOLE = re.compile(
    r" (?:(?:của|trong|so với|trên|vào) )?(?:tổng|cơ cấu|grdp|gdp|ngân sách|dân số|kim ngạch)"
    r"(?: (?!cho )[^\W\d_]+){0,14}?"
    r"(?= ?$| ?[.;,(…]| (?:vào|đến|trong) (?:hết |cuối )?năm (?:19|20)| và (?:đạt|đến|vào))"
)
# of three words or more, or of what is so far; an abbreviation stays
_LONG_BRACKET = re.compile(r"\s*\((?=[^()]*? [^()]*? |hiện )[^()]*\)?")
_NOW = ("hiện", "hiện nay", "hiện tại")
_OF_WHOM = re.compile(r"của [^,;:]{3,80}? là (?=\w)")  # "mục tiêu của kế hoạch là tổng vốn …"
_KEPT = {word for word, meaning in lexicon.COMPARING.items() if meaning in ("mean", "mean_year")} | {
    "tăng trưởng", "giảm nghèo", "mức giảm", "mức tăng", "hàng năm", "hằng năm",
}  # fmt: skip
_TRAIL = Before(
    [
        *(set(lexicon.COMPARING) - _KEPT),
        *(
            "trong đó",
            "mục tiêu",
            "tỷ lệ đạt",
            "phấn đấu tăng",
            "và",
            "mỗi",
            "toàn tỉnh có",
            "hướng đến",
            "dự kiến",
            "trở đi",
            "giữ ổn định",
            "giữ",
            "giảm xuống chỉ",
        ),
        *("từ năm", "trong thời kỳ", "thuộc", "đứng trong", "nằm trong", "nằm", "hàng năm", "hằng năm", "mỗi năm"),
        *("từng", "cho tất cả", "nâng tổng số lên"),
    ]
)
_MEAN = Before([word for word, meaning in lexicon.COMPARING.items() if meaning in ("mean", "mean_year")])
_GROWS = re.compile(rf"(?<!\w)(?:{alternatives(lexicon.GROWTH_NOUNS)}|tuổi thọ|thu nhập|tuổi)(?!\w)")
_STOP = re.compile(
    r"[;:|]|\.(?=\s|$)|\((?=[^()]*? [^()]*? )|(?<!\w)(?:vào|trước) (?:(?:hết|cuối|đầu) )?(?:19|20)\d\d(?!\d)"
    r"|(?<!\w)(?:so với|(?:vào |đến |trước |từ )"
    r"(?:hết |cuối |đầu )?năm|giai đoạn|trong (?:giai đoạn|nhiệm kỳ|năm)|nhiệm kỳ|trong đó|là không|gắn với|nhằm"
    r"|để|góp phần|phấn đấu|(?:mỗi|hàng|hằng) năm(?= ?(?:[,;.]|$)))(?!\w)"
    rf"|, (?=(?:{alternatives(lexicon.NEW_CLAUSES)})(?!\w))|$"
)
_SCALE = re.compile(
    rf"(?:{alternatives(lexicon.SCALES)})(?: (?:{alternatives(lexicon.SCALES)}))?(?= (?!lệ|trọng|suất))"
)
_PLURAL = re.compile(r"(?:trong )?(?:các|những|số|tổng số|tổng(?= chi))(?= (?!với))")
_HEAD = re.compile(rf"(?:{alternatives(lexicon.HEADS)})(?!\w)")
_HEADED = re.compile(rf"{_BLANK}(?:\d+[.)])?{_BLANK}(?:{alternatives(lexicon.HEADS)})(?!\w)")
_SHARED = re.compile(rf"(?:{alternatives(lexicon.SHARED_HEADS)})(?!\w)")
_ACTING = re.compile(
    rf"(?:[^,;:]{{0,60}}? )?(?P<kept>(?:{alternatives(lexicon.ACTING)})"
    r"(?: (?:mới|thêm|thành công|được|bình quân|cho|đủ))*)"
)
_SUBJECT = re.compile(
    rf"(?:mỗi|các|bình quân(?: mỗi| cả)?|tất cả|toàn|cả) [^,;:]{{2,40}}|{alternatives(lexicon.DOERS)}"
)
_ENTERING = re.compile(
    r"(?:tiếp tục |vươn lên |giữ vững |duy trì )*(?:lọt|nằm|đứng|thuộc|vào|trở thành|vị trí|lọt vào)(?: trong)?"
)
_LEADS = re.compile(rf"(?:{lexicon.LEADING})(?!\w)")
_HAVING = Before(["đón", "thu hút", "có", "có thêm", "đón được", "thu hút thêm"])
_FIELD = re.compile(r"[^.;:]{0,80}?(?<!\w)về ([^.;:]{3,160}?)(?=, [^\W\d_]+ [^\W\d_]+ [^\W\d_]+ (?:một|các)|[.;:]|$)")
_PREDICATE = re.compile(
    r" (?:được|đạt|có|hoàn thành|sử dụng|tham gia|ứng dụng|bảo đảm|đáp ứng|thực hiện|không|triển khai) "
)
_LONGEST = 200
_LONGEST_CARRIED = 1000  # "trong đó … trong đó …" without end


@dataclass(slots=True)
class _Text:
    printed: str
    low: str

    def words(self, start: int, end: int) -> str:
        words = self.printed[start:end]
        return tidy(_LONG_BRACKET.sub("", words) if "(" in words else words)


def name(text: str, low: str, quantities: list[Quantity]) -> None:
    """Name what each wanted value is of, and the words quoted for it.

    Reads: segment, left, right, unit, excluded. Writes: indicator, indicator_after, span.
    """
    source = _Text(text, low)
    previous: Quantity | None = None
    known = ""  # the last name, be it of a number that is no target: the 70% of "tăng từ 70% lên 85%"
    changes = False
    for quantity in quantities:
        start, end = _before(low, quantity)
        if quantity.excluded and quantity.excluded != "reached already":
            known, changes = source.words(start, end) or known, quantity.excluded == "where a change starts"
            continue
        if changes and (start >= end or low[start:end].strip() in _NOW):
            quantity.indicator, quantity.span = known, (quantity.left, quantity.right)
        elif not (quantity.rank and _ranked(source, quantity)):
            _name(source, quantity, start, end, previous, known)
        changes = False
        previous, known = quantity, quantity.indicator
    wanted = [q for q in quantities if not q.excluded]
    if len(wanted) > 1:
        _name_from_next(wanted)
        _share_predicate(wanted)


def _name(source: _Text, quantity: Quantity, start: int, end: int, previous: Quantity | None, known: str) -> None:
    quantity.span = (start if start < end else quantity.left, quantity.right)
    if label := _own_label(source, start, end, quantity):
        topic = _topic(source, quantity.segment[0], start)
        quantity.indicator = _carry(source, label, start, quantity, previous, topic)
    else:
        verb = source.words(*_kept_verb(source.low, start, end))
        _name_after(source, quantity, known, verb)


def _name_from_next(wanted: list[Quantity]) -> None:
    """ "Đến năm 2027, 60% và đến năm 2030, 90% thủ tục …": the noun stands after the last of the values."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        if one.sentence == two.sentence and one.unit_kind == two.unit_kind == "share" and two.indicator_after:
            one.indicator = two.indicator if one.indicator == one.unit else one.indicator
        if one.rank and two.rank and one.sentence == two.sentence and _LEADS.match(one.indicator.casefold()):
            one.indicator = two.indicator  # "nhóm 3 nước dẫn đầu Đông Nam Á, nhóm 50 nước đứng đầu thế giới về …"


def _share_predicate(wanted: list[Quantity]) -> None:
    """ "90% hồ sơ cấp tỉnh và 60% hồ sơ cấp xã được xử lý trên mạng": what the last one says is also of the others."""
    for one, two in reversed(list(itertools.pairwise(wanted))):
        listed = one.sentence == two.sentence and one.indicator_after and two.indicator_after
        if not listed or not one.unit_kind == two.unit_kind == "share" or one.span[1] + 14 < two.span[0]:
            continue
        said = _PREDICATE.search(two.indicator)
        if said and not _PREDICATE.search(one.indicator) and one.indicator != one.unit:
            one.indicator += two.indicator[said.start() :]


def _topic(source: _Text, begin: int, start: int) -> str:
    """The "Tỷ lệ trường đạt chuẩn" of "Tỷ lệ trường đạt chuẩn: mầm non 75%, tiểu học 80%"."""
    colon = source.low.rfind(":", begin, start)
    first = _skip_openers(source.low, begin, max(begin, colon))
    if colon < 0 or not _SHARED.match(source.low, first):
        return ""
    return source.words(first, _cut_trail(source.low, first, colon))


_LOOSE_END = re.compile(r"(?: (?:và|với|được|đạt|phải|là|có|vào|đến|trong|ở))+$")


def tidy(text: str) -> str:
    """The words without what clings to their ends."""
    words = " ".join(text.split()).strip(' ,;:.-–+|[]…"”“')
    words = _LOOSE_END.sub("", words)
    return words + ")" if words.count("(") > words.count(")") else words


def _ranked(source: _Text, quantity: Quantity) -> bool:
    """ "thuộc nhóm 3 nước dẫn đầu về trí tuệ nhân tạo": the field follows the rank."""
    field = _FIELD.match(source.low, quantity.right, min(quantity.segment[1], quantity.right + 250))
    if field is None:
        return False
    quantity.indicator = tidy(source.printed[slice(*field.span(1))])
    quantity.span = (quantity.left, field.end(1))
    return True


def _before(low: str, quantity: Quantity) -> tuple[int, int]:
    """The words of the clause in front of the value, without label, openers, dates and comparing words."""
    start, end = quantity.segment[0], quantity.left if quantity.rank else quantity.start
    label = _LABEL.match(low, start, end)
    start = label.end() if label else start
    semicolon = low.rfind(";", start, end)
    begun, trimmed = start, _cut_trail(low, start, end)
    if semicolon >= 0 and (semicolon < trimmed or _something_follows(low, quantity)):
        start = semicolon + 1
    end = max(start, trimmed)
    colon = low.rfind(":", start, end)
    if colon > 0 and low[colon + 1 : end].strip(" ,-"):
        start = colon + 1
    part = low.rfind("trong đó", start, end)
    if part >= 0 and low[part + len("trong đó") : end].strip(" ,:-"):
        start = part + len("trong đó")
    told = start + len(low[start:end].rstrip())  # where the last word before the value ends
    for dated in _DATED.finditer(low, start, end) if start < end and low.find("năm ", start, end) >= 0 else ():
        start = dated.end() if dated.end() < told else start
    for announced in () if start >= end else _ANNOUNCED.finditer(low, max(start, end - 400), end):
        if _skip_openers(low, announced.end(), end) < end or (
            not _HEADED.match(low, start, end) and _something_follows(low, quantity)
        ):
            start = announced.end()
    if whose := _OF_WHOM.match(low, start, end) if low.startswith("của ", start) else None:
        start = whose.end()
    start = _skip_openers(low, start, end)
    if start != begun or end != trimmed:
        end = _cut_trail(low, start, end)
    if _only_says_who(low, start, end, quantity) or _is_a_means(low, start, end, quantity):
        return quantity.left, quantity.left
    if end - start > _LONGEST:
        comma = low.rfind(", ", start, end)
        start = comma + 2 if comma > start else end - _LONGEST
    return start, max(start, end)


def _only_says_who(low: str, start: int, end: int, quantity: Quantity) -> bool:
    """True for the "An Hòa" of "An Hòa phấn đấu đến năm 2027 có trên 60% số xã đạt chuẩn": it names who wants it, and
    the noun follows."""
    announced = _AIMING.search(low, end, quantity.start) is not None
    return announced and start < end and _something_follows(low, quantity) and not _HEADED.match(low, start, end)


_FOR = re.compile(r"(?:^|\s)(?:nhằm|để|giúp|bảo đảm|đảm bảo)\s*$")


def _is_a_means(low: str, start: int, end: int, quantity: Quantity) -> bool:
    """True for the words before "Rà soát quy trình nhằm rút ngắn 30% thời gian giải quyết": what is cut follows."""
    down = "down" in quantity.words and low.startswith(_CUTTING, quantity.left)
    return down and _FOR.search(low, start, quantity.left) is not None and _something_follows(low, quantity)


_CUTTING = ("rút ngắn ", "cắt giảm ", "giảm ")


def _skip_openers(low: str, start: int, end: int) -> int:
    patterns = _OPENINGS if low.find("năm tới", start, end) < 0 else (*_OPENINGS, _AHEAD)
    while start < end:
        moved = start
        for pattern in patterns:
            if match := pattern.match(low, moved, end):
                moved = match.end()
        if moved == start:
            break
        start = moved
    return start


def _cut_trail(low: str, start: int, end: int) -> int:
    grows = True  # until it is known that none of the words means growth
    while start < end:
        while end > start and low[end - 1] in " ,;:-(":
            end -= 1
        near = low[max(start, end - 50) : end]
        cut = _TRAILING_DUE.search(low, max(start, end - 50), end) if "19" in near or "20" in near else None
        word = _TRAIL(low, end, start)
        if cut:
            end = cut.start()
        elif word:
            end = word[1]
        else:
            mean = _MEAN(low, end, start)
            grows = grows and mean is not None and _GROWS.search(low, start, end) is not None
            if mean is None or grows or low.endswith((" và ", " mức "), start, mean[1]):
                break
            end = mean[1]
    return end


def _own_label(source: _Text, start: int, end: int, quantity: Quantity) -> str | None:
    """The name before the value; None where what follows it names it."""
    low = source.low
    if start >= end:
        return None
    before = low[start:end]
    if _something_follows(low, quantity):
        if _is_topic(low, end, quantity):
            return None
        headed = _HEAD.match(before) and len(before.split()) > 2
        if not headed and (_ACTING.fullmatch(before) or _SUBJECT.fullmatch(before)):
            return None
    if quantity.rank and _ENTERING.fullmatch(before):
        return None
    counted = quantity.unit_kind == "count"
    if counted and not _HEAD.match(before) and _HAVING(low, _bounds_start(low, quantity), start):
        return None
    return source.words(start, end)


def _bounds_start(low: str, quantity: Quantity) -> int:
    """Where the bound right before the number begins, so that the verb before it can be seen."""
    place = quantity.start
    while hit := _BOUND(low, place, quantity.segment[0]):
        place = hit[1]
    return place


_BOUND = Before(
    [
        w
        for w, meaning in lexicon.COMPARING.items()
        if meaning in (*lexicon.BOUNDS, "about", "from", "mean", "mean_year")
    ]
)


def _is_topic(low: str, end: int, quantity: Quantity) -> bool:
    """True for "Tại địa bàn đô thị: 100% trẻ em …", not for "Tỷ lệ đô thị hóa: 80%"."""
    before = low[quantity.segment[0] : end]
    if before.startswith(("về ", "tại ", "đối với ")) and _FOLLOWS.match(low, quantity.right):
        return quantity.unit_kind in ("share", "count")
    more = _FOLLOWS.match(low, quantity.right) is not None
    return ":" in low[end : end + 2] and quantity.unit_kind in ("share", "count") and more and not _HEADED.match(before)


_FOLLOWS = re.compile(
    r" (?!(?:so với|vào|trở|trong|đến|năm|và|mỗi|hàng|hằng|nếu|để|theo|của năm|với|thì)(?!\w))(?=[^\W\d_])"
)


def _something_follows(low: str, quantity: Quantity) -> bool:
    """True if a noun follows the value: what it counts, or what it is a share or a measure of."""
    countable = quantity.unit_kind == "count" or bool(lexicon.COUNTABLE & set((quantity.unit or "").casefold().split()))
    return countable or (_FOLLOWS.match(low, quantity.right) is not None and not _is_of_a_whole(low, quantity))


def _is_of_a_whole(low: str, quantity: Quantity) -> bool:
    """True for the "GDP" of "đóng góp 7% GDP": it names what the share is of, and has no predicate."""
    whole = _WHOLE.match(low, quantity.right) if quantity.unit_kind == "share" else None
    return whole is not None and _PREDICATE.search(whole.group() + " ") is None


def _kept_verb(low: str, start: int, end: int) -> tuple[int, int]:
    """The verb that stays in the name ("đấu giá", "trồng mới"), without who does it."""
    match = _ACTING.fullmatch(low, start, end)
    if match is None or match["kept"].split(" thêm")[0] in lexicon.HAVING:
        return start, start
    return match.span("kept")


def _name_after(source: _Text, quantity: Quantity, known: str, verb: str) -> None:
    """ "tối thiểu 90% người dân … hài lòng": the noun follows the value."""
    low, quantity.indicator_after = source.low, True
    counted = not quantity.is_word and (
        quantity.unit_kind == "count" or bool(lexicon.COUNTABLE & set((quantity.unit or "").casefold().split()))
    )
    start = quantity.end if counted or quantity.is_word else quantity.right
    for pattern in (_SCALE, _PLURAL):
        if match := after(pattern, low, start, quantity.segment[1]):
            start = match.end()
    limit = min(max(quantity.segment[1], quantity.right), start + _LONGEST)
    if limit - quantity.right < 3:  # the next number stands in a bracket right behind
        opened = low.find("(", quantity.right, quantity.right + 60)
        limit = opened if opened > 0 else limit
    stop = _STOP.search(low, max(start, quantity.right), limit)
    end = stop.start() if stop else limit
    label = source.words(start, end) if counted or _something_follows(low, quantity) else ""
    quantity.span = (min(quantity.left, quantity.span[0]), max(end, quantity.right))
    if quantity.rank and _LEADS.match(label.casefold()):
        label = known or label  # "nhóm 60 nước dẫn đầu thế giới" after the field was named
    if not label and known:
        label, verb = known, ""
    quantity.indicator = f"{verb} {label}".strip() or quantity.unit or ""


def _is_of_one_list(previous: Quantity, quantity: Quantity) -> bool:
    same = previous.sentence == quantity.sentence and previous.unit_kind == quantity.unit_kind
    return same and len(previous.indicator) <= _LONGEST_CARRIED


def _carry(source: _Text, label: str, start: int, quantity: Quantity, previous: Quantity | None, topic: str) -> str:
    """The label, with the head of the one before it where it has none of its own."""
    low = source.low
    if _HEAD.match(low, start):
        return label
    if topic:
        quantity.topic = topic
        return f"{topic} {label}"
    if previous is None or not _is_of_one_list(previous, quantity):
        return label
    if previous.topic:
        quantity.topic = previous.topic
        return f"{previous.topic} {label}"
    opening = low[quantity.segment[0] : start].strip(" ,;:")
    begins = low[max(0, quantity.segment[0] - 12) : start]
    if opening == "riêng" or (_GROUP.match(low, start) and ("trong đó" in begins or "riêng" in begins)):
        return f"{previous.indicator} {label}"
    known = previous.indicator.casefold().replace("tỉ", "tỷ")
    for one, other in lexicon.CONTRASTS:
        for here, there in ((one, other), (other, one)):
            if label.casefold() == here and there in known:
                place = known.rfind(there)
                return f"{previous.indicator[:place]}{label}{previous.indicator[place + len(there) :]}"
    head = _SHARED.match(known)
    if head is None or previous.indicator_after:
        return label
    first = label.split()[0].casefold() if label else ""
    place = known.find(f" {first} ", head.end() - 1)
    if place >= 0:
        return f"{previous.indicator[: place + 1]}{label}"
    if ";" in low[previous.right : start] and not head.group().startswith(("tỷ trọng", "cơ cấu", "tốc độ")):
        return label
    return f"{previous.indicator[: head.end()]} {label}"


_GROUP = re.compile(
    r"(?:các |những |ở |đối với |tại )?(?:huyện|xã|thôn|bản|vùng|khu vực|hộ|nữ|nam|địa bàn|thành thị|nông thôn)(?!\w)"
)

"""Finding numbers as Vietnamese documents write them: 9.400; 34,02; 05; 7 - 7,5; từ 10 đến 11; 51/60; một;
gấp đôi.
"""

from __future__ import annotations

import itertools
import re

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.words import Before, alternatives, beginning

_BLOB = re.compile(r"\d{1,3}(?: \d{3})* 000(?![\d.,]*\d)|\d[\d.,]*")
_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_LONGEST = 24
_MOST = 20_000  # no paragraph people write holds more numbers; a hostile one shall not take minutes
_UNIT_BETWEEN = (
    r"(?:%0|%|‰)?(?: ?/ ?năm)?(?: ?(?:nghìn|triệu|tỷ)){0,2}(?: ?(?:đồng|usd|ha|km|kg|tấn|tạ|m2|mw|"
    r"người|lượt|điểm|lần"
    r"|tuổi|giường|bác sĩ|xã|sản phẩm|doanh nghiệp|tiêu chí))?(?: ?/ ?(?:năm|người|ha))?"
)
_RANGE = re.compile(rf"\s*({_UNIT_BETWEEN})\s*(?:-|đến|tới)\s*(?:dưới |khoảng |trên )?$")
# "1,5 cm - 2 cm", "từ 5 nghìn lượt khách đến 6 nghìn lượt khách": the unit stands at both ends
_SAME_UNIT = re.compile(r"((?: [^\W\d_]+){1,4}?(?:/[^\W\d_]+)?)\s*(?:-|(?<= )đến(?= ))\s*")
_LARGER = re.compile(r" ?(tỷ|triệu) ")
_SMALLER = re.compile(r" ?(triệu|nghìn|ngàn)( đồng)?(?!\w)(?! (?:tỷ|triệu)(?!\w))")
_NEXT_SCALE = {"tỷ": ("triệu",), "triệu": ("nghìn", "ngàn")}
_FRACTION = re.compile(r" ?/ ?$")
_PART_OF = re.compile(r" (?:tổng )?(?:số|dân số|diện tích|lượng|sản lượng|thời gian|chi phí|lao động)(?!\w)")
_PORTION = re.compile(
    rf"(?<!\w)(?:(?P<half>(?:một |1 )?nửa)|(?P<part>{alternatives(lexicon.NUMBER_WORDS)}) phần "
    rf"(?P<of>{alternatives(lexicon.NUMBER_WORDS)}|tư))(?= (?:{_PART_OF.pattern[1:]}|tỷ lệ|các |mức))"
)
_LARGEST_WHOLE = 10  # "2/3 số xã" is a share; "8/15 số xã" is eight of fifteen
_WORD = re.compile(rf"({beginning(lexicon.NUMBER_WORDS)}) (?=\w)")
_COUNTED = re.compile(
    rf"(?:{alternatives(lexicon.SCALES)})"
    rf" (?:{alternatives([*lexicon.COUNTED, *lexicon.MEASURES, *lexicon.MONEY])})(?!\w)"
    rf"|(?:{alternatives(lexicon.COUNTED)})(?!\w)"
)
_BOUND_BEFORE = Before(
    {
        w
        for w, m in lexicon.COMPARING.items()
        if (m in ("at_least", "at_most", "above", "below") and w.isalpha()) or " " in w
    }
    | {"ít nhất có", "tối thiểu có", "khoảng", "mỗi xã có", "mỗi huyện có", "mỗi phường có", "mỗi tỉnh có"}
)
_SOME = frozenset({"một", "năm"})  # "có một số", "trong năm": more often no numbers
_AND = re.compile(r" [^,;.:\d]{2,30} và ")
_HAVING = Before({"có", "có thêm", "thêm", "thành lập", "xây dựng", "công nhận", "hình thành"})
_TIMES = re.compile(rf"(?<!\w)gấp (?:hơn |trên |ít nhất |khoảng )?({alternatives(lexicon.MULTIPLES)})(?!\w)")
# "không còn xã dưới 5 tiêu chí"; "không có chi bộ yếu kém", where that opens a clause and lists nothing ("không có tổ
# chức, cán bộ bị kỷ luật" is no count).
_NONE_LEFT = re.compile(
    r"(?<!\w)(không còn) (?:tình trạng )?"
    # … "quy định không còn phù hợp" leaves nothing out
    r"(?!(?:phù hợp|đơn vị hành chính|cơ sở(?! [^\W\d_]*nghèo)|căn cứ|thẩm quyền|hiệu lực|hiệu quả|thích hợp"
    r"|cần thiết|nhu cầu|khả năng|giá trị|đủ|là|được|sử dụng|hoạt động)(?!\w))"
    r"(?=\w)"
    rf"|(?:^|[,;:(-] |phấn đấu |cơ bản |bảo đảm |và )(không có) "
    rf"(?=(?:{alternatives(lexicon.COUNTED)})(?!\w))(?![^;.]{{0,24}},)"
)
_RANK_UNIT = alternatives(lexicon.RANKED)
_N = rf"(\d{{1,3}}|{alternatives(lexicon.NUMBER_WORDS)})(?: ?- ?(\d{{1,3}}))?"
# Each with the words one of which it cannot do without.
_RANKS = tuple(
    (needles, re.compile(pattern))
    for needles, pattern in (
        (
            ("nhóm", "tốp", "top"),
            rf"(?<!\w)(?:nhóm|tốp|top) (?:(?:các|những) )?{_N} (?:(?:{_RANK_UNIT})(?!\w)|"
            rf"(?:{lexicon.LEADING})(?!\w))",
        ),
        (("tốp", "top"), rf"(?<!\w)(?:tốp|top) ?{_N}(?![\w%.,]*\d)"),
        (
            ("một trong", "1 trong"),
            rf"(?<!\w)(?:một|0?1) trong (?:(?:số|những|các) )?{_N} (?:{_RANK_UNIT}|cực|đầu tàu)(?!\w)",
        ),
        (
            ("một trong", "1 trong"),
            rf"(?<!\w)(?:một|0?1) trong (?:(?:số|những|các) )?{_N} [^\W\d_]+(?: [^\W\d_]+){{0,5}} "
            rf"(?:{lexicon.LEADING})(?!\w)",
        ),
        (
            ("đầu", "nhất"),
            rf"(?<!\w)(?:trong|"
            rf"thuộc)(?: số)? {_N} (?:{_RANK_UNIT})(?!\w)[^.;,\d]{{0,40}}?(?:{lexicon.LEADING})(?!\w)",
        ),
        (
            ("xếp", "đứng", "vị trí", "thứ hạng"),
            rf"(?<!\w)(?:xếp hạng|xếp vị trí|đứng vị trí|thứ hạng|vị trí|xếp|"
            rf"đứng) (?:từ |≤ ?)?(?:thứ )?{_N}(?![\w%.,]*\d)",
        ),
        (
            ("nhóm", "tốp", "top"),
            # "thuộc nhóm 1, nhóm 2" are classes
            r"(?<!\w)(?:(?:trong|thuộc|vào|lọt) (?:tốp|top)|(?:vào|lọt) nhóm|(?:trong|thuộc) nhóm(?! [1-4](?!\d)))"
            rf" {_N}"
            r"(?= ?(?:[,;.]|$)| (?:về|ở|tại|trong) )",
        ),
        (
            ("asean",),
            rf"(?<!\w)(?:vị trí|thứ hạng|tốp|top) (?:trong |của |các nước |nước )?asean ?-? ?{_N}(?![\w%.,]*\d)",
        ),
        (("xếp hạng ",), rf"(?<!\w)xếp hạng [^.;,\d]{{3,80}} đạt {_N} trở lên"),
        (("thứ ",), rf"(?<!\w)(?:từ|đạt) (?:vị trí )?thứ {_N} trở lên"),
    )
)
_RANKED = re.compile("|".join(sorted({re.escape(needle) for needles, _ in _RANKS for needle in needles})))


def parse(token: str) -> float | None:
    """The value of digits with "." for thousands and "," for decimals; None if it is no number.

    A point that cannot group thousands ("7.5", "0.700") is taken for a decimal mark, as careless typists
    mean it.
    """
    token = token.replace(" ", "")
    if not token or len(token) > _LONGEST:
        return None
    if token.isdecimal():
        return float(token)
    if _GROUPS.fullmatch(token) and not token.startswith("0"):
        return float(token.replace(".", "").replace(",", "."))
    if _COMMA_GROUPS.fullmatch(token):
        return float(token.replace(",", ""))
    if token.count(",") == 1 and "." not in token:
        return float(token.replace(",", "."))
    if token.count(".") <= 1 and "," not in token:
        return float(token)
    return None


def find(low: str, masked: bytearray) -> list[Quantity]:
    """Every number in the text, in order, ranges and fractions joined; the first 20.000 at most.

    Reads: the folded text and what is masked. Writes: start, end, low, high, is_range, whole, is_word, rank.
    """
    taken = bytearray(masked)
    found = _ranks(low, taken)
    found += _digits(low, taken)
    found += _words(low, taken)
    if len(found) > 1:
        found.sort(key=lambda q: q.start)
    return found[:_MOST]


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _ranks(low: str, taken: bytearray) -> list[Quantity]:
    found: list[Quantity] = []
    if not _RANKED.search(low):
        return found
    for needles, pattern in _RANKS:
        for match in pattern.finditer(low) if any(map(low.__contains__, needles)) else ():
            group = 2 if match.group(2) else 1
            value = match.group(group)
            number = float(lexicon.NUMBER_WORDS.get(value, 0) or value)
            if any(taken[match.start(1) : match.end(1)]):
                continue
            _take(taken, match.start(), match.end())
            found.append(Quantity(match.start(1), match.end(group), number, number, rank=True, left=match.start()))
            found[-1].right = match.end()
    return found


def _digits(low: str, taken: bytearray) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _BLOB.finditer(low):
        start, digits = match.start(), match.group().rstrip(".,")
        end = start + len(digits)
        if start > 1 and low[start - 1] == "/" and low[start - 2].isalpha():
            continue  # "km/100 km2"
        if start > 1 and low[start - 1] == ":" and low[start - 2].isdigit():
            continue  # "07:30"
        if start and low[start - 1] == "%" and digits == "0":
            continue  # "10%0" is per mille
        if taken[start] or (start and (low[start - 1].isalpha() or low[start - 1] == "_")):
            continue
        value = parse(digits)
        if value is None:
            continue
        if len(found) > _MOST:
            break
        if not (found and _join(low, found[-1], start, end, value, taken)):
            found.append(Quantity(start, end, value, value))
    return found


def _join(low: str, last: Quantity, start: int, end: int, value: float, taken: bytearray) -> bool:
    """Make the number the second half of a range or fraction, if the words between say so."""
    between = low[last.end : start]
    if len(between) > 30 or last.is_range or last.whole is not None or any(taken[last.end : start]):
        return False
    if _FRACTION.match(between) and value >= last.low and low[start:end] not in ("1", "01"):
        last.end = end
        if last.low < value <= _LARGEST_WHOLE and _PART_OF.match(low, end):
            _make_share(last, last.low, value)
        else:
            last.whole = value
        return True
    if between == ", " and _is_broken_decimal(low, last, start, end):
        last.low = last.high = float(f"{low[last.start : last.end]}.{low[start:end]}")
        last.end = end
        return True
    larger = _LARGER.fullmatch(between)
    if larger and _is_remainder(low, last, larger[1], end, value):
        return True
    if not ("-" in between or "đến" in between or "tới" in between):
        return False
    span = _RANGE.match(between)
    named = None if span else _SAME_UNIT.fullmatch(between)
    if span is None and not (named and low.startswith(named.group(1), end)):
        return False
    last.low, last.high = _same_scale(last.low, value, (span or named or between)[1], low[end : end + 12])
    last.is_range, last.end = True, end
    return True


_LEVEL_BEFORE = re.compile(r"(?<!\w)(?:từ|đạt|là|trên|dưới|còn|hơn|gần|tăng|giảm|khoảng|chiếm|lên|xuống) \Z")
_UNIT_BEHIND = re.compile(r" ?(?:%|(?:triệu|tỷ|nghìn)(?!\w))")


def _is_broken_decimal(low: str, last: Quantity, start: int, end: int) -> bool:
    """True for "đạt 61, 3%": a blank typed behind the decimal comma, with the unit behind the decimals only."""
    whole, decimals = low[last.start : last.end], low[start:end]
    plain = whole.isdigit() and len(whole) <= 3 and decimals.isdigit() and len(decimals) <= 2
    led = plain and _LEVEL_BEFORE.search(low, max(0, last.start - 12), last.start) is not None
    return led and _UNIT_BEHIND.match(low, end) is not None


def _is_remainder(low: str, last: Quantity, scale: str, end: int, value: float) -> bool:
    """Make "34 triệu 170 nghìn đồng" one number, 34,17 triệu đồng; False for anything else."""
    smaller = _SMALLER.match(low, end)
    if not smaller or smaller[1] not in _NEXT_SCALE[scale] or value >= 1000 or last.low % 1:
        return False
    last.low = last.high = last.low + value / 1000
    last.end = smaller.end()
    last.unit = f"{scale} đồng" if smaller[2] else scale
    return True


def _make_share(quantity: Quantity, part: float, whole: float) -> None:
    """ "2/3 số xã", "một nửa số hộ": a share in per cent, to two decimals; how it was written stays in the basis."""
    quantity.low = quantity.high = round(100 * part / whole, 2)
    quantity.unit = "%"
    quantity.basis.append(f"{part:g}/{whole:g}")


def _same_scale(first: float, second: float, unit: str, following: str) -> tuple[float, float]:
    """The ends of a range in the second one's unit: "500 triệu đến 1 tỷ" is 0,5 to 1 tỷ."""
    scales = ("nghìn", "triệu", "tỷ")
    if any(one in unit and following.lstrip().startswith(two) for one, two in itertools.pairwise(scales)):
        first /= 1000
    return min(first, second), max(first, second)


def _words(low: str, taken: bytearray) -> list[Quantity]:
    found = []
    for match in _NONE_LEFT.finditer(low) if "không c" in low else ():
        start, end = match.span(match.lastindex or 0)
        if not taken[start]:
            _take(taken, start, match.end())
            found.append(Quantity(start, end, 0.0, 0.0, is_word=True))
    for match in _TIMES.finditer(low) if "gấp" in low else ():
        if not any(taken[match.start() : match.end()]):
            _take(taken, match.start(1), match.end(1))
            value = lexicon.MULTIPLES[match.group(1)]
            found.append(Quantity(match.start(1), match.end(1), value, value, is_word=True, unit="lần"))
    for match in _PORTION.finditer(low) if "nửa" in low or " phần " in low else ():
        if not any(taken[match.start() : match.end()]):
            _take(taken, match.start(), match.end())
            found.append(Quantity(match.start(), match.end(), 0.0, 0.0, is_word=True))
            part = 1.0 if match["half"] else float(lexicon.NUMBER_WORDS[match["part"]])
            whole = 2.0 if match["half"] else float({"tư": 4, **lexicon.NUMBER_WORDS}[match["of"]])
            _make_share(found[-1], part, whole)
    before = 0
    for match in _WORD.finditer(low):
        start, end = match.span(1)
        if taken[start] or low.startswith("con số", match.end()):
            continue
        sure = _BOUND_BEFORE(low, start) or (match.group(1) not in _SOME and _is_had(low, start, before))
        if not sure or not _COUNTED.match(low, match.end()):
            continue
        _take(taken, start, end)
        value = float(lexicon.NUMBER_WORDS[match.group(1)])
        found.append(Quantity(start, end, value, value, is_word=True))
        before = end
    return found


def _is_had(low: str, start: int, before: int) -> bool:
    """True for the words of "có hai thành phố và ba thị xã"; `before` is where the last one ended."""
    return _HAVING(low, start) is not None or (before > 0 and _AND.fullmatch(low, before, start) is not None)

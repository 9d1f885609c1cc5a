"""The unit after a number, the scale word in it, and what it is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lotrinh.reading.labels import UP
from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.words import Before, after, alternatives, whole_words

_NOTE = re.compile(r"(?: ?\[\d{1,3}\])+")
_PERCENT = re.compile(r"/%|điểm ?%|điểm phần trăm|%0|%o|%|‰|phần trăm|phần nghìn")
_PERCENT_LABEL = re.compile(r"(?<!\w)tỷ (?:lệ|trọng) %")  # "Tỷ lệ % tiêm chủng đầy đủ [...] >95"
_YEAR_BESIDE = re.compile(r" năm(?= ?(?:[,;.]|$))")  # "5,5% năm"
_SCALE = re.compile(rf"(?:{alternatives(lexicon.SCALES)})(?: (?:nghìn|triệu|tỷ))?(?!\w|\.đ)")
_MONEY = re.compile(rf"(?:{alternatives(lexicon.MONEY)})(?!\w)(?! (?:chí|bào)(?!\w))")  # not "6 đồng chí"
_MEASURE = re.compile(rf"(?:{alternatives(lexicon.MEASURES)})(?!\w)")
# "người" of "người dân tộc thiểu số": what follows is a noun of its own
_COUNTED = re.compile(rf"(?:(?!người dân tộc)(?:{alternatives(lexicon.COUNTED)})|người(?= dân tộc))(?!\w)")
_DURATION = re.compile(rf"(?:{alternatives(lexicon.DURATIONS)})(?!\w)")
_MORE_NOUN = re.compile(rf"(?:, | và | hoặc |/)(?:{alternatives(lexicon.COUNTED)})(?!\w)")
_NUMBER_OF = re.compile(rf"(?<!\w)(?:tổng )?số (?:lượng )?({alternatives(lexicon.COUNTED)})(?!\w)")
_VAGUE = frozenset({"khu", "cụm", "vùng", "bãi", "lò", "tuyến", "trạm", "trung tâm", "nhà", "bộ", "tổ", "ban", "hồ"})
_SPECIFIED = re.compile(r" (?!cấp )[^\W\d_]+ [^\W\d_]+")
# "107 trẻ sơ sinh trai/100 trẻ sơ sinh gái", "18 ca sinh/1.000 phụ nữ"
_RATE = re.compile(
    r"(?: (?!trên |cho )[^\W\d_]+){0,4} ?/ ?(?!10[. ]?000 (?:dân|người)|1 )\d[\d.]* [^\W\d_]+"
    r"(?: (?:sơ sinh|đẻ sống|sinh sống|em|gái|nữ|dân|bà|mẹ|trai|nam|lao động|trẻ))*(?!\w)"
)
_NAMED = re.compile(rf"(?:, | và | hoặc )[{UP}]")  # "200 công trình, Thành phố Hồ Chí Minh …": another name begins
_FILLER = re.compile(r"(?:(?:số|các|những|tổng số) )+")
_TEN_THOUSAND = re.compile(
    r" ?(?:/|trên|cho|tính trên) ?(?:(?:1|01|một) ?)?(?:vạn|10[. ]?000) ?(?:(?:người )?dân(?: số)?|"
    r"người)(?!\w)"
)
_SLASH = re.compile(rf" ?/ ?((?:0?1(?!\d) ?|một )?(?:{alternatives([*lexicon.DENOMINATORS, *lexicon.PER])}))(?!\w)")
_NOUN = re.compile(r"([^\W\d_]+)( [^\W\d_]+)?")
_PLAIN_PER = re.compile(
    r" (?:(?:mỗi|một|1|hàng|hằng) (năm)|(?:trên |cho )?mỗi (người|xã|trạm(?: y tế)?|phụ nữ|bà mẹ|hộ))(?!\w)"
)
_BY_YEAR = re.compile(r"(?<=[^\W\d])/ ?(?:1 )?năm(?!\w)")  # "Thu nhập bình quân đầu người/năm: 60 triệu đồng"
_LONG_DENOMINATOR = re.compile(
    r" ?/ ?(?:(?:1[. ]?000|100[. ]?000|nghìn|1 triệu|triệu) [^\W\d_]+(?: (?:đẻ sống|em|dân|sinh))?"
    r"|100 (?:(?:bé|trẻ)(?: em)? )?gái)"
)
_PHRASE_PER = (
    ("year", whole_words(lexicon.BY_THE_YEAR)),
    ("year", re.compile(r"(?<!theo )(?<!\w)từng năm(?!\w)(?! ?,)")),
    ("health_station", whole_words(["mỗi trạm", "mỗi trạm y tế"])),
    ("commune", re.compile(r"(?<!\w)mỗi xã(?!\w)(?! một sản phẩm)|(?:bình quân|trung bình)/xã(?!\w)")),
    ("province", whole_words(["mỗi tỉnh"])),
    ("woman", whole_words(["mỗi phụ nữ", "mỗi bà mẹ"])),
    ("person", whole_words(["mỗi người dân"])),
)
_ANY_PER = re.compile(
    r"(?:mỗi|từng|một) năm|mỗi (?:t|xã|phụ|bà)|h[àằ]ng năm|bình/xã|quân/xã"
)  # what each of them holds
_NOUN_THEN_PER = re.compile(r" [^\d,;.()/]{1,40}/ ?(?:(năm)|(?:1 )?vạn dân|10\.000 dân)(?!\w)")
_OPENS_PART = re.compile(r"(?:[,:]|^\W*phấn đấu,?) ?(?:phấn đấu)?$")  # "giai đoạn 2026 - 2030: Phấn đấu hằng năm, …"
_NEW_AIM = re.compile(r";|(?:đến|vào|trước) (?:hết |cuối )?năm (?:19|20)\d\d")
_EVERY_YEAR = re.compile(r"(?<!\w)(?<!cây )(?<!chi ngân sách )(?:hàng|hằng) năm(?!\w)")
_TELLING = ("plain", "about", "up", "down", "mean", *lexicon.BOUNDS)
_WANTED = Before(
    {w for w, meaning in lexicon.COMPARING.items() if meaning in _TELLING} | set(lexicon.CREATING) | {"mới"}
)
_WHOLE = re.compile(
    r" ?(?:(?:của|trong|so với|trên) )?((?:tổng |cơ cấu |số )?(?:grdp|gdp|tổng sản phẩm|"
    r"tổng chi ngân sách|ngân sách|"
    r"tổng giá trị|dân số|tổng kim ngạch|tổng số)[^.;,()]{0,60})"
)


@dataclass(slots=True)
class Unit:
    """A unit as found: its span in the text, its words, its class and what the number is multiplied by."""

    end: int
    words: str | None
    kind: str  # "share", "money", "measure", "count", "duration", ""
    scale: float = 1.0
    per: str | None = None
    basis: list[str] = field(default_factory=list)


def attach(text: str, low: str, quantity: Quantity, limit: int) -> None:
    """Find the unit of a quantity.

    Reads: end, low, rank. Writes: right, unit, unit_kind, scale, per, basis.
    """
    if quantity.rank:
        quantity.unit, quantity.unit_kind = "rank", "rank"
        return
    if quantity.unit:  # the number's own words say it: "gấp đôi", "một nửa", "34 triệu 170 nghìn đồng"
        quantity.unit_kind = {"%": "share", "lần": "measure"}.get(quantity.unit, "money")
        own = _with_per(text, low, Unit(quantity.end, quantity.unit, quantity.unit_kind), limit)
        quantity.right, quantity.unit, quantity.per = own.end, own.words, own.per
        return
    unit = read(text, low, quantity.end, limit)
    quantity.right, quantity.unit, quantity.unit_kind = unit.end, unit.words, unit.kind
    quantity.scale, quantity.per = unit.scale, unit.per
    quantity.basis += unit.basis
    if not unit.words and _WANTED(low, quantity.start):
        guess = _unknown(text, low, quantity.end, limit)
        if guess and text[quantity.end : quantity.end + 1] == " ":
            guess = _with_per(text, low, guess, limit)
            quantity.right, quantity.unit, quantity.unit_kind = guess.end, guess.words, guess.kind
            quantity.per = guess.per
    quantity.by_name = (unit.words or "").casefold() in lexicon.PLACES and text[quantity.right + 1 :][:1].isupper()
    if quantity.whole is not None:
        quantity.basis.append(f"of {quantity.whole:g}")


def read(text: str, low: str, start: int, limit: int) -> Unit:
    """The unit that begins right at a place (blanks and footnote marks apart)."""
    note = _NOTE.match(low, start, limit) if low.startswith(("[", " ["), start) else None
    start = note.end() if note else start
    unit = _share(text, low, start, limit) or _scaled(text, low, start, limit) or _plain(text, low, start, limit)
    return _with_per(text, low, unit, limit)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _share(text: str, low: str, start: int, limit: int) -> Unit | None:
    match = after(_PERCENT, low, start, limit)
    if match is None:
        return None
    end = match.end()
    note = _NOTE.match(low, end, limit)
    end = note.end() if note else end
    words = "%" if match.group() in ("phần trăm", "/%") else _words(text, match.start(), match.end())
    unit = Unit(end, words, "share")
    if low.startswith((";", ",", "."), end):
        return unit
    if year := _YEAR_BESIDE.match(low, end, limit):
        unit.per, unit.end = "year", year.end()
    whole = _WHOLE.match(low, end, limit)
    if whole:
        unit.basis.append("of " + _words(text, *whole.span(1)))
    return unit


def _scaled(text: str, low: str, start: int, limit: int) -> Unit | None:
    scale = after(_SCALE, low, start, limit)
    if scale is None:
        return None
    base = _plain(text, low, scale.end(), limit)
    factor, first = 1.0, scale.start()
    if scale.group() in ("nghìn tỷ", "ngàn tỷ"):
        factor, first = 1000.0, scale.start() + len("nghìn ")
        first = scale.end() - len("tỷ")
    kind = base.kind or "money"
    if kind == "duration":
        base = Unit(scale.end(), None, "")
        kind = "money"
    if not base.words:
        base = _unknown(text, low, scale.end(), limit) or base
        kind = base.kind or kind
    end = base.end if base.words else scale.end()
    return Unit(end, _words(text, first, end), kind, scale=factor)


def _plain(text: str, low: str, start: int, limit: int) -> Unit:
    filler = after(_FILLER, low, start, limit)
    begin = filler.end() if filler else start
    matches = [
        (match.end(), kind == "count", kind, match)
        for kind, pattern in (
            ("money", _MONEY),
            ("measure", _MEASURE),
            ("count", _COUNTED),
            ("duration", _DURATION),
        )
        if (match := after(pattern, low, begin, limit))
    ]
    if not matches:
        return Unit(start, None, "")
    end, _, kind, match = max(matches, key=lambda m: m[:2])
    first = match.start()
    while kind == "count" and (more := _MORE_NOUN.match(low, end, limit)):
        if more.group().startswith("/") or _NAMED.match(text, more.start()):
            break
        end = more.end()
    if rate := _RATE.match(low, end, limit):
        return Unit(rate.end(), _words(text, first, rate.end()).replace(" /", "/").replace("/ ", "/"), kind)
    more = _SPECIFIED.match(low, end, limit) if kind == "count" and match.group() in _VAGUE else None
    if more and not {*more.group().split()} & lexicon.NOT_NOUNS:
        end = more.end()
    return Unit(end, _words(text, first, end), kind)


_BEFORE_PER = (" ", "/", "t", "c")  # what "/năm", "trên vạn dân", "cho mỗi người" begin with


def _with_per(text: str, low: str, unit: Unit, limit: int) -> Unit:
    """Read "/người/năm", "trên một vạn dân", "mỗi năm" after the unit."""
    while low.startswith(_BEFORE_PER, unit.end):
        if match := _TEN_THOUSAND.match(low, unit.end, limit):
            unit.per, unit.end = unit.per or "10000_people", match.end()
        elif match := _LONG_DENOMINATOR.match(low, unit.end, limit):
            unit.words = (unit.words or "") + _words(text, match.start(), match.end()).replace("/ ", "/")
            unit.end = match.end()
        elif match := _SLASH.match(low, unit.end, limit):
            if not _slash(text, match, unit):
                return unit
        elif match := _PLAIN_PER.match(low, unit.end, limit):
            name = lexicon.PER.get(match.group(1) or match.group(2), "")
            if name not in lexicon.PER_KNOWN:
                return unit
            unit.per, unit.end = unit.per or name, match.end()
        else:
            return unit
    return unit


def _unknown(text: str, low: str, start: int, limit: int) -> Unit | None:
    """A noun no list holds, after a number: its first two syllables, or one before a word that is no noun."""
    match = after(_NOUN, low, start, limit)
    if match is None or match.group(1) in lexicon.NOT_NOUNS:
        return None
    end = match.end(1)
    if match.group(2) and match.group(2).strip() not in lexicon.NOT_NOUNS:
        end = match.end(2)
    return Unit(end, _words(text, match.start(), end), "count")


def _slash(text: str, match: re.Match[str], unit: Unit) -> bool:
    """Take one "/word": a known "per", or a part of the unit. False if it belongs to neither."""
    word = re.sub(r"^(?:01|1|một)(?!\d) ?", "", match.group(1))
    name = lexicon.PER.get(word)
    if name in lexicon.PER_KNOWN:
        # "triệu đồng/người/năm" is by the year; the person is the indicator's ("thu nhập bình quân đầu người")
        unit.per = name if unit.per in (None, "person") else unit.per
    elif unit.words and unit.kind != "share" and word in lexicon.DENOMINATORS:
        unit.words += "/" + _words(text, match.end() - len(word), match.end())
    else:
        return False
    unit.end = match.end()
    return True


def per_from_words(low: str, quantity: Quantity, clause: tuple[int, int], label: str) -> str | None:
    """What the clause says a value is counted per, in words away from the unit.

    `label` is the indicator in front of the value ("số bác sĩ/vạn dân").
    """
    if quantity.rank:
        return None
    start, end = clause
    if ("vạn" in label or "000" in label) and _TEN_THOUSAND.search(label):
        return "10000_people"
    if "/" in label and _BY_YEAR.search(label):
        return "year"
    if match := _NOUN_THEN_PER.match(low, quantity.right, end):
        return "year" if match.group(1) else "10000_people"
    near = min(end, quantity.right + 25)
    if _ANY_PER.search(low, start, near):
        for name, pattern in _PHRASE_PER:
            if pattern.search(low, start, near):
                return name
    if low.find("ng năm", start, end) < 0:
        return None
    every = list(_EVERY_YEAR.finditer(low, start, quantity.start))
    if every and _reaches(low, start, every[-1], quantity.left):
        return "year"
    tail = _EVERY_YEAR.match(low, quantity.right + 1, end)
    return "year" if tail else None


def _reaches(low: str, start: int, every: re.Match[str], end: int) -> bool:
    """True unless "hàng năm" closes an earlier clause ("theo lộ trình hàng năm, phấn đấu đạt 20%"), or a new
    clause or a year by which to reach the value follows it."""
    clause = low[start : every.start()].rstrip()
    closes = low.startswith(",", every.end()) and bool(clause.strip(" ,;:-+")) and not _OPENS_PART.search(clause)
    return not closes and not _NEW_AIM.search(low, every.end(), end)


def from_label(text: str, low: str, quantity: Quantity, start: int) -> bool:
    """Take the unit from brackets in the label: "Tỷ lệ … (%) [...] >90", "Số bác sĩ (người): 19"; else the
    noun it counts: "số sinh viên/vạn dân đạt ít nhất 260".

    Reads: left, unit, words. Writes: unit, unit_kind, scale, per. True if there was one.
    """
    if _in_brackets(text, low, quantity, start):
        return True
    if quantity.words and _PERCENT_LABEL.search(low, start, quantity.left):
        quantity.unit, quantity.unit_kind = "%", "share"
        return True
    counted = _NUMBER_OF.search(low, start, quantity.left)
    if counted is None or not quantity.words or quantity.whole is not None:
        return False
    quantity.unit, quantity.unit_kind = _words(text, *counted.span(1)), "count"
    return True


def _in_brackets(text: str, low: str, quantity: Quantity, start: int) -> bool:
    close = low.rfind(")", start, quantity.left)
    opened = low.rfind("(", start, close)
    if close < 0 or opened < 0 or quantity.left - close > 30 or close - opened > 30:
        return False
    if re.search(r"\w", re.sub(r"đạt|là|chiếm|từ|trên|dưới", "", low[close : quantity.left])):
        return False
    unit = read(text, low, opened + 1, close)
    if not unit.words or low[unit.end : close].strip():
        return False
    quantity.unit, quantity.unit_kind = unit.words, unit.kind
    quantity.scale, quantity.per = unit.scale, unit.per
    return True

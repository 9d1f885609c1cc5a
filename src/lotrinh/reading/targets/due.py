"""By when: years, periods, quarters and days in the text, and which of them belongs to a value."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

_Y = r"((?:19|20)\d\d)(?!\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FORMS: tuple[tuple[str, str], ...] = (
    ("vision", rf"tầm nhìn (?:đến |tới )?(?:năm )?{_Y}"),
    ("day", r"(?:ngày )?(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)"),
    ("day", r"ngày (\d{1,2}) tháng (\d{1,2}) năm ((?:19|20)\d\d)(?!\d)"),
    ("month", r"tháng (\d{1,2})(?: ?[/-] ?| năm )((?:19|20)\d\d)(?!\d)"),
    ("quarter", r"qu[ýí] (i{1,3}v?|iv|[1-4])(?: ?[/-] ?| năm )((?:19|20)\d\d)(?!\d)"),
    ("half", r"6 tháng đầu năm ((?:19|20)\d\d)(?!\d)"),
    ("school", rf"năm học {_Y} ?- ?{_Y}"),
    ("period", rf"(?:(?:giai đoạn|thời kỳ|nhiệm kỳ|trong|những năm|5 năm|năm năm) )?\(?(?:từ )?(?:năm )?{_Y}"
               rf"(?: ?- ?| đến (?:hết |cuối )?(?:năm )?){_Y}"),
    ("point", rf"(?:(?:đến|tới|vào|trước|từ nay đến|từ nay tới|từ nay) )(?:hết |cuối |trước |"
              rf"khoảng |mốc )?(?:năm )?{_Y}"),
    ("bare", rf"(?:(?:trong|hết|cuối) )?năm {_Y}"),
    ("bracket", rf"\({_Y}\)"),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\w){form}" if not form.startswith(r"\(") else form)) for kind, form in _FORMS
)
_NOT_DUE = re.compile(
    r"(?<!\w)(?:so với|so|bằng|(?:cao|thấp|nhiều|ít) hơn|gấp \S+ lần|cùng kỳ"
    r"|từ|kể từ|của|sau|mức|qua|khóa|thực hiện|trước|ước|cuối|đầu)"
    r"(?: (?:cuối|đầu|mức|mốc|thực hiện|cùng kỳ))?\s*$"
)
_CHANGE_STARTS = re.compile(r" ?\)? ?(?:(?:giảm|tăng) )?(?:lên|xuống|còn)(?!\w)")
_VALUE_ENDS = re.compile(r"[%\d)] ?\(?$|[\d%](?: [^\W\d_]+){1,2} \(?$")
_BRACKETS = re.compile(r"\([^()]{1,200}\)")
# The period in the name of another document: "Quy hoạch … giai đoạn 2021 - 2030, tầm nhìn đến năm 2050 được phê duyệt".
_CITED = re.compile(
    r"(?:, (?:tầm nhìn|định hướng) (?:đến )?(?:năm )?\d{4})? ?(?:, ?)?(?:đã )?(?:được|do) [^.;,\d]{0,30}?"
    r"(?:phê duyệt|ban hành|thông qua)"
)
_YEAR_SEEN = re.compile(r"(?:19|20)\d\d")
_RIGHT_BEHIND = 60
_OPENINGS = 6  # dates looked back over for the one that opens the sentence
_UNTIL = re.compile(
    r"(?<!\w)(?:đến|tới|trước|vào|trong|hết|xong|chậm nhất|cuối|hoàn thành)(?: (?:là|hết|cuối|ngày|trước|vào))* ?$"
)
_COUNTED_UP_TO = re.compile(r"(?<!\w)tính (?:đến|tới) (?:hết |trước )?(?:ngày )?$")  # what is there by that day
_AGAINST = re.compile(r"(?<!\w)(?:so với|so|bằng(?! \d)|cùng kỳ|kể từ)(?: \w+){0,3} ?$")
_GROUND_FOR = re.compile(
    r"(?:tiền đề|nền tảng|cơ sở|tạo đà)(?: vững chắc)? cho $"
)  # "làm tiền đề cho giai đoạn 2026-2030"
_BEGINS = re.compile(r", ?\d| trở đi")  # "từ năm 2025, 100% xe buýt …", "đạt 100% từ năm 2025 trở đi"
_TIMES_WHAT_WAS = re.compile(r"(?<!\w)(?:gấp [\d,.]+ lần|gấp đôi) $")  # "gấp 2 lần giai đoạn 2011-2020"
_TIMES_OF = re.compile(r"(?<!\w)gấp (?:[\d,.]+ lần|đôi|ba)(?: \w+){0,3} ?$")


DEFAULT_NEWEST_PAST_YEAR = 2025
"""For a text of unknown date: the last year that was over when these rules were written. "năm 2025 đạt 8%"
without a word of planning then tells what was. A document's date gives its own (`newest_past_year`)."""


def newest_past_year(written: date | None) -> int:
    """The last year that a text of this date looks back on.

    From October on that is its own year: then reports of the year and plans for the next one are written.
    """
    if written is None:
        return DEFAULT_NEWEST_PAST_YEAR
    return written.year if written.month >= 10 else written.year - 1


@dataclass(frozen=True, slots=True)
class Due:
    """A date in the text: its span, the year or ISO date it ends with, the form it has, and whether a semicolon
    follows it, so that it closes its clause.
    """

    start: int
    end: int
    value: str
    kind: str
    first_year: str | None = None
    closes: bool = False


def find(low: str, past: int = DEFAULT_NEWEST_PAST_YEAR) -> list[Due]:
    """All dates that may be a due date, in order, the longest reading of each.

    Reads: the folded text, the newest year that is over. Writes: nothing else.
    """
    if not _YEAR_SEEN.search(low):
        return []
    taken = bytearray(len(low))
    taken_by_name = _named_in_brackets(low)
    found: list[Due] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(low):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            value = _value(kind, match)
            taken[start:end] = b"\x01" * (end - start)
            if value and not _excluded(low, start, end, kind, past):
                first = match.group(1) if kind in ("period", "school") else None
                found.append(Due(start, end, value, kind, first, low.startswith((";", " ;"), end)))
    found = [due for due in found if not taken_by_name[due.start] or due.kind == "bracket"]
    found.sort(key=lambda due: due.start)
    return [due for n, due in enumerate(found) if due.kind != "vision" or not _hangs_on(low, found, n)]


def _named_in_brackets(low: str) -> bytearray:
    """1 inside brackets with more words than a date: "(theo Bộ tiêu chí … giai đoạn 2026-2030)"."""
    inside = bytearray(len(low))
    for match in _BRACKETS.finditer(low):
        if len(match.group().split()) > 6 and not re.search(r"\d ?%", match.group()):
            inside[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return inside


def _hangs_on(low: str, found: list[Due], n: int) -> bool:
    """True for the second half of "đến năm 2030, tầm nhìn đến năm 2045"."""
    return n > 0 and found[n].start - found[n - 1].end <= 2


def _excluded(low: str, start: int, end: int, kind: str, past: int) -> bool:
    before = low[max(0, start - 30) : start]
    if kind in ("period", "vision") and _CITED.match(low, end):
        return True
    if kind == "period" and (_TIMES_WHAT_WAS.search(before) or _GROUND_FOR.search(before)):
        return True
    if _AGAINST.search(before) or (kind == "bare" and _TIMES_OF.search(before)):
        return True
    if kind == "bare" and opens_change(low, start, end):
        return True
    if kind == "day" and _COUNTED_UP_TO.search(before):
        return True
    if kind in ("day", "month") and not low.startswith(("đến", "trước"), start):
        return not _UNTIL.search(before)
    if before.endswith("từ ") and (int(low[end - 4 : end]) > past or _BEGINS.match(low, end)):
        return False
    if before.endswith("chỉ tiêu của ") or (before.endswith("của ") and int(low[end - 4 : end]) > past):
        return False
    if before.endswith("thực hiện ") and low.startswith("trong ", start):
        return False  # "nhiệm vụ thực hiện trong năm 2027", but "so với thực hiện năm 2025"
    return kind == "bare" and bool(_NOT_DUE.search(before))


def opens_change(low: str, start: int, end: int) -> bool:
    """True for the year of the value a change starts from: "từ 70% năm 2020 lên 85%"."""
    return _CHANGE_STARTS.match(low, end) is not None and _VALUE_ENDS.search(low, max(0, start - 16), start) is not None


def _value(kind: str, match: re.Match[str]) -> str | None:
    groups = match.groups()
    if kind == "day":
        return _iso(int(groups[2]), int(groups[1]), int(groups[0]))
    if kind == "month":
        return _iso(int(groups[1]), int(groups[0]), None)
    if kind == "quarter":
        quarter = _ROMAN.get(groups[0])
        return _iso(int(groups[1]), quarter * 3, None) if quarter else None
    if kind == "half":
        return f"{groups[0]}-06-30"
    if kind in ("period", "school"):
        return groups[1] if int(groups[0]) <= int(groups[1]) else None
    return groups[0]


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = last if day is None else day
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= last else None


def choose(
    low: str,
    dues: list[Due],
    words: int,
    left: int,
    right: int,
    segment: tuple[int, int],
    sentence: tuple[int, int],
    closing: int,
) -> Due | None:
    """The date of a value at left..right, whose comparing words begin at `words`.

    In its own clause before it, then after it, then the last one before in the sentence, then one that
    closes the sentence: that stands after its last value, which ends at `closing`.
    """
    first, here, behind, last = (
        bisect_left(dues, place, key=_start) for place in (segment[0], left, right, max(segment[1], right))
    )
    own = dues[first:here]
    if (opening := _opening(dues, here, sentence[0])) and all(due.closes for due in own):
        own = [opening] if own else []
    if own and own[-1].kind in ("period", "vision") and behind < last and dues[behind].start - right < _RIGHT_BEHIND:
        return dues[behind]  # "Giai đoạn 2026-2030, … đạt 80% vào năm 2028"
    if own and behind < last and _names_its_own(low, own[-1], dues[behind], words, right):
        return dues[behind]
    if own and own[-1].kind in ("bare", "period") and not low[own[-1].end : words].strip():
        return own[-1]  # "Chiến lược đến năm 2030 đặt mục tiêu tỷ trọng năm 2027 tối thiểu 20%"
    if own:
        points = [d for d in own if d.kind in ("point", "day", "month", "quarter")]
        return (points or own)[-1]
    if behind < last:
        return dues[behind]
    if here and dues[here - 1].start >= sentence[0]:
        return opening or dues[here - 1]
    end = bisect_left(dues, sentence[1], key=_start)
    if (
        behind < end
        and dues[behind].closes
        and dues[behind].kind == "point"
        and low.find(";", right, dues[behind].start) < 0
    ):
        return dues[behind]  # "A đạt 25%, B khoảng 40% đến năm 2030; …"
    return dues[behind] if end - behind == 1 and dues[behind].start >= closing else None


def _names_its_own(low: str, earlier: Due, behind: Due, words: int, right: int) -> bool:
    """Whether the date right behind a value is its own, and the one before it in its clause another's: "A hoàn thành
    vào cuối 2027 và mỗi xã có một trạm vào 2030"."""
    if earlier.kind != "point" or behind.kind != "point" or not _SHORT_NOUN.fullmatch(low, right, behind.start):
        return False
    return low.startswith(("vào ", "trước "), behind.start) and _PARTED.search(low, earlier.end, words) is not None


_SHORT_NOUN = re.compile(r"(?: [^\W\d_]+){0,4} ?")
_PARTED = re.compile(r"(?:^|\s)và |[,:] ")
_ANNOUNCES = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|kế hoạch|nhiệm vụ)(?!\w)")


def announced(low: str, dues: list[Due], spans: list[tuple[int, int]], valued: set[int]) -> dict[int, Due]:
    """The dates of sentences that name none, by a sentence before that has no value but announces theirs: "Mục tiêu
    đến năm 2030:", "Năm 2027, huyện đặt mục tiêu tăng thu. Cụ thể: …". `valued` are the sentences with values."""
    found: dict[int, Due] = {}
    held: Due | None = None
    for number, (start, end) in enumerate(spans):
        first, last = bisect_left(dues, start, key=_start), bisect_left(dues, end, key=_start)
        if last - first == 1 and number not in valued and dues[first].kind in ("point", "bare", "period"):
            says = low[start:end].rstrip().endswith(":") or _ANNOUNCES.search(low, start, end)
            held = dues[first] if says else None
        elif last > first:
            held = None
        elif held:
            found[number] = held
    return found


def before(dues: list[Due], left: int, begin: int) -> Due | None:
    """The date before a value in its sentence that goes on after its own clause."""
    return _opening(dues, bisect_left(dues, left, key=_start), begin)


def _opening(dues: list[Due], here: int, begin: int) -> Due | None:
    """The nearest of the few dates before a place in its sentence that goes on after its own clause: the 2030 of
    "Đến năm 2030, A đạt 5%; lập quỹ trong năm 2027; B đạt 8%".
    """
    near = dues[max(0, here - _OPENINGS) : here]
    return next((due for due in reversed(near) if due.start >= begin and not due.closes), None)


def _start(due: Due) -> int:
    return due.start

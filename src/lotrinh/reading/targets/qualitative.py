"""Targets without a number: what will be finished or reached, where it stands among specific targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.words import opening

_SIGN = re.compile("|".join(opening(sign[0]) + sign[1:] for sign in lexicon.QUALITATIVE))
_GENERAL = re.compile(r"tổng quát|tầm nhìn|quan điểm|mục đích|yêu cầu")
_CLAUSE = re.compile(r"[^;]+")
_SENTENCE_OR_CLAUSE = re.compile(r"(?:[^;.]|\.(?=\S))+")
_LEAD = re.compile(
    r"[\s,;:+*•-]*(?:(?:đến|vào|trước|phấn đấu đến) (?:hết )?năm (?:19|"
    r"20)\d\d\s*,?\s*)?(?:phấn đấu |cơ bản |và )*"
)
_VERB = re.compile(r"(?:cơ bản )?hoàn thành (?:việc )?|đạt |thuộc nhóm |ngang tầm |trên môi trường")
_EVENT = re.compile(r"(?:đến|trước|vào|hết) (?:hết )?năm (?:19|20)\d\d")

_REACHED = re.compile(r"(?<!\w)(?:đã|mới|vừa|chưa|được công nhận hoàn thành)(?!\w)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A qualitative target: the clause's span and the words of its indicator."""

    start: int
    end: int
    indicator: str


def is_silent(low: str) -> bool:
    """True where no word of the text can state such a target."""
    return _SIGN.search(low) is None


def find(text: str, low: str, spans: list[tuple[int, int]], taken: bytearray, lead_in: str | None) -> list[Statement]:
    """The clauses that say what will be finished or reached; none under a general objective or a vision.

    Reads: the text, its sentences, which letters already belong to a number. Writes: nothing else.
    """
    if _GENERAL.search(low[:60].split(":")[0]) or (lead_in and _GENERAL.search(lead_in)):
        return []
    found = []
    for start, end in spans:
        for clause in _CLAUSE.finditer(low, start, end):
            if statement := _statement(text, low, clause.start(), clause.end(), taken):
                found.append(statement)
    return found


def finishes_by_year(low: str, start: int, end: int) -> bool:
    """True for "đến năm 2030 hoàn thành …", which is a target wherever it stands."""
    said = low[max(0, start) : end]
    return bool(_EVENT.search(said)) and "hoàn thành" in said and _REACHED.search(said) is None


# What an item among specific targets says there is to be: "Hoàn thiện cơ sở dữ liệu …;".
_LABEL = re.compile(r"\s*(?:[-+*•–]\s*|\(?\d{1,2}[.)]\s*|\(?[a-zđ]\)\s*)?")
_TO_BE = re.compile(
    r"\s*(?:(?:đến|trước|trong) (?:hết |cuối )?năm (?:19|20)\d\d,? )?(?:phấn đấu |cơ bản |triển khai (?=hoàn thiện))*"
    r"(?P<said>(?:hoàn thiện|hoàn thành|hình thành|xóa bỏ|chấm dứt|có thêm|có|thiết lập|vận hành|không còn|không để)"
    r"(?!\w)[^;.]{12,400})[;.]?\s*"
)


# What else a list of specific objectives says there is to be, but not what is to go on or to be done better.
_SPECIFIC = re.compile(
    r"(?:mục tiêu|chỉ tiêu) (?:cụ thể|chủ yếu)|chỉ tiêu|mục tiêu đến |^[^\w]*(?:[a-zđ]\) )?đến (?:hết )?năm 20"
)
_TO_COME = re.compile(
    r"\s*(?:về [^:;.]{3,80}: )?"
    r"(?P<said>(?:(?:xây dựng|triển khai|áp dụng|ban hành|đánh giá được|ngăn ngừa|ứng phó)(?!\w)"
    r"|(?!đến năm)[^;.:\d]{6,90} được (?:xây dựng|hoàn thiện|trang bị|phê duyệt|khai thác|số hóa|đưa vào|ban hành"
    r"|hình thành|kết nối|chuẩn hóa|bảo đảm|đảm bảo|nâng cấp)(?!\w))[^;.]{6,400})[;.]?\s*"
)


def items(text: str, low: str, lead_in: str | None) -> list[Statement]:
    """The targets that an item without numbers states, one for each clause that opens with a verb of theirs."""
    found: list[Statement] = []
    if not low.rstrip().endswith((";", ".")):
        return found  # a heading
    label = _LABEL.match(low)
    start = label.end() if label else 0
    specific = lead_in is not None and _SPECIFIC.search(lead_in) is not None
    for clause in _SENTENCE_OR_CLAUSE.finditer(low, start):
        match = _TO_BE.fullmatch(low, *clause.span())
        match = match or (_TO_COME.fullmatch(low, *clause.span()) if specific else None)
        if match is None:
            continue
        begin, end = match.span("said")
        verb = _VERB.match(low, begin, end)
        label_text = text[verb.end() if verb else begin : end]
        found.append(Statement(begin, end, " ".join(label_text.split()).strip(" ,")[:160]))
    return found


def _statement(text: str, low: str, start: int, end: int, taken: bytearray) -> Statement | None:
    sign = _SIGN.search(low, start, end)
    if sign is None:
        return None
    if any(taken[start:end]):
        if "hoàn thành" not in sign.group():
            return None
        begin = _after_numbers(low, start, sign.start(), taken)
        passive = low.endswith("được ", 0, sign.start())
        if begin is None or passive or low[begin : sign.start()].strip(" ,") not in ("", "và") or any(taken[begin:end]):
            return None
        start = begin
    lead = _LEAD.match(low, start, end)
    first = lead.end() if lead else start
    last = end
    while last > first and (low[last - 1] in " .;…" or text[last - 1] == "\n"):
        last -= 1
    verb = _VERB.search(low, first, last)
    label = (
        text[first : verb.start()] if verb and verb.start() > first + 3 else text[verb.end() if verb else first : last]
    )
    return Statement(first, last, " ".join(label.split()).strip(" ,")[:160])


def _after_numbers(low: str, start: int, sign: int, taken: bytearray) -> int | None:
    """In a clause with numbers before the sign, the place after the last "và" or comma before it."""
    last = max(low.rfind(" và ", start, sign + 1), low.rfind(", ", start, sign + 1))
    return last + 1 if last >= start and not any(taken[last:sign]) else None

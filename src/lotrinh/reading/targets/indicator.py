"""What a value is of: the noun phrase before it, or after it, with a head carried over where the text
leaves it out.
"""

from __future__ import annotations

import re

from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.model import Quantity
from lotrinh.reading.targets.words import Before, alternatives

_LABEL = re.compile(r"[\s*•+–-]*(?:[a-zđ]\d?\)|\(?\d{1,3}[.)])\s")
_MOVE = re.compile(rf"\s*(?:tăng|giảm)(?= (?:{alternatives(lexicon.HEADS)})(?!\w))")
_OPENER = re.compile(rf"[\s,;:.+*•|–\"-]*(?:(?:{alternatives(lexicon.OPENERS)})(?!\w))?[\s,;:.+*•|–\"-]*")
_DUE = (
    r"(?:\d{1,2} năm )?(?:(?:đến|tới|vào|trước|hết|trong|từ nay đến|giai đoạn|thời kỳ|nhiệm kỳ|"
    r"tầm nhìn đến|kế hoạch) )*(?:hết |cuối )?"
    r"(?:năm )?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)?"
)
_LEADING_DUE = re.compile(rf"[\s,;:-]*{_DUE}\s*[,:]?\s*")
_TRAILING_DUE = re.compile(rf"[\s,(]*{_DUE}[\s,)]*$")
_SUBJECT = re.compile(r"[^,;:]{0,40}?(?:dự kiến|phấn đấu|đặt mục tiêu|sẽ|quyết tâm)(?: sẽ)?(?: đón| có| đạt)?(?!\w)")
_ANNOUNCED = re.compile(
    r"(?:mục tiêu(?! quốc gia)|phấn đấu|(?:đề ra|đặt ra|đặt|giao) chỉ tiêu|dự kiến|(?<!\w)sẽ|"
    r"quyết tâm|kế hoạch năm \d{4})"
    r"(?:(?: đặt ra| đề ra)?(?: là)?(?: sẽ| đạt| có| đưa| nâng| đón| phấn đấu|[,: ])*)(?!\w)"
)
_KEPT = {word for word, meaning in lexicon.COMPARING.items() if meaning == "mean"} | {
    "tăng trưởng", "giảm nghèo", "mức giảm", "mức tăng",
}  # fmt: skip
_TRAIL = Before(
    [
        *(set(lexicon.COMPARING) - _KEPT),
        *("trong đó", "mục tiêu", "tỷ lệ đạt", "phấn đấu tăng", "và", "mỗi", "toàn tỉnh có"),
        *("từ năm", "trong thời kỳ", "thuộc", "đứng trong", "nằm trong"),
    ]
)
_STOP = re.compile(
    r"[;,.:|(]|(?<!\w)(?:trở lên|trở xuống|so với|vào năm|đến năm|giai đoạn|trong giai đoạn|trong đó)(?!\w)|$"
)
_HEAD = re.compile(rf"(?:{alternatives(lexicon.HEADS)})(?!\w)")
_SHARED = re.compile(rf"(?:{alternatives(lexicon.SHARED_HEADS)})(?!\w)")
_FIELD = re.compile(r"[^.;:]{0,80}?(?<!\w)về ([^.;:]{3,160})")
_AHEAD = re.compile(r"[^,;:]{0,60}?(?:trong )?\d{1,2} năm tới,? ")
_LONGEST = 200


def name(text: str, low: str, quantities: list[Quantity]) -> None:
    """Name what each wanted value is of, and the words quoted for it.

    Reads: segment, left, right, unit, excluded. Writes: indicator, indicator_after, span.
    """
    previous: Quantity | None = None
    for quantity in quantities:
        if quantity.excluded:
            continue
        start, end = _before(low, quantity)
        if quantity.rank and (
            field := _FIELD.match(low, quantity.right, min(quantity.segment[1], quantity.right + 250))
        ):
            quantity.indicator = tidy(text[slice(*field.span(1))])
            quantity.span = (quantity.left, field.end())
            previous = quantity
            continue
        quantity.span = (start, quantity.right)
        if start < end:
            quantity.indicator = _carry(text, low, start, end, quantity, previous)
        else:
            _name_after(text, low, quantity, previous)
        previous = quantity


def tidy(text: str) -> str:
    words = " ".join(text.split()).strip(" ,;:.-–+|[]…")
    return re.sub(r"(?: (?:và|với|được|đạt|phải))+$", "", words)


def _before(low: str, quantity: Quantity) -> tuple[int, int]:
    """The words of the clause in front of the value, without openers, dates and comparing words."""
    start, end = quantity.segment[0], quantity.left
    label = _LABEL.match(low, start, end)
    start = label.end() if label else start
    for announced in _ANNOUNCED.finditer(low, max(start, end - 400), end):
        start = announced.end()
    while True:
        due = _LEADING_DUE.match(low, start, end)
        moved = due.end() if due and due.end() > start else start
        opener = _OPENER.match(low, moved, end)
        moved = opener.end() if opener else moved
        if verb := _MOVE.match(low, moved, end):
            moved = verb.end()
        if ahead := _AHEAD.match(low, moved, end):
            moved = ahead.end()
        if subject := _SUBJECT.match(low, moved, end):
            moved = subject.end()
        if moved == start:
            break
        start = moved
    while start < end:
        while end > start and low[end - 1] in " ,;:-":
            end -= 1
        cut = _TRAILING_DUE.search(low, max(start, end - 50), end)
        word = _TRAIL(low, end, start)
        if cut:
            end = cut.start()
        elif word:
            end = word[1]
        else:
            break
    if end - start > _LONGEST:
        comma = low.rfind(", ", start, end)
        start = comma + 2 if comma > start else end - _LONGEST
    return start, max(start, end)


def _name_after(text: str, low: str, quantity: Quantity, previous: Quantity | None) -> None:
    """ "tối thiểu 90% người dân … hài lòng": the noun follows the value."""
    quantity.indicator_after = True
    counted = (quantity.unit_kind == "count" and not quantity.is_word) or (quantity.is_word and quantity.low == 0)
    start = quantity.end if counted or quantity.is_word else quantity.right
    stop = _STOP.search(low, max(start, quantity.right), min(quantity.segment[1], start + _LONGEST))
    end = stop.start() if stop else min(quantity.segment[1], start + _LONGEST)
    label = tidy(text[start:end])
    quantity.span = (quantity.left, max(end, quantity.right))
    if not label and previous is not None:
        label = previous.indicator
    quantity.indicator = label or tidy(quantity.unit or "")


def _carry(text: str, low: str, start: int, end: int, quantity: Quantity, previous: Quantity | None) -> str:
    """The label, with the head of the one before it where it has none of its own."""
    label = tidy(text[start:end])
    if previous is None or previous.sentence != quantity.sentence or previous.indicator_after:
        return label
    if low[quantity.segment[0] : start].strip(" ,;") == "riêng":
        return f"{previous.indicator} {label}"
    head = _SHARED.match(previous.indicator.casefold().replace("tỉ", "tỷ"))
    if head is None or _HEAD.match(low, start) or previous.unit_kind != quantity.unit_kind:
        return label
    first = label.split()[0].casefold() if label else ""
    place = previous.indicator.casefold().find(f" {first} ", head.end() - 1)
    if place >= 0:
        return f"{previous.indicator[: place + 1]}{label}"
    if ";" in low[previous.right : start] and not head.group().startswith(("tỷ trọng", "cơ cấu")):
        return label
    return f"{previous.indicator[: head.end()]} {label}"

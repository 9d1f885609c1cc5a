"""Wrapped lines joined into paragraphs.

Reads: strips and their zones. Writes: paragraphs (of the text, of attached titles, of annexes), footnotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading import bodies, labels
from lotrinh.reading.model import Paragraph, Reading, Strip, Zone
from lotrinh.reading.wording import ATTACHED, CLOSING, key
from lotrinh.text.fold import fold

_ENDS = (".", ";", ":", "!", "?", "…", "./", "”", '"', ")")
_FIRM_ENDS = (".", ";", ":", "!", "?", "…")
# A line that ends so waits for its number: "Kim ngạch xuất khẩu đạt khoảng / 8,95 tỷ USD."
_WAITS = re.compile(
    r"(?<!\w)(?:khoảng|đạt|trên|dưới|từ|đến|là|tăng|giảm|cho|hơn|gần|tối thiểu|tối đa|ít nhất|quá|chiếm|còn|lên|xuống"
    r"|bằng|thêm|năm|tháng|ngày|số|có|mỗi|hàng năm|hằng năm|bình quân)$"
)
# A label with the first word alone, as the source of a web page breaks it off: "2. Sở" / "Tài chính chủ trì …"
_BROKEN_OFF = re.compile(
    r"(?:Điều \d{1,3}|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|\(\d{1,2}\))[.)]?\s[^\W\d_]{2,7}"
)
_RUNS = re.compile(r"[ \t\u00a0]{2,}|\t|\n")
_BROKEN_SYMBOL = re.compile(r"[\w/]{1,40}[A-ZĐ0-9/]-$")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is set: `width` of a full line, whether lines are `wrapped`, whether a blank line tells
    paragraphs apart (`gaps`), the indent of a line that goes on (`margin`), whether bullets, and the first lines of
    paragraphs, stand further in than it, and whether nothing but a blank line parts paragraphs (`blocks`)."""

    width: int
    wrapped: bool
    gaps: bool
    margin: int
    bullets_indented: bool = False
    first_lines_indented: bool = False
    blocks: bool = False


def run(reading: Reading) -> None:
    """Fills `paragraphs` and `footnotes`."""
    body = [s for s in reading.strips if s.zone == "body"]
    shape = shape_of(body)
    out: list[Paragraph] = []
    group: list[Strip] = []
    series: dict[str, int] = {}
    seen_body = False
    for strip in reading.strips:
        if strip.zone not in ("body", "annex", "title") or (strip.zone == "title" and not seen_body):
            continue
        seen_body = seen_body or strip.zone == "body"
        if group and (strip.zone != group[-1].zone or _starts(strip, group[-1], shape, series)):
            out.append(_join(group))
            group = []
        _note_label(strip, series, opening=not group)
        group.append(strip)
    if group:
        out.append(_join(group))
    reading.paragraphs = out
    reading.footnotes = _footnotes([s for s in reading.strips if s.zone == "footnote"])


_NOTE_NUMBER = re.compile(r"\[\*?\d{1,3}\]|\d{1,2}\s+[^\W\d_“\"(]")


def _footnotes(strips: list[Strip]) -> list[Paragraph]:
    """One paragraph a note: a note's further lines open with no number."""
    groups: list[list[Strip]] = []
    for strip in strips:
        if groups and not strip.hard and not _NOTE_NUMBER.match(strip.text):
            groups[-1].append(strip)
        else:
            groups.append([strip])
    return [_join(group) for group in groups]


def shape_of(strips: list[Strip]) -> Shape:
    """How the text of a document is set."""
    if not strips:
        return Shape(80, False, False, 0)
    lengths = sorted(len(s.text) for s in strips)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    lower = sum(s.text[:1].islower() and not s.label for s in strips) / len(strips)
    soft = [s for s in strips if not s.hard]
    wrapped = width <= 170 and lower >= 0.04 and (len(soft) > len(strips) / 2 or lower >= 0.15)
    gap_share = sum(s.gap for s in strips) / len(strips)
    indents = sorted(s.indent for s in strips)
    margin = indents[len(indents) // 4]
    bullets = [s.indent for s in strips if (found := s.label) and found.style == "bullet"]
    indented = len(bullets) >= 3 and sum(b >= margin + 3 for b in bullets) >= 0.6 * len(bullets)
    at_margin = sum(abs(i - margin) <= 1 for i in indents) / len(indents)
    set_in = sum(i >= margin + _SET_IN for i in indents) / len(indents)
    first_set_in = at_margin >= 0.3 and set_in > 0.05
    return Shape(width, wrapped, 0.02 < gap_share < 0.6, margin, indented, first_set_in, _in_blocks(strips))


def _in_blocks(strips: list[Strip]) -> bool:
    """Whether the lines of a paragraph stand together and a blank line follows each, as where a web page's source was
    wrapped: then a line's length tells nothing."""
    inner, first = [s for s in strips[1:] if not s.gap], [s for s in strips if s.gap]
    if len(inner) < _FEW_LINES or len(first) < 0.15 * len(strips):
        return False
    labelled = sum(labels.parse(s.text) is not None for s in inner)
    low, low_first = (
        sum(s.text[:1].islower() and labels.parse(s.text) is None for s in group) for group in (inner, first)
    )
    return low >= 0.5 * len(inner) and labelled <= 0.03 * len(inner) and low_first <= 0.1 * len(first)


_FEW_LINES = 20


_SET_IN = 4  # characters that a first line stands further in than those after it


def _note_label(strip: Strip, series: dict[str, int], *, opening: bool) -> None:
    if not opening:
        return
    label = strip.label
    if label and label.value:
        series[label.style] = label.value


def _starts(strip: Strip, before: Strip, shape: Shape, series: dict[str, int]) -> bool:
    """Whether a paragraph starts with `strip`."""
    label = strip.label
    if before.hard and not shape.wrapped:
        return True
    if not strip.gap and (_runs_on(strip, before, shape) or _heading_runs_on(strip, before)):
        return False
    complete = _complete(strip, before, shape)
    if label and label.firm and _set_in(strip, shape) and not _is_waiting(before, strip):
        return True
    if label:
        if label.style == "bullet" and shape.bullets_indented and not complete and strip.indent <= shape.margin + 1:
            # "… Lao động / - Thương binh và Xã hội": a dash at the margin, where bullets stand further in.
            return False
        return _label_starts(label, strip, before, complete, series)
    if strip.text[:1].isdigit() and not strip.gap and _WAITS.search(before.text):
        return False
    if not shape.wrapped:
        return not (strip.text[:1].islower() and not before.text.endswith(_FIRM_ENDS)) or before.hard
    return _prose_starts(strip, before, shape)


def _prose_starts(strip: Strip, before: Strip, shape: Shape) -> bool:
    """Whether a line of wrapped prose without a label starts a paragraph."""
    if strip.text[:1].islower():
        return False
    if CLOSING.match(key(strip.text)) or ATTACHED.match(key(strip.text)):
        return before.text.endswith((".", ";", "/.")) or _short(before, strip, shape, 0.8)
    if before.text.endswith(_FIRM_ENDS):
        return (
            _short(before, strip, shape, 0.8)
            or (shape.gaps and strip.gap and strip.page == before.page)
            or strip.indent >= shape.margin + 3
        )
    if not strip.gap and (before.text.endswith(",") or _is_waiting(before, strip)):
        return False
    if before.label and (_short(before, strip, shape, 0.75) or _acts_next(before, strip)):
        return True
    return _short(before, strip, shape, 0.5) or (shape.gaps and strip.gap and strip.page == before.page)


def _acts_next(before: Strip, strip: Strip) -> bool:
    """Whether a line below a label and names says what they do: "d) Sở Y tế, Sở Tài chính" / "Chỉ đạo …"."""
    if before.label is None or not bodies.opens_with_verb(strip.text):
        return False
    names = before.text[before.label.length :].strip()
    return bool(names) and bodies.name_end(names) >= len(names)


def _runs_on(strip: Strip, before: Strip, shape: Shape) -> bool:
    """Whether a line right under another goes on with it, whatever it begins with."""
    label = strip.label
    if label is None and _BROKEN_OFF.fullmatch(before.text):
        return True
    if label is None and shape.wrapped and _name_runs_on(strip, before):
        return True
    return shape.blocks and not (label and before.text.endswith(_FIRM_ENDS))


_LONGEST_NAME = 60
# What names nobody without its field or place.
_UNFINISHED_NAME = re.compile(
    r"(?:(?:giao|yêu cầu|đề nghị) )?"
    r"(?:văn phòng|đảng ủy|đảng đoàn|ban|ủy ban|sở|phòng|chi cục|cục|vụ|viện|trung tâm|hội|liên đoàn|đoàn|mặt trận"
    r"|trường|ban cán sự đảng|ban quản lý|hội đồng|bộ|thanh tra)"
)


def _name_runs_on(strip: Strip, before: Strip) -> bool:
    """Whether a label's line breaks off within a body's name: "6. Văn phòng / Trung ương Đảng theo dõi …"."""
    if before.label is None or len(before.text) > _LONGEST_NAME or not strip.text[:1].isupper():
        return False
    name = before.text[before.label.length :].strip()
    if _UNFINISHED_NAME.fullmatch(fold(name)) is None:
        return False
    return bodies.name_end(f"{name} {strip.text}") > len(name)


def _heading_runs_on(strip: Strip, before: Strip) -> bool:
    """Whether capitals right under a numbered heading in capitals go on with it: "IV. TỔ CHỨC / THỰC HIỆN"."""
    if strip.label or not before.label or before.hard:
        return False
    return before.text.isupper() and strip.text.isupper() and not before.text.endswith(_FIRM_ENDS)


def _label_starts(label: labels.Label, strip: Strip, before: Strip, complete: bool, series: dict[str, int]) -> bool:
    last = series.get(label.style, 0)
    expected = label.value == last + 1 or (label.value == 1 and label.style != "article")
    if label.style in ("bullet", "plus", "star", "dot"):
        if complete:
            sure = label.firm or before.text.endswith(_FIRM_ENDS) or label.style == "plus"
            return sure or (_SHARE.match(strip.text, label.length) is not None and _parted(strip, before))
        return label.firm and not _dash_goes_on(before)
    if label.style == "article":
        return (
            (complete or before.text.endswith(_ENDS))
            if label.firm
            else (complete and expected and _upper_after(strip, label))
        )
    if complete:
        return label.firm or expected or label.style in ("dotted", "letter", "paren")
    return label.firm and expected and label.style not in ("letter", "upper", "letter2")


_SHARE = re.compile(r"\d{1,3}(?:,\d+)?\s?%")


def _parted(strip: Strip, before: Strip) -> bool:
    """Whether "- 100% …" is an item, and no second half of a range ("tăng 10 / - 12%")."""
    return strip.gap or not before.text[-1:].isdigit()


def _upper_after(strip: Strip, label: labels.Label) -> bool:
    rest = strip.text[label.length :]
    return bool(labels.UPPER_START.match(rest)) and not re.match(r"(?:Điều|Luật|Nghị|Quyết|Hiến)", rest)


def _dash_goes_on(before: Strip) -> bool:
    return before.text.endswith((",", "-", "–", "(")) or before.text.count("“") > before.text.count("”")


# A line that ends so is not the last of its paragraph.
_WAITING = (",", " và", " của", " về", " theo", " với")


def _is_waiting(before: Strip, strip: Strip) -> bool:
    """Whether a line goes on for sure. One that ends with "số" does where the number follows; "chuyển đổi số" ends."""
    if before.text.endswith(" số"):
        return not (strip.label and (strip.gap or not strip.text[:1].isdigit()))
    return before.text.endswith(_WAITING)


def _set_in(strip: Strip, shape: Shape) -> bool:
    return shape.wrapped and shape.first_lines_indented and strip.indent >= shape.margin + _SET_IN


def _complete(strip: Strip, before: Strip, shape: Shape) -> bool:
    """Whether the line before may be the last of its paragraph."""
    if before.hard and not shape.wrapped:
        return True
    if before.text.endswith(_ENDS) or not shape.wrapped:
        return True
    if _is_waiting(before, strip):
        return False
    return (
        _short(before, strip, shape, 0.86)
        or (shape.gaps and strip.gap)
        or (before.label is not None and before.text.isupper())
    )


def _short(before: Strip, strip: Strip, shape: Shape, share: float) -> bool:
    """Whether the next line's first word would have fitted on the line before."""
    first = strip.text.split(" ", 1)[0]
    return before.indent + len(before.text) + 1 + len(first) <= share * (shape.width + shape.margin)


def _has_runs(text: str) -> bool:
    odd = "  " in text or "\t" in text or "\n" in text or "\u00a0" in text
    return odd and _RUNS.search(text) is not None


def _join(strips: list[Strip]) -> Paragraph:
    zone: Zone = "attached" if strips[0].zone == "title" else strips[0].zone
    if len(strips) == 1 and (only := strips[0]).text and not _has_runs(only.text):
        piece = (0, only.start, only.start + len(only.text))
        return Paragraph(only.text, [piece], zone, only.confidence, only=only)
    pieces: list[tuple[int, int, int]] = []
    parts: list[str] = []
    at = 0
    for strip in strips:
        begin = 0
        for run_ in [*_RUNS.finditer(strip.text), None]:
            end = run_.start() if run_ else len(strip.text)
            words = strip.text[begin:end]
            if words:
                if parts and not (parts[-1].endswith("-") and _BROKEN_SYMBOL.search(parts[-1])):
                    parts.append(" ")
                    at += 1
                pieces.append((at, strip.start + begin, strip.start + end))
                parts.append(words)
                at += len(words)
            begin = run_.end() if run_ else end
    confidence = min(s.confidence for s in strips)
    return Paragraph("".join(parts), pieces, zone, confidence, broken=any(s.hard for s in strips[:-1]))

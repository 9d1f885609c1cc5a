"""Rules on page, font, page number and body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from lotrinh.writing.check_view import Finding, Line, View, say, span
from lotrinh.writing.ooxml import W
from lotrinh.writing.profiles import Profile

_SLACK_MM = 1.0
_SIDES = (("top", "trên"), ("bottom", "dưới"), ("left", "trái"), ("right", "phải"))


def page(view: View, profile: Profile) -> Iterator[Finding]:
    """A4 and its margins, section by section."""
    rule, source = profile.value("page"), profile.source("page")
    wanted = sorted((rule["width_mm"], rule["height_mm"]))
    for number, section in enumerate(view.word.sections, 1):
        place = f"Trang, phần {number}"
        if section.page_width is None or section.page_height is None:
            continue
        found = sorted((section.page_width.mm, section.page_height.mm))
        if any(abs(a - b) > _SLACK_MM for a, b in zip(found, wanted, strict=True)):
            size = f"khổ giấy {say(found[0])} × {say(found[1])} mm"
            yield Finding("page", place, size, "khổ A4 210 × 297 mm", source)
        for side, name in _SIDES:
            margin = getattr(section, f"{side}_margin")
            low, high = rule[f"{side}_mm"]
            if margin is not None and not low - _SLACK_MM <= margin.mm <= high + _SLACK_MM:
                expected = f"{span(low, high)} mm"
                yield Finding("page", place, f"lề {name} {say(margin.mm)} mm", expected, source)


def font(view: View, profile: Profile) -> Iterator[Finding]:
    """One font throughout."""
    wanted = profile.value("font")
    other = [line for line in view.lines if line.font and line.font.casefold() != wanted.casefold()]
    if other:
        more = f" và {len(other) - 1} dòng khác" if len(other) > 1 else ""
        found = f"phông {other[0].font}{more}"
        yield Finding("font", other[0].place, found, f"phông {wanted}", profile.source("font"))


def page_number(view: View, profile: Profile) -> Iterator[Finding]:
    """In the header, centred, not on page 1."""
    source = profile.source("page_number")
    first = view.word.sections[0]
    paragraphs = [p for p in first.header.paragraphs if "PAGE" in _instructions(p)]
    place = "Đầu trang"
    if not paragraphs:
        yield Finding("page_number", place, "không có số trang", "số trang ở giữa phía trên", source)
        return
    if paragraphs[0].alignment != 1:
        yield Finding("page_number", place, "số trang không ở giữa", "số trang ở giữa phía trên", source)
    if not first.different_first_page_header_footer:
        yield Finding("page_number", place, "trang 1 có số trang", "không đánh số trang 1", source)


def _instructions(paragraph: object) -> str:
    element = paragraph._p  # type: ignore[attr-defined]
    texts = [t.text or "" for t in element.iter(f"{{{W}}}instrText")]
    return " ".join(texts + [f.get(f"{{{W}}}instr", "") for f in element.iter(f"{{{W}}}fldSimple")]).upper()


def _is_body(line: Line) -> bool:
    return not line.in_table and not line.bold and len(line.text.strip()) > 90 and line.align != "center"


def body(view: View, profile: Profile) -> Iterator[Finding]:
    """Size, alignment, spacing and indent of the running text; each departure told once, with how often."""
    rule, source = profile.value("body"), profile.source("body")
    texts = [line for line in view.lines if _is_body(line)]
    low, high = rule["size"]
    near, far = rule["first_line_mm"]
    checks: list[tuple[str, Callable[[Line], str | None]]] = [
        (f"cỡ {span(low, high)}", lambda x: _outside(x.size, low, high, "cỡ")),
        ("căn đều hai bên", lambda x: None if x.align == "justify" else "không căn đều hai bên"),
        (f"dòng đầu thụt {span(near, far)} mm", lambda x: _outside(x.first_line, near - 1, far + 1, "thụt")),
    ]  # fmt: skip
    if rule["line_exact_pt"]:
        a, b = rule["line_exact_pt"]
        checks.append((f"giãn dòng đúng {span(a, b)} pt", lambda x: _exact(x, a, b)))
    if rule["line_multiple"]:
        c, d = rule["line_multiple"]
        checks.append((f"giãn dòng {span(c, d)}", lambda x: _outside(x.multiple, c, d, "giãn dòng")))
    for expected, test in checks:
        yield from _told_once(texts, expected, test, source)


def _told_once(texts: list[Line], expected: str, test: Callable[[Line], str | None], source: str) -> Iterator[Finding]:
    wrong = [(line, found) for line in texts if (found := test(line))]
    if wrong:
        usual, _ = Counter(found for _, found in wrong).most_common(1)[0]
        line = next(line for line, found in wrong if found == usual)
        count = f" ({len(wrong)} đoạn)" if len(wrong) > 1 else ""
        yield Finding("body", line.place, usual + count, expected, source)


def _outside(value: float | None, low: float, high: float, name: str) -> str | None:
    if value is None or low - 0.05 <= value <= high + 0.05:
        return None
    return f"{name} {say(value)}"


def _exact(line: Line, low: float, high: float) -> str | None:
    if line.exact is None:
        return "giãn dòng không đặt chính xác"
    return _outside(line.exact, low, high, "giãn dòng")

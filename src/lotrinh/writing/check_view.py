"""What the format check looks at: the lines of a Word file with the look they really have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lotrinh.writing.ooxml import W
from lotrinh.writing.package import open_word

_ALIGN = {0: "left", 1: "center", 2: "right", 3: "justify"}
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure: where, what was found, what the rule asks, and who says so."""

    rule: str
    place: str
    found: str
    expected: str
    source: str

    def sentence(self) -> str:
        """The finding as a Vietnamese sentence."""
        return f"{self.place}: {self.found}; cần {self.expected} ({self.source})."


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. Sizes in points, indents in millimetres; None where the file does not say."""

    index: int
    text: str
    size: float | None
    font: str | None
    bold: bool
    italic: bool
    underline: bool
    align: str
    in_table: bool
    first_line: float | None
    exact: float | None
    multiple: float | None

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        words = self.text.strip()
        return f"Dòng «{words[:50]}{'…' if len(words) > 50 else ''}»"


@dataclass(frozen=True)
class View:
    """The document for the rules: `lines` without the blank ones, `word` for page and headers."""

    word: Any
    lines: tuple[Line, ...]

    @property
    def head(self) -> tuple[Line, ...]:
        """The first lines, where letterhead, type and subject stand."""
        return self.lines[:20]


def read_view(content: bytes) -> View:
    """Reads a .docx. Raises UnreadableDocument."""
    word = open_word(content)
    from docx.text.paragraph import Paragraph

    defaults = _defaults(word)
    body = word.element.body
    elements = list(body.iter(f"{{{W}}}p"))[:_MOST_LINES]
    lines: list[Line] = []
    for element in elements:
        paragraph = Paragraph(element, word._body)
        if paragraph.text.strip():
            table = any(parent.tag == f"{{{W}}}tc" for parent in element.iterancestors())
            lines.append(_line(len(lines), paragraph, table, defaults))
    return View(word, tuple(lines))


def _line(index: int, paragraph: Any, in_table: bool, defaults: tuple[str | None, float | None]) -> Line:
    run = max(paragraph.runs, key=lambda r: len(r.text.strip()), default=None)
    chain = _styles(paragraph)
    shape = [paragraph.paragraph_format, *(style.paragraph_format for style in chain)]
    fonts = ([run.font] if run is not None else []) + [style.font for style in chain]
    size = _first(fonts, "size")
    spacing = _first(shape, "line_spacing")
    indent = _first(shape, "first_line_indent")
    align = _first(shape, "alignment")
    return Line(
        index=index,
        text=paragraph.text,
        size=size.pt if size is not None else defaults[1],
        font=_first(fonts, "name") or defaults[0],
        bold=bool(_first(fonts, "bold")),
        italic=bool(_first(fonts, "italic")),
        underline=bool(_first(fonts, "underline")),
        align=_ALIGN.get(int(align) if align is not None else 0, "other"),
        in_table=in_table,
        first_line=indent.mm if indent is not None else None,
        exact=spacing.pt if hasattr(spacing, "pt") else None,
        multiple=spacing if isinstance(spacing, float) else None,
    )  # fmt: skip


def _styles(paragraph: Any) -> list[Any]:
    chain: list[Any] = []
    style = paragraph.style
    while style is not None and len(chain) < 10:
        chain.append(style)
        style = style.base_style
    return chain


def _first(objects: list[Any], name: str) -> Any:
    return next((value for value in (getattr(o, name) for o in objects) if value is not None), None)


def _defaults(word: Any) -> tuple[str | None, float | None]:
    found = word.styles.element.find(f"./{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr")
    if found is None:
        return None, None
    fonts, size = found.find(f"{{{W}}}rFonts"), found.find(f"{{{W}}}sz")
    name = fonts.get(f"{{{W}}}ascii") if fonts is not None else None
    half = size.get(f"{{{W}}}val") if size is not None else None
    return name, float(half) / 2 if half and half.isdecimal() else None


def say(value: float) -> str:
    """A measure for a person: 14, 13,5."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def span(low: float, high: float) -> str:
    """A range of measures for a person."""
    return say(low) if low == high else f"{say(low)}–{say(high)}"

"""Paragraph and character styles of a Word file: what is inherited, resolved once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lotrinh.reading.formats.xml import attr, child, children, on, path, val

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Style:
    """What matters of one style; None where it says nothing."""

    based_on: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    num: str | None = None
    level: int | None = None
    font: str | None = None
    name: str = ""


@dataclass(slots=True)
class Styles:
    """All styles of a document, with inheritance followed."""

    styles: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None

    def chain(self, style: str | None) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        seen: set[str] = set()
        while style and style in self.styles and style not in seen and len(found) < 50:
            seen.add(style)
            found.append(self.styles[style])
            style = self.styles[style].based_on
        return found

    def bold(self, style: str | None) -> bool | None:
        """Whether the style is bold."""
        return next((s.bold for s in self.chain(style) if s.bold is not None), None)

    def font(self, style: str | None) -> str | None:
        """The style's font."""
        return next((s.font for s in self.chain(style) if s.font), None)

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """The list and level the style puts its paragraphs in."""
        num = level = None
        for item in self.chain(style):
            num = num if num is not None else item.num
            level = level if level is not None else item.level
        return num, level


def read(root: _Element | None) -> Styles:
    """The styles part."""
    styles = Styles()
    if root is None:
        return styles
    for item in children(root, "style"):
        key = attr(item, "styleId") or ""
        style = Style(val(child(item, "basedOn")), name=val(child(item, "name")) or "")
        run = child(item, "rPr")
        style.bold = on(child(run, "b"))
        style.hidden = on(child(run, "vanish"))
        style.font = font_of(run)
        numbering = path(item, "pPr", "numPr")
        style.num = val(child(numbering, "numId"))
        level = val(child(numbering, "ilvl"))
        style.level = int(level) if level and level.isdigit() else None
        styles.styles[key] = style
        if attr(item, "type") == "paragraph" and attr(item, "default") in ("1", "true"):
            styles.default_paragraph = key
    return styles


def style_lists(root: _Element | None) -> dict[str, tuple[str, int]]:
    """The list behind each numbering style, for definitions that only point at a style."""
    found: dict[str, tuple[str, int]] = {}
    if root is None:
        return found
    for item in children(root, "style"):
        if attr(item, "type") == "numbering":
            num = val(child(path(item, "pPr", "numPr"), "numId"))
            if num:
                found[attr(item, "styleId") or ""] = (num, 0)
    return found


def font_of(run: _Element | None) -> str | None:
    """The font a run's properties name."""
    fonts = child(run, "rFonts")
    return attr(fonts, "ascii") or attr(fonts, "hAnsi")

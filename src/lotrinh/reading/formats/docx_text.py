"""The words of one Word paragraph: runs, breaks, symbols, fields, footnote marks, tracked changes, text
boxes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lotrinh.reading.formats.docx_styles import Styles, font_of
from lotrinh.reading.formats.xml import attr, child, local, on, val
from lotrinh.text import legacy
from lotrinh.text.repair import repair

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "sectPr",
        "commentReference",
        "annotationRef",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "fldData",
        "rt",
        "sdtPr",
        "sdtEndPr",
        "Fallback",
        "object",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
    ]
)
_DELETED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
PAGE_BREAK = "\x0c"


@dataclass(slots=True)
class Tally:
    """What the reader met on its way and says in notes."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    fonts: Counter[str] = field(default_factory=Counter)


# A raised number typed by hand calls a note ("29-NQ/TW¹"), unless it is a unit's or a power's ("km²", "10³").
_TYPED_MARK = re.compile(r"\s?\d{1,3}\s?")
_POWER = re.compile(r"(?:(?<![^\W\d])(?:m|km|cm|dm|mm|hm)|10|CO)$")


@dataclass(slots=True)
class Words:
    """What one paragraph holds."""

    parts: list[str] = field(default_factory=list)
    bold_letters: int = 0
    letters: int = 0
    boxes: list[_Element] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    """Words drawn as a picture: a watermark."""

    @property
    def text(self) -> str:
        """The words, repaired; line breaks are ``\\n``, page breaks are PAGE_BREAK."""
        raw = "".join(self.parts)
        if PAGE_BREAK in raw:
            return PAGE_BREAK.join(repair(piece) for piece in raw.split(PAGE_BREAK))
        return repair(raw)

    @property
    def bold(self) -> bool | None:
        """Whether all letters are bold; None without letters."""
        return self.bold_letters == self.letters if self.letters else None


class TextReader:
    """Reads paragraphs; keeps the tally over a whole part."""

    def __init__(self, styles: Styles, tally: Tally) -> None:
        self._styles = styles
        self._tally = tally

    def paragraph(self, node: _Element, style: str | None) -> Words:
        """The words of one `w:p`."""
        words = Words()
        self._walk(node, words, style, self._styles.bold(style) or False, self._styles.font(style))
        return words

    def _walk(self, node: _Element, words: Words, style: str | None, bold: bool, font: str | None) -> None:
        for item in node:
            name = local(item)
            if name == "r":
                self._run(item, words, style, bold, font)
            elif name in _DELETED:
                self._tally.deleted += 1
            elif name == "txbxContent":
                words.boxes.append(item)
            elif name == "textpath":
                words.drawn.append(repair(attr(item, "string") or ""))
            elif name == "t" and local(node) != "r":
                words.parts.append(item.text or "")  # text of a formula
            elif name not in _SKIPPED and name:
                self._tally.inserted += name in _INSERTED
                self._walk(item, words, style, bold, font)

    def _run(self, run: _Element, words: Words, style: str | None, bold: bool, font: str | None) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            character = val(child(properties, "rStyle"))
            own = on(child(properties, "b"))
            if own is None:
                own = self._styles.bold(character)
            bold = bold if own is None else own
            font = font_of(properties) or self._styles.font(character) or font
            if on(child(properties, "vanish")):
                self._tally.hidden += 1
                return
        encoding = legacy.encoding_of_font(font)
        raised = val(child(properties, "vertAlign")) == "superscript"
        for item in run:
            text = self._piece(item, words, style, bold, font)
            if not text:
                continue
            if raised and _TYPED_MARK.fullmatch(text) and not _POWER.search("".join(words.parts[-4:])):
                text = f"[{text.strip()}]"
            if encoding and not text.isspace():
                text = legacy.convert(text, encoding)
                if font and font.upper().startswith(".VN") and font.upper().endswith("H"):
                    text = text.upper()  # the "H" fonts show capitals for small letters
            words.parts.append(text)
            letters = sum(c.isalnum() for c in text)
            words.letters += letters
            words.bold_letters += letters if bold else 0

    def _piece(self, item: _Element, words: Words, style: str | None, bold: bool, font: str | None) -> str:
        name = local(item)
        if name == "t":
            return item.text or ""
        if name in ("tab", "ptab"):
            return "\t"
        if name in ("br", "cr"):
            return PAGE_BREAK if attr(item, "type") == "page" else "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "softHyphen":
            return "\u00ad"  # invisible, but the letter ư in the fonts of TCVN3
        if name == "sym":
            return _symbol(item)
        if name in ("footnoteReference", "endnoteReference"):
            return self._mark(item, name)
        if name in _SKIPPED or not name:
            return ""
        self._walk(item, words, style, bold, font)
        return ""

    def _mark(self, item: _Element, name: str) -> str:
        """The mark a note shows in the text: notes count from 1 in the order they are called."""
        number = attr(item, "id") or ""
        order = self._tally.footnotes if name == "footnoteReference" else self._tally.endnotes
        if number not in order:
            order.append(number)
        return f"[{order.index(number) + 1}]" if name == "footnoteReference" else f"[*{order.index(number) + 1}]"


def _symbol(item: _Element) -> str:
    code = attr(item, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    return chr(number if number >= 0xF000 else number + 0xF000) if number < 0x100 else chr(number)

"""One PDF page through pdfium's own calls: its characters, pieces with boxes, ruling lines, images.

The text of a page comes in one call. Boxes are asked for per run, per character only where a page needs it
(tables, wide gaps), for a call per character costs more than the whole extraction.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from lotrinh.reading.formats import ruling
from lotrinh.reading.formats.layout import Box, Piece
from lotrinh.reading.formats.pdf_glyphs import Letter

_BLANKS = " \t\u00a0\r\n"
_HYPHENS = "\x02\ufffe"
# A line's words from the first to the last that shows; pdfium's mark of a hyphenated word ends a line.
_LINE = re.compile(
    rf"[^{_BLANKS}{_HYPHENS}](?:[^\r\n{_HYPHENS}]*[^{_BLANKS}{_HYPHENS}])?(?:[ \t\u00a0]*[{_HYPHENS}])?|[{_HYPHENS}]"
)
_WORD = re.compile(r"\S+")
_OVERLAID_KINDS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)
_DEEPEST_FORM = 12


class PdfPage:
    """A loaded page. `text` has one character per pdfium character, so its indices address both."""

    def __init__(self, page: Any, own_objects: int | None = None) -> None:
        """`own_objects`: how many of the page's objects are its own, where others were laid over it."""
        self._page = page
        self._raw = page.raw
        self.width, self.height = page.get_size()
        self._rotation = page.get_rotation()
        self._frame = page.get_bbox()
        self._text_page = page.get_textpage()
        self._chars = self._text_page.raw
        self.count: int = self._text_page.count_chars()
        text: str = self._text_page.get_text_range() if self.count else ""
        self.text = text if len(text) == self.count else self._slow_text()
        self._bounds = tuple(ctypes.c_double() for _ in range(4))
        self._laid = frozenset[int]() if own_objects is None else frozenset(self._laid_over(own_objects))

    def _laid_over(self, own_objects: int) -> Iterator[int]:
        """The addresses of the text objects laid over the page: what follows its own objects."""
        for i in range(own_objects, pdfium.FPDFPage_CountObjects(self._raw)):
            yield from _text_objects(pdfium.FPDFPage_GetObject(self._raw, i))

    def _slow_text(self) -> str:
        codes = (pdfium.FPDFText_GetUnicode(self._chars, i) for i in range(self.count))
        return "".join(chr(c) if c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)

    def close(self) -> None:
        """Gives the page's memory back."""
        self._text_page.close()
        self._page.close()

    # -- coordinates
    # ----------------------------------------------------------------------------------------------

    def _turned(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in page space → points from the top left corner of the page as shown."""
        x0, y0, x1, y1 = self._frame
        if self._rotation == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self._rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if self._rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def _letter_boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of a stretch of characters."""
        return tuple(map(self._letter_box, range(start, end)))

    def _letter_box(self, index: int) -> Box:
        left, top, right, bottom = self._bounds
        pdfium.FPDFText_GetCharBox(self._chars, index, left, right, bottom, top)
        return self._turned(left.value, bottom.value, right.value, top.value)

    def _runs(self, start: int, count: int) -> list[Box]:
        """The boxes of the runs a stretch of characters is made of."""
        left, top, right, bottom = self._bounds
        chars, call, upright = self._chars, pdfium.FPDFText_GetRect, self._rotation == 0
        x0, top_edge = self._frame[0], self._frame[3]
        found: list[Box] = []
        for i in range(pdfium.FPDFText_CountRects(chars, start, count)):
            call(chars, i, left, top, right, bottom)
            if upright:
                found.append((left.value - x0, top_edge - top.value, right.value - x0, top_edge - bottom.value))
            else:
                found.append(self._turned(left.value, bottom.value, right.value, top.value))
        return found

    # -- letters and fonts
    # ----------------------------------------------------------------------------------------

    def letters(self) -> list[Letter]:
        """Every character with the font it is drawn in; 0 for what pdfium itself put in (spaces, line
        ends)."""
        found: list[Letter] = []
        for i in range(self.count):
            item = pdfium.FPDFText_GetTextObject(self._chars, i)
            font = 0
            if item:
                handle = pdfium.FPDFTextObj_GetFont(item)
                font = ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0
            code = pdfium.FPDFText_GetUnicode(self._chars, i)
            found.append((font, code if code < 0xD800 or 0xE000 <= code < 0x110000 else 0xFFFD))
        return found

    def _is_laid(self, index: int) -> bool:
        return _address(pdfium.FPDFText_GetTextObject(self._chars, index)) in self._laid

    # -- pieces
    # ---------------------------------------------------------------------------------------------------

    def pieces(self, text: str) -> list[Piece]:
        """The page's runs of words; a run ends at a line end, at a gap wide enough to part columns, and where words
        laid over the page begin or end."""
        found: list[Piece] = []
        laid = False
        for match in _LINE.finditer(text):
            line = match.group()
            start, end = match.span()
            if self._laid:
                laid = self._is_laid(start)
                if laid != self._is_laid(end - 1):
                    found += self._split(text, start, end, level=False)
                    continue
            runs = self._runs(start, end - start)
            if not runs:
                continue
            box = runs[0] if len(runs) == 1 else _union(runs)
            gap = len(runs) > 1 and _has_gap(runs, box)
            if gap or "   " in line:
                found += self._split(text, start, end, level=not self._laid and _is_level(runs, box))
                continue
            found.append(Piece(_hyphens(line), box, 1.0, partial(self._letter_boxes, start, end), laid))
        return found

    def _split(self, text: str, start: int, end: int, *, level: bool) -> Iterator[Piece]:
        """The line cut where its letters lie apart; on a `level` line that can only be between its words."""
        at, last, laid = start, None, bool(self._laid) and self._is_laid(start)
        letters = ((i, i + 1) for i in range(start, end))
        for first, behind in _words(text, start, end) if level else letters:
            box = self._letter_box(first)
            if text[first].isspace() or box[2] <= box[0]:
                continue
            changed = bool(self._laid) and self._is_laid(first) != laid
            if changed or (last is not None and _parted(last, box)):
                yield from self._piece(text, at, first, laid)
                at, laid = first, laid != changed
            last = box if behind == first + 1 else self._letter_box(behind - 1)
        yield from self._piece(text, at, end, laid)

    def _piece(self, text: str, at: int, to: int, laid: bool) -> Iterator[Piece]:
        words = text[at:to]
        line = words.strip(_BLANKS)
        if not line:
            return
        at += words.index(line[0])
        to = at + len(line)
        shown = [b for b in self._runs(at, to - at) if b[2] > b[0] and b[3] > b[1]]
        box = _union(shown or self._letter_boxes(at, to))
        yield Piece(_hyphens(line), box, 1.0, partial(self._letter_boxes, at, to), laid)

    # -- what is drawn
    # --------------------------------------------------------------------------------------------

    def drawn(self) -> tuple[list[Box], float, int]:
        """Ruling lines as thin boxes, the share of the page images cover, the number of paths."""
        lines: list[Box] = []
        image, paths = 0.0, 0
        area = max(1.0, self.width * self.height)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        page, get, type_of = self._raw, pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            item = get(page, i)
            kind = type_of(item)
            if kind != pdfium.FPDF_PAGEOBJ_PATH and kind != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                continue
            box = self._turned(left.value, bottom.value, right.value, top.value)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                image = max(image, (box[2] - box[0]) * (box[3] - box[1]) / area)
                continue
            paths += 1
            lines += _lines_of(item, box)
        return lines, image, paths


def is_overlaid(page: Any) -> bool:
    """Whether signature imprints, stamps or typed-on notes lie over the page."""
    for i in range(min(200, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note) if note else None
        if note:
            pdfium.FPDFPage_CloseAnnot(note)
        if kind in _OVERLAID_KINDS:
            return True
    return False


def flattened(document: Any, index: int, page: Any) -> PdfPage | None:
    """The page with what is laid over it made part of it; None where that changed nothing.

    The page as it was stays open meanwhile, so that pdfium need not load its fonts again.
    """
    own = pdfium.FPDFPage_CountObjects(page.raw)
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return None
    return PdfPage(document[index], own)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0 if item else 0


def _text_objects(item: Any, depth: int = 0) -> Iterator[int]:
    """The text objects inside an object; an imprint keeps its words some forms deep."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield _address(item)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        for i in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _text_objects(pdfium.FPDFFormObj_GetObject(item, i), depth + 1)


def _lines_of(item: Any, box: Box) -> list[Box]:
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 2.5 or height <= 2.5:
        return [box]
    segments = pdfium.FPDFPath_CountSegments(item)
    if segments not in (4, 5, 6) or width < 12 or height < 8:
        return []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    return ruling.outline(box) if stroke.value else []


def _hyphens(text: str) -> str:
    return text.replace("\x02", "-").replace("\ufffe", "-")


def _union(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_level(runs: Sequence[Box], box: Box) -> bool:
    """Whether the runs stand on one line and follow one another."""
    tallest = max(b[3] - b[1] for b in runs)
    return box[3] - box[1] <= 1.5 * max(tallest, 6) and not any(b[0] < a[2] - 8 for a, b in pairwise(runs))


def _has_gap(runs: Sequence[Box], box: Box) -> bool:
    """Whether two neighbouring runs are parted, or the runs do not stand on one line."""
    if not _is_level(runs, box):
        return True
    tallest = max(b[3] - b[1] for b in runs)
    ordered = sorted(runs)
    reach = ordered[0][2]
    for run in ordered[1:]:
        if run[0] - reach > max(14.0, 1.4 * tallest):
            return True
        reach = max(reach, run[2])
    return False


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each word of a stretch of text begins and ends."""
    return (match.span() for match in _WORD.finditer(text, start, end))


def _parted(last: Box, box: Box) -> bool:
    height = max(last[3] - last[1], box[3] - box[1], 8.0)
    if box[0] - last[2] > max(14.0, 1.4 * height) or last[0] - box[0] > 3 * height:
        return True
    return min(last[3], box[3]) - max(last[1], box[1]) < -0.6 * height

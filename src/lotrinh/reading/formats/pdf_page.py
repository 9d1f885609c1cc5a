"""One PDF page through pdfium's own calls: its characters, pieces with boxes, ruling lines, images.

The text of a page comes in one call. Boxes are asked for per run, per character only where a page needs it
(tables, wide gaps), for a call per character costs more than the whole extraction.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from lotrinh.reading.formats import ruling
from lotrinh.reading.formats.layout import Box, Piece
from lotrinh.reading.formats.pdf_glyphs import Letter

_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_WIDE = re.compile(r"\S {3,}\S")
_OVERLAID_KINDS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)
_FULL_PAGE = 0.45
_WORDY_PATHS = 400


class PdfPage:
    """A loaded page. `text` has one character per pdfium character, so its indices address both."""

    def __init__(self, page: Any) -> None:
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
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        call, page, turned = pdfium.FPDFText_GetCharBox, self._chars, self._turned
        found = []
        for i in range(start, end):
            call(page, i, left, right, bottom, top)
            found.append(turned(left.value, bottom.value, right.value, top.value))
        return tuple(found)

    def _runs(self, start: int, count: int) -> list[Box]:
        """The boxes of the runs a stretch of characters is made of."""
        number = pdfium.FPDFText_CountRects(self._chars, start, count)
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        found = []
        for i in range(number):
            pdfium.FPDFText_GetRect(self._chars, i, left, top, right, bottom)
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

    def _bold(self, index: int) -> bool:
        buffer = ctypes.create_string_buffer(96)
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._chars, index, buffer, 96, flags)
        return size > 0 and b"bold" in buffer.value.lower()

    # -- pieces
    # ---------------------------------------------------------------------------------------------------

    def pieces(self, text: str) -> list[Piece]:
        """The page's runs of words; a run ends at a line end or at a gap wide enough to part columns."""
        found: list[Piece] = []
        for match in _LINE.finditer(text):
            start, end = _stripped(text, match.start(), match.end())
            if start >= end:
                continue
            runs = self._runs(start, end - start)
            if not runs:
                continue
            box = _union(runs)
            line = text[start:end]
            if _has_gap(runs, box) or _WIDE.search(line):
                found += self._split(text, start, end)
                continue
            bold = self._bold(start) and self._bold(end - 1)
            found.append(Piece(_hyphens(line), box, bold, spell=partial(self._letter_boxes, start, end)))
        return found

    def _split(self, text: str, start: int, end: int) -> Iterator[Piece]:
        boxes = list(self._letter_boxes(start, end))
        at = 0
        last: Box | None = None
        for i, box in enumerate(boxes):
            if text[start + i].isspace() or box[2] <= box[0]:
                continue
            if last is not None and _parted(last, box):
                yield from self._piece(text, start, boxes, at, i)
                at = i
            last = box
        yield from self._piece(text, start, boxes, at, end - start)

    def _piece(self, text: str, start: int, boxes: list[Box], at: int, to: int) -> Iterator[Piece]:
        first, last = _stripped(text, start + at, start + to)
        if first >= last:
            return
        kept = boxes[first - start : last - start]
        shown = [b for b in kept if b[2] > b[0] and b[3] > b[1]] or kept
        bold = self._bold(first) and self._bold(last - 1)
        letters = tuple(kept)
        yield Piece(_hyphens(text[first:last]), _union(shown), bold, spell=lambda: letters)

    # -- what is drawn
    # --------------------------------------------------------------------------------------------

    def drawn(self) -> tuple[list[Box], float, int]:
        """Ruling lines as thin boxes, the share of the page images cover, the number of paths."""
        lines: list[Box] = []
        image, paths = 0.0, 0
        area = max(1.0, self.width * self.height)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for i in range(pdfium.FPDFPage_CountObjects(self._raw)):
            item = pdfium.FPDFPage_GetObject(self._raw, i)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
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

    def overlays(self) -> list[Box]:
        """Where signature fields, stamps and typed-on notes lie."""
        found: list[Box] = []
        for i in range(pdfium.FPDFPage_GetAnnotCount(self._raw)):
            note = pdfium.FPDFPage_GetAnnot(self._raw, i)
            if note and pdfium.FPDFAnnot_GetSubtype(note) in _OVERLAID_KINDS:
                rect = pdfium.FS_RECTF()
                if pdfium.FPDFAnnot_GetRect(note, rect):
                    low, high = sorted((rect.bottom, rect.top))
                    found.append(self._turned(rect.left, low, rect.right, high))
            if note:
                pdfium.FPDFPage_CloseAnnot(note)
        return found


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


def flatten(page: Any) -> bool:
    """Makes what is laid over a page part of it; true where that changed the page."""
    return bool(pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


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


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\u00a0\r\n":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0\r\n":
        end -= 1
    return start, end


def _hyphens(text: str) -> str:
    return text.replace("\x02", "-").replace("\ufffe", "-")


def _union(boxes: list[Box]) -> Box:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _has_gap(runs: list[Box], box: Box) -> bool:
    """Whether two neighbouring runs are parted, or the runs do not stand on one line."""
    if len(runs) == 1:
        return False
    tallest = max(b[3] - b[1] for b in runs)
    if box[3] - box[1] > 1.5 * max(tallest, 6) or any(b[0] < a[2] - 8 for a, b in pairwise(runs)):
        return True
    ordered = sorted(runs)
    reach = ordered[0][2]
    for run in ordered[1:]:
        if run[0] - reach > max(14.0, 1.4 * tallest):
            return True
        reach = max(reach, run[2])
    return False


def _parted(last: Box, box: Box) -> bool:
    height = max(last[3] - last[1], box[3] - box[1], 8.0)
    if box[0] - last[2] > max(14.0, 1.4 * height) or last[0] - box[0] > 3 * height:
        return True
    return min(last[3], box[3]) - max(last[1], box[1]) < -0.6 * height

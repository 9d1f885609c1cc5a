"""One PDF page through pdfium: its size, its words, ruling lines, images."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from lotrinh.reading.formats import pdfium_calls as calls
from lotrinh.reading.formats import ruling
from lotrinh.reading.formats.layout import Box
from lotrinh.reading.formats.pdf_text import Place, TextLayer

_PATH, _IMAGE = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE


class PdfPage:
    """A loaded page; to be closed. `raw` is pdfium's own."""

    def __init__(self, document: Any, index: int, beneath: PdfPage | None = None) -> None:
        """`beneath`: the page this one is laid over; boxes are told on that page."""
        self.raw = loaded(document, index)
        self.width: float = pdfium.FPDF_GetPageWidthF(self.raw)
        self.height: float = pdfium.FPDF_GetPageHeightF(self.raw)
        self.place: Place = beneath.place if beneath else _place(self.raw)
        self.words = TextLayer(self.raw, self.place, laid=beneath is not None)

    def close(self) -> None:
        """Gives the page's memory back."""
        self.words.close()
        pdfium.FPDF_ClosePage(self.raw)

    def drawn(self) -> tuple[list[Box], float, int]:
        """Ruling lines as thin boxes, the share of the page images cover, the number of paths."""
        count = pdfium.FPDFPage_CountObjects(self.raw)
        items = list(map(calls.object_at, repeat(self.raw, count), range(count)))
        kinds = list(map(calls.kind_of, items))
        lines: list[Box] = []
        image, paths = 0.0, 0
        if kinds.count(pdfium.FPDF_PAGEOBJ_TEXT) == count:
            return lines, image, paths
        area = max(1.0, self.width * self.height)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        refs = tuple(map(ctypes.byref, (left, bottom, right, top)))
        for item, kind in zip(items, kinds, strict=True):
            if (kind != _PATH and kind != _IMAGE) or not calls.object_sides(item, *refs):
                continue
            box = self.place(left.value, bottom.value, right.value, top.value)
            if kind == _IMAGE:
                image = max(image, (box[2] - box[0]) * (box[3] - box[1]) / area)
                continue
            paths += 1
            lines += _lines_of(item, box)
        return lines, image, paths


def loaded(document: Any, index: int) -> Any:
    """A page of pdfium's own, for its functions. pypdfium2's would be kept until the document is closed."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        raise pypdfium2.PdfiumError("Failed to load page.")
    return page


def _place(page: Any) -> Place:
    """Tells how boxes of a page stand on the page as shown."""
    frame = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, frame)
    x0, y0, x1, y1 = frame.left, frame.bottom, frame.right, frame.top
    rotation = pdfium.FPDFPage_GetRotation(page)
    if rotation == 0:
        return lambda left, bottom, right, top: (left - x0, y1 - top, right - x0, y1 - bottom)
    if rotation == 1:
        return lambda left, bottom, right, top: (bottom - y0, left - x0, top - y0, right - x0)
    if rotation == 2:
        return lambda left, bottom, right, top: (x1 - right, bottom - y0, x1 - left, top - y0)
    return lambda left, bottom, right, top: (y1 - top, x1 - right, y1 - bottom, x1 - left)


def _lines_of(item: int, box: Box) -> list[Box]:
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 2.5 or height <= 2.5:
        return [box]
    path = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments not in (4, 5, 6) or width < 12 or height < 8:
        return []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return ruling.outline(box) if stroke.value else []

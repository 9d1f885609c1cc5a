"""What lies over the pages of a PDF: signature imprints, stamps, numbers and days typed on.

pdfium gives the words of annotations only where they are made part of a page ("flattened") that is then loaded anew,
and a full page loaded anew costs as much as the first time. So they are read in a copy of the file whose pages do not
find their own content: there each page is blank but for what lies over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from lotrinh.reading.formats.pdf_page import PdfPage, loaded

_KINDS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)
_MOST_NOTES = 200
# A page's content is a reference or a list of them; what an annotation or a signature has under that name is a string.
_CONTENT = re.compile(rb"/Contents(?=\s{0,9}[\d\[])")
_UNKNOWN = b"/contents"  # as long, so that all else stays in its place; a name nobody looks up


@dataclass(slots=True)
class Overlays:
    """What lies over the pages of one file; to be closed."""

    data: bytes
    _copy: Any = None

    def over(self, page: PdfPage, index: int) -> PdfPage | None:
        """The words laid over a page, themselves a page, to be closed; None where there are none."""
        if not _is_overlaid(page.raw):
            return None
        self._copy = self._copy or pypdfium2.PdfDocument(_CONTENT.sub(_UNKNOWN, self.data))
        blank = loaded(self._copy, index)
        try:
            _clear(blank)
            if pdfium.FPDFPage_Flatten(blank, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
                return None
            return PdfPage(self._copy, index, beneath=page)
        finally:
            pdfium.FPDF_ClosePage(blank)

    def close(self) -> None:
        """Gives the copy's memory back. Its pages are to be closed before."""
        if self._copy is not None:
            self._copy.close()


def _is_overlaid(page: Any) -> bool:
    """Whether signature imprints, stamps or typed-on notes lie over a page of pdfium's."""
    for i in range(min(_MOST_NOTES, pdfium.FPDFPage_GetAnnotCount(page))):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note) if note else None
        if note:
            pdfium.FPDFPage_CloseAnnot(note)
        if kind in _KINDS:
            return True
    return False


def _clear(page: Any) -> None:
    """Empties a page that found its content all the same, as one does that is kept packed in the file."""
    count = pdfium.FPDFPage_CountObjects(page)
    if not count:
        return
    for i in range(count):
        pdfium.FPDFPageObj_SetIsActive(pdfium.FPDFPage_GetObject(page, i), False)
    pdfium.FPDFPage_GenerateContent(page)

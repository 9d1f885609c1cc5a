"""PDF: text with boxes, tables by their ruling lines, fonts that lie, signature imprints, scans through
OCR."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2

from lotrinh.errors import MissingTool, UnreadableDocument
from lotrinh.reading import progress
from lotrinh.reading.formats import layout, ocr, pdf_glyphs, pdf_tables, roles, ruling
from lotrinh.reading.formats.build import Builder
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.pages import PageDraft, write
from lotrinh.reading.formats.pdf_overlay import Overlays
from lotrinh.reading.formats.pdf_page import PdfPage
from lotrinh.reading.formats.pdf_text import TextLayer
from lotrinh.reading.source import Source

_FEW_WORDS = 60
_GOOD = 0.85
_SCAN = 0.45
_DRAWN_LETTERS = 600
_LEARNED_PAGES = 12


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A PDF. Raises UnreadableDocument where it is damaged or locked."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_why(error, name)) from error
    try:
        return _Reader(document, data, name, limits).read()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"Tệp “{name}” bị hỏng hoặc thiếu phần cuối. Hãy xuất lại tệp PDF.") from error
    finally:
        document.close()


def _why(error: Exception, name: str) -> str:
    if "password" in str(error).lower():
        return f"Tệp “{name}” được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."
    return f"Tệp “{name}” bị hỏng hoặc thiếu phần cuối. Hãy xuất lại tệp PDF."


@dataclass(slots=True)
class _Verdict:
    """What one page turned out to be."""

    draft: PageDraft
    scan: bool = False
    garbled: bool = False
    quality: float = 1.0
    laid_over: list[Piece] = field(default_factory=list)
    """Numbers and days typed onto the page; a picture of it does not hold them."""

    @property
    def through_ocr(self) -> bool:
        """Whether the page has to be recognised from a picture of it."""
        return self.scan or (self.garbled and self.quality < _GOOD)


def _is_imprint(piece: Piece) -> bool:
    """Whether a piece belongs to a signature's imprint: laid over the page, and more than a number typed on."""
    words = "".join(piece.text.split())
    return piece.laid and not (len(words) <= 8 and words.strip("./-").isdigit())


def _close(pages: list[PdfPage]) -> None:
    while pages:
        pages.pop().close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lets the garbage collector rest: it would look through thousands of new lines again and again for cycles, and
    there are none."""
    worked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if worked:
            gc.enable()


@dataclass(slots=True)
class _Reader:
    document: Any
    data: bytes
    name: str
    limits: Limits
    repairer: pdf_glyphs.Repairer = field(default_factory=pdf_glyphs.Repairer)
    _open: list[PdfPage] = field(default_factory=list)

    def read(self) -> Source:
        count = len(self.document)
        if count == 0:
            raise UnreadableDocument(f"Tệp “{self.name}” không có trang nào. Hãy kiểm tra lại tệp đã gửi.")
        if count > self.limits.pages:
            raise UnreadableDocument(f"Tệp “{self.name}” có {count} trang, quá giới hạn {self.limits.pages} trang.")
        builder = Builder("pdf", self.limits)
        with _uncollected():
            verdicts = self._pages(count)
        confidence = self._recognise(verdicts, builder)
        with _uncollected():
            write(builder, [v.draft for v in verdicts])
            source = builder.source(confidence)
            roles.mark_footnotes(source)
        return source

    def _pages(self, count: int) -> list[_Verdict]:
        verdicts: list[_Verdict] = []
        finished = 0
        overlays = Overlays(self.data)
        try:
            for index in range(count):
                progress.report(finished, count)
                verdicts.append(self._page(index, overlays))
                finished += not verdicts[-1].through_ocr
        finally:
            _close(self._open)
            overlays.close()
        return verdicts

    # -- one page
    # -------------------------------------------------------------------------------------------------

    def _page(self, index: int, overlays: Overlays) -> _Verdict:
        before, self._open = self._open, [PdfPage(self.document, index)]
        try:
            over = overlays.over(self._open[0], index)
            self._open += [over] if over else []
            return self._judged(self._open[0], over, index)
        finally:
            _close(before)
            if not self.repairer.readings:
                _close(self._open)
            # Else it stays open until the next is read: it keeps its fonts, by which the readings are known, loaded.

    def _judged(self, page: PdfPage, over: PdfPage | None, index: int) -> _Verdict:
        draft = PageDraft(index + 1, page.width, page.height)
        layers = [page.words, over.words] if over else [page.words]
        texts = [layer.text for layer in layers]
        garbled, quality = False, 1.0
        if pdf_glyphs.suspicious("\n".join(texts)):
            garbled = True
            texts = self._put_right(layers, index)
            quality = pdf_glyphs.quality("\n".join(texts))
        drawn, image, paths = page.drawn()
        pieces = layers[0].pieces(texts[0])
        if over:
            pieces += over.words.pieces(texts[1])
            draft.stamps = [p for p in pieces if _is_imprint(p)]
            pieces = [p for p in pieces if not _is_imprint(p)]
        draft.items = pdf_tables.items(pieces, ruling.grids(drawn))
        scan = (image > _SCAN or paths > _DRAWN_LETTERS) and sum(len(p.text) for p in pieces) < _FEW_WORDS
        if image > _SCAN and not scan and not garbled:
            quality = pdf_glyphs.quality("\n".join(texts))
            garbled = quality < 0.7  # somebody else's OCR under the picture, and a poor one
        return _Verdict(draft, scan, garbled, quality, [p for p in pieces if p.laid] if scan else [])

    def _put_right(self, layers: Sequence[TextLayer], index: int) -> list[str]:
        """The texts of a page whose fonts lie, letter by letter as they show."""
        letters = [layer.letters() for layer in layers]
        self._learn(index, [letter for one in letters for letter in one])
        return [self.repairer.text(one) for one in letters]

    def _learn(self, index: int, letters: list[pdf_glyphs.Letter]) -> None:
        """Judges this page's fonts, the first time on the pages that follow as well: a font's rare letters
        come late."""
        if not self.repairer.readings:
            for other in range(index + 1, min(len(self.document), index + _LEARNED_PAGES)):
                page = PdfPage(self.document, other)
                if pdf_glyphs.suspicious(page.words.text):
                    letters = letters + page.words.letters()
                page.close()
        self.repairer.learn(letters)

    # -- scans
    # ----------------------------------------------------------------------------------------------------

    def _through_ocr(self, wanted: Sequence[_Verdict]) -> list[PageDraft]:
        """The pages recognised from pictures that do not show signature imprints, with what is typed onto
        them added."""
        fresh = pypdfium2.PdfDocument(self.data)
        try:
            jobs = [ocr.Job(v.draft.number, tuple(v.laid_over)) for v in wanted]
            return ocr.read_pages(fresh, jobs, self.limits)
        finally:
            fresh.close()

    def _recognise(self, verdicts: list[_Verdict], builder: Builder) -> float:
        """Reads scanned pages, and those whose letters could not be put right, through OCR. Gives the
        confidence."""
        wanted = [v for v in verdicts if v.through_ocr]
        repaired = [v for v in verdicts if v.garbled and v not in wanted]
        if repaired:
            builder.method = "glyph-repair"
            builder.note(
                "glyph_artefact",
                f"Lớp chữ của PDF sai bảng mã phông ở {len(repaired)} trang; đã khôi phục từng chữ. "
                "Hãy đối chiếu số và tên riêng.",
            )
        if not wanted:
            return min((v.quality for v in repaired), default=1.0)
        try:
            with progress.after(len(verdicts) - len(wanted)):
                drafts = self._through_ocr(wanted)
        except MissingTool:
            if all(v.scan for v in verdicts):
                raise
            builder.note(
                "glyph_artefact",
                "Có trang không đọc được lớp chữ; máy này chưa cài công cụ nhận dạng chữ (Tesseract).",
            )
            return 0.3
        builder.method = "ocr" if len(wanted) * 2 >= len(verdicts) else builder.method
        for verdict, draft in zip(wanted, drafts, strict=True):
            draft.stamps = verdict.draft.stamps
            verdict.draft = draft
        shown = ", ".join(str(v.draft.number) for v in wanted[:20])
        builder.note("glyph_artefact", f"Trang {shown} được nhận dạng từ ảnh (OCR). Hãy đối chiếu với bản gốc.")
        told = [d.confidence for d in drafts if d.items]
        return min(sum(told) / len(told) if told else 0.0, min((v.quality for v in repaired), default=1.0))


__all__: Sequence[str] = ("layout", "read")

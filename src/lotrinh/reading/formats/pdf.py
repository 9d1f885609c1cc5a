"""PDF: text with boxes, tables by their ruling lines, fonts that lie, signature imprints, scans through
OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lotrinh.errors import MissingTool, UnreadableDocument
from lotrinh.reading import progress
from lotrinh.reading.formats import layout, ocr, pdf_glyphs, pdf_tables, roles, ruling
from lotrinh.reading.formats.build import Builder
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.pages import PageDraft, write
from lotrinh.reading.source import Source

_FEW_WORDS = 60
_GOOD = 0.85
_SCAN = 0.45
_DRAWN_LETTERS = 600
_LEARNED_PAGES = 12


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A PDF. Raises UnreadableDocument where it is damaged or locked."""
    import pypdfium2

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


@dataclass(slots=True)
class _Reader:
    document: Any
    data: bytes
    name: str
    limits: Limits
    repairer: pdf_glyphs.Repairer = field(default_factory=pdf_glyphs.Repairer)
    _before: Any = None

    def read(self) -> Source:
        count = len(self.document)
        if count == 0:
            raise UnreadableDocument(f"Tệp “{self.name}” không có trang nào. Hãy kiểm tra lại tệp đã gửi.")
        if count > self.limits.pages:
            raise UnreadableDocument(f"Tệp “{self.name}” có {count} trang, quá giới hạn {self.limits.pages} trang.")
        builder = Builder("pdf", self.limits)
        verdicts: list[_Verdict] = []
        finished = 0
        for index in range(count):
            progress.report(finished, count)
            verdicts.append(self._page(index))
            finished += not verdicts[-1].through_ocr
        self._keep(None)
        confidence = self._recognise(verdicts, builder)
        write(builder, [v.draft for v in verdicts])
        source = builder.source(confidence)
        roles.mark_footnotes(source)
        return source

    # -- one page
    # -------------------------------------------------------------------------------------------------

    def _page(self, index: int) -> _Verdict:
        from lotrinh.reading.formats import pdf_page

        handle = self.document[index]
        page = pdf_page.flattened(self.document, index, handle) if pdf_page.is_overlaid(handle) else None
        if page is not None:
            handle.close()
        page = page or pdf_page.PdfPage(handle)
        try:
            return self._judged(page, index)
        finally:
            self._keep(page)

    def _keep(self, page: Any) -> None:
        """Closes the page before this one. The last page stays open: it keeps its fonts loaded, and the next one mostly
        uses the same."""
        self._before, before = page, self._before
        if before is not None:
            before.close()

    def _judged(self, page: Any, index: int) -> _Verdict:
        draft = PageDraft(index + 1, page.width, page.height)
        text = page.text
        garbled, quality = False, 1.0
        if pdf_glyphs.suspicious(text):
            garbled = True
            letters = page.letters()
            self._learn(index, letters)
            text = self.repairer.text(letters)
            quality = pdf_glyphs.quality(text)
        drawn, image, paths = page.drawn()
        grids = ruling.grids(drawn)
        pieces = page.pieces(text)
        draft.stamps = [p for p in pieces if p.laid and _is_imprint(p)]
        if draft.stamps:
            pieces = [p for p in pieces if not (p.laid and _is_imprint(p))]
        words = sum(len(p.text) for p in pieces)
        draft.items = pdf_tables.items(pieces, grids)
        scan = words < _FEW_WORDS and (image > _SCAN or paths > _DRAWN_LETTERS)
        if image > _SCAN and not scan and not garbled:
            quality = pdf_glyphs.quality(text)
            garbled = quality < 0.7  # somebody else's OCR under the picture, and a poor one
        return _Verdict(draft, scan, garbled, quality, [p for p in pieces if p.laid] if scan else [])

    def _learn(self, index: int, letters: list[pdf_glyphs.Letter]) -> None:
        """Judges this page's fonts, the first time on the pages that follow as well: a font's rare letters
        come late."""
        from lotrinh.reading.formats.pdf_page import PdfPage

        if not self.repairer.readings:
            for other in range(index + 1, min(len(self.document), index + _LEARNED_PAGES)):
                page = PdfPage(self.document[other])
                if pdf_glyphs.suspicious(page.text):
                    letters = letters + page.letters()
                page.close()
        self.repairer.learn(letters)

    # -- scans
    # ----------------------------------------------------------------------------------------------------

    def _through_ocr(self, wanted: Sequence[_Verdict]) -> list[PageDraft]:
        """The pages recognised from pictures that do not show signature imprints, with what is typed onto
        them added."""
        import pypdfium2

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

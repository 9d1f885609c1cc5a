"""Text PDFs of a hundred pages and more, made from the development samples."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def signed(notice: Path, pages: int = 100, *, every_page: bool = False) -> bytes:
    """A signed notice as offices send it: number and day typed on the first page, the imprint on the last; the pages
    between are its first page without them. With `every_page` they stay on each (the worst case). Fonts are shared, as
    in a file that was printed in one go."""
    out = pdfium.PdfDocument.new()
    out.import_pages(pdfium.PdfDocument(notice), [0] * (pages - 1) + [1])
    for index in range(1, 1 if every_page else pages - 1):
        page = out[index]
        while raw.FPDFPage_GetAnnotCount(page.raw):
            raw.FPDFPage_RemoveAnnot(page.raw, 0)
        page.close()
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def from_word(text: Path, sections: int = 50) -> bytes | None:
    """A Word file of running text with a heading and a table a section, a header and page numbers, made a PDF by
    LibreOffice; about two pages a section. None where LibreOffice is missing."""
    office = shutil.which("soffice")
    if office is None:
        return None
    lines = [line.strip() for line in text.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        _word_file([line for line in lines if len(line) > 60], sections, Path(folder) / "dai.docx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, f"{folder}/dai.docx"],
            capture_output=True,
            check=True,
            timeout=300,
        )
        return (Path(folder) / "dai.pdf").read_bytes()


def _word_file(prose: list[str], sections: int, path: Path) -> None:
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    style = document.styles["Normal"].font
    style.name, style.size = "Times New Roman", Pt(14)
    page.header.paragraphs[0].text = "CHƯƠNG TRÌNH HÀNH ĐỘNG"
    _page_number(page.footer.paragraphs[0])
    for number in range(sections):
        document.add_heading(f"{number + 1}. Nhiệm vụ, giải pháp", 2)
        told = 0
        while told < 3200:
            words = prose[(number * 7 + told) % len(prose)]
            document.add_paragraph(words)
            told += len(words)
        _table(document, prose, number)
        if number < sections - 1:
            document.add_page_break()
    document.save(str(path))


def _table(document: Any, prose: list[str], number: int) -> None:
    heads = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
    table = document.add_table(5, 4, "Table Grid")
    for row in range(5):
        told = (str(row), prose[(number + row) % len(prose)][:90], "Sở Kế hoạch và Đầu tư", "Quý II/2026")
        for column, words in enumerate(told if row else heads):
            table.cell(row, column).text = words


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = " PAGE "
        run._r.append(element)

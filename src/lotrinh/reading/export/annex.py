"""The assignment annex: who does what with whom by when, as rows, as .xlsx and as .docx."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotrinh.reading.model import Reading

HEADS = (
    "TT",
    "Mục",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Sản phẩm",
    "Thời hạn",
    "Hạn cuối",
    "Ghi chú",
)
_WIDTHS = (8, 13, 56, 26, 28, 22, 19, 20, 20)
_ROOM = 26.2  # cm between the margins of the Word file's page
_KINDS = {
    "date": "ngày",
    "month": "tháng",
    "quarter": "quý",
    "half_year": "nửa năm",
    "year": "năm",
    "recurring": ("định kỳ"),
    "continuous": "thường xuyên",
    "triggered": "theo sự kiện",
    "none": "",
}
# A spreadsheet cell holds no more than this.
_CELL = 32_000


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the annex, all as text."""

    number: int
    path: str
    task: str
    lead: str
    coordinating: str
    product: str
    deadline: str
    due: str
    note: str

    def cells(self) -> tuple[str, ...]:
        """The line as it goes into a table."""
        return (
            str(self.number),
            self.path,
            self.task,
            self.lead,
            self.coordinating,
            self.product,
            self.deadline,
            self.due,
            self.note,
        )


def lines(reading: Reading) -> list[Line]:
    """The assignments of a reading, in reading order."""
    return [
        Line(
            number,
            item.path,
            item.task,
            "; ".join(item.lead),
            "; ".join(item.coordinating),
            item.product or "",
            item.deadline.text or _KINDS.get(item.deadline.kind, ""),
            item.deadline.due or "",
            "; ".join(a.doubt for name in item.lead if (a := reading.actors.get(name)) is not None and a.doubt),
        )
        for number, item in enumerate(reading.assignments, 1)
    ]


def to_xlsx(reading: Reading) -> bytes:
    """A workbook with one sheet. Every cell is written as text: nothing in a document can become a formula
    or a link."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
                "border": 1,
                "font_name": "Times New Roman",
            }
        )
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman"})
        sheet = book.add_worksheet("Nhiệm vụ")
        for column, (name, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        for row, line in enumerate(lines(reading), 1):
            for column, text in enumerate(line.cells()):
                sheet.write_string(row, column, text[:_CELL], body)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return out.getvalue()


def to_docx(reading: Reading) -> bytes:
    """A Word document with the annex as a table on a landscape A4 page."""
    import re

    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    title = document.add_paragraph("PHỤ LỤC NHIỆM VỤ")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].bold = True
    subject = document.add_paragraph(_clean(" ".join(x for x in (reading.header.type, reading.header.title) if x)))
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    rows = lines(reading)
    table = document.add_table(rows=1 + len(rows), cols=len(HEADS))
    table.style = "Table Grid"
    table.autofit = False
    filled = table._cells
    for column, name in enumerate(HEADS):
        width = Cm(_ROOM * _WIDTHS[column] / sum(_WIDTHS))
        table.columns[column].width = width
        for cell in filled[column :: len(HEADS)]:
            cell.width = width
        head = filled[column].paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(name).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, line in enumerate(rows, 1):
        for column, text in enumerate(line.cells()):
            filled[number * len(HEADS) + column].paragraphs[0].add_run(_clean(re.sub(r"\s+", " ", text)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    """Text without the characters XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")

"""Akoma Ntoso, spreadsheet, Word, tree."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import read
from lotrinh.reading.export.akn import to_akn
from lotrinh.reading.export.annex import HEADS, lines, to_docx, to_xlsx
from lotrinh.reading.export.tree import to_tree

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_akoma_ntoso_is_valid(path: Path) -> None:
    # `to_akn` validates against the strict schema and raises where it does not hold.
    assert b"<akomaNtoso" in to_akn(read(path))


@pytest.mark.parametrize(
    "name", ["can-tho-29nqtw.txt", "nq-248-2025-qh15.txt", "kh-1105-dkt.txt", "kh-ubnd-chi-thi-11.docx"]
)
def test_akoma_ntoso_of_a_real_document_is_valid(shared: Path, name: str) -> None:
    assert b"<akomaNtoso" in to_akn(read(shared / "documents" / name))


def test_akoma_ntoso_survives_control_characters() -> None:
    assert to_akn(reading_of("1. Việc \x01 lạ\n"))


TASK = 'I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế =HYPERLINK("http://x") kiểm tra các phòng khám.\n2. Sở Xây dựng =1+1\n'


def test_spreadsheet_holds_text_only() -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(reading_of(TASK)))).active
    assert sheet is not None
    assert [c.value for c in sheet[1]] == list(HEADS)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_word_table_has_a_row_for_each_task() -> None:
    import docx

    reading = reading_of(TASK)
    table = docx.Document(io.BytesIO(to_docx(reading))).tables[0]
    assert len(table.rows) == 1 + len(lines(reading))


def test_word_table_gives_the_task_the_widest_column_and_repeats_its_head() -> None:
    import docx

    table = docx.Document(io.BytesIO(to_docx(reading_of(TASK)))).tables[0]
    widths = [cell.width.cm for cell in table.rows[1].cells]
    assert widths[2] == max(widths) and widths[0] == min(widths) and abs(sum(widths) - 26.2) < 0.1
    assert "tblHeader" in table.rows[0]._tr.xml


def test_tree_shows_outline_and_doubts() -> None:
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=160).print(to_tree(reading_of("I. MỤC TIÊU [x]\n- Tỷ lệ đô thị hóa đạt 80%.\n")))
    assert "MỤC TIÊU [x]" in out.getvalue()
    assert "Điểm cần xem lại" in out.getvalue()

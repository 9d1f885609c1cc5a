"""The format check names what is wrong, and where."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt

from lotrinh.commands.check_format import check_format as command
from lotrinh.errors import UnreadableDocument
from lotrinh.writing.check import check_format
from lotrinh.writing.report import progress_report

from .samples import report

SAMPLE = progress_report(report(kind="quarter", recipients=("Như trên", "Lưu Văn phòng Thành ủy")))


def changed(change: Callable[[Any], None]) -> bytes:
    word = docx.Document(io.BytesIO(SAMPLE))
    change(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def paragraphs(word: Any) -> list[Any]:
    tables = [p for t in word.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    return [*tables, *word.paragraphs]


def replaced(old: str, new: str) -> Callable[[Any], None]:
    def change(word: Any) -> None:
        for paragraph in paragraphs(word):
            for run in paragraph.runs:
                if old in run.text:
                    run.text = run.text.replace(old, new)

    return change


def narrow(word: Any) -> None:
    word.sections[0].left_margin = Mm(20)


def small(word: Any) -> None:
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(11)


def arial(word: Any) -> None:
    paragraph = next(p for p in word.paragraphs if p.text.startswith("Thực hiện Nghị quyết"))
    paragraph.runs[0].font.name = "Arial"


def bold_position(word: Any) -> None:
    for paragraph in paragraphs(word):
        if paragraph.text == "PHÓ BÍ THƯ":
            paragraph.runs[0].bold = True


CASES: list[tuple[str, Callable[[Any], None], str]] = [
    ("page", narrow, "lề trái 20 mm"),
    ("font", arial, "phông Arial"),
    ("body", small, "cỡ 11"),
    ("numbering", replaced("Số  ", "Số: "), "có dấu hai chấm"),
    ("date", replaced("ngày 05", "ngày 5"), "ngày 5"),
    ("date", replaced("tháng 7", "tháng 07"), "tháng 07"),
    ("subject", replaced("-----", "---"), "«---»"),
    ("issuing_organ", replaced("*", " "), "không có dấu sao"),
    ("title", replaced("ĐẢNG CỘNG SẢN", "ĐẢNG"), "không có tiêu đề"),
    ("position", bold_position, "chức vụ đậm"),
    ("authority", replaced("T/M", "TM."), "«TM."),
    ("signer", replaced("Nguyễn Văn A", "TS. Nguyễn Văn A"), "học hàm"),
    ("recipients", replaced("Lưu Văn phòng", "Gửi Văn phòng"), "không có dòng Lưu"),
]


@pytest.mark.parametrize(("rule", "change", "words"), CASES, ids=[f"{c[0]}-{c[2]}" for c in CASES])
def test_one_fault_is_found(rule: str, change: Callable[[Any], None], words: str) -> None:
    found = check_format(changed(change), "HD05-2026").findings
    assert any(f.rule == rule and words in f.found for f in found), [f.sentence() for f in found]


def test_a_finding_names_its_source() -> None:
    finding = check_format(changed(narrow), "HD05-2026").findings[0]
    assert finding.sentence() == "Trang, phần 1: lề trái 20 mm; cần 30 mm (Hướng dẫn 05-HD/VPTW [S])."


def test_the_profile_follows_the_date_on_the_page() -> None:
    assert check_format(changed(replaced("năm 2026", "năm 2023"))).profile.id == "HD36-2018"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 50], ids=["empty", "cut", "old"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="Word"):
        check_format(content)


def test_an_empty_document_is_checked_too() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert check_format(out.getvalue(), "HD05-2026").findings


def test_the_command_ends_with_1_when_something_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(changed(narrow))
    assert command(tmp_path / "a.docx", "HD05-2026", False) == 1


def test_the_command_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="không-có"):
        command(tmp_path / "không-có.docx", None, False)


def test_the_development_sample_keeps_the_state_letterhead() -> None:
    sample = Path(__file__).parents[4] / "shared/documents/kh-ubnd-chi-thi-11.docx"
    if not sample.exists():
        pytest.skip("không có mẫu phát triển")
    rules = {finding.rule for finding in check_format(sample.read_bytes()).findings}
    assert not rules & {"title", "motto", "numbering", "date"}

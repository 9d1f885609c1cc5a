"""Word documents: what stands in them, and that they stay the same."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from growth import LINEAR, growth
from lotrinh.charts.render import to_png
from lotrinh.charts.small import bars
from lotrinh.errors import InvalidData
from lotrinh.writing.check import check_format
from lotrinh.writing.document import Column, Document, Letterhead, Paragraph, Picture, Run, Signature, Table
from lotrinh.writing.letterhead import number_text, place_date_text
from lotrinh.writing.letters import (
    Assignment,
    CommitteeList,
    Late,
    UrgingLetter,
    assignment_annex,
    standing_committee_list,
    urging_letter,
)
from lotrinh.writing.ooxml import text_width_mm
from lotrinh.writing.profiles import load_profile
from lotrinh.writing.report import TaskCounts, progress_report
from lotrinh.writing.word import build

from .samples import LETTERHEAD, RECIPIENTS, SIGNATURE, report

PARTY, STATE = load_profile("HD05-2026"), load_profile("ND30-2020")


def text_of(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{tag}t")) for p in body.iter(f"{tag}p"))
    return "\n".join(paragraphs)


def simple(text: str) -> Document:
    return Document(LETTERHEAD, "về thử", [Paragraph(text)], SIGNATURE, type_name="BÁO CÁO")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert progress_report(report()) == progress_report(report())


@pytest.mark.parametrize("profile", ["HD36-2018", "HD05-2026"])
@pytest.mark.parametrize("kind", ["quarter", "half_year", "final"])
def test_a_report_keeps_its_own_profile(profile: str, kind: str) -> None:
    found = check_format(progress_report(report(kind=kind), profile), profile).findings
    assert [finding.sentence() for finding in found] == []


def test_a_state_report_keeps_its_own_profile() -> None:
    made = report(signature=Signature("Chủ tịch", "TM. Ủy ban nhân dân", "Nguyễn Văn A"))
    found = check_format(progress_report(made, "ND30-2020"), "ND30-2020").findings
    assert [finding.sentence() for finding in found] == []


def test_an_open_number_keeps_its_room() -> None:
    assert number_text(LETTERHEAD, PARTY) == "Số      -BC/TU"


def test_a_party_number_below_ten_is_padded() -> None:
    assert number_text(replace(LETTERHEAD, number="5"), PARTY) == "Số 05-BC/TU"


def test_a_state_number_has_a_colon() -> None:
    head = Letterhead("UBND", number="15", symbol_type="QĐ", symbol_organ="UBND")
    assert number_text(head, STATE) == "Số: 15/QĐ-UBND"


def test_a_state_letter_has_no_type_in_its_symbol() -> None:
    assert number_text(Letterhead("S", number="125", symbol_organ="SGDĐT-VP"), STATE) == "Số: 125/SGDĐT-VP"


def test_a_known_month_leaves_room_for_the_day_only() -> None:
    head = Letterhead("A", place="Cần Thơ", month_year=(9, 2026))
    assert place_date_text(head) == "Cần Thơ, ngày      tháng 9 năm 2026"


def test_the_short_form_has_three_sections() -> None:
    lines = text_of(progress_report(report(kind="quarter"))).splitlines()
    heads = [line for line in lines if "- " in line[:6]]
    assert [h.split("-")[0] for h in heads if h.isupper()] == ["I", "II", "III"]


def test_the_final_review_asks_for_a_new_document() -> None:
    assert "IX- ĐỀ XUẤT BAN HÀNH VĂN BẢN MỚI" in text_of(progress_report(report(kind="final")))


def test_what_nobody_wrote_is_asked_for_and_not_invented() -> None:
    assert "[Văn phòng bổ sung: ưu điểm.]" in text_of(progress_report(report()))


def test_a_figure_carries_the_mark_of_its_record() -> None:
    text = text_of(progress_report(report()))
    assert "Đô thị hóa đạt 70,2%[1]." in text and "[1]\nBản ghi SL-2" in text


def test_a_figure_without_its_record_is_refused() -> None:
    with pytest.raises(InvalidData, match="SL-9"):
        build(replace(simple(""), body=[Paragraph((Run("5", source="SL-9"),))]))


def test_counts_follow_the_official_arithmetic() -> None:
    assert TaskCounts(16000, 51, 0, 223).sentence().endswith("tỷ lệ quá hạn 1,37%.")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            TaskCounts(1, 0, 23, 1, 27, (("thường xuyên", 26), ("chờ xác nhận", 1))),
            "Tổng số 52 nhiệm vụ: đã hoàn thành 01 (đúng hạn); chưa hoàn thành 24 (trong hạn 23, quá hạn 01); "
            "thường xuyên 26; chờ xác nhận 01; 01/02 nhiệm vụ đến hạn bị quá hạn, tỷ lệ quá hạn 50%.",
        ),
        (TaskCounts(open_in_time=4), "Tổng số 04 nhiệm vụ: chưa hoàn thành 04 (trong hạn)."),
        (TaskCounts(other=3), "Tổng số 03 nhiệm vụ: trạng thái khác 03."),
        (TaskCounts(), "Tổng số 00 nhiệm vụ."),
    ],
)
def test_counts_say_only_what_there_is(counts: TaskCounts, sentence: str) -> None:
    assert counts.sentence() == sentence


def test_no_figure_is_said_and_not_zero() -> None:
    assert "chưa có số liệu" in text_of(progress_report(report()))


def test_demonstration_data_is_marked_in_every_header() -> None:
    word = docx.Document(io.BytesIO(progress_report(report(demonstration=True))))
    first = word.sections[0]
    headers = (first.header, first.first_page_header, word.sections[-1].header)
    assert all("DỮ LIỆU TRÌNH DIỄN" in "".join(p.text for p in header.paragraphs) for header in headers)


def test_field_codes_in_text_stay_text() -> None:
    made = build(simple('{{ 7*7 }} <w:fldSimple w:instr="DATE"/> =1+1'))
    assert '{{ 7*7 }} <w:fldSimple w:instr="DATE"/> =1+1' in text_of(made)


def test_a_picture_carries_words_for_those_who_do_not_see_it() -> None:
    chart = bars("Quá hạn", "", [("Sở A", 3)])
    made = build(replace(simple(""), body=[Picture(to_png(chart), "Hình 1", chart.description)]))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert 'descr="Quá hạn: Sở A 3."' in package.read("word/document.xml").decode()


def test_a_broken_picture_is_named() -> None:
    with pytest.raises(InvalidData, match="Hình 1"):
        build(replace(simple(""), body=[Picture(b"no", "Hình 1", "")]))


def test_time_grows_with_the_rows_and_not_faster() -> None:
    def work(rows: int) -> bytes:
        table = Table([Column("A"), Column("B")], [("1", "hai")] * rows)
        return build(replace(simple(""), body=[table]))

    work(10)
    assert growth(work, 1000) < LINEAR


def test_a_row_longer_than_its_table_is_refused() -> None:
    with pytest.raises(InvalidData, match="1 cột"):
        build(replace(simple(""), body=[Table([Column("A")], [("1", "2")])]))


@examples(40)
@given(st.text(max_size=60))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    document = replace(simple(text), subject=text, recipients=(text,), letterhead=replace(LETTERHEAD, organ=text))
    docx.Document(io.BytesIO(build(document)))


def test_the_line_is_as_long_as_the_title() -> None:
    assert text_width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15) == pytest.approx(73, abs=1)


def test_an_urging_letter_counts_who_reported() -> None:
    letter = UrgingLetter(
        replace(LETTERHEAD, symbol_type="CV"), SIGNATURE, ["Sở A"], "Chương trình số 29", "báo cáo quý",
        date(2026, 9, 13), date(2026, 9, 20), 2, reported=12, expected=14, late=[Late("Sở A", "B", None, 3)],
    )  # fmt: skip
    assert "Đến ngày 13/9/2026, đã có 12/14 cơ quan, đơn vị báo cáo" in text_of(urging_letter(letter))


def test_the_committee_list_puts_the_latest_first() -> None:
    late = [Late("Sở A", "ít trễ", None, 3), Late("Sở B", "trễ nhất", None, 75)]
    made = CommitteeList(LETTERHEAD, SIGNATURE, "Chương trình", date(2026, 9, 13), late, RECIPIENTS)
    text = text_of(standing_committee_list(made))
    assert text.index("trễ nhất") < text.index("ít trễ")


def test_the_assignment_annex_has_the_official_columns() -> None:
    text = text_of(assignment_annex([Assignment("Việc", "Sở A", ["Sở B", "Sở C"], due="Quý IV/2026")]))
    heads = "STT\nNội dung nhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nSản phẩm/Kết quả\nCấp trình/ban hành"
    assert heads in text and "Sở B; Sở C" in text


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="không có LibreOffice")
def test_libreoffice_shows_every_vietnamese_letter(tmp_path: Path) -> None:
    letters = "ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ Đđ"
    (tmp_path / "a.docx").write_bytes(build(simple(letters + ".")))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = ["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    out = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    assert letters in " ".join(out.stdout.decode().split())

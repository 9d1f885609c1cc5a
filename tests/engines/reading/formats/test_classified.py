"""A marking is a stamp; words about secrecy are not."""

from __future__ import annotations

import io

import pytest

from engines.reading.formats.making import cell, docx, paragraph, table
from lotrinh.errors import ClassifiedDocument
from lotrinh.reading.formats import load
from lotrinh.reading.formats.classified import marking

MARKED = [
    ("MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("  TUYỆT  MẬT  ", "TUYỆT MẬT"),
    ("[MẬT]", "MẬT"),
    ("(MẬT)", "MẬT"),
    ("* MẬT *", "MẬT"),
    ("M Ậ T", "MẬT"),
    ("Độ mật: Mật", "MẬT"),
    ("Độ mật: Tối mật", "TỐI MẬT"),
    ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
    ("Độ mật : A", "TUYỆT MẬT"),
    ("Mức độ mật: Mật", "MẬT"),
    ("TÀI LIỆU MẬT", "MẬT"),
    ("VĂN BẢN TỐI MẬT", "TỐI MẬT"),
    ("MẬT    Bản số: 05", "MẬT"),
    ("Số: 12/BC-UBND      MẬT", "MẬT"),
    ("Số: 05-BC/TU MẬT", "MẬT"),
    ("Số: 05/BC-UBND (TỐI MẬT)", "TỐI MẬT"),
    ("MẬT\tTrang 1", "MẬT"),
    ("MẬT      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
    ("Bản số: 01  TUYỆT MẬT", "TUYỆT MẬT"),
]

UNMARKED = [
    "bảo mật thông tin",
    "Bảo mật",
    "BẢO MẬT",
    "BÍ MẬT NHÀ NƯỚC",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14",
    "AN NINH MẠNG",
    "tài liệu mật được gửi riêng",
    "- Danh mục tài liệu mật",
    "Độ mật: Không",
    "Độ mật: Thường",
    "Mật độ dân số: 1.200 người/km2",
    "MẬT ĐỘ XÂY DỰNG",
    "mật",
    "Mật ong, mật mía",
    "mật khẩu",
    "tuyệt mật",
    "Quy định về độ mật",
    "Xác định độ mật: mật, tối mật và tuyệt mật theo danh mục bí mật nhà nước do Thủ tướng ban hành",
    "THÂN MẬT",
    "CƠ MẬT VIỆN",
    "Hoàng Văn Mật",
    "HOÀNG VĂN MẬT",
    "ĐỘ MẬT",
    "STT    TÊN VĂN BẢN    ĐỘ MẬT",
    "TUYỆT MẬT    TỐI MẬT    MẬT",
]


@pytest.mark.parametrize(("line", "grade"), MARKED)
def test_a_marking_is_known(line, grade):
    assert marking(line) == grade


@pytest.mark.parametrize("line", UNMARKED)
def test_words_about_secrecy_are_no_marking(line):
    assert marking(line) is None


HEAD = "ỦY BAN NHÂN DÂN\nTỈNH X\n{}\nSố: 12/KH-UBND\nKẾ HOẠCH\nvề phát triển kinh tế - xã hội\n1. Mục tiêu\n"


def test_a_text_with_a_stamp_at_its_head_is_refused():
    with pytest.raises(ClassifiedDocument, match="TỐI MẬT"):
        load(HEAD.format("TỐI MẬT").encode(), "x.txt")


def test_the_refusal_says_nothing_of_the_content():
    with pytest.raises(ClassifiedDocument) as caught:
        load(HEAD.format("MẬT").encode(), "x.txt")
    assert "kinh tế" not in str(caught.value)


def test_a_text_about_secrets_is_read():
    source = load((HEAD.format("") + "Thực hiện Luật Bảo vệ bí mật nhà nước; bảo mật dữ liệu.\n").encode(), "x.txt")
    assert "bí mật nhà nước" in source.text


def test_the_same_word_deep_in_the_text_is_no_marking():
    text = HEAD.format("") + "Nội dung thực hiện nhiệm vụ.\n" * 200 + "MẬT\n"
    assert load(text.encode(), "x.txt").text


def test_a_title_that_wraps_before_the_word_is_no_marking():
    text = "CHƯƠNG TRÌNH\nCÔNG TÁC BẢO VỆ TÀI LIỆU BÍ\nMẬT\nnăm 2026\n"
    assert load(text.encode(), "x.txt").text


def test_a_stamp_in_the_letterhead_table_of_a_word_file_is_refused():
    body = table(cell("ỦY BAN NHÂN DÂN") + cell("CỘNG HÒA"), cell("TUYỆT MẬT") + cell("")) + paragraph("KẾ HOẠCH")
    with pytest.raises(ClassifiedDocument):
        load(docx(body), "x.docx")


def test_a_stamp_in_a_text_box_of_a_word_file_is_refused():
    words = f"<w:txbxContent>{paragraph('MẬT')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict><v:textbox xmlns:v='v'>{words}</v:textbox></w:pict></w:r></w:p>"
    with pytest.raises(ClassifiedDocument):
        load(docx(paragraph("KẾ HOẠCH") + paragraph("nội dung") * 100 + box), "x.docx")


def test_a_table_column_about_grades_is_read():
    body = paragraph("nội dung thực hiện kế hoạch") * 60 + table(cell("STT") + cell("Độ mật"), cell("1") + cell("Mật"))
    assert load(docx(body), "x.docx").tables


def test_a_table_that_counts_documents_by_grade_is_read():
    body = table(cell("TUYỆT MẬT") + cell("TỐI MẬT") + cell("MẬT"), cell("0") + cell("2") + cell("5"))
    assert load(docx(paragraph("BÁO CÁO") + body), "x.docx").tables


def test_a_watermark_of_a_word_file_is_refused():
    shape = "<w:p><w:r><w:pict><v:shape xmlns:v='v'><v:textpath string='TỐI MẬT'/></v:shape></w:pict></w:r></w:p>"
    with pytest.raises(ClassifiedDocument, match="TỐI MẬT"):
        load(docx(paragraph("KẾ HOẠCH") + shape), "x.docx")


def _workbook(header: str = "", box: str = "") -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Phụ lục")
    sheet.write(0, 0, "Nhiệm vụ")
    if header:
        sheet.set_header(header)
    if box:
        sheet.insert_textbox(3, 0, box)
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize("made", [{"header": '&C&"Arial,Bold"&14MẬT'}, {"box": "TUYỆT MẬT"}], ids=["header", "box"])
def test_a_stamp_beside_the_cells_of_a_spreadsheet_is_refused(made):
    with pytest.raises(ClassifiedDocument):
        load(_workbook(**made), "x.xlsx")


def test_words_beside_the_cells_of_a_spreadsheet_are_kept():
    source = load(_workbook("&L&D&CPhụ lục I&R&P", "Ghi chú: số liệu ước"), "x.xlsx")
    told = {source.words(line): line.role for line in source.lines}
    assert told["Phụ lục I"] == "running_header" and told["Ghi chú: số liệu ước"] == "textbox"

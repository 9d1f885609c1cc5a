"""PDF: columns, tables, page numbers, fonts that lie, signature imprints."""

from __future__ import annotations

import re
import shutil
from functools import cache

import pytest

from engines.reading.formats.making import form, pdf, sample, stamp, words
from lotrinh.reading.formats import load, ocr, pdf_glyphs
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.layout import lines as in_order
from lotrinh.reading.formats.ruling import grids, outline
from lotrinh.text.fold import fold


@cache
def read_once(name):
    """A sample as it is read; nothing here changes it."""
    return load(sample(name))


def shown(source, role="body"):
    return [source.words(line) for line in source.lines if line.role == role]


def piece(text, left, top, right, bottom=None):
    return Piece(text, (left, top, right, bottom or top + 12))


def test_lines_have_boxes_from_the_top_left_corner():
    line = load(pdf([words(50, 700, "Ke hoach phat trien")]), "x.pdf").lines[0]
    assert line.box is not None and abs(line.box[0] - 50) < 3 and 128 < line.box[1] < 136


def test_a_page_has_its_number_and_size():
    page = load(pdf([words(50, 700, "mot"), words(50, 700, "hai")]), "x.pdf").pages[1]
    assert (page.number, page.width, page.height) == (2, 595, 842)


def test_a_turned_page_is_read_as_shown():
    source = load(pdf([words(50, 700, "duoi") + " " + words(50, 750, "tren")], "/Rotate 180"), "x.pdf")
    assert shown(source) == ["duoi", "tren"]


def test_the_letterhead_comes_left_column_first():
    content = " ".join(
        [
            words(60, 780, "UBND TINH X"),
            words(300, 780, "CONG HOA XA HOI"),
            words(70, 760, "SO Y"),
            words(320, 760, "Doc lap - Tu do"),
            words(50, 700, "Thuc hien Quyet dinh so 10 cua Chu tich Uy ban nhan dan tinh X ve viec phat trien"),
        ]
    )
    assert shown(load(pdf([content]), "x.pdf"))[:4] == [
        "UBND TINH X",
        "SO Y",
        "CONG HOA XA HOI",
        "Doc lap - Tu do",
    ]


def test_a_number_laid_over_a_blank_goes_into_its_place():
    content = words(50, 700, "So:           /KH-UBND") + " " + words(80, 700, "11")
    assert shown(load(pdf([content]), "x.pdf")) == ["So: 11 /KH-UBND"]


def stamped(content: str, imprint: str, left: int = 300, bottom: int = 60) -> bytes:
    return pdf([content], stamp(5, left, bottom, 200, 40), (form(imprint, 200, 40),))


def test_what_is_laid_over_a_page_is_a_stamp_and_the_words_below_it_stay():
    source = load(stamped(words(310, 80, "Nguyen Van A"), words(5, 5, "Ky boi: UBND tinh X")), "x.pdf")
    assert (shown(source), shown(source, "stamp")) == (["Nguyen Van A"], ["Ky boi: UBND tinh X"])


def test_an_imprint_that_repeats_words_of_the_page_is_a_stamp_all_the_same():
    source = load(stamped(words(50, 700, "UBND tinh X"), words(5, 5, "UBND tinh X")), "x.pdf")
    assert (shown(source), shown(source, "stamp")) == (["UBND tinh X"], ["UBND tinh X"])


def test_a_number_typed_onto_a_page_goes_into_its_blank():
    content = words(50, 700, "So:           /KH-UBND")
    assert shown(load(stamped(content, words(5, 5, "11"), 75, 695), "x.pdf")) == ["So: 11/KH-UBND"]


def test_a_stamp_is_told_from_a_page_whose_content_cannot_be_hidden():
    # In a page packed into an object stream, or named like this, the copy for what lies over it finds its content.
    whole = stamped(words(310, 80, "Nguyen Van A"), words(5, 5, "Ky boi: UBND tinh X"))
    source = load(whole.replace(b"/Contents", b"/C#6fntents"), "x.pdf")
    assert (shown(source), shown(source, "stamp")) == (["Nguyen Van A"], ["Ky boi: UBND tinh X"])


def test_a_stamp_on_a_turned_page_has_its_box_as_shown():
    data = pdf(
        [words(50, 700, "Noi dung")], "/Rotate 90 " + stamp(5, 300, 60, 200, 40), (form(words(5, 5, "Ky"), 200, 40),)
    )
    box = next(line.box for line in load(data, "x.pdf").lines if line.role == "stamp")
    assert box is not None and 61 < box[0] < 66 and 304 < box[1] < 307


def test_a_wide_gap_parts_a_line_only_between_words():
    content = words(50, 700, "Tong cong") + " " + words(300, 700, "Mot dai")
    assert shown(load(pdf([content]), "x.pdf")) == ["Tong cong Mot dai"]


def test_page_numbers_are_marked():
    pages = [words(290, 810, str(i)) + " " + words(50, 700, f"noi dung trang {i}") for i in (1, 2, 3)]
    assert shown(load(pdf(pages), "x.pdf"), "page_number") == ["1", "2", "3"]


def test_headers_that_repeat_are_marked():
    pages = [words(50, 815, "Cong bao tinh X") + " " + words(50, 700, f"noi dung {i} cua trang") for i in range(4)]
    assert len(shown(load(pdf(pages), "x.pdf"), "running_header")) == 4


def test_a_ruled_table_is_a_table():
    rules = "50 600 200 60 re S 150 600 m 150 660 l S 50 630 m 250 630 l S"
    content = " ".join(
        [rules, words(60, 640, "TT"), words(160, 640, "Viec"), words(60, 610, "1"), words(160, 610, "Hop")]
    )
    source = load(pdf([content]), "x.pdf")
    assert [[c.text for c in r] for r in source.tables[0].rows] == [["TT", "Viec"], ["1", "Hop"]]


def test_a_table_that_goes_on_over_a_page_is_one_table():
    rules = "50 600 200 60 re S 150 600 m 150 660 l S 50 630 m 250 630 l S"
    pages = [
        " ".join(
            [
                rules,
                words(60, 640, f"{a}"),
                words(160, 640, "x"),
                words(60, 610, f"{a + 1}"),
                words(160, 610, "y"),
            ]
        )
        for a in (1, 3)
    ]
    source = load(pdf(pages), "x.pdf")
    assert [r[0].text for t in source.tables for r in t.rows] == ["1", "2", "3", "4"] and len(source.tables) == 1


def test_a_missing_rule_joins_two_cells():
    boxes = [*outline((0, 0, 100, 40)), (50, 0, 50, 40), (50, 20, 100, 20)]
    (grid,) = grids(boxes)
    assert grid.owner[1][0] == (0, 0) and grid.owner[1][1] == (1, 1)


def test_underlines_are_no_table():
    assert grids([(0, 10, 100, 10), (0, 30, 100, 30)]) == []


def test_recipients_and_signer_are_parted():
    pieces = [
        piece("Nơi nhận:", 90, 100, 140),
        piece("- Bộ X;", 90, 114, 200),
        piece("TM. ỦY BAN", 350, 100, 480),
        piece("CHỦ TỊCH", 360, 116, 470),
        piece("- Lưu: VT.", 90, 128, 180),
        piece("Nguyễn Văn A", 350, 170, 480),
    ]
    assert [p.text for p in in_order(pieces)] == [
        "Nơi nhận:",
        "- Bộ X;",
        "- Lưu: VT.",
        "TM. ỦY BAN",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


def test_prose_stays_in_order():
    pieces = [piece(f"dòng {i} của một đoạn văn bình thường", 80, 100 + 16 * i, 520) for i in range(5)]
    assert in_order(pieces) == pieces


def test_a_line_that_reaches_into_the_next_one_stays_before_it():
    pieces = [piece("Ế Ộ chữ cao", 80, 100, 520, 117), piece("dòng sau", 80, 116, 300, 130)]
    assert in_order(pieces) == pieces


def test_a_column_that_begins_half_a_line_lower_is_read_after_the_left_one():
    left = [piece(f"trái {i}", 80, 100 + 20 * i, 200) for i in range(3)]
    right = [piece(f"phải {i}", 300, 110 + 20 * i, 420) for i in range(3)]
    mixed = [p for pair in zip(left, right, strict=True) for p in pair]
    assert in_order(mixed) == in_order([*right, *left])


def test_good_text_is_not_suspicious():
    assert not pdf_glyphs.suspicious("Kế hoạch thực hiện Nghị quyết số 29-NQ/TW của Ban Chấp hành Trung ương. " * 5)


def test_shifted_text_is_suspicious():
    assert pdf_glyphs.suspicious(".LӇP tra YLӋF FKҩS hành Quy ÿӏQK Sháp OXұW trong Vӱ GөQJ và EҧR TXҧQ YұW OLӋX " * 3)


def test_glyph_numbers_of_times_are_put_right():
    repairer = pdf_glyphs.Repairer()
    letters = [(1, ord(c)) if c != " " else (0, 32) for c in ".LӇP WUD YLӋF FKҩS KjQK TX\\ ÿӏQK YұW OLӋX Qә"]
    repairer.learn(letters)
    assert repairer.text(letters) == "Kiểm tra việc chấp hành quy định vật liệu nổ"


def test_windows_letters_read_as_mac_roman_are_put_right():
    repairer = pdf_glyphs.Repairer()
    letters = [(1, ord(c)) if c != " " else (0, 32) for c in "L‡o Cai ng‡y th·ng cÙng ph·p h‡nh tÏnh hÏnh trÍn b‡n"]
    repairer.learn(letters)
    assert repairer.text(letters) == "Lào Cai ngày tháng công pháp hành tình hình trên bàn"


def test_the_garbled_plan_reads_as_its_clean_text():
    clean, garbled = (_word_list(read_once(f"kh-1105-dkt.{kind}")) for kind in ("txt", "pdf"))
    assert len(set(garbled) - set(clean)) <= 5 and abs(len(clean) - len(garbled)) < 10


def test_the_garbled_plan_says_so():
    source = read_once("kh-1105-dkt.pdf")
    assert source.method == "glyph-repair" and source.notes[0].kind == "glyph_artefact"


def test_the_signature_imprint_of_the_notice_is_a_stamp():
    assert "ttcbth@quangngai.gov.vn" in shown(read_once("tb-11-ubnd-quang-ngai.pdf"), "stamp")


def test_the_number_and_the_day_typed_onto_the_notice_stand_in_their_lines():
    body = shown(read_once("tb-11-ubnd-quang-ngai.pdf"))
    assert body[2] == "Số: 11 /TB-UBND" and "Quảng Ngãi, ngày 08 tháng 01 năm 2025" in body


@pytest.mark.slow
def test_the_scan_is_read_through_ocr():
    if not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed")
    source = load(sample("ct-08-ubnd-quang-ngai-scan.pdf"))
    assert source.method == "ocr" and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in source.text


def test_a_scan_without_tesseract_names_the_missing_tool(monkeypatch):
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    with pytest.raises(ocr.MissingTool, match="tesseract-ocr-vie"):
        load(sample("ct-08-ubnd-quang-ngai-scan.pdf"))


def _word_list(source):
    text = "\n".join(source.words(x) for x in source.lines if x.role != "page_number")
    return re.findall(r"\w+", fold(text))

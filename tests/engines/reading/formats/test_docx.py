"""Word files: labels from list definitions, tables, notes, boxes, tracked changes."""

from __future__ import annotations

import pytest

from engines.reading.formats.making import W, cell, docx, paragraph, sample, table
from lotrinh.reading.formats import load


def lines(data, role="body"):
    source = load(data, "x.docx")
    return [source.words(line) for line in source.lines if line.role == role]


def numbering(*levels: str, extra: str = "") -> str:
    return (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='5'>{''.join(levels)}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>{extra}</w:numbering>"
    )


def level(index: int, form: str, text: str, more: str = "") -> str:
    start = f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
    return f"{start}{more}<w:lvlText w:val='{text}'/></w:lvl>"


def item(text: str, at: int = 0, number: int = 1) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>")


THREE = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))


def test_labels_of_three_levels_are_written_into_the_text():
    body = item("Mục tiêu") + item("Chung", 1) + item("một", 2) + item("hai", 2) + item("Cụ thể", 1) + item("Nhiệm vụ")
    assert lines(docx(body, numbering=numbering(*THREE))) == [
        "I. Mục tiêu",
        "1. Chung",
        "a) một",
        "b) hai",
        "2. Cụ thể",
        "II. Nhiệm vụ",
    ]


def test_a_deeper_level_starts_again_under_each_parent():
    body = item("A") + item("x", 1) + item("B") + item("y", 1)
    assert lines(docx(body, numbering=numbering(*THREE)))[-1] == "1. y"


def test_a_level_that_never_restarts_counts_on():
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>"))
    body = item("A") + item("x", 1) + item("B") + item("y", 1)
    assert lines(docx(body, numbering=numbering(*levels)))[-1] == "2. y"


def test_a_label_can_hold_its_parents_number():
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    assert lines(docx(item("A") + item("B") + item("x", 1), numbering=numbering(*levels)))[-1] == "2.1. x"


def test_legal_numbering_shows_roman_parents_as_figures():
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert lines(docx(item("A") + item("B") + item("x", 1), numbering=numbering(*levels)))[-1] == "2.1. x"


def test_a_start_override_begins_a_new_count():
    extra = (
        "<w:num w:numId='2'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='1'/>"
        "</w:lvlOverride></w:num>"
    )
    body = item("A") + item("B") + item("C", 0, 2)
    assert lines(docx(body, numbering=numbering(*THREE, extra=extra))) == ["I. A", "II. B", "I. C"]


def test_two_lists_on_one_definition_share_their_count():
    extra = "<w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
    assert lines(docx(item("A") + item("B", 0, 2), numbering=numbering(*THREE, extra=extra))) == [
        "I. A",
        "II. B",
    ]


def test_a_bullet_shows_what_its_font_shows():
    levels = (level(0, "bullet", "\uf0b7"), level(1, "bullet", "-"))
    assert lines(docx(item("A") + item("x", 1), numbering=numbering(*levels))) == ["• A", "- x"]


def test_a_style_brings_its_numbers():
    styles = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='H1b'><w:basedOn w:val='H1'/></w:style></w:styles>"
    )
    body = paragraph("A", "<w:pStyle w:val='H1'/>") + paragraph("B", "<w:pStyle w:val='H1b'/>")
    assert lines(docx(body, numbering=numbering(*THREE), styles=styles)) == ["I. A", "II. B"]


def test_number_zero_switches_a_styles_numbers_off():
    styles = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='H1'>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"
    )
    body = paragraph("A", "<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    assert lines(docx(body, numbering=numbering(*THREE), styles=styles)) == ["A"]


def test_an_automatic_row_number_stands_in_an_empty_cell():
    number = "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    row = f"<w:tc><w:p>{number}</w:p></w:tc>" + cell("việc")
    source = load(docx(table(row, row), numbering=numbering(*THREE)), "x.docx")
    assert [row[0].text for row in source.tables[0].rows] == ["1.", "2."]


def test_a_cell_over_two_columns_repeats():
    source = load(docx(table(cell("Nhóm", '<w:gridSpan w:val="2"/>'), cell("a") + cell("b"))), "x.docx")
    assert [(c.text, c.repeated) for c in source.tables[0].rows[0]] == [("Nhóm", False), ("Nhóm", True)]


def test_a_cell_over_two_rows_repeats():
    top, under = cell("Sở X", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    source = load(docx(table(top + cell("1"), under + cell("2"))), "x.docx")
    assert [(r[0].text, r[0].repeated) for r in source.tables[0].rows] == [("Sở X", False), ("Sở X", True)]


def test_a_repeated_cell_points_at_the_words_it_repeats():
    source = load(docx(table(cell("Nhóm", '<w:gridSpan w:val="2"/>'), cell("a") + cell("b"))), "x.docx")
    first, second = source.tables[0].rows[0]
    assert (second.start, second.end) == (first.start, first.end)


def test_every_cell_points_at_its_words():
    source = load(docx(paragraph("đầu") + table(cell("a") + cell("bb"), cell("c") + cell("d d"))), "x.docx")
    assert [source.text[c.start : c.end] for r in source.tables[0].rows for c in r] == ["a", "bb", "c", "d d"]


def test_paragraphs_of_a_cell_are_parted_in_its_words():
    two = f"<w:tc>{paragraph('UBND')}{paragraph('TỈNH X')}</w:tc>"
    source = load(docx(table(two + cell("y"))), "x.docx")
    assert source.tables[0].rows[0][0].text == "UBND\nTỈNH X" and source.text == "UBND TỈNH X | y"


def test_a_frame_of_one_cell_is_no_table():
    assert lines(docx(table(cell("chữ trong khung")))) == ["chữ trong khung"]


def test_a_table_inside_a_cell_is_kept_once():
    inner = f"<w:tc>{table(cell('x') + cell('y'))}<w:p/></w:tc>"
    assert load(docx(table(inner + cell("z"))), "x.docx").text.count("x | y") == 1


def test_insertions_are_kept_and_deletions_dropped():
    deleted = "<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
    body = f"<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>{deleted}</w:p>"
    assert load(docx(body), "x.docx").text == "thêm"


def test_tracked_changes_are_noted():
    body = "<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>"
    assert [n.kind for n in load(docx(body), "x.docx").notes] == ["tracked_changes"]


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    body = paragraph("một ", "<w:rPr><w:del/></w:rPr>") + paragraph("hai")
    assert lines(docx(body)) == ["một hai"]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('trong khung')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t>ngoài</w:t></w:r></w:p>"
    )
    assert lines(docx(body), "textbox") == ["trong khung"]


def test_a_footnote_keeps_its_mark_and_its_words():
    notes = f"<w:footnotes {W}><w:footnote w:id='7'>{paragraph('Theo báo cáo')}</w:footnote></w:footnotes>"
    body = "<w:p><w:r><w:t>8,0%</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r></w:p>"
    assert load(docx(body, footnotes=notes), "x.docx").text == "8,0%[1]\n[1] Theo báo cáo"


@pytest.mark.parametrize(
    ("before", "shown"),
    [("Nghị quyết số 29-NQ/TW", "Nghị quyết số 29-NQ/TW[1] nêu"), ("Diện tích 50 km", "Diện tích 50 km1 nêu")],
)
def test_a_mark_typed_by_hand_is_parted_from_its_word_but_no_power(before, shown):
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    body = f"<w:p><w:r><w:t>{before}</w:t></w:r>{raised}<w:r><w:t xml:space='preserve'> nêu</w:t></w:r></w:p>"
    assert lines(docx(body)) == [shown]


def test_line_breaks_part_lines_but_not_paragraphs():
    body = "<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>phát triển</w:t></w:r></w:p>"
    source = load(docx(body), "x.docx")
    assert [(source.words(x), x.hard) for x in source.lines] == [("KẾ HOẠCH", False), ("phát triển", True)]


def test_bold_paragraphs_are_known():
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>ĐẬM</w:t></w:r></w:p>" + paragraph("thường")
    assert [line.bold for line in load(docx(body), "x.docx").lines] == [True, False]


def test_a_run_in_an_old_font_is_converted():
    body = "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>KÕ ho¹ch</w:t></w:r></w:p>"
    assert lines(docx(body)) == ["Kế hoạch"]


def test_a_soft_hyphen_in_an_old_font_is_a_letter():
    words = "<w:t>Bé tr</w:t><w:softHyphen/><w:t>ëng</w:t>"
    body = f"<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr>{words}</w:r></w:p>"
    assert lines(docx(body)) == ["Bộ trưởng"]


def test_a_soft_hyphen_in_unicode_is_nothing():
    assert lines(docx("<w:p><w:r><w:t>kế</w:t><w:softHyphen/><w:t> hoạch</w:t></w:r></w:p>")) == ["kế hoạch"]


TAB = "</w:t><w:tab/><w:t xml:space='preserve'>"


def test_a_letterhead_kept_by_tabs_comes_left_column_first():
    body = (
        paragraph(f"VĂN PHÒNG{TAB}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph("TỈNH X                 Độc lập - Tự do - Hạnh phúc")
        + paragraph("PHÒNG TỔNG HỢP")
        + paragraph("Sông Hạ, ngày 05 tháng 12 năm 2024")
        + paragraph("PHIẾU TRÌNH")
        + paragraph("Thực hiện nhiệm vụ được giao. " * 8)
    )
    assert lines(docx(body))[:7] == [
        "VĂN PHÒNG",
        "TỈNH X",
        "PHÒNG TỔNG HỢP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Hạ, ngày 05 tháng 12 năm 2024",
        "PHIẾU TRÌNH",
    ]


def test_a_letterhead_of_one_column_stays_as_it_is():
    told = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐƠN ĐỀ NGHỊ"]
    assert lines(docx("".join(map(paragraph, told)))) == told


def test_a_letterhead_kept_by_tabs_is_whole_where_nothing_follows():
    body = paragraph(f"SỞ A{TAB}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("một")
    assert lines(docx(body)) == ["SỞ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "một"]


def test_the_annex_table_of_the_laocai_plan_is_whole():
    source = load(sample("kh-ubnd-chi-thi-11.docx"))
    rows = source.tables[-1].rows
    assert (len(rows), rows[2][0].text, rows[2][4].text, rows[15][0].text) == (
        16,
        "1",
        "Xong trong Quý II/2026",
        "14",
    )


def test_the_letterhead_of_the_laocai_plan_is_a_table():
    head = load(sample("kh-ubnd-chi-thi-11.docx")).tables[0].rows
    assert head[1][0].text == "Số:           /KH-UBND" and "HẠNH PHÚC" in head[0][-1].text.upper()

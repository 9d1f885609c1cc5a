"""Plain text: encodings, columns, pages, navigation."""

from __future__ import annotations

import unicodedata

import pytest

from engines.reading.formats.making import sample
from lotrinh.reading import read
from lotrinh.reading.formats import load
from lotrinh.reading.formats.plain import decode
from lotrinh.text import legacy

TEXT = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nKế hoạch phát triển kinh tế"


def words(source, role="body"):
    return [source.words(line) for line in source.lines if line.role == role]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read(encoding):
    assert load(TEXT.encode(encoding), "x.txt").text == TEXT


def test_decomposed_letters_are_composed():
    assert load(unicodedata.normalize("NFD", TEXT).encode(), "x.txt").text == TEXT


def test_windows_1258_is_read():
    data = b"".join(_cp1258(c) for c in TEXT)
    assert load(data, "x.txt").text == TEXT


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_encodings_from_before_unicode_are_read(encoding):
    assert load(_old(TEXT, encoding), "x.txt").text == TEXT


def test_an_old_encoding_is_noted():
    assert load(_old(TEXT, "tcvn3"), "x.txt").notes[0].kind == "glyph_artefact"


def test_western_text_stays_as_it_is():
    text = "El señor Müller paga 5 € en la calle Straße número ocho"
    assert load(text.encode("cp1252"), "x.txt").text == text


def test_text_cut_inside_a_letter_is_still_utf_8():
    assert decode("Việt Nam độc lập ế".encode()[:-1])[1] == "utf-8"


def test_every_line_points_at_its_words():
    source = load("  Một\n\nhai  ba \n".encode(), "x.txt")
    assert [source.words(line) for line in source.lines] == ["Một", "", "hai  ba", ""]


def test_the_indent_is_kept_beside_the_words():
    assert load("   - việc".encode(), "x.txt").lines[0].indent == 3


def test_a_letterhead_in_two_columns_is_parted():
    text = (
        "   SỞ CÔNG THƯƠNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    ĐOÀN KIỂM TRA                 Độc lập - Tự do - Hạnh phúc\n"
        "                               Lào Cai, ngày 10 tháng 3 năm 2026\n"
        "   Số: 1105/KH-ĐKT\n\n"
        "Thực hiện Quyết định số 1050/QĐ-SCT ngày 06/3/2026 của Giám đốc Sở Công Thương\n"
    )
    assert [w for w in words(load(text.encode(), "x.txt")) if w] == [
        "SỞ CÔNG THƯƠNG",
        "ĐOÀN KIỂM TRA",
        "Số: 1105/KH-ĐKT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 10 tháng 3 năm 2026",
        "Thực hiện Quyết định số 1050/QĐ-SCT ngày 06/3/2026 của Giám đốc Sở Công Thương",
    ]


def test_wide_spaces_inside_one_line_of_prose_are_no_columns():
    line = "Số:       /KH-SCT ngày     tháng 4 năm 2026"
    assert words(load(line.encode(), "x.txt")) == [line]


@pytest.mark.parametrize("mark", ["*", "-", "1.", "a)", "II."])
def test_blanks_after_a_list_mark_are_no_columns(mark: str) -> None:
    lines = [f"{mark}   việc một", f"{mark}   việc hai", f"{mark}   việc ba"]
    assert words(load("\n".join(lines).encode(), "x.txt")) == lines


def test_a_bare_number_between_lines_is_a_page_number():
    source = load("việc một\n\n7\n\nviệc hai".encode(), "x.txt")
    assert words(source, "page_number") == ["7"]


def test_form_feeds_are_page_ends():
    source = load("trang một\x0ctrang hai".encode(), "x.txt")
    assert [source.text[p.start : p.end] for p in source.pages] == ["trang một", "trang hai"]


def test_markdown_marks_are_taken_off():
    source = load("# KẾ HOẠCH\n**1. Mục tiêu**\n- việc *quan trọng*".encode(), "x.md")
    assert source.text == "KẾ HOẠCH\n1. Mục tiêu\n- việc quan trọng"


def test_a_web_page_saved_as_text_is_read_as_its_words():
    source = load("<html><body><p>KẾ HOẠCH</p><script>x=1</script><p>một &amp; hai</p></body></html>".encode(), "x.txt")
    assert [w for w in words(source) if w.strip()] == ["KẾ HOẠCH", "một & hai"]


def test_signature_imprints_are_stamps():
    imprint = ["Người ký: UBND tỉnh", "Cơ quan: Tỉnh X", "Thời gian ký: 09.01.2025 10:21:11 +07:00"]
    text = "\n".join([*imprint, "KẾ HOẠCH", "Email: a@b.vn"])
    assert words(load(text.encode(), "x.txt"), "stamp") == imprint


def test_the_menu_of_a_web_page_is_navigation():
    source = load(sample("nq-248-2025-qh15.txt"))
    body = words(source)
    assert (body[0], body[-1].startswith("CHỦ TỊCH QUỐC HỘI") or "Trần Thanh Mẫn" in " ".join(body[-4:])) == (
        "QUỐC HỘI",
        True,
    )


def test_nothing_of_the_web_page_is_left_out():
    source = load(sample("nq-248-2025-qh15.txt"))
    assert "TRANG CHỦ" in words(source, "navigation") and "Mục lục" in words(source, "navigation")


def test_the_cantho_programme_is_repaired():
    source = load(sample("can-tho-29nqtw.txt"))
    assert "CHƯƠNG TRÌNH" in source.text and "ƣ" not in source.text and "Ƣ" not in source.text


def test_the_page_number_of_the_cantho_programme_is_marked():
    assert "7" in words(load(sample("can-tho-29nqtw.txt")), "page_number")


def test_the_signature_block_of_the_inspection_plan_is_parted():
    body = [w for w in words(load(sample("kh-1105-dkt.txt"))) if w]
    at = body.index("Nơi nhận:")
    assert body[at + 6 : at + 10] == [
        "- Lưu: VT, CN(M. Cường).",
        "T/M. ĐOÀN KIỂM TRA",
        "TRƯỞNG ĐOÀN",
        "Hoàng Văn Thuân",
    ]


def _old(text: str, encoding: str) -> bytes:
    """`text` in an old encoding, by turning viparse's table round."""
    from viparse.normalize.encodings import CHARMAPS

    back = {target: source for source, target in reversed(CHARMAPS[encoding].pairs)}
    assert legacy.ENCODINGS
    return "".join(back.get(c, c) for c in text).encode("latin-1")


def _cp1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(m for m in parts[1:] if m in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))
        return letter.encode("cp1258") + tones.encode("cp1258")


def test_what_a_news_site_puts_around_a_text_is_navigation() -> None:
    page = (
        "Trang chủ > Văn bản > Chi tiết\nCập nhật: 15/05/2026 | Lượt xem: 1204\n\nKẾ HOẠCH\nVề chuyển đổi số\n\n"
        "1. Trồng cây.\n2. Tưới cây.\n3. Bón cây.\nGIÁM ĐỐC\nLê Văn Mẫu\n\nCác tin khác:\n- Hội nghị sơ kết\n"
        "In bài viết | Gửi email\n"
    )
    source = load(page.encode(), "x.txt")
    told = [source.words(line) for line in source.lines if line.role == "navigation" and source.words(line)]
    assert told == [
        "Trang chủ > Văn bản > Chi tiết", "Cập nhật: 15/05/2026 | Lượt xem: 1204", "Các tin khác:",
        "- Hội nghị sơ kết", "In bài viết | Gửi email",
    ]  # fmt: skip


def test_a_signature_beside_a_longer_list_ends_before_the_annex() -> None:
    page = (
        "KẾ HOẠCH\nVề trồng rừng\n\n1. Sở Y tế trực ban.\n\n"
        "Nơi nhận:                                  GIÁM ĐỐC\n- Như trên;                            Lê Văn Mẫu\n"
        "- Các sở, ngành;\n- Lưu: VT.\n\n\n2\n\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
    )
    source = load(page.encode(), "x.txt")
    told = [source.words(line).strip() for line in source.lines if source.words(line).strip()]
    assert told.index("Lê Văn Mẫu") < told.index("PHỤ LỤC")


LONE_BARS = """|
**ỦY BAN NHÂN
DÂN**
TỈNH AN HÒA
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 12/KH-UBND
|
*An Hòa, ngày 03
tháng 02 năm 2026*
|

**KẾ HOẠCH**

SỬA CHỮA CẦU TREO TRÊN ĐỊA BÀN TỈNH

**I. MỤC
ĐÍCH**

*1.1. *Cầu cũ được thay
bằng cầu mới trong năm.

**2. Sở
Xây dựng** chủ trì.

|
STT
|
NHIỆM VỤ
|
CHỦ TRÌ
|
PHỐI HỢP
|
|
I
|
KHẢO SÁT
|
|
1
|
Đếm cầu cần
thay
|
Sở Xây dựng
|
|
|
2
|
Lập dự toán
|
|
Sở Tài chính
|
"""


def test_a_table_with_each_bar_on_a_line_of_its_own_is_a_table() -> None:
    source = load(LONE_BARS.encode(), "thu.md")
    assert [[c.text for c in row] for row in source.tables[0].rows] == [
        ["ỦY BAN NHÂN DÂN\nTỈNH AN HÒA", "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 12/KH-UBND", "An Hòa, ngày 03 tháng 02 năm 2026"],
    ]
    assert [[c.text for c in row] for row in source.tables[1].rows] == [
        ["STT", "NHIỆM VỤ", "CHỦ TRÌ", "PHỐI HỢP"],
        ["I", "KHẢO SÁT", "", ""],
        ["1", "Đếm cầu cần thay", "Sở Xây dựng", ""],
        ["2", "Lập dự toán", "", "Sở Tài chính"],
    ]


def test_bold_and_italics_may_run_over_a_line_end() -> None:
    words = load(LONE_BARS.encode(), "thu.md").text
    assert "I. MỤC\nĐÍCH" in words
    assert "\n1.1. Cầu cũ được thay\n" in words
    assert "*" not in words


CLOSED_CELLS = """ỦY
BAN NHÂN DÂN
TỈNH AN HÒA
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
|
Số: 12/KH-UBND
|
An
Hòa, ngày 03 tháng 02 năm 2026
|
KẾ HOẠCH
SỬA CHỮA CẦU TREO TRÊN ĐỊA BÀN TỈNH
Thực
hiện Nghị quyết số 5/NQ-HĐND, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
1. Sở
Xây dựng chủ trì, phối hợp với các địa phương đếm cầu phải thay.
2. Các xã báo cáo.
Nơi nhận:
- Lưu: VT.
|
CHỦ TỊCH
Võ Minh Tâm
|
PHỤ LỤC
DANH MỤC
STT
|
NHIỆM VỤ
|
CHỦ TRÌ
|
1
|
Đếm cầu cần
thay
|
Sở Xây dựng
|
2
|
Lập dự toán
|
Sở Tài chính
|
"""


def test_bars_that_only_close_cells_are_taken_off_and_part_a_tables_cells() -> None:
    reading = read(CLOSED_CELLS.encode(), "thu.txt")
    head = reading.header
    assert (head.issuer, head.number, head.place, head.date) == (
        "Ủy ban nhân dân tỉnh An Hòa",
        "12",
        "An Hòa",
        "2026-02-03",
    )
    assert (head.type, head.title, head.name) == ("Kế hoạch", "SỬA CHỮA CẦU TREO TRÊN ĐỊA BÀN TỈNH", "Võ Minh Tâm")
    assert [(a.path, a.lead) for a in reading.assignments if a.path.startswith("PL")] == [
        ("PL1.r1", ["Sở Xây dựng"]),
        ("PL1.r2", ["Sở Tài chính"]),
    ]
    assert [n.heading[:12] for n in reading.nodes if n.kind == "section"] == ["Sở Xây dựng ", "Các xã báo c"]


def test_notes_at_the_end_of_a_web_page_are_footnotes() -> None:
    signed = "KẾ HOẠCH\nSửa cầu\n1. Theo Nghị quyết của Thành ủy[1] và Sở[2].\nCHỦ TỊCH\nVõ Minh Tâm\n\n"
    text = signed + "[1]\nNghị quyết số 5.\n\n[2] Công văn\nsố 7."
    reading = read(text.encode(), "thu.txt")
    assert [p.text for p in reading.footnotes] == ["[1] Nghị quyết số 5.", "[2] Công văn số 7."]
    assert reading.coverage == 1


def test_marks_around_nothing_and_a_label_in_italics_over_a_line_end_are_taken_off() -> None:
    text = "**KẾ HOẠCH**\n\n- Ươm cây.\n\n*Đơn vị chủ trì tham mưu thực\nhiện: *Sở Y tế.\n\n** **\n\n* *\n\n1. Hết.\n"
    words = load(text.encode(), "thu.md").text
    assert "*" not in words
    assert "\nĐơn vị chủ trì tham mưu thực\nhiện: Sở Y tế.\n" in words


def test_prose_far_from_bars_that_close_cells_stays_as_it_is_wrapped() -> None:
    prose = "\n\n".join(f"{n}. Sở Y tế lập danh sách của xã\nvà gửi Báo\nTuổi trẻ {n}." for n in range(1, 30))
    words = load((CLOSED_CELLS + "\n" + prose + "\n").encode(), "thu.txt").text
    assert "20. Sở Y tế lập danh sách của xã\nvà gửi Báo\nTuổi trẻ 20." in words


def test_a_wrapped_line_of_a_cell_that_begins_with_a_marked_small_letter_goes_on() -> None:
    text = "STT\n|\nNHIỆM VỤ\n|\nCHỦ TRÌ\n|\n|\n1\n|\nLập danh sách hộ\nđược hỗ trợ\nở các xã\n|\nSở Y tế\n|\n|\n"
    (table,) = load(f"|\n{text}".encode(), "thu.md").tables
    assert table.rows[1][1].text == "Lập danh sách hộ được hỗ trợ ở các xã"


UNDER_ATTRIBUTES = """|
**Số hiệu:**
|
12/KH-UBND
|
|
**Người ký:**
|
Võ Minh Tâm
|
|
**ỦY BAN NHÂN DÂN**
TỈNH AN HÒA
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 12/KH-UBND
|
*An Hòa, ngày 03
tháng 02 năm 2026*
|

**KẾ HOẠCH**
SỬA CHỮA CẦU TREO

1. Khảo sát.
"""


def test_a_letterhead_under_what_the_page_tells_of_the_document_is_a_letterhead() -> None:
    head = read(UNDER_ATTRIBUTES.encode(), "thu.md").header
    assert (head.number, head.place, head.date) == ("12", "An Hòa", "2026-02-03")
    assert (head.issuer, head.title) == ("Ủy ban nhân dân tỉnh An Hòa", "SỬA CHỮA CẦU TREO")


def test_a_bracket_in_italics_that_ends_with_a_full_stop_is_no_bullet() -> None:
    text = "**KẾ HOẠCH**\n\n1. Ươm cây.\n\n* (Danh mục tại\nPhụ lục kèm theo).*\n"
    assert [n.path for n in read(text.encode(), "thu.md").nodes if n.labelled] == ["1"]


def test_a_cell_wrapped_in_a_table_of_a_cell_a_line() -> None:
    row = "{}.\nSửa cầu {}\nSở Xây dựng\n{}Tháng 8/2026\n"
    rows = row.format(1, "An", "Sở Y tế,\ncác sở khác\n") + row.format(2, "Hòa", "Sở Y tế\n")
    text = (
        "KẾ HOẠCH\nSửa cầu\n\n1. Theo phụ lục.\n\nPHỤ LỤC\nSTT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\nTiến độ\n"
        + rows
    )
    tasks = read(text.encode(), "thu.txt").assignments
    assert [(a.path, a.lead, a.coordinating) for a in tasks] == [
        ("PL1.r1", ["Sở Xây dựng"], ["Sở Y tế", "các sở khác"]),
        ("PL1.r2", ["Sở Xây dựng"], ["Sở Y tế"]),
    ]


def test_a_label_that_ends_with_a_comma_goes_on_in_a_text_of_wrapped_lines() -> None:
    line = (
        "Sở Xây dựng khảo sát, lập dự toán và trình Ủy ban nhân dân tỉnh phê duyệt chủ\ntrương đầu tư theo quy định.\n"
    )
    text = "KẾ HOẠCH\nSửa cầu\n\n" + "".join(f"{n}. {line}" for n in range(1, 9))
    text += "9. Tổng công ty Cầu đường Sông Hạ,\nTổng công ty Viễn thông Sông Hạ lắp trạm.\n"
    last = read(text.encode(), "thu.txt").nodes[-1]
    assert (last.path, last.heading) == (
        "9",
        "Tổng công ty Cầu đường Sông Hạ, Tổng công ty Viễn thông Sông Hạ lắp trạm.",
    )


BARS_UNDER_TEXT = """PHỤ LỤC
Danh mục việc
|
TT
|
Nhiệm vụ
|
Chủ trì
|
|
I.1
|
Khảo sát
|
|
1
|
Đếm cầu và
Sở đường
|
Sở Xây
dựng
|
|
........
|
|
2
|
Lập dự toán
|
Sở Tài chính
|
PHỤ LỤC II
Mẫu báo cáo
"""


def test_a_table_of_lone_bars_right_under_its_heading_ends_at_the_next_annex() -> None:
    head = "KẾ HOẠCH\nSửa cầu\n\nỦy ban nhân dân xã ban hành như sau:\n1. Theo phụ lục.\n\n"
    reading = read((head + BARS_UNDER_TEXT).encode(), "thu.txt")
    assert [(a.path, a.task, a.lead) for a in reading.assignments] == [
        ("PL1.r1", "Đếm cầu và Sở đường", ["Sở Xây dựng"]),
        ("PL1.r2", "Lập dự toán", ["Sở Tài chính"]),
    ]
    assert [n.path for n in reading.nodes if n.kind == "annex"] == ["PL1", "PL2"]


def lone_bars(*rows: str) -> bytes:
    """A plan with an annex whose table has each bar on a line of its own; an empty cell is an empty one."""
    cells = "\n".join("\n|\n".join(row.split(" | ")) + "\n|\n|" for row in rows)
    head = "KẾ HOẠCH\nTrồng cây\n\nỦy ban nhân dân xã ban hành như sau:\n1. Theo phụ lục.\n\nPHỤ LỤC\nChỉ tiêu\n\n|\n"
    return (head + cells.replace("\n\n", "\n") + "\n").encode()


def test_a_second_task_under_one_number_keeps_its_columns() -> None:
    table = lone_bars(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian",
        "1 | Lắp máy chủ và đường truyền | Sở Y tế | Các xã | Quý I/2027",
        "Lắp máy dự phòng và sao lưu dữ liệu | Sở Nội vụ",
        "2 | Tập huấn cho người vận hành | Sở Tài chính | Các xã | Quý II/2027",
    )
    told = [(a.path, a.task, a.lead, a.coordinating) for a in read(table, "thu.txt").assignments]
    assert told == [
        ("PL1.r1", "Lắp máy chủ và đường truyền", ["Sở Y tế"], ["Các xã"]),
        ("PL1.r2", "Lắp máy dự phòng và sao lưu dữ liệu", ["Sở Nội vụ"], []),
        ("PL1.r3", "Tập huấn cho người vận hành", ["Sở Tài chính"], ["Các xã"]),
    ]


GROWING = (
    "TT | Chỉ tiêu | ĐVT | Ước năm 2026 | Giai đoạn 2027 - 2028 | Ghi chú",
    "2027 | 2028",
    "1 | Diện tích chè | ha | 20 | 30 | 45 | Xã An",
    "2 | Sản lượng chè | tấn | 60 | 90 | 120 | Xã Hòa",
    "3 | Số hộ trồng | hộ | 15 | 18 | 22 | Xã Hạ",
)


def figures(data: bytes) -> list[tuple[str, str, float | None, str | None]]:
    targets = read(data, "thu.txt").targets
    return [(t.path, t.mention.indicator, t.mention.low, t.mention.due) for t in targets]


def test_a_head_that_lost_its_spans_stands_over_its_columns_again() -> None:
    assert figures(lone_bars(*GROWING))[:4] == [
        ("PL1.r1", "Diện tích chè", 30, "2027"),
        ("PL1.r1", "Diện tích chè", 45, "2028"),
        ("PL1.r2", "Sản lượng chè", 90, "2027"),
        ("PL1.r2", "Sản lượng chè", 120, "2028"),
    ]


def test_what_was_done_is_of_the_first_year_where_more_heads_may_span() -> None:
    table = lone_bars(
        "TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027 | Năm 2028",
        "Kế hoạch | Ước thực hiện",
        "1 | 2 | 3 | 4 | 5 | 6 | 7",
        "1 | Diện tích chè | ha | 20 | 21 | 30 | 45",
        "2 | Sản lượng chè | tấn | 60 | 61 | 90 | 120",
        "3 | Số hộ trồng | hộ | 15 | 16 | 18 | 22",
    )
    assert [f for f in figures(table) if f[0] == "PL1.r1"][-2:] == [
        ("PL1.r1", "Diện tích chè", 30, "2027"),
        ("PL1.r1", "Diện tích chè", 45, "2028"),
    ]


def test_no_figure_is_read_where_the_words_leave_open_which_head_spans() -> None:
    table = lone_bars(
        "TT | Chỉ tiêu | ĐVT | Năm 2027 | Năm 2028",
        "Cây trồng | Cây tự nhiên",
        "1 | Diện tích chè | ha | 20 | 30 | 45",
        "2 | Sản lượng chè | tấn | 60 | 90 | 120",
        "3 | Số hộ trồng | hộ | 15 | 18 | 22",
    )
    assert figures(table) == []


def test_empty_cells_of_a_table_of_lone_bars_keep_their_place() -> None:
    rows = (
        *GROWING[:3],
        "2 | Sản lượng chè | tấn |  |  | 120 | Xã Hòa",
        " | - Chè búp | tấn | 10 | 20 | 30",
        GROWING[4],
    )
    found = figures(lone_bars(*rows))
    assert ("PL1.r2", "Sản lượng chè", 120, "2028") in found
    assert [f[1:] for f in found if "búp" in f[1]] == [
        ("Sản lượng chè Chè búp", 20, "2027"),
        ("Sản lượng chè Chè búp", 30, "2028"),
    ]


def test_measures_under_each_year_are_told_apart_with_their_units() -> None:
    table = lone_bars(
        "TT | Sản phẩm | Kế hoạch 2027 | Kế hoạch 2028",
        "Lượng (tấn) | Giá trị (triệu đồng) | Lượng (tấn) | Giá trị (triệu đồng)",
        "1 | Chè | 20 | 300 | 25 | 400",
        "2 | Xoài | 60 | 900 | 70 | 950",
        "3 | Nhãn | 15 | 180 | 18 | 220",
    )
    targets = read(table, "thu.txt").targets
    assert [(t.mention.indicator, t.mention.low, t.mention.unit, t.mention.due) for t in targets][:4] == [
        ("Lượng Chè", 20, "tấn", "2027"),
        ("Giá trị Chè", 300, "triệu đồng", "2027"),
        ("Lượng Chè", 25, "tấn", "2028"),
        ("Giá trị Chè", 400, "triệu đồng", "2028"),
    ]


def test_a_number_and_a_name_over_rows_with_a_dash_is_no_row() -> None:
    table = lone_bars(*GROWING[:3], "2 | Cơ cấu | | | | | ", " | - Chè | % | 10 | 20 | 30", GROWING[4])
    assert [f[0] for f in figures(table) if f[1] == "Cơ cấu Chè"] == ["PL1.r2", "PL1.r2"]


def test_a_label_in_marks_of_its_own_loses_them_whatever_follows() -> None:
    text = "A\n*4.1. *Giao xã: *(i) *Trồng cây.*(ii) *Giữ rừng.\n**2. ***Việc khác: *làm ngay.\n*a) *Như nhau.\n"
    lines = load(text.encode(), "x.md").text.split("\n")
    assert [line[:8] for line in lines[1:4]] == ["4.1. Gia", "2. Việc ", "a) Như n"]


def test_runs_of_bold_without_a_space_between_them_come_apart_where_they_are_lines_in_capitals() -> None:
    text = "**KẾT LUẬN****CỦA TỈNH ỦY****về giữ** **rừng**\n\n**1. Giao ****xã** làm.\n"
    lines = [line for line in load(text.encode(), "x.md").text.split("\n") if line]
    assert lines == ["KẾT LUẬN", "CỦA TỈNH ỦY", "về giữ rừng", "1. Giao xã làm."]


def test_a_label_in_bold_whose_marks_open_the_next_line_is_a_label() -> None:
    text = load(b"A\n\n**1.****\n**Giao x\xc3\xa3\nl\xc3\xa0m ngay.\n", "x.md").text
    assert [line for line in text.split("\n") if line] == ["A", "1.Giao xã", "làm ngay."]

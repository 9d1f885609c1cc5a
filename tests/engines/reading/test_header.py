"""The first page and the signature."""

from __future__ import annotations

import pytest

from engines.reading.formats import making as docx_parts
from engines.reading.reading_of import reading_of
from lotrinh.reading import casing, read
from lotrinh.reading.model import Strip
from lotrinh.reading.stages import recognised

BODY = "I. MỘT\n1. Việc.\n"


def head(first_page: str) -> dict[str, object]:
    out: dict[str, object] = reading_of(BODY, first_page).to_json()
    return out


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 1105/KH-ĐKT", "1105", "KH-ĐKT"),
        ("Số 29-NQ/TW", "29", "NQ/TW"),
        ("Số 38 - HD/BTCTW", "38", "HD/BTCTW"),
        ("Số: 5973 /UBND-KT", "5973", "UBND-KT"),
        ("Số:       /KH-SCT", None, "KH-SCT"),
        ("Số    -HD/BTCTU", None, "HD/BTCTU"),
        ("Nghị quyết số: 248/2025/QH15", "248", "2025/QH15"),
        ("Số: 66.19/2026/NQ-CP", "66.19", "2026/NQ-CP"),
    ],
)
def test_number_line(line: str, number: str | None, symbol: str) -> None:
    out = head(f"SỞ CÔNG THƯƠNG\n{line}\nKẾ HOẠCH\nLàm việc\n\n")
    assert (out["number"], out["symbol"]) == (number, symbol)


def test_blank_day_gives_no_date_but_the_place() -> None:
    out = head("SỞ CÔNG THƯƠNG\nSông Hạ, ngày  tháng 4 năm 2026\nKẾ HOẠCH\nLàm việc\n\n")
    assert (out["place"], out["date"]) == ("Sông Hạ", None)


@pytest.mark.parametrize("day", ["⁄{ệ ", " O†", " 34+ ", " 0† "])
def test_a_day_that_is_a_scrawl_gives_no_date_but_the_place(day: str) -> None:
    out = head(f"SỞ CÔNG THƯƠNG\nSông Hạ, ngày{day}tháng 01 năm 2025\nKẾ HOẠCH\nLàm việc\n\n")
    assert (out["place"], out["date"], out["title"]) == ("Sông Hạ", None, "Làm việc")


@pytest.mark.parametrize("written", ["ngày 31 tháng12 năm 2025", "ngày31 tháng 12 năm2025"])
def test_a_figure_may_stand_close_to_the_word_before_it(written: str) -> None:
    out = head(f"SỞ CÔNG THƯƠNG\nSông Hạ, {written}\nKẾ HOẠCH\nLàm việc\n\n")
    assert (out["place"], out["date"]) == ("Sông Hạ", "2025-12-31")


def test_a_motto_over_two_lines_is_no_part_of_the_issuer() -> None:
    out = head(
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG HẠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 214/KH-UBND\nSông Hạ, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\nPhát triển chợ\n\n"
    )
    assert out["issuer"] == "Ủy ban nhân dân tỉnh Sông Hạ"


def test_title_over_several_lines() -> None:
    out = head("KẾ HOẠCH\nthực hiện Nghị quyết của Tỉnh ủy về\nphát triển vườn cây\n-----\nCăn cứ Luật;\n")
    assert out["title"] == "thực hiện Nghị quyết của Tỉnh ủy về phát triển vườn cây"


def test_a_title_may_end_in_the_time_to_come() -> None:
    out = head(
        "THÔNG BÁO\nKết luận về công tác cổ phần hóa và\nnhiệm vụ trong thời gian đến\n"
        "Ngày 03/01/2025, Phó Chủ tịch Ủy ban nhân dân tỉnh chủ trì họp.\n\n"
    )
    assert out["title"] == "Kết luận về công tác cổ phần hóa và nhiệm vụ trong thời gian đến"


def test_issuer_from_the_text_where_there_is_no_letterhead() -> None:
    out = head(
        "CHƯƠNG TRÌNH\nhành động\n-----\nThực hiện nghị quyết, Ban Chấp hành Đảng bộ xã Hòa An ban hành "
        "Chương trình như sau:\n"
    )
    assert out["issuer"] == "Ban Chấp hành Đảng bộ xã Hòa An"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ", "Ủy ban nhân dân tỉnh Sông Hạ"),
        ("UBND TỈNH SÔNG HẠ", "Ủy ban nhân dân tỉnh Sông Hạ"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Sở Nông nghiệp và Môi trường"),
        ("THÀNH ỦY CẦN THƠ", "Thành ủy Cần Thơ"),
    ],
)
def test_capitals_written_out(name: str, written: str) -> None:
    assert casing.written_out(name, "") == written


def test_newspaper_lead_stands_in_for_the_first_page() -> None:
    lead = (
        "Nghị quyết số 7-NQ/TU\n\nThay mặt Ban Thường vụ, Bí thư Lê Văn Nam đã ký ban hành Nghị quyết số "
        "7-NQ/TU (ngày 05/5/2025) "
        "của Tỉnh ủy về phát triển rừng ven biển.\n\nTrân trọng giới thiệu toàn văn Nghị quyết:\n\n"
        + "Rừng ven biển rất quý. " * 12
        + "\n\n"
    )
    out = head(lead)
    assert [out[k] for k in ("type", "number", "symbol", "date", "title")] == [
        "Nghị quyết",
        "7",
        "NQ/TU",
        "2025-05-05",
        "về phát triển rừng ven biển",
    ]
    assert out["signer"] == {"capacity": "Thay mặt Ban Thường vụ", "post": "Bí thư", "name": "Lê Văn Nam"}


def test_signature_without_capacity() -> None:
    out: dict[str, object] = reading_of(BODY + "CHỦ TỊCH\n(Đã ký)\nVõ Minh Tâm\n").to_json()
    assert out["signer"] == {"capacity": None, "post": "CHỦ TỊCH", "name": "Võ Minh Tâm"}


def test_recipients_over_two_lines() -> None:
    reading = reading_of(
        BODY
        + (
            "Nơi nhận:\n- Các sở, ban ngành,\nMặt trận Tổ quốc tỉnh;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ "
            "TỊCH\nVõ Minh Tâm\n"
        )
    )
    assert reading.header.recipients == ["Các sở, ban ngành, Mặt trận Tổ quốc tỉnh", "Lưu: VT"]


def test_a_wrapped_motto_is_no_part_of_the_issuing_body() -> None:
    out = head(
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\nTỈNH PHÚ GIANG\nSố: 09/CT-UBND\n"
        "Độc lập - Tự do - Hạnh phúc\nCHỈ THỊ\nVề phòng cháy rừng\n\n"
    )
    assert out["issuer"] == "Ủy ban nhân dân tỉnh Phú Giang"


@pytest.mark.parametrize(
    ("lines", "kind", "title"),
    [
        ("KẾ HOẠCH LIÊN TỊCH\nTổ chức hoạt động hè", "Kế hoạch liên tịch", "Tổ chức hoạt động hè"),
        ("PHIẾU TRÌNH\nVề việc cử cán bộ đi học", "Phiếu trình", "Về việc cử cán bộ đi học"),
        ("GIẤY MỜI\nHọp giao ban tháng 3", "Giấy mời", "Họp giao ban tháng 3"),
        ("KẾ HOẠCH\nTổ chức hoạt động hè", "Kế hoạch", "Tổ chức hoạt động hè"),
    ],
)
def test_title_is_the_subject_alone(lines: str, kind: str, title: str) -> None:
    out = head(f"TỈNH ỦY LÂM SƠN\n{lines}\n-----\n")
    assert (out["type"], out["title"]) == (kind, title)


def test_a_congress_issues_its_resolution() -> None:
    out = head(
        "NGHỊ QUYẾT\nĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH LÂM SƠN LẦN THỨ I, NHIỆM KỲ 2025 - 2030\n-----\n"
        "Đại hội đại biểu Đảng bộ tỉnh Lâm Sơn lần thứ I, nhiệm kỳ 2025 - 2030 họp từ ngày 24 đến ngày 26/9/2025,\n"
        "QUYẾT NGHỊ\n"
    )
    assert out["issuer"] == "Đại hội đại biểu Đảng bộ tỉnh Lâm Sơn lần thứ I"


def test_a_letterhead_table_of_many_rows_is_the_first_page() -> None:
    rows = [("ĐẢNG BỘ TỈNH LÂM SƠN", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("TỈNH ỦY LÂM SƠN", ""), ("*", "")]
    rows += [("Số 142-KL/TU", "Lâm Sơn, ngày 09 tháng 3 năm 2026"), *[("", "")] * 6]
    letterhead = docx_parts.table(*(docx_parts.cell(a) + docx_parts.cell(b) for a, b in rows))
    text = "".join(map(docx_parts.paragraph, ("KẾT LUẬN", "về giải ngân", "-----", "1. Mục tiêu chung.")))
    out = read(docx_parts.docx(letterhead + text), "kl.docx").header
    assert (out.number, out.symbol, out.date, out.issuer) == ("142", "KL/TU", "2026-03-09", "Tỉnh ủy Lâm Sơn")


def test_a_notice_of_somebodys_conclusions_has_a_title_of_its_own() -> None:
    out = head(
        "TỈNH ỦY LÂM SƠN\nTHÔNG BÁO\nkết luận của Thường trực Tỉnh ủy tại buổi làm việc với Đảng ủy xã Trà Linh\n"
        "Ngày 15/01/2026, Thường trực Tỉnh ủy làm việc với Đảng ủy xã Trà Linh và kết luận:\n"
    )
    assert out["title"] == "kết luận của Thường trực Tỉnh ủy tại buổi làm việc với Đảng ủy xã Trà Linh"


def test_parts_of_a_scan_are_numbered_by_their_order_where_strokes_were_lost() -> None:
    texts = ["I- VỀ TÌNH HÌNH", "I- MỘT SỐ NHIỆM VỤ", "HI- VỀ KIẾN NGHỊ", "IV. TỔ CHỨC"]
    strips = [Strip(text, 0, len(text)) for text in texts]
    recognised.mend_parts(strips)
    assert [s.text for s in strips] == ["I- VỀ TÌNH HÌNH", "II-MỘT SỐ NHIỆM VỤ", "III-VỀ KIẾN NGHỊ", "IV. TỔ CHỨC"]


FLAT_PAGE = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN -------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc  ---------------
Số: 1680/QĐ-UBND
Lâm Sơn, ngày 27 tháng 07 năm 2025
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH TRỒNG RỪNG
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.
Nơi nhận: - Bộ Tư pháp (Cục Kiểm tra VBQPPL); - Như Điều 3; - Công báo tỉnh; - Lưu VP1, VP6.
TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH     Phạm Đình Mẫu
"""


def test_cells_that_a_web_page_left_as_one_line_each_are_parted() -> None:
    out = read(FLAT_PAGE.encode(), "x.txt").to_json()
    assert out["recipients"] == ["Bộ Tư pháp (Cục Kiểm tra VBQPPL)", "Như Điều 3", "Công báo tỉnh", "Lưu VP1, VP6"]
    assert out["signer"] == {
        "capacity": "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH",
        "post": "PHÓ CHỦ TỊCH",
        "name": "Phạm Đình Mẫu",
    }


def test_a_title_may_name_the_session_before_its_subject() -> None:
    out = head(
        "TỈNH ỦY LÂM SƠN\nKẾT LUẬN\nHỘI NGHỊ LẦN THỨ BẢY\nBAN CHẤP HÀNH ĐẢNG BỘ TỈNH (KHÓA XVI)\n"
        "về xây dựng hạ tầng đến năm 2025,\nđịnh hướng đến năm 2030\n"
        "Hội nghị lần thứ bảy họp ngày 26/4/2022 kết luận:\n"
    )
    assert str(out["title"]).endswith("(KHÓA XVI) về xây dựng hạ tầng đến năm 2025, định hướng đến năm 2030")


def test_who_issued_a_text_without_its_first_page_is_told_by_the_lead() -> None:
    out = head(
        "Ngày 12/5/2026, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 30-KH/TU về chuyển đổi số trong các cơ quan đảng. "
        "Trân trọng giới thiệu toàn văn:\n\n"
    )
    assert (out["type"], out["number"], out["issuer"]) == ("Kế hoạch", "30", "Ban Thường vụ Tỉnh ủy")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nơi nhận:\n- Bộ Y tế (báo cáo);\n- TT Tỉnh ủy;\n- Lưu: VT.", "CHỦ TỊCH\nLò Minh Tuấn"),
        ("", "CHỦ TỊCH QUỐC HỘI\nTrần Thanh Minh"),
    ],
)
def test_a_table_of_recipients_and_signer_is_no_table_of_the_text(left: str, right: str) -> None:
    def cell(text: str) -> str:
        return "<w:tc>" + "".join(map(docx_parts.paragraph, text.split("\n"))) + "</w:tc>"

    text = "".join(map(docx_parts.paragraph, ("CHỈ THỊ", "Về phòng cháy", "1. Sở Y tế trực ban.")))
    out = read(docx_parts.docx(text + docx_parts.table(cell(left) + cell(right))), "x.docx").header
    assert [out.post, out.name] == right.split("\n")
    assert len(out.recipients) == max(0, left.count("\n"))


def test_a_telegram_says_to_whom_under_its_title() -> None:
    out = head("CÔNG ĐIỆN\nVề việc ứng phó bão\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẢI CHÂU điện:\n- Giám đốc các sở;\n\n")
    assert (out["title"], out["addressees"]) == ("Về việc ứng phó bão", ["Giám đốc các sở"])


def test_a_recipient_cut_off_by_the_end_of_a_page_goes_on_behind_the_signature() -> None:
    out = reading_of(
        "1. Việc.\nNơi nhận:\n- Chính phủ;\n- Các bộ, cơ quan thuộc Chính\nTM. CHÍNH PHỦ\nPHÓ THỦ TƯỚNG\n"
        "phủ;\n- Lưu: VT.\nTrần Văn Mẫn\n",
        "NGHỊ ĐỊNH\nVề nước\n\n",
    )
    assert out.header.recipients == ["Chính phủ", "Các bộ, cơ quan thuộc Chính phủ", "Lưu: VT"]
    assert (out.header.post, out.header.name, out.coverage) == ("PHÓ THỦ TƯỚNG", "Trần Văn Mẫn", 1.0)


def test_a_territory_of_a_scan_gets_its_mark_back() -> None:
    strips = [Strip(text, 0, len(text)) for text in ("ỦY BAN NHÂN DÂN", "TINH BINH CHAU", "XA HOA SON")]
    recognised.mend(strips)
    assert [s.text for s in strips] == ["ỦY BAN NHÂN DÂN", "TỈNH BINH CHAU", "XÃ HOA SON"]


@pytest.mark.parametrize(
    ("place", "issuer"),
    [("Phú Giang", "Ủy ban nhân dân tỉnh Phú Giang"), ("Hà Nội", "Ủy ban nhân dân tỉnh Phu Giang")],
)
def test_the_line_of_place_and_date_spells_a_scans_issuer(place: str, issuer: str) -> None:
    assert recognised.with_place("Ủy ban nhân dân tỉnh Phu Giang", place) == issuer


def test_a_documents_number_at_the_head_of_a_line_does_not_end_the_title() -> None:
    out = head(
        "NGHỊ QUYẾT\nVề Chương trình hành động thực hiện Nghị quyết số\n79-NQ/TW của Bộ Chính trị về kinh tế\n\n"
    )
    assert out["title"] == "Về Chương trình hành động thực hiện Nghị quyết số 79-NQ/TW của Bộ Chính trị về kinh tế"


def test_a_permit_that_decides_by_articles_is_a_permit() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG HẠ\nSố: 12/GP-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Sông Hạ, ngày 2 tháng 3 năm 2026\nGIẤY PHÉP KHAI THÁC CÁT\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ\n"
        "Căn cứ Luật Khoáng sản;\nQUYẾT ĐỊNH:\nĐiều 1. Cho khai thác.\nĐiều 2. Cho chở đi.\n"
    )
    reading = reading_of(text, "")
    assert (reading.header.type, reading.header.title, reading.header.issuer, len(reading.preamble)) == (
        "Giấy phép", "KHAI THÁC CÁT", "Ủy ban nhân dân tỉnh Sông Hạ", 3,
    )  # fmt: skip


def test_an_addressee_is_wrapped_inside_its_own_column() -> None:
    pad = " " * 30
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG HẠ\nSố: 41/UBND-KT\nV/v trông coi bến thuyền\n\n"
        f"{pad}Kính gửi:\n{pad}- Công an tỉnh, Ban Quản lý\n{pad}Bến thuyền Sông Hạ;\n{pad}- Hội Đò ngang, nghiệp\n"
        f"{pad}Chèo thuyền.\n\n     Ủy ban nhân dân tỉnh yêu cầu:\n     1. Sở Y tế trực bến.\n"
    )
    reading = reading_of(text, "")
    assert (reading.header.addressees, [n.path for n in reading.nodes]) == (
        ["Công an tỉnh, Ban Quản lý Bến thuyền Sông Hạ", "Hội Đò ngang, nghiệp Chèo thuyền"],
        ["1"],
    )


def test_a_title_does_not_say_whose_resolution_it_is() -> None:
    out = head(
        "ĐẢNG BỘ TỈNH SÔNG HẠ\nBAN CHẤP HÀNH\n*\nSố 12-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
        "Sông Hạ, ngày 5 tháng 3 năm 2026\n\n"
        "NGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nvề phát triển vườn cây đến năm 2030\n\n"
    )
    assert out["title"] == "về phát triển vườn cây đến năm 2030"
    assert out["issuer"] == "Ban Chấp hành Đảng bộ tỉnh Sông Hạ"


def test_a_letter_of_a_party_body_says_under_its_number_what_it_is_about() -> None:
    out = head(
        "ĐẢNG ỦY XÃ HỒNG VÂN\n*\nSố       -CV/ĐU\nBáo cáo kết quả thực hiện\nKế hoạch số 9-KH/HU của\n"
        "Ban Thường vụ Huyện ủy\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nHồng Vân, ngày     tháng 3 năm 2026\n\n"
        "Kính gửi: Các chi bộ trực thuộc\n\nThực hiện Kế hoạch số 9-KH/HU, Đảng ủy đề nghị các chi bộ báo cáo.\n\n"
    )
    assert (out["type"], out["number"], out["symbol"]) == ("Công văn", None, "CV/ĐU")
    assert out["title"] == "Báo cáo kết quả thực hiện Kế hoạch số 9-KH/HU của Ban Thường vụ Huyện ủy"


def test_a_document_sent_with_its_title_alone_is_of_the_kind_its_first_line_names() -> None:
    head = reading_of("Căn cứ Luật Cầu;\nĐiều 1. Thay cầu treo.\n", "Thông tư quy định về cầu treo\n").header
    assert (head.type, head.title) == ("Thông tư", "quy định về cầu treo")
    told = reading_of("Tỉnh sẽ thay 12 cầu treo.\n", "Kế hoạch phát triển cầu treo của tỉnh\n").header
    assert told.type is None


def test_a_day_broken_over_lines_in_a_cell_of_the_letterhead_is_read() -> None:
    page = (
        "|\nỦY BAN NHÂN DÂN\nTỈNH AN HÒA\n---\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|"
        "\n|\nSố: 06/KH-UBND\n|\n*An Hòa, ngày\n25 tháng 11 năm 2025*\n|\n\n**KẾ HOẠCH**\n\nSửa cầu treo\n\n1. Việc.\n"
    )
    out = read(page.encode(), "thu.md").to_json()
    assert (out["place"], out["date"]) == ("An Hòa", "2025-11-25")


def test_number_post_and_issuer_broken_over_lines_are_read_whole() -> None:
    page = (
        "|\n**THỦ TƯỚNG\nCHÍNH PHỦ**\n---\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n|\n"
        "Số:\n16/CT-TTg\n|\nHà Nội, ngày 25 tháng 11 năm 2025\n|\n\n**CHỈ THỊ**\n\nSửa cầu treo\n\n1. Việc.\n\n|\n"
        "Nơi nhận:\n- Lưu: VT.\n|\n**KT. BỘ TRƯỞNG,\nCHỦ NHIỆM**\nPHÓ CHỦ NHIỆM\nLê Văn Mẫu\n|\n"
    )
    out = read(page.encode(), "thu.md").to_json()
    assert (out["number"], out["symbol"], out["issuer"]) == ("16", "CT-TTg", "Thủ tướng Chính phủ")
    assert out["signer"] == {
        "capacity": "KT. BỘ TRƯỞNG, CHỦ NHIỆM",
        "post": "PHÓ CHỦ NHIỆM",
        "name": "Lê Văn Mẫu",
    }


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("Thành phố Hồ Chí\nMinh, ngày 21 tháng 11 năm 2025", "Thành phố Hồ Chí Minh"),
        ("Độc lập - Tự do - Hạnh phúc\nAn Hòa, ngày 21\ntháng 11 năm 2025", "An Hòa"),
        ("Bà Rịa -\nVũng Tàu, ngày\n21 tháng 11 năm 2025", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_place_broken_over_lines_in_the_letterhead_is_read_whole(printed: str, place: str) -> None:
    page = (
        "|\nỦY BAN NHÂN DÂN\nTỈNH AN HÒA\n---\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\n|\n"
        f"Số: 6/KH-UBND\n|\n{printed}\n|\n\n**KẾ HOẠCH**\n\nSửa cầu treo\n\n1. Việc.\n"
    )
    out = read(page.encode(), "thu.md").to_json()
    assert (out["place"], out["date"]) == (place, "2025-11-21")


def test_a_clerks_mark_under_the_recipients_is_no_post() -> None:
    page = (
        "**KẾ HOẠCH**\n\nSửa cầu treo\n\n1. Việc.\n\n|\n*Nơi nhận:*\n- UBND xã;\n- Lưu: VT.\n08 KH\n|\n"
        "**TM. ỦY BAN\nNHÂN DÂN**\nKT. CHỦ TỊCH\n**PHÓ CHỦ TỊCH**\n**Lê Văn Mẫu**\n|\n"
    )
    assert read(page.encode(), "thu.md").to_json()["signer"] == {
        "capacity": "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH",
        "post": "PHÓ CHỦ TỊCH",
        "name": "Lê Văn Mẫu",
    }


def signer(text: str, first_page: str) -> tuple[tuple[str | None, ...], list[str]]:
    """Capacity, post and name of who signs, and the recipients."""
    found = reading_of(text, first_page).header
    return (found.capacity, found.post, found.name), found.recipients


PARTY = "TỈNH ỦY SÔNG HẠ\n*\nSố 12-NQ/TU\nĐẢNG\nCỘNG SẢN VIỆT NAM\n\nSông Hạ, ngày 5 tháng 3 năm 2026\n\nNGHỊ QUYẾT\n"


@pytest.mark.parametrize("whose", ["CỦA BAN THƯỜNG VỤ TỈNH ỦY\nVỀ GIỮ RỪNG", "CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ GIỮ RỪNG"])
def test_the_title_says_which_party_committee_acts(whose: str) -> None:
    out = head(f"{PARTY}{whose}\n\nBan Thường vụ Tỉnh ủy ban hành Nghị quyết như sau:\n")
    assert (out["issuer"], out["title"]) == ("Ban Thường vụ Tỉnh ủy Sông Hạ", "VỀ GIỮ RỪNG")


def test_the_office_under_the_central_committee_is_called_as_it_is() -> None:
    lines = (
        "BAN CHẤP HÀNH\nTRUNG ƯƠNG\nVĂN PHÒNG\n*\nĐẢNG CỘNG\nSẢN VIỆT NAM\nSố 4-TB/VPTW\n\nTHÔNG BÁO\nVề giữ rừng\n\n"
    )
    assert head(lines)["issuer"] == "Văn phòng Trung ương Đảng"


def test_columns_parted_by_a_bar_are_columns() -> None:
    first = (
        "SỞ Y TẾ TỈNH LÂM SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
        "Số: 8/KH-SYT | Lâm Sơn, ngày 5 tháng 3 năm 2026\n\nKẾ HOẠCH\nVề giữ rừng\n\n"
    )
    out = head(first)
    assert (out["number"], out["date"], out["issuer"]) == ("8", "2026-03-05", "Sở Y tế tỉnh Lâm Sơn")
    tail = "1. Trồng cây.\n\nNơi nhận: - Như trên; - Lưu: VT. | KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Vũ Văn Mẫn\n"
    assert signer(tail, first) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Vũ Văn Mẫn"), ["Như trên", "Lưu: VT"])


def test_lines_of_a_signature_that_were_glued_together_come_apart() -> None:
    tail = "1. Trồng cây.\n\nNơi nhận:- Các sở,- Các xã,- Lưu Văn phòng.\nT/M BAN THƯỜNG VỤPHÓ BÍ THƯVũ Văn Mẫn\n"
    assert signer(tail, f"{PARTY}Về giữ rừng\n\n") == (
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Vũ Văn Mẫn"),
        ["Các sở", "Các xã", "Lưu Văn phòng"],
    )


def test_a_citation_in_the_preamble_is_not_the_documents_own_name() -> None:
    text = (
        "Căn cứ nội dung nêu tại Kết luận số 12-KL/TU ngày 05/5/2025 của Tỉnh ủy về giữ rừng, các xã làm như sau:\n\n"
    )
    assert head(text)["type"] is None


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("Kết luận 12-KL/TU năm 2026 về giữ rừng ven sông", "về giữ rừng ven sông"),
        ("Kết luận số 12-KL/TU 2026 kết luận của Tỉnh ủy về giữ rừng", "kết luận của Tỉnh ủy về giữ rừng"),
    ],
)
def test_a_lead_may_leave_out_the_word_before_the_number_and_add_the_year(lead: str, title: str) -> None:
    out = head(f"Tỉnh ủy ban hành {lead}.\n\n")
    assert (out["type"], out["number"], out["symbol"], out["title"]) == ("Kết luận", "12", "KL/TU", title)


def test_the_kind_of_a_text_without_its_first_page_is_what_it_calls_itself() -> None:
    text = "I. MỘT\n1. Các xã thực hiện Chỉ thị này.\n2. Chỉ thị này phổ biến đến chi bộ.\n"
    assert reading_of(text, "").header.type == "Chỉ thị"


def test_a_pages_heading_that_names_the_whole_text_gives_its_number() -> None:
    text = (
        "Toàn văn: Chỉ thị 9-CT/TU về giữ rừng\n\nI. MỘT\n1. Các xã thực hiện Chỉ thị này.\n2. Chỉ thị này phổ biến.\n"
    )
    found = reading_of(text, "").header
    assert (found.number, found.symbol) == ("9", "CT/TU")


def test_two_bodies_of_the_centre_issue_together() -> None:
    text = "Để giữ rừng, Bộ Chính trị, Ban Bí thư yêu cầu các cấp ủy làm tốt những việc sau:\n\n"
    out = head(f"CHỈ THỊ\nVề giữ rừng\n\n{text}")
    assert out["issuer"] == "Bộ Chính trị, Ban Bí thư"

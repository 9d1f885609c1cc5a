"""Documents as web pages show them: menus before, an address and a list of contents after, cells a line each."""

from __future__ import annotations

import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import Reading, read

MENU = (
    "Trang chủ\n>\nVăn bản\n>\nQuyết định số 31/2026/QĐ-UBND Quy định về bến thuyền\nTRANG CHỦ\nTIN TỨC SỰ KIỆN\n"
    "Nội dung\nThuộc tính\nLược đồ\nTải về\n"
)
TEXT = "QUYẾT ĐỊNH\nQuy định về bến thuyền\nCăn cứ Luật Giao thông;\nĐiều 1. Mở bến.\nĐiều 2. Giữ bến.\n"


def page(letterhead: str, text: str = TEXT) -> Reading:
    return reading_of(letterhead + text, MENU)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("BỘ GIAO THÔNG, BẾN BÃI\nVÀ ĐÒ NGANG", "Bộ Giao Thông, Bến Bãi và Đò Ngang"),
        ("NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM", "Ngân hàng Nhà nước Việt Nam"),
        ("ỦY BAN THƯỜNG VỤ\nQUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
        ("THANH TRA CHÍNH PHỦ", "Thanh tra Chính phủ"),
    ],
)
def test_the_issuing_body_over_the_motto_is_no_menu(lines: str, issuer: str) -> None:
    out = page(f"{lines}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n").to_json()
    assert out["issuer"].casefold() == issuer.casefold()


def test_number_and_date_of_one_line_are_parted_below_a_menu() -> None:
    head = page(
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 31/2026/NĐ-CP\t Hà Nội, ngày 5 tháng 4 năm 2026\n"
    ).header
    assert (head.number, head.place, head.date) == ("31", "Hà Nội", "2026-04-05")


def test_without_a_letterhead_the_page_tells_the_number() -> None:
    head = page("").header
    assert (head.type, head.number, head.symbol) == ("Quyết định", "31", "2026/QĐ-UBND")


def test_without_a_letterhead_the_menu_is_no_text() -> None:
    reading = page("")
    assert next(s.text for s in reading.strips if s.role == "body") == "QUYẾT ĐỊNH"


def test_the_motto_of_a_form_is_no_letterhead() -> None:
    form = "Điều 3. Mẫu đơn:\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN XIN MỞ BẾN\n"
    assert [n.path for n in page("", TEXT + form).nodes if n.kind == "article"] == ["D1", "D2", "D3"]


def test_a_motto_without_its_first_dash_is_a_motto() -> None:
    reading = page("CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập Tự do - Hạnh phúc\n")
    assert "Độc lập Tự do - Hạnh phúc" in [s.text for s in reading.strips if s.zone == "letterhead"]


def test_a_list_of_contents_without_numbers_ends_the_document() -> None:
    contents = "Đơn vị chủ quản:\nSở Tư pháp\nMục lục\nĐiều 1. Mở bến.\nKhoản\nĐiểm\nĐiều 2. Giữ bến.\nKhoản\n"
    text = TEXT + "".join(f"{n}. Bến thứ {n} mở cửa.\n" for n in range(1, 25)) + "CHỦ TỊCH\nLê Văn Mẫu\n" + contents
    head = "ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert page(head, text).coverage == 1.0


def test_a_column_called_recipients_does_not_end_the_text() -> None:
    table = "1. Các bến gửi báo cáo:\nTT\nTên bến\nNơi nhận báo cáo\nTrong xã\nNgoài xã\n"
    text = f"{TEXT}{table}Điều 3. Hiệu lực từ ngày ký.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Mẫu\n"
    assert "D3" in [n.path for n in page("", text).nodes]


def test_a_post_behind_the_last_recipient_is_the_signers() -> None:
    tail = "Nơi nhận:\n- Các xã, phường;\n- Lưu: VT, VP Bến.\t CHỦ TỊCH\n(Đã ký)\nLê Văn Mẫu\n"
    head = page("", TEXT + tail).header
    assert (head.recipients[-1], head.post, head.name) == ("Lưu: VT, VP Bến", "CHỦ TỊCH", "Lê Văn Mẫu")


def test_a_signer_may_be_named_doan() -> None:
    head = page("", TEXT + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nĐoàn Văn Mẫu\n").header
    assert (head.post, head.name) == ("PHÓ CHỦ TỊCH", "Đoàn Văn Mẫu")


def articles(text: str) -> list[str]:
    return [n.path for n in page("", text).nodes if n.labelled]


def test_a_quotation_left_open_ends_before_the_next_amendment() -> None:
    text = (
        "QUYẾT ĐỊNH\nSửa đổi quy định về bến\nĐiều 1. Sửa đổi khoản 1 Điều 4 như sau:\n“1. Bến mở từ 5 giờ.\n"
        "2. Bến đóng lúc 20 giờ.\nĐiều 2. Sửa đổi, bổ sung Điều 6\n1. Bổ sung khoản 3 như sau:\n“3. Bến có đèn.”.\n"
        "2. Bãi bỏ khoản 5.\n"
    )
    assert articles(text) == ["D1", "D2", "D2.1", "D2.2"]


def test_a_quotation_may_be_closed_with_a_blank_before_the_stop() -> None:
    text = (
        "QUYẾT ĐỊNH\nSửa đổi quy định về bến\nĐiều 1. Sửa đổi Điều 4 như sau:\n1. Sửa tên Điều 4 như sau:\n"
        "“Điều 4. Giờ mở bến” .\n2. Sửa đổi khoản 6 như sau:\n“6. Bến có mái che.”.\n3. Bãi bỏ khoản 7.\n"
    )
    assert articles(text) == ["D1", "D1.1", "D1.2", "D1.3"]


def test_what_a_law_site_tells_of_a_document_over_it_is_no_text() -> None:
    over = "Quyết định 7/QĐ-UBND năm 2026\nSố hiệu: 7/QĐ-UBND Loại văn bản: Quyết định\nNơi ban hành: Tỉnh An Hòa\n"
    over += "Ngày ban hành: 03/02/2026\nLĩnh vực: Giao thông\n\n"
    page = "ỦY BAN NHÂN DÂN\nTỈNH AN HÒA\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 7/QĐ-UBND\n\n"
    page += "QUYẾT ĐỊNH\n\nVỀ CẦU TREO\n\n"
    reading = read((over + page + "Điều 1. Thay cầu.\n").encode(), "trang.txt")
    assert (reading.header.number, reading.header.issuer) == ("7", "Ủy ban nhân dân tỉnh An Hòa")
    assert reading.unread == []


def test_a_title_may_hold_the_whole_first_page() -> None:
    text = (
        "CHỈ THỊ\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 7/2003/CT-TTG NGÀY 5 THÁNG 3 NĂM 2003 VỀ CẦU TREO\n1. Các tỉnh thay cầu.\n"
    )
    head = read(text.encode(), "cu.txt").header
    assert (head.number, head.symbol, head.date) == ("7", "2003/CT-TTG", "2003-03-05")
    assert (head.issuer, head.title) == ("Thủ tướng Chính phủ", "VỀ CẦU TREO")


def test_the_council_and_its_session_under_a_title_are_no_part_of_it() -> None:
    page = "HỘI ĐỒNG NHÂN DÂN\nTỈNH AN HÒA\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 7/NQ-HĐND\n\nNGHỊ QUYẾT\n\n"
    page += "VỀ CẦU TREO\n\nHỘI ĐỒNG NHÂN DÂN TỈNH AN HÒA\nKHÓA VIII KỲ HỌP THỨ 12\n\n"
    page += "Căn cứ Luật Cầu;\n\nĐiều 1. Thay cầu.\n"
    assert read(page.encode(), "nq.txt").header.title == "VỀ CẦU TREO"


ISSUED = """**QUYẾT ĐỊNH**

BAN HÀNH KẾ HOẠCH TRỒNG CÂY

**Điều 1.** Ban hành kèm theo Quyết định này Kế hoạch trồng cây.

|
Nơi nhận:
- Như Điều 1;
- Lưu: VT.
|
**KT. CHỦ TỊCH**
PHÓ CHỦ TỊCH
**Lê Văn Mẫu**
|

* *

**KẾ HOẠCH**

TRỒNG CÂY BÓNG MÁT TRÊN ĐỊA BÀN THÀNH PHỐ
HỒ CHÍ MINH
* (Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 21 tháng 11 năm
2026 của Ủy ban nhân dân Thành phố)*

**I. MỤC TIÊU**

1. Trồng 5.000 cây.

**II. TỔ CHỨC THỰC HIỆN**

1. Sở Xây dựng chọn giống cây.
"""


def test_an_attached_plan_whose_title_ends_with_a_name_and_whose_note_is_in_italics_is_read() -> None:
    reading = read(ISSUED.encode(), "qd.md")
    assert [node.path for node in reading.nodes if node.labelled] == ["D1", "I", "I.1", "II", "II.1"]
    assert [(a.path, a.lead) for a in reading.assignments] == [("II.1", ["Sở Xây dựng"])]


def test_what_a_law_site_says_under_a_text_is_no_part_of_it() -> None:
    foot = (
        "Văn bản này chưa cập nhật nội dung Tiếng Anh\n\nĐịa chỉ:\n\nTheo Nghị định 13/2023/NĐ-CP, quý khách đồng ý.\n"
    )
    reading = read((ISSUED + "\n" + foot).encode(), "qd.md")
    assert [c.number for c in reading.citations] == ["12"]
    assert reading.coverage == 1


def test_a_wrapped_line_that_speaks_of_attached_files_is_text() -> None:
    text = TEXT + "".join(f"Điều {n}. Mở bến số {n}.\n" for n in range(3, 9))
    text += "Điều 9. Người gửi ghi rõ các\ntệp đính kèm văn bản điện tử.\nĐiều 10. Giữ bến.\n"
    assert reading_of(text, "").nodes[-1].path == "D10"


FRONT_MATTER = (
    '---\nso_hieu: "31-KH/ĐU"\nlinh_vuc: "Lâm nghiệp"\n---\n# KẾ HOẠCH trồng rừng\n### 1. Tóm tắt\nTrồng rừng.\n'
)


def test_what_an_archive_puts_over_a_text_is_no_text() -> None:
    letterhead = "ĐẢNG ỦY XÃ HÒA AN\n*\nSố 31-KH/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nHòa An, ngày 2 tháng 3 năm 2026\n"
    text = f"{letterhead}KẾ HOẠCH\ntrồng rừng\n-----\n1. Ươm cây.\n2. Trồng cây.\n"
    reading = read((FRONT_MATTER + text).encode(), "thu.md")
    assert (reading.header.place, reading.header.number) == ("Hòa An", "31")
    assert [n.heading for n in reading.nodes if n.labelled] == ["Ươm cây.", "Trồng cây."]


def test_dashes_that_close_no_front_matter_are_text() -> None:
    reading = read(b"---\n1. \xc6\xaf\xc6\xa1m c\xc3\xa2y.\n2. Tr\xe1\xbb\x93ng c\xc3\xa2y.\n---\n", "thu.md")
    assert [n.heading for n in reading.nodes if n.labelled] == ["Ươm cây.", "Trồng cây."]

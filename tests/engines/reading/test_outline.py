"""Paths of the outline."""

from __future__ import annotations

from engines.reading.reading_of import outline_of, reading_of


def paths(text: str) -> list[str]:
    return [path for path, _ in outline_of(text)]


def test_dotted_numbers_stand_under_their_part() -> None:
    assert paths("III. NHIỆM VỤ\n3. Ba\n3.1. Một\n3.2. Hai\n") == ["III", "III.3", "III.3.1", "III.3.2"]


def test_letters_under_numbers_and_numbers_again() -> None:
    assert paths("1. Một\na) A\nb) B\n2. Hai\na) A\n") == ["1", "1.a", "1.b", "2", "2.a"]


def test_plus_stands_under_its_bullet() -> None:
    assert paths("1. Một\n- Việc:\n+ Phần đầu\n+ Phần sau\n- Việc khác\n") == [
        "1",
        "1.b1",
        "1.b1.p1",
        "1.b1.p2",
        "1.b2",
    ]


def test_label_used_twice_gets_a_mark() -> None:
    assert paths("1. Một\n2. Hai\n2. Hai nữa\n") == ["1", "2", "2~2"]


def test_brackets_under_a_dotted_number() -> None:
    assert paths("II. NỘI DUNG\n2. Hai\n2.1. Mốt\n(1) Việc\n(2) Việc\n2.2. Hai\n") == [
        "II",
        "II.2",
        "II.2.1",
        "II.2.1.(1)",
        "II.2.1.(2)",
        "II.2.2",
    ]


def test_unlabelled_paragraph_is_a_node_of_its_own_and_belongs_to_the_one_above() -> None:
    reading = reading_of("1. Kinh phí\nKinh phí lấy từ ngân sách xã.\n2. Khác\n")
    assert [(n.path, n.kind) for n in reading.nodes] == [
        ("1", "section"),
        ("1.t1", "paragraph"),
        ("2", "section"),
    ]
    assert reading.nodes[0].text.endswith("ngân sách xã.")


def test_part_heading_on_the_line_below_its_label() -> None:
    nodes = reading_of("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một\n").nodes
    assert [(n.path, n.heading) for n in nodes][:2] == [("I", "QUY ĐỊNH CHUNG"), ("D1", "Phạm vi")]


def test_clauses_and_points_of_an_article() -> None:
    nodes = reading_of("Điều 1. Phạm vi\n1. Một\na) A\n").nodes
    assert [n.kind for n in nodes] == ["article", "clause", "point"]


def test_closing_formula_belongs_to_no_node() -> None:
    reading = reading_of("1. Một\n- Việc.\nTrên đây là Kế hoạch của xã, đề nghị các ấp thực hiện./.\n")
    assert [n.path for n in reading.nodes] == ["1", "1.b1"]
    assert reading.closing[0].text.startswith("Trên đây")


def test_symbol_broken_over_two_lines_is_joined() -> None:
    text = (
        "1. Một\n- Thực hiện đúng trình tự, thủ tục nêu tại Nghị định số 21/2025/NĐ-\nCP ngày 05/8/2025 của "
        "Chính phủ và các quy định\n"
        "có liên quan đến việc này trong toàn xã, kể cả các ấp\nở xa trung tâm.\n"
    )
    assert "21/2025/NĐ-CP" in reading_of(text).nodes[1].text


def test_roman_five_in_brackets_goes_on_from_four() -> None:
    text = "1. Một\n" + "".join(f"({n}) Việc\n" for n in ("i", "ii", "iii", "iv", "v", "vi"))
    assert paths(text) == ["1", "1.(i)", "1.(ii)", "1.(iii)", "1.(iv)", "1.(v)", "1.(vi)"]


def test_parts_inside_an_article_that_announces_them() -> None:
    text = "Điều 1. Phê duyệt Chương trình với nội dung sau:\nI. MỤC TIÊU\n1. Một\nII. NHIỆM VỤ\nĐiều 2. Hiệu lực\n"
    assert paths(text) == ["D1", "D1.I", "D1.I.1", "D1.II", "D2"]


def test_a_part_numeral_inside_the_number_stays_in_the_path() -> None:
    assert [path for path, _ in outline_of("I.1. Một\nI.2. Hai\nII.1. Ba\n")] == ["I.1", "I.2", "II.1"]


def test_a_part_numeral_under_its_part_is_told_once() -> None:
    assert [path for path, _ in outline_of("I. PHẦN\nI.1. Một\nI.2. Hai\n")] == ["I", "I.1", "I.2"]


def test_a_forms_code_belongs_to_its_label() -> None:
    tail = "Nơi nhận:\n- Lưu.\nTRƯỞNG BAN\nLê Văn Mẫu\n"
    nodes = reading_of("I. MỘT\n1. Việc.\n" + tail + "Mẫu 1-KNĐ\nĐƠN XIN VÀO ĐẢNG\nKính gửi: Chi ủy\n").nodes
    assert [(n.label, n.heading) for n in nodes if n.kind == "annex"] == [("Mẫu 1-KNĐ", "ĐƠN XIN VÀO ĐẢNG")]


SPECIMENS = """I. THỂ THỨC
1. Thẩm quyền ký
Ví dụ:
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
(chữ ký)
Nguyễn Văn Mẫu
2. Nơi nhận văn bản
Ví dụ:
Nơi nhận:
- Như trên,
- Lưu Văn phòng.
3. Dấu của cơ quan ban hành được đóng ngay ngắn, rõ ràng, trùm lên khoảng một phần ba chữ ký.
II. HIỆU LỰC
1. Hướng dẫn này có hiệu lực từ ngày ký.
Nơi nhận:
- Các tỉnh ủy,
- Lưu Văn phòng.
CHÁNH VĂN PHÒNG
Lê Thị Hoa
"""


def test_specimens_of_signatures_inside_the_text_do_not_end_it() -> None:
    reading = reading_of(SPECIMENS)
    assert [n.path for n in reading.nodes if n.labelled and n.kind != "bullet"] == [
        "I",
        "I.1",
        "I.2",
        "I.3",
        "II",
        "II.1",
    ]
    assert (reading.header.post, reading.header.name) == ("CHÁNH VĂN PHÒNG", "Lê Thị Hoa")
    assert (reading.header.recipients, reading.coverage) == (["Các tỉnh ủy", "Lưu Văn phòng"], 1.0)


def test_a_plan_whose_note_stands_behind_its_title_is_text() -> None:
    text = (
        "Điều 1. Ban hành Kế hoạch.\nNơi nhận: - Như trên; - Lưu VT.\nCHỦ TỊCH\nLê Văn Mẫu\nKẾ HOẠCH\n"
        "TRỒNG RỪNG NĂM 2026 (Ban hành kèm theo Quyết định số 16/QĐ-UBND ngày 27/07/2025 của UBND tỉnh)\n"
        "I. MỤC TIÊU\n1. Trồng rừng.\n"
    )
    reading = reading_of(text, "QUYẾT ĐỊNH\nBan hành Kế hoạch\n\nQUYẾT ĐỊNH:\n")
    assert [n.path for n in reading.nodes if n.labelled] == ["D1", "I", "I.1"]
    assert reading.coverage == 1.0


def annexes_of(text: str) -> list[str]:
    tail = "Nơi nhận:\n- Lưu.\nTRƯỞNG BAN\nLê Văn Mẫu\n"
    return [f"{n.path} {n.label}" for n in reading_of("1. Trồng cây.\n" + tail + text).nodes if n.kind == "annex"]


def test_forms_inside_an_annex_are_no_annexes_of_their_own() -> None:
    text = (
        "Phụ lục số 01:\nĐỀ CƯƠNG BÁO CÁO\n1. Đã trồng: … cây.\nBiểu 01: BÁO CÁO SỐ CÂY\n1. Cây lấy gỗ.\n"
        "Biểu 02: BÁO CÁO SỐ CÂY CHẾT\n1. Cây lấy quả.\nPhụ lục số 02:\nDANH SÁCH THÔN\n"
    )
    assert annexes_of(text) == ["PL1 Phụ lục số 01", "PL2 Phụ lục số 02"]


def test_the_first_form_inside_an_annex_is_not_its_title() -> None:
    reading = reading_of("1. Trồng cây.\nTRƯỞNG BAN\nLê Văn Mẫu\nPHỤ LỤC\nMẪU SỐ 01\nĐƠN XIN TRỒNG CÂY\n")
    assert [(a.label, a.title) for a in reading.annexes] == [("PHỤ LỤC", "")]


def test_forms_without_an_annex_around_them_are_annexes() -> None:
    assert annexes_of("Biểu 01: BÁO CÁO SỐ CÂY\n1. Cây.\nBiểu 02: BÁO CÁO SỐ THÔN\n1. Thôn.\n") == [
        "PL1 Biểu 01",
        "PL2 Biểu 02",
    ]


def test_a_label_set_in_like_a_first_line_begins_a_paragraph_after_a_long_heading() -> None:
    first, margin = " " * 8, " " * 2
    prose = (
        f"{first}Các bến thuyền trong tỉnh phải được trông coi cả ngày lẫn đêm, không được để\n"
        f"{margin}khách chờ lâu hay phải đi bộ xa, và phải có đèn, có phao, có mái che đủ cho\n"
        f"{margin}mọi người trú mưa nắng trong những ngày lễ hội đông khách của mùa xuân này.\n"
    )
    text = (
        f"{prose}{first}1. Ban Quản lý các bến thuyền/Đội trông coi đò ngang Sông Hạ\n"
        f"{first}a) Chủ trì, phối hợp với các hội chèo thuyền trong tỉnh trông coi bến bãi cho\n"
        f"{margin}sạch đẹp, giữ gìn đèn phao.\n{first}b) Sửa mái che bị dột.\n{prose}"
    )
    assert [path for path, _ in outline_of(text)] == ["1", "1.a", "1.b"]


def test_numbers_in_brackets_stand_under_the_dash_that_heads_them() -> None:
    text = "1. Chỉ tiêu\n- Về kinh tế:\n(1) Thu 5 tỷ đồng.\n(2) Trồng 9 ha.\n- Về xã hội:\n(3) Hộ nghèo dưới 2%.\n"
    assert [path for path, _ in outline_of(text)] == ["1", "1.b1", "1.b1.(1)", "1.b1.(2)", "1.b2", "1.b2.(3)"]


def test_where_blank_lines_part_paragraphs_a_short_line_ends_none() -> None:
    clauses = "\n\n".join(
        f"{n}. Sở\nXây dựng rà soát các công trình cầu treo dân sinh đã hết hạn\nsử dụng và báo cáo trước quý\nsau."
        for n in range(1, 13)
    )
    nodes = reading_of(clauses).nodes
    assert [n.kind for n in nodes] == ["section"] * 12
    assert nodes[0].heading.startswith("Sở Xây dựng rà soát")


def test_a_heading_may_end_with_so_before_a_letter_and_not_before_its_number() -> None:
    text = (
        "I. NHIỆM VỤ\n\n1. Đẩy mạnh chuyển đổi số\n\na) Lập cổng dịch vụ của huyện và đưa vào dùng cho người dân ở\n"
        "các xã theo Kế hoạch số\n12 của huyện.\n\nb) Dạy kỹ năng số cho người dân ở các xã của huyện trong các năm\n"
        "tới đây cùng các thôn.\n"
    )
    assert paths(text) == ["I", "I.1", "I.1.a", "I.1.b"]


def test_capitals_right_under_a_heading_in_capitals_go_on_with_it() -> None:
    text = "I. NỘI\nDUNG KẾ HOẠCH\n1. Một\nII. TỔ CHỨC\nTHỰC HIỆN\n1. Sở Y tế phát thuốc.\n"
    assert [heading for path, heading in outline_of(text) if path in ("I", "II")] == [
        "NỘI DUNG KẾ HOẠCH",
        "TỔ CHỨC THỰC HIỆN",
    ]


def test_a_plan_behind_a_decision_needs_no_note_of_what_it_is_issued_with() -> None:
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch trồng cây\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch "
        "trồng cây.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ "
        "TỊCH\nLý Thị An\n\nKẾ HOẠCH\n\nTRỒNG CÂY GIAI ĐOẠN 2026 -\n2030\n\nĐể trồng cây, Ủy ban nhân dân xã ban "
        "hành như sau:\n\nI. MỤC TIÊU\n\n1. Trồng 20 ha.\n\nII. NHIỆM VỤ\n\n1. Ươm cây.\n"
    )
    reading = reading_of(text, head="")
    assert [n.path for n in reading.nodes if n.labelled] == ["D1", "D2", "I", "I.1", "II", "II.1"]
    assert reading.header.name == "Lý Thị An"


def test_a_heading_behind_a_star_is_no_item_and_the_dashes_count_on() -> None:
    text = "I. KẾT QUẢ\n- Thu đạt kế hoạch.\n* Khó khăn\n- Mưa nhiều.\n* Lưu ý: Ưu tiên xã nghèo.\n- Thiếu cây.\n"
    assert outline_of(text) == [
        ("I", "KẾT QUẢ"),
        ("I.b1", "Thu đạt kế hoạch."),
        ("I.b2", "Mưa nhiều."),
        ("I.b3", "Thiếu cây."),
    ]


def test_an_f_between_e_and_g_is_a_letter() -> None:
    text = "I. THỊ TRƯỜNG\n" + "".join(f"{x}) Thị trường {x}.\n" for x in "abcdđefg")
    assert [path for path, _ in outline_of(text)] == ["I", *(f"I.{x}" for x in "abcdđefg")]


def test_an_article_whose_first_word_stands_alone_on_its_line_goes_on() -> None:
    text = "Điều 1. Phê duyệt kế hoạch trồng cây của xã.\n\nĐiều 2. Giao\nSở Y tế chủ trì thực hiện.\n"
    assert outline_of(text)[-1] == ("D2", "Giao Sở Y tế chủ trì thực hiện")


def test_parts_between_two_articles_stand_in_the_first() -> None:
    parts = "I. Kết quả\n1. Trồng rừng.\nII. Nhiệm vụ\n1. Giữ rừng.\n"
    text = f"Điều 1. Tán thành Báo cáo về trồng cây.\n{parts}Điều 2. Giao xã.\n"
    paths = [path for path, _ in outline_of(text)]
    assert paths == ["D1", "D1.I", "D1.I.1", "D1.II", "D1.II.1", "D2"]


def test_parts_behind_the_last_article_are_no_part_of_it() -> None:
    text = "Điều 1. Ban hành Kế hoạch trồng cây.\nI. MỤC TIÊU\n1. Trồng rừng.\nII. NHIỆM VỤ\n1. Giữ rừng.\n"
    assert [path for path, _ in outline_of(text)] == ["D1", "I", "I.1", "II", "II.1"]


def test_an_annex_named_in_the_middle_of_a_sentence_does_not_end_the_text() -> None:
    text = (
        "I. NHIỆM VỤ\nCác nhiệm vụ thực hiện theo lộ trình đến năm 2030 được xác định tại\n"
        "Phụ lục 2 kèm theo Kế hoạch này; thực hiện theo tiến độ đã nêu.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì.\n"
    )
    assert [path for path, _ in outline_of(text)] == ["I", "II", "II.1"]


def test_a_bodys_name_broken_off_behind_its_label_goes_on() -> None:
    lines = "mọi cơ quan phải cùng nhau giữ gìn và trồng thêm cây xanh ở trường học, bệnh\nviện và chợ của từng xã.\n"
    office = "3. Văn phòng\nTrung ương Đảng theo dõi, đôn đốc việc trồng cây.\n"
    text = f"1. Các xã {lines}2. Các sở {lines}{office}4. Các thôn {lines}"
    assert outline_of(text)[2] == ("3", "Văn phòng Trung ương Đảng theo")


def test_a_rule_across_the_page_is_no_bullet() -> None:
    assert outline_of("1. Ươm cây.\n---\n2. Trồng cây.\n_____\n") == [("1", "Ươm cây."), ("2", "Trồng cây.")]


def test_dotted_numbers_that_repeat_the_number_of_their_article() -> None:
    text = "Điều 1. Mục tiêu\n1. Một\n1.1. Phần\nĐiều 2. Giải pháp\n2.1. Một\na) A\n2.2. Hai\n2.2.1. Phần\n"
    assert paths(text) == ["D1", "D1.1", "D1.1.1", "D2", "D2.1", "D2.1.a", "D2.2", "D2.2.1"]

"""Targets where they stand: results, objectives, tasks and annexes of one plan; dates from the nearest heading."""

from __future__ import annotations

import pytest
from tests.engines.reading.reading_of import reading_of

from lotrinh.reading import Reading

PLAN = """
I. KẾT QUẢ GIAI ĐOẠN 2021 - 2025
- Tốc độ tăng trưởng bình quân đạt 7,2%/năm; tỷ lệ hộ nghèo giảm còn 3,5%.
II. MỤC TIÊU
1. Mục tiêu tổng quát
Phấn đấu đến năm 2030 là tỉnh khá, thuộc nhóm 20 tỉnh dẫn đầu cả nước.
2. Mục tiêu cụ thể đến năm 2030
- Kim ngạch xuất khẩu đạt khoảng
8,95 tỷ USD.
- Tỷ lệ hộ nghèo giảm bình quân 1 - 1,5%/năm; đến năm 2028 không còn nhà tạm.
3. Tầm nhìn đến năm 2045
GRDP bình quân đầu người đạt 18.000 USD.
III. NHIỆM VỤ, GIẢI PHÁP
1. Xây dựng 03 khu công nghiệp với tổng diện tích 900 ha, tổng mức đầu tư 4.500 tỷ đồng; phấn đấu tỷ lệ lấp đầy đạt \
trên 60% vào năm 2028.
2. Hỗ trợ 50% lãi suất vay vốn, tối đa không quá 200 triệu đồng/hộ.
3. Rút ngắn thời gian từ 15 ngày xuống còn 10 ngày làm việc; 100% hồ sơ được số hóa.
4. Tuyên truyền trên 04 loại hình báo chí về Đề án “Xây dựng ít nhất 20 nghìn căn hộ giai đoạn 2024 - 2028”.

PHỤ LỤC I
CÁC CHỈ TIÊU CHỦ YẾU

| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Mục tiêu đến năm 2030 |
|---|---|---|---|---|
| I | Kinh tế | | | |
| 1 | Tốc độ tăng trưởng | % | 7,2 | ≥ 10 |
| 2 | Số bác sĩ/vạn dân | Bác sĩ | 9 | 15 |
"""


@pytest.fixture(scope="module")
def plan() -> Reading:
    return reading_of(PLAN)


def values(plan: Reading, path: str) -> list[tuple[object, ...]]:
    found = [t.mention for t in plan.targets if t.path.startswith(path)]
    return [(m.comparator, m.low, m.high, m.unit, m.due) for m in found]


def test_results_of_the_past_are_no_targets(plan: Reading) -> None:
    assert values(plan, "I.") == []


def test_general_objectives_and_visions_list_their_numbers(plan: Reading) -> None:
    assert values(plan, "II.1") == [("rank_within", None, 20, "rank", "2030")]
    assert values(plan, "II.3") == [("equal", 18000, 18000, "USD", "2045")]


def test_a_line_that_waits_for_its_number_goes_on(plan: Reading) -> None:
    assert values(plan, "II.2.b1") == [("about", 8.95, 8.95, "tỷ USD", "2030")]


def test_a_date_of_its_own_comes_before_that_of_the_heading(plan: Reading) -> None:
    assert values(plan, "II.2.b2") == [("decrease_by", 1, 1.5, "%", "2030"), ("equal", 0, 0, "nhà", "2028")]


def test_sizes_norms_and_procedure_times_of_tasks_are_no_targets(plan: Reading) -> None:
    assert values(plan, "III.1") == [("above", 60, None, "%", "2028")]
    assert values(plan, "III.2") == []
    assert values(plan, "III.3") == [("equal", 100, 100, "%", None)]


def test_what_news_appears_on_and_the_title_of_a_project_are_no_targets(plan: Reading) -> None:
    assert values(plan, "III.4") == []


def test_an_annex_of_indicators_gives_its_future_columns(plan: Reading) -> None:
    assert values(plan, "PL1.r1") == [("at_least", 10, None, "%", "2030")]
    assert values(plan, "PL1.r2") == [("equal", 15, 15, "Bác sĩ", "2030")]


REGULATION = """QUYẾT ĐỊNH
Ban hành Quy định về đánh giá, xếp loại công chức

Điều 1. Tiêu chí hoàn thành tốt nhiệm vụ
1. Có ít nhất 80% nhiệm vụ được giao đúng tiến độ.
2. Người được bổ nhiệm phải đạt trên 50% số phiếu.
"""


def test_the_articles_of_a_regulation_lay_down_norms() -> None:
    assert reading_of(REGULATION, head="").targets == []


def test_a_list_of_targets_sent_without_its_document_is_read() -> None:
    text = (
        "Các chỉ tiêu chủ yếu nhiệm kỳ 2025 - 2030\n\nVề kinh tế: Sản lượng chè 4.200 tấn. Thu ngân sách tăng 8%/năm.\n"
    )
    found = [(t.path, t.mention.low, t.mention.due) for t in reading_of(text, head="").targets]
    assert found == [("preamble", 4200, "2030"), ("preamble", 8, "2030")]


def test_the_preamble_says_what_is_wanted_too() -> None:
    text = "Để phục hồi sản xuất, phấn đấu tăng trưởng năm 2026 đạt trên 9%, Ủy ban nhân dân xã yêu cầu:\n1. Sửa cầu.\n"
    (found,) = reading_of(text).targets
    assert (found.path, found.mention.comparator, found.mention.low) == ("preamble", "above", 9)


def test_what_the_preamble_reports_is_no_target() -> None:
    text = "Năm 2025, thu ngân sách đạt 120 tỷ đồng, tỷ lệ hộ nghèo còn 2,5%.\n1. Sửa cầu.\n"
    assert reading_of(text).targets == []


def test_what_a_task_does_to_all_is_a_target() -> None:
    text = "II. NHIỆM VỤ\n1. Cắt giảm, đơn giản hóa 100% điều kiện kinh doanh.\n2. Rà soát 100% hồ sơ cũ.\n"
    found = [(t.path, t.mention.comparator, t.mention.low) for t in reading_of(text).targets]
    assert found == [("II.1", "equal", 100)]


def test_how_many_prizes_there_are_is_no_target() -> None:
    text = "I. MỤC TIÊU\n1. Trồng 20 ha rừng.\nII. SỐ LƯỢNG KHEN THƯỞNG\n1. Bằng khen cho 10% số xã.\n"
    assert [t.path for t in reading_of(text).targets] == ["I.1"]


def test_shares_behind_dashes_are_items_of_their_own() -> None:
    text = "I. MỤC TIÊU\n\n- 100% xã có bến thuyền.\n\n- 90% hộ có nước sạch.\n\nII. NHIỆM VỤ\n1. Sửa cầu.\n"
    assert [(t.path, t.mention.low) for t in reading_of(text).targets] == [("I.b1", 100), ("I.b2", 90)]


def test_what_land_and_money_a_plan_takes_is_no_target() -> None:
    text = "I. MỤC TIÊU\n1. Trồng 20 ha rừng.\nII. NHU CẦU VỐN\n1. Vốn ngân sách dự kiến 85% - 90% tổng vốn.\n"
    assert [t.path for t in reading_of(text).targets] == ["I.1"]


def test_how_often_something_is_done_is_no_target() -> None:
    text = "I. NỘI DUNG\n1. Tần suất quan trắc: 02 đợt/tháng.\nII. MỤC TIÊU\n1. Trồng 20 ha rừng.\n"
    assert [t.path for t in reading_of(text).targets] == ["II.1"]


def test_whose_committees_work_together_is_no_target() -> None:
    text = "II. NHIỆM VỤ\n1. Phối hợp với Ủy ban nhân dân 06 xã: An Bình, An Hòa để lập khu bảo tồn đến năm 2030.\n"
    assert reading_of(text).targets == []


def test_an_item_among_targets_may_say_without_a_number_what_is_to_be() -> None:
    text = (
        "I. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2028\n- Hoàn thiện cơ sở dữ liệu về rừng; hình thành chợ gỗ sạch;\n"
        "- Xóa bỏ các bãi rác tự phát ven sông.\n- Đã có chợ gỗ ở mỗi huyện.\n- Trồng 20 ha rừng.\n"
        "II. NHIỆM VỤ\n1. Hoàn thiện cơ sở dữ liệu về hồ chứa.\n"
    )
    found = [(t.path, t.mention.kind, t.mention.text, t.mention.due) for t in reading_of(text).targets]
    assert found == [
        ("I.1.b1", "qualitative", "Hoàn thiện cơ sở dữ liệu về rừng", "2028"),
        ("I.1.b1", "qualitative", "hình thành chợ gỗ sạch", "2028"),
        ("I.1.b2", "qualitative", "Xóa bỏ các bãi rác tự phát ven sông", "2028"),
        ("I.1.b4", "quantified", "Trồng 20 ha rừng", "2028"),
    ]


def test_an_item_without_a_number_keeps_the_year_it_names() -> None:
    text = (
        "I. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2030\n- Đến năm 2027, hoàn thiện cơ sở dữ liệu về rừng.\n"
        "- Hình thành chợ gỗ sạch vào năm 2028.\n- Xóa bỏ các bãi rác tự phát ven sông.\n"
    )
    assert [t.mention.due for t in reading_of(text).targets] == ["2027", "2028", "2030"]


def test_specific_objectives_without_numbers_say_what_there_is_to_be() -> None:
    text = (
        "II. MỤC TIÊU CỤ THỂ\n- Xây dựng cơ sở dữ liệu về rừng và sông hồ trên địa bàn.\n"
        "- Đội ngũ kiểm lâm được trang bị kiến thức về thú rừng; ngăn ngừa đáng kể cháy rừng tự nhiên.\n"
        "- Tăng cường tuần tra rừng.\nIII. NHIỆM VỤ\n- Xây dựng trạm gác rừng ven sông.\n"
    )
    assert [(t.path, t.mention.indicator) for t in reading_of(text).targets] == [
        ("II.b1", "Xây dựng cơ sở dữ liệu về rừng và sông hồ trên địa bàn"),
        ("II.b2", "Đội ngũ kiểm lâm được trang bị kiến thức về thú rừng"),
        ("II.b2", "ngăn ngừa đáng kể cháy rừng tự nhiên"),
    ]


def test_what_a_decree_lays_down_are_norms() -> None:
    head = "NGHỊ ĐỊNH\nVề bến thuyền\n\nCăn cứ Luật Cầu;\n"
    text = (
        "Điều 1. Cách tính điểm từng chỉ tiêu\n1. Bến loại 1 được tối đa 40 điểm khi có ít nhất 70% số thuyền.\n"
        "Điều 2. Họp bến\n1. Phiên họp có ít nhất hai phần ba thành viên và thuộc nhóm 3 bến đầu tiên.\n"
        "Điều 3. Mục tiêu phát triển\n1. Đến năm 2030 có 80% bến thuyền đạt chuẩn.\n"
    )
    assert [(t.path, t.mention.low) for t in reading_of(text, head).targets] == [("D3.1", 80)]


def test_a_value_in_a_row_of_tasks_is_due_when_the_task_is() -> None:
    text = (
        "1. Việc phải làm tại Phụ lục.\n\nPHỤ LỤC\nNHIỆM VỤ\n"
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Số hóa 100% hồ sơ lưu trữ | Sở Nội vụ | Năm 2027-2029 |\n"
        "| 2 | Phấn đấu 90% hộ dùng nước sạch | Sở Y tế | Quý II/2028 |\n"
    )
    found = reading_of(text).targets
    assert [(t.path, t.mention.low, t.mention.due) for t in found] == [
        ("PL1.r1", 100, "2029"),
        ("PL1.r2", 90, "2028-06-30"),
    ]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("GIẤY PHÉP\nNỔ MÌN\n", "Điều 1. Điều kiện\n1. Mỗi đợt nổ không quá 120 kg, cách nhà dân ≥ 300 m.\n"),
        (
            "QUYẾT ĐỊNH\nPhê duyệt phương án nổ mìn tại mỏ đá Hòa An\n",
            "Điều 1. Phê duyệt:\n1. Chiều sâu lỗ khoan ≤ 2,5 m; lượng thuốc nổ 0,35 kg/m3.\n",
        ),
        (
            "THÔNG TƯ\nQuy định về bến\n",
            "Điều 1. Có hiệu lực.\nPHỤ LỤC\nCHẤT CẤM\n| TT | Tên | Ghi chú |\n|---|---|---|\n| 1 | Chất (>70%) | x |\n",
        ),
        ("KẾ HOẠCH\nKiểm tra hóa chất\n", "1. Rà soát hóa chất thuộc nhóm 1, nhóm 2.\n"),
        ("BÁO CÁO\nTình hình bến\n", "1. Sau sắp xếp không còn đơn vị hành chính cấp huyện.\n"),
        ("KẾ HOẠCH\nCấp phép\n", "1. Cấp cho Công ty A, mã số doanh nghiệp: 0100000001, bảo đảm đúng hạn.\n"),
    ],
)  # fmt: skip
def test_conditions_classes_and_numbers_of_firms_are_no_targets(head: str, text: str) -> None:
    assert reading_of(text, head=f"{head}\n").targets == []


def test_the_head_of_a_form_says_nothing_of_what_is_to_be() -> None:
    text = (
        "1. Báo cáo theo mẫu.\n\nPHỤ LỤC\nMẪU BÁO CÁO\n| Chỉ tiêu | Số doanh nghiệp tham gia | Loại hình của bến |\n"
        "|---|---|---|\n| Tổng số | | |\n| Chỉ tiêu | Số doanh nghiệp tham gia | Loại hình của bến |\n| Mới | | |\n"
    )
    assert reading_of(text).targets == []

"""Lines under a group of tasks that say who leads it."""

from __future__ import annotations

import pytest

from engines.reading.reading_of import reading_of


def test_the_leader_in_charge_is_not_the_lead_agency() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Trồng rừng ven sông\n- Ươm giống cây bản địa.\n- Đào hố, trồng cây.\n"
        "Lãnh đạo phụ trách: Phó Giám đốc Lê Văn Mẫu.\n"
        "Đơn vị chủ trì: Phòng Quản lý rừng; Đơn vị phối hợp: Văn phòng Sở; thời gian: Quý II/2026.\n"
    )
    (found,) = reading_of(text).assignments
    assert (found.path, found.lead, found.coordinating) == ("I.1", ["Phòng Quản lý rừng"], ["Văn phòng Sở"])
    assert found.deadline.due == "2026-06-30"


@pytest.mark.parametrize(
    "lines",
    [
        "- Cơ quan chủ trì: Sở Y tế. Cơ quan phối hợp: Hạt Kiểm lâm. Thời gian hoàn thành: quý III/2026.",
        "+ Chủ trì: Sở Y tế; phối hợp: Hạt Kiểm lâm; hoàn thành trước tháng 10/2026.",
        "Trách nhiệm thực hiện: Sở Y tế; phối hợp: Hạt Kiểm lâm; thời gian: tháng 9/2026.",
        "- Phân công thực hiện: Sở Y tế chủ trì, phối hợp với Hạt Kiểm lâm.\n- Thời hạn: Tháng 9/2026.",
        "Thời gian hoàn thành: Quý III/2026; Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Hạt Kiểm lâm.",
        "- Thời gian: Quý III/2026.\n- Đơn vị phối hợp: Hạt Kiểm lâm.\n- Đơn vị tham mưu: Sở Y tế.",
        "- Cơ quan chủ trì: Sở Y tế.\n- Cơ quan phối hợp: Hạt Kiểm lâm.\n- Thời hạn ban hành: trước ngày 30/9/2026.",
        "Đơn vị chủ trì, phối hợp: Sở Y tế chủ trì, phối hợp với Hạt Kiểm lâm; thời hạn: tháng 9/2026.",
    ],
)
def test_lines_in_any_order_and_wording(lines: str) -> None:
    text = f"II. NHIỆM VỤ\n1. Phát thuốc\na) Lập danh sách các hộ.\n{lines}\nb) Mua cây giống.\n- Chủ trì: Sở Nội vụ.\n"
    first, second = reading_of(text).assignments
    assert (first.path, first.lead, first.coordinating) == ("II.1.a", ["Sở Y tế"], ["Hạt Kiểm lâm"])
    assert (first.deadline.due or "")[:4] == "2026"
    assert (second.path, second.lead, second.deadline.kind) == ("II.1.b", ["Sở Nội vụ"], "none")


def test_words_of_duty_before_prose_open_no_line() -> None:
    text = "II. NHIỆM VỤ\n1. Phát thuốc\n- Trách nhiệm: nâng cao ý thức của mọi người.\n- Kết quả: tốt.\n"
    assert reading_of(text).assignments == []


@pytest.mark.parametrize(
    "task",
    [
        "Lập danh sách các hộ (Sở Y tế chủ trì, phối hợp Hạt Kiểm lâm; xong trước ngày 30/9/2026).",
        "Lập danh sách các hộ (chủ trì: Sở Y tế; phối hợp: Hạt Kiểm lâm; thời gian: tháng 9/2026).",
        "Lập danh sách các hộ. Đơn vị chủ trì: Sở Y tế. Đơn vị phối hợp: Hạt Kiểm lâm. Hoàn thành: tháng 9/2026.",
    ],
)
def test_who_leads_may_be_told_at_the_end_of_the_task(task: str) -> None:
    found = reading_of(f"II. NHIỆM VỤ\n1. Phát thuốc\na) {task}\nb) Mua cây giống (cây bản địa).\n").assignments
    assert [(a.path, a.lead, a.coordinating) for a in found] == [("II.1.a", ["Sở Y tế"], ["Hạt Kiểm lâm"])]
    assert found[0].task.rstrip(".") == "Lập danh sách các hộ"
    assert found[0].deadline.due == "2026-09-30"


def test_a_bracket_in_the_organising_part_gives_no_second_task() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ lập danh sách các hộ (Sở Y tế chủ trì phần thuốc).\n"
    assert [a.lead for a in reading_of(text).assignments] == [["Sở Nội vụ"]]


def test_lines_under_a_group_of_one_task_speak_of_that_task() -> None:
    text = (
        "III. NHIỆM VỤ\n1. Ươm giống\n- Ươm cây bản địa tại vườn xã.\nĐơn vị chủ trì thực hiện: Các sở, ngành, UBND "
        "cấp xã.\nThời gian thực hiện: Thường xuyên.\n2. Trồng cây\n- Đào hố.\n- Trồng cây.\nĐơn vị chủ trì: Sở Y tế.\n"
    )
    assert [(a.path, a.lead) for a in reading_of(text).assignments] == [
        ("III.1.b1", ["Các sở, ngành", "UBND cấp xã"]),
        ("III.2", ["Sở Y tế"]),
    ]


def test_lines_under_a_heading_of_their_own_speak_of_the_task_above_it() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Về vườn ươm\na) Nhiệm vụ: Ươm cây bản địa tại vườn xã.\nb) Cơ quan thực hiện:\n"
        "- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị phối hợp: Hạt Kiểm lâm.\nc) Thời gian thực hiện: Tháng 9/2026.\n"
        "2. Về trồng cây\na) Nhiệm vụ:\n- Đào hố.\n- Trồng cây.\nb) Cơ quan thực hiện:\n- Đơn vị chủ trì: Sở Nội vụ.\n"
    )
    first, second = reading_of(text).assignments
    assert (first.path, first.task, first.lead) == ("II.1", "Ươm cây bản địa tại vườn xã.", ["Sở Y tế"])
    assert (first.coordinating, first.deadline.due) == (["Hạt Kiểm lâm"], "2026-09-30")
    assert (second.path, second.task, second.lead) == ("II.2", "Đào hố.", ["Sở Nội vụ"])


def test_what_a_body_does_is_no_part_of_its_name_on_a_line_of_the_lead() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Rà soát văn bản\n- Soát lại văn bản của xã.\n"
        "Cơ quan thực hiện: Sở Tư pháp tiến hành rà soát các văn bản của tỉnh; các sở, ngành có liên quan theo chức "
        "năng, nhiệm vụ được giao.\n"
    )
    (found,) = reading_of(text).assignments
    assert found.lead == ["Sở Tư pháp", "các sở, ngành có liên quan"]


def test_a_line_of_the_doers_over_a_list_of_its_own() -> None:
    text = (
        "I. NHIỆM VỤ\na) Tuyên truyền\n- Nội dung: Treo băng rôn.\n- Cơ quan thực hiện:\n"
        "+ Sở Văn hóa và Thể thao chủ trì, phối hợp với Sở Y tế.\n+ Sở Xây dựng chiếu thông điệp tại nhà chờ xe buýt.\n"
    )
    found = [(a.path, a.task, a.lead, a.coordinating) for a in reading_of(text).assignments]
    assert found == [
        ("I.a", "Treo băng rôn.", ["Sở Văn hóa và Thể thao"], ["Sở Y tế"]),
        ("I.a.b2.p2", "chiếu thông điệp tại nhà chờ xe buýt.", ["Sở Xây dựng"], []),
    ]


def test_in_its_field_is_no_part_of_a_name_on_a_line_of_the_lead() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Hỗ trợ thi hành\n- Tiếp nhận kiến nghị.\n"
        "Cơ quan thực hiện: Các sở, ngành có liên quan theo chức năng, nhiệm vụ quản lý được giao.\n"
    )
    (found,) = reading_of(text).assignments
    assert found.lead == ["Các sở, ngành có liên quan"]


@pytest.mark.parametrize(
    "lines",
    [
        "- Cơ quan chủ trì: Ban Dân vận.\n- Cơ quan phối hợp: Hội Nông dân.\n- Cơ quan thực hiện: Các chi bộ.",
        "- Cơ quan chủ trì: Ban Dân vận; cơ quan phối hợp: Hội Nông dân; cơ quan thực hiện: Các chi bộ.",
    ],
)
def test_who_carries_out_beside_who_leads_goes_with_that_one(lines: str) -> None:
    (found,) = reading_of(f"II. NHIỆM VỤ\n1. Mở lớp\n1.1. Mời giảng viên.\n{lines}\n").assignments
    assert (found.lead, found.coordinating) == (["Ban Dân vận"], ["Hội Nông dân", "Các chi bộ"])


def test_a_day_beside_what_goes_on_is_the_deadline() -> None:
    lines = "- Cơ quan chủ trì: Sở Y tế.\n- Thời gian: Thường xuyên; hoàn thành trước ngày 30/11/2026.\n"
    (found,) = reading_of(f"II. NHIỆM VỤ\n1. Mở lớp\n1.1. Mời giảng viên.\n{lines}").assignments
    assert (found.deadline.kind, found.deadline.due) == ("date", "2026-11-30")

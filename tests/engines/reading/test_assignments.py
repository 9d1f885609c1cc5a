"""Who is given what: orders, lists by agency, and clauses that only look like either."""

from __future__ import annotations

from engines.reading.reading_of import HEAD, reading_of


def given(text: str, head: str) -> list[tuple[str, list[str]]]:
    """(path, lead) of the assignments of a document that begins with `head`."""
    return [(a.path, a.lead) for a in reading_of(text, head).assignments]


DIRECTIVE = (
    "CHỈ THỊ\nVề phòng cháy rừng\n\nThực hiện Công điện số 31/CĐ-TTg ngày 03/4/2026, Chủ tịch Ủy ban nhân dân tỉnh yêu "
    "cầu thủ trưởng các sở, ban, ngành, Chủ tịch Ủy ban nhân dân các xã, phường tập trung thực hiện một số nhiệm vụ "
    "sau:\n"
)


def test_orders_to_many_bodies_are_orders() -> None:
    text = "1. Công an tỉnh xử lý nghiêm các vụ cháy.\n2. Các chủ rừng bố trí người canh gác.\n"
    assert given(text, DIRECTIVE) == [("1", ["Công an tỉnh"]), ("2", ["Các chủ rừng"])]


def test_a_conclusion_gives_work_in_its_organising_part_only() -> None:
    head = "KẾT LUẬN\nvề giải ngân\n-----\nBan Thường vụ Tỉnh ủy thảo luận và kết luận như sau:\n"
    text = (
        "1. Nhiệm vụ\n1.1. Các cấp ủy, tổ chức đảng xác định giải ngân là nhiệm vụ trọng tâm.\n"
        "2. Tổ chức thực hiện\n2.1. Văn phòng Tỉnh ủy theo dõi việc thực hiện Kết luận này.\n"
    )
    assert given(text, head) == [("2.1", ["Văn phòng Tỉnh ủy"])]


PLAN = "KẾ HOẠCH\nCải cách hành chính\n\nỦy ban nhân dân xã ban hành Kế hoạch như sau:\n"


def test_bullets_that_name_the_lead_and_the_time_speak_of_the_task_above_them() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát văn bản của xã.\n- Đơn vị chủ trì: Văn phòng HĐND và UBND xã.\n"
        "- Đơn vị phối hợp: Công an xã.\n- Thời gian hoàn thành: Quý III/2026.\n"
    )
    (found,) = reading_of(text, PLAN).assignments
    assert (found.path, found.task, found.lead) == ("I.1.a", "Rà soát văn bản của xã.", ["Văn phòng HĐND và UBND xã"])
    assert (found.coordinating, found.deadline.due) == (["Công an xã"], "2026-09-30")


def test_bodies_told_apart_by_what_they_have_not_done_are_a_name() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Các đảng ủy chưa gửi báo cáo khẩn trương hoàn thành trước ngày 25/7/2026.\n"
    assert given(text, PLAN) == [("I.1", ["Các đảng ủy chưa gửi báo cáo"])]


def test_the_request_to_carry_out_the_directive_closes_it() -> None:
    text = (
        "1. Công an tỉnh xử lý nghiêm các vụ cháy.\n2. Các chủ rừng bố trí người canh gác.\n"
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở, ngành nghiêm túc thực hiện Chỉ thị này./.\n"
    )
    assert [path for path, _ in given(text, DIRECTIVE)] == ["1", "2"]


def test_a_call_upon_the_people_closes_a_resolution() -> None:
    text = (
        "Điều 1. Tổ chức thực hiện\n1. Giao Ủy ban nhân dân tỉnh triển khai thực hiện Nghị quyết.\n"
        "Hội đồng nhân dân tỉnh kêu gọi các tầng lớp Nhân dân thi đua thực hiện thắng lợi Nghị quyết.\n"
    )
    assert given(text, "NGHỊ QUYẾT\nVề nhiệm vụ năm 2026\n\nQUYẾT NGHỊ:\n") == [("D1.1", ["Ủy ban nhân dân tỉnh"])]


def test_lines_of_lead_partners_and_time_under_a_task_are_one_assignment() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Hỗ trợ vốn\nCơ quan chủ trì: Sở Công Thương.\nCơ quan phối hợp: Sở Tài chính.\n"
        "Thời gian: Quý IV/2026.\n"
    )
    (found,) = reading_of(text, PLAN).assignments
    assert (found.path, found.lead, found.coordinating) == ("I.1", ["Sở Công Thương"], ["Sở Tài chính"])
    assert found.deadline.due == "2026-12-31"


def test_a_lead_in_brackets_under_a_task_is_its_lead() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Cải cách\na) Cắt giảm thủ tục.\n(Sở Tài chính chủ trì, phối hợp với Sở Nội vụ; hoàn thành "
        "trong quý IV/2026)\nb) Công khai quy trình.\n"
    )
    (found,) = reading_of(text, PLAN).assignments
    assert (found.path, found.lead, found.coordinating) == ("I.1.a", ["Sở Tài chính"], ["Sở Nội vụ"])
    assert found.deadline.due == "2026-12-31"


def test_several_periods_may_stand_before_who_reports() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Chế độ báo cáo\nĐịnh kỳ 6 tháng, hằng năm, các sở, ngành, UBND các xã, phường báo "
        "cáo kết quả về Sở Tài chính.\n"
    )
    (found,) = reading_of(text, PLAN).assignments
    assert (found.path, found.lead, found.deadline.kind) == (
        "I.1",
        ["các sở, ngành", "UBND các xã, phường"],
        "recurring",
    )


def test_a_post_after_dong_chi_is_no_persons_name() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Đồng chí Trưởng Ban Xây dựng Đảng trực tiếp chỉ đạo.\n"
    assert given(text, PLAN) == [("I.1", ["Đồng chí Trưởng Ban Xây dựng Đảng"])]


def test_what_is_to_be_repealed_is_work_like_any_other() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp:\n- Rà soát, kiến nghị sửa đổi, bãi bỏ các văn bản trái luật.\n"
        "- Tham mưu Quyết định thay thế Quyết định số 12/QĐ-UBND.\n"
        "- Tập huấn cho mọi người, nhất là người đứng đầu.\n2. Kế hoạch này thay thế Kế hoạch số 9/KH-UBND.\n"
    )
    assert given(text, PLAN) == [("I.1.b1", ["Sở Tư pháp"]), ("I.1.b2", ["Sở Tư pháp"]), ("I.1.b3", ["Sở Tư pháp"])]


def test_what_a_body_is_beside_its_name_is_no_part_of_the_lead() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Giao Sở Nội vụ (cơ quan thường trực Ban Chỉ đạo):\na) Theo dõi việc thực hiện.\n"
        "2. Văn phòng UBND tỉnh (Trung tâm Tin học) cập nhật số liệu.\n3. UBND các xã (Đông Hà, Tây Hà) trồng rừng.\n"
    )
    assert given(text, PLAN) == [
        ("I.1.a", ["Sở Nội vụ"]),
        ("I.2", ["Văn phòng UBND tỉnh"]),
        ("I.3", ["UBND các xã (Đông Hà, Tây Hà)"]),
    ]


def test_an_aim_may_stand_before_the_doer_of_a_heading() -> None:
    text = (
        "I. PHÂN CÔNG NHIỆM VỤ\n1. Để phủ xanh đất trống, Hạt Kiểm lâm thực hiện các việc sau:\n"
        "- Cấp giống cho các hộ.\n- Nghiệm thu rừng trồng.\n"
    )
    assert given(text, PLAN) == [("I.1.b1", ["Hạt Kiểm lâm"]), ("I.1.b2", ["Hạt Kiểm lâm"])]


def test_the_ground_before_the_doer_may_name_several_things() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Trên cơ sở Kế hoạch này, Chương trình của huyện, các xã, phường lập lịch trồng.\n"
        "2. Căn cứ chức năng, nhiệm vụ được giao, Hạt Kiểm lâm trồng lại rừng.\n"
        "3. Căn cứ mùa vụ, thời tiết, điều kiện đất đai để chọn giống.\n"
    )
    assert given(text, PLAN) == [("I.1", ["các xã, phường"]), ("I.2", ["Hạt Kiểm lâm"])]


def test_lines_of_lead_and_partners_that_are_bullets_are_no_tasks_of_their_own() -> None:
    text = (
        "1. Trồng rừng phòng hộ, cụ thể:\n(1) Cấp giống cho các hộ.\n- Đơn vị chủ trì thực hiện: Hạt Kiểm lâm.\n"
        "- Đơn vị phối hợp: UBND các xã.\n- Thời gian: Trong tháng 8/2026.\n(2) Nghiệm thu rừng trồng.\n"
        "- Đơn vị thực hiện: Sở Tài chính chủ trì, phối hợp với Hạt Kiểm lâm.\n- Thời gian: Thường xuyên.\n"
    )
    found = reading_of(text, DIRECTIVE).assignments
    assert [(a.path, a.lead, a.coordinating) for a in found] == [
        ("1.(1)", ["Hạt Kiểm lâm"], ["UBND các xã"]),
        ("1.(2)", ["Sở Tài chính"], ["Hạt Kiểm lâm"]),
    ]


def test_a_reference_to_an_annex_and_what_closes_a_document_are_no_tasks() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. UBND các xã: Theo Phụ lục II đính kèm.\n2. Hạt Kiểm lâm cấp giống cho các hộ.\n"
        "3. Trong quá trình thực hiện, nếu có vướng mắc, các xã, phường phản ánh về Hạt Kiểm lâm.\n"
    )
    assert given(text, PLAN) == [("I.2", ["Hạt Kiểm lâm"])]


def test_to_assign_members_is_a_task_and_they_are_not_its_doer() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Các chi bộ\n- Quản lý, phân công đảng viên; kết nạp người mới.\n"
    assert given(text, PLAN) == [("I.1.b1", ["Các chi bộ"])]
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Quản lý, phân công đảng viên; kết nạp người mới.\n"
    assert given(text, PLAN) == []


def test_a_second_doers_time_is_not_the_firsts() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Giao Ủy ban Kiểm tra Huyện ủy giám sát việc trồng rừng; Văn phòng Huyện ủy phối hợp "
        "với Hạt Kiểm lâm định kỳ báo cáo.\n"
    )
    first, second = reading_of(text, PLAN).assignments
    assert (first.task, first.deadline.kind, first.coordinating) == ("giám sát việc trồng rừng;", "none", [])
    assert (second.lead, second.deadline.kind, second.coordinating) == (
        ["Văn phòng Huyện ủy"],
        "recurring",
        ["Hạt Kiểm lâm"],
    )


def test_days_of_what_is_told_to_recur_before_the_doer_recur() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Định kỳ 6 tháng, 1 năm, các xã gửi báo cáo trước ngày 15/6 và 15/12.\n"
    (found,) = reading_of(text, PLAN).assignments
    assert (found.lead, found.deadline.kind) == (["các xã"], "recurring")


def test_a_person_may_be_told_with_his_post_and_what_he_has_to_do() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Đồng chí Lò Văn Ban, Phó Bí thư Thường trực Huyện ủy, chỉ đạo chung.\n"
        "2. Ông Vi Văn Cam - Phó Trưởng Ban Chỉ đạo.\n"
    )
    (found,) = reading_of(text, PLAN).assignments
    assert (found.lead, found.task) == (["Lò Văn Ban"], "chỉ đạo chung.")


def test_whom_the_ground_speaks_of_is_not_the_doer() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Trên cơ sở đề xuất của các sở, ngành, Hạt Kiểm lâm, Sở Y tế tổng hợp nhu cầu.\n"
    assert given(text, PLAN) == [("I.1", ["Sở Y tế"])]


def test_a_heading_of_responsibility_leads_the_paragraph_below_it() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm của Sở Y tế\nTổng hợp nhu cầu thuốc của các trạm.\n"
    (found,) = reading_of(text, PLAN).assignments
    assert (found.path, found.lead, found.task) == ("I.1", ["Sở Y tế"], "Tổng hợp nhu cầu thuốc của các trạm.")


def test_paragraphs_that_name_their_doers_stand_for_the_clause_that_announces_them() -> None:
    text = (
        "I. PHÂN CÔNG\n1. Trách nhiệm của các sở, ngành\na) Về tiêu chí trồng rừng:\nSở Tài chính chủ trì thẩm định.\n"
        "Hạt Kiểm lâm chủ trì nghiệm thu.\n"
    )
    assert given(text, PLAN) == [("I.1.a", ["Sở Tài chính"]), ("I.1.a", ["Hạt Kiểm lâm"])]


def test_a_second_post_after_dong_chi_has_its_own_task() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Đồng chí Chủ tịch UBND xã chỉ đạo trồng rừng; đồng chí Phó Chủ tịch HĐND xã giám sát "
        "việc chi tiền.\n2. Các chi bộ (9/9 chi bộ) đăng ký diện tích.\n"
    )
    assert given(text, PLAN) == [
        ("I.1", ["Đồng chí Chủ tịch UBND xã"]),
        ("I.1", ["đồng chí Phó Chủ tịch HĐND xã"]),
        ("I.2", ["Các chi bộ"]),
    ]


def test_what_a_clause_is_about_may_stand_before_the_doer() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Chế độ báo cáo: Định kỳ hằng quý, các sở, ngành gửi số liệu trồng rừng.\n"
        "2. Nghiệm thu: Hạt Kiểm lâm kiểm tra từng lô.\n3. Kinh phí: từ ngân sách huyện.\n"
    )
    found = reading_of(text, PLAN).assignments
    assert [(a.path, a.lead, a.deadline.kind) for a in found] == [
        ("I.1", ["các sở, ngành"], "recurring"),
        ("I.2", ["Hạt Kiểm lâm"], "none"),
    ]


def test_all_a_body_has_to_do_under_its_name_is_looked_at() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Hạt Kiểm lâm\nHướng dẫn kỹ thuật trồng rừng cho các hộ.\n"
        "Nghiệm thu, chi trả tiền công xong trước ngày 30/9/2027.\nCông an xã giữ trật tự.\n"
    )
    found = reading_of(text, PLAN).assignments
    assert [(a.lead, a.deadline.due) for a in found] == [(["Hạt Kiểm lâm"], "2027-09-30"), (["Công an xã"], None)]


def test_on_an_event_the_work_may_be_anothers_than_the_headings() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Các sở, ban, ngành\n"
        "a) Khi có kết quả nghiệm thu rừng giao Hạt Kiểm lâm công bố số liệu.\n"
        "b) Khi có thay đổi diện tích, báo cáo ngay.\n"
    )
    found = reading_of(text, PLAN).assignments
    assert [(a.path, a.lead, a.deadline.kind) for a in found] == [
        ("I.1.a", ["Hạt Kiểm lâm"], "triggered"),
        ("I.1.b", ["Các sở, ban, ngành"], "triggered"),
    ]


def test_kinds_of_those_a_campaign_is_for_have_no_work() -> None:
    text = (
        "I. NỘI DUNG\n1. Đối tượng trồng rừng\na) Tập thể:\n- Các sở, ban, ngành.\n- UBND các xã.\n"
        "- Các hạt kiểm lâm thuộc tỉnh.\nb) Cá nhân: hộ gia đình.\n"
    )
    assert given(text, PLAN) == []


def test_time_before_the_doer_may_be_told_in_many_ways() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sau 20 ngày kể từ ngày nghiệm thu, các xã nộp hồ sơ.\n"
        "2. Quý II/2026, Hạt Kiểm lâm kiểm tra rừng.\n3. Từ kết quả kiểm tra, rút kinh nghiệm chung.\n"
    )
    found = reading_of(text, PLAN).assignments
    assert [(a.path, a.lead, a.deadline.kind) for a in found] == [
        ("I.1", ["các xã"], "triggered"),
        ("I.2", ["Hạt Kiểm lâm"], "quarter"),
    ]


def test_whoever_is_asked_under_a_colon_is_the_doer_of_what_stands_below() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Đề nghị: Hiệp hội Doanh nghiệp tỉnh, Liên minh Hợp tác xã tỉnh\n"
        "a) Vận động hội viên.\nb) Gửi kiến nghị.\n"
        "2. Các chủ đầu tư xây dựng và kinh doanh hạ tầng Khu công nghiệp\n- Dành mặt bằng.\n- Lắp thiết bị.\n"
    )
    asked = ["Hiệp hội Doanh nghiệp tỉnh", "Liên minh Hợp tác xã tỉnh"]
    owners = ["Các chủ đầu tư xây dựng và kinh doanh hạ tầng Khu công nghiệp"]
    assert given(text, PLAN) == [("I.1.a", asked), ("I.1.b", asked), ("I.2.b1", owners), ("I.2.b2", owners)]


def test_groups_after_a_ground_that_names_a_body_are_all_doers() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Trên cơ sở Chương trình của Chính phủ, các bộ, cơ quan ngang bộ, Ủy ban nhân dân các "
        "tỉnh lập kế hoạch.\n"
    )
    assert given(text, PLAN) == [("I.1", ["các bộ, cơ quan ngang bộ", "Ủy ban nhân dân các tỉnh"])]


def test_which_of_a_group_come_first_is_no_further_doer() -> None:
    text = (
        "1. Chủ tịch Ủy ban nhân dân các tỉnh miền núi, nhất là các tỉnh: An Hòa, Sông Hạ tiếp tục sơ tán dân, trong "
        "đó:\na) Phải cấp đủ thuốc.\nb) Rà soát thiệt hại.\n2. Các cơ quan báo chí, truyền thông tiếp tục đưa tin.\n"
    )
    chairs = ["Chủ tịch Ủy ban nhân dân các tỉnh miền núi"]
    assert given(text, DIRECTIVE) == [
        ("1.a", chairs),
        ("1.b", chairs),
        ("2", ["Các cơ quan báo chí, truyền thông"]),
    ]


def test_a_bracket_that_tells_whom_a_heading_means_is_no_part_of_the_name() -> None:
    text = "1. Các chủ rừng là tổ chức (các Ban quản lý rừng, các công ty)\n- Canh lửa.\n2. Công an tỉnh tuần tra.\n"
    assert given(text, DIRECTIVE) == [("1.b1", ["Các chủ rừng là tổ chức"]), ("2", ["Công an tỉnh"])]


def test_under_a_heading_that_tells_what_it_is_about_the_paragraphs_name_the_doers() -> None:
    head = "THÔNG BÁO\nKết luận của Chủ tịch tại buổi làm việc với xã\n\nChủ tịch kết luận như sau:\n"
    text = (
        "I. VỀ KIẾN NGHỊ CỦA XÃ\n1. Về kiến nghị giao Ủy ban nhân dân xã là cơ quan lập dự án cầu:\n"
        "Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính xem xét trước ngày 31/12/2026.\n"
        "2. Về việc sửa đường:\nỦy ban nhân dân xã hoàn thiện hồ sơ.\n"
    )
    found = reading_of(text, head).assignments
    assert [(a.path, a.lead, a.coordinating, a.deadline.due) for a in found] == [
        ("I.1", ["Sở Xây dựng"], ["Sở Tài chính"], "2026-12-31"),
        ("I.2", ["Ủy ban nhân dân xã"], [], None),
    ]


def test_a_general_noun_and_where_they_work_is_a_doer() -> None:
    whole = "Các doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải và công nghệ thông tin trên địa bàn tỉnh"
    text = f"I. TỔ CHỨC THỰC HIỆN\n1. {whole}\n- Dùng phần mềm chung.\n2. Sở Xây dựng\n- Theo dõi.\n"
    assert given(text, PLAN) == [("I.1.b1", [whole]), ("I.2.b1", ["Sở Xây dựng"])]


def test_a_part_whose_clauses_nearly_all_name_a_doer_is_a_list_by_agency() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Về nhà ở\na) Sở Xây dựng hỗ trợ hộ có nhà bị sập.\nb) Sở Y tế khử khuẩn nguồn nước.\n"
        "2. Về sản xuất\na) Ủy ban nhân dân các xã:\n- Cấp cây giống cho hộ bị thiệt hại.\n- Thống kê thiệt hại.\n"
        "b) Công ty Thủy lợi Sông Hạ hạ mực nước hồ chứa.\n"
    )
    assert given(text, PLAN) == [
        ("I.1.a", ["Sở Xây dựng"]),
        ("I.1.b", ["Sở Y tế"]),
        ("I.2.a.b1", ["Ủy ban nhân dân các xã"]),
        ("I.2.a.b2", ["Ủy ban nhân dân các xã"]),
        ("I.2.b", ["Công ty Thủy lợi Sông Hạ"]),
    ]


def test_a_task_that_opens_with_a_doer_among_others_gives_nobody_work() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Sở Y tế khử khuẩn nguồn nước.\n2. Trồng lại rừng.\n3. Sửa cầu treo.\n4. Cấp cây giống.\n"
        "5. Mở lớp tập huấn.\n"
    )
    assert given(text, PLAN) == []


def test_whom_the_issuer_asks_is_the_doer() -> None:
    head = "CHÍNH PHỦ\n-------\nSố: 12/NQ-CP\n\nNGHỊ QUYẾT\nVề chống hạn\n\nChính phủ quyết nghị:\n"
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Chính phủ trân trọng đề nghị Hội Chữ thập đỏ Việt Nam vận động quyên góp.\n"
        "2. Bộ Y tế đề nghị các bệnh viện dự trữ thuốc.\n"
    )
    assert given(text, head) == [("I.1", ["Hội Chữ thập đỏ Việt Nam"]), ("I.2", ["Bộ Y tế"])]


CONCLUSIONS = (
    "THÔNG BÁO\nKết luận của Chủ tịch Ủy ban nhân dân tỉnh tại buổi làm việc với xã Đông Hải\n\nKết luận như sau:\n"
)


def test_what_a_notice_says_somebody_needs_to_do_is_theirs() -> None:
    text = (
        "I. NHIỆM VỤ\nĐể giữ đà tăng trưởng, xã Đông Hải cần tập trung thực hiện những việc sau:\n"
        "1. Đẩy nhanh giải ngân.\n2. Mở rộng chợ.\n"
    )
    assert given(text, CONCLUSIONS) == [("I.1", ["xã Đông Hải"]), ("I.2", ["xã Đông Hải"])]


def test_the_doer_stands_behind_a_long_topic_and_another_behind_a_semicolon() -> None:
    text = (
        "1. Về đề nghị Bộ Tài chính bố trí vốn cho đường ven biển đoạn Hòa An - Sông Hạ (từ vốn dư năm 2026): giao "
        "Sở Tài chính chủ trì, phối hợp với Sở Xây dựng xem xét trước ngày 25/12/2026; Sở Nội vụ rà soát biên chế.\n"
        "2. Về phủ sóng thôn bản: đề nghị các Tập đoàn: Bưu chính Viễn thông Sông Hạ, Công nghiệp - Viễn thông An Hòa "
        "lắp thêm trạm.\n3. Về kho dự trữ: với vai trò là chủ đầu tư, Sở Công Thương chọn vị trí.\n"
    )
    assert given(text, CONCLUSIONS) == [
        ("1", ["Sở Tài chính"]),
        ("1", ["Sở Nội vụ"]),
        ("2", ["các Tập đoàn: Bưu chính Viễn thông Sông Hạ, Công nghiệp - Viễn thông An Hòa"]),
        ("3", ["Sở Công Thương"]),
    ]


def test_what_one_doer_is_given_in_two_paragraphs_under_a_topic_is_one_task() -> None:
    text = (
        "1. Về kiến nghị sớm sửa cầu:\nGiao Sở Xây dựng lập dự án.\nGiao Sở Xây dựng trình Ủy ban nhân dân tỉnh "
        "sau khi có ý kiến của xã.\nSở Tài chính bố trí vốn.\n"
    )
    assert given(text, CONCLUSIONS) == [("1", ["Sở Xây dựng"]), ("1", ["Sở Tài chính"])]


def test_a_part_that_opens_with_whom_it_gives_the_work_to_is_a_task() -> None:
    head = "NGHỊ QUYẾT\nĐại hội Đảng bộ xã Đông Hải\n\nĐại hội quyết nghị:\n"
    text = "I. Tán thành báo cáo chính trị.\nII. Giao Ban Chấp hành Đảng bộ xã ban hành chương trình hành động.\n"
    assert given(text, head) == [("II", ["Ban Chấp hành Đảng bộ xã"])]


def test_an_article_of_rules_on_how_something_is_carried_out_gives_nobody_work() -> None:
    text = (
        "Điều 1. Quy định về biện pháp tổ chức thực hiện quy hoạch\n1. Ủy ban nhân dân tỉnh phân bổ chỉ tiêu đất.\n"
        "Điều 2. Tổ chức thực hiện\n1. Sở Tài chính bố trí vốn; Bộ Chỉ huy Quân sự tỉnh bàn giao đất.\n"
        "2. Viên chức thực hiện Nghị quyết này được xem xét miễn trách nhiệm.\n"
    )
    assert given(text, "NGHỊ QUYẾT\nVề đất đai\n\nQUYẾT NGHỊ:\n") == [
        ("D2.1", ["Sở Tài chính"]),
        ("D2.1", ["Bộ Chỉ huy Quân sự tỉnh"]),
    ]


ORGANISE = "II. TỔ CHỨC THỰC HIỆN\n"


def test_a_name_goes_on_to_its_colon_with_words_no_list_knows() -> None:
    text = ORGANISE + "1. Các cơ sở ươm giống ven sông: Theo dõi mực nước.\n2. Sở Y tế: Kiểm tra.\n"
    assert given(text, PLAN) == [("II.1", ["Các cơ sở ươm giống ven sông"]), ("II.2", ["Sở Y tế"])]


def test_a_heading_of_a_general_noun_that_the_rest_tells_apart_is_the_doer() -> None:
    text = ORGANISE + "1. Cơ quan chủ trì giải quyết thủ tục trồng rừng:\na) Nhận hồ sơ.\nb) Trả kết quả.\n"
    doer = ["Cơ quan chủ trì giải quyết thủ tục trồng rừng"]
    assert given(text, PLAN) == [("II.1.a", doer), ("II.1.b", doer)]


def test_bodies_in_brackets_belong_to_the_name_before_them() -> None:
    named = (
        "Các cơ quan đăng ký kinh doanh (Sở Tài chính, Ban Quản lý Khu kinh tế Hòa An, Ban Quản lý các khu công nghiệp)"
    )
    text = ORGANISE + f"1. {named}:\na) Nhận hồ sơ.\nb) Trả kết quả.\n"
    assert given(text, PLAN) == [("II.1.a", [named]), ("II.1.b", [named])]


def test_a_bracket_that_only_explains_is_no_part_of_the_name() -> None:
    text = ORGANISE + (
        "1. Các chủ rừng (bao gồm cả ban quản lý rừng phòng hộ, hạt kiểm lâm và các công ty lâm nghiệp trên địa bàn "
        "các xã Đông Hải, Tây Hải):\na) Canh lửa.\nb) Trồng bù.\n"
    )
    assert given(text, PLAN) == [("II.1.a", ["Các chủ rừng"]), ("II.1.b", ["Các chủ rừng"])]


def test_what_the_head_of_a_committee_does_is_work_and_who_sits_on_it_is_not() -> None:
    seats = ORGANISE + "1. Trưởng Ban Chỉ đạo\n- Bà Lý Thị An, Chủ tịch xã.\n2. Sở Y tế rà soát.\n"
    assert given(seats, PLAN) == [("II.2", ["Sở Y tế"])]
    work = ORGANISE + "1. Trưởng Ban Chỉ đạo\n- Phụ trách chung.\n- Quyết định việc của Ban.\n2. Sở Y tế rà soát.\n"
    head = ["Trưởng Ban Chỉ đạo"]
    assert given(work, PLAN) == [("II.1.b1", head), ("II.1.b2", head), ("II.2", ["Sở Y tế"])]


def test_whom_a_prize_is_for_is_given_no_work() -> None:
    text = "I. TIÊU CHUẨN XÉT KHEN THƯỞNG\n" + "".join(
        f"{n}. Ủy ban nhân dân xã {name} trồng đủ cây.\n"
        for n, name in enumerate(("An", "Hòa", "Hạ", "Đông", "Tây"), 1)
    )
    assert given(text, PLAN) == []


def test_bodies_given_work_by_this_plan_are_named_without_that() -> None:
    text = ORGANISE + "1. Các sở được phân công chủ trì nhiệm vụ tại Kế hoạch này lập dự toán.\n2. Sở Y tế rà soát.\n"
    assert given(text, PLAN) == [("II.1", ["Các sở"]), ("II.2", ["Sở Y tế"])]


def test_organising_something_is_no_organisation() -> None:
    text = ORGANISE + "1. Sở Y tế\n- Tổ chức, tham gia các buổi khám.\n- Kiểm tra.\n2. Sở Xây dựng sửa trạm.\n"
    assert given(text, PLAN) == [("II.1.b1", ["Sở Y tế"]), ("II.1.b2", ["Sở Y tế"]), ("II.2", ["Sở Xây dựng"])]


def test_firms_are_named_to_the_end_of_their_heading() -> None:
    text = (
        ORGANISE
        + "1. Đề nghị các doanh nghiệp sản xuất, chế biến và bán chè\n- Sấy chè.\n- Gói chè.\n2. Sở Y tế rà soát.\n"
    )
    firms = ["các doanh nghiệp sản xuất, chế biến và bán chè"]
    assert given(text, PLAN) == [("II.1.b1", firms), ("II.1.b2", firms), ("II.2", ["Sở Y tế"])]


def test_partners_parted_by_semicolons_are_no_second_doer() -> None:
    text = (
        ORGANISE
        + "1. Giao Sở Công Thương chủ trì, phối hợp với các sở, ngành của tỉnh; Ủy ban nhân dân các xã, phường; "
        "các cơ quan liên quan triển khai Kế hoạch này.\n2. Sở Y tế rà soát.\n"
    )
    assert given(text, PLAN) == [("II.1", ["Sở Công Thương"]), ("II.2", ["Sở Y tế"])]


def test_an_article_of_a_decision_that_says_who_answers_for_what_gives_work() -> None:
    head = "QUYẾT ĐỊNH\nPhê duyệt quy hoạch mỏ\n\nQUYẾT ĐỊNH:\n"
    text = (
        "Điều 1. Phê duyệt quy hoạch.\nĐiều 2. Sở Xây dựng chịu trách nhiệm trước Ủy ban nhân dân tỉnh về số liệu.\n"
        "Điều 3. Sở Xây dựng, Sở Y tế chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert given(text, head) == [("D2", ["Sở Xây dựng"])]


def test_in_what_bodies_have_a_part_belongs_to_their_name() -> None:
    text = ORGANISE + "1. Các sở có liên quan tới việc trồng rừng có trách nhiệm báo cáo.\n2. Sở Y tế rà soát.\n"
    assert given(text, PLAN) == [("II.1", ["Các sở có liên quan tới việc trồng rừng"]), ("II.2", ["Sở Y tế"])]


def test_what_stands_below_an_article_that_gives_it_to_a_body_is_its_work() -> None:
    head = "QUYẾT ĐỊNH\nCông bố thủ tục\n\nQUYẾT ĐỊNH:\n"
    text = (
        "Điều 1. Công bố thủ tục.\nĐiều 2. Giao Sở Y tế chủ trì, phối hợp các đơn vị liên quan có trách nhiệm:\n"
        "1. Niêm yết thủ tục.\n2. Giao Sở Xây dựng chủ trì nâng cấp hệ thống.\nĐiều 3. Quyết định này có hiệu lực.\n"
    )
    assert given(text, head) == [("D2.1", ["Sở Y tế"]), ("D2.2", ["Sở Xây dựng"])]


def test_dashes_that_open_with_a_verb_below_a_bodys_sentence_are_its_work_too() -> None:
    text = (
        ORGANISE
        + "1. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao xây dựng kế hoạch thi đua gắn với tình hình thực tế "
        "của cơ quan, đơn vị mình và nhiệm vụ chính trị năm 2026.\n- Giới thiệu điển hình.\n- Báo cáo kết quả.\n"
        "2. Sở Y tế rà soát.\n"
    )
    bodies = ["Các cơ quan, đơn vị"]
    assert given(text, PLAN) == [("II.1.b1", bodies), ("II.1.b2", bodies), ("II.2", ["Sở Y tế"])]


def test_firms_told_apart_by_what_they_do_are_the_doer_of_a_heading() -> None:
    text = ORGANISE + "1. Các cơ sở sản xuất giống, nuôi tôm thương phẩm\n- Theo dõi nguồn nước.\n2. Sở Y tế rà soát.\n"
    firms = ["Các cơ sở sản xuất giống, nuôi tôm thương phẩm"]
    assert given(text, PLAN) == [("II.1.b1", firms), ("II.2", ["Sở Y tế"])]


def test_a_dash_without_a_verb_does_not_decide_for_the_dashes_beside_it() -> None:
    text = (
        ORGANISE
        + "1. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao xây dựng kế hoạch thi đua gắn với tình hình thực tế "
        "của cơ quan, đơn vị mình và nhiệm vụ chính trị năm 2026.\n- Năm nay là năm đầu.\n- Báo cáo kết quả.\n"
        "2. Sở Y tế rà soát.\n"
    )
    assert given(text, PLAN) == [("II.1.b2", ["Các cơ quan, đơn vị"]), ("II.2", ["Sở Y tế"])]


def test_a_heading_may_hold_somebody_no_list_knows_responsible() -> None:
    text = ORGANISE + "1. Trách nhiệm của đối tượng được kiểm đếm:\n- Lập tổ kiểm đếm.\n2. Sở Y tế rà soát.\n"
    assert given(text, PLAN) == [("II.1.b1", ["đối tượng được kiểm đếm"]), ("II.2", ["Sở Y tế"])]


def test_a_line_of_who_directs_stands_for_its_group() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Trồng rừng\n- Gieo ươm cây giống.\n- Trồng cây phân tán.\n"
        "Trách nhiệm chỉ đạo thực hiện: Đảng ủy Ủy ban nhân dân tỉnh.\n2. Giữ rừng\n- Lập đội canh gác.\n- Phát dọn.\n"
        "Trách nhiệm chỉ đạo thực hiện: Đảng ủy Công an tỉnh.\n"
    )
    assert given(text, HEAD) == [("I.1", ["Đảng ủy Ủy ban nhân dân tỉnh"]), ("I.2", ["Đảng ủy Công an tỉnh"])]


def test_a_council_that_agrees_with_tasks_does_not_carry_them_out() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Về nhiệm vụ\nHội đồng nhân dân tỉnh thống nhất với các nhiệm vụ chủ yếu sau:\n"
        "a) Trồng rừng.\nb) Giữ rừng.\n"
    )
    assert given(text, HEAD) == []


def test_another_one_asked_in_a_further_paragraph_has_a_task_of_their_own() -> None:
    text = (
        "1. Yêu cầu Sở Y tế rà soát các trạm y tế xã để sửa chữa ngay trong năm nay.\n"
        "Yêu cầu các cấp ủy, địa phương đẩy mạnh việc sắp xếp trạm y tế.\n2. Sở Nội vụ báo cáo.\n"
    )
    assert given(text, DIRECTIVE) == [
        ("1", ["Sở Y tế"]),
        ("1", ["các cấp ủy", "địa phương"]),
        ("2", ["Sở Nội vụ"]),
    ]


def test_for_which_area_a_body_works_belongs_to_its_name() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Chi cục Hải quan Khu vực IV địa bàn tỉnh Lâm Sơn: Kiểm soát cửa khẩu.\n"
    assert given(text, HEAD) == [("I.1", ["Chi cục Hải quan Khu vực IV địa bàn tỉnh Lâm Sơn"])]


def test_a_posts_holder_is_a_doer_to_the_end_of_a_heading_or_to_a_colon() -> None:
    text = (
        "I. PHÂN CÔNG NHIỆM VỤ\n1. Cán bộ phụ trách lĩnh vực giám sát và phản biện\n- Lập hồ sơ.\n- Báo cáo kết quả.\n"
        "2. Đồng chí Phó Giám đốc Trung tâm Phục vụ hành chính công - Phó Trưởng tiểu ban: Lập danh sách.\n"
        "3. Các thành viên khác trong tiểu ban căn cứ nhiệm vụ, chủ động phối hợp.\n"
    )
    officer = ["Cán bộ phụ trách lĩnh vực giám sát và phản biện"]
    assert given(text, HEAD) == [
        ("I.1.b1", officer),
        ("I.1.b2", officer),
        ("I.2", ["Đồng chí Phó Giám đốc Trung tâm Phục vụ hành chính công - Phó Trưởng tiểu ban"]),
        ("I.3", ["Các thành viên khác trong tiểu ban"]),
    ]


def test_lines_below_only_the_last_of_several_tasks_speak_of_all() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Hội nghị\n1.1. Chuẩn bị tài liệu.\n1.2. Mời đại biểu.\n- Đơn vị chủ trì: Sở Nội vụ\n"
        "- Đơn vị phối hợp: Sở Y tế\n2. Trồng rừng\n2.1. Gieo ươm.\n- Đơn vị chủ trì: Sở Y tế\n2.2. Giữ rừng.\n"
        "- Đơn vị chủ trì: Công an tỉnh\n"
    )
    assert given(text, HEAD) == [("II.1", ["Sở Nội vụ"]), ("II.2.1", ["Sở Y tế"]), ("II.2.2", ["Công an tỉnh"])]


def test_what_a_letter_asks_of_bodies_is_their_work() -> None:
    head = (
        "ĐẢNG ỦY XÃ HÒA AN\n*\nSố 24-CV/ĐU\nvề việc thực hiện Chương trình\nsố 10-CTr/TU của Tỉnh ủy\n\n"
        "Kính gửi: Các chi bộ\n\nThực hiện Chương trình số 10-CTr/TU, Đảng ủy đề nghị các chi bộ triển khai "
        "một số nhiệm vụ trọng tâm như sau:\n"
    )
    text = "1. Ủy ban nhân dân xã chỉ đạo các thôn:\n- Trồng rừng.\n- Giữ rừng.\n"
    assert given(text, head) == [("1.b1", ["Ủy ban nhân dân xã"]), ("1.b2", ["Ủy ban nhân dân xã"])]
    title = reading_of(text, head).header.title
    assert title == "về việc thực hiện Chương trình số 10-CTr/TU của Tỉnh ủy"


def test_an_executive_committee_in_small_letters_is_a_body() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Ban chấp hành Đảng bộ xã lãnh đạo việc trồng rừng.\n"
    assert given(text, HEAD) == [("I.1", ["Ban chấp hành Đảng bộ xã"])]


def test_groups_of_bodies_in_a_list_are_entries_of_their_own() -> None:
    doers = "Đảng uỷ Công an tỉnh, đảng uỷ các bộ, cơ quan ngang Bộ, các tỉnh uỷ, thành uỷ, các cơ quan liên quan"
    text = f"I. TỔ CHỨC THỰC HIỆN\n1. Giao {doers} khẩn trương giữ rừng.\n"
    entries = [
        "Đảng uỷ Công an tỉnh",
        "đảng uỷ các bộ, cơ quan ngang Bộ",
        "các tỉnh uỷ, thành uỷ",
        "các cơ quan liên quan",
    ]
    assert given(text, HEAD) == [("I.1", entries)]


def test_what_field_a_body_acts_in_is_no_part_of_its_name() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Giao Đảng uỷ Quân sự tỉnh, Đảng uỷ Công an tỉnh (theo lĩnh vực) giữ rừng.\n"
    assert given(text, HEAD) == [("I.1", ["Đảng uỷ Quân sự tỉnh", "Đảng uỷ Công an tỉnh"])]


def test_names_alone_under_a_label_are_followed_by_what_they_do() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế, Sở Nội vụ\nChỉ đạo trồng cây.\nBáo cáo kết quả.\n"
        "2. Công an tỉnh\nCanh gác rừng.\n"
    )
    assert given(text, HEAD) == [("I.1", ["Sở Y tế", "Sở Nội vụ"]), ("I.2", ["Công an tỉnh"])]


def test_letters_below_a_bodys_sentence_are_its_work() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì các việc sau:\na) Rà soát trạm y tế.\nb) Báo cáo kết quả.\n"
        "2. Sở Nội vụ thực hiện:\n2.1. Lập danh sách.\n2.2. Kiểm tra hồ sơ.\n"
    )
    health, home = ["Sở Y tế"], ["Sở Nội vụ"]
    assert given(text, HEAD) == [("I.1.a", health), ("I.1.b", health), ("I.2.1", home), ("I.2.2", home)]


RULES = (
    "NGHỊ QUYẾT\nBan hành Quy chế làm việc của hội đồng vùng\n\nĐiều 1. Ban hành Quy chế này.\n\n"
    "Chương I\nQUY ĐỊNH CHUNG\nĐiều 2. Trách nhiệm của chủ tọa\n1. Chủ tọa điều khiển phiên họp.\n"
    "2. Chủ tọa giữ trật tự.\nChương II\nHỘI ĐỒNG VÙNG\nĐiều 3. Kỳ họp\n"
    "1. Hội đồng nhân dân họp mỗi năm hai kỳ.\n2. Thường trực Hội đồng nhân dân triệu tập kỳ họp.\n"
    "3. Ban của Hội đồng nhân dân thẩm tra báo cáo.\n4. Văn phòng ghi biên bản.\n5. Hội đồng nhân dân biểu quyết.\n"
)


def test_what_bodies_may_do_by_rules_in_chapters_is_no_work() -> None:
    assert given("", RULES) == []


def test_the_chapter_or_article_on_carrying_out_gives_work() -> None:
    chapter = "Chương III\nTỔ CHỨC THỰC HIỆN\nĐiều 4. Trách nhiệm của Sở Nội vụ\n1. Theo dõi việc thực hiện.\n"
    assert given(chapter, RULES) == [("D4.1", ["Sở Nội vụ"])]
    article = "Điều 4. Tổ chức thực hiện\n1. Sở Nội vụ hướng dẫn thực hiện Quy chế.\n"
    assert given(article, RULES) == [("D4.1", ["Sở Nội vụ"])]


def test_who_is_answerable_for_a_decision_gets_no_work_by_it() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Chánh Văn phòng; Giám đốc các sở: Công an tỉnh, Sở Y tế có trách nhiệm thi hành "
        "Quyết định này.\n"
    )
    assert given(text, HEAD) == []


def test_the_chairman_of_the_issuer_asks_for_it() -> None:
    head = HEAD.replace("Kế hoạch như sau", "Kế hoạch, yêu cầu như sau")
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Chủ tịch Ủy ban nhân dân xã yêu cầu các đơn vị, các tổ chức, cá nhân có liên quan "
        "đến việc trồng rừng nghiêm túc thực hiện Kế hoạch.\n"
    )
    ((path, lead),) = given(text, head)
    assert (path, " ".join(lead)[-40:]) == ("I.1", "cá nhân có liên quan đến việc trồng rừng")


def test_those_who_hold_a_licence_are_named_to_its_end() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Các tổ chức, cá nhân được cấp giấy phép thăm dò, khai thác cát có trách nhiệm giữ "
        "lòng sông.\n"
    )
    name = "Các tổ chức, cá nhân được cấp giấy phép thăm dò, khai thác cát"
    assert given(text, HEAD) == [("I.1", [name])]


def test_which_of_a_group_does_what_is_told_below_its_name() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Các Ban Quản lý dự án đầu tư xây dựng\nBan Quản lý dự án đầu tư xây dựng số 2 làm "
        "cầu treo; Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh làm đường ven sông.\n"
    )
    first = "Ban Quản lý dự án đầu tư xây dựng số 2"
    second = "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh"
    assert given(text, HEAD) == [("I.1", [first]), ("I.1", [second])]


def test_a_second_sentence_of_a_paragraph_may_name_another_doer() -> None:
    text = (
        "I. CHẾ ĐỘ BÁO CÁO\nCác phòng báo cáo trước ngày 20 hằng tháng. Phòng Kế hoạch tổng hợp, báo cáo Giám đốc Sở.\n"
    )
    assert given(text, HEAD) == [("I", ["Các phòng"]), ("I", ["Phòng Kế hoạch"])]


def test_partners_below_who_leads_with_them_lead_nothing() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Công an xã\na) Chủ trì, phối hợp\n- Trạm Y tế lập danh sách người cai nghiện.\n"
        "b) Giữ trật tự.\n"
    )
    assert given(text, HEAD) == [("I.1.a.b1", ["Công an xã"]), ("I.1.b", ["Công an xã"])]


def test_whoever_is_asked_below_a_heading_of_all_concerned_leads() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm của Sở Y tế và các cơ quan liên quan\na) Sở Y tế mở lớp tập huấn.\n"
        "b) Đề nghị Tòa án nhân dân tỉnh mở phiên tòa mẫu; Hội Nông dân tỉnh vận động hội viên.\n"
    )
    assert given(text, HEAD) == [
        ("I.1.a", ["Sở Y tế"]),
        ("I.1.b", ["Tòa án nhân dân tỉnh"]),
        ("I.1.b", ["Hội Nông dân tỉnh"]),
    ]


def test_what_a_body_does_where_something_stays_unclear_is_its_work() -> None:
    clause = "Trong quá trình thực hiện, nếu có vướng mắc, tổng hợp báo cáo Chủ tịch xã."
    below = f"I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng xã\na) Giữ sổ sách.\nb) {clause}\n"
    assert given(below, HEAD) == [("I.1.a", ["Văn phòng xã"]), ("I.1.b", ["Văn phòng xã"])]
    assert given(f"I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng xã giữ sổ sách.\n2. {clause}\n", HEAD) == [
        ("I.1", ["Văn phòng xã"])
    ]


def test_digital_government_is_no_body() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Lập kế hoạch phát triển\nChính phủ số, chính quyền số trước ngày 31/12/2026.\n"
    assert given(text, HEAD) == []


def test_what_a_directive_gives_nobody_else_is_asked_of_all_it_is_addressed_to() -> None:
    text = "1. Thành lập tổ tuần tra rừng.\n2. Sở Y tế trực cấp cứu.\n3. Chỉ thị này có hiệu lực từ ngày ký.\n"
    all_asked = ["thủ trưởng các sở, ban, ngành", "Chủ tịch Ủy ban nhân dân các xã, phường"]
    assert given(text, DIRECTIVE) == [("1", all_asked), ("2", ["Sở Y tế"])]


def test_whoever_starts_a_movement_is_given_none_of_it() -> None:
    text = (
        "I. NỘI DUNG THI ĐUA\nSở Y tế phát động phong trào thi đua, tập trung các nội dung sau:\n1. Trồng cây.\n"
        "2. Giữ sông.\n3. Quét đường.\n4. Tập thể dục.\n5. Đọc sách.\n"
    )
    assert given(text, HEAD) == []


def test_heads_and_deputies_of_offices_are_named_in_lists() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Trưởng, Phó các phòng, Công đoàn, Chi đoàn Sở có trách nhiệm:\n- Giữ trật tự.\n"
        "2. Phòng Báo chí - Xuất bản chủ trì đưa tin.\n"
    )
    assert given(text, HEAD) == [
        ("I.1.b1", ["Trưởng, Phó các phòng", "Công đoàn", "Chi đoàn Sở"]),
        ("I.2", ["Phòng Báo chí - Xuất bản"]),
    ]


def test_which_of_the_bodies_of_a_heading_does_it_may_stand_below() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế, Công an tỉnh\nCông an tỉnh chủ trì, phối hợp với Sở Y tế trực ban.\n"
        "2. Sở Nội vụ, Sở Tài chính\nBố trí người và kinh phí.\n"
    )
    assert given(text, HEAD) == [("I.1", ["Công an tỉnh"]), ("I.2", ["Sở Nội vụ", "Sở Tài chính"])]


def test_whoever_is_called_upon_is_given_nothing() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế kiểm tra.\n2. Hội đồng nhân dân tỉnh kêu gọi đồng bào cả tỉnh thi đua.\n"
    assert given(text, HEAD) == [("I.1", ["Sở Y tế"])]

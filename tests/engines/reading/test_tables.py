"""Tables of tasks and of indicators, with the heads and cells annexes really have."""

from __future__ import annotations

import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import Reading

TAIL = "I. NHIỆM VỤ\nNhư phụ lục.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nVõ Minh Tâm\nPHỤ LỤC\nDANH MỤC\n"


def annex(*rows: str) -> Reading:
    return reading_of(TAIL + "".join(f"| {row} |\n" for row in rows))


@pytest.mark.parametrize(
    "head",
    [
        "TT | Tên nhiệm vụ | Sở, ngành chủ trì tham mưu | Đơn vị phối hợp thực hiện | Thời gian thực hiện | Ghi chú",
        "STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm",
        "TT | Nhiệm vụ | Cơ quan chủ trì thực hiện | Cơ quan phối hợp | Thời gian trình | Cấp trình",
        "TT | Nội dung công việc | Đơn vị thực hiện | Đơn vị phối hợp | Tiến độ | Kết quả",
    ],
)
def test_heads_of_columns(head: str) -> None:
    reading = annex(head, "1 | Sửa chợ | Phòng Kinh tế | Công an xã | Quý II/2026 | x")
    (task,) = reading.assignments
    assert (task.path, task.lead, task.coordinating) == ("PL1.r1", ["Phòng Kinh tế"], ["Công an xã"])
    assert task.deadline.due == "2026-06-30"


HEAD = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"


def test_group_headings_and_column_numbers_are_not_counted() -> None:
    reading = annex(
        HEAD,
        "(1) | (2) | (3) | (4) | (5)",
        "I | HẠ TẦNG | | | ",
        "1 | Kéo cáp | Phòng Kinh tế | | Hằng năm",
        "NHÂN LỰC | NHÂN LỰC | NHÂN LỰC | NHÂN LỰC | NHÂN LỰC",
        "2 | Tập huấn | Phòng Văn hóa | | Thường xuyên",
    )
    found = [(a.path, a.column.get("group")) for a in reading.assignments]
    assert found == [("PL1.r1", "HẠ TẦNG"), ("PL1.r2", "NHÂN LỰC")]


def test_empty_rows_are_left_out_and_a_task_without_a_lead_is_queried() -> None:
    reading = annex(HEAD, " | | | | ", "1 | Kéo cáp | | | 2026")
    assert [(a.path, a.lead) for a in reading.assignments] == [("PL1.r1", [])]
    assert ("PL1.r1", "no_actor") in {(a.path, a.kind) for a in reading.anomalies}


def test_target_inside_a_task() -> None:
    reading = annex(HEAD, "1 | Tỷ lệ hộ dùng nước sạch đạt 95% vào năm 2030 | Phòng Kinh tế | | 2030")
    assert [(t.path, t.mention.low) for t in reading.targets] == [("PL1.r1", 95)]


def test_indicator_table_gives_targets_at_its_rows() -> None:
    reading = annex(
        "TT | Chỉ tiêu | ĐVT | Thực hiện 2025 | Năm 2030",
        "1 | Tỷ lệ hộ có cáp quang | % | 60 | 95",
        "2 | Số tổ | tổ | 10 | 24",
    )
    assert [(t.path, t.mention.low, t.mention.due) for t in reading.targets] == [
        ("PL1.r1", 95, "2030"),
        ("PL1.r2", 24, "2030"),
    ]
    assert reading.assignments == []


def wanted(*rows: str) -> list[tuple[object, ...]]:
    """Of each target of an annex of such rows: row, comparator, bounds, unit, per, due."""
    found = ((t.path.removeprefix("PL1."), t.mention) for t in annex(*rows).targets)
    return [(place, m.comparator, m.low, m.high, m.unit, m.per, m.due) for place, m in found]


AIMS = "TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan theo dõi"


def test_a_table_of_aims_may_call_its_figures_results_and_its_groups_name_the_year() -> None:
    assert wanted(
        AIMS,
        "I | Đến năm 2028 | | |",
        "1 | Tỷ lệ hộ có nước máy | % | ≥ 80 | Phòng Kinh tế",
        "2 | Chỉ số cải cách hành chính | Thứ hạng | ≤ 5 của tỉnh; ≤ 40 cả nước | Văn phòng",
        "II | Đến năm 2035 | | |",
        "3 | Tỷ lệ hộ có nước máy | % | 99 | Phòng Kinh tế",
    ) == [
        ("r1", "at_least", 80, None, "%", None, "2028"),
        ("r2", "rank_within", None, 5, "rank", None, "2028"),
        ("r2", "rank_within", None, 40, "rank", None, "2028"),
        ("r3", "equal", 99, 99, "%", None, "2035"),
    ]


def test_a_rows_name_and_unit_say_what_its_figure_means() -> None:
    assert wanted(
        "TT | Chỉ tiêu | Đơn vị tính | Năm 2030",
        "1 | Số sáng kiến được công nhận tăng bình quân | %/năm | 6 - 8",
        "2 | Nhân viên y tế | Người/vạn dân | 25",
        "3 | Tổng dung lượng lưu trữ | Terabyte | ≥ 350",
        "4 | Diện tích cây xanh (m2/người) | | 12,5",
        "5 | Người từ 15 tuổi trở lên biết chữ | % | trên 99",
    ) == [
        ("r1", "increase_by", 6, 8, "%", "year", "2030"),
        ("r2", "equal", 25, 25, "Người", "10000_people", "2030"),
        ("r3", "at_least", 350, None, "Terabyte", None, "2030"),
        ("r4", "equal", 12.5, 12.5, "m2", "person", "2030"),
        ("r5", "above", 99, None, "%", None, "2030"),
    ]


def test_a_head_of_two_rows_names_the_years_below_the_aim() -> None:
    assert wanted(
        "TT | Chỉ tiêu | ĐVT | Hiện trạng | Mục tiêu | ",
        " | | | Năm 2024 | Năm 2027 | Năm 2030",
        "1 | Tỷ lệ hộ nghèo | % | 4,1 | 2,5 | dưới 1",
    ) == [
        ("r1", "equal", 2.5, 2.5, "%", None, "2027"),
        ("r1", "below", None, 1, "%", None, "2030"),
    ]


def test_a_state_in_words_is_a_target_without_a_number_and_a_mark_is_none() -> None:
    assert wanted(
        AIMS,
        "1 | Hạ tầng số | | Hiện đại, ngang tầm vùng | x",
        "2 | Tổ công nghệ số | tổ | Đạt | x",
        "3 | Điểm truy cập | điểm | 12 | x",
        "4 | Hộ có cáp quang | % | 95 | x",
    ) == [
        ("r1", "qualitative", None, None, None, None, None),
        ("r3", "equal", 12, 12, "điểm", None, None),
        ("r4", "equal", 95, 95, "%", None, None),
    ]


def test_an_item_with_a_dash_is_named_with_the_row_it_belongs_to() -> None:
    reading = annex(
        "TT | Chỉ tiêu | ĐVT | Năm 2030",
        "1 | Tỷ lệ trường đạt chuẩn quốc gia | % | 70",
        " | - Mầm non | % | 65",
    )
    assert [t.mention.indicator for t in reading.targets] == [
        "Tỷ lệ trường đạt chuẩn quốc gia",
        "Tỷ lệ trường đạt chuẩn quốc gia Mầm non",
    ]


def test_years_that_were_over_when_the_plan_was_written_are_no_aims() -> None:
    head = "UBND XÃ HÒA AN\nSố: 21/KH-UBND\nHòa An, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nNâng cấp chợ\n\n"
    rows = ("TT | Chỉ tiêu | ĐVT | Năm 2025 | Năm 2030", "1 | Số quầy | quầy | 40 | 90")
    reading = reading_of(TAIL + "".join(f"| {row} |\n" for row in rows), head)
    assert [(t.mention.low, t.mention.due) for t in reading.targets] == [(90, "2030")]


def test_blanks_that_pad_the_cells_of_a_drawn_table_are_no_columns() -> None:
    rows = (
        "| TT   | Chỉ tiêu          | ĐVT    | Năm 2030   |",
        "|------|------|----|---|",
        "| 1    | Số quầy           | quầy   | 90         |",
    )
    reading = reading_of(TAIL + "\n".join(rows) + "\n")
    assert [(t.path, t.mention.low) for t in reading.targets] == [("PL1.r1", 90)]


def test_who_follows_an_indicator_is_given_no_task() -> None:
    reading = annex(AIMS, "I | Đến năm 2028 | | |", "1 | Tỷ lệ hộ có nước máy | % | ≥ 80 | Phòng Kinh tế")
    (watcher,) = reading.watchers
    assert (watcher.path, watcher.task, watcher.lead) == ("PL1.r1", "Tỷ lệ hộ có nước máy", ["Phòng Kinh tế"])
    assert (watcher.deadline.kind, watcher.deadline.due) == ("year", "2028-12-31")
    assert reading.assignments == []
    assert [w["watches"] for w in reading.to_json()["watchers"]] == [True]


def test_who_carries_out_what_an_indicator_asks_is_given_it() -> None:
    head = "TT | Chỉ tiêu | Đơn vị tính | Kết quả | Đơn vị thực hiện"
    (task,) = annex(head, "1 | Tỷ lệ hộ có nước máy | % | ≥ 80 | Phòng Kinh tế").assignments
    assert (task.path, task.lead) == ("PL1.r1", ["Phòng Kinh tế"])


def test_a_group_numbered_under_a_roman_one_is_no_row() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian",
        "I | Thể chế | | ",
        "I.1 | Văn bản | | ",
        "1 | Sửa quy chế | Sở Nội vụ | Năm 2026-2028",
    )
    (task,) = reading.assignments
    assert (task.path, task.deadline.due) == ("PL1.r1", "2028-12-31")


def test_a_number_and_a_name_over_rows_of_that_number_head_a_group() -> None:
    assert wanted(
        AIMS,
        "1 | Dịch vụ công | | |",
        "1.1 | Tỷ lệ hồ sơ trực tuyến | % | ≥ 80 | Văn phòng",
        "1.2 | Tỷ lệ số hóa kết quả | % | 100 | Văn phòng",
    ) == [("r1", "at_least", 80, None, "%", None, None), ("r2", "equal", 100, 100, "%", None, None)]


def test_a_row_that_goes_on_over_a_page_break_is_one_row() -> None:
    from lotrinh.reading.formats.build import Builder, Draft

    builder = Builder("pdf")
    builder.begin_page(1)
    builder.table(
        [[Draft("TT"), Draft("Nhiệm vụ"), Draft("Chủ trì")], [Draft("1"), Draft("Đắp bờ ao và"), Draft("Hội A")]]
    )
    builder.begin_page(2)
    builder.table(
        [[Draft(""), Draft("thả cá giống"), Draft("")], [Draft("2"), Draft("Trồng cỏ"), Draft("Hội B")]], goes_on=True
    )
    table = builder.source().tables[0]
    assert [[c.text for c in row] for row in table.rows[1:]] == [
        ["1", "Đắp bờ ao và\nthả cá giống", "Hội A"],
        ["2", "Trồng cỏ", "Hội B"],
    ]


def test_the_head_goes_on_in_a_second_row() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Cơ quan thực hiện | | Thời gian",
        " | | Chủ trì | Phối hợp | ",
        "1 | Làm đường | Sở Xây dựng | Sở Tài chính | 6/2026",
    )
    assert [(a.path, a.lead, a.coordinating, a.deadline.due) for a in reading.assignments] == [
        ("PL1.r1", ["Sở Xây dựng"], ["Sở Tài chính"], "2026-06-30")
    ]


def test_heads_column_numbers_groups_and_empty_rows_are_no_tasks() -> None:
    reading = annex(
        "TT | Tên nhiệm vụ | Sở, ngành chủ trì tham mưu | Đơn vị phối hợp thực hiện | Thời gian thực hiện | Ghi chú",
        "(1) | (2) | (3) | (4) | (5) | (6)",
        "I | NHÓM MỘT | NHÓM MỘT | NHÓM MỘT | NHÓM MỘT | NHÓM MỘT",
        "1 | Làm đường | Sở Xây dựng; UBND xã Hoa Sen | Sở Tài chính | Quý II/2026 | ",
        " | | | | | ",
        "2 | Trồng rừng | Sở Nông nghiệp và Môi trường | | Thường xuyên | ",
    )
    assert [(a.path, a.lead, a.deadline.kind) for a in reading.assignments] == [
        ("PL1.r1", ["Sở Xây dựng", "UBND xã Hoa Sen"], "quarter"),
        ("PL1.r2", ["Sở Nông nghiệp và Môi trường"], "continuous"),
    ]


def test_head_of_a_government_resolution() -> None:
    reading = annex(
        "TT | Nội dung công việc | Cơ quan chủ trì thực hiện | Cơ quan phối hợp thực hiện | Thời gian trình | Cấp trình"
        " | Sản phẩm",
        "1 | Xây dựng Đề án | Bộ Tài chính | Bộ Nội vụ | Tháng 6/2026 | Chính phủ | Nghị định",
    )
    (found,) = reading.assignments
    assert (found.lead, found.coordinating, found.product) == (["Bộ Tài chính"], ["Bộ Nội vụ"], "Nghị định")


def test_a_lead_merged_over_two_tasks_is_queried() -> None:
    from lotrinh.reading import read_source
    from lotrinh.reading.formats.build import Builder, Draft

    builder = Builder("docx")
    for line in ("UBND XÃ HÒA AN", "KẾ HOẠCH", "Trồng rừng", "1. Làm theo bảng sau:"):
        builder.line(line)
    head = [Draft("TT"), Draft("Nhiệm vụ"), Draft("Cơ quan chủ trì")]
    first = [Draft("1"), Draft("Trồng cây"), Draft("Sở Y tế")]
    second = [Draft("2"), Draft("Giữ rừng"), Draft("Sở Y tế", same_as=first[2])]
    builder.table([head, first, second])
    reading = read_source(builder.source())
    assert [a.lead for a in reading.assignments] == [["Sở Y tế"], ["Sở Y tế"]]
    assert [a.text for a in reading.anomalies if a.kind == "merged_cells"] == ["Sở Y tế"]


HEADS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
ROWS = (("1", "Trồng rừng", "Sở Y tế", "Quý II/2026"), ("2", "Sửa chợ", "Sở Nội vụ", "Tháng 9/2026"))


@pytest.mark.parametrize("joint", ["\t", "\n"])
def test_a_table_pasted_into_plain_text_is_a_table(joint: str) -> None:
    table = "\n".join(joint.join(row) for row in (HEADS, *ROWS))
    found = reading_of(f"I. NHIỆM VỤ\n{table}\n\nII. KINH PHÍ\n1. Nguồn ngân sách.\n")
    assert [(a.path, a.task, a.lead, a.deadline.due) for a in found.assignments] == [
        ("I.r1", "Trồng rừng", ["Sở Y tế"], "2026-06-30"),
        ("I.r2", "Sửa chợ", ["Sở Nội vụ"], "2026-09-30"),
    ]
    assert [n.path for n in found.nodes if n.labelled] == ["I", "II", "II.1"]
    assert found.coverage == 1.0


def test_a_day_without_a_year_is_of_the_year_in_the_columns_head() -> None:
    reading = annex(
        "TT | Nội dung | Trách nhiệm thực hiện | Thời gian (Năm 2027)",
        "1 | Giao lưu với người trồng rừng | Lãnh đạo Hạt Kiểm lâm | Từ 19 giờ 30 phút ngày 05 tháng 3",
    )
    (task,) = reading.assignments
    assert (task.deadline.kind, task.deadline.due) == ("date", "2027-03-05")


def test_a_stray_word_of_time_makes_no_task_of_a_group() -> None:
    reading = annex(
        HEAD,
        "I | HẠ TẦNG | | | năm sau",
        "1 | Kéo cáp | Phòng Kinh tế | | Hằng năm",
    )
    assert [(a.path, a.column.get("group")) for a in reading.assignments] == [("PL1.r1", "HẠ TẦNG")]


def test_a_row_of_figures_is_no_task() -> None:
    reading = annex(
        "TT | Nội dung | Đơn vị thực hiện | Điểm", "1 | 97,5 | Phòng Kinh tế | 3", "2 | Kéo cáp | Công an xã | 2"
    )
    assert [a.path for a in reading.assignments] == ["PL1.r2"]


def test_a_head_of_two_rows_may_print_merged_cells_twice() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Phân công | Phân công | Thời gian hoàn thành",
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian hoàn thành",
        "1 | Kéo cáp | Phòng Kinh tế | Công an xã | 30/6/2026",
    )
    assert [(a.path, a.lead, a.coordinating) for a in reading.assignments] == [
        ("PL1.r1", ["Phòng Kinh tế"], ["Công an xã"])
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Phòng Kinh tế; phối hợp: Công an xã",
        "Phòng Kinh tế chủ trì, phối hợp với Công an xã",
        "Phòng Kinh tế (chủ trì); Công an xã (phối hợp)",
    ],
)
def test_one_column_may_tell_lead_and_partners(cell: str) -> None:
    (task,) = annex("TT | Nhiệm vụ | Đơn vị chủ trì/phối hợp | Tiến độ", f"1 | Kéo cáp | {cell} | 6/2026").assignments
    assert (task.lead, task.coordinating) == (["Phòng Kinh tế"], ["Công an xã"])


@pytest.mark.parametrize(
    ("cell", "kind", "due"),
    [
        ("Tháng 5", "month", "2027-05-31"),
        ("Trong quý II", "quarter", "2027-06-30"),
        ("Tháng 5 hằng năm", "recurring", None),
    ],
)
def test_a_month_without_a_year_is_of_the_year_the_title_names(cell: str, kind: str, due: str | None) -> None:
    head = "UBND XÃ HÒA AN\nSố:   /KH-UBND\nHòa An, ngày   tháng   năm 2027\nKẾ HOẠCH\nTrồng rừng năm 2027\n\n"
    table = f"| TT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Kéo cáp | Phòng Kinh tế | {cell} |\n"
    (task,) = reading_of(TAIL + table, head).assignments
    assert (task.deadline.kind, task.deadline.due) == (kind, due)


def test_what_a_cell_says_its_body_does_is_no_part_of_the_name() -> None:
    reading = annex(HEAD, "1 | Kéo cáp | Phòng Kinh tế thúc đẩy, theo dõi; Công an xã | | 2026")
    assert reading.assignments[0].lead == ["Phòng Kinh tế", "Công an xã"]


@pytest.mark.parametrize("below", ["(1)", "a)", "-", "1.1"])
def test_a_number_and_a_name_over_rows_of_a_deeper_label_head_a_group(below: str) -> None:
    reading = annex(
        "TT | Nội dung | Cơ quan chủ trì | Thời gian",
        "1 | Xây dựng Đảng | | ",
        f"{below} | Mở lớp bồi dưỡng | Ban Tổ chức | Quý II/2026",
    )
    (task,) = reading.assignments
    assert (task.path, task.lead, task.column["group"]) == ("PL1.r1", ["Ban Tổ chức"], "Xây dựng Đảng")


def test_who_submits_a_bill_leads_and_who_examines_it_helps() -> None:
    reading = annex(
        "STT | Tên dự án | Cơ quan trình | Cơ quan chủ trì thẩm tra | Tiến độ",
        "I | Trình tại kỳ họp thứ nhất | (dự kiến tháng 4/2026) | | ",
        "1 | Luật Hộ tịch | Chính phủ | Ủy ban Pháp luật | Tháng 3/2026",
    )
    (task,) = reading.assignments
    assert (task.path, task.lead, task.coordinating) == ("PL1.r1", ["Chính phủ"], ["Ủy ban Pháp luật"])


def test_a_list_of_procedures_gives_nobody_work() -> None:
    rows = "1 | Cấp giấy phép trồng cây | Môi trường | UBND cấp xã"
    assert annex("TT | Tên thủ tục hành chính | Lĩnh vực | Cơ quan thực hiện", rows).assignments == []


def test_of_two_columns_of_times_the_one_that_tells_a_time_counts() -> None:
    reading = annex(
        "TT | Nội dung | Cơ quan chủ trì | Thời gian ban hành | Thời gian thực hiện",
        "1 | Sửa quy chế | Sở Nội vụ | Tháng 3/2026 | Năm 2027",
        "2 | Trồng rừng | Sở Y tế | Theo kế hoạch | Năm 2028",
    )
    assert [a.deadline.due for a in reading.assignments] == ["2026-03-31", "2028-12-31"]


def test_rows_of_dots_are_no_tasks() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", "1 | Sửa quy chế | Sở Nội vụ | Năm 2026", "… | … | … | …"
    )
    assert [a.path for a in reading.assignments] == ["PL1.r1"]


def test_years_under_a_period_are_no_row_of_their_own() -> None:
    reading = annex(
        "TT | Chỉ tiêu | Đơn vị | Giai đoạn 2026 - 2028 | Giai đoạn 2026 - 2028 | Cơ quan theo dõi",
        "TT | Chỉ tiêu | Đơn vị | 2026 | Năm 2028 | Cơ quan theo dõi",
        "1 | Diện tích chè | ha | 200 | 320 | Sở Nông nghiệp và Môi trường",
    )
    assert [(w.path, w.task, w.lead) for w in reading.watchers] == [
        ("PL1.r1", "Diện tích chè", ["Sở Nông nghiệp và Môi trường"])
    ]
    assert [(t.path, t.mention.low, t.mention.due) for t in reading.targets] == [
        ("PL1.r1", 200, "2026"),
        ("PL1.r1", 320, "2028"),
    ]


def test_the_year_under_a_period_is_the_year_of_a_column() -> None:
    reading = annex(
        "TT | Chỉ tiêu | Đơn vị | Giai đoạn 2026 - 2028 | Giai đoạn 2026 - 2028",
        "TT | Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2028",
        "1 | Tỷ lệ hộ có nước máy | % | 80 | 90",
    )
    assert [(t.mention.low, t.mention.due) for t in reading.targets] == [(80, "2026"), (90, "2028")]


def test_an_estimate_of_costs_holds_no_targets() -> None:
    reading = annex(
        "TT | Chỉ tiêu phân tích | Đơn vị tính | Số lượng | Đơn giá | Thành tiền",
        "1 | Nhiệt độ | mẫu | 108 | 50 | 5.400",
    )
    assert reading.targets == []


def test_a_cell_that_says_where_to_look_names_nobody() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian",
        "1 | Trồng rừng | Theo phân công tại Quyết định số 41/QĐ-UBND | Sở Y tế | Năm 2026",
    )
    assert [(a.lead, a.coordinating) for a in reading.assignments] == [([], ["Sở Y tế"])]


def test_a_share_that_is_to_come_of_a_task_is_a_target() -> None:
    reading = annex(
        "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian",
        "1 | Số hóa hồ sơ | 100% hồ sơ được số hóa | Sở Nội vụ | Năm 2026",
        "2 | Trồng rừng | 01 báo cáo | Sở Y tế | Năm 2026",
    )
    assert [(t.path, t.mention.low, t.mention.unit) for t in reading.targets] == [("PL1.r1", 100, "%")]


def test_a_title_of_targets_tells_what_the_rows_of_its_table_are() -> None:
    rows = [
        "| TT | Ngành, lĩnh vực | Tốc độ bình quân 2026 - 2030 (%/năm) | Cơ quan chủ trì |",
        "| I | Theo ngành | | |",
        "| 1 | Nông nghiệp | 3,6 | Sở Y tế |",
        "| II | Theo xã | | Các xã |",
        "| 1 | Xã Hòa An | 10,5 - 11,0 | |",
    ]
    reading = reading_of(
        TAIL.replace("PHỤ LỤC", "PHỤ LỤC II\nMỤC TIÊU TĂNG TRƯỞNG GIAI ĐOẠN 2026 - 2030", 1) + "\n".join(rows)
    )
    told = [
        (t.path.split(".")[1], t.mention.low, t.mention.high, t.mention.unit, t.mention.per) for t in reading.targets
    ]
    assert told == [("r1", 3.6, 3.6, "%", "year"), ("r2", 10.5, 11.0, "%", "year")]
    assert {t.mention.due for t in reading.targets} == {"2030"}


def test_values_of_an_annex_are_due_in_the_year_its_title_names() -> None:
    title = TAIL.replace("DANH MỤC", "CÁC CHỈ TIÊU CHỦ YẾU GIAI ĐOẠN 2026 - 2030")
    rows = [
        "| TT | Nội dung | Mục tiêu |",
        "| 1 | Tỷ lệ hộ dùng nước sạch | 95% |",
        "| 2 | Tỷ lệ che phủ rừng | >60% |",
    ]
    reading = reading_of(title + "\n".join(rows))
    assert [(f.path, f.mention.low, f.mention.due) for f in reading.targets] == [
        ("PL1.r1", 95, "2030"),
        ("PL1.r2", 60, "2030"),
    ]

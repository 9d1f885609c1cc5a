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

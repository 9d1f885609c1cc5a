"""What a clerk would query: one text per kind."""

from __future__ import annotations

import pytest

from engines.reading.reading_of import HEAD, reading_of

LETTERHEAD = (
    "UBND TỈNH SÔNG HẠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: "
    "5/KH-UBND\nSông Hạ, ngày 01 tháng 3 năm 2026\n"
)


def kinds(text: str, head: str = HEAD) -> set[tuple[str, str]]:
    return {(a.path, a.kind) for a in reading_of(text, head).anomalies}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Một\n", ("header", "missing_number")),
        ("1. Một\n", ("header", "missing_date")),
        ("1. Một\n", ("header", "missing_header")),
        ("1. Một\n", ("closing", "missing_signature")),
        ("1. Theo Nghị quyết số 29-KL/TW.\n", ("1", "citation_mismatch")),
        ("1. Theo Quyết định số 866/QĐ-Tg.\n", ("1", "citation_mismatch")),
        (
            "1. Theo Quyết định số 8/QĐ-SCT ngày 06/3/2026.\n2. Theo Quyết định số 8/QĐ-SCT ngày 06/3/2025.\n",
            ("2", "citation_mismatch"),
        ),
        ("1. Một\n3. Ba\n", ("3", "numbering")),
        ("1. Một\n1. Một nữa\n", ("1~2", "numbering")),
        ("1. Một\na) A\nb. B\n", ("1.b", "mixed_labels")),
        ("1. Tỷ lệ hộ nghèo; tỉ lệ đô thị hóa; tỷ lệ khác.\n", ("1", "mixed_spelling")),
        ("1. Thủy lợi, thủy sản và thuỷ điện.\n", ("1", "mixed_spelling")),
        ("1. Nâng cao trách nhiệm trong trong công việc.\n", ("1", "typo")),
        ("1. Một\n\n7\n\n2. Hai\n", ("1", "page_number")),
        ("1. Tăng trưởng đạt 8,0%[1] trong năm.\n", ("1", "footnote_glued")),
        (
            "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế kiểm tra.\n2. Sở Xây dựng kiểm tra.\n3. Làm cho tốt.\n",
            ("I.3", "no_actor"),
        ),
    ],
)
def test_kind_is_reported_at_its_place(text: str, found: tuple[str, str]) -> None:
    assert found in kinds(text)


def test_complete_letterhead_raises_nothing_about_the_header() -> None:
    text = "1. Một\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nVõ Minh Tâm\n"
    assert not [k for k in kinds(text, LETTERHEAD + "KẾ HOẠCH\nLàm đường\n\n") if k[0] in ("header", "closing")]


def test_deadline_before_the_document_is_queried() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo trước ngày 01/01/2026.\n"
    assert ("I.1", "past_deadline") in kinds(text, LETTERHEAD + "KẾ HOẠCH\nLàm đường\n\n")


def test_document_called_that_of_another_body() -> None:
    head = (
        "CHƯƠNG TRÌNH\nhành động\n-----\nThực hiện nghị quyết, Ban Chấp hành Đảng bộ thành phố ban "
        "hành Chương trình như sau:\n"
    )
    assert ("1", "issuer_contradiction") in kinds("1. Thực hiện Chương trình của Ban Thường vụ Thành ủy.\n", head)


def test_shares_over_a_hundred() -> None:
    text = (
        "I. MỤC TIÊU ĐẾN NĂM 2030\n- Tỷ trọng công nghiệp chiếm 50%; nông nghiệp chiếm 30%; dịch vụ "
        "chiếm 40% trong cơ cấu GRDP.\n"
    )
    assert ("I.b1", "value_conflict") in kinds(text)


def test_two_values_for_one_indicator() -> None:
    text = "I. MỤC TIÊU ĐẾN NĂM 2030\n- Tỷ lệ đô thị hóa đạt 80%.\n- Tỷ lệ đô thị hóa đạt 75%.\n"
    assert ("I.b2", "value_conflict") in kinds(text)


def test_every_anomaly_says_why_in_vietnamese() -> None:
    for anomaly in reading_of("1. Một\n3. Theo Nghị quyết số 29-KL/TW\n").anomalies:
        assert anomaly.why.endswith((".", "”")) or ":" in anomaly.why


PLAN = LETTERHEAD + "KẾ HOẠCH\nTrồng rừng\n\n"


def found(text: str, kind: str, head: str = PLAN) -> list[str]:
    return [a.path for a in reading_of(text, head).anomalies if a.kind == kind]


def test_a_body_that_had_ended_is_queried_once() -> None:
    text = "I. NHIỆM VỤ\n1. Sở Giao thông vận tải làm đường.\n2. Sở Giao thông vận tải sửa cầu.\n"
    assert found(text, "outdated_name") == ["I.1"]
    told = next(a for a in reading_of(text, PLAN).anomalies if a.kind == "outdated_name")
    assert "Sở Xây dựng" in told.why


@pytest.mark.parametrize(
    "text",
    [
        "1. Theo Quyết định số 12/QĐ-SGTVT ngày 05/3/2023 của Sở Giao thông vận tải.\n",
        "1. Giấy phép do Sở Giao thông vận tải tỉnh cấp vẫn có giá trị.\n",
        "1. Sở Xây dựng nhận hồ sơ chuyển từ Sở Giao thông vận tải.\n",
        "1. Sở Nông nghiệp và Môi trường trồng rừng.\n",
    ],
)
def test_an_old_name_in_an_old_paper_is_no_query(text: str) -> None:
    assert found(text, "outdated_name") == []


def test_an_old_document_may_use_old_names() -> None:
    head = PLAN.replace("2026", "2023")
    assert found("1. Sở Giao thông vận tải làm đường.\n", "outdated_name", head) == []


def test_one_plan_under_two_periods() -> None:
    text = (
        "1. Theo Quy hoạch tỉnh Sông Hạ thời kỳ 2021 - 2030.\n2. Theo Quy hoạch tỉnh Sông Hạ giai đoạn 2021 - 2030.\n"
    )
    assert found(text, "inconsistent_name") == ["2"]


def test_one_task_asked_for_twice() -> None:
    task = "Lập vườn ươm cây bản địa cung cấp giống cho toàn bộ các xã ven sông"
    text = f"I. NHIỆM VỤ\n1. {task} trong năm 2026.\n2. Làm đường.\n3. {task}.\n"
    assert found(text, "duplicate_task") == ["I.3"]


def test_the_same_duty_of_two_agencies_is_no_duplicate() -> None:
    duty = "Lập vườn ươm cây bản địa cung cấp giống cho toàn bộ các xã ven sông."
    text = f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- {duty}\n2. Sở Y tế\n- {duty}\n"
    assert found(text, "duplicate_task") == []


def test_tasks_with_a_common_opening_are_no_duplicates() -> None:
    text = (
        "I. NHIỆM VỤ\n- Chủ trì, phối hợp với các sở, ban, ngành liên quan xây dựng đường.\n"
        "- Chủ trì, phối hợp với các sở, ban, ngành liên quan xây dựng cầu.\n"
    )
    assert found(text, "duplicate_task") == []


@pytest.mark.parametrize(("count", "queried"), [("03", ["I"]), ("02", []), ("hai", []), ("bốn", ["I"])])
def test_a_count_must_fit_its_list(count: str, queried: list[str]) -> None:
    text = f"I. Thực hiện {count} nhiệm vụ trọng tâm sau:\n1. Trồng cây.\n2. Giữ rừng.\n"
    assert found(text, "count_mismatch") == queried


def test_a_number_that_announces_no_list_is_no_count() -> None:
    text = "I. Về thực hiện 02 chương trình:\n1. Trồng cây.\n2. Giữ rừng.\n3. Làm đường.\n"
    assert found(text, "count_mismatch") == []


SIGNED = "1. Trồng cây.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n"
TABLE = "PHỤ LỤC\nNHIỆM VỤ CỤ THỂ\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n"


def test_a_table_left_empty() -> None:
    text = SIGNED + TABLE + "| | | | |\n| | | | |\n"
    assert found(text, "empty_table") == ["PL1"]


def test_a_form_may_be_empty() -> None:
    text = SIGNED + TABLE.replace("NHIỆM VỤ CỤ THỂ", "MẪU BÁO CÁO")
    assert found(text + "| | | | |\n| | | | |\n", "empty_table") == []


def test_a_table_with_tasks_is_not_empty() -> None:
    text = SIGNED + TABLE
    assert found(text + "| 1 | Trồng rừng | Sở Y tế | 2026 |\n", "empty_table") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1. Báo cáo ngày10/3/2026.\n", "typo"),
        ("1. Báo cáo trước ngày 31/4/2026.\n", "wrong_date"),
        ("1. Tăng trưởng đạt 7, 5% trong năm.\n", "broken_number"),
        ("1. Thu ngân sách đạt 12. 500 tỷ đồng.\n", "broken_number"),
    ],
)
def test_mistyped_dates_and_numbers(text: str, kind: str) -> None:
    assert found(text, kind) == ["1"]


@pytest.mark.parametrize(
    "text",
    ["1. Ngày 10/3/2026, 15/4/2026.\n", "1. Đạt 7,5%.\n", "1. Theo Điều 7, 5% hộ nghèo.\n", "1. Đạt 12.500 tỷ đồng.\n"],
)
def test_well_typed_dates_and_numbers(text: str) -> None:
    assert found(text, "broken_number") == found(text, "wrong_date") == []

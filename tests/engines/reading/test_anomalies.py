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

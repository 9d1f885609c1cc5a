"""Documents named in the text."""

from __future__ import annotations

from engines.reading.reading_of import reading_of


def cited(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    found = reading_of(f"1. {text}\n").citations
    return [(c.type, c.number, c.symbol, c.date) for c in found if c.number]


def test_party_and_state_forms() -> None:
    assert cited(
        "Thực hiện Nghị quyết số 12-NQ/TU, ngày 01/12/2023 và Nghị định 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022."
    ) == [
        ("Nghị quyết", "12", "NQ/TU", "2023-12-01"),
        ("Nghị định", "35", "2022/NĐ-CP", "2022-05-28"),
    ]


def test_law_with_its_name_before_the_number() -> None:
    assert cited("Theo Luật Điện lực số 61/2024/QH15 đã ban hành.") == [("Luật", "61", "2024/QH15", None)]


def test_list_carries_the_type_on() -> None:
    assert cited("Theo các Nghị quyết số 1/NQ-HĐND, 2/NQ-HĐND và số 3/NQ-HĐND.") == [
        ("Nghị quyết", "1", "NQ-HĐND", None),
        ("Nghị quyết", "2", "NQ-HĐND", None),
        ("Nghị quyết", "3", "NQ-HĐND", None),
    ]


def test_symbol_of_another_kind_ends_the_list() -> None:
    assert [kind for kind, *_ in cited("Theo Kết luận số 48-KL/TW, số 50-NQ/TW và số 51-NQ/TW.")] == [
        "Kết luận",
        "Nghị quyết",
        "Nghị quyết",
    ]


def test_later_mention_takes_the_date_of_the_first_and_points_at_it() -> None:
    reading = reading_of("1. Theo Chỉ thị số 11-CT/TU ngày 04/01/2026.\n2. Thực hiện Chỉ thị số 11-CT/TU.\n")
    first, later = reading.citations
    assert later.date == "2026-01-04"
    assert later.refers_to == (first.start, first.end)


def test_own_number_is_no_citation() -> None:
    head = "UBND XÃ HÒA AN\nSố: 21/KH-UBND\nKẾ HOẠCH\nLàm đường\n\n"
    assert reading_of("1. Kế hoạch số 21/KH-UBND này thay kế hoạch cũ.\n", head).citations == []


def test_unnumbered_law_is_listed_for_information() -> None:
    found = reading_of("1. Thực hiện Luật Thủy sản và các văn bản khác.\n").citations
    assert [(c.type, c.number, c.text) for c in found] == [("Luật", None, "Luật Thủy sản")]


def test_a_notice_of_conclusions_is_a_notice() -> None:
    assert cited("Theo Thông báo kết luận số 81-TB/TW, ngày 18/7/2025 của Bộ Chính trị.") == [
        ("Thông báo", "81", "TB/TW", "2025-07-18")
    ]


def test_the_issuer_ends_before_the_next_document() -> None:
    found = reading_of(
        "1. Phổ biến Kế hoạch số 3-KH/TW của Bộ Chính trị và Chỉ thị số 8-CT/TU đến các thôn.\n"
    ).citations
    assert [c.issuer for c in found] == ["Bộ Chính trị", None]


def test_rare_party_types_after_so_and_a_blank_for_the_dash() -> None:
    assert cited("Theo Quyết định số 15-QĐNS/TW, Quy chế phối hợp số 3-QCPH/BDVTU và Chỉ thị số 18 CT/TU.") == [
        ("Quyết định", "15", "QĐNS/TW", None),
        ("Quy chế", "3", "QCPH/BDVTU", None),
        ("Chỉ thị", "18", "CT/TU", None),
    ]


def test_a_number_without_its_symbol_is_cited_where_it_is_nowhere_given_in_full() -> None:
    assert cited("Theo Nghị quyết số 5 của Huyện ủy; Kết luận số 9, ngày 03/4/2024 của Tỉnh ủy đã ban hành.") == [
        ("Nghị quyết", "5", None, None),
        ("Kết luận", "9", None, "2024-04-03"),
    ]
    assert cited("Nghị quyết số 5-NQ/HU là căn cứ. Theo Nghị quyết số 5 của Huyện ủy, các xã làm đường.") == [
        ("Nghị quyết", "5", "NQ/HU", None)
    ]


def test_a_laws_name_may_go_on_behind_a_comma() -> None:
    found = reading_of(
        "1. Thực hiện Luật Phòng, chống ngập úng năm 2031, Luật Thoát nước, quy chế của tỉnh.\n"
    ).citations
    assert [c.text for c in found] == ["Luật Phòng, chống ngập úng năm 2031", "Luật Thoát nước"]


def test_a_programme_of_action_is_a_programme_by_its_symbol() -> None:
    assert cited("Theo Chương trình hành động số 9-CTr/TU ngày 02/3/2026.") == [
        ("Chương trình", "9", "CTr/TU", "2026-03-02")
    ]


def test_the_number_of_a_decision_that_approves_a_plan_is_the_decisions() -> None:
    assert cited("Theo Quy hoạch mạng lưới chợ của tỉnh số 12/QĐ-UBND ngày 02/3/2026.") == [
        ("Quyết định", "12", "QĐ-UBND", "2026-03-02")
    ]


def test_a_law_named_after_another_kind_of_document_is_a_law() -> None:
    assert cited("Căn cứ Luật Quy hoạch số 21/2017/QH14 đã ban hành.") == [("Luật", "21", "2017/QH14", None)]


def test_the_kind_of_a_list_holds_over_dates_written_out() -> None:
    text = (
        "1. Theo các văn bản số: 804/SYT-KH ngày 17 tháng 10 năm 2025, 808/SYT-KH ngày 18 tháng 10 năm 2025 "
        "và 876/SYT-KH ngày 06 tháng 11 năm 2025.\n"
    )
    assert [(c.type, c.number) for c in reading_of(text).citations] == [
        ("Văn bản", "804"),
        ("Văn bản", "808"),
        ("Văn bản", "876"),
    ]


def test_a_number_has_the_kind_by_which_it_is_cited_elsewhere() -> None:
    text = "1. Theo Quy chế phối hợp số 49/QCPH-UBND-HCTĐ ngày 24/01/2025.\n2. Vận động theo đúng 49/QCPH-UBND-HCTĐ.\n"
    assert len({c.type for c in reading_of(text).citations}) == 1


def test_national_standards_are_cited_with_their_year() -> None:
    text = "Bảo đảm theo QCVN 07:2023/BXD và TCVN 9385:2012; không quá 01:2019 lần."
    assert cited(text) == [("QCVN", "07:2023", "BXD", None), ("TCVN", "9385:2012", None, None)]


def test_what_a_paper_is_for_may_stand_between_its_kind_and_number() -> None:
    assert cited("Theo văn bản giải trình số 12/BQL-QHXD ngày 02/6/2026.") == [
        ("Văn bản", "12", "BQL-QHXD", "2026-06-02")
    ]

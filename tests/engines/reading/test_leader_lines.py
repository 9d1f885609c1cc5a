"""Lines under a group of tasks that say who leads it."""

from __future__ import annotations

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

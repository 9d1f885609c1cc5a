"""Where a body's name ends in running text: known from what a name can hold, whatever word follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotrinh.reading import bodies

NAMES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", NAMES)
def test_name_ends_where_its_words_end(line: str) -> None:
    name, rest = line.split(" |")
    assert (name + rest)[: bodies.name_end(name + rest)] == name


@pytest.mark.parametrize("verb", ["ươm", "xắn tay", "ra quân", "khơi thông", "siết chặt", "túc trực"])
@pytest.mark.parametrize(
    "name",
    [
        "Sở Nông nghiệp và Môi trường",
        "Ủy ban nhân dân các xã, phường",
        "Công an tỉnh",
        "Ban Thường vụ Thành ủy",
        "Hội Cựu chiến binh xã",
        "Các cơ quan, đơn vị liên quan",
    ],
)
def test_a_verb_in_no_list_ends_the_name_all_the_same(name: str, verb: str) -> None:
    text = f"{name} {verb} kịp thời theo chỉ đạo"
    assert text[: bodies.name_end(text)] == name


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành quy chế làm việc",
        "Trường hợp có khó khăn",
        "Tổ chức hội nghị",
        "Báo cáo kết quả",
        "Xã hội hóa đầu tư",
        "Cấp phép khai thác",
        "Phòng, chống tham nhũng",
        "Phòng ngừa, ngăn chặn vi phạm",
        "Bộ tiêu chí đánh giá",
        "Sở hữu trí tuệ",
        "Hội nghị tổng kết",
    ],
)
def test_what_is_no_body_has_no_name(text: str) -> None:
    assert bodies.name_end(text) == 0


@pytest.mark.parametrize(
    ("text", "place"), [("Thị xã Hạ Long", True), ("UBND thị xã Hạ Long", False), ("Các xã", False)]
)
def test_a_territory_alone_is_a_place(text: str, place: bool) -> None:
    assert bodies.is_place(text) is place

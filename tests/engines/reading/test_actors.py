"""Names of bodies: their end in running text, their kind, their doubt."""

from __future__ import annotations

import pytest

from lotrinh.reading import actors, bodies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở Xây dựng xây dựng kế hoạch", "Sở Xây dựng"),
        ("Bộ Giáo dục và Đào tạo là cơ quan đầu mối", "Bộ Giáo dục và Đào tạo"),
        ("Đoàn kiểm tra thực hiện nghiêm túc", "Đoàn kiểm tra"),
        ("Các tổ chức chính trị - xã hội tuyên truyền", "Các tổ chức chính trị - xã hội"),
        ("Ban Quản lý các khu công nghiệp tổ chức hội nghị", "Ban Quản lý các khu công nghiệp"),
        ("Quốc hội, Hội đồng Dân tộc, trong phạm vi nhiệm vụ, giám sát", "Quốc hội, Hội đồng Dân tộc"),
        ("Trung tâm Kiểm soát bệnh tật: Rà soát", "Trung tâm Kiểm soát bệnh tật"),
    ],
)
def test_name_ends_before_the_verb(text: str, name: str) -> None:
    assert text[: bodies.name_end(text)] == name


def test_cut_keeps_bodies_with_one_qualifier_together() -> None:
    assert bodies.cut("Các sở, ban, ngành") == ["Các sở, ban, ngành"]
    assert bodies.cut("Sở Công Thương; Sở Xây dựng") == ["Sở Công Thương", "Sở Xây dựng"]
    assert bodies.cut("Thuế tỉnh, Sở Công Thương và Sở Xây dựng") == [
        "Thuế tỉnh",
        "Sở Công Thương",
        "Sở Xây dựng",
    ]
    assert bodies.cut("Sở Tài chính; Nội vụ") == ["Sở Tài chính", "Sở Nội vụ"]
    assert bodies.cut("Giám đốc các sở: Tài chính; Nội vụ; Công an tỉnh") == [
        "Giám đốc các sở: Tài chính; Nội vụ",
        "Công an tỉnh",
    ]
    assert bodies.cut("Văn phòng HĐND và UBND") == ["Văn phòng HĐND và UBND"]


@pytest.mark.parametrize(
    ("name", "resolved"),
    [
        ("UBND xã Hòa An", "Ủy ban nhân dân xã Hòa An"),
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Môi trường"),
    ],
)
def test_abbreviation_is_resolved(name: str, resolved: str) -> None:
    assert actors.resolve(name).resolved == resolved


def test_doubt_is_shown() -> None:
    assert "có thể là" in (actors.resolve("BTC").doubt or "")
    assert actors.resolve("Câu lạc bộ Hoa Sen").doubt
    assert actors.resolve("Các sở, ban, ngành").doubt
    assert actors.resolve("Sở Tài chính").doubt is None

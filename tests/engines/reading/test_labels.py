"""Labels: every numbering variant seen in real programmes, and prose that only looks like one."""

from __future__ import annotations

import pytest

from lotrinh.reading import labels


@pytest.mark.parametrize(
    ("text", "style", "component"),
    [
        ("I. MỤC ĐÍCH", "roman", "I"),
        ("I- MỤC ĐÍCH", "roman", "I"),
        ("IV/ TỔ CHỨC", "roman", "IV"),
        ("PHẦN I: MỞ ĐẦU", "phan", "I"),
        ("Phần thứ nhất", "phan", "I"),
        ("Phần thứ hai NỘI DUNG", "phan", "II"),
        ("Chương III", "chuong", "III"),
        ("Mục 2. Chính sách", "muc", "M2"),
        ("A. ĐÁNH GIÁ CHUNG", "upper", "A"),
        ("Điều 6. Hiệu lực", "article", "D6"),
        ("Điều 6a. Bổ sung", "article", "D6a"),
        ("Khoản 2. Nội dung", "num", "2"),
        ("Điểm đ) Nội dung", "letter", "đ"),
        ("1. Mục đích", "num", "1"),
        ("1-Tuổi thọ", "num", "1"),
        ("10) Việc khác", "num", "10"),
        ("1.1. Xây dựng", "dotted", "1.1"),
        ("1.1- Xây dựng", "dotted", "1.1"),
        ("1.2.3 Xây dựng", "dotted", "1.2.3"),
        ("I.2. Nội dung", "num", "2"),
        ("a) Nội dung", "letter", "a"),
        ("a. Nội dung", "letter", "a"),
        ("đ/. Nội dung", "letter", "đ"),
        ("b1) Nội dung", "letter2", "b1"),
        ("(1) Nội dung", "paren", "(1)"),
        ("(iv) Nội dung", "lowroman", "(iv)"),
        ("(b) Nội dung", "parenletter", "(b)"),
        ("- Nội dung", "bullet", ""),
        ("– Nội dung", "bullet", ""),
        ("+ Nội dung", "plus", ""),
        ("* Nội dung", "star", ""),
        ("• Nội dung", "dot", ""),
        ("- (9) Chỉ số", "paren", "(9)"),
    ],
)
def test_label_is_known(text: str, style: str, component: str) -> None:
    label = labels.parse(text)
    assert label is not None
    assert (label.style, label.component) == (style, component)


@pytest.mark.parametrize(
    "text",
    [
        "9.400 - 11.000 USD",
        "34,02%",
        "2020 - 2025 và",
        "12/NQ-CP ngày",
        "Mục tiêu chung",
        "-5% so với",
        "V/v báo cáo",
        "Ib. gì đó",
        "15.000 ha",
    ],
)
def test_running_text_has_no_label(text: str) -> None:
    assert labels.parse(text) is None


def test_article_named_in_prose_is_not_firm() -> None:
    label = labels.parse("Điều 3 Điều lệ Đảng; ở nơi")
    assert label is not None
    assert not label.firm


@pytest.mark.parametrize("value", range(1, 61))
def test_roman_numerals_both_ways(value: int) -> None:
    assert labels.roman_value(labels.roman(value)) == value

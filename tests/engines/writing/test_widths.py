"""Column widths: nothing that belongs together is broken, and width goes where it takes lines away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.writing.widths import LETTER, PADDING, column_widths, fitted_widths

LONG = "Chương trình phát triển công nghiệp hỗ trợ, danh mục cụm công nghiệp kêu gọi đầu tư và cơ chế ưu đãi"


def test_shares_fill_the_page() -> None:
    assert sum(column_widths([0.5, 3, 1], 165)) == pytest.approx(165)


def test_a_date_stands_on_one_line() -> None:
    rows = [[LONG, "31/12/2030", LONG]] * 5
    widths = fitted_widths([5, 0.3, 5], ["Việc", "Hạn", "Kết quả"], rows, 165, 11)
    assert widths[1] - PADDING >= len("31/12/2030") * 11 * LETTER


def test_a_figure_keeps_its_year_and_its_mark() -> None:
    cell = "3.636\u00a0(2015)[00]"
    widths = fitted_widths([5, 0.3], ["Chỉ tiêu", "Thực hiện"], [[LONG, cell]], 165, 12)
    assert widths[1] - PADDING >= len(cell) * 12 * LETTER


def test_capitals_of_a_head_stand_on_one_line() -> None:
    """S and T of Times New Roman bold are 0.556 and 0.667 of the size wide (its metrics); 12 points, 0.3528 mm each."""
    rows = [[str(n), LONG, "Nguy cơ không đạt"] for n in range(12)]
    widths = fitted_widths([1.5, 3, 0.5], ["STT", "Chỉ tiêu", "Đánh giá"], rows, 60, 12)
    assert widths[0] - PADDING >= (0.556 + 2 * 0.667) * 12 * 0.3528


def test_width_goes_to_the_column_with_most_words() -> None:
    rows = [["Ngắn", LONG]] * 8
    widths = fitted_widths([3, 1], ["A", "B"], rows, 165, 12)
    assert widths[1] > widths[0]


def test_a_column_to_be_filled_in_by_hand_keeps_its_width() -> None:
    rows = [[LONG, ""]] * 8
    widths = fitted_widths([3, 1], ["Nội dung", "Đề nghị"], rows, 160, 12)
    assert widths[1] == pytest.approx(40)


def test_equal_columns_stay_as_declared() -> None:
    assert fitted_widths([1, 1], ["A", "B"], [["x", "y"]], 160, 12) == pytest.approx([80, 80])


@given(
    st.lists(st.tuples(st.text(max_size=80), st.text(max_size=300), st.text(max_size=20)), max_size=6),
    st.sampled_from([165.0, 252.0]),
)
def test_widths_always_fill_the_page_and_are_positive(rows: list[tuple[str, str, str]], width: float) -> None:
    widths = fitted_widths([0.5, 3, 1], ["STT", "Nội dung", "Ghi chú"], rows, width, 12)
    assert sum(widths) == pytest.approx(width) and min(widths) > 0

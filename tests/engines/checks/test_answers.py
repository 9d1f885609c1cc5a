"""An agency's report against its own earlier ones and the figures held."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.checks.answers import backwards, contradicts, jumps, likeness, told_again

LONG = (
    "Sở đã tham mưu Ủy ban nhân dân thành phố ban hành kế hoạch phát triển công nghiệp hỗ trợ, tổ chức 03 hội nghị "
    "kết nối cung cầu với 120 doanh nghiệp tham gia."
)


def test_the_same_words_are_told_again() -> None:
    assert told_again(LONG, ["Việc khác hẳn, chưa có gì giống với nội dung này cả.", LONG]) == 1


def test_other_punctuation_and_capitals_do_not_hide_it() -> None:
    assert told_again(LONG.upper().replace(",", ";"), [LONG]) == 0


def test_one_changed_number_does_not_hide_it() -> None:
    assert told_again(LONG.replace("120", "125"), [LONG]) == 0


def test_a_new_sentence_is_not_told_again() -> None:
    new = "Đã hoàn thành hồ sơ trình Hội đồng nhân dân thông qua nghị quyết về chính sách hỗ trợ khởi nghiệp sáng tạo."
    assert told_again(new, [LONG]) is None


def test_twice_as_much_text_is_not_told_again() -> None:
    more = (
        LONG
        + " Trong quý đã thẩm định, phê duyệt 05 đề án khuyến công với kinh phí 2,4 tỷ đồng và giải ngân 1,9 tỷ đồng."
    )
    assert told_again(more, [LONG]) is None


def test_short_answers_are_alike_only_when_they_are_the_same() -> None:
    assert told_again("Đang triển khai đúng kế hoạch", ["Đang triển khai theo kế hoạch"]) is None


def test_a_short_answer_given_twice_is_told_again() -> None:
    assert told_again("Đang triển khai.", ["đang triển khai"]) == 0


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(40, 60, True), (60, 60, False), (None, 60, False), (5, None, False)]
)
def test_progress_that_goes_back(now: int | None, before: int | None, expected: bool) -> None:
    assert backwards(now, before) is expected


@pytest.mark.parametrize(
    ("value", "held", "decimals", "expected"),
    [
        ("7.12", "7.1", 1, False), ("7.2", "7.1", 1, True), ("7.15", "7.1", 1, False), (None, "7.1", 1, False),
        ("7.2", None, 1, False),
    ],
)  # fmt: skip
def test_a_figure_that_contradicts(value: str | None, held: str | None, decimals: int, expected: bool) -> None:
    assert contradicts(value and Decimal(value), held and Decimal(held), decimals) is expected  # type: ignore[arg-type]


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_between_nothing_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


@pytest.mark.parametrize(
    ("now", "before", "far"),
    [
        ("21.3", ["7.1"], True),  # three times
        ("21.2", ["7.1"], False),
        ("2.4", ["7.2"], True),
        ("0", ["7.1"], False),
        ("-7", ["7.1"], False),
        ("7.1", [], False),
        ("9.9", ["7.0", "7.1", "6.9", "7.2", "7.0", "7.1"], True),
        ("7.3", ["7.0", "7.1", "6.9", "7.2", "7.0", "7.1"], False),
    ],
)
def test_a_figure_jumps_by_the_rhythm_of_its_series_or_three_times(now: str, before: list[str], far: bool) -> None:
    assert jumps(Decimal(now), [Decimal(value) for value in before]) is far

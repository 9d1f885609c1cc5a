"""Syllables that a converter ran together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lotrinh.text import glued

RUN_TOGETHER = (
    "Tham mưu vềthực hiện chuyển đổi sốtrong hạtầng kỹthuật của Đảng uỷxã, bộphận một cửa; quản trịdữliệu sốtập trung, "
    "cán bộlãnh đạo phụtrách, giảm từ30% đến 50% chi phí."
)
PARTED = (
    "Tham mưu về thực hiện chuyển đổi số trong hạ tầng kỹ thuật của Đảng uỷ xã, bộ phận một cửa; quản trị dữ liệu số "
    "tập trung, cán bộ lãnh đạo phụ trách, giảm từ 30% đến 50% chi phí."
)


def test_syllables_are_parted_behind_marked_vowels() -> None:
    text, words = glued.part(RUN_TOGETHER)
    assert text == PARTED
    assert words[:2] == ["vềthực", "sốtrong"]


def test_a_single_word_is_a_name_and_stays() -> None:
    text = "Bệnh viện Đạihọc Y và các trạm y tế xã."
    assert glued.part(text) == (text, [])


def test_a_parted_text_stays_as_it_is() -> None:
    assert glued.part(PARTED) == (PARTED, [])


@given(st.text(alphabet="aàảbcdđeềểghiklmnoộóptuụứvxy ĐU-.3", max_size=300))
def test_only_blanks_are_put_in(text: str) -> None:
    parted, _ = glued.part(text)
    assert parted.replace(" ", "") == text.replace(" ", "")

"""Keys that do not see where the tone mark stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.text.fold import collation_key, fold, fold_letters, fold_loose, one_tone

SAME = [
    ("hoà", "hòa"),
    ("thuỷ", "thủy"),
    ("uỷ ban", "Ủy ban"),
    ("khoẻ", "khỏe"),
    ("HOÁ", "hóa"),
    ("qúy", "quý"),
    ("a\n b", "a b"),
]
DIFFERENT = [("hoàn", "hòan"), ("tỉ", "tỷ"), ("quý", "quỷ"), ("hòa", "hóa")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_two_spellings_have_one_key(one, two):
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_different_words_have_different_keys(one, two):
    assert fold(one) != fold(two)


def test_one_tone_keeps_capitals_and_length():
    written = "UỶ BAN, Uỷ ban, Toà án, quý, toàn"
    assert one_tone(written) == "ỦY BAN, Ủy ban, Tòa án, quý, toàn"


def test_after_q_the_mark_stays_on_the_y():
    assert fold("Quỳ, quỷ") == "quỳ, quỷ"


def test_the_loose_key_has_no_marks():
    assert fold_loose("Đường Ủy ban nhân dân") == "duong uy ban nhan dan"


@given(st.text(max_size=100))
def test_folded_letters_keep_every_offset(text):
    import unicodedata

    composed = unicodedata.normalize("NFC", text)
    assert len(fold_letters(composed)) == len(composed)


def test_d_with_stroke_sorts_after_d():
    assert sorted(["Đà Nẵng", "Dung", "Em", "An"], key=collation_key) == ["An", "Dung", "Đà Nẵng", "Em"]


def test_tones_sort_in_dictionary_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=collation_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]

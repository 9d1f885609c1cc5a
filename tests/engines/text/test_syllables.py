"""The yardstick for repairs."""

from __future__ import annotations

import pytest

from lotrinh.text.syllables import is_syllable, share


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "khuỷu",
        "giêng",
        "giữa",
        "gì",
        "ý",
        "yêu",
        "thuở",
        "ngoằn",
        "hoạch",
        "Đảng",
        "ƯƠNG",
        "quỹ",
        "xoong",
        "khuya",
        "oanh",
        "rượu",
    ],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "KӃ",
        "hoạhc",
        "brn",
        "GDP",
        "Internet",
        "việec",
        "càp",
        "kẻt",
        "ƣơng",
        "kƠ",
        "strong",
        "hòá",
    ],
)
def test_other_words(word):
    assert not is_syllable(word)


def test_share_leaves_abbreviations_out():
    assert share("UBND tỉnh Lào Cai GRDP") == 1.0


def test_share_of_nothing_is_whole():
    assert share("123 %") == 1.0

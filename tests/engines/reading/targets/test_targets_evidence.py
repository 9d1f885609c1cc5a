"""Weighing small signs in sentences that stand alone; in a document its sections say what is wanted."""

from __future__ import annotations

import re

import pytest

from growth import LINEAR, growth
from lotrinh.reading.targets import TargetContext, classify, extract, extract_sentence, signs, status
from lotrinh.reading.targets.model import Kind

RECORD = "Kim ngạch xuất khẩu đạt kỷ lục 8,62 tỷ USD, cao hơn bình quân cả nước."


def test_a_sentence_that_tells_in_no_single_word_is_no_target() -> None:
    assert extract_sentence(RECORD) == []
    assert classify(RECORD) == "result"


def test_in_a_section_of_targets_the_same_words_are_wanted() -> None:
    assert [m.low for m in extract(RECORD, context=TargetContext(role="targets"))] == [8.62]


def test_a_word_of_planning_before_the_value_outweighs_words_of_results() -> None:
    (mention,) = extract_sentence("Phấn đấu kim ngạch xuất khẩu đạt kỷ lục 8,62 tỷ USD.")
    assert mention.low == 8.62


def test_a_forecast_of_others_is_no_target_even_with_a_word_of_planning() -> None:
    assert classify("ADB dự báo kinh tế Việt Nam sẽ tăng trưởng 6,6%.") == "none"


def test_what_explains_a_name_in_brackets_is_no_evidence() -> None:
    (mention,) = extract_sentence(
        "Chỉ số LPI (do Ngân hàng Thế giới và các chuyên gia công bố) đạt từ 3,5 điểm trở lên."
    )
    assert mention.low == 3.5


@pytest.mark.parametrize("sign", signs.WORDS, ids=lambda sign: sign.name)
def test_each_sign_is_looked_for_in_a_place_that_is_known(sign: signs.Words) -> None:
    assert re.compile(sign.pattern)
    assert sign.place in {"sentence", "before", "near", "behind", "opens"}
    assert sign.kind in {"result", "none"}


@pytest.mark.parametrize("piece", ["đạt kỷ lục 5%, ", "đạt 5%. ", "phấn đấu 5,25%; "])
def test_sentences_are_weighed_in_linear_time(piece: str) -> None:
    assert growth(lambda size: extract_sentence(piece * (size // len(piece))), 8_000) < LINEAR


@pytest.mark.parametrize("kind", ["target", "result"])
@pytest.mark.parametrize(("weak", "strong"), [(False, True), (True, True), (False, False)])
@pytest.mark.parametrize("year", [False, True])
@pytest.mark.parametrize("place", ["before", "after"])
def test_what_a_mark_says_is_a_sign_with_a_weight(kind: Kind, weak: bool, strong: bool, year: bool, place: str) -> None:
    mark = status.Mark(0, kind, weak, strong, year)
    assert status.ruling(mark, place, None) in signs.VALUES


@pytest.mark.parametrize("inherited", ["target", "result", None])
def test_what_no_mark_says_is_a_sign_with_a_weight(inherited: Kind | None) -> None:
    assert status.ruling(None, "after", inherited) in signs.VALUES

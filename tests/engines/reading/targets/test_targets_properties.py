"""What holds for any text: spans lie in it, numbers come back as written, sentences do not meddle."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from growth import LINEAR, growth
from lotrinh.reading.targets import SectionRole, TargetContext, classify, extract, extract_sentence
from lotrinh.reading.targets.due import newest_past_year
from lotrinh.reading.targets.fold import fold

PIECES = """
tỷ lệ hộ nghèo giảm tăng đạt trên dưới khoảng từ trở lên đến năm 2030 giai đoạn 2026-2030 % %/năm tỷ đồng xã
người/năm trên một vạn dân ( ) ; , . - | 5 7,5 1.200 34,02 - 34,28 nhóm 50 nước đứng đầu không còn ít nhất một
đã ước đạt phấn đấu hoàn thành mục tiêu điều khoản [1] ≥ > < ‰ gấp đôi ngày 30/6/2027 số 29-NQ/TW
"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])
ROLES: st.SearchStrategy[SectionRole] = st.sampled_from(["targets", "tasks", "results", "norms", "other"])
STATEMENTS = st.sampled_from(
    [
        "Tỷ lệ đô thị hóa đạt 48% vào năm 2030.",
        "GRDP bình quân đầu người đạt 8.300 - 8.500 USD.",
        "Tỷ lệ hộ nghèo giảm 1 - 1,5%/năm.",
        "Có ít nhất 12 khu công nghiệp.",
        "Tỷ lệ che phủ rừng ổn định ở mức 42%.",
        "Phấn đấu 100% xã có trạm y tế đạt chuẩn.",
    ]
)


@examples(300)
@given(text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)), role=ROLES)
def test_every_mention_lies_in_the_text(text: str, role: SectionRole) -> None:
    for mention in extract(text, context=TargetContext(role=role)):
        assert 0 <= mention.start <= mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.low is None or mention.high is None or mention.low <= mention.high


@examples(200)
@given(text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_a_sentence_with_targets_is_a_target(text: str) -> None:
    assert (classify(text) == "target") == bool(extract_sentence(text))


@examples(300)
@given(whole=st.integers(1, 9_999_999), cents=st.integers(0, 99), places=st.integers(0, 2))
def test_a_number_comes_back_as_it_was_written(whole: int, cents: int, places: int) -> None:
    decimals = f"{cents:02}"[:places]
    written = f"{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")
    (mention,) = extract_sentence(f"Phấn đấu tổng thu ngân sách đạt {written} tỷ đồng.")
    assert mention.low == mention.high == float(f"{whole}.{decimals or 0}")


@examples(100)
@given(
    low=st.integers(1, 400),
    step=st.integers(1, 50),
    dash=st.sampled_from(["-", " - ", "–", " – ", "—", "÷", " đến "]),
)
def test_a_range_is_read_in_every_dash(low: int, step: int, dash: str) -> None:
    (mention,) = extract_sentence(f"Phấn đấu kim ngạch xuất khẩu đạt {low}{dash}{low + step} triệu USD.")
    assert (mention.comparator, mention.low, mention.high) == ("range", low, low + step)


@examples(100)
@given(sentences=st.lists(STATEMENTS, min_size=2, max_size=5, unique=True), seed=st.randoms())
def test_the_order_of_unrelated_sentences_does_not_matter(sentences: list[str], seed: object) -> None:
    def read(texts: list[str]) -> set[tuple[object, ...]]:
        found = extract(" ".join(texts), context=TargetContext(role="targets", heading_due="2030"))
        return {(m.indicator, m.comparator, m.low, m.high, m.unit, m.per, m.due) for m in found}

    mixed = list(sentences)
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    assert read(sentences) == read(mixed)


@examples(200)
@given(text=st.text(max_size=200).map(lambda text: unicodedata.normalize("NFC", text)))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_decomposed_text_is_quoted_in_its_own_letters() -> None:
    text = unicodedata.normalize("NFD", "Phấn đấu tỷ lệ đô thị hoá đạt 48% vào năm 2030.")
    (mention,) = extract_sentence(text)
    assert (mention.low, mention.due) == (48, "2030")
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1.",
        "1 ",
        "1-",
        "1/",
        "(",
        " ",
        "năm 2030 ",
        "giảm ",
        "ít nhất một xã ",
        "đến năm 2030 đạt 70%, ",
        "đã ",
        "trong 5 xã ",
        "được 5 điểm ",
        "\u202e5% hộ \u200f",
        "100% hồ sơ được số hóa; ",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def work(size: int) -> object:
        return extract(piece * (size // len(piece)), context=TargetContext(role="targets"))

    assert growth(work, 10_000) < LINEAR


def test_a_megabyte_line_of_digits_holds_no_target_and_takes_linear_time() -> None:
    assert extract("7" * 1_000_000, context=TargetContext(role="targets")) == []
    assert growth(lambda size: extract("7" * size, context=TargetContext(role="targets")), 100_000) < LINEAR


def test_of_a_megabyte_line_of_values_twenty_thousand_are_read_in_linear_time() -> None:
    assert len(extract("5% " * 333_000, context=TargetContext(role="targets"))) == 20_000
    assert growth(lambda values: extract("5% " * values, context=TargetContext(role="targets")), 2_000) < LINEAR


def test_a_year_that_was_ahead_when_the_document_was_written_is_no_result() -> None:
    text = "Tỷ lệ đô thị hóa năm 2024 đạt 48%."
    assert extract(text, context=TargetContext(role="tasks")) == []
    early = TargetContext(role="tasks", written=date(2022, 5, 4))
    assert [m.due for m in extract(text, context=early)] == ["2024"]
    assert [newest_past_year(d) for d in (date(2026, 1, 9), date(2026, 11, 9))] == [2025, 2026]


def test_fallbacks_for_the_due_date() -> None:
    text = "Tỷ lệ đô thị hóa đạt 48%."
    assert [m.due for m in extract(text, context=TargetContext(role="targets", heading_due="2028"))] == ["2028"]
    context = TargetContext(role="targets", document_due="2030")
    assert [m.due for m in extract(text, context=context)] == ["2030"]


def test_a_vision_is_not_cut_into_qualitative_targets() -> None:
    text = "Hoàn thành xây dựng chính quyền số. Kinh tế số đạt 50% GRDP."
    vision = TargetContext(role="targets", lead_in="Tầm nhìn đến năm 2045", heading_due="2045")
    assert [m.comparator for m in extract(text, context=vision)] == ["equal"]


def test_a_row_wider_than_any_table_is_read_to_its_hundredth_cell() -> None:
    row = "1 | Tỷ lệ hộ nghèo | % | " + " | ".join(["5"] * 30_000)
    assert len(extract(row, context=TargetContext(role="targets"))) == 97

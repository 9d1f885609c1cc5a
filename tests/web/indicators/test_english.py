"""What English readers get: the engine's answers, notes and units; every number as English writes it."""

from __future__ import annotations

import pytest
from django.utils import translation

from lotrinh.forecasting import Chance
from lotrinh_web.indicators.targets.english import chance_sentence, note
from lotrinh_web.units import unit_words


def answer(**fields: object) -> Chance:
    given: dict[str, object] = {
        "value": 0.131, "shown": "", "sentence_vi": "", "comparator": "range", "low": 7.0, "high": 7.5, "due": 2030,
        "kind": "average", "required_growth": 7.86, "observed_growth": 5.01, "observed_over_required": 63.7,
    }  # fmt: skip
    return Chance(**given | fields)  # type: ignore[arg-type]


def test_a_period_average() -> None:
    assert chance_sentence(answer()) == (
        "Chance of reaching 7 to 7.5 on average over the period to 2030: about 13%. "
        "The remaining periods must average 7.86; so far they averaged 5.01 (64% of what is needed)."
    )


def test_a_level_in_its_year() -> None:
    level = answer(comparator="at_least", low=9400.0, high=None, kind="in", growth_unit="%", value=0.02)
    assert chance_sentence(level).startswith(
        "Chance of reaching 9,400 or more in 2030: under 5%. From here 7.86% a year"
    )


def test_what_is_met_asks_for_nothing_more() -> None:
    assert chance_sentence(answer(already_met=True)).endswith("The latest figure is already there.")


def test_notes_of_the_engine_in_english() -> None:
    said = "Thiếu số liệu 1 kỳ (2018); tạm nội suy tuyến tính để tính, số kỳ có thật không đổi."
    assert note(said).startswith("No figure for 1 period(s) (2018)")


def test_an_unknown_note_stays_as_it_is() -> None:
    assert note("Điều chưa từng nói.") == "Điều chưa từng nói."


@pytest.mark.parametrize(
    ("unit", "english"),
    [
        ("triệu đồng/người", "million VND/person"), ("%/năm", "%/year"), ("nghìn tỷ đồng", "trillion VND"),
        ("người", "people"), ("triệu đồng/lao động", "million VND/worker"),
        ("tấn CO2/tỷ đồng", "tonnes of CO2/billion VND"),
        ("USD", "USD"), ("giạ/công", "giạ/công"), ("", ""),
    ],
)  # fmt: skip
def test_units(unit: str, english: str) -> None:
    with translation.override("en"):
        assert unit_words(unit) == english


def test_units_stay_vietnamese_on_vietnamese_pages() -> None:
    with translation.override("vi"):
        assert unit_words("triệu đồng/người") == "triệu đồng/người"

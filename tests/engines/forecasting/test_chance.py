"""The chance of meeting a target."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import InvalidData
from lotrinh.forecasting import Chance, Forecast, NotEnoughData, chance_of, forecast_series

YEARS = list(range(2012, 2025))
LEVEL = forecast_series([60, 62, 66, 70, 73, 79, 84, 90, 88, 95, 104, 110, 118], YEARS, type="level", horizon=6)
GROWTH = forecast_series(
    [6.1, 5.5, 7.2, 6.6, 5.9, 7.1, 6.8, 7.4, -2.7, -2.8, 12.6, 5.8, 7.1], YEARS, type="growth", horizon=6
)


def chance(forecast=LEVEL, **kwargs) -> Chance:
    found = chance_of(forecast, **{"comparator": "at_least", "due": 2030} | kwargs)
    assert isinstance(found, Chance)
    return found


@examples(40)
@given(st.floats(1, 1000), st.floats(0, 500))
def test_a_higher_target_is_never_likelier(low, more):
    assert chance(low=low + more).value <= chance(low=low).value


def test_at_least_and_below_are_complements():
    assert chance(low=150).value + chance(comparator="below", high=150).value == pytest.approx(1)


def test_the_median_is_an_even_chance():
    assert chance(low=LEVEL.median[-1]).value == pytest.approx(0.5, abs=0.01)


def test_a_range_is_the_difference_of_its_ends():
    inside = chance(comparator="range", low=140, high=170).value
    assert inside == pytest.approx(chance(low=140).value - chance(comparator="above", low=170).value)
    assert chance(comparator="range", low=140, high=170, direction="up").value == chance(low=140).value
    with pytest.raises(InvalidData, match="ngược"):
        chance(comparator="range", low=170, high=140)


def test_about_is_a_band_and_says_so():
    found = chance(comparator="about", low=150)
    assert 0 < found.value < 1
    assert "5%" in found.note_vi
    assert chance(comparator="equal", low=150).value < found.value


def test_by_is_at_least_as_likely_as_in():
    assert chance(GROWTH, low=8, kind="by").value > chance(GROWTH, low=8).value


def test_an_average_is_surer_than_one_year():
    one = chance(GROWTH, comparator="range", low=4, high=8).value
    mean = chance(GROWTH, comparator="range", low=4, high=8, kind="average", since=2025).value
    assert mean > one


@examples(40)
@given(st.floats(-5, 15), st.integers(2025, 2030), st.sampled_from([GROWTH, LEVEL]))
def test_an_average_lies_between_every_year_and_any_year(low, due, forecast):
    low = low if forecast is GROWTH else 60 + 10 * low
    every = (forecast.draws[:, : due - 2024] >= low).all(axis=1).mean()
    mean = chance(forecast, low=low, due=due, kind="average", since=2025).value
    assert every <= mean <= chance(forecast, low=low, due=due, kind="by", since=2025).value
    if due == 2025:
        assert mean == chance(forecast, low=low, due=due).value


def test_known_years_are_fixed_in_an_average():
    bad = chance(GROWTH, low=7, kind="average", since=2020).value
    fresh = chance(GROWTH, low=7, kind="average", since=2025).value
    assert bad < fresh
    better = chance(GROWTH, low=7, kind="average", since=2020, known={2020: 9.0, 2021: 9.0}).value
    assert better > bad


def test_the_average_is_geometric():
    found = chance(GROWTH, low=0, kind="average", since=2020, due=2024)
    known = np.array([-2.7, -2.8, 12.6, 5.8, 7.1])
    assert found.observed_growth == pytest.approx(100 * (np.prod(1 + known / 100) ** 0.2 - 1))
    assert found.value == 1.0


def test_required_growth_by_hand():
    found = chance(low=118 * 1.05**6)
    assert found.required_growth == pytest.approx(5.0)
    assert found.observed_growth == pytest.approx(100 * ((118 / 90) ** 0.2 - 1))
    assert found.observed_over_required == pytest.approx(100 * found.observed_growth / 5)
    assert found.progress == "on_track"
    assert found.year_met_at_pace == 2030


def test_progress_classes():
    assert chance(low=118 * 1.08**6).progress == "slow"
    assert chance(low=118 * 1.2**6).progress == "far"
    assert chance(comparator="at_most", high=90).progress == "away"
    assert chance(comparator="at_most", high=90).year_met_at_pace is None


def test_a_target_already_met():
    found = chance(low=100)
    assert found.already_met
    assert found.year_met_at_pace == 2024
    assert found.progress == "on_track"


def test_chances_are_never_shown_surer_than_5_or_95():
    assert chance(low=1).shown == "trên 95%"
    assert chance(low=10000).shown == "dưới 5%"
    assert "Khả năng đạt mục tiêu từ 150 trở lên vào năm 2030" in chance(low=150).sentence_vi


def test_a_due_in_the_past_is_known():
    assert chance(low=110, due=2024).value == 1
    assert chance(low=120, due=2024).value == 0


@pytest.mark.parametrize(
    ("kwargs", "said"),
    [
        ({"low": 1, "due": 2040}, "2030"),
        ({"low": 1, "due": "2030Q1"}, "quý"),
        ({}, "thiếu con số"),
        ({"low": float("inf")}, "hữu hạn"),
        ({"low": 1, "comparator": "nearly"}, "nearly"),
        ({"low": 1, "kind": "when"}, "when"),
        ({"low": 1, "direction": "sideways"}, "sideways"),
        ({"low": 1, "kind": "average", "since": 2031}, "ngược"),
        ({"low": 1, "kind": "average", "since": 1990}, "1990"),
    ],
)
def test_a_senseless_target_meets_a_sentence(kwargs, said):
    with pytest.raises(InvalidData) as problem:
        chance(**kwargs)
    assert said in str(problem.value)


def test_not_enough_data_stays_so():
    none = NotEnoughData("vì ít", 1)
    assert chance_of(none, comparator="at_least", low=1, due=2030) is none


def test_the_same_twice():
    again = forecast_series(LEVEL.history_values, YEARS, type="level", horizon=6)
    assert isinstance(again, Forecast)
    assert chance(again, low=150).value == chance(low=150).value

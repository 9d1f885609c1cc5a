"""One series to one forecast: shapes, order of quantiles, types, labels, notes, and what bad input meets."""

from __future__ import annotations

import math
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import InvalidData
from lotrinh.forecasting import Forecast, NotEnoughData, forecast_series

YEARS = list(range(2010, 2025))
LEVEL = [50, 53, 58, 60, 66, 71, 73, 80, 84, 90, 88, 95, 104, 110, 118]
GROWTH = [6.1, 5.5, 7.2, 6.6, 5.9, 7.1, 6.8, 7.4, 7.0, 6.5, -2.7, -2.8, 12.6, 5.8, 7.1]
COUNT = [19, 22, 25, 21, 24, 26, 23, 21, 25, 27, 24, 26, 22, 28, 25]
SHARE = [11.2, 11.0, 10.7, 10.9, 10.4, 10.2, 10.0, 9.9, 9.6, 9.5, 9.7, 9.9, 9.7, 9.8, 9.6]


def made(values=LEVEL, periods=YEARS, **kwargs) -> Forecast:
    found = forecast_series(values, periods, **{"horizon": 6, "type": "level"} | kwargs)
    assert isinstance(found, Forecast)
    return found


def test_importing_the_package_is_cheap():
    code = "import sys, lotrinh.forecasting; print('numpy' in sys.modules or 'scipy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


@pytest.mark.parametrize(
    ("kind", "values"),
    [("level", LEVEL), ("growth", GROWTH), ("share", SHARE), ("plain", GROWTH), ("count", COUNT)],
)
def test_quantiles_are_ordered_and_draws_fit_them(kind, values):
    found = made(values, type=kind)
    assert found.periods == (2025, 2026, 2027, 2028, 2029, 2030)
    for step in range(6):
        column = found.draws[:, step]
        low95, low80 = found.lower(95)[step], found.lower(80)[step]
        high80, high95 = found.upper(80)[step], found.upper(95)[step]
        assert low95 < low80 < found.median[step] < high80 < high95
        assert np.quantile(column, 0.1) == pytest.approx(low80, rel=0.02, abs=0.05)
        assert np.median(column) == pytest.approx(found.median[step], rel=0.01, abs=0.05)


def test_intervals_widen_for_a_level():
    widths = np.subtract(made().upper(80), made().lower(80))
    assert (np.diff(widths) > 0).all()


def test_a_share_stays_between_0_and_100():
    found = made([97, 98, 98.5, 99, 99.2, 99.5, 99.6], range(2018, 2025), type="share", horizon=10)
    assert found.draws.min() > 0
    assert found.draws.max() < 100


def test_the_label_names_every_method_and_sums_to_one():
    found = made()
    assert sum(found.weights.values()) == pytest.approx(1)
    parts = [part.split("·")[0] for part in found.label_vi.split(" + ")]
    assert sum(float(p.replace(",", ".")) for p in parts) == pytest.approx(1)
    assert len(parts) == len(found.weights)
    assert found.label_en
    assert found.label_en != found.label_vi


def test_the_centre_is_the_labelled_combination():
    from lotrinh.forecasting.combination import CANDIDATES, candidates

    found = made()
    paths = candidates("level", np.array([LEVEL], dtype=float), 6)[0]
    share = np.array([found.weights.get(name, 0.0) for name in CANDIDATES["level"]])
    assert np.exp(paths @ share) == pytest.approx(found.median, rel=1e-6)


def test_the_unit_of_a_level_does_not_matter():
    thousandfold = made([1000 * v for v in LEVEL])
    assert np.array(thousandfold.median) == pytest.approx(1000 * np.array(made().median), rel=1e-9)
    assert np.array(thousandfold.upper(95)) == pytest.approx(1000 * np.array(made().upper(95)), rel=1e-9)


def test_a_plain_series_may_be_shifted():
    moved = made([v + 40 for v in GROWTH], type="plain")
    assert np.array(moved.median) - 40 == pytest.approx(made(GROWTH, type="plain").median, abs=1e-6)


def test_the_same_seed_gives_the_same_draws():
    assert (made(seed=3).draws == made(seed=3).draws).all()
    assert not (made(seed=3).draws == made(seed=4).draws).all()


def test_below_three_figures_is_a_value_with_a_reason():
    found = forecast_series([1.0, None, 3.0], [2020, 2021, 2022], horizon=2)
    assert isinstance(found, NotEnoughData)
    assert "Chưa đủ dữ liệu" in found.reason_vi
    assert found.n_points == 2
    assert isinstance(forecast_series([], [], horizon=2), NotEnoughData)


def test_few_figures_are_said():
    assert "dưới 8" in made(LEVEL[:5], YEARS[:5]).note_vi
    assert "dưới 8" not in made().note_vi


def test_an_estimate_widens_the_forecast():
    plain, estimated = made(), made(last_is_estimate=True)
    assert estimated.upper(80)[0] > plain.upper(80)[0]
    assert "ước tính" in estimated.note_vi


def test_a_break_hides_what_came_before():
    values = [10, 11, 12, 13, 14, 100, 104, 103, 109]
    periods = list(range(2016, 2025))
    broken = made(values, periods, breaks=[2021])
    alone = made(values[5:], periods[5:])
    assert broken.median == alone.median
    assert broken.n_points == 4
    assert "gián đoạn từ 2021" in broken.note_vi
    found = forecast_series(values, periods, type="level", horizon=3, breaks=[2023])
    assert isinstance(found, NotEnoughData)
    assert "gián đoạn" in found.reason_vi


def test_a_gap_is_filled_and_said():
    found = made([*LEVEL[:5], None, *LEVEL[6:]])
    assert "2015" in found.note_vi
    assert found.n_points == 14
    assert found.filled == (2015,)


def test_what_was_filled_in_does_not_make_a_forecast_surer():
    """Every third figure of a wandering share: the intervals are no narrower than with all of them."""
    rng = np.random.default_rng(5)
    whole, thinned = [], []
    for _ in range(60):
        share = 50 + np.cumsum(rng.normal(0, 1.0, 28))
        whole.append(made(share.tolist(), range(1990, 2018), type="share").upper(80)[2] - share[-1])
        thinned.append(made(share[::3].tolist(), range(1990, 2018, 3), type="share").upper(80)[2] - share[-1])
    assert np.median(thinned) > 0.85 * np.median(whole)


def test_disorder_is_put_right_and_said():
    found = made(LEVEL[::-1], YEARS[::-1])
    assert found.median == made().median
    assert "thứ tự" in found.note_vi


def test_zeros_and_negatives_in_a_level_fall_back_and_say_so():
    found = made([0, 1, 0, 3, 2, 5, 4], range(2018, 2025))
    assert found.type == "count"
    assert "lô-ga-rít" in found.note_vi
    assert made([-1, 1, 0, 3, 2, 5, 4], range(2018, 2025)).type == "plain"


@pytest.mark.parametrize(
    "values", [[5, 0, 6, 7, 0, 8, 9, 10], [120, 130, 0, 125, 140, 133, 150, 160, 155], [3, 2, 0, 1, 0, 0]]
)
def test_zeros_inside_a_series_do_not_blow_the_forecast_up(values):
    found = made(values, range(2010, 2010 + len(values)), horizon=5)
    assert found.type == "count"
    assert min(found.lower(95)) >= 0
    assert max(found.upper(95)) < 4 * max(values), "a step to zero is one bad year, not a factor without end"
    assert max(found.median) < 1.5 * max(values)


def test_zeros_before_there_was_anything_to_count_are_left_out():
    phones = [0, 0, 0, 0, 0.1, 0.4, 1.5, 4, 9, 15]
    found = made(phones, range(2000, 2010), type="auto")
    assert (found.type, found.n_points, found.history_periods[0]) == ("positive", 6, 2004)
    assert "Bỏ 4 số 0" in found.note_vi
    assert made([0, 0, 0, 3, 1, 0, 2, 4, 1], range(2000, 2009)).type == "count", "small counts come back to zero"


def test_large_counts_are_worked_on_as_other_positive_series():
    assert made([v + 100 for v in LEVEL], type="count").type == "positive"
    assert made([3, 4, 2, 6, 5, 7, 4, 8], range(2010, 2018), type="count").type == "count"


def test_counted_things_are_covered_by_intervals_of_their_own_size():
    """Poisson counts around 5, which seldom pass 11: held by the intervals, and these are not without end."""
    counts = np.random.default_rng(3).poisson(5.0, size=(200, 18)).astype(float)
    inside, widest = [], []
    for row in counts[(counts[:, :12] == 0).any(axis=1)]:
        found = made(row[:12].tolist(), range(2000, 2012), type="count")
        inside.append(
            [(np.array(found.lower(p)) <= row[12:]) & (row[12:] <= np.array(found.upper(p))) for p in (80, 95)]
        )
        widest.append(max(found.upper(95)))
    at80, at95 = np.mean(inside, axis=(0, 2))
    assert at80 > 0.78
    assert at95 > 0.93
    assert np.median(widest) < 25


def test_growth_that_hardly_moves_is_not_drawn_to_the_usual_growth_of_output():
    """A population growing by about 1.1% a year for fifteen years does not grow by 1.5% next year."""
    found = made(
        [1.14, 1.13, 1.13, 1.12, 1.10, 1.11, 1.10, 1.09, 1.09, 1.08, 1.08, 1.07, 1.07, 1.06, 1.05], type="growth"
    )
    assert found.type == "growth"
    assert "usual" not in found.weights
    assert 0.9 < found.median[-1] < 1.1
    assert found.upper(95)[-1] < 1.5
    assert "usual" in made(GROWTH, type="growth").weights


def test_very_small_and_very_large_levels_keep_their_size():
    for unit in (1e-200, 1e14):
        assert made([unit * v for v in LEVEL]).median[0] == pytest.approx(unit * made().median[0])


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0])
def test_a_constant_has_a_forecast_without_warnings(value):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = made([value] * 6, range(2019, 2025), type="auto")
    assert np.isfinite(found.draws).all()
    assert found.median[0] == pytest.approx(value, abs=0.01)
    assert "không hề thay đổi" in found.note_vi


@pytest.mark.parametrize(
    ("values", "periods", "kwargs", "said"),
    [
        ([1, 2, math.inf, 4], [2020, 2021, 2022, 2023], {}, "2022"),
        ([1, 2, 1e300, 4], [2020, 2021, 2022, 2023], {}, "quá lớn"),
        ([1, 2, "x", 4], [2020, 2021, 2022, 2023], {}, "không phải là số"),
        ([1, 2, 3, 4], [2020, 2021, 2021, 2023], {}, "2021"),
        ([1, 2, 3], [2020, 2021], {}, "3 giá trị nhưng 2 kỳ"),
        ([10, 130, 20, 30], [2020, 2021, 2022, 2023], {"type": "share"}, "2021"),
        ([1, -2, 3, 4], [2020, 2021, 2022, 2023], {"type": "count"}, "âm"),
        ([1, 2, 3, 4], [2020, 2021, 2022, 2023], {"type": "wealth"}, "wealth"),
        ([1, 2, 3, 4], [2020, 2021, 2022, 2023], {"horizon": 200}, "200"),
        ([1, 2, 3, 4], [2020, 2021, 2022, 2023], {"horizon": 0}, "từ 1 trở lên"),
        ([1, 2, 3, 4], [2020, 2021, 2022, 2023], {"levels": [120]}, "120"),
        ([1, 2, 3, 4], [2020, "2021Q1", 2022, 2023], {}, "lẫn lộn"),
        ([1, 2, 3, 4], [2020, 2021, 2022, "năm sau"], {}, "năm sau"),
    ],
)
def test_bad_input_meets_a_sentence_that_names_it(values, periods, kwargs, said):
    with pytest.raises(InvalidData) as problem:
        forecast_series(values, periods, **{"horizon": 3, "type": "level", "name": "grdp"} | kwargs)
    assert said in str(problem.value)


def test_quarters_keep_their_season():
    values = [10, 20, 30, 5] * 5
    periods = [f"{year}Q{quarter}" for year in range(2019, 2024) for quarter in range(1, 5)]
    found = made(values, periods, type="auto", horizon=4)
    assert found.periods == ("2024Q1", "2024Q2", "2024Q3", "2024Q4")
    assert found.median[2] > 2 * found.median[3]
    assert "quý" in found.note_vi


def test_months_are_read_and_written():
    found = made([5 + k % 3 for k in range(30)], [f"{2021 + k // 12}-{k % 12 + 1:02d}" for k in range(30)])
    assert found.periods[0] == "2023-07"


@examples(60)
@given(
    values=st.lists(st.floats(-1e12, 1e12, allow_nan=False) | st.none(), min_size=0, max_size=20),
    kind=st.sampled_from(["auto", "level", "growth", "share", "count", "plain"]),
)
def test_anything_gives_a_finite_forecast_or_a_sentence(values, kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = forecast_series(values, range(2000, 2000 + len(values)), type=kind, horizon=5)
        except InvalidData:
            return
    if isinstance(found, Forecast):
        assert np.isfinite(found.draws).all()
        assert (np.array(found.lower(95)) <= np.array(found.upper(95))).all()

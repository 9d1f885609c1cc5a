"""Compositions, outside forecasts, planned paths, what-if, track record, Spark."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import InvalidData
from lotrinh.forecasting import (
    Assumption,
    Dependent,
    brier,
    coverage,
    forecast_composition,
    forecast_series,
    forecast_spark,
    msis,
    planned_path,
    reliability,
    what_if,
    with_outside_forecast,
)
from lotrinh.forecasting.scenarios import per_head_usd
from lotrinh.forecasting.trackrecord import by_type, calibration_error

YEARS = list(range(2016, 2024))


@examples(15)
@given(st.integers(3, 8), st.integers(2, 5), st.integers(0, 10**6))
def test_every_draw_of_a_composition_sums_to_100(years, parts, seed):
    table = np.random.default_rng(seed).dirichlet(np.full(parts, 5.0), years).T * 100
    found = forecast_composition({f"p{k}": row.tolist() for k, row in enumerate(table)}, YEARS[:years], horizon=4)
    total = sum(one.draws for one in found.values())
    assert np.abs(total - 100).max() < 1e-9
    assert sum(np.array(one.median) for one in found.values()) == pytest.approx(np.full(4, 100), abs=1e-9)
    for one in found.values():
        assert (np.array(one.lower(95)) <= np.array(one.lower(80))).all()
        assert (np.array(one.lower(80)) <= np.array(one.median)).all()


def test_a_composition_that_does_not_sum_is_refused():
    with pytest.raises(InvalidData, match="2021"):
        forecast_composition({"a": [40, 41, 42], "b": [60, 69, 58]}, [2020, 2021, 2022], horizon=2)


def test_an_outside_forecast_pulls_and_is_named():
    own = forecast_series([5, 6, 7, 6, 5, 6, 7, 6], YEARS, type="growth", horizon=3)
    moved = with_outside_forecast(own, {2024: 9.0, 2025: 9.0, 2026: 9.0})
    assert own.median[0] < moved.median[0] < 9
    assert "dự báo bên ngoài" in moved.label_vi
    assert sum(moved.weights.values()) == pytest.approx(1)
    record = [(8.0, 6.0)] * 6  # always two points too high
    corrected = with_outside_forecast(own, {2024: 9.0}, record)
    assert corrected.median[0] < 9 - 4 / 3
    with pytest.raises(InvalidData, match="2024"):
        with_outside_forecast(own, {2026: 9.0})


def test_an_outside_growth_moves_a_level():
    own = forecast_series([50, 52, 55, 57, 60, 63, 65, 68], YEARS, type="level", horizon=3)
    moved = with_outside_forecast(own, {2024: 20.0, 2025: 20.0})
    assert moved.median[1] > own.median[1]
    assert moved.median[2] > own.median[2]


def test_a_planned_path():
    path = planned_path(100, 2024, 121, 2026, how="geometric", contributions={"công nghiệp": 0.6, "dịch vụ": 0.3})
    assert path.values == pytest.approx({2024: 100, 2025: 110, 2026: 121})
    assert path.contributions["công nghiệp"][2026] == pytest.approx(12.6)
    assert path.unassigned[2026] == pytest.approx(2.1)
    assert planned_path(10, 2024, 4, 2027).values[2025] == pytest.approx(8)
    for bad in ({"due": 2024}, {"how": "geometric", "start": -1}, {"contributions": {"a": 0.7, "b": 0.7}}):
        with pytest.raises(InvalidData):
            planned_path(**{"start": 1, "start_period": 2024, "target": 2, "due": 2030} | bad)


def test_what_if_moves_the_chance_the_right_way():
    assumptions = {
        "growth": Assumption(7, 1.5),
        "deflator": Assumption(3, 1),
        "population": Assumption(0.8, 0.2),
        "rate": Assumption(26000, 800),
    }
    target = Dependent(
        "GRDP đầu người",
        lambda a: per_head_usd(104e6, 6, a["growth"], a["deflator"], a["population"], a["rate"]),
        "range", 6500, 11000, "up",
    )  # fmt: skip
    (better,) = what_if(assumptions, {"growth": 9}, [target])
    (worse,) = what_if(assumptions, {"rate": 29000}, [target])
    assert better.after > better.before == worse.before > worse.after
    assert what_if(assumptions, {}, [target])[0].after == better.before
    with pytest.raises(InvalidData, match="vàng"):
        what_if(assumptions, {"vàng": 1}, [target])


def test_an_assumption_can_be_a_forecast():
    own = forecast_series([50, 52, 55, 57, 60, 63, 65, 68], YEARS, type="level", horizon=3)
    target = Dependent("gấp đôi", lambda a: 2 * a["x"], "at_least", 2 * own.median[2])
    (effect,) = what_if({"x": Assumption.of(own, 2026)}, {}, [target])
    assert effect.before == pytest.approx(0.5, abs=0.01)


def test_track_record_by_hand():
    assert coverage([0, 0], [1, 1], [1, 2]) == 50
    assert msis([0], [2], [3], [2], 95) == pytest.approx((2 + 40) / 2)
    assert brier([0.9, 0.8, 0.3, 0.5], [1, 0, 0, 1]) == pytest.approx(0.2475)
    assert calibration_error([0.9, 0.8, 0.3, 0.5], [1, 0, 0, 1]) == pytest.approx(1.7 / 4)
    points = reliability([0.05, 0.95, 0.97, 1.0], [0, 1, 1, 0])
    assert [point.count for point in points] == [1, 3]
    assert points[1].came_true == pytest.approx(2 / 3)
    record = {"type": "share", "low": 0, "high": 1, "actual": 0.5, "scale": 1}
    assert by_type([record])["share"]["coverage"] == 100
    assert np.isnan(brier([], []))


@pytest.mark.spark
def test_spark_gives_the_same_numbers(monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    from lotrinh.forecasting.table import forecast_rows

    names = [f"s{k}" for k in range(40)]
    rng = np.random.default_rng(0)
    rows = [
        (n, 2010 + t, float(v)) for n in names for t, v in enumerate(50 * np.exp(rng.normal(0.03, 0.05, 12).cumsum()))
    ]
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        df = spark.createDataFrame(rows, "unique_id string, ds int, y double")
        made = {(r["unique_id"], r["ds"]): r for r in forecast_spark(df, 3, buckets=4).collect()}
    finally:
        spark.stop()
    columns = list(zip(*rows, strict=True))
    one = forecast_rows({"unique_id": columns[0], "ds": columns[1], "y": columns[2]}, 3)
    assert len(made) == 120
    for place, (name, ds) in enumerate(zip(one["unique_id"], one["ds"], strict=True)):
        assert made[(name, str(ds))]["median"] == pytest.approx(one["median"][place], rel=1e-9)
        assert made[(name, str(ds))]["hi-95"] == pytest.approx(one["hi-95"][place], rel=1e-9)

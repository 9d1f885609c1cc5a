"""The file of learned tables fits the code that reads it, and the frozen accuracy holds."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from lotrinh.forecasting.combination import CANDIDATES, weighed
from lotrinh.forecasting.learned import tables
from lotrinh.forecasting.quantiles import GRID, Joint, below, correlation, paths, ranks

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def test_every_type_has_its_tables():
    found = tables()
    assert set(found) == set(CANDIDATES)
    for kind, entry in found.items():
        assert entry.weights.shape == (12, weighed(kind))
        assert entry.quantiles.shape == (6, len(GRID))
        assert (entry.quantiles[:, GRID == 0.5] == 0).all(), "the median is the labelled combination"
        assert entry.pooled > 0


def test_growth_alone_has_errors_of_one_size():
    found = {kind: entry.joint.freedom for kind, entry in tables().items()}
    assert 3 <= found.pop("growth") <= 30
    assert set(found.values()) == {np.inf}


def test_correlation_by_hand():
    fades = correlation(3, Joint(0.2, 0.0, np.log(2)))  # halves with every year
    assert fades[0].tolist() == pytest.approx([1, 0.2 + 0.8 * 0.5, 0.2 + 0.8 * 0.25])
    walk = correlation(4, Joint(0.0, 0.5, 0.0))  # of a random walk: the root of the ratio of the horizons
    assert walk[0].tolist() == pytest.approx([1, 2**-0.5, 3**-0.5, 0.5])
    assert walk[1, 3] == pytest.approx(2**-0.5)


def test_the_size_of_errors_is_common_to_a_path_and_leaves_their_order_alone():
    apart = ranks(20_000, 2, Joint(0.0, 0.0, 50.0), 0)
    one_size = ranks(20_000, 2, Joint(0.0, 0.0, 50.0, 4), 0)
    for scores in (apart, one_size):
        assert np.corrcoef(scores.T)[0, 1] == pytest.approx(0, abs=0.03)
    assert np.corrcoef(np.abs(apart).T)[0, 1] == pytest.approx(0, abs=0.03)
    assert np.corrcoef(np.abs(one_size).T)[0, 1] > 0.15
    # Kendall's tau of a t copula is 2/pi times the arcsine of its correlation, whatever its freedom
    first, second = ranks(4000, 2, Joint(0.5, 0.0, 50.0, 4), 0).T
    agree = np.sign(np.subtract.outer(first, first)) * np.sign(np.subtract.outer(second, second))
    assert agree.mean() == pytest.approx(2 / np.pi * np.arcsin(0.5), abs=0.03)


@pytest.mark.parametrize(("freedom", "found"), [(4, {3, 4, 5}), (30, {15, 20, 30})])
def test_learning_finds_the_joint_that_made_the_errors(freedom, found):
    script = Path(__file__).resolve().parents[3] / "scripts" / "learn_forecasting.py"
    spec = importlib.util.spec_from_file_location("learn_forecasting", script)
    assert spec and spec.loader
    learn = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(learn)
    made = Joint(0.1, 0.8, 0.9, freedom)
    joint = learn.fit_joint(ranks(6000, learn.AHEAD, made, 1), np.ones(6000), learn.FREEDOM["growth"])
    assert joint.freedom in found
    assert correlation(10, joint) == pytest.approx(correlation(10, made), abs=0.06)


def test_paths_keep_every_margin():
    quantiles = np.sort(np.random.default_rng(0).normal(size=(5, len(GRID))), axis=1)
    drawn = paths(quantiles, 2000, 0, Joint(0.2, 0.4, 0.1, 5))
    for step in range(5):
        assert np.mean(drawn[:, step] <= quantiles[step, 4]) == pytest.approx(GRID[4], abs=0.001)
        assert below(quantiles[step], quantiles[step, 4]) == pytest.approx(GRID[4], abs=1e-6)


@pytest.mark.skipif(not (DATA / "m1_yearly.csv.gz").exists(), reason="the development data is not here")
def test_m1_accuracy_and_calibration_hold():
    pd = pytest.importorskip("pandas")
    from lotrinh.forecasting.table import forecast_rows

    table = pd.read_csv(DATA / "m1_yearly.csv.gz").rename(columns={"id": "unique_id", "t": "ds"})
    history, actual = table[table["part"] == "train"], table[table["part"] == "test"]
    made = pd.DataFrame(forecast_rows(history, 6)).merge(actual, on=["unique_id", "ds"])
    scale = history.sort_values("ds").groupby("unique_id")["y"].apply(lambda y: y.diff().abs().mean())
    error = ((made["y"] - made["median"]).abs() / made["unique_id"].map(scale)).mean()
    assert error < 3.37
    assert 0.78 < made["y"].between(made["lo-80"], made["hi-80"]).mean() < 0.83
    assert 0.935 < made["y"].between(made["lo-95"], made["hi-95"]).mean() < 0.965

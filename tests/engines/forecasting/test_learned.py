"""The file of learned tables fits the code that reads it, and the frozen accuracy holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lotrinh.forecasting.combination import CANDIDATES, weighed
from lotrinh.forecasting.learned import tables
from lotrinh.forecasting.quantiles import GRID, below, paths

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def test_every_type_has_its_tables():
    found = tables()
    assert set(found) == set(CANDIDATES)
    for kind, entry in found.items():
        assert entry.weights.shape == (12, weighed(kind))
        assert entry.quantiles.shape == (6, len(GRID))
        assert (entry.quantiles[:, GRID == 0.5] == 0).all(), "the median is the labelled combination"
        assert entry.pooled > 0


def test_paths_keep_every_margin():
    quantiles = np.sort(np.random.default_rng(0).normal(size=(5, len(GRID))), axis=1)
    drawn = paths(quantiles, 2000, 0, (0.2, 0.4, 0.1))
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

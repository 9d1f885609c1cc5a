#!/usr/bin/env python3
"""Forecasting against its peers: accuracy on M3 and M1, panels, chances, speed.

    python benchmarks/forecasting.py [m3] [m1] [panels] [speed] [origins] [late] [--data DIR] [--scorer FILE]

Without names the first four run. The peers are statsforecast's AutoETS, optimised Theta, their mean, naive and
drift, run here on the same series. Scores, definitions and bootstrap ranges are the scorer's
(`score_forecasts.py`), loaded from its file. A part whose data, scorer or peer is missing is skipped by
name. Budgets stand in `LIMITS`; exit code 1 where one is missed.

`panels` learns the tables anew on half of the countries and on windows that end by 2000, and scores the
other half after 2000: a split by country and by time. What is shipped was learned on both halves and all
years to 2010.

`origins` and `late` are what methods are chosen by; neither reads a test part. `origins`: each half of the
countries from the other, at four origins, seven years on. `late`: the last six train years of M3 and M1, each
half of the series from the other and from years before.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lotrinh.forecasting import learned
from lotrinh.forecasting.table import chances, forecast_rows

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LIMITS = {
    "m3": {
        "MASE": (0, 2.57),
        "sMAPE": (0, 15.7),
        "cov80": (78, 83),
        "cov95": (93.5, 96.5),
        "MSIS95": (0, 26.6),
    },
    "m1": {"MASE": (0, 3.37), "cov80": (78, 83), "cov95": (93.5, 96.5), "MSIS95": (0, 37.5)},
}
SECTORS = ("agriculture_percent_of_gdp", "industry_percent_of_gdp", "services_percent_of_gdp")
GROWTH = ("gdp_total_yearly_growth", "gdppercapita_growth_percent_per_year")
PER_HEAD = ("gdppercapita_us_inflation_adjusted", "alternative_gdp_per_capita_ppp_wb")
TYPES = {
    **dict.fromkeys(SECTORS, "share"),
    **dict.fromkeys(GROWTH, "growth"),
    **dict.fromkeys(PER_HEAD, "level"),
}
SHOWN = ["MASE", "MASE 95%", "sMAPE", "cov80", "MSIS80", "cov95", "MSIS95"]
missed: list[str] = []


def held(name: str, value: float, low: float, high: float) -> str:
    """Within the budget or not; remembers what was not."""
    if not low <= value <= high:
        missed.append(name)
    return f"{name} {value:.3f} (budget {low:g} to {high:g}): {'kept' if low <= value <= high else 'MISSED'}"


def load(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_forecasts", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def peers(history: pd.DataFrame, h: int) -> dict[str, pd.DataFrame]:
    """Forecasts of the peers, with their own intervals; the mean of two has the mean of their bounds."""
    from statsforecast import StatsForecast
    from statsforecast.models import AutoETS, Naive, OptimizedTheta, RandomWalkWithDrift

    models = [
        AutoETS(season_length=1),
        OptimizedTheta(season_length=1),
        Naive(),
        RandomWalkWithDrift(alias="Drift"),
    ]
    runner = StatsForecast(models=models, freq=1, n_jobs=2, fallback_model=Naive())
    wide = runner.forecast(df=history, h=h, level=[80, 95])
    out = {}
    for name in ("AutoETS", "OptimizedTheta", "Naive", "Drift"):
        sides = {f"{name}-{end}-{level}": f"{end}-{level}" for end in ("lo", "hi") for level in (80, 95)}
        out[name] = wide[["unique_id", "ds", name, *sides]].rename(columns={name: "median", **sides})
    mean = out["AutoETS"].copy()
    columns = [name for name in mean if name not in ("unique_id", "ds")]
    mean[columns] = (out["AutoETS"][columns] + out["OptimizedTheta"][columns]) / 2
    out["ETS + Theta"] = mean
    return out


def competition(name: str, data: Path, scorer: Any) -> None:
    """One competition: ours beside the peers."""
    table = pd.read_csv(data / f"{name}_yearly.csv.gz").drop(columns="year", errors="ignore")
    table = table.rename(columns={"id": "unique_id", "t": "ds"})[["unique_id", "ds", "y", "part"]]
    history, actual = (table[table["part"] == part].drop(columns="part") for part in ("train", "test"))
    ours = {"lotrinh": pd.DataFrame(forecast_rows(history, 6)).drop(columns=["mean", "method", "note"])}
    try:
        ours |= peers(history, 6)
    except ImportError:
        print("peers skipped: statsforecast is not installed")
    scale, lines = scorer.scales(history), {}
    for label, forecasts in ours.items():
        rows = scorer.match(actual, forecasts, "median", False)
        lines[label] = scorer.summary(rows["unique_id"], scorer.row_scores(rows, scale))
    print(f"\n{name.upper()} yearly, {actual['unique_id'].nunique()} series, 6 years ahead")
    print(pd.DataFrame(lines).T[SHOWN].to_string(float_format="{:.3f}".format))
    for measure, (low, high) in LIMITS[name].items():
        print(" ", held(f"{name} {measure}", float(lines["lotrinh"][measure]), low, high))


def held_out(data: Path, origin: int = 2000, part: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(history to the origin, actual values of seven years after) of one half of the countries."""
    table = pd.read_csv(data / "panels_to_2010.csv.gz")
    table = table[table["indicator"].isin(TYPES) & (table["year"] >= 1950)]
    table = table[table["geo"].map(lambda geo: zlib.crc32(geo.encode()) % 2 == part)]
    table = table.assign(
        unique_id=table["indicator"] + ":" + table["geo"], indicator_type=table["indicator"].map(TYPES)
    )
    table = table.rename(columns={"year": "ds", "value": "y"})[["unique_id", "ds", "y", "indicator_type"]]
    history, actual = table[table["ds"] <= origin], table[table["ds"].between(origin + 1, origin + 7)]
    last = history.groupby("unique_id")["ds"].agg(["size", "max"])
    kept = last.index[(last["size"] >= 8) & (last["max"] == origin)]
    varied = history.groupby("unique_id")["y"].nunique()
    kept = [name for name in kept if varied[name] > 2 and name in set(actual["unique_id"])]
    return history[history["unique_id"].isin(kept)], actual[actual["unique_id"].isin(kept)]


def claims_on(history: pd.DataFrame, actual: pd.DataFrame) -> pd.DataFrame:
    """Claims 3 and 7 years on: the recent trend, one and two usual steps either side; and what came."""
    rows = []
    after = actual.set_index(["unique_id", "ds"])["y"]
    for name, part in history.groupby("unique_id"):
        y = part.sort_values("ds")["y"].to_numpy()
        growth = str(part["indicator_type"].iloc[0]) == "growth"
        for due in (2003, 2007):
            if (name, due) not in after.index:
                continue
            years = due - 2000
            step = np.abs(np.diff(y)).mean()
            slope = 0.0 if growth else (y[-1] - y[-6]) / 5
            base = y[-8:].mean() if growth else y[-1]
            for place, more in enumerate((-2.0, -1.0, 0.0, 1.0, 2.0)):
                threshold = base + slope * years + more * step * np.sqrt(1 if growth else years)
                comparator = ("at_least", "at_most")[(place + len(rows) // 5) % 2]
                came = after[(name, due)] >= threshold
                rows.append((name, due, comparator, threshold, int(came == (comparator == "at_least"))))
    return pd.DataFrame(rows, columns=["unique_id", "due", "comparator", "threshold", "outcome"])


@contextmanager
def learned_anew(data: Path, *options: str) -> Iterator[None]:
    """Tables learned with these options of the script stand in for the shipped ones."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "half.json"
        script = Path(__file__).resolve().parents[1] / "scripts" / "learn_forecasting.py"
        command = [sys.executable, str(script), "--data", str(data), "--out", str(path), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        half = learned.tables(str(path))
    shipped, learned.tables = learned.tables, lambda path=None: half
    from lotrinh.forecasting import engine, series

    engine.tables = series.tables = learned.tables
    try:
        yield
    finally:
        learned.tables = engine.tables = series.tables = shipped


def panels(data: Path, scorer: Any) -> None:
    """Indicators of other countries in later years, and chances on them."""
    with learned_anew(data, "--until", "2000", "--part", "0"):
        _panels(data, scorer)


def origins(data: Path, scorer: Any) -> None:
    """What a change of methods or spreads for panels is judged by."""
    parts = []
    for origin in (1990, 1995, 2000, 2003):
        for part in (0, 1):
            types = "growth,share,level,plain"  # plain: calm growth rates stand on it
            with learned_anew(data, "--until", str(origin), "--part", str(1 - part), "--types", types):
                history, actual = held_out(data, origin, part)
                made = pd.DataFrame(forecast_rows(history, 7)).drop(columns=["mean", "method", "note"])
            last = history.sort_values("ds").groupby("unique_id")["y"].last()
            rows = scorer.match(actual, made, "median", True)
            scale = scorer.scales(history)
            scores = scorer.row_scores(rows, scale)
            scores["naive"] = (rows["y"] - rows["unique_id"].map(last)).abs() / rows["unique_id"].map(scale)
            parts.append(scores.groupby(rows["unique_id"]).mean().assign(origin=origin))
    table = pd.concat(parts).reset_index()
    table = table[table["naive"] < table["naive"].quantile(0.99)]  # a series that hardly moved before
    table["indicator"] = table["unique_id"].str.split(":").str[0]
    table["type"] = table["indicator"].map(TYPES)
    for by in (["type"], ["indicator"], ["type", "origin"]):
        shown = table.groupby(by)[["MASE", "naive", "cov80", "MSIS80", "cov95", "MSIS95"]].mean()
        shown.insert(0, "ratio", shown["MASE"] / shown["naive"])
        print("\nPanels, each half of the countries from the other, seven years on, by " + " and ".join(by))
        print(shown.to_string(float_format="{:.3f}".format))


def late(data: Path, scorer: Any) -> None:
    """What a change of methods for untyped series is judged by: the last six years of the train parts."""
    for name in ("m3", "m1"):
        table = pd.read_csv(data / f"{name}_yearly.csv.gz").drop(columns="year", errors="ignore")
        table = table[table["part"] == "train"].rename(columns={"id": "unique_id", "t": "ds"})
        back = table.groupby("unique_id")["ds"].transform("max") - table["ds"]
        size = table.groupby("unique_id")["ds"].transform("size")
        table = table[size >= 14][["unique_id", "ds", "y"]].assign(back=back)
        half = table["unique_id"].map(lambda unit: zlib.crc32(unit.encode()) % 2)
        rows, scales = [], []
        for part in (0, 1):
            own = table[half == part]
            history = own[own["back"] >= 6].drop(columns="back")
            with learned_anew(data, "--hide", "6", "--part", str(1 - part), "--types", "positive"):
                made = pd.DataFrame(forecast_rows(history, 6)).drop(columns=["mean", "method", "note"])
            rows.append(scorer.match(own[own["back"] < 6].drop(columns="back"), made, "median", False))
            scales.append(scorer.scales(history))
        all_rows, scale = pd.concat(rows), pd.concat(scales)
        line = scorer.summary(all_rows["unique_id"], scorer.row_scores(all_rows, scale))
        print(f"\n{name.upper()}, last six train years, {all_rows['unique_id'].nunique()} series")
        print(pd.DataFrame([line])[SHOWN].to_string(index=False, float_format="{:.3f}".format))


def _panels(data: Path, scorer: Any) -> None:
    """The tables of `panels`."""
    history, actual = held_out(data)
    made = pd.DataFrame(forecast_rows(history, 7)).drop(columns=["mean", "method", "note"])
    last = history.sort_values("ds").groupby("unique_id")["y"].last()
    rows = scorer.match(actual, made, "median", False)
    ours = scorer.row_scores(rows, scorer.scales(history))
    naive = (rows["y"] - rows["unique_id"].map(last)).abs()
    mine = (rows["y"] - rows["f"]).abs()
    scale = rows["unique_id"].map(scorer.scales(history))
    indicator = scorer.indicator_of(rows)
    table = pd.DataFrame({"MASE": ours["MASE"], "naive": naive / scale, "cov80": ours["cov80"], "cov95": ours["cov95"]})
    shown = table.groupby(rows["unique_id"]).mean().groupby(lambda name: name.split(":")[0]).mean()
    shown["MASE ratio"] = shown["MASE"] / shown["naive"]
    shown["MAE ratio"] = mine.groupby(indicator).mean() / naive.groupby(indicator).mean()
    shown["series"] = rows.groupby(indicator)["unique_id"].nunique()
    print("\nPanels, countries and years not learned from (origin 2000, 2001-2007)")
    print(shown.to_string(float_format="{:.3f}".format))
    for name, limit, members in (
        ("sector shares", 1.0, SECTORS),
        ("growth", 0.95, GROWTH),
        ("GDP per head", 0.85, PER_HEAD),
    ):
        print(
            " ",
            held(f"{name}: MASE over naive's", float(shown.loc[list(members), "MASE ratio"].mean()), 0, limit),
        )
    claims = claims_on(history, actual)
    stated = pd.DataFrame(chances(history, claims))
    line = scorer.claim_summary(stated)
    print("\nChances of targets on the same split")
    print(pd.DataFrame([line]).to_string(index=False, float_format="{:.3f}".format))
    for kind, part in stated.groupby(stated["unique_id"].str.split(":").str[0]):
        found = scorer.claim_summary(part)
        print(f"  {kind}: Brier {found['Brier']:.3f}, ECE {found['ECE']:.3f}, {found['claims']} claims")
    print(" ", held("Brier", float(line["Brier"]), 0, 0.18))
    print(" ", held("calibration error", float(line["ECE"]), 0, 0.03))


def speed(size: int = 100_000, length: int = 15, ahead: int = 7, subset: int = 600) -> None:
    """Table in, forecasts, intervals and one chance for each series out; the peer on a subset."""
    rng = np.random.default_rng(0)
    y = 100 * np.exp(np.cumsum(0.03 + 0.05 * rng.standard_normal((size, length)), axis=1))
    names = np.repeat([f"s{place}" for place in range(size)], length)
    history = {"unique_id": names, "ds": np.tile(np.arange(2010, 2010 + length), size), "y": y.ravel()}
    claims = {
        "unique_id": names[::length],
        "due": [2009 + length + ahead] * size,
        "comparator": ["at_least"] * size,
        "threshold": (y[:, -1] * 1.2).tolist(),
    }
    start = time.perf_counter()
    made = forecast_rows(history, ahead)
    middle = time.perf_counter()
    stated = chances(history, claims)
    ours = time.perf_counter() - start
    assert len(made["median"]) == size * ahead and len(stated["p"]) == size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"\nSpeed: {size:,} series of {length}, {ahead} ahead: "
        f"forecasts {middle - start:.1f} s, then forecasts again and chances {ours - middle + start:.1f} s"
    )
    print(" ", held("speed, seconds", ours, 0, 30))
    print(" ", held("memory at most, GB", peak, 0, 2))
    try:
        from statsforecast import StatsForecast
        from statsforecast.models import AutoETS, OptimizedTheta
    except ImportError:
        print("  peer skipped: statsforecast is not installed")
        return
    small = pd.DataFrame({key: value[: subset * length] for key, value in history.items()})
    runner = StatsForecast(models=[AutoETS(season_length=1), OptimizedTheta(season_length=1)], freq=1, n_jobs=-1)
    runner.forecast(df=small.head(2 * length), h=ahead, level=[80, 95])
    start = time.perf_counter()
    runner.forecast(df=small, h=ahead, level=[80, 95])
    theirs = (time.perf_counter() - start) / subset * size
    print(
        f"  statsforecast AutoETS + optimised Theta, {subset} series on all cores, scaled to {size:,}: {theirs:.0f} s"
    )
    print(" ", held("times faster", theirs / ours, 20, float("inf")))


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["m3", "m1", "panels", "speed", "origins", "late", []])
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--scorer", type=Path, default=SHARED / "tools" / "score_forecasts.py")
    args = parser.parse_args()
    for part in args.parts or ["m3", "m1", "panels", "speed"]:
        if part == "speed":
            speed()
        elif not args.scorer.exists() or not args.data.exists():
            print(f"{part} skipped: the scorer or the data is missing")
        elif part in ("panels", "origins", "late"):
            run = {"panels": panels, "origins": origins, "late": late}[part]
            run(args.data, load(args.scorer))
        else:
            competition(part, args.data, load(args.scorer))
    if missed:
        print("\nMissed: " + "; ".join(missed))
        raise SystemExit(1)


if __name__ == "__main__":
    main()

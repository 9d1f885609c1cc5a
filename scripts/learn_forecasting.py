#!/usr/bin/env python3
"""Learn the forecasting tables (`src/lotrinh/forecasting/learned.json`) from public series.

    python scripts/learn_forecasting.py --data DIRECTORY [--out FILE] [--until YEAR] [--part 0|1]
                                        [--hide 6] [--types growth,share]

DIRECTORY holds m3_yearly, m1_yearly (only their `train` part is read), panels_to_2010 and pwt91_selected
(.csv.gz). `--until` keeps panel windows whose future ends by that year, `--part` one half of the countries
and series, `--hide` keeps the last train years of the competitions unseen: all are for held-out evaluation
(`benchmarks/forecasting.py panels origins late`). About two minutes on one core. Deterministic.

A window is a history cut at an origin (and, in the panels, also shortened at its start, so that short
histories are learned too) and up to ten years that followed. Every source weighs the same however many
windows it gives, with the weights in `WEIGHT`. Three fits by type: combination weights (mean absolute error
over mean absolute change), scale (Laplace likelihood), quantiles of error over scale (pinball loss); then
the correlation of errors along a path, and how far their size is one for the whole path.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from lotrinh.forecasting import calibration, combination, transforms
from lotrinh.forecasting.quantiles import GRID, SCORES, Joint, ranks

AHEAD = calibration.LEARNED_AHEAD
LEVELS = (
    "gdppercapita_us_inflation_adjusted",
    "total_gdp_us_inflation_adjusted",
    "alternative_gdp_per_capita_ppp_wb",
    "gdpperemployee_us_inflation_adjusted",
)
GROWTH = ("gdp_total_yearly_growth", "gdppercapita_growth_percent_per_year")
LEFT_OUT = (
    "high_technology_exports_percent_of_manufactured_exports",  # four years at most
    "cell_phones_per_100_people",  # one adoption everywhere: no example of counts in general
)
PWT = {
    "level": ("rgdpna", "pop", "emp", "rgdpna_pc", "rgdpna_per_worker", "rgdpe", "rgdpe_pc"),
    "growth": ("rgdpna_growth", "rgdpna_pc_growth"),
    "share": ("csh_c", "csh_i", "csh_g", "csh_x", "labsh"),
    "plain": ("csh_m", "csh_r"),
}
WEIGHT = {
    "pop": 0.3,
    "emp": 0.5,
    "labsh": 0.5,
    "gdpperemployee_us_inflation_adjusted": 0.4,
    "urban_population_percent_of_total": 0.3,
    "agriculture_workers_percent_of_employment": 0.3,
    "industry_workers_percent_of_employment": 0.3,
    "service_workers_percent_of_employment": 0.3,
}
"""Sources that weigh other than 1: interpolated ones teach little."""
COMPETITIONS = {"positive": {"m3": 5.0, "m1": 2.5}, "level": {"m3": 1.0, "m1": 0.5}}
"""The competitions hold many kinds of series, and so stand for series of which only the sign is known."""
SAME = {"positive": "level"}
RIDGE = {"growth": 3e-3}
"""Ridge of the weights where it is not the usual 3e-4, chosen on held-out countries and later years."""
SPREAD = {"growth": 1.1, "share": 0.9}
"""Factor on the learned quantiles: what brought coverage to its level on countries and years not learned from,
averaged over the origins 1990, 1995, 2000 and 2003 (`benchmarks/forecasting.py origins`). A conformal step: errors
of years to come are not quite those of years learned from. 1 where 80% and 95% were within two points."""
FREEDOM = {"growth": (3, 4, 5, 6, 8, 10, 15, 20, 30)}
"""Degrees of freedom tried for the copula of a path; Gaussian elsewhere. Chosen on held-out countries and years: for
averages and highest years of growth the t copula was better beyond chance, for levels and shares it was not."""
REVISION = {"level": 0.35, "positive": 0.35, "growth": 0.35, "share": 0.35, "plain": 0.35}
"""Revision of a first estimate, as a share of the one-step scale: an assumption, see docs/forecasting.md."""


class Windows(list):
    """Rows of (kind, source, unit, history, future)."""

    def cut(self, kind: str, source: str, unit: str, years: np.ndarray, y: np.ndarray, until: int) -> None:
        """Windows of one panel series: an origin every third year; three in four start later than the
        series."""
        breaks = np.flatnonzero(np.diff(years) > 1)
        start = breaks[-1] + 1 if len(breaks) else 0
        years, y = years[start:], y[start:]
        y = y[years <= until]
        rng = np.random.default_rng(zlib.crc32(f"{source}:{unit}".encode()))
        for origin in range(3 + int(rng.integers(3)), len(y), 3):
            longest = min(origin, 60)
            short = int(np.exp(rng.uniform(np.log(3), np.log(longest + 1))))
            length = min(max(short, 3), longest) if rng.random() < 0.75 else longest
            self.add(kind, source, unit, y[origin - length : origin], y[origin : origin + AHEAD])

    def add(self, kind: str, source: str, unit: str, history: np.ndarray, future: np.ndarray) -> None:
        """One window; years that are not known are missing."""
        self.append((kind, source, unit, history, np.pad(future, (0, AHEAD - len(future)), constant_values=np.nan)))


def competition(windows: Windows, data: Path, name: str, hide: int = 0) -> None:
    """Origins inside the `train` part only; its last `hide` years stay unseen."""
    table = pd.read_csv(data / f"{name}_yearly.csv.gz")
    for unit, rows in table[table["part"] == "train"].sort_values(["id", "t"]).groupby("id"):
        y = rows["y"].to_numpy(float)
        y = y[: len(y) - hide]
        for back in (6, 9, 12, 16, 20):
            if len(y) - back >= (5 if back == 6 else 8):
                windows.add("level", name, str(unit), y[: len(y) - back], y[len(y) - back :][:AHEAD])


def usable(kind: str, y: np.ndarray) -> bool:
    """Series of a type that can be learned from."""
    return kind != "share" or bool((y > 0).all() and (y < 100).all())


def panels(windows: Windows, data: Path, until: int) -> None:
    """Both panels, from 1950 on."""
    table = pd.read_csv(data / "panels_to_2010.csv.gz")
    table = table[(table["year"] >= 1950) & ~table["indicator"].isin(LEFT_OUT)].sort_values("year")
    for (indicator, geo), rows in table.groupby(["indicator", "geo"]):
        kind = "level" if indicator in LEVELS else "growth" if indicator in GROWTH else "share"
        y = rows["value"].to_numpy(float)
        if len(y) >= 5 and usable(kind, y):
            windows.cut(kind, str(indicator), str(geo), rows["year"].to_numpy(), y, until)
            if kind in ("growth", "share"):
                windows.cut("plain", str(indicator), str(geo), rows["year"].to_numpy(), y, until)
    pwt = pd.read_csv(data / "pwt91_selected.csv.gz").sort_values("year")
    for geo, rows in pwt.groupby("isocode"):
        for kind, columns in PWT.items():
            for column in columns:
                part = rows[["year", column]].dropna()
                y = part[column].to_numpy(float) * (100.0 if kind in ("share", "plain") else 1.0)
                if len(y) >= 5 and usable(kind, y):
                    windows.cut(kind, column, str(geo).lower(), part["year"].to_numpy(), y, until)


def tabled(windows: Windows, kind: str, pooled: float | None = None) -> dict[str, np.ndarray]:
    """Everything the fits need, window by window, worked out length by length."""
    windows = Windows(w for w in windows if w[0] == SAME.get(kind, kind))
    by_length: dict[int, list[int]] = {}
    for place, window in enumerate(windows):
        by_length.setdefault(len(window[3]), []).append(place)
    columns: dict[str, list[np.ndarray]] = {}
    logs = [np.log(np.abs(np.diff(transforms.forward(kind, w[3]))).mean() + 1e-9) for w in windows]
    pooled = pooled or float(np.exp(np.median(logs)))
    for n, places in sorted(by_length.items()):
        y = np.array([windows[place][3] for place in places])
        paths = combination.candidates(kind, y, AHEAD)
        looked_at = combination.features(kind, y)
        offset, scale = calibration.scale_features(kind, y, paths, looked_at, pooled)
        shape = calibration.quantile_features(looked_at, n, AHEAD)
        future = np.array([windows[place][4] for place in places])
        change = np.abs(np.diff(y, axis=1)).mean(axis=1)
        size = np.abs(y[:, -1]) if kind in transforms.LOGARITHMIC else np.ones(len(y))
        found = {
            "paths": paths,
            "x": looked_at,
            "offset": offset,
            "scale": scale,
            "shape": shape,
            "future": future,
        }
        found |= {"change": change, "size": size, "n": np.full(len(y), n)}
        found |= {
            "source": np.array([windows[p][1] for p in places]),
            "unit": np.array([windows[p][2] for p in places]),
        }
        for name, values in found.items():
            columns.setdefault(name, []).append(values)
    table = {name: np.concatenate(parts) for name, parts in columns.items()}
    counts = pd.Series(table["source"]).value_counts()
    worth = WEIGHT | COMPETITIONS.get(kind, {})
    table["weight"] = np.array([worth.get(str(s), 1.0) / counts[s] for s in table["source"]])
    table["weight"] /= table["weight"].sum()
    table["pooled"] = np.array(pooled)
    return table


def slope(kind: str, z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Derivative of the way back from the working scale."""
    if kind in transforms.LOGARITHMIC:
        return y
    if kind == "share":
        return y * (1 - y / 100)
    return np.ones_like(z)


def fit_weights(kind: str, t: dict[str, np.ndarray], ridge: float = 3e-4) -> np.ndarray:
    """Softmax coefficients by (smoothed) absolute error over the mean absolute change."""
    ok = np.isfinite(t["future"])
    future = np.where(ok, t["future"], 0.0)
    relative = t["change"] / np.maximum(t["size"], 1e-12)
    floor = 0.5 * np.median(relative[relative > 0]) * t["size"]
    base = np.maximum(np.maximum(t["change"], floor), 1e-12)[:, None]
    worth = (t["weight"] / np.maximum(ok.sum(axis=1), 1))[:, None] * ok / base
    x, paths = t["x"], t["paths"][:, :, : combination.weighed(kind)]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(x.shape[1], -1)
        score = x @ table
        share = np.exp(score - score.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        z = (paths * share[:, None, :]).sum(axis=2)
        y = transforms.backward(kind, z)
        error = y - future
        soft = np.sqrt(error**2 + (0.05 * base) ** 2)
        pull = ((worth * error / soft * slope(kind, z, y))[:, :, None] * paths).sum(axis=1)
        inner = share * (pull - (pull * share).sum(axis=1, keepdims=True))
        return float((worth * soft).sum() + ridge * (table**2).sum()), (x.T @ inner + 2 * ridge * table).ravel()

    start = np.zeros(x.shape[1] * paths.shape[2])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x.reshape(x.shape[1], -1)


def fit_scale(error: np.ndarray, t: dict[str, np.ndarray], ridge: float = 1e-3) -> np.ndarray:
    """Log-linear scale by Laplace likelihood."""
    ok = np.isfinite(error)
    worth = (t["weight"] / np.maximum(ok.sum(axis=1), 1))[:, None] * ok
    size = np.where(ok, np.abs(error), 0.0)

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        log = t["offset"][:, None] + t["scale"] @ b
        ratio = np.minimum(size * np.exp(-np.clip(log, -40, 40)), 50.0)
        inner = worth * np.where(ratio < 50, 1 - ratio, 0.0)
        return float((worth * (log + ratio)).sum() + ridge * b @ b), np.einsum(
            "sh,shk->k", inner, t["scale"]
        ) + 2 * ridge * b

    start = np.zeros(t["scale"].shape[2])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def fit_quantiles(ratio: np.ndarray, t: dict[str, np.ndarray], ridge: float = 1e-4) -> np.ndarray:
    """Linear quantile regressions of error over scale, one for each probability of the grid."""
    ok = np.isfinite(ratio)
    worth = ((t["weight"] / np.maximum(ok.sum(axis=1), 1))[:, None] * ok)[ok]
    x, r = t["shape"][ok], ratio[ok]
    out = []
    for p in GRID:
        if p == 0.5:  # the median is the labelled combination itself: its learned shift did not hold in later years
            out.append(np.zeros(x.shape[1]))
            continue
        order = np.argsort(r)
        start = np.zeros(x.shape[1])
        start[0] = r[order][np.searchsorted(np.cumsum(worth[order]) / worth.sum(), p)]

        def loss(b: np.ndarray, p: float = p) -> tuple[float, np.ndarray]:
            miss = r - x @ b
            soft = np.sqrt(miss**2 + 0.02**2)
            value = (worth * ((p - 0.5) * miss + 0.5 * soft)).sum()
            gradient = -x.T @ (worth * ((p - 0.5) + 0.5 * miss / soft))
            return float(value + ridge * p * (1 - p) * b[1:] @ b[1:]), gradient + 2 * ridge * p * (1 - p) * np.r_[
                0, b[1:]
            ]

        out.append(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)
    return np.array(out).T


def scores(ratio: np.ndarray, shape: np.ndarray) -> np.ndarray:
    """Normal score of each error in its own predictive distribution."""
    out = np.full(ratio.shape, np.nan)
    for s, h in zip(*np.nonzero(np.isfinite(ratio)), strict=True):
        out[s, h] = np.interp(ratio[s, h], shape[s, h], SCORES)
    return out


def together(score: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted correlation about zero of every two columns, over the rows that have both."""
    seen = np.zeros((AHEAD, AHEAD))
    for i in range(AHEAD):
        for j in range(AHEAD):
            ok = np.isfinite(score[:, i] * score[:, j])
            a, b, w = score[ok, i], score[ok, j], weight[ok] / weight[ok].sum()
            seen[i, j] = (w * a * b).sum() / np.sqrt((w * a * a).sum() * (w * b * b).sum())
    return seen


def fit_joint(score: np.ndarray, weight: np.ndarray, freedom: tuple[float, ...] = ()) -> Joint:
    """How two years of a path hang together: the correlation of their errors, then that of their sizes, if asked."""
    ahead = np.arange(1, AHEAD + 1)
    gap, log_gap = (
        np.abs(np.subtract.outer(ahead, ahead)),
        np.abs(np.subtract.outer(np.log(ahead), np.log(ahead))),
    )
    seen = together(score, weight)

    def loss(b: np.ndarray) -> float:
        return float((((b[0] + (1 - b[0]) * np.exp(-b[1] * log_gap - b[2] * gap)) - seen) ** 2).sum())

    found = minimize(loss, [0.1, 0.5, 0.1], bounds=[(0, 0.95), (0, 5), (0.001, 5)], method="L-BFGS-B").x
    joint = Joint(*(round(float(value), 4) for value in found))
    tried = [joint._replace(freedom=value) for value in freedom]
    return min(tried, key=lambda one: sizes_apart(one, score, weight), default=joint)


def sizes_apart(joint: Joint, score: np.ndarray, weight: np.ndarray) -> float:
    """How far the sizes of errors along drawn paths correlate otherwise than those that were seen (sum of squares)."""
    usual = np.sqrt(2 / np.pi)  # mean size of a normal score
    drawn = np.abs(ranks(20_000, AHEAD, joint, 0)) - usual
    seen = together(np.abs(score) - usual, weight)
    return float(((together(drawn, np.ones(len(drawn))) - seen) ** 2).sum())


def learn(kind: str, windows: Windows) -> dict[str, object]:
    """The entry of one type."""
    t = tabled(windows, kind)
    table = fit_weights(kind, t, RIDGE.get(kind, 3e-4))
    centre = (t["paths"] * combination.weights(kind, table, t["x"])[:, None, :]).sum(axis=2)
    with np.errstate(all="ignore"):
        error = transforms.forward(kind, t["future"]) - centre
    coefficients = fit_scale(error, t)
    spread = np.exp(t["offset"][:, None] + np.clip(t["scale"] @ coefficients, -8, 8))
    ratio = error / spread
    quantiles = fit_quantiles(ratio, t)
    score = scores(ratio, np.sort(t["shape"] @ quantiles, axis=2))
    joint = fit_joint(score, t["weight"], FREEDOM.get(kind, ()))

    def rounded(values: np.ndarray) -> list[object]:
        return np.round(values, 5).tolist()

    return {
        "windows": len(t["n"]),
        "sources": sorted(set(t["source"].tolist())),
        "methods": list(combination.CANDIDATES[kind]),
        "weights": rounded(table),
        "pooled": round(float(t["pooled"]), 6),
        "scale": rounded(coefficients),
        "quantiles": rounded(quantiles * SPREAD.get(kind, 1.0)),
        "joint": [value for value in joint if np.isfinite(value)],
        "revision": REVISION[kind],
    }


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/lotrinh/forecasting/learned.json"))
    parser.add_argument("--until", type=int, default=9999)
    parser.add_argument("--part", type=int, choices=(0, 1))
    parser.add_argument("--hide", type=int, default=0)
    parser.add_argument("--types", type=lambda text: text.split(","), default=list(REVISION))
    args = parser.parse_args()
    windows = Windows()
    for name in ("m3", "m1"):
        competition(windows, args.data, name, args.hide)
    panels(windows, args.data, args.until)
    if args.part is not None:
        windows = Windows(w for w in windows if zlib.crc32(w[2].encode()) % 2 == args.part)
    types = {kind: learn(kind, windows) for kind in args.types}
    about = "Learned tables of lotrinh.forecasting, made by scripts/learn_forecasting.py (docs/forecasting.md)."
    args.out.write_text(json.dumps({"about": about, "grid": GRID.tolist(), "types": types}, indent=1) + "\n", "utf-8")
    for kind, entry in types.items():
        print(f"{kind}: {entry['windows']} windows, pooled {entry['pooled']}, joint {entry['joint']}")


if __name__ == "__main__":
    main()

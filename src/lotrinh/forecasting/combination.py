"""The combined centre of a forecast: candidate methods, features of a series, and learned weights per series.

The weights are a softmax of a few features (length, strength of trend, persistence of changes, volatility),
learned across thousands of real series by the absolute error of the *combined* forecast and shrunk to equal
weights, after Montero-Manso et al. (2020, FFORMA), with a linear form in place of boosted trees so that it
fits in a page of JSON.
"""

from __future__ import annotations

import numpy as np

from lotrinh.forecasting import methods, transforms
from lotrinh.forecasting.results import Floats

RAW = ("", "raw_")
CANDIDATES: dict[str, tuple[str, ...]] = {
    "level": (
        "naive",
        "raw_drift",
        "raw_optimised_theta",
        "raw_damped_holt",
        "drift",
        "damped_drift",
        "raw_recent_drift",
    ),
    "positive": (
        "raw_drift",
        "raw_shrunk_drift",
        "raw_optimised_theta",
        "raw_damped_holt",
        "damped_drift",
        "middle",
    ),
    "share": ("naive", "theta", "shrunk_drift", "damped_drift", "toward_mean"),
    "growth": ("naive", "mean", "ses", "theta", "recent_mean", "median", "usual"),
    "plain": ("naive", "mean", "ses", "drift", "damped_drift"),
}
CANDIDATES["count"] = CANDIDATES["calm"] = CANDIDATES["plain"]
"""Methods considered for each type; `raw_` means on the unit of the series, else on the working scale."""

USUAL_GROWTH = 3.0
"""Per cent a year: about the median growth of the histories learned from (2 per head, 4 in total). Growth
returns toward the world's usual rate, fast growth too (Pritchett and Summers 2014)."""
MIDDLE = (
    "naive",
    *(raw + name for name in ("drift", "shrunk_drift", "damped_drift", "recent_drift", "damped_holt") for raw in RAW),
    "theta",
    "raw_optimised_theta",
)
"""Methods of which "middle" is the median, year by year: the usual ones, on both scales. Of a series about which
nothing is known, one scale or one memory may be quite wrong; the median leaves out whichever is."""
TO_MIDDLE = {"positive": 0.3}
"""What "middle" gets beside the learned weights. It is not learned: the weights were no better for choosing it."""
TO_EQUAL = {"share": 0.3}
"""How far learned weights are pulled to equal ones; elsewhere the ridge of the fit is all the shrinkage."""
LEAST = 0.03
"""A method whose weight would be smaller is left out, so that the label says all there is."""
TINY = 1e-12


def weighed(kind: str) -> int:
    """How many of the candidates have learned weights: all but "middle", which is the last."""
    return len(CANDIDATES[kind]) - (kind in TO_MIDDLE)


def candidates(kind: str, values: Floats, horizon: int) -> Floats:
    """Forecasts of every candidate on the working scale: series × horizon × method."""
    z = transforms.forward(kind, values)
    if kind not in TO_MIDDLE:
        return np.stack([_candidate(kind, name, values, z, horizon) for name in CANDIDATES[kind]], axis=2)
    members = {name: _candidate(kind, name, values, z, horizon) for name in MIDDLE}
    own = [members[name] for name in CANDIDATES[kind][:-1]]
    return np.stack([*own, np.median(np.stack(list(members.values())), axis=0)], axis=2)


def _candidate(kind: str, name: str, values: Floats, z: Floats, horizon: int) -> Floats:
    """One method's forecast, held within what any series of the type may do."""
    if name == "usual":
        return np.full((len(values), horizon), USUAL_GROWTH)
    if name.startswith("raw_"):
        forecast = methods.METHODS[name[4:]](values, horizon)
        if kind in transforms.LOGARITHMIC:
            forecast = np.clip(forecast, values[:, -1:] * 0.05, values[:, -1:] * 50)
        return transforms.forward(kind, np.maximum(forecast, 0.0))
    forecast = methods.METHODS[name](z, horizon)
    reach = 4.0 if kind in (*transforms.LOGARITHMIC, "share") else np.inf
    return np.asarray(np.clip(forecast, z[:, -1:] - reach, z[:, -1:] + reach))


def features(kind: str, values: Floats) -> Floats:
    """What the weights look at: series × 12, each of order one, unmoved by the unit of a level."""
    z = transforms.forward(kind, values)
    n = z.shape[1]
    change = np.diff(z, axis=1)
    count = n - 1
    size = np.abs(change).mean(axis=1) + TINY
    way = np.sign(change.sum(axis=1))
    trend = np.abs(change.sum(axis=1)) / (np.abs(change).sum(axis=1) + TINY)
    around = change - change.mean(axis=1, keepdims=True)
    persistence = (around[:, 1:] * around[:, :-1]).sum(axis=1) / ((around**2).sum(axis=1) + TINY)
    repeat = (change[:, 1:] * change[:, :-1]).sum(axis=1) / ((change**2).sum(axis=1) + TINY)
    weight = 0.7 ** np.arange(count)[::-1]
    recent = np.clip((change @ weight / weight.sum() - change.mean(axis=1)) * way / size, -2, 2)
    latest = np.clip(change[:, -1] * way / size, -3, 3)
    intercept, slope = methods.line(z)
    off = z - intercept[:, None] - slope[:, None] * np.arange(n)
    spread = ((z - z.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) + TINY
    fit = np.clip(1 - (off**2).sum(axis=1) / spread, 0, 1)
    off_line = np.clip(off[:, -1] * np.sign(slope) / size, -4, 4)
    strong = (trend - 0.6) * 2.5
    free = kind in transforms.UNITLESS  # no unit and no direction is special there
    volatility = np.zeros(len(z)) if free else (np.clip(np.log(size), -7, 1) + 3) / 1.5
    signed = np.zeros(len(z)) if free else way
    return np.stack(
        [
            np.ones(len(z)),
            np.full(len(z), (np.log(n) - 2.6) / 0.7),
            strong,
            persistence * count / (count + 4) * 2,
            recent,
            latest / 2,
            volatility,
            signed,
            strong * signed,
            repeat * 2,
            (fit - 0.6) * 2.5,
            off_line / 2,
        ],
        axis=1,
    )


def weights(kind: str, table: Floats, looked_at: Floats) -> Floats:
    """Weights of each series (series × method), summing to 1.

    A softmax pulled to equal, small ones dropped; where the type has a "middle", it gets its share beside.
    """
    score = looked_at @ table
    share = np.exp(score - score.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    pull = TO_EQUAL.get(kind, 0.0)
    share = (1 - pull) * share + pull / share.shape[1]
    share = np.where(share < LEAST, 0.0, share)
    share /= share.sum(axis=1, keepdims=True)
    if kind not in TO_MIDDLE:
        return np.asarray(share)
    middle = TO_MIDDLE[kind]
    return np.concatenate([(1 - middle) * share, np.full((len(share), 1), middle)], axis=1)

"""How good past forecasts and chances were: pure functions of what was said and what came.

Definitions as in the M4 competition (Makridakis et al. 2020) and Brier (1950); reliability in ten equal bins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Claims stated with about one probability: how many, what was said on average, how many came true."""

    count: int
    mean_stated: float
    came_true: float


def coverage(low: Sequence[float], high: Sequence[float], actual: Sequence[float]) -> float:
    """Per cent of actual values inside the interval, ends included. NaN without values."""
    y = np.asarray(actual, dtype=float)
    if not len(y):
        return float("nan")
    return float(100 * ((np.asarray(low) <= y) & (y <= np.asarray(high))).mean())


def msis(
    low: Sequence[float],
    high: Sequence[float],
    actual: Sequence[float],
    scale: Sequence[float],
    level: float = 95,
) -> float:
    """Mean scaled interval score: width plus a penalty for what falls outside, over the in-sample scale."""
    lo, hi, y, s = (np.asarray(part, dtype=float) for part in (low, high, actual, scale))
    known = s > 0
    if not known.any():
        return float("nan")
    outside = np.clip(lo - y, 0, None) + np.clip(y - hi, 0, None)
    return float(((hi - lo + 2 / (1 - level / 100) * outside)[known] / s[known]).mean())


def brier(stated: Sequence[float], outcome: Sequence[float]) -> float:
    """Mean squared difference of stated probabilities and outcomes (0 or 1). NaN without claims."""
    p = np.asarray(stated, dtype=float)
    return float(((p - np.asarray(outcome, dtype=float)) ** 2).mean()) if len(p) else float("nan")


def reliability(stated: Sequence[float], outcome: Sequence[float], bins: int = BINS) -> list[Bin]:
    """The reliability curve: one point for each bin that holds claims."""
    p, hit = np.asarray(stated, dtype=float), np.asarray(outcome, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return [
        Bin(int((place == b).sum()), float(p[place == b].mean()), float(hit[place == b].mean()))
        for b in range(bins)
        if (place == b).any()
    ]


def calibration_error(stated: Sequence[float], outcome: Sequence[float], bins: int = BINS) -> float:
    """Expected calibration error: mean distance of the reliability curve from the diagonal, by claims."""
    points = reliability(stated, outcome, bins)
    total = sum(point.count for point in points)
    if not total:
        return float("nan")
    return sum(point.count * abs(point.mean_stated - point.came_true) for point in points) / total


def by_type(records: Sequence[Mapping[str, Any]], level: float = 95) -> dict[str, dict[str, float]]:
    """Coverage and MSIS for each indicator type; records hold `type`, `low`, `high`, `actual`, `scale`."""
    out = {}
    for kind in sorted({str(record["type"]) for record in records}):
        own = [record for record in records if record["type"] == kind]
        low, high, y, s = ([record[key] for record in own] for key in ("low", "high", "actual", "scale"))
        out[kind] = {
            "count": float(len(own)),
            "coverage": coverage(low, high, y),
            "msis": msis(low, high, y, s, level),
        }
    return out

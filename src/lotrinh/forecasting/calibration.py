"""The spread of a forecast: a scale per series and year ahead, and quantiles learned from held-out errors.

The scale is a log-linear function of in-sample changes (pooled across series where the history is short),
of how far the methods disagree, and of the horizon. The quantiles of error over scale are linear quantile
regressions (Koenker and Bassett 1978) on length, horizon and trend, so an interval is as wide as such
forecasts were wrong on series held out, not as a model believes (in the spirit of conformal prediction,
Vovk et al. 2005).
"""

from __future__ import annotations

import numpy as np

from lotrinh.forecasting import transforms
from lotrinh.forecasting.results import Floats

LEARNED_AHEAD = 10
"""Years ahead that were learned; farther ones widen by a power of the horizon."""
GROWS = {"level": 0.7, "positive": 0.7, "share": 0.6, "plain": 0.5, "count": 0.5, "calm": 0.5, "growth": 0.0}
GAPS = 0.3
"""A filled series moves less than the one behind it: with figures `k` periods apart its scale grows by k to this power.
Between nothing, as if the filled figures were known, and the half of a walk; set on panels of which only every second,
third or fifth year was kept (80% covered 58 to 79% without it)."""
FLOOR = 0.02
"""A series that never moved still has this share of the pooled scale."""


def size_of_change(kind: str, z: Floats, pooled: float) -> Floats:
    """Mean absolute change of each series on the working scale, held off zero."""
    size = np.abs(np.diff(z, axis=1)).mean(axis=1)
    least = np.full(len(z), FLOOR * pooled)
    if kind in transforms.UNITLESS:  # no unit to go by: one per cent of what never moved, nothing otherwise
        still = np.maximum(0.01 * np.abs(z).mean(axis=1), 1e-6)
        least = np.where(size > 1e-9 * np.abs(z).mean(axis=1), size, still)
    out: Floats = np.maximum(size, least)
    return out


def scale_features(kind: str, values: Floats, paths: Floats, looked_at: Floats, pooled: float) -> tuple[Floats, Floats]:
    """(log offset per series, features series × horizon × k) of the log scale; `paths` are the candidates."""
    z = transforms.forward(kind, values)
    change = np.diff(z, axis=1)
    size = size_of_change(kind, z, pooled)
    n, horizon = z.shape[1], min(paths.shape[1], LEARNED_AHEAD)
    free = kind in transforms.UNITLESS
    relative = np.zeros(len(z)) if free else np.log(size / pooled)
    offset = np.log(size) if free else np.full(len(z), np.log(pooled))
    around = np.sqrt(((change - change.mean(axis=1, keepdims=True)) ** 2).mean(axis=1))
    unsteady = np.log((around + 0.05 * size) / size)
    latest = np.log((np.abs(change[:, -1]) + 0.1 * size) / size)
    apart = np.log((paths[:, :horizon].std(axis=2) + 0.1 * size[:, None]) / size[:, None])
    ahead = np.log(np.arange(1, horizon + 1)) - 1.0
    ones = np.ones((len(z), horizon))
    strong = looked_at[:, 2][:, None]
    series = [ones, relative[:, None] * ones, relative[:, None] * ones * 4 / n, unsteady[:, None] * ones]
    series += [
        latest[:, None] * ones,
        strong * ones,
        ones * (np.log(n) - 2.6),
        looked_at[:, 10][:, None] * ones,
    ]
    crossed = [
        ahead * ones,
        ahead**2 * ones,
        strong * ahead,
        relative[:, None] * ahead,
        (np.log(n) - 2.6) * ahead * ones,
    ]
    crossed += [
        apart,
        unsteady[:, None] * ahead,
        looked_at[:, 6][:, None] * ones,
        looked_at[:, 3][:, None] * ahead,
    ]
    crossed += [(relative**2 / 4)[:, None] * ones, (relative * (np.log(n) - 2.6))[:, None] * ones]
    crossed += [relative[:, None] * strong * ones]
    crossed += [looked_at[:, place][:, None] * ones for place in (3, 4, 5, 7, 8, 9, 11)]
    return offset, np.stack(series + crossed, axis=2)


def scale(
    kind: str, offset: Floats, table: Floats, coefficients: Floats, horizon: int, apart: Floats | None = None
) -> Floats:
    """Scale of each series and period ahead, on the working scale; `apart` are the periods between its figures."""
    near = np.exp(offset[:, None] + np.clip(table @ coefficients, -8, 8))
    if apart is not None:
        near = near * apart[:, None] ** GAPS
    if horizon <= near.shape[1]:
        return np.asarray(near[:, :horizon])
    far = np.arange(near.shape[1] + 1, horizon + 1) / near.shape[1]
    return np.concatenate([near, near[:, -1:] * far ** GROWS[kind]], axis=1)


def quantile_features(looked_at: Floats, n: int, horizon: int) -> Floats:
    """What the shape of the errors depends on: series × horizon × 6."""
    ahead = np.log(np.minimum(np.arange(1, horizon + 1), LEARNED_AHEAD)) - 1.0
    ones = np.ones((len(looked_at), horizon))
    leaning = looked_at[:, 8][:, None]
    return np.stack(
        [ones, ahead * ones, (np.log(n) - 2.6) * ones, 3 / n * ones, leaning * ones, leaning * ahead], axis=2
    )

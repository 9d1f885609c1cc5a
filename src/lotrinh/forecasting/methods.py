"""The methods that are combined. Each takes series × points on the working scale and gives series × horizon.

All rows have the same length, at least 3; every method is defined for constants and is unmoved by a shift
of the series, and scales with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lotrinh.forecasting.results import Floats

Method = Callable[[Floats, int], Floats]
CHUNK = 192
"""Rows worked on at once by the grid searches: their tables stay in the processor's cache."""


def naive(z: Floats, horizon: int) -> Floats:
    """The last value (Hyndman and Athanasopoulos 2021, section 5.2)."""
    return np.repeat(z[:, -1:], horizon, axis=1)


def long_mean(z: Floats, horizon: int) -> Floats:
    """The mean of the history (same source)."""
    return np.repeat(z.mean(axis=1, keepdims=True), horizon, axis=1)


def drift(z: Floats, horizon: int) -> Floats:
    """The last value plus the mean change (random walk with drift; same source)."""
    slope = (z[:, -1:] - z[:, :1]) / (z.shape[1] - 1)
    return np.asarray(z[:, -1:] + slope * np.arange(1, horizon + 1))


def shrunk_drift(z: Floats, horizon: int) -> Floats:
    """Drift, the less the smaller the mean change beside its standard error (after James and Stein 1961)."""
    change = np.diff(z, axis=1)
    slope = change.mean(axis=1)
    doubt = change.var(axis=1) / (change.shape[1] - 1)
    trust = slope**2 / np.maximum(slope**2 + doubt, 1e-300)
    return np.asarray(z[:, -1:] + (slope * trust)[:, None] * np.arange(1, horizon + 1))


def damped_drift(z: Floats, horizon: int, memory: float = 0.8, damping: float = 0.9) -> Floats:
    """The last value plus a recent mean change that fades: weights `memory`^age, `damping` a step.

    The trend is Gardner and McKenzie's (1985) damped one, its parameters set beforehand, not fitted: on very
    short series a fitted damping is mostly noise.
    """
    change = np.diff(z, axis=1)
    weight = memory ** np.arange(change.shape[1])[::-1]
    slope = (change @ weight / weight.sum())[:, None]
    return np.asarray(z[:, -1:] + slope * np.cumsum(damping ** np.arange(1, horizon + 1)))


def recent_drift(z: Floats, horizon: int, back: int = 6) -> Floats:
    """The last value plus the mean change of the last `back` steps (drift with a short memory)."""
    steps = min(back, z.shape[1] - 1)
    slope = (z[:, -1:] - z[:, -1 - steps : z.shape[1] - steps]) / steps
    return np.asarray(z[:, -1:] + slope * np.arange(1, horizon + 1))


def recent_mean(z: Floats, horizon: int, back: int = 8) -> Floats:
    """The mean of the last `back` values."""
    return np.repeat(z[:, -back:].mean(axis=1, keepdims=True), horizon, axis=1)


def median(z: Floats, horizon: int) -> Floats:
    """The median of the history: one crisis does not move it."""
    return np.repeat(np.median(z, axis=1, keepdims=True), horizon, axis=1)


def toward_mean(z: Floats, horizon: int, keeps: float = 0.9) -> Floats:
    """From the last value to the mean of the history, a tenth of the way left every step."""
    away = z[:, -1:] - z.mean(axis=1, keepdims=True)
    return np.asarray(z[:, -1:] - away * (1 - keeps ** np.arange(1, horizon + 1)))


def line(z: Floats) -> tuple[Floats, Floats]:
    """Intercept and slope of the least-squares line over 0 … n-1."""
    n = z.shape[1]
    t = np.arange(n) - (n - 1) / 2
    slope = (z @ t) / (t @ t)
    return z.mean(axis=1) - slope * (n - 1) / 2, slope


def theta(z: Floats, horizon: int) -> Floats:
    """Theta with lines 0 and 2 (Assimakopoulos and Nikolopoulos 2000), smoothing from a grid."""
    return _theta(z, horizon, np.array([2.0]))


def optimised_theta(z: Floats, horizon: int) -> Floats:
    """Theta whose second line is chosen with the smoothing (Fiorucci et al. 2016, the OTM)."""
    return _theta(z, horizon, np.array([1.0, 1.25, 1.5, 2.0, 3.0, 4.5]))


ALPHAS = np.array([0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0])


def _theta(z: Floats, horizon: int, thetas: Floats) -> Floats:
    """Both Theta methods: level smoothing plus the line's slope, best of the grid by squared errors."""
    th = np.repeat(thetas, len(ALPHAS))[:, None]
    al = np.tile(ALPHAS, len(thetas))[:, None]
    return _by_chunks(z, horizon, lambda rows: _theta_rows(rows, horizon, th, al))


def _theta_rows(z: Floats, horizon: int, th: Floats, al: Floats) -> Floats:
    """One chunk: each Theta line is smoothed, and comes back with its share of the straight line.

    Tables are grid × series and changed in place, so that they stay in the processor's cache.
    """
    n = z.shape[1]
    columns = np.ascontiguousarray(z.T)
    intercept, slope = line(z)
    straight = intercept + slope * np.arange(n + horizon)[:, None]
    part = 1 / th
    level = th * columns[0] + (1 - th) * straight[0]
    error = np.zeros_like(level)
    miss = np.empty_like(level)
    for t in range(1, n):
        if t >= 2:  # the first forecast is all starting value
            np.multiply(level, part, out=miss)
            miss += (1 - part) * straight[t]
            miss -= columns[t]
            error += np.multiply(miss, miss, out=miss)
        np.multiply(columns[t], th, out=miss)
        miss += (1 - th) * straight[t]
        miss -= level
        level += np.multiply(miss, al, out=miss)
    best = error.argmin(axis=0)
    level = level[best, np.arange(len(z))][:, None]
    share = part[best]
    return np.asarray(share * level + (1 - share) * straight[n:].T)


def _by_chunks(z: Floats, horizon: int, work: Callable[[Floats], Floats]) -> Floats:
    """A method applied to `CHUNK` rows after another."""
    out = np.empty((len(z), horizon))
    for start in range(0, len(z), CHUNK):
        out[start : start + CHUNK] = work(z[start : start + CHUNK])
    return out


def ses(z: Floats, horizon: int) -> Floats:
    """Simple exponential smoothing (Brown 1959)."""
    return _holt(z, horizon, np.array([0.0]), np.array([1.0]))


def holt(z: Floats, horizon: int) -> Floats:
    """Linear trend smoothing (Holt 1957/2004)."""
    return _holt(z, horizon, np.array([0.02, 0.15, 0.4, 0.8]), np.array([1.0]))


def damped_holt(z: Floats, horizon: int) -> Floats:
    """Damped trend smoothing (Gardner and McKenzie 1985), parameters chosen on a grid."""
    return _holt(z, horizon, np.array([0.02, 0.15, 0.4, 0.8]), np.array([0.8, 0.9, 0.97]))


def _holt(z: Floats, horizon: int, betas: Floats, phis: Floats) -> Floats:
    """Trend smoothing with the best level, trend and damping weights of a grid by one-step squared errors."""
    a, b, p = (grid.reshape(-1, 1) for grid in np.meshgrid(ALPHAS[1:], betas, phis, indexing="ij"))
    return _by_chunks(z, horizon, lambda rows: _holt_rows(rows, horizon, a, b, p))


def _holt_rows(z: Floats, horizon: int, a: Floats, b: Floats, p: Floats) -> Floats:
    """One chunk of `_holt`, as `_theta_rows`; the first trend is the mean of the first changes."""
    n = z.shape[1]
    first = min(4, n - 1)
    columns = np.ascontiguousarray(z.T)
    trend = (columns[first] - columns[0]) / first * (b > 0)
    level = np.repeat(columns[:1], len(a), axis=0)
    error, miss, spare = np.zeros_like(level), np.empty_like(level), np.empty_like(level)
    ab = a * b
    for t in range(1, n):
        trend *= p
        level += trend
        np.subtract(columns[t], level, out=miss)
        error += np.multiply(miss, miss, out=spare)
        level += np.multiply(miss, a, out=spare)
        trend += np.multiply(miss, ab, out=miss)
    best = error.argmin(axis=0)
    rows = np.arange(len(z))
    growth = np.cumsum(p[best] ** np.arange(1, horizon + 1), axis=1)
    return np.asarray(level[best, rows][:, None] + trend[best, rows][:, None] * growth)


METHODS: dict[str, Method] = {
    "naive": naive,
    "mean": long_mean,
    "drift": drift,
    "shrunk_drift": shrunk_drift,
    "damped_drift": damped_drift,
    "theta": theta,
    "optimised_theta": optimised_theta,
    "ses": ses,
    "holt": holt,
    "damped_holt": damped_holt,
    "recent_drift": recent_drift,
    "recent_mean": recent_mean,
    "median": median,
    "toward_mean": toward_mean,
}

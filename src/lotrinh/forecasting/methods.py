"""The methods that are combined. Each takes series × points on the working scale and gives series × horizon.

All rows have the same length, at least 3; every method is defined for constants and is unmoved by a shift
of the series, and scales with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lotrinh.forecasting.results import Floats

Method = Callable[[Floats, int], Floats]
CHUNK = 1500
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
    th = np.repeat(thetas, len(ALPHAS))
    al = np.tile(ALPHAS, len(thetas))
    out = np.empty((len(z), horizon))
    for start in range(0, len(z), CHUNK):
        rows = slice(start, start + CHUNK)
        out[rows] = _theta_rows(z[rows], horizon, th, al)
    return out


def _theta_rows(z: Floats, horizon: int, th: Floats, al: Floats) -> Floats:
    """One chunk: each Theta line is smoothed, and comes back with its share of the straight line."""
    n = z.shape[1]
    intercept, slope = (part[:, None] for part in line(z))
    straight = intercept + slope * np.arange(n + horizon)
    part = 1 / th
    level = th * z[:, :1] + (1 - th) * straight[:, :1]
    error = np.zeros_like(level)
    for t in range(1, n):
        miss = z[:, t : t + 1] - (part * level + (1 - part) * straight[:, t : t + 1])
        if t >= 2:  # the first forecast is all starting value
            error += miss * miss
        level = level + al * (th * z[:, t : t + 1] + (1 - th) * straight[:, t : t + 1] - level)
    best = error.argmin(axis=1)
    level = np.take_along_axis(level, best[:, None], axis=1)
    share = part[best][:, None]
    return np.asarray(share * level + (1 - share) * straight[:, n:])


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
    a, b, p = (grid.ravel() for grid in np.meshgrid(ALPHAS[1:], betas, phis, indexing="ij"))
    out = np.empty((len(z), horizon))
    for start in range(0, len(z), CHUNK // 2):
        rows = slice(start, start + CHUNK // 2)
        out[rows] = _holt_rows(z[rows], horizon, a, b, p)
    return out


def _holt_rows(z: Floats, horizon: int, a: Floats, b: Floats, p: Floats) -> Floats:
    """One chunk of `_holt`; the first trend is the mean of the first changes."""
    n = z.shape[1]
    first = min(4, n - 1)
    trend = np.repeat((z[:, first] - z[:, 0])[:, None] / first, len(a), axis=1) * (b > 0)
    level = np.repeat(z[:, :1], len(a), axis=1)
    error = np.zeros_like(level)
    ab = a * b
    for t in range(1, n):
        step = p * trend
        ahead = level + step
        miss = z[:, t : t + 1] - ahead
        error += miss * miss
        level = ahead + a * miss
        trend = step + ab * miss
    best = error.argmin(axis=1)[:, None]
    level, trend = (np.take_along_axis(part, best, axis=1) for part in (level, trend))
    growth = np.cumsum(p[best] ** np.arange(1, horizon + 1), axis=1)
    return np.asarray(level + trend * growth)


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

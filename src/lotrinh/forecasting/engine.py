"""Predictive distributions of many series of one type and one length at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lotrinh.forecasting import calibration, combination, transforms
from lotrinh.forecasting.learned import Learned, tables
from lotrinh.forecasting.results import Floats

BLOCK = 6000
"""Series worked on at once, so that memory stays flat however many there are."""

REACH = {"level": 3.0, "positive": 3.0, "share": 6.0}
"""Farthest a quantile may lie from the centre on the working scale (a factor of 20 for a level)."""


@dataclass(frozen=True)
class Predictive:
    """Quantiles (series × horizon × GRID, working scale) and weights of the centre (series × candidates)."""

    kind: str
    quantiles: Floats
    weights: Floats

    def named_weights(self, row: int) -> dict[str, float]:
        """The methods that made the centre of one series, with their shares."""
        names = combination.CANDIDATES[self.kind]
        return {name: float(share) for name, share in zip(names, self.weights[row], strict=True) if share > 0}


def predict(
    kind: str,
    values: Floats,
    horizon: int,
    *,
    estimated: Floats | None = None,
    apart: Floats | None = None,
    learned: Learned | None = None,
) -> Predictive:
    """Forecast every row of `values` (series × points ≥ 3, in their unit, all usable for the type).

    `estimated` marks rows whose last value is a first estimate; their spread grows by the usual revision.
    `apart` are the periods between the figures of each row, where some were filled in.
    """
    known = learned or tables()[kind]
    blocks = []
    for start in range(0, len(values), BLOCK):
        rows = slice(start, start + BLOCK)
        own = (None if part is None else part[rows] for part in (estimated, apart))
        blocks.append(_block(kind, values[rows], horizon, known, *own))
    return Predictive(
        kind, np.concatenate([block[0] for block in blocks]), np.concatenate([block[1] for block in blocks])
    )


def _block(
    kind: str, values: Floats, horizon: int, known: Learned, estimated: Floats | None, apart: Floats | None
) -> tuple[Floats, Floats]:
    """Quantiles and weights of one block."""
    paths = combination.candidates(kind, values, horizon)
    looked_at = combination.features(kind, values)
    share = combination.weights(kind, known.weights, looked_at)
    centre = (paths * share[:, None, :]).sum(axis=2)
    offset, table = calibration.scale_features(kind, values, paths, looked_at, known.pooled)
    spread = calibration.scale(kind, offset, table, known.scale, horizon, apart)
    shape = calibration.quantile_features(looked_at, values.shape[1], horizon) @ known.quantiles
    shape = np.sort(shape, axis=2)
    if estimated is not None and estimated.any():
        noise = estimated * known.revision * spread[:, 0]
        spread = np.sqrt(spread**2 + noise[:, None] ** 2)
    around = spread[:, :, None] * shape
    reach = REACH.get(kind, np.inf)
    return centre[:, :, None] + np.clip(around, -reach, reach), share


def predict_seasonal(
    kind: str,
    values: Floats,
    horizon: int,
    per_year: int,
    end: int,
    *,
    estimated: Floats | None = None,
    apart: Floats | None = None,
) -> Predictive:
    """As `predict`, for quarters and months: a fixed seasonal pattern is taken out before and put back after.

    The pattern is the mean deviation of each season from a centred yearly mean, shrunk by the number of years
    (classical decomposition; Hyndman and Athanasopoulos 2021, section 3.4). `end` is the ordinal of the
    last value.
    """
    if values.shape[1] < 2 * per_year + 1:
        return predict(kind, values, horizon, estimated=estimated, apart=apart)
    z = transforms.forward(kind, values)
    pattern = seasonal_pattern(z, per_year, end)
    season = (end - z.shape[1] + 1 + np.arange(z.shape[1])) % per_year
    flat = transforms.backward(kind, z - pattern[:, season])
    found = predict(kind, flat, horizon, estimated=estimated, apart=apart)
    ahead = (end + 1 + np.arange(horizon)) % per_year
    return Predictive(kind, found.quantiles + pattern[:, ahead][:, :, None], found.weights)


def seasonal_pattern(z: Floats, per_year: int, end: int) -> Floats:
    """Seasonal deviations by season of the year (series × per_year), summing to zero."""
    n = z.shape[1]
    half = per_year // 2
    window = np.r_[0.5, np.ones(per_year - 1), 0.5] / per_year
    smooth = np.stack([np.convolve(row, window, mode="valid") for row in z])
    away = z[:, half : half + smooth.shape[1]] - smooth
    season = (end - n + 1 + half + np.arange(smooth.shape[1])) % per_year
    pattern = np.zeros((len(z), per_year))
    for part in range(per_year):
        seen = away[:, season == part]
        if seen.shape[1]:
            pattern[:, part] = seen.mean(axis=1)
    years = away.shape[1] / per_year
    shrunk: Floats = (pattern - pattern.mean(axis=1, keepdims=True)) * years / (years + 0.5)
    return shrunk

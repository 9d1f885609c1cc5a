"""Between the quantiles: any probability, any threshold, and joint paths that keep every margin."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from lotrinh.forecasting.results import Floats

GRID = np.array([0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995])
"""Probabilities of the quantiles kept. Between and beyond them: straight lines in the normal score."""
SCORES = ndtri(GRID)


class Joint(NamedTuple):
    """How the errors of one path hang together, learned by type from held-out errors.

    `common` is the correlation that any two periods share; the rest fades with the step between them, by
    `by_log` on the log of the horizon (a walk, in which far periods share most of their error) and `by_step`
    on the horizon (a series that forgets). `freedom` are the degrees of freedom of the t copula: the smaller,
    the more the *size* of the errors is one for the whole path, calm years with calm ones. Infinite: Gaussian.
    """

    common: float
    by_log: float
    by_step: float
    freedom: float = math.inf


def at_score(quantiles: Floats, score: float) -> Floats:
    """The value at one normal score, for `quantiles` of shape (…, GRID)."""
    place = int(np.clip(np.searchsorted(SCORES, score) - 1, 0, len(SCORES) - 2))
    part = (score - SCORES[place]) / (SCORES[place + 1] - SCORES[place])
    out: Floats = quantiles[..., place] + part * (quantiles[..., place + 1] - quantiles[..., place])
    return out


def at_probability(quantiles: Floats, probability: float) -> Floats:
    """The value at one probability, for `quantiles` of shape (…, GRID)."""
    return at_score(quantiles, float(ndtri(probability)))


def below(quantiles: Floats, threshold: Floats) -> Floats:
    """Probability of staying at or below `threshold` (shape …), for `quantiles` of shape (…, GRID)."""
    t = np.asarray(threshold, dtype=float)[..., None]
    place = np.clip((quantiles < t).sum(axis=-1) - 1, 0, len(SCORES) - 2)[..., None]
    low = np.take_along_axis(quantiles, place, -1)
    high = np.take_along_axis(quantiles, place + 1, -1)
    part = (t - low) / np.maximum(high - low, 1e-300)
    score = SCORES[place] + np.clip(part, -50, 50) * (SCORES[place + 1] - SCORES[place])
    out: Floats = ndtr(score[..., 0])
    return out


def correlation(horizon: int, joint: Joint) -> Floats:
    """Correlation of two periods of one path (horizon × horizon): what all share, and what fades."""
    ahead = np.arange(1, horizon + 1)
    gap = np.abs(np.subtract.outer(ahead, ahead))
    log_gap = np.abs(np.subtract.outer(np.log(ahead), np.log(ahead)))
    fading = np.exp(-joint.by_log * log_gap - joint.by_step * gap)
    matrix: Floats = joint.common + (1 - joint.common) * fading
    return matrix


@lru_cache(maxsize=64)
def ranks(size: int, horizon: int, joint: Joint, seed: int) -> Floats:
    """Normal scores of `size` paths × `horizon`: hanging together along the path, evenly spread in every period.

    A Gaussian or t copula: correlated normal draws, in the second each path over a size of its own (Demarta and
    McNeil 2005). Each column is then replaced by evenly spaced scores in its own order (a Latin hypercube; Iman
    and Conover 1982), so every margin is met to 1/size.
    """
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(correlation(horizon, joint) + 1e-9 * np.eye(horizon))
    drawn = rng.standard_normal((size, horizon)) @ root.T
    if math.isfinite(joint.freedom):
        drawn /= np.sqrt(rng.chisquare(joint.freedom, size) / joint.freedom)[:, None]
    order = drawn.argsort(axis=0).argsort(axis=0)
    scores: Floats = ndtri((order + 0.5) / size)
    return scores


def paths(quantiles: Floats, size: int, seed: int, joint: Joint) -> Floats:
    """Joint draws, `size` × horizon, of one series whose `quantiles` are horizon × GRID."""
    horizon = quantiles.shape[0]
    scores = ranks(size, horizon, joint, seed)
    out = np.empty((size, horizon))
    for step in range(horizon):
        place = np.clip(np.searchsorted(SCORES, scores[:, step]) - 1, 0, len(SCORES) - 2)
        part = (scores[:, step] - SCORES[place]) / (SCORES[place + 1] - SCORES[place])
        row = quantiles[step]
        out[:, step] = row[place] + part * (row[place + 1] - row[place])
    return out

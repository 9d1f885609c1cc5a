"""Single methods under the names the field knows, beside the product's own combination.

    Naive().forecast(y, h=3, level=[80])  →  {"mean": …, "lo-80": …, "hi-80": …}
    forecast(df, h=3, level=[80], models=[Naive(), OptimizedTheta()])  →  columns Naive, Naive-lo-80, …

The intervals of a single method are the calibrated ones of the combination, moved to the method's own path
and widened by how far it lies from the combination; they are cautious, not separately calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from lotrinh.forecasting import batch as batches
from lotrinh.forecasting import clean, methods
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.quantiles import GRID, at_probability
from lotrinh.forecasting.results import Floats, IndicatorType
from lotrinh.forecasting.transforms import backward, forward

_MIDDLE = int(np.flatnonzero(GRID == 0.5)[0])


class Model:
    """A method with the interface of a forecasting library; subclasses name it."""

    method: ClassVar[str | None] = None

    def __init__(self, alias: str | None = None) -> None:
        self.alias = alias or self.__class__.__name__

    def __repr__(self) -> str:
        return self.alias

    def quantiles(self, group: batches.Group, horizon: int) -> Floats:
        """Quantiles on the working scale: series × horizon × GRID."""
        values = group.values
        base = group.predict(horizon).quantiles
        if self.method is None:
            return base
        path = methods.METHODS[self.method](forward(group.kind, values), horizon)
        spread = base - base[:, :, _MIDDLE : _MIDDLE + 1]
        away = np.abs(path - base[:, :, _MIDDLE])[:, :, None]
        moved: Floats = path[:, :, None] + np.sign(spread) * np.hypot(spread, away * np.abs(np.sign(spread)) * 0.5)
        return moved

    def forecast(
        self, y: Sequence[float], h: int, level: Sequence[float] = (), *, type: IndicatorType = "auto"
    ) -> dict[str, Floats]:
        """Forecast one yearly series: `mean`, and `lo-80`, `hi-80` … for each level."""
        found = batches.gather(["y"] * len(y), list(range(len(y))), list(y), default=type)
        made = self.table(found, h, clean.check_levels(level))
        own = {k: np.array(v) for k, v in made.items() if k not in ("unique_id", "ds")}
        return {"mean" if k == self.alias else k.removeprefix(f"{self.alias}-"): v for k, v in own.items()}

    def table(self, found: batches.Batch, h: int, levels: Sequence[float]) -> dict[str, Any]:
        """Columns of the long table for every series of a batch."""
        sides = [(f"-{end}-{lev:g}", 0.5 + sign * lev / 200) for lev in levels for end, sign in (("lo", -1), ("hi", 1))]
        figures = {side: np.full((len(found.names), h), np.nan) for side, _ in (("", 0.5), *sides)}
        for group in found.groups:
            clean.check_horizon(h, group.per_year)
            q = self.quantiles(group, h)
            for side, p in (("", 0.5), *sides):
                figures[side][group.places] = backward(group.kind, at_probability(q, p))
        out: dict[str, Any] = {
            "unique_id": [name for name in found.names for _ in range(h)],
            "ds": [calendar.show(s.end + k, s.per_year) for s in found.series for k in range(1, h + 1)],
        }
        return out | {f"{self.alias}{side}": values.ravel() for side, values in figures.items()}


class Lotrinh(Model):
    """The product's combination: what every page and command uses."""


class Naive(Model):
    """The last value."""

    method = "naive"


class RandomWalkWithDrift(Model):
    """The last value and the mean change."""

    method = "drift"


class HistoricAverage(Model):
    """The mean of the history."""

    method = "mean"


class Theta(Model):
    """Theta with lines 0 and 2."""

    method = "theta"


class OptimizedTheta(Model):
    """The optimised Theta model."""

    method = "optimised_theta"


class SimpleExponentialSmoothing(Model):
    """Simple exponential smoothing, its weight chosen on a grid."""

    method = "ses"


class Holt(Model):
    """Linear trend smoothing."""

    method = "holt"


class DampedHolt(Model):
    """Damped trend smoothing."""

    method = "damped_holt"


class DampedDrift(Model):
    """A recent mean change that fades."""

    method = "damped_drift"


MODELS = (
    Lotrinh,
    Naive,
    RandomWalkWithDrift,
    HistoricAverage,
    Theta,
    OptimizedTheta,
    SimpleExponentialSmoothing,
    Holt,
    DampedHolt,
    DampedDrift,
)

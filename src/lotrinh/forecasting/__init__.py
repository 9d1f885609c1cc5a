"""Short histories to predictive distributions, chances of meeting a target, and the track record of both.

Importing this package is cheap: numpy and scipy are loaded by the module that holds the name asked for.
How it works, what was measured and what is thin: `docs/forecasting.md`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lotrinh.forecasting.chance import chance_of as chance_of
    from lotrinh.forecasting.composition import forecast_composition as forecast_composition
    from lotrinh.forecasting.drivers import with_outside_forecast as with_outside_forecast
    from lotrinh.forecasting.models import DampedDrift as DampedDrift
    from lotrinh.forecasting.models import DampedHolt as DampedHolt
    from lotrinh.forecasting.models import HistoricAverage as HistoricAverage
    from lotrinh.forecasting.models import Holt as Holt
    from lotrinh.forecasting.models import Lotrinh as Lotrinh
    from lotrinh.forecasting.models import Naive as Naive
    from lotrinh.forecasting.models import OptimizedTheta as OptimizedTheta
    from lotrinh.forecasting.models import RandomWalkWithDrift as RandomWalkWithDrift
    from lotrinh.forecasting.models import SimpleExponentialSmoothing as SimpleExponentialSmoothing
    from lotrinh.forecasting.models import Theta as Theta
    from lotrinh.forecasting.results import Chance as Chance
    from lotrinh.forecasting.results import Forecast as Forecast
    from lotrinh.forecasting.results import NotEnoughData as NotEnoughData
    from lotrinh.forecasting.scenarios import Assumption as Assumption
    from lotrinh.forecasting.scenarios import Dependent as Dependent
    from lotrinh.forecasting.scenarios import what_if as what_if
    from lotrinh.forecasting.series import forecast_series as forecast_series
    from lotrinh.forecasting.spark import forecast_spark as forecast_spark
    from lotrinh.forecasting.table import chances as chances
    from lotrinh.forecasting.table import forecast as forecast
    from lotrinh.forecasting.trackrecord import brier as brier
    from lotrinh.forecasting.trackrecord import coverage as coverage
    from lotrinh.forecasting.trackrecord import msis as msis
    from lotrinh.forecasting.trackrecord import reliability as reliability
    from lotrinh.forecasting.trajectory import planned_path as planned_path

_HOME = {
    "Chance": "results",
    "Forecast": "results",
    "NotEnoughData": "results",
    "chance_of": "chance",
    "chances": "table",
    "forecast": "table",
    "forecast_composition": "composition",
    "forecast_series": "series",
    "forecast_spark": "spark",
    "planned_path": "trajectory",
    "what_if": "scenarios",
    "Assumption": "scenarios",
    "Dependent": "scenarios",
    "with_outside_forecast": "drivers",
    **dict.fromkeys(("brier", "coverage", "msis", "reliability"), "trackrecord"),
    **dict.fromkeys(
        (
            "DampedDrift",
            "DampedHolt",
            "HistoricAverage",
            "Holt",
            "Lotrinh",
            "Naive",
            "OptimizedTheta",
            "RandomWalkWithDrift",
            "SimpleExponentialSmoothing",
            "Theta",
        ),
        "models",
    ),
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Load the module that defines `name`, the first time it is asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

"""The scale each type of indicator is forecast on, and the way back.

level     natural logarithm (positive values)
positive  the same, for positive series of which nothing else is known: other methods and weights (no log
          drift, which runs away where growth was not compound)
growth    as it is (per cent a year)
calm      as it is: growth rates that hardly move from year to year, as those of a population, are drawn to no
          usual growth of output
plain     as it is (any value: balances, differences, levels that cross zero)
count     as it is, never below zero (ratios that pass 100, too): what touches zero has no logarithm to trust,
          and a step from 0 to 5 is worth no more than one from 5 to 10
share     logit of per cent, held off 0 and 100 by `EDGE` (Aitchison 1986, ch. 11, treats zeros the same way)
"""

from __future__ import annotations

import numpy as np

from lotrinh.forecasting.results import Floats

LOGARITHMIC = ("level", "positive")
UNITLESS = ("plain", "count", "calm")
"""Types of which neither unit nor sign is used: their forecasts move and scale with the figures."""
EDGE = 0.05
"""Per cent. A share of exactly 0 or 100 is read as this far inside the bounds."""
LARGEST_LOG = 700.0


def forward(kind: str, values: Floats) -> Floats:
    """Values in their unit to the working scale."""
    if kind in LOGARITHMIC:
        return np.log(values)
    if kind == "share":
        inside = np.clip(values, EDGE, 100 - EDGE)
        return np.log(inside / (100 - inside))
    return np.asarray(values, dtype=float)


def backward(kind: str, scaled: Floats) -> Floats:
    """Working scale to values in their unit; monotone, so quantiles stay quantiles."""
    if kind in LOGARITHMIC:
        return np.exp(np.clip(scaled, -LARGEST_LOG, LARGEST_LOG))
    if kind == "count":
        return np.maximum(scaled, 0.0)
    if kind == "share":
        return 100.0 / (1.0 + np.exp(-np.clip(scaled, -LARGEST_LOG, LARGEST_LOG)))
    return scaled

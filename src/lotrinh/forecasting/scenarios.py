"""What if: move an assumption, and see the chances of the targets that rest on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import wording
from lotrinh.forecasting.bands import band
from lotrinh.forecasting.results import Comparator, Floats, Forecast, Period

DRAWS = 2000


@dataclass(frozen=True)
class Assumption:
    """Something targets rest on: a figure with a spread (one standard deviation), or a forecast's draws."""

    value: float
    spread: float = 0.0
    draws: Floats | None = None

    @staticmethod
    def of(forecast: Forecast, due: Period) -> Assumption:
        """The assumption that a forecast makes for one period."""
        if due not in forecast.periods:
            raise InvalidData(f"Dự báo không có kỳ {due}.")
        place = forecast.periods.index(due)
        return Assumption(forecast.median[place], 0.0, forecast.draws[:, place])

    def sample(self, moved_to: float | None, size: int, rng: np.random.Generator) -> Floats:
        """Draws of the assumption; all are moved by as much as its middle is."""
        if self.draws is not None:
            drawn = rng.permutation(np.resize(self.draws, size))
        else:
            drawn = self.value + self.spread * rng.standard_normal(size)
        return drawn if moved_to is None else drawn + (moved_to - self.value)


@dataclass(frozen=True)
class Dependent:
    """A target worked out from assumptions: `formula` turns their draws, by name, into the indicator's."""

    name: str
    formula: Callable[[Mapping[str, Floats]], Floats]
    comparator: Comparator
    low: float | None = None
    high: float | None = None
    direction: str | None = None


@dataclass(frozen=True)
class Effect:
    """The chance of one dependent target, and its middle value, before and after."""

    name: str
    before: float
    after: float
    middle_before: float
    middle_after: float
    sentence_vi: str


def what_if(
    assumptions: Mapping[str, Assumption],
    changes: Mapping[str, float],
    dependents: Sequence[Dependent],
    *,
    size: int = DRAWS,
    seed: int = 0,
) -> list[Effect]:
    """Chances of `dependents` as assumed, and with the assumptions in `changes` moved to new middle values.

    The same random numbers are used before and after, so a difference is the effect of the change alone.
    """
    unknown = [name for name in changes if name not in assumptions]
    if unknown:
        raise InvalidData(f"Không có giả định «{unknown[0]}»; các giả định là: {', '.join(assumptions)}.")
    before, after = (_drawn(assumptions, moved, size, seed) for moved in ({}, changes))
    effects = []
    for target in dependents:
        wanted = band(target.comparator, target.low, target.high, target.direction)
        first, then = np.asarray(target.formula(before)), np.asarray(target.formula(after))
        chance, moved = float(wanted.holds(first).mean()), float(wanted.holds(then).mean())
        said = f"{target.name}: {wording.chance(chance)} → {wording.chance(moved)}."
        effects.append(Effect(target.name, chance, moved, float(np.median(first)), float(np.median(then)), said))
    return effects


def _drawn(
    assumptions: Mapping[str, Assumption], changes: Mapping[str, float], size: int, seed: int
) -> dict[str, Floats]:
    """Draws of all assumptions, each from its own stream."""
    return {
        name: assumptions[name].sample(changes.get(name), size, np.random.default_rng([seed, place]))
        for place, name in enumerate(assumptions)
    }


def per_head_usd(
    base: float,
    years: int,
    growth: Floats,
    deflator: Floats,
    population_growth: Floats,
    exchange_rate: Floats,
) -> Floats:
    """Output per head in US dollars after `years`.

    `base` is output per head today in dong; growth, deflator and population growth are per cent a year; the
    exchange rate is dong for one dollar in the due year.
    """
    each = (1 + growth / 100) * (1 + deflator / 100) / (1 + population_growth / 100)
    out: Floats = base * each**years / exchange_rate
    return out

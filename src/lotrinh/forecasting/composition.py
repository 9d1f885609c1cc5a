"""Shares that make a whole: every draw of every year sums to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting.results import Floats, Forecast, NotEnoughData, Period
from lotrinh.forecasting.series import forecast_series

ROUNDING = 1.0
"""Per cent. Published shares may miss 100 by their rounding; more than this is an error in the figures."""


def forecast_composition(
    parts: Mapping[str, Sequence[float | None]],
    periods: Sequence[Period],
    *,
    horizon: int,
    levels: Sequence[float] = (80, 95),
    last_is_estimate: bool = False,
    breaks: Sequence[Period] = (),
    seed: int = 0,
) -> dict[str, Forecast] | NotEnoughData:
    """Forecast all parts of a whole (per cent) together.

    Each part is forecast on its log-ratio to the rest, and each joint draw is closed to 100 (Aitchison 1986,
    section 2.2), so the parts of one draw belong together. Years in which a part is missing are left out
    for all. Raises `InvalidData` where the parts of a year do not sum to 100 within rounding.
    """
    names = list(parts)
    if len(names) < 2:
        raise InvalidData("Cơ cấu cần ít nhất hai thành phần.")
    table = np.array([[np.nan if v is None else float(v) for v in parts[name]] for name in names])
    if table.shape[1] != len(periods):
        raise InvalidData(f"Cơ cấu có {table.shape[1]} giá trị nhưng {len(periods)} kỳ.")
    whole = np.isfinite(table).all(axis=0)
    _check(table, whole, periods)
    kept = [period for period, ok in zip(periods, whole, strict=True) if ok]
    closed = 100 * table[:, whole] / table[:, whole].sum(axis=0)
    found: dict[str, Forecast] = {}
    for place, name in enumerate(names):
        one = forecast_series(
            closed[place].tolist(),
            kept,
            type="composition",
            horizon=horizon,
            levels=levels,
            last_is_estimate=last_is_estimate,
            breaks=breaks,
            seed=seed + place,
            name=name,
        )
        if isinstance(one, NotEnoughData):
            return one
        found[name] = one
    return _closed(found, levels)


def _check(table: Floats, whole: Floats, periods: Sequence[Period]) -> None:
    """Every complete year sums to 100 within rounding, and no part is negative."""
    for column in (int(place) for place in np.flatnonzero(whole)):
        total = float(table[:, column].sum())
        if (table[:, column] < 0).any() or abs(total - 100) > ROUNDING:
            raise InvalidData(f"Cơ cấu kỳ {periods[column]} cộng lại bằng {total:.2f}%, không phải 100%.")


def _closed(found: dict[str, Forecast], levels: Sequence[float]) -> dict[str, Forecast]:
    """Draws, medians and bounds after closing every draw."""
    draws = np.stack([one.draws for one in found.values()])
    draws = 100 * draws / draws.sum(axis=0)
    middle = np.array([one.median for one in found.values()])
    middle = 100 * middle / middle.sum(axis=0)
    out = {}
    for place, (name, one) in enumerate(found.items()):
        bounds = {}
        for level in levels:
            low, high = np.quantile(draws[place], [0.5 - level / 200, 0.5 + level / 200], axis=0)
            bounds[level] = (_row(np.minimum(low, middle[place])), _row(np.maximum(high, middle[place])))
        out[name] = replace(
            one,
            draws=draws[place],
            median=_row(middle[place]),
            mean=_row(draws[place].mean(axis=0)),
            intervals=bounds,
        )
    return out


def _row(values: Floats) -> tuple[float, ...]:
    """An array as a tuple of floats."""
    return tuple(float(v) for v in values)

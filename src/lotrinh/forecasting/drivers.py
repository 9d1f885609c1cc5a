"""An outside forecast beside our own: corrected for its past bias, weighed by its past errors, and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import labels
from lotrinh.forecasting.results import Floats, Forecast, Period
from lotrinh.forecasting.transforms import LOGARITHMIC, backward, forward

UNTESTED, FULL, MOST = 0.25, 5, 0.75
"""Weight of an outside forecast without a record; pairs for a full one; the most it can get."""


def with_outside_forecast(
    forecast: Forecast,
    outside: Mapping[Period, float],
    record: Sequence[tuple[float, float]] = (),
) -> Forecast:
    """Move a forecast towards an outside one (Bates and Granger 1969).

    `outside` gives periods ahead → figures: growth in per cent for a level or a growth series, else the
    unit of the series. `record` are past pairs (what they said, what came). Their mean error is taken off,
    shrunk to zero when pairs are few; the weight follows their squared error beside our own spread. The
    label names the outside share.
    """
    if not outside:
        return forecast
    rates = np.array([outside.get(period, np.nan) for period in forecast.periods], dtype=float)
    if not np.isfinite(rates[0]):
        raise InvalidData(f"Dự báo bên ngoài thiếu kỳ {forecast.periods[0]}; hãy ghi liên tục từ kỳ đầu.")
    pairs = np.array(record, dtype=float).reshape(-1, 2)
    error = pairs[:, 0] - pairs[:, 1]
    bias = float(error.sum() / (len(error) + 3)) if len(error) else 0.0
    share = _share(forecast, error - bias)
    path = _path(forecast, rates - bias)
    middle = forward(forecast.type, np.array(forecast.median))
    shift = share * (forward(forecast.type, path) - middle)
    known = np.isfinite(shift)
    last = int(np.flatnonzero(known)[-1])
    shift = np.where(np.arange(len(shift)) > last, shift[last], np.where(known, shift, 0.0))
    return _moved(forecast, shift, share, bias, len(error))


def _share(forecast: Forecast, error: Floats) -> float:
    """Weight of the outside forecast."""
    if not len(error):
        return UNTESTED
    draws = forecast.draws[:, 0]
    if forecast.type in LOGARITHMIC:
        draws = 100 * (draws / forecast.history_values[-1] - 1)
    own = float(draws.var())
    theirs = float((error**2).mean())
    trust = min(len(error), FULL) / FULL
    best = min(own / (own + theirs) if own + theirs > 0 else 0.5, MOST)
    return trust * best + (1 - trust) * UNTESTED


def _path(forecast: Forecast, rates: Floats) -> Floats:
    """The outside path in the unit of the series."""
    if forecast.type not in LOGARITHMIC:
        return rates
    if (rates[np.isfinite(rates)] <= -100).any():
        raise InvalidData("Dự báo tăng trưởng bên ngoài không thể bằng hoặc dưới -100%.")
    return np.asarray(forecast.history_values[-1] * np.cumprod(1 + rates / 100))


def _moved(forecast: Forecast, shift: Floats, share: float, bias: float, pairs: int) -> Forecast:
    """The forecast with every path moved by `shift` on the working scale."""
    kind = forecast.type

    def move(values: Floats) -> Floats:
        return backward(kind, forward(kind, values) + shift)

    def row(values: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(float(v) for v in move(np.array(values)))

    weights = {key: value * (1 - share) for key, value in forecast.weights.items()} | {"driver": share}
    draws = move(forecast.draws)
    said = f"{bias:.2f}".replace(".", ",")
    note = f"Kết hợp dự báo bên ngoài (đã trừ độ lệch {said}, dựa trên {pairs} lần đối chiếu)."
    return replace(
        forecast,
        draws=draws,
        median=row(forecast.median),
        mean=tuple(float(v) for v in draws.mean(axis=0)),
        intervals={level: (row(low), row(high)) for level, (low, high) in forecast.intervals.items()},
        weights=weights,
        method=labels.machine(weights),
        label_vi=labels.vietnamese(weights, kind),
        label_en=labels.english(weights, kind),
        note_vi=" ".join(note for note in (forecast.note_vi, note) if note),
    )

"""One series to one forecast: what the pages call."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lotrinh.forecasting import clean, engine, labels
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.learned import tables
from lotrinh.forecasting.quantiles import at_probability, paths
from lotrinh.forecasting.results import Floats, Forecast, IndicatorType, NotEnoughData, Period
from lotrinh.forecasting.transforms import backward

DRAWS = 2000
FEWEST, FEW, LEARNED_YEARS = 3, 8, 10


def forecast_series(
    values: Sequence[float | None],
    periods: Sequence[Period],
    *,
    type: IndicatorType = "auto",
    horizon: int,
    levels: Sequence[float] = (80, 95),
    last_is_estimate: bool = False,
    breaks: Sequence[Period] = (),
    seed: int = 0,
    name: str = "chuỗi",
) -> Forecast | NotEnoughData:
    """Forecast `horizon` periods after the last figure.

    `values` in their unit (shares and growth in per cent); None or NaN is "no data". `periods` are years
    (2024), quarters ("2024Q1") or months ("2024-03"). `breaks` are the first periods of a new territory or
    method: figures before the last break do not shape the forecast. `last_is_estimate` widens the forecast
    by the usual revision. Below 3 figures the answer is `NotEnoughData`. Raises `InvalidData` naming the
    series and the period.
    """
    wanted = clean.check_levels(levels)
    series = clean.regular(values, periods, kind=type, breaks=breaks, name=name)
    clean.check_horizon(horizon, series.per_year)
    if series.observed < FEWEST:
        return not_enough(series)
    estimated = np.array([1.0 if last_is_estimate else 0.0])
    found = engine.predict_seasonal(
        series.kind,
        series.values[None, :],
        horizon,
        series.per_year,
        series.end,
        estimated=estimated,
        apart=np.array([series.apart]),
    )
    return made(series, found.quantiles[0], found.named_weights(0), wanted, horizon, last_is_estimate, seed)


def not_enough(series: clean.Series) -> NotEnoughData:
    """Too few figures, and why."""
    reason = f"Chưa đủ dữ liệu: chỉ có {series.observed} số liệu dùng được, cần ít nhất {FEWEST}."
    return NotEnoughData(" ".join((reason, *series.notes)), series.observed)


def made(
    series: clean.Series,
    quantiles: Floats,
    weights: dict[str, float],
    levels: Sequence[float],
    horizon: int,
    last_is_estimate: bool,
    seed: int,
) -> Forecast:
    """A `Forecast` from quantiles on the working scale (horizon × GRID)."""
    kind = series.kind

    def point(p: float) -> tuple[float, ...]:
        return tuple(float(v) for v in backward(kind, at_probability(quantiles, p)))

    draws = backward(kind, paths(quantiles, DRAWS, seed, tables()[kind].joint))
    return Forecast(
        type="growth" if kind == "calm" else kind,
        periods=tuple(calendar.show(series.end + step, series.per_year) for step in range(1, horizon + 1)),
        median=point(0.5),
        mean=tuple(float(v) for v in draws.mean(axis=0)),
        intervals={level: (point(0.5 - level / 200), point(0.5 + level / 200)) for level in levels},
        draws=draws,
        history_periods=tuple(calendar.show(o, series.per_year) for o in series.ordinals),
        history_values=tuple(float(v) for v in series.values),
        method=labels.machine(weights),
        weights=weights,
        label_vi=labels.vietnamese(weights, kind),
        label_en=labels.english(weights, kind),
        n_points=series.observed,
        note_vi=" ".join([*series.notes, *notes(series.observed, horizon, series.per_year, last_is_estimate)]),
        per_year=series.per_year,
        last_is_estimate=last_is_estimate,
        filled=series.filled,
    )


def notes(observed: int, horizon: int, per_year: int, last_is_estimate: bool) -> list[str]:
    """What a reader has to know about the forecast beside its figures."""
    said = []
    if observed < FEW:
        said.append(f"Chỉ có {observed} số liệu (dưới {FEW}): khoảng dự báo dựa vào mức chung của nhiều chuỗi.")
    if last_is_estimate:
        said.append("Số liệu cuối là ước tính: khoảng dự báo đã nới thêm theo mức điều chỉnh thường gặp.")
    if horizon > LEARNED_YEARS:
        said.append(f"Xa hơn {LEARNED_YEARS} kỳ: độ rộng khoảng dự báo là suy ra, chưa được kiểm chứng.")
    if per_year > 1:
        said.append("Chuỗi theo quý hoặc tháng: độ rộng khoảng dự báo học từ chuỗi năm.")
    return said

"""Many series at once: a long table to groups of equal type and length, forecast group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import clean, engine, kinds, series
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.results import Floats, IndicatorType, Integers, WorkingType


@dataclass
class Group:
    """Series of one type, calendar and length: places in the batch, values, periods between the figures of each,
    quantiles once forecast."""

    kind: WorkingType
    per_year: int
    end: int
    places: list[int]
    values: Floats
    apart: Floats
    predictive: engine.Predictive | None = None

    def predict(self, horizon: int) -> engine.Predictive:
        """The predictive distributions of the group, `horizon` periods ahead."""
        return engine.predict_seasonal(self.kind, self.values, horizon, self.per_year, self.end, apart=self.apart)


@dataclass
class Batch:
    """A cleaned table. `short` are the places of series with fewer than three figures."""

    names: list[str]
    series: list[clean.Series]
    short: dict[int, str] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)


def gather(
    unique_id: Sequence[object],
    ds: Sequence[object],
    y: Sequence[object],
    *,
    stated: Sequence[object] | None = None,
    default: IndicatorType = "auto",
) -> Batch:
    """Clean a long table (columns of equal length). `stated` is the type of each row, empty where none is stated."""
    if not len(unique_id) == len(ds) == len(y):
        raise InvalidData("Các cột unique_id, ds và y phải dài bằng nhau.")
    clean.check_type(default)
    index: dict[object, int] = {}
    codes = np.array([index.setdefault(name, len(index)) for name in unique_id], dtype=np.int64)
    _named(index, unique_id)
    names = [str(name) for name in index]
    per_year, ordinals = _ordinals(ds, codes, names)
    figures = _figures(y, codes, names, ds)
    disordered = _disordered(codes, ordinals)
    order = np.lexsort((ordinals, codes))
    codes, ordinals, figures = codes[order], ordinals[order], figures[order]
    _no_duplicates(codes, ordinals, names, per_year)
    keep = ~np.isnan(figures)
    codes, ordinals, figures = codes[keep], ordinals[keep], figures[keep]
    starts = np.searchsorted(codes, np.arange(len(names) + 1)).astype(np.int64)
    found = kinds.judged(names, figures, starts, _stated(stated, unique_id, index, default))
    batch = Batch(names, [])
    for place, name in enumerate(names):
        part = slice(starts[place], starts[place + 1])
        notes = [clean.DISORDER] if place in disordered else []
        notes += [found[place].note_vi] if found[place].note_vi else []
        one = clean.finished(name, found[place].kind, figures[part], ordinals[part], int(per_year[place]), notes)
        batch.series.append(one)
        if one.observed < series.FEWEST:
            batch.short[place] = series.not_enough(one).reason_vi
    batch.groups = _grouped(batch)
    return batch


def _named(index: dict[object, int], unique_id: Sequence[object]) -> None:
    """Stop at the first row that does not say which series it belongs to."""
    for name in index:
        if name is None or name != name or not str(name).strip():
            row = next(row for row, other in enumerate(unique_id, 1) if other is name)
            raise InvalidData(f"Bảng số liệu, dòng {row} (không kể dòng tên cột): thiếu unique_id (tên chuỗi).")


def _ordinals(ds: Sequence[object], codes: Integers, names: list[str]) -> tuple[Integers, Integers]:
    """(periods per year of each series, ordinal of each row)."""
    ds = calendar.undated(ds, codes.tolist(), names)
    calendars: dict[object, int] = {}
    ordinals: dict[object, int] = {}
    unread: dict[object, str] = {}
    for period in set(ds):
        try:
            calendars[period], ordinals[period] = calendar.parse(period)
        except InvalidData as problem:
            unread[period] = str(problem)
    if unread:
        row = next(row for row, period in enumerate(ds) if period in unread)
        where = f"Chuỗi «{names[codes[row]]}», dòng {row + 1} (không kể dòng tên cột)"
        raise InvalidData(f"{where}: {unread[ds[row]]}")
    by_row = np.fromiter((calendars[period] for period in ds), np.int64, len(ds))
    per_year = np.ones(len(names), dtype=np.int64)
    per_year[codes] = by_row
    mixed = np.flatnonzero(per_year[codes] != by_row)
    if len(mixed):
        raise InvalidData(f"Chuỗi «{names[codes[mixed[0]]]}»: các kỳ lẫn lộn năm, quý và tháng.")
    return per_year, np.fromiter((ordinals[period] for period in ds), np.int64, len(ds))


def _figures(y: Sequence[object], codes: Integers, names: list[str], ds: Sequence[object]) -> Floats:
    """The figures as floats; the first one that cannot be used stops the work, with its place."""
    try:
        figures = np.array(y, dtype=float)
        if not (np.abs(figures[~np.isnan(figures)]) <= clean.LARGEST).all():
            raise ValueError
    except (TypeError, ValueError):
        return np.array([clean.number(v, names[c], p) for v, c, p in zip(y, codes, ds, strict=True)], dtype=float)
    return figures


def _no_duplicates(codes: Integers, ordinals: Integers, names: list[str], per_year: Integers) -> None:
    """Stop at the first period given twice for one series."""
    twice = np.flatnonzero((np.diff(codes) == 0) & (np.diff(ordinals) == 0))
    if len(twice):
        place = int(codes[twice[0]])
        label = calendar.show(int(ordinals[twice[0]]), int(per_year[place]))
        raise InvalidData(f"Chuỗi «{names[place]}», kỳ {label}: có hai giá trị trở lên; mỗi kỳ chỉ giữ một giá trị.")


def _stated(
    stated: Sequence[object] | None,
    unique_id: Sequence[object],
    index: dict[object, int],
    default: IndicatorType,
) -> list[IndicatorType]:
    """The stated type of each series."""
    out: list[IndicatorType] = [default] * len(index)
    for name, kind in zip(unique_id, stated if stated is not None else (), strict=False):
        if kind not in (None, "") and kind == kind:  # not NaN, an empty cell of pandas
            clean.check_type(str(kind))
            out[index[name]] = kind  # type: ignore[call-overload]
    return out


def _disordered(codes: Integers, ordinals: Integers) -> set[int]:
    """Places of series whose periods do not come in order."""
    by_series = np.argsort(codes, kind="stable")
    codes, ordinals = codes[by_series], ordinals[by_series]
    return set(codes[1:][(np.diff(codes) == 0) & (np.diff(ordinals) < 0)].tolist())


def _grouped(batch: Batch) -> list[Group]:
    """Groups of series that can be worked on as one matrix."""
    places: dict[tuple[WorkingType, int, int, int], list[int]] = {}
    for place, one in enumerate(batch.series):
        if place not in batch.short:
            season = one.end % one.per_year if one.per_year > 1 else 0
            places.setdefault((one.kind, one.per_year, season, len(one.values)), []).append(place)
    return [
        Group(
            kind,
            per_year,
            season,
            members,
            np.stack([batch.series[p].values for p in members]),
            np.array([batch.series[p].apart for p in members]),
        )
        for (kind, per_year, season, _), members in places.items()
    ]


def predict(batch: Batch, horizon: int) -> None:
    """Forecast every group `horizon` periods ahead."""
    for group in batch.groups:
        clean.check_horizon(horizon, group.per_year)
        group.predictive = group.predict(horizon)

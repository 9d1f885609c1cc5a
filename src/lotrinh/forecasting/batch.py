"""Many series at once: a long table to groups of equal type and length, forecast group by group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import clean, engine, series
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.results import Floats, IndicatorType, Integers, WorkingType

_GROWTH = re.compile(r"growth|tang[_ ]truong|tăng[_ ]trưởng|toc[_ ]do|tốc[_ ]độ", re.IGNORECASE)
_SHARE = re.compile(
    r"percent|share|ty[_ ]trong|tỷ[_ ]trọng|ty[_ ]le|tỷ[_ ]lệ|tỉ[_ ]lệ|co[_ ]cau|cơ[_ ]cấu", re.IGNORECASE
)

_LEVEL = re.compile(r"gdp|grdp|per[_ ]?capita|population|đầu[_ ]người|dau[_ ]nguoi|dân[_ ]số|dan[_ ]so", re.IGNORECASE)


@dataclass
class Group:
    """Series of one type, calendar and length: places in the batch, values, quantiles once forecast."""

    kind: WorkingType
    per_year: int
    end: int
    places: list[int]
    values: Floats
    predictive: engine.Predictive | None = None


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
    kinds: Sequence[object] | None = None,
    default: IndicatorType = "auto",
) -> Batch:
    """Clean a long table (columns of equal length). `kinds` is the stated type of each row, or None."""
    if not len(unique_id) == len(ds) == len(y):
        raise InvalidData("Các cột unique_id, ds và y phải dài bằng nhau.")
    clean.check_type(default)
    index: dict[object, int] = {}
    codes = np.array([index.setdefault(name, len(index)) for name in unique_id], dtype=np.int64)
    names = [str(name) for name in index]
    per_year, ordinals = _ordinals(ds, codes, names)
    figures = _figures(y, codes, names, ds)
    order = np.lexsort((ordinals, codes))
    codes, ordinals, figures = codes[order], ordinals[order], figures[order]
    _no_duplicates(codes, ordinals, names, per_year)
    keep = ~np.isnan(figures)
    codes, ordinals, figures = codes[keep], ordinals[keep], figures[keep]
    starts = np.searchsorted(codes, np.arange(len(names) + 1)).astype(np.int64)
    stated = _stated(kinds, unique_id, index, default)
    found = _typed(names, figures, starts, stated)
    batch = Batch(names, [])
    for place, name in enumerate(names):
        part = slice(starts[place], starts[place + 1])
        one = _series(name, found[place], figures[part], ordinals[part], int(per_year[place]))
        batch.series.append(one)
        if one.observed < series.FEWEST:
            batch.short[place] = series.not_enough(one).reason_vi
    batch.groups = _grouped(batch)
    return batch


def _ordinals(ds: Sequence[object], codes: Integers, names: list[str]) -> tuple[Integers, Integers]:
    """(periods per year of each series, ordinal of each row)."""
    table: dict[object, tuple[int, int]] = {}
    pairs = np.empty((len(ds), 2), dtype=np.int64)
    for row, period in enumerate(ds):
        pair = table.get(period)
        if pair is None:
            try:
                pair = table[period] = calendar.parse(period)
            except InvalidData as problem:
                raise InvalidData(f"Chuỗi «{names[codes[row]]}», dòng {row + 1}: {problem}") from None
        pairs[row] = pair
    per_year = np.ones(len(names), dtype=np.int64)
    per_year[codes] = pairs[:, 0]
    mixed = np.flatnonzero(per_year[codes] != pairs[:, 0])
    if len(mixed):
        raise InvalidData(f"Chuỗi «{names[codes[mixed[0]]]}»: các kỳ lẫn lộn năm, quý và tháng.")
    return per_year, pairs[:, 1]


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
    kinds: Sequence[object] | None,
    unique_id: Sequence[object],
    index: dict[object, int],
    default: IndicatorType,
) -> list[IndicatorType]:
    """The stated type of each series."""
    out: list[IndicatorType] = [default] * len(index)
    for name, kind in zip(unique_id, kinds if kinds is not None else (), strict=False):
        if kind not in (None, ""):
            clean.check_type(str(kind))
            out[index[name]] = kind  # type: ignore[call-overload]
    return out


def _typed(names: list[str], figures: Floats, starts: Integers, stated: list[IndicatorType]) -> list[IndicatorType]:
    """Stated types, and for "auto" what the indicator's name and all its series together say.

    Series named `indicator:place` share one type: a growth rate that happens to be positive in one place is
    still a growth rate. A name that says growth or per cent counts only where the figures fit.
    """
    if all(kind != "auto" for kind in stated):
        return stated
    lows: dict[str, float] = {}
    highs: dict[str, float] = {}
    prefixes = [name.split(":", 1)[0] if ":" in name else name for name in names]
    for place, prefix in enumerate(prefixes):
        part = figures[starts[place] : starts[place + 1]]
        if len(part):
            lows[prefix] = min(lows.get(prefix, np.inf), float(part.min()))
            highs[prefix] = max(highs.get(prefix, -np.inf), float(part.max()))
    chosen: dict[str, IndicatorType] = {}
    for prefix in lows:
        if _GROWTH.search(prefix):
            chosen[prefix] = "growth"
        elif _SHARE.search(prefix) and lows[prefix] >= 0 and highs[prefix] <= 100:
            chosen[prefix] = "share"
        elif lows[prefix] < 0:
            chosen[prefix] = "plain"
        elif lows[prefix] > 0 and _LEVEL.search(prefix) and not _SHARE.search(prefix):
            chosen[prefix] = "level"
    return [chosen.get(prefixes[p], "auto") if kind == "auto" else kind for p, kind in enumerate(stated)]


def _series(name: str, kind: IndicatorType, figures: Floats, where: Integers, per_year: int) -> clean.Series:
    """One regular series from sorted figures."""
    notes: list[str] = []
    labels = [calendar.show(int(o), per_year) for o in where] if kind in ("share", "composition", "count") else ()
    fitted: WorkingType = "plain"
    if len(figures):
        fitted, note = clean.fit_type(kind, figures, labels, name)
        notes += [note] if note else []
    return clean.finished(name, fitted, figures, where, per_year, notes)


def _grouped(batch: Batch) -> list[Group]:
    """Groups of series that can be worked on as one matrix."""
    places: dict[tuple[WorkingType, int, int, int], list[int]] = {}
    for place, one in enumerate(batch.series):
        if place not in batch.short:
            season = one.end % one.per_year if one.per_year > 1 else 0
            places.setdefault((one.kind, one.per_year, season, len(one.values)), []).append(place)
    return [
        Group(kind, per_year, season, members, np.stack([batch.series[p].values for p in members]))
        for (kind, per_year, season, _), members in places.items()
    ]


def predict(batch: Batch, horizon: int) -> None:
    """Forecast every group `horizon` periods ahead."""
    for group in batch.groups:
        clean.check_horizon(horizon, group.per_year)
        group.predictive = engine.predict_seasonal(group.kind, group.values, horizon, group.per_year, group.end)

"""Long tables in, long tables out: `unique_id, ds, y` to forecasts, and claims to chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import batch as batches
from lotrinh.forecasting import clean, labels, series, wording
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.bands import Band, band
from lotrinh.forecasting.chance import chance_of
from lotrinh.forecasting.models import Lotrinh, Model
from lotrinh.forecasting.quantiles import GRID, at_probability, below
from lotrinh.forecasting.results import Chance, Floats, IndicatorType
from lotrinh.forecasting.transforms import LOGARITHMIC, backward, forward

Table = Mapping[str, Any]
"""Columns by name: a dict of lists or arrays, or a pandas DataFrame."""
_WIDTHS = np.diff(np.r_[0.0, (GRID[1:] + GRID[:-1]) / 2, 1.0])


def column(table: Table, name: str) -> list[Any]:
    """One column as a list; stop if it is missing."""
    if name not in table:
        raise InvalidData(f"Bảng số liệu thiếu cột «{name}».")
    values = table[name]
    dtype = getattr(values, "dtype", None)
    if getattr(dtype, "kind", "") == "M":  # as dates, not nanoseconds
        values = np.asarray(values).astype("datetime64[D]").astype(str)
    elif dtype is not None and not isinstance(dtype, np.dtype):  # pandas' own types, with a "no data" of their own
        values = values.astype(object).where(values.notna(), None)
    return list(values.tolist() if hasattr(values, "tolist") else values)


def gather(table: Table, kind: IndicatorType = "auto") -> batches.Batch:
    """Clean a long table; a column `indicator_type` states the type by row."""
    if not column(table, "unique_id"):
        raise InvalidData("Bảng số liệu không có dòng nào.")
    stated = column(table, "indicator_type") if "indicator_type" in table else None
    return batches.gather(
        column(table, "unique_id"), column(table, "ds"), column(table, "y"), stated=stated, default=kind
    )


def forecast(
    df: Table,
    h: int,
    level: Sequence[float] = (80, 95),
    *,
    type: IndicatorType = "auto",
    models: Sequence[Model] | None = None,
) -> Any:
    """Forecast every series of a long table `h` periods ahead.

    Columns out: `unique_id`, `ds`, then for each model `name`, `name-lo-80`, `name-hi-80` …; without
    `models` the product's own combination, called `Lotrinh`. A pandas DataFrame in gives a DataFrame out,
    else a dict of columns. Series with fewer than three figures give NaN. Raises `InvalidData` naming the
    series and the row.
    """
    clean.check_horizon(h, max(clean.HORIZON_LIMIT))
    found = gather(df, type)
    used = list(models) if models else [Lotrinh()]
    out: dict[str, Any] = {}
    for model in used:
        made = model.table(found, h, clean.check_levels(level))
        out |= {k: v for k, v in made.items() if k not in out}
    if hasattr(df, "loc"):
        import pandas as pd

        return pd.DataFrame(out)
    return out


def forecast_rows(
    df: Table, h: int, level: Sequence[float] = (80, 95), *, type: IndicatorType = "auto"
) -> dict[str, list[Any]]:
    """The table `lotrinh forecast` writes: mean, median, bounds, and who made them (`method`, `note`)."""
    clean.check_horizon(h, max(clean.HORIZON_LIMIT))
    levels = clean.check_levels(level)
    found = gather(df, type)
    batches.predict(found, h)
    per = len(found.names)
    sides = [(f"{end}-{lev}", 0.5 + sign * lev / 200) for lev in levels for end, sign in (("lo", -1), ("hi", 1))]
    figures = {name: np.full((per, h), np.nan) for name in ("mean", "median", *(side for side, _ in sides))}
    method, note = [""] * per, [""] * per
    for group in found.groups:
        assert group.predictive is not None
        q = group.predictive.quantiles
        figures["mean"][group.places] = backward(group.kind, q) @ _WIDTHS
        figures["median"][group.places] = backward(group.kind, at_probability(q, 0.5))
        for side, p in sides:
            figures[side][group.places] = backward(group.kind, at_probability(q, p))
        for row, place in enumerate(group.places):
            one = found.series[place]
            method[place] = labels.machine(group.predictive.named_weights(row))
            note[place] = " ".join([*one.notes, *series.notes(one.observed, h, one.per_year, False)])
    for place, reason in found.short.items():
        note[place] = reason
    out: dict[str, list[Any]] = {
        "unique_id": [name for name in found.names for _ in range(h)],
        "ds": [calendar.show(s.end + k, s.per_year) for s in found.series for k in range(1, h + 1)],
    }
    out |= {name: values.ravel().tolist() for name, values in figures.items()}
    out |= {"method": [m for m in method for _ in range(h)], "note": [n for n in note for _ in range(h)]}
    return out


def chances(history: Table, claims: Table, *, type: IndicatorType = "auto") -> dict[str, list[Any]]:
    """The chance of each claim: its columns, then `p`, `shown`, `note`.

    Claims: `unique_id`, `due`, `comparator`, and `threshold` or `low` and `high`; optionally `kind` (in,
    by, average), `since`, `direction`. A claim on a series that is too short has no `p` and a note that
    says so.
    """
    found = gather(history, type)
    place_of = {name: place for place, name in enumerate(found.names)}
    rows = _claims(claims)
    ahead = [_ahead(found, place_of, row, number) for number, row in enumerate(rows, 1)]
    batches.predict(found, max(1, max(ahead, default=1)))
    p, notes = _probabilities(found, rows, [place_of[str(row["unique_id"])] for row in rows], ahead)
    names = list(claims.keys() if hasattr(claims, "keys") else claims)
    out = {name: column(claims, name) for name in names if name not in ("p", "shown", "note")}
    known = np.isfinite(p)
    out["p"] = [float(v) if ok else None for v, ok in zip(p, known, strict=True)]
    out["shown"] = [wording.chance(v) if ok else "chưa đủ dữ liệu" for v, ok in zip(p, known, strict=True)]
    out["note"] = notes
    return out


def _probabilities(
    found: batches.Batch, rows: list[dict[str, Any]], places: list[int], ahead: list[int]
) -> tuple[Floats, list[str]]:
    """Probability (NaN where the series is too short) and note of each claim.

    Claims on one period to come are read off the quantiles, a group at a time; the rest need paths.
    """
    home = {p: (group, row) for group in found.groups for row, p in enumerate(group.places)}
    p = np.full(len(rows), np.nan)
    notes = [""] * len(rows)
    waiting: dict[int, list[tuple[int, int, int, Band]]] = {}
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        if place in found.short:
            notes[number] = found.short[place]
            continue
        group, at = home[place]
        try:
            wanted = band(row["comparator"], row["low"], row["high"], row["direction"])
            notes[number] = wanted.note_vi
            if row["kind"] == "in" and ahead[number] > 0:
                waiting.setdefault(id(group), []).append((number, at, ahead[number] - 1, wanted))
            else:
                p[number] = _joint(found.series[place], group, at, row).value
        except InvalidData as problem:
            raise _wrong(number + 1, f"chuỗi «{row['unique_id']}»: {problem}") from None
    for group in found.groups:
        if id(group) in waiting:
            numbers, at_rows, steps, wanted_all = zip(*waiting[id(group)], strict=True)
            assert group.predictive is not None
            q = group.predictive.quantiles[list(at_rows), list(steps)]
            p[list(numbers)] = inside(group.kind, q, list(wanted_all))
    return p, notes


def inside(kind: str, quantiles: Floats, wanted: Sequence[Band]) -> Floats:
    """Probability of each band, for quantiles (claims × GRID) on the working scale."""
    low = np.array([w.low for w in wanted])
    high = np.array([w.high for w in wanted])
    out: Floats = np.maximum(_up_to(kind, quantiles, high) - _up_to(kind, quantiles, low), 0.0)
    return out


def _up_to(kind: str, quantiles: Floats, value: Floats) -> Floats:
    """Probability of at most `value`, in the unit of the series; bounds of the type are kept."""
    floor = 0.0 if kind in (*LOGARITHMIC, "share", "count") else -np.inf
    ceiling = 100.0 if kind == "share" else np.inf
    impossible = (value < floor) | ((value == floor) & (kind != "count"))
    usual = np.isfinite(value) & ~impossible & (value < ceiling)
    safe = np.where(usual, value, 1.0)
    return np.where(usual, below(quantiles, forward(kind, safe)), np.where(impossible, 0.0, 1.0))


def _claims(claims: Table) -> list[dict[str, Any]]:
    """The claims as rows with the same keys; empty cells are None."""
    size = len(column(claims, "unique_id"))
    if not size:
        raise InvalidData("Bảng mục tiêu không có dòng nào.")
    names = ("unique_id", "due", "comparator", "threshold", "low", "high", "kind", "since", "direction")
    needed = ("unique_id", "due", "comparator")
    columns = {n: column(claims, n) if n in claims or n in needed else [None] * size for n in names}
    rows = []
    for number in range(size):
        row = {name: _cell(values[number]) for name, values in columns.items()}
        for name in ("threshold", "low", "high"):
            row[name] = None if row[name] is None else _number(row[name], number + 1)
        for name in ("due", "comparator"):
            if row[name] is None:
                raise _wrong(number + 1, f"ô «{name}» trống.")
        if row["low"] is None and row["high"] is None and row["comparator"] != "range":
            row["low"] = row["high"] = row["threshold"]
        row["kind"] = row["kind"] or "in"
        rows.append(row)
    return rows


def _cell(value: Any) -> Any:
    """None for an empty cell."""
    return None if value is None or value == "" or value != value else value


def _number(value: Any, row: int) -> float:
    """One figure of a claim."""
    try:
        return float(value)
    except ValueError:
        raise _wrong(row, f"«{value}» không phải là số.") from None


def _wrong(row: int, problem: str) -> InvalidData:
    """What is wrong with a claim, and where it stands."""
    return InvalidData(f"Bảng mục tiêu, dòng {row} (không kể dòng tên cột): {problem}")


def _ahead(found: batches.Batch, place_of: dict[str, int], row: dict[str, Any], number: int) -> int:
    """How many periods after the last figure the claim is due (0 or less: it is known)."""
    name = str(row["unique_id"])
    if name not in place_of:
        raise _wrong(number, f"không có chuỗi «{name}» trong bảng số liệu.")
    one = found.series[place_of[name]]
    for name in ("due", "since"):
        row[name] = calendar.marked(row[name], one.per_year)
    try:
        per_year, due = calendar.parse(row["due"])
    except InvalidData as problem:
        raise _wrong(number, str(problem)) from None
    if one.observed and per_year != one.per_year:
        raise _wrong(number, f"thời hạn «{row['due']}» không cùng loại kỳ với chuỗi.")
    steps = due - one.end if one.observed else 0
    if steps > clean.HORIZON_LIMIT[per_year]:
        raise _wrong(number, f"thời hạn {row['due']} quá xa: {clean.too_far(steps, per_year)}")
    return steps


def _joint(one: clean.Series, group: batches.Group, at: int, row: dict[str, Any]) -> Chance:
    """A chance that needs whole paths or known figures."""
    assert group.predictive is not None
    q = group.predictive.quantiles[at]
    made = series.made(one, q, group.predictive.named_weights(at), (), q.shape[0], False, 0)
    names = ("comparator", "low", "high", "due", "kind", "since", "direction")
    found = chance_of(made, **{name: row[name] for name in names})
    assert isinstance(found, Chance)
    return found

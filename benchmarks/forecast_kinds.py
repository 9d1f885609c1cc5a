#!/usr/bin/env python3
"""Chances by kind of target: in a year, by a year, on average, on average with years already known.

    python benchmarks/forecast_kinds.py [--to-origin] [--origins 1970,1975] [--types growth,level,share]
                                        [--data DIR]

Panels to 2010, each half of the countries with tables learned from the other. By default those tables know all
years, as what ships does; with `--to-origin` only years to the origin. Every claim is "at least": half and one and
a half usual steps either side of the recent trend, 3, 5 and 7 years on. Printed twice: with a Gaussian copula, in which
the errors of a path have no common size, and as learned.

Two calibration errors are printed, because they say different things. `ECE up` is that of the claims as they are: a
year that was good or bad for all countries shows in full, so it is large for any single origin and tells of that
decade. In `ECE both` every claim stands beside its opposite: what all share cancels, and what is left is whether the
spread is right.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from forecasting import SHARED, TYPES, held_out, learned_anew

from lotrinh.forecasting import Chance, Forecast, chance_of, forecast_series, learned
from lotrinh.forecasting.pace import average
from lotrinh.forecasting.trackrecord import brier, calibration_error

ORIGINS = (1970, 1975, 1980, 1985, 1990, 1995, 2000, 2003)
YEARS_ON, STEPS, KNOWN = (3, 5, 7), (-1.5, -0.5, 0.5, 1.5), 3
SMALLER = 0.6
"""A mean over years moves about this much of what one year does; only sets how hard the claims are."""


def claims_of(made: Forecast, future: np.ndarray, origin: int) -> Iterator[tuple[object, ...]]:
    """(kind, chance, what came) of the claims on one series, whose figures after the origin are `future`."""
    y = np.array(made.history_values)
    growth = made.type == "growth"
    step = np.abs(np.diff(y)).mean()
    slope = 0.0 if growth else (y[-1] - y[-6]) / 5
    base = y[-8:].mean() if growth else y[-1]
    for years in YEARS_ON:
        came = future[:years].tolist()
        if not np.isfinite(came).all():
            continue
        due, with_known = origin + years, [*y[-KNOWN:].tolist(), *came]
        for more in STEPS:
            wide = more * step * np.sqrt(1 if growth else years)
            there, mean = base + slope * years + wide, base + slope * (years + 1) / 2 + SMALLER * wide
            part = (sum(y[-KNOWN:]) + years * mean) / (KNOWN + years)
            for label, kind, since, threshold, actual in (
                ("in", "in", None, there, came[-1]),
                ("by", "by", origin + 1, there, max(came)),
                ("average", "average", origin + 1, mean, average(came, growth)),
                ("average, 3 years known", "average", origin + 1 - KNOWN, part, average(with_known, growth)),
            ):
                found = chance_of(made, comparator="at_least", low=threshold, due=due, kind=kind, since=since)
                assert isinstance(found, Chance)
                yield label, found.value, actual >= threshold


@contextlib.contextmanager
def gaussian(wanted: bool) -> Iterator[None]:
    """The tables in force, without the common size of the errors of a path."""
    found = learned.tables()
    before = {kind: entry.joint for kind, entry in found.items()}
    if wanted:
        for entry in found.values():
            object.__setattr__(entry, "joint", entry.joint._replace(freedom=np.inf))
    try:
        yield
    finally:
        for kind, entry in found.items():
            object.__setattr__(entry, "joint", before[kind])


def stated(data: Path, origin: int, part: int, types: list[str]) -> pd.DataFrame:
    """Claims at one origin on one half of the countries, with `p` and `outcome`, under the tables in force."""
    history, actual = held_out(data, origin, part)
    after = actual.pivot(index="unique_id", columns="ds", values="y").reindex(columns=range(origin + 1, origin + 8))
    rows: list[tuple[object, ...]] = []
    for name, own in history.sort_values("ds").groupby("unique_id"):
        kind = str(own["indicator_type"].iloc[0])
        if kind in types:
            made = forecast_series(own["y"].tolist(), own["ds"].tolist(), type=kind, horizon=7)
            assert isinstance(made, Forecast)
            rows += [(kind, *claim) for claim in claims_of(made, after.loc[name].to_numpy(), origin)]
    return pd.DataFrame(rows, columns=["type", "label", "p", "outcome"]).assign(origin=origin)


def shown(table: pd.DataFrame) -> pd.Series:
    """One line of figures."""
    p, outcome = table["p"].to_numpy(float), table["outcome"].to_numpy(float)
    away = (table["outcome"].astype(float) - table["p"]).groupby(table["origin"]).mean()
    return pd.Series(
        {
            "claims": len(p),
            "said": p.mean(),
            "came": outcome.mean(),
            "Brier": brier(p, outcome),
            "ECE up": calibration_error(p, outcome),
            "ECE both": calibration_error(np.r_[p, 1 - p], np.r_[outcome, 1 - outcome]),
            "came - said": away.mean(),
            "± over origins": away.std() / np.sqrt(len(away)) if len(away) > 1 else np.nan,
        }
    )


def main() -> None:
    """Learn, state, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--to-origin", action="store_true")
    parser.add_argument("--origins", type=lambda text: [int(part) for part in text.split(",")], default=list(ORIGINS))
    parser.add_argument("--types", type=lambda text: text.split(","), default=sorted(set(TYPES.values())))
    args = parser.parse_args()
    if not args.data.exists():
        print("skipped: the data is missing")
        return
    types = ",".join([*args.types, "plain"])  # plain: calm growth rates stand on it
    parts: dict[bool, list[pd.DataFrame]] = {True: [], False: []}
    for part in (0, 1):
        for group in [[origin] for origin in args.origins] if args.to_origin else [args.origins]:
            until = ["--until", str(group[0])] if args.to_origin else []
            with learned_anew(args.data, "--part", str(1 - part), "--types", types, *until):
                for plain in parts:
                    with gaussian(plain):
                        parts[plain] += [stated(args.data, origin, part, args.types) for origin in group]
    for plain, found in parts.items():
        print("\nGaussian copula" if plain else "\nAs learned")
        printed(pd.concat(found))


def printed(table: pd.DataFrame) -> None:
    """By type and kind, and averages by origin."""
    columns = ["p", "outcome", "origin"]
    print(table.groupby(["type", "label"])[columns].apply(shown).to_string(float_format="{:.3f}".format))
    by = table[table["label"] == "average"].groupby(["type", "origin"])[columns].apply(shown)
    print("Averages by origin")
    print(by.drop(columns=["came - said", "± over origins"]).to_string(float_format="{:.3f}".format))


if __name__ == "__main__":
    main()

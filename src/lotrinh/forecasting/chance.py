"""The chance of meeting a target, counted on the joint draws of a forecast."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lotrinh.errors import InvalidData
from lotrinh.forecasting import pace, wording
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.bands import Band, band
from lotrinh.forecasting.results import Chance, Comparator, Floats, Forecast, Kind, NotEnoughData, Period

RATIO_TYPES = ("level", "positive", "count")


def chance_of(
    forecast: Forecast | NotEnoughData,
    *,
    comparator: Comparator,
    low: float | None = None,
    high: float | None = None,
    due: Period,
    kind: Kind = "in",
    since: Period | None = None,
    known: Mapping[Period, float] | None = None,
    direction: str | None = None,
) -> Chance | NotEnoughData:
    """The chance that the target is met.

    `kind` "in" asks about the due period itself, "by" about any period up to it, "average" about the mean
    of `since` … `due` (geometric for growth rates). `known` figures stand as they are and win over the
    history; years in the history are known anyway. `direction` "up"/"down" lets a value beyond a range
    count as met. One-sided comparators take their figure from `low` or `high`, whichever is given. Raises
    `InvalidData` where the due is out of reach of the forecast or the target makes no sense.
    """
    if isinstance(forecast, NotEnoughData):
        return forecast
    wanted = band(comparator, low, high, direction)
    if kind not in ("in", "by", "average"):
        raise InvalidData(f"Không có kiểu thời hạn «{kind}»; các kiểu là: in, by, average.")
    timeline = _Timeline(forecast, known or {})
    end = timeline.ordinal(due)
    start = timeline.ordinal(since) if since is not None else None
    if kind == "average":
        first = timeline.last + 1 if start is None else start
        value, progress = _average(timeline, wanted, first, end)
    else:
        first = end
        value, progress = _reached(timeline, wanted, kind, start, end)
    return _described(timeline, wanted, value, progress, (comparator, low, high, due, kind, first))


class _Timeline:
    """Known figures and drawn ones on one line of ordinals."""

    def __init__(self, forecast: Forecast, known: Mapping[Period, float]) -> None:
        self.forecast = forecast
        _, ordinals = calendar.parse_all(forecast.history_periods)
        self.known = dict(zip(ordinals, forecast.history_values, strict=True))
        if known:
            self.known |= {self.ordinal(p): float(v) for p, v in known.items()}
        _, ahead = calendar.parse_all(forecast.periods)
        self.column = {ordinal: place for place, ordinal in enumerate(ahead)}
        self.last = max(ordinals)
        self.farthest = ahead[-1]

    def ordinal(self, period: Period) -> int:
        """The ordinal of a period, which must be of the forecast's kind."""
        kind, ordinal = calendar.parse(calendar.marked(period, self.forecast.per_year))
        if kind != self.forecast.per_year:
            names = calendar.NAMES_VI
            raise InvalidData(f"Thời hạn «{period}» là {names[kind]}, còn dự báo theo {names[self.forecast.per_year]}.")
        return ordinal

    def at(self, ordinal: int) -> Floats:
        """Draws of one period; a known figure is the same in every draw."""
        if ordinal in self.known:
            return np.full(len(self.forecast.draws), self.known[ordinal])
        if ordinal not in self.column:
            label = calendar.show(ordinal, self.forecast.per_year)
            far = calendar.show(self.farthest, self.forecast.per_year)
            raise InvalidData(f"Không có số liệu và không có dự báo cho kỳ {label}; dự báo tới {far}.")
        column: Floats = self.forecast.draws[:, self.column[ordinal]]
        return column

    def history(self) -> list[float]:
        """Known figures up to the last observed period, oldest first."""
        return [self.known[o] for o in sorted(self.known) if o <= self.last]


def _reached(line: _Timeline, wanted: Band, kind: Kind, start: int | None, end: int) -> tuple[float, pace.Pace]:
    """Chance and pace of a target in one period, or by it."""
    met = wanted.holds(line.at(end))
    if kind == "by":
        first = line.last if start is None else start
        for ordinal in range(min(first, end), end):
            met = met | wanted.holds(line.at(ordinal))
    ratio_scale = line.forecast.type in RATIO_TYPES
    steps = max(end - line.last, 0)
    if line.forecast.type == "growth":
        history = line.history()
        own = pace.of_average([], history, wanted, max(steps, 1), growth=True)
        return float(met.mean()), own
    return float(met.mean()), pace.of_level(line.history(), wanted, steps, line.forecast.per_year, ratio_scale)


def _average(line: _Timeline, wanted: Band, first: int, end: int) -> tuple[float, pace.Pace]:
    """Chance and pace of a mean over the periods `first` … `end`."""
    if first > end:
        raise InvalidData("Giai đoạn tính bình quân bị ngược: kỳ đầu sau kỳ cuối.")
    growth = line.forecast.type == "growth"
    table = np.stack([line.at(o) for o in range(first, end + 1)], axis=1)
    if growth:
        means = 100 * np.expm1(np.log1p(np.maximum(table, -99.9) / 100).mean(axis=1))
    else:
        means = table.mean(axis=1)
    known = [line.known[o] for o in range(first, end + 1) if o in line.known]
    missing = end - first + 1 - len(known)
    return float(wanted.holds(means).mean()), pace.of_average(known, line.history(), wanted, missing, growth)


def _described(
    line: _Timeline,
    wanted: Band,
    value: float,
    own: pace.Pace,
    target: tuple[Comparator, float | None, float | None, Period, Kind, int],
) -> Chance:
    """The chance with its words."""
    comparator, low, high, due, kind, first = target
    forecast = line.forecast
    progress = pace.classify(own.ratio)
    if own.already_met:
        progress = "on_track"
    unit = "%" if forecast.type in (*RATIO_TYPES, "growth") else ("điểm %" if forecast.type == "share" else "đơn vị")
    met = None
    if own.steps_to_target is not None:
        met = calendar.show(line.last + own.steps_to_target, forecast.per_year)
    since = calendar.show(first, forecast.per_year)
    sentence = (
        f"Khả năng đạt mục tiêu {wording.target(comparator, low, high)} "
        f"{wording.when(kind, due, forecast.per_year, since)}: {wording.chance(value)}."
    )
    return Chance(
        value=value,
        shown=wording.chance(value),
        sentence_vi=sentence + _pace_sentence(own, unit, forecast.type == "growth" or kind == "average"),
        comparator=comparator,
        low=low,
        high=high,
        due=due,
        kind=kind,
        required_growth=own.required,
        observed_growth=own.observed,
        growth_unit=unit,
        observed_over_required=own.ratio,
        progress=progress,
        progress_vi=pace.PROGRESS_VI[progress] if progress else "",
        year_met_at_pace=met,
        already_met=own.already_met,
        label_vi=forecast.label_vi,
        note_vi=" ".join(note for note in (wanted.note_vi, forecast.note_vi) if note),
    )


def _pace_sentence(own: pace.Pace, unit: str, means: bool) -> str:
    """One more sentence: what is needed from here beside what was seen."""
    if own.already_met:
        return " Số liệu gần nhất đã ở mức mục tiêu."
    if own.required is None or own.observed is None:
        return ""
    needed, seen = wording.figure(own.required), wording.figure(own.observed)
    if means:
        said = f" Các kỳ còn lại cần bình quân {needed}; thời gian qua bình quân {seen}"
    else:
        of = unit if unit == "%" else f" {unit}"
        said = f" Từ nay cần thay đổi {needed}{of} mỗi năm; thời gian qua {seen}{of} mỗi năm"
    return said + (f" (bằng {wording.figure(own.ratio, 0)}% mức cần thiết)." if own.ratio is not None else ".")

"""What the engine hands back: a forecast, "not enough data", a chance. Importing it loads no numpy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]
    Integers = NDArray[np.int64]
else:
    Floats = Booleans = Integers = Any

IndicatorType = Literal["auto", "level", "growth", "share", "composition", "count", "plain"]
WorkingType = Literal["positive", "level", "growth", "calm", "share", "count", "plain"]
"""What a series is worked on as: "positive" is a positive series whose type was not stated, "calm" a growth rate
that hardly moves (told to people as growth)."""
JudgedType = IndicatorType | Literal["ratio"]
"""A stated type or one read off a name: "ratio" is what is called a share but passes 100, such as exports to output."""
Comparator = Literal["at_least", "at_most", "above", "below", "range", "equal", "about"]
Kind = Literal["in", "by", "average"]
Progress = Literal["on_track", "slow", "far", "away"]
Period = int | str

TYPES: tuple[IndicatorType, ...] = ("auto", "level", "growth", "share", "composition", "count", "plain")
COMPARATORS: tuple[Comparator, ...] = ("at_least", "at_most", "above", "below", "range", "equal", "about")


@dataclass(frozen=True)
class NotEnoughData:
    """The history is too short to say anything; a value with a reason, not an error."""

    reason_vi: str
    n_points: int
    enough: Literal[False] = False


@dataclass(frozen=True)
class Forecast:
    """The predictive distribution of one series.

    `periods` are the periods ahead; `median`, `mean` and each bound have one number for each of them, in
    the unit of the series. `draws` has one row per simulated path and one column per period. `weights` are
    the shares of the methods that made the central path; they sum to 1. `filled` are the periods of the
    history without a figure, whose value in `history_values` is interpolated: never show it as observed.
    """

    type: WorkingType
    periods: tuple[Period, ...]
    median: tuple[float, ...]
    mean: tuple[float, ...]
    intervals: dict[float, tuple[tuple[float, ...], tuple[float, ...]]]
    draws: Floats = field(repr=False, compare=False)
    history_periods: tuple[Period, ...]
    history_values: tuple[float, ...]
    method: str
    weights: dict[str, float]
    label_vi: str
    label_en: str
    n_points: int
    note_vi: str = ""
    per_year: int = 1
    last_is_estimate: bool = False
    enough: Literal[True] = True
    filled: tuple[Period, ...] = ()

    def lower(self, level: float) -> tuple[float, ...]:
        """Lower ends of the central interval of `level` per cent."""
        return self.intervals[level][0]

    def upper(self, level: float) -> tuple[float, ...]:
        """Upper ends of the central interval of `level` per cent."""
        return self.intervals[level][1]


@dataclass(frozen=True)
class Chance:
    """The chance that a target is met, and what it would take.

    `value` is the probability; `shown` is how it may be shown to people, never surer than 5% or 95%.
    `required_growth` and `observed_growth` are per year, in `growth_unit`: per cent for levels and counts,
    points for shares and growth rates. `observed_over_required` is in per cent (None where nothing more is
    required or no figure can be made); `progress` is its Open SDG class. `year_met_at_pace` is the first
    period in which the present pace meets the target, None if it never does within 50 years.
    """

    value: float
    shown: str
    sentence_vi: str
    comparator: Comparator
    low: float | None
    high: float | None
    due: Period
    kind: Kind
    required_growth: float | None = None
    observed_growth: float | None = None
    growth_unit: str = "%"
    observed_over_required: float | None = None
    progress: Progress | None = None
    progress_vi: str = ""
    year_met_at_pace: Period | None = None
    already_met: bool = False
    label_vi: str = ""
    note_vi: str = ""

"""The yearly growth a target implies from the latest figure of its own territory.

Levels: ((target ÷ base)^(1/n) − 1) × 100 (conventions of the statistics office for a period average). Shares
and rates in %: percentage points a year. Averages over a period: what the years left must bring.
"""

from __future__ import annotations

from decimal import Decimal

from lotrinh.coherence import choice
from lotrinh.coherence.model import Figure, Interval, Result, Step, Target, Verdict
from lotrinh.rollup.units import parse_unit

ONE = Decimal(1)
HUNDRED = Decimal(100)


def implied_growth(target: Target, figures: list[Figure]) -> Result:
    """What has to happen each year from the latest figure to the target. The verdict is `fits` or
    `cannot_say`.
    """
    if target.start is not None:
        return _rest_of_period(target, figures)
    known = choice.select(figures, target.indicator, target.place, target.unit)
    if target.convention:
        known = [f for f in known if f.convention in ("", target.convention)]
    base = choice.latest(known, before=target.due)
    if base is None:
        return cannot_say("growth", (target,), _no_figure(target), "No figure for this territory before the due year.")
    years = target.due - base.year
    scale = parse_unit(target.unit).scale
    goal = target.interval.map(lambda v: v * scale)
    if parse_unit(target.unit).dimensions:
        needed, unit = _yearly_rate(base.interval, goal, years), "%/năm"
    else:
        needed, unit = _yearly_points(base.interval, goal, years), "điểm %/năm"
    english = "% a year" if unit == "%/năm" else "points a year"
    steps = (
        Step(f"Gốc năm {base.year}: {base.words()}", f"Base {base.year}: {base.words(True)}", base.interval),
        Step(f"Số năm còn lại: {years}", f"Years left: {years}"),
        Step(
            f"Cần bình quân {needed.text()} {unit}",
            f"Needs {needed.text(english=True)} {english}",
            needed,
            unit,
        ),
    )
    return Result(
        "growth", Verdict.FITS, (target,),
        f"Để đạt {target.interval.text()} {target.unit} vào năm {target.due}, từ năm {base.year} mỗi "
        "năm phải "
        f"thay đổi {needed.text()} {unit}.",
        f"Reaching {target.interval.text(english=True)} {target.unit} in {target.due} takes "
        f"{needed.text(english=True)} {english} from {base.year}.",
        steps, figures=base.figures,
    )  # fmt: skip


def _yearly_rate(base: Interval, goal: Interval, years: int) -> Interval:
    assert base.low is not None
    assert base.high is not None
    if base.low <= 0 or (goal.low is not None and goal.low <= 0):
        return Interval(None, None)
    root = ONE / years
    low = None if goal.low is None else Interval.point(goal.low / base.high).map(lambda r: rate(r, root)).low
    high = None if goal.high is None else Interval.point(goal.high / base.low).map(lambda r: rate(r, root)).high
    return Interval(low, high)


def rate(ratio: Decimal, root: Decimal) -> Decimal:
    """(ratio^root − 1) × 100."""
    return (ratio**root - 1) * HUNDRED


def _yearly_points(base: Interval, goal: Interval, years: int) -> Interval:
    assert base.low is not None
    assert base.high is not None
    low = None if goal.low is None else (goal.low - base.high) * HUNDRED / years
    high = None if goal.high is None else (goal.high - base.low) * HUNDRED / years
    return Interval(low, high)


def _rest_of_period(target: Target, figures: list[Figure]) -> Result:
    """(1 + average)^all years ÷ what the years gone brought, spread over the years left."""
    assert target.start is not None
    done = _growth_so_far(target, figures)
    if done is None:
        return cannot_say(
            "growth", (target,), _no_figure(target), "No yearly growth from the start of the period is known."
        )
    last, gone = done
    all_years, left = target.due - target.start + 1, target.due - last
    goal = target.interval.map(lambda g: (1 + g / HUNDRED) ** all_years)
    assert gone.low is not None
    assert gone.high is not None
    root = ONE / left
    low = None if goal.low is None else Interval.point(goal.low / gone.high).map(lambda r: rate(r, root)).low
    high = None if goal.high is None else Interval.point(goal.high / gone.low).map(lambda r: rate(r, root)).high
    needed = Interval(low, high)
    so_far = gone.map(lambda g: (g - 1) * HUNDRED)
    steps = (
        Step(
            f"{target.start}–{last} đã tăng tích lũy {so_far.text()}%",
            f"{target.start}–{last} grew by {so_far.text(english=True)}% in all", so_far, "%",
        ),
        Step(
            f"Còn {left} năm, mỗi năm cần {needed.text()}%",
            f"{left} years left need {needed.text(english=True)}% a year", needed, "%/năm",
        ),
    )  # fmt: skip
    return Result(
        "growth", Verdict.FITS, (target,),
        f"Để bình quân {target.start}–{target.due} đạt {target.interval.text()}%/năm, từ {last + 1} "
        f"đến {target.due} "
        f"mỗi năm phải tăng {needed.text()}%.",
        f"An average of {target.interval.text(english=True)}% over {target.start}–{target.due} needs "
        f"{needed.text(english=True)}% a year from {last + 1}.",
        steps,
    )  # fmt: skip


def _growth_so_far(target: Target, figures: list[Figure]) -> tuple[int, Interval] | None:
    """The last year and the growth factor since the start: a published average, else a chain of yearly
    rates.
    """
    assert target.start is not None
    averages = [
        f
        for f in figures
        if f.indicator == target.indicator
        and f.place == target.place
        and f.start == target.start
        and f.year < target.due
    ]
    if averages:
        last = max(f.year for f in averages)
        rates = [f.value for f in averages if f.year == last]
        years = last - target.start + 1
        return last, Interval(min(rates), max(rates)).map(lambda g: (1 + g / HUNDRED) ** years)
    yearly = choice.select(figures, target.indicator.removesuffix("_average"), target.place)
    factor, year = Interval.point(ONE), target.start
    while (base := choice.of_year(yearly, year)) and year < target.due:
        assert base.interval.low is not None
        assert base.interval.high is not None
        assert factor.low is not None
        assert factor.high is not None
        factor = Interval(factor.low * (1 + base.interval.low), factor.high * (1 + base.interval.high))
        year += 1
    return (year - 1, factor) if year > target.start else None


def _no_figure(target: Target) -> str:
    where = f" của {target.area} «{target.area_version}»" if target.area_version else ""
    return f"Chưa có số liệu «{target.indicator}»{where} trước năm {target.due} để so."


def cannot_say(check: str, targets: tuple[Target, ...], vi: str, en: str) -> Result:
    """A result with no verdict and the reason."""
    return Result(check, Verdict.CANNOT_SAY, targets, vi, en)

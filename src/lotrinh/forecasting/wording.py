"""Figures and targets in Vietnamese words."""

from __future__ import annotations

from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.results import Comparator, Kind, Period

SUREST, LEAST = 0.95, 0.05


def figure(value: float, decimals: int | None = None) -> str:
    """`9.400`, `34,02`: a point every three digits, a comma before decimals."""
    places = decimals if decimals is not None else (0 if abs(value) >= 1000 else 2)
    text = f"{value:,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def chance(value: float) -> str:
    """A probability as it may be shown: never surer than 5% or 95%."""
    if value > SUREST:
        return "trên 95%"
    if value < LEAST:
        return "dưới 5%"
    return f"khoảng {round(100 * value)}%"


def period(value: Period, per_year: int) -> str:
    """`năm 2030`, `quý 2030Q1`."""
    return f"{calendar.NAMES_VI[per_year]} {value}"


def target(comparator: Comparator, low: float | None, high: float | None) -> str:
    """The target in words, in the figures it was stated with."""
    only = low if low is not None else high
    other = high if high is not None else low
    assert only is not None and other is not None
    words = {
        "at_least": f"từ {figure(only)} trở lên",
        "above": f"trên {figure(only)}",
        "at_most": f"không quá {figure(other)}",
        "below": f"dưới {figure(other)}",
        "range": f"từ {figure(only)} đến {figure(other)}",
        "equal": f"{figure(only)}",
        "about": f"khoảng {figure(only)}",
    }
    return words[comparator]


def when(kind: Kind, due: Period, per_year: int, since: Period | None) -> str:
    """When the target is due, in words."""
    if kind == "average":
        return f"tính bình quân {since}–{due}"
    return f"{'chậm nhất' if kind == 'by' else 'vào'} {period(due, per_year)}"

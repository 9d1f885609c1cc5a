"""A comparator and its figures as the band of values that meet the target."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lotrinh.errors import InvalidData
from lotrinh.forecasting.results import COMPARATORS, Booleans, Comparator, Floats

ABOUT, EQUAL = 0.05, 0.025
"""How far either side "khoảng" and "đạt" reach, as a share of the figure, when no direction is stated."""


@dataclass(frozen=True)
class Band:
    """Values from `low` to `high` meet the target; infinite where the target has no such end."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    note_vi: str = ""

    def holds(self, values: Floats) -> Booleans:
        """Which of the values meet the target."""
        over = values > self.low if self.open_low else values >= self.low
        under = values < self.high if self.open_high else values <= self.high
        met: Booleans = over & under
        return met

    def edge(self, value: float) -> float | None:
        """The end of the band that `value` still has to reach; None if it is inside."""
        if self.holds(value):  # type: ignore[arg-type]
            return None
        return self.low if value <= self.low else self.high


def _figure(name: str, *candidates: float | None) -> float:
    """The first figure given; stop if none is, or if it is not finite."""
    for value in candidates:
        if value is not None:
            if not math.isfinite(float(value)):
                raise InvalidData(f"Mức mục tiêu «{value}» không phải là số hữu hạn.")
            return float(value)
    raise InvalidData(f"Mục tiêu «{name}» thiếu con số để so sánh; hãy ghi mức dưới hoặc mức trên.")


def band(comparator: Comparator, low: float | None, high: float | None, direction: str | None = None) -> Band:
    """The band of a target.

    `direction` "up" or "down" makes a range, "about" or "equal" one-sided: a value beyond is met too.
    """
    if comparator not in COMPARATORS:
        raise InvalidData(f"Không có kiểu so sánh «{comparator}»; các kiểu là: {', '.join(COMPARATORS)}.")
    if direction not in (None, "up", "down"):
        raise InvalidData(f"Hướng «{direction}» không hiểu được; hãy ghi up, down hoặc để trống.")
    infinite = math.inf
    if comparator in ("at_least", "above"):
        return Band(_figure(comparator, low, high), infinite, open_low=comparator == "above")
    if comparator in ("at_most", "below"):
        return Band(-infinite, _figure(comparator, high, low), open_high=comparator == "below")
    if comparator == "range":
        low, high = _figure("range", low), _figure("range", high)
        if low > high:
            raise InvalidData(f"Khoảng mục tiêu {low:g}–{high:g} bị ngược: mức dưới lớn hơn mức trên.")
        slack, note = 0.0, ""
    else:
        low = high = _figure(comparator, low, high)
        slack = abs(low) * (ABOUT if comparator == "about" else EQUAL)
        percent = f"{100 * (ABOUT if comparator == 'about' else EQUAL):g}".replace(".", ",")
        note = "" if direction else f"Mục tiêu một con số: tính là đạt khi chênh không quá {percent}% con số đó."
    if direction == "up":
        return Band(low, infinite, note_vi="Vượt mức trên cũng tính là đạt." if comparator == "range" else note)
    if direction == "down":
        return Band(-infinite, high, note_vi="Thấp hơn mức dưới cũng tính là đạt." if comparator == "range" else note)
    return Band(low - slack, high + slack, note_vi=note)

"""The planned path to a target, and who is to bring which part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lotrinh.errors import InvalidData
from lotrinh.forecasting import periods as calendar
from lotrinh.forecasting.results import Period


@dataclass(frozen=True)
class Trajectory:
    """Planned values by period, from start to due, and the part of the change each contributor brings."""

    values: dict[Period, float]
    contributions: dict[str, dict[Period, float]] = field(default_factory=dict)
    unassigned: dict[Period, float] = field(default_factory=dict)


def planned_path(
    start: float,
    start_period: Period,
    target: float,
    due: Period,
    *,
    how: Literal["linear", "geometric"] = "linear",
    contributions: Mapping[str, float] | None = None,
) -> Trajectory:
    """A straight or compound path from `start` to `target`.

    `contributions` are shares of the whole change, for example by agency or sector, which sum to at most 1;
    what is left is `unassigned`. Raises `InvalidData` for a due before the start, or a compound path
    through zero.
    """
    kind, first = calendar.parse(start_period)
    other, last = calendar.parse(due)
    if kind != other:
        raise InvalidData("Kỳ đầu và thời hạn của lộ trình phải cùng loại (năm, quý hoặc tháng).")
    if last <= first:
        raise InvalidData(f"Thời hạn {due} phải sau kỳ đầu {start_period}.")
    if how not in ("linear", "geometric"):
        raise InvalidData(f"Không có kiểu lộ trình «{how}»; các kiểu là: linear, geometric.")
    if how == "geometric" and (start <= 0 or target <= 0):
        raise InvalidData("Lộ trình tăng đều theo tỷ lệ cần giá trị đầu và mục tiêu đều dương.")
    shares = dict(contributions or {})
    if any(share < 0 for share in shares.values()) or sum(shares.values()) > 1 + 1e-9:
        raise InvalidData("Các phần đóng góp phải không âm và cộng lại không quá 100%.")
    steps = last - first
    values: dict[Period, float] = {}
    for step in range(steps + 1):
        part = step / steps
        at = start * (target / start) ** part if how == "geometric" else start + (target - start) * part
        values[calendar.show(first + step, kind)] = target if step == steps else at
    by = {name: {p: share * (v - start) for p, v in values.items()} for name, share in shares.items()}
    left = max(0.0, 1 - sum(shares.values())) if shares else 0.0
    return Trajectory(values, by, {p: left * (v - start) for p, v in values.items()} if left > 1e-9 else {})

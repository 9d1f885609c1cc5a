"""What kind of indicator a series is where nobody said: by its name, where the figures fit, else by their sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotrinh.forecasting.results import Floats, IndicatorType, Integers, JudgedType

_GROWTH = re.compile(r"growth|tang[_ ]truong|tăng[_ ]trưởng|toc[_ ]do|tốc[_ ]độ", re.IGNORECASE)
_SHARE = re.compile(
    r"percent|share|ty[_ ]trong|tỷ[_ ]trọng|ty[_ ]le|tỷ[_ ]lệ|tỉ[_ ]lệ|co[_ ]cau|cơ[_ ]cấu", re.IGNORECASE
)
_LEVEL = re.compile(r"gdp|grdp|per[_ ]?capita|population|đầu[_ ]người|dau[_ ]nguoi|dân[_ ]số|dan[_ ]so", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """A type, and why it is not the one the name says ("" where there is nothing to say)."""

    kind: JudgedType
    note_vi: str = ""


def indicator_of(name: str) -> str:
    """The indicator in a name like `indicator:place`; the whole name where there is no place."""
    return name.split(":", 1)[0] if ":" in name else name


def judged(names: Sequence[str], figures: Floats, starts: Integers, stated: Sequence[IndicatorType]) -> list[Judged]:
    """The stated type of each series, and where none is stated what its name and figures say.

    Figures of series `i` are `figures[starts[i]:starts[i + 1]]`. Series of one indicator share one type: a
    growth rate that happens to be positive in one place is still a growth rate.
    """
    if all(kind != "auto" for kind in stated):
        return [Judged(kind) for kind in stated]
    indicators = [indicator_of(name) for name in names]
    ends: dict[str, tuple[float, float]] = {}
    for place, indicator in enumerate(indicators):
        part = figures[starts[place] : starts[place + 1]]
        if len(part):
            low, high = ends.get(indicator, (np.inf, -np.inf))
            ends[indicator] = (min(low, float(part.min())), max(high, float(part.max())))
    known = {indicator: _judge(indicator, *between) for indicator, between in ends.items()}
    unknown = Judged("auto")
    return [
        known.get(indicator, unknown) if kind == "auto" else Judged(kind)
        for kind, indicator in zip(stated, indicators, strict=True)
    ]


def _judge(indicator: str, low: float, high: float) -> Judged:
    """The type of an indicator whose figures lie between `low` and `high`; "auto" leaves it to each series."""
    if _GROWTH.search(indicator):
        return Judged("growth")
    share = _SHARE.search(indicator)
    if share and low >= 0 and high <= 100:
        return Judged("share")
    if share:  # a ratio, such as exports to output: it does not grow as levels do, so no logarithm either
        said = "Tên nói tỷ lệ nhưng chỉ tiêu có giá trị ngoài 0–100 nên không dự báo như tỷ trọng; dùng thang đo gốc."
        return Judged("plain" if low < 0 else "ratio", said)
    level = _LEVEL.search(indicator)
    if low < 0:
        said = "Chỉ tiêu có giá trị âm nên không lấy lô-ga-rít; dự báo trên thang đo gốc."
        return Judged("plain", said if level else "")
    return Judged("level" if level and low > 0 else "auto")

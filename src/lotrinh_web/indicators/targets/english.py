"""The forecasting engine's answers in English, for readers of the English pages.

Written from the answer's own fields, never from its Vietnamese sentence; only its notes are known by their words, and a
note that is not known here stays as the engine wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotrinh.forecasting import Chance

SUREST, LEAST = 0.95, 0.05
UNITS = {"%": "%", "điểm %": " points", "đơn vị": " units"}
NOTES = (
    (r"Chỉ có (\d+) số liệu \(dưới (\d+)\): khoảng dự báo dựa vào mức chung của nhiều chuỗi\.",
     r"Only \1 figures (fewer than \2): the interval leans on the spread common to many series."),
    (r"Số liệu cuối là ước tính: khoảng dự báo đã nới thêm theo mức điều chỉnh thường gặp\.",
     "The last figure is an estimate: the interval is widened by the revision usually met."),
    (r"Thiếu số liệu (\d+) kỳ \(([^)]*)\); tạm nội suy tuyến tính để tính, số kỳ có thật không đổi\.",
     r"No figure for \1 period(s) (\2); a straight line stands in for the calculation, and counts as no figure."),
    (r"Xa hơn (\d+) kỳ: độ rộng khoảng dự báo là suy ra, chưa được kiểm chứng\.",
     r"Beyond \1 periods the width of the interval is inferred, not tested."),
    (r"Chuỗi không hề thay đổi; độ rộng khoảng dự báo là quy ước\.",
     "The series never changes; the width of the interval is a convention."),
    (r"Chuỗi gián đoạn từ (\S+) \(đổi địa giới hoặc phương pháp\): chỉ dùng (\d+) số liệu từ đó, không nối với số cũ\.",
     r"The series breaks at \1 (territory or method changed): only the \2 figures from then on are used."),
    (r"Vượt mức trên cũng tính là đạt\.", "Going beyond the upper end counts as met."),
    (r"Thấp hơn mức dưới cũng tính là đạt\.", "Staying below the lower end counts as met."),
)  # fmt: skip


def figure(value: float) -> str:
    """`9,400`, `34.02`."""
    text = f"{value:,.{0 if abs(value) >= 1000 else 2}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def chance_sentence(answer: Chance) -> str:
    """The chance, what is needed from here and what was seen."""
    shown = "over 95%" if answer.value > SUREST else "under 5%" if answer.value < LEAST else f"about {answer.value:.0%}"
    return f"Chance of reaching {_target(answer)} {_when(answer)}: {shown}.{_pace(answer)}"


def _target(answer: Chance) -> str:
    low = answer.low if answer.low is not None else answer.high
    high = answer.high if answer.high is not None else answer.low
    assert low is not None and high is not None
    words = {
        "at_least": f"{figure(low)} or more", "above": f"more than {figure(low)}", "at_most": f"at most {figure(high)}",
        "below": f"less than {figure(high)}", "range": f"{figure(low)} to {figure(high)}", "equal": figure(low),
        "about": f"about {figure(low)}",
    }  # fmt: skip
    return words[answer.comparator]


def _when(answer: Chance) -> str:
    if answer.kind == "average":
        return f"on average over the period to {answer.due}"
    return f"{'by' if answer.kind == 'by' else 'in'} {answer.due}"


def _pace(answer: Chance) -> str:
    if answer.already_met:
        return " The latest figure is already there."
    if answer.required_growth is None or answer.observed_growth is None:
        return ""
    needed, seen = figure(answer.required_growth), figure(answer.observed_growth)
    unit = UNITS.get(answer.growth_unit, f" {answer.growth_unit}")
    if answer.kind == "average":
        said = f" The remaining periods must average {needed}; so far they averaged {seen}"
    else:
        said = f" From here {needed}{unit} a year is needed; so far it was {seen}{unit} a year"
    ratio = answer.observed_over_required
    return said + (f" ({ratio:.0f}% of what is needed)." if ratio is not None else ".")


def note(words: str) -> str:
    """The engine's notes, those that are known, in English."""
    for pattern, english in NOTES:
        words = re.sub(pattern, english, words)
    return words

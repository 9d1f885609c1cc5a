"""Words of figures and targets that several pages share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.models import Observation, Target
from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.templatetags.lotrinh import figure

UNITS: dict[str, Any] = {
    "%/năm": gettext_lazy("%/năm"),
    "triệu đồng": gettext_lazy("triệu đồng"),
    "tỷ đồng": gettext_lazy("tỷ đồng"),
    "người": gettext_lazy("người"),
}
REASONS: dict[str, Any] = {
    "qualitative": gettext_lazy("Định tính: đánh giá theo hồ sơ"),
    "no_figures": gettext_lazy("Chưa có số liệu"),
    "not_enough_data": gettext_lazy("Chuỗi số liệu quá ngắn"),
    "stale": gettext_lazy("Số liệu mới nhất đã quá cũ"),
    "due_reached": gettext_lazy("Đã đến hạn: đối chiếu trực tiếp"),
    "cannot_compute": gettext_lazy("Số liệu chưa cho phép dự báo"),
}


def with_unit(number: str, unit: str) -> str:
    """A number with its unit; the per cent sign stands close, words stand apart."""
    if not unit:
        return number
    shown = str(UNITS.get(unit, unit))
    return f"{number}{shown}" if shown.startswith("%") else f"{number} {shown}"


def goal_words(target: Target) -> str:
    """What the target wants: "7–7,5%/năm", "dưới 10%"; a qualitative one in the document's words."""
    if target.measure == "qualitative":
        return target.words
    low, high = _number(target.low), _number(target.high)
    if low and high and low != high:
        words = with_unit(f"{low}–{high}", target.unit)
    elif low or high:
        words = with_unit(low or high, target.unit)
    else:
        return target.words
    pattern = {
        "at_least": _("ít nhất %(goal)s"),
        "above": _("trên %(goal)s"),
        "at_most": _("không quá %(goal)s"),
        "below": _("dưới %(goal)s"),
        "about": _("khoảng %(goal)s"),
    }.get(target.comparator, _("khoảng %(goal)s") if target.approximate else "%(goal)s")
    return pattern % {"goal": words}


def _number(value: Decimal | None) -> str:
    return "" if value is None else figure(value)


def figure_words(observation: Observation | None, unit: str) -> str:
    """A figure with its unit; "" where there is none."""
    if observation is None or observation.value is None:
        return ""
    return with_unit(figure(observation.value), unit)


def reason_words(row: TargetRow) -> str:
    """Why nothing can be said of a target."""
    if row.chance is None:
        return _("Chưa lập dự báo")
    return str(REASONS.get(row.chance.reason, ""))


def shown_chance(value: float | None) -> float | None:
    """A chance as it may be shown, never surer than 5 % or 95 %."""
    return None if value is None else min(0.95, max(0.05, value))

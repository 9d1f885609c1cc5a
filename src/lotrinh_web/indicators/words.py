"""Words of figures and targets, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from lotrinh_web.indicators.models import Observation, Target
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.units import unit_words


def with_unit(number: str, unit: str) -> str:
    """A number with its unit; the per cent sign stands close, words stand apart."""
    if not unit:
        return number
    shown = unit_words(unit)
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

"""What a target asks for from here beside what was seen, and how good forecasts of its kind have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Chance, Forecast
from lotrinh_web.indicators.targets.track_record import TYPE_NAMES, Measured, TypeRow, kind_of, public_record, record_of
from lotrinh_web.programmes.models import Programme

CLASSES = (
    (95.0, (_("đúng nhịp cần"), "done", "ring-check")),
    (60.0, (_("chậm hơn nhịp cần"), "soon", "half-ring")),
    (0.0, (_("chậm nhiều so với nhịp cần"), "danger", "triangle")),
)
AWAY = (_("đi ngược mục tiêu"), "danger", "triangle")
"""Classes of observed over required, in per cent, as in Open SDG's measure of progress."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Change needed and seen per year, in the unit of the target (per cent, or points for a rate or a share)."""

    required: float
    observed: float
    ratio: float
    unit: str
    words: Any
    tone: str
    shape: str


def pace_of(chance: Chance | None, kind: str) -> Pace | None:
    """The pace kept with a chance; None where nothing more is needed or no figure can be made.
    `kind` is the type the indicator is forecast as."""
    if chance is None or chance.required_growth is None or chance.observed_over_required is None:
        return None
    required, ratio = float(chance.required_growth), float(chance.observed_over_required)
    found = next((look for least, look in CLASSES if ratio >= least), AWAY)
    unit = "điểm %" if kind == "share" else "%"
    seen = round(required * ratio / 100, 9)  # what was divided to get the ratio
    return Pace(float(f"{required:.2f}"), float(f"{seen:.2f}"), ratio, unit, *found)  # rounded as in the sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """How far forecasts of this kind can be believed: scored here, else measured on public data."""

    kind: Any
    here: TypeRow | None
    public: Measured | None


def standing_of(programme: Programme, forecast: Forecast | None) -> Standing | None:
    """The record of the programme's forecasts of the same type of indicator."""
    if forecast is None:
        return None
    kind = kind_of(forecast.series)
    here = next((row for row in record_of(programme).types if row.kind == kind), None)
    public = next((row for row in public_record() if row.ours), None)
    return Standing(TYPE_NAMES.get(kind, kind), here, public)

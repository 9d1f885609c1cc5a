"""One target in a review: baseline, what is reached, how far that is, how it moved; each figure with its record."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from lotrinh_web.indicators.models import Direction, Observation, Target
from lotrinh_web.indicators.queries import TargetRow, annual_history, preferred_series
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import figure as number

if TYPE_CHECKING:
    from lotrinh.writing.document import Source
    from lotrinh.writing.report import Figure, TargetLine

UNKNOWN = "–"


def target_line(row: TargetRow, programme: Programme, at: datetime, sources: dict[str, Source]) -> TargetLine:
    """A target with the figures of its preferred series as known at a moment."""
    from lotrinh.writing.report import TargetLine

    series = preferred_series(row.target)
    history = annual_history(series, at) if series is not None else []
    before = [o for o in history if int(o.period) < programme.starts_on.year]
    verdict = str(row.light_words)
    if row.shown is not None:
        verdict += f" ({round(row.shown * 100)}%)"
    return TargetLine(
        name=row.target.indicator.name_vi, unit=row.target.indicator.unit, target=row.target.words or "định tính",
        achieved=_figure(row.last, sources), baseline=_figure(before[-1] if before else None, sources),
        percent=_percent(row.target, row.last), change=_change(history, row.target), verdict=verdict,
    )  # fmt: skip


def _figure(observation: Observation | None, sources: dict[str, Source]) -> Figure:
    from lotrinh.writing.document import Source
    from lotrinh.writing.report import NO_FIGURE, Figure

    if observation is None or observation.value is None:
        return NO_FIGURE
    key = f"o{observation.pk}"
    sources[key] = Source(_source_words(observation), observation.source.url if observation.source else "")
    return Figure(f"{number(observation.value)}\u00a0({observation.period})", key)


def _source_words(observation: Observation) -> str:
    title = observation.source.title if observation.source else "Số liệu nội bộ"
    return f"{title}; số {observation.get_kind_display()} kỳ {observation.period}; bản ghi số {observation.pk}"


def _percent(target: Target, last: Observation | None) -> str:
    """What is reached ÷ what is wanted at least; only for a level that should be high, else it says nothing."""
    upward = target.indicator.direction == Direction.UP and target.measure == "level"
    if not upward or last is None or last.value is None or not target.low or target.low < 0:
        return UNKNOWN
    return f"{number(round(100 * last.value / target.low, 1))}%"


def _change(history: list[Observation], target: Target) -> str:
    """Against the figure before: shares in points, amounts in per cent."""
    if len(history) < 2:
        return UNKNOWN
    former, last = history[-2], history[-1]
    assert former.value is not None and last.value is not None
    if target.indicator.unit.startswith("%"):
        return f"{_signed(last.value - former.value)} điểm % (so {former.period})"
    if former.value == 0:
        return UNKNOWN
    return f"{_signed(100 * (last.value - former.value) / abs(former.value))}% (so {former.period})"


def _signed(value: Decimal) -> str:
    rounded = round(value, 2)
    return ("+" if rounded > 0 else "") + number(rounded)

"""What agencies report of their tasks' indicators enters the store of figures when the office accepts the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from lotrinh_web.audit.actions import Actor
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.reporting.models import ProgressEntry, Submission

if TYPE_CHECKING:
    from lotrinh_web.organisations.models import AreaVersion

KINDS = {
    "Ước tính": Observation.Kind.ESTIMATE, "Sơ bộ": Observation.Kind.PRELIMINARY, "Chính thức": Observation.Kind.FINAL,
}  # fmt: skip
"""As the workbook names them; a figure without a kind is the agency's own administrative figure."""


def keep_results(*, actor: Actor, submission: Submission, entries: Iterable[ProgressEntry]) -> int:
    """Record the figures of an accepted report, with the report as their source; how many there were.

    A figure held for the same period stays the one that counts: the report's is put beside it, for a person to choose.
    """
    return sum(_keep(actor, submission, entry) for entry in entries)


def _keep(actor: Actor, submission: Submission, entry: ProgressEntry) -> bool:
    indicator = entry.task.result_indicator
    if indicator is None or (entry.result_value is None and not entry.result_missing.strip()):
        return False
    series = _series(indicator, submission.round.programme.area_version)
    held = list(
        known(
            Observation.objects.filter(series=series, period=submission.round.period, demonstration=entry.demonstration)
        )
    )
    if any(one.value == entry.result_value for one in held) or (held and entry.result_value is None):
        return False
    missing = entry.result_value is None
    record_observation(
        actor=actor, series=series, period=submission.round.period, value=entry.result_value,
        source=None if missing else _source(submission, entry),
        kind=Observation.Kind.UNSTATED if missing else KINDS.get(entry.result_kind, Observation.Kind.ADMINISTRATIVE),
        kind_words=entry.result_kind[:60], missing=Observation.Missing.MISSING if missing else "",
        missing_reason=entry.result_missing[:300] if missing else "", note=entry.result_source[:500],
        vintage=_day(submission.round.cut_off), preferred=not held,
        preferred_reason="Ghi bên cạnh số đang dùng: báo cáo của cơ quan khác số đang có." if held else "",
        demonstration=entry.demonstration,
    )  # fmt: skip
    return True


def _series(indicator: Indicator, area: AreaVersion) -> Series:
    """The series that counts, or the first one of the indicator over the programme's territory."""
    found = Series.objects.filter(indicator=indicator, area_version=area, preferred=True).first()
    return found or Series.objects.create(
        indicator=indicator, area_version=area, code=f"{indicator.code}.{area.code}.chung"[:120], unit=indicator.unit,
        preferred=True, reason="Dãy số liệu đầu tiên của chỉ số trên địa bàn này, từ báo cáo của cơ quan.",
    )  # fmt: skip


def _source(submission: Submission, entry: ProgressEntry) -> FigureSource:
    from lotrinh.calendar import parse_period

    period = parse_period(submission.round.period).name_in_sentence
    title = f"Báo cáo {period} của {submission.organisation} về nhiệm vụ {entry.task.code}"
    return FigureSource.objects.get_or_create(title=title[:400], url="")[0]


def _day(day: date) -> str:
    return day.isoformat()

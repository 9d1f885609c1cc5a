"""What agencies report of indicators, their tasks' or followed ones, enters the store when the office accepts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lotrinh_web.audit.actions import Actor
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.figures.owed import standing_area
from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.indicators.targets.currency import dong_indicator
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import ProgressEntry, Submission
from lotrinh_web.templatetags.lotrinh import figure

if TYPE_CHECKING:
    from lotrinh_web.organisations.models import AreaVersion

KINDS = {
    "Ước tính": Observation.Kind.ESTIMATE, "Sơ bộ": Observation.Kind.PRELIMINARY, "Chính thức": Observation.Kind.FINAL,
}  # fmt: skip
"""As the workbook names them; a figure without a kind is the agency's own administrative figure."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a report, or why there is none."""

    period: str
    value: Decimal | None
    missing_reason: str
    kind: str
    kind_words: str
    note: str
    about: str  # what the report tells of, for the title of the report as its source
    demonstration: bool


def keep_results(*, actor: Actor, submission: Submission, entries: Iterable[ProgressEntry]) -> int:
    """Record the figures of an accepted report, with the report as their source; how many there were.

    A figure held for the same period stays the one that counts: the report's is put beside it, for a person to choose.
    """
    return sum(_keep_result(actor, submission, entry) for entry in entries)


def keep_figures(*, actor: Actor, submission: Submission) -> int:
    """Record what an accepted report says of the figures its body follows, in the same way; how many there were."""
    said = ReportedFigure.objects.filter(submission=submission, latest=True)
    kept = 0
    for one in said.select_related("indicator", "area_version"):
        told = _Figure(
            one.period, one.value, one.missing_reason, one.kind or Observation.Kind.ADMINISTRATIVE, "", _note(one),
            f"về chỉ tiêu {one.indicator}", one.demonstration,
        )  # fmt: skip
        kept += one.says and _keep(actor, submission, _indicator_of(one), one.area_version, told)
    return kept


def _indicator_of(said: ReportedFigure) -> Indicator:
    """Of an indicator in dollars reported in đồng, the one in đồng: a figure enters the store as it was given."""
    in_dong = said.currency == ReportedFigure.Currency.VND
    return (dong_indicator(said.indicator) if in_dong else None) or said.indicator


def _note(said: ReportedFigure) -> str:
    """The source as the body gave it, with the rate a figure in dollars was reckoned at."""
    if said.rate is None:
        return said.source
    return f"{said.source}; tỷ giá {figure(said.rate)} đồng/USD"


def _keep_result(actor: Actor, submission: Submission, entry: ProgressEntry) -> bool:
    indicator = entry.task.result_indicator
    if indicator is None or (entry.result_value is None and not entry.result_missing.strip()):
        return False
    figure = _Figure(
        submission.round.period, entry.result_value, entry.result_missing,
        KINDS.get(entry.result_kind, Observation.Kind.ADMINISTRATIVE), entry.result_kind, entry.result_source,
        f"về nhiệm vụ {entry.task.code}", entry.demonstration,
    )  # fmt: skip
    area = _area(submission)
    return area is not None and _keep(actor, submission, indicator, area, figure)


def _area(submission: Submission) -> AreaVersion | None:
    """The programme's territory as it stood at the end of the round's period; where nothing took its place, its own.

    None for a programme without a territory: the figure stays in the report, as no series could hold it.
    """
    from lotrinh.calendar import parse_period

    own = submission.round.programme.area_version
    if own is None:
        return None
    end = parse_period(submission.round.period).statistical.last
    return standing_area(own, end, own.area.versions.all()) or own


def _keep(actor: Actor, submission: Submission, indicator: Indicator, area: AreaVersion, figure: _Figure) -> bool:
    series = _series(indicator, area)
    held = list(
        known(Observation.objects.filter(series=series, period=figure.period, demonstration=figure.demonstration))
    )
    if any(one.value == figure.value for one in held) or (held and figure.value is None):
        return False
    missing = figure.value is None
    record_observation(
        actor=actor, series=series, period=figure.period, value=figure.value,
        source=None if missing else _source(submission, figure.about),
        kind=Observation.Kind.UNSTATED if missing else figure.kind, kind_words=figure.kind_words[:60],
        missing=Observation.Missing.MISSING if missing else "",
        missing_reason=figure.missing_reason[:300] if missing else "", note=figure.note[:500],
        vintage=submission.round.cut_off.isoformat(), preferred=not held,
        preferred_reason="Ghi bên cạnh số đang dùng: báo cáo của cơ quan khác số đang có." if held else "",
        demonstration=figure.demonstration,
    )  # fmt: skip
    return True


def _series(indicator: Indicator, area: AreaVersion) -> Series:
    """The series that counts, or the first one of the indicator over the programme's territory."""
    found = Series.objects.filter(indicator=indicator, area_version=area, preferred=True).first()
    return found or Series.objects.create(
        indicator=indicator, area_version=area, code=f"{indicator.code}.{area.code}.chung"[:120], unit=indicator.unit,
        preferred=True, reason="Dãy số liệu đầu tiên của chỉ số trên địa bàn này, từ báo cáo của cơ quan.",
    )  # fmt: skip


def _source(submission: Submission, about: str) -> FigureSource:
    from lotrinh.calendar import parse_period

    period = parse_period(submission.round.period).name_in_sentence
    title = f"Báo cáo {period} của {submission.organisation} {about}"
    return FigureSource.objects.get_or_create(title=title[:400], url="")[0]

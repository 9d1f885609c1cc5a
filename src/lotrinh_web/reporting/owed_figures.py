"""Reads of the figures a report owes: what is asked, what the store has, what the body says, what it said last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lotrinh_web.indicators.figures.owed import Following, Owed, earlier, following
from lotrinh_web.indicators.models import Observation
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import ReportingRound, Submission

Currency = ReportedFigure.Currency


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure asked in a report, with what the body said of it."""

    owed: Owed
    reported: ReportedFigure | None

    @property
    def answered(self) -> bool:
        """Whether the body said something, or the store has the figure already."""
        return self.owed.there is not None or (self.reported is not None and self.reported.says)

    @property
    def seen(self) -> str:
        """What a form was opened with, so that a stale one is noticed."""
        return str(self.reported.pk) if self.reported is not None else ""

    @property
    def currencies(self) -> list[tuple[str, str]]:
        """The units a figure in dollars may be given in: (code, unit); nothing for the others."""
        if not self.owed.in_dollars:
            return []
        found: list[tuple[str, str]] = [(Currency.USD, self.owed.unit)]
        return [*found, (Currency.VND, self.owed.twin_unit)] if self.owed.twin is not None else found

    def unit_of(self, currency: str) -> str:
        """The unit of a figure given in a currency; without one, the indicator's own."""
        return self.owed.twin_unit if currency == Currency.VND else self.owed.unit

    @property
    def unit_said(self) -> str:
        """The unit the body gave its figure in."""
        return self.unit_of(self.reported.currency if self.reported is not None else "")

    def held_in(self, currency: str) -> Observation | None:
        """The store's figure for the period, of the series in that currency."""
        return self.owed.twin_held if currency == Currency.VND else self.owed.held


@dataclass(frozen=True, slots=True)
class LastTime:
    """The figure of the last period that has one, and those before it, oldest first; `source` as the body gave it."""

    currency: str
    figures: list[Observation]
    source: str
    unit: str

    @property
    def last(self) -> Observation:
        """The newest of them."""
        return self.figures[-1]

    @property
    def kind(self) -> str:
        """Its kind, where a body may report one."""
        return self.last.kind if self.last.kind in ReportedFigure.Kind.values else ""


def asked_in(opened: ReportingRound) -> Following:
    """What each body owes in a round; nothing in rounds that ask tasks only."""
    if not opened.asks_figures:
        return Following()
    return following(opened.programme, opened.period, opened.cut_off, demonstration=opened.demonstration)


def figure_rows(submission: Submission) -> list[FigureRow]:
    """The figures of one report, by name."""
    owed = asked_in(submission.round).owed.get(submission.organisation_id, [])
    if not owed:
        return []
    said = {
        (f.indicator_id, f.area_version_id): f
        for f in ReportedFigure.objects.filter(submission=submission, latest=True)
    }
    rows = [FigureRow(one, said.get((one.indicator.pk, one.area.pk))) for one in owed]
    return sorted(rows, key=lambda row: (row.owed.indicator.name_vi, row.owed.area.name_vi))


def last_times(submission: Submission, rows: Iterable[FigureRow]) -> dict[str, list[LastTime]]:
    """What each figure was in the periods before, by `Owed.key`: in its own unit, and in đồng where it has a twin.

    Two queries, none without figures. Figures are the store's, into which accepted reports go.
    """
    asked = [row.owed for row in rows]
    if not asked:
        return {}
    before, sources = earlier(asked, demonstration=submission.round.demonstration), _sources(asked)
    found: dict[str, list[LastTime]] = {}
    for one in asked:
        own = Currency.USD.value if one.in_dollars else ""
        for currency, series in ((own, one.series), (Currency.VND.value, one.twin_series)):
            figures = before.of(series, one.period)
            if figures:
                last = figures[-1]
                named = last.source.title if last.source is not None else ""
                source = sources.get((one.indicator.pk, one.area.pk, last.period, currency), named)
                unit = one.twin_unit if currency == Currency.VND else one.unit
                found.setdefault(one.key, []).append(LastTime(currency, figures, source, unit))
    return found


def _sources(asked: Iterable[Owed]) -> dict[tuple[int, int, str, str], str]:
    """The sources bodies gave for figures that were accepted."""
    said = ReportedFigure.objects.filter(
        latest=True, value__isnull=False, indicator__in={one.indicator.pk for one in asked},
        submission__state=Submission.State.ACCEPTED,
    )  # fmt: skip
    rows = said.order_by("entered_at").values_list("indicator", "area_version", "period", "currency", "source")
    return {(indicator, area, period, currency): source for indicator, area, period, currency, source in rows}


def unanswered(opened: ReportingRound) -> Counter[int]:
    """How many figures are still to come, by body; a constant number of queries."""
    asked = asked_in(opened).owed
    if not asked:
        return Counter()
    answers = ReportedFigure.objects.filter(submission__round=opened, latest=True)
    said = set(
        answers.filter(Q(value__isnull=False) | ~Q(missing_reason="")).values_list(
            "submission__organisation", "indicator", "area_version"
        )
    )
    return Counter(
        body for body, owed in asked.items() for one in owed
        if one.there is None and (body, one.indicator.pk, one.area.pk) not in said
    )  # fmt: skip

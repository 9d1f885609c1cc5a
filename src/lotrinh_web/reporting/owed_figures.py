"""Reads of the figures a report owes: what is asked, what the store has, what the body says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from lotrinh_web.indicators.figures.owed import Following, Owed, following
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import ReportingRound, Submission


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure asked in a report, with what the body said of it."""

    owed: Owed
    reported: ReportedFigure | None

    @property
    def answered(self) -> bool:
        """Whether the body said something, or the store has the figure already."""
        return self.owed.held is not None or (self.reported is not None and self.reported.says)

    @property
    def seen(self) -> str:
        """What a form was opened with, so that a stale one is noticed."""
        return str(self.reported.pk) if self.reported is not None else ""


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
        if one.held is None and (body, one.indicator.pk, one.area.pk) not in said
    )  # fmt: skip

"""Scorecards: how bodies of one kind keep their tasks and their reports on a day, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import Submission, SubmissionEvent
from lotrinh_web.workplan.scorecards import Tally, tallies

KIND_NAMES: dict[str, Any] = {
    "department": _("Sở, ban, ngành"), "party_advisory": _("Cơ quan tham mưu của Đảng"),
    "party_committee": _("Đảng ủy, cấp ủy"), "party_delegation": _("Ban cán sự đảng, đảng đoàn"),
    "district_party_committee": _("Quận ủy, huyện ủy"), "central_branch": _("Cơ quan trung ương tại địa phương"),
    "mass_organisation": _("Tổ chức chính trị - xã hội"), "association": _("Hội"), "front": _("Mặt trận Tổ quốc"),
    "council": _("Hội đồng nhân dân"), "peoples_committee": _("Ủy ban nhân dân"), "press": _("Cơ quan báo chí"),
    "public_unit": _("Đơn vị sự nghiệp"), "commune": _("Xã, phường"),
}  # fmt: skip


@dataclass(slots=True)
class Reports:
    """Reports a body owed for rounds whose due day had passed, and how often one was returned."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0

    @property
    def owed(self) -> int:
        """All of them."""
        return self.on_time + self.late + self.missing

    def add(self, other: Reports) -> None:
        """Take others in, for the total of a kind."""
        for name in ("on_time", "late", "missing", "returned"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Card:
    """One body's scorecard."""

    organisation: Organisation
    tasks: Tally
    reports: Reports


@dataclass(slots=True)
class KindCards:
    """All cards of one kind of body, and their total: what one is measured against."""

    kind: str
    cards: list[Card] = field(default_factory=list)
    total: Card | None = None
    size: int = 0

    @property
    def name(self) -> Any:
        """The kind in words."""
        return KIND_NAMES.get(self.kind, self.kind)


def reports_by_body(programme: Programme, on: date) -> dict[int, tuple[Organisation, Reports]]:
    """Reports owed and given by a day, under the body that stood in each one's place then."""
    lineage = Lineage()
    owed = list(
        Submission.objects.filter(round__programme=programme, round__due_on__lt=on).select_related(
            "round", "organisation"
        )
    )
    arrived: dict[int, date] = {}
    returned: dict[int, int] = {}
    kinds = SubmissionEvent.Kind
    steps = SubmissionEvent.objects.filter(
        Q(kind=kinds.APPROVED) | Q(kind=kinds.RETURNED), submission__in=[s.pk for s in owed]
    ).order_by("at", "pk")
    for event in steps:
        when = timezone.localtime(event.at).date()
        if when > on:
            continue
        if event.kind == kinds.APPROVED:
            arrived.setdefault(event.submission_id, when)
        else:
            returned[event.submission_id] = returned.get(event.submission_id, 0) + 1
    found: dict[int, tuple[Organisation, Reports]] = {}
    for submission in owed:
        standing = lineage.standing(submission.organisation, on)
        body = standing.current or standing.original
        _body, reports = found.setdefault(body.pk, (body, Reports()))
        came = arrived.get(submission.pk)
        reports.returned += returned.get(submission.pk, 0)
        if came is None:
            reports.missing += 1
        elif came <= submission.round.due_on:
            reports.on_time += 1
        else:
            reports.late += 1
    return found


def scorecards(programme: Programme, on: date) -> list[KindCards]:
    """Cards by kind of body, the kind with most bodies first; within a kind the highest overdue ratio first."""
    reports = reports_by_body(programme, on)
    cards = {tally.organisation.pk: Card(tally.organisation, tally, Reports()) for tally in tallies(programme, on)}
    for key, (body, told) in reports.items():
        cards.setdefault(key, Card(body, Tally(body), Reports())).reports = told
    found: dict[str, KindCards] = {}
    for card in cards.values():
        found.setdefault(card.organisation.kind, KindCards(card.organisation.kind)).cards.append(card)
    for kind in found.values():
        kind.cards.sort(key=lambda c: (-(c.tasks.overdue_share or 0), -c.tasks.overdue, c.organisation.name_vi))
        first, kind.size = kind.cards[0].organisation, len(kind.cards)
        kind.total = Card(first, Tally(first), Reports())
        for card in kind.cards:
            kind.total.tasks.add(card.tasks)
            kind.total.reports.add(card.reports)
    return sorted(found.values(), key=lambda kind: (-len(kind.cards), kind.kind))

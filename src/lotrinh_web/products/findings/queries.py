"""Reads of findings: what is open, overdue, closed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import Prefetch, QuerySet, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.leads import Origins, origin_of
from lotrinh_web.products.models import SET_ASIDE, Check, Finding, Measure, ProductEvent
from lotrinh_web.products.queries import FindingLine
from lotrinh_web.programmes.models import Programme

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Kind = ProductEvent.Kind
WAITING = {Check.ENTERED, Check.APPROVED}


class State(TextChoices):
    """Derived, never typed."""

    OVERDUE = "overdue", _("Quá hạn khắc phục")
    OPEN = "open", _("Đang khắc phục")
    CLAIMED = "claimed", _("Chờ kết thúc")
    CLOSED_LATE = "closed_late", _("Kết thúc, quá hạn")
    CLOSED_ON_TIME = "closed_on_time", _("Kết thúc, đúng hạn")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as lists show it."""

    finding: Finding
    concerned: Organisation  # as it stands on the day
    lead: Organisation | None  # of the task
    state: str
    days_late: int
    measures: tuple[Measure, ...]
    waiting: int
    closing: ProductEvent | None


class _Happened(TypedDict):
    all_measures: list[Measure]
    endings: list[ProductEvent]


FindingRead: TypeAlias = "WithAnnotations[Finding, _Happened]"
"""A finding with its measures and its closings."""


def findings_of(programme: Programme, on: date) -> QuerySet[FindingRead]:
    """Findings of conclusions issued by a day, with what rows need."""
    measures = Measure.objects.filter(on__lte=on).exclude(check_state__in=SET_ASIDE).order_by("on", "pk")
    events = ProductEvent.objects.filter(kind__in=[Kind.CLOSED, Kind.REOPENED], on__lte=on)
    return (
        Finding.objects.filter(task__programme=programme, conclusion_on__lte=on)
        .select_related("task__clause", "task__group", "concerned", "became")
        .prefetch_related(
            Prefetch("measures", queryset=measures, to_attr="all_measures"),
            Prefetch("events", queryset=events.select_related("actor").order_by("pk"), to_attr="endings"),
        )
        .order_by("due_on", "pk")
    )


def rows(findings: Iterable[FindingRead], on: date, lineage: Lineage | None = None) -> list[FindingRow]:
    """Findings (from `findings_of`) as rows; a constant number of queries."""
    found = list(findings)
    origins = Origins([finding.task_id for finding in found], on, lineage)
    return [_row(finding, on, origins) for finding in found]


def _row(finding: FindingRead, on: date, origins: Origins) -> FindingRow:
    measures = tuple(finding.all_measures)
    last = finding.endings[-1] if finding.endings else None
    closing = last if last is not None and last.kind == Kind.CLOSED else None
    remedied = [m.on for m in measures if m.last and m.check_state in {Check.APPROVED, Check.CONFIRMED}]
    state, late = _state(finding, closing, bool(remedied), on)
    return FindingRow(
        finding=finding, concerned=origins.standing(finding.concerned), lead=origins.lead(finding.task_id),
        state=state, days_late=late, measures=measures, closing=closing,
        waiting=sum(measure.check_state in WAITING for measure in measures),
    )  # fmt: skip


def _state(finding: Finding, closing: ProductEvent | None, claimed: bool, on: date) -> tuple[str, int]:
    """The state and how many days late: closed by the day of the last measure, open by the day asked for."""
    due = finding.due_on
    if closing is not None:
        remedied = finding.remedied_on or closing.on
        late = (remedied - due).days if due and remedied > due else 0
        return (State.CLOSED_LATE if late else State.CLOSED_ON_TIME), late
    if claimed and finding.phase != Finding.Phase.OPEN:
        return State.CLAIMED, 0
    if due is not None and due < on:
        return State.OVERDUE, (on - due).days
    return State.OPEN, 0


def review_lines(programme: Programme, on: date) -> tuple[FindingLine, ...]:
    """See `products.queries.findings_for_review`."""
    found = sorted(rows(findings_of(programme, on), on), key=lambda row: (row.finding.task.order, row.finding.pk))
    return tuple(_line(row) for row in found)


def _line(row: FindingRow) -> FindingLine:
    finding, closing = row.finding, row.closing
    return FindingLine(
        origin=origin_of(
            finding.task, row.lead, reverse("products:finding", args=[finding.pk]), row.waiting,
            demonstration=finding.demonstration,
        ),
        conclusion=f"{finding.conclusion_number}, ngày {finding.conclusion_on:%d/%m/%Y}",
        inspecting_body=finding.inspecting_body, concerned=row.concerned.name_vi, action=finding.required_action,
        due_on=finding.due_on, state=str(row.state), state_words=str(State(row.state).label),
        days_late=row.days_late, closed_on=closing.on if closing else None,
        closed_by=str(closing.actor) if closing and closing.actor else "",
        closing_reason=closing.reason if closing else "",
        measures=tuple(m.done for m in row.measures if m.check_state == Check.CONFIRMED),
        became_task=finding.became.code if finding.became else "",
    )  # fmt: skip

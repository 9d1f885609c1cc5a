"""The agencies: what each leads and coordinates, how late it is, and how it came by its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from lotrinh_web.organisations.models import Organisation, Succession
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import Submission
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.queries import AgencyRow, TaskRow, filtered, rows, tasks_of
from lotrinh_web.workplan.status import Status, with_status

COLUMNS = (
    Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME, Status.AWAITING, Status.DONE_ON_TIME, Status.DONE_LATE,
    Status.CONTINUOUS, Status.UNASSIGNED, Status.SUSPENDED, Status.CANCELLED,
)  # fmt: skip
"""Statuses in the order a leader asks for them: what is wrong first."""


def bodies(
    programme: Programme, on: date, lineage: Lineage | None = None, statuses: Iterable[Status] = ()
) -> list[AgencyRow]:  # fmt: skip
    """Bodies that lead or coordinate, successors in place of those that ended, most overdue first.

    Counted in the database; `statuses` narrows the tasks that are counted.
    """
    lineage = lineage or Lineage()
    tasks = with_status(Task.objects.filter(programme=programme), on)
    if wanted := list(statuses):
        tasks = tasks.filter(status__in=wanted)
    parts = [Assignment.Part.LEAD, Assignment.Part.COORDINATING]
    counted = list(
        tasks.filter(assignments__until=None, assignments__part__in=parts)
        .order_by()
        .values("assignments__organisation", "assignments__part", "status")
        .annotate(n=Count("pk"), first=Min("current_due"))
    )
    originals = Organisation.objects.in_bulk({row["assignments__organisation"] for row in counted})
    found: dict[int, AgencyRow] = {}
    for row in counted:
        standing = lineage.standing(originals[row["assignments__organisation"]], on)
        organisation = standing.current or standing.original
        entry = found.setdefault(organisation.pk, AgencyRow(organisation, Counter()))
        if row["assignments__part"] == Assignment.Part.COORDINATING:
            entry.coordinates += row["n"]
            continue
        entry.leads += row["n"]
        entry.counts[row["status"]] += row["n"]
        if row["status"] == Status.OVERDUE and row["first"]:
            entry.longest_late = max(entry.longest_late, (on - row["first"]).days)
    return sorted(found.values(), key=lambda e: (-e.overdue, -e.longest_late, -e.leads, e.organisation.name_vi))


URGENT = {status: place for place, status in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """What one body leads, how old its overdue work is, and how it got it."""

    rows: list[TaskRow]
    counts: Counter[str]
    coordinates: int
    inherited: int
    ages: list[tuple[str, int]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Accepted as completed."""
        return self.counts[Status.DONE_ON_TIME] + self.counts[Status.DONE_LATE]

    @property
    def on_time_share(self) -> float | None:
        """Completed in time ÷ tasks that have fallen due; None where none has."""
        due = self.done + self.counts[Status.OVERDUE]
        return self.counts[Status.DONE_ON_TIME] / due if due else None


def agency(programme: Programme, organisation: Organisation, on: date, lineage: Lineage) -> AgencyPage:
    """A body's own work and that of the bodies it has succeeded."""
    keys = lineage.predecessors(organisation, on)
    found = rows(filtered(tasks_of(programme, on), agency_keys=keys), on, lineage)
    found.sort(key=lambda row: (URGENT[row.status], row.task.current_due or date.max, row.task.order))
    parts = Assignment.objects.filter(
        task__programme=programme, organisation__in=keys, part=Assignment.Part.COORDINATING, until=None
    )
    late = [row.days_late for row in found if row.status == Status.OVERDUE]
    ages = [
        (_("đến 30 ngày"), sum(days <= 30 for days in late)),
        (_("31–90 ngày"), sum(30 < days <= 90 for days in late)),
        (_("trên 90 ngày"), sum(days > 90 for days in late)),
    ]
    return AgencyPage(
        rows=found,
        counts=Counter(row.status for row in found),
        coordinates=parts.values("task").distinct().count(),
        inherited=sum(1 for row in found if row.lead and row.lead.original.pk != organisation.pk),
        ages=ages if late else [],
    )


def succession_line(organisation: Organisation) -> tuple[list[Succession], list[Succession]]:
    """All that led to a body and all that followed from it, oldest first, however many steps away."""
    steps = list(Succession.objects.select_related("predecessor", "successor").order_by("on", "pk"))

    def walk(known: set[int], near: str, far: str) -> list[Succession]:
        found: list[Succession] = []
        grew = True
        while grew:
            grew = False
            for step in steps:
                if step not in found and getattr(step, near) in known:
                    found.append(step)
                    grew = True
                    if (key := getattr(step, far)) is not None:
                        known.add(key)
        return sorted(found, key=lambda step: (step.on, step.pk))

    back = walk({organisation.pk}, "successor_id", "predecessor_id")
    on = walk({organisation.pk}, "predecessor_id", "successor_id")
    return back, on


NEWEST = 8


def visible_submissions(submissions: Any, keys: set[int], *, every: bool) -> list[Submission]:
    """Reports of a body and of those it has succeeded, newest round first: two years of quarters and one more to
    tell that there are others, or `every` one."""
    found = submissions.filter(organisation__in=keys).select_related(None).select_related("round")
    found = found.order_by("-round__due_on", "-pk")
    return list(found if every else found[: NEWEST + 1])

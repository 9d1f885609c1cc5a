"""How each body keeps its tasks on a day, told from what had happened by that day: events, assignments, extensions.

Lists show tasks as they stand now; a scorecard of a past day must say who led *then*. So nothing here reads the
copies on the task (phase, day of completion, current due): the events up to the day are read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.actions import MOVES
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from lotrinh_web.workplan.status import Status, derive

Kind = TaskEvent.Kind
AGES = ((30, "to_30"), (90, "to_90"), (None, "over_90"))


@dataclass(slots=True)
class Tally:
    """Tasks one body led on a day, by how they stood."""

    organisation: Organisation
    leads: int = 0
    on_time: int = 0
    done_late: int = 0
    overdue: int = 0
    to_30: int = 0
    to_90: int = 0
    over_90: int = 0
    returned: int = 0

    @property
    def fallen_due(self) -> int:
        """What the official ratio divides by: done (in time and late) and overdue."""
        return self.overdue + self.on_time + self.done_late

    @property
    def overdue_share(self) -> float | None:
        """Overdue ÷ fallen due (Báo cáo 1270/BC-TCTTTg, 2017); None where nothing has fallen due."""
        return self.overdue / self.fallen_due if self.fallen_due else None

    def add(self, other: Tally) -> None:
        """Take another tally in, for the total of a kind."""
        for name in ("leads", "on_time", "done_late", "overdue", "to_30", "to_90", "over_90", "returned"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Then:
    """A task as it stood on a day."""

    phase: str
    completed_on: date | None
    due: date | None
    returned: int


def as_it_stood(task: Task, events: Iterable[TaskEvent]) -> Then:
    """Replay a task's events, oldest first."""
    phase, completed, due, returned = str(Task.Phase.OPEN), None, task.due_on, 0
    for event in events:
        if event.kind in {Kind.EXTENDED, Kind.TRIGGERED}:
            due = event.due_on
        repeated = event.kind == Kind.CLAIMED and phase != Task.Phase.OPEN  # the first claim is the day it was done
        if event.kind not in MOVES or repeated:
            continue
        phase = str(MOVES[event.kind][1])
        if event.kind == Kind.CLAIMED:
            completed = event.on
        elif event.kind in {Kind.RETURNED, Kind.RESUMED}:
            completed = None
        returned += event.kind == Kind.RETURNED
    return Then(phase, completed, due, returned)


def leads_on(programme: Programme, on: date) -> dict[int, Organisation]:
    """By task, the body that led it on a day: who was assigned then, or who stood in its place then."""
    lineage = Lineage()
    assigned = Assignment.objects.filter(
        Q(until=None) | Q(until__gt=on), task__programme=programme, part=Assignment.Part.LEAD, since__lte=on
    ).select_related("organisation")
    found = {}
    for assignment in assigned.order_by("since", "pk"):
        standing = lineage.standing(assignment.organisation, on)
        found[assignment.task_id] = standing.current or standing.original
    return found


def tallies(programme: Programme, on: date) -> list[Tally]:
    """One tally for each body that led something on a day; four queries."""
    leads = leads_on(programme, on)
    events: dict[int, list[TaskEvent]] = {}
    for event in TaskEvent.objects.filter(task__programme=programme, on__lte=on).order_by("on", "pk"):
        events.setdefault(event.task_id, []).append(event)
    found: dict[int, Tally] = {}
    for task in Task.objects.filter(programme=programme):
        body = leads.get(task.pk)
        if body is None:
            continue
        tally = found.setdefault(body.pk, Tally(body))
        then = as_it_stood(task, events.get(task.pk, ()))
        status = derive(phase=then.phase, has_lead=True, due=then.due, completed_on=then.completed_on, on=on)
        tally.leads += 1
        tally.returned += then.returned
        tally.on_time += status == Status.DONE_ON_TIME
        tally.done_late += status == Status.DONE_LATE
        if status == Status.OVERDUE and then.due is not None:
            tally.overdue += 1
            name = _age((on - then.due).days)
            setattr(tally, name, getattr(tally, name) + 1)
    return sorted(found.values(), key=lambda t: t.organisation.name_vi)


def _age(days: int) -> str:
    return next(name for most, name in AGES if most is None or days <= most)

"""Reads on tasks: lists with leads and successors, counts by group and by agency, what is late and whose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, Standing
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.status import Status, TaskOn, leads_on, with_status


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it."""

    task: Task
    status: Status
    lead: Standing | None
    coordinating: tuple[Standing, ...]
    each: tuple[Standing, ...]  # bodies that each carry it out for themselves
    basis: str
    days_late: int

    @property
    def beside(self) -> list[Organisation]:
        """The coordinating bodies as they stand, each once, without the lead (two merged bodies are one)."""
        lead = (self.lead.current or self.lead.original) if self.lead else None
        bodies = dict.fromkeys(standing.current or standing.original for standing in self.coordinating)
        return [body for body in bodies if body != lead]


def tasks_of(programme: Programme, on: date) -> QuerySet[TaskOn]:
    """All tasks of a programme with their status on a day."""
    return in_status(Task.objects.filter(programme=programme), on)


def in_status(tasks: QuerySet[Task], on: date) -> QuerySet[TaskOn]:
    """Tasks with their status on a day and what lists show of them."""
    assignments = Assignment.objects.filter(leads_on(on)).select_related("organisation")
    return (
        with_status(tasks, on)
        .select_related("clause", "group", "result_indicator")
        .prefetch_related(Prefetch("assignments", queryset=assignments, to_attr="in_force"))
    )


def filtered(
    tasks: QuerySet[TaskOn], *, status: str = "", group: str = "", agency_keys: set[int] | None = None, words: str = ""
) -> QuerySet[TaskOn]:
    """Tasks by status, group path, leading body (or one it succeeded), and words in title, code or clause."""
    if status:
        wanted = [Status.OVERDUE] if status == "late" else status.split(",")
        tasks = tasks.filter(status__in=wanted)
    if group:
        tasks = tasks.filter(group__path=group)
    if agency_keys is not None:
        tasks = tasks.filter(led_by_any(agency_keys))
    if words.strip():
        tasks = tasks.filter(pk__in=_matching(tasks, words))
    return tasks


def led_by_any(agency_keys: set[int]) -> Q:
    """Tasks that one of these bodies leads now."""
    return Q(assignments__organisation__in=agency_keys, assignments__part=Assignment.Part.LEAD, assignments__until=None)


SEARCHED = ("title_vi", "title_en", "code", "clause__path", "product_vi")


def _matching(tasks: QuerySet[TaskOn], words: str) -> list[int]:
    """Keys of the tasks that hold every word, tone marks optional: no database folds Vietnamese as people type it."""
    from lotrinh.text.fold import fold_loose

    terms = fold_loose(words).split()
    found = []
    for key, *texts in tasks.order_by().values_list("pk", *SEARCHED):
        whole = fold_loose(" ".join(text for text in texts if text))
        if all(term in whole for term in terms):
            found.append(key)
    return found


def rows(tasks: Iterable[TaskOn], on: date, lineage: Lineage | None = None) -> list[TaskRow]:
    """Tasks (from `tasks_of`) as list rows; the successions are read once for all of them."""
    lineage = lineage or Lineage()
    return [_row(task, on, lineage) for task in tasks]


def _row(task: TaskOn, on: date, lineage: Lineage) -> TaskRow:
    in_force: list[Assignment] = task.in_force  # type: ignore[attr-defined]
    by_part: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in in_force:
        by_part[assignment.part].append(assignment)

    def standings(part: str) -> tuple[Standing, ...]:
        return tuple(lineage.standing(a.organisation, on) for a in by_part[part])

    lead = next(iter(by_part[Assignment.Part.LEAD]), None)
    status = Status(task.status)
    due = task.due_then
    late = (on - due).days if status == Status.OVERDUE and due else 0
    return TaskRow(
        task=task,
        status=status,
        lead=lineage.standing(lead.organisation, on) if lead else None,
        coordinating=standings(Assignment.Part.COORDINATING),
        each=standings(Assignment.Part.EACH),
        basis=lead.basis if lead else "",
        days_late=late,
    )


def counts_by_status(tasks: QuerySet[TaskOn]) -> Counter[str]:
    """How many tasks stand in each status."""
    return Counter({row["status"]: row["n"] for row in tasks.order_by().values("status").annotate(n=Count("pk"))})


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A task group with its counts."""

    clause: Clause
    counts: Counter[str]

    @property
    def total(self) -> int:
        """All tasks of the group."""
        return sum(self.counts.values())


def groups_by_status(programme: Programme, on: date) -> list[GroupRow]:
    """The document's groups in order, each with its tasks by status."""
    tasks = with_status(Task.objects.filter(programme=programme), on)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in tasks.order_by().values("group", "status").annotate(n=Count("pk")):
        found[row["group"]][row["status"]] = row["n"]
    clauses = Clause.objects.filter(pk__in=found).order_by("order")
    return [GroupRow(clause, found[clause.pk]) for clause in clauses]


@dataclass(slots=True)
class AgencyRow:
    """A body that leads tasks on a day, with its counts and its latest task."""

    organisation: Organisation
    counts: Counter[str]
    longest_late: int = 0
    leads: int = 0
    coordinates: int = 0

    @property
    def overdue(self) -> int:
        """Tasks not done and past their due."""
        return self.counts[Status.OVERDUE]

    @property
    def overdue_share(self) -> float | None:
        """Overdue ÷ tasks that have fallen due, the official ratio; None where none has."""
        due = self.overdue + self.counts[Status.DONE_ON_TIME] + self.counts[Status.DONE_LATE]
        return self.overdue / due if due else None


def agencies(programme: Programme, on: date) -> list[AgencyRow]:
    """Bodies that lead or coordinate on a day, successors in place of those that ended; most overdue first."""
    found: dict[int, AgencyRow] = {}
    for row in rows(tasks_of(programme, on), on):
        if row.lead is not None:
            entry = _agency(found, row.lead)
            entry.counts[row.status] += 1
            entry.leads += 1
            entry.longest_late = max(entry.longest_late, row.days_late)
        for standing in row.coordinating:
            _agency(found, standing).coordinates += 1
    return sorted(found.values(), key=lambda e: (-e.overdue, -e.longest_late, -e.leads, e.organisation.name_vi))


def _agency(found: dict[int, AgencyRow], standing: Standing) -> AgencyRow:
    organisation = standing.current or standing.original
    return found.setdefault(organisation.pk, AgencyRow(organisation, Counter()))


def led_by(programme: Programme, organisation: Organisation, on: date) -> list[TaskRow]:
    """Tasks a body leads on a day, those of the bodies it has succeeded among them."""
    keys = Lineage().predecessors(organisation, on)
    return rows(filtered(tasks_of(programme, on), agency_keys=keys), on)


def led_counts(programme: Programme, on: date) -> Counter[int]:
    """How many tasks each body leads on a day, by its key; successors in place of those that ended."""
    lineage = Lineage()
    found: Counter[int] = Counter()
    leads = Assignment.objects.filter(leads_on(on), task__programme=programme, part=Assignment.Part.LEAD)
    numbers = {row["organisation"]: row["n"] for row in leads.order_by().values("organisation").annotate(n=Count("pk"))}
    for organisation in Organisation.objects.filter(pk__in=numbers):
        current = lineage.standing(organisation, on).current
        if current is not None:
            found[current.pk] += numbers[organisation.pk]
    return found

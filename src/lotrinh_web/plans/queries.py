"""Reads of plans: lists, one plan both ways (items to clauses, clauses to items), what the coverage matrix asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from lotrinh_web.accounts.access import Viewer
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, read_lineage
from lotrinh_web.plans.access import visible
from lotrinh_web.plans.models import Plan, PlanItem, PlanLink
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.workplan.coverage import RANK, Claim
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.queries import TaskRow, rows, tasks_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Part = Assignment.Part
CONFIRMED = PlanLink.State.CONFIRMED


class _Counts(TypedDict):
    all_items: int
    traced: int


def plan_list(user: Viewer, programme: Programme) -> QuerySet[WithAnnotations[Plan, _Counts]]:
    """The plans for a programme that a person may see, with how many items each has and how many are traced."""
    found = visible(user).filter(programme=programme).annotate(
        all_items=Count("items"), traced=Count("items", filter=~Q(items__traced_at=None)),
    )  # fmt: skip
    return found.order_by("-starts_on", "-pk")  # counting drops the model's own order, and pages need one


def without_plan(programme: Programme, on: date) -> list[Organisation]:
    """Bodies that lead a task and have no plan at all, not even a draft."""
    lineage = Lineage()
    leads: dict[int, Organisation] = {}
    for row in rows(tasks_of(programme, on), on, lineage):
        if row.lead is not None and row.lead.current is not None:
            leads[row.lead.current.pk] = row.lead.current
    bodies = Organisation.objects.filter(pk__in=Plan.objects.filter(programme=programme).values("organisation"))
    for body in bodies:
        current = lineage.standing(body, on).current
        leads.pop(current.pk if current else body.pk, None)
    return sorted(leads.values(), key=lambda body: body.name_vi)


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    """A plan's items with their clauses, proposals first among the open ones."""
    links = PlanLink.objects.select_related("clause", "task")
    return plan.items.select_related("traced_by").prefetch_related(Prefetch("links", queryset=links))


@dataclass(frozen=True, slots=True)
class Named:
    """A task in which the plan's agency has a part, and the items of the plan that take it up."""

    row: TaskRow
    part: str
    items: tuple[PlanItem, ...]


@dataclass(slots=True)
class Way:
    """A plan from the clauses' side: those that name the agency, and those it took up of itself."""

    named: list[Named] = field(default_factory=list)
    others: list[tuple[Clause, list[PlanItem]]] = field(default_factory=list)

    @property
    def shown(self) -> list[Named]:
        """What a plan has to answer for: all but the coordinating parts it leaves out."""
        return [named for named in self.named if named.items or named.part != Part.COORDINATING]

    @property
    def left(self) -> list[Named]:
        """Coordinating parts the plan does not speak of."""
        return [named for named in self.named if not named.items and named.part == Part.COORDINATING]

    @property
    def covered(self) -> int:
        """How many of the tasks that name the agency the plan has taken up."""
        return sum(bool(named.items) for named in self.named)


def way_back(plan: Plan, on: date | None = None) -> Way:
    """Clause by clause: a constant number of queries."""
    on = on or timezone.localdate()
    lineage = Lineage()
    body = lineage.standing(plan.organisation, on).current or plan.organisation
    keys = lineage.predecessors(body, on)
    links = PlanLink.objects.filter(item__plan=plan, state=CONFIRMED).select_related("item", "clause")
    by_clause: dict[int, list[PlanLink]] = defaultdict(list)
    for link in links.order_by("item__order"):
        by_clause[link.clause_id].append(link)
    way, seen = Way(), set()
    inside = Exists(Assignment.objects.filter(task=OuterRef("pk"), organisation__in=keys, until=None))
    tasks = tasks_of(plan.programme, on).exclude(phase=Task.Phase.CANCELLED)
    for row in rows(tasks.filter(inside), on, lineage):
        part = _part(row, body)
        if not part:
            continue
        found = [link.item for link in by_clause[row.task.clause_id] if link.task_id in (None, row.task.pk)]
        seen.add(row.task.clause_id)
        way.named.append(Named(row, part, tuple(found)))
    others = {key: found for key, found in by_clause.items() if key not in seen and found}
    way.others = [(found[0].clause, [link.item for link in found]) for found in others.values()]
    way.named.sort(key=lambda named: RANK[named.part])
    way.others.sort(key=lambda pair: pair[0].order)
    return way


def _part(row: TaskRow, body: Organisation) -> str:
    parts = ((Part.LEAD, [row.lead] if row.lead else []), (Part.COORDINATING, row.coordinating), (Part.EACH, row.each))
    for part, standings in parts:
        if any((s.current or s.original).pk == body.pk for s in standings):
            return str(part)
    return ""


def claims(programme: Programme, on: date, lineage: Lineage) -> list[Claim]:
    """What the agencies' plans take up, for the coverage matrix: one query, whatever the number of plans.

    A plan whose period is over by the day takes nothing up any more.
    """
    links = (
        PlanLink.objects.filter(state=CONFIRMED, item__plan__programme=programme, item__plan__ends_on__gte=on)
        .exclude(item__plan__state=Plan.State.SUPERSEDED)
        .select_related("item__plan__organisation")
        .defer("item__words")
    )
    found = []
    for link in links:
        plan = link.item.plan
        standing = lineage.standing(plan.organisation, on)
        found.append(
            Claim(
                clause=link.clause_id, task=link.task_id, body=standing.current or standing.original, plan=plan.pk,
                confirmed=plan.confirmed_at is not None and timezone.localdate(plan.confirmed_at) <= on,
                complete=bool(link.item.product.strip()) and link.item.has_due,
            )
        )  # fmt: skip
    return found


def of_clause(user: Viewer, clause: Clause) -> list[PlanItem]:
    """Items of plans in force that carry out a clause: of every agency's confirmed plan, and of the drafts a person
    may see."""
    mine = visible(user).filter(state=Plan.State.DRAFT).values("pk")
    open_to = Q(plan__state=Plan.State.CONFIRMED) | Q(plan__in=mine)
    linked = PlanLink.objects.filter(item=OuterRef("pk"), clause=clause, state=CONFIRMED)
    found = PlanItem.objects.filter(Exists(linked)).filter(open_to).select_related("plan__organisation")
    return list(found.order_by("plan__organisation__name_vi", "order")[:50])


def of_agency(user: Viewer, programme: Programme, organisation: Organisation, on: date) -> list[Plan]:
    """An agency's plans for a programme as a person may see them, those of bodies it has succeeded among them."""
    keys = read_lineage().predecessors(organisation, on)
    return list(plan_list(user, programme).filter(organisation__in=keys).select_related(None)[:20])


def clause_choices(programme: Programme) -> Sequence[Clause]:
    """The clauses an item may be traced to."""
    from lotrinh_web.plans.tracing import ParentClauses

    return ParentClauses(programme).clauses


def by_path(programme: Programme, paths: Iterable[str]) -> list[Clause]:
    """Clauses of the programme's document by path; unknown ones are left out."""
    return list(Clause.objects.filter(document=programme.document_id, path__in=[p.strip() for p in paths]))

"""What each body has a part in, clause by clause, and what nobody has taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.queries import TaskRow, rows, tasks_of

Part = Assignment.Part
RANK: dict[str, int] = {Part.LEAD: 0, Part.COORDINATING: 1, Part.EACH: 2}


@dataclass(frozen=True, slots=True)
class Claim:
    """An agency's own plan takes a clause up: one item of one plan, its body as it stands on the day."""

    clause: int
    task: int | None  # None: every task of the clause
    body: Organisation
    plan: int
    confirmed: bool
    complete: bool  # says what comes of it and by when


Claims = Callable[[Programme, date, Lineage], list[Claim]]
_tellers: list[Claims] = []


def tell_of_claims(teller: Claims) -> None:
    """A higher app that knows of plans says so here, once, when it is loaded."""
    if teller not in _tellers:
        _tellers.append(teller)


def _several(row: TaskRow, claims: Sequence[Claim]) -> bool:
    """More than one body has planned it as its own: bodies that work together on it are not counted twice."""
    beside = {(s.current or s.original).pk for s in (*row.coordinating, *row.each)}
    return len({claim.body.pk for claim in claims if claim.confirmed} - beside) > 1


GAPS: dict[str, tuple[Any, Callable[[TaskRow, Sequence[Claim]], bool]]] = {
    "chu-tri": (_("Chưa có chủ trì"), lambda row, _claims: row.lead is None),
    "de-xuat": (_("Chủ trì mới là đề xuất"), lambda row, _claims: row.lead is not None and row.basis == "proposed"),
    "san-pham": (_("Chưa nêu sản phẩm"), lambda row, _claims: not row.task.product_vi.strip()),
    "thoi-han": (_("Chưa nêu thời hạn"), lambda row, _claims: row.task.due_kind == Task.DueKind.NONE),
    "ke-hoach": (_("Chưa kế hoạch nào nhận"), lambda _row, claims: not any(claim.confirmed for claim in claims)),
    "nhieu-ben": (_("Nhiều cơ quan cùng nhận"), _several),
    "ke-hoach-thieu": (
        _("Kế hoạch thiếu sản phẩm, thời hạn"),
        lambda _row, claims: any(claim.confirmed and not claim.complete for claim in claims),
    ),
}

OF_PLANS = ("ke-hoach", "nhieu-ben", "ke-hoach-thieu")
"""The gaps that speak of agencies' own plans."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A body's part in a task: lead, coordinating or each; `proposed` where only a proposal says so.

    `planned` says whether the body's own plan has it: "" (no), "draft" or "confirmed"; `part` is empty for a body
    that has planned it without having a part in it.
    """

    part: str
    proposed: bool = False
    planned: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One task and the part of each body, by the body's key, as bodies stand on the day."""

    row: TaskRow
    marks: dict[int, Mark]
    gaps: tuple[str, ...]
    claims: tuple[Claim, ...] = ()


@dataclass(slots=True)
class Coverage:
    """The matrix, as filtered, and what is lacking in the whole programme."""

    rows: list[CoverageRow]
    bodies: list[Organisation]
    parts: dict[int, Counter[str]]
    gaps: Counter[str]
    total: int
    untouched: list[Clause] = field(default_factory=list)
    whole: list[TaskRow] = field(default_factory=list)
    planned: int = 0  # tasks that somebody's confirmed plan has taken up


def coverage(
    programme: Programme, on: date, *, group: str = "", gap: str = "", agency: str = "", words: str = ""
) -> Coverage:
    """Tasks × bodies on a day; a constant number of queries."""
    from lotrinh_web.workplan.queries import filtered

    lineage = Lineage()
    whole = rows(tasks_of(programme, on), on, lineage)
    claims = _claims_of(programme, on, lineage, whole)
    gaps = Counter(code for row in whole for code in _gaps(row, claims[row.task.pk]))
    shown = whole
    if words.strip() or group:
        keys = set(filtered(tasks_of(programme, on), group=group, words=words[:200]).values_list("pk", flat=True))
        shown = [row for row in whole if row.task.pk in keys]
    bodies: dict[int, Organisation] = {}
    lines = [
        CoverageRow(row, _marks(row, found, bodies), _gaps(row, found), tuple(found))
        for row in shown
        for found in [claims[row.task.pk]]
    ]
    if gap in GAPS:
        lines = [line for line in lines if gap in line.gaps]
    if agency:
        key = next((body.pk for body in bodies.values() if body.code == agency), None)
        lines = [line for line in lines if key in line.marks]
    parts: dict[int, Counter[str]] = {}
    for line in lines:
        for key, mark in line.marks.items():
            parts.setdefault(key, Counter())[mark.part] += 1
    order = sorted(
        (bodies[key] for key in parts),
        key=lambda body: (-parts[body.pk][Part.LEAD], -parts[body.pk].total(), body.name_vi),
    )
    planned = len(whole) - gaps["ke-hoach"]
    return Coverage(lines, order, parts, gaps, len(whole), untouched(programme), whole, planned)


def _claims_of(programme: Programme, on: date, lineage: Lineage, whole: list[TaskRow]) -> dict[int, list[Claim]]:
    """The claims on each task, by the task's key; each teller is asked once."""
    by_clause: dict[int, list[Claim]] = {}
    for teller in _tellers:
        for claim in teller(programme, on, lineage):
            by_clause.setdefault(claim.clause, []).append(claim)
    return {
        row.task.pk: [c for c in by_clause.get(row.task.clause_id, []) if c.task in (None, row.task.pk)]
        for row in whole
    }


def _gaps(row: TaskRow, claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(code for code, (_name, lacks) in GAPS.items() if lacks(row, claims))


def _marks(row: TaskRow, claims: Sequence[Claim], bodies: dict[int, Organisation]) -> dict[int, Mark]:
    """Each body once, with its weightiest part (two merged bodies may have had one each)."""
    planned: dict[int, str] = {}
    for claim in claims:
        bodies.setdefault(claim.body.pk, claim.body)
        if planned.get(claim.body.pk) != "confirmed":
            planned[claim.body.pk] = "confirmed" if claim.confirmed else "draft"
    found: dict[int, Mark] = {}
    assigned = [
        (Part.LEAD, [row.lead] if row.lead else []),
        (Part.COORDINATING, row.coordinating),
        (Part.EACH, row.each),
    ]
    for part, standings in assigned:
        for standing in standings:
            body = standing.current or standing.original
            bodies.setdefault(body.pk, body)
            proposed = part == Part.LEAD and row.basis == "proposed"
            found.setdefault(body.pk, Mark(part, proposed, planned.get(body.pk, "")))
    for key, state in planned.items():
        found.setdefault(key, Mark("", False, state))
    return found


def untouched(programme: Programme) -> list[Clause]:
    """Clauses at the end of a branch of the task groups for which no task was made."""
    groups = list(Clause.objects.filter(group_tasks__programme=programme).distinct().values_list("path", flat=True))
    if not groups:
        return []
    leaves = (
        Clause.objects.filter(document=programme.document_id, kind="bullet")
        .exclude(Exists(Clause.objects.filter(parent=OuterRef("pk"))))
        .exclude(Exists(Task.objects.filter(clause=OuterRef("pk"), programme=programme)))
        .exclude(Exists(Task.objects.filter(clause=OuterRef("parent"), programme=programme)))
        .order_by("order")
    )
    return [clause for clause in leaves if any(clause.path.startswith(f"{path}.") for path in groups)]

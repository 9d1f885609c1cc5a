"""What each body has a part in, clause by clause, and what nobody has taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
RANK = {Part.LEAD: 0, Part.COORDINATING: 1, Part.EACH: 2}
GAPS: dict[str, tuple[Any, Callable[[TaskRow], bool]]] = {
    "chu-tri": (_("Chưa có chủ trì"), lambda row: row.lead is None),
    "de-xuat": (_("Chủ trì mới là đề xuất"), lambda row: row.lead is not None and row.basis == "proposed"),
    "san-pham": (_("Chưa nêu sản phẩm"), lambda row: not row.task.product_vi.strip()),
    "thoi-han": (_("Chưa nêu thời hạn"), lambda row: row.task.due_kind == Task.DueKind.NONE),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A body's part in a task: lead, coordinating or each; `proposed` where only a proposal says so."""

    part: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One task and the part of each body, by the body's key, as bodies stand on the day."""

    row: TaskRow
    marks: dict[int, Mark]
    gaps: tuple[str, ...]


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


def coverage(
    programme: Programme, on: date, *, group: str = "", gap: str = "", agency: str = "", words: str = ""
) -> Coverage:
    """Tasks × bodies on a day; a constant number of queries."""
    from lotrinh_web.workplan.queries import filtered

    lineage = Lineage()
    whole = rows(tasks_of(programme, on), on, lineage)
    gaps = Counter(code for row in whole for code in _gaps(row))
    shown = whole
    if words.strip() or group:
        keys = set(filtered(tasks_of(programme, on), group=group, words=words[:200]).values_list("pk", flat=True))
        shown = [row for row in whole if row.task.pk in keys]
    bodies: dict[int, Organisation] = {}
    lines = [CoverageRow(row, _marks(row, bodies), _gaps(row)) for row in shown]
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
    return Coverage(lines, order, parts, gaps, len(whole), untouched(programme), whole)


def _gaps(row: TaskRow) -> tuple[str, ...]:
    return tuple(code for code, (_name, lacks) in GAPS.items() if lacks(row))


def _marks(row: TaskRow, bodies: dict[int, Organisation]) -> dict[int, Mark]:
    """Each body once, with its weightiest part (two merged bodies may have had one each)."""
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
            found.setdefault(body.pk, Mark(part, part == Part.LEAD and row.basis == "proposed"))
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

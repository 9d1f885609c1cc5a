"""What the overview says, put together from the apps below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.queries import TargetRow, target_rows, targets_of
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.reporting.models import ReportingRound
from lotrinh_web.reporting.queries import RoundRow, rounds
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import (
    AgencyRow, GroupRow, TaskRow, agencies, counts_by_status, filtered, groups_by_status, rows, tasks_of,
)  # fmt: skip
from lotrinh_web.workplan.status import Status

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Overview:
    """The page a Standing Committee member reads in thirty seconds."""

    sentence: str
    targets: list[TargetRow]
    lights: Counter[str]
    groups: list[GroupRow]
    counts: Counter[str]
    late: list[AgencyRow]
    overdue: list[TaskRow]
    due_soon: list[TaskRow]
    rounds: list[RoundRow]

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())


def overview(programme: Programme, on: date) -> Overview:
    """Everything the overview shows, as of a day."""
    today = timezone.localdate()
    at = None if on >= today else timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    targets = sorted(target_rows(targets_of(programme), at), key=lambda row: row.danger)
    counts = counts_by_status(tasks_of(programme, on))
    bodies = agencies(programme, on)
    lights = Counter(row.light for row in targets)
    overdue = rows(filtered(tasks_of(programme, on), status="overdue").order_by("current_due"), on)
    soon = rows(filtered(tasks_of(programme, on), status="due_soon").order_by("current_due"), on)
    late = [body for body in bodies if body.overdue]
    return Overview(
        sentence=_sentence(len(targets), lights, counts, late),
        targets=targets,
        lights=lights,
        groups=groups_by_status(programme, on),
        counts=counts,
        late=late,
        overdue=overdue,
        due_soon=soon,
        rounds=rounds(programme, on)[:2],
    )


def _sentence(total: int, lights: Counter[str], counts: Counter[str], late: list[AgencyRow]) -> str:
    """One sentence written from the data, first thing on the page."""
    parts = []
    if lights["unlikely"]:
        parts.append(_("%(n)d trên %(all)d chỉ tiêu có nguy cơ không đạt") % {"n": lights["unlikely"], "all": total})
    if lights["cannot_say"]:
        parts.append(_("%(n)d chỉ tiêu chưa đủ dữ liệu để đánh giá") % {"n": lights["cannot_say"]})
    overdue = counts[Status.OVERDUE]
    if overdue:
        words = ngettext("%(n)d nhiệm vụ quá hạn", "%(n)d nhiệm vụ quá hạn", overdue) % {"n": overdue}
        if late:
            words += _(", nhiều nhất là %(body)s (%(n)d)") % {"body": late[0].organisation, "n": late[0].overdue}
        parts.append(words)
    else:
        parts.append(_("không có nhiệm vụ quá hạn"))
    text = "; ".join(parts) + "."
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class ClauseNode:
    """A clause with what hangs on it."""

    clause: Clause
    targets: tuple[Target, ...]
    tasks: tuple[TaskRow, ...]
    counts: Counter[str]  # of the tasks on it and below it


def tree(programme: Programme, on: date) -> list[ClauseNode]:
    """The document's outline with the targets and tasks of each clause, in a constant number of queries."""
    clauses = list(Clause.objects.filter(document=programme.document_id).order_by("order"))
    targets: dict[int, list[Target]] = {}
    for target in targets_of(programme):
        targets.setdefault(target.clause_id or 0, []).append(target)
    tasks: dict[int, list[TaskRow]] = {}
    for row in rows(tasks_of(programme, on), on):
        tasks.setdefault(row.task.clause_id, []).append(row)
    sums: dict[str, Counter[str]] = {clause.path: Counter() for clause in clauses}
    for clause in clauses:
        for row in tasks.get(clause.pk, ()):
            path = clause.path
            while path:
                if path in sums:
                    sums[path][row.status] += 1
                path = path.rpartition(".")[0]
    return [
        ClauseNode(c, tuple(targets.get(c.pk, ())), tuple(tasks.get(c.pk, ())), sums[c.path]) for c in clauses
    ]


def agency_activity(organisation: Organisation) -> QuerySet[AuditEntry]:
    """The latest audit entries that name the body."""
    return AuditEntry.objects.filter(data__organisation=organisation.code)[:20]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    tasks: list[Task]
    targets: list[Target]
    organisations: list[Organisation]
    clauses: list[Clause]

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.tasks) + len(self.targets) + len(self.organisations) + len(self.clauses)


def search(programme: Programme, words: str, *, signed_in: bool) -> Found:
    """Tasks, targets, bodies and clauses whose names hold the words; tone marks may be left out."""
    from lotrinh.text.fold import fold_loose

    wanted = fold_loose(words).strip()
    if not wanted:
        return Found([], [], [], [])

    def holds(*texts: str) -> bool:
        return any(wanted in fold_loose(text) for text in texts if text)

    clauses = [
        c for c in Clause.objects.filter(document=programme.document_id) if holds(c.title_vi, c.title_en, c.text, c.path)
    ]
    targets = [t for t in targets_of(programme) if holds(t.indicator.name_vi, t.indicator.name_en)]
    if not signed_in:
        return Found([], [t for t in targets if t.published], [], clauses[:20])
    tasks = [
        t for t in Task.objects.filter(programme=programme).select_related("clause")
        if holds(t.title_vi, t.title_en, t.product_vi, t.code)
    ]  # fmt: skip
    bodies = [o for o in Organisation.objects.all() if holds(o.name_vi, o.name_en, o.abbreviation)]
    return Found(tasks[:20], targets, bodies[:20], clauses[:20])


def open_rounds(programme: Programme, on: date) -> QuerySet[ReportingRound]:
    """Rounds that wait for reports on a day."""
    return ReportingRound.objects.filter(Q(closed_at=None), programme=programme, opens_on__lte=on)

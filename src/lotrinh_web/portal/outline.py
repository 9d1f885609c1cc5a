"""The programme's outline: each clause with counts of what hangs on it; one clause with its words.

The number of queries does not grow with the document; tasks are fetched only for the chosen clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.queries import TargetRow, not_replaced, target_rows, targets_of
from lotrinh_web.indicators.words import figure_words, goal_words
from lotrinh_web.portal.addresses import tasks_address
from lotrinh_web.portal.public import for_public
from lotrinh_web.programmes.models import Anomaly, Citation, Clause, Programme
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import TaskRow, rows, tasks_of
from lotrinh_web.workplan.status import with_status

SHOWN_TASKS = 25


@dataclass(frozen=True, slots=True)
class Branch:
    """A clause in the outline."""

    clause: Clause
    counts: Counter[str]  # tasks on it and below it, by status
    targets: int  # on it and below it
    children: int
    expanded: bool
    shown: bool
    current: bool

    @property
    def tasks(self) -> int:
        """How many tasks hang on it and below it."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the clause's words; marked where `kind` says so (target, citation, due, body)."""

    text: str
    kind: str = ""
    href: str = ""
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A target that hangs on a clause, with its words on the page."""

    row: TargetRow
    goal: str
    last: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ClausePage:
    """The chosen clause: where it stands, its words, what is below it, what hangs on it."""

    branch: Branch
    above: list[Clause]
    pieces: list[Piece]
    below: list[Branch]
    targets: list[Hanging]
    tasks: list[TaskRow]
    more_tasks: int
    tasks_href: str
    citations: list[Citation]
    anomalies: list[Anomaly]
    before: Clause | None
    after: Clause | None

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.branch.clause


def _above(path: str) -> list[str]:
    """III.4.b2 → III, III.4."""
    steps = path.split(".")
    return [".".join(steps[:n]) for n in range(1, len(steps))]


def outline(programme: Programme, on: date, chosen: str, *, signed_in: bool) -> list[Branch]:
    """Every clause in reading order with the sums below it; the branch of the chosen clause is open."""
    clauses = list(Clause.objects.filter(document=programme.document_id).order_by("order").defer("text"))
    paths = {clause.path for clause in clauses}
    by_key = {clause.pk: clause.path for clause in clauses}
    tasks: dict[str, Counter[str]] = {path: Counter() for path in paths}
    counted = with_status(Task.objects.filter(programme=programme), on).order_by().values("clause", "status")
    for row in counted.annotate(n=Count("pk")):
        path = by_key.get(row["clause"], "")
        for step in (*_above(path), path):
            if step in tasks:
                tasks[step][row["status"]] += row["n"]
    targets: Counter[str] = Counter()
    published = Q() if signed_in else Q(published=True)
    own = not_replaced(Target.objects.filter(published, programme=programme, in_programme=True))
    for key in own.values_list("clause", flat=True):
        path = by_key.get(key, "")
        targets.update(step for step in (*_above(path), path) if step in paths)
    children = Counter(path.rpartition(".")[0] for path in paths)
    opened = {*_above(chosen), chosen} | {clause.path for clause in clauses if clause.depth == 0}
    return [
        Branch(
            clause=c,
            counts=tasks[c.path] if signed_in else for_public(tasks[c.path]),
            targets=targets[c.path],
            children=children[c.path],
            expanded=c.path in opened,
            shown=all(step in opened for step in _above(c.path) if step in paths),
            current=c.path == chosen,
        )
        for c in clauses
    ]


def clause_page(
    programme: Programme, on: date, branches: list[Branch], chosen: str, *, signed_in: bool
) -> ClausePage | None:  # fmt: skip
    """The chosen clause, or None where the document has no such clause."""
    place = next((n for n, branch in enumerate(branches) if branch.clause.path == chosen), None)
    if place is None:
        return None
    branch = branches[place]
    clause = Clause.objects.get(pk=branch.clause.pk)  # with its text
    document, path = clause.document_id, clause.path
    inside = Q(clause=clause) | Q(clause__path__startswith=f"{path}.", clause__document=document)
    found = rows(tasks_of(programme, on).filter(inside)[:SHOWN_TASKS], on) if branch.tasks else []
    published = Q() if signed_in else Q(published=True)
    targets = target_rows(targets_of(programme).filter(inside, published))
    citations = list(Citation.objects.filter(document=document, path=path).select_related("cited"))
    marks = [*_target_marks(targets), *_citation_marks(citations), *_task_marks(found, signed_in)]
    pieces = _marked(clause.text, marks)
    marked = {piece.id for piece in pieces}
    is_group = clause.group_tasks.exists()
    return ClausePage(
        branch=Branch(clause, branch.counts, branch.targets, branch.children, True, True, True),
        above=[b.clause for b in branches if b.clause.path in _above(chosen)],
        pieces=pieces,
        below=[b for b in branches if b.clause.path.rpartition(".")[0] == chosen],
        targets=[_hanging(row, marked) for row in targets],
        tasks=found,
        more_tasks=max(0, branch.tasks - len(found)),
        tasks_href=tasks_address(on, **{"nhom" if is_group else "tim": path}),
        citations=citations,
        anomalies=list(Anomaly.objects.filter(document=document, path=path)) if signed_in else [],
        before=branches[place - 1].clause if place else None,
        after=branches[place + 1].clause if place + 1 < len(branches) else None,
    )  # fmt: skip


def _hanging(row: TargetRow, marked: set[str]) -> Hanging:
    last = figure_words(row.last, row.target.indicator.unit)
    return Hanging(row, goal_words(row.target), last, f"chu-ct{row.target.pk}" in marked)


# --- the clause's own words, with marks


def _target_marks(targets: Iterable[TargetRow]) -> list[Piece]:
    return [
        Piece(
            r.target.words, "target", f"#ct{r.target.pk}", f"chu-ct{r.target.pk}",
            _("Chỉ tiêu: %(name)s") % {"name": local(r.target.indicator, "name")},
        )
        for r in targets
    ]  # fmt: skip


def _citation_marks(citations: Iterable[Citation]) -> list[Piece]:
    return [Piece(c.words, "citation", f"#vd{c.pk}", f"chu-vd{c.pk}", _("Viện dẫn")) for c in citations]


def _task_marks(found: Iterable[TaskRow], signed_in: bool) -> list[Piece]:
    marks = []
    for row in found:
        href = f"#nv{row.task.pk}"
        marks.append(Piece(row.task.due_words, "due", href, f"chu-han{row.task.pk}", _("Thời hạn")))
        if not signed_in:
            continue
        parts = [row.lead] if row.lead else []
        for standing in (*parts, *row.coordinating, *row.each):
            body = standing.original
            address = reverse("portal:agency", args=[(standing.current or body).code])
            marks.append(Piece(body.name_vi, "body", address, "", local(standing.current or body, "name")))
    return marks


def _marked(text: str, marks: Iterable[Piece]) -> list[Piece]:
    """The text cut where marks begin and end; of marks that overlap the first and longest stays."""
    if not text:
        return []
    folded = text.casefold()
    same_length = len(folded) == len(text)
    found: dict[int, tuple[int, Piece]] = {}
    for mark in marks:
        if not mark.text.strip():
            continue
        at = text.find(mark.text)
        if at < 0 and same_length:
            at = folded.find(mark.text.casefold())
        if at >= 0 and (at not in found or found[at][0] < at + len(mark.text)):
            found[at] = (at + len(mark.text), mark)
    pieces, done = [], 0
    for start in sorted(found):
        end, mark = found[start]
        if start < done:
            continue
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], mark.kind, mark.href, mark.id, mark.title))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces

"""Which clause of the programme an item of a plan may carry out: proposals, for a person to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.workplan.coverage import untouched
from lotrinh_web.workplan.models import Task

if TYPE_CHECKING:
    from lotrinh.reading.cascade import Parents

TOP = 3
SURE = 0.45
"""From this likeness on, and well ahead of the second, a proposal may be confirmed together with others."""


class ParentClauses:
    """The clauses of a programme that want something done, read once and ready to be asked."""

    def __init__(self, programme: Programme) -> None:
        everything = list(Clause.objects.filter(document=programme.document_id).order_by("order"))
        by_key = {clause.pk: clause for clause in everything}
        self.tasks: dict[int, list[Task]] = {}
        for task in Task.objects.filter(programme=programme).exclude(phase=Task.Phase.CANCELLED):
            self.tasks.setdefault(task.clause_id, []).append(task)
        wanted = set(self.tasks) | {clause.pk for clause in untouched(programme)}
        leaves = {c.pk for c in everything} - {c.parent_id for c in everything}
        keys = (wanted & set(by_key)) or leaves
        self.clauses = [clause for clause in everything if clause.pk in keys]
        self.by_path = {clause.path: clause for clause in self.clauses}
        self._below: dict[int, list[Clause]] = {}
        for clause in everything:
            if clause.parent_id:
                self._below.setdefault(clause.parent_id, []).append(clause)
        self._all = by_key
        self._parents: Parents | None = None

    def propose(self, words: str) -> list[tuple[Clause, float]]:
        """The three likest clauses with their scores, best first."""
        if self._parents is None:
            from lotrinh.reading.cascade import Parents

            self._parents = Parents([(c.path, self._words(c), self._heading(c)) for c in self.clauses])
        return [(self.by_path[p.path], min(1.0, p.score)) for p in self._parents.propose(words, TOP)]

    def task_of(self, clause: Clause) -> Task | None:
        """The clause's task, where it has exactly one."""
        tasks = self.tasks.get(clause.pk, [])
        return tasks[0] if len(tasks) == 1 else None

    def _words(self, clause: Clause) -> str:
        below = [c.text or c.title_vi for c in self._below.get(clause.pk, [])]
        tasks = [f"{task.title_vi} {task.product_vi}" for task in self.tasks.get(clause.pk, [])]
        return " ".join([clause.text or clause.title_vi, *(below if len(below) < 12 else []), *tasks])

    def _heading(self, clause: Clause) -> str:
        words, step = [], clause
        while step.parent_id and step.parent_id in self._all:
            step = self._all[step.parent_id]
            words.append(step.title_vi)
        return " ".join(words)

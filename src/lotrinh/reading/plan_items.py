"""The pieces of work of an agency's own plan, as the reader finds them: assignments, and task clauses beside them."""

from __future__ import annotations

from dataclasses import dataclass

from lotrinh.reading.cascade import task_clauses
from lotrinh.reading.model import Assignment, Reading


@dataclass(frozen=True, slots=True)
class PlanItemRead:
    """One piece of work: where it stands, its words, and what the plan says of product, due and who.

    `due` is an ISO date or None; `due_words` the plan's own words; `unit` whom it names, "; " between several.
    """

    path: str
    words: str
    product: str = ""
    due: str | None = None
    due_words: str = ""
    unit: str = ""


def items_of(reading: Reading) -> list[PlanItemRead]:
    """In the order of the text. A task clause with assignments on it or below it counts by its assignments only."""
    placed: list[tuple[int, PlanItemRead]] = [(a.start, _of_assignment(a)) for a in reading.assignments]
    taken = {a.path for a in reading.assignments}
    if not any(".r" in path for path in taken):  # a task table already says everything its plan wants done
        for node in task_clauses(reading):
            if node.path in taken or any(path.startswith(f"{node.path}.") for path in taken):
                continue
            place = node.paragraphs[0].start if node.paragraphs else 0
            placed.append((place, PlanItemRead(node.path, " ".join(node.text.split()))))
    placed.sort(key=lambda found: found[0])
    return [item for _, item in placed]


def _of_assignment(found: Assignment) -> PlanItemRead:
    return PlanItemRead(
        path=found.path,
        words=" ".join(found.task.split()),
        product=" ".join((found.product or "").split()),
        due=found.deadline.due,
        due_words=" ".join((found.deadline.text or "").split()),
        unit="; ".join(found.lead),
    )

"""Contributions of tasks to a target: stating them, and their sum against what is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.indicators.targets.trajectory import wanted_end
from lotrinh_web.workplan.contribution_models import TaskContribution
from lotrinh_web.workplan.models import Task


@dataclass(frozen=True, slots=True)
class Sum:
    """What the tasks are said to add by the due year, and what is missing from the last figure to the target."""

    stated: Decimal
    missing: Decimal | None  # None: no figure, or no number to reach

    @property
    def unassigned(self) -> Decimal | None:
        """What no task is said to bring; negative where more is stated than is missing."""
        return None if self.missing is None else self.missing - self.stated


@dataclass(frozen=True, slots=True)
class ByTask:
    """One task's contributions, by year."""

    task: Task
    years: list[TaskContribution]


def contributions(target: Target) -> list[ByTask]:
    """What counts, by task in the programme's order."""
    found: dict[Task, list[TaskContribution]] = defaultdict(list)
    rows = TaskContribution.objects.filter(target=target, latest=True, amount__isnull=False)
    for row in rows.select_related("task", "entered_by").order_by("task__order", "task", "period"):
        found[row.task].append(row)
    return [ByTask(task, years) for task, years in found.items()]


def sum_of(row: TargetRow, stated: list[ByTask]) -> Sum:
    """The last stated year of each task, added; against the gap from the last figure."""
    total = sum((by.years[-1].amount or Decimal(0) for by in stated), Decimal(0))
    end = wanted_end(row.target)
    last = row.last.value if row.last is not None else None
    return Sum(total, None if end is None or last is None else end - last)


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def contribute(
    *, actor: Actor, task: Task, target: Target, period: str, amount: Decimal | None, reason: str
) -> TaskContribution:
    """State what a task adds by the end of a year; `amount` None takes it back. Former statements are kept."""
    if task.programme_id != target.programme_id:
        raise Refused("Nhiệm vụ và chỉ tiêu không cùng một chương trình.")
    due = target.due[:4]
    if not (period.isdigit() and len(period) == 4 and target.programme.starts_on.year <= int(period) <= int(due)):
        raise Refused(f"Năm «{period}» phải từ {target.programme.starts_on.year} đến {due}.")
    if not reason.strip():
        raise Refused("Ghi căn cứ: tính thế nào hoặc văn bản, cơ quan nào nêu.")
    same = TaskContribution.objects.select_for_update().filter(task=task, target=target, period=period, latest=True)
    if amount is None and not same.exists():
        raise Refused("Chưa có đóng góp nào của nhiệm vụ này trong năm đó để rút.")
    same.update(latest=False)
    made = TaskContribution.objects.create(
        task=task, target=target, period=period, amount=amount, reason=reason.strip()[:400],
        entered_at=timezone.now(), entered_by=account_of(actor),
    )  # fmt: skip
    record(
        actor=actor, action="workplan.contribute", subject=target,
        data={"task": task.code, "period": period, "amount": None if amount is None else str(amount)},
    )  # fmt: skip
    return made

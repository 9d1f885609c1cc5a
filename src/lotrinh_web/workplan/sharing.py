"""Tasks that several programmes rely on: shown in each, counted once, in the programme they were set for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.life_models import SharedTask
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import TaskRow, in_status, rows


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def share(*, actor: Actor, task: Task, programme: Programme, reason: str) -> SharedTask:
    """Show a task in another programme too; it goes on counting at home only."""
    if task.programme_id == programme.pk:
        raise Refused(f"Nhiệm vụ {task.code} vốn thuộc chương trình này.")
    if not reason.strip():
        raise Refused("Ghi căn cứ dùng chung, ví dụ điều khoản của chương trình kia.")
    if SharedTask.objects.filter(task=task, programme=programme, ended_at=None).exists():
        raise Refused(f"Nhiệm vụ {task.code} đã dùng chung với «{programme}».")
    made = SharedTask.objects.create(
        task=task, programme=programme, reason=reason.strip()[:300],
        shared_by=account_of(actor),
    )  # fmt: skip
    record(
        actor=actor, action="workplan.share", subject=task, data={"programme": programme.code, "reason": made.reason}
    )
    return made


@action(allow=_office)
def end_share(*, actor: Actor, task: Task, programme: Programme, reason: str) -> None:
    """The other programme no longer shows the task."""
    if not reason.strip():
        raise Refused("Ghi lý do thôi dùng chung.")
    if not SharedTask.objects.filter(task=task, programme=programme, ended_at=None).update(ended_at=timezone.now()):
        raise Refused("Nhiệm vụ không còn dùng chung với chương trình này.")
    record(actor=actor, action="workplan.end_share", subject=task, data={"programme": programme.code, "reason": reason})


def shared_rows(programme: Programme, on: date) -> list[TaskRow]:
    """Tasks of other programmes that this one shows, with their status; never part of its counts."""
    tasks = Task.objects.filter(shares__programme=programme, shares__ended_at=None)
    return rows(in_status(tasks.select_related("programme"), on).order_by("programme", "order"), on)

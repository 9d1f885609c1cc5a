"""Writes on tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.models import Clause, Document, Programme
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

Kind = TaskEvent.Kind
Phase = Task.Phase

MOVES: dict[str, tuple[set[str], str]] = {
    # event kind: (phases it may happen in, phase it leads to)
    Kind.SUSPENDED: ({Phase.OPEN, Phase.CLAIMED}, Phase.SUSPENDED),
    Kind.RESUMED: ({Phase.SUSPENDED}, Phase.OPEN),
    Kind.CLAIMED: ({Phase.OPEN}, Phase.CLAIMED),
    Kind.ACCEPTED: ({Phase.CLAIMED}, Phase.DONE),
    Kind.RETURNED: ({Phase.CLAIMED, Phase.DONE}, Phase.OPEN),
    Kind.CANCELLED: ({Phase.OPEN, Phase.CLAIMED, Phase.SUSPENDED}, Phase.CANCELLED),
}
NEEDS_REASON = {Kind.SUSPENDED, Kind.RETURNED, Kind.CANCELLED, Kind.EXTENDED, Kind.TRANSFERRED}


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _event(*, actor: Actor, task: Task, kind: str, on: date, **fields: Any) -> TaskEvent:
    event = TaskEvent.objects.create(task=task, kind=kind, on=on, actor=account_of(actor), **fields)
    data = {"kind": str(kind), "on": str(on)}
    data |= {name: str(value) for name, value in fields.items() if value not in (None, "")}
    record(actor=actor, action=f"workplan.{kind}", subject=task, data=data)
    return event


@action(allow=_office)
def create_task(
    *, actor: Actor, programme: Programme, clause: Clause, group: Clause, code: str, title_vi: str, **fields: Any
) -> Task:
    """Enter a task of a clause; it has no lead until one is assigned."""
    if Task.objects.filter(programme=programme, code=code).exists():
        raise Refused(f"Nhiệm vụ mã «{code}» đã có trong chương trình. Dùng mã khác.")
    starts, due = fields.get("starts_on"), fields.get("due_on")
    if starts and due and due < starts:
        raise Refused(f"Thời hạn {due:%d/%m/%Y} trước ngày bắt đầu {starts:%d/%m/%Y}. Sửa thời hạn hoặc ngày bắt đầu.")
    task = Task.objects.create(
        programme=programme, clause=clause, group=group, code=code, title_vi=title_vi, current_due=due, **fields
    )
    record(actor=actor, action="workplan.create_task", subject=task, data={"code": code, "clause": clause.path})
    return task


@action(allow=_office)
def assign(
    *, actor: Actor, task: Task, organisation: Organisation, part: str, since: date, basis: str = "decision",
    document: Document | None = None, reason: str = "", demonstration: bool = False,
) -> Assignment:  # fmt: skip
    """Give a body its part in a task. A second lead is refused; changing the lead is `transfer_lead`."""
    if part == Assignment.Part.LEAD:
        current = lead_assignment(task)
        if current is not None:
            raise Refused(
                f"Nhiệm vụ {task.code} đã có cơ quan chủ trì là {current.organisation}. "
                "Một việc chỉ giao một cơ quan chủ trì; muốn thay, dùng «Chuyển cơ quan chủ trì»."
            )
    taken = Assignment.objects.filter(task=task, organisation=organisation, until=None).first()
    if taken is not None:
        raise Refused(f"{organisation} đã {taken.get_part_display()} nhiệm vụ {task.code}.")
    assignment = Assignment.objects.create(
        task=task, organisation=organisation, part=part, since=since, basis=basis, document=document, reason=reason
    )
    _event(
        actor=actor, task=task, kind=Kind.ASSIGNED, on=since, organisation=organisation,
        reason=reason or str(assignment.get_part_display()), demonstration=demonstration,
    )  # fmt: skip
    return assignment


def lead_assignment(task: Task) -> Assignment | None:
    """The lead in force, or None."""
    return (
        Assignment.objects.filter(task=task, part=Assignment.Part.LEAD, until=None)
        .select_related("organisation")
        .first()
    )


@action(allow=_office)
def transfer_lead(
    *, actor: Actor, task: Task, organisation: Organisation, on: date, reason: str, document: str = ""
) -> Assignment:
    """End the present lead on a day and give the task to another body, in one step."""
    if not reason.strip():
        raise Refused("Ghi lý do chuyển cơ quan chủ trì.")
    task = Task.objects.select_for_update().get(pk=task.pk)
    current = lead_assignment(task)
    if current is not None and current.organisation_id == organisation.pk:
        raise Refused(f"{organisation} đang là cơ quan chủ trì nhiệm vụ {task.code}.")
    if current is not None:
        if on < current.since:
            raise Refused(f"{current.organisation} chỉ chủ trì từ {current.since:%d/%m/%Y}. Chọn ngày không sớm hơn.")
        current.until = on
        current.save(update_fields=["until"])
    Assignment.objects.filter(task=task, organisation=organisation, until=None).update(until=on)
    assignment = Assignment.objects.create(
        task=task, organisation=organisation, part=Assignment.Part.LEAD, since=on, basis="decision", reason=reason
    )
    _event(
        actor=actor, task=task, kind=Kind.TRANSFERRED, on=on, organisation=organisation, reason=reason,
        document=document,
    )  # fmt: skip
    return assignment


@action(allow=_office)
def extend(*, actor: Actor, task: Task, due_on: date, on: date, reason: str, document: str = "") -> TaskEvent:
    """Give a later due, saying why and by which document."""
    if not reason.strip():
        raise Refused("Ghi lý do gia hạn.")
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.current_due is None:
        raise Refused(f"Nhiệm vụ {task.code} không có thời hạn cụ thể nên không gia hạn được.")
    if due_on <= task.current_due:
        raise Refused(f"Thời hạn mới phải sau thời hạn hiện nay ({task.current_due:%d/%m/%Y}).")
    task.current_due = due_on
    task.save(update_fields=["current_due"])
    return _event(actor=actor, task=task, kind=Kind.EXTENDED, on=on, due_on=due_on, reason=reason, document=document)


@action(allow=_office)
def move(
    *, actor: Actor, task: Task, kind: str, on: date, reason: str = "", document: str = "",
    organisation: Organisation | None = None, demonstration: bool = False,
) -> TaskEvent:  # fmt: skip
    """Suspend, resume, claim, accept, return or cancel: the events that change a task's phase."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    allowed, phase = MOVES[kind]
    if task.phase not in allowed:
        raise Refused(
            f"Nhiệm vụ {task.code} {task.get_phase_display()}, không thể «{Kind(kind).label}». Tải lại trang để xem "
            "trạng thái mới nhất."
        )
    if kind in NEEDS_REASON and not reason.strip():
        raise Refused(f"Ghi lý do «{Kind(kind).label}».")
    task.phase = phase
    if kind == Kind.CLAIMED:
        task.completed_on = on
    elif kind in {Kind.RETURNED, Kind.RESUMED}:
        task.completed_on = None
    task.save(update_fields=["phase", "completed_on"])
    return _event(
        actor=actor, task=task, kind=kind, on=on, reason=reason, document=document, organisation=organisation,
        demonstration=demonstration,
    )  # fmt: skip


@action(allow=_office)
def note(
    *, actor: Actor, task: Task, kind: str, on: date, reason: str = "", document: str = "", milestone: str = "",
    percent: int | None = None, organisation: Organisation | None = None, demonstration: bool = False,
) -> TaskEvent:  # fmt: skip
    """Add an event that leaves the phase as it is: received, started, a milestone, accepted progress, a comment."""
    if kind in MOVES or kind in {Kind.EXTENDED, Kind.TRANSFERRED, Kind.ASSIGNED}:
        raise Refused(f"«{Kind(kind).label}» có thao tác riêng.")
    if percent is not None:
        task.percent = percent
        task.save(update_fields=["percent"])
    return _event(
        actor=actor, task=task, kind=kind, on=on, reason=reason, document=document, milestone=milestone,
        percent=percent, organisation=organisation, demonstration=demonstration,
    )  # fmt: skip

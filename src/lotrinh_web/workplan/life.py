"""A task's milestones, dependencies, instances and trigger: acts on them, and what the task's page shows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.workplan.evidence import leads
from lotrinh_web.workplan.life_models import EvidenceFile, PlannedMilestone, TaskDependency, TaskInstance
from lotrinh_web.workplan.models import Task, TaskEvent

if TYPE_CHECKING:
    from lotrinh.calendar import PeriodKind

KINDS: dict[str, PeriodKind] = {"month": "month", "quarter": "quarter", "half_year": "half_year", "year": "year"}


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _office_or_lead(*, actor: Actor, task: Task, **_: Any) -> bool:
    return is_office(actor) or leads(actor, task)


# ---- received, started ---------------------------------------------------------------------------------------------


@action(allow=_office_or_lead)
def take_up(*, actor: Actor, task: Task, kind: str, on: date, reason: str = "") -> TaskEvent:
    """The leading agency says that it has received the task, or has started on it."""
    if kind not in {TaskEvent.Kind.RECEIVED, TaskEvent.Kind.STARTED}:
        raise Refused("Chỉ ghi nhận việc hoặc bắt đầu thực hiện ở đây.")
    if on > timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Ghi ngày đã diễn ra.")
    if TaskEvent.objects.filter(task=task, kind=kind).exists():
        raise Refused(f"Nhiệm vụ {task.code} đã ghi «{TaskEvent.Kind(kind).label}».")
    event = TaskEvent.objects.create(task=task, kind=kind, on=on, actor=account_of(actor), reason=reason.strip())
    record(actor=actor, action=f"workplan.{kind}", subject=task, data={"on": str(on)})
    return event


# ---- milestones ----------------------------------------------------------------------------------------------------


@action(allow=_office_or_lead)
def plan_milestone(*, actor: Actor, task: Task, title: str, due_on: date) -> PlannedMilestone:
    """Plan a step; not after the task's own due."""
    if not title.strip():
        raise Refused("Ghi tên mốc, ví dụ «Trình dự thảo lần 1».")
    if task.current_due is not None and due_on > task.current_due:
        raise Refused(f"Mốc {due_on:%d/%m/%Y} sau thời hạn của nhiệm vụ ({task.current_due:%d/%m/%Y}).")
    if task.starts_on is not None and due_on < task.starts_on:
        raise Refused(f"Mốc {due_on:%d/%m/%Y} trước ngày bắt đầu của nhiệm vụ ({task.starts_on:%d/%m/%Y}).")
    made = PlannedMilestone.objects.create(
        task=task, title=title.strip()[:200], due_on=due_on, planned_by=account_of(actor)
    )
    record(actor=actor, action="workplan.plan_milestone", subject=task, data={"title": made.title, "due": str(due_on)})
    return made


@action(allow=_office_or_lead)
def reach_milestone(
    *, actor: Actor, task: Task, milestone: PlannedMilestone, on: date, document: str
) -> PlannedMilestone:
    """The step was reached on a day, shown by a document."""
    if milestone.task_id != task.pk or milestone.dropped_reason:
        raise Refused("Mốc này không còn trong kế hoạch của nhiệm vụ.")
    if milestone.reached_on is not None:
        raise Refused(f"Mốc «{milestone.title}» đã ghi đạt ngày {milestone.reached_on:%d/%m/%Y}.")
    if on > timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Ghi ngày đã diễn ra.")
    if not document.strip():
        raise Refused("Ghi văn bản hoặc minh chứng của mốc.")
    milestone.reached_on, milestone.document = on, document.strip()[:300]
    milestone.save(update_fields=["reached_on", "document"])
    TaskEvent.objects.create(
        task=task, kind=TaskEvent.Kind.MILESTONE, on=on, actor=account_of(actor), reason=milestone.title,
        document=milestone.document, milestone="milestone",
    )  # fmt: skip
    data = {"title": milestone.title, "on": str(on), "document": milestone.document}
    record(actor=actor, action="workplan.milestone", subject=task, data=data)
    return milestone


@action(allow=_office_or_lead)
def drop_milestone(*, actor: Actor, task: Task, milestone: PlannedMilestone, reason: str) -> PlannedMilestone:
    """Take a step out of the plan with a reason; it stays in the history."""
    if not reason.strip():
        raise Refused("Ghi lý do bỏ mốc.")
    if milestone.task_id != task.pk or milestone.reached_on is not None:
        raise Refused("Mốc đã đạt không bỏ được.")
    milestone.dropped_reason = reason.strip()[:300]
    milestone.save(update_fields=["dropped_reason"])
    data = {"title": milestone.title, "reason": milestone.dropped_reason}
    record(actor=actor, action="workplan.drop_milestone", subject=task, data=data)
    return milestone


# ---- dependencies --------------------------------------------------------------------------------------------------


@action(allow=_office)
def make_wait(*, actor: Actor, task: Task, after: Task, reason: str = "") -> TaskDependency:
    """Say that a task waits for another. A circle is refused with its way."""
    if task.programme_id != after.programme_id:
        raise Refused("Hai nhiệm vụ không cùng một chương trình.")
    if TaskDependency.objects.filter(task=task, after=after, ended_at=None).exists():
        raise Refused(f"Nhiệm vụ {task.code} đã chờ nhiệm vụ {after.code}.")
    circle = way(after, task)
    if circle:
        codes = " → ".join(one.code for one in (*circle, after))
        raise Refused(f"Không đặt được: các nhiệm vụ sẽ chờ nhau theo vòng {codes}.")
    made = TaskDependency.objects.create(task=task, after=after, reason=reason.strip()[:300])
    record(actor=actor, action="workplan.make_wait", subject=task, data={"after": after.code})
    return made


def way(start: Task, goal: Task) -> list[Task]:
    """A chain of waiting from one task to another, both included; empty where there is none."""
    if start.pk == goal.pk:
        return [start]
    edges: dict[int, list[int]] = {}
    links = TaskDependency.objects.filter(task__programme=start.programme_id, ended_at=None)
    for task, after in links.values_list("task", "after"):
        edges.setdefault(task, []).append(after)
    came: dict[int, int] = {start.pk: 0}
    queue = [start.pk]
    while queue and goal.pk not in came:
        here = queue.pop(0)
        for following in edges.get(here, ()):
            if following not in came:
                came[following] = here
                queue.append(following)
    if goal.pk not in came:
        return []
    keys = [goal.pk]
    while came[keys[-1]]:
        keys.append(came[keys[-1]])
    found = Task.objects.in_bulk(keys)
    return [found[key] for key in reversed(keys)]


@action(allow=_office)
def end_wait(*, actor: Actor, task: Task, after: Task, reason: str) -> None:
    """The task no longer waits; the link stays in the history."""
    if not reason.strip():
        raise Refused("Ghi lý do bỏ ràng buộc.")
    link = TaskDependency.objects.filter(task=task, after=after, ended_at=None)
    if not link.update(ended_at=timezone.now(), reason=reason.strip()[:300]):
        raise Refused(f"Nhiệm vụ {task.code} không chờ nhiệm vụ {after.code}.")
    record(actor=actor, action="workplan.end_wait", subject=task, data={"after": after.code, "reason": reason})


# ---- recurring and triggered (docs/decisions/0008) -----------------------------------------------------------------


@action(allow=_office)
def make_instances(*, actor: Actor, on: date) -> int:
    """Make what is missing of each open recurring task up to the period of a day. Done twice it makes nothing twice."""
    from lotrinh.calendar import parse_period, period_of

    tasks = Task.objects.filter(due_kind=Task.DueKind.RECURRING, phase=Task.Phase.OPEN, due_recurrence__in=KINDS)
    instances = TaskInstance.objects.filter(task__in=tasks).order_by("due_on")
    newest: dict[int, str] = dict(instances.values_list("task", "period"))
    made = []
    for task in tasks:
        last = period_of(on, KINDS[task.due_recurrence])
        period = parse_period(newest[task.pk]).next() if task.pk in newest else last
        while period.statistical.first <= last.statistical.first:
            made.append(TaskInstance(task=task, period=period.code, due_on=period.statistical.last))
            period = period.next()
    TaskInstance.objects.bulk_create(made, ignore_conflicts=True)
    subject = made[0].task if made else (tasks.first() or Task(pk=0, code="–"))
    record(actor=actor, action="workplan.make_instances", subject=subject, data={"made": len(made), "on": str(on)})
    return len(made)


@action(allow=_office_or_lead)
def finish_instance(*, actor: Actor, task: Task, instance: TaskInstance, on: date, document: str) -> TaskInstance:
    """One time of a recurring task was done."""
    if instance.task_id != task.pk:
        raise Refused("Kỳ này không thuộc nhiệm vụ.")
    if instance.done_on is not None:
        raise Refused(f"Kỳ {instance.period} đã ghi hoàn thành ngày {instance.done_on:%d/%m/%Y}.")
    if on > timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Ghi ngày đã diễn ra.")
    if not document.strip():
        raise Refused("Ghi văn bản hoặc minh chứng của kỳ.")
    instance.done_on, instance.document, instance.recorded_by = on, document.strip()[:300], account_of(actor)
    instance.save(update_fields=["done_on", "document", "recorded_by"])
    data = {"period": instance.period, "on": str(on), "document": instance.document}
    record(actor=actor, action="workplan.finish_instance", subject=task, data=data)
    return instance


@action(allow=_office)
def trigger(*, actor: Actor, task: Task, on: date, due_on: date, document: str) -> TaskEvent:
    """What a task waited for has come, by a document: from here its due runs."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.due_kind != Task.DueKind.TRIGGERED:
        raise Refused(f"Nhiệm vụ {task.code} không phải loại chờ căn cứ.")
    if task.current_due is not None:
        raise Refused(
            f"Nhiệm vụ {task.code} đã có căn cứ; thời hạn {task.current_due:%d/%m/%Y}. Muốn lùi hạn, dùng «Gia hạn»."
        )
    if not document.strip():
        raise Refused("Ghi văn bản hoặc sự kiện làm căn cứ.")
    if due_on <= on:
        raise Refused(f"Thời hạn {due_on:%d/%m/%Y} phải sau ngày có căn cứ {on:%d/%m/%Y}.")
    task.current_due = due_on
    task.save(update_fields=["current_due"])
    event = TaskEvent.objects.create(
        task=task, kind=TaskEvent.Kind.TRIGGERED, on=on, due_on=due_on, document=document.strip()[:300],
        actor=account_of(actor),
    )  # fmt: skip
    record(actor=actor, action="workplan.triggered", subject=task, data={"on": str(on), "due": str(due_on)})
    return event


# ---- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One time of a recurring task and how it stands."""

    instance: TaskInstance
    status: str  # done_on_time, done_late, overdue, open_in_time


@dataclass(frozen=True, slots=True)
class Life:
    """What the page of a task shows of its life."""

    evidence: list[EvidenceFile]
    milestones: list[PlannedMilestone]
    waits_for: list[TaskDependency]
    awaited_by: list[TaskDependency]
    warnings: list[str]
    instances: list[InstanceRow]
    counts: dict[str, int]


def life_of(task: Task, on: date) -> Life:
    """A constant number of queries."""
    waits = list(task.waits_for.filter(ended_at=None).select_related("after"))
    rows = [InstanceRow(i, instance_status(i, on)) for i in task.instances.all()[:24]]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.status] = counts.get(row.status, 0) + 1
    return Life(
        evidence=list(task.evidence_files.select_related("uploaded_by")),
        milestones=list(task.milestones.filter(dropped_reason="")),
        waits_for=waits,
        awaited_by=list(task.awaited_by.filter(ended_at=None).select_related("task")),
        warnings=list(_too_late(task, waits)),
        instances=rows,
        counts=counts,
    )


def _too_late(task: Task, waits: Iterable[TaskDependency]) -> Iterable[str]:
    for link in waits:
        other = link.after
        if other.phase in {Task.Phase.DONE, Task.Phase.CANCELLED}:
            continue
        if task.current_due and other.current_due and other.current_due > task.current_due:
            yield _("Nhiệm vụ phải chờ %(code)s có hạn %(other)s, sau hạn của nhiệm vụ này %(own)s.") % {
                "code": other.code, "other": f"{other.current_due:%d/%m/%Y}", "own": f"{task.current_due:%d/%m/%Y}",
            }  # fmt: skip


def instance_status(instance: TaskInstance, on: date) -> str:
    """As the official arithmetic counts: done on time or late, open in time or overdue."""
    if instance.done_on is not None:
        return "done_on_time" if instance.done_on <= instance.due_on else "done_late"
    return "overdue" if instance.due_on < on else "open_in_time"


def marks_of(tasks: Iterable[Task]) -> tuple[dict[int, list[PlannedMilestone]], dict[int, list[str]]]:
    """For the timeline: milestones by task, and the codes each task waits for. Two queries."""
    keys = [task.pk for task in tasks]
    milestones: dict[int, list[PlannedMilestone]] = {}
    for milestone in PlannedMilestone.objects.filter(task__in=keys, dropped_reason=""):
        milestones.setdefault(milestone.task_id, []).append(milestone)
    waits: dict[int, list[str]] = {}
    links = TaskDependency.objects.filter(Q(task__in=keys), ended_at=None).annotate(code=F("after__code"))
    for key, code in links.values_list("task", "code"):
        waits.setdefault(key, []).append(code)
    return milestones, waits

"""A task's status on a day, derived from its phase and dates. One rule, in Python and in SQL; a test holds them equal.

The arithmetic is the official one (Báo cáo 1270/BC-TCTTTg, 2017): done (in time + late) + not done (in time +
overdue); and beside it unassigned, awaiting acceptance, suspended, cancelled, continuous.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import TextChoices as Choices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

DUE_SOON = timedelta(days=30)


class Status(Choices):
    """Derived, never typed."""

    DONE_ON_TIME = "done_on_time", _("Hoàn thành đúng hạn")
    DONE_LATE = "done_late", _("Hoàn thành quá hạn")
    AWAITING = "awaiting_acceptance", _("Chờ xác nhận")
    OVERDUE = "overdue", _("Chưa hoàn thành, quá hạn")
    DUE_SOON = "due_soon", _("Chưa hoàn thành, sắp đến hạn")
    IN_TIME = "open_in_time", _("Chưa hoàn thành, trong hạn")
    CONTINUOUS = "continuous", _("Thường xuyên")
    UNASSIGNED = "unassigned", _("Chưa giao")
    SUSPENDED = "suspended", _("Tạm dừng")
    CANCELLED = "cancelled", _("Hủy")


RULES = {
    Status.DONE_ON_TIME: _("Đã xác nhận hoàn thành, ngày hoàn thành không sau thời hạn."),
    Status.DONE_LATE: _("Đã xác nhận hoàn thành, ngày hoàn thành sau thời hạn."),
    Status.AWAITING: _("Cơ quan đã báo cáo hoàn thành; cơ quan thường trực chưa xác nhận."),
    Status.OVERDUE: _("Chưa hoàn thành và đã qua thời hạn."),
    Status.DUE_SOON: _("Chưa hoàn thành, thời hạn trong 30 ngày tới."),
    Status.IN_TIME: _("Chưa hoàn thành, thời hạn còn trên 30 ngày."),
    Status.CONTINUOUS: _("Việc thường xuyên, định kỳ hoặc chưa nêu thời hạn: không tính trong hạn hay quá hạn."),
    Status.UNASSIGNED: _("Chưa có cơ quan chủ trì."),
    Status.SUSPENDED: _("Đã tạm dừng theo quyết định ghi trong lịch sử."),
    Status.CANCELLED: _("Đã hủy theo quyết định ghi trong lịch sử."),
}


class _OnADay(TypedDict):
    has_lead: bool
    due_then: date | None
    status: str


TaskOn: TypeAlias = "WithAnnotations[Task, _OnADay]"
"""A task with its status on a day."""


def derive(*, phase: str, has_lead: bool, due: date | None, completed_on: date | None, on: date) -> Status:
    """The status on a day, from a task's phase, whether it has a lead, its due and its day of completion."""
    if phase == Task.Phase.CANCELLED:
        return Status.CANCELLED
    if phase == Task.Phase.DONE:
        late = due is not None and completed_on is not None and completed_on > due
        return Status.DONE_LATE if late else Status.DONE_ON_TIME
    if phase == Task.Phase.SUSPENDED:
        return Status.SUSPENDED
    if phase == Task.Phase.CLAIMED:
        return Status.AWAITING
    if not has_lead:
        return Status.UNASSIGNED
    if due is None:
        return Status.CONTINUOUS
    if due < on:
        return Status.OVERDUE
    return Status.DUE_SOON if due <= on + DUE_SOON else Status.IN_TIME


PHASE_AFTER = {
    TaskEvent.Kind.SUSPENDED: Task.Phase.SUSPENDED,
    TaskEvent.Kind.RESUMED: Task.Phase.OPEN,
    TaskEvent.Kind.CLAIMED: Task.Phase.CLAIMED,
    TaskEvent.Kind.ACCEPTED: Task.Phase.DONE,
    TaskEvent.Kind.RETURNED: Task.Phase.OPEN,
    TaskEvent.Kind.CANCELLED: Task.Phase.CANCELLED,
}
"""The phase each kind of event leads to; other kinds leave it as it is."""


def leads_on(on: date) -> Q:
    """Assignments in force on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def with_status(tasks: QuerySet[Task], on: date) -> QuerySet[TaskOn]:
    """The same rule in SQL: tasks with an attribute `status`, for filters and counts.

    For today the copies on the task are read; for a past day its events up to that day.
    """
    lead = Assignment.objects.filter(leads_on(on), task=OuterRef("pk"), part=Assignment.Part.LEAD)
    dated: QuerySet[Any]
    if on < timezone.localdate():
        dated = _as_it_was(tasks, on)
    else:
        dated = tasks.annotate(phase_on=F("phase"), due_then=F("current_due"), completed_then=F("completed_on"))
    phase = Task.Phase
    return dated.annotate(
        has_lead=Exists(lead),
        status=Case(
            When(phase_on=phase.CANCELLED, then=Value(Status.CANCELLED.value)),
            When(phase_on=phase.DONE, completed_then__gt=F("due_then"), then=Value(Status.DONE_LATE.value)),
            When(phase_on=phase.DONE, then=Value(Status.DONE_ON_TIME.value)),
            When(phase_on=phase.SUSPENDED, then=Value(Status.SUSPENDED.value)),
            When(phase_on=phase.CLAIMED, then=Value(Status.AWAITING.value)),
            When(has_lead=False, then=Value(Status.UNASSIGNED.value)),
            When(due_then=None, then=Value(Status.CONTINUOUS.value)),
            When(due_then__lt=on, then=Value(Status.OVERDUE.value)),
            When(due_then__lte=on + DUE_SOON, then=Value(Status.DUE_SOON.value)),
            default=Value(Status.IN_TIME.value),
            output_field=CharField(),
        ),
    )


def _as_it_was(tasks: QuerySet[Task], on: date) -> QuerySet[Any]:
    """Phase, due and completion as the events up to a day say."""
    events = TaskEvent.objects.filter(task=OuterRef("pk"), on__lte=on).order_by("-on", "-pk")
    moved = events.filter(kind__in=list(PHASE_AFTER))
    extended = events.filter(kind__in=[TaskEvent.Kind.EXTENDED, TaskEvent.Kind.TRIGGERED])
    claimed = events.filter(kind=TaskEvent.Kind.CLAIMED)
    led_to = [When(moved_by=kind.value, then=Value(phase.value)) for kind, phase in PHASE_AFTER.items()]
    return tasks.annotate(
        moved_by=Subquery(moved.values("kind")[:1]),
        phase_on=Case(*led_to, default=Value(Task.Phase.OPEN.value), output_field=CharField()),
        due_then=Coalesce(Subquery(extended.values("due_on")[:1]), F("due_on")),
        completed_then=Subquery(claimed.values("on")[:1]),
    )

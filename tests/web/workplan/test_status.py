"""A task's status follows from its phase and dates, the same in Python and in the database."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lotrinh_web.workplan import actions
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.queries import rows, tasks_of
from lotrinh_web.workplan.status import DUE_SOON, Status, _as_it_was, derive, with_status
from web.world import World

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("phase", "due", "completed", "wanted"),
    [
        ("open", date(2026, 11, 21), None, Status.OVERDUE),
        ("open", date(2026, 11, 22), None, Status.DUE_SOON),
        ("open", ON + DUE_SOON, None, Status.DUE_SOON),
        ("open", ON + DUE_SOON + timedelta(days=1), None, Status.IN_TIME),
        ("open", None, None, Status.CONTINUOUS),
        ("claimed", date(2026, 1, 1), date(2026, 1, 1), Status.AWAITING),
        ("done", date(2026, 6, 30), date(2026, 6, 30), Status.DONE_ON_TIME),
        ("done", date(2026, 6, 30), date(2026, 7, 1), Status.DONE_LATE),
        ("done", None, date(2026, 7, 1), Status.DONE_ON_TIME),
        ("suspended", date(2026, 1, 1), None, Status.SUSPENDED),
        ("cancelled", date(2026, 1, 1), None, Status.CANCELLED),
    ],
)
def test_each_rule(phase: str, due: date | None, completed: date | None, wanted: Status) -> None:
    assert derive(phase=phase, has_lead=True, due=due, completed_on=completed, on=ON) == wanted


def test_without_a_lead_it_is_unassigned() -> None:
    assert derive(phase="open", has_lead=False, due=None, completed_on=None, on=ON) == Status.UNASSIGNED


def test_the_database_says_the_same(world: World) -> None:
    task, today = world.tasks[0], timezone.localdate()
    days = [None, *(today + timedelta(days=n) for n in (-400, -1, 0, 1, 29, 30, 31, 400))]
    for phase, due, done, led in itertools.product(
        Task.Phase.values, days, (None, today - timedelta(days=1)), (True, False)
    ):
        Task.objects.filter(pk=task.pk).update(phase=phase, current_due=due, completed_on=done)
        Assignment.objects.filter(task=task).update(until=None if led else today)
        said = with_status(Task.objects.filter(pk=task.pk), today).get().status
        wanted = derive(phase=phase, has_lead=led, due=due, completed_on=done, on=today)
        assert said == wanted, (phase, due, done, led)


def test_a_past_day_is_judged_by_the_events_up_to_it(world: World) -> None:
    task, office = world.tasks[0], world.people["office"]  # due 30/6/2026
    actions.extend(actor=office, task=task, due_on=date(2026, 9, 30), on=date(2026, 6, 20), reason="Chờ quy hoạch")
    actions.move(actor=office, task=task, kind="suspended", on=date(2026, 7, 1), reason="Chờ vốn")
    actions.move(actor=office, task=task, kind="resumed", on=date(2026, 8, 1))
    actions.move(actor=office, task=task, kind="claimed", on=date(2026, 10, 5))
    actions.move(actor=office, task=task, kind="accepted", on=date(2026, 10, 20))
    days = {
        date(2026, 6, 10): Status.DUE_SOON, date(2026, 6, 25): Status.IN_TIME, date(2026, 7, 15): Status.SUSPENDED,
        date(2026, 10, 1): Status.OVERDUE, date(2026, 10, 6): Status.AWAITING, date(2026, 10, 21): Status.DONE_LATE,
    }  # fmt: skip
    found = {day: with_status(Task.objects.filter(pk=task.pk), day).get().status for day in days}
    assert found == days


def test_the_copies_and_the_events_agree_on_today(world: World) -> None:
    task, office = world.tasks[0], world.people["office"]
    actions.move(actor=office, task=task, kind="claimed", on=date(2026, 6, 5))
    yesterday = _as_it_was(Task.objects.filter(pk=task.pk), date(2026, 11, 1)).get()
    task.refresh_from_db()
    assert (yesterday.phase_on, yesterday.due_then, yesterday.completed_then) == (
        task.phase, task.current_due, task.completed_on,
    )  # fmt: skip


def test_a_past_day_shows_who_led_then(world: World) -> None:
    task, office = world.tasks[1], world.people["office"]
    actions.transfer_lead(
        actor=office, task=task, organisation=world.other_body, on=date(2026, 5, 1), reason="Phân công lại"
    )
    then, now = (rows(tasks_of(world.programme, day), day)[1] for day in (date(2026, 4, 30), date(2026, 5, 1)))
    assert then.lead is not None and now.lead is not None
    assert (then.lead.original, now.lead.original) == (world.body, world.other_body)

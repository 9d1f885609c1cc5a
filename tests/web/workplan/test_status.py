"""A task's status follows from its phase and dates, the same in Python and in the database."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.status import DUE_SOON, Status, derive, with_status
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
    task = world.tasks[0]
    days = [None, *(ON + timedelta(days=n) for n in (-400, -1, 0, 1, 29, 30, 31, 400))]
    for phase, due, done, led in itertools.product(
        Task.Phase.values, days, (None, ON - timedelta(days=1)), (True, False)
    ):
        Task.objects.filter(pk=task.pk).update(phase=phase, current_due=due, completed_on=done)
        Assignment.objects.filter(task=task).update(until=None if led else ON)
        said = with_status(Task.objects.filter(pk=task.pk), ON).get().status
        wanted = derive(phase=phase, has_lead=led, due=due, completed_on=done, on=ON)
        assert said == wanted, (phase, due, done, led)

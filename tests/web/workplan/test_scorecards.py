"""Scorecards: hand-counted, as of a day, under who led then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.portal.scorecards import Card, scorecards
from lotrinh_web.reporting.actions import open_round
from lotrinh_web.reporting.models import Submission, SubmissionEvent
from lotrinh_web.workplan.actions import assign, create_task, extend, move, transfer_lead
from lotrinh_web.workplan.models import Task, TaskEvent
from lotrinh_web.workplan.scorecards import as_it_stood, tallies
from web.world import SYSTEM, World

ON = date(2026, 9, 30)


def card(world: World, body: Organisation, on: date = ON) -> Card:
    return next(c for kind in scorecards(world.programme, on) for c in kind.cards if c.organisation == body)


def task(world: World, due: date, lead: Organisation | None = None) -> Task:
    clause = world.tasks[0].clause
    made = create_task(
        actor=SYSTEM, programme=world.programme, clause=clause, group=clause.parent, code=f"x{Task.objects.count()}",
        title_vi="Việc thêm", order=9, due_kind="date", due_on=due,
    )  # fmt: skip
    assign(actor=SYSTEM, task=made, organisation=lead or world.body, part="lead", since=date(2025, 3, 1))
    return made


def done(made: Task, on: date, accepted: date) -> None:
    move(actor=SYSTEM, task=made, kind="claimed", on=on)
    move(actor=SYSTEM, task=made, kind="accepted", on=accepted)


@pytest.mark.parametrize(
    ("due", "age"), [(date(2026, 8, 31), "to_30"), (date(2026, 8, 30), "to_90"), (date(2026, 7, 2), "to_90"),
                     (date(2026, 7, 1), "over_90")],
)  # fmt: skip
def test_overdue_work_by_age(world: World, due: date, age: str) -> None:
    # 30, 31, 90 and 91 days before 30/9/2026.
    task(world, due, world.other_body)
    tally = card(world, world.other_body).tasks
    assert (tally.overdue, getattr(tally, age)) == (1, 1)


def test_the_official_ratio(world: World) -> None:
    # Overdue: task 1 (30/6) and one of 1/9; done: one in time, one late. 2 ÷ (2 + 1 + 1).
    task(world, date(2026, 9, 1))
    done(task(world, date(2026, 8, 1)), date(2026, 7, 30), date(2026, 8, 5))
    done(task(world, date(2026, 8, 1)), date(2026, 8, 2), date(2026, 8, 5))
    tally = card(world, world.body).tasks
    assert (tally.overdue, tally.on_time, tally.done_late, tally.overdue_share) == (2, 1, 1, 0.5)


def test_nothing_fallen_due_has_no_ratio(world: World) -> None:
    assert card(world, world.other_body).tasks.overdue_share is None


def test_work_accepted_later_was_not_yet_done_on_the_day(world: World) -> None:
    done(task(world, date(2026, 8, 1)), date(2026, 7, 30), date(2026, 10, 5))
    assert card(world, world.body).tasks.on_time == 0


def test_an_extension_decided_later_did_not_help_on_the_day(world: World) -> None:
    extend(actor=SYSTEM, task=world.tasks[0], due_on=date(2027, 1, 1), on=date(2026, 11, 1), reason="Chờ hướng dẫn")
    assert card(world, world.body).tasks.overdue == 1


def test_an_extension_counts_from_its_day(world: World) -> None:
    extend(actor=SYSTEM, task=world.tasks[0], due_on=date(2027, 1, 1), on=date(2026, 9, 1), reason="Chờ hướng dẫn")
    assert card(world, world.body).tasks.overdue == 0


def test_a_return_is_counted(world: World) -> None:
    made = task(world, date(2026, 12, 1))
    move(actor=SYSTEM, task=made, kind="claimed", on=date(2026, 9, 1))
    move(actor=SYSTEM, task=made, kind="returned", on=date(2026, 9, 2), reason="Thiếu phụ lục")
    assert card(world, world.body).tasks.returned == 1


def test_the_first_claim_is_the_day_it_was_done() -> None:
    events = [TaskEvent(kind="claimed", on=date(2026, 9, 10)), TaskEvent(kind="claimed", on=date(2026, 9, 14))]
    assert as_it_stood(Task(due_on=date(2026, 9, 12)), events).completed_on == date(2026, 9, 10)


def test_an_acceptance_without_a_claim_counts_as_done() -> None:
    assert as_it_stood(Task(), [TaskEvent(kind="accepted", on=date(2026, 9, 10))]).phase == Task.Phase.DONE


def test_before_the_merger_the_old_body_led(world: World) -> None:
    found = tallies(world.programme, date(2025, 2, 28))
    assert {t.organisation.code: t.leads for t in found} == {"so-cu": 1, "so-khac": 1, "so-moi": 1}


def test_a_transfer_leaves_the_past_with_who_led_then(world: World) -> None:
    transfer_lead(
        actor=SYSTEM, task=world.tasks[2], organisation=world.body, on=date(2026, 9, 15), reason="Phân công lại"
    )
    led = [{t.organisation.code: t.leads for t in tallies(world.programme, day)} for day in (date(2026, 9, 14), ON)]
    assert led == [{"so-moi": 2, "so-khac": 1}, {"so-moi": 3}]


def arrived(world: World, body: Organisation, at: datetime) -> None:
    submission = Submission.objects.get(organisation=body)
    SubmissionEvent.objects.create(submission=submission, kind="approved", at=timezone.make_aware(at))


@pytest.fixture
def opened(world: World) -> Any:
    return open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip


def test_reports_in_time_late_and_missing(world: World, opened: Any) -> None:
    arrived(world, world.body, datetime(2026, 9, 16, 23, 30))
    reports = [card(world, body).reports for body in (world.body, world.other_body)]
    assert [(r.on_time, r.late, r.missing) for r in reports] == [(1, 0, 0), (0, 0, 1)]


def test_a_report_after_the_due_day_is_late(world: World, opened: Any) -> None:
    arrived(world, world.body, datetime(2026, 9, 17, 0, 30))
    assert card(world, world.body).reports.late == 1


def test_a_round_not_yet_due_counts_for_nothing(world: World, opened: Any) -> None:
    assert card(world, world.body, date(2026, 9, 16)).reports.owed == 0


def test_bodies_are_compared_with_their_own_kind(world: World) -> None:
    Organisation.objects.filter(pk=world.other_body.pk).update(kind="association")
    assert {kind.kind: len(kind.cards) for kind in scorecards(world.programme, ON)} == {
        "department": 1, "association": 1,
    }  # fmt: skip


def test_agency_people_see_their_own_card(world: World) -> None:
    kinds = world.client("officer").get(reverse("portal:scorecards") + "?ngay=2026-09-30").context["kinds"]
    assert [[c.organisation for c in kind.cards] for kind in kinds] == [[world.body]]


def test_the_page_shows_the_arithmetic(world: World) -> None:
    page = world.client("leader").get(reverse("portal:scorecards") + "?ngay=2026-09-30").content.decode()
    assert "1 ÷ (1 + 0 + 0)" in page


def test_the_file_holds_a_line_for_each_body(world: World) -> None:
    answer = world.client("leader").get(reverse("portal:scorecards") + "?ngay=2026-09-30&dinh-dang=csv")
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("Sở, ban, ngành;Sở Mới;2;0;0;0;0;1;0;1;100;")


def test_a_due_that_began_with_its_trigger_counts(world: World) -> None:
    """What waited for its ground has a due from the day the ground came, on scorecards as in lists."""
    waiting = Task(due_kind="triggered")
    came = TaskEvent(kind="triggered", on=date(2026, 5, 4), due_on=date(2026, 8, 31))
    assert as_it_stood(waiting, [came]).due == date(2026, 8, 31)

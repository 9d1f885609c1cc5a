"""A round: the officer enters, the head approves, the office accepts or returns; acceptance locks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Submission
from lotrinh_web.reporting.queries import entry_rows, newest_by_task, visible
from lotrinh_web.workplan.models import Task, TaskEvent
from web.remembered import remembered
from web.world import SYSTEM, World

State = Submission.State


@pytest.fixture
def opened(world: World) -> ReportingRound:
    return remembered(lambda: actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    ))  # fmt: skip


@pytest.fixture
def mine(world: World, opened: ReportingRound) -> Submission:
    return Submission.objects.get(round=opened, organisation=world.body)


def entries(world: World, **fields: Any) -> dict[int, dict[str, Any]]:
    return {task.pk: {"narrative": "Đã ban hành kế hoạch.", **fields} for task in world.tasks[:2]}


def enter(world: World, submission: Submission, **fields: Any) -> Submission:
    return actions.save_entries(
        actor=world.people["officer"], submission=submission, version=submission.version,
        entries=entries(world, **fields),
    )  # fmt: skip


def accepted(world: World, submission: Submission, **fields: Any) -> Submission:
    actions.submit(actor=world.people["officer"], submission=enter(world, submission, **fields))
    actions.approve(actor=world.people["head"], submission=submission)
    return actions.accept(actor=world.people["office"], submission=submission)


def test_each_leading_body_of_the_day_is_asked(opened: ReportingRound) -> None:
    assert {s.organisation.code for s in opened.submissions.all()} == {"so-moi", "so-khac"}


def test_a_round_is_opened_once(world: World, opened: ReportingRound) -> None:
    with pytest.raises(Refused, match="đã mở"):
        actions.open_round(
            actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
            cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
        )  # fmt: skip


def test_the_successor_answers_for_inherited_tasks(mine: Submission) -> None:
    assert [task.code for task in actions.tasks_to_report(mine)] == ["III.1.b1", "III.1.b2"]


def test_another_agency_may_not_enter(world: World, mine: Submission) -> None:
    with pytest.raises(NotAllowed):
        actions.save_entries(actor=world.people["other_officer"], submission=mine, version=0, entries=entries(world))


def test_a_task_of_another_agency_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="không thuộc cơ quan"):
        actions.save_entries(
            actor=world.people["officer"], submission=mine, version=0,
            entries={world.tasks[2].pk: {"narrative": "x"}},
        )  # fmt: skip


def test_a_stale_form_is_told_so_and_nothing_is_written(world: World, mine: Submission) -> None:
    enter(world, mine)
    with pytest.raises(Conflict, match="vừa lưu"):
        actions.save_entries(
            actor=world.people["head"], submission=mine, version=0,
            entries={world.tasks[0].pk: {"narrative": "Bản khác"}},
        )  # fmt: skip
    assert not ProgressEntry.objects.filter(narrative="Bản khác").exists()


def test_a_change_is_appended(world: World, mine: Submission) -> None:
    enter(world, enter(world, mine), narrative="Bổ sung số liệu.")
    kept = ProgressEntry.objects.filter(submission=mine, task=world.tasks[0]).order_by("pk")
    assert [(e.narrative, e.latest) for e in kept] == [("Đã ban hành kế hoạch.", False), ("Bổ sung số liệu.", True)]


def test_saving_asks_the_database_as_often_for_two_tasks_as_for_one(world: World, mine: Submission) -> None:
    mine, counts = enter(world, mine), []
    for tasks in (world.tasks[:1], world.tasks[:2]):
        said = {task.pk: {"narrative": f"Nội dung {len(tasks)}"} for task in tasks}
        with CaptureQueriesContext(connection) as asked:
            mine = actions.save_entries(
                actor=world.people["officer"], submission=mine, version=mine.version, entries=said
            )
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_last_accepted_words_are_those_of_the_latest_round(world: World, mine: Submission) -> None:
    accepted(world, mine)
    later = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q4", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    ).submissions.get(organisation=world.body)  # fmt: skip
    accepted(world, later, narrative="Đã tổng kết.")
    newest = newest_by_task(ProgressEntry.objects.filter(latest=True, submission__organisation=world.body))
    assert {entry.narrative for entry in newest.values()} == {"Đã tổng kết."}


def test_a_percent_over_a_hundred_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="từ 0 đến 100"):
        enter(world, mine, percent=130)


def test_completion_after_the_cut_off_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="sau ngày chốt"):
        enter(world, mine, completed_on=date(2026, 9, 20))


def test_submitting_names_the_tasks_without_words(world: World, mine: Submission) -> None:
    only_one = {world.tasks[0].pk: {"narrative": "Có"}}
    actions.save_entries(actor=world.people["officer"], submission=mine, version=0, entries=only_one)
    with pytest.raises(Refused, match=r"III\.1\.b2"):
        actions.submit(actor=world.people["officer"], submission=mine)


def test_an_officer_may_not_approve(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["officer"], submission=enter(world, mine))
    with pytest.raises(NotAllowed):
        actions.approve(actor=world.people["officer"], submission=mine)


def test_the_head_of_another_agency_may_not_approve(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["officer"], submission=enter(world, mine))
    with pytest.raises(NotAllowed):
        actions.approve(actor=world.people["other_head"], submission=mine)


def test_the_office_cannot_accept_what_no_head_approved(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["officer"], submission=enter(world, mine))
    with pytest.raises(Conflict):
        actions.accept(actor=world.people["office"], submission=mine)


def test_a_return_needs_a_reason(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="lý do"):
        actions.return_to_agency(actor=world.people["office"], submission=mine, reason="")


def test_a_returned_report_is_open_again(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["officer"], submission=enter(world, mine))
    actions.approve(actor=world.people["head"], submission=mine)
    actions.return_to_agency(actor=world.people["office"], submission=mine, reason="Thiếu số văn bản")
    mine.refresh_from_db()
    enter(world, mine, narrative="Kế hoạch số 5.")
    mine.refresh_from_db()
    assert mine.state == State.DRAFT


def test_acceptance_locks(world: World, mine: Submission) -> None:
    accepted(world, mine)
    mine.refresh_from_db()
    with pytest.raises(Refused, match="không sửa được"):
        enter(world, mine)


def test_accepting_twice_tells_the_second_person(world: World, mine: Submission) -> None:
    accepted(world, mine)
    with pytest.raises(Conflict, match="người khác vừa xử lý"):
        actions.accept(actor=world.people["admin"], submission=mine)
    assert TaskEvent.objects.filter(task=world.tasks[0], kind="progress").count() == 1


def test_acceptance_carries_progress_and_claims_into_the_task(world: World, mine: Submission) -> None:
    accepted(world, mine, percent=100, completed_on=date(2026, 6, 20))
    task = Task.objects.get(pk=world.tasks[0].pk)
    assert (task.phase, task.completed_on, task.percent) == (Task.Phase.CLAIMED, date(2026, 6, 20), 100)


def test_words_repeated_from_last_round_are_flagged(world: World, mine: Submission) -> None:
    accepted(world, mine)
    following = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    again = Submission.objects.get(round=following, organisation=world.body)
    enter(world, again, narrative="đã ban hành  kế hoạch.")
    assert [row.repeated for row in entry_rows(again, actions.tasks_to_report(again))] == [True, True]


@pytest.mark.parametrize(("who", "count"), [("office", 2), ("leader", 2), ("officer", 1), ("stranger", 0)])
def test_each_person_sees_their_own_reports(world: World, opened: ReportingRound, who: str, count: int) -> None:
    assert visible(world.people[who], date(2026, 9, 10)).count() == count

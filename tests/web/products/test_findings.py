"""Findings: overdue derived, closed with evidence and a reason, reopened, made a task that leads back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.products import actions as shared
from lotrinh_web.products.access import lead_of
from lotrinh_web.products.findings import actions
from lotrinh_web.products.findings.queries import findings_of, rows
from lotrinh_web.products.models import Finding, Measure
from lotrinh_web.products.queries import findings_for_review
from lotrinh_web.workplan.models import Task
from web.world import World

ISSUED, DUE = date(2026, 2, 2), date(2026, 4, 30)


def enter(world: World, who: str = "office", **more: object) -> Finding:
    fields = {
        "task": world.tasks[1], "conclusion_number": "12-KL/UBKT", "conclusion_on": ISSUED,
        "inspecting_body": "Ủy ban Kiểm tra", "concerned": world.body, "required_action": "Rà soát lại", "due_on": DUE,
    }  # fmt: skip
    return actions.add_finding(actor=world.people[who], **(fields | more))  # type: ignore[arg-type]


def remedy(
    world: World, finding: Finding, who: str = "officer", *, on: date = date(2026, 4, 10), last: bool = True
) -> Measure:
    return actions.add_measure(
        actor=world.people[who], product=finding, on=on, done="Đã rà soát", evidence="BC 5", last=last
    )


def state_on(world: World, day: date) -> tuple[str, int]:
    row = rows(findings_of(world.programme, day), day)[0]
    return str(row.state), row.days_late


def test_overdue_is_derived(world: World) -> None:
    enter(world)
    assert state_on(world, DUE) == ("open", 0)
    assert state_on(world, DUE + timedelta(days=3)) == ("overdue", 3)


def test_due_before_the_conclusion_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="trước ngày kết luận"):
        enter(world, due_on=date(2026, 2, 1))
    assert not Finding.objects.exists()


def test_the_whole_way_to_the_end(world: World) -> None:
    finding = enter(world)
    remedy(world, finding)
    assert state_on(world, DUE)[0] == "open"
    with pytest.raises(Refused, match="chờ thủ trưởng"):
        actions.close(actor=world.people["office"], product=finding, on=DUE, reason="Đủ")
    shared.approve(actor=world.people["head"], product=finding)
    assert state_on(world, date(2026, 6, 1)) == ("claimed", 0)
    with pytest.raises(Refused, match="căn cứ kết thúc"):
        actions.close(actor=world.people["office"], product=finding, on=date(2026, 5, 20), reason="")
    actions.close(actor=world.people["office"], product=finding, on=date(2026, 5, 20), reason="Minh chứng đủ")
    line = findings_for_review(world.programme, date(2026, 6, 1))[0]
    assert (line.state, line.closed_by, line.closing_reason) == ("closed_on_time", "Thuong Truc", "Minh chứng đủ")
    assert line.measures == ("Đã rà soát",)
    with pytest.raises(Conflict):
        actions.close(actor=world.people["office"], product=finding, on=date(2026, 5, 20), reason="Lần nữa")


def test_late_by_the_day_it_was_remedied_not_the_day_it_was_closed(world: World) -> None:
    finding = enter(world)
    remedy(world, finding, "head", on=DUE + timedelta(days=5))
    actions.close(actor=world.people["office"], product=finding, on=date(2026, 6, 20), reason="Đủ")
    assert state_on(world, date(2026, 7, 1)) == ("closed_late", 5)


def test_nothing_done_nothing_closed(world: World) -> None:
    with pytest.raises(Refused, match="Chưa có biện pháp"):
        actions.close(actor=world.people["office"], product=enter(world), on=DUE, reason="Đủ")


def test_reopened_with_a_reason(world: World) -> None:
    finding = enter(world)
    remedy(world, finding, "head")
    actions.close(actor=world.people["office"], product=finding, on=DUE, reason="Đủ")
    with pytest.raises(Refused, match="lý do mở lại"):
        actions.reopen(actor=world.people["office"], product=finding, reason="")
    actions.reopen(actor=world.people["office"], product=finding, reason="Tái phạm")
    today = timezone.localdate()
    assert state_on(world, today)[0] == "overdue"


def test_becomes_a_task_and_each_leads_to_the_other(world: World) -> None:
    finding = enter(world, due_on=None)
    due = timezone.localdate() + timedelta(days=30)
    task = actions.make_task(actor=world.people["office"], product=finding, title_vi="Rà soát lại", due_on=due)
    finding.refresh_from_db()
    assert (finding.became, task.from_finding, task.clause) == (task, finding, world.tasks[1].clause)
    assert (lead_of(task), task.current_due) == (world.body, due)
    with pytest.raises(Conflict):
        actions.make_task(actor=world.people["office"], product=finding, title_vi="Nữa", due_on=due)


def test_a_task_due_in_the_past_is_refused_whole(world: World) -> None:
    before = Task.objects.count()
    with pytest.raises(Refused, match="đã qua"):
        actions.make_task(actor=world.people["office"], product=enter(world), title_vi="Rà soát")
    assert Task.objects.count() == before


def test_the_successor_of_the_body_concerned_answers(world: World) -> None:
    finding = enter(world, concerned=world.old_body, task=world.tasks[2])
    assert remedy(world, finding).pk
    with pytest.raises(NotAllowed):
        remedy(world, finding, "other_officer")


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "leader"])
def test_only_the_office_closes(world: World, who: str) -> None:
    finding = enter(world)
    remedy(world, finding, "head")
    with pytest.raises(NotAllowed):
        actions.close(actor=world.people[who], product=finding, on=DUE, reason="Đủ")


def test_a_body_enters_conclusions_about_itself_only(world: World) -> None:
    assert enter(world, "officer").pk
    with pytest.raises(NotAllowed):
        enter(world, "other_officer")
    with pytest.raises(NotAllowed):
        enter(world, "inspector")

"""One task, one lead; every change has its reason; nothing half done."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.workplan import actions
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from lotrinh_web.workplan.queries import agencies, led_by, rows, tasks_of
from web.world import World

Kind = TaskEvent.Kind


def test_a_second_lead_is_refused_with_the_name_of_the_first(world: World) -> None:
    with pytest.raises(Refused, match="Sở Cũ"):
        actions.assign(
            actor=world.people["office"], task=world.tasks[0], organisation=world.other_body, part="lead",
            since=date(2026, 1, 1),
        )  # fmt: skip


def test_the_database_itself_refuses_a_second_lead(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            task=world.tasks[0], organisation=world.other_body, part="lead", since=date(2026, 1, 1)
        )


def test_an_agency_may_not_assign(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.assign(
            actor=world.people["officer"], task=world.tasks[0], organisation=world.other_body, part="coordinating",
            since=date(2026, 1, 1),
        )  # fmt: skip


def test_a_transfer_ends_one_lead_and_begins_the_other(world: World) -> None:
    actions.transfer_lead(
        actor=world.people["office"], task=world.tasks[0], organisation=world.other_body, on=date(2026, 5, 1),
        reason="Theo Quyết định phân công lại",
    )  # fmt: skip
    parts = Assignment.objects.filter(task=world.tasks[0], part="lead").order_by("since")
    assert [(a.organisation.code, a.until) for a in parts] == [("so-cu", date(2026, 5, 1)), ("so-khac", None)]


def test_a_transfer_needs_a_reason(world: World) -> None:
    with pytest.raises(Refused, match="lý do"):
        actions.transfer_lead(
            actor=world.people["office"], task=world.tasks[0], organisation=world.other_body, on=date(2026, 5, 1),
            reason=" ",
        )  # fmt: skip


def test_a_due_before_the_start_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        actions.create_task(
            actor=world.people["office"], programme=world.programme, clause=world.tasks[0].clause,
            group=world.tasks[0].group, code="x", title_vi="x", starts_on=date(2026, 1, 2), due_on=date(2026, 1, 1),
        )  # fmt: skip


def test_an_extension_keeps_the_first_due(world: World) -> None:
    task = world.tasks[0]
    actions.extend(
        actor=world.people["office"], task=task, due_on=date(2026, 12, 31), on=date(2026, 6, 1), reason="Chờ quy hoạch"
    )
    task.refresh_from_db()
    assert (task.due_on, task.current_due) == (date(2026, 6, 30), date(2026, 12, 31))


def test_an_extension_must_be_later(world: World) -> None:
    with pytest.raises(Refused, match="phải sau"):
        actions.extend(
            actor=world.people["office"], task=world.tasks[0], due_on=date(2026, 6, 30), on=date(2026, 6, 1),
            reason="x",
        )  # fmt: skip


def test_completion_goes_through_claim_and_acceptance(world: World) -> None:
    task, office = world.tasks[0], world.people["office"]
    with pytest.raises(Refused):
        actions.move(actor=office, task=task, kind=Kind.ACCEPTED, on=date(2026, 6, 1))
    actions.move(actor=office, task=task, kind=Kind.CLAIMED, on=date(2026, 6, 1), document="Quyết định số 1")
    actions.move(actor=office, task=task, kind=Kind.ACCEPTED, on=date(2026, 7, 5))
    task.refresh_from_db()
    assert (task.phase, task.completed_on) == (Task.Phase.DONE, date(2026, 6, 1))


def test_every_change_has_its_audit_entry(world: World) -> None:
    before = AuditEntry.objects.count()
    actions.move(
        actor=world.people["office"], task=world.tasks[0], kind=Kind.SUSPENDED, on=date(2026, 6, 1), reason="Chờ vốn"
    )
    entry = AuditEntry.objects.first()
    assert AuditEntry.objects.count() == before + 1
    assert entry is not None
    assert (entry.action, entry.data["reason"]) == ("workplan.suspended", "Chờ vốn")


def test_a_refused_change_writes_nothing(world: World) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Refused):
        actions.move(actor=world.people["office"], task=world.tasks[0], kind=Kind.SUSPENDED, on=date(2026, 6, 1))
    assert AuditEntry.objects.count() == before
    assert Task.objects.get(pk=world.tasks[0].pk).phase == Task.Phase.OPEN


def test_before_the_merger_the_old_body_leads(world: World) -> None:
    row = rows(tasks_of(world.programme, date(2025, 2, 28)), date(2025, 2, 28))[0]
    assert row.lead is not None and row.lead.current == world.old_body and not row.lead.succeeded


def test_after_the_merger_the_successor_leads_and_both_are_known(world: World) -> None:
    row = rows(tasks_of(world.programme, date(2025, 3, 1)), date(2025, 3, 1))[0]
    assert row.lead is not None
    assert (row.lead.original, row.lead.current) == (world.old_body, world.body)


def test_the_successors_page_counts_inherited_tasks(world: World) -> None:
    led = led_by(world.programme, world.body, date(2026, 1, 1))
    assert [row.task.code for row in led] == ["III.1.b1", "III.1.b2"]


def test_agencies_show_successors_only(world: World) -> None:
    names = {row.organisation.code for row in agencies(world.programme, date(2026, 7, 1))}
    assert names == {"so-moi", "so-khac"}


def test_overdue_is_counted_against_the_successor(world: World) -> None:
    row = next(r for r in agencies(world.programme, date(2026, 7, 10)) if r.organisation == world.body)
    assert (row.overdue, row.longest_late) == (1, 10)

"""Merge, split, rename, dissolve: what moves, all or nothing, undone, and the past left as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.organisations.models import Membership, Organisation, Reorganisation, Succession
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.oversight.reorganisation import Wish, plan, reorganise, undo
from lotrinh_web.reporting import actions as reporting
from lotrinh_web.reporting.models import Submission
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.models import Assignment
from lotrinh_web.workplan.queries import rows, tasks_of
from lotrinh_web.workplan.scorecards import tallies
from web.world import SYSTEM, World

ON = date(2026, 10, 1)
AFTER = date(2026, 11, 1)


def wish(world: World, kind: str, **fields: Any) -> Wish:
    return Wish(kind=kind, on=ON, instrument="NQ 02/NQ-HĐND", predecessors=(world.body,), **fields)


def merge(world: World) -> Wish:
    return wish(world, "merged", successors=(world.other_body,))


def split(world: World, **fields: Any) -> Wish:
    return wish(world, "split", successors=(world.other_body,), new_names=("Sở Hai",), **fields)


def do(world: World, wanted: Wish) -> Reorganisation:
    return reorganise(actor=world.people["office"], wish=wanted)


def leads(world: World, on: date = AFTER) -> list[str]:
    found = rows(tasks_of(world.programme, on), on)
    return [row.lead.current.name_vi if row.lead and row.lead.current else "" for row in found]


def led_then(world: World, on: date) -> dict[str, int]:
    return {t.organisation.name_vi: t.leads for t in tallies(world.programme, on)}


def everything() -> list[list[dict[str, Any]]]:
    """All that a reorganisation may touch."""
    models = (Organisation, Succession, Assignment, Membership, Indicator, Reorganisation, AuditEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_merger_passes_every_lead_on(world: World) -> None:
    do(world, merge(world))
    assert leads(world) == ["Sở Khác", "Sở Khác", "Sở Khác"]


def test_the_day_before_the_old_body_still_led(world: World) -> None:
    do(world, merge(world))
    assert led_then(world, date(2026, 9, 30)) == {"Sở Mới": 2, "Sở Khác": 1}


def test_from_the_day_on_the_successor_leads(world: World) -> None:
    do(world, merge(world))
    assert led_then(world, ON) == {"Sở Khác": 3}


def test_the_body_ends_the_day_before(world: World) -> None:
    do(world, merge(world))
    world.body.refresh_from_db()
    assert world.body.valid_to == date(2026, 9, 30)


def test_its_people_act_for_the_successor(world: World) -> None:
    do(world, merge(world))
    assert agency_of(world.people["officer"], AFTER) == world.other_body


def test_an_open_report_is_finished_by_the_successor(world: World) -> None:
    opened = reporting.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    do(world, merge(world))
    theirs = Submission.objects.get(round=opened, organisation=world.body)
    saved = reporting.save_entries(
        actor=world.people["other_officer"], submission=theirs, version=0,
        entries={world.tasks[0].pk: {"narrative": "Đã trình."}},
    )  # fmt: skip
    assert saved.state == Submission.State.DRAFT


def test_its_own_report_stands_before_the_one_taken_over(world: World) -> None:
    opened = reporting.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    do(world, merge(world))
    answer = world.client("other_officer").get(reverse("reporting:round", args=[opened.pk]), follow=True)
    own, beside = answer.context["submission"], answer.context["beside"]
    assert (own.organisation, [s.organisation for s in beside]) == (world.other_body, [world.body])


def test_a_task_is_reported_once_where_both_bodies_were_asked(world: World) -> None:
    opened = reporting.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q4", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    do(world, merge(world))
    asked = [len(reporting.tasks_to_report(s)) for s in opened.submissions.order_by("organisation__code")]
    assert asked == [1, 2]


def test_the_words_naming_an_indicators_owner_follow(world: World) -> None:
    Indicator.objects.create(code="x", name_vi="X", owner="Sở Cũ")
    do(world, merge(world))
    assert Indicator.objects.get().owner == "Sở Khác"


def test_a_renamed_body_goes_on_under_its_new_name(world: World) -> None:
    do(world, wish(world, "renamed", new_names=("Sở Tên Mới",)))
    assert leads(world)[:2] == ["Sở Tên Mới", "Sở Tên Mới"]


def test_a_split_gives_each_task_to_the_successor_chosen(world: World) -> None:
    do(world, split(world, tasks={world.tasks[1].pk: "new-0"}))
    assert leads(world)[:2] == ["Sở Khác", "Sở Hai"]


def test_a_split_leaves_the_past_with_who_led_then(world: World) -> None:
    do(world, split(world, tasks={world.tasks[1].pk: "new-0"}))
    assert led_then(world, date(2026, 9, 30)) == {"Sở Mới": 2, "Sở Khác": 1}


def test_a_split_gives_each_person_to_the_successor_chosen(world: World) -> None:
    member = Membership.objects.get(user=world.people["officer"])
    do(world, split(world, members={member.pk: "new-0"}))
    agencies = [agency_of(world.people[who], AFTER) for who in ("officer", "head")]
    assert [str(agency) for agency in agencies] == ["Sở Hai", "Sở Khác"]


def test_a_dissolved_body_without_heir_leaves_its_tasks_to_be_given(world: World) -> None:
    do(world, wish(world, "dissolved"))
    assert leads(world)[:2] == ["", ""]


def test_the_preview_lists_what_will_move(world: World) -> None:
    found = plan(merge(world))
    assert ([a.task for a in found.leads], len(found.members)) == (world.tasks[:2], 2)


def test_the_preview_of_a_dissolution_warns(world: World) -> None:
    assert plan(wish(world, "dissolved")).warnings[0].startswith("2 nhiệm vụ sẽ không còn")


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("merged", {}, "đúng một cơ quan kế thừa"), ("split", {"new_names": ("A",)}, "từ hai cơ quan"),
        ("renamed", {}, "ghi một tên mới"), ("dissolved", {"new_names": ("A", "B")}, "nhiều nhất một"),
        ("renamed", {"new_names": ("Sở Khác",)}, "Đã có cơ quan tên"),
        ("merged", {"new_names": ("A",), "instrument": " "}, "văn bản quyết định"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(world: World, kind: str, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        do(world, replace(wish(world, kind), **fields))


def test_a_body_that_ended_is_not_merged_again(world: World) -> None:
    with pytest.raises(Refused, match="đã kết thúc"):
        do(world, replace(merge(world), predecessors=(world.old_body,)))


def test_a_split_of_the_future_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="không sau hôm nay"):
        do(world, replace(split(world), on=date(2099, 1, 1)))


def test_only_the_office_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        reorganise(actor=world.people["leader"], wish=merge(world))


def test_a_step_that_fails_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Indicator.objects.create(code="x", name_vi="X", owner="Sở Mới")
    before = everything()

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise Refused("Đĩa đầy.")

    monkeypatch.setattr(Indicator, "save", broken)  # a fault in the last step, after bodies and tasks were written
    with pytest.raises(Refused, match="Đĩa đầy"):
        do(world, split(world, tasks={world.tasks[1].pk: "new-0"}))
    assert everything() == before


def test_work_given_after_the_preview_is_a_conflict(world: World) -> None:
    seen = plan(merge(world)).digest
    clause = world.tasks[0].clause
    late = create_task(
        actor=SYSTEM, programme=world.programme, clause=clause, group=clause.parent, code="x", title_vi="Thêm", order=9
    )
    assign(actor=SYSTEM, task=late, organisation=world.body, part="lead", since=date(2026, 9, 1))
    with pytest.raises(Conflict, match="vừa thay đổi"):
        reorganise(actor=world.people["office"], wish=merge(world), digest=seen)


@pytest.mark.postgresql  # SQLite locks the whole file: IMMEDIATE transactions
def test_the_bodies_are_locked(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        do(world, merge(world))
    assert any("FOR UPDATE" in query["sql"] and "organisation" in query["sql"] for query in asked.captured_queries)


def test_a_second_merger_of_the_same_body_is_refused(world: World) -> None:
    do(world, merge(world))
    with pytest.raises(Refused, match="đã kết thúc"):
        do(world, merge(world))


def test_undoing_a_split_puts_leads_and_people_back(world: World) -> None:
    member = Membership.objects.get(user=world.people["officer"])
    done = do(world, split(world, tasks={world.tasks[1].pk: "new-0"}, members={member.pk: "new-0"}))
    undo(actor=world.people["office"], reorganisation=done, reason="Nghị quyết bị thu hồi")
    assert leads(world) == ["Sở Mới", "Sở Mới", "Sở Khác"]
    assert agency_of(world.people["officer"], AFTER) == world.body
    assert led_then(world, AFTER) == {"Sở Mới": 2, "Sở Khác": 1}


def test_undoing_keeps_the_basis_of_a_lead(world: World) -> None:
    Assignment.objects.filter(task=world.tasks[1]).update(basis="proposed")
    done = do(world, split(world, tasks={world.tasks[1].pk: "new-0"}))
    undo(actor=world.people["office"], reorganisation=done, reason="Nhầm")
    assert Assignment.objects.get(task=world.tasks[1], until=None).basis == "proposed"


def test_undoing_a_renaming_removes_the_body_that_was_made(world: World) -> None:
    done = do(world, wish(world, "renamed", new_names=("Sở Tên Mới",)))
    undo(actor=world.people["office"], reorganisation=done, reason="Nhầm")
    world.body.refresh_from_db()
    assert (Organisation.objects.filter(name_vi="Sở Tên Mới").exists(), world.body.valid_to) == (False, None)


def test_undoing_keeps_both_in_the_record(world: World) -> None:
    done = do(world, merge(world))
    undo(actor=world.people["office"], reorganisation=done, reason="Nhầm ngày")
    done.refresh_from_db()
    assert (done.undone_by, done.undone_reason) == (world.people["office"], "Nhầm ngày")
    acts = {"oversight.reorganise", "oversight.undo_reorganisation"}
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= acts


def test_undoing_wants_a_reason(world: World) -> None:
    with pytest.raises(Refused, match="lý do"):
        undo(actor=world.people["office"], reorganisation=do(world, merge(world)), reason=" ")


def test_it_is_undone_once(world: World) -> None:
    done = do(world, merge(world))
    undo(actor=world.people["office"], reorganisation=done, reason="Nhầm")
    with pytest.raises(Conflict, match="đã được hoàn tác"):
        undo(actor=world.people["office"], reorganisation=done, reason="Nhầm")


def test_what_later_work_stands_on_is_not_undone(world: World) -> None:
    done = do(world, wish(world, "renamed", new_names=("Sở Tên Mới",)))
    body = Organisation.objects.get(name_vi="Sở Tên Mới")
    assign(actor=SYSTEM, task=world.tasks[2], organisation=body, part="coordinating", since=AFTER)
    with pytest.raises(Refused, match="đã được giao nhiệm vụ"):
        undo(actor=world.people["office"], reorganisation=done, reason="Nhầm")


def typed(world: World, **fields: Any) -> dict[str, Any]:
    return {
        "kind": "merged", "on": "2026-10-01", "instrument": "NQ 02", "predecessors": [world.body.pk],
        "successors": [world.other_body.pk], "new_names": "", **fields,
    }  # fmt: skip


def test_the_wizard_shows_then_does(world: World) -> None:
    client, address = world.client("office"), reverse("oversight:reorganisations")
    shown = client.post(address, typed(world))
    assert ("Ghi việc sắp xếp" in shown.content.decode(), Reorganisation.objects.count()) == (True, 0)
    client.post(address, typed(world, confirm="1", digest=shown.context["plan"].digest))
    assert Reorganisation.objects.get().summary == "Sở Mới sáp nhập vào Sở Khác"


def test_the_wizard_says_what_is_wrong(world: World) -> None:
    answer = world.client("office").post(reverse("oversight:reorganisations"), typed(world, successors=[]))
    assert (answer.status_code, "đúng một cơ quan kế thừa" in answer.content.decode()) == (400, True)


def test_the_wizard_undoes(world: World) -> None:
    done = do(world, merge(world))
    world.client("office").post(reverse("oversight:undo-reorganisation", args=[done.pk]), {"reason": "Nhầm"})
    done.refresh_from_db()
    assert done.undone_at is not None

"""Notices: each rung told once, the right people, one digest a day, no mail sent twice."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as outbox

from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.oversight import notice_actions
from lotrinh_web.oversight.models import Mail, Notice
from lotrinh_web.oversight.notice_actions import raise_notices, send_again, send_waiting
from lotrinh_web.oversight.notices import due_notices
from lotrinh_web.reporting.actions import open_round
from lotrinh_web.reporting.models import ReportingRound
from web.world import SYSTEM, World

DUE = date(2026, 9, 20)


@pytest.fixture
def opened(world: World) -> ReportingRound:
    """A round due on 20/9/2026; the agency's people have work e-mail."""
    for who in ("officer", "head"):
        world.people[who].email = f"{who}@example.vn"
        world.people[who].save()
    return open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 1), cut_off=date(2026, 9, 14),
        due_on=DUE,
    )  # fmt: skip


def told(on: date, kind: str = "report") -> set[tuple[str, str]]:
    return {(t.person.username, t.key.rsplit(":", 1)[-1]) for t in due_notices(on) if t.kind == kind}


def tell(on: date) -> list[Mail]:
    return raise_notices(actor=SYSTEM, told=due_notices(on), on=on)


@pytest.mark.parametrize(
    ("days", "rung"), [(-5, "remind"), (0, "due"), (1, "urge"), (9, "urge"), (10, "reprove"), (20, "committee")]
)
def test_officer_and_head_are_told_the_rung(world: World, opened: ReportingRound, days: int, rung: str) -> None:
    names = {world.people["officer"].username, world.people["head"].username}
    assert {(name, rung) for name in names} <= told(DUE + timedelta(days=days))


def test_nobody_is_told_before_the_first_rung(world: World, opened: ReportingRound) -> None:
    assert told(DUE - timedelta(days=6)) == set()


def test_the_office_is_told_to_write_when_a_rung_is_late(world: World, opened: ReportingRound) -> None:
    assert (world.people["office"].username, "urge") in told(DUE + timedelta(days=1), "letter")


def test_the_same_rung_is_told_once(world: World, opened: ReportingRound) -> None:
    tell(DUE + timedelta(days=1))
    before = Notice.objects.filter(kind="report").count()
    tell(DUE + timedelta(days=2))
    assert Notice.objects.filter(kind="report").count() == before


def test_one_digest_a_person_a_day(world: World, opened: ReportingRound) -> None:
    tell(DUE)
    tell(DUE)
    assert Mail.objects.filter(person=world.people["officer"], on=DUE).count() == 1


def test_a_person_without_an_address_gets_no_mail(world: World, opened: ReportingRound) -> None:
    assert {m.person.username for m in tell(DUE)} == {world.people["officer"].username, world.people["head"].username}


def test_a_demonstration_account_gets_no_mail(world: World, opened: ReportingRound) -> None:
    world.people["head"].demonstration = True
    world.people["head"].save()
    assert world.people["head"].username not in {m.person.username for m in tell(DUE)}


def test_a_digest_is_sent_once(world: World, opened: ReportingRound) -> None:
    tell(DUE)
    send_waiting()
    send_waiting()
    assert sorted(m.to[0] for m in outbox.outbox) == ["head@example.vn", "officer@example.vn"]


def test_a_digest_left_between_sending_and_saying_so_is_not_sent_again_by_itself(
    world: World, opened: ReportingRound
) -> None:
    tell(DUE)
    Mail.objects.update(state="sending")
    assert send_waiting() == (0, 0)


def test_a_server_that_refuses_is_told(world: World, opened: ReportingRound, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(DUE)

    def refuse(self: Any, *args: Any, **kwargs: Any) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(notice_actions.EmailMessage, "send", refuse)
    send_waiting()
    assert "Máy chủ thư không nhận" in Mail.objects.first().error  # type: ignore[union-attr]


def test_a_failed_digest_can_be_sent_again(world: World, opened: ReportingRound) -> None:
    tell(DUE)
    Mail.objects.update(state="failed")
    send_again(actor=world.people["office"], mail=Mail.objects.all()[0])
    assert send_waiting() == (1, 0)


def test_an_overdue_task_is_told_to_its_lead(world: World, opened: ReportingRound) -> None:
    task = world.tasks[0]
    task.current_due = task.due_on = date(2026, 9, 10)
    task.due_kind = "date"
    task.save()
    assert {key for _, key in told(date(2026, 9, 11), "task")} == {"urge"}


def test_the_day_is_told_by_the_queue(world: World, opened: ReportingRound, transactional_db: Any) -> None:
    start(actor=SYSTEM, kind="notices", title="Nhắc việc", arguments={"on": str(DUE)})
    make_worker(batch=True).run()
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def test_a_person_sees_only_their_own_notices(world: World, opened: ReportingRound) -> None:
    tell(DUE)
    page = world.client("stranger").get("/giam-sat/thong-bao/")
    assert {n.person_id for n in page.context["page"].object_list} <= {world.people["stranger"].pk}


def test_reading_clears_the_count(world: World, opened: ReportingRound) -> None:
    tell(DUE)
    client = world.client("officer")
    client.post("/giam-sat/thong-bao/da-doc/")
    assert client.get("/giam-sat/thong-bao/").context["unread_notices"] == 0


def test_the_number_of_queries_does_not_grow(
    world: World, opened: ReportingRound, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        due_notices(DUE + timedelta(days=1))

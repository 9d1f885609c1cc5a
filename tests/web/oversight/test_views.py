"""Oversight pages: alerts set aside with a reason, questions and answers, the trail in words."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.audit.actions import record
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.oversight.models import AlertDismissal, ExplanationRequest
from lotrinh_web.oversight.templatetags.trail import ACTIONS
from web.world import SYSTEM, World

ALERTS = reverse("oversight:alerts")
EXPLANATIONS = reverse("oversight:explanations")
TRAIL = reverse("oversight:audit")
DAY = {"ngay": "2026-09-10"}
SOURCES = Path(__file__).resolve().parents[3] / "src" / "lotrinh_web"


def alerts(world: World, **query: str) -> list[Any]:
    return list(world.client("office").get(ALERTS, DAY | query).context["page"])


def dismiss(world: World, who: str = "office", reason: str = "Đã xử lý") -> Any:
    (late,) = [alert for alert in alerts(world) if alert.rule == "N1"]
    data = {"key": late.key, "facts": late.facts, "reason": reason}
    return world.client(who).post(reverse("oversight:dismiss"), data)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 403),
        ("head", 403),
        ("stranger", 403),
        ("leader", 200),
        ("inspector", 200),
        ("office", 200),
        ("admin", 200),
    ],
)
def test_alerts_are_for_readers_of_everything(world: World, who: str, status: int) -> None:
    assert world.client(who).get(ALERTS).status_code == status


def test_a_late_task_is_an_alert(world: World) -> None:
    assert [alert.rule for alert in alerts(world)] == ["N1"]


def test_the_page_shows_one_rule_at_a_time(world: World) -> None:
    assert alerts(world, luat="N2") == []


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_sets_an_alert_aside(world: World, who: str) -> None:
    assert dismiss(world, who).status_code == 403


def test_an_alert_set_aside_is_gone(world: World) -> None:
    dismiss(world)
    assert alerts(world) == []


def test_an_alert_set_aside_can_still_be_seen_with_its_reason(world: World) -> None:
    dismiss(world)
    content = world.client("leader").get(ALERTS, DAY | {"bo_qua": "1"}).content.decode()
    assert "Đã xử lý" in content


def test_an_alert_is_not_set_aside_without_a_reason(world: World) -> None:
    dismiss(world, reason=" ")
    assert not AlertDismissal.objects.exists()


def test_setting_aside_twice_is_told_to_the_second(world: World) -> None:
    (late,) = alerts(world)
    data = {"key": late.key, "facts": late.facts, "reason": "x"}
    dismiss(world)
    response = world.client("admin").post(reverse("oversight:dismiss"), data, follow=True)
    assert "đã có người bỏ qua" in response.content.decode()


# --- explanations


def ask(world: World, who: str = "leader", question: str = "Vì sao chậm?") -> Any:
    return world.client(who).post(reverse("oversight:ask-task", args=[world.tasks[0].pk]), {"question": question})


def answer(world: World, who: str, words: str = "Do chờ thẩm định.") -> Any:
    asked = ExplanationRequest.objects.get()
    return world.client(who).post(reverse("oversight:answer", args=[asked.pk]), {"answer": words})


@pytest.mark.parametrize("who", ["officer", "head", "inspector"])
def test_only_a_leader_or_the_office_asks(world: World, who: str) -> None:
    assert ask(world, who).status_code == 403


def test_the_question_goes_to_the_body_that_leads_now(world: World) -> None:
    ask(world)
    assert ExplanationRequest.objects.get().organisation == world.body


@pytest.mark.parametrize(("days", "kept"), [(3, True), (-1, False)])
def test_the_leader_sets_the_day_of_the_answer(world: World, days: int, kept: bool) -> None:
    due = timezone.localdate() + timedelta(days=days)
    address = reverse("oversight:ask-task", args=[world.tasks[0].pk])
    world.client("leader").post(address, {"question": "Vì sao chậm?", "due_on": str(due)})
    assert [asked.due_on for asked in ExplanationRequest.objects.all()] == ([due] if kept else [])


def test_a_day_that_is_none_is_told(world: World) -> None:
    address = reverse("oversight:ask-task", args=[world.tasks[0].pk])
    page = world.client("leader").post(address, {"question": "Vì sao?", "due_on": "mai"}, follow=True)
    assert "«mai» không phải một ngày" in page.content.decode() and not ExplanationRequest.objects.exists()


def test_a_question_without_words_is_not_asked(world: World) -> None:
    ask(world, question=" ")
    assert not ExplanationRequest.objects.exists()


@pytest.mark.parametrize(
    ("who", "count"), [("officer", 1), ("head", 1), ("other_head", 0), ("stranger", 0), ("leader", 1), ("inspector", 1)]
)
def test_each_person_sees_the_questions_of_their_own_agency(world: World, who: str, count: int) -> None:
    ask(world)
    assert len(world.client(who).get(EXPLANATIONS).context["page"].object_list) == count


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_head", 403), ("other_officer", 403), ("stranger", 403), ("leader", 403), ("office", 403)],
)
def test_only_the_asked_agency_answers(world: World, who: str, status: int) -> None:
    ask(world)
    assert (answer(world, who).status_code, ExplanationRequest.objects.get().answer) == (status, "")


def test_the_asked_agency_answers(world: World) -> None:
    ask(world)
    answer(world, "head")
    assert ExplanationRequest.objects.get().answer == "Do chờ thẩm định."


def test_an_answer_is_given_once(world: World) -> None:
    ask(world)
    answer(world, "head")
    answer(world, "head", "Khác")
    assert ExplanationRequest.objects.get().answer == "Do chờ thẩm định."


def test_words_of_a_question_are_never_markup(world: World) -> None:
    ask(world, question="<script>x</script>")
    assert "<script>x" not in world.client("head").get(EXPLANATIONS).content.decode()


# --- the trail


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("head", 403), ("leader", 403), ("office", 403), ("inspector", 200), ("admin", 200)],
)
def test_the_trail_is_for_the_inspector_and_the_administrator(world: World, who: str, status: int) -> None:
    assert world.client(who).get(TRAIL).status_code == status


def test_an_entry_with_a_detail_called_items_is_shown(world: World) -> None:
    record(actor=SYSTEM, action="intake.accept_sure", subject=world.programme.document, data={"items": 3})
    assert "số mục: 3" in world.client("inspector").get(TRAIL).content.decode()


def test_the_trail_filters_by_what_was_done(world: World) -> None:
    found = world.client("inspector").get(TRAIL, {"viec": "workplan.assigned"}).context["page"]
    assert {entry.action for entry in found} == {"workplan.assigned"}


def test_the_trail_finds_by_person(world: World) -> None:
    found = world.client("inspector").get(TRAIL, {"tim": "không có người này"}).context["page"]
    assert list(found) == []


@pytest.mark.parametrize("who", ["officer", "leader", "office"])
def test_only_the_inspector_and_the_administrator_walk_the_chain(world: World, who: str) -> None:
    assert world.client(who).post(reverse("oversight:verify-audit")).status_code == 403


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_the_chain_is_walked_and_found_whole(world: World) -> None:
    client = world.client("inspector")
    asked = client.post(reverse("oversight:verify-audit"))
    make_worker(batch=True).run()
    assert "Chuỗi nhật ký nguyên vẹn" in client.get(asked["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_broken_chain_is_told_with_its_place(world: World) -> None:
    client = world.client("inspector")
    AuditEntry.objects.filter(sequence=2).update(actor_name="Người khác")
    asked = client.post(reverse("oversight:verify-audit"))
    make_worker(batch=True).run()
    assert "Bản ghi số 2 đã bị sửa" in client.get(asked["Location"]).content.decode()


def test_the_successor_of_the_asked_body_answers(world: World) -> None:
    """The body was asked before it was merged; its people now work for the body that took its place."""
    asked = ExplanationRequest.objects.create(
        about="task", task=world.tasks[0], organisation=world.old_body, asked_by=world.people["leader"],
        asked_at=timezone.now(), question="Vì sao chậm?", due_on=timezone.localdate(),
    )  # fmt: skip
    seen = world.client("head").get(reverse("oversight:explanations")).content.decode()
    world.client("head").post(reverse("oversight:answer", args=[asked.pk]), {"answer": "Do sắp xếp bộ máy."})
    asked.refresh_from_db()
    assert "Vì sao chậm?" in seen and asked.answer == "Do sắp xếp bộ máy."


def test_every_action_in_the_source_has_its_words() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py") if "templatetags" not in path.parts
    )
    assert sorted(set(re.findall(r'action="([a-z]+\.[a-z_]+)"', text)) - set(ACTIONS)) == []


def test_no_page_of_the_day_breaks_without_a_programme(db: Any) -> None:
    from django.test import Client

    from lotrinh_web.accounts.models import Role
    from web.world import make_user

    client = Client()
    client.force_login(make_user("thuong-truc", Role.PROGRAMME_OFFICER))
    names = ["oversight:alerts", "workplan:tasks", "reporting:rounds", "reporting:reviews", "indicators:targets"]
    assert {client.get(reverse(name)).status_code for name in names} == {404}


def test_the_day_of_the_page_is_told(world: World) -> None:
    assert alerts(world)[0].since < timezone.localdate()

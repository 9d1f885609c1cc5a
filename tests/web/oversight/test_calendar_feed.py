"""The calendar feed: who may read it, what stands in it, and its form."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from lotrinh_web.errors import NotAllowed
from lotrinh_web.organisations.actions import new_calendar_feed
from lotrinh_web.oversight.calendar_feed import escaped, folded
from lotrinh_web.reporting.actions import open_round
from lotrinh_web.workplan.actions import move
from lotrinh_web.workplan.models import Task
from web.world import SYSTEM, World


def lines(world: World) -> list[str]:
    feed = new_calendar_feed(actor=SYSTEM, organisation=world.body)
    answer = world.client(None).get(reverse("oversight:calendar", args=[feed.token]))
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def test_a_due_is_a_whole_day(world: World) -> None:
    found = lines(world)
    start = found.index("DTSTART;VALUE=DATE:20260630")
    assert found[start + 1 : start + 3] == ["DTEND;VALUE=DATE:20260701", "SUMMARY:Hạn nhiệm vụ: Việc 1"]


def test_only_dues_of_the_body_and_of_those_it_succeeded_stand_in_it(world: World) -> None:
    assert [line for line in lines(world) if line.startswith("UID:")] == [f"UID:task-{world.tasks[0].pk}@testserver"]


def test_a_report_still_owed_stands_in_it(world: World) -> None:
    open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    assert "SUMMARY:Hạn gửi báo cáo Quý III/2026" in lines(world)


def test_done_work_leaves_it(world: World) -> None:
    move(actor=SYSTEM, task=world.tasks[0], kind="claimed", on=date(2026, 6, 1))
    move(actor=SYSTEM, task=Task.objects.get(pk=world.tasks[0].pk), kind="accepted", on=date(2026, 6, 2))
    assert "BEGIN:VEVENT" not in lines(world)


def test_a_wrong_token_opens_nothing(world: World) -> None:
    assert world.client(None).get(reverse("oversight:calendar", args=["x" * 43])).status_code == 404


def test_a_new_address_closes_the_old_one(world: World) -> None:
    old = new_calendar_feed(actor=SYSTEM, organisation=world.body).token
    new_calendar_feed(actor=SYSTEM, organisation=world.body)
    assert world.client(None).get(reverse("oversight:calendar", args=[old])).status_code == 404


def test_another_agency_may_not_make_an_address(world: World) -> None:
    with pytest.raises(NotAllowed):
        new_calendar_feed(actor=world.people["other_officer"], organisation=world.body)


def test_people_make_their_agencys_address_on_the_page(world: World) -> None:
    answer = world.client("officer").post(reverse("oversight:calendar-address"), follow=True)
    assert answer.context["address"].endswith(".ics")


def test_text_is_escaped() -> None:
    assert escaped("a;b, c\\d\r\ne") == "a\\;b\\, c\\\\d\\ne"


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    line = "SUMMARY:" + "Nhiệm vụ đẩy mạnh chuyển đổi số " * 6
    octets = folded(line)
    assert max(len(piece) for piece in octets.split(b"\r\n")) <= 75
    assert octets.decode().replace("\r\n ", "") == line + "\r\n"


def test_the_address_page_of_the_office_asks_whose_calendar(world: World) -> None:
    page = world.client("admin").get(reverse("oversight:calendar-address"))
    assert (page.status_code, "?co-quan=so-moi" in page.content.decode()) == (200, True)


def test_who_belongs_to_no_body_and_runs_nothing_finds_no_calendar(world: World) -> None:
    assert world.client("leader").get(reverse("oversight:calendar-address")).status_code == 404


def test_the_secret_address_stands_in_a_field_with_a_button_that_copies_it(world: World) -> None:
    feed = new_calendar_feed(actor=SYSTEM, organisation=world.body)
    tree = html.fromstring(world.client("officer").get(reverse("oversight:calendar-address")).content)
    (button,) = tree.xpath("//button[@data-copy]")
    (field,) = tree.xpath(f"//input[@id='{button.get('data-copy').lstrip('#')}']")
    assert (feed.token in field.get("value"), field.get("readonly") is not None) == (True, True)

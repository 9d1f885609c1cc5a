"""The task list on a narrow screen: by status, what presses first, a few cards of each, all of them within reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from lotrinh_web.programmes.models import Clause
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.models import Assignment
from web.world import SYSTEM, World

LIST = reverse("workplan:tasks")
DAY = "2026-09-10"  # the first task of the world is overdue, the second continuous, the third in time


@pytest.fixture
def many(world: World) -> World:
    """Sixty more tasks in time: a list of two pages."""
    group = Clause.objects.get(path="III.1")
    for n in range(60):
        clause = Clause.objects.create(
            document=group.document, path=f"III.1.c{n}", parent=group, order=20 + n, depth=2, kind="bullet",
            title_vi=f"Thêm {n}",
        )  # fmt: skip
        task = create_task(
            actor=SYSTEM, programme=world.programme, clause=clause, group=group, code=clause.path,
            title_vi=f"Thêm {n}", order=20 + n, due_kind="date", due_on=date(2030, 1, 1),
        )  # fmt: skip
        assign(
            actor=SYSTEM, task=task, organisation=world.other_body, part=Assignment.Part.LEAD, since=date(2024, 1, 1)
        )
    return world


def phone(world: World, **query: str) -> Any:
    """The narrow form of the list."""
    content = world.client("leader").get(LIST, {"ngay": DAY, **query}).content
    (found,) = html.fromstring(content).xpath("//div[@class='narrow-only']")
    return found


def outline(part: Any) -> list[tuple[str, str, bool, int]]:
    """Each group: its words, its number, whether it stands open, how many cards it holds."""
    return [
        (
            group.xpath("string(summary/h2)").strip(), group.xpath("string(summary/span)").strip(),
            "open" in group.attrib, len(group.xpath(".//li")),
        )
        for group in part.xpath("./details")
    ]  # fmt: skip


def test_what_presses_stands_first_and_open(world: World) -> None:
    assert outline(phone(world)) == [
        ("Chưa hoàn thành, quá hạn", "1", True, 1),
        ("Chưa hoàn thành, trong hạn", "1", False, 1),
        ("Thường xuyên", "1", False, 1),
    ]


def test_where_nothing_presses_the_first_group_stands_open(world: World) -> None:
    assert [opened for _words, _n, opened, _cards in outline(phone(world, ngay="2026-01-10"))] == [True, False]


def test_a_long_list_counts_all_and_shows_the_first_of_each(many: World) -> None:
    assert [(n, cards) for _words, n, _open, cards in outline(phone(many))] == [("1", 1), ("61", 8), ("1", 1)]


def test_the_rest_of_a_group_is_one_press_away(many: World) -> None:
    (link,) = phone(many).xpath(".//a[@class='fold-all']")
    part = phone(many, **{"trang-thai": "open_in_time"})
    assert "trang-thai=open_in_time" in link.get("href")
    assert [(n, cards) for _words, n, _open, cards in outline(part)] == [("61", 50)]
    assert part.xpath(".//a[@rel='next']")


def test_the_rest_of_a_page_folds_behind_a_summary(many: World) -> None:
    part = phone(many, **{"trang-thai": "open_in_time"})
    assert part.xpath("string(./details/details/summary)").strip() == "Hiện thêm 42 nhiệm vụ"


def test_a_card_says_whose_it_is_and_how_late(world: World) -> None:
    card = " ".join(phone(world).xpath("string(.//li)").split())
    assert card == "III.1.b1 Việc 1 Sở Mới · 30/06/2026 · quá hạn 72 ngày"

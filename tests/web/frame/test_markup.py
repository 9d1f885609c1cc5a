"""What a reader who does not see the page meets: ids that lead to one thing, headings with words, named landmarks."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from lotrinh_web.plans.models import Plan
from lotrinh_web.plans.queries import plan_list
from web.world import World

PAGES = (
    "portal:overview", "portal:programme", "portal:agencies", "portal:search", "portal:scorecards",
    "indicators:targets", "indicators:indicators", "indicators:register-indicator", "indicators:figures",
    "indicators:checks", "workplan:tasks", "workplan:coverage", "workplan:bulk", "plans:plans", "plans:new",
    "products:index", "products:instruments", "products:instrument-new", "products:types", "products:projects",
    "products:activities", "products:audiences", "products:findings", "reporting:rounds", "reporting:reviews",
    "reporting:templates", "reporting:check-format", "intake:documents", "jobs:jobs", "oversight:alerts",
    "oversight:explanations", "oversight:calendar-address", "oversight:reorganisations", "oversight:notices",
    "oversight:mails", "oversight:audit", "accounts:people", "accounts:create", "accounts:password",
)  # fmt: skip


def faults(content: bytes) -> list[str]:
    """Equal ids, headings without words, navigations of one name, fields without a label."""
    tree = html.fromstring(content)
    found = [f"id {name}" for name, number in Counter(tree.xpath("//@id")).items() if number > 1]
    found += ["heading" for head in tree.xpath("//h1 | //h2 | //h3") if not head.text_content().strip()]
    names = Counter(tree.xpath("//nav/@aria-label"))
    found += [f"nav {name}" for name, number in names.items() if number > 1 and name not in _repeated()]
    return found + [f"field {field.get('name')}" for field in _fields(tree) if not _named(field, tree)]


def _repeated() -> set[str]:
    """The main navigation stands twice, one of the two hidden by width; so do page numbers."""
    return {"Điều hướng chính", "Trang"}


def _fields(tree: Any) -> list[Any]:
    return list(tree.xpath("//main//*[self::select or self::textarea or self::input[not(@type='hidden')]]"))


def _named(field: Any, tree: Any) -> bool:
    labels = tree.xpath("//label[@for=$id]", id=field.get("id") or "–")
    return bool(labels or field.xpath("ancestor::label") or field.get("aria-label") or field.get("aria-labelledby"))


def test_every_page_of_the_administrator_is_whole(world: World) -> None:
    client = world.client("admin")
    answers = {name: client.get(reverse(name)) for name in PAGES}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {}
    assert {name: faults(answer.content) for name, answer in answers.items() if faults(answer.content)} == {}


def test_the_words_of_the_page_are_found_on_the_search_page(world: World) -> None:
    tree = html.fromstring(world.client("leader").get(reverse("portal:search")).content)
    assert tree.xpath("//*[@id='words']/@data-failed") != []


@pytest.mark.django_db
def test_plans_keep_one_order_over_their_pages(world: World) -> None:
    for day in ("2026-03-01", "2026-01-01", "2026-02-01"):
        Plan.objects.create(
            programme=world.programme, organisation=world.body, title=day, starts_on=day, ends_on="2026-12-31"
        )
    found = plan_list(world.people["office"], world.programme)
    assert (found.ordered, [plan.title for plan in found]) == (True, ["2026-03-01", "2026-02-01", "2026-01-01"])


def test_the_plans_of_bodies_stand_under_the_bodies(world: World) -> None:
    tree = html.fromstring(world.client("leader").get(reverse("plans:plans")).content)
    assert tree.xpath("//nav[@class='side']//a[@aria-current]/@href") == [reverse("portal:agencies")]

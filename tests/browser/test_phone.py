"""The working pages on a telephone: short, worked by keys, and whole without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lotrinh_web.accounts.models import User
from lotrinh_web.reporting.models import ReportingRound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREEN = 844


def leader() -> User:
    return User.objects.get(username="lanhdao")


def height(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


@pytest.fixture
def tasks(loaded: Any, open_as: Callable[..., Any]) -> Any:
    return open_as(leader(), "/nhiem-vu/", 390)


def test_lists_take_few_screens(tasks: Any) -> None:
    heights = {"tasks": height(tasks)}
    opened = ReportingRound.objects.order_by("-due_on")[0]
    tasks.goto(tasks.url.replace("/nhiem-vu/", f"/ky-bao-cao/{opened.pk}/"), wait_until="networkidle")
    heights["round"] = height(tasks)
    assert {name: tall for name, tall in heights.items() if tall > 3 * SCREEN} == {}


def test_a_group_opens_by_key_and_its_cards_are_reached(tasks: Any) -> None:
    summary = tasks.locator(".fold:not([open]) > summary").first
    summary.focus()
    tasks.keyboard.press("Enter")
    tasks.keyboard.press("Tab")
    assert tasks.evaluate("document.activeElement.matches('.fold[open] .short-cards a')")


def test_nothing_unseen_takes_the_focus(tasks: Any) -> None:
    unseen = tasks.evaluate(
        "[...document.querySelectorAll('#results a, #results summary, #results [tabindex]')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().width < 2).length"
    )
    assert unseen == 0


def test_a_filter_changes_the_groups_in_place(tasks: Any) -> None:
    tasks.select_option("#f-trang-thai", "overdue")
    tasks.wait_for_url("**trang-thai=overdue**")
    tasks.wait_for_load_state("networkidle")
    assert tasks.locator(".narrow-only .fold").count() == 1


def test_a_wide_screen_and_paper_keep_the_table(tasks: Any) -> None:
    shown = [tasks.locator("#results .table").is_visible()]
    tasks.emulate_media(media="print")
    shown.append(tasks.locator("#results .table").is_visible())
    tasks.emulate_media(media="screen")
    tasks.set_viewport_size({"width": 1280, "height": 900})
    shown.append(tasks.locator("#results .table").is_visible())
    assert shown == [False, True, True]

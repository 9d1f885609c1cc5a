"""The review of a read document by hand and by keyboard: either side finds the other, a missed item is put in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from engines.reading.formats.making import pdf, words
from lotrinh_web.accounts.models import Role
from lotrinh_web.intake.actions import read_file, take_in
from lotrinh_web.intake.models import Draft
from web.world import SYSTEM, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST, SECOND = "1. Den nam 2030 ty le do thi hoa dat 50%.", "2. So Noi vu chu tri ra soat to chuc bo may."


@pytest.fixture
def draft(settings: Any, tmp_path: Path, transactional_db: Any) -> Draft:
    settings.MEDIA_ROOT = tmp_path / "files"
    content = pdf([words(50, 700, FIRST) + words(0, -300, SECOND)])
    return take_in(actor=SYSTEM, file=read_file("ke-hoach.pdf", content))


@pytest.fixture
def page(draft: Draft, open_as: Callable[..., Any]) -> Any:
    person = make_user("van-phong", Role.PROGRAMME_OFFICER)
    return open_as(person, reverse("intake:review", args=[draft.pk]) + "?thu-tu=doc", width=1280)


def pictures(page: Any) -> None:
    page.get_by_role("button", name="Ảnh trang gốc").click()
    page.wait_for_selector(".pictures.findable")
    page.wait_for_load_state("networkidle")


def test_a_click_on_the_picture_finds_the_card(page: Any) -> None:
    pictures(page)
    image = page.locator("#page-1 img")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    # "2." stands 400 points above the foot of a page of 842
    image.click(position={"x": box["width"] * 0.12, "y": box["height"] * (842 - 403) / 842})
    assert "ra soat" in page.locator(".card-item.current").inner_text()


def test_a_card_marks_its_line_on_the_picture(page: Any) -> None:
    pictures(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".page-mark").count() >= 1


def test_words_marked_in_the_source_become_an_item_by_key(page: Any, draft: Draft) -> None:
    count = draft.items.count()
    page.evaluate(
        """() => { const run = document.querySelector("#source [data-start]"); const range = document.createRange();
        range.selectNodeContents(run); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.wait_for_selector("[data-add=t]:not([disabled])")
    with page.expect_navigation():
        page.keyboard.press("t")
    assert page.locator(".card-item").count() == count + 1


def test_the_source_stays_in_sight_beside_the_last_card(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".card-item").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(200)
    frame = page.locator(".review-source").bounding_box()
    assert frame["y"] + frame["height"] > 100


def test_the_decisions_made_stay_in_sight(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("#review-progress", has_text="1/").wait_for()
    assert page.locator("#review-progress").bounding_box()["y"] >= 0


def test_missed_words_are_marked_and_put_in_without_a_mouse(page: Any, draft: Draft) -> None:
    count = draft.items.count()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert page.locator(".source-caret").is_visible()
    for _step in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    marked = page.evaluate("String(getSelection())").strip()
    page.wait_for_selector("[data-add=t]:not([disabled])")
    with page.expect_navigation():
        page.keyboard.press("t")
    made = draft.items.order_by("-pk")[0]
    assert draft.items.count() == count + 1
    assert draft.document.text[made.start : made.end].strip() == marked != ""


def test_a_key_takes_the_words_that_are_marked_when_it_is_pressed(page: Any, draft: Draft) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.wait_for_selector("[data-add=t]:not([disabled])")
    with page.expect_navigation():  # the key follows before the browser tells that more words are marked
        marked = page.evaluate(
            """() => { const chosen = getSelection(); chosen.modify("extend", "forward", "word");
            chosen.modify("extend", "forward", "word"); const marked = String(chosen).trim();
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "t", bubbles: true }));
            return marked; }"""
        )
    made = draft.items.order_by("-pk")[0]
    assert draft.document.text[made.start : made.end].strip() == marked


def test_a_clause_is_cut_at_the_cursor_without_a_mouse(page: Any, draft: Draft) -> None:
    card = page.locator(".card-item.kind-clause:has([data-cuts])").first
    number, count = card.get_attribute("data-item"), draft.items.filter(kind="clause").count()
    places = page.locator(".card-item").evaluate_all("all => all.map(card => card.dataset.item)")
    for _step in range(places.index(number) + 1):
        page.keyboard.press("j")
    page.keyboard.press("c")
    for _step in range(3):
        page.keyboard.press("Control+ArrowRight")
    page.wait_for_selector(f"#item-{number} [data-cuts]:not([disabled])")
    with page.expect_navigation():
        page.keyboard.press("s")
    assert draft.items.filter(kind="clause").count() == count + 1


def test_the_cursor_stays_in_the_text_and_escape_returns_to_the_card(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("c")
    for key in ("Control+Home", "ArrowLeft", "ArrowUp", "Control+End", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        assert page.evaluate("document.getElementById('source').contains(getSelection().focusNode)")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.card-item.current')")


def test_pictures_and_words_change_places_by_key(page: Any) -> None:
    page.keyboard.press("j")
    shown = []
    for _press in range(2):
        page.keyboard.press("o")
        shown.append([page.locator(part).is_visible() for part in ("#source", "#pictures")])
    assert shown == [[False, True], [True, False]]

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


def test_the_decisions_made_stay_in_sight(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("#review-progress", has_text="1/").wait_for()
    assert page.locator("#review-progress").bounding_box()["y"] >= 0

"""The analysts' pages in a real browser: they fit, nothing complains, a what-if answers as one types and is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lotrinh_web.accounts.models import User
from lotrinh_web.indicators.models import Scenario

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/chi-tieu/tuong-thich/", "/chi-tieu/thu-gia-dinh/?growth=9,8", "/chi-tieu/thu-gia-dinh/so-sanh/",
    "/chi-tieu/thanh-tich-du-bao/", "/chi-tieu/chi-so/?q=do+thi", "/chi-tieu/chi-so/grdp_per_capita_vnd/",
    "/chi-tieu/kiem-tra-so-lieu/",
]  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_and_raise_no_complaint(loaded: Any, open_as: Callable[..., Any], width: int) -> None:
    page = open_as(User.objects.get(username="truongphong"), PAGES[0], width)
    origin = page.url.split("/chi-tieu")[0]
    wide = []
    for path in PAGES:
        response = page.goto(origin + path, wait_until="networkidle")
        content = page.evaluate("document.documentElement.scrollWidth")
        if response.status != 200 or content > width:
            wide.append((path, response.status, content))
    assert wide == []


def test_a_scenario_is_kept_after_the_answer_came_while_typing(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="lanhdao"), "/chi-tieu/thu-gia-dinh/")
    page.fill("#lever-growth", "9,8")
    page.wait_for_selector("#scenario-name")
    page.fill("#scenario-name", "Tăng nhanh")
    page.click("#results button[type=submit]")
    page.wait_for_selector("input[name=kb]")
    assert list(Scenario.objects.values_list("name", "values")) == [("Tăng nhanh", {"growth": "9.8"})]

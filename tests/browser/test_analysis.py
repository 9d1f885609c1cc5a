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


LOOSE_CORNERS = """() => {
  const near = (a, b) => Math.abs(a[0] - b[0]) < 1.5 && Math.abs(a[1] - b[1]) < 1.5;
  const place = (mark) => mark.getAttribute("transform").match(/-?[\\d.]+/g).map(Number);
  const chart = document.querySelector("figure[data-chart].drawn svg");
  const dots = [...chart.querySelectorAll(".mark-symbol[role=graphics-object] path, .mark-symbol path")].map(place);
  const corners = [...chart.querySelectorAll(".mark-line path")].flatMap((line) =>
    [...line.getAttribute("d").matchAll(/[ML](-?[\\d.]+),(-?[\\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]));
  return [corners.length, corners.filter((c) => !dots.some((d) => near(c, d))).length];
}"""


def test_lines_meet_their_dots_after_the_window_changed(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="truongphong"), "/chi-tieu/chi-so/grdp_growth_real/", 1440)
    page.wait_for_selector("figure[data-chart].drawn svg")
    wide = page.evaluate("document.querySelector('figure[data-chart] svg').clientWidth")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function(f"document.querySelector('figure[data-chart] svg')?.clientWidth < {wide} - 50")
    page.wait_for_timeout(400)
    corners, loose = page.evaluate(LOOSE_CORNERS)
    assert (corners > 5, loose) == (True, 0)


def test_a_scenario_is_kept_after_the_answer_came_while_typing(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="lanhdao"), "/chi-tieu/thu-gia-dinh/")
    page.fill("#lever-growth", "9,8")
    page.wait_for_selector("#scenario-name")
    page.fill("#scenario-name", "Tăng nhanh")
    page.click("#results button[type=submit]")
    page.wait_for_selector("input[name=kb]")
    assert list(Scenario.objects.values_list("name", "values")) == [("Tăng nhanh", {"growth": "9.8"})]

"""Every page, as the people who open it see it: no complaint of the browser, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lotrinh_web.accounts.models import User
from lotrinh_web.indicators.models import Target
from lotrinh_web.reporting.models import Submission
from lotrinh_web.workplan.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEADER = ["/tong-quan/", "/tong-quan/in/", "/chuong-trinh/", "/chuong-trinh/?muc=III.4.b2", "/chi-tieu/", "/nhiem-vu/",
          "/nhiem-vu/?xem=bang", "/nhiem-vu/?xem=lich", "/co-quan/", "/ky-bao-cao/", "/ky-bao-cao/tong-hop/",
          "/giam-sat/", "/giam-sat/giai-trinh/", "/tim/?q=cong+nghiep", "/tai-khoan/mat-khau/"]  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_and_raise_no_complaint(loaded: Any, open_as: Callable[..., Any], width: int) -> None:
    leader = User.objects.get(username="lanhdao")
    target = Target.objects.filter(programme=loaded, in_programme=True).first()
    task = Task.objects.filter(programme=loaded).first()
    submission = Submission.objects.filter(state="accepted").first()
    assert target and task and submission
    paths = [*LEADER, f"/chi-tieu/{target.pk}/", f"/nhiem-vu/{task.pk}/", f"/ky-bao-cao/bao-cao/{submission.pk}/",
             f"/ky-bao-cao/{submission.round_id}/", f"/co-quan/{submission.organisation.code}/"]  # fmt: skip
    page = open_as(leader, paths[0], width)
    origin = page.url.split("/tong-quan")[0]
    wide = []
    for path in paths:
        response = page.goto(origin + path, wait_until="networkidle")
        content = page.evaluate("document.documentElement.scrollWidth")
        if response.status != 200 or content > width:
            wide.append((path, response.status, content))
    assert wide == []


def test_the_public_sees_the_front_page_and_targets(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(None, "/", 390)
    page.goto(page.url + "chi-tieu/", wait_until="networkidle")
    assert page.locator("table tbody tr").count() >= 12


def test_a_chart_is_drawn_without_eval(loaded: Any, open_as: Callable[..., Any]) -> None:
    target = Target.objects.filter(indicator__code="urbanisation_rate", in_programme=True).first()
    target = target or Target.objects.filter(programme=loaded, in_programme=True).first()
    assert target
    page = open_as(User.objects.get(username="lanhdao"), f"/chi-tieu/{target.pk}/")
    page.wait_for_selector(".chart-picture svg", timeout=20_000)


def test_slash_focuses_the_search(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="lanhdao"), "/tong-quan/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_a_deep_clause_opens_at_its_head_with_its_place_in_the_outline(
    loaded: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(User.objects.get(username="quantri"), "/chuong-trinh/?muc=III.10.b3", 1280)
    seen = page.evaluate(
        """() => { const [box, link] = [".outline-box", ".outline [aria-current]"].map((one) =>
        document.querySelector(one).getBoundingClientRect());
        return [scrollY, box.top <= link.top && link.bottom <= box.bottom + 1]; }"""
    )
    assert seen == [0, True]


def test_a_filter_stays_in_the_address(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="lanhdao"), "/nhiem-vu/")
    page.select_option("#f-trang-thai", "overdue")
    page.wait_for_url("**trang-thai=overdue**")
    page.wait_for_load_state("networkidle")
    assert page.locator("#results tbody tr").count() == 1


def test_english_is_one_click_away(loaded: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(username="lanhdao"), "/nhiem-vu/")
    page.get_by_role("button", name="EN").or_(page.get_by_text("EN", exact=True)).first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == "en"

"""The page of a calendar's secret address: one press copies it; without scripts the field can be selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lotrinh_web.accounts.models import Role, User
from lotrinh_web.organisations.actions import new_calendar_feed
from lotrinh_web.organisations.models import Organisation
from web.world import SYSTEM, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/giam-sat/lich/?co-quan=so-thu"


@pytest.fixture
def token(transactional_db: Any) -> str:
    body = Organisation.objects.create(code="so-thu", name_vi="Sở Thử", kind="department")
    make_user("van-phong", Role.ADMINISTRATOR)
    return str(new_calendar_feed(actor=SYSTEM, organisation=body).token)


@pytest.mark.parametrize("clipboard", ["given", "refused"])
def test_one_press_copies_the_address(token: str, open_as: Callable[..., Any], clipboard: str) -> None:
    page = open_as(User.objects.get(), PAGE)
    if clipboard == "given":
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:  # as on a site without TLS
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("[data-copy]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã sao chép").wait_for()
    page.locator("#search").evaluate("field => { field.value = ''; field.focus(); }")
    page.keyboard.press("Control+V")
    assert token in page.locator("#search").input_value()


def test_without_scripts_the_field_stands_alone(token: str, open_as: Callable[..., Any]) -> None:
    page = open_as(User.objects.get(), PAGE, scripts=False)
    assert [page.locator(part).is_visible() for part in ("#calendar-address", "[data-copy]")] == [True, False]
    assert token in page.locator("#calendar-address").input_value()

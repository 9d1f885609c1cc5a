"""A quarter played through by its three roles in the browser: enter, approve, return, correct, accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.audit.chain import verify
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.reporting.actions import open_round
from lotrinh_web.reporting.models import Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pair() -> tuple[User, User, Any]:
    """An officer and the head of the same agency."""
    today = date.today()
    heads = {agency_of(u, today): u for u in User.objects.filter(role=Role.AGENCY_HEAD)}
    for officer in User.objects.filter(role=Role.AGENCY_OFFICER):
        agency = agency_of(officer, today)
        if agency in heads:
            return officer, heads[agency], agency
    raise AssertionError("no agency has both an officer and a head")


def confirm(page: Any, label: str, reason: str = "") -> None:
    """Press a button that asks first."""
    page.get_by_role("button", name=label, exact=True).first.click()
    dialog = page.locator("dialog[open]")
    if reason:
        dialog.locator("textarea").fill(reason)
    dialog.locator("button[type=submit]").click()
    page.wait_for_load_state("networkidle")


def hand_in(page: Any) -> None:
    """Save, look at what the head will see, hand it in."""
    page.get_by_role("button", name="Xem và trình").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Trình thủ trưởng").click()
    page.wait_for_load_state("networkidle")


def test_a_quarter_from_entry_to_acceptance(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, head, agency = pair()
    office = User.objects.filter(role=Role.PROGRAMME_OFFICER).first()
    opened = open_round(
        actor=SystemActor("kiểm thử"), programme=loaded, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=agency)
    path = f"/ky-bao-cao/bao-cao/{submission.pk}/"

    page = open_as(officer, path)
    boxes = page.locator("textarea[name^=narrative-]")
    for index in range(boxes.count()):
        boxes.nth(index).fill(f"Đã hoàn thành bước {index + 1} theo kế hoạch năm.")
    hand_in(page)
    assert "Chờ thủ trưởng duyệt" in page.content()

    page = open_as(head, path)
    confirm(page, "Duyệt và gửi")
    submission.refresh_from_db()
    assert submission.state == Submission.State.APPROVED

    page = open_as(office, path)
    confirm(page, "Trả lại", "Bổ sung số văn bản.")
    submission.refresh_from_db()
    assert submission.state == Submission.State.RETURNED

    page = open_as(officer, path)
    assert "Bổ sung số văn bản." in page.content()
    page.locator("textarea[name^=narrative-]").first.fill("Đã ban hành Kế hoạch số 12/KH-SKHCN.")
    hand_in(page)
    confirm(open_as(head, path), "Duyệt và gửi")
    page = open_as(office, path)
    confirm(page, "Xác nhận")
    submission.refresh_from_db()
    assert submission.state == Submission.State.ACCEPTED
    assert page.locator("textarea[name^=narrative-]").count() == 0
    assert list(verify()) == []


def test_autosave_says_when(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, _head, agency = pair()
    opened = open_round(
        actor=SystemActor("kiểm thử"), programme=loaded, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=agency)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("textarea[name^=narrative-]").first.fill("Đang gõ dở")
    page.get_by_text("Đã lưu lúc").wait_for(timeout=10_000)
    assert submission.entries.filter(narrative="Đang gõ dở", latest=True).exists()

"""A new installation: each page says what would fill it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lotrinh_web.accounts.models import Role
from web.world import make_user


@pytest.fixture
def office(db: Any) -> Client:
    client = Client()
    client.force_login(make_user("thuong-truc", Role.PROGRAMME_OFFICER))
    return client


def test_the_overview_opens_on_three_steps(office: Client) -> None:
    assert office.get(reverse("portal:overview")).content.decode().count('class="step-number"') == 3


PAGES = ["portal:programme", "indicators:targets", "workplan:tasks", "portal:agencies", "reporting:rounds"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_a_programme_leads_to_the_first_step(office: Client, name: str) -> None:
    response = office.get(reverse(name))
    assert (response.status_code, "Ba bước để bắt đầu" in response.content.decode()) == (404, True)


def test_a_wrong_address_is_still_not_found(office: Client) -> None:
    assert "Không tìm thấy trang" in office.get("/khong-co/").content.decode()

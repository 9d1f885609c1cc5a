"""A round on a narrow screen: bodies counted by state, each one press away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.phone import state_groups
from lotrinh_web.reporting.queries import MatrixRow
from web.world import SYSTEM, World


@pytest.fixture
def opened(world: World) -> ReportingRound:
    return actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip


def groups(world: World, opened: ReportingRound, **query: str) -> list[Any]:
    content = world.client("office").get(reverse("reporting:round", args=[opened.pk]), query).content
    return list(html.fromstring(content).xpath("//div[@class='narrow-only']/details"))


def test_each_body_stands_in_the_group_of_its_state(world: World, opened: ReportingRound) -> None:
    (group,) = groups(world, opened)
    links = group.xpath(".//li/a/@href")
    expected = [reverse("reporting:submission", args=[s.pk]) for s in Submission.objects.filter(round=opened)]
    assert (group.xpath("string(summary/h2)").strip(), sorted(links)) == ("Chưa nhập", sorted(expected))


def test_groups_stay_shut_until_one_is_chosen(world: World, opened: ReportingRound) -> None:
    Submission.objects.filter(round=opened, organisation=world.body).update(state="draft")
    shut = ["open" in group.attrib for group in groups(world, opened)]
    chosen = ["open" in group.attrib for group in groups(world, opened, **{"trang-thai": "draft"})]
    assert (shut, chosen) == ([False, False], [True])


def test_of_many_bodies_the_latest_show_first_and_the_others_fold(opened: ReportingRound) -> None:
    rows = []
    for n in range(20):
        body = Organisation.objects.create(code=f"xa-{n}", name_vi=f"Xã {n}", kind="commune")
        rows.append(MatrixRow(Submission(round=opened, organisation=body, state="draft"), 0, 1, None, late=n))
    (group,) = state_groups(rows)
    assert ([row.late for row in group.first], len(group.rest), group.late) == ([*range(19, 7, -1)], 8, 19)

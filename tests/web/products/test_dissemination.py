"""Dissemination: nobody is counted twice, and no more people than there are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.products import actions as shared
from lotrinh_web.products.dissemination import actions
from lotrinh_web.products.dissemination.queries import activities_of, rows, total
from lotrinh_web.products.models import Activity, Audience
from lotrinh_web.products.queries import dissemination_for_review
from web.world import World

DAY = date(2026, 3, 3)


@pytest.fixture
def audience(world: World) -> Audience:
    return actions.count_audience(
        actor=world.people["officer"], organisation=world.body, name_vi="Đảng viên Sở", members_total=100,
        counted_on=date(2026, 1, 1),
    )  # fmt: skip


def hold(
    world: World, audience: Audience, reached: int | None, members: int | None, who: str = "office", **more: object
) -> Activity:
    fields = {
        "task": world.tasks[1], "kind": "conference", "title_vi": "Hội nghị", "place": "Hội trường", "held_on": DAY,
        "audience": audience, "reached": reached, "members_reached": members, "adds": True, "evidence": "Biên bản 1",
    }  # fmt: skip
    return actions.add_activity(actor=world.people[who], **(fields | more))  # type: ignore[arg-type]


def test_people_are_added_once_an_audience(world: World, audience: Audience) -> None:
    hold(world, audience, 70, 60)
    hold(world, audience, 30, 30)
    hold(world, audience, 80, 80, adds=False)
    found = total(rows(activities_of(world.programme, DAY), DAY))
    assert (found.reached, found.members_reached, found.members_total, found.share) == (100, 90, 100, Decimal("90.00"))
    assert (found.activities, found.repeats) == (3, 1)


def test_more_members_than_the_audience_has_are_refused(world: World, audience: Audience) -> None:
    hold(world, audience, 70, 60)
    with pytest.raises(Refused, match="nhiều hơn tổng số 100"):
        hold(world, audience, 41, 41)
    hold(world, audience, 41, 41, adds=False)


def test_a_new_count_below_those_reached_is_refused(world: World, audience: Audience) -> None:
    hold(world, audience, 70, 60)
    again = {"organisation": world.body, "name_vi": "đảng viên sở", "counted_on": date(2026, 2, 1)}
    with pytest.raises(Refused, match="nhiều hơn tổng số"):
        actions.count_audience(actor=world.people["officer"], members_total=50, **again)
    newer = actions.count_audience(actor=world.people["officer"], members_total=120, **again)
    audience.refresh_from_db()
    assert (audience.replaced_by, newer.activities.count()) == (newer, 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"held_on": date(2100, 1, 1)}, "chưa đến"),
        ({"reached": 10, "members_reached": 11}, "lớn hơn tổng số người"),
        ({"reached": None, "members_reached": 5}, "tổng số người dự"),
        ({"reached": None, "members_reached": None}, "không đo được"),
        ({"evidence": " "}, "minh chứng"),
        ({"place": ""}, "nơi tổ chức"),
    ],
)
def test_what_cannot_be_is_refused(world: World, audience: Audience, more: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        hold(world, audience, 20, 10, **more) if "reached" not in more else hold(
            world,
            audience,
            **{"reached": None, "members": None} | {"reached": more["reached"], "members": more["members_reached"]},
        )  # type: ignore[arg-type]
    assert not Activity.objects.exists()


def test_no_figure_is_a_value_with_a_reason(world: World, audience: Audience) -> None:
    hold(world, audience, None, None, kind="article", reason="Báo in không đo lượt đọc")
    review = dissemination_for_review(world.programme, DAY)
    assert (review.rows[0].reached, review.rows[0].reason) == (None, "Báo in không đo lượt đọc")
    assert (review.total.unmeasured, review.total.reached) == (1, 0)


def test_a_correction_is_a_new_activity_and_the_confirmed_one_stands_till_it_is_confirmed(
    world: World, audience: Audience
) -> None:
    first = hold(world, audience, 70, 60)
    fields = {
        "kind": "conference", "title_vi": "Hội nghị", "place": "Hội trường", "held_on": DAY, "audience": audience,
        "reached": 95, "members_reached": 95, "adds": True, "evidence": "Biên bản 1", "reason": "",
    }  # fmt: skip
    officer = world.people["officer"]
    with pytest.raises(Refused, match="lý do sửa"):
        actions.correct_activity(actor=officer, product=first, correction="", **fields)
    second = actions.correct_activity(actor=officer, product=first, correction="Đếm lại", **fields)
    assert dissemination_for_review(world.programme, DAY).total.members_reached == 60
    with pytest.raises(Conflict):
        actions.correct_activity(actor=officer, product=first, correction="Nữa", **fields)
    shared.approve(actor=world.people["head"], product=second)
    shared.confirm(actor=world.people["office"], product=second)
    review = dissemination_for_review(world.programme, DAY)
    assert (review.total.members_reached, len(review.rows), review.agencies[0].organisation) == (95, 1, "Sở Mới")


def test_only_confirmed_counts_in_reviews(world: World, audience: Audience) -> None:
    hold(world, audience, 70, 60, who="officer")
    assert dissemination_for_review(world.programme, DAY).total.activities == 0


def test_another_body_does_not_count_our_people(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.count_audience(
            actor=world.people["other_officer"], organisation=world.body, name_vi="x", members_total=1, counted_on=DAY
        )

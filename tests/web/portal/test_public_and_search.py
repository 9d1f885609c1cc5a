"""The public's first page and the search."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from lotrinh_web.indicators.models import Chance
from lotrinh_web.portal.public import for_public
from lotrinh_web.portal.search import highlight
from lotrinh_web.workplan.status import Status
from web.portal.test_overview import make_target
from web.world import World

HOME = reverse("portal:home")
SEARCH = reverse("portal:search")


def names(response: Any) -> list[str]:
    return ["".join(run for run, _ in hit.name) for group in response.context["found"] for hit in group.hits]


@pytest.fixture
def targets(world: World) -> None:
    make_target(world, "ho")
    make_target(world, "kin", published=False)


def test_public_page_shows_published_targets_only(world: World, targets: None) -> None:
    page = world.client(None).get(HOME).content.decode()
    assert "Chỉ tiêu ho" in page and "Chỉ tiêu kin" not in page


def test_public_page_names_no_agency(world: World) -> None:
    page = world.client(None).get(HOME).content.decode()
    assert "Sở Mới" not in page and "Sở Cũ" not in page and "Sở Khác" not in page


def test_public_page_shows_no_forecast(world: World) -> None:
    Chance.objects.create(target=make_target(world, "ho"), made_at="2026-01-01T00:00:00Z", value=0.12)
    assert "12%" not in world.client(None).get(HOME).content.decode()


def test_public_counts_fold_what_waits_inside_and_drop_the_cancelled() -> None:
    inside = Counter({Status.AWAITING: 2, Status.DUE_SOON: 1, Status.DONE_LATE: 3, Status.CANCELLED: 4})
    assert for_public(inside) == {Status.IN_TIME: 3, Status.DONE_ON_TIME: 3}


def test_unpublished_programme_leaves_the_public_a_way_to_sign_in(world: World) -> None:
    world.programme.published = False
    world.programme.save()
    page = world.client(None).get(HOME).content.decode()
    assert "Chưa có chương trình nào được công bố" in page and reverse("accounts:sign-in") in page
    assert "Chương trình thử" not in page


def test_demonstration_is_marked_on_the_public_page(world: World) -> None:
    world.programme.demonstration = True
    world.programme.save()
    assert 'class="ribbon"' in world.client(None).get(HOME).content.decode()


def test_signed_in_people_go_to_their_own_page(world: World) -> None:
    assert world.client("leader").get(HOME).url == reverse("portal:overview")
    assert world.client("officer").get(HOME).url == reverse("reporting:my-report")


def test_search_without_tone_marks(world: World) -> None:
    assert "Sở Mới" in names(world.client("leader").get(SEARCH, {"q": "so moi"}))


def test_search_takes_words_in_any_order(world: World) -> None:
    assert "Sở Mới" in names(world.client("leader").get(SEARCH, {"q": "mới SỞ"}))


def test_search_by_clause_path(world: World) -> None:
    assert "Việc 2" in names(world.client("leader").get(SEARCH, {"q": "III.1.b2"}))


def test_public_search_finds_no_agency_and_no_task(world: World, targets: None) -> None:
    found = world.client(None).get(SEARCH, {"q": "o"}).context["found"]
    assert {group.icon for group in found} <= {"bullseye", "diagram-3"}


def test_public_search_finds_published_targets_only(world: World, targets: None) -> None:
    assert names(world.client(None).get(SEARCH, {"q": "chi tieu"})) == ["Chỉ tiêu ho"]


def test_highlight_marks_the_letters_asked_for() -> None:
    assert highlight("Xuất khẩu Đức", ["xuat", "duc"]) == [("Xuất", True), (" khẩu ", False), ("Đức", True)]


def test_empty_search_explains_itself(world: World) -> None:
    assert "có dấu hay không dấu" in world.client("leader").get(SEARCH).content.decode()

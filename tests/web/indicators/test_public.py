"""What the public sees of targets: published ones and their figures, never the office's forecasts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.indicators.models import Chance, Indicator, Target
from web.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(world: World) -> Target:
    indicator = Indicator.objects.create(code="ty-le", name_vi="Tỷ lệ thử", unit="%")
    made = Target.objects.create(
        programme=world.programme,
        document=world.programme.document,
        code="MT-1",
        indicator=indicator,
        area_version=world.programme.area_version,
        due="2030",
        comparator="at_least",
        low=80,
        words="80%",
    )
    Chance.objects.create(target=made, made_at=timezone.now(), value=0.37, sentence_vi="Khả năng đạt khoảng 37%.")
    return made


@pytest.mark.parametrize("name", ["indicators:targets", "indicators:target"])
def test_the_public_sees_no_chance(world: World, target: Target, name: str) -> None:
    address = reverse(name, args=[target.pk] if name.endswith("target") else [])
    page = world.client(None).get(address).content.decode()
    assert "Tỷ lệ thử" in page and "37%" not in page


def test_people_with_an_account_see_it(world: World, target: Target) -> None:
    assert "37%" in world.client("leader").get(reverse("indicators:targets")).content.decode()


def test_an_unpublished_target_is_not_listed(world: World, target: Target) -> None:
    Target.objects.filter(pk=target.pk).update(published=False)
    assert "Tỷ lệ thử" not in world.client(None).get(reverse("indicators:targets")).content.decode()
    assert world.client(None).get(reverse("indicators:target", args=[target.pk])).status_code == 404

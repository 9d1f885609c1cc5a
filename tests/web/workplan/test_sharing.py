"""A task that two programmes rely on is shown in both and counted once."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.errors import Refused
from lotrinh_web.programmes.models import Document, Programme
from lotrinh_web.workplan.queries import counts_by_status, tasks_of
from lotrinh_web.workplan.sharing import end_share, share, shared_rows
from web.world import World


@pytest.fixture
def other(world: World) -> Programme:
    """A second programme without tasks of its own."""
    document = Document.objects.create(type="Chương trình", issued_on=date(2024, 1, 1))
    return Programme.objects.create(
        code="thu-hai", name_vi="Chương trình thứ hai", document=document, starts_on=date(2024, 1, 1),
        ends_on=date(2030, 12, 31), area_version=world.programme.area_version, published=True,
    )  # fmt: skip


def shared(world: World, other: Programme) -> None:
    share(actor=world.people["office"], task=world.tasks[0], programme=other, reason="Mục II.3")


def test_the_other_programme_shows_it_with_its_status(world: World, other: Programme) -> None:
    shared(world, other)
    assert [(row.task, str(row.status)) for row in shared_rows(other, timezone.localdate())] == [
        (world.tasks[0], "overdue")
    ]


def test_it_is_counted_at_home_only(world: World, other: Programme) -> None:
    shared(world, other)
    today = timezone.localdate()
    counts = [sum(counts_by_status(tasks_of(one, today)).values()) for one in (world.programme, other)]
    assert counts == [3, 0]


def test_it_is_shared_once(world: World, other: Programme) -> None:
    shared(world, other)
    with pytest.raises(Refused, match="đã dùng chung"):
        shared(world, other)


def test_home_is_not_shared_with(world: World) -> None:
    with pytest.raises(Refused, match="vốn thuộc"):
        share(actor=world.people["office"], task=world.tasks[0], programme=world.programme, reason="x")


def test_sharing_ends_with_a_reason(world: World, other: Programme) -> None:
    shared(world, other)
    end_share(actor=world.people["office"], task=world.tasks[0], programme=other, reason="Điều chỉnh")
    assert shared_rows(other, timezone.localdate()) == []


def test_the_list_of_the_other_programme_names_it(world: World, other: Programme) -> None:
    shared(world, other)
    client = world.client("office")
    client.post(reverse("portal:switch-programme"), {"programme": other.pk})
    assert "Dùng chung từ chương trình khác" in client.get(reverse("workplan:tasks")).content.decode()

"""The coverage matrix: parts as bodies stand today, and what is lacking."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.programmes.models import Clause
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.coverage import coverage
from lotrinh_web.workplan.models import Assignment, Task
from web.world import SYSTEM, World

ON = date(2026, 9, 20)
ADDRESS = "workplan:coverage"


def add(world: World, **fields: object) -> Task:
    clause = world.tasks[0].clause
    return create_task(
        actor=SYSTEM, programme=world.programme, clause=clause, group=clause.parent, code=f"x{Task.objects.count()}",
        title_vi="Việc thêm", order=9, **fields,
    )  # fmt: skip


def test_a_mark_stands_under_the_successor(world: World) -> None:
    first = coverage(world.programme, ON).rows[0]
    assert list(first.marks) == [world.body.pk]


def test_bodies_are_counted_by_part(world: World) -> None:
    assign(actor=SYSTEM, task=world.tasks[2], organisation=world.body, part="coordinating", since=ON)
    parts = coverage(world.programme, ON).parts[world.body.pk]
    assert (parts["lead"], parts["coordinating"]) == (2, 1)


def test_a_body_that_merged_into_the_lead_is_marked_once(world: World) -> None:
    assign(actor=SYSTEM, task=world.tasks[1], organisation=world.old_body, part="coordinating", since=date(2023, 5, 1))
    assert [mark.part for mark in coverage(world.programme, ON).rows[1].marks.values()] == ["lead"]


@pytest.mark.parametrize(
    ("gap", "fields"),
    [("chu-tri", {"product_vi": "Đề án", "due_kind": "continuous"}), ("san-pham", {"due_kind": "continuous"}),
     ("thoi-han", {"product_vi": "Đề án"})],
)  # fmt: skip
def test_what_is_lacking_is_counted(world: World, gap: str, fields: dict[str, str]) -> None:
    add(world, **fields)
    assert coverage(world.programme, ON).gaps[gap] == 1


def test_a_lead_that_is_only_proposed_is_a_gap(world: World) -> None:
    Assignment.objects.filter(task=world.tasks[2]).update(basis="proposed")
    found = coverage(world.programme, ON, gap="de-xuat")
    assert [line.row.task for line in found.rows] == [world.tasks[2]]


def test_a_filter_by_agency_shows_its_tasks_only(world: World) -> None:
    found = coverage(world.programme, ON, agency="so-khac")
    assert [line.row.task for line in found.rows] == [world.tasks[2]]


def test_a_bullet_without_a_task_is_named(world: World) -> None:
    group = world.tasks[0].group
    clause = Clause.objects.create(
        document=group.document, path="III.1.b9", parent=group, order=20, depth=2, kind="bullet", title_vi="Bỏ sót"
    )
    assert coverage(world.programme, ON).untouched == [clause]


def test_the_page_asks_the_database_as_often_for_many_tasks(world: World) -> None:
    client = world.client("officer")
    counts = []
    for extra in (0, 15):
        for _ in range(extra):
            assign(actor=SYSTEM, task=add(world), organisation=world.body, part="lead", since=ON)
        client.get(reverse(ADDRESS))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse(ADDRESS))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_six_clears_are_counted(world: World) -> None:
    clears = world.client("leader").get(reverse(ADDRESS)).context["clears"]
    assert [(clear, total) for _, clear, total in clears] == [(3, 3), (3, 3), (3, 3), (3, 3), (3, 3), (0, 3)]


def test_the_file_holds_what_is_shown(world: World) -> None:
    text = world.client("leader").get(reverse(ADDRESS) + "?co-quan=so-khac&dinh-dang=csv").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "Mã;Điều khoản;Nhiệm vụ;Sản phẩm;Thời hạn;Còn thiếu;Sở Khác",
        "III.1.b3;III.1.b3;Việc 3;Kế hoạch;31/12/2030;Chưa kế hoạch nào nhận;chủ trì",
    ]

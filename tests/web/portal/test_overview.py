"""The overview: its sentence, its matrix, its day, and what it costs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.indicators.models import Chance, Indicator, Target
from lotrinh_web.portal.queries import overview
from lotrinh_web.programmes.models import Clause
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.status import Status
from web.world import SYSTEM, World

ON = date(2026, 9, 1)  # the first task (due 30/06/2026) is overdue, the third is in time
BEFORE = datetime(2026, 8, 1, tzinfo=UTC)


def make_target(world: World, code: str, **more: Any) -> Target:
    """A target of the programme with its own indicator."""
    indicator = Indicator.objects.create(code=code, name_vi=f"Chỉ tiêu {code}", unit="%")
    values: dict[str, Any] = {"low": Decimal(70), "comparator": "above", "unit": "%", **more}
    return Target.objects.create(
        programme=world.programme, code=code, document=world.programme.document, indicator=indicator,
        area_version=world.programme.area_version, due="2030", **values,
    )  # fmt: skip


def add_tasks(world: World, numbers: range) -> None:
    """More overdue tasks of the same two bodies."""
    group = Clause.objects.get(path="III.1")
    for n in numbers:
        clause = Clause.objects.create(
            document=group.document, path=f"III.1.c{n}", parent=group, order=10 + n, depth=2, kind="bullet",
            title_vi=f"Thêm {n}",
        )  # fmt: skip
        task = create_task(
            actor=SYSTEM, programme=world.programme, clause=clause, group=group, code=clause.path,
            title_vi=f"Thêm {n}", order=10 + n, due_kind="date", due_on=date(2026, 5, 1) + timedelta(days=n),
        )  # fmt: skip
        lead = (world.old_body, world.other_body)[n % 2]
        since = date(2023, 4, 17)
        assign(actor=SYSTEM, task=task, organisation=lead, part=Assignment.Part.LEAD, since=since)


def overview_of(world: World, day: str) -> str:
    """The leader's page."""
    return world.client("leader").get(reverse("portal:overview"), {"ngay": day}).content.decode()


def test_sentence_counts_targets_in_danger(world: World) -> None:
    for code, value in (("a", 0.2), ("b", 0.9), ("c", None)):
        Chance.objects.create(target=make_target(world, code), made_at=BEFORE, value=value)
    sentence = overview(world.programme, ON).sentence
    assert sentence.startswith("1 trên 3 chỉ tiêu có nguy cơ không đạt; 1 chỉ tiêu chưa đủ dữ liệu")


def test_sentence_names_the_successor_of_the_late_body_and_its_days(world: World) -> None:
    sentence = overview(world.programme, ON).sentence
    assert sentence == "1 nhiệm vụ quá hạn, do Sở Mới chủ trì, chậm nhất 63 ngày."


def test_sentence_says_that_nothing_is_late(world: World) -> None:
    assert overview(world.programme, date(2026, 6, 30)).sentence == "Không có nhiệm vụ quá hạn."


def test_sentence_is_the_first_thing_on_the_page(world: World) -> None:
    page = overview_of(world, "2026-09-01")
    assert page.index('id="cau-dau"') < page.index("stat-value") < page.index('id="chi-tieu"')


def test_matrix_cell_opens_the_filtered_list_of_the_same_day(world: World) -> None:
    page = overview_of(world, "2026-09-01")
    cell = f"{reverse('workplan:tasks')}?nhom=III.1&amp;trang-thai=overdue&amp;ngay=2026-09-01"
    if timezone.localdate() == ON:
        cell = cell.removesuffix("&amp;ngay=2026-09-01")
    assert f'href="{cell}"' in page


def test_every_link_to_the_task_list_shows_the_tasks_it_counts(world: World) -> None:
    found = overview(world.programme, ON)
    links = [(cell.href, cell.count) for _group, cells, _href in found.matrix.rows for cell in cells]
    links += [(column.href, column.count) for column in found.matrix.columns]
    links += [(late.href, late.row.overdue) for late in found.late]
    client = world.client("leader")
    shown = [(href, len(client.get(href).context["rows"])) for href, _count in links]
    assert (len(found.late), shown) == (1, links)


def test_matrix_sums_are_the_tasks(world: World) -> None:
    found = overview(world.programme, ON)
    assert sum(cell.count for cell in found.matrix.columns) == found.total == Task.objects.count()


def test_targets_are_sorted_by_danger(world: World) -> None:
    for code, value in (("a", 0.9), ("b", 0.2), ("c", 0.5)):
        Chance.objects.create(target=make_target(world, code), made_at=BEFORE, value=value)
    assert [d.target.code for d in overview(world.programme, ON).targets] == ["b", "c", "a"]


def test_light_is_dated_from_the_first_forecast_that_gave_it(world: World) -> None:
    target = make_target(world, "a")
    for month, value in ((1, 0.6), (4, 0.3), (7, 0.2)):
        Chance.objects.create(target=target, made_at=datetime(2026, month, 1, tzinfo=UTC), value=value)
    since = overview(world.programme, timezone.localdate()).targets[0].since
    assert since == datetime(2026, 4, 1, tzinfo=UTC)


def test_as_of_a_past_day_shows_the_chance_known_then(world: World) -> None:
    target = make_target(world, "a")
    Chance.objects.create(target=target, made_at=datetime(2024, 1, 1, tzinfo=UTC), value=0.9)
    Chance.objects.create(target=target, made_at=timezone.now(), value=0.1)
    assert overview(world.programme, date(2024, 6, 30)).targets[0].row.shown == pytest.approx(0.9)


def test_as_of_date_is_kept_in_the_picker(world: World) -> None:
    page = overview_of(world, "2024-06-30")
    assert 'value="2024-06-30"' in page


def test_wrong_date_is_today(world: World) -> None:
    response = world.client("leader").get(reverse("portal:overview"), {"ngay": "30/06/2024"})
    assert response.context["on"] == timezone.localdate()


@pytest.mark.parametrize(
    "name",
    ["overview", "overview-print", "programme", "agencies", "agency", "search"],
)
def test_queries_do_not_grow_with_tasks(world: World, name: str) -> None:
    address = reverse(f"portal:{name}", args=["so-moi"] if name == "agency" else [])
    query = {"ngay": "2026-09-01", "muc": "III.1"} if name == "programme" else {"ngay": "2026-09-01", "q": "them"}
    client = world.client("leader")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, query).status_code == 200
        return len(captured)

    add_tasks(world, range(4))
    few = cost()
    add_tasks(world, range(4, 30))
    assert cost() == few


def test_counts_made_in_the_database_agree_with_the_rows(world: World) -> None:
    from lotrinh_web.portal.agencies import bodies
    from lotrinh_web.workplan.queries import agencies

    add_tasks(world, range(5))

    def facts(rows: Any) -> list[Any]:
        return [(r.organisation.code, +r.counts, r.leads, r.coordinates, r.longest_late) for r in rows]

    assert facts(bodies(world.programme, ON)) == facts(agencies(world.programme, ON))


def test_nothing_due_soon_says_so(world: World) -> None:
    page = overview_of(world, "2026-09-01")
    assert "Không có nhiệm vụ nào đến hạn trong 30 ngày tới." in page


def test_office_sees_the_steps_until_a_round_is_open(world: World) -> None:
    page = world.client("office").get(reverse("portal:overview")).content.decode()
    assert "Mở kỳ báo cáo đầu tiên" in page


def test_the_leader_does_not_see_the_steps(world: World) -> None:
    page = world.client("leader").get(reverse("portal:overview")).content.decode()
    assert "Mở kỳ báo cáo đầu tiên" not in page


@pytest.mark.django_db
def test_a_new_installation_opens_on_three_steps(client: Any) -> None:
    page = client.get(reverse("portal:home")).content.decode()
    assert page.count('class="step-number"') == 3


def test_print_view_has_no_navigation(world: World) -> None:
    page = world.client("leader").get(reverse("portal:overview-print")).content.decode()
    assert 'class="side"' not in page


def test_print_view_is_not_for_agencies(world: World) -> None:
    assert world.client("officer").get(reverse("portal:overview-print")).status_code == 403


def test_status_overdue_is_a_column_also_where_nothing_is(world: World) -> None:
    columns = overview(world.programme, date(2024, 1, 1)).matrix.columns
    assert Status.OVERDUE in [cell.status for cell in columns]

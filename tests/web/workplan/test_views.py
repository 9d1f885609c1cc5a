"""Pages of tasks: who may open and change what, filters in the address, exports, forms that keep what was typed."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.programmes.models import Clause
from lotrinh_web.workplan.actions import assign, create_task, move
from lotrinh_web.workplan.models import Assignment, Task
from web.world import SYSTEM, World

LIST = reverse("workplan:tasks")
TODAY = "2026-09-10"  # the first task is overdue on this day


def page(world: World, task: Task | None = None) -> str:
    return reverse("workplan:task", args=[(task or world.tasks[0]).pk])


def address(name: str, world: World) -> str:
    return reverse(f"workplan:{name}", args=[world.tasks[0].pk])


def post(world: World, name: str, who: str = "office", **data: Any) -> Any:
    return world.client(who).post(address(name, world), data)


def listed(world: World, who: str = "office", **query: str) -> list[str]:
    """The codes of the tasks that the list shows."""
    response = world.client(who).get(LIST, {"ngay": TODAY, **query})
    return [row.task.code for row in response.context["rows"]]


@pytest.mark.parametrize(
    "who", ["officer", "head", "other_officer", "stranger", "leader", "inspector", "office", "admin"]
)
def test_everybody_with_an_account_reads_the_list(world: World, who: str) -> None:
    assert world.client(who).get(LIST).status_code == 200


@pytest.mark.parametrize(
    "who", ["officer", "head", "other_officer", "stranger", "leader", "inspector", "office", "admin"]
)
def test_everybody_with_an_account_reads_a_task(world: World, who: str) -> None:
    assert world.client(who).get(page(world)).status_code == 200


def test_a_task_that_is_not_there_is_a_404(world: World) -> None:
    assert world.client("office").get(reverse("workplan:task", args=[999_999])).status_code == 404


@pytest.mark.parametrize("name", ["assign", "transfer", "extend", "move", "cancel"])
@pytest.mark.parametrize("who", ["officer", "head", "other_head", "stranger", "leader", "inspector"])
def test_only_the_office_runs_a_task(world: World, name: str, who: str) -> None:
    assert post(world, name, who).status_code == 403


@pytest.mark.parametrize("name", ["assign", "transfer", "extend", "move", "cancel"])
def test_a_change_is_never_a_get(world: World, name: str) -> None:
    assert world.client("office").get(address(name, world)).status_code == 405


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_the_forms_are_the_offices_alone(world: World, who: str) -> None:
    assert address("extend", world) not in world.client(who).get(page(world)).content.decode()


@pytest.mark.parametrize(("who", "shown"), [("inspector", True), ("leader", True), ("officer", False)])
def test_the_trail_of_a_task_is_for_readers_of_everything(world: World, who: str, shown: bool) -> None:
    assert bool(world.client(who).get(page(world)).context["audit"]) is shown


# --- what the forms do


def test_an_extension_moves_the_due(world: World) -> None:
    post(world, "extend", due_on="2026-12-31", on="2026-09-01", reason="Chờ thẩm định")
    assert Task.objects.get(pk=world.tasks[0].pk).current_due == date(2026, 12, 31)


def test_a_form_without_its_reason_says_so_at_the_field(world: World) -> None:
    response = post(world, "extend", due_on="2026-12-31", on="2026-09-01", reason="")
    (form,) = [one["form"] for one in response.context["forms"] if one["open"]]
    assert (response.status_code, list(form.errors)) == (422, ["reason"])


def test_a_form_that_came_back_keeps_what_was_typed(world: World) -> None:
    response = post(world, "extend", due_on="không phải ngày", on="2026-09-01", reason="Chờ thẩm định")
    assert "Chờ thẩm định" in response.content.decode()


def test_what_the_action_refuses_stands_in_the_form(world: World) -> None:
    response = post(world, "extend", due_on="2025-01-01", on="2026-09-01", reason="Chờ thẩm định")
    assert (response.status_code, "Thời hạn mới phải sau" in response.content.decode()) == (400, True)


def test_a_refused_form_changes_nothing(world: World) -> None:
    post(world, "extend", due_on="2025-01-01", on="2026-09-01", reason="Chờ thẩm định")
    assert Task.objects.get(pk=world.tasks[0].pk).current_due == date(2026, 6, 30)


def test_the_ids_of_the_forms_differ(world: World) -> None:
    forms = world.client("office").get(page(world)).context["forms"]
    ids = [bound.id_for_label for one in forms for bound in one["form"]]
    assert len(ids) == len(set(ids))


def test_a_transfer_gives_the_task_to_another_body(world: World) -> None:
    post(world, "transfer", organisation=world.other_body.pk, on="2026-09-01", reason="Phân công lại")
    lead = Assignment.objects.get(task=world.tasks[0], part="lead", until=None)
    assert lead.organisation == world.other_body


def test_a_body_is_added_beside_the_lead(world: World) -> None:
    post(world, "assign", organisation=world.other_body.pk, part="coordinating", since="2026-09-01", reason="QĐ 5")
    assert Assignment.objects.filter(task=world.tasks[0], organisation=world.other_body).exists()


def test_a_body_that_has_ended_is_not_offered(world: World) -> None:
    response = post(world, "transfer", organisation=world.old_body.pk, on="2026-09-01", reason="x")
    assert response.status_code == 422


def test_a_claimed_task_is_accepted_from_its_page(world: World) -> None:
    move(actor=SYSTEM, task=world.tasks[0], kind="claimed", on=date(2026, 6, 1))
    post(world, "move", kind="accepted", on="2026-06-20")
    assert Task.objects.get(pk=world.tasks[0].pk).phase == Task.Phase.DONE


def test_a_claimed_task_offers_acceptance_first(world: World) -> None:
    move(actor=SYSTEM, task=world.tasks[0], kind="claimed", on=date(2026, 6, 1))
    forms = world.client("office").get(page(world)).context["forms"]
    assert forms[0]["form"].fields["kind"].choices[0][0] == "accepted"


def test_a_move_that_may_not_happen_now_is_refused(world: World) -> None:
    assert post(world, "move", kind="accepted", on="2026-06-20").status_code == 422


def test_cancelling_asks_for_its_reason(world: World) -> None:
    post(world, "cancel", reason=" ")
    assert Task.objects.get(pk=world.tasks[0].pk).phase == Task.Phase.OPEN


def test_a_cancelled_task_is_cancelled_with_its_reason(world: World) -> None:
    post(world, "cancel", reason="Văn bản thay thế")
    assert Task.objects.get(pk=world.tasks[0].pk).phase == Task.Phase.CANCELLED


# --- the list


def test_the_list_filters_by_status(world: World) -> None:
    assert listed(world, **{"trang-thai": "overdue"}) == ["III.1.b1"]


def test_the_list_filters_by_a_body_and_those_it_succeeded(world: World) -> None:
    assert listed(world, **{"co-quan": "so-moi"}) == ["III.1.b1", "III.1.b2"]


def test_the_list_finds_words_without_tone_marks(world: World) -> None:
    assert listed(world, tim="viec 3") == ["III.1.b3"]


def test_the_list_finds_words_in_another_case(world: World) -> None:
    assert listed(world, tim="VIỆC 2") == ["III.1.b2"]


def test_filters_hold_together(world: World) -> None:
    assert listed(world, **{"co-quan": "so-moi", "trang-thai": "continuous"}) == ["III.1.b2"]


def test_an_unknown_filter_value_shows_nothing_rather_than_all(world: World) -> None:
    assert listed(world, **{"trang-thai": "khong-co"}) == []


def test_what_was_filtered_stands_in_the_form(world: World) -> None:
    response = world.client("office").get(LIST, {"tim": "viec", "co-quan": "so-khac"})
    content = response.content.decode()
    assert 'value="viec"' in content and '<option value="so-khac" selected' in content


@pytest.mark.parametrize("view", ["", "bang", "lich"])
def test_each_view_shows_the_same_filter(world: World, view: str) -> None:
    assert listed(world, xem=view, **{"co-quan": "so-khac"}) == ["III.1.b3"]


def test_an_empty_result_leads_back(world: World) -> None:
    content = world.client("office").get(LIST, {"tim": "không có việc này"}).content.decode()
    assert f'href="{LIST}"' in content and "Bỏ lọc" in content


@pytest.mark.parametrize("order", ["ma", "-ma", "ten", "-ten", "han", "-han", "trang-thai", "-trang-thai", "lạ"])
def test_every_order_answers(world: World, order: str) -> None:
    assert sorted(listed(world, **{"sap-xep": order})) == ["III.1.b1", "III.1.b2", "III.1.b3"]


def test_orders_by_due_with_the_open_ones_last(world: World) -> None:
    assert listed(world, **{"sap-xep": "han"}) == ["III.1.b1", "III.1.b3", "III.1.b2"]


def test_orders_status_as_the_legend_does(world: World) -> None:
    assert listed(world, **{"sap-xep": "trang-thai"}) == ["III.1.b1", "III.1.b3", "III.1.b2"]


def test_the_legend_counts_within_the_other_filters(world: World) -> None:
    response = world.client("office").get(LIST, {"ngay": TODAY, "co-quan": "so-khac"})
    assert [(status.value, n) for status, n, _, _ in response.context["legend"]] == [("open_in_time", 1)]


# --- exports


def exported(world: World, **query: str) -> list[list[str]]:
    response = world.client("officer").get(LIST, {"ngay": TODAY, "dinh-dang": "csv", **query})
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_csv_holds_exactly_the_rows_of_the_list(world: World) -> None:
    query = {"co-quan": "so-moi", "sap-xep": "-ma"}
    assert [line[0] for line in exported(world, **query)[1:]] == listed(world, **query)


def test_csv_says_whose_the_task_is_now(world: World) -> None:
    assert exported(world)[1][3] == "Sở Mới"


def test_csv_counts_the_days_late(world: World) -> None:
    assert exported(world)[1][-1] == "72"


def test_a_title_that_looks_like_a_formula_stays_text(world: World) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(title_vi='=HYPERLINK("http://x")')
    assert not exported(world)[1][2].startswith("=")


def test_the_spreadsheet_holds_exactly_the_rows_of_the_list(world: World) -> None:
    from python_calamine import CalamineWorkbook

    response = world.client("officer").get(LIST, {"ngay": TODAY, "dinh-dang": "xlsx", "sap-xep": "-ma"})
    lines = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    codes = [line[0] for line in lines if str(line[0]).startswith("III.")]
    assert codes == listed(world, **{"sap-xep": "-ma"})


def test_an_export_is_offered_for_download_by_name(world: World) -> None:
    response = world.client("officer").get(LIST, {"ngay": TODAY, "dinh-dang": "csv"})
    assert response["Content-Disposition"] == 'attachment; filename="nhiem-vu-20260910.csv"'


# --- many tasks


def queries_of(world: World, url: str) -> int:
    client = world.client("office")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(url)
    return len(seen)


@pytest.mark.parametrize("view", ["", "bang", "lich"])
def test_thirty_tasks_cost_no_more_queries_than_three(world: World, view: str) -> None:
    few = queries_of(world, f"{LIST}?xem={view}")
    group = Clause.objects.get(path="III.1")
    for number in range(4, 31):
        code = f"III.1.b{number}"
        clause = Clause.objects.create(
            document=group.document, path=code, parent=group, order=number + 10, depth=2, kind="bullet", title_vi=code
        )
        task = create_task(
            actor=SYSTEM, programme=world.programme, clause=clause, group=group, code=code, title_vi=code, order=number
        )
        assign(actor=SYSTEM, task=task, organisation=world.old_body, part="lead", since=date(2024, 1, 1))
        assign(actor=SYSTEM, task=task, organisation=world.other_body, part="coordinating", since=date(2024, 1, 1))
    assert queries_of(world, f"{LIST}?xem={view}") == few

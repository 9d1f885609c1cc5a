"""Agencies' own plans: read or entered, traced to clauses by a person, confirmed, seen from both sides."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh.reading import read
from lotrinh.reading.plan_items import items_of
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.plans import actions, queries
from lotrinh_web.plans.models import Plan, PlanItem, PlanLink
from lotrinh_web.programmes.models import Clause, Document
from lotrinh_web.workplan.actions import assign
from lotrinh_web.workplan.coverage import coverage
from lotrinh_web.workplan.models import Task
from web.world import SYSTEM, World

HTMX = {"HX-Request": "true"}
ON = date(2026, 9, 20)
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
WORDS = (
    "Nâng cấp hạ tầng khu công nghiệp và bến cảng sông", "Đào tạo nghề cho lao động nông thôn",
    "Xây dựng chính quyền số, dịch vụ công trực tuyến",
)  # fmt: skip
DOCUMENT = """SỞ MỚI

Số: 31/KH-SM

Thử Nghiệm, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Thực hiện Chương trình thử năm 2026

I. MỤC ĐÍCH
1. Cụ thể hóa chương trình.

II. NHIỆM VỤ, GIẢI PHÁP
1. Đầu tư nâng cấp hạ tầng khu công nghiệp Bến Lức và bến cảng trên sông.
2. Mở các lớp đào tạo nghề cho lao động nông thôn ở các xã.
3. Tổ chức hội thao mừng ngày thành lập ngành.

GIÁM ĐỐC

Trần Thị Thử
"""


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def plan(world: World) -> Plan:
    """A plan of the officer's agency, without items; the programme's clauses say different things."""
    for task, words in zip(world.tasks, WORDS, strict=True):
        Clause.objects.filter(pk=task.clause_id).update(title_vi=words, text=words)
        Task.objects.filter(pk=task.pk).update(title_vi=words)
    return actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.body, title="Kế hoạch năm 2026", **YEAR
    )


def add(plan: Plan, words: str = "Nâng cấp hạ tầng khu công nghiệp", **fields: Any) -> PlanItem:
    return actions.add_item(actor=SYSTEM, plan=plan, words=words, **fields)


def traced(plan: Plan, world: World, place: int = 0, **fields: Any) -> PlanItem:
    item = add(plan, **fields)
    return actions.trace(actor=SYSTEM, item=item, clauses=[world.tasks[place].clause])


def upload(world: World, content: bytes, who: str = "officer", name: str = "ke-hoach.txt", **more: Any) -> Any:
    data = {"file": SimpleUploadedFile(name, content), "starts_on": "2026-01-01", "ends_on": "2026-12-31", **more}
    return world.client(who).post(reverse("plans:new"), data)


# --- reading


def test_the_tasks_of_a_plan_are_its_items() -> None:
    words = [item.words[:12] for item in items_of(read(DOCUMENT.encode(), "k.txt"))]
    assert words == ["Đầu tư nâng ", "Mở các lớp đ", "Tổ chức hội "]


def test_an_assignment_gives_product_due_and_unit() -> None:
    text = DOCUMENT.replace("II. NHIỆM VỤ, GIẢI PHÁP", "II. PHÂN CÔNG THỰC HIỆN").replace(
        "2. Mở các lớp", "2. Phòng Đào tạo chủ trì mở các lớp"
    ).replace("ở các xã.", "ở các xã, hoàn thành trước ngày 30/10/2026.")  # fmt: skip
    found = {item.path: item for item in items_of(read(text.encode(), "k.txt"))}
    assert (found["II.2"].due, found["II.2"].unit) == ("2026-10-30", "Phòng Đào tạo")


def test_an_uploaded_plan_brings_items_with_proposals(world: World, plan: Plan) -> None:
    response = upload(world, DOCUMENT.encode())
    made = Plan.objects.get(entry="document")
    assert response.status_code == 302
    assert (made.organisation, made.items.count()) == (world.body, 3)
    assert made.items.first().links.first().clause == world.tasks[0].clause


def test_a_secret_plan_is_refused_and_not_kept(world: World, plan: Plan) -> None:
    response = upload(world, ("MẬT\n" + DOCUMENT).encode())
    assert response.status_code == 422
    assert not Document.objects.exclude(file_hash=None).exists()
    assert Plan.objects.count() == 1


def test_a_file_without_any_work_is_refused_and_not_kept(world: World, plan: Plan) -> None:
    response = upload(world, b"Danh ba dien thoai")
    assert response.status_code in {400, 422}
    assert not Document.objects.exclude(file_hash=None).exists()


def test_a_due_before_the_plan_begins_stays_in_words(world: World, plan: Plan) -> None:
    text = DOCUMENT.replace("II. NHIỆM VỤ, GIẢI PHÁP", "II. PHÂN CÔNG THỰC HIỆN").replace(
        "2. Mở các lớp", "2. Phòng Đào tạo chủ trì mở các lớp"
    ).replace("ở các xã.", "ở các xã, hoàn thành trước ngày 30/10/2025.")  # fmt: skip
    upload(world, text.encode())
    item = PlanItem.objects.get(unit="Phòng Đào tạo")
    assert item.due_on is None
    assert "cần xem lại" in item.due_words


# --- tracing


def test_the_likest_clause_is_proposed_first(world: World, plan: Plan) -> None:
    item = add(plan, words="Mở lớp đào tạo nghề cho lao động nông thôn")
    first = item.links.first()
    assert (first.clause, first.state) == (world.tasks[1].clause, PlanLink.State.PROPOSED)


def test_at_most_three_are_proposed(plan: Plan) -> None:
    assert add(plan, words="Hạ tầng, đào tạo nghề, chính quyền số").links.count() == 3


def test_a_person_confirms_one_and_the_others_are_not_chosen(world: World, plan: Plan) -> None:
    item = add(plan, words="Hạ tầng, đào tạo nghề, chính quyền số")
    actions.trace(actor=SYSTEM, item=item, clauses=[world.tasks[2].clause])
    states = {link.clause_id: link.state for link in item.links.all()}
    assert states.pop(world.tasks[2].clause_id) == "confirmed"
    assert set(states.values()) == {"rejected"}


def test_a_clause_nobody_proposed_can_be_chosen(world: World, plan: Plan) -> None:
    item = add(plan, words="Việc riêng của cơ quan")
    actions.trace(actor=SYSTEM, item=item, clauses=[world.tasks[1].clause])
    assert item.links.get(state="confirmed").score is None


def test_no_clause_needs_a_reason(plan: Plan) -> None:
    with pytest.raises(Refused, match="lý do"):
        actions.trace_to_none(actor=SYSTEM, item=add(plan), reason=" ")


def test_a_clause_of_another_programme_is_refused(world: World, plan: Plan) -> None:
    other = Document.objects.create(type="Kế hoạch")
    clause = Clause.objects.create(document=other, path="I", order=1, depth=0, kind="part", title_vi="Khác")
    with pytest.raises(Refused, match="không thuộc"):
        actions.trace(actor=SYSTEM, item=add(plan), clauses=[clause])


def test_taking_back_brings_the_proposals_back(world: World, plan: Plan) -> None:
    item = traced(plan, world)
    actions.untrace(actor=SYSTEM, item=item)
    assert set(item.links.values_list("state", flat=True)) == {"proposed"}


def test_only_clear_proposals_are_confirmed_together(world: World, plan: Plan) -> None:
    clear = add(plan, words=WORDS[1])
    vague = add(plan, words="Họp giao ban")
    actions.trace_sure(actor=SYSTEM, plan=plan)
    clear.refresh_from_db()
    vague.refresh_from_db()
    assert (clear.traced_at is not None, vague.traced_at) == (True, None)


# --- the plan's life


def test_a_plan_with_an_open_item_is_not_confirmed(world: World, plan: Plan) -> None:
    add(plan)
    with pytest.raises(Refused, match="chưa nối"):
        actions.confirm_plan(actor=SYSTEM, plan=plan)


def test_an_empty_plan_is_not_confirmed(plan: Plan) -> None:
    with pytest.raises(Refused, match="chưa có việc"):
        actions.confirm_plan(actor=SYSTEM, plan=plan)


def test_a_confirmed_plan_is_locked(world: World, plan: Plan) -> None:
    item = traced(plan, world)
    actions.confirm_plan(actor=SYSTEM, plan=plan)
    with pytest.raises(Conflict):
        actions.edit_item(actor=SYSTEM, item=item, words="Khác")


def test_a_revision_takes_the_place_only_when_confirmed(world: World, plan: Plan) -> None:
    traced(plan, world)
    actions.confirm_plan(actor=SYSTEM, plan=plan)
    made = actions.revise(actor=SYSTEM, plan=plan, reason="Bổ sung việc")
    plan.refresh_from_db()
    assert plan.state == "confirmed"
    assert made.items.get().links.get(state="confirmed").clause == world.tasks[0].clause
    actions.confirm_plan(actor=SYSTEM, plan=made)
    plan.refresh_from_db()
    assert (plan.state, plan.items.count()) == ("superseded", 1)


def test_a_due_before_the_plan_begins_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        add(plan, due_on=date(2025, 12, 31))


def test_a_period_the_wrong_way_round_is_refused(world: World) -> None:
    response = world.client("officer").post(
        reverse("plans:new"), {"title": "Kế hoạch", "starts_on": "2026-12-31", "ends_on": "2026-01-01"}
    )
    assert response.status_code == 422
    assert "trước ngày bắt đầu" in response.content.decode()


def test_a_dropped_draft_frees_its_file(world: World, plan: Plan) -> None:
    upload(world, DOCUMENT.encode())
    actions.drop(actor=SYSTEM, plan=Plan.objects.get(entry="document"), reason="Nhầm tệp")
    assert upload(world, DOCUMENT.encode()).status_code == 302


# --- who


@pytest.mark.parametrize("who", ["other_officer", "other_head", "leader", "inspector", "stranger"])
def test_others_do_not_enter(world: World, plan: Plan, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.add_item(actor=world.people[who], plan=plan, words="Việc")


@pytest.mark.parametrize("who", ["officer", "other_head", "leader", "inspector"])
def test_only_the_head_and_the_office_confirm(world: World, plan: Plan, who: str) -> None:
    traced(plan, world)
    with pytest.raises(NotAllowed):
        actions.confirm_plan(actor=world.people[who], plan=plan)


@pytest.mark.parametrize("who", ["head", "office", "admin"])
def test_the_head_and_the_office_confirm(world: World, plan: Plan, who: str) -> None:
    traced(plan, world)
    assert actions.confirm_plan(actor=world.people[who], plan=plan).state == "confirmed"


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("office", 200), ("leader", 200), ("other_head", 404)])
def test_who_opens_a_plan(world: World, plan: Plan, who: str, status: int) -> None:
    assert world.client(who).get(reverse("plans:plan", args=[plan.pk])).status_code == status


def test_an_officer_makes_a_plan_for_the_own_agency_only(world: World, plan: Plan) -> None:
    data = {"title": "Kế hoạch khác", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "organisation": "so-khac"}
    world.client("officer").post(reverse("plans:new"), data)
    assert Plan.objects.get(title="Kế hoạch khác").organisation == world.body


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("stranger", 403)])
def test_who_may_not_make_one(world: World, who: str, status: int) -> None:
    assert world.client(who).get(reverse("plans:new")).status_code == status


# --- both ways


def test_a_plan_says_which_clauses_of_its_agency_it_takes_up(world: World, plan: Plan) -> None:
    item = traced(plan, world)
    way = queries.way_back(plan, ON)
    assert [(named.row.task.pk, named.part, [i.pk for i in named.items]) for named in way.named] == [
        (world.tasks[0].pk, "lead", [item.pk]), (world.tasks[1].pk, "lead", []),
    ]  # fmt: skip


def test_a_clause_taken_up_unasked_stands_apart(world: World, plan: Plan) -> None:
    traced(plan, world, 2)
    way = queries.way_back(plan, ON)
    assert [clause.pk for clause, _items in way.others] == [world.tasks[2].clause_id]


def test_the_clause_names_the_plans_that_carry_it_out(world: World, plan: Plan) -> None:
    traced(plan, world)
    actions.confirm_plan(actor=SYSTEM, plan=plan)
    page = world.client("other_officer").get(reverse("portal:programme") + "?muc=III.1.b1").content.decode()
    assert "Nâng cấp hạ tầng khu công nghiệp" in page
    assert reverse("plans:plan", args=[plan.pk]) not in page


def test_the_public_sees_no_plans(world: World, plan: Plan) -> None:
    traced(plan, world, words="Việc nội bộ của sở")
    actions.confirm_plan(actor=SYSTEM, plan=plan)
    page = world.client(None).get(reverse("portal:programme") + "?muc=III.1.b1").content.decode()
    assert "Việc nội bộ của sở" not in page


def test_the_agency_page_leads_to_its_plans(world: World, plan: Plan) -> None:
    page = world.client("officer").get(reverse("portal:agency", args=["so-moi"])).content.decode()
    assert reverse("plans:plan", args=[plan.pk]) in page


# --- coverage


def gap_of(world: World, code: str) -> list[int]:
    return [line.row.task.pk for line in coverage(world.programme, ON, gap=code).rows]


def confirmed(plan: Plan) -> Plan:
    plan = actions.confirm_plan(actor=SYSTEM, plan=plan)
    Plan.objects.filter(pk=plan.pk).update(confirmed_at="2026-02-01T00:00:00Z")
    return plan


def test_what_no_plan_has_taken_up(world: World, plan: Plan) -> None:
    traced(plan, world)
    confirmed(plan)
    assert gap_of(world, "ke-hoach") == [world.tasks[1].pk, world.tasks[2].pk]


def test_a_draft_takes_nothing_up_but_shows(world: World, plan: Plan) -> None:
    traced(plan, world)
    found = coverage(world.programme, ON)
    assert found.gaps["ke-hoach"] == 3
    assert found.rows[0].marks[world.body.pk].planned == "draft"


def test_two_bodies_that_claim_one_task(world: World, plan: Plan) -> None:
    traced(plan, world)
    confirmed(plan)
    second = actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.other_body, title="Khác", **YEAR
    )
    traced(second, world)
    confirmed(second)
    assert gap_of(world, "nhieu-ben") == [world.tasks[0].pk]


def test_a_body_that_works_with_the_lead_is_no_second_claimant(world: World, plan: Plan) -> None:
    assign(
        actor=SYSTEM, task=world.tasks[0], organisation=world.other_body, part="coordinating", since=date(2024, 1, 1)
    )
    traced(plan, world)
    confirmed(plan)
    second = actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.other_body, title="Khác", **YEAR
    )
    traced(second, world)
    confirmed(second)
    assert gap_of(world, "nhieu-ben") == []


def test_an_item_without_product_or_date_is_a_gap(world: World, plan: Plan) -> None:
    traced(plan, world, product="Báo cáo")
    traced(plan, world, 1, words=WORDS[1], product="Lớp học", due_on=date(2026, 12, 1))
    confirmed(plan)
    assert gap_of(world, "ke-hoach-thieu") == [world.tasks[0].pk]


def test_a_plan_that_is_over_takes_nothing_up(world: World, plan: Plan) -> None:
    traced(plan, world)
    confirmed(plan)
    Plan.objects.filter(pk=plan.pk).update(ends_on=date(2026, 6, 30))
    assert coverage(world.programme, ON).gaps["ke-hoach"] == 3


def test_the_matrix_asks_the_same_number_of_questions_for_few_and_many(world: World, plan: Plan) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            coverage(world.programme, ON)
        return len(queries_made)

    traced(plan, world)
    few = count()
    for number in range(5):
        traced(plan, world, number % 3, words=f"Việc thêm {number}")
    assert count() == few


# --- pages


def test_a_choice_by_htmx_gives_the_card_and_the_bar(world: World, plan: Plan) -> None:
    item = add(plan)
    address = reverse("plans:trace", args=[plan.pk, item.pk])
    page = world.client("officer").post(address, {"clause": "III.1.b1"}, headers=HTMX).content.decode()
    assert f'id="viec-{item.pk}"' in page
    assert "hx-swap-oob" in page


def test_a_clause_that_is_not_there_is_said_at_the_item(world: World, plan: Plan) -> None:
    item = add(plan)
    address = reverse("plans:trace", args=[plan.pk, item.pk])
    response = world.client("officer").post(address, {"other": "IX.9"}, headers=HTMX)
    assert response.status_code == 422
    assert "không phải điều khoản" in response.content.decode()


def test_an_item_of_another_plan_is_not_found(world: World, plan: Plan) -> None:
    second = actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.other_body, title="Khác", **YEAR
    )
    foreign = add(second)
    address = reverse("plans:edit-item", args=[plan.pk, foreign.pk])
    assert world.client("officer").get(address, headers=HTMX).status_code == 404


def test_the_plan_page_asks_the_same_number_of_questions_for_few_and_many(world: World, plan: Plan) -> None:
    client = world.client("office")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == 200
        return len(queries_made)

    traced(plan, world)
    add(plan)
    count()
    few = count()
    for number in range(6):
        traced(plan, world, number % 3, words=f"Việc thêm {number}")
        add(plan, words=f"Việc chờ {number}")
    assert count() == few


def test_a_spreadsheet_annex_is_read_as_a_plan(world: World, plan: Plan) -> None:
    book = openpyxl.Workbook()
    rows = (
        ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Sản phẩm"),
        (1, "Mở các lớp đào tạo nghề", "Phòng Đào tạo", "Quý IV/2026", "Lớp học"),
        (2, "Nâng cấp bến cảng sông", "Phòng Hạ tầng", "Tháng 10/2026", "Bến cảng"),
    )
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert upload(world, out.getvalue(), name="k.xlsx", title="Kế hoạch bảng").status_code == 302
    item = PlanItem.objects.get(unit="Phòng Đào tạo")
    assert (item.due_on, item.product) == (date(2026, 12, 31), "Lớp học")

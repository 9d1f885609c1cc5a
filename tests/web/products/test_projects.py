"""Investment projects: exact money, plans by decision, payments that are corrected and never overwritten."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.products import actions as shared
from lotrinh_web.products.forms import read_money
from lotrinh_web.products.models import CapitalDecision, Disbursement, Project
from lotrinh_web.products.projects import actions
from lotrinh_web.products.projects.queries import ProjectRow, projects_of, rows, totals
from lotrinh_web.products.queries import disbursement_for_review
from web.world import World

PRODUCTS = Path(__file__).resolve().parents[3] / "src" / "lotrinh_web" / "products"
D = Decimal


def make(world: World, code: str = "DA1", who: str = "officer", **more: object) -> Project:
    fields = {
        "task": world.tasks[1], "code": code, "name_vi": "Đường nối", "group": "B", "unit": "million",
        "basis": "cumulative", "head": "Nguyễn Văn A, Giám đốc", "starts_on": date(2025, 1, 1),
        "ends_on": date(2027, 12, 31), "total": D("5000"), "number": "01/QĐ", "decided_on": date(2024, 12, 1),
    }  # fmt: skip
    return actions.add_project(actor=world.people[who], **(fields | more))  # type: ignore[arg-type]


def plan(
    world: World, project: Project, year: int, amount: str, source: str = "local", **more: object
) -> CapitalDecision:
    fields = {"number": f"{year}/QĐ", "decided_on": date(year - 1, 12, 10)}
    return actions.decide_capital(
        actor=world.people["office"], product=project, year=year, source=source, amount=D(amount), **(fields | more)
    )  # type: ignore[arg-type]


def pay(
    world: World, project: Project, year: int, month: int, amount: str, who: str = "office", **more: str
) -> Disbursement:
    return actions.record_disbursement(
        actor=world.people[who], product=project, year=year, month=month, amount=D(amount), **more
    )


def row_on(world: World, day: date, *, confirmed: bool = False) -> ProjectRow:
    return rows(projects_of(world.programme, day), day, confirmed=confirmed)[0]


def test_no_float_anywhere_in_products() -> None:
    found = []
    for path in PRODUCTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            constant = isinstance(node, ast.Constant) and isinstance(node.value, float)
            named = isinstance(node, ast.Name) and node.id == "float"
            field = isinstance(node, ast.Attribute) and node.attr in {"FloatField", "fsum"}
            if constant or named or field:
                found.append(f"{path.relative_to(PRODUCTS)}:{node.lineno}")
    assert found == []


def test_share_of_plan_is_exact(world: World) -> None:
    project = make(world)
    plan(world, project, 2026, "300.1")
    plan(world, project, 2026, "0.2", "central")
    pay(world, project, 2026, 1, "100.1")
    found = row_on(world, date(2026, 1, 31)).year
    assert (found.plan, found.paid, found.share) == (D("300.3"), D("100.1"), D("33.33"))


def test_monthly_figures_add_up_and_a_gap_is_said(world: World) -> None:
    project = make(world, basis="monthly")
    plan(world, project, 2026, "100")
    pay(world, project, 2026, 1, "0.1")
    pay(world, project, 2026, 3, "0.2")
    row = row_on(world, date(2026, 3, 31))
    assert (row.year.paid, row.year.missing, row.reason) == (D("0.3"), (2,), "thiếu số tháng 02")


def test_an_adjustment_is_a_new_decision_and_the_old_plan_stands_before_its_day(world: World) -> None:
    project = make(world)
    plan(world, project, 2026, "300")
    with pytest.raises(Refused, match="lý do điều chỉnh"):
        plan(world, project, 2026, "200", number="9/QĐ", decided_on=date(2026, 5, 5))
    plan(world, project, 2026, "200", number="9/QĐ", decided_on=date(2026, 5, 5), reason="Chuyển vốn")
    assert row_on(world, date(2026, 5, 4)).year.plan == D("300")
    assert row_on(world, date(2026, 5, 5)).year.plan == D("200")
    assert CapitalDecision.objects.filter(year=2026).count() == 2


def test_more_paid_than_planned_is_taken_and_flagged(world: World) -> None:
    project = make(world)
    plan(world, project, 2026, "100")
    pay(world, project, 2026, 2, "100.000001")
    assert row_on(world, date(2026, 2, 28)).year.over_plan


def test_last_years_same_month_with_last_years_plan_of_that_time(world: World) -> None:
    project = make(world)
    plan(world, project, 2025, "200")
    plan(world, project, 2025, "400", number="8/QĐ", decided_on=date(2025, 10, 1), reason="Tăng")
    plan(world, project, 2026, "100")
    for year, month, amount in ((2025, 3, "50"), (2025, 12, "390"), (2026, 3, "40")):
        pay(world, project, year, month, amount)
    row = row_on(world, date(2026, 3, 31))
    assert (row.year.share, row.last_year_share, row.change) == (D("40.00"), D("25.00"), D("15.00"))


def test_last_year_is_not_known_without_its_month(world: World) -> None:
    project = make(world)
    plan(world, project, 2026, "100")
    pay(world, project, 2026, 3, "40")
    assert row_on(world, date(2026, 3, 31)).last_year_share is None


def test_a_month_not_over_by_the_day_is_not_counted(world: World) -> None:
    project = make(world)
    plan(world, project, 2026, "100")
    pay(world, project, 2026, 5, "10")
    pay(world, project, 2026, 6, "90")
    assert row_on(world, date(2026, 6, 14)).year.paid == D("10")


@pytest.mark.parametrize(
    ("amount", "words"),
    [("-1", "số âm"), ("1E+20", "quá lớn"), ("0.0000001", "6 chữ số lẻ"), ("NaN", "không phải một số tiền")],
)  # fmt: skip
def test_money_that_cannot_be_is_refused(world: World, amount: str, words: str) -> None:
    project = make(world)
    with pytest.raises(Refused, match=words):
        pay(world, project, 2026, 1, amount)
    assert not Disbursement.objects.exists()


def test_payment_in_the_future_and_before_the_start_is_refused(world: World) -> None:
    project, today = make(world), timezone.localdate()
    with pytest.raises(Refused, match="chưa đến"):
        pay(world, project, today.year + 1, 1, "1")
    with pytest.raises(Refused, match="trước ngày dự án bắt đầu"):
        pay(world, project, 2024, 12, "1")


def test_a_correction_is_a_new_row_with_a_reason(world: World) -> None:
    project = make(world)
    first = pay(world, project, 2026, 1, "10")
    with pytest.raises(Refused, match="lý do sửa"):
        pay(world, project, 2026, 1, "12")
    second = pay(world, project, 2026, 1, "12", reason="Nhập nhầm")
    first.refresh_from_db()
    assert (first.amount, second.corrects) == (D("10"), first)
    assert row_on(world, date(2026, 1, 31)).year.paid == D("12")


def test_cumulative_does_not_fall_without_a_reason(world: World) -> None:
    project = make(world)
    pay(world, project, 2026, 2, "10")
    with pytest.raises(Refused, match="nhỏ hơn lũy kế tháng 02"):
        pay(world, project, 2026, 3, "9")
    pay(world, project, 2026, 3, "9", reason="Thu hồi tạm ứng")


def test_review_waits_for_the_confirmation_and_keeps_the_confirmed_figure_till_the_correction_is(world: World) -> None:
    project = make(world, who="office")
    plan(world, project, 2026, "100")
    pay(world, project, 2026, 1, "10", who="officer")
    day = date(2026, 1, 31)
    assert disbursement_for_review(world.programme, day).rows[0].paid is None
    shared.approve(actor=world.people["head"], product=project)
    shared.confirm(actor=world.people["office"], product=project)
    pay(world, project, 2026, 1, "20", who="officer", reason="Bổ sung")
    line = disbursement_for_review(world.programme, day).rows[0]
    assert (line.paid, line.share, line.origin.unconfirmed) == (D("10"), D("10.00"), 1)


def test_totals_are_in_million_and_only_of_projects_with_both(world: World) -> None:
    one, two = make(world), make(world, "DA2", unit="billion")
    make(world, "DA3")
    plan(world, one, 2026, "500")
    plan(world, two, 2026, "1.5")
    pay(world, one, 2026, 1, "100")
    pay(world, two, 2026, 1, "0.3")
    found = totals(rows(projects_of(world.programme, date(2026, 1, 31)), date(2026, 1, 31)))
    assert (found.plan, found.paid, found.share, found.counted) == (D("2000"), D("400"), D("20.00"), 2)


def test_a_second_project_of_the_same_code_is_refused(world: World) -> None:
    make(world)
    with pytest.raises(Refused, match="đã có trong chương trình"):
        make(world, "da1", who="office", task=world.tasks[2])


def test_end_before_start_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        make(world, ends_on=date(2024, 1, 1))
    assert not Project.objects.exists()


@pytest.mark.parametrize("who", ["other_officer", "other_head", "leader", "inspector", "stranger"])
def test_others_enter_nothing(world: World, who: str) -> None:
    project = make(world)
    with pytest.raises(NotAllowed):
        pay(world, project, 2026, 1, "10", who=who)
    with pytest.raises(NotAllowed):
        make(world, "DA9", who=who)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.500,75", D("12500.75")), ("1 234", D("1234")), ("1.234", D("1234")), ("0,5", D("0.5")), ("-3", D("-3")),
     ("12.5", None), ("1,234.5", None), ("abc", None), ("1e5", None), ("١٢", None)],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, amount: Decimal | None) -> None:
    assert read_money(text) == amount

"""A round asks who follows an indicator with a target in force; accepted figures go into the store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lotrinh.calendar import Period
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.figures.owed import asked_period, following
from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.organisations.models import AreaVersion, Organisation
from lotrinh_web.reporting import actions, queries
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.models import ReportedFigure, Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from web.reporting.followed import FIGURE, counting_body, follow, give, hold, open_round
from web.world import World

State = Submission.State


@pytest.fixture
def statistics(world: World) -> Organisation:
    """A body that leads no task, with its people."""
    return counting_body(world)


@pytest.fixture
def growth(world: World, statistics: Organisation) -> Indicator:
    return follow(world, "tang", "Thống kê vùng (điều tra mẫu)")


@pytest.fixture
def mine(world: World, statistics: Organisation, growth: Indicator) -> Submission:
    return Submission.objects.get(round=open_round(world), organisation=statistics)


def test_a_body_that_only_follows_an_indicator_is_asked(mine: Submission) -> None:
    assert {s.organisation.code for s in mine.round.submissions.all()} == {"so-moi", "so-khac", "thong-ke"}


def test_a_round_may_ask_tasks_only(world: World, growth: Indicator) -> None:
    opened = open_round(world, figures=False)
    assert {s.organisation.code for s in opened.submissions.all()} == {"so-moi", "so-khac"}


def test_a_body_that_leads_and_follows_has_one_report(world: World) -> None:
    follow(world, "rieng", "Sở Khác")
    opened = open_round(world)
    (report,) = opened.submissions.filter(organisation=world.other_body)
    assert [row.owed.indicator.code for row in figure_rows(report)] == ["rieng"]


def test_the_successor_of_the_owner_is_asked(world: World) -> None:
    follow(world, "cu", "Sở Cũ")
    assert list(following(world.programme, "2026-Q3", date(2026, 9, 14)).owed) == [world.body.pk]


def test_of_several_owners_the_first_on_record_is_asked(world: World) -> None:
    follow(world, "chung", "Cơ quan lạ; Sở Khác; Sở Mới")
    assert list(following(world.programme, "2026-Q3", date(2026, 9, 14)).owed) == [world.other_body.pk]


def test_a_figure_is_asked_over_the_boundaries_of_its_period(world: World, growth: Indicator) -> None:
    old = world.programme.area_version
    assert old is not None
    AreaVersion.objects.filter(pk=old.pk).update(valid_to=date(2025, 6, 30))
    assert following(world.programme, "2026-Q3", date(2026, 9, 14)).owed == {}  # ended, with nothing in its place
    new = AreaVersion.objects.create(code="thu-2", area=old.area, name_vi="Vùng thử mới", valid_from=date(2025, 7, 1))
    ((owed,),) = following(world.programme, "2026-Q3", date(2026, 9, 14)).owed.values()
    assert owed.area == new
    ((owed,),) = following(world.programme, "2025-Q2", date(2025, 6, 14)).owed.values()
    assert owed.area == old


def test_an_owner_that_could_be_two_bodies_is_named_to_the_office(world: World) -> None:
    for code in ("a", "b"):
        Organisation.objects.create(code=f"ban-{code}", name_vi=f"Ban Quản lý ({code})", kind="agency")
    follow(world, "mo-ho", "Ban Quản lý")
    found = following(world.programme, "2026-Q3", date(2026, 9, 14))
    assert (found.owed, [i.code for i in found.unnamed]) == ({}, ["mo-ho"])


def test_who_holds_every_figure_already_is_not_asked(world: World, growth: Indicator) -> None:
    hold(world, growth, "7.25")
    assert not open_round(world).submissions.filter(organisation__code="thong-ke").exists()


@pytest.mark.parametrize(
    ("frequency", "asked", "on", "period"),
    [
        ("quarter,year", Period("quarter", 2026, 3), date(2026, 9, 14), "2026-Q3"),
        ("year", Period("quarter", 2026, 3), date(2026, 9, 14), "2025"),  # due 60 days after the year's end
        ("year", Period("quarter", 2026, 1), date(2026, 2, 14), "2024"),  # 2025 is due on 1 March 2026
        ("quarter,half_year", Period("month", 2026, 8), date(2026, 9, 14), "2026-H1"),  # ends with Q2, and is longer
        ("nine_months", Period("quarter", 2026, 4), date(2026, 12, 14), "2026-9M"),
        ("", Period("quarter", 2026, 3), date(2026, 9, 14), None),
    ],
)
def test_the_period_a_figure_is_asked_for(frequency: str, asked: Period, on: date, period: str | None) -> None:
    lags = {"year": 60, "quarter": 6, "half_year": 6, "nine_months": 6}
    found = asked_period(Indicator(frequency=frequency, publication_lag=lags), asked, on)
    assert (found and found.code) == period


def test_a_report_without_its_figure_is_not_handed_in(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="Chỉ tiêu tang"):
        actions.submit(actor=world.people["counter"], submission=mine)


def test_a_reason_stands_for_the_figure(world: World, mine: Submission) -> None:
    give(world, mine, Given(missing_reason="Chưa tổng hợp xong."))
    assert actions.submit(actor=world.people["counter"], submission=mine).state == State.AWAITING_APPROVAL


def test_a_figure_that_came_meanwhile_lets_the_report_go(world: World, mine: Submission, growth: Indicator) -> None:
    hold(world, growth, "7.25")
    assert actions.submit(actor=world.people["counter"], submission=mine).state == State.AWAITING_APPROVAL


def test_an_accepted_figure_enters_the_store_with_the_report_as_source(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["counter"], submission=give(world, mine))
    actions.approve(actor=world.people["chief"], submission=mine)
    assert not Observation.objects.exists()
    actions.accept(actor=world.people["office"], submission=mine)
    kept = Observation.objects.get()
    assert (kept.series.indicator.code, kept.period, kept.value, kept.kind) == (
        "tang", "2026-Q3", Decimal("7.25"), "estimate",
    )  # fmt: skip
    assert kept.source is not None
    assert kept.source.title == "Báo cáo quý III/2026 của Thống kê vùng về chỉ tiêu Chỉ tiêu tang"
    assert kept.note == "Biểu 01, cục thống kê vùng"


def test_another_figure_than_the_one_held_is_put_beside(world: World, mine: Submission, growth: Indicator) -> None:
    (held,) = hold(world, growth, "7.10")
    actions.submit(actor=world.people["counter"], submission=give(world, mine))
    actions.approve(actor=world.people["chief"], submission=mine)
    actions.accept(actor=world.people["office"], submission=mine)
    assert list(Observation.objects.filter(preferred=True)) == [held]
    assert Observation.objects.get(preferred=False).value == Decimal("7.25")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given(Decimal(7), "estimate"), "ghi nguồn"),
        (Given(Decimal(7), "estimate", "Biểu 01", "Chưa có."), "không nhập cả hai"),
        (Given(Decimal(7), "derived", "Biểu 01"), "chọn loại số liệu"),
    ],
)
def test_what_does_not_fit_is_refused(world: World, mine: Submission, given: Given, words: str) -> None:
    with pytest.raises(Refused, match=words):
        give(world, mine, given)
    assert not ReportedFigure.objects.exists()


def test_a_stale_figure_is_told_so_and_nothing_is_written(world: World, mine: Submission) -> None:
    give(world, mine)
    with pytest.raises(Conflict):
        give(world, mine, Given(Decimal(9), "final", "Biểu 02"))
    assert ReportedFigure.objects.get().value == Decimal("7.25")


def test_a_change_is_a_new_record(world: World, mine: Submission) -> None:
    give(world, mine)
    give(world, mine, Given(Decimal(9), "final", "Biểu 02", seen=str(ReportedFigure.objects.get().pk)))
    assert [(f.value, f.latest) for f in ReportedFigure.objects.order_by("pk")] == [
        (Decimal("7.25"), False), (Decimal(9), True),
    ]  # fmt: skip


def test_another_agency_may_not_enter_figures(world: World, mine: Submission) -> None:
    (row,) = figure_rows(mine)
    with pytest.raises(NotAllowed):
        save_figures(actor=world.people["other_officer"], submission=mine, figures={row.owed.key: FIGURE})


def test_a_figure_of_another_agency_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(Refused, match="không thuộc cơ quan"):
        save_figures(actor=world.people["counter"], submission=mine, figures={"999-999": FIGURE})


def test_nothing_is_entered_after_the_lock(world: World, mine: Submission) -> None:
    actions.submit(actor=world.people["counter"], submission=give(world, mine))
    with pytest.raises(Refused, match="không sửa được"):
        give(world, mine, Given(Decimal(9), "final", "Biểu 02"))


def missing_of(submission: Submission) -> int:
    rows = queries._matrix(submission.round, date(2026, 9, 10))
    return next(row.figures_missing for row in rows if row.submission.pk == submission.pk)


def test_the_matrix_counts_the_figures_still_to_come(world: World, mine: Submission) -> None:
    assert missing_of(mine) == 1
    give(world, mine)
    assert missing_of(mine) == 0


def test_the_matrix_costs_the_same_queries_however_many_figures(
    world: World, mine: Submission, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    assert missing_of(mine) == 1  # the round and its programme are read
    with django_assert_max_num_queries(12) as few:
        queries._matrix(mine.round, date(2026, 9, 10))
    for number in range(5):
        follow(world, f"them-{number}", "Sở Khác")
    with django_assert_num_queries(len(few.captured_queries)):
        queries._matrix(mine.round, date(2026, 9, 10))


def test_the_page_takes_a_figure_and_leads_to_what_the_head_will_see(world: World, mine: Submission) -> None:
    client, (row,) = world.client("counter"), figure_rows(mine)
    key, address = row.owed.key, f"/ky-bao-cao/bao-cao/{mine.pk}/"
    assert "Chỉ tiêu tang" in client.get(address).content.decode()
    typed = {f"value-{key}": "7,25", f"kind-{key}": "estimate", f"source-{key}": "Biểu 01", "preview": "1"}
    answer = client.post(address + "so-lieu/", typed)
    assert (answer.status_code, answer["Location"]) == (302, address + "?xem=trinh")
    assert ReportedFigure.objects.get().value == Decimal("7.25")
    assert "Trình thủ trưởng" in client.get(address + "?xem=trinh").content.decode()


def test_a_press_that_changes_nothing_is_taken(world: World, mine: Submission) -> None:
    (row,) = figure_rows(mine)
    answer = world.client("counter").post(f"/ky-bao-cao/bao-cao/{mine.pk}/so-lieu/", {f"value-{row.owed.key}": ""})
    assert answer.status_code == 302
    assert Submission.objects.get(pk=mine.pk).version == 0


def test_a_bad_figure_stays_on_the_page_with_the_reason(world: World, mine: Submission) -> None:
    (row,) = figure_rows(mine)
    typed = {f"value-{row.owed.key}": "bảy phẩy hai"}
    answer = world.client("counter").post(f"/ky-bao-cao/bao-cao/{mine.pk}/so-lieu/", typed)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="bảy phẩy hai"' in words
    assert "Chưa lưu số liệu" in words
    assert not ReportedFigure.objects.exists()


def test_the_round_names_to_the_office_the_indicators_it_could_not_ask(world: World, mine: Submission) -> None:
    follow(world, "vo-chu", "Cơ quan lạ")
    assert "Chỉ tiêu vo-chu" in world.client("office").get(f"/ky-bao-cao/{mine.round_id}/").content.decode()

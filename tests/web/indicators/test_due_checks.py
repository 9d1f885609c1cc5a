"""Late figures and parts above their whole are found on the records of the web application."""

from __future__ import annotations

from datetime import date

import pytest

from lotrinh_web.indicators.actions import dismiss_finding
from lotrinh_web.indicators.figures.checks import Shown, inbox
from lotrinh_web.indicators.figures.due import earliest_day
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.programmes.models import Programme
from web.indicators.area_world import figure, indicator, unit
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db


def found(code: str, today: date = date(2026, 11, 1)) -> list[Shown]:
    return [f for f in inbox(today).open if f.code == code]


def test_the_next_figure_that_is_due_and_absent_is_late(world: World) -> None:
    """2025 ended on 31/12/2025; with 30 days due on 30/1/2026."""
    one = indicator(publication_lag={"year": 30}, lag_source="Lịch")
    figure(one, unit("p"), "2024", "1")
    assert found("late", date(2026, 1, 30)) == []
    [late] = found("late", date(2026, 2, 2))
    assert late.text == "Chỉ số so_dan, Vùng p, kỳ 2025: chưa báo cáo, quá hạn 3 ngày (hạn 30/01/2026)."


def test_a_territory_that_ended_is_not_waited_for(world: World) -> None:
    figure(indicator(), unit("p", end=date(2025, 6, 30)), "2024", "1")
    assert found("late") == []


def test_what_does_not_apply_is_not_late(world: World) -> None:
    one, area = indicator(), unit("p")
    figure(one, area, "2024", "1")
    figure(one, area, "2025", None, missing="not_applicable")
    assert found("late") == []


def test_a_figure_that_came_out_after_its_due_day_is_late(world: World) -> None:
    """Out in September 2026 at the earliest; the yearbook was due on 30/6/2026."""
    figure(indicator(), unit("p"), "2025", "1", vintage="2026-09")
    assert [f.text.split(": ")[1] for f in found("late")] == ["báo cáo trễ 63 ngày (hạn 30/06/2026)."]


def test_a_revision_of_a_figure_in_time_is_not_late(world: World) -> None:
    one, area = indicator(), unit("p")
    figure(one, area, "2025", "1", vintage="2026-01", preferred=False)
    figure(one, area, "2025", "2", vintage="2026-09")
    assert found("late") == []


def test_a_part_above_its_whole_is_found_and_named(world: World) -> None:
    whole = indicator("toan_bo")
    part, area = indicator("bo_phan", part_of=whole), unit("p")
    figure(whole, area, "2025", "10")
    figure(part, area, "2025", "11")
    [one] = found("part_above_whole")
    assert one.indicator_code == "bo_phan"
    assert one.text == "Chỉ số bo_phan, Vùng p, kỳ 2025: 11 người lớn hơn Chỉ số toan_bo (10 người)."


def test_a_part_in_a_larger_unit_is_converted_first(world: World) -> None:
    whole = indicator("toan_bo", unit_name="tỷ đồng")
    part, area = indicator("bo_phan", unit_name="triệu đồng", part_of=whole), unit("p")
    figure(whole, area, "2025", "10")
    figure(part, area, "2025", "9000")
    assert found("part_above_whole") == []


def test_a_late_figure_can_be_set_aside_and_comes_back_for_the_next_period(world: World) -> None:
    one, area = indicator(), unit("p")
    figure(one, area, "2023", "1")
    [late] = found("late")
    dismiss_finding(actor=SYSTEM, key=late.key, code=late.code, words=late.text, reason="Hoãn theo công văn")
    assert found("late") == []
    figure(one, area, "2024", "2")
    assert [f.text.split(": ")[0] for f in found("late")] == ["Chỉ số so_dan, Vùng p, kỳ 2025"]


def test_both_checks_run_on_the_real_figures(cantho: Programme) -> None:
    assert found("part_above_whole") == []
    assert "grdp_growth_real" in {f.indicator_code for f in found("late")}
    assert Indicator.objects.filter(part_of__isnull=False).count() >= 6


@pytest.mark.parametrize(
    ("vintage", "day"),
    [("2025-04", date(2025, 4, 1)), ("2025-04-24", date(2025, 4, 24)), ("2025", date(2025, 1, 1)), ("2025-13", None),
     ("tháng 4", None), ("", None)],
)  # fmt: skip
def test_the_earliest_day_of_a_date_of_publication(vintage: str, day: date | None) -> None:
    assert earliest_day(vintage) == day

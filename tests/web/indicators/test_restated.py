"""Figures on the boundaries of another day: whole units, stated shares, what cannot be told apart."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotrinh_web.indicators.areas.restated import Row, restated_on
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.organisations.models import AreaSuccession, AreaVersion
from lotrinh_web.programmes.models import Programme
from web.indicators.area_world import BEFORE, DAY, figure, indicator, merged, unit, went
from web.world import World

pytestmark = pytest.mark.django_db
UNITS = Path(__file__).resolve().parents[4] / "shared" / "data" / "cantho_legacy_units.csv"
D = Decimal


def row(one: Indicator, on: date, area: str, period: str = "2024") -> Row:
    return next(r for r in restated_on(one, on).rows if r.area.code == area and r.period == period)


def test_whole_units_add_up() -> None:
    """100 + 30."""
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    for code, value in (("a", "100"), ("b", "30"), ("c", "7")):
        figure(one, areas[code], "2024", value)
    assert row(one, DAY, "north").restated == 130


def test_a_unit_divided_by_a_stated_share_is_shared_out_and_says_so() -> None:
    """130 + 0,4 × 50 = 150."""
    areas, one = merged(), indicator()
    went(areas["c"], areas["north"], "0.4")
    went(areas["c"], areas["south"], "0.6")
    for code, value in (("a", "100"), ("b", "30"), ("c", "50")):
        figure(one, areas[code], "2024", value)
    found = row(one, DAY, "north")
    assert (found.restated, found.all_whole) == (150, False)
    assert [s.share for s in found.shares] == [1, 1, D("0.4")]


def test_a_unit_divided_without_a_share_is_known_only_jointly() -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["north"], None)
    went(areas["c"], areas["south"], None)
    for code, value in (("a", "100"), ("b", "30"), ("c", "50")):
        figure(one, areas[code], "2024", value)
    done = restated_on(one, DAY)
    assert {r.restated for r in done.rows} == {None}
    assert "chưa nêu tỷ lệ" in done.rows[0].reason
    assert [j.value for j in done.joint] == [180]


def test_a_unit_that_did_not_report_is_named() -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    figure(one, areas["a"], "2024", "100")
    found = row(one, DAY, "north")
    assert found.restated is None
    assert "Vùng b chưa báo cáo" in found.reason


def test_two_lines_where_the_published_figure_differs() -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    for code, value in (("a", "100"), ("b", "30"), ("c", "7"), ("north", "133")):
        figure(one, areas[code], "2024", value)
    found = row(one, DAY, "north")
    assert found.differs
    assert (found.reported and found.reported.value, found.restated, found.gap) == (133, 130, 3)


def test_figures_of_the_day_itself_stay_as_reported() -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    figure(one, areas["a"], "2024", "100")
    found = row(one, BEFORE, "a")
    assert (found.reported and found.reported.value, found.restated) == (100, None)


def test_a_growth_rate_cannot_be_restated() -> None:
    merged()
    assert "không cộng được" in restated_on(indicator(additive="not_additive"), DAY).refusal


def test_a_ratio_restates_both_its_sums() -> None:
    """(10 + 30) ÷ (100 + 100) × 100 = 20, not the mean of 10 and 30."""
    areas = merged()
    went(areas["c"], areas["south"])
    sick, people = indicator("om"), indicator("dan")
    rate = indicator("ty_le", "ratio_of_sums", "%", numerator="om", denominator="dan", factor=D(100))
    for code, ill, all_of in (("a", "10", "100"), ("b", "30", "100"), ("c", "1", "50")):
        figure(sick, areas[code], "2024", ill)
        figure(people, areas[code], "2024", all_of)
    figure(rate, areas["a"], "2024", "10")
    assert row(rate, DAY, "north").restated == 20


def test_a_ratio_without_its_sums_says_what_is_lacking() -> None:
    assert "tử số và mẫu số" in restated_on(indicator(additive="ratio_of_sums"), DAY).refusal


def test_new_units_of_unknown_origin_close_the_day() -> None:
    """Otherwise the sum would quietly leave out the ground nobody recorded."""
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    unit("east", start=DAY)
    figure(one, areas["a"], "2024", "100")
    done = restated_on(one, DAY)
    assert [r for r in done.rows if r.restated is not None] == []
    assert "chưa ghi được hình thành từ đơn vị cũ nào" in done.closed[0]


def test_more_years_and_areas_cost_no_more_queries() -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    figure(one, areas["a"], "2024", "100")
    with CaptureQueriesContext(connection) as few:
        restated_on(one, DAY)
    for year in range(2015, 2024):
        for code in ("a", "b", "c"):
            figure(one, areas[code], str(year), "100")
    with CaptureQueriesContext(connection) as many:
        restated_on(one, DAY)
    assert len(many) == len(few)


def test_the_real_city_of_2023_is_the_sum_of_three(cantho: Programme) -> None:
    """119.377 + 59.809 + 72.472 tỷ đồng."""
    assert row(Indicator.objects.get(code="grdp_current_price"), DAY, "CT-2025", "2023").restated == 251658


def test_the_three_divided_wards_of_the_package_are_not_carried_over_by_guess(cantho: Programme) -> None:
    """The package holds these three of 263 old units: 97 of the 103 new ones have no recorded origin."""
    one = indicator("dan_xa")
    for ward in ("XC-31178-2004", "XC-31183-2004", "XC-31207-2004"):
        figure(one, AreaVersion.objects.get(code=ward), "2024", "1000")
    done = restated_on(one, DAY)
    assert [r for r in done.rows if r.restated is not None] == []
    assert done.closed[0].startswith("97 trong 103 đơn vị mới")


@pytest.mark.skipif(not UNITS.exists(), reason="shared data: cantho_legacy_units.csv is not there")
class TestTheUnitsOfCanTho:
    """All 263 communes and wards of the three former provinces; three were divided between two new ones."""

    @pytest.fixture
    def one(self, world: World) -> Indicator:
        new: dict[str, AreaVersion] = {}
        steps = []
        one = indicator("dan_xa")
        with UNITS.open(encoding="utf-8") as file:
            for number, line in enumerate(csv.DictReader(file)):
                old = unit(f"cu-{line['ma_cu']}", "commune", end=BEFORE)
                old.name_vi = line["ten_cu"]
                old.save()
                codes = line["ma_moi"].split("; ")
                for code in codes:
                    new[code] = new.get(code) or unit(f"moi-{code}", "commune", start=DAY)
                    share = None if len(codes) > 1 else D(1)
                    steps.append(AreaSuccession(predecessor=old, successor=new[code], on=DAY, share=share))
                figure(one, old, "2024", str(number + 1))
        AreaSuccession.objects.bulk_create(steps)
        return one

    def test_six_of_103_cannot_be_told_and_the_total_is_kept(self, one: Indicator) -> None:
        done = restated_on(one, DAY)
        unknown = [r for r in done.rows if r.restated is None]
        assert (len(done.rows), len(unknown), len(done.joint)) == (103, 6, 3)
        known = sum(r.restated for r in done.rows if r.restated is not None)
        assert known + sum(j.value for j in done.joint) == 263 * 264 // 2

    def test_with_stated_shares_every_unit_is_known(self, one: Indicator) -> None:
        for ward in ("31178", "31183", "31207"):
            halves = AreaSuccession.objects.filter(predecessor__code=f"cu-{ward}").order_by("pk")
            for step, share in zip(halves, ("0.7", "0.3"), strict=True):
                step.share = D(share)
                step.save()
        done = restated_on(one, DAY)
        assert [r for r in done.rows if r.restated is None] == []
        assert sum(r.restated or 0 for r in done.rows) == 263 * 264 // 2


def test_the_page_opens_for_every_day(world: World) -> None:
    areas, one = merged(), indicator()
    went(areas["c"], areas["south"])
    figure(one, areas["a"], "2024", "100")
    client = world.client("officer")
    for query in ("", "?dia-gioi=2025-07-01", "?dia-gioi=0001-01-01", "?dia-gioi=hôm-qua", "?biet-ngay=2020-01-01"):
        assert client.get(f"/chi-tieu/chi-so/{one.code}/{query}").status_code == 200, query

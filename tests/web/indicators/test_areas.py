"""The comparison of areas: ranks, coverage, totals by the indicator's own rule, files of what is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotrinh_web.indicators.areas.comparison import Asked, compare_areas
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.programmes.models import Programme
from web.indicators.area_world import figure, indicator, unit
from web.world import World

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def one(world: World) -> Indicator:
    """Four areas: 30, 20, 20 and one that says why there is none; a year before 10, 20 and 40."""
    made = indicator()
    for code, now, then in (("w", "30", "10"), ("x", "20", "20"), ("y", "20", "40"), ("z", None, None)):
        area = unit(code)
        figure(made, area, "2024", now)
        if then:
            figure(made, area, "2023", then)
    return made


def test_equal_figures_share_a_rank(one: Indicator) -> None:
    assert [(r.area.code, r.rank) for r in compare_areas(one, Asked()).rows] == [("w", 1), ("x", 2), ("y", 2)]


def test_where_less_is_better_the_smallest_stands_first(one: Indicator) -> None:
    Indicator.objects.filter(pk=one.pk).update(direction="down")
    one.refresh_from_db()
    assert compare_areas(one, Asked()).rows[0].area.code == "x"


def test_places_gained_and_lost(one: Indicator) -> None:
    """w from 3rd to 1st, x stays 2nd, y from 1st to 2nd."""
    moved = {r.area.code: r.moved for r in compare_areas(one, Asked(earlier="2023")).rows}
    assert moved == {"w": 2, "x": 0, "y": -1}


def test_a_city_made_later_is_shown_on_its_own_boundaries(world: World) -> None:
    """It stands from 2025-07-01 and published 2023; of 2023's own territories none has a figure."""
    made = indicator()
    figure(made, unit("cu", end=date(2025, 6, 30)), "2015", "5")
    figure(made, unit("moi", start=date(2025, 7, 1)), "2023", "9")
    found = compare_areas(made, Asked())
    assert (found.period, found.on, [r.area.code for r in found.rows]) == ("2023", date(2025, 7, 1), ["moi"])


def test_the_day_asked_for_is_kept(world: World) -> None:
    made = indicator()
    figure(made, unit("moi", start=date(2025, 7, 1)), "2023", "9")
    found = compare_areas(made, Asked(on=date(2023, 12, 31)))
    assert (found.on, found.rows) == (date(2023, 12, 31), ())


def test_an_area_without_a_figure_is_named_with_its_reason(one: Indicator) -> None:
    silent = compare_areas(one, Asked()).silent
    assert [(r.area.code, r.reason) for r in silent][-1] == ("z", "chưa có số liệu: Cháy kho")


def test_the_total_says_what_share_of_areas_reported(one: Indicator) -> None:
    """World's own area is a fifth that says nothing: 3 of 5."""
    found = compare_areas(one, Asked())
    assert (found.total_value, found.coverage) == (70, 60)


def test_nearly_all_is_never_shown_as_all(world: World) -> None:
    made = indicator()
    for number in range(300):
        figure(made, unit(f"u{number}"), "2024", "1")
    assert compare_areas(made, Asked()).coverage == 99


def test_a_figure_in_another_unit_is_converted_before_it_is_ranked(world: World) -> None:
    made = indicator(unit_name="triệu đồng")
    figure(made, unit("p"), "2024", "900")
    figure(made, unit("q"), "2024", "1", unit="tỷ đồng")
    first = compare_areas(made, Asked()).rows[0]
    assert (first.area.code, first.value, first.other_unit) == ("q", 1000, True)


def test_a_figure_in_a_unit_of_another_kind_is_not_ranked(world: World) -> None:
    made = indicator(unit_name="triệu đồng")
    figure(made, unit("p"), "2024", "900")
    figure(made, unit("q"), "2024", "1", unit="người")
    found = compare_areas(made, Asked())
    assert [r.area.code for r in found.rows] == ["p"]
    assert "khác loại" in next(r.reason for r in found.silent if r.area.code == "q")


def test_a_rate_is_totalled_from_its_sums(world: World) -> None:
    """(1 + 9) ÷ (10 + 10) × 100 = 50."""
    above, below = indicator("tren"), indicator("duoi")
    rate = indicator("ty_le", "ratio_of_sums", "%", numerator="tren", denominator="duoi", factor=D(100))
    for code, ill, share in (("p", "1", "10"), ("q", "9", "90")):
        area = unit(code)
        figure(above, area, "2024", ill)
        figure(below, area, "2024", "10")
        figure(rate, area, "2024", share)
    assert compare_areas(rate, Asked()).total_value == 50


def test_growth_has_no_total(one: Indicator) -> None:
    Indicator.objects.filter(pk=one.pk).update(additive="not_additive")
    one.refresh_from_db()
    found = compare_areas(one, Asked())
    assert found.total_value is None
    assert "không cộng được" in found.total_reason


def test_demonstration_figures_never_stand_beside_real_ones(one: Indicator) -> None:
    figure(one, unit("demo"), "2024", "999", demonstration=True)
    found = compare_areas(one, Asked(), demonstration=True)
    assert not found.demonstration
    assert "demo" not in {r.area.code for r in found.rows}


def test_demonstration_figures_alone_are_shown_with_their_mark(world: World) -> None:
    made = indicator()
    figure(made, unit("demo"), "2024", "999", demonstration=True)
    assert compare_areas(made, Asked(), demonstration=True).demonstration
    assert compare_areas(made, Asked(), demonstration=False).rows == ()


def test_bars_below_zero_run_to_the_left_of_the_same_line(world: World) -> None:
    """From −10 to 30: the zero line at a quarter."""
    made = indicator()
    figure(made, unit("p"), "2024", "30")
    figure(made, unit("q"), "2024", "-10")
    up, down = compare_areas(made, Asked()).rows
    assert (up.left, up.wide, down.left, down.wide) == (25, 75, 0, 25)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "ky=2023&so-voi=2024",
        "cap=commune",
        "cap=xyz&ky=999&so-voi=%3Cscript%3E",
        "dia-gioi=khong",
        "dia-gioi=1900-01-01",
    ],
)
def test_the_page_answers_whatever_the_address_says(world: World, one: Indicator, query: str) -> None:
    assert world.client("officer").get(f"/chi-tieu/chi-so/{one.code}/so-sanh/?{query}").status_code == 200


def test_the_page_is_for_those_who_signed_in(world: World, one: Indicator) -> None:
    assert world.client(None).get(f"/chi-tieu/chi-so/{one.code}/so-sanh/").status_code == 302


def test_an_unknown_indicator_is_a_404(world: World) -> None:
    assert world.client("officer").get("/chi-tieu/chi-so/khong-co/so-sanh/").status_code == 404


def test_the_file_holds_what_the_page_shows(world: World, one: Indicator) -> None:
    answer = world.client("officer").get(f"/chi-tieu/chi-so/{one.code}/so-sanh/?dinh-dang=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("1;Vùng w;w;30;người;chính thức;Niên giám;https://example.org/nien-giam")
    assert "Cháy kho" in next(line for line in lines if "Vùng z" in line)
    assert lines[-1].startswith(";Tổng hợp;;70;người")


def test_the_spreadsheet_opens_with_numbers(world: World, one: Indicator) -> None:
    from openpyxl import load_workbook

    address = f"/chi-tieu/chi-so/{one.code}/so-sanh/?dinh-dang=xlsx&so-voi=2023"
    sheet = load_workbook(BytesIO(world.client("officer").get(address).content)).active
    assert sheet is not None
    assert [sheet.cell(5, c).value for c in (1, 2, 4)] == [1, "Vùng w", 30]


def test_a_hundred_areas_cost_no_more_queries_than_four(world: World, one: Indicator) -> None:
    client, address = world.client("officer"), f"/chi-tieu/chi-so/{one.code}/so-sanh/?so-voi=2023"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(30):
        area = unit(f"u{number}")
        figure(one, area, "2024", str(number))
        figure(one, area, "2023", str(number))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_real_provinces_of_2023(cantho: Programme) -> None:
    found = compare_areas(Indicator.objects.get(code="grdp_current_price"), Asked())
    assert [(r.area.code, r.value) for r in found.rows] == [("CT-2004", 119377), ("ST-1992", 72472), ("HG-2004", 59809)]
    assert (found.total_value, found.coverage) == (251658, 100)


def test_the_region_stands_beside_without_a_rank(cantho: Programme) -> None:
    found = compare_areas(Indicator.objects.get(code="grdp_growth_real"), Asked(period="2024"))
    assert [(r.area.code, r.rank) for r in found.beside] == [("DBSCL", None)]
    assert [r.area.code for r in found.silent] == ["CT-2004"]

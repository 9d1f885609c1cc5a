"""The inbox of checks on figures, and the pages of indicators those findings lead to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.indicators.actions import correct_observation, record_observation
from lotrinh_web.indicators.figures.checks import inbox
from lotrinh_web.indicators.models import CheckDismissal, FigureSource, Indicator, Observation, Series
from lotrinh_web.indicators.registry.library import groups_of, library, lines_of
from lotrinh_web.programmes.models import Programme
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)
ADDRESS = "/chi-tieu/kiem-tra-so-lieu/"


def series(world: World, code: str, unit: str = "tỷ đồng", composition: str = "") -> Series:
    indicator = Indicator.objects.create(code=code, name_vi=f"Chỉ số {code}", unit=unit, composition=composition)
    area = world.programme.area_version
    return Series.objects.create(indicator=indicator, area_version=area, code=f"{code}.thu", unit=unit, preferred=True)


def figure(line: Series, period: str, value: str, **more: object) -> Observation:
    source, _made = FigureSource.objects.get_or_create(title="Niên giám", url="https://example.org/nien-giam")
    return record_observation(
        actor=SYSTEM, series=line, period=period, value=Decimal(value), source=source, **({"kind": "final"} | more)
    )


@pytest.fixture
def jump(world: World) -> Observation:
    """119 and then 119.377: the same in another unit."""
    line = series(world, "grdp-thu")
    figure(line, "2022", "119")
    return figure(line, "2023", "119377")


def test_a_jump_of_unit_is_found_with_its_name(jump: Observation) -> None:
    assert [(f.code, f.indicator_code) for f in inbox(TODAY).open] == [("unit_change", "grdp-thu")]


def test_a_finding_reads_with_names_not_codes(jump: Observation) -> None:
    assert inbox(TODAY).open[0].text.startswith("Chỉ số grdp-thu, Vùng thử, kỳ 2023: ")


def test_nine_months_are_not_held_against_a_year(world: World) -> None:
    line = series(world, "thu-ngan-sach")
    for period, value in (("2022", "10000"), ("2023-9M", "10"), ("2023", "10100")):
        figure(line, period, value)
    assert inbox(TODAY).open == []


def test_shares_of_one_whole_must_sum_to_100(world: World) -> None:
    """60 + 35 = 95."""
    for code, value in (("phan-a", "60"), ("phan-b", "35")):
        figure(series(world, code, "%", "ca-the"), "2023", value)
    assert "60 + 35 = 95%" in inbox(TODAY).open[0].text


def test_shares_with_one_part_unpublished_are_not_judged(world: World) -> None:
    for code, value in (("phan-a", "60"), ("phan-b", "35")):
        figure(series(world, code, "%", "ca-the"), "2023", value)
    series(world, "phan-c", "%", "ca-the")
    assert inbox(TODAY).open == []


def test_demonstration_figures_are_not_checked(world: World) -> None:
    line = series(world, "grdp-thu")
    figure(line, "2022", "119")
    figure(line, "2023", "119377", demonstration=True)
    assert inbox(TODAY).open == []


def test_the_office_sets_a_finding_aside_with_a_reason(world: World, jump: Observation) -> None:
    key = inbox(TODAY).open[0].key
    world.client("office").post(f"{ADDRESS}bo-qua/", {"key": key, "reason": "Đã hỏi cơ quan thống kê"})
    assert (inbox(TODAY).open, inbox(TODAY).dismissed) == ([], 1)
    assert AuditEntry.objects.filter(action="indicators.dismiss_finding").count() == 1


def test_a_dismissal_wants_a_reason(world: World, jump: Observation) -> None:
    world.client("office").post(f"{ADDRESS}bo-qua/", {"key": inbox(TODAY).open[0].key, "reason": " "})
    assert not CheckDismissal.objects.exists()


def test_a_finding_that_no_longer_holds_cannot_be_set_aside(world: World, jump: Observation) -> None:
    world.client("office").post(f"{ADDRESS}bo-qua/", {"key": "khong-co", "reason": "thử"})
    assert not CheckDismissal.objects.exists()


def test_it_comes_back_when_a_figure_changes(world: World, jump: Observation) -> None:
    world.client("office").post(f"{ADDRESS}bo-qua/", {"key": inbox(TODAY).open[0].key, "reason": "thử"})
    correct_observation(actor=SYSTEM, observation=jump, value=Decimal(119378), reason="sửa")
    assert [f.code for f in inbox(TODAY).open] == ["unit_change"]


def test_readers_see_it_agencies_do_not(world: World, jump: Observation) -> None:
    assert world.client("inspector").get(ADDRESS).status_code == 200
    assert world.client("officer").get(ADDRESS).status_code == 403


def test_the_english_page_has_english_findings(world: World, jump: Observation) -> None:
    assert "is about" in inbox(TODAY, english=True).open[0].text


def test_the_number_of_queries_does_not_grow_with_figures(world: World, jump: Observation) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            inbox(TODAY)
        return len(seen)

    one = queries()
    for year in range(2000, 2020):
        figure(jump.series, str(year), str(100 + year))
    assert queries() == one


def test_the_real_figures_pass_through_every_check(cantho: Programme) -> None:
    assert {f.code for f in inbox(TODAY).open} <= {"late", "never_final", "repeated", "outlier"}


# --- pages of indicators


def test_the_list_has_every_indicator_and_the_library(cantho: Programme) -> None:
    shown = {e.code for g in groups_of(cantho) for e in g.entries}
    assert shown == set(Indicator.objects.values_list("code", flat=True)) | set(library())


def test_groups_stand_in_the_documents_order(cantho: Programme) -> None:
    paths = [g.path for g in groups_of(cantho) if g.path]
    assert paths == [f"III.{n}" for n in range(1, 11)]


def test_search_needs_no_tone_marks(world: World, cantho: Programme) -> None:
    found = {e.code for g in groups_of(cantho, "do thi hoa") for e in g.entries}
    assert "urbanisation_rate" in found and "share_agri" not in found


def test_an_indicator_keeps_its_territories_apart(cantho: Programme) -> None:
    lines = lines_of(Indicator.objects.get(code="grdp_per_capita_vnd"))
    at_2024 = {ln.series.area_version.code: o.value for ln in lines for o in ln.drawn if o.period == "2024"}
    assert at_2024 == {"CT-2004": Decimal("104.16"), "CT-2025": Decimal("88.02"), "HG-2004": Decimal("93.78"),
                       "ST-1992": Decimal("69.1")}  # fmt: skip


def test_the_page_shows_source_revision_and_what_it_replaced(world: World, jump: Observation) -> None:
    correct_observation(actor=SYSTEM, observation=jump, value=Decimal(119), reason="nhầm đơn vị")
    page = world.client("officer").get("/chi-tieu/chi-so/grdp-thu/").content.decode()
    assert "thay cho 119.377: nhầm đơn vị" in page
    assert "https://example.org/nien-giam" in page


def test_the_chart_has_a_rule_where_a_territory_ended(world: World, cantho: Programme) -> None:
    page = world.client("officer").get("/chi-tieu/chi-so/grdp_per_capita_vnd/").content.decode()
    assert "30/06/2025" in page


def test_a_library_indicator_opens_before_anyone_uses_it(world: World) -> None:
    page = world.client("officer").get("/chi-tieu/chi-so/par_index/").content.decode()
    assert "Trong thư viện, chưa dùng" in page


def test_an_unknown_indicator_is_not_found(world: World) -> None:
    assert world.client("officer").get("/chi-tieu/chi-so/khong-co/").status_code == 404

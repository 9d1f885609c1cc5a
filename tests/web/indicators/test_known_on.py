"""What was on record at the end of a day: later figures and later corrections are not seen."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lotrinh_web.indicators.actions import correct_observation
from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.indicators.registry.library import MOST_IN_FULL, lines_of, series_shown
from web.indicators.area_world import figure, indicator, unit
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
SPRING, SUMMER, AUTUMN = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 6, 9))


@pytest.fixture
def one(world: World) -> Indicator:
    """100 recorded in March, corrected to 110 in September; 2025 recorded in September."""
    made, area = indicator(), unit("p")
    first = figure(made, area, "2024", "100", recorded_at=SPRING)
    corrected = correct_observation(actor=SYSTEM, observation=first, value=Decimal(110), reason="nhầm cột")
    Observation.objects.filter(pk=corrected.pk).update(recorded_at=AUTUMN)
    figure(made, area, "2025", "120", recorded_at=AUTUMN)
    return made


def drawn(one: Indicator, at: datetime | None) -> list[tuple[str, Decimal | None]]:
    return [(o.period, o.value) for line in lines_of(one, at) for o in line.drawn]


def test_in_summer_only_the_first_figure_was_known(one: Indicator) -> None:
    assert drawn(one, SUMMER) == [("2024", 100)]


def test_today_the_correction_counts(one: Indicator) -> None:
    assert drawn(one, None) == [("2024", 110), ("2025", 120)]


def test_in_summer_the_figure_was_not_struck_out(one: Indicator) -> None:
    assert [line.struck for line in lines_of(one, SUMMER)] == [set()]
    assert len(next(iter(lines_of(one))).struck) == 1


def test_the_revisions_of_a_period_are_told_in_their_order(one: Indicator) -> None:
    [revision] = lines_of(one)[0].revised
    assert ([o.value for o in revision.steps], revision.counts.value, revision.spread) == ([100, 110], 110, 10)


def test_before_the_first_record_the_page_says_so(world: World, one: Indicator) -> None:
    text = world.client("officer").get(f"/chi-tieu/chi-so/{one.code}/?biet-ngay=2026-01-01").content.decode()
    assert "số đầu tiên ghi ngày 01/03/2026" in text


def test_the_page_of_a_day_shows_what_was_known(world: World, one: Indicator) -> None:
    text = world.client("officer").get(f"/chi-tieu/chi-so/{one.code}/?biet-ngay=2026-06-01").content.decode()
    assert "100" in text
    assert "nhầm cột" not in text


def test_of_many_territories_a_page_shows_the_one_asked_for(world: World) -> None:
    many, large = indicator("nhieu"), unit("tinh")
    figure(many, large, "2024", "5000")
    communes = [unit(f"xa{n}", "commune") for n in range(MOST_IN_FULL + 1)]
    for n, commune in enumerate(communes):
        figure(many, commune, "2024", str(n))
    few = series_shown(many)
    asked = series_shown(many, "xa7")
    assert ([s.area_version.code for s in few.series], len(few.others)) == (["tinh"], MOST_IN_FULL + 1)
    assert [s.area_version.code for s in asked.series] == ["xa7", "tinh"]
    text = world.client("officer").get(f"/chi-tieu/chi-so/{many.code}/?dia-ban=xa7").content.decode()
    assert ("Xem riêng địa bàn" in text, '<option value="xa7" selected>' in text) == (True, True)

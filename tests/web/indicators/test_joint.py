"""Parts of a whole are forecast together where their figures belong together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from lotrinh_web.indicators.models import Indicator, Observation, Series, Target
from lotrinh_web.indicators.queries import annual_history
from lotrinh_web.indicators.targets.forecasts import joint, make_forecasts
from web.world import SYSTEM, World

SHARES = {
    "nong-nghiep": (12, 11, 11, 10, 9, 9), "cong-nghiep": (30, 31, 32, 32, 33, 34), "dich-vu": (58, 58, 57, 58, 58, 57)
}  # fmt: skip


@pytest.fixture
def parts(world: World) -> dict[str, Series]:
    """Three shares of six years that sum to 100."""
    made = {}
    for name, values in SHARES.items():
        indicator = Indicator.objects.create(
            code=name, name_vi=name, unit="%", composition="co-cau", forecast_type="composition:co-cau"
        )
        series = Series.objects.create(
            indicator=indicator, area_version=world.programme.area_version, code=name, unit="%", preferred=True
        )
        for index, value in enumerate(values):
            Observation.objects.create(
                series=series, period=str(2020 + index), value=Decimal(value), recorded_at=timezone.now()
            )
        made[name] = series
    return made


def test_the_draws_of_all_parts_sum_to_a_hundred(parts: dict[str, Series]) -> None:
    made = [joint(series, annual_history(series), 5) for series in parts.values()]
    total = sum(one.draws for one in made)  # type: ignore[union-attr]
    assert abs(total - 100).max() < 1e-9


def test_the_label_says_that_they_were_made_together(parts: dict[str, Series]) -> None:
    made = joint(parts["dich-vu"], annual_history(parts["dich-vu"]), 5)
    assert made is not None
    assert "dự báo chung" in made.label_vi


def test_parts_that_do_not_sum_to_a_hundred_are_forecast_alone(parts: dict[str, Series]) -> None:
    Observation.objects.filter(series=parts["dich-vu"], period="2023").update(value=Decimal(40))
    assert joint(parts["dich-vu"], annual_history(parts["dich-vu"]), 5) is None


def test_a_part_whose_sister_lacks_the_last_year_is_forecast_alone(parts: dict[str, Series]) -> None:
    Observation.objects.filter(series=parts["cong-nghiep"], period="2025").delete()
    assert joint(parts["dich-vu"], annual_history(parts["dich-vu"]), 5) is None


def test_an_indicator_outside_a_whole_is_forecast_alone(parts: dict[str, Series]) -> None:
    series = parts["dich-vu"]
    series.indicator.composition = ""
    assert joint(series, annual_history(series), 5) is None


def test_the_chance_kept_names_the_joint_forecast(parts: dict[str, Series], world: World) -> None:
    Target.objects.create(
        programme=world.programme, code="T", document=world.programme.document, due="2030", comparator="at_least",
        indicator=parts["cong-nghiep"].indicator, area_version=world.programme.area_version, low=Decimal(36), unit="%",
    )  # fmt: skip
    chance = make_forecasts(actor=SYSTEM, programme=world.programme)[0]
    assert chance.forecast is not None
    assert "dự báo chung" in chance.forecast.label_vi

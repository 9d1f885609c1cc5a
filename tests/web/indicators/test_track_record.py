"""Past forecasts against figures that came later: what counts, what does not, and an honest empty page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import Chance, FigureSource, Forecast, Indicator, Observation, Series, Target
from lotrinh_web.indicators.targets.track_record import documented, public_record, record_of
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
MADE = datetime(2024, 5, 1, tzinfo=UTC)
LATER = datetime(2025, 5, 1, tzinfo=UTC)
ADDRESS = "/chi-tieu/thanh-tich-du-bao/"


@pytest.fixture
def target(world: World) -> Target:
    indicator = Indicator.objects.create(code="toc-do", name_vi="Tốc độ thử", unit="%", forecast_type="growth")
    return Target.objects.create(
        programme=world.programme, document=world.programme.document, indicator=indicator, code="T1", due="2025",
        area_version=world.programme.area_version, comparator="at_least", low=Decimal(7), unit="%",
    )  # fmt: skip


@pytest.fixture
def series(target: Target) -> Series:
    return Series.objects.create(
        indicator=target.indicator, area_version=target.area_version, code="toc-do.thu", unit="%", preferred=True
    )


@pytest.fixture
def forecast(target: Target, series: Series) -> Forecast:
    step = {"median": 6.0, "lo80": 5.0, "hi80": 7.0, "lo95": 4.0, "hi95": 8.0}
    made = Forecast.objects.create(
        series=series, made_at=MADE, method="x", label_vi="x", last_period="2023", points=5,
        path=[{"period": "2024", **step}, {"period": "2025", **step}],
    )  # fmt: skip
    Chance.objects.create(target=target, forecast=made, made_at=MADE, value=0.2)
    return made


def figure(series: Series, period: str, value: str, at: datetime = LATER, **more: object) -> Observation:
    source, _made = FigureSource.objects.get_or_create(title="Niên giám", url="")
    return record_observation(
        actor=SYSTEM, series=series, period=period, value=Decimal(value), source=source, recorded_at=at, **more
    )


def test_a_figure_that_came_later_scores_the_forecast(world: World, forecast: Forecast, series: Series) -> None:
    figure(series, "2024", "7.5")
    scored = record_of(world.programme).scored
    assert [(s.period, s.ahead, s.miss, s.inside80, s.inside95) for s in scored] == [("2024", 1, -1.5, False, True)]


def test_a_figure_known_when_it_was_made_does_not_count(world: World, forecast: Forecast, series: Series) -> None:
    figure(series, "2024", "6", datetime(2024, 4, 1, tzinfo=UTC))
    assert record_of(world.programme).scored == ()


def test_a_better_vintage_of_a_figure_known_before_does_not_count(
    world: World, forecast: Forecast, series: Series
) -> None:
    figure(series, "2024", "6", datetime(2024, 4, 1, tzinfo=UTC), preferred=False)
    figure(series, "2024", "6.1")
    assert record_of(world.programme).scored == ()


def test_demonstration_figures_never_count(world: World, forecast: Forecast, series: Series) -> None:
    figure(series, "2024", "6", demonstration=True)
    assert record_of(world.programme).scored == ()


def test_a_loss_is_shown(world: World, forecast: Forecast, series: Series) -> None:
    figure(series, "2024", "9")
    assert "ngoài 95%" in world.client("officer").get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("stated", "vi", "en"),
    [
        ("growth", "tốc độ tăng", "growth rate"),
        ("composition:kinh-te", "tỷ trọng", "share"),
        ("auto", "tự nhận theo số liệu", "told by the figures"),
        ("none", "tự nhận theo số liệu", "told by the figures"),  # kept without a type, forecast all the same
    ],
)
def test_every_type_has_its_words(
    world: World, forecast: Forecast, series: Series, stated: str, vi: str, en: str
) -> None:
    series.indicator.forecast_type = stated
    series.indicator.save()
    figure(series, "2024", "7.5")
    row = record_of(world.programme).types[0]
    assert str(row.name) == vi
    with override("en"):
        assert str(row.name) == en


def test_coverage_and_misses_by_type(world: World, forecast: Forecast, series: Series) -> None:
    """6,5 lies in both intervals, 7,5 in the wider: 80 % held one of two; misses 0,5 and 1,5, their mean 1."""
    figure(series, "2024", "6.5")
    figure(series, "2025", "7.5")
    row = record_of(world.programme).types[0]
    assert (row.kind, row.count, row.mean_miss, row.coverage80, row.coverage95) == ("growth", 2, 1.0, 50.0, 100.0)


def test_the_reliability_curve_counts_figures_below_each_end(world: World, forecast: Forecast, series: Series) -> None:
    """6,5 and 7,5: none below 4, 5 or 6, one below 7, both below 8."""
    figure(series, "2024", "6.5")
    figure(series, "2025", "7.5")
    curve = record_of(world.programme).curve
    assert [(p.stated, p.came) for p in curve] == [(2.5, 0), (10, 0), (50, 0), (90, 50), (97.5, 100)]


def test_a_stated_chance_is_scored_when_its_due_year_is_known(world: World, forecast: Forecast, series: Series) -> None:
    """Stated 20 %, then 7,5 ≥ 7: met; Brier (0,2 − 1)² = 0,64."""
    figure(series, "2025", "7.5")
    record = record_of(world.programme)
    assert ([met for _c, met in record.chances], record.brier) == ([True], 0.64)


def test_with_nothing_to_score_the_page_says_when_there_will_be(world: World, forecast: Forecast) -> None:
    record = record_of(world.programme)
    assert (record.scored, record.next_look) == ((), date(2025, 3, 1))
    page = world.client("officer").get(ADDRESS).content.decode()
    assert "Số liệu năm 2024 thường có từ tháng 03/2025 nhưng chưa được nhập" in page


def test_without_any_forecast_the_page_leads_to_where_they_are_made(world: World) -> None:
    assert "Chưa lập dự báo nào" in world.client("officer").get(ADDRESS).content.decode()


DOCUMENTED = """M3 yearly, 645 series:

| | MASE | sMAPE | 80% covers | 95% covers |
|---|---|---|---|---|
| lotrinh | 2.60 (2.4–2.8) | 15.8 | 81.7 | 95.8 |
| drift / naive | 2.59 / 3.17 | 16.8 / 17.9 | 65.9 / 62.4 | 80.3 / 78.5 |

Another table:

| | MASE | 80% covers | 95% covers |
|---|---|---|---|
| lotrinh | 1 | 2 | 3 |
"""


def test_the_documented_comparison_is_read_with_its_losses() -> None:
    rows = [(m.mase, m.covers80, m.covers95, m.ours, m.better) for m in documented(DOCUMENTED)]
    assert rows == [
        ("2.60", "81.7", "95.8", True, False), ("2.59", "65.9", "80.3", False, True),
        ("3.17", "62.4", "78.5", False, False),
    ]  # fmt: skip


def test_the_shipped_documentation_can_be_read() -> None:
    assert sum(m.ours for m in public_record()) == 2


def test_the_number_of_queries_does_not_grow_with_forecasts(
    world: World, target: Target, forecast: Forecast, series: Series
) -> None:
    figure(series, "2024", "6.5")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            record_of(world.programme)
        return len(seen)

    one = queries()
    for _ in range(3):
        again = Forecast.objects.create(
            series=series, made_at=MADE, method="x", label_vi="x", last_period="2023", points=5, path=forecast.path
        )
        Chance.objects.create(target=target, forecast=again, made_at=MADE, value=0.3)
    assert queries() == one

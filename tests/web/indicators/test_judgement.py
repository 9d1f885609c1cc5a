"""What people say beside the figures: confidence and its disagreement, the planned path, contributions of tasks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.indicators.models import Assumption, Chance, Forecast, Indicator, Observation, Series, Target
from lotrinh_web.indicators.queries import TargetRow, annual_history, target_rows
from lotrinh_web.indicators.targets.confidence import disagree, disagreement, grades, latest_ratings, rate
from lotrinh_web.indicators.targets.judgement_models import ConfidenceRating, InterimTarget
from lotrinh_web.indicators.targets.trajectory import path_of, set_interim
from lotrinh_web.oversight.queries import alerts
from lotrinh_web.workplan.contributions import contribute, contributions, sum_of
from web.world import World


@pytest.fixture
def target(world: World) -> Target:
    """At least 80 per cent by 2030; 70 in 2022, 74 in 2024."""
    indicator = Indicator.objects.create(code="ty-le", name_vi="Tỷ lệ đô thị hóa", unit="%")
    area = world.programme.area_version
    series = Series.objects.create(indicator=indicator, area_version=area, code="ty-le-1", unit="%", preferred=True)
    for period, value in (("2022", 70), ("2024", 74)):
        Observation.objects.create(series=series, period=period, value=value, recorded_at=timezone.now())
    return Target.objects.create(
        programme=world.programme, code="T1", document=world.programme.document, indicator=indicator,
        area_version=area, due="2030", comparator="at_least", low=Decimal(80), unit="%", words="trên 80%",
    )  # fmt: skip


def chance(target: Target, value: float) -> Chance:
    return Chance.objects.create(target=target, made_at=timezone.now(), value=value, sentence_vi="Câu.")


def rating(world: World, target: Target, grade: int, who: str = "office") -> ConfidenceRating:
    return rate(actor=world.people[who], target=target, grade=grade, reason="Đã đi kiểm tra thực địa.")


def path(target: Target) -> dict[str, Decimal | None]:
    figures = annual_history(Series.objects.get(code="ty-le-1"))
    return {point.period: point.planned for point in path_of(target, figures, None).points}


def interim(world: World, target: Target, period: str, value: str | None, **more: str) -> InterimTarget:
    fields = {"document": "Kế hoạch số 12/KH-UBND", **more}
    amount = None if value is None else Decimal(value)
    return set_interim(actor=world.people["office"], target=target, period=period, value=amount, **fields)


# ---- confidence


def test_there_are_five_grades_each_defined_in_both_languages() -> None:
    assert [g.grade for g in grades() if g.definition_vi and g.definition_en] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("light", "grade", "apart"),
    [
        ("unlikely", 5, True), ("unlikely", 4, True), ("unlikely", 3, False), ("uncertain", 5, True),
        ("uncertain", 4, False), ("likely", 2, True), ("likely", 3, False), ("cannot_say", 1, False), ("met", 3, True),
    ],
)  # fmt: skip
def test_two_grades_apart_is_a_disagreement(light: str, grade: int, apart: bool) -> None:
    assert disagree(light, ConfidenceRating(grade=grade)) is apart


def test_the_sentence_says_who_is_surer() -> None:
    assert "tin hơn số liệu" in disagreement("unlikely", "Nguy cơ", ConfidenceRating(grade=5))


def test_former_grades_are_kept(world: World, target: Target) -> None:
    rating(world, target, 4)
    rating(world, target, 2)
    assert [r.grade for r in target.ratings.all()] == [2, 4]


def test_the_newest_counts(world: World, target: Target) -> None:
    rating(world, target, 4)
    rating(world, target, 2)
    assert latest_ratings([target.pk])[target.pk].grade == 2


def test_a_grade_needs_its_ground(world: World, target: Target) -> None:
    with pytest.raises(Refused, match="căn cứ"):
        rate(actor=world.people["office"], target=target, grade=3, reason=" ")


def test_a_sixth_grade_is_refused(world: World, target: Target) -> None:
    with pytest.raises(Refused, match="năm bậc"):
        rating(world, target, 6)


def test_an_agency_does_not_grade(world: World, target: Target) -> None:
    with pytest.raises(NotAllowed):
        rating(world, target, 5, who="officer")


def test_a_disagreement_is_an_alert(world: World, target: Target) -> None:
    chance(target, 0.2)
    rating(world, target, 5)
    assert "C4" in {alert.rule for alert in alerts(world.programme, date(2026, 10, 1))}


def test_agreement_is_no_alert(world: World, target: Target) -> None:
    chance(target, 0.2)
    rating(world, target, 2)
    assert "C4" not in {alert.rule for alert in alerts(world.programme, date(2026, 10, 1))}


def test_the_page_shows_both_lights(world: World, target: Target) -> None:
    chance(target, 0.2)
    rating(world, target, 5)
    page = world.client("leader").get(reverse("indicators:target", args=[target.pk])).content.decode()
    assert "Chắc chắn" in page
    assert "Người đánh giá tin hơn số liệu" in page


def test_the_public_does_not_see_the_grade(world: World, target: Target) -> None:
    rating(world, target, 5)
    page = world.client(None).get(reverse("indicators:target", args=[target.pk])).content.decode()
    assert "Mức tin cậy" not in page


# ---- path


def test_the_path_runs_straight_from_the_start_to_the_target(target: Target) -> None:
    """70 in 2022 to 80 in 2030: 1.25 a year."""
    found = path(target)
    assert (found["2022"], found["2026"], found["2030"]) == (Decimal(70), Decimal(75), Decimal(80))


def test_the_path_goes_through_the_level_of_a_year(world: World, target: Target) -> None:
    """70 in 2022, 72 in 2026: 71 in 2024; then 2 a year to 80."""
    interim(world, target, "2026", "72")
    found = path(target)
    assert (found["2024"], found["2026"], found["2028"]) == (Decimal(71), Decimal(72), Decimal(76))


def test_a_level_cites_its_document(world: World, target: Target) -> None:
    with pytest.raises(Refused, match="văn bản"):
        interim(world, target, "2026", "72", document="")


def test_an_adjustment_gives_its_reason(world: World, target: Target) -> None:
    interim(world, target, "2026", "72")
    with pytest.raises(Refused, match="lý do"):
        interim(world, target, "2026", "73")


def test_former_levels_are_kept(world: World, target: Target) -> None:
    interim(world, target, "2026", "72")
    interim(world, target, "2026", "73", reason="Nghị quyết năm 2026")
    assert [(i.value, i.latest) for i in target.interims.all()] == [(Decimal(73), True), (Decimal(72), False)]


def test_a_level_taken_back_leaves_the_straight_line(world: World, target: Target) -> None:
    interim(world, target, "2026", "72")
    interim(world, target, "2026", None, reason="Ban hành nhầm")
    assert path(target)["2026"] == Decimal(75)


@pytest.mark.parametrize("period", ["2030", "2022", "26", "2031"])
def test_a_year_outside_the_way_is_refused(world: World, target: Target, period: str) -> None:
    with pytest.raises(Refused, match="phải từ 2023"):
        interim(world, target, period, "72")


def test_a_period_average_has_no_path(target: Target) -> None:
    target.measure = "period_average"
    assert "bình quân" in path_of(target, [], None).reason


@pytest.fixture
def dollars(world: World) -> tuple[Target, Forecast]:
    """At least 9.400 USD a head by 2030, last seen in 2015; forecast on million đồng, at 25.000 đồng a dollar."""
    area = world.programme.area_version
    held = {}
    for code, unit, figures in (
        ("dau-nguoi_usd", "USD", {"2015": 3600}),
        ("dau-nguoi_vnd", "triệu đồng", {"2022": 86, "2024": 104}),
    ):
        indicator = Indicator.objects.create(code=code, name_vi=f"GRDP bình quân đầu người ({unit})", unit=unit)
        held[unit] = Series.objects.create(
            indicator=indicator, area_version=area, code=f"{code}-1", unit=unit, preferred=True
        )
        for period, value in figures.items():
            Observation.objects.create(series=held[unit], period=period, value=value, recorded_at=timezone.now())
    Assumption.objects.create(
        programme=world.programme, code="GD-TYGIA-2030", name_vi="Tỷ giá năm 2030", unit="đồng/USD",
        value=Decimal(25_000), set_at=timezone.now(),
    )  # fmt: skip
    target = Target.objects.create(
        programme=world.programme, code="T2", document=world.programme.document, indicator=held["USD"].indicator,
        area_version=area, due="2030", comparator="at_least", low=Decimal(9400), unit="USD", words="9.400 USD",
    )  # fmt: skip
    made = Forecast.objects.create(
        series=held["triệu đồng"], made_at=timezone.now(), last_period="2024", points=2, inputs=[],
        path=[{"period": "2025", "median": 110.5, "lo80": 1, "hi80": 2, "lo95": 1, "hi95": 2}],
    )  # fmt: skip
    return target, made


def test_the_path_of_a_dollar_target_forecast_in_dong_is_in_dong(dollars: tuple[Target, Forecast]) -> None:
    target, made = dollars
    found = path_of(target, annual_history(Series.objects.get(code="dau-nguoi_usd-1")), made)
    assert (found.unit, found.converted) == ("triệu đồng", True)
    years = {point.period: point for point in found.points}
    assert min(years) == "2022"
    assert years["2030"].planned == Decimal(235)  # 9.400 × 25.000 ÷ 1.000.000
    assert (years["2024"].observed, years["2025"].forecast) == (104, 110.5)


def test_without_a_forecast_the_path_of_a_dollar_target_stays_in_dollars(dollars: tuple[Target, Forecast]) -> None:
    target, _made = dollars
    found = path_of(target, annual_history(Series.objects.get(code="dau-nguoi_usd-1")), None)
    assert (found.unit, found.converted, found.points[-1].planned) == ("USD", False, Decimal(9400))


def row_of(target: Target) -> TargetRow:
    return target_rows(Target.objects.filter(pk=target.pk).select_related("indicator", "area_version"))[0]


def test_a_list_shows_the_newer_figure_in_dong_beside_the_old_one_in_dollars(
    dollars: tuple[Target, Forecast],
) -> None:
    target, made = dollars
    Chance.objects.create(target=target, forecast=made, made_at=timezone.now(), value=0.5, sentence_vi="Câu.")
    row = row_of(target)
    assert row.last is not None
    assert (row.last.period, row.twin_words) == ("2015", "104 triệu đồng (2024)")


def test_two_targets_on_one_forecast_both_show_the_newer_figure(dollars: tuple[Target, Forecast]) -> None:
    target, made = dollars
    later = Target.objects.create(
        programme=target.programme, code="T3", document=target.document, indicator=target.indicator,
        area_version=target.area_version, due="2035", comparator="at_least", low=Decimal(12_000), unit="USD",
    )  # fmt: skip
    for one in (target, later):
        Chance.objects.create(target=one, forecast=made, made_at=timezone.now(), value=0.5, sentence_vi="Câu.")
    both = target_rows(Target.objects.filter(pk__in=[target.pk, later.pk]).select_related("indicator"))
    assert [row.twin_words for row in both] == ["104 triệu đồng (2024)"] * 2


def test_a_list_shows_dollars_alone_where_they_are_as_new(dollars: tuple[Target, Forecast]) -> None:
    target, made = dollars
    Chance.objects.create(target=target, forecast=made, made_at=timezone.now(), value=0.5, sentence_vi="Câu.")
    own = Series.objects.get(code="dau-nguoi_usd-1")
    Observation.objects.create(series=own, period="2024", value=4200, recorded_at=timezone.now())
    assert row_of(target).twin_words == ""


def test_a_list_shows_dollars_alone_without_a_forecast_in_dong(dollars: tuple[Target, Forecast]) -> None:
    assert row_of(dollars[0]).twin_words == ""


@pytest.mark.parametrize(("who", "address"), [("office", "/chi-tieu/"), ("office", "/tong-quan/"), (None, "/")])
def test_the_lists_show_the_newer_figure(
    world: World, dollars: tuple[Target, Forecast], who: str | None, address: str
) -> None:
    target, made = dollars
    Chance.objects.create(target=target, forecast=made, made_at=timezone.now(), value=0.5, sentence_vi="Câu.")
    assert "104 triệu đồng (2024)" in world.client(who).get(address).content.decode()


def test_the_chart_draws_the_path(world: World, target: Target) -> None:
    from lotrinh_web.indicators.targets.charts import target_chart

    figures = annual_history(Series.objects.get(code="ty-le-1"))
    row = target_rows(Target.objects.filter(pk=target.pk).select_related("indicator", "area_version"))[0]
    with_path = target_chart(row, None, figures, path=path_of(target, figures, None))
    assert str(with_path.spec) != str(target_chart(row, None, figures).spec)


# ---- contributions


def test_contributions_add_up_against_what_is_missing(world: World, target: Target) -> None:
    """80 − 74 = 6 missing; 2.5 and 1 stated: 2.5 left."""
    for index, amount in enumerate(("2.5", "1")):
        contribute(
            actor=world.people["office"], task=world.tasks[index], target=target, period="2030",
            amount=Decimal(amount), reason="Đề án đã duyệt",
        )  # fmt: skip
    row = target_rows(Target.objects.filter(pk=target.pk).select_related("indicator", "area_version"))[0]
    found = sum_of(row, contributions(target))
    assert (found.stated, found.missing, found.unassigned) == (Decimal("3.5"), Decimal(6), Decimal("2.5"))


def test_a_contribution_needs_its_ground(world: World, target: Target) -> None:
    with pytest.raises(Refused, match="căn cứ"):
        contribute(
            actor=world.people["office"],
            task=world.tasks[0],
            target=target,
            period="2030",
            amount=Decimal(1),
            reason="",
        )


def test_a_contribution_taken_back_does_not_count(world: World, target: Target) -> None:
    fields: dict[str, Any] = {"actor": world.people["office"], "task": world.tasks[0], "target": target}
    contribute(**fields, period="2030", amount=Decimal(1), reason="Đề án")
    contribute(**fields, period="2030", amount=None, reason="Dừng đề án")
    assert contributions(target) == []


def test_the_target_page_brings_the_contributions(world: World, target: Target) -> None:
    contribute(
        actor=world.people["office"], task=world.tasks[0], target=target, period="2030", amount=Decimal(1),
        reason="Đề án đã duyệt",
    )  # fmt: skip
    part = world.client("leader").get(
        reverse("workplan:contributions", args=[target.pk]), headers={"HX-Request": "true"}
    )
    assert "Đề án đã duyệt" in part.content.decode()

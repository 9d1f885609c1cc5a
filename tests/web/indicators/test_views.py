"""Pages of targets: what the public sees, who enters figures, forms that keep what was typed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lotrinh_web.indicators.actions import record_observation, set_target
from lotrinh_web.indicators.models import (
    Chance,
    FigureSource,
    Forecast,
    Indicator,
    Observation,
    Series,
    Target,
    TargetProposal,
)
from lotrinh_web.indicators.queries import target_rows
from lotrinh_web.oversight.models import ExplanationRequest
from web.world import SYSTEM, World

LIST = reverse("indicators:targets")


def make_target(world: World, code: str, **fields: Any) -> Target:
    indicator = Indicator.objects.create(code=code, name_vi=f"Chỉ tiêu {code}", unit="%")
    area = world.programme.area_version
    series = Series.objects.create(indicator=indicator, area_version=area, code=f"{code}-1", unit="%", preferred=True)
    source = FigureSource.objects.get_or_create(title="Niên giám")[0]
    for year in (2021, 2022, 2023):
        record_observation(
            actor=SYSTEM, series=series, period=str(year), value=Decimal(year - 2000), source=source, kind="final"
        )
    target = set_target(
        actor=SYSTEM, programme=world.programme, document=world.programme.document, code=code, indicator=indicator,
        area_version=area, due="2030", comparator="at_least", low=Decimal(50), words="từ 50% trở lên", **fields,
    )  # fmt: skip
    Chance.objects.create(target=target, made_at=timezone.now(), value=0.3, sentence_vi="Khoảng 30%.")
    return target


@pytest.fixture
def target(world: World) -> Target:
    return make_target(world, "do-thi-hoa")


def page(target: Target) -> str:
    return reverse("indicators:target", args=[target.pk])


def figure(world: World, target: Target, who: str = "office", **data: str) -> Any:
    series = target.indicator.series.get(preferred=True)
    fields = {
        "series": str(series.pk),
        "period": "2024",
        "value": "34,02",
        "kind": "final",
        "source_title": "Niên giám 2024",
    }
    return world.client(who).post(reverse("indicators:add-observation", args=[target.pk]), fields | data)


EVERYBODY = [None, "officer", "other_officer", "stranger", "leader", "inspector", "office", "admin"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_list_is_open(world: World, target: Target, who: str | None) -> None:
    assert world.client(who).get(LIST).status_code == 200


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_published_target_is_open(world: World, target: Target, who: str | None) -> None:
    assert world.client(who).get(page(target)).status_code == 200


@pytest.mark.parametrize(("who", "status"), [(None, 404), ("officer", 200)])
def test_an_unpublished_target_is_not_for_the_public(world: World, who: str | None, status: int) -> None:
    hidden = make_target(world, "an", published=False)
    assert world.client(who).get(page(hidden)).status_code == status


def test_a_target_of_an_unpublished_programme_is_not_for_the_public(world: World, target: Target) -> None:
    world.programme.published = False
    world.programme.save()
    assert world.client(None).get(page(target)).status_code == 404


@pytest.mark.parametrize("name", ["add-observation", "prefer", "decide"])
@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector"])
def test_only_the_office_changes_figures(world: World, target: Target, name: str, who: str) -> None:
    arguments = [target.pk] if name == "add-observation" else [target.pk, 1]
    assert world.client(who).post(reverse(f"indicators:{name}", args=arguments)).status_code == 403


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_makes_forecasts(world: World, who: str) -> None:
    assert world.client(who).post(reverse("indicators:forecast-again")).status_code == 403


def test_the_most_endangered_stands_first(world: World, target: Target) -> None:
    safe = make_target(world, "an-toan")
    Chance.objects.create(target=safe, made_at=timezone.now(), value=0.9, sentence_vi="")
    rows = world.client(None).get(LIST).context["rows"]
    assert [row.target for row in rows] == [target, safe]


def test_a_figure_is_written_the_vietnamese_way(world: World, target: Target) -> None:
    figure(world, target)
    assert Observation.objects.get(period="2024").value == Decimal("34.02")


@pytest.mark.parametrize(
    ("field", "typed"), [("value", "34,02-34.28"), ("period", "năm ngoái"), ("source_url", "không phải địa chỉ")]
)
def test_a_wrong_field_is_told_at_its_field(world: World, target: Target, field: str, typed: str) -> None:
    response = figure(world, target, **{field: typed})
    assert (response.status_code, list(response.context["observation_form"].errors)) == (422, [field])


def test_a_wrong_form_keeps_what_was_typed(world: World, target: Target) -> None:
    assert "34,02-34.28" in figure(world, target, value="34,02-34.28").content.decode()


def test_a_figure_without_a_source_is_refused_in_the_form(world: World, target: Target) -> None:
    response = figure(world, target, source_title="")
    assert (response.status_code, "Ghi nguồn của số liệu" in response.content.decode()) == (400, True)


def test_a_refused_figure_leaves_no_source_behind(world: World, target: Target) -> None:
    figure(world, target, value="", source_title="Ấn phẩm lạ")
    assert not FigureSource.objects.filter(title="Ấn phẩm lạ").exists()


def test_a_missing_figure_needs_its_reason_only(world: World, target: Target) -> None:
    figure(world, target, value="", source_title="", missing="not_yet_published")
    assert Observation.objects.get(period="2024").missing == "not_yet_published"


def test_the_series_of_another_target_is_refused(world: World, target: Target) -> None:
    other = make_target(world, "khac")
    response = figure(world, target, series=str(other.indicator.series.get().pk))
    assert response.status_code == 422


def test_preferring_a_series_needs_a_reason(world: World, target: Target) -> None:
    other = Series.objects.create(
        indicator=target.indicator, area_version=target.area_version, code="do-thi-hoa-2", unit="%"
    )
    world.client("office").post(reverse("indicators:prefer", args=[target.pk, other.pk]), {"reason": ""})
    other.refresh_from_db()
    assert not other.preferred


def test_a_proposal_of_another_target_is_a_404(world: World, target: Target) -> None:
    other = make_target(world, "khac")
    proposal = TargetProposal.objects.create(target=other, code="x", kind="adjusted", document=world.programme.document)
    address = reverse("indicators:decide", args=[target.pk, proposal.pk])
    assert world.client("office").post(address, {"decision": "accept"}).status_code == 404


def test_an_accepted_proposal_is_written_to_the_ledger(world: World, target: Target) -> None:
    proposal = TargetProposal.objects.create(
        target=target, code="x", kind="adjusted", document=world.programme.document
    )
    address = reverse("indicators:decide", args=[target.pk, proposal.pk])
    world.client("office").post(address, {"decision": "accept", "reason": "Nghị quyết mới"})
    assert target.events.filter(kind="adjusted", reason="Nghị quyết mới").exists()


def test_a_demonstration_figure_is_not_drawn(world: World, target: Target) -> None:
    series = target.indicator.series.get()
    record_observation(actor=SYSTEM, series=series, period="2024", value=Decimal(99), demonstration=True)
    drawn = world.client(None).get(page(target)).context["chart"]
    assert "99" not in str(drawn.rows)


def test_a_figure_of_unstated_kind_is_not_drawn_as_final(world: World, target: Target) -> None:
    Observation.objects.update(kind="unstated")
    drawn = world.client(None).get(page(target)).context["chart"]
    assert "Chính thức" not in str(drawn.rows)


def test_the_chart_takes_the_colours_of_the_page(world: World, target: Target) -> None:
    drawn = world.client(None).get(page(target)).context["chart"]
    assert re.findall(r"#[0-9a-fA-F]{6}", json.dumps(drawn.spec)) == []


@pytest.mark.parametrize(
    ("who", "asked"), [("leader", True), ("office", True), ("officer", False), ("inspector", False)]
)
def test_a_leader_asks_a_body_to_explain_a_target(world: World, target: Target, who: str, asked: bool) -> None:
    address = reverse("oversight:ask-target", args=[target.pk])
    world.client(who).post(address, {"organisation": world.body.pk, "question": "Vì sao chậm?"})
    assert ExplanationRequest.objects.filter(target=target, organisation=world.body).exists() is asked


@pytest.mark.parametrize("body", ["", "x", "999999"])
def test_without_a_body_nothing_is_asked(world: World, target: Target, body: str) -> None:
    address = reverse("oversight:ask-target", args=[target.pk])
    world.client("leader").post(address, {"organisation": body, "question": "Vì sao chậm?"})
    assert not ExplanationRequest.objects.exists()


def test_twelve_targets_cost_no_more_queries_than_two(world: World, target: Target) -> None:
    def count() -> int:
        client = world.client("office")
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    make_target(world, "hai")
    few = count()
    for number in range(10):
        make_target(world, f"them-{number}")
    assert count() == few


def test_a_forecast_made_twice_on_one_day_is_no_change(world: World, target: Target) -> None:
    moment = timezone.now()
    for days, value in ((9, 0.2), (0, 0.3), (0, 0.3)):
        Chance.objects.create(target=target, made_at=moment - timedelta(days=days), value=value, sentence_vi="Câu.")
    row = target_rows(Target.objects.filter(pk=target.pk))[0]
    assert row.previous is not None and row.previous.value == 0.2


def test_the_pace_stands_beside_the_chance(world: World, target: Target) -> None:
    forecast = Forecast.objects.create(
        series=target.indicator.series.get(), made_at=timezone.now(), method="m", label_vi="trung bình",
        last_period="2023", points=3, path=[], inputs=[],
    )  # fmt: skip
    Chance.objects.create(
        target=target, forecast=forecast, made_at=timezone.now(), value=0.3, sentence_vi="Câu.", required_growth=4,
        observed_over_required=50,
    )  # fmt: skip
    shown = world.client("leader").get(page(target)).content.decode()
    assert "cần 4,00, đã qua 2,00" in " ".join(shown.split()) and "chậm nhiều so với nhịp cần" in shown


def test_each_figure_says_who_entered_it(world: World, target: Target) -> None:
    figure(world, target)
    assert world.people["office"].full_name in world.client("leader").get(page(target)).content.decode()

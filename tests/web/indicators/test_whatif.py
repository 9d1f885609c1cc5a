"""What if an assumption were different: the arithmetic, the base, scenarios kept and compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.indicators.actions import save_scenario
from lotrinh_web.indicators.analysis.whatif import Effect, effects, model_of, read_changes, rescaled
from lotrinh_web.indicators.models import Scenario
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import figure
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
ADDRESS = "/chi-tieu/thu-gia-dinh/"


def by_code(programme: Programme, **changes: str) -> dict[str, Effect]:
    model = model_of(programme)
    found = effects(
        model, {code.replace("_", "-") if code.isupper() else code: Decimal(v) for code, v in changes.items()}
    )
    return {e.target.indicator.code: e for e in found}


def browser(world: World, programme: Programme, who: str = "leader") -> Client:
    client = world.client(who)
    session = client.session
    session["programme"] = programme.pk
    session.save()
    return client


def kept(programme: Programme, name: str = "Thử", **more: Any) -> Scenario:
    fields: dict[str, Any] = {"values": {"growth": "9.8"}, "base": {"growth": "5.16"}, "effects": []} | more
    return save_scenario(actor=SYSTEM, programme=programme, name=name, **fields)


def test_with_nothing_changed_nothing_moves(cantho: Programme) -> None:
    assert not [e for e in by_code(cantho).values() if e.moved]


def test_more_growth_raises_the_chance_of_income_per_head(cantho: Programme) -> None:
    effect = by_code(cantho, growth="9.8")["grdp_per_capita_usd"]
    assert effect.before is not None and effect.after is not None
    assert effect.after > effect.before


def test_a_dearer_dollar_lowers_income_in_dollars(cantho: Programme) -> None:
    effect = by_code(cantho, GD_TYGIA="29000")["grdp_per_capita_usd"]
    assert effect.middle_after < effect.middle_before


def test_the_exchange_rate_does_not_reach_growth(cantho: Programme) -> None:
    assert not by_code(cantho, GD_TYGIA="29000")["grdp_growth_real"].moved


def test_the_middle_of_average_growth_is_what_the_years_give(cantho: Programme) -> None:
    """0,9721 × 1,1264 × 1,0575 = 1,15795; × 1,098⁷ = 2,2278; ^(1/10) − 1 = 8,34 %."""
    assert by_code(cantho, growth="9.8")["grdp_growth_real"].middles[1] == pytest.approx(8.34, abs=0.03)


def test_the_middle_of_income_per_head_follows_from_the_identity(cantho: Programme) -> None:
    """104,16 × (1,098 × 1,03 ÷ 1,006)⁶ ÷ 25.294 × 10⁶ = 8.315 USD; the draws' middle is near it."""
    assert by_code(cantho, growth="9.8")["grdp_per_capita_usd"].middle_after == pytest.approx(8315, rel=0.02)


def test_moving_one_share_moves_the_others_in_proportion() -> None:
    moved = rescaled({"a": Decimal(20), "b": Decimal(30), "c": Decimal(50)}, {"a": Decimal(60)})
    assert moved == {"a": 60, "b": 15, "c": 25}


def test_a_share_at_its_target_is_met_and_has_no_chance(cantho: Programme) -> None:
    effect = by_code(cantho, share_industry="34.1")["share_industry"]
    assert (effect.before, effect.after, effect.met_before, effect.met_after) == (None, None, False, True)


def test_only_the_programmes_own_territory_is_shown(cantho: Programme) -> None:
    assert {e.target.area_version_id for e in by_code(cantho).values()} == {cantho.area_version_id}


@pytest.mark.parametrize("words", ["abc", "1e999", "-80", "500"])
def test_a_wrong_number_is_refused_by_name(cantho: Programme, words: str) -> None:
    changes, errors = read_changes(model_of(cantho), {"growth": words})
    assert changes == {}
    assert "Tăng trưởng GRDP bình quân" in errors[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_form_shows_is_read_back_as_it_is(cantho: Programme, language: str) -> None:
    with translation.override(language):
        model = model_of(cantho)
        shown = {lever.code: figure(lever.value) for lever in model.levers}
        assert read_changes(model, shown) == ({}, [])


def test_an_english_number_on_the_english_page(cantho: Programme) -> None:
    with translation.override("en"):
        changes, errors = read_changes(model_of(cantho), {"GD-TYGIA": "27,500.5"})
    assert (changes, errors) == ({"GD-TYGIA": Decimal("27500.5")}, [])


def test_the_page_shows_base_and_new_chance(world: World, cantho: Programme) -> None:
    page = browser(world, cantho).get(ADDRESS, {"growth": "9,8"}).content.decode()
    assert 'value="9,8"' in page
    assert "Lưu kịch bản này" in page


def test_a_wrong_number_comes_back_in_place(world: World, cantho: Programme) -> None:
    answer = browser(world, cantho).get(ADDRESS, {"growth": "abc"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#results")


def test_a_scenario_is_kept_with_who_and_what(world: World, cantho: Programme) -> None:
    browser(world, cantho).post(f"{ADDRESS}luu/", {"growth": "9,8", "name": "Tăng nhanh"})
    made = Scenario.objects.get()
    assert (made.name, made.values, made.made_by) == ("Tăng nhanh", {"growth": "9.8"}, world.people["leader"])
    assert AuditEntry.objects.filter(action="indicators.save_scenario").count() == 1


def test_a_scenario_keeps_its_answers(world: World, cantho: Programme) -> None:
    browser(world, cantho).post(f"{ADDRESS}luu/", {"growth": "9,8", "name": "Tăng nhanh"})
    targets = {e["target"] for e in Scenario.objects.get().effects}
    assert targets == {"MT-01", "MT-02", "MT-05", "MT-06", "MT-07", "MT-08"}


def test_a_scenario_without_a_change_is_refused(world: World, cantho: Programme) -> None:
    answer = browser(world, cantho).post(f"{ADDRESS}luu/", {"name": "Không đổi gì"})
    assert answer.status_code >= 400
    assert not Scenario.objects.exists()


def test_a_scenario_cannot_be_overwritten(cantho: Programme) -> None:
    kept(cantho)
    with pytest.raises(Refused):
        kept(cantho)


def test_an_agency_may_not_keep_scenarios(world: World, cantho: Programme) -> None:
    with pytest.raises(NotAllowed):
        save_scenario(
            actor=world.people["officer"], programme=cantho, name="x", values={"growth": "1"}, base={}, effects=[]
        )


def test_scenarios_stand_side_by_side(world: World, cantho: Programme) -> None:
    one, two = kept(cantho, "Một"), kept(cantho, "Hai", values={"GD-TYGIA": "27000"}, base={"GD-TYGIA": "25294"})
    page = browser(world, cantho).get(f"{ADDRESS}so-sanh/?kb={one.pk}&kb={two.pk}&kb=khong").content.decode()
    assert "Một" in page and "Hai" in page and "27.000" in page


def test_a_saved_scenario_is_compared_with_its_answers(world: World, cantho: Programme) -> None:
    browser(world, cantho).post(f"{ADDRESS}luu/", {"growth": "9,8", "name": "Tăng nhanh"})
    made = Scenario.objects.get()
    page = browser(world, cantho).get(f"{ADDRESS}so-sanh/?kb={made.pk}").content.decode()
    assert all(effect["words"] in page for effect in made.effects)


def test_a_programme_without_figures_says_what_is_missing(world: World) -> None:
    page = world.client("office").get(ADDRESS).content.decode()
    assert "Tăng trưởng: chưa có số liệu năm của địa bàn này." in page


def test_the_number_of_queries_is_constant(cantho: Programme) -> None:
    with CaptureQueriesContext(connection) as seen:
        effects(model_of(cantho), {"growth": Decimal(8)})
    assert len(seen) <= 8

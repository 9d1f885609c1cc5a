"""Another convention of an indicator as a series of its own; which one counts is declared with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Series
from lotrinh_web.indicators.registry.series_actions import open_series
from web.indicators.area_world import figure, indicator, unit
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
WORDS = "Không tách thuế sản phẩm"


def test_a_second_convention_stands_beside_the_first(world: World) -> None:
    one, area = indicator(), unit("p")
    figure(one, area, "2024", "1")
    second = open_series(actor=SYSTEM, indicator=one, area_version=area, convention_vi=WORDS)
    assert (second.preferred, second.code, second.unit) == (False, "so_dan.p.khong-tach-thue-san", "người")


def test_the_first_series_counts(world: World) -> None:
    assert open_series(actor=SYSTEM, indicator=indicator(), area_version=unit("p"), convention_vi=WORDS).preferred


def test_the_same_convention_twice_is_a_conflict(world: World) -> None:
    one, area = indicator(), unit("p")
    open_series(actor=SYSTEM, indicator=one, area_version=area, convention_vi=WORDS)
    with pytest.raises(Conflict, match="Đã có dãy số"):
        open_series(actor=SYSTEM, indicator=one, area_version=area, convention_vi=WORDS.upper())


def test_codes_that_would_be_the_same_are_numbered(world: World) -> None:
    one, area = indicator(), unit("p")
    made = [open_series(actor=SYSTEM, indicator=one, area_version=area, convention_vi=f"{WORDS} ({n})") for n in (1, 2)]
    assert [s.code for s in made] == ["so_dan.p.khong-tach-thue-san", "so_dan.p.khong-tach-thue-san-2"]


def test_a_convention_without_words_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="khác gì"):
        open_series(actor=SYSTEM, indicator=indicator(), area_version=unit("p"), convention_vi=" ")


def test_on_the_page_a_series_is_opened_and_then_chosen(world: World) -> None:
    one, area = indicator(), unit("p")
    figure(one, area, "2024", "1")
    client = world.client("office")
    opened = client.post(
        reverse("indicators:add-series", args=[one.code]), {"area_version": area.pk, "convention_vi": WORDS}
    )
    second = Series.objects.get(convention_vi=WORDS)
    address = reverse("indicators:choose-series", args=[one.code])
    client.post(address, {"series": second.pk, "reason": ""})
    unchosen = Series.objects.get(preferred=True)
    client.post(address, {"series": second.pk, "reason": "Văn bản dùng cách này"})
    assert (opened.status_code, unchosen.code) == (302, "so_dan.p")
    assert [s.code for s in Series.objects.filter(preferred=True)] == [second.code]


@pytest.mark.parametrize("series", ["", "x", "99999999999999999999", "0"])
def test_a_series_that_is_not_there_is_not_found(world: World, series: str) -> None:
    indicator()
    address = reverse("indicators:choose-series", args=["so_dan"])
    assert world.client("office").post(address, {"series": series, "reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_changes_series(world: World, who: str) -> None:
    one, area = indicator(), unit("p")
    with pytest.raises(NotAllowed):
        open_series(actor=world.people[who], indicator=one, area_version=area, convention_vi=WORDS)
    for name in ("add-series", "choose-series"):
        assert world.client(who).post(reverse(f"indicators:{name}", args=[one.code])).status_code == 403


def test_a_form_that_is_wrong_comes_back_open(world: World) -> None:
    one = indicator()
    answer = world.client("office").post(reverse("indicators:add-series", args=[one.code]), {"convention_vi": "x"})
    assert (answer.status_code, '<details class="others" open>' in answer.content.decode()) == (422, True)

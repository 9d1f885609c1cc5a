"""Which targets cannot all hold: the page on the real programme, its assumptions, its territories.

By hand, from the package's figures and assumptions: 104,16 million đồng a head in 2024; at best growth of 7,5 %, prices
4,5 %, no more people, 25.294 đồng a dollar: 104,16 × (1,075 × 1,045)⁶ ÷ 25.294 × 10⁶ = 8.276 USD, 1.124 under 9.400.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.actions import set_assumption
from lotrinh_web.indicators.analysis.coherence import PlaceReport, coherence_of, headline
from lotrinh_web.indicators.models import Assumption, Target
from lotrinh_web.programmes.models import Programme
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
ADDRESS = "/chi-tieu/tuong-thich/"


def reports(programme: Programme) -> dict[str, PlaceReport]:
    return {r.area.code: r for r in coherence_of(programme)}


def open_page(world: World, programme: Programme, who: str = "office") -> Client:
    client = world.client(who)
    session = client.session
    session["programme"] = programme.pk
    session.save()
    return client


def deflator(programme: Programme) -> Assumption:
    return Assumption.objects.get(programme=programme, code="GD-GIAMPHAT", latest=True)


def test_the_first_sentence_is_the_conflict_with_its_gap(cantho: Programme) -> None:
    first = headline(coherence_of(cantho), cantho)
    assert first is not None
    assert first.summary.text_vi == (
        "9.400–11.000 USD/người năm 2030 và tăng trưởng thực 7–7,5%/năm không thể cùng đạt theo các giả định đã nêu: "
        "từ 2024 chỉ suy ra được 5.552–8.276 USD, thiếu ít nhất 1.124 USD (12%)."
    )


def test_growth_that_makes_up_for_the_years_gone_does_not_save_it(cantho: Programme) -> None:
    """0,9721 × 1,1264 × 1,0575 = 1,15795; (1,07¹⁰ ÷ 1,15795)^(1/7) = 1,0786; for 7,5 %: 1,0859."""
    stricter = [f for f in reports(cantho)["CT-2004"].joint if f.own and f.stricter]
    assert [f.verdict for f in stricter] == ["conflict"]
    assert "tăng trưởng thực 7,86–8,59%/năm" in stricter[0].summary.text_vi


def test_what_would_make_them_hold_stands_beside_what_is_assumed(cantho: Programme) -> None:
    first = headline(coherence_of(cantho), cantho)
    assert first is not None
    beside = {n.words.text_vi: n.assumed.code if n.assumed else None for n in first.remedies}
    assert beside == {
        "tăng trưởng thực ≥ 9,81%/năm": None,
        "chỉ số giá GRDP tăng ≥ 6,74%/năm": "GD-GIAMPHAT",
        "dân số tăng ≤ -2,1%/năm": "GD-DANSO-CT2004",
        "tỷ giá (đồng/USD) ≤ 22.270": "GD-TYGIA-2030",
    }


def test_the_four_shares_can_sum_to_100_within_their_ends(cantho: Programme) -> None:
    """3,42 + 34,02 + 56,49 + 5 = 98,93; 4 + 34,28 + 56,71 + 5,59 = 100,58."""
    own = next(s for s in reports(cantho)["CT-2004"].shares if s.finding.own)
    assert (own.total_low, own.total_high, own.finding.verdict) == (Decimal("98.93"), Decimal("100.58"), "can_fit")


def test_a_finding_never_mixes_territories(cantho: Programme) -> None:
    mixed = [
        f for r in coherence_of(cantho) for f in (*r.everything, *r.growth)
        if {t.area_version_id for t in f.targets} != {r.area.pk}
    ]  # fmt: skip
    assert mixed == []


def test_the_old_citys_population_growth_is_not_used_for_the_merged_one(cantho: Programme) -> None:
    merged = [f for f in reports(cantho)["CT-2025"].joint if f.check == "per_head"]
    assert {f.verdict for f in merged} == {"cannot_say"}


def test_a_withdrawn_target_is_not_held_against_the_others(cantho: Programme) -> None:
    Target.objects.filter(programme=cantho, code="MT-02").update(status=Target.Status.WITHDRAWN)
    assert not [f for f in reports(cantho)["CT-2004"].joint if f.own]


def test_status_words_are_vietnamese(cantho: Programme) -> None:
    steps = [s.text_vi for r in coherence_of(cantho) for f in r.everything for s in f.steps]
    assert not [s for s in steps if "estimate" in s or "unstated" in s]


def test_another_assumption_gives_another_verdict(cantho: Programme) -> None:
    """Prices of up to 7 %: 104,16 × (1,075 × 1,07)⁶ ÷ 25.294 × 10⁶ = 9.538 USD, above 9.400."""
    set_assumption(
        actor=SYSTEM, assumption=deflator(cantho), value=Decimal(5), low=Decimal(2), high=Decimal(7), note="thử"
    )
    first = next(f for f in reports(cantho)["CT-2004"].joint if f.own)
    assert first.verdict == "can_fit"
    assert "5.718–9.538 USD" in first.summary.text_vi


def test_the_page_says_the_verdict_to_any_signed_in_person(world: World, cantho: Programme) -> None:
    page = open_page(world, cantho, "officer").get(ADDRESS).content.decode()
    assert "thiếu ít nhất 1.124 USD" in page


def test_an_agency_gets_no_form_to_change_assumptions(world: World, cantho: Programme) -> None:
    page = open_page(world, cantho, "officer").get(ADDRESS).content.decode()
    assert "Đổi giả định này" not in page


def test_the_office_changes_an_assumption_with_a_reason(world: World, cantho: Programme) -> None:
    old = deflator(cantho)
    answer = open_page(world, cantho).post(
        f"{ADDRESS}gia-dinh/{old.pk}/", {"value": "3,5", "low": "2", "high": "5", "note": "Theo kế hoạch mới"}
    )
    new = deflator(cantho)
    assert answer.status_code == 302
    assert (new.value, new.low, new.high, new.note) == (Decimal("3.5"), 2, 5, "Theo kế hoạch mới")
    assert Assumption.objects.get(pk=old.pk).value == 3
    assert AuditEntry.objects.filter(action="indicators.set_assumption").count() == 1


def test_a_change_without_a_reason_comes_back_with_the_form(world: World, cantho: Programme) -> None:
    old = deflator(cantho)
    answer = open_page(world, cantho).post(f"{ADDRESS}gia-dinh/{old.pk}/", {"value": "3,5"})
    assert answer.status_code == 422
    assert deflator(cantho).pk == old.pk


@pytest.mark.parametrize(
    ("value", "low", "high"), [("3", "5", "2"), ("9", "1", "5"), ("-150", "-150", "0"), ("NaN", None, None)]
)
def test_an_impossible_assumption_is_refused(cantho: Programme, value: str, low: str | None, high: str | None) -> None:
    with pytest.raises(Refused):
        set_assumption(
            actor=SYSTEM, assumption=deflator(cantho), value=Decimal(value), note="thử",
            low=None if low is None else Decimal(low), high=None if high is None else Decimal(high),
        )  # fmt: skip


def test_a_stale_assumption_is_not_changed_twice(cantho: Programme) -> None:
    old = deflator(cantho)
    set_assumption(actor=SYSTEM, assumption=old, value=Decimal(3), note="lần một")
    with pytest.raises(Conflict):
        set_assumption(actor=SYSTEM, assumption=old, value=Decimal(4), note="lần hai")


def test_an_agency_may_not_change_an_assumption(world: World, cantho: Programme) -> None:
    with pytest.raises(NotAllowed):
        set_assumption(actor=world.people["head"], assumption=deflator(cantho), value=Decimal(4), note="thử")


def test_a_programme_without_targets_shows_what_would_fill_the_page(world: World) -> None:
    page = world.client("office").get(ADDRESS)
    assert "Chưa có hai chỉ tiêu nào ràng buộc nhau" in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_targets(cantho: Programme) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            coherence_of(cantho)
        return len(seen)

    many = queries()
    Target.objects.filter(programme=cantho).exclude(code__in=["MT-01", "MT-02"]).update(status="withdrawn")
    assert queries() == many <= 5

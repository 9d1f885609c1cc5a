"""Method versions, formulas tried before they are kept, results down to their inputs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.methods.actions import describe_indicator, set_method
from lotrinh_web.indicators.methods.computed import results_of
from lotrinh_web.indicators.methods.in_force import graph_of, versions_of
from lotrinh_web.indicators.methods.models import MethodVersion
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.programmes.models import Programme
from web.indicators.area_world import figure, indicator, unit
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
FROM = date(2026, 1, 1)


@pytest.fixture
def rate(world: World) -> Indicator:
    """Sick people among all, worked out; 12 of 48 in 2024."""
    sick, people = indicator("om"), indicator("dan")
    made = indicator("ty_le", "ratio_of_sums", "%", formula="share(om; dan)", definition_vi="Người ốm trong dân")
    area = unit("p")
    figure(sick, area, "2024", "12")
    figure(people, area, "2024", "48")
    return made


def change(one: Indicator, formula: str, **more: object) -> MethodVersion:
    given = {"valid_from": FROM, "reason": "Thông tư mới", "definition_vi": "Định nghĩa mới"}
    return set_method(actor=SYSTEM, indicator=one, formula=formula, **(given | more))


def test_a_result_is_worked_out_in_its_unit_and_explained_to_its_sources(rate: Indicator) -> None:
    """12 ÷ 48 = 25%."""
    [one] = results_of(rate)
    assert one.shown == 25
    assert [(s.indicator.code, s.value, "Niên giám" in s.source) for s in one.how.steps] == [
        ("om", 12, True), ("dan", 48, True),
    ]  # fmt: skip


def test_a_published_figure_that_differs_shows_by_how_much(rate: Indicator) -> None:
    figure(rate, unit("p2"), "2024", "9")
    figure(rate, Indicator.objects.get(code="om").series.get().area_version, "2024", "26")
    [one] = [r for r in results_of(rate) if r.value is not None]
    assert one.gap == 1


def test_a_division_by_zero_is_said_plainly(rate: Indicator) -> None:
    area = unit("zero")
    figure(Indicator.objects.get(code="om"), area, "2024", "1")
    figure(Indicator.objects.get(code="dan"), area, "2024", "0")
    assert next(r.reason for r in results_of(rate) if r.area.code == "zero") == "không tính được: chia cho 0"


def test_a_lacking_input_is_named_by_its_name(rate: Indicator) -> None:
    area = unit("half")
    figure(Indicator.objects.get(code="om"), area, "2024", "1")
    assert "«Chỉ số dan» 2024" in next(r.reason for r in results_of(rate) if r.area.code == "half")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("ty_le + 1", "vòng quanh"),
        ("om / ", "trống hoặc dừng giữa chừng"),
        ("om / khong_co", "không có trong danh mục"),
        ("om * dan", "cho đơn vị"),
        ("share(om; dan) * 100", "bỏ phép nhân 100"),
        ("__import__(om)", "Không có hàm"),
        ("(" * 60 + "om" + ")" * 60, "lồng nhau quá"),
    ],
)
def test_a_formula_that_does_not_hold_is_refused_with_the_reason(rate: Indicator, formula: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        change(rate, formula)
    assert not MethodVersion.objects.exists()


def test_a_circle_through_another_indicator_is_named(rate: Indicator) -> None:
    Indicator.objects.filter(code="om").update(formula="dan * ty_le")
    with pytest.raises(Refused, match=r"om → ty_le → om|ty_le → om → ty_le"):
        change(rate, "ratio(om; dan)")


def test_a_new_method_keeps_the_former_one(rate: Indicator) -> None:
    change(rate, "ratio(om; dan)", document="Thông tư 01/2026/TT-BTC")
    newest, first = versions_of(rate)
    assert (newest.formula, newest.valid_from, newest.document) == ("ratio(om; dan)", FROM, "Thông tư 01/2026/TT-BTC")
    assert (first.formula, first.valid_from, first.definition_vi) == ("share(om; dan)", None, "Người ốm trong dân")
    rate.refresh_from_db()
    assert (rate.formula, rate.definition_vi) == ("ratio(om; dan)", "Định nghĩa mới")
    assert AuditEntry.objects.filter(action="indicators.set_method").count() == 1


def test_versions_go_forward_in_time(rate: Indicator) -> None:
    change(rate, "ratio(om; dan)")
    with pytest.raises(Refused, match="phải sau ngày đó"):
        change(rate, "om / dan", valid_from=FROM)


def test_a_method_of_the_future_is_refused(rate: Indicator) -> None:
    with pytest.raises(Refused, match="còn ở phía trước"):
        change(rate, "om / dan", valid_from=timezone.localdate() + timedelta(days=1))


def test_a_method_changed_meanwhile_is_a_conflict(rate: Indicator) -> None:
    change(rate, "ratio(om; dan)", seen=0)
    with pytest.raises(Conflict):
        change(rate, "om / dan", valid_from=date(2026, 2, 1), seen=0)


def test_a_change_without_a_reason_is_refused(rate: Indicator) -> None:
    with pytest.raises(Refused, match="lý do"):
        change(rate, "ratio(om; dan)", reason=" ")


def test_only_the_office_changes_a_method(world: World, rate: Indicator) -> None:
    with pytest.raises(NotAllowed):
        set_method(actor=world.people["head"], indicator=rate, valid_from=FROM, reason="x", definition_vi="y")


def test_the_graph_goes_from_what_is_collected_to_the_result(rate: Indicator) -> None:
    graph = graph_of(rate)
    assert [[n.indicator.code for n in level] for level in graph.levels] == [["dan", "om"], ["ty_le"]]
    assert [one.code for one in graph_of(Indicator.objects.get(code="om")).used_by] == ["ty_le"]


def test_how_figures_accrue_is_fixed_once_there_are_some(rate: Indicator) -> None:
    with pytest.raises(Refused, match="đã có số liệu"):
        describe_indicator(actor=SYSTEM, indicator=Indicator.objects.get(code="om"), reason="x", accumulation="stock")


def test_before_there_are_figures_it_can_change(rate: Indicator) -> None:
    describe_indicator(actor=SYSTEM, indicator=rate, reason="x", accumulation="cumulative")
    rate.refresh_from_db()
    assert rate.accumulation == "cumulative"


def test_a_due_day_needs_its_source(rate: Indicator) -> None:
    with pytest.raises(Refused, match="nguồn của hạn"):
        describe_indicator(actor=SYSTEM, indicator=rate, reason="x", publication_lag={"year": 30})


def test_nothing_is_a_part_of_itself(rate: Indicator) -> None:
    sick, people = Indicator.objects.get(code="om"), Indicator.objects.get(code="dan")
    describe_indicator(actor=SYSTEM, indicator=sick, reason="x", part_of=people)
    with pytest.raises(Refused, match="bộ phận của chính nó"):
        describe_indicator(actor=SYSTEM, indicator=people, reason="x", part_of=sick)


def test_a_part_has_the_unit_of_its_whole(rate: Indicator) -> None:
    with pytest.raises(Refused, match="khác loại"):
        describe_indicator(actor=SYSTEM, indicator=rate, reason="x", part_of=Indicator.objects.get(code="dan"))


def test_the_package_says_parts_units_and_due_days(cantho: Programme) -> None:
    held = {one.code: one for one in Indicator.objects.select_related("part_of")}
    assert held["gva_agri"].part_of == held["grdp_current_price"]
    assert held["urban_population"].part_of == held["population"]
    assert held["grdp_per_capita_vnd"].formula_unit == "triệu đồng/người"
    assert held["grdp_growth_real"].publication_lag["quarter"] == 6
    assert "62/2024" in held["grdp_growth_real"].lag_source


def test_every_formula_of_the_package_holds_together(cantho: Programme) -> None:
    errors = {one.code: error for one in Indicator.objects.exclude(formula="") if (error := graph_of(one).error)}
    assert errors == {}


def test_published_output_of_2010_is_the_sum_of_its_parts(cantho: Programme) -> None:
    """4.421,19 + 16.626,28 + 21.593,352 + 1.199,597 = 43.840,419 tỷ đồng, as published."""
    results = results_of(Indicator.objects.get(code="grdp_current_price"))
    assert next(r.value for r in results if r.period == "2010") == Decimal("43840.419")


@pytest.mark.parametrize("who", ["office", "officer", "leader"])
def test_the_page_opens(world: World, rate: Indicator, who: str) -> None:
    text = world.client(who).get(f"/chi-tieu/chi-so/{rate.code}/phuong-phap/").content.decode()
    assert ("Đổi phương pháp hoặc công thức" in text) is (who == "office")


def test_a_wrong_formula_comes_back_with_what_was_typed(world: World, rate: Indicator) -> None:
    given = {"valid_from": "2026-01-01", "definition_vi": "Mới", "formula": "om + dan", "reason": "Vì", "seen": "0"}
    answer = world.client("office").post(f"/chi-tieu/chi-so/{rate.code}/phuong-phap/doi/", given)
    assert answer.status_code >= 400
    assert "om + dan" in answer.content.decode()


@pytest.mark.parametrize("name", ["doi", "thuoc-tinh"])
@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector"])
def test_only_the_office_posts(world: World, rate: Indicator, name: str, who: str) -> None:
    assert world.client(who).post(f"/chi-tieu/chi-so/{rate.code}/phuong-phap/{name}/", {}).status_code == 403


def test_the_office_changes_what_checks_need(world: World, rate: Indicator) -> None:
    given = {
        "part_of": "", "accumulation": "periodic", "lag_year": "30", "lag_source": "Lịch phổ biến", "reason": "Vì",
    }  # fmt: skip
    answer = world.client("office").post(f"/chi-tieu/chi-so/{rate.code}/phuong-phap/thuoc-tinh/", given)
    assert answer.status_code == 302
    rate.refresh_from_db()
    assert rate.publication_lag == {"year": 30}

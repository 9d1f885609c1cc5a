"""An indicator put into use from the library or new, its entry corrected, what is fixed once there are figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.forms import ChoiceField
from django.urls import reverse

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.indicators.registry.actions import Described, Shipped, amend_indicator, register_indicator
from lotrinh_web.indicators.registry.library import groups_in, library
from web.indicators.area_world import figure, indicator, unit
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db
NEW = reverse("indicators:register-indicator")
ENTRY = Described(
    name_vi="Tỷ lệ hộ nghèo", definition_vi="Hộ nghèo đa chiều trong tổng số hộ", unit="%", owner="Sở Mới",
    legal_source="Nghị định 07/2021/NĐ-CP", frequency=("year",),
)  # fmt: skip


def posted(page: Any, **changed: Any) -> dict[str, Any]:
    """The fields of the form as the page shows them."""
    form = page.context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    first = {n: f.choices[0][0] for n, f in form.fields.items() if type(f) is ChoiceField and shown[n] is None}
    return {name: value for name, value in (shown | first | changed).items() if value is not None}


def test_an_indicator_of_the_library_is_put_into_use(world: World) -> None:
    client = world.client("office")
    page = client.get(f"{NEW}?tu=pci")
    answer = client.post(f"{NEW}?tu=pci", posted(page))
    assert answer.status_code == 302
    made = Indicator.objects.get(code="pci")
    assert (made.role, made.unit, made.groups, made.code_status) == ("supporting", "điểm", [], "none")
    assert AuditEntry.objects.filter(action="indicators.register_indicator", object_id=str(made.pk)).count() == 1


def test_the_groups_of_the_library_are_those_of_the_programme_it_was_made_for(world: World) -> None:
    pci = library()["pci"]
    assert groups_in(world.programme, pci) == ()
    world.programme.code = "cantho-29nqtw"
    assert groups_in(world.programme, pci) == ("III.2", "III.7")


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_changes_the_registry(world: World, who: str) -> None:
    held = indicator("a")
    client = world.client(who)
    assert client.get(NEW).status_code == 403
    assert client.get(reverse("indicators:amend-indicator", args=["a"])).status_code == 403
    with pytest.raises(NotAllowed):
        register_indicator(actor=world.people[who], code="b", entry=ENTRY)
    with pytest.raises(NotAllowed):
        amend_indicator(actor=world.people[who], indicator=held, entry=ENTRY, reason="x")


@pytest.mark.parametrize("code", ["", "Ty_le", "1a", "tỷ_lệ", "a-b", "moi", "a" * 81])
def test_a_code_that_formulas_cannot_name_is_refused(world: World, code: str) -> None:
    with pytest.raises(Refused, match="Mã chỉ số"):
        register_indicator(actor=SYSTEM, code=code, entry=ENTRY)


def test_a_code_in_use_is_a_conflict(world: World) -> None:
    indicator("ho_ngheo")
    with pytest.raises(Conflict, match="ho_ngheo"):
        register_indicator(actor=SYSTEM, code="ho_ngheo", entry=ENTRY)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name_vi": " "}, "tên chỉ số"),
        ({"legal_source": ""}, "căn cứ"),
        ({"owner": ""}, "cơ quan theo dõi"),
        ({"frequency": ()}, "kỳ số liệu"),
        ({"frequency": ("tuần",)}, "kỳ số liệu"),
        ({"unit": "tấn/"}, "Đơn vị tính"),
        ({"decimals": 7}, "phần lẻ"),
        ({"direction": "lên"}, "ngoài danh sách"),
        ({"additive": "ratio_of_sums", "numerator": "tu"}, "tử số và mã của mẫu số"),
        ({"additive": "ratio_of_sums", "numerator": "tu", "denominator": "mau"}, "«tu»"),
        ({"additive": "weighted_mean"}, "quyền số"),
        ({"additive": "sum", "denominator": "mau"}, "không dùng đến"),
        ({"code_status": "confirmed"}, "Mã quốc gia còn trống"),
    ],
)
def test_an_entry_that_could_not_be_used_is_refused(world: World, changed: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        register_indicator(actor=SYSTEM, code="ho_ngheo", entry=replace(ENTRY, **changed))
    assert not Indicator.objects.filter(code="ho_ngheo").exists()


def test_a_national_code_nobody_confirmed_says_so(world: World) -> None:
    made = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=replace(ENTRY, national_code="1601"))
    assert made.code_status == "to_be_confirmed"


def test_a_library_formula_counts_only_where_its_indicators_are_in_use(world: World) -> None:
    shipped = Shipped(formula="share(om; dan)")
    alone = register_indicator(actor=SYSTEM, code="ty_le_om", entry=ENTRY, shipped=shipped)
    indicator("om")
    indicator("dan")
    together = register_indicator(actor=SYSTEM, code="ty_le_om_2", entry=ENTRY, shipped=shipped)
    assert (alone.formula, together.formula) == ("", "share(om; dan)")


def test_an_entry_is_corrected_with_a_reason(world: World) -> None:
    held = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=ENTRY)
    with pytest.raises(Refused, match="lý do"):
        amend_indicator(actor=SYSTEM, indicator=held, entry=replace(ENTRY, owner="Sở Khác"), reason=" ")
    amend_indicator(actor=SYSTEM, indicator=held, entry=replace(ENTRY, owner="Sở Khác"), reason="Chuyển việc")
    held.refresh_from_db()
    entry = AuditEntry.objects.get(action="indicators.amend_indicator")
    assert (held.owner, entry.data["old"], entry.data["new"]) == ("Sở Khác", "owner: Sở Mới", "owner: Sở Khác")


def test_nothing_changed_is_nothing_written(world: World) -> None:
    held = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=ENTRY)
    with pytest.raises(Refused, match="Không có mục nào"):
        amend_indicator(actor=SYSTEM, indicator=held, entry=ENTRY, reason="x")


def test_the_definition_stays_for_a_method_version(world: World) -> None:
    held = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=ENTRY)
    changed = replace(ENTRY, definition_vi="Khác", note="Ghi chú")
    amend_indicator(actor=SYSTEM, indicator=held, entry=changed, reason="x")
    held.refresh_from_db()
    assert (held.definition_vi, held.note) == (ENTRY.definition_vi, "Ghi chú")


@pytest.mark.parametrize("changed", [{"unit": "người"}, {"price_basis": "current"}, {"accumulation": "cumulative"}])
def test_what_figures_mean_is_fixed_once_there_is_one(world: World, changed: dict[str, Any]) -> None:
    held = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=ENTRY)
    amend_indicator(actor=SYSTEM, indicator=held, entry=replace(ENTRY, **changed), reason="chưa có số")
    amend_indicator(actor=SYSTEM, indicator=held, entry=ENTRY, reason="đổi lại")
    figure(held, unit("p"), "2024", "3.5")
    with pytest.raises(Refused, match="lập một chỉ số mới"):
        amend_indicator(actor=SYSTEM, indicator=held, entry=replace(ENTRY, **changed), reason="x")


def test_the_form_corrects_and_keeps_what_it_does_not_ask(world: World) -> None:
    held = register_indicator(actor=SYSTEM, code="ho_ngheo", entry=replace(ENTRY, factor=Decimal(100)))
    figure(held, unit("p"), "2024", "3.5")
    client, address = world.client("office"), reverse("indicators:amend-indicator", args=["ho_ngheo"])
    answer = client.post(
        address, posted(client.get(address), legal_source="Nghị định mới", unit="người", reason="văn bản")
    )
    held.refresh_from_db()
    assert answer.status_code == 302
    assert (held.legal_source, held.unit, held.definition_vi) == ("Nghị định mới", "%", ENTRY.definition_vi)


def test_a_wrong_form_comes_back_with_what_was_typed(world: World) -> None:
    client = world.client("office")
    answer = client.post(NEW, posted(client.get(NEW), code="Sai Mã", name_vi="Tên đã gõ", definition_vi="x", unit="%",
                                     owner="Sở", legal_source="Văn bản"))  # fmt: skip
    page = answer.content.decode()
    assert (answer.status_code, "Tên đã gõ" in page, "Mã chỉ số gồm" in page) == (400, True, True)


def test_the_library_page_offers_it_to_the_office_only(world: World) -> None:
    address = reverse("indicators:indicator", args=["pci"])
    assert "Dùng chỉ số này" in world.client("office").get(address).content.decode()
    assert "Dùng chỉ số này" not in world.client("leader").get(address).content.decode()

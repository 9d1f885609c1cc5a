"""The form of an indicator's entry in the registry."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer_choices
from lotrinh_web.indicators.methods.actions import FREQUENCIES
from lotrinh_web.indicators.models import Direction, Indicator
from lotrinh_web.indicators.registry import entry
from lotrinh_web.indicators.registry.actions import CODE_STATES, MEANING, RULES, Described, Shipped
from lotrinh_web.indicators.registry.library import groups_in
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.templatetags.lotrinh import local

AREA = {"rows": 3}


class IndicatorForm(forms.Form):
    """What the registry keeps of an indicator."""

    code = forms.CharField(
        label=_("Mã"), max_length=80,
        help_text=_("Chữ thường không dấu, chữ số, gạch dưới; dùng trong công thức và tệp. Không đổi được về sau."),
    )  # fmt: skip
    name_vi = forms.CharField(label=_("Tên chỉ số"), max_length=300)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=300, required=False)
    definition_vi = forms.CharField(label=_("Định nghĩa"), max_length=2000, widget=forms.Textarea(attrs=AREA))
    formula_words = forms.CharField(label=_("Cách tính bằng lời"), max_length=1000, required=False)
    unit = forms.CharField(
        label=_("Đơn vị tính"), max_length=60, help_text=_("Ví dụ %, tỷ đồng, người, triệu đồng/ha.")
    )
    decimals = forms.IntegerField(label=_("Số chữ số phần lẻ"), min_value=0, max_value=6, initial=1)
    price_basis = forms.ChoiceField(
        label=_("Giá"), choices=[(k, v or _("không theo giá")) for k, v in entry.PRICES.items()], initial="none"
    )
    direction = forms.ChoiceField(label=_("Chiều tốt"), choices=Direction)
    frequency = forms.MultipleChoiceField(
        label=_("Kỳ công bố"), choices=[(k, entry.FREQUENCIES[k]) for k in FREQUENCIES],
        widget=forms.CheckboxSelectMultiple, initial=["year"],
    )  # fmt: skip
    accumulation = forms.ChoiceField(
        label=_("Theo thời gian"),
        choices=list(entry.ACCUMULATION.items()),
        help_text=_("Cố định khi đã có số liệu."),
    )
    additive = forms.ChoiceField(label=_("Tổng hợp giữa các địa bàn"), choices=[(k, entry.ADDITIVE[k]) for k in RULES])
    numerator = forms.ChoiceField(label=_("Tử số"), required=False, help_text=_("Chỉ cho tỷ số của các tổng."))
    denominator = forms.ChoiceField(
        label=_("Mẫu số hoặc quyền số"), required=False, help_text=_("Cho tỷ số của các tổng, bình quân có trọng số.")
    )
    factor = forms.DecimalField(
        label=_("Nhân với"), required=False, max_digits=18, decimal_places=6,
        help_text=_("Hệ số của tỷ số, ví dụ 100 cho phần trăm."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Cơ quan theo dõi"),
        max_length=200,
        help_text=_("Tên như trong danh bạ cơ quan; nhiều cơ quan cách nhau dấu chấm phẩy."),
    )
    legal_source = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Văn bản quy định chỉ số, hoặc văn bản giao theo dõi.")
    )
    national_code = forms.CharField(label=_("Mã quốc gia"), max_length=40, required=False)
    code_status = forms.ChoiceField(
        label=_("Tình trạng mã"), choices=[(k, entry.CODE_STATUS[k]) for k in CODE_STATES], initial="none"
    )
    groups = forms.MultipleChoiceField(
        label=_("Phục vụ nhóm nhiệm vụ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Lý do sửa"), max_length=400)

    def __init__(self, *args: Any, programme: Programme, indicator: Indicator | None = None, **kwargs: Any) -> None:
        """`indicator`: the one that is corrected; without it a new one is entered."""
        super().__init__(*args, **kwargs | {"auto_id": "registry-%s"})
        others = Indicator.objects.exclude(role="result").order_by("name_vi")
        others = others.exclude(pk=indicator.pk) if indicator is not None else others
        codes = [("", _("không có")), *((o.code, f"{local(o, 'name')} ({o.unit})") for o in others)]
        for name in ("numerator", "denominator"):
            offer_choices(self, name, codes)
        groups = Clause.objects.filter(document=programme.document_id, group_tasks__isnull=False).distinct()
        paths = [(c.path, f"{c.path} {local(c, 'title')}".strip()) for c in groups.order_by("order")]
        offer_choices(self, "groups", paths)
        if indicator is None:
            del self.fields["reason"]
            return
        for name in ("code", "definition_vi", "formula_words"):
            del self.fields[name]
        if indicator.series.exists():
            for name in MEANING:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Đã có số liệu nên không đổi được.")

    @classmethod
    def amending(cls, indicator: Indicator, programme: Programme, data: Any = None) -> IndicatorForm:
        """The form of an indicator in use, filled with its entry."""
        entry = Described.of(indicator)
        initial = {f.name: getattr(entry, f.name) for f in fields(entry)}
        return cls(data, programme=programme, indicator=indicator, initial=initial)

    def entry(self, held: Indicator | None = None) -> Described:
        """What was given; what the form does not ask comes from the indicator in use."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in ("code", "reason")}
        data |= {"frequency": tuple(data["frequency"]), "groups": tuple(data["groups"])}
        if held is not None:
            data |= {n: getattr(held, n) for n in ("definition_vi", "definition_en", "formula_words")}
        return Described(**data)


def shipped_initial(one: Any, programme: Programme) -> dict[str, Any]:
    """What the library says of an indicator, for the form."""
    direction = {"range": "within", "neutral": "within"}.get(one.direction, one.direction)
    return {
        "code": one.code, "name_vi": one.name_vi, "name_en": one.name_en, "definition_vi": one.definition_vi,
        "formula_words": one.formula_vi or "", "unit": one.unit_vi, "decimals": one.decimals,
        "price_basis": one.price_basis, "direction": direction, "frequency": list(one.frequency),
        "accumulation": one.accumulation, "additive": one.additive, "numerator": one.numerator or "",
        "denominator": one.denominator or "", "factor": one.factor, "owner": one.owner_vi,
        "legal_source": one.legal_source_vi, "national_code": one.official_code or "", "code_status": one.code_status,
        "groups": list(groups_in(programme, one)), "note": one.note_vi or "",
    }  # fmt: skip


def shipped_rest(one: Any) -> Shipped:
    """What the library says beyond the form."""
    return Shipped(one.formula or "", one.forecast_type, one.composition or "")

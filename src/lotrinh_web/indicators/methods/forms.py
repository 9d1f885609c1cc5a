"""Forms of the method page: a new way of measuring, and what checks need to know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import NamedChoice, offer
from lotrinh_web.indicators.methods.actions import FREQUENCIES as LAG_KINDS
from lotrinh_web.indicators.methods.in_force import latest_of
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.indicators.registry.entry import ACCUMULATION
from lotrinh_web.indicators.registry.entry import FREQUENCIES as KIND_NAMES


class MethodForm(forms.Form):
    """A new method version of an indicator."""

    valid_from = forms.DateField(label=_("Áp dụng từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    definition_vi = forms.CharField(
        label=_("Định nghĩa"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    formula = forms.CharField(
        label=_("Công thức theo mã chỉ số"), required=False, max_length=2000,
        help_text=_("Ví dụ grdp_current_price / population, share(gva_agri; grdp_current_price), x[-1] là kỳ trước. "
                    "Đơn vị tự đổi: không nhân 100 hay 1.000. Để trống nếu thu thập trực tiếp."),
    )  # fmt: skip
    formula_unit = forms.CharField(
        label=_("Đơn vị đầy đủ của công thức"), required=False, max_length=60,
        help_text=_("Chỉ ghi khi đơn vị hiển thị viết gọn, ví dụ triệu đồng/người."),
    )  # fmt: skip
    formula_words = forms.CharField(label=_("Công thức bằng lời"), required=False, max_length=1000)
    reason = forms.CharField(label=_("Lý do"), max_length=400)
    document = forms.CharField(
        label=_("Văn bản căn cứ"), required=False, max_length=300,
        help_text=_("Số, ký hiệu, ngày và trích yếu."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, indicator: Indicator, data: Any = None) -> MethodForm:
        """The form filled with the way it is measured now."""
        names = ("definition_vi", "formula", "formula_unit", "formula_words")
        initial = {name: getattr(indicator, name) for name in names} | {"seen": latest_of(indicator).pk or 0}
        return cls(data, initial=initial, auto_id="method-%s")


class DescribeForm(forms.Form):
    """What an indicator is a part of, when its figure is due, how it accrues."""

    part_of = NamedChoice(
        Indicator.objects.none(), label=_("Là bộ phận của"), required=False, empty_label=_("không là bộ phận của gì")
    )
    accumulation = forms.ChoiceField(label=_("Theo thời gian"), choices=list(ACCUMULATION.items()))
    lag_source = forms.CharField(
        label=_("Nguồn của hạn công bố"), required=False, max_length=300,
        help_text=_("Văn bản, lịch phổ biến; hoặc ghi rõ giả định của ai."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=400)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {
            "part_of": indicator.part_of_id, "accumulation": indicator.accumulation,
            "lag_source": indicator.lag_source,
            **{f"lag_{kind}": days for kind, days in indicator.publication_lag.items()},
        })  # fmt: skip
        super().__init__(*args, **kwargs | {"auto_id": "describe-%s"})
        others = Indicator.objects.exclude(pk=indicator.pk).exclude(role="result").order_by("name_vi")
        offer(self, "part_of", others)
        for kind in LAG_KINDS:
            if kind in indicator.frequency.split(","):
                self.fields[f"lag_{kind}"] = forms.IntegerField(
                    label=_("Số ngày sau kỳ: %(kind)s") % {"kind": KIND_NAMES[kind]}, required=False, min_value=0,
                    max_value=1500, help_text=_("Để trống: dùng giả định chung."),
                )  # fmt: skip

    def fields_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `describe_indicator`."""
        data = self.cleaned_data
        lags = {k: data[f"lag_{k}"] for k in LAG_KINDS if data.get(f"lag_{k}") is not None}
        kept = {name: data[name] for name in ("part_of", "accumulation", "lag_source", "reason")}
        return {**kept, "publication_lag": lags}

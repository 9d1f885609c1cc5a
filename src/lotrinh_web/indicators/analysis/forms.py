"""Forms of the analysis pages: an assumption, a scenario's name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import LotrinhError
from lotrinh_web.indicators.models import Assumption
from lotrinh_web.templatetags.lotrinh import figure


class NumberField(forms.CharField):
    """A number as Vietnamese offices write it: 25.294 or 4,5."""

    def clean(self, value: Any) -> Any:
        """The number, or None where nothing was entered."""
        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        from lotrinh.text.numbers import parse

        try:
            return parse(words, strict=True)
        except (LotrinhError, ValueError) as error:
            raise forms.ValidationError(str(error) or _("Không phải một số. Nhập ví dụ 34,02.")) from error


class AssumptionForm(forms.Form):
    """A new value of an assumption, its range, and what it stands on."""

    value = NumberField(label=_("Giá trị giữa"), max_length=30)
    low = NumberField(label=_("Thấp nhất"), required=False, max_length=30)
    high = NumberField(label=_("Cao nhất"), required=False, max_length=30)
    note = forms.CharField(
        label=_("Lý do, căn cứ"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bắt buộc; giá trị cũ vẫn được giữ trong lịch sử."),
    )  # fmt: skip
    source = forms.CharField(label=_("Nguồn"), required=False, max_length=400)

    @classmethod
    def of(cls, assumption: Assumption, data: Any = None) -> AssumptionForm:
        """The form filled with what is assumed now."""
        shown = {n: figure(v) for n in ("value", "low", "high") if (v := getattr(assumption, n)) is not None}
        return cls(data, initial=shown, auto_id=f"a{assumption.pk}-%s")

    def fields_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `set_assumption`."""
        return dict(self.cleaned_data)

"""Forms of the target page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import LotrinhError
from lotrinh_web.fields import offer
from lotrinh_web.indicators.models import FigureSource, Observation, Series


class ObservationForm(forms.Form):
    """A published figure with its source, or the reason there is none."""

    series = forms.ModelChoiceField(queryset=Series.objects.none(), label=_("Dãy số liệu"))
    period = forms.CharField(label=_("Kỳ"), max_length=20, help_text=_("Ví dụ 2025, 2025-Q1, 2025-H1, 2025-9M."))
    value = forms.CharField(label=_("Giá trị"), required=False, help_text=_("Ví dụ 34,02"))
    kind = forms.ChoiceField(label=_("Loại số liệu"), choices=Observation.Kind)
    missing = forms.ChoiceField(
        label=_("Nếu chưa có"), required=False, choices=[("", "–"), *Observation.Missing.choices]
    )
    missing_reason = forms.CharField(label=_("Lý do chưa có"), required=False, max_length=300)
    source_title = forms.CharField(label=_("Nguồn"), required=False, max_length=400)
    source_url = forms.URLField(label=_("Địa chỉ nguồn"), required=False, max_length=600, assume_scheme="https")
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, *args: Any, series: list[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "series", Series.objects.filter(pk__in=[s.pk for s in series]))

    def clean_value(self) -> Decimal | None:
        """A number as Vietnamese offices write it."""
        words = self.cleaned_data["value"].strip()
        if not words:
            return None
        from lotrinh.text.numbers import parse

        try:
            return parse(words, strict=True)
        except (LotrinhError, ValueError) as error:
            raise forms.ValidationError(str(error) or _("Không phải một số. Nhập ví dụ 34,02.")) from error

    def clean_period(self) -> str:
        """A period the calendar knows."""
        from lotrinh.calendar import parse_period

        code = self.cleaned_data["period"].strip()
        try:
            return parse_period(code).code
        except (LotrinhError, ValueError) as error:
            raise forms.ValidationError(str(error) or _("Kỳ không đúng. Nhập ví dụ 2025-Q1.")) from error

    def fields_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `record_observation`."""
        data = {n: v for n, v in self.cleaned_data.items() if not n.startswith("source_")}
        title = self.cleaned_data["source_title"].strip()
        if title:
            data["source"], _made = FigureSource.objects.get_or_create(title=title, url=self.cleaned_data["source_url"])
        return data


class PreferForm(forms.Form):
    """Why this series counts."""

    reason = forms.CharField(label=_("Lý do"), max_length=400)


class ProposalForm(forms.Form):
    """A decision on a proposed change of a target."""

    decision = forms.ChoiceField(choices=[("accept", _("Chấp nhận")), ("reject", _("Bác bỏ"))])
    reason = forms.CharField(label=_("Căn cứ"), required=False, max_length=400)

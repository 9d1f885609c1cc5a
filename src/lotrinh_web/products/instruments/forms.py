"""Forms of legal instruments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer
from lotrinh_web.organisations.models import Certainty
from lotrinh_web.products.forms import ProductForm, day_field, reason_field
from lotrinh_web.products.models import Instrument, InstrumentStep, InstrumentType, Stage


class InstrumentForm(ProductForm):
    """A new instrument; the planned days of its steps are given on its page."""

    type = forms.ModelChoiceField(
        queryset=InstrumentType.objects.filter(ended_on=None), empty_label=_("Chọn"), label=_("Loại văn bản")
    )
    title_vi = forms.CharField(label=_("Tên gọi dự kiến"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    starts_on = day_field(_("Bắt đầu xây dựng"), today=True)
    promulgate_by = day_field(_("Dự kiến ban hành"), required=False)


class StepForm(forms.Form):
    """One step was done, or left out."""

    step = forms.ModelChoiceField(queryset=InstrumentStep.objects.none(), empty_label=_("Chọn"), label=_("Bước"))
    done_on = day_field(_("Ngày xong"), today=True)
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=80,
        help_text=_("Bắt buộc với bước ban hành, ví dụ 15/2026/NQ-HĐND"),
    )
    dated = day_field(_("Ngày văn bản"), required=False, help_text=_("Để trống nếu cùng ngày xong"))
    left_out = forms.BooleanField(label=_("Bỏ qua bước này (trình tự rút gọn, không áp dụng)"), required=False)
    reason = reason_field(_("Lý do (khi bỏ qua, hoặc sửa bản ghi trước)"))

    def __init__(self, *args: Any, instrument: Instrument, first: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = instrument.steps.all()
        offer(self, "step", steps)
        self.fields["step"].initial = first.step if first else None


class PlanForm(forms.Form):
    """Planned days of all steps in one form: `step_1`, `step_2` …"""

    def __init__(self, *args: Any, instrument: Instrument, done: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders: dict[str, int] = {}
        for step in instrument.steps.all():
            if step.order in done:
                continue
            name = f"step_{step.order}"
            self.orders[name] = step.order
            self.fields[name] = day_field(step.name_vi, required=False, initial=step.planned_on)
        self.fields["reason"] = reason_field(_("Lý do đổi ngày"), required=True)
        self.fields["document"] = forms.CharField(label=_("Văn bản"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """The days by the steps' order, as the action takes them."""
        given = super().clean() or {}
        planned = {order: given.pop(name, None) for name, order in self.orders.items()}
        return {**given, "planned": planned}


class EndForm(forms.Form):
    """Withdraw an instrument."""

    on = day_field(_("Ngày"), today=True)
    reason = reason_field(_("Lý do"), required=True)
    document = forms.CharField(label=_("Văn bản"), required=False, max_length=300)


class ReplaceForm(forms.Form):
    """Another instrument takes its place."""

    by = forms.ModelChoiceField(queryset=Instrument.objects.none(), empty_label=_("Chọn"), label=_("Văn bản thay thế"))
    on = day_field(_("Ngày"), today=True)
    reason = reason_field(_("Lý do"), required=True)

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Instrument.objects.filter(task__programme=instrument.task.programme_id).exclude(pk=instrument.pk)
        offer(self, "by", others.exclude(outcome=Instrument.Outcome.WITHDRAWN))


class TypeForm(forms.Form):
    """A type of instrument; its steps one a line."""

    name_vi = forms.CharField(label=_("Tên loại văn bản"), max_length=200)
    line = forms.ChoiceField(label=_("Hệ thống"), choices=InstrumentType.Line)
    source = forms.CharField(label=_("Căn cứ của các bước"), max_length=400)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty, initial=Certainty.BACKGROUND)
    steps = forms.CharField(
        label=_("Các bước, mỗi dòng một bước"), widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Viết «giai đoạn: tên bước»: Đề xuất, Soạn thảo, Lấy ý kiến, Thẩm định, Trình, Ban hành"),
    )  # fmt: skip
    note_vi = reason_field(_("Ghi chú"))

    def clean_steps(self) -> list[tuple[str, str]]:
        """The lines as (stage, name); a line that cannot be read is named."""
        from lotrinh.text.fold import fold_loose

        stages = {fold_loose(str(stage.label)): stage.value for stage in Stage}
        found = []
        for place, line in enumerate(self.cleaned_data["steps"].splitlines(), 1):
            if not line.strip():
                continue
            stage, colon, name = line.partition(":")
            code = stages.get(fold_loose(stage).strip())
            if not colon or code is None or not name.strip():
                raise forms.ValidationError(
                    _("Dòng %(n)s «%(line)s» không đọc được. Viết như «Thẩm định: Sở Tư pháp»."),
                    params={"n": place, "line": line[:60]},
                )
            found.append((code, name.strip()[:200]))
        return found

"""Forms of findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.products.forms import ProductForm, day_field, reason_field


class FindingForm(ProductForm):
    """What a conclusion asks of a body."""

    conclusion_number = forms.CharField(label=_("Văn bản kết luận (số, ký hiệu)"), max_length=120)
    conclusion_on = day_field(_("Ngày kết luận"))
    inspecting_body = forms.CharField(label=_("Cơ quan kiểm tra, giám sát"), max_length=200)
    concerned = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), empty_label=_("Chọn"), label=_("Cơ quan được kiến nghị")
    )
    content = forms.CharField(
        label=_("Nội dung phát hiện"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    required_action = forms.CharField(
        label=_("Việc phải khắc phục"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = day_field(_("Hạn khắc phục"), required=False)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "concerned", bodies)


class MeasureForm(forms.Form):
    """What was done."""

    on = day_field(_("Ngày"), today=True)
    done = forms.CharField(label=_("Việc đã làm"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.CharField(label=_("Minh chứng (số văn bản, biên bản, đường dẫn)"), max_length=400)
    last = forms.BooleanField(label=_("Đã khắc phục xong"), required=False)


class CloseForm(forms.Form):
    """End the follow-up."""

    on = day_field(_("Ngày kết thúc"), today=True)
    reason = reason_field(_("Căn cứ kết thúc"), required=True)


class ReopenForm(forms.Form):
    """Follow up again."""

    reason = reason_field(_("Lý do mở lại"), required=True)


class TaskForm(forms.Form):
    """Make it a task."""

    title_vi = forms.CharField(label=_("Tên nhiệm vụ"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = day_field(_("Thời hạn"), required=False)

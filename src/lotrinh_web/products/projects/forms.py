"""Forms of investment projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.products.forms import MoneyField, ProductForm, day_field, reason_field
from lotrinh_web.products.models import Project, Source

MONTHS = [(month, f"{month:02}") for month in range(1, 13)]


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=2000, max_value=2100, initial=lambda: timezone.localdate().year)


class ProjectForm(ProductForm):
    """A new project with the decision on its total capital."""

    code = forms.CharField(label=_("Mã dự án"), max_length=40)
    name_vi = forms.CharField(label=_("Tên dự án"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    group = forms.ChoiceField(label=_("Nhóm"), choices=Project.Group)
    head = forms.CharField(label=_("Người chịu trách nhiệm (họ tên, chức vụ)"), max_length=160)
    starts_on = day_field(_("Bắt đầu"))
    ends_on = day_field(_("Kết thúc"))
    unit = forms.ChoiceField(
        label=_("Đơn vị tính"),
        choices=Project.Unit,
        help_text=_("Mọi số tiền của dự án theo đơn vị này; không đổi được."),
    )
    basis = forms.ChoiceField(
        label=_("Số giải ngân ghi theo"), choices=Project.Basis, help_text=_("Đã chọn thì không đổi được.")
    )
    total = MoneyField(label=_("Tổng mức đầu tư"))
    number = forms.CharField(label=_("Quyết định số"), max_length=120)
    decided_on = day_field(_("Ngày quyết định"))


class CapitalForm(forms.Form):
    """A decision on a year's plan, or on the total capital."""

    about = forms.ChoiceField(
        label=_("Nội dung"), choices=[("year", _("Kế hoạch vốn của năm")), ("total", _("Tổng mức đầu tư"))]
    )
    year = _year(_("Năm"))
    source = forms.ChoiceField(label=_("Nguồn vốn"), choices=Source)
    amount = MoneyField(label=_("Số tiền sau quyết định"))
    number = forms.CharField(label=_("Quyết định số"), max_length=120)
    decided_on = day_field(_("Ngày quyết định"))
    reason = reason_field(_("Lý do (khi điều chỉnh)"))

    def clean(self) -> dict[str, Any]:
        """As the action takes it: no year for the total capital."""
        given = super().clean() or {}
        if given.pop("about", "") == "total":
            given |= {"year": None, "source": ""}
        return given


class PaymentForm(forms.Form):
    """A month's disbursement."""

    year = _year(_("Năm"))
    month = forms.TypedChoiceField(
        label=_("Tháng"), choices=MONTHS, coerce=int, initial=lambda: timezone.localdate().month
    )
    amount = MoneyField(label=_("Số giải ngân"))
    document = forms.CharField(label=_("Văn bản, chứng từ"), required=False, max_length=200)
    reason = reason_field(_("Lý do (khi sửa số đã ghi)"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Số giải ngân (%(unit)s, %(basis)s)") % {
            "unit": project.get_unit_display(), "basis": project.get_basis_display(),
        }  # fmt: skip

"""Forms of plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import in_force
from lotrinh_web.plans.models import PlanItem

ACCEPTED = ".txt,.md,.docx,.doc,.pdf,.xlsx,.xls,.ods,.rtf,.png,.jpg,.jpeg,.tif,.tiff"


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày không đúng. Nhập ngày/tháng/năm.")},
    )  # fmt: skip


class PlanForm(forms.Form):
    """A new plan: from a file, or empty to be filled in by form or spreadsheet."""

    organisation = forms.ModelChoiceField(
        label=_("Cơ quan"), queryset=Organisation.objects.none(), to_field_name="code"
    )
    file = forms.FileField(
        label=_("Văn bản kế hoạch"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Để trống nếu nhập tay hoặc nhập bằng bảng tính. Không nhập văn bản có độ mật."),
        error_messages={"empty": _("Tệp rỗng, không có nội dung để đọc.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Tên kế hoạch"), max_length=300, required=False,
        help_text=_("Để trống thì lấy theo trích yếu của văn bản."),
    )  # fmt: skip
    reference = forms.CharField(label=_("Số, ký hiệu, ngày"), max_length=200, required=False)
    starts_on = _day(_("Từ ngày"))
    ends_on = _day(_("Đến ngày"))

    def __init__(self, *args: Any, own: Organisation | None = None, on: date, **kwargs: Any) -> None:
        """`own` is the agency of the person; the office chooses one."""
        super().__init__(*args, **kwargs)
        if own is not None:
            del self.fields["organisation"]
        else:
            offer(self, "organisation", in_force(on))

    def clean(self) -> dict[str, Any]:
        """A plan without a file needs a name, and its period an order."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not str(data.get("title") or "").strip() and "file" not in self.errors:
            self.add_error("title", _("Ghi tên kế hoạch, hoặc chọn tệp văn bản."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Ngày kết thúc trước ngày bắt đầu. Sửa lại."))
        return data


class ItemForm(forms.ModelForm[PlanItem]):
    """One piece of work."""

    class Meta:
        model = PlanItem
        fields = ("words", "product", "due_on", "due_words", "unit")
        labels = {
            "words": _("Nội dung công việc"), "product": _("Sản phẩm"), "due_on": _("Thời hạn (ngày)"),
            "due_words": _("Thời hạn (bằng lời)"), "unit": _("Đơn vị thực hiện"),
        }  # fmt: skip
        widgets = {
            "words": forms.Textarea(attrs={"rows": 2, "maxlength": 2000}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "words": {"required": _("Ghi nội dung công việc.")},
            "due_on": {"invalid": _("Ngày không đúng. Nhập ngày/tháng/năm.")},
        }

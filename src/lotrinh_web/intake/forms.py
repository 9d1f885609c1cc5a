"""Forms of the intake."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.intake.models import DraftItem
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.programmes.models import Programme

ACCEPTED = ".txt,.md,.docx,.doc,.pdf,.xlsx,.xls,.ods,.png,.jpg,.jpeg,.tif,.tiff,.rtf"

FIELDS: dict[str, dict[str, Any]] = {
    # what a person may correct in each kind of proposal, with its label
    "header": {
        "type": _("Loại văn bản"), "number": _("Số"), "symbol": _("Ký hiệu"), "date": _("Ngày ban hành (yyyy-mm-dd)"),
        "place": _("Nơi ban hành"), "issuer": _("Cơ quan ban hành"), "title": _("Trích yếu"),
    },
    "clause": {"label": _("Ký hiệu điều khoản"), "text": _("Nội dung"), "task": _("Là nhiệm vụ")},
    "target": {
        "indicator": _("Chỉ tiêu"), "comparator": _("So sánh"), "low": _("Từ"), "high": _("Đến"), "unit": _("Đơn vị"),
        "due": _("Thời hạn"), "basis": _("Cơ sở tính"),
    },
    "assignment": {"lead": _("Chủ trì"), "coordinating": _("Phối hợp"), "product": _("Sản phẩm")},
    "citation": {"type": _("Loại"), "number": _("Số"), "symbol": _("Ký hiệu"), "date": _("Ngày")},
    "anomaly": {"why": _("Nhận xét")},
    "unread": {"text": _("Nội dung")},
}  # fmt: skip
LISTS = {"lead", "coordinating"}
NUMBERS = {"low", "high"}
FLAGS = {"task"}
LONG = {"text", "title", "why"}


class UploadForm(forms.Form):
    """A document to read."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Chọn một tệp văn bản."), "empty": _("Tệp rỗng, không có nội dung để đọc.")},
    )


class ProgrammeForm(forms.Form):
    """What a confirmed draft is called, and its years."""

    code = forms.SlugField(label=_("Mã chương trình"), max_length=60)
    name_vi = forms.CharField(label=_("Tên chương trình"), max_length=300)
    starts_on = forms.DateField(label=_("Bắt đầu"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Kết thúc"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    area_version = forms.ModelChoiceField(
        label=_("Địa bàn của các chỉ tiêu"), required=False,
        queryset=AreaVersion.objects.filter(area__level__in=["country", "region", "province"]),
    )  # fmt: skip

    def clean_code(self) -> str:
        """The code must be free."""
        code: str = self.cleaned_data["code"]
        if Programme.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Mã này đã dùng. Chọn mã khác."))
        return code


class CorrectionForm(forms.Form):
    """The fields of one proposal, as its kind has them."""

    item: DraftItem

    @classmethod
    def of(cls, item: DraftItem, data: Mapping[str, Any] | None = None) -> CorrectionForm:
        """The form for one item, filled from what counts now."""
        form = cls(data)
        form.item = item
        for name, label in FIELDS[item.kind].items():
            form.fields[name] = _field(name, label, item.value.get(name))
        return form

    def changes(self) -> dict[str, Any]:
        """The corrected values, as the proposal's JSON has them."""
        return {name: _plain(name, value) for name, value in self.cleaned_data.items()}


def _field(name: str, label: Any, value: Any) -> forms.Field:
    if name in FLAGS:
        return forms.BooleanField(label=label, required=False, initial=bool(value))
    if name in LISTS:
        value = "; ".join(value or [])
    elif value is not None and not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
    if name in NUMBERS:
        return _Number(label=label, required=False, initial=value, widget=widget)
    return forms.CharField(label=label, required=False, initial=value, widget=widget, max_length=20_000)


class _Number(forms.CharField):
    """A number written the Vietnamese or the plain way."""

    def clean(self, value: Any) -> float | None:
        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        if "," in words:
            words = words.replace(".", "").replace(",", ".")
        try:
            return float(Decimal(words))
        except InvalidOperation as error:
            raise forms.ValidationError(_("Không phải một số. Nhập ví dụ 34,02.")) from error


def _plain(name: str, value: Any) -> Any:
    if name in LISTS:
        return [piece.strip() for piece in value.split(";") if piece.strip()]
    return value if value != "" else None

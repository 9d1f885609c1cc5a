"""Forms of the intake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import LotrinhError
from lotrinh_web.intake.models import DraftItem
from lotrinh_web.intake.words import COMPARATORS, PER, iso_day
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Task

ACCEPTED = ".txt,.md,.docx,.doc,.pdf,.xlsx,.xls,.ods,.png,.jpg,.jpeg,.tif,.tiff,.rtf"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a proposal that a person may correct: its label, how it is typed, and the part it lies within."""

    label: Any
    kind: Literal["words", "long", "list", "number", "flag", "day", "choice"] = "words"
    within: str = ""
    choices: tuple[tuple[str, Any], ...] = ()


FIELDS: dict[str, dict[str, Entry]] = {
    "header": {
        "type": Entry(_("Loại văn bản")), "number": Entry(_("Số")), "symbol": Entry(_("Ký hiệu")),
        "date": Entry(_("Ngày ban hành"), "day"), "place": Entry(_("Nơi ban hành")),
        "issuer": Entry(_("Cơ quan ban hành")), "title": Entry(_("Trích yếu"), "long"),
    },
    "clause": {
        "label": Entry(_("Ký hiệu điều khoản")), "text": Entry(_("Nội dung"), "long"),
        "task": Entry(_("Là nhiệm vụ"), "flag"),
    },
    "target": {
        "indicator": Entry(_("Chỉ tiêu")),
        "comparator": Entry(_("So sánh"), "choice", choices=tuple(COMPARATORS.items())),
        "low": Entry(_("Từ"), "number"), "high": Entry(_("Đến"), "number"), "unit": Entry(_("Đơn vị")),
        "per": Entry(_("Tính cho mỗi"), "choice", choices=(("", "–"), *PER.items())),
        "approximate": Entry(_("Văn bản nói «khoảng»"), "flag"), "due": Entry(_("Thời hạn"), "day"),
        "basis": Entry(_("Cơ sở tính")),
    },
    "assignment": {
        "task": Entry(_("Việc phải làm"), "long"), "lead": Entry(_("Chủ trì (cách nhau bằng dấu ;)"), "list"),
        "coordinating": Entry(_("Phối hợp (cách nhau bằng dấu ;)"), "list"), "product": Entry(_("Sản phẩm")),
        "kind": Entry(_("Loại thời hạn"), "choice", "deadline", tuple(Task.DueKind.choices)),
        "due": Entry(_("Thời hạn"), "day", "deadline"), "text": Entry(_("Lời văn của thời hạn"), "words", "deadline"),
    },
    "citation": {
        "type": Entry(_("Loại")), "number": Entry(_("Số")), "symbol": Entry(_("Ký hiệu")),
        "date": Entry(_("Ngày"), "day"),
    },
    "anomaly": {"why": Entry(_("Nhận xét"), "long")},
    "unread": {"text": Entry(_("Nội dung"), "long")},
}  # fmt: skip
"""What a person may correct in each kind of proposal."""


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
        form = cls(data, auto_id=f"item-{item.pk}-%s")
        form.item = item
        for name, entry in FIELDS[item.kind].items():
            value = item.value.get(entry.within) or {} if entry.within else item.value
            form.fields[name] = _field(entry, value.get(name) if isinstance(value, Mapping) else None)
        return form

    def clean(self) -> dict[str, Any]:
        """The lower end of a range stands below the upper."""
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", _("Mức trên phải từ mức dưới trở lên."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The corrected values, as the proposal's JSON has them."""
        found: dict[str, Any] = {}
        for name, entry in FIELDS[self.item.kind].items():
            value = self.cleaned_data[name] if self.cleaned_data[name] != "" else None
            if entry.within:
                kept = found.get(entry.within) or self.item.value.get(entry.within) or {}
                found[entry.within] = {**(kept if isinstance(kept, Mapping) else {}), name: value}
            else:
                found[name] = value
        return found


def _field(entry: Entry, value: Any) -> forms.Field:
    from lotrinh.text.numbers import written

    given: dict[str, Any] = {"label": entry.label, "required": False, "initial": value}
    if entry.kind == "flag":
        return forms.BooleanField(**given | {"initial": bool(value)})
    if entry.kind == "choice":
        known = entry.choices if value is None or value in dict(entry.choices) else (*entry.choices, (value, value))
        return forms.ChoiceField(**given, choices=known)
    if entry.kind == "list":
        return _List(**given | {"initial": "; ".join(value or [])}, max_length=20_000)
    if entry.kind == "number":
        return _Number(**given | {"initial": None if value is None else written(value)})
    if entry.kind == "day":
        return _Day(**given | {"initial": iso_day(value)}, max_length=10)
    widget = forms.Textarea(attrs={"rows": 3}) if entry.kind == "long" else forms.TextInput()
    return forms.CharField(**given, widget=widget, max_length=20_000)


class _List(forms.CharField):
    """Names with semicolons between them."""

    def clean(self, value: Any) -> list[str]:
        return [piece.strip() for piece in str(super().clean(value) or "").split(";") if piece.strip()]


class _Day(forms.CharField):
    """A day the Vietnamese way, or a year; kept as "2025-12-31" or 2025, as the reader has them."""

    def clean(self, value: Any) -> str | int | None:
        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        if re.fullmatch(r"\d{4}", words):
            return int(words)
        day = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words)
        try:
            return (date(*map(int, reversed(day.groups()))) if day else date.fromisoformat(words)).isoformat()
        except ValueError as error:
            said = _("Không phải một ngày hay một năm. Nhập ví dụ 31/12/2030 hoặc 2030.")
            raise forms.ValidationError(said) from error


class _Number(forms.CharField):
    """A number as Vietnamese offices write it: 9.400 is nine thousand four hundred."""

    def clean(self, value: Any) -> float | None:
        from lotrinh.text.numbers import parse

        words = str(super().clean(value) or "").strip()
        if not words:
            return None
        try:
            return float(parse(words))
        except (LotrinhError, ValueError) as error:
            raise forms.ValidationError(_("Không phải một số. Nhập ví dụ 34,02.")) from error

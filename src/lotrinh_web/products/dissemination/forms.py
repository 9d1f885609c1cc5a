"""Forms of dissemination."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import RecordChoice, offer
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.products.forms import ProductForm, day_field, reason_field
from lotrinh_web.products.models import Activity, Audience


class AudienceChoice(RecordChoice):
    """An audience with its body and number of members."""

    def label_from_instance(self, obj: Any) -> str:
        """ "Sở Công Thương: Đảng viên Đảng bộ Sở (212 đảng viên)"."""
        words = f"{obj.organisation.name_vi}: {obj.name_vi}"
        return f"{words} ({obj.members_total} đảng viên)" if obj.members_total else words


class ActivityFields(forms.Form):
    """What an activity was and whom it reached."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=Activity.Kind)
    title_vi = forms.CharField(label=_("Tên hoạt động, tên bài"), max_length=400)
    place = forms.CharField(label=_("Nơi tổ chức, nơi đăng"), max_length=200)
    held_on = day_field(_("Ngày"), today=True)
    audience = AudienceChoice(
        queryset=Audience.objects.none(), empty_label=_("Chọn"), label=_("Đối tượng"),
        help_text=_("Chưa có trong danh sách: thêm ở «Đối tượng và tổng số»."),
    )  # fmt: skip
    reached = forms.IntegerField(label=_("Số người dự, tiếp cận"), required=False, min_value=0, max_value=100_000_000)
    members_reached = forms.IntegerField(
        label=_("Trong đó đảng viên"), required=False, min_value=0, max_value=10_000_000
    )
    adds = forms.TypedChoiceField(
        label=_("Cách tính"), coerce=lambda value: value == "1",
        choices=[("1", _("Người mới, cộng vào tổng")), ("0", _("Trùng người đã tính, không cộng"))],
    )  # fmt: skip
    evidence = forms.CharField(label=_("Minh chứng (số văn bản, biên bản, đường dẫn)"), max_length=400)
    reason = reason_field(_("Lý do không có số người"))

    def __init__(self, *args: Any, audiences: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "audience", audiences)


class ActivityForm(ActivityFields, ProductForm):
    """A new activity."""

    field_order = ("task",)


class CorrectionForm(ActivityFields):
    """An activity entered anew in place of one that was wrong."""

    correction = reason_field(_("Lý do sửa"), required=True)


class AudienceForm(forms.Form):
    """A set of people a body has to reach; the same name again is a new count."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), empty_label=_("Chọn"), label=_("Cơ quan")
    )
    name_vi = forms.CharField(label=_("Đối tượng"), max_length=200)
    members_total = forms.IntegerField(label=_("Tổng số đảng viên"), required=False, min_value=1, max_value=10_000_000)
    counted_on = day_field(_("Chốt số ngày"), required=False)
    source = forms.CharField(label=_("Nguồn số liệu"), required=False, max_length=300)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", bodies)

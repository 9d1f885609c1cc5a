"""Forms on an indicator's page that change its series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.fields import NamedChoice, offer
from lotrinh_web.indicators.actions import prefer_series
from lotrinh_web.indicators.models import Indicator, Series
from lotrinh_web.indicators.registry.series_actions import open_series
from lotrinh_web.organisations.areas import LEVELS
from lotrinh_web.organisations.models import AreaVersion


class SeriesForm(forms.Form):
    """Another series of an indicator."""

    area_version = NamedChoice(AreaVersion.objects.none(), label=gettext_lazy("Địa bàn"))
    convention_vi = forms.CharField(
        label=gettext_lazy("Cách tính khác gì"), max_length=400,
        help_text=gettext_lazy("Ví dụ: không tách thuế sản phẩm; theo chuẩn nghèo cũ."),
    )  # fmt: skip
    convention_en = forms.CharField(label=gettext_lazy("Bằng tiếng Anh"), max_length=400, required=False)
    reason = forms.CharField(label=gettext_lazy("Vì sao cần dãy riêng"), max_length=400, required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "series-%s"})
        large = Q(area__level__in=LEVELS[:3]) | Q(series__indicator=indicator)
        offer(self, "area_version", AreaVersion.objects.filter(large).distinct().order_by("name_vi"))


@office_only
@require_POST
def choose_series(request: SignedInRequest, code: str) -> HttpResponse:
    """Declare which of an indicator's series counts for its territory."""
    key = request.POST.get("series", "")
    rows = Series.objects.filter(indicator__code=code)
    series = get_object_or_404(rows, pk=key if key.isdecimal() and len(key) < 18 else 0)
    try:
        prefer_series(actor=request.user, series=series, reason=request.POST.get("reason", ""))
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã chọn dãy số liệu."))
    return redirect("indicators:indicator", code=code)


@office_only
@require_POST
def add_series(request: SignedInRequest, code: str) -> HttpResponse:
    """Open another series."""
    from lotrinh_web.indicators.registry.indicator_views import show_indicator

    indicator = get_object_or_404(Indicator, code=code)
    form = SeriesForm(request.POST, indicator=indicator)
    if not form.is_valid():
        return show_indicator(request, code, form, 422)
    try:
        open_series(actor=request.user, indicator=indicator, **form.cleaned_data)
    except ActionError as error:
        form.add_error(None, str(error))
        return show_indicator(request, code, form, error.status)
    messages.success(request, _("Đã mở dãy số liệu mới; chọn dãy này khi nhập số."))
    return redirect("indicators:indicator", code=code)

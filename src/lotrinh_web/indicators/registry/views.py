"""Pages of the registry: put an indicator into use, correct its entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.indicators.registry.actions import amend_indicator, register_indicator
from lotrinh_web.indicators.registry.forms import IndicatorForm, shipped_initial, shipped_rest
from lotrinh_web.indicators.registry.library import library
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local


@office_only
@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    """A new indicator; `?tu=<code>` fills the form from the library."""
    programme = programme_or_404(request)
    shipped = library().get(request.GET.get("tu", ""))
    initial = shipped_initial(shipped, programme) if shipped is not None else {}
    if request.method == "GET":
        return _form(request, IndicatorForm(programme=programme, initial=initial), None, shipped)
    form = IndicatorForm(request.POST, programme=programme, initial=initial)
    if not form.is_valid():
        return _form(request, form, None, shipped, 422)
    same = shipped is not None and form.cleaned_data["code"] == shipped.code
    try:
        made = register_indicator(
            actor=request.user, code=form.cleaned_data["code"].strip(), entry=form.entry(),
            shipped=shipped_rest(shipped) if same else None,
        )  # fmt: skip
    except ActionError as error:
        form.add_error(None, str(error))
        return _form(request, form, None, shipped, error.status)
    messages.success(request, _("Đã đưa chỉ số vào danh mục. Nhập số liệu đầu tiên ở «Nhập, nạp số liệu»."))
    return redirect("indicators:indicator", code=made.code)


@office_only
@require_http_methods(["GET", "POST"])
def amend(request: SignedInRequest, code: str) -> HttpResponse:
    """Correct an indicator's entry; its definition and formula have their own page."""
    programme = programme_or_404(request)
    indicator = get_object_or_404(Indicator, code=code)
    if request.method == "GET":
        return _form(request, IndicatorForm.amending(indicator, programme), indicator)
    form = IndicatorForm.amending(indicator, programme, request.POST)
    if not form.is_valid():
        return _form(request, form, indicator, status=422)
    try:
        amend_indicator(
            actor=request.user, indicator=indicator, entry=form.entry(indicator), reason=form.cleaned_data["reason"]
        )
    except ActionError as error:
        form.add_error(None, str(error))
        return _form(request, form, indicator, status=error.status)
    messages.success(request, _("Đã sửa mục của chỉ số."))
    return redirect("indicators:indicator", code=code)


def _form(
    request: HttpRequest, form: IndicatorForm, indicator: Indicator | None, shipped: Any = None, status: int = 200
) -> HttpResponse:
    programme = programme_or_404(request)
    trail = [(_("Chỉ số"), reverse("indicators:indicators"))]
    if indicator is not None:
        trail.append((local(indicator, "name"), reverse("indicators:indicator", args=[indicator.code])))
    context: dict[str, Any] = {
        "programme": programme, "form": form, "indicator": indicator, "shipped": shipped,
        "trail": [*trail, (_("Sửa mục") if indicator is not None else _("Chỉ số mới"), "")],
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "indicators/registry_form.html", context, status=status)

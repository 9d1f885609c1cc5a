"""How an indicator is measured and worked out: versions, formula, what it rests on, results down to their inputs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, signed_in
from lotrinh_web.errors import ActionError
from lotrinh_web.indicators.methods import actions as method_actions
from lotrinh_web.indicators.methods.computed import Result, results_of
from lotrinh_web.indicators.methods.forms import DescribeForm, MethodForm
from lotrinh_web.indicators.methods.in_force import graph_of, versions_of
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local


@signed_in
@require_GET
def method(request: SignedInRequest, code: str) -> HttpResponse:
    """Versions of the method, the formula with its graph, results explained."""
    return _page(request, get_object_or_404(Indicator.objects.select_related("part_of"), code=code))


def _page(
    request: HttpRequest, indicator: Indicator, status: int = 200, *, typed: MethodForm | None = None,
    described: DescribeForm | None = None,
) -> HttpResponse:  # fmt: skip
    graph = graph_of(indicator)
    results, error = _results(indicator) if indicator.formula and not graph.error else ([], graph.error)
    context: dict[str, Any] = {
        "programme": programme_or_404(request),
        "indicator": indicator,
        "versions": versions_of(indicator),
        "graph": graph,
        "error": error,
        "known": [r for r in results if r.value is not None],
        "lacking": [r for r in results if r.value is None],
        "trail": [
            (_("Chỉ số"), reverse("indicators:indicators")),
            (local(indicator, "name"), reverse("indicators:indicator", args=[indicator.code])),
            (_("Phương pháp"), ""),
        ],
        "typed": typed is not None,
        "described": described is not None,
    }
    if is_office(request.user):
        context["form"] = typed or MethodForm.of(indicator)
        context["describe_form"] = described or DescribeForm(indicator=indicator)
    return render(request, "indicators/method.html", context, status=status)


def _results(indicator: Indicator) -> tuple[list[Result], str]:
    try:
        return results_of(indicator), ""
    except LotrinhError as error:
        return [], str(error)


@office_only
@require_POST
def set_method(request: SignedInRequest, code: str) -> HttpResponse:
    """Put a new method version in force."""
    indicator = get_object_or_404(Indicator.objects.select_related("part_of"), code=code)
    form = MethodForm.of(indicator, request.POST)
    if not form.is_valid():
        return _page(request, indicator, 422, typed=form)
    try:
        method_actions.set_method(actor=request.user, indicator=indicator, **form.cleaned_data)
    except ActionError as error:
        form.add_error(None, str(error))
        return _page(request, indicator, error.status, typed=form)
    messages.success(request, _("Đã ghi bản phương pháp mới; bản cũ vẫn ở trong danh sách."))
    return redirect("indicators:method", code=code)


@office_only
@require_POST
def describe(request: SignedInRequest, code: str) -> HttpResponse:
    """Change what an indicator is a part of, when it is due, how it accrues."""
    indicator = get_object_or_404(Indicator.objects.select_related("part_of"), code=code)
    form = DescribeForm(request.POST, indicator=indicator)
    if not form.is_valid():
        return _page(request, indicator, 422, described=form)
    try:
        method_actions.describe_indicator(actor=request.user, indicator=indicator, **form.fields_for_action())
    except ActionError as error:
        form.add_error(None, str(error))
        return _page(request, indicator, error.status, described=form)
    messages.success(request, _("Đã đổi thuộc tính của chỉ số."))
    return redirect("indicators:method", code=code)

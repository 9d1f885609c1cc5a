"""The contributions of tasks on a target's page."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, is_office, signed_in
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.queries import target_rows
from lotrinh_web.programmes.queries import visible_programmes
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan import contributions as stated
from lotrinh_web.workplan.models import Task


@signed_in
@require_http_methods(["GET", "POST"])
def contributions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What tasks are said to add; the office states it."""
    targets = Target.objects.filter(pk=pk, programme__in=visible_programmes(request.user))
    targets = targets.select_related("indicator", "area_version", "clause", "document", "programme")
    target = get_object_or_404(targets)
    if request.method == "POST":
        return _state(request, target)
    by_task = stated.contributions(target)
    name = local(target.indicator, "name")
    context = {
        "target": target, "by_task": by_task, "sum": stated.sum_of(target_rows(targets)[0], by_task),
        "office": is_office(request.user), "programme": target.programme,
        "tasks": Task.objects.filter(programme=target.programme_id).order_by("order"),
        "trail": [(_("Chỉ tiêu"), reverse("indicators:targets")),
                  (name, reverse("indicators:target", args=[pk])), (_("Đóng góp của nhiệm vụ"), "")],
    }  # fmt: skip
    part = "workplan/_contributions.html" if request.htmx else "workplan/contributions.html"
    return render(request, part, context)


def _state(request: SignedInRequest, target: Target) -> HttpResponse:
    from lotrinh.text.numbers import parse

    task = get_object_or_404(Task, pk=_key(request.POST.get("task", "")), programme=target.programme_id)
    words = request.POST.get("amount", "").strip()
    try:
        stated.contribute(
            actor=request.user, task=task, target=target, period=request.POST.get("period", "").strip(),
            amount=parse(words, strict=True) if words else None, reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except LotrinhError as error:
        if getattr(error, "status", 0) == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi đóng góp của nhiệm vụ."))
    return redirect("indicators:target", pk=target.pk)


def _key(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 18 else 0

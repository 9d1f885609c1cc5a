"""Posts of what people say of a target: a grade of confidence, the level of a year on the way."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, for_roles, office_only
from lotrinh_web.accounts.models import OFFICE, Role
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.targets.confidence import rate
from lotrinh_web.indicators.targets.trajectory import set_interim
from lotrinh_web.programmes.queries import visible_programmes


def _target(request: HttpRequest, pk: int) -> Target:
    targets = Target.objects.filter(programme__in=visible_programmes(request.user))
    return get_object_or_404(targets.select_related("programme", "indicator"), pk=pk)


@for_roles(*OFFICE, Role.LEADER)
@require_POST
def rate_target(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a grade."""
    grade = request.POST.get("grade", "")
    try:
        rate(
            actor=request.user, target=_target(request, pk), reason=request.POST.get("reason", ""),
            grade=int(grade) if grade.isdecimal() and len(grade) == 1 else 0,
        )  # fmt: skip
    except LotrinhError as error:
        return _refused(request, pk, error)
    messages.success(request, _("Đã ghi đánh giá; các đánh giá trước vẫn được giữ."))
    return redirect("indicators:target", pk=pk)


@office_only
@require_POST
def set_level(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set, adjust or take back the level of a year."""
    from lotrinh.text.numbers import parse

    words = request.POST.get("value", "").strip()
    try:
        value = parse(words, strict=True) if words else None
        set_interim(
            actor=request.user, target=_target(request, pk), period=request.POST.get("period", "").strip(), value=value,
            document=request.POST.get("document", ""), reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except LotrinhError as error:
        return _refused(request, pk, error)
    messages.success(request, _("Đã ghi mức của năm vào lộ trình."))
    return redirect("indicators:target", pk=pk)


def _refused(request: HttpRequest, pk: int, error: LotrinhError) -> HttpResponse:
    if getattr(error, "status", 0) == HTTPStatus.FORBIDDEN:
        raise error
    messages.error(request, str(error))
    return redirect("indicators:target", pk=pk)

"""The page that sums the products up, and the decisions on any of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, office_only, signed_in
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.pages import day_of
from lotrinh_web.products import actions
from lotrinh_web.products.models import Activity, Finding, Instrument, Project
from lotrinh_web.products.pages import found, page_of_product, tabs_of
from lotrinh_web.products.summary import summary, waiting_for
from lotrinh_web.products.undo import WHAT, undo
from lotrinh_web.programmes.queries import programme_or_404

MODELS: dict[str, Any] = {"instrument": Instrument, "project": Project, "activity": Activity, "finding": Finding}


@signed_in
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Each kind in figures, and what waits for this person."""
    programme, on = programme_or_404(request), day_of(request)
    figures = remembered(("products.summary", programme.pk, on), lambda: summary(programme, on))
    context = {
        "programme": programme, "on": on, "summary": figures, "tabs": tabs_of(""),
        "waiting": waiting_for(request.user, programme), "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "products/index.html", context)


@office_only
@require_POST
def take_back(request: SignedInRequest, pk: int, kind: str, what: str, row: int) -> HttpResponse:
    """Undo one confirmed row of a product, with the reason."""
    product = found(request, MODELS[kind], pk)
    if what not in WHAT:
        raise Http404
    record = get_object_or_404(WHAT[what], pk=row)
    try:
        undo(actor=request.user, product=product, row=record, reason=request.POST.get("reason", ""))
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã hoàn tác; bản ghi cũ vẫn còn trong lịch sử."))
    return redirect(page_of_product(product))


@signed_in
@require_POST
def decide(request: SignedInRequest, pk: int, step: str, kind: str) -> HttpResponse:
    """The head approves (`duyet`), the office confirms (`xac-nhan`), either sends back (`tra-lai`)."""
    product = found(request, MODELS[kind], pk)
    try:
        if step == "duyet":
            n = actions.approve(actor=request.user, product=product, seen=request.POST.get("seen"))
            words = ngettext("Đã duyệt %(n)d nội dung.", "Đã duyệt %(n)d nội dung.", n)
        elif step == "xac-nhan":
            n = actions.confirm(actor=request.user, product=product, seen=request.POST.get("seen"))
            words = ngettext("Đã xác nhận %(n)d nội dung.", "Đã xác nhận %(n)d nội dung.", n)
        elif step == "tra-lai":
            n = actions.send_back(actor=request.user, product=product, reason=request.POST.get("reason", ""))
            words = ngettext("Đã trả lại %(n)d nội dung.", "Đã trả lại %(n)d nội dung.", n)
        else:
            raise Http404
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words % {"n": n})
    return redirect(page_of_product(product))

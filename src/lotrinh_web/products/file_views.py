"""A product's files on its page: send one, open one, set one aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.errors import NotAllowed
from lotrinh_web.products import evidence
from lotrinh_web.products.models import Activity, Finding, Instrument, Project
from lotrinh_web.products.pages import found, page_of_product
from lotrinh_web.workplan.life_models import EvidenceFile
from lotrinh_web.workplan.life_views import as_download

MODELS: dict[str, Any] = {"instrument": Instrument, "project": Project, "activity": Activity, "finding": Finding}


@signed_in
@require_POST
def add(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Keep a file of a product."""
    product, sent = found(request, MODELS[kind], pk), request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Chọn tệp minh chứng rồi gửi."))
        return redirect(page_of_product(product))
    return _do(
        request, product, _("Đã giữ minh chứng."), evidence.add_file,
        name=sent.name or "", content=sent.read(), note=request.POST.get("note", ""),
    )  # fmt: skip


@signed_in
@require_POST
def withdraw(request: SignedInRequest, kind: str, pk: int, item: int) -> HttpResponse:
    """Set a file aside."""
    product = found(request, MODELS[kind], pk)
    file = get_object_or_404(EvidenceFile, pk=item, task=product.task_id, about=evidence.key_of(product))
    reason = request.POST.get("reason", "")
    words = _("Đã rút minh chứng; tệp vẫn được giữ.")
    return _do(request, product, words, evidence.withdraw_file, file=file, reason=reason)


@signed_in
@require_GET
def download(request: SignedInRequest, kind: str, pk: int, item: int) -> HttpResponseBase:
    """The file, never shown inside a page."""
    product = found(request, MODELS[kind], pk)
    if not evidence.may_open(request.user, product):
        raise Http404
    return as_download(get_object_or_404(EvidenceFile, pk=item, task=product.task_id, about=evidence.key_of(product)))


def _do(request: HttpRequest, product: Any, words: str, act: Any, **fields: Any) -> HttpResponse:
    try:
        act(actor=request.user, product=product, **fields)
    except NotAllowed:
        raise
    except LotrinhError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect(page_of_product(product))

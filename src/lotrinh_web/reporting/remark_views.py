"""A reviewer says at a task or a figure what must change, or takes it back; the agency answers."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.errors import ActionError
from lotrinh_web.reporting import queries, remarks
from lotrinh_web.reporting.models import Submission
from lotrinh_web.reporting.remark_models import EntryRemark
from lotrinh_web.workplan.models import Task


@signed_in
@require_POST
def remark(request: SignedInRequest, pk: int, task: int) -> HttpResponse:
    """Ask for a change at one task."""
    submission, place = _submission(request, pk), get_object_or_404(Task, pk=task)
    words = request.POST.get("words", "")
    done = _("Đã ghi yêu cầu sửa ở nhiệm vụ.")
    return _do(request, submission, f"nv-{place.pk}", done, remarks.remark, task=place, words=words)


@signed_in
@require_POST
def remark_figure(request: SignedInRequest, pk: int, indicator: int, area: int) -> HttpResponse:
    """Ask for a change at one followed figure."""
    submission, key = _submission(request, pk), f"{indicator}-{area}"
    words, done = request.POST.get("words", ""), _("Đã ghi yêu cầu sửa ở chỉ tiêu.")
    return _do(request, submission, f"cs-{key}", done, remarks.remark_figure, key=key, words=words)


@signed_in
@require_POST
def take_back(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take one back."""
    submission = _submission(request, pk)
    found = get_object_or_404(EntryRemark, pk=item, submission=submission)
    return _do(request, submission, found.anchor, _("Đã rút yêu cầu."), remarks.take_back, remark=found)


@signed_in
@require_POST
def answer(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Say why the entry stays. Without scripts the whole page comes along: what was typed elsewhere is kept first."""
    from lotrinh_web.reporting.views import keep_typed

    submission = _submission(request, pk)
    found = get_object_or_404(EntryRemark, pk=item, submission=submission)
    if (refused := keep_typed(request, submission)) is not None:
        return refused
    submission.refresh_from_db()
    words, done = request.POST.get(f"words-{item}", ""), _("Đã trả lời; hai bên đều thấy.")
    return _do(request, submission, found.anchor, done, remarks.answer_remark, remark=found, words=words)


def _submission(request: HttpRequest, pk: int) -> Submission:
    return get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)


def _do(
    request: HttpRequest, submission: Submission, at: str, done: str, act: Callable[..., object], **fields: Any
) -> HttpResponse:
    try:
        act(actor=request.user, submission=submission, **fields)
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(reverse("reporting:submission", args=[submission.pk]) + f"#{at}")

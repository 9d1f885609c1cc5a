"""Posts of a task's life: evidence, milestones, waiting, instances, trigger; and evidence given out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only, reads_all, signed_in
from lotrinh_web.errors import Refused
from lotrinh_web.programmes.queries import visible_programmes
from lotrinh_web.workplan import evidence, life, sharing
from lotrinh_web.workplan.life_models import EvidenceFile, PlannedMilestone, TaskInstance
from lotrinh_web.workplan.models import Task


def _task(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(Task.objects.filter(programme__in=visible_programmes(request.user)), pk=pk)


def _day(request: HttpRequest, name: str, label: str) -> date:
    words = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Refused(f"{label}: «{words}» không phải một ngày. Chọn ngày trong lịch.") from error


def _do(request: HttpRequest, pk: int, done: str, act: Callable[[Task], Any]) -> HttpResponse:
    task = _task(request, pk)
    try:
        act(task)
    except LotrinhError as error:
        if getattr(error, "status", 0) == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("workplan:task", pk=pk)


@signed_in
@require_POST
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Received, or started."""
    kind = request.POST.get("kind", "")
    return _do(
        request, pk, _("Đã ghi."),
        lambda task: life.take_up(actor=request.user, task=task, kind=kind, on=timezone.localdate()),
    )  # fmt: skip


@signed_in
@require_POST
def add_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a file."""

    def act(task: Task) -> None:
        sent = request.FILES.get("file")
        if sent is None:
            raise Refused("Chọn tệp minh chứng rồi gửi.")
        evidence.add_evidence(
            actor=request.user, task=task, name=sent.name or "", content=sent.read(), note=request.POST.get("note", "")
        )

    return _do(request, pk, _("Đã giữ minh chứng."), act)


@signed_in
@require_POST
def withdraw_evidence(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Set a file aside."""
    found = get_object_or_404(EvidenceFile, pk=item, task=pk)
    reason = request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã rút minh chứng; tệp vẫn được giữ."),
        lambda task: evidence.withdraw_evidence(actor=request.user, task=task, evidence=found, reason=reason),
    )  # fmt: skip


@signed_in
@require_GET
def evidence_file(request: SignedInRequest, pk: int, item: int) -> HttpResponseBase:
    """The file, to whoever reads all work and to the leading agency; never shown inside a page."""
    task = _task(request, pk)
    if not (reads_all(request.user) or evidence.leads(request.user, task)):
        raise Http404
    return as_download(get_object_or_404(EvidenceFile, pk=item, task=task))


def as_download(found: EvidenceFile) -> FileResponse:
    """A kept file as a download under the name it came with."""
    response = FileResponse(
        default_storage.open(evidence.path_of(found.sha256), "rb"), as_attachment=True, filename=found.name,
        content_type="application/octet-stream",
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response


@signed_in
@require_POST
def plan_milestone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a step."""
    title = request.POST.get("title", "")
    return _do(
        request, pk, _("Đã đặt mốc."),
        lambda task: life.plan_milestone(
            actor=request.user, task=task, title=title, due_on=_day(request, "due_on", _("Ngày của mốc"))
        ),
    )  # fmt: skip


@signed_in
@require_POST
def reach_milestone(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """A step was reached."""
    milestone = get_object_or_404(PlannedMilestone, pk=item, task=pk)
    document = request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã ghi mốc."),
        lambda task: life.reach_milestone(
            actor=request.user, task=task, milestone=milestone, on=timezone.localdate(), document=document
        ),
    )  # fmt: skip


@signed_in
@require_POST
def drop_milestone(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take a step out of the plan."""
    milestone = get_object_or_404(PlannedMilestone, pk=item, task=pk)
    reason = request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã bỏ mốc."),
        lambda task: life.drop_milestone(actor=request.user, task=task, milestone=milestone, reason=reason),
    )  # fmt: skip


@office_only
@require_POST
def make_wait(request: SignedInRequest, pk: int) -> HttpResponse:
    """The task waits for another, named by its code."""

    def act(task: Task) -> None:
        code = request.POST.get("code", "").strip()
        after = Task.objects.filter(programme=task.programme_id, code=code).first()
        if after is None:
            raise Refused(f"Không có nhiệm vụ mã «{code[:60]}» trong chương trình này.")
        if after.pk == task.pk:
            raise Refused("Nhiệm vụ không thể chờ chính nó.")
        life.make_wait(actor=request.user, task=task, after=after, reason=request.POST.get("reason", ""))

    return _do(request, pk, _("Đã đặt ràng buộc."), act)


@office_only
@require_POST
def end_wait(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The task no longer waits."""
    after, reason = get_object_or_404(Task, pk=item), request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã bỏ ràng buộc."),
        lambda task: life.end_wait(actor=request.user, task=task, after=after, reason=reason),
    )  # fmt: skip


@signed_in
@require_POST
def finish_instance(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """One time of a recurring task was done."""
    instance, document = get_object_or_404(TaskInstance, pk=item, task=pk), request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã ghi hoàn thành kỳ."),
        lambda task: life.finish_instance(
            actor=request.user, task=task, instance=instance, on=timezone.localdate(), document=document
        ),
    )  # fmt: skip


@office_only
@require_POST
def trigger(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the task waited for has come."""
    document = request.POST.get("document", "")
    return _do(
        request, pk, _("Đã ghi căn cứ; thời hạn bắt đầu tính."),
        lambda task: life.trigger(
            actor=request.user, task=task, on=_day(request, "on", _("Ngày có căn cứ")),
            due_on=_day(request, "due_on", _("Thời hạn")), document=document,
        ),
    )  # fmt: skip


@office_only
@require_POST
def share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the task in another programme too."""
    code, reason = request.POST.get("programme", ""), request.POST.get("reason", "")

    def act(task: Task) -> None:
        other = visible_programmes(request.user).filter(code=code).first()
        if other is None:
            raise Refused("Chọn chương trình dùng chung nhiệm vụ.")
        sharing.share(actor=request.user, task=task, programme=other, reason=reason)

    return _do(request, pk, _("Đã ghi dùng chung; nhiệm vụ vẫn chỉ được đếm ở chương trình gốc."), act)


@office_only
@require_POST
def end_share(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The other programme no longer shows it."""
    other, reason = get_object_or_404(visible_programmes(request.user), pk=item), request.POST.get("reason", "")
    return _do(
        request, pk, _("Đã thôi dùng chung."),
        lambda task: sharing.end_share(actor=request.user, task=task, programme=other, reason=reason),
    )  # fmt: skip

"""Long work of reporting: assembling a review, whose charts take a second each; taking in workbooks by the hundred."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from lotrinh_web.audit.actions import Actor
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.batch_models import WorkbookBatch
from lotrinh_web.reporting.models import ReviewDraft
from lotrinh_web.reporting.offline_many import finish_batch, take_in_next
from lotrinh_web.reporting.review_actions import assemble_again, assembled, begin_review


def _compute(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    progress(0, 2, "Tập hợp số liệu, nội dung đã xác nhận và vẽ biểu đồ")
    programme = Programme.objects.select_related("document").get(pk=arguments["programme"])
    on = date.fromisoformat(arguments["on"])
    made = assembled(programme, arguments["kind"], arguments["period"], on)
    progress(1, 2, "Ghi báo cáo")
    wanted = {name: arguments[name] for name in ("kind", "period", "profile", "profile_reason")}
    return {"programme": programme, "on": on, "made": made, **wanted}


@long_work("review", compute=_compute)
def keep(*, actor: Actor, value: dict[str, Any]) -> Result:
    """Keep the assembled review; its page is where it is written."""
    draft = begin_review(actor=actor, **value)
    return Result(reverse("reporting:review-draft", args=[draft.pk]), str(draft))


def _again(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    progress(0, 2, "Tập hợp số liệu, nội dung đã xác nhận và vẽ biểu đồ")
    draft = ReviewDraft.objects.select_related("programme__document").get(pk=arguments["draft"])
    on = date.fromisoformat(arguments["on"])
    made = assembled(draft.programme, draft.kind, draft.period, on)
    progress(1, 2, "Ghi báo cáo")
    return {"draft": draft, "on": on, "made": made}


@long_work("review_again", compute=_again)
def renew(*, actor: Actor, value: dict[str, Any]) -> Result:
    """Take what the records say now into a review being written; people's text stays."""
    draft = assemble_again(actor=actor, **value)
    return Result(reverse("reporting:review-draft", args=[draft.pk]), str(draft))


def _take_in(arguments: dict[str, Any], progress: Progress) -> WorkbookBatch:
    batch = WorkbookBatch.objects.select_related("round__programme", "uploaded_by").get(pk=arguments["batch"])
    total = len(batch.files)
    while take_in_next(batch):
        progress(len(batch.results), total, "Đọc và ghi bảng tính")
    return batch


@long_work("workbooks", compute=_take_in)
def taken_in(*, actor: Actor, value: WorkbookBatch) -> Result:
    """Say what became of the files; each was written by itself."""
    batch = finish_batch(actor=actor, batch=value)
    address = reverse("reporting:offline-many", args=[batch.round_id]) + f"?lan={batch.pk}"
    taken = sum(result["outcome"] == "taken" for result in batch.results)
    return Result(address, f"Đã ghi {taken} trên {len(batch.files)} bảng tính.")

"""Long work of reporting: assembling a review, whose charts take a second each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from lotrinh_web.audit.actions import Actor
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.review_actions import assembled, begin_review


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

"""Pages of long work: the list, and one job with its progress."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.jobs.models import Job
from lotrinh_web.jobs.queries import a_worker_is_alive, jobs_of

SHOWN = 50


@signed_in
@require_GET
def job_list(request: SignedInRequest) -> HttpResponse:
    """The newest long work."""
    context = {"jobs": jobs_of(request.user)[:SHOWN], "alive": a_worker_is_alive(), "trail": [(_("Việc nền"), "")]}
    return render(request, "jobs/jobs.html", context)


@signed_in
@require_GET
def job_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One job. The page asks again each second; when the work is done it goes on to what came of it."""
    job = get_object_or_404(jobs_of(request.user), pk=pk)
    asked = getattr(request, "htmx", False)
    if job.state == Job.State.DONE and job.result_address and (asked or "xem" not in request.GET):
        return _go_on(job.result_address) if asked else redirect(job.result_address)
    context = {
        "job": job, "alive": job.ended or a_worker_is_alive(),
        "trail": [(_("Việc nền"), reverse("jobs:jobs")), (job.title, "")],
    }  # fmt: skip
    return render(request, "jobs/_progress.html" if asked else "jobs/job.html", context)


def _go_on(address: str) -> HttpResponse:
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response

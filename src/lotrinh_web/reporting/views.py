"""Pages of the reporting round: rounds, the matrix, one agency's entry form, approval, reviews in Word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh_web.accounts.access import for_roles, is_office, office_only, readers, signed_in
from lotrinh_web.accounts.models import AGENCY, Role
from lotrinh_web.errors import ActionError, Conflict
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.reporting import actions, queries
from lotrinh_web.reporting.forms import EntryForm
from lotrinh_web.reporting.models import ReportingRound, Review, Submission
from lotrinh_web.reporting.round_forms import OpenRoundForm


@signed_in
@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds; an agency's people see their own report in each."""
    programme, on = programme_or_404(request), timezone.localdate()
    mine = {s.round_id: s for s in queries.visible(request.user, on)} if request.user.role in AGENCY else {}
    context = {
        "programme": programme,
        "rows": [(row, mine.get(row.round.pk)) for row in queries.rounds(programme, on)],
        "agency": agency_of(request.user, on),
        "form": OpenRoundForm(programme=programme) if is_office(request.user) else None,
        "demonstration": programme.demonstration,
    }
    return render(request, "reporting/rounds.html", context)


@office_only
@require_POST
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round for a period."""
    programme = programme_or_404(request)
    form = OpenRoundForm(request.POST, programme=programme)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("reporting:rounds")
    try:
        opened = actions.open_round(actor=request.user, programme=programme, **form.fields_for_action())
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("reporting:rounds")
    messages.success(request, _("Đã mở kỳ báo cáo."))
    return redirect("reporting:round", pk=opened.pk)


@signed_in
@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix of agencies and states; agency people are led to their own report."""
    opened = get_object_or_404(ReportingRound.objects.select_related("programme"), pk=pk)
    on = timezone.localdate()
    seen = queries.visible(request.user, on).filter(round=opened)
    if request.user.role in AGENCY:
        own = seen.first()
        return redirect("reporting:submission", pk=own.pk) if own else redirect("reporting:rounds")
    submissions = queries.matrix(opened)
    context = {
        "programme": opened.programme,
        "round": opened,
        "submissions": submissions,
        "states": Submission.State,
        "late": (on - opened.due_on).days if on > opened.due_on else 0,
        "demonstration": opened.demonstration,
    }
    return render(request, "reporting/round.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def submission_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency's report: the form while it is open for entry, else as it stands, with what may be done now."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    tasks = actions.tasks_to_report(submission)
    form = None
    if request.method == "POST":
        form = EntryForm.read(request.POST, tasks)
        saved = None if form.errors else _save(request, submission, form)
        if saved is not None:
            return saved
    context = _submission_context(request, submission, tasks, form)
    status = 422 if form is not None and form.errors else 200
    return render(request, "reporting/submission.html", context, status=status)


def _save(request: HttpRequest, submission: Submission, form: EntryForm) -> HttpResponse | None:
    """Save; an autosave gets a short notice with the new version, a click comes back to the page."""
    version = int(request.POST.get("version", "-1")) if request.POST.get("version", "").isdecimal() else -1
    try:
        saved = actions.save_entries(actor=request.user, submission=submission, version=version, entries=form.entries)
    except ActionError as error:
        if request.htmx:
            status = 409 if isinstance(error, Conflict) else 400
            return render(request, "reporting/_saved.html", {"error": str(error)}, status=status)
        messages.error(request, str(error))
        return None
    if request.htmx:
        return render(request, "reporting/_saved.html", {"submission": saved, "at": timezone.localtime()})
    if "submit" in request.POST:
        try:
            actions.submit(actor=request.user, submission=saved)
        except ActionError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã trình thủ trưởng duyệt."))
    else:
        messages.success(request, _("Đã lưu."))
    return redirect("reporting:submission", pk=submission.pk)


def _submission_context(
    request: HttpRequest, submission: Submission, tasks: list[Any], form: EntryForm | None
) -> dict[str, Any]:
    mine = agency_of(request.user, timezone.localdate())
    own = mine is not None and mine.pk == submission.organisation_id
    state, role = submission.state, request.user.role
    return {
        "programme": submission.round.programme,
        "submission": submission,
        "round": submission.round,
        "rows": queries.entry_rows(submission, tasks),
        "form": form,
        "events": submission.events.select_related("actor"),
        "may_enter": own and role in AGENCY and submission.open_for_entry,
        "may_approve": own and role == Role.AGENCY_HEAD and state == Submission.State.AWAITING_APPROVAL,
        "may_accept": is_office(request.user) and state == Submission.State.APPROVED,
        "demonstration": submission.demonstration,
    }


STEPS = {"duyet": actions.approve, "yeu-cau-sua": actions.send_back, "xac-nhan": actions.accept,
         "tra-lai": actions.return_to_agency}  # fmt: skip
NEED_REASON = {"yeu-cau-sua", "tra-lai"}


@signed_in
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Approve, send back, accept, return."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    fields: dict[str, Any] = {"reason": request.POST.get("reason", "")} if step in NEED_REASON else {}
    try:
        STEPS[step](actor=request.user, submission=submission, **fields)
    except Conflict as error:
        messages.warning(request, str(error))
    except ActionError as error:
        if error.status == 403:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi nhận."))
    return redirect("reporting:submission", pk=pk)


@readers
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """Reports made so far, and making a new one."""
    programme = programme_or_404(request)
    context = {
        "programme": programme,
        "reviews": Review.objects.filter(programme=programme).select_related("made_by"),
        "rounds": ReportingRound.objects.filter(programme=programme),
        "office": is_office(request.user),
        "demonstration": programme.demonstration,
    }
    return render(request, "reporting/reviews.html", context)


@office_only
@require_POST
def make_review(request: HttpRequest) -> HttpResponse:
    """Make a progress report or the assignment annex, as Word."""
    from lotrinh_web.reporting.reviews import make_assignment_annex, make_progress_report

    programme, on = programme_or_404(request), timezone.localdate()
    make = make_assignment_annex if request.POST.get("kind") == "assignment_annex" else make_progress_report
    make(actor=request.user, programme=programme, on=on)
    messages.success(request, _("Đã lập báo cáo. Tải tệp Word ở dòng đầu danh sách."))
    return redirect("reporting:reviews")


@readers
@require_GET
def review_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The Word file as it was made."""
    review = get_object_or_404(Review, pk=pk)
    name = f"{review.programme.code}-{review.kind}-{review.period}.docx"
    return FileResponse(review.file.open("rb"), as_attachment=True, filename=name)


@for_roles(*AGENCY)
@require_GET
def my_report(request: HttpRequest) -> HttpResponse:
    """To the newest report the person's agency has to give."""
    on = timezone.localdate()
    found = queries.visible(request.user, on).order_by("-round__due_on").first()
    return redirect("reporting:submission", pk=found.pk) if found else redirect("reporting:rounds")

"""Pages of the reporting round: rounds, the matrix, one agency's entry form, approval, reviews in Word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh_web.accounts.access import SignedInRequest, for_roles, is_office, office_only, reads_all, signed_in
from lotrinh_web.accounts.models import AGENCY, Role
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import ActionError, Conflict
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.reporting import actions, ladder, queries
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.figure_report_actions import save_report
from lotrinh_web.reporting.figure_report_views import FigureForm, read, shown
from lotrinh_web.reporting.flags import dismiss_flag, flags
from lotrinh_web.reporting.forms import EntryForm
from lotrinh_web.reporting.letters import letters_of
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.owed_figures import asked_in, figure_rows
from lotrinh_web.reporting.phone import state_groups
from lotrinh_web.reporting.remarks import may_answer, may_remark, remarks_of
from lotrinh_web.reporting.round_forms import OpenRoundForm
from lotrinh_web.templatetags.lotrinh import local, period
from lotrinh_web.workplan.models import Task


@signed_in
@require_GET
def round_list(request: SignedInRequest) -> HttpResponse:
    """All rounds; an agency's people see their own report in each."""
    return _rounds(request)


def _rounds(request: SignedInRequest, form: OpenRoundForm | None = None, status: int = 200) -> HttpResponse:
    programme, on = programme_or_404(request), timezone.localdate()
    mine: dict[int, Submission] = {}
    for submission in queries.visible(request.user, on) if request.user.role in AGENCY else ():
        mine.setdefault(submission.round_id, submission)  # the body's own before those it took over
    context = {
        "programme": programme,
        "rows": [(row, mine.get(row.round.pk)) for row in queries.rounds(programme, on)],
        "agency": agency_of(request.user, on) if request.user.role in AGENCY else None,
        "own_only": request.user.role in AGENCY,
        "form": (form or OpenRoundForm(programme=programme)) if is_office(request.user) else None,
        "demonstration": programme.demonstration,
    }
    return render(request, "reporting/rounds.html", context, status=status)


@office_only
@require_POST
def open_round(request: SignedInRequest) -> HttpResponse:
    """Open a round for a period; what is wrong comes back at its field."""
    programme = programme_or_404(request)
    form = OpenRoundForm(request.POST, programme=programme)
    if not form.is_valid():
        return _rounds(request, form, 422)
    try:
        opened = actions.open_round(actor=request.user, programme=programme, **form.fields_for_action())
    except ActionError as error:
        form.add_error(None, str(error))
        return _rounds(request, form, error.status)
    messages.success(request, _("Đã mở kỳ báo cáo."))
    return redirect("reporting:round", pk=opened.pk)


@signed_in
@require_GET
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The matrix of agencies and states; agency people are led to their own report.

    Its table of hundreds of rows is the same for everybody who reads it, so it is kept as written until the next act.
    """
    opened = get_object_or_404(ReportingRound.objects.select_related("programme"), pk=pk)
    on = timezone.localdate()
    if not reads_all(request.user):
        own = queries.visible(request.user, on).filter(round=opened).first()
        return redirect("reporting:submission", pk=own.pk) if own else redirect("reporting:rounds")
    found = queries.matrix(opened, on)
    wanted = request.GET.get("trang-thai", "")
    wanted = wanted if wanted in Submission.State.values else ""
    shown = [row for row in found if wanted in {"", row.submission.state}]
    rungs = ladder.steps(opened, found, on)
    context = {
        "programme": opened.programme,
        "round": opened,
        "unnamed": asked_in(opened).unnamed if is_office(request.user) else [],
        "spans": queries.spans(opened),
        "trail": [(_("Kỳ báo cáo"), reverse("reporting:rounds")), (period(opened.period), "")],
        "wanted": wanted,
        "rows": shown,
        "table": remembered(
            ("matrix-table", opened.pk, on, wanted),
            lambda: render_to_string("reporting/_matrix.html", {"rows": shown, "groups": state_groups(shown)}),
        ),
        "total": len(found),
        "states": _states(request, found, wanted),
        "arrived": sum(row.submission.state in queries.ARRIVED for row in found),
        "ladder": rungs,
        "on_a_rung": any(one.rows for one in rungs),
        "rungs": remembered(
            ("matrix-rungs", opened.pk, on, tuple(one.rung for one in rungs)),
            lambda: render_to_string("reporting/_rungs.html", {"ladder": rungs}),
        ),
        "letters": letters_of(opened),
        "office": is_office(request.user),
        "demonstration": opened.demonstration,
    }
    return render(request, "reporting/round.html", context)


def _states(request: SignedInRequest, found: list[queries.MatrixRow], wanted: str) -> list[tuple[str, int, str, bool]]:
    """Each state that occurs, its number, the address that shows only it (or all again), whether it is chosen."""
    counts = Counter(row.submission.state for row in found)
    return [
        (state, counts[state], "?" if state == wanted else f"?trang-thai={state}", state == wanted)
        for state in Submission.State.values
        if counts[state]
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def submission_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One agency's report: the form while it is open for entry, `?xem=trinh` what the head will see before it is
    handed in, else as it stands with what may be done now."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    tasks = actions.tasks_to_report(submission)
    if request.method == "GET":
        return _submission(request, submission, tasks)
    if not _own(request, submission):
        raise PermissionDenied
    form, figure_form = EntryForm.read(request.POST, tasks), _figures_typed(request, submission)
    if not form.errors and not figure_form.errors:
        return _save(request, submission, tasks, form, figure_form)
    if request.htmx:
        return render(request, "reporting/_saved.html", {"errors": form.at_fields()}, status=422)
    return _submission(request, submission, tasks, form, status=422, figure_form=figure_form)


def _save(
    request: SignedInRequest, submission: Submission, tasks: list[Task], form: EntryForm, figure_form: FigureForm
) -> HttpResponse:
    """Save; an autosave gets a short notice with the new version, a click goes on.

    Figures come along where no script parts the page's forms: then one press keeps all that was typed.
    """
    try:
        saved = _keep(request, submission, form, figure_form)
    except ActionError as error:
        if request.htmx:
            context = {"error": str(error), "conflict": isinstance(error, Conflict), "form_id": "entry-form"}
            return render(request, "reporting/_saved.html", context, status=error.status)
        return _not_kept(request, submission, tasks, form, figure_form, error)
    if request.htmx:
        context = {"submission": saved, "at": timezone.localtime(), "in_step": True}
        return render(request, "reporting/_saved.html", context)
    if "preview" in request.POST:
        return redirect(reverse("reporting:submission", args=[submission.pk]) + "?xem=trinh")
    if "submit" in request.POST:
        return _take_step(request, saved, "trinh")
    of_figures = request.POST.get("save") == "figures"
    messages.success(request, _("Đã lưu số liệu.") if of_figures else _("Đã lưu."))
    return redirect(reverse("reporting:submission", args=[submission.pk]) + ("#so-lieu" if of_figures else ""))


def _keep(request: SignedInRequest, submission: Submission, form: EntryForm, figure_form: FigureForm) -> Submission:
    return save_report(
        actor=request.user, submission=submission, version=_version(request), entries=form.entries,
        figures=figure_form.figures,
    )  # fmt: skip


def _figures_typed(request: SignedInRequest, submission: Submission) -> FigureForm:
    came = any(name.startswith("value-") for name in request.POST)
    return read(request.POST, figure_rows(submission)) if came else FigureForm()


def _version(request: SignedInRequest) -> int:
    """The version the page was opened with."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else -1


def _not_kept(
    request: SignedInRequest, submission: Submission, tasks: list[Task], form: EntryForm, figure_form: FigureForm,
    error: ActionError,
) -> HttpResponse:  # fmt: skip
    """The page again with all that was typed, and why it was not kept: at the figures where they are the cause."""
    submission.refresh_from_db()
    figure_form.conflict = isinstance(error, Conflict)
    if figure_form.conflict and submission.version == _version(request):
        figure_form.wrong = [str(error)]
        return _submission(request, submission, tasks, form, status=error.status, figure_form=figure_form)
    return _submission(
        request, submission, tasks, form, status=error.status, refusal=error, figure_form=figure_form
    )  # fmt: skip


def keep_typed(request: SignedInRequest, submission: Submission) -> HttpResponse | None:
    """Keep what came along of the report with the press of another button of its page; the page again where that
    cannot be kept, None where it was or where nothing came."""
    if "version" not in request.POST or not _own(request, submission):
        return None
    tasks = actions.tasks_to_report(submission)
    form, figure_form = EntryForm.read(request.POST, tasks), _figures_typed(request, submission)
    if form.errors or figure_form.errors:
        return _submission(request, submission, tasks, form, status=422, figure_form=figure_form)
    if not form.entries and not figure_form.figures:
        return None
    try:
        _keep(request, submission, form, figure_form)
    except ActionError as error:
        return _not_kept(request, submission, tasks, form, figure_form, error)
    return None


def _own(request: SignedInRequest, submission: Submission) -> bool:
    """Whether the person enters or approves for this agency."""
    return request.user.role in AGENCY and queries.answers_for(request.user, submission, timezone.localdate())


def show_submission(
    request: SignedInRequest, submission: Submission, *, status: int, figure_form: FigureForm
) -> HttpResponse:
    """The report's page with figures that were typed and not kept, and why."""
    tasks = actions.tasks_to_report(submission)
    return _submission(request, submission, tasks, status=status, figure_form=figure_form)


def _submission(
    request: SignedInRequest, submission: Submission, tasks: list[Task], form: EntryForm | None = None, *,
    status: int = 200, refusal: ActionError | None = None, figure_form: FigureForm | None = None,
) -> HttpResponse:  # fmt: skip
    own, state = _own(request, submission), submission.state
    rows = queries.entry_rows(submission, tasks)
    may_enter = own and submission.open_for_entry
    previewing = may_enter and form is None and request.GET.get("xem") == "trinh"
    opened = submission.round
    figure_list = figure_rows(submission)
    found, found_remarks = flags(submission, figure_list), remarks_of(submission)
    figures = shown(submission, figure_list, figure_form)
    context = {
        "flags": found,
        "open_flags": [flag for flag in found if flag.dismissal is None],
        "may_dismiss": own or is_office(request.user),
        "programme": opened.programme,
        "submission": submission,
        "round": opened,
        "trail": [
            (_("Kỳ báo cáo"), reverse("reporting:rounds")),
            (period(opened.period), reverse("reporting:round", args=[opened.pk])),
            (local(submission.organisation, "name"), ""),
        ],
        "rows": rows,
        "owner": "entry-form" if rows else "figure-form",  # without scripts one form holds all that is typed
        "unwritten": [row.task for row in rows if not row.written],
        "figures": figures,
        "figure_kinds": ReportedFigure.Kind.choices,
        "figures_wrong": figure_form.wrong if figure_form is not None else [],
        "figure_errors": figure_form.errors if figure_form is not None else {},
        "silent": [row.owed for row, _fields in figures if not row.answered],
        "form": form,
        "refusal": refusal,
        "conflict": isinstance(refusal, Conflict),
        "returned": queries.returned_with(submission),
        "remarks": found_remarks,
        "open_remarks": [remark for remark in found_remarks if remark.open],
        "ask_reason": "optional" if any(remark.open for remark in found_remarks) else "required",
        "may_remark": may_remark(request.user, submission),
        "may_answer": may_answer(request.user, submission),
        "beside": _beside(request, submission),
        "events": queries.steps(submission),
        "editing": (may_enter and not previewing) or (form or figure_form) is not None,  # what was typed is not hidden
        "previewing": previewing,
        "may_approve": own and request.user.role == Role.AGENCY_HEAD and state == Submission.State.AWAITING_APPROVAL,
        "may_accept": is_office(request.user) and state == Submission.State.APPROVED,
        "demonstration": submission.demonstration,
    }
    return render(request, "reporting/submission.html", context, status=status)


def _beside(request: SignedInRequest, submission: Submission) -> list[Submission]:
    """Other reports of the same round the person's body answers for, where it took over from another body."""
    if request.user.role not in AGENCY:
        return []
    found = queries.visible(request.user, timezone.localdate()).filter(round=submission.round_id)
    return list(found.exclude(pk=submission.pk))


STEPS: dict[str, Callable[..., Submission]] = {
    "trinh": actions.submit,
    "duyet": actions.approve,
    "yeu-cau-sua": actions.send_back,
    "xac-nhan": actions.accept,
    "tra-lai": actions.return_to_agency,
}
NEED_REASON = {"yeu-cau-sua", "tra-lai"}


DONE = {
    "trinh": gettext_lazy("Đã trình thủ trưởng duyệt."), "duyet": gettext_lazy("Đã duyệt và gửi cơ quan thường trực."),
    "yeu-cau-sua": gettext_lazy("Đã chuyển lại cho chuyên viên."),
    "xac-nhan": gettext_lazy("Đã xác nhận; báo cáo được khóa và ghi vào lịch sử nhiệm vụ."),
    "tra-lai": gettext_lazy("Đã trả lại cơ quan."),
}  # fmt: skip


@signed_in
@require_POST
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Hand in, approve, send back, accept, return."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    return _take_step(request, submission, step)


@signed_in
@require_POST
def dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a flag aside with a reason."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    fields = {name: request.POST.get(name, "") for name in ("key", "facts", "reason")}
    try:
        dismiss_flag(actor=request.user, submission=submission, **fields)
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi giải thích; hai bên đều thấy."))
    return redirect("reporting:submission", pk=submission.pk)


def _take_step(request: SignedInRequest, submission: Submission, step: str) -> HttpResponse:
    fields: dict[str, Any] = {"reason": request.POST.get("reason", "")} if step in NEED_REASON else {}
    try:
        STEPS[step](actor=request.user, submission=submission, **fields)
    except Conflict as error:
        messages.warning(request, str(error))
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, DONE[step])
    return redirect("reporting:submission", pk=submission.pk)


@for_roles(*AGENCY)
@require_GET
def my_report(request: SignedInRequest) -> HttpResponse:
    """To the newest report the person's agency has to give."""
    on = timezone.localdate()
    found = queries.visible(request.user, on).order_by("-round__due_on", "inherited").first()
    return redirect("reporting:submission", pk=found.pk) if found else redirect("reporting:rounds")

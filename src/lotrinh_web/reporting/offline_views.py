"""Pages of the offline round trip: download the workbook, hand it in, see what it changes, take many in at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, is_agency, is_office, office_only, signed_in
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.reporting import offline, offline_many, queries
from lotrinh_web.reporting.batch_models import WorkbookBatch
from lotrinh_web.reporting.models import ReportingRound, ReturnedWorkbook, Submission
from lotrinh_web.reporting.offline_many import sentences
from lotrinh_web.templatetags.lotrinh import local, period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _submission(request: HttpRequest, pk: int) -> Submission:
    return get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)


def _may_hand_in(request: HttpRequest, submission: Submission) -> bool:
    own = is_agency(request.user) and queries.answers_for(request.user, submission, timezone.localdate())
    return own or is_office(request.user)


def _trail(submission: Submission, last: str) -> list[tuple[str, str]]:
    opened = submission.round
    return [
        (_("Kỳ báo cáo"), reverse("reporting:rounds")),
        (period(opened.period), reverse("reporting:round", args=[opened.pk])),
        (local(submission.organisation, "name"), reverse("reporting:submission", args=[submission.pk])),
        (last, ""),
    ]


@signed_in
@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agency's workbook for its round, as the report stands."""
    from lotrinh.writing.sheet_out import agency_workbook

    submission = _submission(request, pk)
    response = HttpResponse(agency_workbook(offline.workbook_of(submission)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{offline.file_name(submission)}"'
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the filled-in file; what is wrong comes back cell by cell, else the preview opens."""
    submission = _submission(request, pk)
    if not _may_hand_in(request, submission):
        raise NotAllowed("Chỉ người của cơ quan này và cơ quan thường trực nộp được bảng tính của báo cáo này.")
    if request.method == "GET":
        return _hand_in(request, submission)
    file = request.FILES.get("file")
    if file is None:
        return _hand_in(request, submission, [_("Chọn tệp bảng tính đã nhập rồi bấm «Nộp bảng tính».")], status=422)
    try:
        workbook = offline.take_in(
            actor=request.user, submission=submission, name=str(file.name), content=_content(file)
        )
    except NotAllowed:
        raise
    except LotrinhError as error:
        status = getattr(error, "status", 422)
        return _hand_in(request, submission, sentences(error), status=status, name=str(file.name))
    return redirect("reporting:workbook", pk=workbook.pk)


def _content(file: UploadedFile[bytes]) -> bytes:
    """The bytes of an upload; one byte more than is taken, where it is too large."""
    content: bytes = file.read(offline.MOST_BYTES + 1)
    return content


def _hand_in(
    request: HttpRequest, submission: Submission, problems: list[str] | None = None, *, status: int = 200,
    name: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        "programme": submission.round.programme, "submission": submission, "round": submission.round,
        "trail": _trail(submission, _("Bảng tính")), "problems": problems or [], "name": name,
        "most": offline.MOST_BYTES // 2**20, "demonstration": submission.demonstration,
        "workbooks": submission.workbooks.select_related("uploaded_by")[:20],
    }  # fmt: skip
    return render(request, "reporting/offline.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def workbook_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a handed-in file changes, old beside new; POST writes all of it or nothing."""
    visible = queries.visible(request.user, timezone.localdate())
    found = ReturnedWorkbook.objects.filter(submission__in=visible).select_related(
        "submission__round__programme", "submission__organisation"
    )
    workbook = get_object_or_404(found, pk=pk)
    if not _may_hand_in(request, workbook.submission):
        raise NotAllowed("Chỉ người của cơ quan này và cơ quan thường trực mở được bảng tính đã nộp.")
    if request.method == "GET":
        return _preview(request, workbook)
    words = request.POST.get("version", "")
    version = int(words) if words.isdecimal() and len(words) < 10 else -1
    try:
        submission, cells = offline.apply_workbook(
            actor=request.user, workbook=workbook, version=version, overwrite=request.POST.get("overwrite") == "1"
        )
    except NotAllowed:
        raise
    except LotrinhError as error:
        workbook = found.get(pk=pk)
        return _preview(request, workbook, sentences(error), status=getattr(error, "status", 422))
    done = ngettext("Đã ghi %(n)d ô vào báo cáo.", "Đã ghi %(n)d ô vào báo cáo.", cells) % {"n": cells}
    messages.success(request, done)
    return redirect("reporting:submission", pk=submission.pk)


def _preview(
    request: HttpRequest, workbook: ReturnedWorkbook, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    submission, judged = workbook.submission, None
    problems = problems or []
    if workbook.applied_at is None:
        try:
            with workbook.file.open("rb") as file:
                judged = offline.judge(submission, file.read())
        except LotrinhError as error:
            problems = problems or sentences(error)
            status = status if status != 200 else 422
    context = {
        "programme": submission.round.programme, "submission": submission, "round": submission.round,
        "workbook": workbook, "judged": judged, "problems": problems,
        "stale": judged is not None and judged.version != submission.version,
        "trail": _trail(submission, workbook.name), "open": submission.open_for_entry,
        "demonstration": submission.demonstration,
    }  # fmt: skip
    return render(request, "reporting/offline_preview.html", context, status=status)


@office_only
@require_http_methods(["GET", "POST"])
def many(request: SignedInRequest, pk: int) -> HttpResponse:
    """The office: each agency's workbook to send out, and returned ones handed in by the hundred; long work takes them
    in, `?lan=` shows what became of them."""
    from lotrinh_web.jobs.actions import start

    opened = get_object_or_404(ReportingRound.objects.select_related("programme"), pk=pk)
    files, refusal = request.FILES.getlist("files"), ""
    if request.method == "POST":
        try:
            batch = offline_many.receive_many(
                actor=request.user, opened=opened, files=((str(file.name), _content(file)) for file in files)
            )
        except ActionError as error:
            refusal = str(error)
        else:
            title = _("Nhận %(n)d bảng tính kỳ %(period)s") % {"n": len(files), "period": period(opened.period)}
            job = start(actor=request.user, kind="workbooks", title=title, arguments={"batch": batch.pk})
            return redirect("jobs:job", job.pk)
    context = {
        "programme": opened.programme, "round": opened, "refusal": refusal, "batch": _batch_shown(request, opened),
        "submissions": queries.visible(request.user, timezone.localdate()).filter(round=opened),
        "most_files": offline_many.MOST_FILES, "most": offline.MOST_BYTES // 2**20,
        "trail": [
            (_("Kỳ báo cáo"), reverse("reporting:rounds")),
            (period(opened.period), reverse("reporting:round", args=[opened.pk])),
            (_("Bảng tính"), ""),
        ],
        "demonstration": opened.demonstration,
    }  # fmt: skip
    return render(request, "reporting/offline_many.html", context, status=422 if refusal else 200)


def _batch_shown(request: HttpRequest, opened: ReportingRound) -> WorkbookBatch | None:
    """The batch `?lan=` names, or the newest of the round."""
    wanted = request.GET.get("lan", "")
    found = opened.batches.select_related("uploaded_by")
    return found.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 18 else found.first()

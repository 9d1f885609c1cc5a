"""Pages of the intake: documents, upload, the review of a draft beside its source, confirmation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.intake import actions, confirm, queries
from lotrinh_web.intake.forms import CorrectionForm, ProgrammeForm, UploadForm
from lotrinh_web.intake.models import Draft, DraftItem
from lotrinh_web.intake.naming import suggested
from lotrinh_web.pages import page_of
from lotrinh_web.programmes.models import Document, Programme


@office_only
@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """Documents taken in, how far each is decided, and the upload."""
    drafts = Draft.objects.select_related("document", "uploaded_by", "confirmed_by", "fills").order_by("-uploaded_at")
    page = page_of(request, drafts)
    context = {
        "page": page,
        "rows": [(draft, queries.progress(draft)) for draft in page.object_list],
        "form": UploadForm(),
        "others": Document.objects.filter(draft=None),
    }
    return render(request, "intake/documents.html", context)


@office_only
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Read an uploaded file; whatever is wrong with it is said, and nothing of it is kept."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, " ".join(e for errors in form.errors.values() for e in errors), 400)
    file = form.cleaned_data["file"]
    if file.size > settings.MAX_DOCUMENT_BYTES:
        limit = settings.MAX_DOCUMENT_BYTES // 2**20
        words = _("Tệp «%(name)s» nặng %(size)d MB, quá giới hạn %(limit)d MB. Tách văn bản hoặc giảm độ phân giải.")
        return _refused(request, words % {"name": file.name, "size": file.size // 2**20, "limit": limit}, 413)
    try:
        draft = actions.take_in(actor=request.user, file=actions.read_file(file.name, file.read()))
    except LotrinhError as error:
        return _refused(request, str(error), getattr(error, "status", 422))
    messages.success(request, _("Đã đọc văn bản. Xem lại các mục có nghi ngờ rồi xác nhận."))
    return redirect("intake:review", pk=draft.pk)


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    context = {"page": page_of(request, Draft.objects.none()), "rows": [], "form": UploadForm(), "refusal": sentence}
    return render(request, "intake/documents.html", context, status=status)


@office_only
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Source left, proposals right; `?xem=nghi-ngo` shows the doubtful ones only, doubtful first otherwise kept
    in reading order."""
    draft = get_object_or_404(Draft.objects.select_related("document", "fills"), pk=pk)
    items = list(draft.items.all())
    wanted = request.GET.get("xem", "")
    shown = [i for i in items if _wanted(i, wanted)]
    context = {
        "draft": draft,
        "items": shown,
        "segments": queries.segments(draft, items),
        "progress": queries.progress(draft),
        "kinds": DraftItem.Kind,
        "wanted": wanted,
        "form": ProgrammeForm(initial=suggested(draft)) if draft.confirmed_at is None else None,
        "programmes": Programme.objects.all(),
        "output": draft.output,
    }
    return render(request, "intake/review.html", context)


def _wanted(item: DraftItem, wanted: str) -> bool:
    if wanted == "nghi-ngo":
        return item.doubtful
    if wanted == "chua-quyet":
        return item.decision == DraftItem.Decision.PENDING
    return item.kind == wanted if wanted in DraftItem.Kind.values else True


@office_only
@require_POST
def decide(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Decide one proposal; HTMX gets the card and the bar back."""
    found = get_object_or_404(DraftItem.objects.select_related("draft__document"), pk=item, draft=pk)
    decision = request.POST.get("decision", "")
    if decision not in DraftItem.Decision.values:
        decision = str(DraftItem.Decision.PENDING)
    corrected = None
    if decision == DraftItem.Decision.CORRECTED:
        form = CorrectionForm.of(found, request.POST)
        if not form.is_valid():
            return render(request, "intake/_card.html", _card(found, form), status=422)
        corrected = form.changes()
    try:
        found = actions.decide(actor=request.user, item=found, decision=decision, corrected=corrected)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("intake:review", pk=pk)
    if not request.htmx:
        return redirect("intake:review", pk=pk)
    return render(request, "intake/_card.html", _card(found) | {"progress": queries.progress(found.draft)})


def _card(item: DraftItem, form: CorrectionForm | None = None) -> dict[str, Any]:
    return {"item": item, "draft": item.draft, "form": form}


@office_only
@require_GET
def edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The card with its fields open for correction."""
    found = get_object_or_404(DraftItem.objects.select_related("draft"), pk=item, draft=pk)
    return render(request, "intake/_card.html", _card(found, CorrectionForm.of(found)))


@office_only
@require_POST
def accept_sure(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept all the reader is sure of."""
    draft = get_object_or_404(Draft, pk=pk)
    try:
        count = actions.accept_sure(actor=request.user, draft=draft)
        messages.success(request, _("Đã chấp nhận %(n)d mục không có nghi ngờ.") % {"n": count})
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("intake:review", pk=pk)


@office_only
@require_POST
def confirm_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a programme of the draft, or fill in the words of an existing one."""
    draft = get_object_or_404(Draft.objects.select_related("document"), pk=pk)
    try:
        if request.POST.get("programme"):
            programme = get_object_or_404(Programme, pk=request.POST["programme"])
            confirm.fill_programme(actor=request.user, draft=draft, programme=programme)
        else:
            form = ProgrammeForm(request.POST)
            if not form.is_valid():
                for name, errors in form.errors.items():
                    messages.error(request, f"{form.fields[name].label}: {' '.join(errors)}")
                return redirect("intake:review", pk=pk)
            programme = confirm.make_programme(actor=request.user, draft=draft, **form.cleaned_data)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("intake:review", pk=pk)
    from lotrinh_web.programmes.queries import CHOSEN

    request.session[CHOSEN] = programme.pk
    messages.success(request, _("Đã xác nhận. Chương trình sẵn sàng để giao việc và theo dõi."))
    return redirect("portal:programme")


@office_only
@require_GET
def gold(request: HttpRequest, pk: int) -> JsonResponse:
    """The decided draft in the annotation schema, as new gold for measuring the reader."""
    draft = get_object_or_404(Draft.objects.select_related("document"), pk=pk)
    names = {"clause": "outline", "target": "targets", "citation": "citations", "assignment": "assignments",
             "anomaly": "anomalies"}  # fmt: skip
    result: dict[str, Any] = {"file": draft.document.file_name}
    for item in draft.items.exclude(decision=DraftItem.Decision.REJECTED):
        if item.kind == DraftItem.Kind.HEADER:
            result |= item.value
        elif item.kind in names:
            value = {k: v for k, v in item.value.items() if k not in {"task"}}
            result.setdefault(names[item.kind], []).append(value)
    response = JsonResponse(result, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{draft.pk}.gold.json"'
    return response

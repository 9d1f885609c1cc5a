"""Pages of the intake: documents, upload, the review of a draft beside its source, confirmation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.intake import actions, confirm, queries
from lotrinh_web.intake.background import SAMPLE
from lotrinh_web.intake.forms import ACCEPTED, CorrectionForm, ProgrammeForm, UploadForm
from lotrinh_web.intake.gold import annotation
from lotrinh_web.intake.models import Draft, DraftItem
from lotrinh_web.intake.naming import suggested
from lotrinh_web.intake.pictures import has_pages, page_png
from lotrinh_web.jobs.actions import start
from lotrinh_web.pages import page_of
from lotrinh_web.programmes import waiting
from lotrinh_web.programmes.models import Programme

ADD_KEYS = {DraftItem.Kind.TARGET: "t", DraftItem.Kind.ASSIGNMENT: "p", DraftItem.Kind.CITATION: "v"}


@office_only
@require_GET
def document_list(request: SignedInRequest) -> HttpResponse:
    """Documents taken in, how far each is decided, and the upload."""
    return _documents(request)


def _documents(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    drafts = Draft.objects.select_related("document", "uploaded_by", "fills", "comparison")
    drafts = drafts.order_by("-uploaded_at", "-pk")
    page = page_of(request, drafts.defer("output", "document__text"))
    context = {
        "page": page,
        "rows": queries.with_progress(page.object_list),
        "form": UploadForm(),
        "refusal": refusal,
        "limit": settings.MAX_DOCUMENT_BYTES // 2**20,
        "programmes": Programme.objects.order_by("name_vi"),
        "accepted": ACCEPTED,
        "sample": not Programme.objects.filter(code=SAMPLE).exists(),
    }
    return render(request, "intake/documents.html", context, status=status)


@office_only
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """Read an uploaded file; whatever is wrong with it is said, and nothing of it is kept. A scan, a picture or a
    thick PDF is read as long work; its page shows how far it is."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _documents(request, " ".join(str(e) for errors in form.errors.values() for e in errors), 400)
    file = form.cleaned_data["file"]
    if words := too_large(file):
        return _documents(request, words, 413)
    content = file.read()
    pages = waiting.pages_if_long(content, file.name)
    try:
        if pages is not None:
            job = actions.read_later(actor=request.user, name=file.name, content=content, pages=pages)
            return redirect("jobs:job", pk=job.pk)
        draft = actions.take_in(actor=request.user, file=actions.read_file(file.name, content))
    except LotrinhError as error:
        return _documents(request, str(error), getattr(error, "status", 422))
    messages.success(request, _("Đã đọc văn bản. Xem lại các mục có nghi ngờ rồi xác nhận."))
    return redirect("intake:review", pk=draft.pk)


def too_large(file: Any) -> str:
    """What to say of a file over the limit; "" where it is not."""
    if file.size <= settings.MAX_DOCUMENT_BYTES:
        return ""
    limit, size = settings.MAX_DOCUMENT_BYTES // 2**20, -(-file.size // 2**20)
    words = _("Tệp «%(name)s» nặng %(size)d MB, quá giới hạn %(limit)d MB. Tách văn bản hoặc giảm độ phân giải.")
    return words % {"name": file.name, "size": size, "limit": limit}


@office_only
@require_POST
def load_sample(request: SignedInRequest) -> HttpResponse:
    """Load the shipped programme as long work."""
    job = start(actor=request.user, kind="sample", title=_("Nạp chương trình mẫu"), arguments={})
    return redirect("jobs:job", pk=job.pk)


@office_only
@require_GET
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Source left, proposals right, what needs a person first; `?thu-tu=doc` gives the order of reading,
    `?xem=nghi-ngo` the doubtful ones only."""
    return _review(request, pk)


def _review(request: HttpRequest, pk: int, form: ProgrammeForm | None = None, status: int = 200) -> HttpResponse:
    found = Draft.objects.select_related("document", "fills", "confirmed_by", "comparison")
    draft = get_object_or_404(found, pk=pk)
    items = list(draft.items.all())
    wanted = request.GET.get("xem", "")
    shown = [i for i in items if _wanted(i, wanted)]
    first = request.GET.get("thu-tu") != "doc"
    starts = draft.output.get("page_starts") or []
    for item in items:
        item.page = queries.page_at(starts, item.start)
    pictures = range(1, len(starts) + 1) if starts and has_pages(draft.document) else ()
    counts = Counter(item.kind for item in items)
    context = {
        "draft": draft,
        "items": queries.doubtful_first(shown) if first else shown,
        "doubtful_first": first,
        "order_reading": _address(request, "doc"),
        "order_doubtful": _address(request, ""),
        "segments": queries.segments(draft, items),
        "pictures": pictures,
        "pictures_first": (draft.output.get("source") or {}).get("method") == "ocr",
        "addable": [(kind, ADD_KEYS[kind]) for kind in DraftItem.Kind if kind in ADD_KEYS],
        "progress": queries.progress(draft),
        "kinds": [(kind, counts[kind.value]) for kind in DraftItem.Kind if counts[kind.value]],
        "pending": sum(item.decision == DraftItem.Decision.PENDING for item in items),
        "total": len(items),
        "unseen": sum(i.doubtful and i.decided_by_id is None for i in items) if draft.confirmed_at else 0,
        "wanted": wanted,
        "form": (form or ProgrammeForm(initial=suggested(draft))) if draft.confirmed_at is None else None,
        "programmes": Programme.objects.all(),
        "trail": [(_("Văn bản"), reverse("intake:documents")), (draft.document.file_name, "")],
    }
    return render(request, "intake/review.html", context, status=status)


def _address(request: HttpRequest, order: str) -> str:
    query = request.GET.copy()
    query.pop("thu-tu", None)
    if order:
        query["thu-tu"] = order
    return "?" + query.urlencode()


def _wanted(item: DraftItem, wanted: str) -> bool:
    if wanted == "nghi-ngo":
        return item.doubtful
    if wanted == "chua-quyet":
        return item.decision == DraftItem.Decision.PENDING
    return item.kind == wanted if wanted in DraftItem.Kind.values else True


@office_only
@require_POST
def decide(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Decide one proposal; HTMX gets the card and the bar back."""
    found = get_object_or_404(DraftItem.objects.select_related("draft__document"), pk=item, draft=pk)
    decision = request.POST.get("decision", "")
    if decision not in DraftItem.Decision.values:
        decision = str(DraftItem.Decision.PENDING)
    corrected = None
    if decision == DraftItem.Decision.CORRECTED:
        form = CorrectionForm.of(found, request.POST)
        if not form.is_valid():
            return _wrong(render(request, "intake/_card.html", _card(found, form), status=422), found)
        corrected = form.changes()
    try:
        found = actions.decide(actor=request.user, item=found, decision=decision, corrected=corrected)
    except ActionError as error:
        if request.htmx:
            raise  # a toast; the card stays as it is
        messages.error(request, str(error))
        return redirect("intake:review", pk=pk)
    if not request.htmx:
        return redirect("intake:review", pk=pk)
    return render(request, "intake/_card.html", _card(found) | {"progress": queries.progress(found.draft)})


def _wrong(response: HttpResponse, item: DraftItem) -> HttpResponse:
    """The card comes back in its place although the answer is an error."""
    response["HX-Retarget"], response["HX-Reswap"] = f"#item-{item.pk}", "outerHTML"
    return response


def _card(item: DraftItem, form: CorrectionForm | None = None) -> dict[str, Any]:
    item.page = queries.page_at(item.draft.output.get("page_starts") or [], item.start)
    return {"item": item, "draft": item.draft, "form": form}


@office_only
@require_GET
def edit(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The card with its fields open for correction; `?thoi=1` closes them again."""
    found = get_object_or_404(DraftItem.objects.select_related("draft"), pk=item, draft=pk)
    closed = "thoi" in request.GET or found.draft.confirmed_at is not None
    return render(request, "intake/_card.html", _card(found, None if closed else CorrectionForm.of(found)))


@office_only
@require_POST
def split(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Cut a clause in two at the place marked in the source."""
    found = get_object_or_404(DraftItem, pk=item, draft=pk)
    at = int(request.POST["at"]) if request.POST.get("at", "").isdecimal() else -1
    return _recut(request, pk, lambda: actions.split(actor=request.user, item=found, at=at), _("Đã tách điều khoản."))


@office_only
@require_POST
def merge(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Join a clause to the one before it."""
    found = get_object_or_404(DraftItem, pk=item, draft=pk)
    return _recut(request, pk, lambda: actions.merge(actor=request.user, item=found), _("Đã gộp vào điều khoản trước."))


def _recut(request: HttpRequest, pk: int, act: Callable[[], DraftItem], done: str) -> HttpResponse:
    address = reverse("intake:review", args=[pk])
    try:
        made = act()
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(address)
    messages.success(request, done)
    return redirect(f"{address}#item-{made.pk}")


@office_only
@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put in what the reader missed, at the words marked in the source."""
    draft = get_object_or_404(Draft, pk=pk)
    places = [int(p) if (p := request.POST.get(name, "")).isdecimal() else -1 for name in ("start", "end")]
    kind = request.POST.get("kind", "")
    done = _("Đã thêm; bổ sung các ô còn thiếu bằng nút Sửa.")
    return _recut(
        request, pk, lambda: actions.add(actor=request.user, draft=draft, kind=kind, start=places[0], end=places[1]),
        done,
    )  # fmt: skip


@office_only
@require_GET
def page_lines(request: SignedInRequest, pk: int) -> JsonResponse:
    """Where each line stands on the pictures of the pages (see `programmes.documents.lines_of`)."""
    draft = get_object_or_404(Draft, pk=pk)
    return JsonResponse({"lines": draft.output.get("page_lines") or []})


@office_only
@require_GET
def page_picture(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One page of the original as a picture."""
    draft = get_object_or_404(Draft.objects.select_related("document").defer("output", "document__text"), pk=pk)
    try:
        content = page_png(draft.document, number)
    except IndexError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "private, max-age=604800, immutable"  # a kept file never changes
    return response


@office_only
@require_POST
def accept_sure(request: SignedInRequest, pk: int) -> HttpResponse:
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
def confirm_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a programme of the draft, or fill in the words of an existing one."""
    draft = get_object_or_404(Draft.objects.select_related("document"), pk=pk)
    try:
        if wanted := request.POST.get("programme"):
            if not wanted.isdecimal():
                raise Http404
            programme = get_object_or_404(Programme, pk=wanted)
            confirm.fill_programme(actor=request.user, draft=draft, programme=programme)
        else:
            form = ProgrammeForm(request.POST)
            if not form.is_valid():
                return _review(request, pk, form, 422)
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
def gold(request: SignedInRequest, pk: int) -> JsonResponse:
    """The decided draft in the annotation schema, as new gold for measuring the reader."""
    draft = get_object_or_404(Draft.objects.select_related("document"), pk=pk)
    items = list(draft.items.exclude(decision=DraftItem.Decision.REJECTED))
    undecided = sum(item.decision == DraftItem.Decision.PENDING for item in items)
    result = annotation(
        draft.document.file_name, ((i.kind, i.path, i.proposal, i.value) for i in items), undecided=undecided
    )
    response = JsonResponse(result, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{draft.pk}.gold.json"'
    return response

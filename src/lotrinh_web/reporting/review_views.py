"""Pages of reviews: the list, one being written beside its page as it will look, the Word file, checking a file."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, readers
from lotrinh_web.errors import ActionError
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.reporting import review_actions, review_content
from lotrinh_web.reporting.models import ReportingRound, Review, ReviewDraft
from lotrinh_web.reporting.paper import Paper, links_of
from lotrinh_web.reporting.review_forms import BeginForm, day_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@readers
@require_GET
def review_list(request: SignedInRequest) -> HttpResponse:
    """Reports made so far, those being written, and making a new one."""
    return _list(request)


def _list(request: HttpRequest, form: BeginForm | None = None, status: int = 200) -> HttpResponse:
    programme = programme_or_404(request)
    context = {
        "programme": programme,
        "reviews": Review.objects.filter(programme=programme).select_related("made_by", "draft"),
        "drafts": ReviewDraft.objects.filter(programme=programme, review=None).select_related("made_by"),
        "rounds": ReportingRound.objects.filter(programme=programme),
        "office": is_office(request.user),
        "form": form or (BeginForm(programme=programme) if is_office(request.user) else None),
        "demonstration": programme.demonstration,
    }
    return render(request, "reporting/reviews.html", context, status=status)


@office_only
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin a review; it is assembled in the background, its page opens when it is there."""
    from lotrinh_web.jobs.actions import start

    programme = programme_or_404(request)
    form = BeginForm(request.POST, programme=programme)
    if not form.is_valid():
        return _list(request, form, 422)
    job = start(
        actor=request.user, kind="review", title=form.title, arguments={"programme": programme.pk, **form.arguments()}
    )
    return redirect("jobs:job", job.pk)


@readers
@require_GET
def draft_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One review: places to write in, and the page as it will look."""
    draft = get_object_or_404(ReviewDraft.objects.select_related("programme__document", "review"), pk=pk)
    return render(request, "reporting/review_draft.html", _draft_context(request, draft))


def _draft_context(request: HttpRequest, draft: ReviewDraft) -> dict[str, Any]:
    from lotrinh.writing.profiles import load_profile
    from lotrinh.writing.report import ANNEXES, SECTIONS

    places = review_content.slots(draft)
    document = review_content.finished(draft) if draft.frozen else review_content.put_together(draft)
    paper = Paper(document, load_profile(draft.profile), links_of(document.sources))
    order = [*draft.sections, *(code for code in SECTIONS if code not in draft.sections)]
    return {
        "programme": draft.programme, "draft": draft, "slots": places, "paper": paper.html(),
        "edited": sum(slot.edit is not None for slot in places), "outdated": [s for s in places if s.outdated],
        "sections": [(code, SECTIONS[code].capitalize(), code in draft.sections) for code in order],
        "annexes": [(code, review_content.ANNEX_NAMES[code], code in draft.annexes) for code in ANNEXES],
        "may_write": is_office(request.user) and not draft.frozen, "office": is_office(request.user),
        "today": timezone.localdate(), "demonstration": draft.demonstration,
        "trail": [(_("Báo cáo"), reverse("reporting:reviews")), (str(draft), "")],
    }  # fmt: skip


def _draft(pk: int) -> ReviewDraft:
    return get_object_or_404(ReviewDraft, pk=pk)


@office_only
@require_POST
def write(request: SignedInRequest, pk: int, slot: str) -> HttpResponse:
    """Save one place. A refusal comes back at the place with what was typed."""
    draft, words = _draft(pk), request.POST.get("text", "")
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 18 else -1
    error: ActionError | None = None
    try:
        review_actions.write(actor=request.user, draft=draft, slot=slot, text=words, version=number)
    except ActionError as refused:
        if refused.status == HTTPStatus.FORBIDDEN:
            raise
        error = refused
    if not request.htmx:
        if error is None:
            messages.success(request, _("Đã lưu."))
            return redirect(reverse("reporting:review-draft", args=[pk]) + f"#muc-{slot}")
        context = _draft_context(request, draft) | {"typed": {slot: words}, "refused": {slot: error}}
        return render(request, "reporting/review_draft.html", context, status=error.status)
    place = next((s for s in review_content.slots(draft) if s.code == slot), None)
    context = {
        "slot": place, "draft": draft, "may_write": True, "error": error, "words": words, "at": timezone.localtime(),
    }  # fmt: skip
    response = render(request, "reporting/_review_slot.html", context, status=error.status if error else 200)
    if error is not None:
        response["HX-Retarget"] = f"#muc-{slot}"
    return response


@office_only
@require_POST
def decide(request: SignedInRequest, pk: int, slot: str) -> HttpResponse:
    """Keep a person's text, or take what the records say now."""
    version = request.POST.get("version", "")
    return _do(
        request, pk, _("Đã quyết định."), review_actions.decide, anchor=f"#muc-{slot}", slot=slot,
        keep=request.POST.get("choice") == "keep", version=int(version) if version.isdecimal() else -1,
    )  # fmt: skip


@office_only
@require_POST
def assemble(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take what the records say now; edits stay. Done in the background, as the first time."""
    from lotrinh_web.jobs.actions import start

    draft, on = _draft(pk), day_of(request.POST.get("on", "")) or timezone.localdate()
    if draft.frozen or on > timezone.localdate():  # the action says why not
        return _do(request, pk, "", review_actions.assemble_again, on=on)
    title = _("Lấy lại số liệu cho %(review)s") % {"review": str(draft)}
    job = start(actor=request.user, kind="review_again", title=title, arguments={"draft": pk, "on": str(on)})
    return redirect("jobs:job", job.pk)


@office_only
@require_POST
def parts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sections, their order, annexes."""
    wanted = request.POST.getlist("section")
    order = {code: _place_of(request.POST.get(f"order-{code}", "")) for code in wanted}
    sections = sorted(wanted, key=lambda code: order[code])
    annexes = request.POST.getlist("annex")
    return _do(request, pk, _("Đã đổi bố cục."), review_actions.choose_parts, sections=sections, annexes=annexes)


def _place_of(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 4 else 99


@office_only
@require_POST
def freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the writing."""
    return _do(request, pk, _("Đã chốt. Tệp Word và nội dung được giữ nguyên từ đây."), review_actions.freeze)


def _do(request: HttpRequest, pk: int, done: str, act: Any, anchor: str = "", **fields: Any) -> HttpResponse:
    try:
        act(actor=request.user, draft=_draft(pk), **fields)
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(reverse("reporting:review-draft", args=[pk]) + anchor)


@readers
@require_GET
def draft_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The review as a Word file: as it stands, or as it was frozen, made again from its records."""
    from lotrinh.writing.word import build

    draft = _draft(pk)
    content = (
        review_actions.reproduce(draft) if draft.frozen else build(review_content.put_together(draft), draft.profile)
    )
    name = f"{draft.programme.code}-{draft.kind}-{draft.period}.docx".replace("/", "-")
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@readers
@require_POST
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a frozen review again and compare."""
    verdict = review_actions.verdict(get_object_or_404(ReviewDraft, pk=pk, review__isnull=False))
    if verdict == "same":
        messages.success(request, _("Lập lại từ bản ghi: trùng từng byte với tệp đã chốt."))
    elif verdict == "earlier_writer":
        messages.info(
            request,
            _(
                "Tệp đã chốt còn nguyên, đúng mã băm khi chốt. Phần mềm đã đổi cách trình bày từ đó nên bản lập lại "
                "không trùng từng byte."
            ),
        )
    else:
        messages.error(request, _("Tệp đã chốt không còn trùng với bản ghi: báo quản trị viên."))
    return redirect("reporting:review-draft", pk)


@office_only
@require_POST
def make_annex(request: SignedInRequest) -> HttpResponse:
    """The annex that gives each task its lead, as Word."""
    from lotrinh_web.reporting.reviews import make_assignment_annex

    programme, on = programme_or_404(request), timezone.localdate()
    make_assignment_annex(actor=request.user, programme=programme, on=on)
    messages.success(request, _("Đã lập phụ lục. Tải tệp Word ở dòng đầu danh sách."))
    return redirect("reporting:reviews")


@readers
@require_GET
def review_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The Word file as it was made."""
    review = get_object_or_404(Review, pk=pk)
    name = f"{review.programme.code}-{review.kind}-{review.period}.docx".replace("/", "-")
    return FileResponse(review.file.open("rb"), as_attachment=True, filename=name)

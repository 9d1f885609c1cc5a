"""Checking a Word file against its format profile, and the templates people edit themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only, readers, signed_in
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.reporting import review_templates
from lotrinh_web.reporting.models import ReviewDraft, ReviewTemplate
from lotrinh_web.reporting.review_forms import PROFILES
from lotrinh_web.reporting.review_views import WORD


@signed_in
@require_http_methods(["GET", "POST"])
def check_file(request: SignedInRequest) -> HttpResponse:
    """Where an uploaded Word file departs from its profile. The file is looked at and not kept."""
    context: dict[str, Any] = {
        "profiles": PROFILES, "chosen": request.POST.get("profile", ""),
        "trail": [(_("Báo cáo"), reverse("reporting:reviews")), (_("Kiểm tra thể thức"), "")],
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "reporting/format_check.html", context)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            context["problem"] = _("Chọn tệp Word (.docx) rồi kiểm tra.")
        elif (sent.size or 0) > settings.MAX_DOCUMENT_BYTES:
            context["problem"] = _("Tệp quá lớn. Bớt hình rồi nộp lại.")
        else:
            context |= {"name": sent.name, "result": _checked(sent.read(), context["chosen"])}
    except LotrinhError as error:
        context["problem"] = str(error)
    return render(request, "reporting/format_check.html", context, status=422 if "problem" in context else 200)


def _checked(content: bytes, profile: str) -> object:
    """The result of the check; a file marked MẬT is refused unread."""
    from lotrinh.writing.check import check_format
    from lotrinh_web.workplan.evidence import refuse_classified

    result = check_format(content, profile if profile in PROFILES else None)
    refuse_classified("docx", content)
    return result


@readers
@require_http_methods(["GET", "POST"])
def template_list(request: SignedInRequest) -> HttpResponse:
    """Templates with their versions, the fields there are; the office adds one."""
    programme = programme_or_404(request)
    drafts = ReviewDraft.objects.filter(programme=programme)
    context = {
        "programme": programme, "templates": ReviewTemplate.objects.filter(programme=programme).select_related(
            "uploaded_by"
        ),
        "fields": review_templates.FIELDS.items(), "newest": drafts.first(),
        "trail": [(_("Báo cáo"), reverse("reporting:reviews")), (_("Mẫu Word"), "")],
    }  # fmt: skip
    return render(request, "reporting/templates.html", context)


@office_only
@require_POST
def add_template(request: SignedInRequest) -> HttpResponse:
    """Take a template; it is tried on the newest review."""
    programme = programme_or_404(request)
    sent, newest = request.FILES.get("file"), ReviewDraft.objects.filter(programme=programme).first()
    try:
        if sent is None or newest is None:
            messages.error(request, _("Chọn tệp mẫu; cần có ít nhất một báo cáo đang soạn để thử mẫu."))
        else:
            review_templates.keep_template(
                actor=request.user, programme=programme, name=request.POST.get("name", ""), content=sent.read(),
                tried_on=newest,
            )  # fmt: skip
            messages.success(request, _("Đã nhận mẫu; đã điền thử bằng báo cáo mới nhất."))
    except LotrinhError as error:
        messages.error(request, str(error))
    return redirect("reporting:templates")


@readers
@require_GET
def sample_template(request: SignedInRequest) -> HttpResponse:
    """A template to start from."""
    response = HttpResponse(review_templates.sample(), content_type=WORD)
    response["Content-Disposition"] = 'attachment; filename="mau-bao-cao.docx"'
    return response


@readers
@require_GET
def in_template(request: SignedInRequest, pk: int, template: int) -> HttpResponse:
    """A review in a template."""
    draft = get_object_or_404(ReviewDraft.objects.select_related("programme"), pk=pk)
    found = get_object_or_404(ReviewTemplate, pk=template, programme=draft.programme_id)
    response = HttpResponse(review_templates.filled(found, draft), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{draft.programme.code}-{draft.kind}-mau.docx"'
    return response

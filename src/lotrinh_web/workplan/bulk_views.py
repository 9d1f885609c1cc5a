"""Pages of changing many tasks by spreadsheet: download, hand in, see, apply."""

from __future__ import annotations

import hashlib
import re

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import Conflict
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.workplan import bulk
from lotrinh_web.workplan.exports import XLSX
from lotrinh_web.workplan.queries import rows
from lotrinh_web.workplan.views import selection

_HASH = re.compile(r"[0-9a-f]{64}")


@office_only
@require_GET
def download(request: SignedInRequest) -> HttpResponse:
    """The file of exactly the tasks the list shows."""
    tasks, context = selection(request)
    content = bulk.workbook(context["programme"], rows(tasks, context["on"]))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="sua-nhiem-vu-{timezone.localdate():%Y%m%d}.xlsx"'
    return response


@office_only
@require_http_methods(["GET", "POST"])
def hand_in(request: SignedInRequest) -> HttpResponse:
    """Take a filled-in file and show what it would change."""
    programme = programme_or_404(request)
    context = {
        "programme": programme,
        "trail": [(_("Nhiệm vụ"), reverse("workplan:tasks")), (_("Sửa hàng loạt"), "")],
    }
    sent = request.FILES.get("file")
    if request.method == "GET" or sent is None:
        wrong = request.method == "POST"
        context["problems"] = [_("Chọn tệp đã sửa rồi nộp.")] if wrong else []
        return render(request, "workplan/bulk.html", context, status=422 if wrong else 200)
    content = sent.read()
    try:
        judged = bulk.judge(programme, content)
    except bulk.BadCells as error:
        return render(request, "workplan/bulk.html", context | {"problems": error.problems}, status=422)
    except LotrinhError as error:
        return render(request, "workplan/bulk.html", context | {"problems": [str(error)]}, status=422)
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(content))
    return render(request, "workplan/bulk.html", context | {"judged": judged, "file": digest})


@office_only
@require_POST
def apply(request: SignedInRequest) -> HttpResponse:
    """Make the changes that were seen."""
    programme, file = programme_or_404(request), request.POST.get("file", "")
    if not _HASH.fullmatch(file) or not default_storage.exists(_path(file)):
        raise Http404
    with default_storage.open(_path(file), "rb") as handle:
        content = handle.read()
    try:
        changes = bulk.apply_changes(
            actor=request.user, programme=programme, content=content, digest=request.POST.get("digest", ""),
            overwrite="overwrite" in request.POST,
        )  # fmt: skip
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("workplan:bulk")
    except LotrinhError as error:
        messages.error(request, str(error))
        return redirect("workplan:bulk")
    messages.success(request, _("Đã ghi %(n)d thay đổi.") % {"n": len(changes)})
    return redirect("workplan:tasks")


def _path(digest: str) -> str:
    return f"bulk/{digest}.xlsx"

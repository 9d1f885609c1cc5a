"""Many returned workbooks of figures at once: each taken in or refused by itself, then those without doubt written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotrinh.errors import InvalidData, LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.indicators.figures.actions import Given, apply_import, completed, sentences, take_in_file
from lotrinh_web.indicators.figures.entry import Judged, judge
from lotrinh_web.indicators.figures.grid_views import written_words
from lotrinh_web.indicators.figures.models import FigureBatch
from lotrinh_web.indicators.figures.workbook import MOST_BYTES, kept_workbook, read_workbook
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.queries import programme_or_404

MOST_FILES = 100  # what one request may carry
REASON = "Theo tệp số liệu cơ quan gửi."


@dataclass(slots=True)
class FileResult:
    """What became of one file: taken (ready to write or with something to decide), same, written, refused."""

    name: str
    outcome: str = "refused"
    problems: list[str] = field(default_factory=list)
    batch: FigureBatch | None = None
    judged: Judged | None = None
    words: str = ""

    @property
    def ready(self) -> bool:
        """Whether it can be written without anything to decide."""
        judged = self.judged
        return self.outcome == "taken" and judged is not None and not (judged.conflicts or judged.lacks_source)


@office_only
@require_http_methods(["GET", "POST"])
def many_workbooks(request: SignedInRequest) -> HttpResponse:
    """Take in several workbooks and say what each brings; then write those that need no decision."""
    files = request.FILES.getlist("files")
    asked = request.POST.getlist("batch")[: 10 * MOST_FILES]
    if request.POST.get("step") == "apply":
        results = [_write(request, pk) for pk in asked if pk.isdecimal() and len(pk) < 18]
    else:
        results = [_take(request, file) for file in files[:MOST_FILES]]
    programme = programme_or_404(request)
    context: dict[str, Any] = {
        "programme": programme, "results": results, "ready": [r for r in results if r.ready], "most_files": MOST_FILES,
        "most": MOST_BYTES // 2**20, "nothing": request.method == "POST" and not results, "reason": REASON,
        "demonstration": programme.demonstration,
        "trail": [
            (_("Chỉ số"), reverse("indicators:indicators")),
            (_("Số liệu"), reverse("indicators:figures")),
            (_("Nhiều bảng tính"), ""),
        ],
    }  # fmt: skip
    return render(request, "indicators/figure_many.html", context)


def _take(request: SignedInRequest, file: UploadedFile[bytes]) -> FileResult:
    result = FileResult(str(file.name))
    try:
        content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InvalidData(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại tệp mẫu rồi chỉ nhập số liệu.")
        book = read_workbook(content)
        result.judged = judge(completed(book.entries, Given()))
        if not result.judged.changes:
            result.outcome = "same"
            return result
        organisation = Organisation.objects.filter(code=book.agency).first()
        result.batch = take_in_file(
            actor=request.user, channel=FigureBatch.Channel.WORKBOOK, form="xlsx", name=result.name, content=content,
            organisation=organisation, read=book.packed(),
        )  # fmt: skip
        result.outcome = "taken"
    except LotrinhError as error:
        result.problems = sentences(error)
    return result


def _write(request: SignedInRequest, key: str) -> FileResult:
    """Write one file as its line showed it; what changed since then is left for a person."""
    batch = FigureBatch.objects.filter(pk=key, channel=FigureBatch.Channel.WORKBOOK).first()
    if batch is None:
        return FileResult(key, problems=[_("Không còn tệp này. Tải lại trang.")])
    result = FileResult(batch.name, batch=batch)
    try:
        done = apply_import(
            actor=request.user, batch=batch, entries=kept_workbook(batch).entries, given=Given(reason=REASON),
            state=request.POST.get(f"state.{key}", ""),
        )  # fmt: skip
    except LotrinhError as error:
        result.problems = sentences(error)
    else:
        result.outcome, result.words = "written", written_words(done.written)
    return result

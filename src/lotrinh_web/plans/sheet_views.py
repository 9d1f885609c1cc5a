"""Pages of a plan's spreadsheet: download, hand in, see what it changes, write it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.errors import NotAllowed
from lotrinh_web.plans import access, sheets
from lotrinh_web.plans.models import Plan, PlanSheet
from lotrinh_web.plans.views import plan_or_404, trail

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan as a spreadsheet to fill in."""
    from lotrinh.writing.plan_sheet import plan_workbook

    plan = plan_or_404(request, pk)
    response = HttpResponse(plan_workbook(sheets.book_of(plan)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ke-hoach-{plan.organisation.code}-{plan.pk}.xlsx"'
    return response


def _mine(request: HttpRequest, plan: Plan) -> None:
    if not access.may_enter(actor=request.user, plan=plan):
        raise NotAllowed("Chỉ người của cơ quan này và cơ quan thường trực nộp được bảng tính của kế hoạch này.")


@signed_in
@require_http_methods(["GET", "POST"])
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the filled-in file; what is wrong comes back cell by cell, else the preview opens."""
    plan = plan_or_404(request, pk)
    _mine(request, plan)
    if request.method == "GET":
        return _hand_in(request, plan)
    file = request.FILES.get("file")
    if file is None:
        return _hand_in(request, plan, [_("Chọn tệp bảng tính đã nhập rồi bấm «Nộp bảng tính».")], 422)
    try:
        content = file.read(sheets.MOST_BYTES + 1)
        sheet = sheets.take_in(actor=request.user, plan=plan, name=str(file.name), content=content)
    except NotAllowed:
        raise
    except LotrinhError as error:
        return _hand_in(request, plan, _sentences(error), getattr(error, "status", 422), str(file.name))
    return redirect("plans:sheet", pk=plan.pk, sheet=sheet.pk)


def _sentences(error: LotrinhError) -> list[str]:
    return [problem.sentence() for problem in getattr(error, "problems", ())] or [str(error)]


def _hand_in(
    request: HttpRequest, plan: Plan, problems: list[str] | None = None, status: int = 200, name: str = ""
) -> HttpResponse:  # fmt: skip
    context = {
        "plan": plan, "programme": plan.programme, "problems": problems or [], "name": name,
        "most": sheets.MOST_BYTES // 2**20, "sheets": plan.sheets.select_related("uploaded_by")[:20],
        "trail": trail(plan, _("Bảng tính")), "demonstration": plan.demonstration,
    }  # fmt: skip
    return render(request, "plans/hand_in.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def sheet_page(request: SignedInRequest, pk: int, sheet: int) -> HttpResponse:
    """What a handed-in file changes, old beside new; POST writes all of it or nothing."""
    plan = plan_or_404(request, pk)
    _mine(request, plan)
    records = PlanSheet.objects.select_related("plan__organisation", "uploaded_by")
    found = get_object_or_404(records, pk=sheet, plan=plan)
    if request.method == "GET":
        return _preview(request, plan, found)
    try:
        rows = sheets.apply_sheet(actor=request.user, sheet=found)
    except NotAllowed:
        raise
    except LotrinhError as error:
        return _preview(request, plan, found, _sentences(error), getattr(error, "status", 422))
    done = ngettext("Đã ghi %(n)d việc vào kế hoạch.", "Đã ghi %(n)d việc vào kế hoạch.", rows) % {"n": rows}
    messages.success(request, done)
    return redirect("plans:plan", pk=plan.pk)


def _preview(
    request: HttpRequest, plan: Plan, sheet: PlanSheet, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    changes = []
    if sheet.applied_at is None and plan.open:
        try:
            with sheet.file.open("rb") as file:
                changes = sheets.judge(plan, file.read())
        except LotrinhError as error:
            problems, status = problems or _sentences(error), 422 if status == 200 else status
    context = {
        "plan": plan, "programme": plan.programme, "sheet": sheet, "changes": changes, "problems": problems or [],
        "trail": trail(plan, sheet.name), "demonstration": plan.demonstration,
    }  # fmt: skip
    return render(request, "plans/sheet.html", context, status=status)

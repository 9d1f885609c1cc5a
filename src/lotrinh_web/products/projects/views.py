"""Pages of investment projects: the list with plan and payments, one project, the month's spreadsheet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.products import listing
from lotrinh_web.products.forms import tasks_for
from lotrinh_web.products.looks import CHECK, look
from lotrinh_web.products.models import SET_ASIDE, Project, Source
from lotrinh_web.products.pages import chosen_task, found, page_of_product, run, side, tabs_of, trail
from lotrinh_web.products.projects import actions, sheet
from lotrinh_web.products.projects.chart import months_chart, shares_chart
from lotrinh_web.products.projects.forms import MONTHS, CapitalForm, PaymentForm, ProjectForm
from lotrinh_web.products.projects.queries import ProjectRow, projects_of, rows, totals
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local

FLAGS = {
    "vuot": gettext_lazy("Giải ngân vượt kế hoạch"), "cham": gettext_lazy("Chậm hơn cùng tháng năm trước"),
    "thieu": gettext_lazy("Chưa tính được tỷ lệ"),
}  # fmt: skip
ORDERS = {
    "ma": lambda row: row.project.code, "von": lambda row: row.total, "ke-hoach": lambda row: row.year.plan,
    "da-chi": lambda row: row.year.paid, "ty-le": lambda row: row.year.share,
}  # fmt: skip


def flags_of(row: ProjectRow) -> list[str]:
    """What a careful clerk would query of a project's year."""
    marks = {
        "vuot": row.year.over_plan,
        "cham": row.change is not None and row.change < 0,
        "thieu": row.year.share is None,
    }
    return [name for name, raised in marks.items() if raised]


def _selected(request: HttpRequest) -> tuple[list[ProjectRow], dict[str, Any]]:
    programme, on = programme_or_404(request), day_of(request)
    chosen = listing.choices_of(request, "tim", "nhom-du-an", "co-quan", "luu-y", "sap-xep")
    whole = remembered(("products.projects", programme.pk, on), lambda: rows(projects_of(programme, on), on))
    kept = listing.of_agency(whole, chosen["co_quan"], lambda row: row.lead)
    kept = listing.holding(
        kept,
        chosen["tim"],
        lambda row: (row.project.code, row.project.name_vi, row.project.head, row.project.task.code),
    )
    if chosen["nhom_du_an"]:
        kept = [row for row in kept if row.project.group == chosen["nhom_du_an"]]
    counts = Counter(flag for row in kept for flag in flags_of(row))
    shown = [row for row in kept if not chosen["luu_y"] or chosen["luu_y"] in flags_of(row)]
    return listing.ordered(shown, chosen["sap_xep"], ORDERS), {
        "programme": programme, "on": on, "chosen": chosen, "counts": counts, "groups": Project.Group,
        "agencies": listing.bodies_in(whole, lambda row: row.lead),
    }  # fmt: skip


@signed_in
@require_GET
def project_list(request: SignedInRequest) -> HttpResponse:
    """`/san-pham/du-an/`; `?dinh-dang=csv|xlsx` gives what is shown as a file."""
    shown, context = _selected(request)
    if kind := listing.asked_file(request):
        return _file(kind, shown, context)
    page = page_of(request, shown)
    tasks = tasks_for(request.user, context["programme"])
    context |= {
        "page": page, "rows": [(row, [FLAGS[flag] for flag in flags_of(row)]) for row in page.object_list],
        "flags": [(code, name, context["counts"][code]) for code, name in FLAGS.items()], "totals": totals(shown),
        "all": len(shown), "chart": shares_chart(shown), "tabs": tabs_of("project"), "may_add": tasks.exists(),
        "year": context["on"].year, "demonstration": any(row.project.demonstration for row in shown),
    }  # fmt: skip
    return render(request, "products/projects.html", context)


def _file(kind: str, shown: list[ProjectRow], context: dict[str, Any]) -> HttpResponse:
    columns = [
        _("Nhiệm vụ"), _("Điều khoản"), _("Mã dự án"), _("Tên dự án"), _("Nhóm"), _("Cơ quan chủ trì"),
        _("Người chịu trách nhiệm"), _("Đơn vị tính"), _("Tổng mức đầu tư"), _("Năm"), _("Kế hoạch năm"),
        _("Đã giải ngân"), _("Đến ngày"), _("% kế hoạch"), _("Cùng tháng năm trước (%)"), _("Lưu ý"),
    ]  # fmt: skip
    lines = [
        [
            row.project.task.code, row.project.task.clause.path, row.project.code, local(row.project, "name"),
            str(row.project.get_group_display()), local(row.lead, "name"), row.project.head,
            str(row.project.get_unit_display()), row.total, str(row.year.year), row.year.plan, row.year.paid,
            row.paid_to, row.year.share, row.last_year_share,
            "; ".join([*(str(FLAGS[flag]) for flag in flags_of(row)), *([row.reason] if row.reason else [])]),
        ]
        for row in shown
    ]  # fmt: skip
    return listing.table_file(
        kind, name="du-an", title=_("Dự án đầu tư"), columns=columns, lines=lines, on=context["on"],
        programme=context["programme"], demonstration=any(row.project.demonstration for row in shown),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a project; `?nhiem-vu=` names the task."""
    programme = programme_or_404(request)
    tasks = tasks_for(request.user, programme)
    form = ProjectForm(request.POST or None, tasks=tasks, initial={"task": chosen_task(request, tasks)})

    def again(status: int) -> HttpResponse:
        context = {
            "programme": programme, "form": form, "heading": _("Thêm dự án"), "trail": trail("project", _("Thêm")),
            "nothing": not tasks.exists(), "back": reverse("products:projects"),
        }  # fmt: skip
        return render(request, "products/new.html", context, status=status)

    if request.method == "GET":
        return again(200)
    return run(request, actions.add_project, form, again, after=page_of_product, done=_("Đã thêm dự án."))


@signed_in
@require_GET
def project_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One project: plan by source, payments by month, decisions, what happened."""
    return _page(request, found(request, Project, pk))


def _page(request: HttpRequest, project: Project, status: int = 200, **typed: Any) -> HttpResponse:
    on = day_of(request)
    row = rows(projects_of(project.task.programme, on).filter(pk=project.pk), on)[0]
    context = side(request, project)
    forms: list[dict[str, Any]] = []
    if context["may"]["enter"]:
        offered = (
            ("payment", _("Ghi số giải ngân tháng"), lambda: PaymentForm(project=project, auto_id="payment-%s"), True),
            ("capital", _("Ghi quyết định vốn"), lambda: CapitalForm(auto_id="capital-%s"), False),
        )
        forms = [
            {"title": title, "action": reverse(f"products:project-{name}", args=[project.pk]),
             "form": typed.get(name) or make(), "open": name in typed or opened}
            for name, title, make, opened in offered
        ]  # fmt: skip
    context |= {
        "project": project, "row": row, "on": on, "forms": forms, "chart": months_chart(row),
        "trail": trail("project", project.code), "flags": [FLAGS[flag] for flag in flags_of(row)],
        "decisions": _shown_decisions(project), "payments": _shown_payments(project),
    }  # fmt: skip
    return render(request, "products/project.html", context, status=status)


def _shown_decisions(project: Project) -> list[dict[str, Any]]:
    """Newest first; `newest`: it holds for its year and source, and another one is left if it is taken back."""
    shown, standing = [], Counter[tuple[int | None, str]]()
    found = list(project.decisions.select_related("entered_by"))
    left = Counter((one.year, one.source) for one in found if one.check_state not in SET_ASIDE)
    for one in reversed(found):
        about = (one.year, one.source)
        counts = one.check_state not in SET_ASIDE
        newest = counts and not standing[about] and (one.year is not None or left[about] > 1)
        standing[about] += counts
        source = Source(one.source).label if one.source else ""
        shown.append({"record": one, "check": look(one.check_state, CHECK), "source": source, "newest": newest})
    return shown


def _shown_payments(project: Project) -> list[dict[str, Any]]:
    """Newest month first; a corrected row below the one that stands in its place."""
    shown, standing = [], set[tuple[int, int]]()
    for one in project.disbursements.select_related("entered_by").order_by("-year", "-month", "-pk"):
        about, counts = (one.year, one.month), one.check_state not in SET_ASIDE
        shown.append({
            "record": one, "check": look(one.check_state, CHECK), "corrected": counts and about in standing,
        })  # fmt: skip
        if counts:
            standing.add(about)
    return shown


def _post(request: HttpRequest, pk: int, name: str, act: Any, make: Any) -> HttpResponse:
    project = found(request, Project, pk)
    form = make(project)
    return run(
        request, act, form, lambda status: _page(request, project, status, **{name: form}), product=project,
        after=lambda _made: page_of_product(project),
    )  # fmt: skip


@signed_in
@require_POST
def capital(request: SignedInRequest, pk: int) -> HttpResponse:
    """A decision on capital."""
    return _post(
        request, pk, "capital", actions.decide_capital, lambda _p: CapitalForm(request.POST, auto_id="capital-%s")
    )


@signed_in
@require_POST
def payment(request: SignedInRequest, pk: int) -> HttpResponse:
    """A month's disbursement."""
    return _post(
        request, pk, "payment", actions.record_disbursement,
        lambda project: PaymentForm(request.POST, project=project, auto_id="payment-%s"),
    )  # fmt: skip


# ---- the month's spreadsheet -----------------------------------------------------------------------------------------


def _asked_month(request: HttpRequest) -> tuple[int, int]:
    """`?thang=2026-09`, else the month before this one."""
    today = timezone.localdate()
    first = today.replace(day=1)
    default = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    try:
        asked = date.fromisoformat(request.GET.get("thang", "") + "-01")
    except ValueError:
        return default
    return (asked.year, asked.month) if asked <= today else default


def _own(request: HttpRequest, year: int, month: int) -> list[ProjectRow]:
    """Projects the person may enter figures for, as they stand in a month's year."""
    programme = programme_or_404(request)
    tasks = tasks_for(request.user, programme)
    on = min(timezone.localdate(), date(year, 12, 31))
    return rows(projects_of(programme, on).filter(task__in=tasks), on)


@signed_in
@require_GET
def sheet_download(request: SignedInRequest) -> HttpResponse:
    """The month's sheet to fill in."""
    year, month = _asked_month(request)
    own = _own(request, year, month)
    content = sheet.month_sheet(own, year, month, demonstration=any(row.project.demonstration for row in own))
    return listing.attachment(content, listing.XLSX, f"giai-ngan-{year}-{month:02}.xlsx")


@signed_in
@require_http_methods(["GET", "POST"])
def sheet_page(request: SignedInRequest) -> HttpResponse:
    """Choose a month, download, hand in; what is wrong comes back cell by cell, else what would change."""
    year, month = _asked_month(request)
    own = _own(request, year, month)
    context: dict[str, Any] = {
        "programme": programme_or_404(request), "year": year, "month": month, "own": own, "months": MONTHS,
        "asked": f"{year}-{month:02}", "trail": trail("project", _("Bảng tính tháng")), "problems": [],
        "newest": f"{timezone.localdate():%Y-%m}",
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        status = _read(request, context, own, year, month)
    return render(request, "products/sheet.html", context, status=status)


def _read(request: SignedInRequest, context: dict[str, Any], own: list[ProjectRow], year: int, month: int) -> int:
    file = request.FILES.get("file")
    if file is None:
        context["problems"] = [_("Chọn tệp bảng tính đã nhập rồi bấm «Xem trước».")]
        return 422
    context["name"] = str(file.name)
    try:
        proposals = sheet.read_sheet(file.read(sheet.MOST_BYTES + 1), own, year, month)
    except LotrinhError as error:
        context["problems"] = [p.sentence() for p in getattr(error, "problems", ())] or [str(error)]
        return getattr(error, "status", 422)
    context |= {"proposals": proposals, "read": True, "sealed": sheet.sealed(proposals, year, month, request.user.pk)}
    return 200


@signed_in
@require_POST
def sheet_apply(request: SignedInRequest) -> HttpResponse:
    """Write what was shown, all of it or nothing."""
    try:
        year, month, lines = sheet.unsealed(request.POST.get("sealed", ""), request.user.pk)
        n = actions.record_sheet(actor=request.user, year=year, month=month, lines=lines)
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("products:sheet")
    words = ngettext("Đã ghi số giải ngân của %(n)d dự án.", "Đã ghi số giải ngân của %(n)d dự án.", n) % {"n": n}
    messages.success(request, words)
    return redirect("products:projects")

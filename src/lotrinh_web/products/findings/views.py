"""Pages of findings: the list, one finding with its measures, closing, reopening, a task of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh_web.accounts.access import SignedInRequest, Viewer, is_office, office_only, signed_in
from lotrinh_web.audit.remember import remembered
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import agency_of, in_force
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.products import listing
from lotrinh_web.products.findings import actions
from lotrinh_web.products.findings.forms import CloseForm, FindingForm, MeasureForm, ReopenForm, TaskForm
from lotrinh_web.products.findings.queries import FindingRow, State, findings_of, rows
from lotrinh_web.products.forms import tasks_for
from lotrinh_web.products.looks import CHECK, FINDING, look
from lotrinh_web.products.models import Finding
from lotrinh_web.products.pages import chosen_task, found, page_of_product, run, side, tabs_of, trail
from lotrinh_web.programmes.models import Programme
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.models import Task

ORDERS = {
    "han": lambda row: row.finding.due_on, "ngay": lambda row: row.finding.conclusion_on,
    "tre": lambda row: row.days_late or None, "co-quan": lambda row: row.concerned.name_vi,
}  # fmt: skip


def _bodies(user: Viewer) -> QuerySet[Organisation]:
    today = timezone.localdate()
    if is_office(user):
        return in_force(today)
    mine = agency_of(user, today)
    return Organisation.objects.filter(pk=mine.pk) if mine else Organisation.objects.none()


def _tasks(user: Viewer, programme: Programme) -> QuerySet[Task]:
    """Tasks a finding may be entered at: for an agency those it leads."""
    return tasks_for(user, programme)


def _selected(request: HttpRequest) -> tuple[list[FindingRow], dict[str, Any]]:
    programme, on = programme_or_404(request), day_of(request)
    chosen = listing.choices_of(request, "tim", "trang-thai", "co-quan", "kiem-tra", "sap-xep")
    whole = remembered(("products.findings", programme.pk, on), lambda: rows(findings_of(programme, on), on))
    kept = listing.of_agency(whole, chosen["co_quan"], lambda row: row.concerned)
    kept = listing.holding(kept, chosen["tim"], lambda row: (
        row.finding.conclusion_number, row.finding.required_action, row.finding.inspecting_body, row.finding.task.code,
    ))  # fmt: skip
    if chosen["kiem_tra"]:
        kept = [row for row in kept if row.finding.inspecting_body == chosen["kiem_tra"]]
    counts = Counter(str(row.state) for row in kept)
    shown = [row for row in kept if not chosen["trang_thai"] or row.state == chosen["trang_thai"]]
    return listing.ordered(shown, chosen["sap_xep"], ORDERS), {
        "programme": programme, "on": on, "chosen": chosen, "counts": counts, "states": State,
        "agencies": listing.bodies_in(whole, lambda row: row.concerned),
        "inspectors": sorted({row.finding.inspecting_body for row in whole}),
    }  # fmt: skip


@signed_in
@require_GET
def finding_list(request: SignedInRequest) -> HttpResponse:
    """`/san-pham/kien-nghi/`; `?dinh-dang=csv|xlsx` gives what is shown as a file."""
    shown, context = _selected(request)
    if kind := listing.asked_file(request):
        return _file(kind, shown, context)
    page = page_of(request, shown)
    context |= {
        "page": page, "rows": [_look(row) for row in page.object_list], "tabs": tabs_of("finding"),
        "legend": [
            (state, n, href, current, *FINDING[state.value])
            for state, n, href, current in listing.legend(request, context["counts"], State)
        ],
        "may_add": _tasks(request.user, context["programme"]).exists(),
        "demonstration": any(row.finding.demonstration for row in shown),
    }  # fmt: skip
    return render(request, "products/findings.html", context)


def _look(row: FindingRow) -> dict[str, Any]:
    tone, shape = look(row.state, FINDING)
    words = str(State(row.state).label)
    if row.days_late:
        words += " · " + _("%(n)s ngày") % {"n": row.days_late}
    return {"row": row, "words": words, "tone": tone, "shape": shape}


def _file(kind: str, shown: list[FindingRow], context: dict[str, Any]) -> HttpResponse:
    columns = [
        _("Nhiệm vụ"), _("Điều khoản"), _("Văn bản kết luận"), _("Ngày kết luận"), _("Cơ quan kiểm tra"),
        _("Cơ quan được kiến nghị"), _("Việc phải khắc phục"), _("Hạn"), _("Trạng thái"), _("Quá hạn (ngày)"),
        _("Việc đã làm"), _("Ngày kết thúc"), _("Người kết thúc"), _("Căn cứ kết thúc"), _("Thành nhiệm vụ"),
    ]  # fmt: skip
    lines = [
        [
            row.finding.task.code, row.finding.task.clause.path, row.finding.conclusion_number,
            row.finding.conclusion_on, row.finding.inspecting_body, local(row.concerned, "name"),
            row.finding.required_action, row.finding.due_on, str(State(row.state).label), row.days_late or None,
            "\n".join(f"{measure.on:%d/%m/%Y}: {measure.done}" for measure in row.measures),
            row.closing.on if row.closing else None, str(row.closing.actor or "") if row.closing else "",
            row.closing.reason if row.closing else "", row.finding.became.code if row.finding.became else "",
        ]
        for row in shown
    ]  # fmt: skip
    return listing.table_file(
        kind, name="kien-nghi", title=_("Kiến nghị kiểm tra, giám sát"), columns=columns, lines=lines,
        on=context["on"], programme=context["programme"],
        demonstration=any(row.finding.demonstration for row in shown),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a finding; `?nhiem-vu=` names the task."""
    programme = programme_or_404(request)
    tasks = _tasks(request.user, programme)
    form = FindingForm(
        request.POST or None, tasks=tasks, bodies=_bodies(request.user),
        initial={"task": chosen_task(request, tasks)},
    )  # fmt: skip

    def again(status: int) -> HttpResponse:
        context = {
            "programme": programme, "form": form, "heading": _("Thêm kiến nghị kiểm tra, giám sát"),
            "trail": trail("finding", _("Thêm")), "nothing": not tasks.exists(), "back": reverse("products:findings"),
        }  # fmt: skip
        return render(request, "products/new.html", context, status=status)

    if request.method == "GET":
        return again(200)
    return run(request, actions.add_finding, form, again, after=page_of_product, done=_("Đã thêm kiến nghị."))


@signed_in
@require_GET
def finding_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One finding: what is asked, what was done, what may be done."""
    return _page(request, found(request, Finding, pk))


def _page(request: HttpRequest, finding: Finding, status: int = 200, **typed: Any) -> HttpResponse:
    on = max(day_of(request), finding.conclusion_on)
    row = rows(findings_of(finding.task.programme, on).filter(pk=finding.pk), on)[0]
    context = side(request, finding)
    context |= _look(row) | {
        "finding": row.finding, "on": on, "trail": trail("finding", finding.conclusion_number),
        "forms": _forms(row.finding, context["may"], typed),
        "measures": [
            (measure, look(measure.check_state, CHECK)) for measure in finding.measures.select_related("entered_by")
        ],
    }  # fmt: skip
    return render(request, "products/finding.html", context, status=status)


def _forms(finding: Finding, may: dict[str, bool], typed: dict[str, Any]) -> list[dict[str, Any]]:
    closed = finding.phase == Finding.Phase.CLOSED
    offered: list[tuple[str, str, Any]] = []
    if may["enter"] and not closed:
        offered.append(("measure", _("Ghi việc đã làm"), lambda: MeasureForm(auto_id="measure-%s")))
    if may["confirm"] and not closed:
        offered.append(("close", _("Kết thúc kiến nghị"), lambda: CloseForm(auto_id="close-%s")))
        if finding.became_id is None:
            initial = {"title_vi": finding.required_action[:400], "due_on": finding.due_on}
            offered.append(("task", _("Chuyển thành nhiệm vụ"), lambda: TaskForm(auto_id="task-%s", initial=initial)))
    if may["confirm"] and closed:
        offered.append(("reopen", _("Mở lại kiến nghị"), lambda: ReopenForm(auto_id="reopen-%s")))
    return [
        {
            "title": title, "action": reverse(f"products:finding-{name}", args=[finding.pk]),
            "form": typed.get(name) or make(), "open": name in typed or name == "measure",
        }
        for name, title, make in offered
    ]  # fmt: skip


def _post(request: HttpRequest, pk: int, name: str, act: Any, form: Any, after: Any = None) -> HttpResponse:
    finding = found(request, Finding, pk)
    return run(
        request, act, form, lambda status: _page(request, finding, status, **{name: form}), product=finding,
        after=after or (lambda _made: page_of_product(finding)),
    )  # fmt: skip


@signed_in
@require_POST
def measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done."""
    return _post(request, pk, "measure", actions.add_measure, MeasureForm(request.POST, auto_id="measure-%s"))


@office_only
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the follow-up."""
    return _post(request, pk, "close", actions.close, CloseForm(request.POST, auto_id="close-%s"))


@office_only
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow up again."""
    return _post(request, pk, "reopen", actions.reopen, ReopenForm(request.POST, auto_id="reopen-%s"))


@office_only
@require_POST
def to_task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make it a task; the task's page opens."""
    return _post(
        request, pk, "task", actions.make_task, TaskForm(request.POST, auto_id="task-%s"),
        after=lambda task: reverse("workplan:task", args=[task.pk]),
    )  # fmt: skip

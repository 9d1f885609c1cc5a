"""Pages of tasks: the list with its filters in the address, one task with its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db.models import Case, F, QuerySet, Value, When
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, reads_all, signed_in
from lotrinh_web.audit.queries import history_of
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import ActionError
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of, in_force
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.programmes.queries import programme_or_404, visible_programmes
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan import actions
from lotrinh_web.workplan.evidence import leads
from lotrinh_web.workplan.exports import tasks_csv, tasks_xlsx
from lotrinh_web.workplan.forms import AssignForm, ExtendForm, MoveForm, TransferForm, offered_moves
from lotrinh_web.workplan.life import life_of, marks_of
from lotrinh_web.workplan.models import Task, TaskEvent
from lotrinh_web.workplan.phone import status_groups
from lotrinh_web.workplan.queries import TaskRow, counts_by_status, filtered, led_counts, rows, tasks_of
from lotrinh_web.workplan.sharing import shared_rows
from lotrinh_web.workplan.status import RULES, Status, TaskOn
from lotrinh_web.workplan.undone import days_undone

MILESTONES = {
    "instrument_drafted": gettext_lazy("Đã dự thảo văn bản"), "instrument_submitted": gettext_lazy("Đã trình văn bản"),
    "instrument_issued": gettext_lazy("Đã ban hành văn bản"), "extension_requested": gettext_lazy("Xin gia hạn"),
    "milestone": gettext_lazy("Mốc công việc"), "completion_claimed": gettext_lazy("Báo cáo hoàn thành"),
    "completion_accepted": gettext_lazy("Xác nhận hoàn thành"),
}  # fmt: skip

VIEWS = ("bang", "lich")
FILTERS = ("trang-thai", "nhom", "co-quan", "tim", "sap-xep")
STATUS_ORDER = Case(*(When(status=status.value, then=Value(place)) for place, status in enumerate(Status)))
ORDERS: dict[str, tuple[Any, ...]] = {
    "ma": ("order",), "-ma": ("-order",), "ten": ("title_vi",), "-ten": ("-title_vi",),
    "han": (F("current_due").asc(nulls_last=True), "order"), "-han": (F("current_due").desc(nulls_last=True), "order"),
    "trang-thai": (STATUS_ORDER, "order"), "-trang-thai": (STATUS_ORDER.desc(), "order"),
}  # fmt: skip


def selection(request: HttpRequest) -> tuple[QuerySet[TaskOn], dict[str, Any]]:
    """The tasks the address asks for, and the choices it was made with."""
    programme, on = programme_or_404(request), day_of(request)
    chosen = {name.replace("-", "_"): request.GET.get(name, "").strip() for name in FILTERS}
    agency = Organisation.objects.filter(code=chosen["co_quan"]).first() if chosen["co_quan"] else None
    keys = Lineage().predecessors(agency, on) if agency else None
    of_any_status = filtered(tasks_of(programme, on), group=chosen["nhom"], agency_keys=keys, words=chosen["tim"][:200])
    tasks = filtered(of_any_status, status=chosen["trang_thai"])
    ordered = tasks.order_by(*ORDERS.get(chosen["sap_xep"], ("order",)))
    return ordered, {
        "programme": programme, "on": on, "chosen": chosen, "agency": agency, "of_any_status": of_any_status,
    }  # fmt: skip


@signed_in
@require_GET
def task_list(request: SignedInRequest) -> HttpResponse:
    """The list; `?dinh-dang=csv|xlsx` gives exactly what is shown as a file, `?xem=` table, board or timeline."""
    tasks, context = selection(request)
    on = context["on"]
    if request.GET.get("dinh-dang") in {"csv", "xlsx"}:
        export = tasks_csv if request.GET["dinh-dang"] == "csv" else tasks_xlsx
        return export(rows(tasks, on), on)
    view = request.GET.get("xem", "")
    page = page_of(request, tasks, per_page=50 if view not in VIEWS else 500)
    programme = context["programme"]
    found = rows(page.object_list, on)
    counts = counts_by_status(context["of_any_status"])
    legend = _legend(request, counts)
    links = {status: href for status, _number, href, _chosen in legend}
    alone = bool(context["chosen"]["trang_thai"])
    phone, phone_paged = status_groups(tasks, page, found, counts, links, on, alone=alone)
    context |= {
        "page": page,
        "rows": found,
        "view": view if view in VIEWS else "",
        "board": _board(found) if view == "bang" else None,
        "bars": _bars(found, programme, on) if view == "lich" else None,
        "counts": counts,
        "legend": legend,
        "phone": phone,
        "phone_paged": phone_paged,
        "statuses": Status,
        "shared": shared_rows(programme, on) if not any(context["chosen"].values()) else [],
        "groups": Clause.objects.filter(group_tasks__programme=programme).distinct().order_by("order"),
        "agencies": _leading_agencies(request, context),
        "demonstration": programme.demonstration,
    }
    return render(request, "workplan/tasks.html", context)


def _legend(request: HttpRequest, counts: Any) -> list[tuple[Status, int, str, bool]]:
    """Each status that occurs, its number, the address that shows only it (or all again), whether it is chosen."""
    found = []
    for status in Status:
        if not counts[status]:
            continue
        query, chosen = request.GET.copy(), request.GET.get("trang-thai") == status.value
        query.pop("trang", None)
        query["trang-thai"] = "" if chosen else status.value
        found.append((status, counts[status], "?" + query.urlencode(), chosen))
    return found


def _board(found: list[TaskRow]) -> list[tuple[Status, list[TaskRow]]]:
    """Rows by status, empty columns left out."""
    columns = [(status, [row for row in found if row.status == status]) for status in Status]
    return [(status, column) for status, column in columns if column]


def _bars(found: list[TaskRow], programme: Programme, on: date) -> dict[str, Any]:
    """Rows as bars between start and due on the programme's years, in per cent of its length."""
    first, last = programme.starts_on, programme.ends_on
    length = max(1, (last - first).days)

    def place(day: date) -> float:
        return round(min(1.0, max(0.0, (day - first).days / length)) * 100, 2)

    milestones, waits = marks_of(row.task for row in found)
    bars = []
    for row in found:
        start = place(row.task.starts_on or first)
        end = place(row.task.current_due or last)
        bars.append(
            {
                "row": row,
                "x": start,
                "width": max(0.8, round(end - start, 2)),
                "open": row.task.current_due is None,
                "promised": place(row.task.due_on) if _extended(row.task) and row.task.due_on else None,
                "milestones": [(m, place(m.due_on)) for m in milestones.get(row.task.pk, ())],
                "waits": waits.get(row.task.pk, ()),
            }
        )
    years = [{"year": year, "x": place(date(year, 1, 1))} for year in range(first.year + 1, last.year + 1)]
    return {"bars": bars, "years": years, "today": place(on)}


def _extended(task: Task) -> bool:
    return bool(task.due_on and task.current_due and task.current_due != task.due_on)


def _leading_agencies(request: HttpRequest, context: dict[str, Any]) -> list[Organisation]:
    """Bodies that lead something, as they stand on the day, for the filter."""
    programme, on = context["programme"], context["on"]
    keys = remembered(("leading", programme.pk, on), lambda: set(led_counts(programme, on)))
    return list(Organisation.objects.filter(pk__in=keys).order_by("name_vi"))


@signed_in
@require_GET
def task_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task: clause, lead (and whom it succeeded), due, status with its rule, events, evidence."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, status: int = 200, **typed: Any) -> HttpResponse:
    """The page of a task; `typed` holds a form that came back with what was wrong, by its name."""
    row, context = _one(request, pk)
    context |= {
        "row": row,
        "task": row.task,
        "rule": RULES[row.status],
        "events": _timeline(row.task),
        "facts": _facts(row),
        "assignments": row.task.assignments.select_related("organisation").order_by("part", "since"),
        "audit": history_of(row.task)[:50] if reads_all(request.user) else [],
        "six_clears": six_clears(row),
        "office": is_office(request.user),
        **_life(request, row.task, context["on"]),
        "trail": _trail(row.task),
        "demonstration": row.task.events.filter(demonstration=True).exists(),
    }
    if is_office(request.user):
        context["forms"] = _forms(row.task, context["on"], typed)
        context["cancellable"] = row.task.phase in actions.MOVES[TaskEvent.Kind.CANCELLED][0]
    return render(request, "workplan/task.html", context, status=status)


def _life(request: HttpRequest, task: Task, on: date) -> dict[str, Any]:
    """Milestones, waiting, evidence, instances; and what the person may do with them."""
    kinds = set(task.events.values_list("kind", flat=True))
    may_work = is_office(request.user) or leads(request.user, task)
    return {
        "shares": list(task.shares.filter(ended_at=None).select_related("programme")),
        "other_programmes": list(visible_programmes(request.user).exclude(pk=task.programme_id)[:30]),
        "life": life_of(task, on), "may_work": may_work, "may_open": may_work or reads_all(request.user), "today": on,
        "taken_up": {
            "received": TaskEvent.Kind.RECEIVED in kinds or task.phase != Task.Phase.OPEN,
            "started": TaskEvent.Kind.STARTED in kinds or task.phase != Task.Phase.OPEN,
        },
    }  # fmt: skip


def _trail(task: Task) -> list[tuple[str, str]]:
    """The breadcrumb: tasks, the group's tasks, this one."""
    group, address = task.group, reverse("workplan:tasks")
    words = Truncator(f"{group.path} {local(group, 'title')}").chars(60)
    return [(_("Nhiệm vụ"), address), (words, f"{address}?nhom={quote(group.path)}"), (task.code, "")]


def _forms(task: Task, on: date, typed: dict[str, Any]) -> list[dict[str, Any]]:
    """The forms the office may use on a task now: title, address, form, whether it stands open."""
    offered: list[tuple[str, str, Callable[[], BaseForm], bool]] = [
        ("move", _("Ghi diễn biến"), lambda: MoveForm(task=task, auto_id="move-%s"), bool(offered_moves(task))),
        ("extend", _("Gia hạn"), lambda: ExtendForm(auto_id="extend-%s"), task.current_due is not None),
        (
            "transfer",
            _("Chuyển cơ quan chủ trì"),
            lambda: TransferForm(bodies=in_force(on), auto_id="transfer-%s"),
            True,
        ),
        ("assign", _("Thêm cơ quan"), lambda: AssignForm(bodies=in_force(on), auto_id="assign-%s"), True),
    ]
    return [
        {"title": title, "action": reverse(f"workplan:{name}", args=[task.pk]), "form": typed.get(name) or make(),
         "open": name in typed}
        for name, title, make, shown in offered if shown
    ]  # fmt: skip


TONES = {
    TaskEvent.Kind.ACCEPTED: ("done", "disc-check"), TaskEvent.Kind.CLAIMED: ("wait", "hourglass"),
    TaskEvent.Kind.RETURNED: ("danger", "arrow-back"), TaskEvent.Kind.SUSPENDED: ("quiet", "pause"),
    TaskEvent.Kind.CANCELLED: ("quiet", "cross"), TaskEvent.Kind.EXTENDED: ("soon", "half-ring"),
    TaskEvent.Kind.PROGRESS: ("open", "ring"), TaskEvent.Kind.STARTED: ("open", "disc"),
}  # fmt: skip


def _timeline(task: Task) -> list[dict[str, Any]]:
    """The task's events, newest first, as the timeline component wants them."""
    found = []
    events = list(task.events.select_related("actor", "organisation").order_by("-on", "-pk"))
    undone = days_undone(events, timezone.localdate())
    for event in events:
        tone, shape = TONES.get(TaskEvent.Kind(event.kind), ("quiet", "ring"))
        title = str(event.get_kind_display())
        if event.milestone in MILESTONES:
            title = str(MILESTONES[event.milestone])
        if event.pk in undone:
            title += " " + _("(đã hủy công bố ngày %(day)s)") % {"day": f"{undone[event.pk]:%d/%m/%Y}"}
            tone, shape = "quiet", "cross"
        if event.due_on:
            title += f" → {event.due_on:%d/%m/%Y}"
        if event.percent is not None:
            title += f" · {event.percent}%"
        if event.demonstration:
            title += " · " + _("dữ liệu trình diễn")
        who = " · ".join(str(part) for part in (event.organisation, event.actor) if part)
        found.append({
            "when": f"{event.on:%d/%m/%Y}", "title": title, "who": who, "body": event.reason,
            "document": event.document, "tone": tone, "shape": shape,
        })  # fmt: skip
    return found


def _facts(row: TaskRow) -> list[tuple[str, Any]]:
    """The head of the task page: term and value."""
    task = row.task
    due = f"{task.current_due:%d/%m/%Y}" if task.current_due else str(task.get_due_kind_display())
    if task.current_due and task.due_on and task.current_due != task.due_on:
        due += " " + _("(gia hạn từ %(day)s)") % {"day": f"{task.due_on:%d/%m/%Y}"}
    if task.due_basis == "proposed":
        due += " · " + _("đề xuất")
    return [
        (_("Điều khoản"), format_html(
            '<a href="{}?muc={}">{}</a> {}', reverse("portal:programme"), task.clause.path, task.clause.path,
            local(task.clause, "title"),
        )),
        (_("Sản phẩm"), f"{local(task, 'product') or '–'} ({task.get_deliverable_display()})"),
        (_("Thời hạn"), due),
        (_("Căn cứ thời hạn"), task.due_words),
        (_("Chỉ số kết quả"), _indicator_words(task)),
    ]  # fmt: skip


def _indicator_words(task: Task) -> str:
    indicator = task.result_indicator
    if indicator is None:
        return ""
    proposed = " · " + _("đề xuất") if indicator.proposed else ""
    return format_html(
        '<a href="{}">{}</a> ({}){}', reverse("indicators:indicator", args=[indicator.code]),
        local(indicator, "name"), indicator.unit, proposed,
    )  # fmt: skip


def _one(request: HttpRequest, pk: int) -> tuple[TaskRow, dict[str, Any]]:
    programme, on = programme_or_404(request), day_of(request)
    task = get_object_or_404(Task.objects.select_related("programme"), pk=pk)
    found = rows(tasks_of(task.programme, on).filter(pk=pk), on)
    if not found:
        raise Http404
    mine = agency_of(request.user, on)
    return found[0], {"programme": programme, "on": on, "mine": mine}


def six_clears(row: TaskRow) -> list[tuple[str, bool, str]]:
    """The "six clears" (Kết luận 226-KL/TW): label, whether it is clear, and what is missing."""
    task = row.task
    has_due = task.due_kind != Task.DueKind.NONE
    return [
        (_("Rõ người"), row.lead is not None, _("Chưa có cơ quan chủ trì")),
        (_("Rõ việc"), bool(task.title_vi), _("Chưa có tên việc")),
        (_("Rõ thời gian"), has_due, _("Chưa có thời hạn")),
        (_("Rõ trách nhiệm"), row.basis in {"document", "decision"}, _("Chủ trì mới là đề xuất, chưa được giao")),
        (_("Rõ sản phẩm"), bool(task.product_vi), _("Chưa nêu sản phẩm")),
        (_("Rõ thẩm quyền"), task.deliverable != Task.Deliverable.OTHER, _("Chưa rõ loại sản phẩm và cấp ban hành")),
    ]  # fmt: skip


@office_only
@require_POST
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a body a part in the task."""
    form = AssignForm(request.POST, bodies=in_force(day_of(request)), auto_id="assign-%s")
    return _do(request, pk, "assign", form, actions.assign)


@office_only
@require_POST
def transfer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the lead."""
    form = TransferForm(request.POST, bodies=in_force(day_of(request)), auto_id="transfer-%s")
    return _do(request, pk, "transfer", form, actions.transfer_lead)


@office_only
@require_POST
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a later due."""
    return _do(request, pk, "extend", ExtendForm(request.POST, auto_id="extend-%s"), actions.extend)


@office_only
@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Suspend, resume, accept, return."""
    task = get_object_or_404(Task, pk=pk)
    return _do(request, pk, "move", MoveForm(request.POST, task=task, auto_id="move-%s"), actions.move)


@office_only
@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel the task; there is no way back, so the page asks first."""
    task = get_object_or_404(Task, pk=pk)
    try:
        actions.move(
            actor=request.user, task=task, kind=TaskEvent.Kind.CANCELLED, on=timezone.localdate(),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã hủy nhiệm vụ."))
    return redirect("workplan:task", pk=pk)


def _do(request: HttpRequest, pk: int, name: str, form: Any, act: Any) -> HttpResponse:
    """Run an action with a form's fields; what is wrong comes back at its field, with what was typed."""
    task = get_object_or_404(Task, pk=pk)
    if form.is_valid():
        try:
            act(actor=request.user, task=task, **form.cleaned_data)
        except ActionError as error:
            form.add_error(None, str(error))
            return _page(request, pk, error.status, **{name: form})
        messages.success(request, _("Đã lưu."))
        return redirect("workplan:task", pk=pk)
    return _page(request, pk, 422, **{name: form})

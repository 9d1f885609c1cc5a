"""Pages of legal instruments: the list with its board, one instrument step by step, the types."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, signed_in
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import ActionError
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.products import listing
from lotrinh_web.products.forms import tasks_for
from lotrinh_web.products.instruments import actions
from lotrinh_web.products.instruments.chart import stage_chart
from lotrinh_web.products.instruments.forms import EndForm, InstrumentForm, PlanForm, ReplaceForm, StepForm, TypeForm
from lotrinh_web.products.instruments.queries import InstrumentRow, State, by_stage, instruments_of, rows
from lotrinh_web.products.looks import CHECK, INSTRUMENT, STEP, look
from lotrinh_web.products.models import Instrument, InstrumentType, Stage
from lotrinh_web.products.pages import chosen_task, found, page_of_product, run, side, tabs_of, trail
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local

STEP_WORDS = {
    "done": gettext_lazy("Xong"), "done_late": gettext_lazy("Xong, quá hạn"), "left_out": gettext_lazy("Bỏ qua"),
    "overdue": gettext_lazy("Quá hạn"), "soon": gettext_lazy("Sắp đến hạn"), "open": gettext_lazy("Trong hạn"),
    "unplanned": gettext_lazy("Chưa định ngày"),
}  # fmt: skip
ORDERS = {
    "ten": lambda row: row.instrument.title_vi, "loai": lambda row: row.instrument.type.order,
    "han": lambda row: row.planned_on, "tre": lambda row: row.days_late or None,
    "ngay": lambda row: row.instrument.promulgated_on,
}  # fmt: skip


def _selected(request: HttpRequest) -> tuple[list[InstrumentRow], dict[str, Any]]:
    programme, on = programme_or_404(request), day_of(request)
    chosen = listing.choices_of(request, "tim", "trang-thai", "loai", "giai-doan", "co-quan", "nhom", "sap-xep")
    whole = remembered(("products.instruments", programme.pk, on), lambda: rows(instruments_of(programme, on), on))
    kept = listing.of_agency(whole, chosen["co_quan"], lambda row: row.lead)
    kept = listing.of_group(kept, chosen["nhom"], lambda row: row.instrument.task.group)
    kept = listing.holding(kept, chosen["tim"], lambda row: (
        row.instrument.title_vi, row.instrument.number, row.instrument.task.code, row.instrument.type.name_vi,
    ))  # fmt: skip
    if chosen["loai"]:
        kept = [row for row in kept if row.instrument.type.code == chosen["loai"]]
    if chosen["giai_doan"]:
        kept = [row for row in kept if row.stage == chosen["giai_doan"]]
    counts = Counter(str(row.state) for row in kept)
    shown = [row for row in kept if not chosen["trang_thai"] or row.state == chosen["trang_thai"]]
    shown = listing.ordered(shown, chosen["sap_xep"], ORDERS)
    return shown, {
        "programme": programme, "on": on, "chosen": chosen, "counts": counts,
        "agencies": listing.bodies_in(whole, lambda row: row.lead),
        "groups": listing.groups_in(whole, lambda row: row.instrument.task.group),
        "types": sorted({row.instrument.type for row in whole}, key=lambda kind: kind.order),
    }  # fmt: skip


@signed_in
@require_GET
def instrument_list(request: SignedInRequest) -> HttpResponse:
    """`/san-pham/van-ban/`; `?xem=bang` the board of stages; `?dinh-dang=csv|xlsx` what is shown, as a file."""
    shown, context = _selected(request)
    if kind := listing.asked_file(request):
        return _file(kind, shown, context)
    board = request.GET.get("xem") == "bang"
    page = page_of(request, shown, per_page=500 if board else 50)
    context |= {
        "page": page, "rows": [_look(row) for row in page.object_list], "view": "bang" if board else "",
        "board": _board(list(page.object_list)) if board else None, "tabs": tabs_of("instrument"),
        "legend": [
            (state, n, href, current, *INSTRUMENT[state.value])
            for state, n, href, current in listing.legend(request, context["counts"], State)
        ],
        "stages": Stage, "chart": stage_chart(by_stage(shown)) if shown else None,
        "may_add": tasks_for(request.user, context["programme"]).exists(),
        "demonstration": any(row.instrument.demonstration for row in shown),
    }  # fmt: skip
    return render(request, "products/instruments.html", context)


def _look(row: InstrumentRow) -> dict[str, Any]:
    tone, shape = look(row.state, INSTRUMENT)
    return {
        "row": row, "words": State(row.state).label, "tone": tone, "shape": shape,
        "dots": [(step.step, STEP_WORDS[step.state], *look(step.state, STEP)) for step in row.steps],
    }  # fmt: skip


def _board(shown: list[InstrumentRow]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """A column for each stage; what was withdrawn or replaced is not on the board."""
    ended = {State.WITHDRAWN, State.REPLACED}
    return [
        (stage.label, [_look(row) for row in shown if row.stage == stage.value and row.state not in ended])
        for stage in Stage
    ]


def _file(kind: str, shown: list[InstrumentRow], context: dict[str, Any]) -> HttpResponse:
    columns = [
        _("Nhiệm vụ"), _("Điều khoản"), _("Tên văn bản"), _("Loại"), _("Cơ quan chủ trì"), _("Trạng thái"),
        _("Bước đang làm"), _("Số bước xong"), _("Số bước quá hạn"), _("Quá hạn nhất (ngày)"), _("Dự kiến ban hành"),
        _("Số, ký hiệu"), _("Ngày ban hành"),
    ]  # fmt: skip
    lines = [
        [
            row.instrument.task.code, row.instrument.task.clause.path, row.instrument.title_vi,
            local(row.instrument.type, "name"), local(row.lead, "name"), str(State(row.state).label),
            local(row.current.step, "name") if row.current else "", f"{row.done}/{len(row.steps)}",
            len(row.overdue) or None, row.days_late or None, row.planned_on, row.instrument.number,
            row.instrument.promulgated_on,
        ]
        for row in shown
    ]  # fmt: skip
    return listing.table_file(
        kind, name="van-ban", title=_("Văn bản thể chế hóa"), columns=columns, lines=lines, on=context["on"],
        programme=context["programme"], demonstration=any(row.instrument.demonstration for row in shown),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Enter an instrument; `?nhiem-vu=` names the task."""
    programme = programme_or_404(request)
    tasks = tasks_for(request.user, programme)
    form = InstrumentForm(request.POST or None, tasks=tasks, initial={"task": chosen_task(request, tasks)})

    def again(status: int) -> HttpResponse:
        context = {
            "programme": programme, "form": form, "heading": _("Thêm văn bản"), "trail": trail("instrument", _("Thêm")),
            "lead": _("Các bước lấy theo loại văn bản; ngày dự kiến từng bước đặt ở trang của văn bản."),
            "nothing": not tasks.exists(), "back": reverse("products:instruments"),
        }  # fmt: skip
        return render(request, "products/new.html", context, status=status)

    if request.method == "GET":
        return again(200)
    return run(request, actions.add_instrument, form, again, after=page_of_product, done=_("Đã thêm văn bản."))


@signed_in
@require_GET
def instrument_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One instrument: its steps with planned and done days, what happened, what may be done."""
    return _page(request, found(request, Instrument, pk))


def _page(request: HttpRequest, instrument: Instrument, status: int = 200, **typed: Any) -> HttpResponse:
    on = day_of(request)
    whole = instruments_of(instrument.task.programme, max(on, instrument.starts_on)).filter(pk=instrument.pk)
    row = rows(whole, max(on, instrument.starts_on))[0]
    context = side(request, instrument)
    ended = instrument.outcome in {Instrument.Outcome.WITHDRAWN, Instrument.Outcome.REPLACED}
    recorded = [step.step.pk for step in row.steps if step.record is not None and not ended]
    last = recorded[-1] if recorded else None  # what came after it would rest on it
    context |= _look(row) | {
        "instrument": instrument, "on": on, "trail": trail("instrument", instrument.title_vi),
        "steps": [
            {
                "row": step, "words": STEP_WORDS[step.state], "look": look(step.state, STEP),
                "check": look(step.record.check_state, CHECK) if step.record else None, "undo": step.step.pk == last,
            }
            for step in row.steps
        ],
        "forms": _forms(instrument, row, context["may"], typed), "replaces": instrument.replaces.all(),
    }  # fmt: skip
    return render(request, "products/instrument.html", context, status=status)


def _forms(
    instrument: Instrument, row: InstrumentRow, may: dict[str, bool], typed: dict[str, Any]
) -> list[dict[str, Any]]:
    """The forms a person may use now: title, address, form, whether it stands open."""
    ended = instrument.outcome in {Instrument.Outcome.WITHDRAWN, Instrument.Outcome.REPLACED}
    done = {step.step.order for step in row.steps if step.record is not None}
    offered: list[tuple[str, str, Any, bool]] = []
    if may["enter"] and not ended:
        offered.append((
            "step", _("Ghi bước đã xong"),
            lambda: StepForm(instrument=instrument, first=row.current, auto_id="step-%s"), row.current is not None,
        ))  # fmt: skip
        if len(done) < len(row.steps):
            offered.append((
                "plan", _("Đặt, đổi ngày dự kiến"),
                lambda: PlanForm(instrument=instrument, done=done, auto_id="plan-%s"), False,
            ))  # fmt: skip
    if may["confirm"] and instrument.outcome == Instrument.Outcome.OPEN:
        offered.append(("withdraw", _("Rút văn bản"), lambda: EndForm(auto_id="end-%s"), False))
    if may["confirm"] and not ended:
        offered.append((
            "replace", _("Thay thế bằng văn bản khác"),
            lambda: ReplaceForm(instrument=instrument, auto_id="replace-%s"), False,
        ))  # fmt: skip
    return [
        {
            "title": title, "action": reverse(f"products:instrument-{name}", args=[instrument.pk]),
            "form": typed.get(name) or make(), "open": name in typed or opened,
        }
        for name, title, make, opened in offered
    ]  # fmt: skip


def _post(request: HttpRequest, pk: int, name: str, act: Any, make: Any) -> HttpResponse:
    instrument = found(request, Instrument, pk)
    form = make(instrument)
    return run(
        request, act, form, lambda status: _page(request, instrument, status, **{name: form}), product=instrument,
        after=lambda _made: page_of_product(instrument),
    )  # fmt: skip


@signed_in
@require_POST
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """A step was done or left out."""
    return _post(
        request, pk, "step", actions.record_step,
        lambda instrument: StepForm(request.POST, instrument=instrument, auto_id="step-%s"),
    )  # fmt: skip


@signed_in
@require_POST
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Planned days."""
    day = day_of(request)

    def make(instrument: Instrument) -> PlanForm:
        row = rows(instruments_of(instrument.task.programme, max(day, instrument.starts_on)).filter(pk=pk), day)[0]
        done = {step.step.order for step in row.steps if step.record is not None}
        return PlanForm(request.POST, instrument=instrument, done=done, auto_id="plan-%s")

    return _post(request, pk, "plan", actions.plan_steps, make)


@office_only
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    return _post(request, pk, "withdraw", actions.withdraw, lambda _instrument: EndForm(request.POST, auto_id="end-%s"))


@office_only
@require_POST
def replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another one takes its place."""
    return _post(
        request, pk, "replace", actions.replace,
        lambda instrument: ReplaceForm(request.POST, instrument=instrument, auto_id="replace-%s"),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def types(request: SignedInRequest) -> HttpResponse:
    """The types with their steps and sources; the office adds one."""
    form = TypeForm(request.POST or None)

    def again(status: int) -> HttpResponse:
        context = {
            "form": form, "types": InstrumentType.objects.prefetch_related("steps"), "office": is_office(request.user),
            "trail": trail("instrument", _("Loại văn bản và các bước")), "open": bool(form.errors),
        }  # fmt: skip
        return render(request, "products/types.html", context, status=status)

    if request.method == "GET":
        return again(200)
    return run(request, actions.add_type, form, again, after=lambda _made: reverse("products:types"))


@office_only
@require_POST
def end_type(request: SignedInRequest, pk: int) -> HttpResponse:
    """No new instruments of a type."""
    kind = get_object_or_404(InstrumentType, pk=pk)
    try:
        actions.end_type(actor=request.user, type=kind, reason=request.POST.get("reason", ""))
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ngừng dùng loại văn bản."))
    return redirect("products:types")

"""Pages of plans: the list, a new one, one plan both ways, its items and their clauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, is_agency, is_office, reads_all, signed_in
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.pages import page_of
from lotrinh_web.plans import access, actions, queries
from lotrinh_web.plans.forms import ItemForm, PlanForm
from lotrinh_web.plans.models import Plan, PlanItem
from lotrinh_web.plans.tracing import TOP
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.programmes.waiting import pages_if_long
from lotrinh_web.templatetags.lotrinh import local


def trail(plan: Plan, last: str = "") -> list[tuple[str, str]]:
    """Where a page of a plan stands."""
    found = [(_("Cơ quan"), reverse("portal:agencies")), (_("Kế hoạch"), reverse("plans:plans"))]
    here = (local(plan.organisation, "name"), reverse("plans:plan", args=[plan.pk]) if last else "")
    return [*found, here, (last, "")] if last else [*found, here]


def plan_or_404(request: HttpRequest, pk: int) -> Plan:
    """A plan the person may open."""
    return get_object_or_404(access.visible(request.user), pk=pk)


def _own(request: HttpRequest) -> Organisation | None:
    return agency_of(request.user, timezone.localdate()) if is_agency(request.user) else None


@signed_in
@require_GET
def plan_list(request: SignedInRequest) -> HttpResponse:
    """`/ke-hoach/`: the plans a person may see; `?co-quan=` one agency's, `?tinh-trang=` one state."""
    programme, on = programme_or_404(request), timezone.localdate()
    plans = queries.plan_list(request.user, programme)
    agency, state = request.GET.get("co-quan", ""), request.GET.get("tinh-trang", "")
    if agency:
        plans = plans.filter(organisation__code=agency)
    if state in Plan.State.values:
        plans = plans.filter(state=state)
    everything = reads_all(request.user)
    context = {
        "programme": programme, "page": page_of(request, plans), "agency": agency, "state": state,
        "states": Plan.State.choices, "everything": everything,
        "without": queries.without_plan(programme, on) if everything else [],
        "agencies": Organisation.objects.filter(plans__in=queries.plan_list(request.user, programme)).distinct(),
        "may_make": is_office(request.user) or _own(request) is not None, "own": _own(request),
        "trail": [(_("Cơ quan"), reverse("portal:agencies")), (_("Kế hoạch"), "")],
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "plans/plans.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_plan(request: SignedInRequest) -> HttpResponse:
    """A plan of one's own agency, or of any for the office; a document that takes long is read as long work."""
    programme, own, today = programme_or_404(request), _own(request), timezone.localdate()
    if own is None and not is_office(request.user):
        raise PermissionDenied
    if request.method == "GET":
        first = {
            "starts_on": today.replace(month=1, day=1), "ends_on": today.replace(month=12, day=31),
            "organisation": request.GET.get("co-quan", ""),
        }  # fmt: skip
        return _new(request, PlanForm(own=own, on=today, initial=first))
    form = PlanForm(request.POST, request.FILES, own=own, on=today)
    if not form.is_valid():
        return _new(request, form, status=422)
    data = form.cleaned_data
    file = data.pop("file")
    data.setdefault("organisation", own)
    try:
        if file is not None:
            _not_too_large(file)
            name, content = str(file.name), file.read()
            if (pages := pages_if_long(content, name)) is not None:
                job = actions.read_plan_later(
                    actor=request.user, programme=programme, name=name, content=content, pages=pages, **data
                )
                return redirect("jobs:job", pk=job.pk)
            data |= actions.read_plan(name, content)
        plan = actions.make_plan(actor=request.user, programme=programme, **data)
    except NotAllowed:
        raise
    except LotrinhError as error:
        form.add_error("file" if file is not None else None, str(error))
        return _new(request, form, status=getattr(error, "status", 422))
    if file is not None:
        messages.success(request, _("Đã đọc kế hoạch. Xem lại từng việc và chọn điều khoản mà việc đó thực hiện."))
    return redirect("plans:plan", pk=plan.pk)


def _not_too_large(file: Any) -> None:
    if file.size > settings.MAX_DOCUMENT_BYTES:
        limit = settings.MAX_DOCUMENT_BYTES // 2**20
        raise LotrinhError(f"Tệp «{file.name}» quá giới hạn {limit} MB. Tách văn bản hoặc giảm độ phân giải.")


def _new(request: HttpRequest, form: PlanForm, status: int = 200) -> HttpResponse:
    programme = programme_or_404(request)
    context = {
        "programme": programme, "form": form, "own": _own(request), "demonstration": programme.demonstration,
        "trail": [
            (_("Cơ quan"), reverse("portal:agencies")), (_("Kế hoạch"), reverse("plans:plans")),
            (_("Lập kế hoạch"), ""),
        ],
    }  # fmt: skip
    return render(request, "plans/new.html", context, status=status)


@signed_in
@require_GET
def plan_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Items with their clauses, and the clauses that name the agency with their items."""
    return _plan(request, plan_or_404(request, pk))


SHOWN = {"chua-noi": {"traced_at": None}}


def _plan(request: SignedInRequest, plan: Plan, form: ItemForm | None = None, status: int = 200) -> HttpResponse:
    wanted = request.GET.get("xem", "")
    items = queries.items_of(plan)
    may = _rights(request, plan)
    counts = queries.plan_list(request.user, plan.programme).get(pk=plan.pk)
    page = page_of(request, items.filter(**SHOWN.get(wanted, {})))
    way = queries.way_back(plan)
    context = {
        "plan": plan, "programme": plan.programme, "page": page, "cards": [_card(item) for item in page],
        "wanted": wanted, "total": counts.all_items, "traced": counts.traced,
        "waiting": counts.all_items - counts.traced, "way": way, "may": may,
        "lacking": plan.items.filter(product="").count(),
        "without_due": plan.items.filter(due_on=None, due_words="").count(),
        "form": (form or ItemForm(auto_id="new_%s")) if may["enter"] and plan.open else None,
        "choices": queries.clause_choices(plan.programme) if may["enter"] and plan.open else [],
        "revision": Plan.objects.filter(replaces=plan).first(), "trail": trail(plan),
        "demonstration": plan.demonstration,
    }  # fmt: skip
    return render(request, "plans/plan.html", context, status=status)


def _rights(request: SignedInRequest, plan: Plan) -> dict[str, bool]:
    return {
        "enter": access.may_enter(actor=request.user, plan=plan),
        "confirm": access.may_confirm(actor=request.user, plan=plan),
    }


def _card(item: PlanItem) -> dict[str, Any]:
    links = list(item.links.all())
    return {
        "item": item, "best": actions.sure(links),
        "chosen": [link for link in links if link.state == "confirmed"],
        "proposed": [link for link in links if link.score is not None][: TOP],
    }  # fmt: skip


def _item(request: SignedInRequest, pk: int, item: int) -> PlanItem:
    plan = plan_or_404(request, pk)
    found = get_object_or_404(queries.items_of(plan), pk=item)
    found.plan = plan
    return found


def _answer(request: SignedInRequest, item: PlanItem, *, error: str = "", form: ItemForm | None = None) -> HttpResponse:
    """The item's card for HTMX, in its place also when something is wrong; else back to the plan."""
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect(reverse("plans:plan", args=[item.plan_id]) + f"#viec-{item.pk}")
    status = 422 if error or (form is not None and form.is_bound) else 200
    counts = queries.plan_list(request.user, item.plan.programme).get(pk=item.plan_id)
    context = {
        "card": _card(item), "plan": item.plan, "may": _rights(request, item.plan), "error": error, "form": form,
        "swap": True, "traced": counts.traced, "total": counts.all_items, "waiting": counts.all_items - counts.traced,
    }  # fmt: skip
    response = render(request, "plans/_item.html", context, status=status)
    if status != 200:
        response["HX-Retarget"], response["HX-Reswap"] = f"#viec-{item.pk}", "outerHTML"
    return response


def _act(request: SignedInRequest, pk: int, item: int, act: Callable[[PlanItem], Any]) -> HttpResponse:
    found = _item(request, pk, item)
    try:
        act(found)
    except NotAllowed:
        raise
    except ActionError as error:
        return _answer(request, _item(request, pk, item), error=str(error))
    return _answer(request, _item(request, pk, item))


@signed_in
@require_POST
def add_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """One more piece of work, by form."""
    plan = plan_or_404(request, pk)
    form = ItemForm(request.POST, auto_id="new_%s")
    if not form.is_valid():
        return _plan(request, plan, form, 422)
    try:
        item = actions.add_item(actor=request.user, plan=plan, **form.cleaned_data)
    except NotAllowed:
        raise
    except ActionError as error:
        form.add_error("due_on" if "Thời hạn" in str(error) else None, str(error))
        return _plan(request, plan, form, error.status)
    return redirect(reverse("plans:plan", args=[pk]) + f"#viec-{item.pk}")


@signed_in
@require_http_methods(["GET", "POST"])
def edit_item(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The item's fields, open for change; `?thoi=1` closes them."""
    found = _item(request, pk, item)
    if not access.may_enter(actor=request.user, plan=found.plan):
        raise NotAllowed("Chỉ người của cơ quan này và cơ quan thường trực sửa được kế hoạch.")
    if request.method == "GET":
        closed = "thoi" in request.GET or not found.plan.open
        return _answer(request, found, form=None if closed else ItemForm(instance=found, auto_id=f"i{found.pk}_%s"))
    form = ItemForm(request.POST, auto_id=f"i{found.pk}_%s")
    if not form.is_valid():
        return _answer(request, found, form=form)
    try:
        actions.edit_item(actor=request.user, item=found, **form.cleaned_data)
    except NotAllowed:
        raise
    except ActionError as error:
        form.add_error(None, str(error))
        return _answer(request, _item(request, pk, item), form=form)
    return _answer(request, _item(request, pk, item))


@signed_in
@require_POST
def remove_item(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take an item out, with the reason."""
    found = _item(request, pk, item)
    try:
        actions.remove_item(actor=request.user, item=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã bỏ việc khỏi kế hoạch."))
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("plans:plan", pk=pk)


@signed_in
@require_POST
def trace(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The clauses a person chose: ticked proposals, and one written in."""
    paths = [path for path in (*request.POST.getlist("clause"), request.POST.get("other", "")) if path.strip()]
    paths = [path.split(" ")[0].strip() for path in paths]

    def act(found: PlanItem) -> None:
        clauses = queries.by_path(found.plan.programme, paths)
        unknown = sorted(set(paths) - {clause.path for clause in clauses})
        if unknown:
            raise ActionError(f"«{unknown[0][:60]}» không phải điều khoản của chương trình. Chọn trong danh sách.")
        actions.trace(actor=request.user, item=found, clauses=clauses)

    return _act(request, pk, item, act)


@signed_in
@require_POST
def trace_to_none(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The item carries out no clause, and why."""
    reason = request.POST.get("reason", "")
    return _act(request, pk, item, lambda found: actions.trace_to_none(actor=request.user, item=found, reason=reason))


@signed_in
@require_POST
def untrace(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take a choice back."""
    return _act(request, pk, item, lambda found: actions.untrace(actor=request.user, item=found))


def _step(request: HttpRequest, pk: int, act: Callable[[Plan], Any], done: str) -> HttpResponse:
    plan = plan_or_404(request, pk)
    try:
        result = act(plan)
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("plans:plan", pk=pk)
    messages.success(request, done)
    return redirect("plans:plan", pk=result.pk if isinstance(result, Plan) else pk)


@signed_in
@require_POST
def trace_sure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm the proposals nothing else comes near."""
    return _step(
        request, pk, lambda plan: actions.trace_sure(actor=request.user, plan=plan),
        _("Đã chọn đề xuất đứng đầu cho các việc có độ giống cao. Xem lại các việc còn lại."),
    )  # fmt: skip


@signed_in
@require_POST
def confirm_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head or the office confirms."""
    return _step(
        request, pk, lambda plan: actions.confirm_plan(actor=request.user, plan=plan), _("Đã xác nhận kế hoạch.")
    )


@signed_in
@require_POST
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    """A revision as a new draft."""
    return _step(
        request, pk,
        lambda plan: actions.revise(actor=request.user, plan=plan, reason=request.POST.get("reason", "")),
        _("Đã mở bản điều chỉnh. Bản cũ còn hiệu lực đến khi bản này được xác nhận."),
    )  # fmt: skip


@signed_in
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop a draft."""
    plan = plan_or_404(request, pk)
    try:
        actions.drop(actor=request.user, plan=plan, reason=request.POST.get("reason", ""))
    except NotAllowed:
        raise
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("plans:plan", pk=pk)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("plans:plans")

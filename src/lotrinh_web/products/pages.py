"""What the pages of the four kinds share: finding the record, its side of decisions, running an action with a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.products.access import AnyProduct, rights
from lotrinh_web.products.events import FIELD, reported_rows, waiting_mark
from lotrinh_web.products.evidence import files_of, may_open
from lotrinh_web.products.looks import timeline_of
from lotrinh_web.products.models import Check, Product, ProductEvent
from lotrinh_web.programmes.queries import visible_programmes
from lotrinh_web.workplan.models import Task

RECENT = 12
P = TypeVar("P", bound=Product)
NAMES: dict[str, tuple[Any, str]] = {
    "instrument": (gettext_lazy("Văn bản"), "products:instruments"),
    "project": (gettext_lazy("Dự án đầu tư"), "products:projects"),
    "activity": (gettext_lazy("Quán triệt, tuyên truyền"), "products:activities"),
    "finding": (gettext_lazy("Kiến nghị kiểm tra"), "products:findings"),
}
"""A kind's name on the screen and its list."""


def kind_of(product: AnyProduct) -> str:
    """instrument, project, activity, finding."""
    return FIELD[type(product)]


def page_of_product(product: AnyProduct) -> str:
    """The address of a product's page."""
    return reverse(f"products:{kind_of(product)}", args=[product.pk])


def tabs_of(current: str) -> list[tuple[Any, str, bool]]:
    """The four lists, and the page that sums them up."""
    first = (_("Tổng hợp"), reverse("products:index"), current == "")
    return [first, *((name, reverse(url), kind == current) for kind, (name, url) in NAMES.items())]


def trail(kind: str, last: str) -> list[tuple[Any, str]]:
    """The breadcrumb of a page below a list."""
    name, url = NAMES[kind]
    return [(_("Sản phẩm"), reverse("products:index")), (name, reverse(url)), (last, "")]


def found(request: HttpRequest, model: type[P], pk: int) -> P:
    """The record, where the person may open its programme."""
    records = model._default_manager.select_related("task__programme", "task__clause", "task__group")
    return get_object_or_404(records.filter(task__programme__in=visible_programmes(request.user)), pk=pk)


def side(request: HttpRequest, product: AnyProduct) -> dict[str, Any]:
    """What the person may do, what waits for whom, what happened."""
    may = rights(request.user, product)
    counts = dict.fromkeys(Check.values, 0)
    for rows in reported_rows(product):
        for state in rows.values_list("check_state", flat=True):
            counts[state] += 1
    events = ProductEvent.objects.filter(**{kind_of(product): product}).select_related("actor")
    returned = [] if not may["enter"] else [e for e in events if e.kind == ProductEvent.Kind.RETURNED][:1]
    shown = timeline_of(events)
    return {
        "may": may, "entered": counts[Check.ENTERED], "approved": counts[Check.APPROVED],
        "returned": returned[0] if returned and counts[Check.RETURNED] else None,
        "seen_entered": waiting_mark(product, {Check.ENTERED}),
        "seen_approved": waiting_mark(product, {Check.APPROVED}),
        "decide": f"products:{kind_of(product)}-decide", "product": product, "task": product.task,
        "programme": product.task.programme, "events": shown[:RECENT], "older_events": shown[RECENT:],
        "demonstration": product.demonstration, "kind": kind_of(product), "files": files_of(product),
        "may_open_files": may_open(request.user, product),
    }  # fmt: skip


def run(
    request: HttpRequest, act: Callable[..., Any], form: forms.Form, again: Callable[[int], HttpResponse],
    *, after: Callable[[Any], str], done: str = "", **given: Any,
) -> HttpResponse:  # fmt: skip
    """Run an action with a form's fields; what is wrong comes back at the form (`again(status)`), as typed."""
    if not form.is_valid():
        return again(422)
    try:
        made = act(actor=request.user, **given, **form.cleaned_data)
    except NotAllowed:
        raise
    except ActionError as error:
        form.add_error(None, str(error))
        return again(error.status)
    messages.success(request, done or _("Đã lưu."))
    return redirect(after(made))


def chosen_task(request: HttpRequest, tasks: QuerySet[Task]) -> Task | None:
    """The task named in `?nhiem-vu=`, where it is one of these."""
    key = request.GET.get("nhiem-vu", "")
    return tasks.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None

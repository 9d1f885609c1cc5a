"""Pages for analysts: do the targets agree, what if, how good past forecasts were, checks on figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, readers, signed_in
from lotrinh_web.errors import ActionError
from lotrinh_web.indicators import actions
from lotrinh_web.indicators.analysis.coherence import assumptions_of, coherence_of, headline, history_of
from lotrinh_web.indicators.analysis.forms import AssumptionForm
from lotrinh_web.indicators.analysis.whatif import compared, effects, model_of, read_changes, shown_levers
from lotrinh_web.indicators.figures import checks
from lotrinh_web.indicators.models import Assumption, Scenario
from lotrinh_web.indicators.targets.track_record import public_record, record_of, reliability_chart
from lotrinh_web.pages import page_of
from lotrinh_web.programmes.queries import current_programme, programme_or_404


@signed_in
@require_GET
def coherence(request: SignedInRequest) -> HttpResponse:
    """Which targets cannot all hold, by how much, and what would make them hold."""
    return _coherence(request)


def _coherence(
    request: HttpRequest, status: int = 200, typed: tuple[Assumption, AssumptionForm] | None = None
) -> HttpResponse:
    programme = programme_or_404(request)
    reports = coherence_of(programme)
    office, former = is_office(request.user), history_of(programme)
    pairs = []
    for one in assumptions_of(programme):
        form = typed[1] if typed and typed[0].pk == one.pk else AssumptionForm.of(one) if office else None
        pairs.append((one, form, former.get(one.code, ())))
    context: dict[str, Any] = {
        "programme": programme,
        "first": headline(reports, programme),
        "reports": reports,
        "assumptions": pairs,
        "open": typed[0].pk if typed else None,
        "demonstration": programme.demonstration,
    }
    return render(request, "indicators/coherence.html", context, status=status)


@office_only
@require_POST
def change_assumption(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put another value in place of an assumption, with its reason."""
    assumption = get_object_or_404(Assumption, pk=pk, programme=programme_or_404(request))
    form = AssumptionForm.of(assumption, request.POST)
    if not form.is_valid():
        return _coherence(request, 422, (assumption, form))
    try:
        actions.set_assumption(actor=request.user, assumption=assumption, **form.fields_for_action())
    except ActionError as error:
        if not assumption.latest:
            messages.error(request, str(error))
            return redirect("indicators:coherence")
        form.add_error(None, str(error))
        return _coherence(request, error.status, (assumption, form))
    messages.success(request, _("Đã đổi giả định; các kết luận được tính lại."))
    return redirect("indicators:coherence")


MOST_COMPARED = 6


@readers
@require_GET
def what_if(request: SignedInRequest) -> HttpResponse:
    """Move assumptions, see every dependent target's chance beside the base; saved scenarios below."""
    return _what_if(request, request.GET.dict())


def _what_if(request: HttpRequest, given: dict[str, str], status: int = 200, error: str = "") -> HttpResponse:
    programme = programme_or_404(request)
    model = model_of(programme)
    changes, errors = read_changes(model, given)
    found = effects(model, changes)
    context: dict[str, Any] = {
        "programme": programme,
        "levers": shown_levers(model, given, changes),
        "effects": [e for e in found if e.before is not None],
        "share_effects": [e for e in found if e.before is None],
        "missing": model.missing,
        "changes": changes,
        "errors": [*errors, *([error] if error else [])],
        "given": given,
        "scenarios": Scenario.objects.filter(programme=programme).select_related("made_by"),
        "demonstration": programme.demonstration,
    }
    response = render(request, "indicators/whatif.html", context, status=422 if errors else status)
    if response.status_code >= 400:
        response["HX-Retarget"] = "#results"
    return response


@readers
@require_POST
def save_scenario(request: SignedInRequest) -> HttpResponse:
    """Keep what was tried, with the answers as worked out now."""
    programme = programme_or_404(request)
    given = request.POST.dict()
    model = model_of(programme)
    changes, errors = read_changes(model, given)
    if errors:
        return _what_if(request, given, 422)
    base = {lever.code: f"{lever.value:f}" for lever in model.levers}
    try:
        made = actions.save_scenario(
            actor=request.user,
            programme=programme,
            name=given.get("name", ""),
            note=given.get("note", ""),
            values={code: f"{value:f}" for code, value in changes.items()},
            base=base,
            effects=[e.kept() for e in effects(model, changes)],
        )
    except ActionError as error:
        return _what_if(request, given, error.status, str(error))
    messages.success(request, _("Đã lưu kịch bản «%(name)s».") % {"name": made.name})
    return redirect("indicators:what-if")


@readers
@require_GET
def compare_scenarios(request: SignedInRequest) -> HttpResponse:
    """Saved scenarios side by side: `?kb=3&kb=5`."""
    programme = programme_or_404(request)
    keys = [int(k) for k in request.GET.getlist("kb") if k.isdigit() and len(k) < 10][:MOST_COMPARED]
    chosen = list(Scenario.objects.filter(programme=programme, pk__in=keys).select_related("made_by"))
    lever_rows, target_rows = compared(programme, chosen)
    context = {
        "programme": programme,
        "scenarios": chosen,
        "lever_rows": lever_rows,
        "target_rows": target_rows,
        "demonstration": programme.demonstration,
    }
    return render(request, "indicators/scenarios.html", context)


@signed_in
@require_GET
def track_record(request: SignedInRequest) -> HttpResponse:
    """How good past forecasts were, losses included; when nothing can be scored, when it will."""
    programme = programme_or_404(request)
    record = record_of(programme)
    context = {
        "programme": programme,
        "record": record,
        "rows": list(reversed(record.scored))[:200],
        "benchmark": public_record(),
        "overdue": record.next_look is not None and record.next_look <= timezone.localdate(),
        "curve_spec": reliability_chart(record.curve),
        "curve_heads": [_("Xác suất đã nêu (%)"), _("Thực tế xảy ra (%)"), _("Số lần")],
        "curve_rows": [(p.stated, p.came, p.count) for p in record.curve],
        "demonstration": programme.demonstration,
    }
    return render(request, "indicators/track_record.html", context)


@readers
@require_GET
def check_list(request: SignedInRequest) -> HttpResponse:
    """Findings on the figures; `?ma=outlier` one check, `?bo_qua=1` also those set aside."""
    english = (get_language() or "vi").startswith("en")
    inbox = checks.inbox(timezone.localdate(), english=english)
    with_dismissed, chosen = bool(request.GET.get("bo_qua")), request.GET.get("ma", "")
    found = [f for f in (inbox.findings if with_dismissed else inbox.open) if not chosen or f.code == chosen]
    context = {
        "programme": current_programme(request),
        "inbox": inbox,
        "page": page_of(request, found),
        "chosen": chosen,
        "with_dismissed": with_dismissed,
        "office": is_office(request.user),
    }
    return render(request, "indicators/checks.html", context)


@office_only
@require_POST
def dismiss_finding(request: SignedInRequest) -> HttpResponse:
    """Set a finding aside with a reason."""
    found = checks.find(request.POST.get("key", ""), timezone.localdate())
    if found is None:
        messages.error(request, _("Phát hiện này không còn: số liệu đã đổi. Tải lại trang."))
        return redirect("indicators:checks")
    try:
        actions.dismiss_finding(
            actor=request.user,
            key=found.key,
            code=found.code,
            words=found.text,
            reason=request.POST.get("reason", ""),
        )
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã bỏ qua phát hiện."))
    return redirect("indicators:checks")

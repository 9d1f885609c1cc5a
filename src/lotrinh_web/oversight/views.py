"""Pages of oversight: alerts, explanation requests, the audit trail."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, for_roles, is_office, office_only, readers, signed_in
from lotrinh_web.accounts.models import AGENCY, OFFICE, READS_ALL, Role
from lotrinh_web.audit.queries import search
from lotrinh_web.errors import ActionError, Refused
from lotrinh_web.indicators.models import Target
from lotrinh_web.organisations.queries import Lineage, agency_of, in_force
from lotrinh_web.oversight import actions
from lotrinh_web.oversight.models import ExplanationRequest
from lotrinh_web.oversight.queries import RULE_NAMES, RULES, alerts
from lotrinh_web.oversight.templatetags.trail import ACTIONS
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.workplan.actions import lead_assignment
from lotrinh_web.workplan.models import Task


@readers
@require_GET
def alert_list(request: SignedInRequest) -> HttpResponse:
    """The inbox; `?luat=N1` shows one rule, `?bo_qua=1` also those set aside."""
    programme, on = programme_or_404(request), day_of(request)
    with_dismissed = bool(request.GET.get("bo_qua"))
    everything = alerts(programme, on, dismissed=True)
    found = [a for a in everything if with_dismissed or a.dismissal is None]
    counts = Counter(a.rule for a in found)
    chosen = request.GET.get("luat", "")
    if chosen:
        found = [a for a in found if a.rule == chosen]
    context = {
        "programme": programme, "page": page_of(request, found), "rules": RULES, "chosen": chosen,
        "kinds": [(rule, RULE_NAMES[rule], counts[rule]) for rule in RULES if counts[rule] or rule == chosen],
        "total": counts.total(), "with_dismissed": with_dismissed,
        "dismissed": sum(a.dismissal is not None for a in everything),
        "office": is_office(request.user), "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "oversight/alerts.html", context)


@office_only
@require_POST
def dismiss(request: SignedInRequest) -> HttpResponse:
    """Set an alert aside."""
    data = request.POST
    try:
        actions.dismiss(
            actor=request.user, key=data.get("key", ""), facts=data.get("facts", ""), reason=data.get("reason", "")
        )
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("oversight:alerts")


@signed_in
@require_GET
def explanations(request: SignedInRequest) -> HttpResponse:
    """Explanation requests: all for readers of everything, their own for agencies."""
    found = ExplanationRequest.objects.select_related("task", "target__indicator", "organisation", "asked_by")
    if request.user.role not in READS_ALL:
        today = timezone.localdate()
        mine = agency_of(request.user, today)
        found = found.filter(organisation__in=Lineage().predecessors(mine, today)) if mine else found.none()
    context = {
        "page": page_of(request, found, 20),
        "today": timezone.localdate(),
        "may_answer": request.user.role in AGENCY,
    }
    return render(request, "oversight/explanations.html", context)


@for_roles(Role.LEADER, *OFFICE)
@require_POST
def ask_about_task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the task's lead to explain."""
    task = get_object_or_404(Task, pk=pk)
    lead = lead_assignment(task)
    body = Lineage().standing(lead.organisation, timezone.localdate()).current if lead else None
    if body is None:
        messages.error(request, _("Nhiệm vụ chưa có cơ quan chủ trì để yêu cầu giải trình."))
    else:
        try:
            question, due = request.POST.get("question", ""), _answer_by(request)
            actions.ask(actor=request.user, organisation=body, task=task, question=question, due_on=due)
            messages.success(request, _("Đã gửi yêu cầu giải trình."))
        except ActionError as error:
            messages.error(request, str(error))
    return redirect("workplan:task", pk=pk)


def _answer_by(request: HttpRequest) -> date | None:
    """The day the form asks for; none where it is left empty."""
    words = request.POST.get("due_on", "").strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Refused(f"«{words[:40]}» không phải một ngày. Chọn hạn trả lời trong lịch.") from None


@for_roles(Role.LEADER, *OFFICE)
@require_POST
def ask_about_target(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a body to explain a target; who answers for it is chosen, a target names no agency."""
    target = get_object_or_404(Target, pk=pk)
    chosen = request.POST.get("organisation", "")
    body = in_force(timezone.localdate()).filter(pk=chosen).first() if chosen.isdecimal() else None
    if body is None:
        messages.error(request, _("Chọn cơ quan phải giải trình."))
    else:
        try:
            actions.ask(actor=request.user, organisation=body, target=target, question=request.POST.get("question", ""))
            messages.success(request, _("Đã gửi yêu cầu giải trình."))
        except ActionError as error:
            messages.error(request, str(error))
    return redirect("indicators:target", pk=pk)


@for_roles(*AGENCY)
@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a request."""
    asked = get_object_or_404(ExplanationRequest, pk=pk)
    try:
        actions.answer(actor=request.user, request=asked, words=request.POST.get("answer", ""))
        messages.success(request, _("Đã gửi giải trình."))
    except ActionError as error:
        if error.status == 403:
            raise
        messages.error(request, str(error))
    return redirect("oversight:explanations")


@for_roles(Role.ADMINISTRATOR, Role.INSPECTOR)
@require_GET
def audit_trail(request: SignedInRequest) -> HttpResponse:
    """Search the audit trail."""
    words, action = request.GET.get("tim", "").strip(), request.GET.get("viec", "").strip()
    context = {
        "page": page_of(request, search(words=words, action=action)), "words": words, "action": action,
        "actions": sorted(ACTIONS.items(), key=lambda item: str(item[1])),
    }  # fmt: skip
    return render(request, "oversight/audit.html", context)


@for_roles(Role.ADMINISTRATOR, Role.INSPECTOR)
@require_POST
def verify_audit(request: SignedInRequest) -> HttpResponse:
    """Walk the chain in the background; the job's page says whether it holds."""
    from lotrinh_web.jobs.actions import start

    job = start(actor=request.user, kind="verify_audit", title=_("Kiểm tra chuỗi nhật ký"), arguments={})
    return redirect("jobs:job", job.pk)

"""Who may do what with a plan: an agency with its own, its head and the office confirm, the office sees all."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lotrinh_web.accounts.access import Viewer, is_agency, is_office, reads_all, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.plans.models import Plan, PlanItem, PlanSheet


def acts_for(actor: Viewer, body: Organisation) -> bool:
    """Whether a person acts for a body, or for the one that stands in its place today."""
    if not is_agency(actor):
        return False
    today = timezone.localdate()
    mine, current = agency_of(actor, today), Lineage().standing(body, today).current
    return mine is not None and current is not None and mine.pk == current.pk


def may_make(*, actor: Viewer, organisation: Organisation, **_: Any) -> bool:
    """The office, and the agency's own people."""
    return is_office(actor) or acts_for(actor, organisation)


def may_enter(*, actor: Viewer, plan: Plan, **_: Any) -> bool:
    """The office, and the people of the plan's agency."""
    return may_make(actor=actor, organisation=plan.organisation)


def may_enter_item(*, actor: Viewer, item: PlanItem, **_: Any) -> bool:
    """Who may work on the item's plan."""
    return may_enter(actor=actor, plan=item.plan)


def may_apply(*, actor: Viewer, sheet: PlanSheet, **_: Any) -> bool:
    """Who may work on the sheet's plan."""
    return may_enter(actor=actor, plan=sheet.plan)


def may_confirm(*, actor: Viewer, plan: Plan, **_: Any) -> bool:
    """The agency's head, and the office."""
    head = role_of(actor) == Role.AGENCY_HEAD
    return is_office(actor) or (head and acts_for(actor, plan.organisation))


def visible(user: Viewer) -> QuerySet[Plan]:
    """The plans a person may open: all for those who read everybody's work, an agency's people their own."""
    plans = Plan.objects.select_related("organisation", "programme", "document", "made_by", "confirmed_by", "replaces")
    plans = plans.defer("document__text")
    if reads_all(user):
        return plans
    today = timezone.localdate()
    mine = agency_of(user, today) if is_agency(user) else None
    if mine is None:
        return plans.none()
    return plans.filter(Q(organisation__in=Lineage().predecessors(mine, today)))

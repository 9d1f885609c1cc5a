"""What pages of other apps show of plans."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from lotrinh_web.accounts.access import is_office
from lotrinh_web.accounts.models import User
from lotrinh_web.plans import queries
from lotrinh_web.plans.access import acts_for, visible
from lotrinh_web.plans.models import Plan

register = template.Library()
TONES = {Plan.State.DRAFT: ("wait", "half-ring"), Plan.State.CONFIRMED: ("done", "disc-check")}


@register.inclusion_tag("components/pill.html")
def plan_pill(plan: Plan) -> dict[str, Any]:
    """The state of a plan."""
    from lotrinh_web.templatetags.components import pill

    return pill(plan.get_state_display(), *TONES.get(Plan.State(plan.state), ("quiet", "ring")))


@register.inclusion_tag("plans/_of_clause.html", takes_context=True)
def clause_plans(context: Any, clause: Any) -> dict[str, Any]:
    """The items of agencies' plans that carry out a clause; nothing for those who do not sign in."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User):
        return {"items": [], "openable": set()}
    return {"items": queries.of_clause(user, clause), "openable": set(visible(user).values_list("pk", flat=True))}


@register.inclusion_tag("plans/_of_agency.html", takes_context=True)
def agency_plans(context: Any, programme: Any, organisation: Any) -> dict[str, Any]:
    """An agency's own plans, as the reader may see them."""
    user = context["request"].user
    mine = acts_for(user, organisation)
    return {
        "plans": queries.of_agency(user, programme, organisation, timezone.localdate()),
        "organisation": organisation, "may_make": is_office(user) or mine, "office": is_office(user),
    }  # fmt: skip

"""Who may do what with a product: it follows the task's lead, as bodies stand today."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import Viewer, is_agency, is_office, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import Actor, SystemActor
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.products.models import Activity, Check, Finding, Instrument, Project
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.status import leads_on

AnyProduct = Instrument | Project | Activity | Finding


def lead_of(task: Task) -> Organisation | None:
    """The body that leads a task today, a successor in place of one that ended."""
    today = timezone.localdate()
    assignment = (
        Assignment.objects.filter(leads_on(today), task=task, part=Assignment.Part.LEAD)
        .select_related("organisation")
        .first()
    )
    return Lineage().standing(assignment.organisation, today).current if assignment else None


def answers_for(product: AnyProduct) -> Organisation | None:
    """The body whose people report on a product: the body a finding concerns, else the task's lead."""
    if isinstance(product, Finding):
        return Lineage().standing(product.concerned, timezone.localdate()).current
    return lead_of(product.task)


def acts_for(actor: Viewer, body: Organisation | None) -> bool:
    """Whether a person acts for a body today."""
    if body is None or not is_agency(actor):
        return False
    mine = agency_of(actor, timezone.localdate())
    return mine is not None and mine.pk == body.pk


def may_add(*, actor: Actor, task: Task, **_: Any) -> bool:
    """The office, and the people of the task's lead."""
    return is_office(actor) or acts_for(actor, lead_of(task))


def may_enter(*, actor: Viewer, product: AnyProduct, **_: Any) -> bool:
    """The office, and the people of the body that answers for the product."""
    return is_office(actor) or acts_for(actor, answers_for(product))


def may_approve(*, actor: Actor, product: AnyProduct, **_: Any) -> bool:
    """The head of the body that answers for the product."""
    return role_of(actor) == Role.AGENCY_HEAD and acts_for(actor, answers_for(product))


def may_confirm(*, actor: Actor, **_: Any) -> bool:
    """The programme office."""
    return is_office(actor)


def first_state(actor: Actor) -> str:
    """The check a row begins with: what the office enters is confirmed, what a head enters is approved."""
    if isinstance(actor, SystemActor) or is_office(actor):
        return Check.CONFIRMED
    return Check.APPROVED if role_of(actor) == Role.AGENCY_HEAD else Check.ENTERED


def rights(actor: Viewer, product: AnyProduct) -> dict[str, bool]:
    """What a person may do on a product's page, asked once."""
    office = is_office(actor)
    own = not office and acts_for(actor, answers_for(product))
    head = own and role_of(actor) == Role.AGENCY_HEAD
    return {"enter": office or own, "approve": head, "confirm": office, "send_back": office or head}

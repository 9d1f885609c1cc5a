"""Long work of plans: reading a scan, a picture, an old Word file or a thick PDF that an agency hands in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from lotrinh_web.audit.actions import Actor
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.plans.actions import make_plan, read_plan
from lotrinh_web.programmes.long_reading import read_waiting, taken_in
from lotrinh_web.programmes.models import Programme


def _compute(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read the file that waits into the items of a plan; see `programmes/long_reading.py`."""
    return {
        **read_waiting(arguments, progress, read_plan), "held": arguments["held"],
        "programme": Programme.objects.select_related("document").get(pk=arguments["programme"]),
        "organisation": Organisation.objects.get(pk=arguments["organisation"]),
        "title": arguments["title"], "reference": arguments["reference"],
        "starts_on": date.fromisoformat(arguments["starts_on"]), "ends_on": date.fromisoformat(arguments["ends_on"]),
    }  # fmt: skip


@long_work("plan", compute=_compute)
def keep(*, actor: Actor, value: dict[str, Any]) -> Result:
    """Make the plan; it leads to its items, which people trace to clauses."""
    with taken_in(value.pop("held")):
        plan = make_plan(actor=actor, **value)
    return Result(reverse("plans:plan", args=[plan.pk]), plan.title)

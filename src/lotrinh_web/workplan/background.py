"""Long work of tasks: each morning the instances of recurring tasks."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lotrinh_web.audit.actions import Actor
from lotrinh_web.jobs.clock import every_day
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.workplan.life import make_instances


def _compute(arguments: dict[str, Any], progress: Progress) -> date:
    progress(0, 1, "Lập kỳ của nhiệm vụ định kỳ")
    return date.fromisoformat(arguments.get("on") or str(timezone.localdate()))


@long_work("instances", compute=_compute)
def make(*, actor: Actor, value: date) -> Result:
    """Make the instances of a day."""
    made = make_instances(actor=actor, on=value)
    return Result(reverse("workplan:tasks"), f"Đã lập {made} kỳ của nhiệm vụ định kỳ.")


every_day("instances", title="Lập kỳ của nhiệm vụ định kỳ", at=time(6, 30))

"""Long work that the clock asks for: once a day, whatever number of processes look at the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Daily:
    """Work of a kind, each day from an hour on (local time), on the days `wanted` says."""

    kind: str
    title: str
    at: time
    wanted: Callable[[datetime], bool] = lambda now: True


DAILY: list[Daily] = []


def every_day(kind: str, *, title: str, at: time, wanted: Callable[[datetime], bool] = lambda now: True) -> None:
    """Register daily work; called from an app's `background.py`."""
    DAILY.append(Daily(kind, title, at, wanted))


def start_due(now: datetime | None = None) -> list[Job]:
    """Start what is due today and was not started; the day is in the key, so it is started once."""
    now = timezone.localtime(now)
    due = [d for d in DAILY if now.time() >= d.at and d.wanted(now)]
    keys = {d.kind: f"{d.kind}:{now:%Y-%m-%d}" for d in due}
    known = set(Job.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    arguments: dict[str, Any] = {"on": f"{now:%Y-%m-%d}"}
    return [
        start(actor=SystemActor("đồng hồ"), kind=d.kind, title=d.title, arguments=arguments, key=f"{now:%Y-%m-%d}")
        for d in due
        if keys[d.kind] not in known
    ]

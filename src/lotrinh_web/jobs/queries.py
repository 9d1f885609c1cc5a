"""Reading long work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lotrinh_web.accounts.access import is_office
from lotrinh_web.jobs.models import Job, WorkerSeen

ALIVE = timedelta(minutes=2)


def jobs_of(person: Any) -> QuerySet[Job]:
    """The work a person may see: their own; for the office everybody's."""
    jobs = Job.objects.select_related("requested_by")
    return jobs if is_office(person) else jobs.filter(requested_by=person)


def a_worker_is_alive() -> bool:
    """Whether some process does long work just now."""
    return WorkerSeen.objects.filter(seen_at__gte=timezone.now() - ALIVE).exists()

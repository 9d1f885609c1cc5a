"""Asking for long work."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction

from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.jobs.models import Job
from lotrinh_web.jobs.work import KINDS, run_job


def _anybody(*, actor: Actor, **_: Any) -> bool:
    """What the work writes is checked again by its own actions, with the same person."""
    return account_of(actor) is not None


@action(allow=_anybody)
def start(*, actor: Actor, kind: str, title: str, arguments: dict[str, Any], key: str = "") -> Job:
    """Queue work of a kind, to be done with the rights of the person who asks.

    With a `key`, the same work is asked for once: a second call gives the job that is there. `arguments` are plain
    JSON values. The page of the job shows its progress.
    """
    if kind not in KINDS:
        raise LookupError(f"no long work is called {kind!r}; see the apps' background.py")
    key = f"{kind}:{key or uuid.uuid4().hex}"
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, title=title[:200], arguments=arguments, key=key[:160], requested_by=account_of(actor)
            )
    except IntegrityError:
        job = Job.objects.get(key=key[:160])
        record(actor=actor, action="jobs.asked_again", subject=job)
        return job
    run_job.enqueue(job.pk)
    record(actor=actor, action="jobs.start", subject=job, data={"kind": kind})
    return job

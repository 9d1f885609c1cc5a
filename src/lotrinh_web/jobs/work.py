"""How long work is written and run.

An app says what it can do in its `background.py`:

    @long_work("review", compute=_compute)
    def finish(*, actor, value) -> Result: ...

`compute(arguments, progress)` does the slow part and writes nothing; `finish` writes, through actions, in one
transaction with the job's own end. A process that dies in between leaves nothing half done: the job is taken up
again, and of two processes that hold the same job only one can end it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lotrinh.errors import LotrinhError
from lotrinh_web.audit.actions import Actor, SystemActor
from lotrinh_web.jobs.models import Job

log = logging.getLogger(__name__)
ATTEMPTS = 3
SILENT = timedelta(seconds=90)  # a running job without a sign of life for so long has lost its process
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the work: where it is seen, and in words."""

    address: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LongWork:
    """One kind of long work; see the module."""

    kind: str
    compute: Callable[[dict[str, Any], Progress], Any]
    finish: Callable[..., Result]


KINDS: dict[str, LongWork] = {}


def long_work(
    kind: str, *, compute: Callable[[dict[str, Any], Progress], Any]
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Register `finish` and its `compute` as a kind of long work."""

    def wrap(finish: Callable[..., Result]) -> Callable[..., Result]:
        KINDS[kind] = LongWork(kind, compute, finish)
        return finish

    return wrap


class TakenOver(RuntimeError):
    """Another process took the job while this one was silent; what this one did is undone."""


@task()
def run_job(pk: int) -> None:
    """Run one job unless it was run, or is being run, already."""
    attempt = _claim(pk)
    if attempt is None:
        return
    job = Job.objects.select_related("requested_by").get(pk=pk)
    work = KINDS[job.kind]
    actor: Actor = job.requested_by or SystemActor("việc nền")
    try:
        value = work.compute(job.arguments, _progress(pk, attempt))
        with transaction.atomic():
            _still_ours(pk, attempt)
            result = work.finish(actor=actor, value=value)
            _end(pk, attempt, state=Job.State.DONE, result=result)
    except TakenOver:
        log.warning("job %s was taken over by another process", pk)
    except LotrinhError as error:
        _fail(pk, attempt, str(error))
    except Exception:
        log.exception("job %s (%s) failed", pk, job.kind)
        _fail(pk, attempt, f"Hệ thống gặp lỗi khi làm việc này (mã tra cứu {pk}); chưa có gì được ghi. Hãy thử lại.")


def _claim(pk: int) -> int | None:
    """Take a queued job; None where somebody else has it or it has ended."""
    now = timezone.now()
    taken = Job.objects.filter(pk=pk, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempt=F("attempt") + 1, started_at=now, seen_at=now, done=0
    )
    return Job.objects.values_list("attempt", flat=True).get(pk=pk) if taken else None


def _progress(pk: int, attempt: int) -> Progress:
    def progress(done: int, total: int, words: str = "") -> None:
        try:
            Job.objects.filter(pk=pk, attempt=attempt).update(
                done=min(done, total), total=total, words=words[:200], seen_at=timezone.now()
            )
        except OperationalError:  # a busy database: the work matters more than its bar
            log.info("progress of job %s not kept", pk)

    return progress


def _still_ours(pk: int, attempt: int) -> None:
    """Lock the job's row for the rest of the transaction."""
    if not Job.objects.select_for_update().filter(pk=pk, attempt=attempt, state=Job.State.RUNNING).exists():
        raise TakenOver


def _end(pk: int, attempt: int, *, state: str, result: Result | None = None, error: str = "") -> None:
    kept = result or Result()
    changed = Job.objects.filter(pk=pk, attempt=attempt, state=Job.State.RUNNING).update(
        state=state, finished_at=timezone.now(), result_address=kept.address[:300], result_words=kept.words[:300],
        error=error, words="",
    )  # fmt: skip
    if not changed:
        raise TakenOver


def _fail(pk: int, attempt: int, sentence: str) -> None:
    try:
        _end(pk, attempt, state=Job.State.FAILED, error=sentence)
    except TakenOver:
        log.warning("job %s was taken over by another process", pk)


def sign_of_life(pk: int) -> None:
    """Say that the process running the job is alive."""
    Job.objects.filter(pk=pk, state=Job.State.RUNNING).update(seen_at=timezone.now())


def take_up_lost() -> int:
    """Queue again what a process that is gone left running; give up after three attempts. The number queued."""
    lost = Job.objects.filter(state=Job.State.RUNNING, seen_at__lt=timezone.now() - SILENT)
    given_up = "Việc này đã dừng giữa chừng ba lần nên không thử nữa; chưa có gì được ghi. Hãy báo quản trị viên."
    lost.filter(attempt__gte=ATTEMPTS).update(state=Job.State.FAILED, error=given_up, finished_at=timezone.now())
    count = 0
    for pk, attempt in list(lost.values_list("pk", "attempt")):
        with transaction.atomic():
            same = Job.objects.filter(pk=pk, attempt=attempt, state=Job.State.RUNNING)
            if same.update(state=Job.State.QUEUED, words=""):
                run_job.enqueue(pk)
                count += 1
    return count + _queue_forgotten()


def _queue_forgotten() -> int:
    """Jobs that wait but are no longer in the queue: their process was killed between taking the one and the other.

    Queueing one that is in fact about to run does no harm: it is claimed once.
    """
    old = Job.objects.filter(state=Job.State.QUEUED, requested_at__lt=timezone.now() - SILENT)
    waiting = {
        (entry.get("args") or [None])[0]
        for entry in DBTaskResult.objects.filter(status="READY").values_list("args_kwargs", flat=True)
    }
    forgotten = [pk for pk in old.values_list("pk", flat=True) if pk not in waiting] if old.exists() else []
    for pk in forgotten:
        run_job.enqueue(pk)
    return len(forgotten)

"""The process that does long work: takes jobs from the queue, shows signs of life, starts what the clock asks for."""

from __future__ import annotations

import logging
import os
import sys
import threading
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from lotrinh_web.jobs.clock import start_due
from lotrinh_web.jobs.models import Job, WorkerSeen
from lotrinh_web.jobs.work import sign_of_life, take_up_lost

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)
BEAT = 15.0  # seconds between signs of life


class LongWorker(Worker):
    """The library's worker with our job's signs of life."""

    current: int | None = None

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        """Note which job runs, so that the beat can speak for it."""
        arguments = db_task_result.args_kwargs.get("args") or [None]
        self.current = arguments[0]
        try:
            super().run_task(db_task_result)
        finally:
            self.current = None


def make_worker(*, batch: bool, interval: float = 1.0) -> LongWorker:
    """A worker; with `batch` it ends when nothing is left to do."""
    return LongWorker(
        queue_names=["default"], interval=interval, batch=batch, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=uuid.uuid4().hex, excluded_queue_names=[],
    )  # fmt: skip


def beat(worker: LongWorker) -> None:
    """One round of what must happen while work runs: signs of life, lost jobs, what is due by the clock."""
    try:
        now = timezone.now()
        WorkerSeen.objects.update_or_create(name=worker.worker_id, defaults={"seen_at": now})
        WorkerSeen.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
        if worker.current is not None:
            sign_of_life(worker.current)
        take_up_lost()
        start_due()
    except OperationalError:  # a busy database; the next beat comes
        log.info("a beat was missed")
    finally:
        close_old_connections()


def run(*, batch: bool = False, with_parent: bool = False) -> None:
    """Work until interrupted, or until nothing is left. `with_parent`: end when standard input closes."""
    worker = make_worker(batch=batch)
    if batch:
        take_up_lost()
        worker.run()
        return
    worker.configure_signals()
    stop = threading.Event()

    def beats() -> None:
        beat(worker)
        while not stop.wait(BEAT):
            beat(worker)

    threading.Thread(target=beats, daemon=True).start()
    if with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        worker.run()
    finally:
        stop.set()


def _end_with_parent() -> None:
    """The site's process holds the other end of standard input: when it is gone, so are we, and jobs are taken up."""
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(0)


def unfinished() -> int:
    """Jobs that wait or run."""
    return Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).count()

"""What a child process of these tests does: one act on the database its environment names.

    python acts.py ACT [--stop-at N] [--gate FILE]

`--stop-at N` holds still just before the Nth writing statement of the act (until the parent kills it); `--gate FILE`
waits until the file exists, so that two processes act at the same moment. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")
django.setup()

from django.db import connection  # noqa: E402

from lotrinh.errors import LotrinhError  # noqa: E402
from lotrinh_web.accounts.models import User  # noqa: E402
from lotrinh_web.jobs.actions import start  # noqa: E402
from lotrinh_web.jobs.worker import make_worker  # noqa: E402
from lotrinh_web.organisations.models import Organisation  # noqa: E402
from lotrinh_web.oversight.reorganisation import Wish, reorganise  # noqa: E402
from lotrinh_web.reporting import actions, offline  # noqa: E402
from lotrinh_web.reporting.figure_report_actions import Given, save_figures  # noqa: E402
from lotrinh_web.reporting.models import Submission, WorkbookBatch  # noqa: E402
from lotrinh_web.reporting.offline_many import receive_many  # noqa: E402
from lotrinh_web.reporting.owed_figures import figure_rows  # noqa: E402
from web.reporting.followed import follow  # noqa: E402
from web.world import SYSTEM, make_world  # noqa: E402

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def person(username: str) -> User:
    return User.objects.get(username=username)


def report() -> Submission:
    return Submission.objects.select_related("round__programme", "organisation").get(organisation__code="so-moi")


def prepare() -> dict[str, Any]:
    """A world with one report that waits for acceptance, and one body with work to pass on."""
    world = make_world()
    opened = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=world.body)
    said = {task.pk: {"narrative": "Đã ban hành kế hoạch.", "completed_on": None} for task in world.tasks[:2]}
    officer = world.people["officer"]
    saved = actions.save_entries(actor=officer, submission=submission, version=0, entries=said)
    actions.submit(actor=officer, submission=saved)
    actions.approve(actor=world.people["head"], submission=saved)
    return {"submission": submission.pk}


def accept() -> dict[str, Any]:
    actions.accept(actor=person("thuong-truc"), submission=report())
    return {"done": True}


def reopen() -> dict[str, Any]:
    """The report goes back to the agency, so that it can be entered again."""
    actions.return_to_agency(actor=person("thuong-truc"), submission=report(), reason="Bổ sung số liệu.")
    return {"version": report().version}


def save() -> dict[str, Any]:
    """Save an entry on the version the form was opened with."""
    submission = report()
    task = actions.tasks_to_report(submission)[0]
    version = int(os.environ["FORM_VERSION"])
    words = f"Nội dung của tiến trình {os.getpid()}."
    actions.save_entries(
        actor=person("chuyen-vien"), submission=submission, version=version, entries={task.pk: {"narrative": words}}
    )
    return {"words": words}


def follow_one() -> dict[str, Any]:
    """From here on the body of the report also owes a figure."""
    follow(SimpleNamespace(programme=report().round.programme), "theo-doi", "Sở Mới")  # type: ignore[arg-type]
    return {"done": True}


def figure() -> dict[str, Any]:
    """Save the figure on a form that was opened before anybody had given one."""
    submission = report()
    (row,) = figure_rows(submission)
    given = Given(Decimal(os.getpid() % 90 + 1), "estimate", f"Biểu của tiến trình {os.getpid()}")
    save_figures(actor=person("chuyen-vien"), submission=submission, figures={row.owed.key: given})
    return {"source": given.source}


def merge() -> dict[str, Any]:
    body, other = (Organisation.objects.get(code=code) for code in ("so-moi", "so-khac"))
    wish = Wish(
        kind="merged", on=date(2026, 10, 1), instrument="NQ 02/NQ-HĐND", predecessors=(body,), successors=(other,)
    )
    reorganise(actor=person("thuong-truc"), wish=wish)
    return {"done": True}


def take_in() -> dict[str, Any]:
    """A returned workbook comes in and is applied."""
    submission = report()
    kept = offline.take_in(
        actor=person("chuyen-vien"), submission=submission, name="tra-loi.xlsx",
        content=Path(os.environ["WORKBOOK"]).read_bytes(),
    )  # fmt: skip
    offline.apply_workbook(actor=person("chuyen-vien"), workbook=kept, version=submission.version)
    return {"done": True}


def hand_in() -> dict[str, Any]:
    """The office hands in the workbook among many; long work will take it in."""
    content = Path(os.environ["WORKBOOK"]).read_bytes()
    batch = receive_many(actor=person("thuong-truc"), opened=report().round, files=[("tra-loi.xlsx", content)])
    job = start(actor=person("thuong-truc"), kind="workbooks", title="Nhận", arguments={"batch": batch.pk})
    return {"job": job.pk}


def batch() -> dict[str, Any]:
    """What became of the files that were handed in."""
    found = WorkbookBatch.objects.get()
    return {"outcomes": [result["outcome"] for result in found.results], "finished": found.finished_at is not None}


def issue() -> dict[str, Any]:
    """Write a filled-in workbook where WORKBOOK says."""
    import io

    import openpyxl

    from lotrinh.writing.sheet_layout import FOLLOWED, HEAD_ROW, TASKS
    from lotrinh.writing.sheet_out import agency_workbook

    book = openpyxl.load_workbook(io.BytesIO(agency_workbook(offline.workbook_of(report()))))
    book[TASKS][f"E{HEAD_ROW + 1}"] = "Nội dung từ bảng tính."
    if FOLLOWED in book.sheetnames:
        book[FOLLOWED][f"F{HEAD_ROW + 1}"], book[FOLLOWED][f"J{HEAD_ROW + 1}"] = 7.25, "Biểu từ bảng tính"
    book.save(os.environ["WORKBOOK"])
    return {"done": True}


def ask() -> dict[str, Any]:
    """Ask for the day's notices in the background."""
    return {"job": start(actor=SYSTEM, kind="notices", title="Nhắc việc", arguments={"on": "2026-09-17"}).pk}


def work() -> dict[str, Any]:
    """Do what waits, after taking up what a process that is gone left."""
    from datetime import timedelta

    from lotrinh_web.jobs import work as long_work

    long_work.SILENT = timedelta(0)
    taken = long_work.take_up_lost()
    make_worker(batch=True).run()
    return {"taken": taken}


def state() -> dict[str, Any]:
    """Everything these acts may touch, to be compared before and after."""
    from django.apps import apps

    from lotrinh_web.audit.chain import verify

    labels = ("reporting", "organisations", "workplan", "oversight", "audit")
    rows = {
        model._meta.label: sorted(map(repr, model.objects.order_by().values_list()))
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }
    return {"rows": rows, "breaks": [b.kind for b in verify()], "state": report().state}


ACTS: dict[str, Callable[[], dict[str, Any]]] = {
    act.__name__: act
    for act in (
        prepare,
        accept,
        reopen,
        save,
        follow_one,
        figure,
        merge,
        take_in,
        hand_in,
        batch,
        issue,
        ask,
        work,
        state,
    )
}


def say(answer: dict[str, Any]) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Stop:
    """Holds still before the Nth writing statement."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            self.seen += 1
            if self.seen == self.at:
                say({"stopped": self.at})
                time.sleep(600)
        return execute(sql, params, many, context)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("act", choices=sorted(ACTS))
    parser.add_argument("--stop-at", type=int, default=0)
    parser.add_argument("--gate", type=Path)
    asked = parser.parse_args()
    while asked.gate is not None and not asked.gate.exists():
        time.sleep(0.005)
    stop = Stop(asked.stop_at)
    try:
        with connection.execute_wrapper(stop):
            answer = ACTS[asked.act]()
    except LotrinhError as error:
        answer = {"error": type(error).__name__, "sentence": str(error)}
    say({**answer, "writes": stop.seen})


if __name__ == "__main__":
    sys.exit(main())

"""The working cycle of a city: pages under 50 people, the review, 300 returned workbooks; on SQLite and PostgreSQL.

300 agencies, 2,000 tasks, 40 rounds, 500,000 entries (each report saved some six times before it was accepted). On a
shared machine read the processor column and the ratio to a plain page under the same load as well. Limits:
pages p95 ≤ 150 ms with a constant number of queries, the review of 300 agencies ≤ 10 s, 300 workbooks taken in and
applied ≤ 30 s. PostgreSQL is a cluster of its own (pg_virtualenv); where that is not installed the script says so.

    python benchmarks/cycle.py [--entries 500000] [--people 50] [--requests 600] [--only sqlite|postgresql]
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import overview

AGENCIES, TASKS, ROUNDS = 300, 2_000, 40
PAGES = ("/tong-quan/", "/ky-bao-cao/1/", "/co-quan/co-quan-7/")
REVIEW_SECONDS, WORKBOOK_SECONDS = 10, 30


def fill(entries: int) -> int:
    """Earlier versions of what agencies wrote, until there are so many entries. The number there is."""
    from django.db import connection

    from lotrinh_web.reporting.models import ProgressEntry

    kept = list(ProgressEntry.objects.values_list("submission_id", "task_id", "entered_at"))
    more = max(0, entries - len(kept))
    earlier = (
        ProgressEntry(submission_id=s, task_id=t, narrative="Bản lưu trước.", entered_at=at, latest=False)
        for s, t, at in islice(cycle(kept), more)
    )
    while batch := list(islice(earlier, 20_000)):
        ProgressEntry.objects.bulk_create(batch, batch_size=2_000)
    if connection.vendor == "postgresql":  # a server that has run for a day has counted its rows by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return ProgressEntry.objects.count()


def review() -> tuple[float, float]:
    """Seconds, and seconds of processor, to make the progress report from the records of all agencies."""
    from django.utils import timezone

    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.programmes.models import Programme
    from lotrinh_web.reporting.reviews import make_progress_report

    begun, processor = time.perf_counter(), time.process_time()
    make_progress_report(actor=SystemActor("đo"), programme=Programme.objects.get(), on=timezone.localdate())
    return time.perf_counter() - begun, time.process_time() - processor


def workbooks() -> tuple[int, int, float, float]:
    """(workbooks, cells, seconds, of processor) to take in and apply what every agency filled in offline."""
    import openpyxl

    from lotrinh.writing.sheet_layout import HEAD_ROW, TASKS
    from lotrinh.writing.sheet_out import agency_workbook
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.reporting import offline
    from lotrinh_web.reporting.models import Submission

    returned = []
    for submission in Submission.objects.filter(state="draft").select_related("round__programme", "organisation"):
        book = openpyxl.load_workbook(io.BytesIO(agency_workbook(offline.workbook_of(submission))))
        row = HEAD_ROW + 1
        while book[TASKS][f"A{row}"].value or book[TASKS][f"B{row}"].value:
            book[TASKS][f"E{row}"] = f"Đã trình hồ sơ, hoàn thành bước {row} theo kế hoạch."
            row += 1
        out = io.BytesIO()
        book.save(out)
        returned.append((submission, out.getvalue()))
    actor, cells = SystemActor("đo"), 0
    begun, processor = time.perf_counter(), time.process_time()
    for submission, content in returned:
        name = offline.file_name(submission)
        kept = offline.take_in(actor=actor, submission=submission, name=name, content=content)
        cells += offline.apply_workbook(actor=actor, workbook=kept, version=submission.version)[1]
    return len(returned), cells, time.perf_counter() - begun, time.process_time() - processor


def measure(name: str, options: argparse.Namespace) -> bool:
    """Everything on the database the settings point at; whether all is within its limit."""
    home = overview.set_up()
    try:
        counts = []
        for tasks in (TASKS // 10, TASKS):
            overview.empty()
            begun = time.perf_counter()
            overview.populate(tasks, AGENCIES, ROUNDS)
            pages = overview.pages_now(PAGES)
            counts.append(list(overview.queries(pages).values()))
        entries = fill(options.entries)
        print(f"== {name}: {AGENCIES} agencies, {TASKS} tasks, {ROUNDS} rounds, {entries} entries "
              f"(made in {time.perf_counter() - begun:.0f} s)", flush=True)  # fmt: skip
        asked = (*pages, overview.PLAIN)
        spent = overview.cpu(asked)
        good = overview.table(pages, overview.served(asked, options.people, options.requests), counts, spent)
        print(overview.yardstick(), flush=True)
        seconds, processor = review()
        print(
            f"review report    {seconds:7.1f} s   limit {REVIEW_SECONDS} s   ({processor:.1f} s of processor)",
            flush=True,
        )
        books, cells, taken, processor = workbooks()
        print(f"{books} workbooks  {taken:7.1f} s   limit {WORKBOOK_SECONDS} s   ({processor:.1f} s of processor)   "
              f"{cells} cells", flush=True)  # fmt: skip
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return good and seconds <= REVIEW_SECONDS and taken <= WORKBOOK_SECONDS


def main() -> int:
    """SQLite here, PostgreSQL in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("entries", 500_000), ("people", 50), ("requests", 600)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    if options.only == "postgresql":
        good = measure("PostgreSQL", options)
    else:
        good = measure("SQLite", options)
        if options.only is None:
            good &= _on_postgresql(options)
    print("within the budget" if good else "OVER the budget")
    return 0 if good else 1


def _on_postgresql(options: argparse.Namespace) -> bool:
    if shutil.which("pg_virtualenv") is None:
        print("PostgreSQL is not measured: pg_virtualenv (Debian package postgresql-common) is not installed")
        return False
    inner = (
        'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" '
        f"{sys.executable} {Path(__file__).resolve()} --only postgresql --entries {options.entries} "
        f"--people {options.people} --requests {options.requests}"
    )
    return subprocess.run(["pg_virtualenv", "-t", "sh", "-c", inner], check=False, env=os.environ).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())

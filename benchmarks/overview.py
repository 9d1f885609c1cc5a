"""The overview, the round matrix and an agency's page of a large city, many people at once, beside the budget.

A city of 300 agencies, 10,000 tasks and 40 rounds is made in a database of its own; the site is served by Granian with
two workers; 50 people ask for pages over loopback for a bounded number of requests. Prints p50 and p95 by page, the
number of queries at 1,000 and at 10,000 tasks, and the limits: p95 ≤ 150 ms, the same number of queries.

    python benchmarks/overview.py [--tasks 10000] [--agencies 300] [--people 50] [--requests 600]
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT_MS = 150
PAGES = ("/tong-quan/", "/ky-bao-cao/1/", "/co-quan/co-quan-7/", "/nhiem-vu/?trang-thai=overdue")


def populate(tasks: int, agencies: int, rounds: int = 40) -> None:
    """Fill the database that the settings point at."""
    from django.utils import timezone

    from lotrinh_web.accounts.actions import create_user
    from lotrinh_web.accounts.models import Role
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.organisations.models import Area, AreaVersion, Organisation
    from lotrinh_web.programmes.models import Clause, Document, Programme
    from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Submission
    from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

    document = Document.objects.create(type="Chương trình", issued_on=date(2023, 1, 1))
    area = Area.objects.create(code="a", name_vi="A", level="province")
    version = AreaVersion.objects.create(code="a", area=area, name_vi="A")
    programme = Programme.objects.create(
        code="lon", name_vi="Chương trình lớn", document=document, starts_on=date(2023, 1, 1),
        ends_on=date(2030, 12, 31), area_version=version, published=True,
    )  # fmt: skip
    part = Clause.objects.create(document=document, path="III", order=0, depth=0, kind="part", title_vi="Nhiệm vụ")
    groups = Clause.objects.bulk_create(
        Clause(document=document, path=f"III.{n}", parent=part, order=n, depth=1, kind="section", title_vi=f"Nhóm {n}")
        for n in range(1, 11)
    )
    bodies = Organisation.objects.bulk_create(
        Organisation(code=f"co-quan-{n}", name_vi=f"Cơ quan số {n}", kind="department") for n in range(agencies)
    )
    today = timezone.localdate()
    made = Task.objects.bulk_create(
        (
            Task(
                programme=programme, clause=groups[n % 10], group=groups[n % 10], code=f"NV-{n}", order=n,
                title_vi=f"Nhiệm vụ số {n}", product_vi="Kế hoạch", due_kind="date",
                due_on=today + timedelta(days=(n * 37) % 1600 - 300),
                current_due=today + timedelta(days=(n * 37) % 1600 - 300), phase="done" if n % 3 == 0 else "open",
                completed_on=today - timedelta(days=n % 300) if n % 3 == 0 else None,
            )
            for n in range(tasks)
        ), batch_size=1000,
    )  # fmt: skip
    since = date(2023, 1, 1)
    Assignment.objects.bulk_create(
        (Assignment(task=t, organisation=bodies[n % agencies], part="lead", since=since) for n, t in enumerate(made)),
        batch_size=2000,
    )
    TaskEvent.objects.bulk_create((TaskEvent(task=t, kind="assigned", on=since) for t in made), batch_size=2000)
    for index in range(rounds):
        due = today - timedelta(days=90 * index)
        quarter = today.year * 4 + (today.month - 1) // 3 - index
        opened = ReportingRound.objects.create(
            programme=programme,
            period=f"{quarter // 4}-Q{quarter % 4 + 1}",
            opens_on=due - timedelta(days=12),
            cut_off=due,
            due_on=due,
        )
        submissions = Submission.objects.bulk_create(
            Submission(round=opened, organisation=body, state="accepted" if index else "draft") for body in bodies
        )
        per = max(1, min(len(made) // agencies, 12))
        ProgressEntry.objects.bulk_create(
            (
                ProgressEntry(submission=s, task=made[(k + i * agencies) % tasks], narrative="Đang thực hiện.",
                              entered_at=timezone.now())
                for k, s in enumerate(submissions)
                for i in range(per)
            ), batch_size=2000,
        )  # fmt: skip
    create_user(
        actor=SystemActor("đo"), username="lanhdao", full_name="Lãnh đạo", role=Role.LEADER, password=None
    )  # through the one door, so that the trail has a head


def queries(pages: tuple[str, ...]) -> dict[str, int]:
    """How many queries each page asks, signed in as the leader."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lotrinh_web.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username="lanhdao"))
    counts = {}
    for page in pages:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page, headers={"host": "localhost"})
        assert response.status_code == 200, (page, response.status_code)
        counts[page] = len(captured)
    return counts


PLAIN = "/tai-khoan/mat-khau/"
"""A page without data, asked for under the same load: what the machine and the frame cost by themselves."""


def cpu(pages: tuple[str, ...], times: int = 9) -> dict[str, float]:
    """Milliseconds of processor one page takes (median), whatever else the machine does."""
    from django.test import Client

    from lotrinh_web.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username="lanhdao"))
    spent: dict[str, float] = {}
    for page in pages:
        found = []
        for _ in range(times + 1):
            begun = time.process_time()
            client.get(page, headers={"host": "localhost"})
            found.append((time.process_time() - begun) * 1000)
        spent[page] = statistics.median(found[1:])
    return spent


def yardstick() -> str:
    """How much of a core this process gets just now, and how fast it is: a fixed sum, timed by clock and processor."""
    wall, processor = time.perf_counter(), time.process_time()
    sum(n * n % 7 for n in range(3_000_000))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    waiting = os.getloadavg()[0]
    return (
        f"yardstick: fixed sum {processor:.2f} s of processor in {wall:.2f} s "
        f"({processor / wall:.0%} of a core; load {waiting:.1f} on {os.cpu_count()} cores)"
    )


def load(port: int, cookie: str, pages: tuple[str, ...], people: int, requests: int) -> dict[str, list[float]]:
    """`people` threads ask for the pages in turn, `requests` in all; milliseconds by page."""
    times: dict[str, list[float]] = {page: [] for page in pages}
    lock = threading.Lock()
    left = iter(range(requests))

    def ask() -> None:
        time.sleep(random.uniform(0.0, 5.0))  # people do not all press in the same millisecond
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                index = next(left, None)
            if index is None:
                return
            page = pages[index % len(pages)]
            begun = time.perf_counter()
            connection.request("GET", page, headers={"Cookie": cookie, "Host": "localhost"})
            response = connection.getresponse()
            response.read()
            spent = (time.perf_counter() - begun) * 1000
            assert response.status == 200, (page, response.status)
            with lock:
                times[page].append(spent)
            time.sleep(random.uniform(1.0, 5.0))  # a person looks at the page before asking for the next

    threads = [threading.Thread(target=ask) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def set_up() -> Path:
    """A home of its own, and Django on it; DATABASE_URL may name another database. Returns the home."""
    home = Path(tempfile.mkdtemp(prefix="lotrinh-bench-"))
    os.environ |= {
        "LOTRINH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lotrinh_web.settings", "LOTRINH_HOSTS": "localhost",
        "LOTRINH_STATICFILES": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }  # fmt: skip
    (home / "static").mkdir()
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    return home


def empty() -> None:
    """An empty database with all tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)


def leader_cookie() -> str:
    """The cookie of a signed-in leader."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from lotrinh_web.accounts.models import User

    user = User.objects.get(username="lanhdao")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    return f"sessionid={session.session_key}"


def served(pages: tuple[str, ...], people: int, requests: int) -> dict[str, list[float]]:
    """Serve the site, ask for the pages as so many people, stop. Milliseconds by page."""
    cookie = leader_cookie()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "lotrinh_web.serve", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        load(port, cookie, pages, 4, 4 * len(pages))  # warm
        print(yardstick(), flush=True)
        return load(port, cookie, pages, people, requests)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait_for(port: int, seconds: float = 60) -> None:
    """Until the site answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", PLAIN, headers={"Host": "localhost"})
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.25)


def table(
    pages: tuple[str, ...], times: dict[str, list[float]], counts: list[list[int]], spent: dict[str, float]
) -> bool:
    """Print p50 and p95 by page beside the limit and the plain page, the queries at each size and the processor one
    page takes; whether all is within."""
    print(f"{'page':<34}{'queries':>16}{'cpu ms':>8}{'p50 ms':>9}{'p95 ms':>9}{'limit':>7}{'÷ plain':>9}")
    good, plain = True, _p95(times[PLAIN])
    for index, page in enumerate(pages):
        p95 = _p95(times[page])
        own = [sizes[index] for sizes in counts]
        good &= p95 <= LIMIT_MS and len(set(own)) == 1
        at = " = ".join(map(str, own))
        middle = statistics.median(times[page])
        print(f"{page:<34}{at:>16}{spent[page]:>8.0f}{middle:>9.0f}{p95:>9.0f}{LIMIT_MS:>7}{p95 / plain:>9.1f}")
    middle = statistics.median(times[PLAIN])
    print(f"{PLAIN + ' (plain)':<34}{'':>16}{spent[PLAIN]:>8.0f}{middle:>9.0f}{plain:>9.0f}{'':>7}{1:>9.1f}")
    return good


def _p95(found: list[float]) -> float:
    ordered = sorted(found)
    return ordered[int(len(ordered) * 0.95) - 1]


def pages_now(templates: tuple[str, ...] = PAGES) -> tuple[str, ...]:
    """The addresses to ask for, with the newest round's key."""
    from lotrinh_web.reporting.models import ReportingRound

    newest = ReportingRound.objects.order_by("-due_on").values_list("pk", flat=True)[0]
    return tuple(page.replace("/1/", f"/{newest}/") for page in templates)


def main() -> int:
    """Make the city, count queries at two sizes, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("tasks", 10_000), ("agencies", 300), ("people", 50), ("requests", 600)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    home = set_up()
    try:
        counts = []
        for tasks in (options.tasks // 10, options.tasks):
            empty()
            begun = time.perf_counter()
            populate(tasks, options.agencies)
            made = time.perf_counter() - begun
            pages = pages_now()
            counts.append(list(queries(pages).values()))
        spent = cpu((*pages, PLAIN))
        times = served((*pages, PLAIN), options.people, options.requests)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"{options.agencies} agencies, {options.tasks} tasks, {options.people} people; city made in {made:.0f} s")
    good = table(pages, times, counts, spent)
    print("within the budget" if good else "OVER the budget")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())

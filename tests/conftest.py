"""For the whole test run: samples found or skipped by name; no skips where none are allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import database
from examples import without_clock

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

without_clock()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and figures beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("needs the development samples in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def kept_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the migrated database is kept: pytest's cache, or the folder of this run where the cache is off."""
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("migrated") if cache else tmp_path_factory.getbasetemp().parent / "migrated"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, kept_folder: Path) -> None:
    """The test database; on SQLite its migrations run once for all processes (see `database.py`)."""
    from django.conf import settings

    alive = None
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        with database.kept(kept_folder) as file:
            if file.exists():
                alive = database.copy(file, database.MEMORY)
            else:
                request.getfixturevalue("django_db_setup")
                database.keep(database.MEMORY, file)
    request.getfixturevalue("django_db_setup")
    if alive:
        alive.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nothing may be skipped (`LOTRINH_NO_SKIPS=1`), name what was."""
    for report in terminalreporter.getreports("skipped") if os.environ.get("LOTRINH_NO_SKIPS") else ():
        terminalreporter.write_line(f"skipped where no skip is allowed: {report.nodeid}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skip fails the run where nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("LOTRINH_NO_SKIPS") and reporter is not None and reporter.getreports("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

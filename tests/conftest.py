"""For the whole test run: samples found or skipped by name; no skips where none are allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and figures beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("needs the development samples in ../shared")
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nothing may be skipped (`LOTRINH_NO_SKIPS=1`), name what was."""
    for report in terminalreporter.getreports("skipped") if os.environ.get("LOTRINH_NO_SKIPS") else ():
        terminalreporter.write_line(f"skipped where no skip is allowed: {report.nodeid}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skip fails the run where nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("LOTRINH_NO_SKIPS") and reporter is not None and reporter.getreports("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

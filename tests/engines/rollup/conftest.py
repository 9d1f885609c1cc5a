"""Three communes in two provinces, and the engines that must agree on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from lotrinh.rollup.definition import Accrual, IndicatorRule, Leaf, PeriodPart, RollUp, Rule

D = Decimal
RULES = (
    IndicatorRule("people", Rule.LAST),
    IndicatorRule("output", Rule.SUM),
    IndicatorRule("spent", Rule.SUM, Accrual.CUMULATIVE),
    IndicatorRule("rate", Rule.WEIGHTED_MEAN),
    IndicatorRule("per_head", Rule.RATIO_OF_SUMS, numerator="output", denominator="people", factor=D(100)),
    IndicatorRule("rank", Rule.NOT_ADDITIVE),
)
LEAVES = (Leaf("x1", "x1", "A"), Leaf("x2", "x2", "A"), Leaf("x3", "x3", "B"))
PARENTS = {"A": "VN", "B": "VN"}
# indicator, area, period, value, weight, missing
OBSERVATIONS: list[tuple[object, ...]] = [
    ("people", "x1", "2026-01", D(10), None, None),
    ("people", "x2", "2026-01", D(30), None, None),
    ("people", "x3", "2026-01", D(60), None, None),
    ("people", "x1", "2026-02", D(20), None, None),
    ("people", "x2", "2026-02", D(40), None, None),
    ("people", "x3", "2026-02", D(80), None, None),
    ("output", "x1", "2026-01", D("0.1"), None, None),
    ("output", "x2", "2026-01", D("0.2"), None, None),
    ("output", "x3", "2026-01", D("0.3"), None, None),
    ("output", "x1", "2026-02", D("1.1"), None, None),
    ("output", "x3", "2026-02", D("1.3"), None, None),
    ("spent", "x1", "2026-01", D(5), None, None),
    ("spent", "x1", "2026-02", D(9), None, None),
    ("spent", "x2", "2026-02", None, None, "not_applicable"),
    ("rate", "x1", "2026-01", D(50), D(1), None),
    ("rate", "x2", "2026-01", D(80), D(2), None),
    ("rate", "x3", "2026-01", D(20), D(0), None),
    ("rank", "x1", "2026-01", D(1), None, None),
]
MONTHS = (
    PeriodPart("2026-01", "2026-Q1", "2026-01-31", is_last=False),
    PeriodPart("2026-02", "2026-Q1", "2026-02-28", is_last=True),
)
MONTHLY = RollUp(RULES, LEAVES, PARENTS, reasons=True)
QUARTERLY = RollUp(RULES, LEAVES, PARENTS, periods=MONTHS, reasons=True)
# x1 is divided: 0,4 stays, 0,6 goes to x3, from 1 February; figures of January follow the old boundaries
RESTATED = RollUp(
    RULES,
    (
        Leaf("x1", "x1", "A", D("0.4"), valid_to="2026-02-01"),
        Leaf("x1", "x3", "B", D("0.6"), valid_to="2026-02-01"),
        Leaf("x1", "x1", "A", valid_from="2026-02-01"),
        Leaf("x2", "x2", "A"),
        Leaf("x3", "x3", "B"),
    ),
    PARENTS,
    periods=(PeriodPart("2026-01", "2026-01", "2026-01-31"), PeriodPart("2026-02", "2026-02", "2026-02-28")),
    versioned=True,
    leaves_too=True,
    reasons=True,
)
DEFINITIONS = {"monthly": MONTHLY, "quarterly": QUARTERLY, "restated": RESTATED}
BIN = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The connection string of a throw-away server, on a socket of its own: no port another program could take."""
    if not (BIN / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed")
    home = Path(tempfile.mkdtemp(prefix="lotrinh-pg-"))  # not under pytest's own folder, which only root may enter
    user: list[str] = []
    if os.geteuid() == 0:
        user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(home, "postgres", "postgres")
    options = f"-k {home} -c listen_addresses='' -c fsync=off"
    init = [
        BIN / "initdb",
        "-D",
        home / "d",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    control = [BIN / "pg_ctl", "-D", home / "d", "-w", "-t", "240", "-l", home / "log"]
    subprocess.run([*user, *map(str, init), "--no-sync"], check=True, capture_output=True)
    subprocess.run([*user, *map(str, control), "-o", options, "start"], check=True, capture_output=True)
    yield f"host={home} user=postgres dbname=postgres"
    subprocess.run([*user, *map(str, control), "-m", "immediate", "stop"], check=False, capture_output=True)
    shutil.rmtree(home, ignore_errors=True)

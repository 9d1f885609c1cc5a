"""All checks over a set of records."""

from __future__ import annotations

from datetime import date

from lotrinh.checks.history import Outlier, Repeated, UnitChange
from lotrinh.checks.records import Check, Finding, Record, Severity
from lotrinh.checks.relations import PartAboveWhole, SharesNot100
from lotrinh.checks.timing import Late, NeverFinal

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def all_checks(today: date) -> list[Check]:
    """Every check with its usual settings."""
    return [UnitChange(), SharesNot100(), PartAboveWhole(), Outlier(), Late(today), Repeated(), NeverFinal()]


def run_checks(records: list[Record], today: date, checks: list[Check] | None = None) -> list[Finding]:
    """The findings, gravest first. A jump of unit is not told again as an outlier."""
    findings: list[Finding] = []
    for check in all_checks(today) if checks is None else checks:
        findings += check.find(records)
    jumps = {f.records[1] for f in findings if f.code == UnitChange.code}
    kept = [f for f in findings if not (f.code == Outlier.code and f.records[1] in jumps)]
    return sorted(kept, key=lambda f: _ORDER.index(f.severity))

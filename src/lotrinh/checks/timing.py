"""Late figures, and estimates that never became final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from lotrinh.calendar import Period, PeriodKind
from lotrinh.checks.records import Finding, Record, Severity, series

NOT_FINAL = ("estimate", "preliminary", "ước tính", "sơ bộ")
ASSUMED_LAG: Mapping[PeriodKind, int] = {
    "month": 15, "quarter": 15, "half_year": 15, "nine_months": 15, "year": 181,
}  # fmt: skip
"""Days from the end of a period to its first figure where nobody has said: a declared assumption.

Within the year, half a month for the report of the period; after it, the end of June, when provincial statistics
offices put out their yearbooks.
"""


def due_day(period: Period, lags: Mapping[str, int]) -> date:
    """The last day on which the first figure of a period is in time; `lags` by kind of period, else `ASSUMED_LAG`."""
    return period.statistical.last + timedelta(days=lags.get(period.kind, ASSUMED_LAG[period.kind]))


class Late:
    """Not reported by its due day, or reported after it. `today` is given: the check never reads a clock."""

    code: ClassVar[str] = "late"
    severity: ClassVar[Severity] = Severity.WARNING
    explanation_vi: ClassVar[str] = "Số liệu chưa có hoặc có sau hạn báo cáo."
    explanation_en: ClassVar[str] = "The figure is absent or came after its due day."

    def __init__(self, today: date) -> None:
        self._today = today

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every figure past its due day, with the number of days."""
        findings = []
        for record in sorted(records, key=lambda r: (r.indicator, r.area, r.period)):
            if record.due is None:
                continue
            came = record.reported if record.value is not None and record.reported else None
            if record.value is not None and came is None:
                continue
            days = ((came or self._today) - record.due).days
            if days > 0:
                findings.append(self._finding(record, days, came is not None))
        return findings

    def _finding(self, record: Record, days: int, came: bool) -> Finding:
        assert record.due is not None
        state_vi, state_en = ("báo cáo trễ", "reported late by") if came else ("chưa báo cáo, quá hạn", "overdue by")
        return Finding(
            self.code,
            self.severity,
            f"{record.place}: {state_vi} {days} ngày (hạn {record.due:%d/%m/%Y}).",
            f"{record.place}: {state_en} {days} days (due {record.due:%d/%m/%Y}).",
            (record,),
        )


class NeverFinal:
    """An estimate or preliminary figure that `periods` later ones followed without a final one taking
    its place.
    """

    code: ClassVar[str] = "never_final"
    severity: ClassVar[Severity] = Severity.NOTE
    explanation_vi: ClassVar[str] = "Số ước tính hoặc sơ bộ đã cũ mà chưa có số chính thức."
    explanation_en: ClassVar[str] = "An old estimate or preliminary figure was never made final."

    def __init__(self, periods: int = 2) -> None:
        self._periods = periods

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every period left at an estimate."""
        findings = []
        for line in series(records).values():
            periods = sorted({r.period for r in line})
            for period in periods[: -self._periods] if self._periods else periods:
                here = [r for r in line if r.period == period]
                if all(r.kind in NOT_FINAL for r in here):
                    findings.append(self._finding(here[-1]))
        return findings

    def _finding(self, record: Record) -> Finding:
        return Finding(
            self.code,
            self.severity,
            f"{record.place}: vẫn là số {record.kind}, đã có ít nhất {self._periods} kỳ sau mà chưa chốt.",
            f"{record.place}: still {record.kind} although at least {self._periods} later periods followed.",
            (record,),
        )

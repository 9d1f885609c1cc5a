"""What a check reads and gives."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

FINAL = ("final", "yearbook", "census", "chính thức")


@dataclass(frozen=True, slots=True)
class Record:
    """One figure, or one that is due: `value` None means nothing was reported.

    `period` sorts in time within a series (`2024`, `2024-Q1`, `2024-03`). `group` names the whole that
    shares belong to; `whole` the indicator this one is a part of. `due` and `reported` are days.
    """

    indicator: str
    area: str
    period: str
    value: Decimal | None
    unit: str = ""
    kind: str = ""
    group: str = ""
    whole: str = ""
    due: date | None = None
    reported: date | None = None
    source: str = ""

    @property
    def place(self) -> str:
        """`indicator, area, period` for people."""
        return f"{self.indicator}, {self.area}, kỳ {self.period}"


class Severity(StrEnum):
    """ERROR cannot be right; WARNING is unlikely; NOTE is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `vi` and `en` are whole sentences; `records` the figures it is about."""

    code: str
    severity: Severity
    vi: str
    en: str
    records: tuple[Record, ...]

    @property
    def key(self) -> str:
        """Stable: the same check on the same figures gives the same key, and a corrected figure another."""
        parts = [self.code]
        for r in self.records:
            value = "" if r.value is None else f"{r.value.normalize():f}"
            parts += [r.indicator, r.area, r.period, value, r.unit]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


class Check(Protocol):
    """A check. `explanation_vi` and `explanation_en` say what it looks for and why."""

    code: ClassVar[str]
    severity: ClassVar[Severity]
    explanation_vi: ClassVar[str]
    explanation_en: ClassVar[str]

    def find(self, records: list[Record]) -> list[Finding]:
        """Findings in the order of indicator, area and period; the order of `records` does not matter."""


def series(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """Reported figures by (indicator, area), each list in time order; keys sorted."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.value is not None:
            found[record.indicator, record.area].append(record)
    return {key: sorted(found[key], key=_rank) for key in sorted(found)}


def _rank(record: Record) -> tuple[str, bool, str, str, Decimal]:
    """In time; within a period the final figure last, and then an order that the input's has no part in."""
    return record.period, record.kind in FINAL, record.kind, record.source, record.value or Decimal(0)


def settled(line: list[Record]) -> list[Record]:
    """One figure for each period of a series: the final one where there is one."""
    return list({record.period: record for record in line}.values())  # a final figure sorts last

"""One series against its own past."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import ClassVar

from lotrinh.checks.records import Finding, Record, Severity, series, settled
from lotrinh.rollup.numbers import en, vi


def breaks(values: Sequence[float], threshold: float = 5.0, least: int = 4, floor: float = 0.05) -> list[int]:
    """Places of the figures, in the order of their periods, that break with those before; see `Outlier`."""
    positive = all(v > 0 for v in values)
    changes = [b / a - 1 if positive else b - a for a, b in itertools.pairwise(values)]
    found = []
    for i in range(least, len(changes)):
        past = changes[:i]
        middle = median(past)
        spread = 1.4826 * median(abs(c - middle) for c in past)
        level = 1.0 if positive else median(abs(v) for v in values[: i + 1])
        if abs(changes[i] - middle) > max(threshold * spread, floor * level):
            found.append(i + 1)
    return found


class Outlier:
    """A figure far from what its series does.

    Robust: the change on the period before against the median of the earlier changes, in median absolute
    deviations (× 1,4826, as for a normal distribution; Hampel's identifier). Changes are ratios where all
    figures are positive, differences elsewhere. Needs `least` earlier changes. A deviation below `floor` (5%
    of the level) is never one.
    """

    code: ClassVar[str] = "outlier"
    severity: ClassVar[Severity] = Severity.WARNING
    explanation_vi: ClassVar[str] = "Thay đổi so với kỳ trước khác hẳn các lần thay đổi trước đó của cùng chuỗi."
    explanation_en: ClassVar[str] = "The change on the period before is unlike the earlier changes of the series."

    def __init__(self, threshold: float = 5.0, least: int = 4, floor: float = 0.05) -> None:
        self._threshold, self._least, self._floor = threshold, least, floor

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every figure out of line with the figures before it."""
        return [f for line in series(records).values() for f in self._in_series(settled(line))]

    def _in_series(self, line: list[Record]) -> list[Finding]:
        values = [float(r.value) for r in line if r.value is not None]
        broken = breaks(values, self._threshold, self._least, self._floor)
        return [self._finding(line[place - 1], line[place]) for place in broken]

    def _finding(self, before: Record, now: Record) -> Finding:
        assert before.value is not None
        assert now.value is not None
        return Finding(
            self.code,
            self.severity,
            f"{now.place}: {vi(now.value)} {now.unit} lệch hẳn nhịp của chuỗi (kỳ trước {vi(before.value)}).",
            f"{now.place}: {en(now.value)} {now.unit} breaks with the series (before: {en(before.value)}).",
            (before, now),
        )


class UnitChange:
    """A figure about a thousand, a million or a hundred times the one before, or that part of it."""

    code: ClassVar[str] = "unit_change"
    severity: ClassVar[Severity] = Severity.ERROR
    explanation_vi: ClassVar[str] = "Số liệu nhảy khoảng 1.000 lần (hoặc 1.000.000, 10^9 lần): có thể nhầm đơn vị."
    explanation_en: ClassVar[str] = "The figure jumps about a thousandfold: the unit may be wrong."

    FACTORS: ClassVar[tuple[int, ...]] = (1000, 10**6, 10**9)

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every jump by one of `FACTORS`, give or take half."""
        findings = []
        for line in series(records).values():
            for before, now in itertools.pairwise(settled(line)):
                factor = self._factor(before, now)
                if factor:
                    findings.append(self._finding(before, now, factor))
        return findings

    def _factor(self, before: Record, now: Record) -> int:
        if not before.value or not now.value or before.unit != now.unit:
            return 0
        ratio = abs(now.value / before.value)
        ratio = ratio if ratio > 1 else 1 / ratio
        return next((f for f in self.FACTORS if f * Decimal("0.5") <= ratio <= f * 2), 0)

    def _finding(self, before: Record, now: Record, factor: int) -> Finding:
        assert before.value is not None
        assert now.value is not None
        up = abs(now.value) > abs(before.value)
        times = vi(Decimal(factor))
        return Finding(
            self.code,
            self.severity,
            f"{now.place}: {vi(now.value)} {now.unit} {'lớn' if up else 'nhỏ'} hơn kỳ trước "
            f"({vi(before.value)}) "
            f"khoảng {times} lần. Hãy kiểm tra đơn vị tính.",
            f"{now.place}: {en(now.value)} {now.unit} is about {en(Decimal(factor))} times "
            f"{'more' if up else 'less'} than before ({en(before.value)}). Check the unit.",
            (before, now),
        )


class Repeated:
    """The same figure as the period before, to the last digit. Zeros and round figures below 10 do not
    count.
    """

    code: ClassVar[str] = "repeated"
    severity: ClassVar[Severity] = Severity.NOTE
    explanation_vi: ClassVar[str] = "Số liệu trùng khớp từng chữ số với kỳ trước: có thể chép lại."
    explanation_en: ClassVar[str] = "The figure equals the period before to the last digit: it may be a copy."

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every repeated figure."""
        findings = []
        for line in series(records).values():
            for before, now in itertools.pairwise(settled(line)):
                if before.value == now.value and _telling(now.value):
                    assert now.value is not None
                    findings.append(
                        Finding(
                            self.code,
                            self.severity,
                            f"{now.place}: {vi(now.value)} {now.unit} trùng hệt kỳ {before.period}.",
                            f"{now.place}: {en(now.value)} {now.unit} is exactly that of {before.period}.",
                            (before, now),
                        )
                    )
        return findings


def _telling(value: Decimal | None) -> bool:
    """Whether an equal figure is worth a note: enough significant digits that chance is unlikely."""
    return value is not None and len(value.normalize().as_tuple().digits) >= 3

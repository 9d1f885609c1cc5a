"""Figures against one another, within one area and period."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import ClassVar

from lotrinh.checks.records import Finding, Record, Severity
from lotrinh.errors import InvalidData
from lotrinh.rollup.numbers import en, vi
from lotrinh.rollup.units import parse_unit


class SharesNot100:
    """Shares of one whole (`Record.group`) that do not sum to 100%, beyond rounding of each."""

    code: ClassVar[str] = "shares_not_100"
    severity: ClassVar[Severity] = Severity.ERROR
    explanation_vi: ClassVar[str] = "Các tỷ trọng của cùng một tổng thể phải cộng thành 100%."
    explanation_en: ClassVar[str] = "The shares of one whole must sum to 100%."

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every group, area and period out of balance. Groups with a missing share are
        left out.
        """
        groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for record in records:
            if record.group:
                groups[record.group, record.area, record.period].append(record)
        findings = []
        for key in sorted(groups):
            members = sorted(groups[key], key=lambda r: r.indicator)
            values = [m.value for m in members if m.value is not None]
            if len(values) < 2 or len(values) < len(members):
                continue
            total = sum(values, Decimal(0))
            if abs(total - 100) > _rounding(values):
                findings.append(self._finding(key, total, tuple(members)))
        return findings

    def _finding(self, key: tuple[str, str, str], total: Decimal, members: tuple[Record, ...]) -> Finding:
        group, area, period = key
        terms = " + ".join(vi(m.value) for m in members if m.value is not None)
        return Finding(
            self.code,
            self.severity,
            f"{group}, {area}, kỳ {period}: {terms} = {vi(total)}%, khác 100%.",
            f"{group}, {area}, {period}: the shares sum to {en(total)}%, not 100%.",
            members,
        )


def _rounding(values: list[Decimal]) -> Decimal:
    """Half a unit in the last place of each share as written; at least that of two decimals."""
    exponents = [v.as_tuple().exponent for v in values]
    places = max(-e for e in exponents if isinstance(e, int))
    return Decimal(len(values)) / 2 * Decimal(1).scaleb(-max(0, min(places, 2)))


class PartAboveWhole:
    """A part (`Record.whole` names the indicator it belongs to) greater than its whole."""

    code: ClassVar[str] = "part_above_whole"
    severity: ClassVar[Severity] = Severity.ERROR
    explanation_vi: ClassVar[str] = "Bộ phận không thể lớn hơn tổng thể chứa nó."
    explanation_en: ClassVar[str] = "A part cannot be greater than its whole."

    def find(self, records: list[Record]) -> list[Finding]:
        """One finding for every part above its whole; units are converted, other kinds of unit left alone."""
        wholes = {(r.indicator, r.area, r.period): r for r in records if r.value is not None}
        findings = []
        for part in sorted(records, key=lambda r: (r.indicator, r.area, r.period)):
            whole = wholes.get((part.whole, part.area, part.period))
            if part.value is not None and whole is not None and _above(part, whole):
                findings.append(self._finding(part, whole))
        return findings

    def _finding(self, part: Record, whole: Record) -> Finding:
        assert part.value is not None
        assert whole.value is not None
        return Finding(
            self.code,
            self.severity,
            f"{part.place}: {vi(part.value)} {part.unit} lớn hơn {whole.indicator} ({vi(whole.value)} {whole.unit}).",
            f"{part.place}: {en(part.value)} {part.unit} exceeds {whole.indicator} ({en(whole.value)} {whole.unit}).",
            (part, whole),
        )


def _above(part: Record, whole: Record) -> bool:
    assert part.value is not None
    assert whole.value is not None
    try:
        factor = parse_unit(part.unit).factor_to(parse_unit(whole.unit))
    except InvalidData:
        return False
    return part.value * factor > whole.value

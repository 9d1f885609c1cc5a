"""Checks of the figures on record: the checks engine's findings with names, links and what was set aside.

A record's name in the engine is the code of its series with the kind of its period, so that nine months are held
against nine months and a year against a year; for people the codes are put into words again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.figures.due import due_records, earliest_day
from lotrinh_web.indicators.models import CheckDismissal, Indicator, Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.templatetags.lotrinh import period as in_words

if TYPE_CHECKING:
    from lotrinh.checks.records import Finding, Record

NAMES = {
    "outlier": gettext_lazy("Lệch nhịp"),
    "unit_change": gettext_lazy("Nhầm đơn vị"),
    "repeated": gettext_lazy("Trùng kỳ trước"),
    "shares_not_100": gettext_lazy("Không đủ 100%"),
    "part_above_whole": gettext_lazy("Bộ phận lớn hơn tổng"),
    "late": gettext_lazy("Chậm"),
    "never_final": gettext_lazy("Chưa chốt"),
}
KINDS = {
    Observation.Kind.ESTIMATE: "ước tính",
    Observation.Kind.PRELIMINARY: "sơ bộ",
    Observation.Kind.FINAL: "chính thức",
    Observation.Kind.CENSUS: "census",
}
ENGLISH_KINDS = {"ước tính": "an estimate", "sơ bộ": "preliminary"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the inbox shows it."""

    key: str
    code: str
    severity: str
    text: str
    indicator: str
    indicator_code: str
    dismissal: CheckDismissal | None

    @property
    def name(self) -> Any:
        """The check in a few words."""
        return NAMES.get(self.code, self.code)


@dataclass(frozen=True, slots=True)
class Inbox:
    """All findings, and the checks that made them: (code, name, explanation, number of findings not set aside)."""

    findings: tuple[Shown, ...]
    rules: tuple[tuple[str, Any, str, int], ...]
    figures: int

    @property
    def open(self) -> list[Shown]:
        """Those nobody has set aside."""
        return [f for f in self.findings if f.dismissal is None]

    @property
    def dismissed(self) -> int:
        """How many were set aside and still hold."""
        return len(self.findings) - len(self.open)


def inbox(today: date, *, english: bool = False) -> Inbox:
    """Run every check over the figures in force; a constant number of queries."""
    from lotrinh.checks.report import all_checks, run_checks

    rows = list(
        known(Observation.objects.filter(demonstration=False, preferred=True))
        .select_related("series__indicator__part_of", "series__area_version")
        .order_by("series", "period", "pk")
    )
    behind = {_name(o): o for o in rows}
    wholes = _wholes(rows)
    records = [_record(o, wholes) for o in rows]
    dated = due_records(rows, records, _first_published(rows), today)
    findings = run_checks([*dated, *_absent(rows, records)], today)
    dismissed = {d.key: d for d in CheckDismissal.objects.select_related("by")}
    shown = tuple(_shown(f, behind, dismissed.get(f.key), english) for f in findings)
    counts = Counter(f.code for f in shown if f.dismissal is None)
    rules = tuple(
        (c.code, NAMES.get(c.code, c.code), c.explanation_en if english else c.explanation_vi, counts[c.code])
        for c in all_checks(today)
    )
    return Inbox(shown, rules, sum(o.value is not None for o in rows))


def find(key: str, today: date) -> Shown | None:
    """One finding that holds now, by its key."""
    return next((f for f in inbox(today).findings if f.key == key), None)


def _part(period: str) -> str:
    _year, mark, part = period.partition("-")
    return ("Q" if part.startswith("Q") else part) if mark else ("/" if "/" in period else "")


def _named(series: str, kind: str) -> str:
    return f"{series}|{kind}" if kind else series


def _name(o: Observation) -> str:
    return _named(o.series.code, _part(o.period))


def _record(o: Observation, wholes: dict[tuple[int, str], str]) -> Record:
    from lotrinh.checks.records import Record

    series = o.series
    group = series.indicator.composition if series.preferred and o.bound == "exact" else ""
    return Record(
        indicator=_name(o),
        area=series.area_version.code,
        period=o.period,
        value=o.value,
        unit=series.unit,
        kind=KINDS.get(Observation.Kind(o.kind), ""),
        group=group,
        whole=wholes.get((o.series_id, _part(o.period)), ""),
    )


def _wholes(rows: list[Observation]) -> dict[tuple[int, str], str]:
    """Series and kind of period → the engine's name of the whole it is a part of, over the same territory.

    The whole's series of the same convention where there is one, else its preferred one.
    """
    by_key: dict[tuple[int, int], list[Series]] = defaultdict(list)
    for o in rows:
        held = by_key[o.series.indicator_id, o.series.area_version_id]
        if o.series not in held:
            held.append(o.series)
    found = {}
    for o in rows:
        whole = o.series.indicator.part_of_id
        choices = by_key.get((whole, o.series.area_version_id), []) if whole else []
        if choices:
            best = max(choices, key=lambda s: (s.convention_vi == o.series.convention_vi, s.preferred))
            found[o.series_id, _part(o.period)] = _named(best.code, _part(o.period))
    return found


def _first_published(rows: list[Observation]) -> dict[tuple[int, str], date]:
    """Series and period → the earliest day its first figure can have come out; nothing where any of them is undated.

    A later vintage of a figure that was in time is a revision, not a delay.
    """
    series = {o.series_id for o in rows}
    dates: dict[tuple[int, str], list[date | None]] = defaultdict(list)
    every = Observation.objects.filter(series__in=series, demonstration=False, value__isnull=False)
    for key, period, vintage in every.values_list("series", "period", "vintage"):
        dates[key, period].append(earliest_day(vintage))
    return {key: min(d for d in found if d) for key, found in dates.items() if all(found)}


def _absent(rows: list[Observation], records: list[Record]) -> list[Record]:
    """The parts of a whole that nobody published for a period: with one of them missing no sum can be judged."""
    from lotrinh.checks.records import Record

    parts = dict(Indicator.objects.exclude(composition="").values_list("code", "composition"))
    there: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for o, r in zip(rows, records, strict=True):
        if r.group:
            there[r.group, r.area, r.period].add(o.series.indicator.code)
    return [
        Record(indicator=code, area=area, period=period, value=None, group=whole)
        for (whole, area, period), held in there.items()
        for code, of in parts.items()
        if of == whole and code not in held
    ]


def _shown(finding: Finding, behind: dict[str, Observation], dismissal: CheckDismissal | None, english: bool) -> Shown:
    text = finding.en if english else finding.vi
    for record in finding.records:
        o = behind[record.indicator]
        name, area = local(o.series.indicator, "name"), local(o.series.area_version, "name")
        text = text.replace(f"{record.indicator}, {record.area}", f"{name}, {area}")
        text = text.replace(f" {record.period}:", f" {in_words(record.period)}:")
        if record.group:
            text = text.replace(f"{record.group}, {record.area}", f"{_('Cơ cấu')}, {area}")
    for record in sorted(finding.records, key=lambda r: -len(r.indicator)):
        text = text.replace(record.indicator, local(behind[record.indicator].series.indicator, "name"))
    text = re.sub(r"(?<=\d) (?=%)", "", text)
    for word, translated in ENGLISH_KINDS.items() if english else ():
        text = text.replace(word, translated)
    first = finding.code == "part_above_whole"  # the part is what is looked into, the whole stands beside it
    subject = behind[finding.records[0 if first else -1].indicator].series.indicator
    return Shown(
        finding.key, finding.code, str(finding.severity), text, local(subject, "name"), subject.code, dismissal
    )

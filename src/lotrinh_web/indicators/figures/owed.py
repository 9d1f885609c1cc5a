"""Which body owes which figure: indicators with a target in force, under the body the registry names first."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from lotrinh.errors import InvalidData
from lotrinh_web.indicators.figures.scope import KINDS, bare, parts
from lotrinh_web.indicators.models import Indicator, Observation, Series, Target
from lotrinh_web.indicators.queries import known, targets_of
from lotrinh_web.indicators.targets.currency import dong_indicators, in_dollars
from lotrinh_web.organisations.models import AreaVersion, Organisation
from lotrinh_web.organisations.queries import Lineage

if TYPE_CHECKING:
    from lotrinh.calendar import Period, PeriodKind
    from lotrinh_web.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Owed:
    """One figure a body is to give: of an indicator, over a territory, for a period."""

    indicator: Indicator
    area: AreaVersion
    series: Series | None  # the preferred one; None before the first figure
    period: str
    held: Observation | None  # what the store has for the period already
    twin: Indicator | None = None  # of an indicator in dollars: the same quantity in million đồng
    twin_series: Series | None = None
    twin_held: Observation | None = None

    @property
    def key(self) -> str:
        """Names the figure in forms."""
        return f"{self.indicator.pk}-{self.area.pk}"

    @property
    def unit(self) -> str:
        """The unit it is given in."""
        return self.series.unit if self.series is not None else self.indicator.unit

    @property
    def twin_unit(self) -> str:
        """The unit in đồng, where the figure may be given in it."""
        if self.twin_series is not None:
            return self.twin_series.unit
        return self.twin.unit if self.twin is not None else ""

    @property
    def in_dollars(self) -> bool:
        """Whether the person has to say in which currency a figure is."""
        return in_dollars(self.indicator)

    @property
    def there(self) -> Observation | None:
        """What the store has for the period, in the indicator's own unit or in đồng."""
        return self.held or self.twin_held


@dataclass(slots=True)
class Following:
    """Figures by the key of the body that owes them; `unnamed`: indicators whose owner is no body on record."""

    owed: dict[int, list[Owed]] = field(default_factory=dict)
    unnamed: list[Indicator] = field(default_factory=list)


def following(programme: Programme, period: str, on: date, *, demonstration: bool = False) -> Following:
    """What each body owes in a round of `period` whose figures are cut off on a day; a constant number of queries.

    A target still running asks for its indicator's figure, over the territory as it stands at the end of the period:
    nothing is published of boundaries that have ended. Of several owners the first that is a body on record is
    asked, so that one figure has one reporter. `demonstration`: marked figures count as held too.
    """
    from lotrinh.calendar import parse_period

    found = Following()
    try:
        asked = parse_period(period)
    except InvalidData:
        return found
    wanted = _wanted(targets_of(programme), asked, on)
    owners = _Owners(on)
    twins = dong_indicators(i for i, _area, _code in wanted)
    asked_of = {i.pk for i, _area, _code in wanted} | {twin.pk for twin in twins.values()}
    series = {
        (s.indicator_id, s.area_version_id): s for s in Series.objects.filter(preferred=True, indicator__in=asked_of)
    }
    held = _held(series.values(), {code for _indicator, _area, code in wanted}, demonstration)
    for indicator, area, code in wanted:
        body = owners.body(indicator.owner)
        if body is None:
            found.unnamed.append(indicator)
            continue
        of, twin = series.get((indicator.pk, area.pk)), twins.get(indicator.pk)
        there = held.get((of.pk, code)) if of is not None else None
        beside = series.get((twin.pk, area.pk)) if twin is not None else None
        twin_there = held.get((beside.pk, code)) if beside is not None else None
        one = Owed(indicator, area, of, code, there, twin, beside, twin_there)
        found.owed.setdefault(body.pk, []).append(one)
    return found


def _wanted(targets: Iterable[Target], asked: Period, on: date) -> list[tuple[Indicator, AreaVersion, str]]:
    """Each indicator and territory once, with the code of the period its figure is asked for."""
    wanted: dict[tuple[int, int], tuple[Indicator, AreaVersion, str]] = {}
    running = list(targets)
    versions = list(AreaVersion.objects.filter(area__versions__in={t.area_version_id for t in running}).distinct())
    for target in running:
        indicator = target.indicator
        if indicator.qualitative or target.measure == "qualitative":
            continue
        period = asked_period(indicator, asked, on)
        year = target.due[:4]
        if period is None or (year.isdecimal() and period.year > int(year)):
            continue
        area = standing_area(target.area_version, period.statistical.last, versions)
        if area is not None:
            wanted.setdefault((indicator.pk, area.pk), (indicator, area, period.code))
    return list(wanted.values())


def standing_area(area: AreaVersion, on: date, versions: Iterable[AreaVersion]) -> AreaVersion | None:
    """The territory with the boundaries it has on a day, the target's own first; None where it has ended."""
    same = sorted((v for v in versions if v.area_id == area.area_id), key=lambda v: v.pk != area.pk)
    return next((v for v in same if (v.valid_from or on) <= on <= (v.valid_to or on)), None)


def asked_period(indicator: Indicator, asked: Period, on: date) -> Period | None:
    """The round's own period where the indicator has figures of that kind, else the last one due by a day.

    None where the registry names no regular frequency (a census). A figure is due its publication lag after the
    period ends.
    """
    from lotrinh.checks.timing import due_day

    kinds = [kind for kind in KINDS if kind in indicator.frequency.split(",")]
    if asked.kind in kinds:
        return asked
    due = []
    for kind in kinds:
        period = _current(on, kind)
        while due_day(period, indicator.publication_lag) > on:
            period = period.previous()
        due.append(period)
    return max(due, key=lambda p: (p.statistical.last, -p.statistical.first.toordinal()), default=None)


def _current(on: date, kind: PeriodKind) -> Period:
    from lotrinh.calendar import Period, period_of

    try:
        return period_of(on, kind)
    except InvalidData:  # October to December belong to no nine months
        return Period(kind, on.year)


def _held(series: Iterable[Series], periods: set[str], demonstration: bool) -> dict[tuple[int, str], Observation]:
    """The figure that counts, or the word that none applies, by series and period."""
    rows = known(Observation.objects.filter(series__in=list(series), period__in=periods))
    if not demonstration:
        rows = rows.filter(demonstration=False)
    return {
        (o.series_id, o.period): o
        for o in rows.order_by("preferred", "recorded_at", "pk")
        if o.value is not None or o.missing == Observation.Missing.NOT_APPLICABLE
    }


@dataclass(frozen=True, slots=True)
class Earlier:
    """Figures of periods before, by series; see `earlier`."""

    by_series: dict[int, list[Observation]]

    def of(self, series: Series | None, period: str) -> list[Observation]:
        """Those of one series for earlier periods of the same kind as `period`, oldest first, one a period."""
        from lotrinh.calendar import parse_period

        asked = parse_period(period)
        found: dict[str, tuple[date, Observation]] = {}
        for one in self.by_series.get(series.pk, []) if series is not None else []:
            with suppress(InvalidData):
                of = parse_period(one.period)
                if of.kind == asked.kind and of.statistical.last < asked.statistical.last:
                    found[one.period] = (of.statistical.last, one)
        return [one for _last, one in sorted(found.values(), key=lambda pair: pair[0])]


def earlier(owed: Iterable[Owed], *, demonstration: bool = False) -> Earlier:
    """The figures that count in the series behind some owed figures; one query. Only what has a value."""
    series = {s.pk for one in owed for s in (one.series, one.twin_series) if s is not None}
    found: dict[int, list[Observation]] = {}
    if series:
        rows = known(Observation.objects.filter(series__in=series, value__isnull=False)).select_related("source")
        if not demonstration:
            rows = rows.filter(demonstration=False)
        for row in rows.order_by("preferred", "recorded_at", "pk"):
            found.setdefault(row.series_id, []).append(row)
    return Earlier(found)


class _Owners:
    """Resolves the owner's words of the registry to the body that stands on a day; only clean matches."""

    def __init__(self, on: date) -> None:
        self._on, self._lineage = on, Lineage()
        self._exact: dict[str, list[Organisation]] = {}
        self._bare: dict[str, list[Organisation]] = {}
        for body in Organisation.objects.all():
            for words in {body.name_vi, body.code}:
                self._exact.setdefault(words, []).append(body)
            self._bare.setdefault(bare(body.name_vi), []).append(body)

    def body(self, owner: str) -> Organisation | None:
        """The first of the owners named that is one body, and only one."""
        for words in parts(owner):
            found = self._exact.get(words) or self._bare.get(bare(words)) or []
            standing = {body.pk: body for one in found if (body := self._lineage.standing(one, self._on).current)}
            if len(standing) == 1:
                return next(iter(standing.values()))
        return None

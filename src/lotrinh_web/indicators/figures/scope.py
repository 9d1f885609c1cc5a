"""Which figures a grid or a workbook is about: an agency's, a group's, a territory's, over some periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh.calendar import Period, PeriodKind, parse_period, period_of
from lotrinh.errors import InvalidData
from lotrinh_web.indicators.models import Indicator, Series, Target
from lotrinh_web.organisations.models import AreaVersion, Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.templatetags.lotrinh import local

KINDS: dict[PeriodKind, Any] = {
    "year": gettext_lazy("năm"),
    "quarter": gettext_lazy("quý"),
    "half_year": gettext_lazy("6 tháng"),
    "nine_months": gettext_lazy("9 tháng"),
    "month": gettext_lazy("tháng"),
}
SHOWN_FIRST: dict[PeriodKind, int] = {"year": 5, "quarter": 6, "half_year": 4, "nine_months": 4, "month": 6}
MOST_PERIODS = 24
ALL = "tat-ca"
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Body:
    """An agency that follows indicators: the words that name it in the registry, and its record where there is one."""

    key: str
    name: str
    words: frozenset[str]
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for, cleaned. `problems`: what in the address could not be understood."""

    programme: Programme
    body: Body | None
    group: str
    area: str
    kind: PeriodKind
    first: str
    last: str
    periods: tuple[Period, ...]
    problems: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The same as an address."""
        return urlencode(self.fields)

    @property
    def fields(self) -> dict[str, str]:
        """The same as form fields."""
        return {
            "co-quan": self.body.key if self.body else "", "nhom": self.group, "dia-ban": self.area,
            "loai-ky": self.kind, "tu": self.first, "den": self.last,
        }  # fmt: skip

    @property
    def together(self) -> bool:
        """Whether it is about the parts of a territory, several territories at once."""
        return self.area.startswith("p")

    @property
    def codes(self) -> list[str]:
        """The periods' codes."""
        return [p.code for p in self.periods]


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """One series, or the place of the first one of an indicator over a territory."""

    indicator: Indicator
    area: AreaVersion
    series: Series | None
    alone: bool = field(default=True)  # the only series of its indicator over its territory

    @property
    def key(self) -> str:
        """Names the row in forms, as `Entry.row` does."""
        return f"s{self.series.pk}" if self.series is not None else f"i{self.indicator.pk}-{self.area.pk}"

    @property
    def code(self) -> str:
        """Names the row in files."""
        return self.series.code if self.series is not None else f"+{self.indicator.code}@{self.area.code}"

    @property
    def unit(self) -> str:
        """The unit figures are entered in."""
        return self.series.unit if self.series is not None else self.indicator.unit

    @property
    def name(self) -> str:
        """The indicator, with the convention where a territory has several series."""
        name = local(self.indicator, "name")
        convention = local(self.series, "convention") if self.series is not None and not self.alone else ""
        return f"{name} ({convention.rstrip('.')})" if convention else name


def bodies() -> dict[str, Body]:
    """Agencies the registry names as following an indicator, by key; merged ones under who stands in their place."""
    named: dict[str, list[Organisation]] = {}
    for organisation in Organisation.objects.all():
        named.setdefault(bare(organisation.name_vi), []).append(organisation)
    lineage, today = Lineage(), timezone.localdate()
    words: dict[str, set[str]] = {}
    records: dict[str, Organisation | None] = {}
    for part in sorted({p for o in Indicator.objects.values_list("owner", flat=True) for p in parts(o)}):
        standing = _the_one(part, named.get(bare(part), []), lineage, today)
        key = standing.code if standing is not None else f"~{part}"
        words.setdefault(key, set()).add(part)
        records[key] = standing
    made = {k: Body(k, _name(k, records[k]), frozenset(words[k]), records[k]) for k in words}
    return dict(sorted(made.items(), key=lambda item: item[1].name))


def _name(key: str, organisation: Organisation | None) -> str:
    return local(organisation, "name") if organisation is not None else key.removeprefix("~")


def _the_one(words: str, found: list[Organisation], lineage: Lineage, on: date) -> Organisation | None:
    """The body that stands for a name; None where that could be several, whose figures must not be mixed up."""
    exact = [o for o in found if o.name_vi == words] or found
    standing = {body.pk: body for one in exact for body in [lineage.standing(one, on).current or one]}
    return next(iter(standing.values())) if len(standing) == 1 else None


def parts(owner: str) -> list[str]:
    """The bodies an owner's words name, as written."""
    return [part.strip() for part in owner.split(";") if part.strip()]


def bare(name: str) -> str:
    """The name without what stands in brackets behind it."""
    return _BRACKETS.sub("", name).strip()


def read_scope(given: Mapping[str, str], programme: Programme, known: Mapping[str, Body]) -> Scope:
    """The scope an address asks for; what it leaves out is chosen sensibly."""
    kind: PeriodKind = next((k for k in KINDS if k == given.get("loai-ky")), "year")
    periods, problems = _periods(given, kind)
    first, last = (periods[0].code, periods[-1].code) if periods else ("", "")
    area = given.get("dia-ban") or str(programme.area_version_id or "")
    return Scope(
        programme, known.get(given.get("co-quan", "")), given.get("nhom", "")[:40], area[:20], kind, first, last,
        tuple(periods), tuple(problems),
    )  # fmt: skip


def _periods(given: Mapping[str, str], kind: PeriodKind) -> tuple[list[Period], list[str]]:
    """All periods of the kind from the first to the last asked for."""
    problems: list[str] = []
    today = timezone.localdate()
    try:
        now = period_of(today, kind)
    except InvalidData:  # October to December belong to no nine months
        now = Period(kind, today.year)
    ends: list[Period] = []
    for name, steps in (("tu", 1 - SHOWN_FIRST[kind]), ("den", 0)):
        text = given.get(name, "").strip()
        found = now.shifted(steps) if name == "den" or not ends else ends[0]
        if text:
            try:
                found = _of_kind(parse_period(text), kind, last=name == "den")
            except InvalidData as error:
                problems.append(str(error))
        ends.append(found)
    first, last = ends
    if last.code != first.code and last.statistical.last < first.statistical.last:
        problems.append(_("Kỳ cuối đứng trước kỳ đầu. Đổi lại hai kỳ."))
        last = first
    periods = [first]
    while periods[-1].statistical.last < last.statistical.last and len(periods) < MOST_PERIODS:
        periods.append(periods[-1].next())
    if periods[-1].statistical.last < last.statistical.last:
        problems.append(
            _("Chỉ hiện %(n)d kỳ đầu, đến %(last)s. Chọn khoảng ngắn hơn để nhập các kỳ sau.")
            % {"n": MOST_PERIODS, "last": periods[-1].code}
        )
    return periods, problems


def _of_kind(period: Period, kind: PeriodKind, *, last: bool) -> Period:
    """The same stretch of time as the first or last period of another kind."""
    if period.kind == kind:
        return period
    span = period.statistical
    try:
        return period_of(span.last if last else span.first, kind)
    except InvalidData:
        return Period(kind, period.year)


def area_choices(programme: Programme) -> list[tuple[str, str]]:
    """Territories with series, and the parts of one territory together: [(key, words)]."""
    versions = list(
        AreaVersion.objects.filter(Q(series__isnull=False) | Q(pk=programme.area_version_id))
        .select_related("area", "parent").distinct()
    )  # fmt: skip
    whole = [v for v in versions if v.area.level != "commune"]
    parents = {v.parent_id: v.parent for v in versions if v.area.level == "commune" and v.parent is not None}
    out = [
        (str(v.pk), _area_words(v)) for v in sorted(whole, key=lambda v: (v.pk != programme.area_version_id, v.code))
    ]
    return out + [(f"p{key}", _("các xã, phường của %s") % local(v, "name")) for key, v in parents.items()]


def _area_words(version: AreaVersion) -> str:
    name = local(version, "name")
    if version.valid_to is None or name.endswith(")"):
        return name
    return f"{name} ({_('đến %s') % format(version.valid_to, '%d/%m/%Y')})"


def group_choices(programme: Programme) -> list[tuple[str, str]]:
    """The programme's targets, every indicator, or one group of tasks: [(key, words)]."""
    paths = {p for groups in Indicator.objects.values_list("groups", flat=True) for p in groups}
    titles = {c.path: c for c in Clause.objects.filter(document=programme.document_id, path__in=paths)}
    groups = [(p, f"{p} {local(titles.get(p), 'title')}".strip()) for p in sorted(paths, key=_position)]
    return [("", _("Chỉ tiêu có mục tiêu trong chương trình")), (ALL, _("Tất cả chỉ số")), *groups]


def _position(path: str) -> list[tuple[int, str]]:
    return [(int(p), "") if p.isdigit() else (0, p) for p in path.split(".")]


def rows_of(scope: Scope) -> list[ScopeRow]:
    """The series of a scope, and for one territory also the indicators that have none there yet."""
    indicators = {i.pk: i for i in _indicators(scope)}
    series = Series.objects.filter(indicator__in=list(indicators)).prefetch_related("area_version__area")
    parent = scope.area.removeprefix("p")
    if not parent.isdecimal() or len(parent) > 10:
        return []
    place = int(parent)
    series = series.filter(area_version__parent=place) if scope.together else series.filter(area_version=place)
    found = list(series)
    pairs: dict[tuple[int, int], int] = {}
    for one in found:
        pairs[one.indicator_id, one.area_version_id] = pairs.get((one.indicator_id, one.area_version_id), 0) + 1
    rows = [
        ScopeRow(
            indicators[s.indicator_id], s.area_version, s, pairs[s.indicator_id, s.area_version_id] == 1 or s.preferred
        )
        for s in found
    ]
    area = None if scope.together else AreaVersion.objects.select_related("area").filter(pk=parent).first()
    if area is not None:
        rows += [ScopeRow(i, area, None) for i in indicators.values() if (i.pk, area.pk) not in pairs]
    return sorted(rows, key=_row_order)


def _row_order(row: ScopeRow) -> tuple[Any, ...]:
    preferred = row.series is not None and row.series.preferred
    return row.indicator.role != "programme", row.indicator.name_vi, row.area.name_vi, not preferred, row.code


def _indicators(scope: Scope) -> list[Indicator]:
    wanted = Indicator.objects.filter(qualitative=False)
    if scope.group == "" and scope.body is None:
        targets = Target.objects.filter(programme=scope.programme)
        wanted = wanted.filter(pk__in=targets.values("indicator"))
    if scope.body is not None:
        words = scope.body.words
        alike = wanted.filter(reduce(or_, (Q(owner__contains=word) for word in words))).values_list("pk", "owner")
        wanted = Indicator.objects.filter(pk__in=[key for key, owner in alike if words & set(parts(owner))])
    found = list(wanted)
    if scope.group not in ("", ALL):
        found = [i for i in found if scope.group in i.groups]
    return found

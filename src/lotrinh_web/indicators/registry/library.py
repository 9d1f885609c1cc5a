"""Indicators for readers: the list by task group with what the library offers, and one indicator with all figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Indicator, Observation, Series, Target
from lotrinh_web.organisations.areas import LEVELS
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.templatetags.lotrinh import local

ROLES = {
    "programme": _("chỉ tiêu của chương trình"),
    "supporting": _("chỉ số bổ trợ"),
    "library": _("thư viện"),
    "result": _("kết quả nhiệm vụ"),
}
CODES = {"confirmed": _("đã đối chiếu"), "to_be_confirmed": _("cần xác nhận")}
COLOURS = ("--lt-primary", "--lt-c2", "--lt-c3", "--lt-c4", "--lt-c5", "--lt-c6")
NONE_GROUP, RESULT_GROUP = "~1", "~2"
WITH_FIGURES = "co-so-lieu"


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in the list; `indicator` is a record, or one of the library that nobody uses yet."""

    code: str
    indicator: Any
    role: str
    figures: int
    last: str

    @property
    def unit(self) -> str:
        """Unit of measure."""
        return self.indicator.unit if isinstance(self.indicator, Indicator) else local(self.indicator, "unit")

    @property
    def national(self) -> str:
        """Its code in the statistical indicator systems, and whether that was confirmed."""
        record = isinstance(self.indicator, Indicator)
        code = self.indicator.national_code if record else self.indicator.official_code or ""
        return f"{code} ({CODES[self.indicator.code_status]})" if code and self.indicator.code_status in CODES else code

    @property
    def role_words(self) -> Any:
        """What it is for."""
        return ROLES.get(self.role, self.role)


@dataclass(frozen=True, slots=True)
class Group:
    """A task group with its indicators."""

    path: str
    title: str
    entries: tuple[Entry, ...]


@cache
def library() -> dict[str, Any]:
    """The indicator library that ships with the product, by code."""
    from lotrinh.packages import load_library

    return {one.code: one for one in load_library()}


@cache
def library_programme() -> str:
    """The code of the programme whose task groups the library names."""
    from lotrinh.packages import library_programme

    return library_programme()


def groups_in(programme: Programme, one: Any) -> tuple[str, ...]:
    """The programme's task groups an indicator serves; those the library names are of one programme only."""
    if not isinstance(one, Indicator) and programme.code != library_programme():
        return ()
    return tuple(one.groups)


def groups_of(programme: Programme, words: str = "", kind: str = "") -> list[Group]:
    """All indicators and the library by task group; `words` are looked for in name, code and definition.

    `kind`: a role of `ROLES`, or `WITH_FIGURES` for those that have any.
    """
    real = Q(series__observations__value__isnull=False, series__observations__demonstration=False)
    counted = Indicator.objects.annotate(
        figures=Count("series__observations", filter=real),
        last=Max("series__observations__period", filter=real),
    )
    held = {one.code: one for one in counted}
    entries = [Entry(o.code, o, o.role, o.figures, (o.last or "")[:4]) for o in held.values()]
    entries += [Entry(code, one, "library", 0, "") for code, one in library().items() if code not in held]
    wanted = [e for e in entries if _matches(e.indicator, words) and _of_kind(e, kind)]
    by_group: dict[str, list[Entry]] = defaultdict(list)
    for entry in wanted:
        place = RESULT_GROUP if entry.role == "result" else NONE_GROUP
        for path in groups_in(programme, entry.indicator) or [place]:
            by_group[path].append(entry)
    clauses = {c.path: c for c in Clause.objects.filter(document=programme.document_id, path__in=list(by_group))}
    titles = {
        NONE_GROUP: _("Chỉ tiêu chung, chưa gắn nhóm nhiệm vụ"),
        RESULT_GROUP: _("Chỉ số kết quả của từng nhiệm vụ"),
    }
    order = ["programme", "supporting", "library", "result"]
    return [
        Group(
            "" if path in titles else path,
            str(titles[path]) if path in titles else local(clauses.get(path), "title"),
            tuple(sorted(found, key=lambda e: (order.index(e.role) if e.role in order else 9, e.indicator.name_vi))),
        )
        for path, found in sorted(by_group.items(), key=lambda item: _position(item[0]))
    ]


def _of_kind(entry: Entry, kind: str) -> bool:
    return bool(entry.figures) if kind == WITH_FIGURES else kind in ("", entry.role)


def _position(path: str) -> tuple[Any, ...]:
    """III.2 before III.10; general ones last."""
    return (path.startswith("~"), [int(p) if p.isdigit() else 0 for p in path.split(".")], path)


def _matches(one: Any, words: str) -> bool:
    from lotrinh.text.fold import fold_loose

    if not words.strip():
        return True
    text = fold_loose(" ".join((one.name_vi, one.name_en or "", one.code, one.definition_vi or "")))
    return all(word in text for word in fold_loose(words).split())


@dataclass(frozen=True, slots=True)
class Line:
    """One series of an indicator with all that was ever recorded of it, newest period first."""

    series: Series
    label: str
    figures: tuple[Observation, ...]
    at: datetime | None = None  # as known at this moment; None: now

    @property
    def drawn(self) -> list[Observation]:
        """The figure that counts for each whole year, oldest first; never demonstration data."""
        years: dict[str, Observation] = {}
        for o in sorted(self.figures, key=lambda o: (o.period, o.preferred, o.recorded_at, o.pk)):
            if o.value is not None and _is_year(o.period) and not o.demonstration and not is_replaced(o, self.at):
                years[o.period] = o
        return list(years.values())

    @property
    def others(self) -> list[Observation]:
        """What else was published for those years: other vintages, replaced figures."""
        chosen = {o.pk for o in self.drawn}
        return [
            o
            for o in self.figures
            if o.value is not None and _is_year(o.period) and not o.demonstration and o.pk not in chosen
        ]

    @property
    def revisions(self) -> int:
        """How many figures took the place of another."""
        return sum(o.replaces_id is not None for o in self.figures)

    @property
    def struck(self) -> set[int]:
        """Keys of the figures a correction took the place of."""
        return {o.pk for o in self.figures if is_replaced(o, self.at)}

    @property
    def revised(self) -> list[Revision]:
        """Periods for which different figures were put out, newest first; demonstration figures aside."""
        by_period: dict[str, list[Observation]] = defaultdict(list)
        for o in self.figures:
            if o.value is not None and not o.demonstration:
                by_period[o.period].append(o)
        found = [Revision.of(period, held, self.at) for period, held in by_period.items()]
        return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class Revision:
    """The figures put out for one period in the order they came out, and the one that counts."""

    period: str
    steps: tuple[Observation, ...]
    counts: Observation

    @classmethod
    def of(cls, period: str, held: list[Observation], at: datetime | None) -> Revision | None:
        """None where all figures of the period are the same number."""
        if len({o.value for o in held}) < 2:
            return None
        steps = sorted(held, key=lambda o: (o.vintage or "0", o.recorded_at, o.pk))
        standing = [o for o in steps if not is_replaced(o, at)] or steps
        return cls(period, tuple(steps), max(standing, key=lambda o: (o.preferred, o.recorded_at, o.pk)))

    @property
    def lowest(self) -> Any:
        """The smallest of them."""
        return min(o.value for o in self.steps if o.value is not None)

    @property
    def highest(self) -> Any:
        """The largest of them."""
        return max(o.value for o in self.steps if o.value is not None)

    @property
    def spread(self) -> Any:
        """Between the smallest and the largest."""
        return self.highest - self.lowest


def is_replaced(observation: Observation, at: datetime | None = None) -> bool:
    """Whether a correction took its place by a moment (from the joined record: no query)."""
    if not hasattr(observation, "replaced_by"):
        return False
    return at is None or observation.replaced_by.recorded_at <= at


def _is_year(period: str) -> bool:
    return len(period) == 4 and period.isdigit()


MOST_IN_FULL = 12
"""Series one page shows with all their figures; where there are more, those of large territories and one chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which series of an indicator a page shows in full, and the territories of the others to choose from."""

    series: tuple[Series, ...]
    others: tuple[AreaVersion, ...] = ()
    chosen: str = ""


def series_shown(indicator: Indicator, chosen: str = "") -> Choice:
    """All series where they are few; else those of provinces and above, and those of the territory chosen."""
    series = _series_of(indicator)
    if len(series) <= MOST_IN_FULL:
        return Choice(tuple(series))
    large = [s for s in series if s.area_version.area.level in LEVELS[:3]][:MOST_IN_FULL]
    asked = [s for s in series if s.area_version.code == chosen and s not in large]
    others = {s.area_version_id: s.area_version for s in series if s not in large}
    return Choice(tuple(asked + large), tuple(others.values()), chosen if asked else "")


def _series_of(indicator: Indicator) -> list[Series]:
    return list(
        Series.objects.filter(indicator=indicator)
        .select_related("area_version__area", "indicator")
        .order_by("-preferred", "area_version__name_vi", "code")
    )


def lines_of(indicator: Indicator, at: datetime | None = None, shown: Sequence[Series] | None = None) -> list[Line]:
    """Series of an indicator (all, or those shown), those in use first, with what was recorded by a moment."""
    series = _series_of(indicator) if shown is None else list(shown)
    rows = Observation.objects.filter(series__in=series).select_related(
        "source", "entered_by", "replaces", "replaced_by"
    )
    rows = rows if at is None else rows.filter(recorded_at__lte=at)
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows.order_by("-period", "-preferred", "-recorded_at", "-pk"):
        found[row.series_id].append(row)
    several = len({s.area_version_id for s in series}) < len(series)
    return [Line(s, _label(s, several), tuple(found[s.pk]), at) for s in series]


def _label(series: Series, several: bool) -> str:
    """The territory, with the convention where one territory has several series."""
    name, convention = local(series.area_version, "name"), local(series, "convention")
    return f"{name}: {convention.rstrip('.')}" if several and convention and not series.preferred else name


def targets_of_indicator(indicator: Indicator, programme: Programme) -> list[Target]:
    """Targets set for it, in the programme or by documents beside it."""
    rows = Target.objects.filter(indicator=indicator, programme=programme)
    return list(rows.select_related("area_version", "document").order_by("-in_programme", "order"))


def lines_chart(indicator: Indicator, lines: list[Line]) -> dict[str, Any] | None:
    """Each territory a line of its own, other vintages as hollow dots, a rule where a territory ended."""
    shown = [line for line in lines if line.drawn]
    if not shown:
        return None
    labels = [line.label for line in shown]
    colour = {
        "field": "line",
        "type": "nominal",
        "title": None,
        "scale": {"domain": labels, "range": list(COLOURS)},
        "legend": {"labelLimit": 270, "columns": 1, "symbolDash": [1, 0]},
    }
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"format": "d", "tickMinStep": 1, "title": None},
        "scale": {"zero": False, "nice": False, "padding": 12},
    }
    y = {"field": "value", "type": "quantitative", "title": indicator.unit, "scale": {"zero": False}}
    encoding = {"x": x, "y": y, "color": colour}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [_dot(line, o) for line in shown for o in line.drawn]},
            "mark": {"type": "line", "point": {"filled": True, "size": 50}},
            "encoding": encoding | {"strokeDash": {"field": "line", "type": "nominal", "legend": None}},
        },
        {
            "data": {"values": [_dot(line, o) for line in shown for o in line.others]},
            "mark": {"type": "point", "filled": False, "size": 50, "opacity": 0.8},
            "encoding": encoding,
        },
    ]
    ended = {line.series.area_version.valid_to for line in shown if line.series.area_version.valid_to}
    for day in sorted(d for d in ended if d):
        layers += _rule(day)
    return {"height": 320, "layer": layers}


def _dot(line: Line, o: Observation) -> dict[str, Any]:
    return {"year": int(o.period), "value": float(o.value or 0), "line": line.label}


def _rule(day: date) -> list[dict[str, Any]]:
    year = round(day.year + day.timetuple().tm_yday / 366, 3)
    at = {"values": [{"year": year, "words": gettext("đến %s") % day.strftime("%d/%m/%Y")}]}
    x = {"field": "year", "type": "quantitative"}
    return [
        {"data": at, "mark": {"type": "rule", "strokeDash": [4, 3], "color": "--lt-muted"}, "encoding": {"x": x}},
        {
            "data": at,
            "mark": {"type": "text", "align": "right", "dx": -4, "y": 306, "color": "--lt-muted"},
            "encoding": {"x": x, "text": {"field": "words"}},
        },
    ]


def chart_rows(lines: list[Line]) -> list[tuple[Any, ...]]:
    """Every figure of the chart, for the table behind it."""
    return [(line.label, o.period, o.value, o.get_kind_display()) for line in lines for o in line.drawn]

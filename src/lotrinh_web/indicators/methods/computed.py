"""An indicator worked out by its formula from published figures, beside what was published of it.

The arithmetic, the units and the explanation are `lotrinh.rollup.evaluation`'s. Where a figure the formula needs was
published, that figure counts; only what nobody published is worked out further down.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lotrinh_web.indicators.areas.figures import is_year, why
from lotrinh_web.indicators.methods.in_force import calculator_for
from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    from lotrinh.rollup.evaluation import Calculator, Explanation, Input

MOST_ROWS = 60
ROUNDED = 6


@dataclass(frozen=True, slots=True)
class Step:
    """An indicator's figure in how a result came about; `words` is the formula where it was worked out."""

    indicator: Indicator
    period: str
    words: str
    value: Decimal | None
    reason: str
    unit: str
    source: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One territory and year: worked out, as published, and how."""

    area: AreaVersion
    period: str
    value: Decimal | None
    reason: str
    published: Observation | None
    how: Step

    @property
    def shown(self) -> Decimal | None:
        """Rounded for reading."""
        return None if self.value is None else round(self.value, 2)

    @property
    def gap(self) -> Decimal | None:
        """Published less worked out, rounded; None where one is lacking or they agree as rounded."""
        if self.value is None or self.published is None or self.published.value is None:
            return None
        difference = round(self.published.value - self.value, 2)
        return difference or None


def results_of(indicator: Indicator, at: datetime | None = None) -> list[Result]:
    """Every territory and year for which a figure the formula needs was published, newest first.

    Raises `InvalidFormula` where the formulas do not hold together. Four queries, however many figures.
    """
    calculator = calculator_for(indicator.code)
    codes = set(calculator.units)
    held = {one.code: one for one in Indicator.objects.filter(code__in=codes)}
    figures = _Published(known(Observation.objects.filter(demonstration=False, value__isnull=False), at), codes)
    published = figures.by_area
    out = []
    for area, series in published.items():
        own = series.get(indicator.code, {})
        years = sorted(_years(series, calculator, indicator.code), reverse=True)
        for year in years:
            how = calculator.explain(indicator.code, year, figures.of(area), reported_first=True)
            value = how.value if isinstance(how.value, Decimal) else None
            step = _step(how, held)
            out.append(Result(figures.areas[area], year, value, step.reason, own.get(year), step))
    out.sort(key=lambda r: (r.value is None, r.area.name_vi, -int(r.period)))
    return out[:MOST_ROWS]


def _years(series: dict[str, dict[str, Observation]], calculator: Calculator, code: str) -> set[str]:
    """Years for which at least one thing the formula names itself was published."""
    from lotrinh.rollup.formulas import names

    direct = {n.code for n in names(calculator.trees[code])} if code in calculator.trees else set()
    return {period for name in direct for period in series.get(name, {}) if is_year(period)}


class _Published:
    """Published figures by territory, indicator and period; the preferred series first, else another."""

    def __init__(self, rows: QuerySet[Observation], codes: set[str]) -> None:
        self.by_area: dict[str, dict[str, dict[str, Observation]]] = defaultdict(lambda: defaultdict(dict))
        self.areas: dict[str, AreaVersion] = {}
        self._conventions: dict[tuple[str, str, str, str], Observation] = {}
        chosen = rows.filter(series__indicator__code__in=codes).select_related(
            "source", "series__indicator", "series__area_version"
        )
        for o in sorted(chosen, key=lambda o: (o.series.preferred, o.preferred, o.recorded_at, o.pk)):
            series: Series = o.series
            code, area = series.indicator.code, series.area_version
            self.areas[area.code] = area
            self.by_area[area.code][code][o.period] = o
            self._conventions[area.code, code, o.period, series.convention_vi] = o

    def of(self, area: str) -> _InArea:
        """The figures of one territory as a formula asks for them."""
        return _InArea(self.by_area[area], self._conventions, area)


class _InArea:
    """One territory's figures. Once a convention was used, the same one is preferred for what else is needed."""

    def __init__(
        self, figures: dict[str, dict[str, Observation]], conventions: dict[tuple[str, str, str, str], Observation],
        area: str,
    ) -> None:  # fmt: skip
        self._figures, self._conventions, self._area = figures, conventions, area
        self._used: list[str] = []

    def find(self, code: str, period: str) -> Input | None:
        """The figure with its unit and source, or None."""
        from lotrinh.rollup.evaluation import Input

        same = (self._conventions.get((self._area, code, period, used)) for used in self._used)
        found = next((o for o in same if o is not None), None) or self._figures.get(code, {}).get(period)
        if found is None or found.value is None:
            return None
        if found.series.convention_vi not in self._used:
            self._used.append(found.series.convention_vi)
        return Input(found.value, self._unit(found), _source(found))

    def _unit(self, o: Observation) -> str:
        full = o.series.indicator.formula_unit
        return full if full and o.series.unit == o.series.indicator.unit else o.series.unit


def _source(o: Observation) -> str:
    title = o.source.title if o.source is not None else _("không ghi nguồn")
    return f"{o.get_kind_display()}; {title}; {local(o.series, 'convention')}".rstrip("; ")


def _step(node: Explanation, held: dict[str, Indicator]) -> Step:
    """An indicator's figure with the formula it came from and the figures that formula took, without what lies between.

    `node` is always an indicator's.
    """
    code, _blank, period = node.label.partition(" ")
    known_value = round(node.value, ROUNDED) if isinstance(node.value, Decimal) else None
    inner = node.parts[0] if node.parts else None
    inputs = tuple(_step(part, held) for part in _inputs(inner, held)) if inner is not None else ()
    return Step(
        held[code], period, _named(inner.label, held) if inner is not None else "", known_value,
        _named(why(node.value), held), node.unit, node.source, inputs,
    )  # fmt: skip


def _inputs(node: Explanation, held: dict[str, Indicator]) -> list[Explanation]:
    """The indicators' figures nearest below a step, each once."""
    if _is_indicator(node, held):
        return [node]
    found = [one for part in node.parts for one in _inputs(part, held)]
    return list({one.label: one for one in found}.values())


def _named(text: str, held: dict[str, Indicator]) -> str:
    """Names for codes, and without the brackets around the whole."""
    codes = sorted(held, key=len, reverse=True)
    named = re.sub(
        r"(?<!\w)(" + "|".join(map(re.escape, codes)) + r")(?!\w)", lambda m: f"«{local(held[m[1]], 'name')}»", text
    )
    return named[1:-1] if named.startswith("(") and named.endswith(")") and "(" not in named[1:-1] else named


def _is_indicator(node: Explanation, held: dict[str, Indicator]) -> bool:
    """Whether a step is an indicator's figure: its label is the code, a blank and the period."""
    code, blank, period = node.label.partition(" ")
    return code in held and bool(blank) and " " not in period

"""Series out: the figure that counts for each period, in the formats statistics offices exchange."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from lotrinh_web.indicators.models import Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    from lotrinh.exchange.dataset import Dataset, Dimension, Point
    from lotrinh.exchange.formats import Format

_SPARSE = ("csv", "sdmx-csv", "sdmx-ml")


def write_export(series: Sequence[Series], name: str, title: str, form: Format) -> bytes:
    """The file. Formats that hold a full table get series by period; the others also say indicator and territory."""
    from lotrinh.exchange.formats import write

    dataset = dataset_of(series, name, title, sparse=form in _SPARSE, sdmx=form.startswith("sdmx"))
    units = {s.unit for s in series}
    places = max((s.indicator.decimals for s in series), default=2)
    return write(dataset, form, unit=units.pop() if len(units) == 1 else "", decimals=min(6, places))


def dataset_of(series: Sequence[Series], name: str, title: str, *, sparse: bool = True, sdmx: bool = False) -> Dataset:
    """The figures that count; demonstration figures never leave the house. `sdmx`: periods as SDMX names them."""
    from lotrinh.exchange.formats import with_time_codes
    from lotrinh.exchange.periods import sdmx_period

    made = _dataset(series, name, title, sparse=sparse)
    return with_time_codes(made, {c: sdmx_period(c) for c in made.dimensions[-1].codes}) if sdmx else made


def _dataset(series: Sequence[Series], name: str, title: str, *, sparse: bool) -> Dataset:
    from lotrinh.exchange.dataset import TIME, Dataset, Dimension
    from lotrinh.exchange.periods import order_of

    chosen: dict[tuple[int, str], Observation] = {}
    rows = known(Observation.objects.filter(series__in=[s.pk for s in series], demonstration=False))
    for o in rows.select_related("source").order_by("preferred", "recorded_at", "pk"):
        chosen[o.series_id, o.period] = o
    times = sorted({period for _, period in chosen}, key=order_of)
    dimensions = [
        Dimension("SERIES", "Dãy số liệu", {s.code: _series_words(s) for s in series}),
        Dimension(TIME, "Kỳ", {code: code for code in times}),
    ]
    if sparse:
        dimensions[:0] = _places(series)
    by_key = {s.pk: s for s in series}
    points = [_point(by_key[key], period, o, sparse=sparse) for (key, period), o in chosen.items()]
    points.sort(key=lambda p: (p.key[:-1], order_of(p.key[-1])))
    return Dataset(_identifier(name), title, tuple(dimensions), tuple(points))


def _places(series: Sequence[Series]) -> list[Dimension]:
    from lotrinh.exchange.dataset import Dimension

    return [
        Dimension("INDICATOR", "Chỉ tiêu", {s.indicator.code: s.indicator.name_vi for s in series}),
        Dimension("REF_AREA", "Địa bàn", {s.area_version.code: s.area_version.name_vi for s in series}),
    ]


def _series_words(series: Series) -> str:
    words = f"{local(series.indicator, 'name')}, {local(series.area_version, 'name')}"
    convention = local(series, "convention").rstrip(".")
    return f"{words} ({convention})" if convention else words


def _point(series: Series, period: str, o: Observation, *, sparse: bool) -> Point:
    from lotrinh.exchange.dataset import Point
    from lotrinh.rollup.values import KINDS, Value

    value: Value
    if o.value is None:
        value = KINDS[o.missing](o.missing_reason)
    else:
        value = o.value.normalize() if o.value else Decimal(0)
    key: tuple[str, ...] = (series.code, period)
    if sparse:
        key = (series.indicator.code, series.area_version.code, *key)
    attributes = {"UNIT_MEASURE": series.unit}
    if o.value is not None:
        attributes["KIND"] = o.kind
        if o.source is not None:
            attributes["SOURCE"] = o.source.title
        if o.vintage:
            attributes["VINTAGE"] = o.vintage
    return Point(key, value, attributes)


def _identifier(name: str) -> str:
    cleaned = re.sub(r"[^A-Za-z0-9_-]", "_", name)[:90]
    return cleaned if cleaned[:1].isalpha() else f"D_{cleaned}"

"""How good the forecasts kept here turned out to be: each as it was made, against figures recorded after it.

Nothing is left out: a forecast counts as soon as a figure for one of its years arrives, losses included. The measures
are the forecasting engine's (coverage, reliability, Brier); it is loaded only when there is something to score.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Chance, Forecast, Observation, Series, Target
from lotrinh_web.indicators.queries import known
from lotrinh_web.programmes.models import Programme

CLAIMS = (("lo95", 2.5), ("lo80", 10.0), ("median", 50.0), ("hi80", 90.0), ("hi95", 97.5))
"""What a kept path claims of the figure to come: it stays at or below this end with this probability, in per cent."""
TYPE_NAMES = {
    "growth": _("tốc độ tăng"), "level": _("mức"), "share": _("tỷ trọng"), "count": _("số lượng"),
    "composition": _("cơ cấu"), "auto": _("tự nhận theo số liệu"),
}  # fmt: skip
PUBLISHED_BY = 3
"""Month of the following year by which a year's first figure is usually out; only used to say when to look again."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One year of one forecast and the figure that came."""

    forecast: Forecast
    period: str
    ahead: int  # years beyond the last figure it stood on
    median: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float
    actual: Observation

    @property
    def value(self) -> float:
        """The figure that came."""
        assert self.actual.value is not None
        return float(self.actual.value)

    @property
    def miss(self) -> float:
        """Forecast less figure, in the unit of the series."""
        return self.median - self.value

    @property
    def miss_percent(self) -> float | None:
        """The same in per cent of the figure; None for rates and shares, where points say more."""
        return None if self.kind in ("growth", "share") or not self.value else 100 * self.miss / abs(self.value)

    @property
    def shown(self) -> float:
        """The middle of the forecast with as many decimals as a figure of its size wants."""
        return round(self.median, 0 if abs(self.median) >= 1000 else 2)

    @property
    def kind(self) -> str:
        """Type of the indicator."""
        return kind_of(self.forecast.series)

    @property
    def inside80(self) -> bool:
        """Whether the 80 % interval held the figure."""
        return self.lo80 <= self.value <= self.hi80

    @property
    def inside95(self) -> bool:
        """Whether the 95 % interval held the figure."""
        return self.lo95 <= self.value <= self.hi95


@dataclass(frozen=True, slots=True)
class TypeRow:
    """All scored years of one type of indicator."""

    kind: str
    count: int
    mean_miss: float  # mean size of the miss: points for rates and shares, per cent for the rest
    in_percent: bool
    coverage80: float
    coverage95: float

    @property
    def name(self) -> Any:
        """The type in words."""
        return TYPE_NAMES.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the reliability curve, in per cent."""

    stated: float
    came: float
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record of a programme."""

    forecasts: int
    scored: tuple[Scored, ...]
    types: tuple[TypeRow, ...]
    curve: tuple[Point, ...]
    chances: tuple[tuple[Chance, bool], ...]
    brier: float | None
    next_look: date | None

    @property
    def next_year(self) -> int | None:
        """The earliest year a forecast waits for."""
        return None if self.next_look is None else self.next_look.year - 1

    @property
    def losses(self) -> tuple[Scored, ...]:
        """Figures outside the 95 % interval."""
        return tuple(s for s in self.scored if not s.inside95)


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the documented comparison on public data (`docs/forecasting.md`)."""

    data: Any
    method: Any
    mase: str
    covers80: str
    covers95: str
    ours: bool = False
    better: bool = False  # a peer whose point forecasts beat ours on these data


DATA = {"M3 yearly": _("M3, 645 chuỗi năm, dự báo 6 năm"), "M1 yearly": _("M1, 181 chuỗi năm, dự báo 6 năm")}
METHODS = {
    "lotrinh": "Lộ trình",
    "AutoETS + optimised Theta, mean": _("trung bình AutoETS và Theta tối ưu"),
    "their mean": _("trung bình AutoETS và Theta tối ưu"),
    "optimised Theta": _("Theta tối ưu"),
    "AutoETS": "AutoETS",
    "drift": _("bước ngẫu nhiên có xu hướng"),
    "naive": _("giữ nguyên số cuối"),
}


def documented(text: str) -> list[Measured]:
    """The tables after "M3 yearly" and "M1 yearly" in the forecasting engine's documentation.

    A cell may hold several methods ("drift / naive"); what cannot be read is left out.
    """
    rows: list[Measured] = []
    data, heads = "", dict[str, int]()
    for line in text.splitlines():
        if line.strip() and not line.startswith("|"):
            data, heads = next((d for d in DATA if line.startswith(d)), ""), {}
        cells = [c.strip() for c in line.strip()[1:-1].split("|")] if data and line.startswith("|") else []
        if "MASE" in cells:
            heads = {name: place for place, name in enumerate(cells)}
        elif cells and {"MASE", "80% covers", "95% covers"} <= set(heads):
            rows += _documented_row(data, cells, heads)
    return [_beside_ours(row, rows) for row in rows]


def _documented_row(data: str, cells: list[str], heads: dict[str, int]) -> Iterable[Measured]:
    parts = [re.sub(r"\(.*?\)", "", c).split("/") for c in cells]
    names = [n.strip() for n in parts[0]]
    columns = [parts[heads[h]] if heads[h] < len(parts) else [] for h in ("MASE", "80% covers", "95% covers")]
    for place, name in enumerate(names):
        found = [c[place].strip() for c in columns if place < len(c)]
        if name in METHODS and len(found) == 3 and all(re.fullmatch(r"\d+(\.\d+)?", n) for n in found):
            mase, covers80, covers95 = found
            yield Measured(DATA[data], METHODS[name], mase, covers80, covers95, ours=name == "lotrinh")


def _beside_ours(row: Measured, rows: list[Measured]) -> Measured:
    ours = next((float(r.mase) for r in rows if r.ours and r.data == row.data), None)
    return replace(row, better=not row.ours and ours is not None and float(row.mase) < ours)


def public_record() -> list[Measured]:
    """What was measured on public data; empty where the documentation is not installed."""
    path = settings.PROJECT_DIR / "docs" / "forecasting.md"
    try:
        return documented(path.read_text(encoding="utf-8"))
    except OSError:
        return []


def record_of(programme: Programme) -> Record:
    """Score every forecast of the programme's targets; a constant number of queries."""
    forecasts = list(
        Forecast.objects.filter(chances__target__programme=programme)
        .distinct()
        .select_related("series__indicator", "series__area_version")
        .order_by("made_at", "pk")
    )
    figures = _figures({f.series_id for f in forecasts})
    scored = [s for f in forecasts for s in _scored(f, figures)]
    settled = _settled(programme)
    return Record(
        forecasts=len(forecasts),
        scored=tuple(scored),
        types=tuple(_types(scored)),
        curve=tuple(_curve(scored)),
        chances=tuple(settled),
        brier=_brier(settled),
        next_look=_next_look(forecasts, figures),
    )


def kind_of(series: Series) -> str:
    """The type a series was forecast as, without the name of its composition; "auto" where the figures told it."""
    kind = series.indicator.forecast_type.split(":")[0] or "level"
    if kind == "composition":
        return "share"
    return kind if kind in TYPE_NAMES else "auto"


def _figures(series: set[int]) -> dict[tuple[int, str], list[Observation]]:
    """Yearly figures in force, those that count last; never demonstration data."""
    rows = known(Observation.objects.filter(series__in=series, value__isnull=False, demonstration=False))
    found: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    for row in rows.order_by("preferred", "recorded_at", "pk"):
        found[row.series_id, row.period].append(row)
    return found


def _scored(forecast: Forecast, figures: dict[tuple[int, str], list[Observation]]) -> Iterable[Scored]:
    """The years of a forecast whose figure was recorded after it was made."""
    for step in forecast.path:
        period = str(step["period"])
        there = figures.get((forecast.series_id, period), [])
        if not there or any(o.recorded_at <= forecast.made_at for o in there):
            continue  # no figure yet, or one was known when the forecast was made
        yield Scored(
            forecast, period, int(period[:4]) - int(forecast.last_period[:4]), step["median"], step["lo80"],
            step["hi80"], step["lo95"], step["hi95"], there[-1],
        )  # fmt: skip


def _types(scored: list[Scored]) -> Iterable[TypeRow]:
    if not scored:
        return
    from lotrinh.forecasting.trackrecord import coverage

    by_type: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        by_type[one.kind].append(one)
    for kind, ones in sorted(by_type.items()):
        actual = [o.value for o in ones]
        in_percent = all(o.miss_percent is not None for o in ones)
        misses = [abs(o.miss_percent if in_percent and o.miss_percent is not None else o.miss) for o in ones]
        yield TypeRow(
            kind, len(ones), round(sum(misses) / len(misses), 2), in_percent,
            coverage([o.lo80 for o in ones], [o.hi80 for o in ones], actual),
            coverage([o.lo95 for o in ones], [o.hi95 for o in ones], actual),
        )  # fmt: skip


def _curve(scored: list[Scored]) -> Iterable[Point]:
    """How often the figure stayed at or below the ends that the forecasts gave."""
    for name, stated in CLAIMS if scored else ():
        below = sum(one.value <= getattr(one, name) for one in scored)
        yield Point(stated, round(100 * below / len(scored), 1), len(scored))


def _settled(programme: Programme) -> list[tuple[Chance, bool]]:
    """Chances stated before the figure of the due year came, and whether the target was met."""
    targets = {t.pk: t for t in Target.objects.filter(programme=programme, measure="level")}
    keys = {(t.indicator_id, t.area_version_id) for t in targets.values()}
    series = {
        (s.indicator_id, s.area_version_id): s.pk
        for s in Series.objects.filter(preferred=True, indicator__in=[key[0] for key in keys])
    }
    figures = _figures(set(series.values()))
    chances = Chance.objects.filter(target__in=targets, value__isnull=False).select_related("target__indicator")
    found = []
    for chance in chances.order_by("made_at", "pk"):
        target = targets[chance.target_id]
        there = figures.get((series.get((target.indicator_id, target.area_version_id), 0), target.due[:4]), [])
        if there and all(o.recorded_at > chance.made_at for o in there):
            found.append((chance, _met(target, there[-1])))
    return found


def _met(target: Target, figure: Observation) -> bool:
    """Whether a figure meets a target; of a bare figure or range, more of the wanted direction is reaching it."""
    assert figure.value is not None
    low, high, value = target.low, target.high, figure.value
    if target.comparator in ("range", "about", "equal", "unstated"):
        low = None if target.indicator.direction == "down" else low
        high = None if target.indicator.direction == "up" else high
    exclusive = target.comparator in ("above", "below")
    above = low is None or (value > low if exclusive else value >= low)
    return above and (high is None or (value < high if exclusive else value <= high))


def _brier(settled: list[tuple[Chance, bool]]) -> float | None:
    if not settled:
        return None
    from lotrinh.forecasting.trackrecord import brier

    return round(brier([c.value or 0.0 for c, _ok in settled], [float(ok) for _c, ok in settled]), 3)


def _next_look(forecasts: list[Forecast], figures: dict[tuple[int, str], list[Observation]]) -> date | None:
    """When the first figure that a forecast waits for is usually out."""
    waiting = [
        int(str(step["period"])[:4])
        for f in forecasts
        for step in f.path
        if (f.series_id, str(step["period"])) not in figures
    ]
    return date(min(waiting) + 1, PUBLISHED_BY, 1) if waiting else None


def reliability_chart(curve: tuple[Point, ...]) -> dict[str, Any]:
    """The curve beside the diagonal, as a Vega-Lite specification."""
    points = [{"stated": p.stated, "came": p.came} for p in curve]
    axis = {"type": "quantitative", "scale": {"domain": [0, 100]}}
    return {
        "height": 260,
        "layer": [
            {
                "data": {"values": [{"stated": 0, "came": 0}, {"stated": 100, "came": 100}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": "--lt-muted"},
                "encoding": {"x": {"field": "stated", **axis}, "y": {"field": "came", **axis}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "line", "point": True, "color": "--lt-primary"},
                "encoding": {
                    "x": {"field": "stated", "title": str(_("Xác suất đã nêu (%)")), **axis},
                    "y": {"field": "came", "title": str(_("Thực tế xảy ra (%)")), **axis},
                },
            },
        ],
    }

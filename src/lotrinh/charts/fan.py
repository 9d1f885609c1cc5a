"""The fan chart of one indicator: what was observed, what is planned, what is likely, what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lotrinh.calendar import Period
from lotrinh.charts.palette import COLOURS, Theme
from lotrinh.charts.spec import Chart, Spec, base, interval, places, shown
from lotrinh.charts.words import WORDS, Language, Number, period_name

ObservationKind = Literal["estimate", "preliminary", "final"]
Line = Literal["reported", "restated"]
KINDS: tuple[ObservationKind, ...] = ("estimate", "preliminary", "final")
LINES: tuple[Line, ...] = ("reported", "restated")
_FILLS: dict[ObservationKind, float] = {"estimate": 0.0, "preliminary": 0.45, "final": 1.0}


@dataclass(frozen=True, slots=True)
class Observed:
    """One observed figure."""

    period: Period
    value: Number
    kind: ObservationKind = "final"
    line: Line = "reported"


@dataclass(frozen=True, slots=True)
class Band:
    """An interval of a forecast; `level` in percent."""

    level: int
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The forecast for one period."""

    period: Period
    middle: Number
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A point of the planned path (lộ trình)."""

    period: Period
    value: Number


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target: at least `low`, at most `high`, or between."""

    period: Period
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Where the series changes meaning, e.g. the merger of 1 July 2025 (`year` 2025.5)."""

    year: float
    label: str


def position(period: Period) -> float:
    """Where a period stands on the axis: a year at its number, other periods at their end within the year."""
    return round(period.year - 1 + period.statistical.last.month / 12, 4)


def fan_chart(
    title: str,
    unit: str,
    observed: Sequence[Observed],
    *,
    foreseen: Sequence[Foreseen] = (),
    planned: Sequence[Planned] = (),
    wanted: Sequence[Wanted] = (),
    breaks: Sequence[Break] = (),
    decimals: int | None = None,
    theme: Theme = "light",
    language: Language = "vi",
    width: int = 620,
    height: int = 300,
) -> Chart:
    """Observations by kind, up to two lines, trajectory dashed, target, intervals, a rule at each break."""
    target_ends = [end for w in wanted for end in (w.low, w.high) if end is not None]
    digits = places([o.value for o in observed] + [p.value for p in planned] + target_ends, decimals)
    fan = _Fan(unit, tuple(observed), tuple(foreseen), tuple(planned), tuple(wanted), tuple(breaks), digits, theme,
               language)  # fmt: skip
    description = fan.described(title)
    spec = base(theme, width, height, description, language)
    subtitle = [line for line in (unit, *fan.key()) if line]
    spec["title"] = {"text": title, "subtitle": subtitle, "subtitleColor": COLOURS[theme]["muted"]}
    layers = [
        *fan.interval_layers(), *fan.target_layers(), *fan.planned_layer(), *fan.break_layers(), *fan.observed_layers(),
    ]  # fmt: skip
    years = [position(p.period) for group in (observed, foreseen, planned, wanted) for p in group]
    spec["layer"] = layers or [{"data": {"values": []}, "mark": "point"}]
    spec["encoding"] = {"x": _x_axis(years, WORDS[language]["year_ends"])}
    return Chart(spec, description, *fan.table())


def _x_axis(years: list[float], ends: str) -> Spec:
    fractional = any(year != int(year) for year in years)
    axis: Spec = {"title": ends if fractional else None, "format": "d", "tickMinStep": 1, "grid": False}
    axis |= {"labelOverlap": "parity", "labelSeparation": 8}
    low, high = (min(years), max(years)) if years else (0.0, 1.0)
    pad = 0.4 + (high - low) * 0.02
    scale = {"zero": False, "nice": False, "domain": [low - pad, high + pad]}
    return {"field": "x", "type": "quantitative", "axis": axis, "scale": scale}


@dataclass(frozen=True, slots=True)
class _Fan:
    """One chart to be drawn, described and tabled."""

    unit: str
    observed: tuple[Observed, ...]
    foreseen: tuple[Foreseen, ...]
    planned: tuple[Planned, ...]
    wanted: tuple[Wanted, ...]
    breaks: tuple[Break, ...]
    digits: int
    theme: Theme
    language: Language

    # --- words

    def _word(self, name: str) -> str:
        return WORDS[self.language][name]

    def _shown(self, value: Number | None, unit: str = "") -> str:
        return shown(value, self.digits, unit, self.language)

    def _interval(self, low: Number | None, high: Number | None, unit: str = "") -> str:
        return interval(low, high, self.digits, unit, self.language)

    def _goal(self, target: Wanted, unit: str = "") -> str:
        """A target with as many decimals as its own ends need."""
        digits = places([end for end in (target.low, target.high) if end is not None], None)
        return interval(target.low, target.high, digits, unit, self.language)

    def _period(self, period: Period) -> str:
        return period_name(period, self.language, in_sentence=True)

    def key(self) -> list[str]:
        """How to read the dots where their kinds differ, and the forecast: a line each, for a phone is narrow."""
        kinds = [kind for kind in reversed(KINDS) if any(o.kind == kind for o in self.observed)]
        dots = "; ".join(self._word(f"dot_{kind}") for kind in kinds) if kinds != ["final"] else ""
        levels = sorted({band.level for point in self.foreseen for band in point.bands})
        bands = self._word("bands").format(levels=", ".join(f"{level}%" for level in levels)) if levels else ""
        middle = self._word("middle") if self.foreseen else ""
        return [line for line in (dots, bands, middle) if line]

    def described(self, title: str) -> str:
        """Whole sentences for a person who does not see the chart."""
        parts = [self._word("about").format(title=title)]
        if self.observed:
            line = [o for o in self.observed if o.line == "reported"] or list(self.observed)
            first, last = (pick(line, key=lambda o: position(o.period)) for pick in (min, max))
            parts.append(
                self._word("figures").format(
                    n=len(self.observed), first=self._period(first.period), last=self._period(last.period),
                    value=self._shown(last.value, self.unit), kind=self._word(last.kind).lower(),
                )
            )  # fmt: skip
        else:
            parts.append(self._word("no_figures"))
        parts += [
            self._word("target_in").format(period=self._period(t.period), interval=self._goal(t, self.unit))
            for t in self.wanted
        ]
        if self.foreseen:
            end = self.foreseen[-1]
            value = self._shown(end.middle, self.unit)
            parts.append(
                self._word("forecast_in").format(
                    period=self._period(end.period), value=value, widest=self._widest(end)
                )
            )  # fmt: skip
        parts += [self._word("break_at").format(label=b.label) for b in self.breaks]
        return " ".join(parts)

    def _band(self, band: Band) -> str:
        return f"{self._word('interval').format(level=band.level)}: {self._interval(band.low, band.high)}"

    def _widest(self, point: Foreseen) -> str:
        return f" ({self._band(max(point.bands, key=lambda b: b.level))})" if point.bands else ""

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Every figure drawn, as text: heads and rows."""
        entries = [(o.period, self._word(o.line), self._shown(o.value), self._word(o.kind)) for o in self.observed]
        entries += [
            (f.period, self._word("forecast"), self._shown(f.middle), "; ".join(self._band(b) for b in f.bands))
            for f in self.foreseen
        ]
        entries += [(p.period, self._word("path"), self._shown(p.value), "") for p in self.planned]
        entries += [(t.period, self._word("target"), self._goal(t), "") for t in self.wanted]
        entries.sort(key=lambda row: position(row[0]))
        value = f"{self._word('value')} ({self.unit})" if self.unit else self._word("value")
        heads = (self._word("period"), self._word("series"), value, self._word("note"))
        return heads, tuple((period_name(row[0], self.language), *row[1:]) for row in entries)

    # --- layers

    def _y(self, field: str) -> Spec:
        axis = {"title": None, "format": f",.{self.digits}~f", "tickCount": 6}
        return {"field": field, "type": "quantitative", "scale": {"zero": False}, "axis": axis}

    def interval_layers(self) -> list[Spec]:
        """The intervals, widest first, and the middle."""
        if not self.foreseen:
            return []
        blue = COLOURS[self.theme]["reported"]
        bands = [
            {"x": position(f.period), "low": float(b.low), "high": float(b.high), "level": b.level}
            for f in self.foreseen
            for b in sorted(f.bands, key=lambda b: -b.level)
        ]
        layers: list[Spec] = []
        for level in sorted({b["level"] for b in bands}, reverse=True):
            rows = [b for b in bands if b["level"] == level]
            mark: Spec = {"type": "area", "color": blue, "opacity": 0.18, "tooltip": False}
            if len(rows) == 1:
                mark = {"type": "rule", "color": blue, "opacity": 0.35, "strokeWidth": 14}
            layers.append(
                {"data": {"values": rows}, "mark": mark, "encoding": {"y": self._y("low"), "y2": {"field": "high"}}}
            )
        middle = [{"x": position(f.period), "y": float(f.middle)} for f in self.foreseen]
        line = {"type": "line", "color": blue, "strokeWidth": 1.5, "strokeDash": [2, 3]}
        return [*layers, {"data": {"values": middle}, "mark": line, "encoding": {"y": self._y("y")}}]

    def target_layers(self) -> list[Spec]:
        """Each target as a bar with its words."""
        green = COLOURS[self.theme]["target"]
        layers: list[Spec] = []
        for target in self.wanted:
            ends = [float(end) for end in (target.low, target.high) if end is not None]
            if not ends:
                continue
            words = f"{self._word('target')} {self._goal(target, self.unit)}"
            row = {"x": position(target.period), "low": ends[0], "high": ends[-1], "label": words}
            data = {"values": [row]}
            encoding = {"y": self._y("low"), "y2": {"field": "high"}}
            bar = {"type": "rule", "color": green, "strokeWidth": 6, "strokeCap": "round"}
            tick = {"type": "point", "shape": "stroke", "color": green, "size": 320, "strokeWidth": 3}
            text = {"type": "text", "color": green, "align": "right", "dx": -14, "fontSize": 12, "fontWeight": "bold"}
            label = {"text": {"field": "label"}, "y": self._y("high")}
            layers += [
                {"data": data, "mark": bar, "encoding": encoding},
                {"data": data, "mark": tick, "encoding": {"y": self._y("low")}},
                {"data": data, "mark": tick, "encoding": {"y": self._y("high")}},
                {"data": data, "mark": {**text, "baseline": "bottom", "dy": -4}, "encoding": label},
            ]
        return layers

    def planned_layer(self) -> list[Spec]:
        """The planned path, dashed."""
        if not self.planned:
            return []
        rows = [{"x": position(p.period), "y": float(p.value)} for p in self.planned]
        colour = COLOURS[self.theme]["trajectory"]
        mark = {"type": "line", "color": colour, "strokeDash": [7, 4], "strokeWidth": 1.5}
        dash = {"datum": self._word("path"), "scale": {"range": [[7, 4]]}, "legend": {"title": None}}
        return [{"data": {"values": rows}, "mark": mark, "encoding": {"y": self._y("y"), "strokeDash": dash}}]

    def break_layers(self) -> list[Spec]:
        """A rule where the series changes meaning."""
        if not self.breaks:
            return []
        colour = COLOURS[self.theme]["break"]
        data = {"values": [{"x": b.year, "label": b.label} for b in self.breaks]}
        rule = {"type": "rule", "color": colour, "strokeDash": [1, 3], "strokeWidth": 1.5}
        text = {"type": "text", "color": colour, "align": "right", "baseline": "top", "dx": -5, "fontSize": 11}
        at_top = {"text": {"field": "label"}, "y": {"value": 2}}
        return [{"data": data, "mark": rule}, {"data": data, "mark": text, "encoding": at_top}]

    def observed_layers(self) -> list[Spec]:
        """The figures: a line each for reported and restated, dots filled by how final they are."""
        if not self.observed:
            return []
        colour = COLOURS[self.theme]
        lines = [line for line in LINES if any(o.line == line for o in self.observed)]
        kinds = [kind for kind in KINDS if any(o.kind == kind for o in self.observed)]
        rows = [
            {
                "x": position(o.period), "y": float(o.value), "kind": self._word(o.kind), "line": self._word(o.line),
                "period": period_name(o.period, self.language),
            }
            for o in self.observed
        ]  # fmt: skip
        scale = {"domain": [self._word(n) for n in lines], "range": [colour[n] for n in lines]}
        by_line = {"field": "line", "type": "nominal", "scale": scale}
        y = self._y("y")
        tooltip = [
            {"field": "period", "title": self._word("period")},
            {"field": "y", "type": "quantitative", "title": self._word("figure"), "format": f",.{self.digits}f"},
            {"field": "kind", "title": self._word("kind")},
            {"field": "line", "title": self._word("series")},
        ]
        legend = {"title": None} if len(lines) > 1 else None
        path = {"y": y, "stroke": {**by_line, "legend": legend}}
        point = {"y": y, "fill": {**by_line, "legend": None}, "stroke": {**by_line, "legend": None}}
        data = {"values": rows}
        dot = {"type": "point", "size": 62, "strokeWidth": 1.8, "opacity": 1}
        under = {"type": "point", "size": 62, "filled": True, "fill": colour["background"], "fillOpacity": 1}
        return [
            {"data": data, "mark": {"type": "line", "strokeWidth": 2}, "encoding": path},
            {"data": data, "mark": {**under, "stroke": None, "opacity": 1}, "encoding": {"y": y}},
            *(
                {
                    "data": {"values": [row for row in rows if row["kind"] == self._word(kind)]},
                    "mark": {**dot, "fillOpacity": _FILLS[kind]},
                    "encoding": {**point, "tooltip": tooltip},
                }
                for kind in kinds
            ),
        ]

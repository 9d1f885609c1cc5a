"""The fan chart of one indicator: what was observed, what is planned, what is likely, what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lotrinh.calendar import Period
from lotrinh.charts.palette import COLOURS, Theme
from lotrinh.charts.spec import Chart, Number, Spec, base, interval, places, shown

ObservationKind = Literal["estimate", "preliminary", "final"]
Line = Literal["reported", "restated"]
KIND_NAMES: dict[ObservationKind, str] = {
    "estimate": "Ước tính",
    "preliminary": "Sơ bộ",
    "final": "Chính thức",
}
_DOTS = {
    "final": "chấm đặc: chính thức",
    "preliminary": "chấm nhạt: sơ bộ",
    "estimate": "chấm rỗng: ước tính",
}
_FILLS: dict[ObservationKind, float] = {"estimate": 0.0, "preliminary": 0.45, "final": 1.0}
LINE_NAMES: dict[Line, str] = {"reported": "Như đã báo cáo", "restated": "Tính lại theo địa giới mới"}


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
    width: int = 620,
    height: int = 300,
) -> Chart:
    """Observations by kind, up to two lines, trajectory dashed, target, intervals, a rule at each break."""
    target_ends = [end for w in wanted for end in (w.low, w.high) if end is not None]
    digits = places(
        [o.value for o in observed] + [p.value for p in planned] + target_ends,
        decimals,
    )
    description = _describe(title, unit, observed, foreseen, wanted, breaks, digits)
    spec = base(theme, width, height, description)
    spec["title"] = {
        "text": title,
        "subtitle": _subtitle(unit, observed),
        "subtitleColor": COLOURS[theme]["muted"],
    }
    layers = [
        *_interval_layers(foreseen, digits, theme),
        *_target_layers(wanted, digits, unit, theme),
        *_planned_layer(planned, digits, theme),
        *_break_layers(breaks, theme),
        *_observed_layers(observed, digits, theme),
    ]
    years = [position(p.period) for group in (observed, foreseen, planned, wanted) for p in group]
    spec["layer"] = layers or [{"data": {"values": []}, "mark": "point"}]
    spec["encoding"] = {"x": _x_axis(years)}
    return Chart(spec, description, *_table(unit, observed, foreseen, planned, wanted, digits))


def _subtitle(unit: str, observed: Sequence[Observed]) -> str:
    """The unit, and how to read the dots where their kinds differ."""
    kinds = [k for k in ("final", "preliminary", "estimate") if any(o.kind == k for o in observed)]
    key = "; ".join(_DOTS[k] for k in kinds) if kinds != ["final"] else ""
    return " · ".join(part for part in (unit, key) if part)


def _x_axis(years: list[float]) -> Spec:
    fractional = any(year != int(year) for year in years)
    axis: Spec = {"title": "Cuối năm" if fractional else None, "format": "d", "tickMinStep": 1, "grid": False}
    axis |= {"labelOverlap": "greedy", "labelSeparation": 8}
    low, high = (min(years), max(years)) if years else (0.0, 1.0)
    pad = 0.4 + (high - low) * 0.02
    scale = {"zero": False, "nice": False, "domain": [low - pad, high + pad]}
    return {"field": "x", "type": "quantitative", "axis": axis, "scale": scale}


def _y(field: str, digits: int) -> Spec:
    axis = {"title": None, "format": f",.{digits}~f", "tickCount": 6}
    return {"field": field, "type": "quantitative", "scale": {"zero": False}, "axis": axis}


def _interval_layers(foreseen: Sequence[Foreseen], digits: int, theme: Theme) -> list[Spec]:
    if not foreseen:
        return []
    blue = COLOURS[theme]["reported"]
    bands = [
        {"x": position(f.period), "low": float(b.low), "high": float(b.high), "level": b.level}
        for f in foreseen
        for b in sorted(f.bands, key=lambda b: -b.level)
    ]
    layers: list[Spec] = []
    for level in sorted({b["level"] for b in bands}, reverse=True):
        rows = [b for b in bands if b["level"] == level]
        mark: Spec = {"type": "area", "color": blue, "opacity": 0.18, "tooltip": False}
        if len(rows) == 1:
            mark = {"type": "rule", "color": blue, "opacity": 0.35, "strokeWidth": 14}
        layers.append(
            {
                "data": {"values": rows},
                "mark": mark,
                "encoding": {"y": _y("low", digits), "y2": {"field": "high"}},
            }
        )
    middle = [{"x": position(f.period), "y": float(f.middle)} for f in foreseen]
    line = {"type": "line", "color": blue, "strokeWidth": 1.5, "strokeDash": [2, 3]}
    return [*layers, {"data": {"values": middle}, "mark": line, "encoding": {"y": _y("y", digits)}}]


def _target_layers(wanted: Sequence[Wanted], digits: int, unit: str, theme: Theme) -> list[Spec]:
    green = COLOURS[theme]["target"]
    layers: list[Spec] = []
    for target in wanted:
        ends = [float(end) for end in (target.low, target.high) if end is not None]
        if not ends:
            continue
        words = "Mục tiêu " + interval(target.low, target.high, digits, unit)
        row = {"x": position(target.period), "low": ends[0], "high": ends[-1], "label": words}
        data = {"values": [row]}
        encoding = {"y": _y("low", digits), "y2": {"field": "high"}}
        bar = {"type": "rule", "color": green, "strokeWidth": 6, "strokeCap": "round"}
        tick = {"type": "point", "shape": "stroke", "color": green, "size": 320, "strokeWidth": 3}
        text = {
            "type": "text",
            "color": green,
            "align": "right",
            "dx": -14,
            "fontSize": 12,
            "fontWeight": "bold",
        }
        label = {"text": {"field": "label"}, "y": _y("high", digits)}
        layers += [
            {"data": data, "mark": bar, "encoding": encoding},
            {"data": data, "mark": tick, "encoding": {"y": _y("low", digits)}},
            {"data": data, "mark": tick, "encoding": {"y": _y("high", digits)}},
            {"data": data, "mark": {**text, "baseline": "bottom", "dy": -4}, "encoding": label},
        ]
    return layers


def _planned_layer(planned: Sequence[Planned], digits: int, theme: Theme) -> list[Spec]:
    if not planned:
        return []
    rows = [{"x": position(p.period), "y": float(p.value)} for p in planned]
    mark = {"type": "line", "color": COLOURS[theme]["trajectory"], "strokeDash": [7, 4], "strokeWidth": 1.5}
    encoding = {
        "y": _y("y", digits),
        "strokeDash": {"datum": "Lộ trình", "scale": {"range": [[7, 4]]}, "legend": {"title": None}},
    }
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _break_layers(breaks: Sequence[Break], theme: Theme) -> list[Spec]:
    if not breaks:
        return []
    colour = COLOURS[theme]["break"]
    data = {"values": [{"x": b.year, "label": b.label} for b in breaks]}
    rule = {"type": "rule", "color": colour, "strokeDash": [1, 3], "strokeWidth": 1.5}
    text = {"type": "text", "color": colour, "align": "right", "baseline": "top", "dx": -5, "fontSize": 11}
    at_top = {"text": {"field": "label"}, "y": {"value": 2}}
    return [{"data": data, "mark": rule}, {"data": data, "mark": text, "encoding": at_top}]


def _observed_layers(observed: Sequence[Observed], digits: int, theme: Theme) -> list[Spec]:
    if not observed:
        return []
    colour = COLOURS[theme]
    lines = [line for line in LINE_NAMES if any(o.line == line for o in observed)]
    kinds = [kind for kind in KIND_NAMES if any(o.kind == kind for o in observed)]
    rows = [
        {
            "x": position(o.period),
            "y": float(o.value),
            "kind": KIND_NAMES[o.kind],
            "line": LINE_NAMES[o.line],
            "period": o.period.name,
        }
        for o in observed
    ]
    scale = {"domain": [LINE_NAMES[n] for n in lines], "range": [colour[n] for n in lines]}
    by_line = {"field": "line", "type": "nominal", "scale": scale}
    y = _y("y", digits)
    tooltip = [
        {"field": "period", "title": "Kỳ"},
        {"field": "y", "type": "quantitative", "title": "Số liệu", "format": f",.{digits}f"},
        {"field": "kind", "title": "Loại"},
        {"field": "line", "title": "Chuỗi"},
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
                "data": {"values": [row for row in rows if row["kind"] == KIND_NAMES[kind]]},
                "mark": {**dot, "fillOpacity": _FILLS[kind]},
                "encoding": {**point, "tooltip": tooltip},
            }
            for kind in kinds
        ),
    ]


def _describe(
    title: str,
    unit: str,
    observed: Sequence[Observed],
    foreseen: Sequence[Foreseen],
    wanted: Sequence[Wanted],
    breaks: Sequence[Break],
    digits: int,
) -> str:
    parts = [f"Biểu đồ chỉ tiêu {title}."]
    if observed:
        line = [o for o in observed if o.line == "reported"] or observed
        first, last = (pick(line, key=lambda o: position(o.period)) for pick in (min, max))
        parts.append(
            f"{len(observed)} số liệu từ {first.period.name_in_sentence} "
            f"đến {last.period.name_in_sentence}; số mới nhất "
            f"{shown(last.value, digits, unit)} ({KIND_NAMES[last.kind].lower()})."
        )
    else:
        parts.append("Chưa có số liệu.")
    parts += [f"Mục tiêu {t.period.name_in_sentence}: {interval(t.low, t.high, digits, unit)}." for t in wanted]
    if foreseen:
        end = foreseen[-1]
        parts.append(f"Dự báo {end.period.name_in_sentence}: {shown(end.middle, digits, unit)}{_widest(end, digits)}.")
    parts += [f"Chuỗi thay đổi tại mốc {b.label}." for b in breaks]
    return " ".join(parts)


def _widest(point: Foreseen, digits: int) -> str:
    if not point.bands:
        return ""
    band = max(point.bands, key=lambda b: b.level)
    return f" (khoảng {band.level}%: {interval(band.low, band.high, digits)})"


def _table(
    unit: str,
    observed: Sequence[Observed],
    foreseen: Sequence[Foreseen],
    planned: Sequence[Planned],
    wanted: Sequence[Wanted],
    digits: int,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    entries = [(o.period, LINE_NAMES[o.line], shown(o.value, digits), KIND_NAMES[o.kind]) for o in observed]
    entries += [
        (f.period, "Dự báo", shown(f.middle, digits), "; ".join(
            f"khoảng {b.level}%: {interval(b.low, b.high, digits)}" for b in f.bands
        )) for f in foreseen
    ]  # fmt: skip
    entries += [(p.period, "Lộ trình", shown(p.value, digits), "") for p in planned]
    entries += [(t.period, "Mục tiêu", interval(t.low, t.high, digits), "") for t in wanted]
    entries.sort(key=lambda row: position(row[0]))
    value = f"Giá trị ({unit})" if unit else "Giá trị"
    return ("Kỳ", "Chuỗi", value, "Ghi chú"), tuple((row[0].name, *row[1:]) for row in entries)

"""Sparkline, small multiples, progress matrix and bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lotrinh.charts.fan import Observed, Wanted, position
from lotrinh.charts.palette import COLOURS, HEAT, Theme
from lotrinh.charts.spec import Chart, Spec, base, interval, places, shown
from lotrinh.charts.words import Number


def sparkline(
    title: str,
    unit: str,
    observed: Sequence[Observed],
    *,
    wanted: Wanted | None = None,
    theme: Theme = "light",
    width: int = 140,
    height: int = 32,
) -> Chart:
    """A line without axes; the last point marked, the target as a green bar at the right edge."""
    digits = places([o.value for o in observed], None)
    columns = ("Kỳ", f"Giá trị ({unit})" if unit else "Giá trị")
    rows = tuple((o.period.name, shown(o.value, digits)) for o in observed)
    description = _spark_words(title, unit, observed, wanted, digits)
    spec = base(theme, width, height, description)
    colour = COLOURS[theme]
    blue = colour["reported"]
    points = [{"x": position(o.period), "y": float(o.value)} for o in observed]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"zero": False}}
    layers: list[Spec] = [
        {"data": {"values": points}, "mark": {"type": "line", "color": blue, "strokeWidth": 1.6}},
        {
            "data": {"values": points[-1:]},
            "mark": {"type": "point", "filled": True, "color": blue, "size": 28},
        },
    ]
    if wanted is not None and points and (wanted.low is not None or wanted.high is not None):
        low = wanted.low if wanted.low is not None else wanted.high
        high = wanted.high if wanted.high is not None else low
        assert low is not None and high is not None
        ends = [{"x": points[-1]["x"], "y": float(low), "top": float(high)}]
        mark = {
            "type": "rule",
            "color": colour["target"],
            "strokeWidth": 4,
            "strokeCap": "round",
            "xOffset": 8,
        }
        layers.append({"data": {"values": ends}, "mark": mark, "encoding": {"y2": {"field": "top"}}})
    spec |= {"layer": layers, "encoding": {"x": x, "y": y}, "padding": 4}
    return Chart(spec, description, columns, rows)


def _spark_words(title: str, unit: str, observed: Sequence[Observed], wanted: Wanted | None, digits: int) -> str:
    if not observed:
        return f"{title}: chưa có số liệu."
    first, last = observed[0], observed[-1]
    words = f"{title}: từ {shown(first.value, digits, unit)} ({first.period.name_in_sentence})"
    words += f" đến {shown(last.value, digits, unit)} ({last.period.name_in_sentence})"
    if wanted is not None:
        digits = places([end for end in (wanted.low, wanted.high) if end is not None], None)
        words += f"; mục tiêu {interval(wanted.low, wanted.high, digits, unit)}"
    return words + "."


def sparkline_svg(
    title: str,
    unit: str,
    observed: Sequence[Observed],
    *,
    wanted: Wanted | None = None,
    theme: Theme = "light",
    width: int = 140,
    height: int = 32,
) -> str:
    """The same sparkline as an inline SVG, for pages with many of them: no script, no inline style."""
    chart = sparkline(title, unit, observed, wanted=wanted, theme=theme)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
    head += f'viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(chart.description)}>'
    if not observed:
        return head + "</svg>"
    ends = [float(e) for e in (wanted.low, wanted.high) if e is not None] if wanted is not None else []
    xs, ys = [position(o.period) for o in observed], [float(o.value) for o in observed]
    bottom, top = min(ys + ends), max(ys + ends)

    def down(value: float) -> float:
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return round(height - 5 - share * (height - 10), 1)

    def across(value: float) -> float:
        share = (value - xs[0]) / (xs[-1] - xs[0]) if xs[-1] > xs[0] else 1.0
        return round(5 + share * (width - 20), 1)

    colour = COLOURS[theme]
    path = " ".join(f"{across(x)},{down(y)}" for x, y in zip(xs, ys, strict=True))
    body = f'<polyline points="{path}" fill="none" stroke="{colour["reported"]}" stroke-width="1.6"/>'
    body += f'<circle cx="{across(xs[-1])}" cy="{down(ys[-1])}" r="2.6" fill="{colour["reported"]}"/>'
    if ends:
        high, low = down(max(ends)), down(min(ends))
        body += f'<rect x="{width - 7}" y="{high - 2}" width="4" height="{round(low - high + 4, 1)}" rx="2" '
        body += f'fill="{colour["target"]}"/>'
    return head + body + "</svg>"


def small_multiples(
    unit: str,
    lines: Sequence[tuple[str, Sequence[Observed]]],
    *,
    theme: Theme = "light",
    width: int = 220,
    height: int = 96,
) -> list[str]:
    """One small chart for each (name, figures), all on the same axes, as inline SVG without script or style.

    The ends of the axes are written out; a period without a figure leaves a gap in the line; a lone figure is a dot.
    The parts carry the classes `mini-line`, `mini-dot`, `mini-axis`, `mini-text`, so that a page can recolour them.
    """
    every = [o for _, figures in lines for o in figures]
    if not every:
        return [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"></svg>' for _ in lines]
    frame = _Frame.of(every, unit, theme, width, height)
    return [frame.drawn(name, sorted(figures, key=lambda o: position(o.period))) for name, figures in lines]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The common axes of small multiples."""

    first: Observed
    last: Observed
    bottom: Number
    top: Number
    digits: int
    unit: str
    theme: Theme
    width: int
    height: int

    @classmethod
    def of(cls, every: Sequence[Observed], unit: str, theme: Theme, width: int, height: int) -> _Frame:
        values = [o.value for o in every]
        low, high = min(values), max(values)
        if low > 0 and float(low) < 0.6 * float(high):
            low = 0  # bars of zero to high would look alike: begin at nothing where that keeps the shape
        first = min(every, key=lambda o: position(o.period))
        last = max(every, key=lambda o: position(o.period))
        return cls(first, last, low, high, places(values, None), unit, theme, width, height)

    def _across(self, period: Observed) -> float:
        start, end = position(self.first.period), position(self.last.period)
        share = (position(period.period) - start) / (end - start) if end > start else 0.5
        return round(10 + share * (self.width - 20), 1)

    def _down(self, value: float) -> float:
        bottom, top = float(self.bottom), float(self.top)
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return round(self.height - 20 - share * (self.height - 36), 1)

    def drawn(self, name: str, figures: Sequence[Observed]) -> str:
        colour = COLOURS[self.theme]
        words = _spark_words(name, self.unit, figures, None, self.digits)
        at = [(self._across(o), self._down(float(o.value))) for o in figures]
        axis = f'class="mini-axis" stroke="{colour["grid"]}"'
        text = f'class="mini-text" font-size="10" fill="{colour["muted"]}"'
        foot, right = self.height - 16, self.width - 10
        lowest = escape(shown(self.bottom, self.digits, self.unit if self.unit.startswith("%") else ""))
        top, highest = self._down(float(self.top)) - 4, escape(shown(self.top, self.digits, self.unit))
        parts = [
            f'<line x1="10" x2="{right}" y1="{self._down(float(end))}" y2="{self._down(float(end))}" {axis}/>'
            for end in {self.bottom, self.top}
        ]
        parts += [
            f'<text x="10" y="{top}" {text}>{highest}</text>',
            f'<text x="10" y="{foot + 12}" {text}>{_short(self.first)}</text>',
            f'<text x="{self.width / 2}" y="{foot + 12}" text-anchor="middle" {text}>{lowest}</text>',
            f'<text x="{right}" y="{foot + 12}" text-anchor="end" {text}>{_short(self.last)}</text>',
        ]
        parts += [
            f'<polyline class="mini-line" points="{" ".join(f"{x},{y}" for x, y in run)}" fill="none" '
            f'stroke="{colour["reported"]}" stroke-width="1.8"/>'
            for run in _runs(figures, at)
        ]
        parts += [f'<circle class="mini-dot" cx="{x}" cy="{y}" r="2.2" fill="{colour["reported"]}"/>' for x, y in at]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" role="img" '
        return head + f"aria-label={quoteattr(words)}>" + "".join(parts) + "</svg>"


def _short(observed: Observed) -> str:
    period = observed.period
    return str(period.year) if period.kind == "year" else period.name


def _runs(figures: Sequence[Observed], at: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Points of periods that follow one another without a gap."""
    runs: list[list[tuple[float, float]]] = []
    for index, point in enumerate(at):
        if index and figures[index - 1].period.next() == figures[index].period:
            runs[-1].append(point)
        else:
            runs.append([point])
    return [run for run in runs if len(run) > 1]


def progress_matrix(
    title: str,
    groups: Sequence[str],
    statuses: Sequence[str],
    counts: Mapping[tuple[str, str], int],
    *,
    theme: Theme = "light",
    width: int = 620,
) -> Chart:
    """Groups of tasks × statuses; the number stands in the cell, the shade repeats it. Missing means 0."""
    cells = [{"group": g, "status": s, "count": counts.get((g, s), 0)} for g in groups for s in statuses]
    total = sum(int(str(cell["count"])) for cell in cells)
    description = f"{title}: {len(groups)} nhóm, {len(statuses)} trạng thái, tổng {shown(total, 0)} nhiệm vụ."
    spec = base(theme, width, max(60, 30 * len(groups)), description)
    spec["title"] = title
    spec["data"] = {"values": cells}
    head = {
        "title": None,
        "orient": "top",
        "labelAngle": 0,
        "labelLimit": 110,
        "domain": False,
        "ticks": False,
    }
    side = {"title": None, "labelLimit": 300, "domain": False, "ticks": False}
    spec["encoding"] = {
        "x": {"field": "status", "type": "nominal", "sort": list(statuses), "axis": head},
        "y": {"field": "group", "type": "nominal", "sort": list(groups), "axis": side},
    }
    shade = {
        "field": "count",
        "type": "quantitative",
        "scale": {"range": list(HEAT[theme]), "domainMin": 0},
        "legend": None,
    }
    frame = {"type": "rect", "stroke": COLOURS[theme]["background"], "strokeWidth": 2}
    figure = {"type": "text", "color": COLOURS[theme]["text"], "fontSize": 12}
    number = {"field": "count", "type": "quantitative", "format": ",d"}
    spec["layer"] = [
        {"mark": frame, "encoding": {"color": shade}},
        {"mark": figure, "encoding": {"text": number}},
    ]
    rows = tuple((g, *(shown(counts.get((g, s), 0), 0) for s in statuses)) for g in groups)
    return Chart(spec, description, ("Nhóm nhiệm vụ", *statuses), rows)


def bars(
    title: str,
    unit: str,
    items: Sequence[tuple[str, Number]],
    *,
    decimals: int | None = None,
    danger: bool = False,
    theme: Theme = "light",
    width: int = 480,
) -> Chart:
    """Horizontal bars in the order given, the figure at the end of each; `danger` for late work."""
    digits = places([value for _, value in items], decimals)
    listed = "; ".join(f"{name} {shown(value, digits, unit)}" for name, value in items[:5])
    more = f"; và {len(items) - 5} mục khác" if len(items) > 5 else ""
    description = f"{title}: {listed}{more}." if items else f"{title}: chưa có số liệu."
    spec = base(theme, width, max(40, 26 * len(items)), description)
    spec["title"] = title
    values = [{"name": n, "value": float(v), "label": shown(v, digits, unit)} for n, v in items]
    spec["data"] = {"values": values}
    axis = {"title": None, "labelLimit": 300, "domain": False, "ticks": False}
    spec["encoding"] = {
        "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}},
        "y": {"field": "name", "type": "nominal", "sort": None, "axis": axis},
    }
    colour = COLOURS[theme]
    text = {"type": "text", "align": "left", "dx": 5, "color": colour["text"], "fontSize": 12}
    spec["layer"] = [
        {
            "mark": {
                "type": "bar",
                "color": colour["danger" if danger else "reported"],
                "height": {"band": 0.7},
            }
        },
        {"mark": text, "encoding": {"text": {"field": "label"}}},
    ]
    return Chart(spec, description, (title, unit or "Số lượng"), tuple((n, shown(v, digits)) for n, v in items))

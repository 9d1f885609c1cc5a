"""The chart of a restated series: as reported and restated, two lines where they differ."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lotrinh_web.indicators.areas.restated import Restated, Row
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.templatetags.lotrinh import local


def restated_chart(indicator: Indicator, restated: Restated) -> dict[str, Any] | None:
    """The territory with the most restated years: its own figures solid, the restated ones dashed."""
    by_area: dict[str, list[Row]] = {}
    for row in restated.rows:
        by_area.setdefault(row.area.code, []).append(row)
    rows = max(by_area.values(), key=lambda held: sum(r.restated is not None for r in held), default=[])
    names = {"reported": _("như đã công bố"), "restated": _("tính lại theo địa giới đã chọn")}
    values = [
        {"year": int(row.period), "value": float(value), "line": names[kind]}
        for row in rows
        for kind, value in (
            ("reported", row.reported.value if row.reported is not None else None), ("restated", row.restated),
        )
        if value is not None
    ]  # fmt: skip
    if not values:
        return None
    scale = {"domain": list(names.values()), "range": ["--lt-primary", "--lt-c2"]}
    colour = {"field": "line", "type": "nominal", "title": None, "scale": scale,
              "legend": {"labelLimit": 270, "columns": 1, "symbolDash": [1, 0]}}  # fmt: skip
    dash = {**colour, "scale": {"domain": scale["domain"], "range": [[1, 0], [5, 4]]}}
    x = {
        "field": "year", "type": "quantitative", "axis": {"format": "d", "tickMinStep": 1, "title": None},
        "scale": {"zero": False, "nice": False, "padding": 12},
    }  # fmt: skip
    y = {"field": "value", "type": "quantitative", "title": indicator.unit, "scale": {"zero": False}}
    spec = {
        "height": 260,
        "data": {"values": values},
        "encoding": {"x": x, "y": y, "color": colour},
        "layer": [
            {"mark": "line", "encoding": {"strokeDash": dash}},
            {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}},
        ],
    }
    heads = [_("Năm"), names["reported"], names["restated"]]
    table = [(r.period, r.reported.value if r.reported is not None else None, r.restated) for r in rows]
    return {"spec": spec, "heads": heads, "rows": table, "area": local(rows[0].area, "name")}

"""Charts of disbursement against plan. Amounts stay exact: they go to the browser as decimal text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from lotrinh_web.products.projects.queries import ProjectRow
from lotrinh_web.templatetags.lotrinh import figure

MOST = 12


def shares_chart(found: Sequence[ProjectRow]) -> dict[str, Any] | None:
    """Share of the year's plan paid, a bar a project, the lowest first; a mark where it stood a year before."""
    known = sorted((row for row in found if row.year.share is not None), key=lambda row: row.year.share or 0)[:MOST]
    if not known:
        return None
    values = [
        {"project": row.project.code, "share": row.year.share, "before": row.last_year_share,
         "over": "1" if row.year.over_plan else "0"}
        for row in known
    ]  # fmt: skip
    order = [row.project.code for row in known]
    y = {"field": "project", "type": "nominal", "title": None, "sort": order}
    x = {"type": "quantitative", "title": _("% kế hoạch vốn năm")}
    spec = {
        "data": {"values": values, "format": {"parse": {"share": "number", "before": "number"}}},
        "height": 28 * len(known),
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 2},
                "encoding": {
                    "y": y, "x": {**x, "field": "share"},
                    "color": {
                        "field": "over", "type": "nominal", "legend": None,
                        "scale": {"domain": ["0", "1"], "range": ["--lt-primary", "--lt-danger"]},
                    },
                },
            },
            {
                "transform": [{"filter": "isValid(datum.before)"}],
                "mark": {"type": "tick", "color": "--lt-text", "thickness": 3, "size": 22},
                "encoding": {"y": y, "x": {**x, "field": "before"}},
            },
        ],
    }  # fmt: skip
    heads = [_("Dự án"), _("% kế hoạch"), _("Cùng tháng năm trước (%)")]
    rows = [[row.project.code, row.year.share, row.last_year_share] for row in known]
    words = _("Thanh: đã giải ngân so với kế hoạch năm; vạch đứng: cùng tháng năm trước; đỏ: vượt kế hoạch.")
    return {"spec": spec, "words": words, "heads": heads, "rows": rows}


def months_chart(row: ProjectRow) -> dict[str, Any] | None:
    """Paid since 1 January by month, this year and the year before, with the year's plan as a line."""
    years = [figures for figures in (row.year, row.before) if figures.months]
    if not years:
        return None
    values = [
        {"year": str(figures.year), "month": month, "paid": paid} for figures in years for month, paid in figures.months
    ]
    unit = str(row.project.get_unit_display())
    names = [str(figures.year) for figures in years]
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "title": _("tháng"), "scale": {"domain": [*range(1, 13)]},
                      "axis": {"labelAngle": 0}},
                "y": {"field": "paid", "type": "quantitative", "title": unit},
                "color": {
                    "field": "year", "type": "nominal", "title": None, "legend": {"orient": "bottom"},
                    "scale": {"domain": names, "range": ["--lt-primary", "--lt-c2"][: len(names)]},
                },
                "strokeDash": {
                    "field": "year", "type": "nominal", "title": None,
                    "scale": {"domain": names, "range": [[1, 0], [5, 3]][: len(names)]},
                },
            },
        }
    ]  # fmt: skip
    if row.year.plan is not None:
        layers.append({
            "data": {"values": [{"plan": row.year.plan}], "format": {"parse": {"plan": "number"}}},
            "mark": {"type": "rule", "color": "--lt-done", "strokeWidth": 2},
            "encoding": {"y": {"field": "plan", "type": "quantitative"}},
        })  # fmt: skip
    spec = {"data": {"values": values, "format": {"parse": {"paid": "number"}}}, "height": 260, "layer": layers}
    words = _("Giải ngân lũy kế theo tháng (%(unit)s).") % {"unit": unit}
    if row.year.plan is not None:
        words += " " + _("Đường ngang: kế hoạch vốn năm %(year)s, %(plan)s %(unit)s.") % {
            "year": row.year.year, "plan": figure(row.year.plan), "unit": unit,
        }  # fmt: skip
    by_year = [dict(figures.months) for figures in (row.year, row.before)]
    rows = [[f"{month:02}", *(found.get(month) for found in by_year)] for month in range(1, 13)]
    heads = [_("Tháng"), str(row.year.year), str(row.before.year)]
    return {"spec": spec, "words": words, "heads": heads, "rows": rows}

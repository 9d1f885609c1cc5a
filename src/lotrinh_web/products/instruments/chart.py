"""The chart of instruments by stage."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from lotrinh_web.products.instruments.queries import State
from lotrinh_web.products.models import Stage

COLOURS = {
    State.PROMULGATED: "--lt-done", State.AWAITING: "--lt-wait", State.OPEN: "--lt-open", State.OVERDUE: "--lt-danger",
}  # fmt: skip


def stage_chart(counts: dict[str, Counter[str]]) -> dict[str, Any]:
    """How many instruments stand in each stage, by state: specification, sentence, table."""
    values = [
        {"stage": str(stage.label), "place": place, "state": str(state.label), "order": order, "n": n}
        for place, stage in enumerate(Stage)
        for order, state in enumerate(COLOURS)
        if (n := counts[stage.value][state.value])
    ]
    heads = [_("Giai đoạn"), *(str(state.label) for state in COLOURS)]
    rows = [[str(stage.label), *(counts[stage.value][state.value] for state in COLOURS)] for stage in Stage]
    present = [state for state in COLOURS if any(found[state.value] for found in counts.values())]
    late = sum(found[State.OVERDUE.value] for found in counts.values())
    whole = sum(found.total() for found in counts.values())
    spec = {
        "data": {"values": values},
        "height": 220,
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "y": {
                "field": "stage", "type": "nominal", "title": None, "axis": {"labelLimit": 200},
                "scale": {"domain": [str(stage.label) for stage in Stage]},
            },
            "x": {
                "field": "n", "type": "quantitative", "title": _("số văn bản"),
                "axis": {"tickMinStep": 1, "format": "d"},
            },
            "order": {"field": "order", "type": "ordinal"},
            "color": {
                "field": "state", "type": "nominal", "title": None, "legend": {"orient": "bottom", "columns": 2},
                "scale": {
                    "domain": [str(state.label) for state in present], "range": [COLOURS[state] for state in present],
                },
            },
        },
    }  # fmt: skip
    words = _("%(n)s văn bản; %(late)s văn bản có bước quá hạn.") % {"n": whole, "late": late}
    return {"spec": spec, "words": words, "heads": heads, "rows": rows}

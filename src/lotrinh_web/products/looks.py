"""How a product's state shows: word, shape and tone, the same on lists, boards, pages and timelines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lotrinh_web.products.models import Check, ProductEvent

Look = tuple[str, str]  # tone, shape
Kind = ProductEvent.Kind

INSTRUMENT: dict[str, Look] = {
    "overdue": ("danger", "triangle"), "open": ("open", "ring"), "awaiting": ("wait", "hourglass"),
    "promulgated": ("done", "disc-check"), "replaced": ("quiet", "loop"), "withdrawn": ("quiet", "cross"),
}  # fmt: skip
STEP: dict[str, Look] = {
    "done": ("done", "disc-check"), "done_late": ("late", "disc-bar"), "left_out": ("quiet", "cross"),
    "overdue": ("danger", "triangle"), "soon": ("soon", "half-ring"), "open": ("open", "ring"),
    "unplanned": ("quiet", "dashed-ring"),
}  # fmt: skip
FINDING: dict[str, Look] = {
    "overdue": ("danger", "triangle"), "open": ("open", "ring"), "claimed": ("wait", "hourglass"),
    "closed_late": ("late", "disc-bar"), "closed_on_time": ("done", "disc-check"),
}  # fmt: skip
CHECK: dict[str, Look] = {
    Check.ENTERED: ("open", "half-ring"), Check.APPROVED: ("wait", "hourglass"),
    Check.CONFIRMED: ("done", "disc-check"), Check.RETURNED: ("danger", "arrow-back"),
    Check.UNDONE: ("quiet", "cross"),
}  # fmt: skip
EVENT: dict[str, Look] = {
    Kind.APPROVED: ("wait", "ring-check"), Kind.CONFIRMED: ("done", "disc-check"),
    Kind.RETURNED: ("danger", "arrow-back"), Kind.UNDONE: ("soon", "arrow-back"),
    Kind.WITHDRAWN: ("quiet", "cross"), Kind.REPLACED: ("quiet", "loop"),
    Kind.CLOSED: ("done", "disc-check"), Kind.REOPENED: ("soon", "loop"), Kind.PLANNED: ("soon", "half-ring"),
    Kind.STEP_DONE: ("open", "disc"), Kind.STEP_LEFT_OUT: ("quiet", "cross"), Kind.CORRECTED: ("soon", "half-ring"),
    Kind.BECAME_TASK: ("open", "disc"),
}  # fmt: skip


def look(state: str, table: dict[str, Look]) -> Look:
    """Tone and shape of a state."""
    return table.get(state, ("quiet", "ring"))


def timeline_of(events: Iterable[ProductEvent]) -> list[dict[str, Any]]:
    """A product's events, newest first, as the timeline component wants them."""
    found = []
    for event in events:
        tone, shape = look(event.kind, EVENT)
        title = str(event.get_kind_display())
        if event.demonstration:
            title += " · " + _("dữ liệu trình diễn")
        found.append({
            "when": f"{event.on:%d/%m/%Y}", "title": title, "who": str(event.actor or ""), "body": event.words,
            "reason": event.reason, "document": event.document, "tone": tone, "shape": shape,
        })  # fmt: skip
    return found

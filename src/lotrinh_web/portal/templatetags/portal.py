"""Small tags of the portal's own pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lotrinh_web.reporting.models import Submission
from lotrinh_web.reporting.queries import RoundRow
from lotrinh_web.templatetags.components import TASK_STATES, UNKNOWN, shape_svg
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.queries import AgencyRow
from lotrinh_web.workplan.status import Status

register = template.Library()


@register.simple_tag
def status_head(status: Any) -> SafeString:
    """A status as a narrow column's head: its shape above its short name."""
    state = TASK_STATES.get(str(status), UNKNOWN)
    return format_html("{}{}", shape_svg(state.shape), state.short)


@register.simple_tag
def done_of(row: AgencyRow) -> str:
    """Completed of those a body leads: "3/12"."""
    done = row.counts[Status.DONE_ON_TIME] + row.counts[Status.DONE_LATE]
    return f"{figure(done)}/{figure(row.leads)}" if row.leads else "–"


@register.filter
def states(row: RoundRow) -> list[tuple[str, int]]:
    """A round's submissions by state, in the order they are gone through; empty states are left out."""
    return [(state, row.counts[state]) for state in Submission.State.values if row.counts[state]]

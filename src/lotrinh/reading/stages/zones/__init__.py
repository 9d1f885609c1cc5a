"""What each line is: letterhead, place and date, type, title, body, recipients, signature, annex.

Reads: strips. Writes: strips[*].zone.
"""

from __future__ import annotations

from typing import cast

from lotrinh.reading.model import Reading, Zone
from lotrinh.reading.stages.zones.first_page import mark_first_page, mark_strays
from lotrinh.reading.stages.zones.last_pages import mark_last_pages


def run(reading: Reading) -> None:
    """Marks every strip with its zone."""
    strips = [s for s in reading.strips if s.role in ("body", "textbox")]
    for strip in reading.strips:
        if strip.role not in ("body", "textbox"):
            strip.zone = cast(Zone, "table" if strip.role == "table" else strip.role)
    first = mark_first_page(strips)
    end = mark_last_pages(strips, first)
    for strip in strips[first:end]:
        strip.zone = strip.zone or "body"
    mark_strays(strips, first)

"""What each line is: letterhead, place and date, type, title, body, recipients, signature, annex.

Reads: strips. Writes: strips[*].zone.
"""

from __future__ import annotations

import re
from typing import cast

from lotrinh.reading.model import Reading, Zone
from lotrinh.reading.stages.zones.first_page import mark_first_page, mark_strays
from lotrinh.reading.stages.zones.last_pages import mark_last_pages

_RULE = re.compile(r"[-–—_=*]{3,120}")  # drawn across the page, and no bullet


def run(reading: Reading) -> None:
    """Marks every strip with its zone."""
    strips = [s for s in reading.strips if s.role in ("body", "textbox")]
    for strip in reading.strips:
        if strip.role not in ("body", "textbox"):
            strip.zone = cast(Zone, "table" if strip.role == "table" else strip.role)
    first = mark_first_page(strips)
    end = mark_last_pages(strips, first)
    for strip in strips[first:end]:
        strip.zone = strip.zone or ("rule" if _RULE.fullmatch(strip.text.strip()) else "body")
    mark_strays(strips, first)

"""Addresses that carry filters and the day a page speaks of."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone


def tasks_address(on: date | None = None, **choices: str) -> str:
    """The task list with these filters, on the same day as the page that leads there.

    `trang_thai`, `co_quan` stand for the list's own `trang-thai`, `co-quan`: hyphens are no part of a Python name.
    """
    query = {name.replace("_", "-"): value for name, value in choices.items() if value}
    if on is not None and on != timezone.localdate():
        query["ngay"] = on.isoformat()
    return reverse("workplan:tasks") + (f"?{urlencode(query)}" if query else "")

"""The day a figure is due."""

from __future__ import annotations

from datetime import date

import pytest

from lotrinh.calendar import parse_period
from lotrinh.checks.timing import due_day


@pytest.mark.parametrize(
    ("period", "lags", "day"),
    [
        ("2026-Q1", {"quarter": 6}, date(2026, 4, 6)),
        ("2025", {"quarter": 6}, date(2026, 6, 30)),  # nothing said of years: assumed, end of June
        ("2026-02", {}, date(2026, 3, 15)),
        ("2026-H1", {"half_year": 0}, date(2026, 6, 30)),
    ],
)
def test_due_day(period: str, lags: dict[str, int], day: date) -> None:
    assert due_day(parse_period(period), lags) == day

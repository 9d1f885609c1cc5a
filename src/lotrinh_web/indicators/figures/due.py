"""When figures are due, so that the check for late ones has something to hold them against."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lotrinh.errors import LotrinhError
from lotrinh_web.indicators.models import Observation

if TYPE_CHECKING:
    from lotrinh.calendar import Period
    from lotrinh.checks.records import Record


def earliest_day(vintage: str) -> date | None:
    """The first day a date of publication such as 2025-04-24, 2025-04 or 2025 can mean; None for other words."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", vintage.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def due_records(
    rows: list[Observation], records: list[Record], published: dict[tuple[int, str], date], today: date
) -> list[Record]:
    """The records with their due days, and one more for the next period of each series that is due and not there.

    A preferred series is expected to go on with the kinds of period it had before. Only the first absent period is
    told. Nothing is due of a territory that has ended, before it began, or of what was said not to apply.
    """
    out = []
    following: dict[tuple[int, str], tuple[Period, Observation, Record]] = {}
    for o, record in zip(rows, records, strict=True):
        period = _period(o.period)
        if period is None or not o.series.preferred:
            out.append(record)
            continue
        silent = o.value is None and o.missing == Observation.Missing.NOT_APPLICABLE
        due = None if silent else _due(o, period, today)
        out.append(replace(record, due=due, reported=published.get((o.series_id, o.period))))
        key = (o.series_id, period.kind)
        if key not in following or _later(period, following[key][0]):
            following[key] = (period, o, record)
    present = _present(rows)
    for period, o, record in following.values():
        after = _next(period, present[o.series_id])
        due = _due(o, after, today)
        if due is not None and due < today and _goes_on(o):
            out.append(replace(record, period=after.code, value=None, kind="", group="", whole="", due=due))
    return out


def _due(o: Observation, period: Period, today: date) -> date | None:
    """The day a figure of the series is due; None where nobody is to give one."""
    from lotrinh.checks.timing import due_day

    area = o.series.area_version
    due = due_day(period, o.series.indicator.publication_lag)
    if (area.valid_to and area.valid_to < today) or (area.valid_from and due < area.valid_from):
        return None
    return due


def _next(period: Period, present: set[str]) -> Period:
    """The period that follows; a series with first halves only goes on with the next first half."""
    from lotrinh.calendar import Period as Of

    if period.kind == "half_year" and not any(code.endswith("-H2") for code in present):
        return Of(period.kind, period.year + 1, period.number)
    return period.next()


def _goes_on(o: Observation) -> bool:
    """Whether the indicator is published regularly; a census is not."""
    kinds = o.series.indicator.frequency.split(",")
    return bool({"month", "quarter", "half_year", "nine_months", "year"} & set(kinds))


def _present(rows: list[Observation]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for o in rows:
        found[o.series_id].add(o.period)
    return found


def _later(one: Period, other: Period) -> bool:
    return one.statistical.last > other.statistical.last


def _period(code: str) -> Period | None:
    from lotrinh.calendar import parse_period

    try:
        return parse_period(code)
    except (LotrinhError, ValueError):
        return None

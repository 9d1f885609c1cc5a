"""The task list on a narrow screen: groups by status, what presses first, the first few of each and a way to the rest.

A table of fifty rows is fifteen screens on a phone. Here each status is one line with its number, which opens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from lotrinh_web.workplan.queries import TaskRow, rows
from lotrinh_web.workplan.status import Status, TaskOn

FIRST = 8  # cards of a status shown at once
PRESSING = (Status.OVERDUE, Status.DUE_SOON, Status.UNASSIGNED, Status.AWAITING)
OPEN = (Status.IN_TIME, Status.CONTINUOUS, Status.SUSPENDED)
ORDER = (*PRESSING, *OPEN, Status.DONE_ON_TIME, Status.DONE_LATE, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The tasks of one status: how many there are, the first of them, those of the same page behind one more press
    (`rest`), or where all of them are (`href`, "" where all are here)."""

    status: Status
    number: int
    first: list[TaskRow]
    rest: list[TaskRow]
    href: str
    opened: bool


def status_groups(
    tasks: QuerySet[TaskOn],
    page: Page[TaskOn],
    found: list[TaskRow],
    counts: Counter[str],
    links: Mapping[Status, str],
    on: date,
    *,
    alone: bool,
) -> tuple[list[StatusGroup], bool]:
    """Groups of the tasks asked for, and whether they are those of `page` (then its page numbers belong to them).

    `tasks` are all asked for, `found` the rows of `page`, `counts` how many of each status there are, `links` where
    those of one status are shown; `alone` says that one status was asked for. That, and a list of one page, is grouped
    as it is; of a longer list each group shows its first tasks and leads to the rest.
    """  # fmt: skip
    whole = page.paginator.num_pages == 1
    paged = whole or alone
    shown = found if paged else rows(_first_of_each(tasks), on)
    by_status = {status: [row for row in shown if row.status == status] for status in ORDER}
    present = [status for status in ORDER if by_status[status]]
    groups = []
    for status in present:
        here = by_status[status]
        number = len(here) if whole else counts[status]
        href = links.get(status, "") if not paged and number > len(here) else ""
        opened = status in PRESSING or status == present[0]
        groups.append(StatusGroup(status, number, here[:FIRST], here[FIRST:], href, opened))
    return groups, paged


def _first_of_each(tasks: QuerySet[TaskOn]) -> QuerySet[TaskOn]:
    """The first tasks of each status in the order of the list."""
    order: Sequence[Any] = tasks.query.order_by or ("order",)
    place = Window(RowNumber(), partition_by="status", order_by=[*order, "pk"])
    return tasks.annotate(place_in_status=place).filter(place_in_status__lte=FIRST)

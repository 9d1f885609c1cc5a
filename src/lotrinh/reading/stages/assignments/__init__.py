"""Who must do what: task tables, and the lowest nodes of the organising part.

Reads: header, nodes, annexes, body_tables. Writes: assignments, actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.reading import actors
from lotrinh.reading.model import Assignment, Reading
from lotrinh.reading.stages import leaderlines, tasktables
from lotrinh.reading.stages.assignments.organising import of_organising_part
from lotrinh.text import dates


def run(reading: Reading) -> None:
    """Fills `assignments` and `actors`."""
    found = [*of_organising_part(reading), *leaderlines.assignments(reading), *_tables(reading)]
    order = {n.path: i for i, n in enumerate(reading.nodes)}
    found.sort(key=lambda a: (order.get(a.path, order.get(a.path.split(".r")[0], 1 << 30)), a.start))
    reading.assignments = found
    _years(reading)
    for assignment in found:
        for name in (*assignment.lead, *assignment.coordinating):
            if name not in reading.actors:
                reading.actors[name] = actors.resolve(name)


def _years(reading: Reading) -> None:
    """ "Trước ngày 10/12" without a year is of the document's own year, if that day is still to come and the document
    is not one of several years."""
    issued = reading.header.date
    if issued is None or re.search(r"\d{4}\s?[-–]\s?\d{4}|đến năm", reading.header.title or ""):
        return
    for assignment in reading.assignments:
        told = assignment.deadline
        if told.kind != "date" or told.due is not None or not told.text:
            continue
        for written in dates.find_dates(told.text):
            if written.day and written.month and written.year is None:
                due = f"{issued[:4]}-{written.month:02}-{written.day:02}"
                told.due = due if due >= issued and dates.exists(due) else None


def _tables(reading: Reading) -> Iterator[Assignment]:
    for annex in reading.annexes:
        yield from tasktables.assignments(annex.path, annex.tables)
    by_path: dict[str, list[tasktables.Table]] = {}
    for table, path in reading.body_tables:
        by_path.setdefault(path, []).append(table)
    for path, tables in by_path.items():
        yield from tasktables.assignments(path, tables)

"""Who must do what: task tables, and the lowest nodes of the organising part.

Reads: header, nodes, annexes, body_tables. Writes: assignments, watchers, actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.reading import actors, deadlines
from lotrinh.reading.model import Assignment, Reading
from lotrinh.reading.stages import leaderlines, tasktables
from lotrinh.reading.stages.assignments.organising import of_organising_part


def run(reading: Reading) -> None:
    """Fills `assignments`, `watchers` and `actors`."""
    found = list(of_organising_part(reading))
    found += leaderlines.assignments(reading, {a.path for a in found})
    found += _tables(reading)
    order = {n.path: i for i, n in enumerate(reading.nodes)}
    found.sort(key=lambda a: (order.get(a.path, order.get(a.path.split(".r")[0], 1 << 30)), a.start))
    reading.assignments = [a for a in found if not a.watches]
    reading.watchers = [a for a in found if a.watches]
    _years(reading)
    for assignment in found:
        for name in (*assignment.lead, *assignment.coordinating):
            if name not in reading.actors:
                reading.actors[name] = actors.resolve(name)


# The days and years of the documents a title names.
_CITED = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}|/20\d{2}/")


def _years(reading: Reading) -> None:
    """Days, months and quarters without a year are of the one year the title names, or else of the year the document is
    of, if they are still to come then and it is not one of several years."""
    title, issued = reading.header.title or "", reading.header.date
    named = set(re.findall(r"(?<!\d)20\d{2}(?!\d)", _CITED.sub("", title)))
    if re.search(r"\d{4}\s?[-–]\s?\d{4}|đến năm", title) or not (issued or len(named) == 1):
        return
    year = int(named.pop()) if len(named) == 1 else int((issued or "0")[:4])
    if issued and year < int(issued[:4]):
        year = int(issued[:4])
    for assignment in reading.assignments:
        told = assignment.deadline
        if told.kind in ("date", "month", "quarter") and told.due is None:
            found = deadlines.in_year(told, year)
            if issued is None or found.due is None or found.due >= issued:
                assignment.deadline = found


def _tables(reading: Reading) -> Iterator[Assignment]:
    for annex in reading.annexes:
        yield from tasktables.assignments(annex.path, annex.tables)
    by_path: dict[str, list[tasktables.Table]] = {}
    for table, path in reading.body_tables:
        by_path.setdefault(path, []).append(table)
    for path, tables in by_path.items():
        yield from tasktables.assignments(path, tables)

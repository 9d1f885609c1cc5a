"""Rows that many tests start from: made once by the real actions, afterwards put back as they were written.

Making the small programme takes a hundred statements with their checks and entries of the trail; putting its rows back
takes one statement for each table. Each test still has a database of its own, with the same keys and counters.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

Made = TypeVar("Made")
Rows = dict[str, dict[int, tuple[Any, ...]]]


@dataclass(frozen=True)
class Memory:
    """What was written, by table; where the counters of keys stood afterwards; what the maker answered."""

    rows: dict[str, list[tuple[Any, ...]]]
    counters: tuple[tuple[str, int], ...]
    answer: bytes


MEMORIES: dict[Any, Memory] = {}


def remembered(make: Callable[[], Made]) -> Made:
    """What `make` writes and answers. It must depend on nothing but a database without other rows of its kind.

    Remembered on SQLite, for the same state of the counters and the same day; elsewhere it is made each time.
    """
    if connection.vendor != "sqlite":
        return make()
    connection.ensure_connection()
    key = (make.__module__, make.__qualname__, _counters(), timezone.localdate())
    memory = MEMORIES.get(key)
    if memory is None:
        before = _rows()
        made = make()
        MEMORIES[key] = Memory(_added(before, _rows()), _counters(), pickle.dumps(made))
        return made
    with transaction.atomic():
        _put_back(memory)
    answer: Made = pickle.loads(memory.answer)
    return answer


def _all(sql: str) -> list[tuple[Any, ...]]:
    return connection.connection.execute(sql).fetchall()


def _counters() -> tuple[Any, ...]:
    return tuple(_all("SELECT name, seq FROM sqlite_sequence ORDER BY name"))


def _rows() -> Rows:
    """Every row of every table by its row number, as stored (`+` keeps the driver from converting it)."""
    content: Rows = {}
    for (table,) in _all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = ", ".join(f'+"{column[1]}"' for column in _all(f'PRAGMA table_info("{table}")'))
        content[table] = {row[0]: row[1:] for row in _all(f'SELECT rowid, {columns} FROM "{table}"')}
    return content


def _added(before: Rows, after: Rows) -> dict[str, list[tuple[Any, ...]]]:
    added = {}
    for table, rows in after.items():
        assert {number: rows.get(number) for number in before[table]} == before[table], f"{table} lost or changed rows"
        if new := [row for number, row in rows.items() if number not in before[table]]:
            added[table] = new
    return added


def _put_back(memory: Memory) -> None:
    for table, rows in memory.rows.items():
        columns = ", ".join(f'"{column[1]}"' for column in _all(f'PRAGMA table_info("{table}")'))
        places = ", ".join("?" * len(rows[0]))
        connection.connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', rows)
    connection.connection.executemany(
        "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", [(seq, name) for name, seq in memory.counters]
    )

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

from lotrinh_web.audit.models import AuditHead

Made = TypeVar("Made")
Rows = dict[str, dict[int, tuple[Any, ...]]]
HEAD = AuditHead._meta.db_table


@dataclass(frozen=True)
class Memory:
    """Statements with the rows they write, and the answer of the maker."""

    statements: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    answer: bytes


MEMORIES: dict[Any, Memory] = {}


def remembered(make: Callable[[], Made], *about: object) -> Made:
    """What `make` writes and answers; `about` tells makers apart that come from one place in the source.

    `make` must depend on nothing but the database, and write nothing but rows. Remembered for a day, the counters of
    keys and the head of the trail (which stands for all that was done before). On PostgreSQL it is made each time.
    """
    if connection.vendor != "sqlite":
        return make()
    connection.ensure_connection()
    key = (
        make.__module__,
        make.__qualname__,
        about,
        timezone.localdate(),
        _counters(),
        tuple(_all(f"SELECT * FROM {HEAD}")),
    )
    memory = MEMORIES.get(key)
    if memory is None:
        before = _rows()
        made = make()
        MEMORIES[key] = Memory((*_written(before, _rows()), _counting()), pickle.dumps(made))
        return made
    with transaction.atomic():
        for statement, rows in memory.statements:
            connection.connection.executemany(statement, rows)
    answer: Made = pickle.loads(memory.answer)
    return answer


def _all(sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.connection.execute(sql).fetchall()
    return found


def _counters() -> tuple[Any, ...]:
    return tuple(_all("SELECT name, seq FROM sqlite_sequence ORDER BY name"))


def _counting() -> tuple[str, list[tuple[Any, ...]]]:
    return "UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1", list(_counters())


def _columns(table: str) -> list[str]:
    return [f'"{column[1]}"' for column in _all(f'PRAGMA table_info("{table}")')]


def _query(table: str) -> str:
    """Each row with its number, as stored (`+` keeps the driver from converting)."""
    return f'SELECT rowid, {", ".join(f"+{column}" for column in _columns(table))} FROM "{table}"'


def _rows() -> Rows:
    tables = _all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {table: {row[0]: row[1:] for row in _all(_query(table))} for (table,) in tables}


def _written(before: Rows, after: Rows) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """What puts the difference back; nothing that is remembered takes rows away."""
    statements = []
    for table, rows in after.items():
        assert before[table].keys() <= rows.keys(), f"rows of {table} were taken away"
        if new := [row for number, row in rows.items() if before[table].get(number) != row]:
            columns = _columns(table)
            places = ", ".join("?" * len(columns))
            statements.append((f'INSERT OR REPLACE INTO "{table}" ({", ".join(columns)}) VALUES ({places})', new))
    return statements

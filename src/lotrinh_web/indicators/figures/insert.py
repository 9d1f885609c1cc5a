"""Many rows into one table, faster than model instances: an import writes tens of thousands of figures in one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, models, router


def insert_rows(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows given as field → value (a key for a relation; all rows name the same fields); how many.

    Fields left out get their default. Values are prepared by the model's fields as `save` would, each different value
    once: most columns of an import say the same thing in every row, and preparing them one by one is most of the cost
    of `bulk_create`. Constraints are the database's; nothing is returned, no signal is sent.
    """
    connection = connections[router.db_for_write(model)]
    columns: list[Any] = []
    prepared: list[dict[Any, Any]] = []
    values: list[tuple[Any, ...]] = []
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    for row in rows:
        if not columns:
            columns = [f for f in fields if f.name in row]
            left_out = [f for f in fields if f.name not in row]
            defaults = tuple(f.get_db_prep_save(f.get_default(), connection) for f in left_out)
            prepared = [{} for _ in columns]
        one = []
        for field, known in zip(columns, prepared, strict=True):
            value = row[field.name]
            if value not in known:
                known[value] = field.get_db_prep_save(value, connection)
            one.append(known[value])
        values.append((*one, *defaults))
    if not values:
        return 0
    quoted = ", ".join(connection.ops.quote_name(f.column) for f in [*columns, *left_out])
    marks = ", ".join(["%s"] * len(values[0]))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values)  # noqa: S608 – names of a model
    return len(values)

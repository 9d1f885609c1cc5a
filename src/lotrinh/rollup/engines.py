"""One roll-up on three engines: DuckDB (the default), PostgreSQL, Spark.

    with open_engine("duckdb") as engine:
        engine.attach_parquet("observations.parquet")      # or engine.insert("observations", rows)
        totals = run(definition, engine)

Each engine takes the same DuckDB-dialect SQL; sqlglot writes it in the other two dialects. Heavy packages are
imported where they are used.
"""

# ruff: noqa: S608
# The names put into SQL are our own table and column names; values go in as parameters.
from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from lotrinh.errors import InvalidData, MissingTool
from lotrinh.rollup.definition import TABLES, RollUp, small_tables
from lotrinh.rollup.sql import rollup_sql
from lotrinh.rollup.totals import Total, total_from_row

Row = tuple[object, ...]
NAMES = ("duckdb", "postgresql", "spark")


class Engine(Protocol):
    """What a roll-up needs of a database."""

    name: str

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Create one of `definition.TABLES` with these rows, replacing it."""

    def attach_parquet(self, path: str) -> None:
        """Make the Parquet files of a path or pattern the observations."""

    def query(self, sql: str) -> Iterator[Row]:
        """Rows of a query in DuckDB's dialect."""

    def close(self) -> None:
        """Let go of connections and processes."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Closing:
    def close(self) -> None:
        """Let go of connections and processes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_engine(name: str = "duckdb", target: str = "") -> Engine:
    """The engine of that name. `target`: a PostgreSQL connection string, or a Spark master such as
    `local[2]`.

    Raises `InvalidData` for another name, `MissingTool` when its package is not installed.
    """
    if name == "duckdb":
        return DuckDB()
    if name == "postgresql":
        return PostgreSQL(target)
    if name == "spark":
        return Spark(target or "local[*]")
    raise InvalidData(f"Không có bộ máy tính «{name}». Dùng một trong: {', '.join(NAMES)}.")


def run(definition: RollUp, engine: Engine, *, check: bool = True) -> list[Total]:
    """The totals, sorted by indicator, area and period.

    The observations must be in the engine. With `check`, unknown codes and duplicate figures are refused with
    `InvalidData` before anything is added up.
    """
    prepare(definition, engine)
    if check:
        refuse_bad_observations(definition, engine)
    factors = {r.code: r.factor for r in definition.rules}
    totals = [total_from_row(row, factors) for row in engine.query(rollup_sql(definition))]
    return sorted(totals, key=lambda t: (t.indicator, t.area, t.period))


def prepare(definition: RollUp, engine: Engine) -> None:
    """Put the rules, areas and periods of a definition into the engine."""
    for table, rows in small_tables(definition).items():
        engine.insert(table, rows)


def refuse_bad_observations(definition: RollUp, engine: Engine) -> None:
    """Raise `InvalidData` naming the first unknown indicator, area or period, or figure given twice."""
    lookups = {"indicator": ("rules", "chỉ tiêu"), "area": ("leaves", "địa bàn")}
    if definition.periods:
        lookups["period"] = ("periods", "kỳ")
    for column, (table, name) in lookups.items():
        unknown = f"SELECT {column} FROM observations EXCEPT SELECT {column} FROM {table} ORDER BY 1 LIMIT 1"
        for row in engine.query(unknown):
            raise InvalidData(f"Số liệu có mã {name} «{row[0]}» không có trong danh mục {name}.")
    twice = (
        "SELECT indicator, area, period FROM observations GROUP BY indicator, area, period "
        "HAVING COUNT(*) > 1 ORDER BY indicator, area, period LIMIT 1"
    )
    for row in engine.query(twice):
        raise InvalidData(f"Số liệu bị lặp: chỉ tiêu {row[0]}, địa bàn {row[1]}, kỳ {row[2]} có nhiều hơn một dòng.")


def _columns(table: str) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in TABLES[table])


class DuckDB(_Closing):
    """In this process, in memory or in a file; spills to disk beyond `memory_limit`."""

    name = "duckdb"

    def __init__(self, memory_limit: str = "2GB", threads: int | None = None) -> None:
        import duckdb

        self._spill = tempfile.TemporaryDirectory(prefix="lotrinh-duckdb-")
        settings: dict[str, Any] = {"memory_limit": memory_limit, "temp_directory": self._spill.name}
        if threads:
            settings["threads"] = threads
        self._view = ""
        self.connection = duckdb.connect(":memory:", config=settings)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Create the table with these rows."""
        if table == self._view:
            self.connection.execute(f"DROP VIEW {table}")
            self._view = ""
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} ({_columns(table)})")
        path = Path(self._spill.name) / f"{table}.csv"  # as parameters, the first call loads pandas: 0.3 s
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(",".join(map(_quoted, row)) + "\n" for row in rows)
        options = "FORMAT csv, HEADER false, DELIMITER ',', ALLOW_QUOTED_NULLS false, AUTO_DETECT false"
        self.connection.execute(f"COPY {table} FROM '{path}' ({options})")
        path.unlink()

    def attach_parquet(self, path: str) -> None:
        """Read the observations where they are."""
        quoted = path.replace("'", "''")
        if self._view != "observations":
            self.connection.execute("DROP TABLE IF EXISTS observations")
        self.connection.execute(f"CREATE OR REPLACE VIEW observations AS FROM read_parquet('{quoted}')")
        self._view = "observations"

    def query(self, sql: str) -> Iterator[Row]:
        """Rows of a query."""
        cursor = self.connection.execute(sql)
        while rows := cursor.fetchmany(10_000):
            yield from rows

    def close(self) -> None:
        """Close and delete what was spilled."""
        self.connection.close()
        self._spill.cleanup()


def _quoted(cell: object) -> str:
    """One CSV cell: nothing for NULL, everything else in quotes (so that an empty text stays a text)."""
    return "" if cell is None else '"' + str(cell).replace('"', '""') + '"'


class PostgreSQL(_Closing):
    """A PostgreSQL server; everything is put into temporary tables that end with the connection."""

    name = "postgresql"

    def __init__(self, target: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise MissingTool("Cần gói psycopg để tổng hợp trên PostgreSQL.") from error
        try:
            self._connection = psycopg.connect(target, autocommit=True)
        except psycopg.OperationalError as error:
            raise InvalidData("Không kết nối được PostgreSQL: hãy kiểm tra địa chỉ và quyền truy cập.") from error

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Create the temporary table with these rows."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(self._translated(f"CREATE TEMPORARY TABLE {table} ({_columns(table)})"))
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"ANALYZE {table}")

    def attach_parquet(self, path: str) -> None:
        """Copy the observations in, streaming."""
        with DuckDB() as reader:
            reader.attach_parquet(path)
            names = ", ".join(name for name, _ in TABLES["observations"])
            self.insert("observations", reader.query(f"SELECT {names} FROM observations"))

    @staticmethod
    def _translated(sql: str) -> Any:
        return _transpile(sql, "postgres")

    def query(self, sql: str) -> Iterator[Row]:
        """Rows of a query."""
        with self._connection.cursor() as cursor:
            cursor.execute(self._translated(sql))
            yield from cursor

    def close(self) -> None:
        """Close the connection; the temporary tables go with it."""
        self._connection.close()


class Spark(_Closing):
    """A Spark session: `local[2]` in one process, `local-cluster[2,1,1024]` with worker processes, or a
    cluster.
    """

    name = "spark"

    def __init__(self, master: str = "local[*]", settings: dict[str, str] | None = None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise MissingTool("Cần gói pyspark và Java 17 để tổng hợp trên Spark.") from error
        builder = SparkSession.builder.master(master).appName("lotrinh-rollup")
        defaults = {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.ansi.enabled": "true",
            "spark.log.level": "ERROR",
        }
        for key, value in (defaults | (settings or {})).items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Make a temporary view with these rows."""
        kinds = {"VARCHAR": "STRING"}
        schema = ", ".join(f"{name} {kinds.get(kind, kind)}" for name, kind in TABLES[table])
        frame = self.session.createDataFrame([tuple(r) for r in rows], schema)
        frame.createOrReplaceTempView(table)

    def attach_parquet(self, path: str) -> None:
        """Read the observations where they are."""
        self.session.read.parquet(str(Path(path).resolve())).createOrReplaceTempView("observations")

    def query(self, sql: str) -> Iterator[Row]:
        """Rows of a query."""
        for row in self.session.sql(_transpile(sql, "spark")).collect():
            yield tuple(row)

    def close(self) -> None:
        """Stop the session and its processes."""
        with suppress(Exception):
            self.session.stop()


def _transpile(sql: str, dialect: str) -> str:
    import sqlglot

    return str(sqlglot.transpile(sql, read="duckdb", write=dialect)[0])

"""Roll-up at the size of the country, against hand-written DuckDB SQL and pandas in the same run.

    python benchmarks/rollup.py [--observations 10000000] [--large 0] [--spark 1000000] [--folder DIR]

Budgets: at most 1.5 × the hand-written SQL, at least 5 × faster than pandas, at most 2 GB; 50 million
observations within 8 GB (`--large 50000000`). Every contestant reads the same Parquet file, and its answer
is compared. Each runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import make_national_data as national

HAND_WRITTEN = """
WITH province AS (
  SELECT o.indicator, a.parent AS area, o.period, sum(o.value) AS total, sum(o.value * o.weight) AS weighted,
         sum(o.weight) FILTER (o.value IS NOT NULL) AS weight, count(o.value) AS reported
  FROM read_parquet('{path}') o JOIN leaves a ON a.area = o.area GROUP BY ALL
), country AS (
  SELECT indicator, 'VN' AS area, period, sum(total) AS total, sum(weighted) AS weighted, sum(weight) AS
  weight,
         sum(reported) AS reported FROM province GROUP BY ALL
), levels AS (FROM province UNION ALL FROM country)
SELECT b.indicator, b.area, b.period, reported,
       CASE r.rule WHEN 'weighted_mean' THEN weighted::DOUBLE / weight::DOUBLE
                   WHEN 'not_additive' THEN NULL ELSE total::DOUBLE END AS value
FROM levels b JOIN rules r USING (indicator)
UNION ALL
SELECT r.indicator, x.area, x.period, least(x.reported, y.reported),
       CASE WHEN x.reported = y.reported THEN x.total::DOUBLE / y.total::DOUBLE END
FROM rules r JOIN levels x ON x.indicator = r.numerator
JOIN levels y ON y.indicator = r.denominator AND y.area = x.area AND y.period = x.period
"""
"""The same answer as an expert would write it for this file alone."""


def ours(path: str) -> dict[str, object]:
    """The engine's SQL, result kept in a table."""
    from lotrinh.rollup.engines import DuckDB, prepare
    from lotrinh.rollup.sql import rollup_sql

    with DuckDB(memory_limit="1500MB") as engine:
        engine.attach_parquet(path)
        start = time.perf_counter()
        definition = national.definition()
        prepare(definition, engine)
        engine.connection.execute(f"CREATE TABLE totals AS {rollup_sql(definition)}")
        seconds = time.perf_counter() - start
        summed = engine.connection.execute(
            "SELECT sum(reported), sum(numerator) FILTER (area = 'VN' AND problem IS NULL "
            "AND rule IN ('sum', 'last')), count(*) FROM totals"
        ).fetchone()
        return {"seconds": seconds, "check": [str(x) for x in summed or ()]}


def ours_checked(path: str) -> dict[str, object]:
    """The public call: bad observations refused first, results as Python objects."""
    from lotrinh.rollup.engines import DuckDB, run

    with DuckDB(memory_limit="1500MB") as engine:
        engine.attach_parquet(path)
        start = time.perf_counter()
        totals = run(national.definition(), engine)
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "check": _checksum(totals)}


def hand_written(path: str) -> dict[str, object]:
    """Plain DuckDB."""
    from lotrinh.rollup.engines import DuckDB, prepare

    with DuckDB(memory_limit="1500MB") as engine:
        prepare(national.definition(), engine)
        start = time.perf_counter()
        engine.connection.execute("CREATE TABLE totals AS " + HAND_WRITTEN.format(path=path))
        seconds = time.perf_counter() - start
        summed = engine.connection.execute("SELECT sum(reported), count(*) FROM totals").fetchone()
        return {"seconds": seconds, "check": [str(x) for x in summed or ()]}


def with_pandas(path: str) -> dict[str, object]:
    """The same in pandas: merge, group, twice. Values as float64, as pandas users do."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    definition = national.definition()
    start = time.perf_counter()
    table = pq.read_table(path, columns=["indicator", "area", "period", "value", "weight"])
    for column in ("value", "weight"):  # cast in Arrow: decimals as Python objects would be far slower
        position = table.schema.get_field_index(column)
        table = table.set_column(position, column, table[column].cast(pa.float64()))
    frame = table.to_pandas()
    del table
    frame["weight"] = frame["weight"].where(frame["value"].notna())
    leaves = pd.DataFrame([(x.area, x.parent) for x in definition.leaves], columns=["area", "province"])
    frame = frame.merge(leaves, on="area")
    frame["weighted"] = frame["value"] * frame["weight"]
    keys = ["indicator", "province", "period"]
    sums = {"total": ("value", "sum"), "weighted": ("weighted", "sum"), "weight": ("weight", "sum")}
    province = frame.groupby(keys).agg(**sums, reported=("value", "count")).reset_index()
    again = {name: (name, "sum") for name in ("total", "weighted", "weight", "reported")}
    country = province.groupby(["indicator", "period"]).agg(**again).reset_index().assign(province="VN")
    both = pd.concat([province, country])
    rules = pd.DataFrame(
        [(r.code, r.rule.value, r.numerator, r.denominator) for r in definition.rules],
        columns=["indicator", "rule", "numerator", "denominator"],
    )
    both = both.merge(rules, on="indicator")
    both["result"] = both["total"].where(both["rule"] != "weighted_mean", both["weighted"] / both["weight"])
    ratios = rules[rules["rule"] == "ratio_of_sums"]
    sums_only = both[["indicator", "province", "period", "total", "reported"]]
    above = sums_only.rename(columns={"indicator": "numerator"})
    below = sums_only.rename(columns={"indicator": "denominator"})
    pair = ratios.merge(above, on="numerator").merge(
        below, on=["denominator", "province", "period"], suffixes=("_a", "_b")
    )
    pair["result"] = pair["total_a"] / pair["total_b"]
    rows = len(both) + len(pair)
    seconds = time.perf_counter() - start
    lowest = pair[["reported_a", "reported_b"]].min(axis=1).sum()
    return {"seconds": seconds, "check": [str(int(both["reported"].sum() + lowest)), str(rows)]}


def with_spark(path: str) -> dict[str, object]:
    """The engine's SQL on Spark, local[2], JVM already warm."""
    from lotrinh.rollup.engines import Spark, run

    with Spark("local[2]", {"spark.driver.memory": "2g"}) as engine:
        engine.attach_parquet(path)
        list(engine.query("SELECT COUNT(*) FROM observations"))
        start = time.perf_counter()
        totals = run(national.definition(), engine, check=False)
        return {"seconds": time.perf_counter() - start, "check": _checksum(totals)}


def _checksum(totals: list) -> list[str]:  # type: ignore[type-arg]
    exact = sum((t.value for t in totals if isinstance(t.value, Decimal)), Decimal(0))
    return [str(sum(t.reported for t in totals)), str(len(totals)), str(exact.quantize(Decimal("0.0001")))]


CONTESTANTS = {f.__name__: f for f in (ours, ours_checked, hand_written, with_pandas, with_spark)}


def apart(name: str, path: Path) -> dict[str, object]:
    """Run one contestant in a process of its own; adds its peak memory in MB."""
    command = [sys.executable, __file__, "--contestant", name, "--file", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def best_of(names: list[str], path: Path, times: int) -> list[dict[str, object]]:
    """The fastest run of each, taken in turns, as the machine is shared."""
    runs = [[apart(name, path) for name in names] for _ in range(times)]
    return [min(column, key=lambda r: float(str(r["seconds"]))) for column in zip(*runs, strict=True)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--large", type=int, default=0, help="also this many, DuckDB alone (50000000)")
    parser.add_argument("--spark", type=int, default=1_000_000, help="observations for Spark; 0 = none")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--contestant", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contestant:
        result = CONTESTANTS[arguments.contestant](arguments.file)
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        report(Path(folder), arguments)


def made(folder: Path, observations: int) -> Path:
    """The Parquet file of that size."""
    path = folder / f"{observations}.parquet"
    national.write(path, observations)
    return path


def report(folder: Path, arguments: argparse.Namespace) -> None:
    """Print the table; leave with 1 when a budget is missed."""
    path = made(folder, arguments.observations)
    mine, hand = best_of(["ours", "hand_written"], path, 5)
    public, pandas = apart("ours_checked", path), apart("with_pandas", path)
    seconds = {"ours": mine, "hand": hand, "public": public, "pandas": pandas}
    time_of = {name: float(str(r["seconds"])) for name, r in seconds.items()}
    ratio, faster = time_of["ours"] / time_of["hand"], time_of["pandas"] / time_of["ours"]
    peak = max(int(str(mine["peak_mb"])), int(str(public["peak_mb"])))
    print(f"{arguments.observations:,} observations, commune -> province -> country, all indicators\n")
    print(f"{'contestant':<44}{'seconds':>9}{'peak MB':>9}")
    for label, name in (
        ("lotrinh roll-up (DuckDB)", "ours"), ("  with checks, as Python objects", "public"),
        ("hand-written DuckDB SQL", "hand"), ("pandas", "pandas"),
    ):  # fmt: skip
        print(f"{label:<44}{time_of[name]:>9.2f}{seconds[name]['peak_mb']:>9}")
    rows = [
        ("time / hand-written SQL", ratio, 1.5, ratio <= 1.5), ("pandas / lotrinh", faster, 5, faster >= 5),
        ("peak memory, GB", peak / 1024, 2, peak <= 2048),
    ]  # fmt: skip
    checks = [r["check"] for r in (hand, pandas)]
    counted = list(public["check"])[:2]  # type: ignore[call-overload]
    rows.append(("same number of reports and totals", float(checks == [counted, counted]), 1, checks == [counted] * 2))
    if arguments.spark:
        rows.append(_spark_row(folder, arguments.spark))
    if arguments.large:
        large = apart("ours", made(folder, arguments.large))
        taken, used = float(str(large["seconds"])), int(str(large["peak_mb"]))
        print(f"{f'lotrinh, {arguments.large:,} observations':<44}{taken:>9.2f}{used:>9}")
        rows.append(("peak memory of the large run, GB", used / 1024, 8, used <= 8192))
    print(f"\n{'budget':<44}{'measured':>9}{'limit':>9}")
    for label, value, limit, held in rows:
        print(f"{label:<44}{value:>9.2f}{limit:>9}  {'held' if held else 'MISSED'}")
    if not all(held for *_, held in rows):
        raise SystemExit(1)


def _spark_row(folder: Path, observations: int) -> tuple[str, float, float, bool]:
    path = made(folder, observations)
    spark, duck = apart("with_spark", path), apart("ours_checked", path)
    for label, result in (("Spark local[2]", spark), ("DuckDB", duck)):
        print(f"{f'{label}, {observations:,} observations':<44}{float(str(result['seconds'])):>9.2f}")
    same = spark["check"] == duck["check"]
    return ("Spark and DuckDB: same totals", float(same), 1, same)


if __name__ == "__main__":
    main()

"""Make observations of the size of the country, reproducibly: invented figures, no real ones.

    python scripts/make_national_data.py OUT.parquet [--observations 10000000]

200 indicators (180 reported, 20 ratios of two others) × 3,321 communes of 34 provinces × months from January
2016; 120 months are 71.7 million observations. Every 97th figure or so is missing. DuckDB streams the rows
to Parquet: memory does not grow with their number.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lotrinh.rollup.definition import Accrual, IndicatorRule, Leaf, RollUp, Rule

INDICATORS, REPORTED, COMMUNES, PROVINCES, MONTHS = 200, 180, 3321, 34, 120
RULES = (Rule.SUM, Rule.SUM, Rule.WEIGHTED_MEAN, Rule.LAST, Rule.NOT_ADDITIVE)


def definition() -> RollUp:
    """The rules of the 200 indicators (every tenth of them a ratio of two sums) and the areas."""
    rules = tuple(_rule(i) for i in range(INDICATORS))
    leaves = tuple(Leaf(f"X{i:05d}", f"X{i:05d}", f"T{i % PROVINCES:02d}") for i in range(COMMUNES))
    return RollUp(rules, leaves, {f"T{i:02d}": "VN" for i in range(PROVINCES)})


def _rule(i: int) -> IndicatorRule:
    code = f"CT{i:03d}"
    if i % 10 == 9:
        start = i - 9
        parts = {"numerator": f"CT{start:03d}", "denominator": f"CT{start + 1:03d}"}
        return IndicatorRule(code, Rule.RATIO_OF_SUMS, **parts)
    accrual = Accrual.CUMULATIVE if i % 10 == 6 else Accrual.PERIODIC
    return IndicatorRule(code, RULES[i % len(RULES)], accrual)


def write(path: Path, observations: int) -> None:
    """Write the first `observations` rows: month by month, commune by commune, indicator by indicator."""
    import duckdb

    limit = REPORTED * COMMUNES * MONTHS
    if not 0 < observations <= limit:
        raise SystemExit(f"Số quan sát phải từ 1 đến {limit:,}.")
    with duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": True}) as connection:
        connection.execute(
            f"""
            COPY (
              WITH n AS (
                SELECT range % {REPORTED} // 9 * 10 + range % {REPORTED} % 9 AS i,
                       range // {REPORTED} % {COMMUNES} AS c,
                       range // {REPORTED * COMMUNES} AS m, hash(range) AS h
                FROM range({observations})
              )
              SELECT format('CT{{:03d}}', i) AS indicator,
                     format('X{{:05d}}', c) AS area,
                     format('{{:04d}}-{{:02d}}', 2016 + m // 12, m % 12 + 1) AS period,
                     CASE WHEN h % 97 > 0 THEN CAST(h % 100000000 AS DECIMAL(18,4)) / 100 END
                       :: DECIMAL(18,4) AS value,
                     CASE WHEN i % 5 = 2 THEN (h // 97 % 1000 + 1) :: DECIMAL(18,4) END AS weight,
                     CAST(NULL AS VARCHAR) AS missing
              FROM n
            ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--observations", type=int, default=10_000_000)
    arguments = parser.parse_args()
    write(arguments.path, arguments.observations)


if __name__ == "__main__":
    main()

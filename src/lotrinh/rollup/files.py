"""Roll-ups from CSV files: everything checked before anything is added up.

observations   indicator, area, period, value [, weight, missing]     period: 2026, 2026-Q1, 2026-01
areas          code, parent [, name, valid_from, valid_to]            dates: 2025-07-01; valid_to is the
day after indicators     code, rule [, accrual, numerator, denominator, factor] successions
predecessor, successor, on [, share, source]           share empty = divided, not stated
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from lotrinh.calendar import parse_period
from lotrinh.errors import InvalidData
from lotrinh.rollup.definition import (
    TABLES,
    Accrual,
    IndicatorRule,
    Leaf,
    PeriodPart,
    RollUp,
    Rule,
)
from lotrinh.rollup.restatement import Block, restate
from lotrinh.rollup.tables import Row, Table, read_table
from lotrinh.rollup.territory import END, START, AreaVersion, Succession, Territory
from lotrinh.rollup.totals import Total
from lotrinh.rollup.values import NoValue

if TYPE_CHECKING:
    from lotrinh.rollup.engines import Engine

LARGEST = Decimal(10) ** 14
PLACES = 4
Observation = tuple[str, str, str, Decimal | None, Decimal | None, str | None]


@dataclass(frozen=True, slots=True)
class Work:
    """What `engines.run` needs, and the names of areas for the result. Observations are rows or a
    Parquet file.
    """

    definition: RollUp
    observations: list[Observation]
    names: dict[str, str]
    parquet: Path | None = None

    def load(self, engine: Engine) -> None:
        """Put the observations into an engine."""
        if self.parquet:
            engine.attach_parquet(str(self.parquet))
        else:
            engine.insert("observations", self.observations)


def read_work(
    observations: Path,
    areas: Path,
    indicators: Path,
    successions: Path | None = None,
    *,
    on: date | None = None,
    to: str = "",
) -> Work:
    """Read and check the files. `on`: restate on that day's boundaries; `to`: `quarter` or `year` totals.

    Raises `InvalidData` for the first thing that is wrong, at its line and column.
    """
    rules = read_rules(indicators)
    versions = read_areas(areas)
    parquet = observations if observations.suffix == ".parquet" else None
    if parquet:
        rows, found = [], parquet_periods(parquet)
    else:
        rows = read_observations(observations, {r.code for r in rules}, {v.code for v in versions})
        found = sorted({row[2] for row in rows})
    moves = read_successions(successions) if successions else []
    parts = _periods(found, to)
    versioned = bool(moves) or any(v.valid_from != START or v.valid_to != END for v in versions)
    parents = {v.parent for v in versions}
    low = [v for v in versions if v.code not in parents or v.parent == v.code]
    leaves = _leaves(low, moves, on) if versioned else [Leaf(v.code, v.code, v.parent) for v in low]
    upper = {v.code: v.parent for v in versions if v.code in parents and v.parent and v.parent != v.code}
    _refuse_upper(rows, {v.code for v in low})
    definition = RollUp(
        tuple(rules),
        tuple(leaves),
        upper,
        tuple(parts) if versioned or to else (),
        versioned=versioned,
        leaves_too=on is not None,
        reasons=parquet is not None or any(row[5] for row in rows),
    )
    return Work(definition, rows, {v.code: v.name for v in versions}, parquet)


def parquet_periods(path: Path) -> list[str]:
    """The periods in a Parquet file of observations; its columns must be those of `definition.TABLES`."""
    import duckdb

    from lotrinh.rollup.engines import DuckDB

    if not path.is_file():
        raise InvalidData(f"Không đọc được tệp {path.name}: hãy kiểm tra đường dẫn và quyền đọc.")
    with DuckDB() as engine:
        try:
            engine.attach_parquet(str(path))
            columns = {str(r[0]): str(r[1]) for r in engine.query("DESCRIBE observations")}
        except duckdb.Error as error:
            raise InvalidData(f"Tệp {path.name} không phải Parquet hoặc bị hỏng.") from error
        for name, kind in TABLES["observations"]:
            if columns.get(name) != kind:
                raise InvalidData(
                    f"Tệp {path.name}: cột {name} phải có kiểu {kind}, đang là {columns.get(name, 'thiếu')}."
                )
        return [str(r[0]) for r in engine.query("SELECT DISTINCT period FROM observations ORDER BY 1")]


def read_rules(path: Path) -> list[IndicatorRule]:
    """The indicators of a CSV file."""
    table = read_table(path, ["code", "rule"])
    table.refuse_duplicates(["code"])
    factors = table.numbers(["factor"])  # an absent column is empty in every row
    rules = []
    for row, number in zip(table.rows, factors, strict=True):
        factor = number["factor"]
        rules.append(
            IndicatorRule(
                row["code"],
                Rule(_choice(table, row, "rule", [r.value for r in Rule])),
                Accrual(_choice(table, row, "accrual", [a.value for a in Accrual], "periodic")),
                row["numerator"],
                row["denominator"],
                Decimal(1) if factor is None else factor,
            )
        )
    return rules


def _choice(table: Table, row: Row, column: str, allowed: list[str], default: str = "") -> str:
    value = row[column] or default
    if value not in allowed:
        raise InvalidData(
            f"«{value}» ở {row.place(column)} của {table.name} không hợp lệ. Dùng một trong: {', '.join(allowed)}."
        )
    return value


def read_areas(path: Path) -> list[AreaVersion]:
    """The areas of a CSV file; a parent that is not itself listed is refused."""
    table = read_table(path, ["code", "parent"])
    table.refuse_duplicates(["code", "valid_from"])
    table.refuse_unknown("parent", {r["code"] for r in table.rows}, "cột code")
    return [
        AreaVersion(
            r["code"],
            r["name"] or r["code"],
            r["parent"] or None,
            _day(table, r, "valid_from") or START,
            _day(table, r, "valid_to") or END,
        )
        for r in table.rows
    ]


def read_successions(path: Path) -> list[Succession]:
    """The successions of a CSV file."""
    table = read_table(path, ["predecessor", "successor", "on"])
    shares = table.numbers(["share"]) if "share" in table.columns else None
    moves = []
    for i, row in enumerate(table.rows):
        day = _day(table, row, "on")
        if day is None:
            raise InvalidData(f"Thiếu ngày ở {row.place('on')} của {table.name}.")
        share = shares[i]["share"] if shares else Decimal(1)
        moves.append(Succession(row["predecessor"], row["successor"], day, share, row["source"]))
    return moves


def _day(table: Table, row: Row, column: str) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        raise InvalidData(
            f"«{row[column]}» ở {row.place(column)} của {table.name} không phải ngày dạng 2025-07-01."
        ) from error


def read_observations(path: Path, indicators: set[str], areas: set[str]) -> list[Observation]:
    """The observations of a CSV file; unknown codes, duplicates and figures that do not fit are refused."""
    table = read_table(path, ["indicator", "area", "period", "value"])
    table.refuse_unknown("indicator", indicators, "danh mục chỉ tiêu")
    table.refuse_unknown("area", areas, "danh mục địa bàn")
    table.refuse_duplicates(["indicator", "area", "period"])
    columns = [c for c in ("value", "weight") if c in table.columns]
    found: list[Observation] = []
    for row, number in zip(table.rows, table.numbers(columns), strict=True):
        for column, value in number.items():
            if value is not None:
                _fits(value, f"{row.place(column)} của {table.name}")
        missing = _choice(table, row, "missing", ["", "missing", "not_applicable", "not_yet_published"]) or None
        if missing and number["value"] is not None:
            raise InvalidData(f"Dòng {row.line} của {table.name} vừa có giá trị vừa ghi lý do không có giá trị.")
        found.append((row["indicator"], row["area"], row["period"], number["value"], number.get("weight"), missing))
    return found


def _fits(value: Decimal, place: str) -> None:
    exponent = value.normalize().as_tuple().exponent
    if abs(value) >= LARGEST:
        raise InvalidData(f"Số ở {place} quá lớn (từ 10^14). Hãy dùng đơn vị lớn hơn, ví dụ tỷ đồng.")
    if isinstance(exponent, int) and exponent < -PLACES:
        raise InvalidData(f"Số ở {place} có hơn {PLACES} chữ số thập phân. Hãy làm tròn.")


def _periods(periods: list[str], to: str) -> list[PeriodPart]:
    if to not in ("", "quarter", "year"):
        raise InvalidData(f"Không tổng hợp được lên kỳ «{to}». Dùng quarter hoặc year.")
    parts = []
    for text in periods:
        span = parse_period(text).statistical
        last = span.last
        target, final = text, True
        if to == "year":
            target, final = str(last.year), last.month == 12
        elif to == "quarter":
            if span.days > 93:
                raise InvalidData(f"Kỳ «{text}» dài hơn một quý nên không tổng hợp được lên quý.")
            target, final = f"{last.year}-Q{(last.month + 2) // 3}", last.month % 3 == 0
        parts.append(PeriodPart(text, target, last.isoformat(), final))
    return parts


def _leaves(versions: list[AreaVersion], moves: list[Succession], on: date | None) -> list[Leaf]:
    """Where the figures of each span of dates go: as reported, or on the boundaries of `on`."""
    if on is None:
        return [
            Leaf(v.code, v.code, v.parent, Decimal(1), v.valid_from.isoformat(), v.valid_to.isoformat())
            for v in versions
        ]
    territory = Territory(versions, moves)
    days = [START, *territory.dates(START, END), END]
    parents = {a.code: a.parent for a in territory.areas(on)}
    leaves = []
    for first, last in pairwise(days):
        for block in restate({}, territory, reported_on=first, on=on).blocks:
            leaves += _block_leaves(block, parents, first.isoformat(), last.isoformat())
    return leaves


def _block_leaves(block: Block, parents: dict[str, str | None], first: str, last: str) -> list[Leaf]:
    """Areas that cannot be told apart share one leaf, `A + B`; it has a parent when they have the same
    one.
    """
    above = {parents.get(code) for code in block.areas}
    parent = above.pop() if len(above) == 1 else None
    leaf = " + ".join(sorted(block.areas))
    return [Leaf(p.area_code, leaf, parent, p.share, first, last) for p in block.parts]


def _refuse_upper(rows: list[Observation], low: set[str]) -> None:
    for row in rows:
        if row[1] not in low:
            raise InvalidData(
                f"Địa bàn {row[1]} có cấp dưới nên không nhận số liệu trực tiếp (chỉ tiêu {row[0]}, "
                f"kỳ {row[2]}). "
                "Hãy nạp số liệu của cấp dưới, hoặc bỏ dòng này."
            )


def write_totals(path: Path, totals: list[Total], names: dict[str, str]) -> None:
    """Write totals as CSV: the whole file, or nothing when writing fails."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(
                [
                    "indicator",
                    "area",
                    "area_name",
                    "period",
                    "value",
                    "status",
                    "reason",
                    "reported",
                    "expected",
                    "coverage",
                ]
            )
            writer.writerows(_cells(total, names) for total in totals)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InvalidData(f"Không ghi được tệp {path.name}: hãy kiểm tra thư mục và quyền ghi.") from error


def _cells(total: Total, names: dict[str, str]) -> list[str]:
    value, status, reason = "", "known", ""
    if isinstance(total.value, NoValue):
        status, reason = total.value.code, total.value.reason
    else:
        value = f"{round(total.value, 8).normalize():f}"
    coverage = "" if total.coverage is None else f"{round(total.coverage, 4).normalize():f}"
    name = " + ".join(names.get(code, code) for code in total.area.split(" + "))
    return [
        total.indicator, total.area, name, total.period, value, status, reason,
        str(total.reported), str(total.expected), coverage,
    ]  # fmt: skip

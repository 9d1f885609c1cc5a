"""Targets and figures from CSV files.

Columns of targets: indicator, area, area_version, period, comparator, value, value_to, unit [, convention,
document, source_url]. Columns of figures: indicator, area, area_version, period, value, unit [, status,
convention, source_url]. `period` is `2030` or `2025-2030`; quarters, halves and nine months are read and
left out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from lotrinh.coherence.model import Assumed, Assumptions, Figure, Interval, Target
from lotrinh.errors import InvalidData
from lotrinh.rollup.numbers import parse_number
from lotrinh.rollup.tables import Row, Table, read_table

COMPARATORS = ("at_least", "at_most", "range", "about", "unstated")
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?$")
_PART_OF_YEAR = re.compile(r"\d{4}(?:Q[1-4](?:-Q[1-4])?|H[12]|-\d{2})$")


def read_targets(path: Path) -> list[Target]:
    """The targets of a CSV file; all or nothing. Raises `InvalidData`."""
    table = read_table(path, ["indicator", "area_version", "period", "comparator", "value", "unit"])
    table.refuse_duplicates(table.columns)
    values = table.numbers(["value", "value_to"] if "value_to" in table.columns else ["value"])
    return [_target(table, row, value) for row, value in zip(table.rows, values, strict=True)]


def _target(table: Table, row: Row, value: dict[str, Decimal | None]) -> Target:
    comparator, low, high = row["comparator"], value["value"], value.get("value_to")
    if comparator not in COMPARATORS:
        raise InvalidData(
            f"So sánh «{comparator}» ở {row.place('comparator')} của {table.name} không hợp lệ. "
            f"Dùng một trong: {', '.join(COMPARATORS)}."
        )
    if low is None or (comparator == "range" and high is None):
        raise InvalidData(f"Dòng {row.line} của {table.name} thiếu giá trị của mục tiêu.")
    by_comparator = {"at_least": (low, None), "at_most": (None, low), "range": (low, high)}
    ends = by_comparator.get(comparator, (low, low))
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        raise InvalidData(f"Dòng {row.line} của {table.name}: đầu dưới lớn hơn đầu trên.")
    years = _years(row, table)
    if years is None:
        raise InvalidData(f"Kỳ «{row['period']}» ở {row.place('period')} của {table.name} phải là năm.")
    start, due = years
    return Target(
        row["indicator"], Interval(*ends), row["unit"], due, row["area"], row["area_version"], start,
        comparator, row["convention"], row["document"], row["source_url"],
    )  # fmt: skip


def read_figures(path: Path) -> list[Figure]:
    """The yearly figures and period averages of a CSV file; all or nothing. Raises `InvalidData`."""
    table = read_table(path, ["indicator", "area_version", "period", "value", "unit"])
    table.refuse_duplicates(table.columns)
    figures = []
    for row, value in zip(table.rows, table.numbers(["value"]), strict=True):
        years, number = _years(row, table), value["value"]
        if years is None or number is None:
            continue
        start, year = years
        figures.append(
            Figure(
                row["indicator"], year, number, row["unit"], row["area"], row["area_version"], start,
                row["status"], row["convention"], row["source_url"],
            )
        )  # fmt: skip
    return figures


def _years(row: Row, table: Table) -> tuple[int | None, int] | None:
    """(start, due); None for a part of a year."""
    match = _YEARS.match(row["period"])
    if match:
        first, last = match.groups()
        if last and int(last) < int(first):
            raise InvalidData(f"Kỳ «{row['period']}» ở {row.place('period')} của {table.name} bị ngược.")
        return (int(first), int(last)) if last else (None, int(first))
    if _PART_OF_YEAR.match(row["period"]):
        return None
    raise InvalidData(
        f"Không hiểu kỳ «{row['period']}» ở {row.place('period')} của {table.name}. Viết 2030 hoặc 2025-2030."
    )


def parse_assumption(text: str, base: Assumptions) -> Assumptions:
    """`deflator=2,5..4`, `exchange_rate=26000`, `exchange_rate_year=2025` → `base` with that changed."""
    name, mark, value = text.partition("=")
    name = name.strip()
    if not mark or not value.strip():
        raise InvalidData(f"Giả định «{text}» phải viết dạng tên=giá trị hoặc tên=từ..đến.")
    place = f"giả định {name}"
    if name == "exchange_rate_year":
        if not re.fullmatch(r"\d{4}", value.strip()):
            raise InvalidData(f"«{value}» ở {place} không phải là năm.")
        return base.edited(exchange_rate_year=int(value))
    low, _, high = value.partition("..")
    ends = [parse_number(end, place) for end in (low, high or low)]
    if ends[0] > ends[1]:
        raise InvalidData(f"Khoảng «{value}» ở {place} bị ngược: viết số nhỏ trước.")
    if name == "exchange_rate" and ends[0] <= 0:
        raise InvalidData("Tỷ giá phải lớn hơn 0.")
    if name != "exchange_rate" and ends[0] <= -100:
        raise InvalidData(f"«{value}» ở {place} phải lớn hơn -100%.")
    return base.edited(**{name: Assumed(Interval(*ends), "người dùng nêu")})

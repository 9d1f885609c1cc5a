"""`lotrinh rollup OBSERVATIONS AREAS INDICATORS [--on DATE] [--to quarter|year] [--engine …] -o
TOTALS.csv`.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Optional

import typer

from lotrinh.errors import InvalidData

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def rollup(
    observations: Annotated[Path, typer.Argument(help="CSV: indicator, area, period, value [, weight, missing].")],
    areas: Annotated[Path, typer.Argument(help="CSV: code, parent [, name, valid_from, valid_to].")],
    indicators: Annotated[Path, typer.Argument(help="CSV: code, rule [, accrual, numerator, denominator, factor].")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Tệp CSV kết quả.")],
    successions: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="CSV sắp xếp địa giới: predecessor, successor, on [, share, source]."),
    ] = None,
    on: Annotated[str, typer.Option(help="Quy về địa giới của ngày này (2025-07-01).")] = "",
    to: Annotated[str, typer.Option(help="Tổng hợp lên kỳ dài hơn: quarter hoặc year.")] = "",
    engine: Annotated[
        str, typer.Option(envvar="LOTRINH_ROLLUP_ENGINE", help="duckdb, postgresql hoặc spark.")
    ] = "duckdb",
    target: Annotated[
        str, typer.Option(help="Chuỗi kết nối PostgreSQL (hoặc biến LOTRINH_POSTGRESQL), hay Spark master.")
    ] = "",
) -> int:
    """Tổng hợp số liệu theo địa bàn và thời kỳ, kèm tỷ lệ đơn vị đã báo cáo."""
    from lotrinh.rollup.engines import open_engine, run
    from lotrinh.rollup.files import read_work, write_totals

    work = read_work(observations, areas, indicators, successions, on=_day(on), to=to)
    connection = target or (os.environ.get("LOTRINH_POSTGRESQL", "") if engine == "postgresql" else "")
    with open_engine(engine, connection) as opened:
        work.load(opened)
        totals = run(work.definition, opened)
    write_totals(out, totals, work.names)
    partial = sum(not t.is_complete for t in totals)
    sys.stdout.write(f"Đã ghi {len(totals)} số tổng hợp vào {out.name}; {partial} số chưa đủ đơn vị báo cáo.\n")
    return 0


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidData(f"Ngày «{text}» phải viết dạng 2025-07-01.") from error

"""`lotrinh chance HISTORY CLAIMS`: how likely each claim about the future of a series is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def chance(
    history: Annotated[Path, typer.Argument(help="Bảng CSV: unique_id, ds, y (có thể thêm indicator_type).")],
    claims: Annotated[Path, typer.Argument(help="Bảng CSV: unique_id, due, comparator, threshold hoặc low và high.")],
    kind: Annotated[
        str,
        typer.Option("--type", help="Loại chỉ tiêu: auto, level, growth, share, composition, count, plain."),
    ] = "auto",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Ghi ra tệp CSV; bỏ trống thì in ra.")] = None,
) -> int:
    """Khả năng đạt từng mục tiêu: p (để tính), shown (để đọc, không dưới 5% hay trên 95%) và ghi chú."""
    from lotrinh.forecasting.csvfiles import read, write
    from lotrinh.forecasting.table import chances

    write(chances(read(history), read(claims), type=kind), out)  # type: ignore[arg-type]
    return 0

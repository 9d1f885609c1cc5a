"""`lotrinh forecast HISTORY`: a long table of histories to a long table of forecasts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def forecast(
    history: Annotated[Path, typer.Argument(help="Bảng CSV: unique_id, ds, y (có thể thêm indicator_type).")],
    horizon: Annotated[int, typer.Option("--horizon", "-h", help="Số kỳ dự báo.")],
    kind: Annotated[
        str,
        typer.Option("--type", help="Loại chỉ tiêu: auto, level, growth, share, composition, count, plain."),
    ] = "auto",
    levels: Annotated[str, typer.Option(help="Mức khoảng dự báo, cách nhau bằng dấu phẩy.")] = "80,95",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Ghi ra tệp CSV; bỏ trống thì in ra.")] = None,
) -> int:
    """Dự báo từng chuỗi: trung bình, trung vị, khoảng dự báo, phương pháp và ghi chú."""
    from lotrinh.errors import InvalidData
    from lotrinh.forecasting.csvfiles import read, write
    from lotrinh.forecasting.table import forecast_rows

    try:
        wanted = [float(level) for level in levels.split(",")]
    except ValueError:
        raise InvalidData(f"Mức khoảng dự báo «{levels}» không đọc được; ví dụ: 80,95.") from None
    rows = forecast_rows(read(history), horizon, wanted, type=kind)  # type: ignore[arg-type]
    write(rows, out)
    return 0

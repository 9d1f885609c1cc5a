"""CSV files of the commands: columns of text in, columns of figures out."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from lotrinh.errors import InvalidData


def read(path: Path) -> dict[str, list[str]]:
    """The columns of a UTF-8 CSV file with a header. `InvalidData` where it is not one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError:
        raise InvalidData(f"Không mở được tệp «{path}».") from None
    except (UnicodeDecodeError, csv.Error):
        raise InvalidData(f"Tệp «{path}» không phải là bảng CSV mã UTF-8.") from None
    if not rows or not any(rows[0]):
        raise InvalidData(f"Tệp «{path}» trống; dòng đầu phải là tên cột.")
    header = [name.strip() for name in rows[0]]
    body = [row for row in rows[1:] if row]
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise InvalidData(f"Tệp «{path}», dòng {number}: có {len(row)} ô, cần {len(header)} ô.")
    columns = list(zip(*body, strict=True)) if body else [() for _ in header]
    return {name: list(values) for name, values in zip(header, columns, strict=True)}


def _text(value: Any) -> Any:
    """A figure with enough digits to be read back, an empty cell for "no data"."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.10g}"
    return "" if value is None else value


def write(table: Mapping[str, list[Any]], path: Path | None) -> None:
    """Write columns as CSV, to a file or to the screen."""
    if path is None:
        _write(table, sys.stdout)
        return
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            _write(table, file)
    except OSError:
        raise InvalidData(f"Không ghi được tệp «{path}».") from None


def _write(table: Mapping[str, list[Any]], file: TextIO) -> None:
    """Header and rows."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table)
    writer.writerows([_text(value) for value in row] for row in zip(*table.values(), strict=True))

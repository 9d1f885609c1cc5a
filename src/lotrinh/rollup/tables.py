"""CSV files read strictly: the whole file or nothing, and every refusal names the line and the column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lotrinh.errors import InvalidData
from lotrinh.rollup.numbers import Cell, Mark, decimal_mark, to_decimal

MAX_BYTES = 200 * 2**20
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `cells` by column name, stripped; absent optional columns are empty."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str) -> str:
        """`dòng 12, cột value`."""
        return f"dòng {self.line}, cột {column}"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, with its name for messages."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]

    def numbers(self, columns: Sequence[str], mark: Mark | None = None) -> list[dict[str, Decimal | None]]:
        """The number columns of every row, None where empty; one decimal mark for all of them.

        Raises `InvalidData` naming the cell for text in a number cell and for mixed or unclear decimal marks.
        """
        cells = (Cell(r[c], f"{r.place(c)} của {self.name}") for r in self.rows for c in columns if r[c])
        found = decimal_mark(cells, mark)
        return [{c: to_decimal(r[c], found) if r[c] else None for c in columns} for r in self.rows]

    def refuse_duplicates(self, key: Sequence[str]) -> None:
        """Raise `InvalidData` when two rows have the same key."""
        seen: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            value = tuple(row[c] for c in key)
            if value in seen:
                shown = ", ".join(f"{c} = {v}" for c, v in zip(key, value, strict=True))[:200]
                raise InvalidData(
                    f"Dòng {row.line} của {self.name} trùng với dòng {seen[value]} ({shown}). "
                    "Hãy bỏ một trong hai dòng."
                )
            seen[value] = row.line

    def refuse_unknown(self, column: str, known: Iterable[str], where: str) -> None:
        """Raise `InvalidData` when a cell holds a code that is not among `known`."""
        codes = set(known)
        for row in self.rows:
            if row[column] and row[column] not in codes:
                raise InvalidData(
                    f"Mã «{row[column][:60]}» ở {row.place(column)} của {self.name} không có trong {where}."
                )


def read_table(path: Path, required: Sequence[str]) -> Table:
    """The table in a UTF-8 CSV file (comma, semicolon or tab). Raises `InvalidData`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InvalidData(f"Tệp {path.name} lớn hơn {MAX_BYTES // 2**20} MB. Hãy chia nhỏ hoặc dùng Parquet.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(f"Tệp {path.name} không phải UTF-8 (byte thứ {error.start + 1}).") from error
    except OSError as error:
        raise InvalidData(f"Không đọc được tệp {path.name}: hãy kiểm tra đường dẫn và quyền đọc.") from error
    return parse_table(text, path.name, required)


def parse_table(text: str, name: str, required: Sequence[str]) -> Table:
    """The table in a text. Raises `InvalidData`."""
    if "\x00" in text:
        raise InvalidData(f"Tệp {name} chứa ký tự NUL, không phải CSV.")
    header_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as error:
        raise InvalidData(
            f"Tệp {name} hỏng ở dòng {reader.line_num}: dấu nháy kép không đóng hoặc ô quá dài."
        ) from error
    if not lines:
        raise InvalidData(f"Tệp {name} trống.")
    columns = tuple(c.strip() for c in lines[0][1])
    _check_header(columns, name, required)
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(columns):
            raise InvalidData(
                f"Dòng {line} của {name} có {len(cells)} ô, tiêu đề có {len(columns)}. "
                "Hãy kiểm tra dấu phân cách và dấu nháy."
            )
        rows.append(Row(line, {c: v.strip() for c, v in zip(columns, cells, strict=True)}))
    return Table(name, columns, rows)


def _check_header(columns: tuple[str, ...], name: str, required: Sequence[str]) -> None:
    if len(set(columns)) != len(columns):
        raise InvalidData(f"Tiêu đề của {name} có hai cột trùng tên.")
    absent = [c for c in required if c not in columns]
    if absent:
        raise InvalidData(f"Tệp {name} thiếu cột: {', '.join(absent)}.")

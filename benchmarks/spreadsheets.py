"""300 returned workbooks of 200 rows in ≤ 30 s, every bad cell named; the review report in ≤ 10 s, ≤ 500 MB.

    python benchmarks/spreadsheets.py [--files 300] [--rows 200]

The limit is measured against bare python-calamine reading the same files in the same run.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from lotrinh.writing.sheet_layout import HEAD_ROW, TASKS
from lotrinh.writing.spreadsheet import (
    AgencyWorkbook,
    BadWorkbook,
    IndicatorRow,
    TaskRow,
    agency_workbook,
    read_agency_workbook,
)

BAD_EVERY = 10
"""Every tenth row of every file holds one bad cell."""


def book(number: int, rows: int) -> AgencyWorkbook:
    half = rows // 2
    return AgencyWorkbook(
        "2026-H1", "6 tháng đầu năm 2026", f"CQ-{number:03d}", f"Cơ quan {number}", "v1",
        [TaskRow(f"NV-{n:03d}", f"Nhiệm vụ số {n} của chương trình", "Quý IV/2026") for n in range(half)],
        [IndicatorRow(f"CT-{n:03d}", f"Chỉ tiêu {n}", "%") for n in range(rows - half)],
    )  # fmt: skip


def returned(sent: bytes, rows: int) -> bytes:
    """The workbook as an agency would send it back: every row filled, some cells bad."""
    import openpyxl

    opened = openpyxl.load_workbook(io.BytesIO(sent))
    for n in range(rows // 2):
        opened[TASKS][f"E{HEAD_ROW + 1 + n}"] = "Đã hoàn thành hồ sơ, trình cấp có thẩm quyền xem xét"
        opened[TASKS][f"F{HEAD_ROW + 1 + n}"] = 130 if n % BAD_EVERY == 0 else 60
    for n in range(rows - rows // 2):
        opened["Chỉ tiêu"][f"D{HEAD_ROW + 1 + n}"] = "34,02-34.28" if n % BAD_EVERY == 0 else "34,02"
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--rows", type=int, default=200)
    asked = parser.parse_args()
    start = time.perf_counter()
    books = [book(n, asked.rows) for n in range(asked.files)]
    sent = [agency_workbook(b) for b in books]
    wrote = time.perf_counter() - start
    sample = returned(sent[0], asked.rows)  # filling 300 by openpyxl would take longer than what is measured
    bare = measure_bare(sample, asked.files)
    start = time.perf_counter()
    named = 0
    for _ in range(asked.files):
        try:
            read_agency_workbook(sample, books[0])
        except BadWorkbook as error:
            named += len(error.problems)
    read = time.perf_counter() - start
    half = asked.rows // 2
    expected = asked.files * (-(-half // BAD_EVERY) + -(-(asked.rows - half) // BAD_EVERY))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{asked.files} files x {asked.rows} rows")
    print(f"write            {wrote:7.2f} s")
    print(f"bare calamine    {bare:7.2f} s")
    print(f"read and check   {read:7.2f} s   x {read / bare:.1f} of bare   limit 30 s")
    print(f"bad cells named  {named} of {expected}")
    print(f"peak memory      {memory:7.0f} MB")
    if read > 30 or named != expected:
        sys.exit(1)


def measure_bare(content: bytes, times: int) -> float:
    from python_calamine import CalamineWorkbook

    start = time.perf_counter()
    for _ in range(times):
        opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in opened.sheet_names:
            opened.get_sheet_by_name(name).to_python()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

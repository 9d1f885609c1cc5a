"""The review report: 2,000 tasks, 300 agencies, 50 different charts, in ≤ 10 s and ≤ 500 MB.

python benchmarks/review_report.py
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from lotrinh.calendar import Period
from lotrinh.charts.fan import Band, Foreseen, Observed, Wanted, fan_chart
from lotrinh.charts.render import to_png
from lotrinh.writing.document import Letterhead, Picture, Signature, Source
from lotrinh.writing.report import GroupResult, ProgressReport, TaskCounts, TaskLine, figure, progress_report
from lotrinh.writing.report import TargetLine as Target

LIMIT_SECONDS, LIMIT_MB = 10, 500


def chart(number: int) -> Picture:
    observed = [Observed(Period("year", y), 20 + number / 7 + (y - 2012) * 0.8) for y in range(2012, 2026)]
    middle = float(observed[-1].value)
    foreseen = [Foreseen(Period("year", 2025 + n), middle + n, (Band(80, middle, middle + 2 * n),)) for n in range(6)]
    made = fan_chart(f"Chỉ tiêu {number}", "%", observed, foreseen=foreseen, wanted=[Wanted(Period("year", 2030), 40)])
    return Picture(to_png(made), f"Hình {number}. Chỉ tiêu {number}", made.description)


def main() -> None:
    start = time.perf_counter()
    pictures = [chart(number) for number in range(1, 51)]
    drawn = time.perf_counter() - start
    counts = TaskCounts(900, 100, 900, 100)
    data = ProgressReport(
        "year",
        "năm 2026",
        "Chương trình số 29-CTr/TU, ngày 17/4/2023",
        Letterhead("Thành ủy Cần Thơ", symbol_type="BC", symbol_organ="TU", day=date(2026, 12, 15)),
        Signature("Phó Bí thư", "T/M Ban Thường vụ"),
        targets=[Target(f"Chỉ tiêu {n}", "%", "40", figure(30 + n / 10, source=f"s{n}")) for n in range(50)],
        counts=counts,
        groups=[GroupResult(f"Nhóm nhiệm vụ {n}", counts, ["Đã hoàn thành."]) for n in range(1, 11)],
        tasks=[
            TaskLine(f"{n // 200 + 1}. Nhóm", f"Nhiệm vụ số {n} của chương trình", f"Cơ quan {n % 300}")
            for n in range(2000)
        ],
        charts=pictures,
        sources={f"s{n}": Source(f"Bản ghi SL-{n}") for n in range(50)},
    )
    start = time.perf_counter()
    content = progress_report(data)
    written = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"50 charts        {drawn:7.2f} s")
    print(f"document         {written:7.2f} s   {len(content) / 1e6:.1f} MB file")
    print(f"together         {drawn + written:7.2f} s   limit {LIMIT_SECONDS} s")
    print(f"peak memory      {memory:7.0f} MB  limit {LIMIT_MB} MB")
    if drawn + written > LIMIT_SECONDS or memory > LIMIT_MB:
        sys.exit(1)


if __name__ == "__main__":
    main()

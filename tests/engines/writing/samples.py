"""Documents and workbooks the tests share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lotrinh.writing.document import Letterhead, Run, Signature, Source
from lotrinh.writing.report import GroupResult, ProgressReport, TargetLine, TaskCounts, TaskLine, figure
from lotrinh.writing.spreadsheet import AgencyWorkbook, IndicatorRow, TaskRow

LETTERHEAD = Letterhead("Thành ủy Cần Thơ", symbol_type="BC", symbol_organ="TU", place="Cần Thơ", day=date(2026, 7, 5))
SIGNATURE = Signature("Phó Bí thư", "T/M Ban Thường vụ", "Nguyễn Văn A")
RECIPIENTS = ("Ban Bí thư Trung ương Đảng", "Lưu Văn phòng Thành ủy")


def report(**changes: object) -> ProgressReport:
    values: dict[str, object] = {
        "kind": "half_year",
        "period": "6 tháng đầu năm 2026",
        "programme": "Chương trình số 29-CTr/TU, ngày 17/4/2023",
        "letterhead": LETTERHEAD,
        "signature": SIGNATURE,
        "recipients": RECIPIENTS,
        "opening": [
            "Thực hiện Nghị quyết số 29-NQ/TW, ngày 17/11/2022 của Ban Chấp hành Trung ương Đảng khóa XIII, "
            "Ban Thường vụ Thành ủy báo cáo kết quả như sau:"
        ],
        "targets": [
            TargetLine("Tỷ trọng công nghiệp - xây dựng", "%", "34,02–34,28", figure(28.55, source="a")),
            TargetLine("GRDP bình quân đầu người", "USD", "9.400–11.000", figure(None)),
        ],
        "target_notes": [(Run("Đô thị hóa đạt "), Run("70,2%", source="b"), Run("."))],
        "counts": TaskCounts(30, 5, 40, 4),
        "groups": [GroupResult("Đổi mới tư duy", TaskCounts(3, 0, 1, 0), ["Ban hành 02 kế hoạch."])],
        "tasks": [TaskLine("1. Tư duy", "Quán triệt nghị quyết", "Ban Tuyên giáo và Dân vận Thành ủy")],
        "sources": {"a": Source("Niên giám 2025; bản ghi SL-1"), "b": Source("Bản ghi SL-2")},
    }
    return ProgressReport(**{**values, **changes})  # type: ignore[arg-type]


def workbook(rows: int = 3, **changes: object) -> AgencyWorkbook:
    values: dict[str, object] = {
        "round_code": "2026-H1",
        "round_name": "6 tháng đầu năm 2026",
        "agency_code": "SCT",
        "agency_name": "Sở Công Thương",
        "token": "v1",
        "tasks": [TaskRow(f"NV-{n:03d}", f"Nhiệm vụ {n}", "Quý IV/2026") for n in range(1, rows + 1)],
        "indicators": [
            IndicatorRow("CT-001", "Tỷ trọng công nghiệp - xây dựng", "%", Decimal(0), Decimal(100),
                         last=Decimal("33.5"), target="34,02–34,28"),
            IndicatorRow("CT-002", "Số doanh nghiệp", "doanh nghiệp", Decimal(0), None, whole=True),
            IndicatorRow("CT-003", "Vốn đầu tư", "tỷ đồng"),
        ],
    }  # fmt: skip
    return AgencyWorkbook(**{**values, **changes})  # type: ignore[arg-type]

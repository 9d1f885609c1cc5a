"""Tasks as files: exactly what a list shows, as CSV or as a spreadsheet."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.queries import TaskRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _table(found: list[TaskRow]) -> tuple[list[str], list[list[str | int | None]]]:
    columns = [
        _("Mã"), _("Điều khoản"), _("Nhiệm vụ"), _("Cơ quan chủ trì"), _("Cơ quan phối hợp"), _("Sản phẩm"),
        _("Thời hạn"), _("Trạng thái"), _("Số ngày quá hạn"),
    ]  # fmt: skip
    lines: list[list[str | int | None]] = [
        [
            row.task.code, row.task.clause.path, local(row.task, "title"),
            local(row.lead.current or row.lead.original, "name") if row.lead else "",
            "; ".join(local(body, "name") for body in row.beside), local(row.task, "product"),
            f"{row.task.current_due:%d/%m/%Y}" if row.task.current_due else str(row.task.get_due_kind_display()),
            str(row.status.label), row.days_late or None,
        ]
        for row in found
    ]  # fmt: skip
    return columns, lines


def tasks_csv(found: list[TaskRow], on: date) -> HttpResponse:
    """Separated values, UTF-8 with a mark so that spreadsheets read the letters right."""
    from lotrinh.writing.tables import table_csv

    columns, lines = _table(found)
    return _attachment(table_csv(columns, lines), "text/csv; charset=utf-8", f"nhiem-vu-{on:%Y%m%d}.csv")


def tasks_xlsx(found: list[TaskRow], on: date) -> HttpResponse:
    """A spreadsheet; where one of the tasks is demonstration data the sheet says so."""
    from lotrinh.writing.tables import table_xlsx

    columns, lines = _table(found)
    demonstration = any(row.task.demonstration for row in found)
    content = table_xlsx(_("Nhiệm vụ"), columns, lines, demonstration=demonstration)
    return _attachment(content, XLSX, f"nhiem-vu-{on:%Y%m%d}.xlsx")


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

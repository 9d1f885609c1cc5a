"""Spreadsheets out and back: the agency's workbook, and tables as shown."""

from __future__ import annotations

from lotrinh.writing.sheet_in import BadWorkbook, Problem, read_agency_workbook
from lotrinh.writing.sheet_layout import (
    AgencyWorkbook,
    IndicatorEntry,
    IndicatorRow,
    Returned,
    TaskEntry,
    TaskRow,
)
from lotrinh.writing.sheet_out import agency_workbook
from lotrinh.writing.tables import TableColumn, table_csv, table_xlsx

__all__ = [
    "AgencyWorkbook",
    "BadWorkbook",
    "IndicatorEntry",
    "IndicatorRow",
    "Problem",
    "Returned",
    "TableColumn",
    "TaskEntry",
    "TaskRow",
    "agency_workbook",
    "read_agency_workbook",
    "table_csv",
    "table_xlsx",
]

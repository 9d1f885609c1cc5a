"""What a returned workbook of figures said, kept as bytes so that the workbook is read once."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from lotrinh.writing.sheet_figures_in import FigureEntry, ReturnedFigures

_FORMAT = "lotrinh-figures-read-1"


def packed(returned: ReturnedFigures) -> bytes:
    """The workbook's figures, scope and notes as UTF-8 JSON."""
    entries = [
        [
            e.code, e.period, None if e.value is None else str(e.value), e.missing, e.kind, e.source, e.reason, e.sheet,
            e.address, e.seen,
        ]
        for e in returned.entries
    ]  # fmt: skip
    whole = [_FORMAT, returned.scope, entries, returned.unchanged, returned.notes]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> ReturnedFigures:
    """What `packed` wrote. Raises ValueError for anything else."""
    whole = json.loads(content)
    if not isinstance(whole, list) or len(whole) != 5 or whole[0] != _FORMAT:
        raise ValueError("not a kept reading of a workbook")
    _format, scope, entries, unchanged, notes = whole
    try:
        return ReturnedFigures(scope, tuple(_entry(row) for row in entries), unchanged, tuple(notes))
    except (TypeError, InvalidOperation) as error:
        raise ValueError("a kept reading of a workbook is damaged") from error


def _entry(row: list[str | int | None]) -> FigureEntry:
    code, period, value, *rest = row
    return FigureEntry(code, period, None if value is None else Decimal(str(value)), *rest)  # type: ignore[arg-type]

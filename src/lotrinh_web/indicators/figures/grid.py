"""The grid people type figures into: what stands in its cells, and what typed cells say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lotrinh.writing.sheet_figure_cell import NO_VALUE, cell_text, figure_cell
from lotrinh.writing.sheet_values import BadCellError
from lotrinh_web.indicators.figures.entry import Entry, OnRecord, held_figures, latest_values, on_record
from lotrinh_web.indicators.figures.scope import Scope, ScopeRow
from lotrinh_web.indicators.models import Observation
from lotrinh_web.templatetags.lotrinh import local

MOST_CELLS = 1_200
"""Cells of one page of the grid; a form may hold 5,000 fields."""
LONGEST = 400
KEEP = "keep"
"""The kind of a correction: that of the figure that stood there."""
MARKS = (("", ""), (",", "1.234,5"), (".", "1,234.5"))


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: what stands in it, and the figure behind it."""

    name: str
    period: str
    text: str
    held: OnRecord | None
    problem: str = ""

    @property
    def original(self) -> str:
        """What stood there when the grid was opened."""
        return text_of(self.held)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One series with its cells."""

    row: ScopeRow
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell, with its place in words."""

    name: str
    place: str
    message: str

    def sentence(self) -> str:
        """As shown to the person."""
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says: figures that differ from what the person saw, and cells that cannot be read."""

    entries: tuple[Entry, ...]
    problems: tuple[CellProblem, ...]


def rows_per_page(scope: Scope) -> int:
    """How many series fit on one page."""
    return max(1, MOST_CELLS // max(1, len(scope.periods)))


def text_of(o: OnRecord | None) -> str:
    """A figure as its cell shows it; no value with its reason behind a colon."""
    if o is None:
        return ""
    if o.value is not None:
        return cell_text(o.value)
    words = NO_VALUE.get(o.missing, "").lower()
    return f"{words}: {o.missing_reason}" if o.missing_reason else words


def cell_name(row: ScopeRow, period: str) -> str:
    """The name of a cell's field."""
    return f"{row.key}.{period}"


def grid_rows(
    scope: Scope, rows: Sequence[ScopeRow], typed: Mapping[str, str] | None = None,
    problems: Sequence[CellProblem] = (), seen: Mapping[str, int] | None = None,
) -> list[GridRow]:  # fmt: skip
    """The rows with what stands in their cells; `typed` and `seen` bring back a form that was sent before."""
    held = held_figures((r.series.pk for r in rows if r.series is not None), scope.codes)
    opened = _opened(seen) if seen is not None else None
    wrong = {p.name: p.message for p in problems}
    made = []
    for row in rows:
        cells = []
        for code in scope.codes:
            name = cell_name(row, code)
            there = held.get((row.series.pk, code), []) if row.series is not None else []
            figure = there[-1] if there else None
            if opened is not None:
                figure = opened.get(name)
            text = text_of(figure) if typed is None else typed.get(name, text_of(figure))
            cells.append(GridCell(name, code, text, figure, wrong.get(name, "")))
        made.append(GridRow(row, tuple(cells)))
    return made


def seen_of(rows: Sequence[GridRow]) -> str:
    """Which figures the person sees, for the form to send back."""
    seen = {c.name: c.held.pk for r in rows for c in r.cells if c.held is not None}
    return json.dumps(seen, separators=(",", ":"))


def read_seen(text: str) -> dict[str, int]:
    """What `seen_of` wrote; anything else counts as nothing seen."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(k): v for k, v in list(found.items())[:MOST_CELLS] if type(v) is int and 0 < v < 2**62}


def _opened(seen: Mapping[str, int]) -> dict[str, OnRecord]:
    """The figures the person saw, by cell; a key that belongs to another cell is left out."""
    rows = on_record(Observation.objects.filter(pk__in=set(seen.values())))
    found = {f"s{series}.{period}": figure for (series, period), figure in rows}
    return {name: found[name] for name, key in seen.items() if name in found and found[name].pk == key}


def read_typed(
    scope: Scope, rows: Sequence[ScopeRow], fields: Mapping[str, str], seen: Mapping[str, int],
) -> Typed:  # fmt: skip
    """What the cells of a form say. Blank cells that were blank and cells left as they were say nothing."""
    opened = _opened(seen)
    last = latest_values(r.series.pk for r in rows if r.series is not None)
    entries, problems = [], []
    for row in rows:
        for code in scope.codes:
            name = cell_name(row, code)
            text, before = fields.get(name), opened.get(name)
            if text is None or text.strip() == text_of(before):
                continue
            try:
                entry = _entry(row, code, text, before, fields, last)
            except BadCellError as error:
                problems.append(CellProblem(name, place_of(row, code), str(error)))
                continue
            if entry is not None:
                entries.append(entry)
    return Typed(tuple(entries), tuple(problems))


def place_of(row: ScopeRow, period: str) -> str:
    """A cell in words."""
    return _("%(name)s, %(area)s, kỳ %(period)s") % {
        "name": row.name, "area": local(row.area, "name"), "period": period,
    }  # fmt: skip


def _entry(
    row: ScopeRow, period: str, text: str, before: OnRecord | None, fields: Mapping[str, str],
    last: Mapping[int, Any],
) -> Entry | None:  # fmt: skip
    if len(text) > LONGEST:
        raise BadCellError("nội dung quá dài cho một ô; có thể một vùng nhiều ô đã dán vào đây. Xóa rồi dán lại.")
    former = last.get(row.series.pk) if row.series is not None else None
    found = figure_cell(text, row.unit, mark=fields.get("mark", ""), last=former)
    if found is None:
        if before is None:
            return None
        raise BadCellError(
            f"ô đang có «{text_of(before)[:60]}» bị xóa trắng. Nhập lại số, hoặc ghi lý do, ví dụ "
            "«chưa có: nguồn rút lại số»."
        )
    reason = found.reason or (fields.get("missing_reason", "").strip()[:300] if found.missing else "")
    if found.missing and not reason:
        raise BadCellError("ghi lý do chưa có số liệu sau dấu hai chấm, hoặc ở ô «Lý do chưa có số» của cả lần nhập.")
    kind = fields.get("kind", "")
    if kind == KEEP and not found.missing:
        if before is None or before.value is None:
            raise BadCellError("ô chưa có số nên không giữ được loại. Chọn loại số liệu của lần nhập.")
        kind = before.kind
    return Entry(
        row.series, row.indicator, row.area, period, found.value, found.missing, reason, "" if found.missing else kind,
        place=place_of(row, period), seen=before.pk if before is not None else None,
    )  # fmt: skip

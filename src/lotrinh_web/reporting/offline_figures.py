"""Followed figures in the offline workbook: their sheet out, and what came back judged by the rules of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lotrinh.writing.sheet_layout import DOLLAR_WORD, DONG_WORD, FollowedEntry, FollowedRow
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.figure_report_actions import Currency, Given, faults_of, unchanged
from lotrinh_web.reporting.models import Submission
from lotrinh_web.reporting.owed_figures import FigureRow, LastTime, last_times
from lotrinh_web.templatetags.lotrinh import figure, period

LABELS: dict[str, Any] = {
    "value": _("Số liệu"), "currency": _("Đơn vị của số liệu"), "rate": _("Tỷ giá (đồng/USD)"),
    "kind": _("Loại số liệu"), "source": _("Nguồn số liệu"), "missing_reason": _("Lý do chưa có số liệu"),
}  # fmt: skip
COLUMN_OF = {name: name for name in LABELS} | {"missing_reason": "reason"}
FIELD_OF = {"missing": "missing_reason"}  # names of the form's fields
CURRENCIES = {DOLLAR_WORD: Currency.USD.value, DONG_WORD: Currency.VND.value}
KINDS = {
    "Ước tính": ReportedFigure.Kind.ESTIMATE.value, "Sơ bộ": ReportedFigure.Kind.PRELIMINARY.value,
    "Chính thức": ReportedFigure.Kind.FINAL.value, "Số liệu hành chính": ReportedFigure.Kind.ADMINISTRATIVE.value,
}  # fmt: skip
LONGEST = {"source": 300, "missing_reason": 300}
MOST_FIGURE = Decimal(10) ** 17
PlaceOf = Callable[[str, str], str]
"""Code of a row and key of a column → the cell's address, or ""."""


@dataclass(slots=True)
class Said:
    """What a returned workbook says of followed figures."""

    figures: dict[str, Given] = field(default_factory=dict)  # by `Owed.key`: only what changes something
    changes: list[tuple[FigureRow, str, Any, Any, str]] = field(default_factory=list)  # row, field, old, new, code
    problems: list[tuple[str, str]] = field(default_factory=list)  # address, sentence


def code_of(row: FigureRow) -> str:
    """What names a figure in the file: indicator and territory."""
    return f"{row.owed.indicator.code}/{row.owed.area.code}"


def sheet_rows(submission: Submission, rows: list[FigureRow]) -> list[FollowedRow]:
    """The sheet of followed figures, in Vietnamese as the whole workbook."""
    before = last_times(submission, rows)
    return [_sheet_row(row, before.get(row.owed.key, [])) for row in rows]


def _sheet_row(row: FigureRow, lasts: list[LastTime]) -> FollowedRow:
    owed, indicator = row.owed, row.owed.indicator
    share = indicator.forecast_type.startswith(("share", "composition"))
    words = "; ".join(f"{figure(one.last.value)} {one.unit} ({period(one.last.period)})" for one in lasts)
    return FollowedRow(
        code=code_of(row), name=indicator.name_vi, area=owed.area.name_vi, period=period(owed.period),
        unit=" hoặc ".join(unit for _code, unit in row.currencies) or owed.unit, low=Decimal(0) if share else None,
        high=Decimal(100) if share else None, whole=indicator.forecast_type == "count",
        before=None if owed.in_dollars or not lasts else lasts[0].last.value, last=words, dollars=owed.in_dollars,
    )  # fmt: skip


def catalogue(rows: list[FigureRow]) -> list[str]:
    """Changes when the figures asked for do."""
    return [f"{code_of(row)}:{row.owed.period}" for row in rows]


def judged(entries: tuple[FollowedEntry, ...], rows: list[FigureRow], place: PlaceOf) -> Said:
    """What entries change, and what is wrong with them at which cell. An empty cell says nothing."""
    said, by_code = Said(), {code_of(row): row for row in rows}
    for entry in entries:
        row = by_code[entry.code]
        given = _given(row, entry)
        faults = [*_too_much(given), *((FIELD_OF.get(f.field, f.field), f.words) for f in faults_of(row, given))]
        if given.empty:
            faults.append(("value", "nhập số liệu, hoặc lý do chưa có số liệu."))
        said.problems += [(place(entry.code, COLUMN_OF[name]), words) for name, words in faults]
        if not faults and not unchanged(row, given):
            said.figures[row.owed.key] = given
            said.changes += [(row, name, old, new, entry.code) for name, old, new in _differences(row, given)]
    return said


def _given(row: FigureRow, entry: FollowedEntry) -> Given:
    """What stands, with the filled cells in its place: a figure ends a reason, a reason ends a figure, and a rate
    belongs to the currency it was stated with."""
    former = row.reported
    given = Given(seen=row.seen)
    if former is not None:
        given = Given(
            former.value, former.kind, former.source, former.missing_reason, row.seen, former.currency, former.rate
        )
    if entry.reason and entry.value is None:
        given = Given(seen=row.seen)
    if entry.value is not None:
        value, dropped = round(entry.value, 6), entry.currency and CURRENCIES[entry.currency] != given.currency
        given = replace(given, value=value, missing_reason="", rate=None if dropped else given.rate)
    words: dict[str, Any] = {
        "kind": KINDS.get(entry.kind, ""), "source": entry.source, "missing_reason": entry.reason,
        "currency": CURRENCIES.get(entry.currency, ""), "rate": entry.rate and round(entry.rate, 2),
    }  # fmt: skip
    return replace(given, **{name: value for name, value in words.items() if value})


def _too_much(given: Given) -> list[tuple[str, str]]:
    """What the store cannot hold."""
    found = [
        (name, f"dài {len(getattr(given, name))} ký tự, tối đa {limit}. Rút gọn lại.")
        for name, limit in LONGEST.items() if len(getattr(given, name)) > limit
    ]  # fmt: skip
    if given.value is not None and abs(given.value) >= MOST_FIGURE:
        found.append(("value", "số quá lớn. Kiểm tra đơn vị tính."))
    return found


def _differences(row: FigureRow, given: Given) -> list[tuple[str, Any, Any]]:
    """(field, old, new) of each that differs, as people read them."""
    found = []
    for name in LABELS:
        old = getattr(row.reported, name) if row.reported is not None else None
        new = getattr(given, name)
        old_words, new_words = _words(row, name, old), _words(row, name, new)
        if old_words != new_words:
            found.append((name, old_words, new_words))
    return found


def _words(row: FigureRow, name: str, value: Any) -> Any:
    if name == "kind" and value:
        return ReportedFigure.Kind(value).label
    if name == "currency" and value:
        return row.unit_of(value)
    return "" if value is None else value

"""The workbook of figures for an agency or a group: written from the record, read back into entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lotrinh.errors import InvalidData
from lotrinh_web.indicators.figure_entry import Entry, held_figures
from lotrinh_web.indicators.figure_scope import Scope, ScopeRow, rows_of
from lotrinh_web.indicators.models import Indicator, Series
from lotrinh_web.organisations.models import AreaVersion

if TYPE_CHECKING:
    from lotrinh.writing.sheet_figures import FigureWorkbook
    from lotrinh.writing.sheet_figures_in import FigureEntry

MOST_BYTES = 10 * 2**20
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A returned workbook as entries; `notes` say what was read with care."""

    entries: tuple[Entry, ...]
    unchanged: int
    notes: tuple[str, ...]


def workbook_of(scope: Scope) -> FigureWorkbook:
    """The workbook of a scope as the record stands. Raises `InvalidData` where nothing or too much was chosen."""
    from lotrinh.writing.sheet_figures import FigureRow, FigureWorkbook, Held

    rows = rows_of(scope)
    if not rows:
        raise InvalidData(_("Phạm vi đã chọn không có chỉ tiêu nào. Chọn cơ quan, nhóm hoặc địa bàn khác."))
    if len(rows) > MOST_ROWS:
        raise InvalidData(
            _("Phạm vi đã chọn có %(n)d dãy số, tối đa %(most)d. Chọn một cơ quan hoặc một nhóm.")
            % {"n": len(rows), "most": MOST_ROWS}
        )
    keys = [r.series.pk for r in rows if r.series is not None]
    held = held_figures(keys, scope.codes)

    def one(row: ScopeRow) -> FigureRow:
        key = row.series.pk if row.series is not None else 0
        figures = {code: held[key, code][-1] for code in scope.codes if held.get((key, code))}
        return FigureRow(
            row.code, row.name, str(row.area), row.unit,
            {code: Held(o.pk, o.value, o.kind, o.missing) for code, o in figures.items()},
        )  # fmt: skip

    who = scope.body.name if scope.body is not None else scope.programme.name_vi
    body = scope.body.organisation if scope.body is not None else None
    named = {"agency": body.code if body is not None else "", "name": who, "programme": scope.programme.code}
    return FigureWorkbook(
        _("Số liệu chỉ tiêu: %s") % who, named, {p.code: p.name for p in scope.periods}, [one(r) for r in rows],
        scope.programme.demonstration,
    )  # fmt: skip


def read_workbook(content: bytes, *, mark: str = "") -> ReadBook:
    """What a returned workbook says. Raises `BadWorkbook` with every bad cell, or `UnreadableDocument`."""
    from lotrinh.writing.sheet_figures_in import read_figure_workbook

    returned = read_figure_workbook(content, mark=mark)
    places = _Places({e.code for e in returned.entries})
    problems, entries = [], []
    for entry in returned.entries:
        found = places.of(entry.code)
        if found is None:
            problems.append(_lost(entry))
        else:
            series, indicator, area = found
            entries.append(
                Entry(
                    series, indicator, area, entry.period, entry.value, entry.missing, entry.reason, entry.kind,
                    entry.source, place=_("Ô %(at)s, sheet «%(sheet)s»") % {"at": entry.address, "sheet": entry.sheet},
                    seen=entry.seen,
                )
            )  # fmt: skip
    problems += _unexplained(returned.entries)
    if problems:
        from lotrinh.writing.sheet_in import BadWorkbook

        raise BadWorkbook(problems)
    return ReadBook(tuple(entries), returned.unchanged, returned.notes)


def _lost(entry: FigureEntry) -> Any:
    from lotrinh.writing.sheet_in import Problem

    words = f"mã dãy số «{entry.code[:60]}» không còn trong hệ thống. Tải lại tệp mẫu rồi chép số liệu vào."
    return Problem(entry.sheet, entry.address, words)


def _unexplained(entries: tuple[FigureEntry, ...]) -> list[Any]:
    from lotrinh.writing.sheet_in import Problem

    words = "chọn «không có số» thì ghi lý do ở cột cuối của dòng."
    return [Problem(e.sheet, e.address, words) for e in entries if e.missing and not e.reason]


class _Places:
    """Series, or indicator and territory of a row without one, by the code a file names them with."""

    def __init__(self, codes: set[str]) -> None:
        self._series = {s.code: s for s in Series.objects.filter(code__in=codes)}
        named = [s.indicator_id for s in self._series.values()]
        self._by_key = Indicator.objects.only("code", "name_vi", "name_en", "unit").in_bulk(named)
        self._by_area = AreaVersion.objects.in_bulk({s.area_version_id for s in self._series.values()})
        pairs = [c[1:].partition("@") for c in codes if c.startswith("+")]
        self._indicators = {i.code: i for i in Indicator.objects.filter(code__in=[p[0] for p in pairs])}
        self._areas = {a.code: a for a in AreaVersion.objects.filter(code__in=[p[2] for p in pairs])}
        firsts = Series.objects.filter(indicator__in=self._indicators.values(), area_version__in=self._areas.values())
        self._now = {(s.indicator_id, s.area_version_id): s for s in firsts.order_by("preferred", "pk")}

    def of(self, code: str) -> tuple[Series | None, Indicator, AreaVersion] | None:
        if (series := self._series.get(code)) is not None:
            return series, self._by_key[series.indicator_id], self._by_area[series.area_version_id]
        name, _at, place = code[1:].partition("@")
        indicator, area = self._indicators.get(name), self._areas.get(place)
        if not code.startswith("+") or indicator is None or area is None:
            return None
        return self._now.get((indicator.pk, area.pk)), indicator, area

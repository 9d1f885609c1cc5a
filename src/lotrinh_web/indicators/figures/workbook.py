"""The workbook of figures for an agency or a group: written from the record, read back into entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lotrinh.errors import InvalidData
from lotrinh_web.indicators.figures.entry import Entry, Named, held_figures
from lotrinh_web.indicators.figures.models import FigureBatch, reading_beside
from lotrinh_web.indicators.figures.scope import Scope, ScopeRow, rows_of
from lotrinh_web.indicators.models import Indicator, Series
from lotrinh_web.organisations.models import AreaVersion

if TYPE_CHECKING:
    from lotrinh.writing.sheet_figures import FigureWorkbook
    from lotrinh.writing.sheet_figures_in import FigureEntry, ReturnedFigures

MOST_BYTES = 10 * 2**20
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A returned workbook as entries."""

    entries: tuple[Entry, ...]
    returned: ReturnedFigures

    @property
    def unchanged(self) -> int:
        """How many filled cells say nothing new."""
        return self.returned.unchanged

    @property
    def notes(self) -> tuple[str, ...]:
        """What was read with care."""
        return self.returned.notes

    @property
    def agency(self) -> str:
        """The code of the body it was made for, "" where it was made for none."""
        return self.returned.scope.get("agency", "")

    def packed(self) -> bytes:
        """What it says, to be kept beside the file."""
        from lotrinh.writing.sheet_figures_kept import packed

        return packed(self.returned)


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

    return _in_place(read_figure_workbook(content, mark=mark))


def kept_workbook(batch: FigureBatch) -> ReadBook:
    """What a workbook taken in says: as it was read then, or read anew where that was not kept."""
    from lotrinh.writing.sheet_figures_kept import unpacked

    storage = batch.file.storage
    try:
        with storage.open(reading_beside(batch)) as file:
            return _in_place(unpacked(file.read()))
    except (OSError, ValueError, LookupError, TypeError):
        with batch.file.open("rb") as file:
            return read_workbook(file.read(), mark=batch.options.get("mark", ""))


def _in_place(returned: ReturnedFigures) -> ReadBook:
    """The figures of a workbook with their series; refused where one is not here any more."""
    from lotrinh.writing.sheet_in import BadWorkbook

    places = _Places({e.code for e in returned.entries})
    problems, entries = [], []
    words = str(_("Ô %(at)s, sheet «%(sheet)s»"))
    for entry in returned.entries:
        found = places.of(entry.code)
        if found is None:
            problems.append(_lost(entry))
        else:
            series, indicator, area = found
            entries.append(
                Entry(
                    series, indicator, area, entry.period, entry.value, entry.missing, entry.reason, entry.kind,
                    entry.source, place=words % {"at": entry.address, "sheet": entry.sheet}, seen=entry.seen,
                )
            )  # fmt: skip
    problems += _unexplained(returned.entries)
    if problems:
        raise BadWorkbook(problems)
    return ReadBook(tuple(entries), returned)


def _lost(entry: FigureEntry) -> Any:
    from lotrinh.writing.sheet_in import Problem

    words = f"mã dãy số «{entry.code[:60]}» không còn trong hệ thống. Tải lại tệp mẫu rồi chép số liệu vào."
    return Problem(entry.sheet, entry.address, words)


def _unexplained(entries: tuple[FigureEntry, ...]) -> list[Any]:
    from lotrinh.writing.sheet_in import Problem

    words = "chọn «không có số» thì ghi lý do ở cột cuối của dòng."
    return [Problem(e.sheet, e.address, words) for e in entries if e.missing and not e.reason]


Place = tuple[Named | None, Named, Named]
"""Series (None: there is none yet), indicator, territory."""
_PLACE = (
    "pk", "code", "unit", "indicator_id", "indicator__code", "indicator__name_vi", "indicator__name_en",
    "indicator__unit", "area_version_id", "area_version__code", "area_version__name_vi", "area_version__name_en",
)  # fmt: skip


class _Places:
    """Where figures belong, by the code a file names their row with."""

    def __init__(self, codes: set[str]) -> None:
        self._found: dict[str, Place] = {}
        series = Series.objects.filter(code__in=[c for c in codes if not c.startswith("+")])
        for row in series.values_list(*_PLACE):
            self._found[row[1]] = Named(row[0], row[1], unit=row[2]), Named(*row[3:8]), Named(*row[8:])
        pairs = [c for c in codes if c.startswith("+")]
        if pairs:
            self._find_first(pairs)

    def _find_first(self, codes: list[str]) -> None:
        """Rows without a series; somebody may have opened one since the file was made."""
        split = {code: code[1:].partition("@")[::2] for code in codes}
        fields = ("pk", "code", "name_vi", "name_en")
        indicators = {
            row[1]: Named(*row)
            for row in Indicator.objects.filter(code__in=[p[0] for p in split.values()]).values_list(*fields, "unit")
        }
        areas = {
            row[1]: Named(*row)
            for row in AreaVersion.objects.filter(code__in=[p[1] for p in split.values()]).values_list(*fields)
        }
        opened = Series.objects.filter(
            indicator__in=[i.pk for i in indicators.values()], area_version__in=[a.pk for a in areas.values()]
        ).order_by("preferred", "pk")
        rows = opened.values_list("pk", "code", "unit", "indicator", "area_version")
        now = {(row[3], row[4]): Named(row[0], row[1], unit=row[2]) for row in rows}
        for code, (name, place) in split.items():
            if name in indicators and place in areas:
                there = now.get((indicators[name].pk, areas[place].pk))
                self._found[code] = there, indicators[name], areas[place]

    def of(self, code: str) -> Place | None:
        return self._found.get(code)

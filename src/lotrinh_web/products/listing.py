"""What the four list pages share: choices in the address, words sought, order, files of exactly what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.models import Clause, Programme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = ("csv", "xlsx")
R = TypeVar("R")


def choices_of(request: HttpRequest, *names: str) -> dict[str, str]:
    """What the address asks for, by name with `_` for `-`."""
    return {name.replace("-", "_"): request.GET.get(name, "").strip()[:200] for name in names}


def holding(rows: Iterable[R], words: str, texts: Callable[[R], Iterable[str]]) -> list[R]:
    """Rows whose texts hold every word, tone marks optional."""
    from lotrinh.text.fold import fold_loose

    terms = fold_loose(words).split()
    return (
        [row for row in rows if all(term in fold_loose(" ".join(texts(row))) for term in terms)] if terms else [*rows]
    )


def of_agency(rows: Iterable[R], code: str, body: Callable[[R], Organisation | None]) -> list[R]:
    """Rows of one body, by its code; all where none is asked for."""
    if not code:
        return [*rows]
    return [row for row in rows if (found := body(row)) is not None and found.code == code]


def of_group(rows: Iterable[R], path: str, group: Callable[[R], Clause]) -> list[R]:
    """Rows of one task group, by its path."""
    return [row for row in rows if group(row).path == path] if path else [*rows]


def bodies_in(rows: Iterable[R], body: Callable[[R], Organisation | None]) -> list[Organisation]:
    """The bodies that occur, by name, for a filter."""
    found = {organisation.pk: organisation for row in rows if (organisation := body(row)) is not None}
    return sorted(found.values(), key=lambda organisation: organisation.name_vi)


def groups_in(rows: Iterable[R], group: Callable[[R], Clause]) -> list[Clause]:
    """The task groups that occur, in the document's order."""
    found = {clause.pk: clause for row in rows if (clause := group(row))}
    return sorted(found.values(), key=lambda clause: clause.order)


def ordered(rows: list[R], asked: str, orders: Mapping[str, Callable[[R], Any]]) -> list[R]:
    """Rows by `?sap-xep=key` or `-key`; rows without a value (None) last in both directions."""
    key = orders.get(asked.removeprefix("-"))
    if key is None:
        return rows
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=asked.startswith("-")) + unknown


def legend(request: HttpRequest, counts: Mapping[str, int], states: Any) -> list[tuple[Any, int, str, bool]]:
    """Each state that occurs: itself, its number, the address that shows only it (or all again), whether chosen."""
    found = []
    for state in states:
        if not counts.get(state.value):
            continue
        query, chosen = request.GET.copy(), request.GET.get("trang-thai") == state.value
        query.pop("trang", None)
        query["trang-thai"] = "" if chosen else state.value
        found.append((state, counts[state.value], "?" + query.urlencode(), chosen))
    return found


def asked_file(request: HttpRequest) -> str:
    """`csv`, `xlsx`, or "" where a page is wanted."""
    kind = request.GET.get("dinh-dang", "")
    return kind if kind in FILES else ""


def table_file(
    kind: str, *, name: str, title: str, columns: Sequence[Any], lines: Iterable[Sequence[Any]], on: date,
    programme: Programme, demonstration: bool,
) -> HttpResponse:  # fmt: skip
    """The table as a file; the sheet says the day it speaks of, and whether it holds demonstration data."""
    from lotrinh.writing.tables import table_csv, table_xlsx

    if kind == "csv":
        content, mime = table_csv(columns, lines), "text/csv; charset=utf-8"
    else:
        note = _("%(programme)s. Tình hình ngày %(day)s.") % {"programme": programme.name_vi, "day": f"{on:%d/%m/%Y}"}
        content, mime = table_xlsx(title, columns, lines, note=note, demonstration=demonstration), XLSX
    return attachment(content, mime, f"{name}-{on:%Y%m%d}.{kind}")


def attachment(content: bytes, mime: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

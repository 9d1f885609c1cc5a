"""Writes of many figures at once: a save of the grid, a file kept, a file applied. All of it, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import account_of, is_agency, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.figures.entry import Change, Entry, Judged, Progress, judge, pieces, twice
from lotrinh_web.indicators.figures.insert import insert_rows
from lotrinh_web.indicators.figures.models import FigureBatch, reading_beside
from lotrinh_web.indicators.models import FigureSource, Observation, Series
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import agency_of

_CHUNK = 1_000
_LISTED = 200
"""How many figures an audit entry lists one by one; the rest are found by the batch."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written."""

    batch: FigureBatch
    written: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of a whole batch: why figures are corrected, the source and kind where none is named."""

    reason: str = ""
    source: str = ""
    url: str = ""
    kind: str = ""


def completed(entries: Sequence[Entry], given: Given) -> list[Entry]:
    """Entries with the source and kind of the batch where they name none."""
    return [_completed(e, given) for e in entries]


def _completed(e: Entry, given: Given) -> Entry:
    source = (e.source or given.source).strip()[:400]
    kind = "" if e.missing else e.kind or given.kind or Observation.Kind.UNSTATED.value
    return e if source == e.source and kind == e.kind else replace(e, source=source, kind=kind)


def _office(*, actor: Actor, **_rest: Any) -> bool:
    return is_office(actor)


def _may_hand_in(*, actor: Actor, organisation: Organisation | None = None, **_rest: Any) -> bool:
    """The office; an agency's people for a workbook made for their agency."""
    if is_office(actor):
        return True
    own = agency_of(actor, timezone.localdate()) if is_agency(actor) else None
    return own is not None and organisation is not None and own.pk == organisation.pk


@action(allow=_office)
def enter_figures(
    *, actor: Actor, entries: Sequence[Entry], given: Given, state: str, choices: Mapping[str, str] | None = None,
) -> Applied:  # fmt: skip
    """Write what was typed into the grid; `state` is that of the preview the person saw."""
    now = timezone.now()
    batch = FigureBatch.objects.create(
        channel=FigureBatch.Channel.GRID, uploaded_by=account_of(actor), uploaded_at=now, applied_by=account_of(actor),
        applied_at=now,
    )  # fmt: skip
    return _write(actor, batch, completed(entries, given), given, state, choices or {}, "", None)


@action(allow=_may_hand_in)
def take_in_file(
    *, actor: Actor, channel: str, form: str, name: str, content: bytes, structure: bytes | None = None,
    organisation: Organisation | None = None, options: dict[str, Any] | None = None, read: bytes | None = None,
) -> FigureBatch:  # fmt: skip
    """Keep a file that reads without a fault; no figure changes yet.

    `read` is what a workbook said, kept beside it so that it is not read again for each page.
    """
    digest = hashlib.sha256(content).hexdigest()
    batch = FigureBatch(
        channel=channel, format=form, name=name[:200], file_hash=digest, organisation=organisation,
        options=options or {}, uploaded_by=account_of(actor), uploaded_at=timezone.now(),
    )  # fmt: skip
    batch.file.save(f"{digest[:16]}.{form[:5]}", ContentFile(content), save=False)
    if read is not None:
        batch.file.storage.save(reading_beside(batch), ContentFile(read))
    if structure is not None:
        batch.structure.save(f"{digest[:16]}.dsd.xml", ContentFile(structure), save=False)
    batch.save()
    record(
        actor=actor, action="indicators.take_in_figures", subject=batch,
        data={"file": batch.name, "kind": form, "sha256": digest, "organisation": organisation and organisation.code},
    )  # fmt: skip
    return batch


@action(allow=_office)
def set_reading(*, actor: Actor, batch: FigureBatch, options: dict[str, Any]) -> FigureBatch:
    """Keep how a data file is to be read: which part is the indicator, the territory, the period; which codes."""
    batch = FigureBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.applied_at is not None:
        raise Conflict("Tệp này đã được ghi. Tải lại trang.")
    batch.options = options
    batch.save(update_fields=["options"])
    record(actor=actor, action="indicators.set_reading", subject=batch, data={"file": batch.name})
    return batch


@action(allow=_office)
def apply_import(
    *, actor: Actor, batch: FigureBatch, entries: Sequence[Entry], given: Given, state: str,
    choices: Mapping[str, str] | None = None, choice: str = "", progress: Progress | None = None,
) -> Applied:  # fmt: skip
    """Write what a kept file says; `state` is that of the preview the person saw.

    `choices` decides conflicts cell by cell, `choice` those not named. `progress(done, all)` is told on the way.
    """
    batch = FigureBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.applied_at is not None:
        raise Conflict("Tệp này đã được ghi. Tải lại trang.")
    batch.applied_by, batch.applied_at = account_of(actor), timezone.now()
    return _write(actor, batch, completed(entries, given), given, state, choices or {}, choice, progress)


def _write(
    actor: Actor, batch: FigureBatch, entries: list[Entry], given: Given, state: str, choices: Mapping[str, str],
    choice: str, progress: Progress | None,
) -> Applied:  # fmt: skip
    """Judge under a lock and write everything; raises before anything is written."""
    again = next(twice(entries), None)
    if again is not None:
        raise Refused(f"{again.place or again.cell}: số liệu này có hai lần. Giữ một lần rồi nộp lại.")
    keys = sorted({e.series.pk for e in entries if e.series is not None})
    for some in pieces(keys, 400):
        list(Series.objects.select_for_update().filter(pk__in=some).values_list("pk", flat=True))
    judged = judge(entries, choices, choice=choice, warn=False)
    _check(judged, given, state)
    changes = [c for c in judged.changes if c.effect != "leave"]
    made = _new_series(changes)
    sources = _sources(changes, given)
    total = 0
    for some_changes in pieces(changes, _CHUNK):
        insert_rows(Observation, (_observation(c, batch, given, made, sources) for c in some_changes))
        total += len(some_changes)
        if progress is not None:
            progress(total, len(changes))
    batch.counts = {name: sum(c.effect == name for c in changes) for name in sorted({c.effect for c in changes})}
    batch.save(update_fields=["counts", "applied_by", "applied_at"])
    _record(actor, batch, changes, given, len(made))
    return Applied(batch, total, judged)


def _check(judged: Judged, given: Given, state: str) -> None:
    if judged.state != state:
        raise Conflict("Số liệu vừa có người ghi thêm. Xem lại các thay đổi dưới đây rồi ghi.")
    waiting = len(judged.open_conflicts)
    if waiting:
        raise Refused(f"Còn {waiting} số liệu xung đột chưa chọn. Chọn cách xử lý từng số rồi ghi.")
    if all(c.effect == "leave" for c in judged.changes):
        raise Refused("Không có số liệu nào khác số đang có; chưa có gì để ghi.")
    if judged.lacks_source:
        raise Refused("Ghi nguồn của số liệu: tên ấn phẩm hoặc báo cáo, và địa chỉ nếu có.")
    if judged.lacks_reason and not given.reason.strip():
        raise Refused("Ghi lý do sửa số liệu đang dùng.")
    silent = next((c.entry for c in judged.changes if c.entry.missing and not c.entry.reason), None)
    if silent is not None:
        raise Refused(f"{silent.place}: ghi lý do chưa có số liệu.")


def _new_series(changes: Sequence[Change]) -> dict[str, Series]:
    """The first series of an indicator over a territory, where there was none."""
    made: dict[str, Series] = {}
    for c in changes:
        e = c.entry
        if e.series is None and e.row not in made:
            code = f"{e.indicator.code}.{e.area.code}.chung"[:120]
            there = Series.objects.filter(indicator=e.indicator.pk, area_version=e.area.pk)
            if there.exists():
                raise Conflict(f"Chỉ tiêu «{e.indicator}» vừa có dãy số liệu ở {e.area}. Tải lại trang.")
            made[e.row] = Series.objects.create(
                indicator_id=e.indicator.pk, area_version_id=e.area.pk, code=code, unit=e.indicator.unit,
                preferred=True, reason="Dãy số liệu đầu tiên của chỉ tiêu trên địa bàn này.",
            )  # fmt: skip
    return made


def _sources(changes: Sequence[Change], given: Given) -> dict[str, FigureSource]:
    found: dict[str, FigureSource] = {}
    for c in changes:
        title = c.entry.source
        if title and title not in found:
            url = given.url if title == given.source.strip() else ""
            found[title] = FigureSource.objects.get_or_create(title=title, url=url)[0]
    return found


def _observation(
    c: Change, batch: FigureBatch, given: Given, made: Mapping[str, Series],
    sources: Mapping[str, FigureSource],
) -> dict[str, Any]:  # fmt: skip
    """The fields of one figure."""
    e, effect = c.entry, c.effect
    reason = ""
    if effect == "fills":
        reason = "Đã có số liệu."
    elif effect == "replaces":
        reason = (e.reason or given.reason).strip()[:300]
    source = sources.get(e.source) if e.value is not None else None
    return {
        "series": (e.series if e.series is not None else made[e.row]).pk, "period": e.period, "value": e.value,
        "missing": e.missing, "missing_reason": e.reason[:300] if e.missing else "",
        "kind": e.kind or Observation.Kind.UNSTATED.value, "preferred": effect != "beside",
        "preferred_reason": "Ghi bên cạnh số đang dùng." if effect == "beside" else "",
        "source": source.pk if source is not None else None, "note": e.note[:500],
        "entered_by": batch.applied_by_id, "recorded_at": batch.applied_at, "batch": batch.pk,
        "replaces": c.old.pk if c.old is not None and effect in ("fills", "replaces") else None,
        "replacement_reason": reason,
    }  # fmt: skip


def _record(actor: Actor, batch: FigureBatch, changes: Sequence[Change], given: Given, series: int) -> None:
    words = [
        {
            "series": c.entry.row if c.entry.series is None else c.entry.series.code, "period": c.entry.period,
            "old": None if c.old is None or c.old.value is None else f"{c.old.value:f}",
            "new": c.entry.missing or f"{c.entry.value:f}", "kind": c.entry.kind, "effect": c.effect,
        }
        for c in changes[:_LISTED]
    ]  # fmt: skip
    code = "enter_figures" if batch.channel == FigureBatch.Channel.GRID else "import_figures"
    record(
        actor=actor, action=f"indicators.{code}", subject=batch,
        data={
            "file": batch.name, "sha256": batch.file_hash, "counts": batch.counts, "cells": words,
            "listed": min(len(changes), _LISTED), "items": len(changes), "new_series": series,
            "source": given.source, "reason": given.reason,
        },
    )  # fmt: skip


def sentences(error: LotrinhError) -> list[str]:
    """What an error says, one sentence a bad cell."""
    problems = getattr(error, "problems", ())
    return [problem.sentence() for problem in problems] or str(error).splitlines() or [str(error)]

"""The offline round trip: the workbook an agency fills in, and taking a returned one in, whole or not at all.

An empty cell says nothing: what was entered before stays. The file names the version of the report it was made
from; if somebody changed the report since, the person is shown both and decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import UnreadableDocument
from lotrinh.writing.sheet_layout import (
    FOLLOWED,
    INDICATORS,
    TASKS,
    AgencyWorkbook,
    IndicatorEntry,
    IndicatorRow,
    Returned,
    TaskEntry,
    TaskRow,
)
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.reporting import offline_figures
from lotrinh_web.reporting.actions import _officer, save_entries, tasks_to_report
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.models import ReturnedWorkbook, Submission, SubmissionEvent
from lotrinh_web.reporting.owed_figures import FigureRow, figure_rows
from lotrinh_web.reporting.queries import EntryRow, entry_rows
from lotrinh_web.templatetags.lotrinh import figure, period
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.status import Status

MOST_BYTES = 5 * 2**20
_TOKEN = re.compile(r"v(\d{1,9})-([0-9a-f]{16})")
LABELS: dict[str, Any] = {
    "narrative": _("Kết quả trong kỳ"), "percent": _("Tiến độ (%)"), "self_rating": _("Tự đánh giá"),
    "completed_on": _("Hoàn thành ngày"), "evidence": _("Văn bản, minh chứng"),
    "difficulty": _("Khó khăn, vướng mắc"), "request": _("Kiến nghị"), "result_value": _("Số liệu kết quả"),
    "result_kind": _("Loại số liệu"), "result_source": _("Nguồn số liệu"),
    "result_missing": _("Lý do chưa có số liệu"),
}  # fmt: skip
COLUMN_OF = {
    "narrative": (TASKS, "result"), "percent": (TASKS, "percent"), "self_rating": (TASKS, "rating"),
    "completed_on": (TASKS, "done_on"), "evidence": (TASKS, "evidence"), "difficulty": (TASKS, "difficulty"),
    "request": (TASKS, "request"), "result_value": (INDICATORS, "value"), "result_kind": (INDICATORS, "kind"),
    "result_source": (INDICATORS, "source"), "result_missing": (INDICATORS, "reason"),
}  # fmt: skip
LONGEST = {"evidence": 400, "result_source": 300, "result_missing": 300}
MOST_FIGURE = Decimal(10) ** 17


# ---- out -------------------------------------------------------------------------------------------------------------


def workbook_of(
    submission: Submission, rows: list[EntryRow] | None = None, followed: list[FigureRow] | None = None
) -> AgencyWorkbook:
    """The workbook of one agency for one round, as the engine writes it: its tasks, their figures, those it follows."""
    followed = followed if followed is not None else figure_rows(submission)
    rows = rows if rows is not None else entry_rows(submission, tasks_to_report(submission))
    tasks = [row.task for row in rows]
    with translation.override("vi"):
        lines = [TaskRow(t.code, t.title_vi, _due(t), str(Status(t.status).label)) for t in tasks]  # type: ignore[attr-defined]
        figures = [
            _figure_row(row.task, row.last_time.result_value if row.last_time else None)
            for row in rows if row.task.result_indicator is not None
        ]  # fmt: skip
        return AgencyWorkbook(
            round_code=submission.round.period, round_name=f"Kỳ báo cáo {period(submission.round.period)}",
            agency_code=submission.organisation.code, agency_name=submission.organisation.name_vi,
            token=f"v{submission.version}-{_catalogue(submission, tasks, followed)}", tasks=lines, indicators=figures,
            followed=offline_figures.sheet_rows(submission, followed), demonstration=submission.demonstration,
        )  # fmt: skip


def _due(task: Task) -> str:
    return f"{task.current_due:%d/%m/%Y}" if task.current_due else str(task.get_due_kind_display())


def _figure_row(task: Task, last: Decimal | None) -> IndicatorRow:
    indicator = task.result_indicator
    assert indicator is not None
    share = indicator.forecast_type.startswith(("share", "composition"))
    return IndicatorRow(
        code=task.code, name=indicator.name_vi, unit=indicator.unit, last=last, decimals=indicator.decimals,
        low=Decimal(0) if share else None, high=Decimal(100) if share else None,
        whole=indicator.forecast_type == "count",
    )  # fmt: skip


def _catalogue(submission: Submission, tasks: list[Task], followed: list[FigureRow]) -> str:
    """Changes when the list of tasks or figures does; the programme is part of it, codes repeat between programmes."""
    words = [submission.round.programme.code]
    words += [f"{t.code}:{t.result_indicator.code if t.result_indicator else ''}" for t in tasks]
    words += offline_figures.catalogue(followed)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def file_name(submission: Submission) -> str:
    """`bao-cao-2026-Q3-so-cong-thuong.xlsx`."""
    return f"bao-cao-{submission.round.period}-{submission.organisation.code}.xlsx"


# ---- back ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something new, of a task or of a followed figure."""

    task: Task | None
    field: str
    old: Any
    new: Any
    place: str  # sheet and cell
    figure: FigureRow | None = None

    @property
    def label(self) -> Any:
        """The field's name."""
        return offline_figures.LABELS[self.field] if self.task is None else LABELS[self.field]

    @property
    def about(self) -> dict[str, str]:
        """What it is of, for the trail."""
        if self.task is not None:
            return {"task": self.task.code}
        return {"indicator": self.figure.owed.indicator.code} if self.figure is not None else {}

    @property
    def old_words(self) -> str:
        """What stands there now."""
        return shown(self.old)

    @property
    def new_words(self) -> str:
        """What the file says."""
        return shown(self.new)


@dataclass(frozen=True, slots=True)
class Judged:
    """A returned workbook that read without a fault: what it changes, and whether the report moved on meanwhile."""

    changes: list[Change]
    notes: tuple[str, ...]
    version: int  # the report's, when the workbook was issued
    changed_by: SubmissionEvent | None  # the last saving since, where there is one
    figures: dict[str, Given] = field(default_factory=dict)  # as `save_figures` takes them

    @property
    def entries(self) -> dict[int, dict[str, Any]]:
        """The changes as `save_entries` takes them."""
        found: dict[int, dict[str, Any]] = {}
        for change in self.changes:
            if change.task is not None:
                found.setdefault(change.task.pk, {})[change.field] = change.new
        return found


def shown(value: Any) -> str:
    """A value in a cell of the preview."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return figure(value)
    return "" if value is None else str(value)


def judge(submission: Submission, content: bytes) -> Judged:
    """Read a returned workbook against the report as it stands. Raises UnreadableDocument, BadWorkbook."""
    from lotrinh.writing.sheet_in import read_agency_workbook
    from lotrinh.writing.sheet_places import cell_addresses, read_identity

    found = entry_rows(submission, tasks_to_report(submission))
    followed = figure_rows(submission)
    expected = workbook_of(submission, found, followed)
    issued = _TOKEN.fullmatch(read_identity(content).get("token", ""))
    version = submission.version
    if issued and expected.token.endswith(issued[2]):
        expected, version = replace(expected, token=issued[0]), int(issued[1])
    returned = read_agency_workbook(content, expected)
    said = _said(returned)
    places = cell_addresses(content)
    figures = offline_figures.judged(
        returned.followed, followed, lambda code, key: places.get((FOLLOWED, code, key), "")
    )
    _check(submission, said, places, figures.problems)
    rows = {row.task.code: row for row in found}
    changes = []
    for code, fields in said.items():
        row = rows[code]
        for name, new in fields.items():
            old = getattr(row.entry, name) if row.entry else None
            if old != new:
                changes.append(Change(row.task, name, old, new, _place(places, code, name)))
    for at, name, old, new, code in figures.changes:
        cell = places.get((FOLLOWED, code, offline_figures.COLUMN_OF[name]), "")
        changes.append(Change(None, name, old, new, f"{FOLLOWED} · {cell}" if cell else FOLLOWED, at))
    since = submission.version != version
    last = submission.events.filter(kind=SubmissionEvent.Kind.SAVED).select_related("actor").last() if since else None
    return Judged(changes, returned.notes, version, last, figures.figures)


def _said(returned: Returned) -> dict[str, dict[str, Any]]:
    """By task code, the fields that have words or a value."""
    found: dict[str, dict[str, Any]] = {}
    entries: tuple[TaskEntry | IndicatorEntry, ...] = (*returned.tasks, *returned.indicators)
    for entry in entries:
        fields = found.setdefault(entry.code, {})
        sheet = TASKS if isinstance(entry, TaskEntry) else INDICATORS
        for name, (where, key) in COLUMN_OF.items():
            if where == sheet and (value := getattr(entry, key)) not in ("", None):
                fields[name] = value
        if fields.get("result_value") is not None:
            fields["result_value"] = round(fields["result_value"], 6)
            fields["result_missing"] = fields.get("result_missing", "")
    return {code: fields for code, fields in found.items() if fields}


def _place(places: Mapping[tuple[str, str, str], str], code: str, name: str) -> str:
    sheet, key = COLUMN_OF[name]
    at = places.get((sheet, code, key), "")
    return f"{sheet} · {at}" if at else sheet


def _check(
    submission: Submission,
    said: dict[str, dict[str, Any]],
    places: Mapping[Any, str],
    of_figures: list[tuple[str, str]],
) -> None:
    """The rules the file cannot hold itself; every bad cell is named, as the engine names its own."""
    from lotrinh.writing.sheet_in import BadWorkbook, Problem

    problems = [Problem(FOLLOWED, address, words) for address, words in of_figures]
    for code, fields in said.items():
        for name, words in _faults(fields, submission.round.cut_off):
            sheet, key = COLUMN_OF[name]
            problems.append(Problem(sheet, places.get((sheet, code, key), ""), words))
        if (percent := fields.get("percent")) is not None:
            fields["percent"] = int(percent)
    if problems:
        raise BadWorkbook(problems)


def _faults(fields: Mapping[str, Any], cut_off: date) -> list[tuple[str, str]]:
    """What is wrong in one row: (field, sentence)."""
    found = []
    percent, completed = fields.get("percent"), fields.get("completed_on")
    if percent is not None and percent != int(percent):
        found.append(("percent", f"{figure(percent)} phải là số nguyên từ 0 đến 100. Bỏ phần lẻ."))
    if completed is not None and completed > cut_off:
        words = f"ngày {completed:%d/%m/%Y} sau ngày chốt số liệu {cut_off:%d/%m/%Y}. Báo cáo ở kỳ sau hoặc sửa ngày."
        found.append(("completed_on", words))
    if fields.get("self_rating") == "Đã hoàn thành" and completed is None:
        found.append(("self_rating", "chọn «Đã hoàn thành» thì nhập cả ngày hoàn thành."))
    for name, limit in LONGEST.items():
        if len(fields.get(name, "")) > limit:
            found.append((name, f"dài {len(fields[name])} ký tự, tối đa {limit}. Rút gọn lại."))
    value = fields.get("result_value")
    if value is not None and abs(value) >= MOST_FIGURE:
        found.append(("result_value", "số quá lớn. Kiểm tra đơn vị tính."))
    if value is not None and fields.get("result_missing"):
        found.append(("result_missing", "đã có số liệu thì không ghi lý do. Bỏ một trong hai."))
    return found


# ---- actions ---------------------------------------------------------------------------------------------------------


def _takes_in(*, actor: Actor, submission: Submission, **_rest: Any) -> bool:
    return is_office(actor) or _officer(actor=actor, submission=submission)


def _applies(*, actor: Actor, workbook: ReturnedWorkbook, **_rest: Any) -> bool:
    return _takes_in(actor=actor, submission=workbook.submission)


@action(allow=_takes_in)
def take_in(*, actor: Actor, submission: Submission, name: str, content: bytes) -> ReturnedWorkbook:
    """Keep a returned workbook that reads without a fault; nothing of the report changes yet."""
    if len(content) > MOST_BYTES:
        raise UnreadableDocument(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại bảng tính rồi chỉ nhập nội dung.")
    if not submission.open_for_entry:
        raise Refused(
            f"Báo cáo đang ở trạng thái «{submission.get_state_display()}» nên không nhận bảng tính. "
            "Đề nghị người duyệt trả lại nếu cần sửa."
        )
    judged = judge(submission, content)
    digest = hashlib.sha256(content).hexdigest()
    workbook = ReturnedWorkbook(
        submission=submission, name=name[:200], file_hash=digest, version_seen=judged.version,
        uploaded_by=account_of(actor), uploaded_at=timezone.now(),
        demonstration=submission.demonstration,
    )  # fmt: skip
    workbook.file.save(f"{submission.pk}-{digest[:12]}.xlsx", ContentFile(content), save=False)
    workbook.save()
    workbook.judged = submission.version, judged
    record(
        actor=actor, action="reporting.take_in_workbook", subject=submission,
        data={"workbook": workbook.pk, "name": workbook.name, "sha256": digest, "changes": len(judged.changes)},
    )  # fmt: skip
    return workbook


def _judged_again(workbook: ReturnedWorkbook) -> Judged:
    with workbook.file.open("rb") as file:
        return judge(workbook.submission, file.read())


@action(allow=_applies)
def apply_workbook(
    *, actor: Actor, workbook: ReturnedWorkbook, version: int, overwrite: bool = False
) -> tuple[Submission, int]:
    """Save all a workbook says, and how many cells that was.

    `version` is the report's the person saw in the preview. Where the report changed after the workbook was issued,
    the person must have said so with `overwrite`.
    """
    read = workbook.judged
    workbook = (
        ReturnedWorkbook.objects.select_for_update(of=("self",))
        .select_related("submission__round__programme", "submission__organisation")
        .get(pk=workbook.pk)
    )
    if workbook.applied_at is not None:
        raise Conflict("Bảng tính này đã được ghi vào báo cáo. Tải lại trang.")
    submission = workbook.submission
    if submission.version != workbook.version_seen and not overwrite:
        raise Conflict("Báo cáo đã có người sửa sau khi tải bảng tính. Xem các ô khác nhau rồi quyết định.")
    if submission.version != version:
        raise Conflict("Báo cáo vừa có người sửa thêm. Xem lại các ô khác nhau dưới đây rồi quyết định.")
    judged = read[1] if read is not None and read[0] == submission.version else _judged_again(workbook)
    if not judged.changes:
        raise Refused("Bảng tính không có nội dung nào khác báo cáo hiện có; chưa có gì để ghi.")
    saved, demonstration = submission, submission.demonstration
    if judged.entries:
        saved = save_entries(
            actor=actor, submission=submission, version=version, entries=judged.entries, workbook=workbook,
            demonstration=demonstration,
        )  # fmt: skip
    if judged.figures:
        saved = save_figures(
            actor=actor, submission=saved, figures=judged.figures, workbook=workbook, demonstration=demonstration
        )
    workbook.applied_at = timezone.now()
    workbook.save(update_fields=["applied_at"])
    record(
        actor=actor, action="reporting.apply_workbook", subject=submission,
        data={
            "workbook": workbook.pk,
            "cells": [
                {**c.about, "field": c.field, "place": c.place, "old": c.old_words, "new": c.new_words}
                for c in judged.changes
            ],
        },
    )  # fmt: skip
    return saved, len(judged.changes)

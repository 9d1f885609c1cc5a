"""Writes of the reporting round: enter, submit, approve, accept or return. Acceptance locks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_agency, is_office, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting import remarks
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, ReturnedWorkbook, Submission, SubmissionEvent
from lotrinh_web.reporting.owed_figures import figure_rows, unanswered
from lotrinh_web.reporting.queries import answers_for
from lotrinh_web.reporting.result_figures import keep_figures, keep_results
from lotrinh_web.workplan import actions as workplan
from lotrinh_web.workplan.models import Task, TaskEvent
from lotrinh_web.workplan.queries import filtered, led_by_any, led_counts, tasks_of

State = Submission.State
Kind = SubmissionEvent.Kind
CARRIED = (
    "narrative", "percent", "completed_on", "evidence", "difficulty", "next_steps", "result_value", "result_kind",
    "result_source", "result_missing", "self_rating", "request",
)  # fmt: skip
"""What an agency says of a task; what a form or a workbook does not ask stays as it was."""


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _of_agency(*, actor: Actor, submission: Submission, **_: Any) -> bool:
    return answers_for(actor, submission, timezone.localdate())


def _officer(*, actor: Actor, submission: Submission, **rest: Any) -> bool:
    return is_agency(actor) and _of_agency(actor=actor, submission=submission)


def _enters(*, actor: Actor, submission: Submission, workbook: ReturnedWorkbook | None = None, **rest: Any) -> bool:
    """The agency's own people; the office too, but only to take in a workbook of that very report."""
    from_file = workbook is not None and workbook.submission_id == submission.pk
    return _officer(actor=actor, submission=submission) or (from_file and is_office(actor))


def _head(*, actor: Actor, submission: Submission, **rest: Any) -> bool:
    return role_of(actor) == Role.AGENCY_HEAD and _of_agency(actor=actor, submission=submission)


@action(allow=_office)
def open_round(
    *, actor: Actor, programme: Programme, period: str, opens_on: date, cut_off: date, due_on: date,
    figures: bool = True, demonstration: bool = False,
) -> ReportingRound:  # fmt: skip
    """Open a round; every body is asked that leads a task on the cut-off day or, with `figures`, owes a figure of an
    indicator it follows (`indicators/figures/owed.py`)."""
    if ReportingRound.objects.filter(programme=programme, period=period).exists():
        raise Refused(f"Kỳ báo cáo {period} đã mở cho chương trình này.")
    if due_on < cut_off:
        raise Refused(f"Hạn gửi {due_on:%d/%m/%Y} trước ngày chốt số liệu {cut_off:%d/%m/%Y}.")
    opened = ReportingRound.objects.create(
        programme=programme, period=period, opens_on=opens_on, cut_off=cut_off, due_on=due_on, asks_figures=figures,
        demonstration=demonstration,
    )  # fmt: skip
    asked = set(led_counts(programme, cut_off)) | set(unanswered(opened))
    Submission.objects.bulk_create(
        Submission(round=opened, organisation_id=key, demonstration=demonstration) for key in sorted(asked)
    )
    record(actor=actor, action="reporting.open_round", subject=opened, data={"period": period, "agencies": len(asked)})
    return opened


def tasks_to_report(submission: Submission) -> list[Task]:
    """The tasks a submission answers for: those its body, or a body it succeeded, leads on the cut-off day."""
    cut_off = submission.round.cut_off
    keys = _answers_for(submission)
    return list(filtered(tasks_of(submission.round.programme, cut_off), agency_keys=keys))


def _answers_for(submission: Submission) -> set[int]:
    """The body and those it succeeded by the cut-off day, but not those that report in this round themselves."""
    cut_off, lineage = submission.round.cut_off, Lineage()
    keys = lineage.predecessors(submission.organisation, cut_off)
    if len(keys) == 1:
        return keys  # it has succeeded nobody
    apart = Organisation.objects.filter(submissions__round=submission.round_id, pk__in=keys)
    for body in apart.exclude(pk=submission.organisation_id):
        keys -= lineage.predecessors(body, cut_off)
    return keys


@action(allow=_enters)
def save_entries(
    *, actor: Actor, submission: Submission, version: int, entries: Mapping[int, Mapping[str, Any]],
    workbook: ReturnedWorkbook | None = None, demonstration: bool = False,
) -> Submission:  # fmt: skip
    """Keep what an officer entered: `entries` maps task keys to narrative, percent, completed_on, evidence …

    `version` is the one the form was opened with: if somebody saved meanwhile, nothing is written and the person
    is told so. Entries that came in a returned `workbook` name it in the history.
    """
    submission = _locked(submission)
    if not submission.open_for_entry:
        raise Refused(
            f"Báo cáo đang ở trạng thái «{submission.get_state_display()}» nên không sửa được. "
            "Đề nghị người duyệt trả lại nếu cần sửa."
        )
    if submission.version != version:
        raise Conflict(
            "Người khác vừa lưu báo cáo này sau khi bạn mở trang, nên nội dung bạn vừa gõ chưa được lưu. "
            "Nội dung đó vẫn còn trên trang: so với bản vừa lưu, sửa nếu cần rồi lưu lại."
        )
    changed = _keep_entries(submission, entries, actor, demonstration)
    if not changed:  # the form was saved as it stood: told to the trail, but no new version
        record(actor=actor, action="reporting.saved", subject=submission, data={"entries": 0})
        return submission
    submission.state = State.DRAFT
    data: dict[str, Any] = {"entries": changed}
    if workbook is not None:
        data |= {"workbook": workbook.name, "sha256": workbook.file_hash}
    reason = f"Bảng tính «{workbook.name}»" if workbook is not None else ""
    _event(actor, submission, Kind.SAVED, reason=reason, data=data, demonstration=demonstration)
    return submission


def _keep_entries(
    submission: Submission, entries: Mapping[int, Mapping[str, Any]], actor: Actor, demonstration: bool
) -> int:
    """Append an entry for each task of which something else is said than in the one that counts; how many."""
    mine = Task.objects.filter(led_by_any(_answers_for(submission)), programme=submission.round.programme_id)
    codes = dict(mine.order_by().values_list("pk", "code"))
    counting = {entry.task_id: entry for entry in ProgressEntry.objects.filter(submission=submission, latest=True)}
    made, replaced, now = [], [], timezone.now()
    for key, fields in entries.items():
        if key not in codes:
            raise Refused("Có nhiệm vụ không thuộc cơ quan này trong dữ liệu gửi lên; chưa lưu gì.")
        _refuse_wrong(submission, codes[key], fields)
        former = counting.get(key)
        before = former or ProgressEntry()
        if all(getattr(before, name) == value for name, value in fields.items()):
            continue
        if former is not None:
            replaced.append(former.pk)
        kept = {name: getattr(before, name) for name in CARRIED if name not in fields}
        made.append(
            ProgressEntry(
                submission=submission, task_id=key, entered_by=account_of(actor), entered_at=now,
                demonstration=demonstration, **kept, **fields,
            )
        )  # fmt: skip
    ProgressEntry.objects.filter(pk__in=replaced).update(latest=False)
    ProgressEntry.objects.bulk_create(made)
    return len(made)


def _refuse_wrong(submission: Submission, code: str, fields: Mapping[str, Any]) -> None:
    percent = fields.get("percent")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused(f"Nhiệm vụ {code}: tỷ lệ {percent}% phải từ 0 đến 100.")
    completed = fields.get("completed_on")
    if completed is not None and completed > submission.round.cut_off:
        raise Refused(
            f"Nhiệm vụ {code}: ngày hoàn thành {completed:%d/%m/%Y} sau ngày chốt số liệu "
            f"{submission.round.cut_off:%d/%m/%Y}. Báo cáo ở kỳ sau hoặc sửa ngày."
        )


def _locked(submission: Submission) -> Submission:
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round__programme", "organisation")
        .get(pk=submission.pk)
    )


def _event(
    actor: Actor, submission: Submission, kind: str, *, reason: str = "", data: dict[str, Any] | None = None,
    demonstration: bool = False,
) -> None:  # fmt: skip
    submission.version += 1
    submission.save(update_fields=["state", "version"])
    SubmissionEvent.objects.create(
        submission=submission, kind=kind, at=timezone.now(), actor=account_of(actor), reason=reason,
        demonstration=demonstration,
    )  # fmt: skip
    data = (data or {}) | {"state": submission.state} | ({"reason": reason} if reason else {})
    record(actor=actor, action=f"reporting.{kind}", subject=submission, data=data)


def _step(
    *, actor: Actor, submission: Submission, wanted: Iterable[str], state: str, kind: str, reason: str = "",
    settle: str = "", demonstration: bool = False,
) -> Submission:  # fmt: skip
    """Move a report on. `settle`: what to do about open remarks, with which it goes no further."""
    submission = _locked(submission)
    if submission.state not in wanted:
        raise Conflict(
            f"Báo cáo của {submission.organisation} đang ở trạng thái «{submission.get_state_display()}», "
            f"không thể «{Kind(kind).label}». Có thể người khác vừa xử lý; tải lại trang."
        )
    if settle:
        remarks.refuse_with_open(submission, settle)
    submission.state = state
    _event(actor, submission, kind, reason=reason, demonstration=demonstration)
    return submission


@action(allow=_officer)
def submit(*, actor: Actor, submission: Submission, demonstration: bool = False) -> Submission:
    """The officer hands the report to the head; every task must have its words, every figure a value or a reason."""
    written = set(
        ProgressEntry.objects.filter(submission=submission, latest=True)
        .exclude(narrative="", completed_on=None)
        .values_list("task", flat=True)
    )
    tasks = tasks_to_report(submission)
    missing = [task.code for task in tasks if task.pk not in written]
    if missing:
        raise Refused(f"Chưa nhập nội dung cho nhiệm vụ: {', '.join(missing)}. Nhập đủ rồi trình lại.")
    figures = figure_rows(submission)
    silent = [str(row.owed.indicator) for row in figures if not row.answered]
    if silent:
        raise Refused(f"Chưa có số liệu, hoặc lý do chưa có, của chỉ tiêu: {'; '.join(silent)}. Nhập đủ rồi trình lại.")
    nothing_to_enter = bool(figures) and not tasks  # the store came to have every figure: handed in as it stands
    wanted = (State.DRAFT, State.RETURNED, *((State.NOT_STARTED,) if nothing_to_enter else ()))
    return _step(
        actor=actor, submission=submission, wanted=wanted, state=State.AWAITING_APPROVAL, kind=Kind.SUBMITTED,
        demonstration=demonstration, settle="Sửa nội dung, hoặc trả lời vì sao giữ nguyên, rồi trình lại.",
    )  # fmt: skip


@action(allow=_head)
def approve(*, actor: Actor, submission: Submission, demonstration: bool = False) -> Submission:
    """The agency's head approves; the report goes to the programme office."""
    return _step(
        actor=actor, submission=submission, wanted=(State.AWAITING_APPROVAL,), state=State.APPROVED,
        kind=Kind.APPROVED, demonstration=demonstration,
        settle="Chuyển lại để sửa, hoặc rút yêu cầu rồi duyệt.",
    )  # fmt: skip


@action(allow=_head)
def send_back(*, actor: Actor, submission: Submission, reason: str, demonstration: bool = False) -> Submission:
    """The agency's head asks for changes: at the tasks (`remarks.remark`), in general, or both."""
    reason = remarks.reason_from(submission, reason, "Ghi yêu cầu sửa để chuyên viên biết phải sửa gì.")
    return _step(
        actor=actor, submission=submission, wanted=(State.AWAITING_APPROVAL,), state=State.RETURNED,
        kind=Kind.SENT_BACK, reason=reason, demonstration=demonstration,
    )  # fmt: skip


@action(allow=_office)
def return_to_agency(*, actor: Actor, submission: Submission, reason: str, demonstration: bool = False) -> Submission:
    """The programme office returns a report with its reasons: at the tasks, in general, or both."""
    reason = remarks.reason_from(submission, reason, "Ghi lý do trả lại để cơ quan biết phải sửa gì.")
    return _step(
        actor=actor, submission=submission, wanted=(State.APPROVED,), state=State.RETURNED, kind=Kind.RETURNED,
        reason=reason, demonstration=demonstration,
    )  # fmt: skip


@action(allow=_office)
def accept(*, actor: Actor, submission: Submission, demonstration: bool = False) -> Submission:
    """The programme office accepts: the report is locked, its progress enters each task's history, its figures the
    store of figures."""
    accepted = _step(
        actor=actor, submission=submission, wanted=(State.APPROVED,), state=State.ACCEPTED, kind=Kind.ACCEPTED,
        demonstration=demonstration, settle="Trả lại báo cáo, hoặc rút yêu cầu rồi xác nhận.",
    )  # fmt: skip
    entries = ProgressEntry.objects.filter(submission=accepted, latest=True).select_related("task__result_indicator")
    for entry in entries:
        _carry_into_history(actor, accepted, entry)
    keep_results(actor=actor, submission=accepted, entries=entries)
    keep_figures(actor=actor, submission=accepted)
    return accepted


def _carry_into_history(actor: Actor, submission: Submission, entry: ProgressEntry) -> None:
    body, demonstration = submission.organisation, entry.demonstration
    workplan.note(
        actor=actor, task=entry.task, kind=TaskEvent.Kind.PROGRESS, on=submission.round.cut_off,
        reason=entry.narrative, percent=entry.percent, document=entry.evidence, organisation=body,
        demonstration=demonstration,
    )  # fmt: skip
    if entry.completed_on is not None and entry.task.phase == Task.Phase.OPEN:
        workplan.move(
            actor=actor, task=entry.task, kind=TaskEvent.Kind.CLAIMED, on=entry.completed_on,
            document=entry.evidence, organisation=body, demonstration=demonstration,
        )  # fmt: skip

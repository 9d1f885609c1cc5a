"""A reason at the place: the head and the office say at each task and each followed figure what must change; the agency
changes it or answers.

A remark is open until the entry or figure it was made on gives way to another, or the agency answers why it stays. A
report with open remarks goes neither up (hand in, approve, accept) without somebody having looked at each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import Viewer, account_of, is_agency, is_office, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import Actor, SystemActor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import ProgressEntry, Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from lotrinh_web.reporting.queries import answers_for
from lotrinh_web.reporting.remark_models import EntryRemark
from lotrinh_web.workplan.models import Task

State = Submission.State
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark and whether it was dealt with."""

    record: EntryRemark
    changed: bool  # the entry it was made on was followed by another

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return not (self.changed or self.record.answered_at)


def remarks_of(submission: Submission) -> list[Remark]:
    """The remarks of a report that were not taken back, oldest first; three queries."""
    latest = dict(ProgressEntry.objects.filter(submission=submission, latest=True).values_list("task", "pk"))
    figures = {
        (figure.indicator_id, figure.area_version_id): figure.pk
        for figure in ReportedFigure.objects.filter(submission=submission, latest=True)
    }
    found = EntryRemark.objects.filter(submission=submission, withdrawn_at=None)

    def changed(one: EntryRemark) -> bool:
        if one.task_id is not None:
            return latest.get(one.task_id) != one.entry_id
        place = (one.indicator_id or 0, one.area_version_id or 0)
        return figures.get(place) != one.figure_id

    related = found.select_related("task", "indicator", "by", "answered_by", "entry", "figure")
    return [Remark(one, changed(one)) for one in related]


def open_remarks(submission: Submission) -> list[EntryRemark]:
    """Those nobody has dealt with."""
    return [remark.record for remark in remarks_of(submission) if remark.open]


def places(found: Iterable[EntryRemark]) -> str:
    """The places remarks stand at, each once: "nhiệm vụ: NV-1.1, NV-2.3; chỉ tiêu: Tốc độ tăng GRDP"."""
    all_of = list(found)
    tasks = ", ".join(dict.fromkeys(remark.place for remark in all_of if remark.task_id is not None))
    figures = ", ".join(dict.fromkeys(remark.place for remark in all_of if remark.task_id is None))
    return "; ".join(f"{what}: {listed}" for what, listed in (("nhiệm vụ", tasks), ("chỉ tiêu", figures)) if listed)


def may_remark(user: Viewer, submission: Submission) -> bool:
    """Whether a person reviews the report just now: the head before approval, the office before acceptance."""
    if submission.state == State.APPROVED:
        return is_office(user)
    own = role_of(user) == Role.AGENCY_HEAD and answers_for(user, submission, timezone.localdate())
    return own and submission.state == State.AWAITING_APPROVAL


def may_answer(user: Viewer, submission: Submission) -> bool:
    """Whether a person of the agency may answer: while the report is open for entry."""
    own = is_agency(user) and answers_for(user, submission, timezone.localdate())
    return own and submission.open_for_entry


def _reviewer(*, actor: Actor, submission: Submission, **_: Any) -> bool:
    return is_office(actor) or may_remark(actor, submission)


def _agency(*, actor: Actor, submission: Submission, **_: Any) -> bool:
    return is_agency(actor) and answers_for(actor, submission, timezone.localdate())


def _locked(submission: Submission) -> Submission:
    return Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=submission.pk)


@action(allow=_reviewer)
def remark(*, actor: Actor, submission: Submission, task: Task, words: str) -> EntryRemark:
    """Say at a task what must change."""
    submission = _before(actor, submission, words, "nhiệm vụ")
    entry = ProgressEntry.objects.filter(submission=submission, task=task, latest=True).first()
    if entry is None:
        raise Refused(f"Nhiệm vụ {task.code} không có nội dung trong báo cáo này.")
    kept = EntryRemark.objects.create(
        submission=submission, task=task, entry=entry, words=words.strip(), by=account_of(actor), at=timezone.now()
    )
    data = {"task": task.code, "words": kept.words}
    record(actor=actor, action="reporting.remark", subject=submission, data=data)
    return kept


@action(allow=_reviewer)
def remark_figure(*, actor: Actor, submission: Submission, key: str, words: str) -> EntryRemark:
    """Say at a followed figure (`Owed.key`) what must change."""
    submission = _before(actor, submission, words, "chỉ tiêu")
    row = next((row for row in figure_rows(submission) if row.owed.key == key), None)
    if row is None:
        raise Refused("Chỉ tiêu này không có trong báo cáo. Tải lại trang.")
    kept = EntryRemark.objects.create(
        submission=submission, indicator=row.owed.indicator, area_version=row.owed.area, figure=row.reported,
        words=words.strip(), by=account_of(actor), at=timezone.now(),
    )  # fmt: skip
    data = {"indicator": row.owed.indicator.code, "period": row.owed.period, "words": kept.words}
    record(actor=actor, action="reporting.remark", subject=submission, data=data)
    return kept


def _before(actor: Actor, submission: Submission, words: str, what: str) -> Submission:
    """The report, locked, where a reviewer may write a remark now. Raises Refused and Conflict."""
    submission = _locked(submission)
    if not words.strip():
        raise Refused(f"Ghi nội dung cần sửa ở {what} này.")
    if len(words) > LONGEST:
        raise Refused(f"Yêu cầu dài {len(words)} ký tự, tối đa {LONGEST}. Rút gọn lại.")
    if not isinstance(actor, SystemActor) and not may_remark(actor, submission):
        raise Conflict(
            f"Báo cáo đang ở trạng thái «{submission.get_state_display()}» nên chưa ghi yêu cầu sửa. Tải lại trang."
        )
    return submission


def _where(remark: EntryRemark) -> dict[str, str]:
    """Its place, for the trail."""
    return {"task": remark.task.code} if remark.task is not None else {"indicator": str(remark.indicator)}


@action(allow=_reviewer)
def take_back(*, actor: Actor, submission: Submission, remark: EntryRemark) -> EntryRemark:
    """The person who wrote a remark takes it back while the report is still before them."""
    submission = _locked(submission)
    current = EntryRemark.objects.select_related("task", "indicator").get(pk=remark.pk, submission=submission)
    user = account_of(actor)
    if user is not None and (current.by_id != user.pk or not may_remark(user, submission)):
        raise Refused("Chỉ người ghi rút được yêu cầu, khi báo cáo còn ở chỗ mình. Tải lại trang.")
    if current.withdrawn_at is not None:
        raise Conflict("Yêu cầu này đã được rút. Tải lại trang.")
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    record(actor=actor, action="reporting.take_back_remark", subject=submission, data=_where(current))
    return current


@action(allow=_agency)
def answer_remark(*, actor: Actor, submission: Submission, remark: EntryRemark, words: str) -> EntryRemark:
    """The agency says why an entry stays as it is; an answer is given once."""
    submission = _locked(submission)
    if not words.strip():
        raise Refused("Ghi lý do giữ nguyên nội dung.")
    if len(words) > LONGEST:
        raise Refused(f"Trả lời dài {len(words)} ký tự, tối đa {LONGEST}. Rút gọn lại.")
    current = EntryRemark.objects.select_related("task", "indicator").get(pk=remark.pk, submission=submission)
    if not submission.open_for_entry:
        raise Conflict(f"Báo cáo đang ở trạng thái «{submission.get_state_display()}». Tải lại trang.")
    if current.withdrawn_at is not None or current.answered_at is not None:
        raise Conflict("Yêu cầu này đã được trả lời hoặc đã rút. Tải lại trang.")
    current.answer, current.answered_by, current.answered_at = words.strip(), account_of(actor), timezone.now()
    current.save(update_fields=["answer", "answered_by", "answered_at"])
    data = _where(current) | {"answer": current.answer}
    record(actor=actor, action="reporting.answer_remark", subject=submission, data=data)
    return current


def refuse_with_open(submission: Submission, what: str) -> None:
    """Raises Refused where a report has open remarks; `what` says what to do about them."""
    left = open_remarks(submission)
    if left:
        raise Refused(f"Còn yêu cầu sửa chưa xử lý ở {places(left)}. {what}")


def reason_from(submission: Submission, reason: str, empty: str) -> str:
    """The reason of a return: what was written, else the places of the open remarks. Raises Refused with neither."""
    if reason.strip():
        return reason
    left = open_remarks(submission)
    if not left:
        raise Refused(empty)
    return f"Xem yêu cầu sửa ghi ở {places(left)}."

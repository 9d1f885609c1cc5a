"""Writes of oversight: set an alert aside, ask for an explanation, answer it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import is_agency, is_office, role_of
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.models import Target
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.oversight.models import AlertDismissal, ExplanationRequest
from lotrinh_web.workplan.models import Task

DAYS_TO_ANSWER = 10


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _asks(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor) or role_of(actor) == Role.LEADER


def _answers(*, actor: Actor, request: ExplanationRequest, **_: Any) -> bool:
    """The people of the body that was asked, or of the body that has taken its place."""
    today = timezone.localdate()
    mine = agency_of(actor, today)
    return is_agency(actor) and mine is not None and request.organisation_id in Lineage().predecessors(mine, today)


@action(allow=_office)
def dismiss(*, actor: User, key: str, facts: str, reason: str) -> AlertDismissal:
    """Set an alert aside with a reason; it comes back when its facts change."""
    if not reason.strip():
        raise Refused("Ghi lý do bỏ qua cảnh báo.")
    dismissal, made = AlertDismissal.objects.get_or_create(
        key=key[:120], facts=facts[:64], defaults={"by": actor, "at": timezone.now(), "reason": reason[:400]}
    )
    if not made:
        raise Conflict("Cảnh báo này đã có người bỏ qua. Tải lại trang.")
    record(actor=actor, action="oversight.dismiss", subject=dismissal, data={"key": key, "reason": reason})
    return dismissal


@action(allow=_asks)
def ask(
    *, actor: User, organisation: Organisation, question: str, task: Task | None = None,
    target: Target | None = None, due_on: date | None = None,
) -> ExplanationRequest:  # fmt: skip
    """Ask the responsible head to explain one task or one target, by a day."""
    if not question.strip():
        raise Refused("Ghi nội dung cần giải trình.")
    if (task is None) == (target is None):
        raise Refused("Một yêu cầu giải trình gắn với một nhiệm vụ hoặc một chỉ tiêu.")
    today = timezone.localdate()
    due = due_on or today + timedelta(days=DAYS_TO_ANSWER)
    if due < today:
        raise Refused("Hạn trả lời phải từ hôm nay trở đi.")
    about = ExplanationRequest.About.TASK if task is not None else ExplanationRequest.About.TARGET
    asked = ExplanationRequest.objects.create(
        about=about, task=task, target=target, organisation=organisation, asked_by=actor, asked_at=timezone.now(),
        question=question.strip(), due_on=due,
    )  # fmt: skip
    record(
        actor=actor, action="oversight.ask", subject=asked,
        data={"organisation": organisation.code, "due": str(due), "about": str(task or target)},
    )  # fmt: skip
    return asked


@action(allow=_answers)
def answer(*, actor: User, request: ExplanationRequest, words: str) -> ExplanationRequest:
    """The agency answers; an answer is given once."""
    if not words.strip():
        raise Refused("Ghi nội dung giải trình.")
    request = ExplanationRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at is not None:
        raise Conflict("Yêu cầu này đã được trả lời. Tải lại trang.")
    request.answer, request.answered_by, request.answered_at = words.strip(), actor, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, action="oversight.answer", subject=request)
    return request

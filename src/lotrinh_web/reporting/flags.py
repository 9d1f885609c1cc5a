"""What a reader should ask about in a submission: words told again, progress that went backwards, figures that
contradict the store. Shown to the agency while it writes and to the office when it reads; set aside only with a reason.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lotrinh.checks.answers import backwards, contradicts, told_again
from lotrinh_web.accounts.access import is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.models import Observation
from lotrinh_web.reporting.models import FlagDismissal, ProgressEntry, Submission
from lotrinh_web.reporting.queries import answers_for
from lotrinh_web.templatetags.lotrinh import figure, period
from lotrinh_web.workplan.models import Task

LOOK_BACK = 8  # accepted rounds before this one


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to ask about. `facts` changes when what it rests on does, and with it a dismissal ends."""

    code: str  # recycled, backwards, contradicts
    task: Task
    words: str
    facts: str
    dismissal: FlagDismissal | None = None

    @property
    def key(self) -> str:
        """What a dismissal is bound to."""
        return f"{self.code}:{self.task.pk}"


def flags(submission: Submission) -> list[Flag]:
    """All flags of a submission, those set aside with their reason. Four queries, however many tasks."""
    now = list(
        ProgressEntry.objects.filter(submission=submission, latest=True).select_related("task__result_indicator")
    )
    before = _before(submission, now)
    held = _held(submission, now)
    found = [flag for entry in now for flag in _of_entry(entry, before[entry.task_id], held)]
    aside = {(d.key, d.facts): d for d in FlagDismissal.objects.filter(submission=submission).select_related("by")}
    return [Flag(f.code, f.task, f.words, f.facts, aside.get((f.key, f.facts))) for f in found]


def _before(submission: Submission, now: Iterable[ProgressEntry]) -> dict[int, list[ProgressEntry]]:
    """Accepted entries of earlier rounds by task, newest first."""
    earlier = (
        ProgressEntry.objects.filter(
            latest=True, task__in=[entry.task_id for entry in now], submission__state=Submission.State.ACCEPTED,
            submission__round__due_on__lt=submission.round.due_on,
        )
        .select_related("submission__round")
        .order_by("-submission__round__due_on")
    )  # fmt: skip
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    for entry in earlier:
        if len(found[entry.task_id]) < LOOK_BACK:
            found[entry.task_id].append(entry)
    return found


def _held(submission: Submission, now: Iterable[ProgressEntry]) -> dict[int, Observation]:
    """The preferred figure held for this very period, by indicator."""
    wanted = {e.task.result_indicator_id for e in now if e.result_value is not None and e.task.result_indicator_id}
    found = Observation.objects.filter(
        series__indicator__in=wanted, series__preferred=True, period=submission.round.period, preferred=True,
        value__isnull=False, replaced_by=None,
    ).select_related("series", "source")  # fmt: skip
    return {observation.series.indicator_id: observation for observation in found}


def _of_entry(entry: ProgressEntry, before: list[ProgressEntry], held: dict[int, Observation]) -> Iterable[Flag]:
    task = entry.task
    again = told_again(entry.narrative, [earlier.narrative for earlier in before]) if entry.narrative else None
    if again is not None:
        words = _("Nội dung gần như trùng với báo cáo %(period)s.") % {
            "period": period(before[again].submission.round.period)
        }
        yield Flag("recycled", task, words, _facts(entry.narrative, before[again].pk))
    last = next((earlier for earlier in before if earlier.percent is not None), None)
    if last is not None and backwards(entry.percent, last.percent):
        words = _("Tiến độ %(now)s%% thấp hơn %(before)s%% đã xác nhận ở %(period)s.") % {
            "now": entry.percent, "before": last.percent, "period": period(last.submission.round.period),
        }  # fmt: skip
        yield Flag("backwards", task, words, _facts(entry.percent, last.pk))
    yield from _against_held(entry, held.get(task.result_indicator_id or 0))


def _against_held(entry: ProgressEntry, observation: Observation | None) -> Iterable[Flag]:
    indicator = entry.task.result_indicator
    if observation is None or indicator is None:
        return
    if contradicts(entry.result_value, observation.value, indicator.decimals):
        facts = _facts(entry.result_value, observation.pk)
        yield Flag("contradicts", entry.task, _contradiction(entry, observation), facts)


def _contradiction(entry: ProgressEntry, observation: Observation) -> str:
    return _("Số liệu %(said)s %(unit)s khác số đang dùng %(held)s %(unit)s của cùng kỳ (nguồn: %(source)s).") % {
        "said": figure(Decimal(entry.result_value or 0)), "held": figure(observation.value),
        "unit": observation.series.unit, "source": observation.source or _("không nêu"),
    }  # fmt: skip


def _facts(*values: object) -> str:
    return hashlib.sha256("|".join(str(value) for value in values).encode()).hexdigest()


def _may_dismiss(*, actor: Any, submission: Submission, **_: Any) -> bool:
    from django.utils import timezone

    return is_office(actor) or answers_for(actor, submission, timezone.localdate())


@action(allow=_may_dismiss)
def dismiss_flag(*, actor: Actor, submission: Submission, key: str, facts: str, reason: str) -> FlagDismissal:
    """Set a flag aside with a reason, which both sides see; it comes back when what it rests on changes."""
    if not reason.strip():
        raise Refused("Ghi lý do: vì sao nội dung trùng, tiến độ giảm hoặc số liệu khác là đúng.")
    standing = [flag for flag in flags(submission) if (flag.key, flag.facts) == (key, facts)]
    if not standing:
        raise Conflict("Điểm cần xem này không còn: nội dung đã thay đổi. Tải lại trang.")
    if standing[0].dismissal is not None:
        raise Conflict("Điểm này đã có người giải thích. Tải lại trang.")
    kept = FlagDismissal.objects.create(
        submission=submission, key=key, facts=facts, words=standing[0].words[:400], reason=reason.strip()[:400],
        by=actor if hasattr(actor, "pk") else None,
    )  # fmt: skip
    record(actor=actor, action="reporting.dismiss_flag", subject=submission, data={"flag": key, "reason": kept.reason})
    return kept

"""What a reader should ask about in a submission: words told again, progress that went backwards, figures that
contradict the store, jump or repeat the last. Shown to the agency while it writes and to the office when it reads; set
aside only with a reason.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lotrinh.checks.answers import backwards, contradicts, jumps, told_again
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.figures.owed import Owed
from lotrinh_web.indicators.models import Observation
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import FlagDismissal, ProgressEntry, Submission
from lotrinh_web.reporting.owed_figures import FigureRow, LastTime, figure_rows, last_times
from lotrinh_web.reporting.queries import answers_for
from lotrinh_web.templatetags.lotrinh import figure, local, period
from lotrinh_web.units import unit_words
from lotrinh_web.workplan.models import Task

LOOK_BACK = 8  # accepted rounds before this one


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to ask about. `facts` changes when what it rests on does, and with it a dismissal ends."""

    code: str  # recycled, backwards, contradicts; of a followed figure contradicts, jumps, repeats
    task: Task | None
    words: str
    facts: str
    dismissal: FlagDismissal | None = None
    figure: Owed | None = None  # in place of a task

    @property
    def key(self) -> str:
        """What a dismissal is bound to."""
        return f"{self.code}:{self.task.pk}" if self.task is not None else f"{self.code}:f{self.figure_key}"

    @property
    def figure_key(self) -> str:
        """`Owed.key` of the figure it is about; "" at a task."""
        return self.figure.key if self.figure is not None else ""

    @property
    def anchor(self) -> str:
        """Where it stands on the report's page."""
        return f"nv-{self.task.pk}" if self.task is not None else f"cs-{self.figure_key}"

    @property
    def place(self) -> Any:
        """The task's code, or the indicator."""
        return self.task.code if self.task is not None else local(self.figure.indicator, "name") if self.figure else ""


def flags(submission: Submission, figures: list[FigureRow] | None = None) -> list[Flag]:
    """All flags of a submission, those set aside with their reason. The same queries however many tasks and figures.

    `figures`: the rows of followed figures, where they were read already.
    """
    now = list(
        ProgressEntry.objects.filter(submission=submission, latest=True).select_related("task__result_indicator")
    )
    before = _before(submission, now)
    held = _held(submission, now)
    found = [flag for entry in now for flag in _of_entry(entry, before[entry.task_id], held)]
    found += _of_figures(submission, figure_rows(submission) if figures is None else figures)
    aside = {(d.key, d.facts): d for d in FlagDismissal.objects.filter(submission=submission).select_related("by")}
    return [replace(flag, dismissal=aside.get((flag.key, flag.facts))) for flag in found]


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
        words = _contradicting(entry.result_value, observation.series.unit, observation)
        yield Flag("contradicts", entry.task, words, facts)


def _contradicting(value: Decimal | None, unit: str, held: Observation) -> str:
    return _("Số liệu %(said)s %(unit)s khác số đang dùng %(held)s %(unit)s của cùng kỳ (nguồn: %(source)s).") % {
        "said": figure(Decimal(value or 0)), "held": figure(held.value), "unit": unit_words(unit),
        "source": held.source or _("không nêu"),
    }  # fmt: skip


def _of_figures(submission: Submission, rows: list[FigureRow]) -> Iterable[Flag]:
    said = [row for row in rows if row.reported is not None and row.reported.value is not None]
    before = last_times(submission, said)
    for row in said:
        assert row.reported is not None
        last = next((one for one in before.get(row.owed.key, ()) if one.currency == row.reported.currency), None)
        yield from _of_figure(row, row.reported, last)


def _of_figure(row: FigureRow, said: ReportedFigure, last: LastTime | None) -> Iterable[Flag]:
    """A followed figure against the store's for the same period, and against those of the periods before."""
    held, value, unit = row.held_in(said.currency), said.value, row.unit_said
    if held is not None and contradicts(value, held.value, row.owed.indicator.decimals):
        words = _contradicting(value, unit, held)
        yield Flag("contradicts", None, words, _facts(value, said.currency, held.pk), figure=row.owed)
    if last is None or last.last.value is None:
        return
    facts = _facts(value, said.currency, last.last.pk)
    what = {
        "now": figure(value), "before": figure(last.last.value), "unit": unit_words(unit),
        "period": period(last.last.period),
    }  # fmt: skip
    if value == last.last.value:
        words = _("Số liệu giống hệt kỳ trước (%(period)s): %(before)s %(unit)s.") % what
        yield Flag("repeats", None, words, facts, figure=row.owed)
    elif jumps(value, [one.value for one in last.figures if one.value is not None]):
        words = _(
            "%(now)s %(unit)s lệch hẳn so với %(before)s %(unit)s của kỳ trước (%(period)s). "
            "Kiểm tra số và đơn vị tính."
        )
        yield Flag("jumps", None, words % what, facts, figure=row.owed)


def _facts(*values: object) -> str:
    return hashlib.sha256("|".join(str(value) for value in values).encode()).hexdigest()


def _may_dismiss(*, actor: Actor, submission: Submission, **_: Any) -> bool:
    from django.utils import timezone

    return is_office(actor) or answers_for(actor, submission, timezone.localdate())


@action(allow=_may_dismiss)
def dismiss_flag(*, actor: Actor, submission: Submission, key: str, facts: str, reason: str) -> FlagDismissal:
    """Set a flag aside with a reason, which both sides see; it comes back when what it rests on changes."""
    if not reason.strip():
        raise Refused(
            "Ghi lý do: vì sao nội dung hoặc số liệu trùng, tiến độ giảm, số liệu khác hoặc thay đổi mạnh là đúng."
        )
    standing = [flag for flag in flags(submission) if (flag.key, flag.facts) == (key, facts)]
    if not standing:
        raise Conflict("Điểm cần xem này không còn: nội dung đã thay đổi. Tải lại trang.")
    if standing[0].dismissal is not None:
        raise Conflict("Điểm này đã có người giải thích. Tải lại trang.")
    kept = FlagDismissal.objects.create(
        submission=submission, key=key, facts=facts, words=standing[0].words[:400], reason=reason.strip()[:400],
        by=account_of(actor),
    )  # fmt: skip
    record(actor=actor, action="reporting.dismiss_flag", subject=submission, data={"flag": key, "reason": kept.reason})
    return kept

"""Reads of rounds: the matrix of agencies × states, one submission with last time's words, what is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, Count, Q, QuerySet, Value, When

from lotrinh.calendar import Span, parse_period
from lotrinh.errors import InvalidData
from lotrinh_web.accounts.access import Viewer, is_agency, reads_all
from lotrinh_web.audit.remember import remembered
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Submission, SubmissionEvent
from lotrinh_web.reporting.owed_figures import unanswered
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import led_counts

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

State = Submission.State
ARRIVED = {State.APPROVED, State.ACCEPTED}
"""Reports that have come in to the programme office."""
WRITTEN = ~Q(entries__narrative="") | Q(entries__completed_on__isnull=False)
"""An entry counts as written with words or a day of completion; `actions.submit` asks for the same."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its submissions by state."""

    round: ReportingRound
    counts: Counter[str]
    late: int

    @property
    def total(self) -> int:
        """How many agencies are asked."""
        return sum(self.counts.values())


def rounds(programme: Programme, on: date) -> list[RoundRow]:
    """All rounds, newest first."""
    found: dict[int, Counter[str]] = {}
    for row in Submission.objects.filter(round__programme=programme).values("round", "state").annotate(n=Count("pk")):
        found.setdefault(row["round"], Counter())[row["state"]] = row["n"]
    result = []
    for opened in ReportingRound.objects.filter(programme=programme):
        counts = found.get(opened.pk, Counter())
        outstanding = sum(n for state, n in counts.items() if state not in ARRIVED)
        result.append(RoundRow(opened, counts, outstanding if opened.due_on < on else 0))
    return result


def spans(opened: ReportingRound) -> tuple[Span, Span] | None:
    """The days a round covers: administrative (to the 14th), and in the statistics of the same period."""
    try:
        found = parse_period(opened.period)
    except InvalidData:
        return None
    return found.administrative, found.statistical


class _Inherited(TypedDict):
    inherited: int


def visible(user: Viewer, on: date) -> QuerySet[WithAnnotations[Submission, _Inherited]]:
    """The submissions a person may open: all for readers of everything, their own agency's for agency people (those
    of the bodies it has succeeded after its own)."""
    submissions = Submission.objects.select_related("organisation", "round__programme")
    if reads_all(user):
        return submissions.annotate(inherited=Value(0))
    if is_agency(user) and (agency := agency_of(user, on)) is not None:
        inherited = Case(When(organisation=agency, then=Value(0)), default=Value(1))
        own = submissions.filter(organisation__in=Lineage().predecessors(agency, on))
        return own.annotate(inherited=inherited).order_by("inherited", "organisation__name_vi", "pk")
    return submissions.annotate(inherited=Value(0)).none()


def answers_for(user: Viewer, submission: Submission, on: date) -> bool:
    """Whether a person acts for the body of a submission, or for the body that took its place."""
    agency = agency_of(user, on)
    return agency is not None and submission.organisation_id in Lineage().predecessors(agency, on)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One task in a submission: the entry that counts, and what was accepted last time."""

    task: Task
    entry: ProgressEntry | None
    last_time: ProgressEntry | None
    repeated: bool  # the words are the same as last time's

    @property
    def written(self) -> bool:
        """Whether there are words or a day of completion, without which a report cannot be handed in."""
        return self.entry is not None and bool(self.entry.narrative or self.entry.completed_on)


def entry_rows(submission: Submission, tasks: list[Task]) -> list[EntryRow]:
    """The tasks of a submission with this round's entry and the last accepted one."""
    now = {e.task_id: e for e in ProgressEntry.objects.filter(submission=submission, latest=True)}
    earlier = ProgressEntry.objects.filter(
        latest=True, task__in=tasks, submission__state=State.ACCEPTED,
        submission__round__due_on__lt=submission.round.due_on,
    )  # fmt: skip
    before = newest_by_task(earlier)
    result = []
    for task in tasks:
        entry, last = now.get(task.pk), before.get(task.pk)
        repeated = bool(entry and last and entry.narrative.strip() and _same(entry.narrative, last.narrative))
        result.append(EntryRow(task, entry, last, repeated))
    return result


def newest_by_task(entries: QuerySet[ProgressEntry]) -> dict[int, ProgressEntry]:
    """Of some entries each task's of the latest round, with its report, round and body; by task key.

    Keys are read first: of ten years of rounds one entry a task is wanted, and making objects of the others would take
    most of the time.
    """
    newest = dict(entries.order_by("submission__round__due_on", "pk").values_list("task_id", "pk"))
    wanted = ProgressEntry.objects.select_related("submission__round", "submission__organisation")
    return {entry.task_id: entry for entry in wanted.in_bulk(list(newest.values())).values()}


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One agency in a round: its submission, tasks entered of tasks asked, the last step."""

    submission: Submission
    entered: int
    asked: int
    last_event: SubmissionEvent | None
    late: int  # days after the due day, 0 where it is in
    figures_missing: int = 0  # of indicators it follows, neither reported nor in the store


def matrix(opened: ReportingRound, on: date) -> list[MatrixRow]:
    """Every agency's submission in a round; a constant number of queries, kept until the next act."""
    return remembered(("matrix", opened.pk, on), lambda: _matrix(opened, on))


def _matrix(opened: ReportingRound, on: date) -> list[MatrixRow]:
    submissions = list(
        Submission.objects.filter(round=opened)
        .select_related("organisation")
        .annotate(entered=Count("entries", filter=Q(entries__latest=True) & WRITTEN))
    )
    last: dict[int, SubmissionEvent] = {}
    for event in (
        SubmissionEvent.objects.filter(submission__in=submissions).select_related("actor").order_by("at", "pk")
    ):
        last[event.submission_id] = event
    asked = led_counts(opened.programme, opened.cut_off)
    days = max(0, (on - opened.due_on).days)
    silent = unanswered(opened)
    return [
        MatrixRow(
            s,
            s.entered,
            asked[s.organisation_id],
            last.get(s.pk),
            0 if s.state in ARRIVED else days,
            silent[s.organisation_id],
        )
        for s in submissions
    ]  # fmt: skip


def returned_with(submission: Submission) -> SubmissionEvent | None:
    """The request for changes that still stands: the last return or sending back, unless it was handed in since."""
    kinds = SubmissionEvent.Kind
    last = submission.events.exclude(kind=kinds.SAVED).select_related("actor").order_by("-at", "-pk").first()
    return last if last is not None and last.kind in {kinds.RETURNED, kinds.SENT_BACK} else None


def steps(submission: Submission) -> list[SubmissionEvent]:
    """What happened to a submission; of savings one after another by one person only the last."""
    found: list[SubmissionEvent] = []
    for event in submission.events.select_related("actor"):
        again = found and event.kind == found[-1].kind == SubmissionEvent.Kind.SAVED
        if again and found[-1].actor_id == event.actor_id and not event.reason and not found[-1].reason:
            found[-1] = event
        else:
            found.append(event)
    return found

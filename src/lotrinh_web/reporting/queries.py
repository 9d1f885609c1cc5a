"""Reads of rounds: the matrix of agencies × states, one submission with last time's words, what is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from lotrinh_web.accounts.access import is_agency, reads_all
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Submission, SubmissionEvent
from lotrinh_web.workplan.models import Task

State = Submission.State


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
        outstanding = sum(n for state, n in counts.items() if state not in {State.APPROVED, State.ACCEPTED})
        result.append(RoundRow(opened, counts, outstanding if opened.due_on < on else 0))
    return result


def visible(user: Any, on: date) -> QuerySet[Submission]:
    """The submissions a person may open: all for readers of everything, their own agency's for agency people."""
    submissions = Submission.objects.select_related("organisation", "round__programme")
    if reads_all(user):
        return submissions
    if is_agency(user) and (agency := agency_of(user, on)) is not None:
        return submissions.filter(organisation=agency)
    return submissions.none()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One task in a submission: the entry that counts, and what was accepted last time."""

    task: Task
    entry: ProgressEntry | None
    last_time: ProgressEntry | None
    repeated: bool  # the words are the same as last time's


def entry_rows(submission: Submission, tasks: list[Task]) -> list[EntryRow]:
    """The tasks of a submission with this round's entry and the last accepted one."""
    now = {e.task_id: e for e in ProgressEntry.objects.filter(submission=submission, latest=True)}
    before: dict[int, ProgressEntry] = {}
    earlier = ProgressEntry.objects.filter(
        latest=True, task__in=tasks, submission__state=State.ACCEPTED,
        submission__round__due_on__lt=submission.round.due_on,
    ).select_related("submission__round")  # fmt: skip
    for entry in earlier.order_by("submission__round__due_on"):
        before[entry.task_id] = entry
    result = []
    for task in tasks:
        entry, last = now.get(task.pk), before.get(task.pk)
        repeated = bool(entry and last and entry.narrative.strip() and _same(entry.narrative, last.narrative))
        result.append(EntryRow(task, entry, last, repeated))
    return result


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def matrix(opened: ReportingRound) -> list[Submission]:
    """Every agency's submission in a round, with the last step and who made it."""
    submissions = list(
        Submission.objects.filter(round=opened)
        .select_related("organisation")
        .annotate(entered=Count("entries", filter=Q(entries__latest=True)))
    )
    last: dict[int, SubmissionEvent] = {}
    for event in SubmissionEvent.objects.filter(submission__in=submissions).select_related("actor").order_by("at", "pk"):
        last[event.submission_id] = event
    for submission in submissions:
        submission.last_event = last.get(submission.pk)  # type: ignore[attr-defined]
    return submissions

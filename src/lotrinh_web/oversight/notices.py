"""What each person should be told on a day: derived from rounds, tasks and explanation requests, by the ladder.

A rung of the ladder (`reporting/ladder.json`) raises one notice when it is reached, not one a day; who was away finds
the highest rung only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lotrinh_web.accounts.models import OFFICE, Role, User
from lotrinh_web.organisations.models import Membership, Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.oversight.models import ExplanationRequest, Notice
from lotrinh_web.reporting.ladder import COMMITTEE, Rung, rung_on, rungs
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.queries import ARRIVED
from lotrinh_web.templatetags.lotrinh import local, period
from lotrinh_web.workplan.models import Assignment, Task

State = Submission.State
CLOSED = (Task.Phase.DONE, Task.Phase.CANCELLED, Task.Phase.SUSPENDED, Task.Phase.CLAIMED)
ANSWER_SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice before it is raised."""

    person: User
    key: str
    kind: str
    words: str
    href: str
    due_on: date | None


class People:
    """Active people by body (bodies merged away count for their successor) and of the office, read once."""

    def __init__(self, on: date) -> None:
        lineage = Lineage()
        self.office = list(User.objects.filter(is_active=True, role__in=OFFICE))
        self._of: dict[int, list[User]] = defaultdict(list)
        found = Membership.objects.filter(
            Q(until=None) | Q(until__gte=on), since__lte=on, user__is_active=True
        ).select_related("user", "organisation")
        self._lineage, self._on = lineage, on
        for membership in found:
            body = lineage.standing(membership.organisation, on).current
            if body is not None:
                self._of[body.pk].append(membership.user)

    def of(self, organisation: Organisation) -> list[User]:
        """Officers and head of the body that stands in this one's place."""
        body = self._lineage.standing(organisation, self._on).current
        return self._of.get(body.pk, []) if body is not None else []


def due_notices(on: date) -> list[Told]:
    """Everything to tell on a day; what was told before is left out when it is raised."""
    people, ladder = People(on), rungs()
    return [*_reports(on, people, ladder), *_tasks(on, people, ladder), *_explanations(on, people)]


def _reports(on: date, people: People, ladder: tuple[Rung, ...]) -> Iterator[Told]:
    for opened in ReportingRound.objects.filter(closed_at=None, opens_on__lte=on).select_related("programme"):
        rung = rung_on((on - opened.due_on).days, ladder)
        waiting = list(
            Submission.objects.filter(round=opened).exclude(state__in=ARRIVED).select_related("organisation")
        )
        for submission in waiting:
            yield from _report(submission, opened, rung, people)
        if rung is not None and rung.from_day > 0 and waiting:
            yield from _to_office(opened, rung, len(waiting), people)


def _report(submission: Submission, opened: ReportingRound, rung: Rung | None, people: People) -> Iterator[Told]:
    href = reverse("reporting:submission", args=[submission.pk])
    facts = {"period": period(opened.period), "due": f"{opened.due_on:%d/%m/%Y}"}
    for person in people.of(submission.organisation):
        if submission.state == State.RETURNED:
            words = _("Báo cáo %(period)s bị trả lại, cần sửa và gửi lại.") % facts
            key = f"returned:{submission.pk}:{submission.version}"
            yield Told(person, key, Notice.Kind.REPORT, words, href, opened.due_on)
        if submission.state == State.AWAITING_APPROVAL and person.role == Role.AGENCY_HEAD:
            words = _("Báo cáo %(period)s chờ đồng chí duyệt.") % facts
            key = f"approve:{submission.pk}:{submission.version}"
            yield Told(person, key, Notice.Kind.REPORT, words, href, opened.due_on)
        if rung is not None:
            words = _report_words(rung, facts)
            yield Told(person, f"round:{submission.pk}:{rung.code}", Notice.Kind.REPORT, words, href, opened.due_on)


def _report_words(rung: Rung, facts: dict[str, str]) -> str:
    if rung.from_day < 0:
        return _("Báo cáo %(period)s đến hạn ngày %(due)s.") % facts
    if rung.from_day == 0:
        return _("Hôm nay hoặc hôm trước là hạn gửi báo cáo %(period)s (%(due)s).") % facts
    return _("%(step)s: báo cáo %(period)s đã quá hạn ngày %(due)s.") % {**facts, "step": local(rung, "name")}


def _to_office(opened: ReportingRound, rung: Rung, count: int, people: People) -> Iterator[Told]:
    facts = {"step": local(rung, "name"), "period": period(opened.period), "count": count}
    words = _("%(step)s: %(count)d cơ quan chưa gửi báo cáo %(period)s; lập văn bản ở trang kỳ báo cáo.") % facts
    for person in people.office:
        key = f"letter:{opened.pk}:{rung.code}"
        yield Told(person, key, Notice.Kind.LETTER, words, reverse("reporting:round", args=[opened.pk]), opened.due_on)


def _tasks(on: date, people: People, ladder: tuple[Rung, ...]) -> Iterator[Told]:
    """Open tasks on a rung. The committee's rung is the office's business, not a notice to the agency."""
    ladder = tuple(rung for rung in ladder if rung.code != COMMITTEE)
    soonest = on - timedelta(days=ladder[0].from_day)
    leads = Assignment.objects.filter(
        part=Assignment.Part.LEAD, until=None, task__current_due__lte=soonest, task__current_due__isnull=False
    ).exclude(task__phase__in=CLOSED)
    for lead in leads.select_related("task", "organisation").order_by("task__current_due", "task__order"):
        task = lead.task
        assert task.current_due is not None
        rung = rung_on((on - task.current_due).days, ladder)
        if rung is None:
            continue
        facts = {"task": local(task, "title")[:200], "due": f"{task.current_due:%d/%m/%Y}"}
        late = rung.from_day > 0
        words = (_("Quá hạn %(due)s: %(task)s") if late else _("Hạn %(due)s: %(task)s")) % facts
        key = f"task:{task.pk}:{task.current_due:%Y%m%d}:{rung.code}"
        for person in people.of(lead.organisation):
            yield Told(person, key, Notice.Kind.TASK, words, reverse("workplan:task", args=[task.pk]), task.current_due)


def _explanations(on: date, people: People) -> Iterator[Told]:
    for request in ExplanationRequest.objects.filter(answered_at=None).select_related("organisation"):
        soon = request.due_on - on <= ANSWER_SOON
        facts = {"due": f"{request.due_on:%d/%m/%Y}", "question": request.question[:200]}
        if request.due_on < on:
            words, step = _("Quá hạn giải trình %(due)s: %(question)s") % facts, "late"
        else:
            words, step = _("Cần giải trình trước ngày %(due)s: %(question)s") % facts, "soon" if soon else "asked"
        for person in people.of(request.organisation):
            key = f"explain:{request.pk}:{step}"
            yield Told(person, key, Notice.Kind.EXPLANATION, words, reverse("oversight:explanations"), request.due_on)

"""Demonstration data: accounts, rounds and entries that show the product at work, marked wherever they appear."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from lotrinh.packages.records import Demo, DemoEntry, DemoSubmission
from lotrinh_web.accounts.access import is_administrator
from lotrinh_web.accounts.actions import create_user
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.intake.demo_areas import load_area_figures
from lotrinh_web.organisations.actions import add_member
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.plans.demonstration import load_plans
from lotrinh_web.products.demonstration import load_products
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.actions import open_round
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Submission, SubmissionEvent
from lotrinh_web.workplan.models import Task, TaskEvent

ROLES = {
    "administrator": Role.ADMINISTRATOR, "programme_office": Role.PROGRAMME_OFFICER, "leader": Role.LEADER,
    "inspector": Role.INSPECTOR, "analyst": Role.LEADER, "agency_officer": Role.AGENCY_OFFICER,
    "agency_head": Role.AGENCY_HEAD,
}  # fmt: skip
STATES = {"missing": Submission.State.NOT_STARTED}
STEPS = {
    # the events a submission went through to reach its state
    "not_started": (),
    "draft": ("saved",),
    "awaiting_approval": ("saved", "submitted"),
    "approved": ("saved", "submitted", "approved"),
    "returned": ("saved", "submitted", "approved", "returned"),
    "accepted": ("saved", "submitted", "approved", "accepted"),
}
EVENTS = {
    "started": TaskEvent.Kind.STARTED, "completion_claimed": TaskEvent.Kind.CLAIMED,
    "completion_accepted": TaskEvent.Kind.ACCEPTED,
}  # fmt: skip
OFFICE_STEPS = {"accepted", "returned"}


def demo_password() -> str:
    """The one password of the demonstration accounts, made on first use and kept beside the database."""
    path = Path(settings.HOME) / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"lotrinh-{secrets.token_hex(4)}")
    return path.read_text().strip()


def _administers(*, actor: Actor, **_: Any) -> bool:
    return is_administrator(actor)


@action(allow=_administers)
def load_demonstration(*, actor: Actor, programme: Programme, demo: Demo) -> None:
    """Load accounts, rounds, entries and events; every record carries the demonstration mark."""
    people = _accounts(demo, actor)
    rounds = {
        r.code: open_round(
            actor=actor, programme=programme, period=r.period, opens_on=r.opens, cut_off=r.cut_to, due_on=r.due,
            figures=False, demonstration=True,  # the demonstration's reports tell of tasks only
        )
        for r in demo.rounds
    }  # fmt: skip
    tasks = {task.code: task for task in Task.objects.filter(programme=programme)}
    entries: dict[str, list[DemoEntry]] = {}
    for entry in demo.entries:
        entries.setdefault(entry.submission, []).append(entry)
    for submission in demo.submissions:
        _submission(rounds[submission.round], submission, entries.get(submission.code, []), tasks, people)
    for event in demo.events:
        kind = EVENTS.get(event.kind, TaskEvent.Kind.MILESTONE)
        TaskEvent.objects.create(
            task=tasks[event.task], kind=kind, milestone=event.kind if kind == TaskEvent.Kind.MILESTONE else "",
            on=event.date, organisation=_current(event.organisation, event.date), document=event.document_vi or "",
            reason=event.note_vi, demonstration=True,
        )  # fmt: skip
        if event.kind == "completion_claimed":
            _phase(tasks[event.task], Task.Phase.CLAIMED, event.date)
        elif event.kind == "completion_accepted":
            _phase(tasks[event.task], Task.Phase.DONE, None)
    load_products(actor=actor, programme=programme)
    figures = load_area_figures(programme)
    load_plans(actor, programme)
    programme.demonstration = True
    programme.save(update_fields=["demonstration"])
    record(
        actor=actor, action="intake.load_demonstration", subject=programme,
        data={"accounts": len(demo.accounts), "rounds": len(rounds), "entries": len(demo.entries),
              "figures": figures},
    )  # fmt: skip


def _phase(task: Task, phase: str, completed_on: date | None) -> None:
    task.phase = phase
    task.completed_on = completed_on or task.completed_on
    task.save(update_fields=["phase", "completed_on"])


def _accounts(demo: Demo, actor: Actor) -> dict[tuple[int, str], User]:
    """Accounts by (body, role), for signing events."""
    found: dict[tuple[int, str], User] = {}
    for account in demo.accounts:
        user = create_user(
            actor=actor, username=account.code.lower(), full_name=account.name_vi, role=ROLES[account.role],
            password=demo_password(), position=account.post_vi, demonstration=True,
        )  # fmt: skip
        organisation = Organisation.objects.get(code=account.organisation)
        if user.role in {Role.AGENCY_OFFICER, Role.AGENCY_HEAD}:
            add_member(actor=actor, user=user, organisation=organisation, since=date(2025, 7, 1))
        found[organisation.pk, user.role] = user
        if user.role == Role.PROGRAMME_OFFICER:
            found[0, user.role] = user
    return found


def _current(code: str, on: date) -> Organisation | None:
    return Lineage().standing(Organisation.objects.get(code=code), on).current


def _submission(
    opened: ReportingRound, demo: DemoSubmission, entries: list[DemoEntry], tasks: dict[str, Task],
    people: dict[tuple[int, str], User],
) -> None:  # fmt: skip
    organisation = Organisation.objects.get(code=demo.organisation)
    state = STATES.get(demo.state, demo.state)
    submission, _ = Submission.objects.update_or_create(
        round=opened, organisation=organisation,
        defaults={"state": state, "demonstration": True, "version": len(STEPS[state])},
    )  # fmt: skip
    officer = people.get((organisation.pk, Role.AGENCY_OFFICER))
    head = people.get((organisation.pk, Role.AGENCY_HEAD))
    office = people.get((0, Role.PROGRAMME_OFFICER))
    begun = _moment(demo.submitted or opened.due_on, 9)
    for index, kind in enumerate(STEPS[state]):
        decided = kind in OFFICE_STEPS
        SubmissionEvent.objects.create(
            submission=submission, kind=kind,
            at=_moment(demo.decided or opened.due_on, 15) if decided else begun.replace(minute=index * 10),
            actor=office if decided else head if kind == "approved" else officer,
            reason=demo.reason_vi or "" if kind == "returned" else "", demonstration=True,
        )  # fmt: skip
    for entry in entries:
        _entry(submission, entry, tasks[entry.task], officer, begun)


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))


def _entry(submission: Submission, demo: DemoEntry, task: Task, officer: User | None, at: datetime) -> None:
    completed = min(at.date(), submission.round.cut_off) if demo.claim == "completed" else None
    ProgressEntry.objects.create(
        submission=submission, task=task, narrative=demo.text_vi, completed_on=completed,
        difficulty=demo.difficulties_vi or "", next_steps=demo.next_steps_vi or "",
        result_value=demo.figure.value if demo.figure else None, entered_by=officer, entered_at=at, demonstration=True,
    )  # fmt: skip
    if submission.state != Submission.State.ACCEPTED:
        return
    TaskEvent.objects.create(
        task=task, kind=TaskEvent.Kind.PROGRESS, on=submission.round.cut_off, organisation=submission.organisation,
        reason=demo.text_vi, demonstration=True,
    )  # fmt: skip
    if completed is not None and task.phase == Task.Phase.OPEN:
        _phase(task, Task.Phase.CLAIMED, completed)
        TaskEvent.objects.create(
            task=task, kind=TaskEvent.Kind.CLAIMED, on=completed, organisation=submission.organisation,
            demonstration=True,
        )  # fmt: skip


FIRST_ACCOUNTS = (
    ("quantri", "Quản trị viên (trình diễn)", Role.ADMINISTRATOR),
    ("vanphong", "Cán bộ thường trực (trình diễn)", Role.PROGRAMME_OFFICER),
    ("lanhdao", "Lãnh đạo (trình diễn)", Role.LEADER),
)


@action(allow=_administers)
def ensure_accounts(*, actor: Actor) -> int:
    """On an installation without accounts, open three to begin with; how many were opened."""
    if User.objects.exists():
        record(actor=actor, action="intake.ensure_accounts", subject=User.objects.earliest("pk"), data={"opened": 0})
        return 0
    for username, name, role in FIRST_ACCOUNTS:
        create_user(
            actor=actor, username=username, full_name=name, role=role, password=demo_password(), demonstration=True
        )
    return len(FIRST_ACCOUNTS)


def demonstration_accounts() -> list[User]:
    """The accounts a newcomer may try, most telling roles first."""
    order = [
        Role.LEADER, Role.PROGRAMME_OFFICER, Role.AGENCY_OFFICER, Role.AGENCY_HEAD, Role.INSPECTOR, Role.ADMINISTRATOR,
    ]  # fmt: skip
    people = User.objects.filter(Q(demonstration=True), is_active=True)
    return sorted(people, key=lambda user: (order.index(Role(user.role)), user.username))

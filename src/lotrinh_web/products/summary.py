"""Reads across the four kinds: figures for the first page, what waits for a person, what hangs on tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.accounts.access import Viewer, is_agency, is_office, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.products.dissemination import queries as dissemination
from lotrinh_web.products.findings import queries as findings
from lotrinh_web.products.instruments import queries as instruments
from lotrinh_web.products.models import SET_ASIDE, Activity, Check, Finding, Instrument, Project
from lotrinh_web.products.projects import queries as projects
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Assignment


@dataclass(frozen=True, slots=True)
class Summary:
    """The four kinds in figures."""

    instruments: Counter[str]
    instrument_total: int
    projects: projects.Totals
    project_total: int
    over_plan: int
    dissemination: Any
    findings: Counter[str]
    finding_total: int


def summary(programme: Programme, on: date) -> Summary:
    """What has been entered by a day; a constant number of queries."""
    lineage = Lineage()
    of_instruments = instruments.rows(instruments.instruments_of(programme, on), on, lineage=lineage)
    of_projects = projects.rows(projects.projects_of(programme, on), on, lineage=lineage)
    of_activities = dissemination.rows(dissemination.activities_of(programme, on), on, lineage)
    of_findings = findings.rows(findings.findings_of(programme, on), on, lineage)
    return Summary(
        instruments=Counter(str(row.state) for row in of_instruments), instrument_total=len(of_instruments),
        projects=projects.totals(of_projects), project_total=len(of_projects),
        over_plan=sum(row.year.over_plan for row in of_projects), dissemination=dissemination.total(of_activities),
        findings=Counter(str(row.state) for row in of_findings), finding_total=len(of_findings),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A product with something that waits for a person's decision."""

    kind: Any
    title: str
    href: str
    task: str


def waiting_for(user: Viewer, programme: Programme) -> list[Waiting]:
    """What the head has to approve, or the office to confirm; nothing for others."""
    office = is_office(user)
    if not office and role_of(user) != Role.AGENCY_HEAD:
        return []
    state = Check.APPROVED if office else Check.ENTERED
    led, bodies = (None, None) if office else _led(user)
    kinds: tuple[tuple[Any, Any, Q, str], ...] = (
        (_("Văn bản"), Instrument, Q(steps__records__check_state=state), "instrument"),
        (_("Dự án đầu tư"), Project, Q(decisions__check_state=state) | Q(disbursements__check_state=state), "project"),
        (_("Quán triệt, tuyên truyền"), Activity, Q(check_state=state), "activity"),
        (_("Kiến nghị kiểm tra"), Finding, Q(measures__check_state=state), "finding"),
    )
    found = []
    for name, model, waits, url in kinds:
        records = model.objects.filter(waits, task__programme=programme).select_related("task").distinct()
        if led is not None:
            records = records.filter(concerned__in=bodies) if model is Finding else records.filter(task__in=led)
        for record in records[:50]:
            found.append(Waiting(name, str(record), reverse(f"products:{url}", args=[record.pk]), record.task.code))
    return found


def _led(user: Viewer) -> tuple[Any, set[int]]:
    """The tasks a person's body leads, and the bodies whose place it has taken."""
    today = timezone.localdate()
    mine = agency_of(user, today) if is_agency(user) else None
    bodies = Lineage().predecessors(mine, today) if mine is not None else set()
    led = Assignment.objects.filter(organisation__in=bodies, part=Assignment.Part.LEAD, until=None)
    return led.values("task"), bodies


@dataclass(frozen=True, slots=True)
class Hanging:
    """A product in one line, for the pages of tasks and clauses."""

    kind: Any
    title: str
    href: str
    words: str
    tone: str
    shape: str
    demonstration: bool


OUTCOMES = {"open": ("open", "ring"), "promulgated": ("done", "disc-check")}
PHASES = {"open": ("open", "ring"), "claimed": ("wait", "hourglass"), "closed": ("done", "disc-check")}


def hanging_on(tasks: Iterable[int]) -> list[Hanging]:
    """What hangs on these tasks; four queries however many they are."""
    keys = list(tasks)
    found: list[Hanging] = []

    def add(kind: Any, record: Any, name: str, words: str, look: tuple[str, str]) -> None:
        href = reverse(f"products:{name}", args=[record.pk])
        found.append(Hanging(kind, str(record), href, words, *look, record.demonstration))

    for instrument in Instrument.objects.filter(task__in=keys):
        words = str(instrument.get_outcome_display())
        if instrument.number:
            words += f" · {instrument.number}"
        add(_("Văn bản"), instrument, "instrument", words, OUTCOMES.get(instrument.outcome, ("quiet", "cross")))
    for project in Project.objects.filter(task__in=keys):
        add(_("Dự án đầu tư"), project, "project", str(project.get_group_display()), ("", ""))
    for activity in Activity.objects.filter(task__in=keys, corrected_by=None).exclude(check_state__in=SET_ASIDE)[:50]:
        words = f"{activity.get_kind_display()} · {activity.held_on:%d/%m/%Y}"
        add(_("Quán triệt, tuyên truyền"), activity, "activity", words, ("", ""))
    today = timezone.localdate()
    for finding in Finding.objects.filter(Q(task__in=keys) | Q(became__in=keys)):
        late = finding.phase != Finding.Phase.CLOSED and finding.due_on is not None and finding.due_on < today
        words = _("quá hạn khắc phục") if late else str(finding.get_phase_display())
        add(
            _("Kiến nghị kiểm tra"),
            finding,
            "finding",
            words,
            ("danger", "triangle") if late else PHASES[finding.phase],
        )
    return found

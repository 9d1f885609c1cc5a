"""Reads of investment projects: plan and payments of a year on a day, against the year before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeAlias, TypedDict, TypeVar

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.leads import Origins, origin_of
from lotrinh_web.products.models import SET_ASIDE, CapitalDecision, Check, Disbursement, Project, Reported, Source
from lotrinh_web.products.queries import DisbursementReview, ProjectLine
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

R = TypeVar("R", bound=Reported)
THOUSAND = Decimal(1000)
WAITING = {Check.ENTERED, Check.APPROVED}


def percent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Per cent with two decimals; None where one is missing or the whole is nothing."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_million(amount: Decimal, project: Project) -> Decimal:
    """An amount of a project in triệu đồng, exact."""
    return amount * THOUSAND if project.unit == Project.Unit.BILLION else amount


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A project's plan and payments in one year, as known to the end of a month."""

    year: int
    plan: Decimal | None
    sources: tuple[tuple[str, Decimal], ...]  # source → its part of the plan
    months: tuple[tuple[int, Decimal], ...]  # month → paid since 1 January
    missing: tuple[int, ...]  # months without a figure before the last one that has one

    @property
    def month(self) -> int | None:
        """The last month that has a figure."""
        return self.months[-1][0] if self.months else None

    @property
    def paid(self) -> Decimal | None:
        """Paid since 1 January."""
        return self.months[-1][1] if self.months else None

    @property
    def share(self) -> Decimal | None:
        """Per cent of the year's plan."""
        return percent_of(self.paid, self.plan)

    @property
    def over_plan(self) -> bool:
        """More was paid than planned."""
        return self.paid is not None and self.plan is not None and self.paid > self.plan


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as lists show it."""

    project: ProjectRead
    lead: Organisation | None
    total: Decimal
    year: YearFigures
    before: YearFigures  # the year before, to the same month
    planned_in_all: Decimal
    waiting: int
    on: date

    @property
    def paid_to(self) -> date | None:
        """The last day the paid figure speaks of."""
        return month_end(self.year.year, self.year.month, self.on) if self.year.month else None

    @property
    def last_year_share(self) -> Decimal | None:
        """Per cent of the plan at the same month of the year before; not known where months are missing."""
        same = self.before.month is not None and self.before.month == self.year.month
        return self.before.share if same and not self.before.missing else None

    @property
    def change(self) -> Decimal | None:
        """Percentage points more or less than at the same month of the year before."""
        if self.year.share is None or self.last_year_share is None:
            return None
        return self.year.share - self.last_year_share

    @property
    def over_total(self) -> bool:
        """The plans of all years together are more than the project's total capital."""
        return self.planned_in_all > self.total

    @property
    def reason(self) -> str:
        """Why there is no share, or what it leaves out."""
        if self.year.plan is None:
            return _("chưa có kế hoạch vốn năm %(year)s") % {"year": self.year.year}
        if self.year.paid is None:
            return _("chưa có số giải ngân năm %(year)s") % {"year": self.year.year}
        if not self.year.plan:
            return _("kế hoạch vốn năm %(year)s bằng 0") % {"year": self.year.year}
        if self.year.missing:
            months = ", ".join(f"{month:02}" for month in self.year.missing)
            return _("thiếu số tháng %(months)s") % {"months": months}
        return ""


def month_end(year: int, month: int, on: date) -> date:
    """The last day of a month, or the day asked for where the month is not over."""
    return min(date(year, month, monthrange(year, month)[1]), max(on, date(year, month, 1)))


def last_month(on: date) -> tuple[int, int]:
    """The last month a day knows of: the running one today, a whole one on a past day. Month 0: none of the year."""
    ended = on.day == monthrange(on.year, on.month)[1]
    return (on.year, on.month) if ended or on >= timezone.localdate() else (on.year, on.month - 1)


class _Reports(TypedDict):
    all_decisions: list[CapitalDecision]
    all_payments: list[Disbursement]


ProjectRead: TypeAlias = "WithAnnotations[Project, _Reports]"
"""A project with what was reported of it."""


def projects_of(programme: Programme, on: date) -> QuerySet[ProjectRead]:
    """The programme's projects, with their decisions by a day and all payments."""
    decisions = CapitalDecision.objects.filter(decided_on__lte=on).order_by("decided_on", "pk")
    payments = Disbursement.objects.order_by("pk")
    return (
        Project.objects.filter(task__programme=programme)
        .select_related("task__clause", "task__group")
        .prefetch_related(Prefetch("decisions", queryset=decisions, to_attr="all_decisions"))
        .prefetch_related(Prefetch("disbursements", queryset=payments, to_attr="all_payments"))
        .order_by("task__order", "code")
    )


def rows(
    projects: Iterable[ProjectRead], on: date, *, confirmed: bool = False, lineage: Lineage | None = None
) -> list[ProjectRow]:
    """Projects (from `projects_of`) as rows for the year of a day; `confirmed`: only what the office confirmed."""
    found = list(projects)
    origins = Origins([project.task_id for project in found], on, lineage)
    return [_row(project, on, origins, confirmed=confirmed) for project in found]


def _row(project: ProjectRead, on: date, origins: Origins, *, confirmed: bool) -> ProjectRow:
    decisions = _counted(project.all_decisions, confirmed)
    payments = _counted(project.all_payments, confirmed)
    year, month = last_month(on)
    now = year_figures(project, decisions, payments, year, month)
    then = on.replace(year=year - 1, day=min(on.day, 28)) if now.month is None else month_end(year - 1, now.month, on)
    earlier = [decision for decision in decisions if decision.decided_on <= max(then, date(year - 1, 1, 1))]
    before = year_figures(project, earlier, payments, year - 1, now.month or month)
    rows_of: list[Reported] = [*project.all_decisions, *project.all_payments]
    totals = [decision.amount for decision in decisions if decision.year is None]
    return ProjectRow(
        project=project, lead=origins.lead(project.task_id), total=totals[-1] if totals else Decimal(0), year=now,
        before=before, planned_in_all=_planned_in_all(decisions), on=on,
        waiting=sum(row.check_state in WAITING for row in rows_of),
    )  # fmt: skip


def _counted(found: list[R], confirmed: bool) -> list[R]:
    if confirmed:
        return [row for row in found if row.check_state == Check.CONFIRMED]
    return [row for row in found if row.check_state not in SET_ASIDE]


def _planned_in_all(decisions: list[CapitalDecision]) -> Decimal:
    plans = {(decision.year, decision.source): decision.amount for decision in decisions if decision.year is not None}
    return sum(plans.values(), Decimal(0))


def year_figures(
    project: Project, decisions: list[CapitalDecision], payments: list[Disbursement], year: int, month: int
) -> YearFigures:
    """Plan and payments of one year to a month, from rows in the order they were made; the newest of each stands."""
    plans = {decision.source: decision.amount for decision in decisions if decision.year == year}
    amounts = {paid.month: paid.amount for paid in payments if paid.year == year and paid.month <= month}
    known = sorted(amounts)
    total, months = Decimal(0), []
    for at in known:
        total = amounts[at] if project.basis == Project.Basis.CUMULATIVE else total + amounts[at]
        months.append((at, total))
    first = project.starts_on.month if project.starts_on.year == year else 1
    gaps: tuple[int, ...] = ()
    if known and project.basis == Project.Basis.MONTHLY:
        gaps = tuple(at for at in range(first, known[-1]) if at not in amounts)
    return YearFigures(
        year=year, plan=sum(plans.values(), Decimal(0)) if plans else None,
        sources=tuple((str(Source(code).label), plans[code]) for code in Source.values if code in plans),
        months=tuple(months), missing=gaps,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """Several projects together, in triệu đồng: only those with both plan and figure make the share."""

    plan: Decimal
    paid: Decimal
    base: Decimal
    counted: int

    @property
    def share(self) -> Decimal | None:
        """Per cent of the plan of the counted projects."""
        return percent_of(self.paid, self.base)


def totals(found: Iterable[ProjectRow]) -> Totals:
    """Add projects up in triệu đồng."""
    plan = paid = base = Decimal(0)
    counted = 0
    for row in found:
        plan += in_million(row.year.plan or Decimal(0), row.project)
        if row.year.share is not None:
            counted += 1
            paid += in_million(row.year.paid or Decimal(0), row.project)
            base += in_million(row.year.plan or Decimal(0), row.project)
    return Totals(plan, paid, base, counted)


def review(programme: Programme, on: date) -> DisbursementReview:
    """See `products.queries.disbursement_for_review`."""
    found = rows(projects_of(programme, on), on, confirmed=True)
    added = totals(found)
    return DisbursementReview(
        rows=tuple(_line(row) for row in found), year=on.year, plan_million=added.plan, paid_million=added.paid,
        counted_plan_million=added.base, share=added.share, counted=added.counted,
    )  # fmt: skip


def _line(row: ProjectRow) -> ProjectLine:
    project = row.project
    return ProjectLine(
        origin=origin_of(
            project.task, row.lead, reverse("products:project", args=[project.pk]), row.waiting,
            demonstration=project.demonstration,
        ),
        code=project.code, name=local(project, "name"), group=str(project.get_group_display()), head=project.head,
        unit=str(project.get_unit_display()), total=row.total, year=row.year.year, plan=row.year.plan,
        paid=row.year.paid, paid_to=row.paid_to, share=row.year.share, last_year_share=row.last_year_share,
        over_plan=row.year.over_plan, reason=row.reason,
    )  # fmt: skip

"""What reviews and other apps read of products. Settled signatures: the annexes of a review rest on them.

Each function takes a programme and a day and gives plain frozen rows in the order of the document's clauses, with a
constant number of queries. Rules that all four keep:

- Only what the programme office has **confirmed** by its own date (`on`, included) makes a figure or a state. What is
  entered or approved but not confirmed is never added; `unconfirmed` says how many such records a row has.
- "No figure" is None, with the reason in words beside it; never zero.
- Money is `Decimal` in the unit the row declares; totals are in triệu đồng (`…_million`), exact.
- `path` is the clause's path, `task` the task's code, `lead` the body that leads on the day (successors in place).
- `address` is the record's page (a relative URL), so that each figure of a review leads to its record.
- `demonstration` is True where the record is demonstration data: say so in the annex.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lotrinh_web.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a product comes from, the same for the four kinds."""

    path: str
    task: str
    task_title: str
    lead: str  # "" where nobody leads
    address: str
    demonstration: bool
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """A legal instrument (Phụ lục văn bản)."""

    origin: Origin
    title: str
    type: str  # "Nghị quyết của HĐND thành phố"
    line: str  # "party", "state", "other"
    state: str  # open, overdue, promulgated, withdrawn, replaced
    state_words: str
    stage: str  # the step it stands at, in words; "" when promulgated, withdrawn or replaced
    number: str  # "15/2026/NQ-HĐND"; "" before promulgation
    promulgated_on: date | None
    planned_on: date | None  # planned day of promulgation
    overdue_steps: int
    days_late: int  # of the step that is latest
    replaced_by: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """An investment project with its year's plan and what was paid (Phụ lục giải ngân)."""

    origin: Origin
    code: str
    name: str
    group: str  # "A", "B", "C", "Quan trọng quốc gia"
    head: str  # the person responsible
    unit: str  # "triệu đồng" or "tỷ đồng": of total, plan, paid and of last year's figure
    total: Decimal
    year: int
    plan: Decimal | None  # None: no plan given for the year
    paid: Decimal | None  # since 1 January, to `paid_to`; None: no figure confirmed
    paid_to: date | None  # last day of the last month that has a figure
    share: Decimal | None  # per cent of the plan, two decimals
    last_year_share: Decimal | None  # at the same month of the year before; None: not known
    over_plan: bool  # more was paid than planned
    reason: str  # why plan, paid or share is missing


@dataclass(frozen=True, slots=True)
class DisbursementReview:
    """Projects and their totals in triệu đồng. `counted` of `len(rows)` projects have both plan and figure."""

    rows: tuple[ProjectLine, ...]
    year: int
    plan_million: Decimal
    paid_million: Decimal  # of the counted projects only
    counted_plan_million: Decimal  # plan of the counted projects: the base of `share`
    share: Decimal | None
    counted: int


@dataclass(frozen=True, slots=True)
class DisseminationLine:
    """One activity of dissemination."""

    origin: Origin
    kind: str
    title: str
    place: str
    held_on: date
    organisation: str  # who held it
    audience: str
    reached: int | None
    members_reached: int | None
    members_total: int | None
    adds: bool  # False: the same people as an activity counted before; not added
    evidence: str
    reason: str  # why no figure


@dataclass(frozen=True, slots=True)
class DisseminationTotal:
    """Totals of one body, or of the programme (`organisation` ""): people are added once an audience."""

    organisation: str
    activities: int
    repeats: int  # activities whose audience was counted before, not added
    unmeasured: int  # activities without a figure
    reached: int
    members_reached: int
    members_total: int  # of the audiences that have a total
    share: Decimal | None  # members reached of members in total, per cent, two decimals


@dataclass(frozen=True, slots=True)
class DisseminationReview:
    """Activities, totals of each body, and the total of the programme."""

    rows: tuple[DisseminationLine, ...]
    agencies: tuple[DisseminationTotal, ...]
    total: DisseminationTotal


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding of an inspection or of supervision."""

    origin: Origin
    conclusion: str  # "Kết luận số 12-KL/UBKTTU, ngày 05/3/2026"
    inspecting_body: str
    concerned: str
    action: str  # what is required
    due_on: date | None
    state: str  # open, overdue, claimed, closed_on_time, closed_late
    state_words: str
    days_late: int
    closed_on: date | None
    closed_by: str
    closing_reason: str
    measures: tuple[str, ...]  # what was done, confirmed entries, oldest first
    became_task: str  # code of the task it became; ""


def instruments_for_review(programme: Programme, on: date) -> tuple[InstrumentLine, ...]:
    """All legal instruments of the programme as they stand on a day."""
    from lotrinh_web.products.instruments.queries import review_lines

    return review_lines(programme, on)


def disbursement_for_review(programme: Programme, on: date) -> DisbursementReview:
    """All investment projects: plan of `on`'s year, paid to date, last year's same month, totals."""
    from lotrinh_web.products.projects.queries import review

    return review(programme, on)


def dissemination_for_review(programme: Programme, on: date, since: date | None = None) -> DisseminationReview:
    """Activities confirmed and held from `since` (default: the programme's start) to `on`."""
    from lotrinh_web.products.dissemination.queries import review

    return review(programme, on, since)


def findings_for_review(programme: Programme, on: date) -> tuple[FindingLine, ...]:
    """All findings issued by a day, open ones and closed ones."""
    from lotrinh_web.products.findings.queries import review_lines

    return review_lines(programme, on)

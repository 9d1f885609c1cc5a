"""Reads of legal instruments: where each stands on a day, which steps are overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import Prefetch, QuerySet, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.leads import Origins, origin_of
from lotrinh_web.products.models import SET_ASIDE, Check, Instrument, InstrumentStep, Stage, StepRecord
from lotrinh_web.products.queries import InstrumentLine
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SOON = 30


class State(TextChoices):
    """Derived, never typed."""

    OVERDUE = "overdue", _("Có bước quá hạn")
    OPEN = "open", _("Đang xây dựng")
    AWAITING = "awaiting", _("Chờ xác nhận ban hành")
    PROMULGATED = "promulgated", _("Đã ban hành")
    REPLACED = "replaced", _("Đã thay thế")
    WITHDRAWN = "withdrawn", _("Đã rút")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step on a day."""

    step: InstrumentStep
    record: StepRecord | None  # the newest not sent back
    returned: StepRecord | None  # a newer one that was sent back
    days_late: int  # of a step not done, or done after its plan
    days_left: int | None

    @property
    def state(self) -> str:
        """done, done_late, left_out, overdue, soon, open, unplanned."""
        if self.record is not None:
            return "left_out" if self.record.left_out else "done_late" if self.days_late else "done"
        if self.step.planned_on is None:
            return "unplanned"
        if self.days_late:
            return "overdue"
        return "soon" if self.days_left is not None and self.days_left <= SOON else "open"


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """An instrument as lists show it."""

    instrument: Instrument
    steps: tuple[StepRow, ...]
    lead: Organisation | None
    state: str
    waiting: int  # rows entered or approved, not confirmed

    @property
    def current(self) -> StepRow | None:
        """The first step not done; None where all are, or the work has ended."""
        if self.state in {State.PROMULGATED, State.WITHDRAWN, State.REPLACED}:
            return None
        return next((step for step in self.steps if step.record is None), None)

    @property
    def overdue(self) -> list[StepRow]:
        """Steps not done whose planned day has passed; none once the work has ended."""
        return [step for step in self.steps if step.state == "overdue"] if self.state == State.OVERDUE else []

    @property
    def days_late(self) -> int:
        """Of the step that is latest."""
        return max((step.days_late for step in self.overdue), default=0)

    @property
    def done(self) -> int:
        """Steps done or left out."""
        return sum(step.record is not None for step in self.steps)

    @property
    def planned_on(self) -> date | None:
        """The planned day of promulgation."""
        return self.steps[-1].step.planned_on if self.steps else None

    @property
    def stage(self) -> str:
        """The stage it stands in, for the board."""
        if self.current is not None:
            return str(self.current.step.stage)
        return str(Stage.PROMULGATION)


class _Found(TypedDict):
    found: list[StepRecord]


class _Steps(TypedDict):
    all_steps: list[StepRead]


StepRead: TypeAlias = "WithAnnotations[InstrumentStep, _Found]"
InstrumentRead: TypeAlias = "WithAnnotations[Instrument, _Steps]"
"""An instrument with its steps and their records."""


def instruments_of(programme: Programme, on: date) -> QuerySet[InstrumentRead]:
    """The programme's instruments begun by a day, with all that rows need."""
    records = StepRecord.objects.filter(done_on__lte=on).order_by("pk")
    steps = InstrumentStep.objects.order_by("order").prefetch_related(
        Prefetch("records", queryset=records, to_attr="found")
    )
    return (
        Instrument.objects.filter(task__programme=programme, starts_on__lte=on)
        .select_related("task__clause", "task__group", "type", "replaced_by")
        .prefetch_related(Prefetch("steps", queryset=steps, to_attr="all_steps"))
        .order_by("task__order", "pk")
    )


def rows(
    instruments: Iterable[InstrumentRead], on: date, *, confirmed: bool = False, lineage: Lineage | None = None
) -> list[InstrumentRow]:
    """Instruments (from `instruments_of`) as rows; `confirmed` counts only what the office has confirmed."""
    found = list(instruments)
    origins = Origins([instrument.task_id for instrument in found], on, lineage)
    return [_row(instrument, on, origins, confirmed=confirmed) for instrument in found]


def _row(instrument: InstrumentRead, on: date, origins: Origins, *, confirmed: bool) -> InstrumentRow:
    steps = tuple(_step(step, on, confirmed=confirmed) for step in instrument.all_steps)
    waiting = sum(
        record.check_state in {Check.ENTERED, Check.APPROVED} for step in instrument.all_steps for record in step.found
    )
    return InstrumentRow(instrument, steps, origins.lead(instrument.task_id), _state(instrument, steps, on), waiting)


def _step(step: StepRead, on: date, *, confirmed: bool) -> StepRow:
    records = step.found
    standing = [
        record for record in records
        if (record.check_state == Check.CONFIRMED if confirmed else record.check_state not in SET_ASIDE)
    ]  # fmt: skip
    record = standing[-1] if standing else None
    last = records[-1] if records else None
    returned = last if last is not None and last.check_state in SET_ASIDE else None
    measured = record.done_on if record is not None else on
    late = (measured - step.planned_on).days if step.planned_on and measured > step.planned_on else 0
    left = (step.planned_on - on).days if step.planned_on and record is None else None
    return StepRow(step, record, returned, 0 if record is not None and record.left_out else late, left)


def _state(instrument: Instrument, steps: tuple[StepRow, ...], on: date) -> str:
    """How it stands: ended by a decision of the office, promulgated, or on its way."""
    ended = {Instrument.Outcome.WITHDRAWN: State.WITHDRAWN, Instrument.Outcome.REPLACED: State.REPLACED}
    if instrument.outcome in ended and instrument.outcome_on is not None and instrument.outcome_on <= on:
        return ended[Instrument.Outcome(instrument.outcome)]
    last = steps[-1].record if steps else None
    if last is not None:
        return State.PROMULGATED if last.check_state == Check.CONFIRMED else State.AWAITING
    return State.OVERDUE if any(step.state == "overdue" for step in steps) else State.OPEN


def by_stage(found: Iterable[InstrumentRow]) -> dict[str, Counter[str]]:
    """Stage → how many instruments stand there, by state; ended ones left out."""
    counts: dict[str, Counter[str]] = {stage.value: Counter() for stage in Stage}
    for row in found:
        if row.state not in {State.WITHDRAWN, State.REPLACED}:
            counts[row.stage][row.state] += 1
    return counts


def review_lines(programme: Programme, on: date) -> tuple[InstrumentLine, ...]:
    """See `products.queries.instruments_for_review`."""
    return tuple(_line(row) for row in rows(instruments_of(programme, on), on, confirmed=True))


def _line(row: InstrumentRow) -> InstrumentLine:
    instrument, last = row.instrument, row.steps[-1] if row.steps else None
    record = last.record if last is not None else None
    return InstrumentLine(
        origin=origin_of(
            instrument.task, row.lead, reverse("products:instrument", args=[instrument.pk]), row.waiting,
            demonstration=instrument.demonstration,
        ),
        title=instrument.title_vi, type=local(instrument.type, "name"), line=instrument.type.line,
        state=str(row.state), state_words=str(State(row.state).label),
        stage=local(row.current.step, "name") if row.current else "",
        number=record.number if record else "", promulgated_on=record.done_on if record else None,
        planned_on=row.planned_on, overdue_steps=len(row.overdue), days_late=row.days_late,
        replaced_by=instrument.replaced_by.title_vi if instrument.replaced_by and row.state == State.REPLACED else "",
    )  # fmt: skip

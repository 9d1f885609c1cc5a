"""What actions of the four kinds build on: the event and the audit entry of an act, rows that were reported.

Everything here runs inside the transaction of an action; `record` refuses otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, record
from lotrinh_web.errors import Refused
from lotrinh_web.products.access import AnyProduct
from lotrinh_web.products.models import (
    Activity,
    CapitalDecision,
    Check,
    Disbursement,
    Finding,
    Instrument,
    Measure,
    ProductEvent,
    Project,
    Stage,
    StepRecord,
)

M = TypeVar("M", bound=Model)
Kind = ProductEvent.Kind
FIELD: dict[type[Model], str] = {
    Instrument: "instrument", Project: "project", Activity: "activity", Finding: "finding",
}  # fmt: skip


def note(
    *, actor: Actor, product: AnyProduct, kind: str, words: str = "", reason: str = "", document: str = "",
    on: date | None = None,
) -> ProductEvent:  # fmt: skip
    """Append an event of a product and its audit entry."""
    event = ProductEvent.objects.create(
        **{FIELD[type(product)]: product}, kind=kind, on=on or timezone.localdate(), actor=account_of(actor),
        words=words[:600], reason=reason, document=document[:300], demonstration=product.demonstration,
    )  # fmt: skip
    data = {"words": words, "reason": reason, "document": document, "on": str(event.on)}
    record(
        actor=actor, action=f"products.{kind}", subject=product, data={k: v for k, v in data.items() if v}
    )  # fmt: skip
    return event


def locked(product: M) -> M:
    """The product as it stands now, locked to the end of the transaction."""
    return type(product)._default_manager.select_for_update().get(pk=product.pk)


def said(words: str, message: str) -> str:
    """Words that must be there."""
    if not words.strip():
        raise Refused(message)
    return words.strip()


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces and where tone marks stand (no database tells that)."""
    from lotrinh.text.fold import fold

    return fold(one) == fold(other)


def reported_rows(product: AnyProduct) -> list[QuerySet[Any]]:
    """What people reported of a product."""
    if isinstance(product, Instrument):
        return [StepRecord.objects.filter(step__instrument=product)]
    if isinstance(product, Project):
        return [CapitalDecision.objects.filter(project=product), Disbursement.objects.filter(project=product)]
    if isinstance(product, Finding):
        return [Measure.objects.filter(finding=product)]
    return [Activity.objects.filter(pk=product.pk)]


def waiting_mark(product: AnyProduct, states: set[str]) -> str:
    """Tells whether the rows in these states are still the ones a person saw: their number and the newest key."""
    found = []
    for rows in reported_rows(product):
        keys = list(rows.filter(check_state__in=states).values_list("pk", flat=True))
        found.append(f"{len(keys)}-{max(keys, default=0)}")
    return ".".join(found)


def claim(product: AnyProduct) -> None:
    """An approved last measure claims that its finding is remedied."""
    if not isinstance(product, Finding) or product.phase != Finding.Phase.OPEN:
        return
    last = product.measures.filter(last=True, check_state__in=[Check.APPROVED, Check.CONFIRMED]).last()
    if last is not None:
        product.phase, product.remedied_on = Finding.Phase.CLAIMED, last.on
        product.save(update_fields=["phase", "remedied_on"])


def promulgate(*, actor: Actor, instrument: Instrument) -> bool:
    """Copy the confirmed record of promulgation to the instrument and tell the task; whether there was one."""
    from lotrinh_web.workplan.actions import note as note_task
    from lotrinh_web.workplan.models import TaskEvent

    confirmed = StepRecord.objects.filter(
        step__instrument=instrument, step__stage=Stage.PROMULGATION, check_state=Check.CONFIRMED, left_out=False
    ).last()
    if confirmed is None or (instrument.number, instrument.promulgated_on) == (confirmed.number, confirmed.done_on):
        return False
    instrument.number, instrument.promulgated_on = confirmed.number, confirmed.done_on
    if instrument.outcome == Instrument.Outcome.OPEN:
        instrument.outcome = Instrument.Outcome.PROMULGATED
    instrument.save(update_fields=["number", "promulgated_on", "outcome"])
    record(actor=actor, action="products.promulgated", subject=instrument, data={"document": confirmed.number})
    note_task(
        actor=actor, task=instrument.task, kind=TaskEvent.Kind.MILESTONE, milestone="instrument_issued",
        on=confirmed.done_on, document=f"{confirmed.number}, ngày {confirmed.done_on:%d/%m/%Y}",
        reason=instrument.title_vi, demonstration=instrument.demonstration,
    )  # fmt: skip
    return True

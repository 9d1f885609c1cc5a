"""Writes of the ledger of targets that follow from a newer version of the programme's own document."""

from __future__ import annotations

from typing import Any

from lotrinh_web.accounts.access import is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict
from lotrinh_web.indicators.actions import set_target
from lotrinh_web.indicators.models import Target, TargetEvent
from lotrinh_web.programmes.models import Document

COPIED = (
    "clause", "indicator", "area_version", "order", "unit", "per", "basis", "measure", "period_from", "period_to",
    "convention", "published",
)  # fmt: skip
"""What a target takes over from the one it stands for, where the newer document says nothing else."""


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _in_force(target: Target) -> Target:
    target = Target.objects.select_for_update().get(pk=target.pk)
    if target.status != Target.Status.IN_FORCE:
        raise Conflict(
            f"Chỉ tiêu «{target.indicator}» (đến {target.due}) {target.get_status_display()} sau khi so sánh. "
            "Tải lại trang, bỏ quyết định cũ rồi quyết định lại."
        )
    return target


@action(allow=_office)
def adjust_target(
    *, actor: Actor, target: Target, document: Document, code: str, reason: str, **fields: Any
) -> Target:  # fmt: skip
    """Set the target a newer document states, and write in the old one's ledger what became of it.

    Another level for the same date is an adjustment; another date is a replacement. The old target stays as it was.
    """
    target = _in_force(target)
    made = set_target(
        actor=actor, programme=target.programme, document=document, code=code,
        **{name: getattr(target, name) for name in COPIED} | fields,
    )  # fmt: skip
    kind = TargetEvent.Kind.ADJUSTED if made.due == target.due else TargetEvent.Kind.REPLACED
    TargetEvent.objects.create(
        target=target, kind=kind, on=document.issued_on, document=document, by_target=made, reason=reason[:400]
    )
    target.status = Target.Status.ADJUSTED if kind == TargetEvent.Kind.ADJUSTED else Target.Status.REPLACED
    target.save(update_fields=["status"])
    record(
        actor=actor, action="indicators.adjust_target", subject=target,
        data={"kind": str(kind), "new": made.code, "document": document.citation, "reason": reason},
    )  # fmt: skip
    return made


@action(allow=_office)
def withdraw_target(*, actor: Actor, target: Target, document: Document, reason: str) -> Target:
    """Write in a target's ledger that a newer document no longer sets it."""
    target = _in_force(target)
    TargetEvent.objects.create(
        target=target, kind=TargetEvent.Kind.WITHDRAWN, on=document.issued_on, document=document, reason=reason[:400]
    )
    target.status = Target.Status.WITHDRAWN
    target.save(update_fields=["status"])
    record(
        actor=actor, action="indicators.withdraw_target", subject=target,
        data={"document": document.citation, "reason": reason},
    )  # fmt: skip
    return target

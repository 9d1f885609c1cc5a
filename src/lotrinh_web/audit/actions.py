"""The one door for writes: every action goes through `action`, every action records itself."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils import timezone

from lotrinh_web.audit.chain import FIRST_HASH, entry_hash
from lotrinh_web.audit.models import AuditEntry, AuditHead
from lotrinh_web.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")

request_id: ContextVar[str] = ContextVar("request_id", default="")
_written: ContextVar[int] = ContextVar("entries_written", default=0)


class Actor(Protocol):
    """Who acts: a signed-in person, or a part of the system."""

    @property
    def audit_key(self) -> str: ...
    @property
    def audit_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The command line or a background job; allowed everything, named in the trail."""

    name: str

    @property
    def audit_key(self) -> str:
        return f"system:{self.name}"

    @property
    def audit_name(self) -> str:
        return self.name


class AuditMissing(RuntimeError):
    """An action ended without an audit entry: a fault of ours, so the whole action is undone."""


def record(
    *, actor: Actor, action: str, subject: models.Model, label: str = "", data: dict[str, Any] | None = None
) -> AuditEntry:
    """Append one entry to the chain, in the transaction that is open.

    `subject` is the record acted on; `data` holds what changed, as plain JSON values.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AuditMissing(f"{action}: an audit entry needs the transaction of its act")
    head = _locked_head()
    entry = AuditEntry(
        sequence=head.sequence + 1,
        recorded_at=timezone.now(),
        actor_key=actor.audit_key,
        actor_name=actor.audit_name,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        object_label=(label or str(subject))[:300],
        data=data or {},
        request_id=request_id.get(),
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    _written.set(_written.get() + 1)
    return entry


def _locked_head() -> AuditHead:
    """The head of the chain, held until the transaction ends; made at the first entry of all."""
    locked = AuditHead.objects.select_for_update().filter(pk=1)
    for head in locked:
        return head
    AuditHead.objects.get_or_create(pk=1, defaults={"sequence": 0, "hash": FIRST_HASH})
    return locked.get()


def action(allow: Callable[..., bool]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the one way to do something.

    The function takes keyword arguments only, `actor` among them. It runs in one transaction; `allow(**kwargs)` says
    whether the actor may; it must `record` itself, or everything it did is undone.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__} takes keyword arguments only")
            actor = kwargs["actor"]
            if not isinstance(actor, SystemActor) and not allow(**kwargs):
                raise NotAllowed("Bạn không được giao quyền làm việc này; chưa có gì thay đổi.")
            with transaction.atomic():
                before = _written.get()
                result = function(**kwargs)  # type: ignore[call-arg]
                if _written.get() == before:
                    raise AuditMissing(f"{function.__module__}.{function.__name__} wrote no audit entry")
            return result

        guarded.is_action = True  # type: ignore[attr-defined]
        return guarded

    return wrap

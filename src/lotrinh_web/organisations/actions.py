"""Writes on bodies, their people and what became of them."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import is_office
from lotrinh_web.accounts.models import User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.organisations.models import CalendarFeed, Membership, Organisation, Succession
from lotrinh_web.organisations.queries import agency_of


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def add_organisation(*, actor: Actor, **fields: Any) -> Organisation:
    """Enter a body. `fields` are those of `Organisation`; the code must be new."""
    if Organisation.objects.filter(code=fields["code"]).exists():
        raise Refused(f"Mã cơ quan «{fields['code']}» đã có. Dùng mã khác hoặc sửa cơ quan đó.")
    organisation = Organisation.objects.create(**fields)
    record(actor=actor, action="organisations.add", subject=organisation, data={"code": organisation.code})
    return organisation


@action(allow=_office)
def record_succession(
    *, actor: Actor, predecessor: Organisation, successor: Organisation | None, on: date, kind: str, main: bool = True,
    scope: str = "", instrument: str = "", source: str = "", certainty: str = "background",
) -> Succession:  # fmt: skip
    """Say what became of a body; a second main successor is refused."""
    if main and (other := Succession.objects.filter(predecessor=predecessor, main=True).first()):
        raise Refused(
            f"{predecessor} đã có cơ quan kế thừa chính là {other.successor}. "
            "Ghi cơ quan này là kế thừa một phần, hoặc sửa lần sắp xếp đã ghi."
        )
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, kind=kind, main=main, scope=scope,
        instrument=instrument, source=source, certainty=certainty,
    )  # fmt: skip
    record(
        actor=actor, action="organisations.record_succession", subject=succession,
        data={"predecessor": predecessor.code, "successor": successor.code if successor else None, "on": str(on)},
    )  # fmt: skip
    return succession


@action(allow=_office)
def add_member(*, actor: Actor, user: User, organisation: Organisation, since: date) -> Membership:
    """Let a person act for a body from a day on; who acts for another already is refused."""
    if (current := Membership.objects.filter(user=user, until=None).select_related("organisation").first()) is not None:
        raise Refused(f"{user} đang thuộc {current.organisation}. Kết thúc tư cách đó trước.")
    membership = Membership.objects.create(user=user, organisation=organisation, since=since)
    record(
        actor=actor, action="organisations.add_member", subject=membership,
        data={"user": user.username, "organisation": organisation.code},
    )  # fmt: skip
    return membership


# ---- pieces of a reorganisation; `oversight/reorganisation.py` puts them together ----------------------------------


@action(allow=_office)
def end_body(*, actor: Actor, organisation: Organisation, on: date) -> Organisation:
    """A body works until the day before `on`."""
    before = organisation.valid_to
    organisation.valid_to = on - timedelta(days=1)
    organisation.save(update_fields=["valid_to"])
    record(
        actor=actor, action="organisations.end_body", subject=organisation,
        data={"until": str(organisation.valid_to), "before": str(before) if before else None},
    )  # fmt: skip
    return organisation


@action(allow=_office)
def reopen_body(*, actor: Actor, organisation: Organisation, until: date | None, reason: str) -> Organisation:
    """Take back the end of a body: it works until `until`, or without end."""
    before, organisation.valid_to = organisation.valid_to, until
    organisation.save(update_fields=["valid_to"])
    record(
        actor=actor, action="organisations.reopen_body", subject=organisation,
        data={"until": str(until) if until else None, "before": str(before) if before else None, "reason": reason},
    )  # fmt: skip
    return organisation


@action(allow=_office)
def take_back_succession(*, actor: Actor, succession: Succession, reason: str) -> None:
    """Remove a succession that was recorded in error; the trail keeps all it said."""
    record(
        actor=actor, action="organisations.take_back_succession", subject=succession,
        data={
            "predecessor": succession.predecessor.code, "kind": succession.kind, "on": str(succession.on),
            "successor": succession.successor.code if succession.successor else None, "main": succession.main,
            "instrument": succession.instrument, "reason": reason,
        },
    )  # fmt: skip
    succession.delete()


@action(allow=_office)
def move_member(*, actor: Actor, membership: Membership, organisation: Organisation, on: date) -> Membership:
    """A person acts for another body from a day on."""
    membership.until = on - timedelta(days=1)
    membership.save(update_fields=["until"])
    moved = Membership.objects.create(user=membership.user, organisation=organisation, since=on)
    record(
        actor=actor, action="organisations.move_member", subject=moved,
        data={
            "user": membership.user.username, "from": membership.organisation.code, "to": organisation.code,
            "on": str(on),
        },
    )  # fmt: skip
    return moved


def _feed_owner(*, actor: Actor, organisation: Organisation, **_: Any) -> bool:
    mine = agency_of(actor, timezone.localdate())
    return is_office(actor) or (mine is not None and mine.pk == organisation.pk)


@action(allow=_feed_owner)
def new_calendar_feed(*, actor: Actor, organisation: Organisation) -> CalendarFeed:
    """A fresh secret address for a body's calendar; an address given before stops working."""
    feed, _made = CalendarFeed.objects.update_or_create(
        organisation=organisation, defaults={"token": secrets.token_urlsafe(32), "made_at": timezone.now()}
    )
    record(actor=actor, action="organisations.new_calendar_feed", subject=organisation)
    return feed

"""Writes on bodies, their people and what became of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from lotrinh_web.accounts.access import is_office
from lotrinh_web.accounts.models import User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.organisations.models import Membership, Organisation, Succession


def _office(*, actor: Any, **_: Any) -> bool:
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

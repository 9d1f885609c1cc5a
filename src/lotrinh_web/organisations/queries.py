"""Reads: which body stands for which, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lotrinh_web.accounts.access import Viewer
from lotrinh_web.accounts.models import User
from lotrinh_web.audit.remember import remembered
from lotrinh_web.organisations.models import Membership, Organisation, Succession


@dataclass(frozen=True, slots=True)
class Standing:
    """A body and who stands in its place on a day."""

    original: Organisation
    current: Organisation | None  # None: it ended and no main successor is known
    steps: tuple[Succession, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether somebody else stands in its place."""
        return self.current is None or self.current.pk != self.original.pk


class Lineage:
    """All successions, read once, so that a page of many tasks asks the database a constant number of times."""

    def __init__(self) -> None:
        self._next: dict[int, Succession] = {}
        rows = Succession.objects.filter(main=True).select_related("predecessor", "successor")
        for row in rows:
            self._next[row.predecessor_id] = row

    def standing(self, organisation: Organisation, on: date) -> Standing:
        """Who stands in the body's place on a day, following main successions up to that day."""
        current: Organisation | None = organisation
        steps: list[Succession] = []
        seen = {organisation.pk}
        while current is not None and (step := self._next.get(current.pk)) is not None and step.on <= on:
            steps.append(step)
            current = step.successor
            if current is not None and current.pk in seen:
                break  # a circle in the data; the last body read stands
            if current is not None:
                seen.add(current.pk)
        return Standing(organisation, current, tuple(steps))

    def predecessors(self, organisation: Organisation, on: date) -> set[int]:
        """Keys of the body itself and of all bodies whose place it has taken by a day."""
        keys = {organisation.pk}
        grew = True
        while grew:
            grew = False
            for key, step in self._next.items():
                if key not in keys and step.on <= on and step.successor_id in keys:
                    keys.add(key)
                    grew = True
        return keys


def read_lineage() -> Lineage:
    """The successions for a page that only reads: kept until the next act. An action reads its own `Lineage()`."""
    return remembered(("lineage",), Lineage)


def in_force(on: date) -> QuerySet[Organisation]:
    """Bodies that exist on a day."""
    return Organisation.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )


def agency_of(user: Viewer, on: date) -> Organisation | None:
    """The body a person acts for on a day; where it was merged away, its successor."""
    if not isinstance(user, User):
        return None
    membership = (
        Membership.objects.filter(Q(until=None) | Q(until__gte=on), user=user, since__lte=on)
        .select_related("organisation")
        .order_by("-since")
        .first()
    )
    return Lineage().standing(membership.organisation, on).current if membership else None

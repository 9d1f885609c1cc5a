"""Reads of dissemination: activities, and totals in which nobody is counted twice.

People are added within an audience over activities that say they reach new people; an activity that reaches the same
people again is listed but not added. Members in total are those of the audiences, each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.leads import Origins, origin_of
from lotrinh_web.products.models import SET_ASIDE, Activity, Audience, Check
from lotrinh_web.products.projects.queries import percent_of
from lotrinh_web.products.queries import DisseminationLine, DisseminationReview, DisseminationTotal
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import local


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as lists show it."""

    activity: Activity
    lead: Organisation | None
    organisation: Organisation  # whose audience it is, as it stands on the day

    @property
    def share(self) -> Decimal | None:
        """Members reached of the audience's members, per cent."""
        members, total = self.activity.members_reached, self.activity.audience.members_total
        return None if members is None or not total else percent_of(Decimal(members), Decimal(total))


def activities_of(programme: Programme, on: date, since: date | None = None) -> QuerySet[Activity]:
    """Activities held by a day, newest first; those corrected or sent back are not among them."""
    found = (
        Activity.objects.filter(task__programme=programme, held_on__lte=on, corrected_by=None)
        .exclude(check_state__in=SET_ASIDE)
        .select_related("task__clause", "task__group", "audience__organisation")
    )
    return (found.filter(held_on__gte=since) if since else found).order_by("-held_on", "-pk")


def confirmed_of(programme: Programme, on: date, since: date | None = None) -> QuerySet[Activity]:
    """Confirmed activities; one whose correction is not confirmed yet still stands."""
    found = (
        Activity.objects.filter(task__programme=programme, held_on__lte=on, check_state=Check.CONFIRMED)
        .exclude(corrected_by__check_state=Check.CONFIRMED)
        .select_related("task__clause", "task__group", "audience__organisation")
    )
    return (found.filter(held_on__gte=since) if since else found).order_by("held_on", "pk")


def rows(activities: Iterable[Activity], on: date, lineage: Lineage | None = None) -> list[ActivityRow]:
    """Activities as rows; a constant number of queries."""
    found = list(activities)
    origins = Origins([activity.task_id for activity in found], on, lineage)
    return [
        ActivityRow(activity, origins.lead(activity.task_id), origins.standing(activity.audience.organisation))
        for activity in found
    ]


def total(found: Iterable[ActivityRow], organisation: str = "") -> DisseminationTotal:
    """Add activities up: people once an audience, members against the audiences' members."""
    activities = repeats = unmeasured = reached = 0
    members: dict[int, int] = {}
    audiences: dict[int, Audience] = {}
    for row in found:
        activity = row.activity
        activities += 1
        audiences[activity.audience_id] = activity.audience
        if activity.reached is None:
            unmeasured += 1
        if not activity.adds:
            repeats += 1
            continue
        reached += activity.reached or 0
        members[activity.audience_id] = members.get(activity.audience_id, 0) + (activity.members_reached or 0)
    known = {key: audience.members_total for key, audience in audiences.items() if audience.members_total}
    in_all = sum(known.values())
    of_known = sum(members.get(key, 0) for key in known)
    return DisseminationTotal(
        organisation=organisation, activities=activities, repeats=repeats, unmeasured=unmeasured, reached=reached,
        members_reached=sum(members.values()), members_total=in_all,
        share=percent_of(Decimal(of_known), Decimal(in_all)),
    )  # fmt: skip


def by_agency(found: Iterable[ActivityRow]) -> list[tuple[Organisation, DisseminationTotal]]:
    """Totals of each body whose audience it is, by name."""
    groups: dict[int, list[ActivityRow]] = {}
    for row in found:
        groups.setdefault(row.organisation.pk, []).append(row)
    added = [(rows[0].organisation, total(rows, local(rows[0].organisation, "name"))) for rows in groups.values()]
    return sorted(added, key=lambda pair: pair[0].name_vi)


def review(programme: Programme, on: date, since: date | None) -> DisseminationReview:
    """See `products.queries.dissemination_for_review`."""
    found = rows(confirmed_of(programme, on, since), on)
    return DisseminationReview(
        rows=tuple(_line(row) for row in found), agencies=tuple(added for _body, added in by_agency(found)),
        total=total(found),
    )  # fmt: skip


def _line(row: ActivityRow) -> DisseminationLine:
    activity = row.activity
    return DisseminationLine(
        origin=origin_of(
            activity.task, row.lead, reverse("products:activity", args=[activity.pk]), 0,
            demonstration=activity.demonstration,
        ),
        kind=str(activity.get_kind_display()), title=activity.title_vi, place=activity.place,
        held_on=activity.held_on, organisation=local(row.organisation, "name"), audience=activity.audience.name_vi,
        reached=activity.reached, members_reached=activity.members_reached,
        members_total=activity.audience.members_total, adds=activity.adds, evidence=activity.evidence,
        reason=activity.reason,
    )  # fmt: skip

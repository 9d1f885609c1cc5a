"""Reads on territories: which stood on a day, and what became of those of one level."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lotrinh_web.organisations.models import AreaSuccession, AreaVersion

if TYPE_CHECKING:
    from lotrinh.rollup.territory import Territory

LEVELS = ("country", "region", "province", "district", "commune")


def areas_on(level: str, on: date) -> QuerySet[AreaVersion]:
    """Territories of a level that stood on a day."""
    return AreaVersion.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on), area__level=level
    ).select_related("area", "parent")


@dataclass(frozen=True, slots=True)
class Ground:
    """All territories of one level and what went where; `closed` are days of change no figure can be carried over."""

    territory: Territory
    versions: dict[str, AreaVersion]
    closed: dict[date, str] = field(default_factory=dict)

    def barrier(self, start: date, end: date) -> str:
        """Why figures cannot be carried from one day to another; empty where they can."""
        first, last = sorted((start, end))
        return next((why for day, why in sorted(self.closed.items()) if first < day <= last), "")

    def era(self, on: date) -> int:
        """Which stretch of unchanged boundaries a day lies in."""
        days = {*self.territory.dates(date.min, date.max), *self.closed}
        return sum(day <= on for day in days)


def ground_of(level: str) -> Ground:
    """The territories of a level, in three queries.

    A day of change is closed where units of the level ended without a successor of the same level, or where units
    began that day of which nobody recorded what they were made of: sums would then quietly leave ground out.
    """
    from lotrinh.rollup.territory import END, START, Succession, Territory
    from lotrinh.rollup.territory import AreaVersion as Version

    versions = {v.code: v for v in AreaVersion.objects.filter(area__level=level).select_related("area", "parent")}
    steps = list(
        AreaSuccession.objects.filter(predecessor__area__level=level).select_related("predecessor", "successor__area")
    )
    same = [s for s in steps if s.successor.area.level == level]
    closed = _closed(versions, steps, same)
    ends = {v.code: v.valid_to + timedelta(days=1) for v in versions.values() if v.valid_to}
    left = {s.predecessor.code for s in same}
    engine = [
        Version(
            v.code, v.name_vi, v.parent.code if v.parent else None, v.valid_from or START,
            ends[v.code] if v.code in left and v.code in ends else END,
        )
        for v in versions.values()
    ]  # fmt: skip
    moves = [Succession(s.predecessor.code, s.successor.code, s.on, s.share, s.source) for s in same]
    return Ground(Territory(engine, moves), versions, closed)


def _closed(
    versions: dict[str, AreaVersion], steps: list[AreaSuccession], same: list[AreaSuccession]
) -> dict[date, str]:
    """Days of change that cannot be crossed, each with the reason."""
    closed: dict[date, str] = {}
    onward = {s.predecessor.code for s in same}
    reasons = {s.predecessor.code: s.reason for s in steps}
    for v in versions.values():
        if v.valid_to and v.code not in onward:
            day = v.valid_to + timedelta(days=1)
            why = reasons.get(v.code) or _("chưa ghi phần đất thuộc về đâu")
            closed.setdefault(day, f"{v.name_vi}: {why}")
    made = {s.successor.code for s in same}
    new: dict[date, list[AreaVersion]] = defaultdict(list)
    days = {s.on for s in same}
    for v in versions.values():
        if v.valid_from in days:
            new[v.valid_from].append(v)
    for day, born in new.items():
        orphans = [v for v in born if v.code not in made]
        if orphans and day not in closed:
            closed[day] = _(
                "%(n)d trong %(all)d đơn vị mới lập ngày %(day)s chưa ghi được hình thành từ đơn vị cũ nào"
            ) % {"n": len(orphans), "all": len(born), "day": f"{day:%d/%m/%Y}"}
    return closed

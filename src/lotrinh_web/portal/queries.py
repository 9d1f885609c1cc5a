"""What the overview says, put together from the apps below.

Counts are made in the database and lists are cut: a page asks as often for fifty tasks as for ten thousand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotrinh_web.audit.remember import remembered
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.queries import LIKELY, UNCERTAIN, TargetRow, target_rows, targets_of
from lotrinh_web.indicators.words import figure_words, goal_words
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.portal.addresses import tasks_address
from lotrinh_web.portal.agencies import COLUMNS, bodies
from lotrinh_web.portal.changes import Changes, changes_since
from lotrinh_web.portal.words import reason_words, shown_chance
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.queries import RoundRow, rounds
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.queries import (
    AgencyRow,
    GroupRow,
    TaskRow,
    filtered,
    groups_by_status,
    rows,
    tasks_of,
)
from lotrinh_web.workplan.status import Status

SHOWN_LATE, SHOWN_SOON = 40, 8
ALWAYS = {Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME, Status.DONE_ON_TIME}
"""Columns of the matrix that stay where nothing stands in them: an empty "overdue" is news too."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of the overview's sentence, with the list behind it."""

    text: str
    href: str = ""
    tone: str = ""
    joint: str = "; "  # what stands between it and the part before


@dataclass(frozen=True, slots=True)
class Danger:
    """A target as the overview shows it."""

    row: TargetRow
    goal: str
    last: str
    reason: str
    since: datetime | None  # since when it has stood so; None: since it was first computed, or not computed
    was: float | None  # the chance before, shown as chances are

    @property
    def target(self) -> Target:
        """The target."""
        return self.row.target


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix."""

    status: Status
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Groups × status."""

    columns: list[Cell]  # with the sums
    rows: list[tuple[GroupRow, list[Cell], str]]


@dataclass(frozen=True, slots=True)
class LateBody:
    """A body with overdue work: how many, since how long, and the oldest of them."""

    row: AgencyRow
    oldest: list[TaskRow]
    href: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The page a Standing Committee member reads in thirty seconds."""

    phrases: list[Phrase]
    targets: list[Danger]
    lights: Counter[str]
    matrix: Matrix
    counts: Counter[str]
    late: list[LateBody]
    due_soon: list[TaskRow]
    rounds: list[RoundRow]
    changes: Changes

    @property
    def sentence(self) -> str:
        """The first thing on the page, as plain text."""
        text = "".join(f"{phrase.joint if n else ''}{phrase.text}" for n, phrase in enumerate(self.phrases)) + "."
        return text[:1].upper() + text[1:]

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Tasks whose completion was accepted."""
        return self.counts[Status.DONE_ON_TIME] + self.counts[Status.DONE_LATE]


def overview(programme: Programme, on: date) -> Overview:
    """Everything the overview shows, as of a day; kept until the next act."""
    return remembered(("overview", programme.pk, on), lambda: _overview(programme, on))


def _overview(programme: Programme, on: date) -> Overview:
    found = sorted(target_rows(targets_of(programme), _moment(on)), key=lambda row: row.danger)
    lights = Counter(row.light for row in found)
    groups = groups_by_status(programme, on)
    counts: Counter[str] = sum((group.counts for group in groups), Counter())
    lineage = Lineage()
    late = _late(programme, on, lineage)
    soon = filtered(tasks_of(programme, on), status=Status.DUE_SOON).order_by("current_due", "order")
    known_rounds = [row for row in rounds(programme, on) if row.round.opens_on <= on]
    return Overview(
        phrases=_phrases(len(found), lights, counts, late, on),
        targets=[_danger(row) for row in found],
        lights=lights,
        matrix=_matrix(groups, counts, on),
        counts=counts,
        late=late,
        due_soon=rows(soon[:SHOWN_SOON], on, lineage),
        rounds=known_rounds[:2],
        changes=changes_since(programme, on, found, [row.round for row in known_rounds]),
    )


def _moment(on: date) -> datetime | None:
    """The end of a past day; None for today: everything that is known."""
    if on >= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def _phrases(
    total: int, lights: Counter[str], counts: Counter[str], late: list[LateBody], on: date
) -> list[Phrase]:  # fmt: skip
    """One sentence written from the data."""
    targets = reverse("indicators:targets")
    found = []
    if total:
        words = {"n": lights["unlikely"], "all": total}
        if lights["unlikely"]:
            text = _("%(n)d trên %(all)d chỉ tiêu có nguy cơ không đạt") % words
            found.append(Phrase(text, targets, "danger"))
        elif lights["cannot_say"] < total:
            found.append(Phrase(_("không chỉ tiêu nào có nguy cơ không đạt"), targets, "done"))
        if lights["uncertain"]:
            found.append(Phrase(_("%(n)d chỉ tiêu cần chú ý") % {"n": lights["uncertain"]}, targets, "soon"))
        if lights["cannot_say"]:
            text = _("%(n)d chỉ tiêu chưa đủ dữ liệu để đánh giá") % {"n": lights["cannot_say"]}
            found.append(Phrase(text, targets))
    overdue = counts[Status.OVERDUE]
    if not overdue:
        return [*found, Phrase(_("không có nhiệm vụ quá hạn"), tasks_address(on), "done")]
    text = ngettext("%(n)d nhiệm vụ quá hạn", "%(n)d nhiệm vụ quá hạn", overdue) % {"n": overdue}
    found.append(Phrase(text, tasks_address(on, trang_thai=Status.OVERDUE), "danger"))
    if late:
        first = late[0]
        told = {
            "body": local(first.row.organisation, "name"),
            "n": first.row.overdue,
            "days": first.row.longest_late,
        }
        if first.row.overdue == overdue:
            text = _("do %(body)s chủ trì, chậm nhất %(days)d ngày") % told
        else:
            text = _("trong đó %(n)d của %(body)s, chậm nhất %(days)d ngày") % told
        found.append(Phrase(text, first.href, joint=", "))
    return found


def _light_of(value: float | None) -> str:
    if value is None:
        return "cannot_say"
    return "likely" if value >= LIKELY else "uncertain" if value >= UNCERTAIN else "unlikely"


def _danger(row: TargetRow) -> Danger:
    made = getattr(row.target, "made", [])
    since = None
    for chance in made:  # newest first; as far back as the light stayed the same
        if _light_of(chance.value) != _light_of(made[0].value):
            break
        since = chance.made_at
    return Danger(
        row=row,
        goal=goal_words(row.target),
        last=figure_words(row.last, row.target.indicator.unit),
        reason=reason_words(row) if row.light == "cannot_say" else "",
        since=since,
        was=shown_chance(row.previous.value) if row.previous is not None else None,
    )


def _matrix(groups: list[GroupRow], counts: Counter[str], on: date) -> Matrix:
    statuses = [status for status in COLUMNS if counts[status] or status in ALWAYS]

    def cells(numbers: Counter[str], path: str) -> list[Cell]:
        return [Cell(s, numbers[s], tasks_address(on, nhom=path, trang_thai=s.value)) for s in statuses]

    return Matrix(
        columns=cells(counts, ""),
        rows=[(g, cells(g.counts, g.clause.path), tasks_address(on, nhom=g.clause.path)) for g in groups],
    )


def _late(programme: Programme, on: date, lineage: Lineage) -> list[LateBody]:
    overdue = rows(
        filtered(tasks_of(programme, on), status=Status.OVERDUE).order_by("current_due")[:SHOWN_LATE],
        on,
        lineage,
    )
    oldest: dict[int, list[TaskRow]] = {}
    for row in overdue:
        if row.lead is not None:
            oldest.setdefault((row.lead.current or row.lead.original).pk, []).append(row)
    return [
        LateBody(
            body, oldest.get(body.organisation.pk, [])[:2],
            tasks_address(on, co_quan=body.organisation.code, trang_thai=Status.OVERDUE),
        )
        for body in bodies(programme, on, lineage, statuses=[Status.OVERDUE])
        if body.overdue
    ]  # fmt: skip

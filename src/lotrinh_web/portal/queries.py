"""What the overview, the agencies' pages and the public's page say, put together from the apps below.

Counts are made in the database and lists are cut, so that a page costs the same for fifty tasks and ten thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotrinh_web.indicators.models import Target, TargetEvent
from lotrinh_web.indicators.queries import LIKELY, UNCERTAIN, TargetRow, target_rows, targets_of
from lotrinh_web.organisations.models import Membership, Organisation, Succession
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.portal.words import figure_words, goal_words, reason_words
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.queries import RoundRow, rounds
from lotrinh_web.templatetags.lotrinh import day, figure, local, period
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from lotrinh_web.workplan.queries import AgencyRow, GroupRow, TaskRow, filtered, groups_by_status, rows, tasks_of
from lotrinh_web.workplan.status import Status, with_status

SHOWN_LATE, SHOWN_SOON, SHOWN_CHANGES = 40, 8, 8
SINGLY = 2  # more new figures than these are told in one line
MOVED = 0.05
"""A chance that moved by this much is a change worth a line."""

COLUMNS = (
    Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME, Status.AWAITING, Status.DONE_ON_TIME, Status.DONE_LATE,
    Status.CONTINUOUS, Status.UNASSIGNED, Status.SUSPENDED, Status.CANCELLED,
)  # fmt: skip
ALWAYS = {Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME, Status.DONE_ON_TIME}
"""Columns of the matrix that stay where nothing stands in them: an empty "overdue" is news too."""


# --- addresses ------------------------------------------------------------------------------------------------------


def tasks_address(on: date | None = None, **choices: str) -> str:
    """The task list with these filters, on the same day as the page that leads there."""
    query = {name: value for name, value in choices.items() if value}
    if on is not None and on != timezone.localdate():
        query["ngay"] = on.isoformat()
    return reverse("workplan:tasks") + (f"?{urlencode(query)}" if query else "")


# --- the overview ---------------------------------------------------------------------------------------------------


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
class Changes:
    """What happened since the round before the latest."""

    since: date
    after: ReportingRound | None
    events: list[dict[str, Any]]
    more: int


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
    """Everything the overview shows, as of a day."""
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
        changes=_changes(programme, on, found, [row.round for row in known_rounds]),
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
        words = {"body": local(first.row.organisation, "name"), "n": first.row.overdue, "days": first.row.longest_late}
        if first.row.overdue == overdue:
            text = _("do %(body)s chủ trì, chậm nhất %(days)d ngày") % words
        else:
            text = _("trong đó %(n)d của %(body)s, chậm nhất %(days)d ngày") % words
        found.append(Phrase(text, first.href, joint=", "))
    return found


def _shown(value: float | None) -> float | None:
    return None if value is None else min(0.95, max(0.05, value))


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
        was=_shown(row.previous.value) if row.previous is not None else None,
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
        filtered(tasks_of(programme, on), status=Status.OVERDUE).order_by("current_due", "order")[:SHOWN_LATE],
        on, lineage,
    )  # fmt: skip
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


def bodies(
    programme: Programme, on: date, lineage: Lineage | None = None, statuses: Iterable[Status] = ()
) -> list[AgencyRow]:  # fmt: skip
    """Bodies that lead or coordinate, successors in place of those that ended, most overdue first.

    Counted in the database; `statuses` narrows the tasks that are counted.
    """
    lineage = lineage or Lineage()
    tasks = with_status(Task.objects.filter(programme=programme), on)
    if wanted := list(statuses):
        tasks = tasks.filter(status__in=wanted)
    parts = [Assignment.Part.LEAD, Assignment.Part.COORDINATING]
    counted = (
        tasks.filter(assignments__until=None, assignments__part__in=parts)
        .order_by()
        .values("assignments__organisation", "assignments__part", "status")
        .annotate(n=Count("pk"), first=Min("current_due"))
    )
    counted = list(counted)
    originals = Organisation.objects.in_bulk({row["assignments__organisation"] for row in counted})
    found: dict[int, AgencyRow] = {}
    for row in counted:
        standing = lineage.standing(originals[row["assignments__organisation"]], on)
        organisation = standing.current or standing.original
        entry = found.setdefault(organisation.pk, AgencyRow(organisation, Counter()))
        if row["assignments__part"] == Assignment.Part.COORDINATING:
            entry.coordinates += row["n"]
            continue
        entry.leads += row["n"]
        entry.counts[row["status"]] += row["n"]
        if row["status"] == Status.OVERDUE and row["first"]:
            entry.longest_late = max(entry.longest_late, (on - row["first"]).days)
    return sorted(found.values(), key=lambda e: (-e.overdue, -e.longest_late, -e.leads, e.organisation.name_vi))


# --- what changed ---------------------------------------------------------------------------------------------------

Kind = TaskEvent.Kind
TOLD = {
    Kind.ACCEPTED: ("done", "disc-check"), Kind.CLAIMED: ("wait", "hourglass"), Kind.RETURNED: ("danger", "arrow-back"),
    Kind.EXTENDED: ("soon", "half-ring"), Kind.SUSPENDED: ("quiet", "pause"), Kind.RESUMED: ("open", "loop"),
    Kind.TRANSFERRED: ("open", "loop"), Kind.CANCELLED: ("quiet", "cross"), Kind.MILESTONE: ("open", "diamond"),
    Kind.STARTED: ("open", "ring"),
}  # fmt: skip
MILESTONES: dict[str, Any] = {
    "instrument_drafted": gettext_lazy("Đã có dự thảo văn bản"),
    "instrument_issued": gettext_lazy("Đã ban hành văn bản"),
    "completion_claimed": gettext_lazy("Báo cáo hoàn thành"),
    "completion_accepted": gettext_lazy("Xác nhận hoàn thành"),
}


def _changes(programme: Programme, on: date, found: list[TargetRow], known: list[ReportingRound]) -> Changes:
    """Targets whose chance moved, new figures, decisions on targets and tasks: since the round before the latest."""
    after = known[1] if len(known) > 1 else None
    since = after.cut_off if after else known[0].opens_on if known else on - timedelta(days=90)
    events = [*_target_changes(found, since, on), *_ledger(programme, since, on), *_task_changes(programme, since, on)]
    events.sort(key=lambda event: event["at"], reverse=True)
    return Changes(since, after, events[:SHOWN_CHANGES], max(0, len(events) - SHOWN_CHANGES))


def _line(at: date, title: str, href: str, tone: str, shape: str, **more: str) -> dict[str, Any]:
    return {"at": at, "when": day(at), "title": title, "href": href, "tone": tone, "shape": shape, **more}


def _target_changes(found: list[TargetRow], since: date, on: date) -> Iterable[dict[str, Any]]:
    fresh = []
    for row in found:
        href, name = reverse("indicators:target", args=[row.target.pk]), local(row.target.indicator, "name")
        made = [c for c in getattr(row.target, "made", []) if c.value is not None]
        before = next((c for c in made if timezone.localdate(c.made_at) <= since), None)
        if before is not None and abs(made[0].value - before.value) >= MOVED:
            fell = made[0].value < before.value
            numbers = {"name": name, "old": round(_shown(before.value) * 100), "new": round(_shown(made[0].value) * 100)}
            text = _("%(name)s: khả năng đạt từ %(old)d%% còn %(new)d%%") if fell else _(
                "%(name)s: khả năng đạt từ %(old)d%% lên %(new)d%%"
            )
            shape = ("danger", "triangle-down") if fell else ("done", "disc")
            yield _line(timezone.localdate(made[0].made_at), text % numbers, href, *shape)
        if row.last is not None and since < timezone.localdate(row.last.recorded_at) <= on:
            fresh.append(row)
    if len(fresh) > SINGLY:
        at = max(timezone.localdate(row.last.recorded_at) for row in fresh if row.last)
        title = _("Số liệu mới của %(n)d chỉ tiêu") % {"n": len(fresh)}
        yield _line(at, title, reverse("indicators:targets"), "open", "disc")
        return
    for row in fresh:
        numbers = {
            "name": local(row.target.indicator, "name"), "period": row.last.period,
            "value": figure_words(row.last, row.target.indicator.unit),
        }  # fmt: skip
        title = _("%(name)s: số liệu mới %(value)s (%(period)s)") % numbers
        href = reverse("indicators:target", args=[row.target.pk])
        yield _line(timezone.localdate(row.last.recorded_at), title, href, "open", "disc")


def _ledger(programme: Programme, since: date, on: date) -> Iterable[dict[str, Any]]:
    decided = TargetEvent.objects.filter(
        target__programme=programme, target__in_programme=True, on__gt=since, on__lte=on
    ).select_related("target__indicator", "document")
    for event in decided[:SHOWN_CHANGES]:
        title = f"{local(event.target.indicator, 'name')}: {event.get_kind_display()}"
        href = reverse("indicators:target", args=[event.target_id])
        yield _line(event.on or since, title, href, "soon", "diamond", document=str(event.document), body=event.reason)


def _task_changes(programme: Programme, since: date, on: date) -> Iterable[dict[str, Any]]:
    told = TaskEvent.objects.filter(task__programme=programme, kind__in=TOLD, on__gt=since, on__lte=on)
    for event in told.select_related("task", "organisation").order_by("-on", "-pk")[: 4 * SHOWN_CHANGES]:
        tone, shape = TOLD[Kind(event.kind)]
        what = MILESTONES.get(event.milestone) or event.get_kind_display()
        yield _line(
            event.on, f"{what}: {local(event.task, 'title')}", reverse("workplan:task", args=[event.task_id]), tone, shape,
            who=local(event.organisation, "name"), document=event.document,
        )  # fmt: skip


# --- one agency -----------------------------------------------------------------------------------------------------

URGENT = {status: place for place, status in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """What one body leads, how old its overdue work is, and how it got it."""

    rows: list[TaskRow]
    counts: Counter[str]
    coordinates: int
    inherited: int
    ages: list[tuple[str, int]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Accepted as completed."""
        return self.counts[Status.DONE_ON_TIME] + self.counts[Status.DONE_LATE]

    @property
    def on_time_share(self) -> float | None:
        """Completed in time ÷ tasks that have fallen due; None where none has."""
        due = self.done + self.counts[Status.OVERDUE]
        return self.counts[Status.DONE_ON_TIME] / due if due else None


def agency(programme: Programme, organisation: Organisation, on: date, lineage: Lineage) -> AgencyPage:
    """A body's own work and that of the bodies it has succeeded."""
    keys = lineage.predecessors(organisation, on)
    found = rows(filtered(tasks_of(programme, on), agency_keys=keys), on, lineage)
    found.sort(key=lambda row: (URGENT[row.status], row.task.current_due or date.max, row.task.order))
    parts = Assignment.objects.filter(
        task__programme=programme, organisation__in=keys, part=Assignment.Part.COORDINATING, until=None
    )
    late = [row.days_late for row in found if row.status == Status.OVERDUE]
    ages = [
        (_("đến 30 ngày"), sum(days <= 30 for days in late)),
        (_("31–90 ngày"), sum(30 < days <= 90 for days in late)),
        (_("trên 90 ngày"), sum(days > 90 for days in late)),
    ]
    return AgencyPage(
        rows=found,
        counts=Counter(row.status for row in found),
        coordinates=parts.values("task").distinct().count(),
        inherited=sum(1 for row in found if row.lead and row.lead.original.pk != organisation.pk),
        ages=ages if late else [],
    )


def succession_line(organisation: Organisation) -> tuple[list[Succession], list[Succession]]:
    """All that led to a body and all that followed from it, oldest first, however many steps away."""
    steps = list(Succession.objects.select_related("predecessor", "successor").order_by("on", "pk"))

    def walk(known: set[int], near: str, far: str) -> list[Succession]:
        found: list[Succession] = []
        grew = True
        while grew:
            grew = False
            for step in steps:
                if step not in found and getattr(step, near) in known:
                    found.append(step)
                    grew = True
                    if (key := getattr(step, far)) is not None:
                        known.add(key)
        return sorted(found, key=lambda step: (step.on, step.pk))

    back = walk({organisation.pk}, "successor_id", "predecessor_id")
    on = walk({organisation.pk}, "predecessor_id", "successor_id")
    return back, on


# --- the public and the first day ---------------------------------------------------------------------------------------

PUBLIC = (
    ("done", gettext_lazy("Đã hoàn thành"), (Status.DONE_ON_TIME, Status.DONE_LATE)),
    ("doing", gettext_lazy("Đang thực hiện"), (Status.IN_TIME, Status.DUE_SOON, Status.AWAITING, Status.CONTINUOUS)),
    ("late", gettext_lazy("Quá hạn"), (Status.OVERDUE,)),
    ("waiting", gettext_lazy("Chưa triển khai"), (Status.UNASSIGNED, Status.SUSPENDED)),
)
"""How the public sees statuses: what waits inside an office (approval, assignment) is nobody else's news."""
AS_STATUS = {
    "done": Status.DONE_ON_TIME, "doing": Status.IN_TIME, "late": Status.OVERDUE, "waiting": Status.SUSPENDED,
}  # fmt: skip


def for_public(counts: Counter[str]) -> Counter[str]:
    """Counts by status as the public sees them: only completed, under way, overdue, not begun; cancelled ones left out."""
    folded: Counter[str] = Counter()
    for kind, _words, statuses in PUBLIC:
        if number := sum(counts[status] for status in statuses):
            folded[AS_STATUS[kind]] = number
    return folded


@dataclass(frozen=True, slots=True)
class Promise:
    """A published target as the public sees it: what was promised, and how far it is."""

    row: TargetRow
    goal: str
    last: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The public's first page."""

    promises: list[Promise]
    groups: list[tuple[GroupRow, Counter[str], int]]  # with folded counts and how many are completed
    counts: Counter[str]
    total: int
    done: int


def public_page(programme: Programme, on: date) -> PublicPage:
    """Published targets, and tasks by group in the four words the public sees."""
    found = target_rows(targets_of(programme).filter(published=True))
    groups = groups_by_status(programme, on)
    counts: Counter[str] = sum((for_public(group.counts) for group in groups), Counter())
    return PublicPage(
        promises=[Promise(r, goal_words(r.target), figure_words(r.last, r.target.indicator.unit)) for r in found],
        groups=[(g, for_public(g.counts), for_public(g.counts)[Status.DONE_ON_TIME]) for g in groups],
        counts=counts,
        total=sum(counts.values()),
        done=counts[Status.DONE_ON_TIME],
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three first steps, and how far it is."""

    number: int
    title: str
    words: str
    state: str
    done: bool
    href: str
    action: str


def first_steps(programme: Programme | None) -> list[Step]:
    """Load a programme, name the agencies and their people, open the first round."""
    leading = staffed = opened = 0
    if programme is not None:
        leads = {body.organisation.pk for body in bodies(programme, timezone.localdate()) if body.leads}
        leading = len(leads)
        staffed = Membership.objects.filter(organisation__in=leads, until=None).values("organisation").distinct().count()
        opened = ReportingRound.objects.filter(programme=programme).count()
    return [
        Step(
            1, _("Nạp chương trình"),
            _("Nạp chương trình mẫu, hoặc đưa lên tệp văn bản để phần mềm đọc; mỗi đề xuất có người duyệt rồi mới có hiệu lực."),
            local(programme, "name") if programme else _("Chưa có chương trình nào"),
            programme is not None, reverse("intake:documents"), _("Đến trang Văn bản"),
        ),
        Step(
            2, _("Cơ quan và người phụ trách"),
            _("Mỗi cơ quan chủ trì cần một chuyên viên nhập báo cáo và một người đứng đầu duyệt."),
            _("%(n)d trên %(all)d cơ quan chủ trì đã có tài khoản") % {"n": staffed, "all": leading}
            if leading else _("Chưa có cơ quan chủ trì nào"),
            bool(leading) and staffed == leading, reverse("accounts:people"), _("Thêm tài khoản"),
        ),
        Step(
            3, _("Mở kỳ báo cáo đầu tiên"),
            _("Chọn kỳ, ngày chốt số liệu và hạn gửi; các cơ quan thấy ngay phần việc của mình."),
            _("Đã mở %(n)d kỳ") % {"n": opened} if opened else _("Chưa mở kỳ nào"),
            opened > 0, reverse("reporting:rounds"), _("Đến trang Kỳ báo cáo"),
        ),
    ]  # fmt: skip


def visible_submissions(submissions: Any, keys: set[int]) -> list[Submission]:
    """Reports of a body and of those it has succeeded, newest round first."""
    return list(submissions.filter(organisation__in=keys).order_by("-round__due_on"))



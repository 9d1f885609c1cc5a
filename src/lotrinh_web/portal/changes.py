"""What changed since the round before the latest: chances, new figures, decisions, steps of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.models import Chance, TargetEvent
from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.indicators.words import figure_words
from lotrinh_web.portal.words import shown_chance
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound
from lotrinh_web.templatetags.lotrinh import day, local
from lotrinh_web.workplan.models import TaskEvent
from lotrinh_web.workplan.undone import days_undone

SHOWN_CHANGES = 8
SINGLY = 2  # more new figures than these are told in one line
MOVED = 0.05
"""A chance that moved by this much is a change worth a line."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since the round before the latest."""

    since: date
    after: ReportingRound | None
    events: list[dict[str, Any]]
    more: int


Kind = TaskEvent.Kind
TOLD = {
    Kind.ACCEPTED: ("done", "disc-check"),
    Kind.CLAIMED: ("wait", "hourglass"),
    Kind.RETURNED: ("danger", "arrow-back"),
    Kind.EXTENDED: ("soon", "half-ring"),
    Kind.SUSPENDED: ("quiet", "pause"),
    Kind.RESUMED: ("open", "loop"),
    Kind.TRANSFERRED: ("open", "loop"),
    Kind.CANCELLED: ("quiet", "cross"),
    Kind.MILESTONE: ("open", "diamond"),
    Kind.STARTED: ("open", "ring"),
}
MILESTONES: dict[str, Any] = {
    "instrument_drafted": gettext_lazy("Đã có dự thảo văn bản"),
    "instrument_issued": gettext_lazy("Đã ban hành văn bản"),
    "completion_claimed": gettext_lazy("Báo cáo hoàn thành"),
    "completion_accepted": gettext_lazy("Xác nhận hoàn thành"),
}


def changes_since(programme: Programme, on: date, found: list[TargetRow], known: list[ReportingRound]) -> Changes:
    """Chances that moved, new figures, decisions on targets and tasks since the round before the latest."""
    after = known[1] if len(known) > 1 else None
    since = after.cut_off if after else known[0].opens_on if known else on - timedelta(days=90)
    events = [
        *_target_changes(found, since, on),
        *_ledger(programme, since, on),
        *_task_changes(programme, since, on),
    ]
    events.sort(key=lambda event: event["at"], reverse=True)
    return Changes(since, after, events[:SHOWN_CHANGES], max(0, len(events) - SHOWN_CHANGES))


def _line(at: date, title: str, href: str, tone: str, shape: str, **more: str) -> dict[str, Any]:
    return {"at": at, "when": day(at), "title": title, "href": href, "tone": tone, "shape": shape, **more}


def _target_changes(found: list[TargetRow], since: date, on: date) -> Iterable[dict[str, Any]]:
    fresh = []
    for row in found:
        href, name = reverse("indicators:target", args=[row.target.pk]), local(row.target.indicator, "name")
        chances: list[Chance] = getattr(row.target, "made", [])
        made = [(timezone.localdate(c.made_at), c.value) for c in chances if c.value is not None]
        before = next((value for at, value in made if at <= since), None)
        if before is not None and abs(made[0][1] - before) >= MOVED:
            at, now = made[0]
            fell = now < before
            numbers = {
                "name": name,
                "old": round(shown_chance(before) * 100),
                "new": round(shown_chance(now) * 100),
            }
            text = (
                _("%(name)s: khả năng đạt từ %(old)d%% còn %(new)d%%")
                if fell
                else _("%(name)s: khả năng đạt từ %(old)d%% lên %(new)d%%")
            )
            shape = ("danger", "triangle-down") if fell else ("done", "disc")
            yield _line(at, text % numbers, href, *shape)
        if row.last is not None and since < timezone.localdate(row.last.recorded_at) <= on:
            fresh.append((row.target, row.last))
    if len(fresh) > SINGLY:
        at = max(timezone.localdate(last.recorded_at) for _target, last in fresh)
        title = _("Số liệu mới của %(n)d chỉ tiêu") % {"n": len(fresh)}
        yield _line(at, title, reverse("indicators:targets"), "open", "disc")
        return
    for target, last in fresh:
        words = {
            "name": local(target.indicator, "name"), "period": last.period,
            "value": figure_words(last, target.indicator.unit),
        }  # fmt: skip
        title = _("%(name)s: số liệu mới %(value)s (%(period)s)") % words
        href = reverse("indicators:target", args=[target.pk])
        yield _line(timezone.localdate(last.recorded_at), title, href, "open", "disc")


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
    events = list(told.select_related("task", "organisation").order_by("-on", "-pk")[: 4 * SHOWN_CHANGES])
    undone = days_undone(events, on)
    for event in events:
        tone, shape = TOLD[Kind(event.kind)]
        what = MILESTONES.get(event.milestone) or event.get_kind_display()
        if event.pk in undone:
            tone, shape = "quiet", "cross"
            what = _("%(what)s (đã hủy công bố ngày %(day)s)") % {"what": what, "day": day(undone[event.pk])}
        yield _line(
            event.on, f"{what}: {local(event.task, 'title')}", reverse("workplan:task", args=[event.task_id]),
            tone, shape, who=local(event.organisation, "name"), document=event.document,
        )  # fmt: skip

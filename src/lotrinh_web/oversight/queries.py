"""Alerts, derived from the records: each names the rule that raised it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.models import Chance
from lotrinh_web.indicators.queries import target_rows, targets_of
from lotrinh_web.indicators.targets.confidence import disagree, disagreement, latest_ratings
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.oversight.models import AlertDismissal
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.templatetags.lotrinh import local, period
from lotrinh_web.workplan.queries import filtered, rows, tasks_of

DROP = 0.10
"""A chance that fell by this much since the last forecast is an alert."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person should look at."""

    key: str
    rule: str  # T1, N1 …
    severity: str  # danger, warning, info
    title: str
    explanation: str
    href: str
    facts: str
    organisation: Organisation | None = None
    since: date | None = None
    change: str = ""  # what changed since the last round was due
    sure: str = ""  # how sure the figures behind it are
    dismissal: AlertDismissal | None = None


RULES: dict[str, Any] = {
    "C1": gettext_lazy("Khả năng đạt chỉ tiêu dưới 40%."),
    "C2": gettext_lazy("Khả năng đạt giảm từ 10 điểm phần trăm trở lên so với lần dự báo trước."),
    "C3": gettext_lazy("Chưa đủ số liệu để đánh giá chỉ tiêu."),
    "C4": gettext_lazy("Đánh giá của người và khả năng tính từ số liệu cách nhau từ hai bậc."),
    "N1": gettext_lazy("Nhiệm vụ đã qua thời hạn mà chưa hoàn thành."),
    "N2": gettext_lazy("Nhiệm vụ chưa có cơ quan chủ trì."),
    "K1": gettext_lazy("Đã qua hạn gửi báo cáo mà cơ quan chưa có báo cáo được duyệt."),
}
RULE_NAMES: dict[str, Any] = {
    "C1": gettext_lazy("Nguy cơ không đạt"), "C2": gettext_lazy("Khả năng giảm"),
    "C3": gettext_lazy("Chưa đủ số liệu"), "C4": gettext_lazy("Hai đánh giá không khớp"),
    "N1": gettext_lazy("Nhiệm vụ quá hạn"),
    "N2": gettext_lazy("Chưa giao"), "K1": gettext_lazy("Chậm báo cáo"),
}  # fmt: skip


def alerts(programme: Programme, on: date, *, dismissed: bool = False) -> list[Alert]:
    """All alerts of a day, gravest first; those set aside are left out unless asked for."""
    last_round = last_due(programme, on)
    found = [*_targets(programme, last_round), *_tasks(programme, on, last_round), *_rounds(programme, on)]
    aside = {(d.key, d.facts): d for d in AlertDismissal.objects.select_related("by")}
    shown = [_with(alert, aside.get((alert.key, alert.facts))) for alert in found]
    order = {"danger": 0, "warning": 1, "info": 2}
    return sorted(
        (a for a in shown if dismissed or a.dismissal is None), key=lambda a: (order[a.severity], a.rule, a.key)
    )


def last_due(programme: Programme, on: date) -> date | None:
    """The day the last round before a day was due: what came after it is new."""
    return (
        ReportingRound.objects.filter(programme=programme, due_on__lt=on)
        .order_by("-due_on").values_list("due_on", flat=True).first()
    )  # fmt: skip


def _with(alert: Alert, dismissal: AlertDismissal | None) -> Alert:
    from dataclasses import replace

    return replace(alert, dismissal=dismissal) if dismissal else alert


def _facts(*values: object) -> str:
    return hashlib.sha256("|".join(str(v) for v in values).encode()).hexdigest()


def _targets(programme: Programme, last_round: date | None) -> Iterator[Alert]:
    found = target_rows(targets_of(programme))
    ratings = latest_ratings(row.target.pk for row in found)
    before = _chances_on(programme, last_round)
    for row in found:
        target, name = row.target, local(row.target.indicator, "name")
        href, sure = reverse("indicators:target", args=[target.pk]), _sure(row.chance)
        change = _chance_change(row.chance, before.get(target.pk), last_round)
        if row.light == "unlikely" and row.shown is not None:
            percent = round(row.shown * 100)
            title = _("Nguy cơ không đạt: %(name)s (%(percent)d%%)") % {"name": name, "percent": percent}
            sentence = local(row.chance, "sentence")
            yield Alert(
                f"C1:{target.pk}", "C1", "danger", title, sentence, href, _facts(percent), change=change, sure=sure
            )
        elif row.light == "cannot_say" and not target.indicator.qualitative:
            facts = _facts(row.chance.sentence_vi if row.chance else "")
            title = _("Chưa đánh giá được: %(name)s") % {"name": name}
            yield Alert(f"C3:{target.pk}", "C3", "info", title, local(row.chance, "sentence"), href, facts)
        now, former = row.chance, row.previous
        if now and former and now.value is not None and former.value is not None and former.value - now.value >= DROP:
            words = {"name": name, "old": round(former.value * 100), "new": round(now.value * 100)}
            title = _("Khả năng đạt giảm: %(name)s, từ %(old)d%% còn %(new)d%%") % words
            yield Alert(
                f"C2:{target.pk}", "C2", "warning", title, local(now, "sentence"), href, _facts(now.pk), change=change,
                sure=sure,
            )  # fmt: skip
        rating = ratings.get(target.pk)
        if rating is not None and disagree(row.light, rating):
            title = _("Hai đánh giá không khớp: %(name)s") % {"name": name}
            sentence = disagreement(row.light, row.light_words, rating)
            yield Alert(
                f"C4:{target.pk}", "C4", "warning", title, sentence, href, _facts(rating.pk, row.light),
                since=timezone.localdate(rating.at), sure=sure,
            )  # fmt: skip


def _chances_on(programme: Programme, day: date | None) -> dict[int, Chance]:
    """The chance of each target as it stood at the end of a day."""
    if day is None:
        return {}
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    made = Chance.objects.filter(target__programme=programme, made_at__lt=end).order_by("made_at", "pk")
    return {chance.target_id: chance for chance in made}


def _chance_change(now: Chance | None, before: Chance | None, last_round: date | None) -> str:
    """How the chance moved since the last round was due."""
    if last_round is None or now is None or now.value is None:
        return ""
    words = {"day": f"{last_round:%d/%m/%Y}", "new": round(now.value * 100)}
    if before is None or before.value is None:
        return _("Chưa có dự báo vào hạn kỳ trước (%(day)s).") % words
    if before.pk == now.pk or round(before.value * 100) == words["new"]:
        return _("Không đổi từ hạn kỳ trước (%(day)s).") % words
    return _("Từ %(old)d%% vào hạn kỳ trước (%(day)s) đến %(new)d%%.") % {**words, "old": round(before.value * 100)}


FEW = 8
"""Figures below which the spread leans on other series (docs/forecasting.md)."""


def _sure(chance: Chance | None) -> str:
    """How sure: the number of figures the forecast stands on."""
    if chance is None or chance.forecast is None:
        return ""
    points = chance.forecast.points
    if points < FEW:
        return _("Độ chắc thấp: dự báo chỉ dựa trên %(n)d số liệu năm.") % {"n": points}
    return _("Độ chắc khá: dự báo dựa trên %(n)d số liệu năm.") % {"n": points}


def _tasks(programme: Programme, on: date, last_round: date | None) -> Iterator[Alert]:
    late = filtered(tasks_of(programme, on), status="overdue,unassigned")
    for row in rows(late, on):
        href = reverse("workplan:task", args=[row.task.pk])
        body = (row.lead.current or row.lead.original) if row.lead else None
        if row.lead is None:
            title = _("Chưa giao: %(task)s") % {"task": local(row.task, "title")}
            yield Alert(f"N2:{row.task.pk}", "N2", "warning", title, "", href, _facts(row.task.pk))
            continue
        words = {"task": local(row.task, "title"), "days": row.days_late}
        title = _("Quá hạn %(days)d ngày: %(task)s") % words
        yield Alert(
            f"N1:{row.task.pk}", "N1", "danger", title, "", href, _facts(row.task.current_due), body,
            row.task.current_due, change=_newly_late(row.task.current_due, last_round),
        )  # fmt: skip


def _newly_late(due: date | None, last_round: date | None) -> str:
    """Whether a task became late after the last round was due."""
    if due is None or last_round is None:
        return ""
    words = {"day": f"{last_round:%d/%m/%Y}"}
    return (_("Mới quá hạn từ hạn kỳ trước (%(day)s).") if due >= last_round else _("Đã quá hạn từ kỳ trước.")) % words


def _rounds(programme: Programme, on: date) -> Iterator[Alert]:
    for opened in ReportingRound.objects.filter(programme=programme, due_on__lt=on, closed_at=None):
        done = [Submission.State.APPROVED, Submission.State.ACCEPTED]
        waiting = Submission.objects.filter(round=opened).exclude(state__in=done)
        for submission in waiting.select_related("organisation"):
            days = (on - opened.due_on).days
            words = {"body": local(submission.organisation, "name"), "days": days, "period": period(opened.period)}
            title = _("%(body)s chậm báo cáo %(period)s %(days)d ngày") % words
            yield Alert(
                f"K1:{submission.pk}", "K1", "warning", title, str(submission.get_state_display()),
                reverse("reporting:submission", args=[submission.pk]), _facts(submission.state, opened.due_on),
                submission.organisation, opened.due_on,
            )  # fmt: skip

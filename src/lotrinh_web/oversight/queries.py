"""Alerts, derived from the records: each names the rule that raised it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.queries import target_rows, targets_of
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
    dismissal: AlertDismissal | None = None


RULES: dict[str, Any] = {
    "C1": gettext_lazy("Khả năng đạt chỉ tiêu dưới 40%."),
    "C2": gettext_lazy("Khả năng đạt giảm từ 10 điểm phần trăm trở lên so với lần dự báo trước."),
    "C3": gettext_lazy("Chưa đủ số liệu để đánh giá chỉ tiêu."),
    "N1": gettext_lazy("Nhiệm vụ đã qua thời hạn mà chưa hoàn thành."),
    "N2": gettext_lazy("Nhiệm vụ chưa có cơ quan chủ trì."),
    "K1": gettext_lazy("Đã qua hạn gửi báo cáo mà cơ quan chưa có báo cáo được duyệt."),
}
RULE_NAMES: dict[str, Any] = {
    "C1": gettext_lazy("Nguy cơ không đạt"), "C2": gettext_lazy("Khả năng giảm"),
    "C3": gettext_lazy("Chưa đủ số liệu"), "N1": gettext_lazy("Nhiệm vụ quá hạn"),
    "N2": gettext_lazy("Chưa giao"), "K1": gettext_lazy("Chậm báo cáo"),
}  # fmt: skip


def alerts(programme: Programme, on: date, *, dismissed: bool = False) -> list[Alert]:
    """All alerts of a day, gravest first; those set aside are left out unless asked for."""
    found = [*_targets(programme), *_tasks(programme, on), *_rounds(programme, on)]
    aside = {(d.key, d.facts): d for d in AlertDismissal.objects.select_related("by")}
    shown = [_with(alert, aside.get((alert.key, alert.facts))) for alert in found]
    order = {"danger": 0, "warning": 1, "info": 2}
    return sorted(
        (a for a in shown if dismissed or a.dismissal is None), key=lambda a: (order[a.severity], a.rule, a.key)
    )


def _with(alert: Alert, dismissal: AlertDismissal | None) -> Alert:
    from dataclasses import replace

    return replace(alert, dismissal=dismissal) if dismissal else alert


def _facts(*values: object) -> str:
    return hashlib.sha256("|".join(str(v) for v in values).encode()).hexdigest()


def _targets(programme: Programme) -> Iterator[Alert]:
    for row in target_rows(targets_of(programme)):
        target, name = row.target, local(row.target.indicator, "name")
        href = reverse("indicators:target", args=[target.pk])
        if row.light == "unlikely" and row.shown is not None:
            percent = round(row.shown * 100)
            title = _("Nguy cơ không đạt: %(name)s (%(percent)d%%)") % {"name": name, "percent": percent}
            sentence = local(row.chance, "sentence")
            yield Alert(f"C1:{target.pk}", "C1", "danger", title, sentence, href, _facts(percent))
        elif row.light == "cannot_say" and not target.indicator.qualitative:
            facts = _facts(row.chance.sentence_vi if row.chance else "")
            title = _("Chưa đánh giá được: %(name)s") % {"name": name}
            yield Alert(f"C3:{target.pk}", "C3", "info", title, local(row.chance, "sentence"), href, facts)
        now, before = row.chance, row.previous
        if now and before and now.value is not None and before.value is not None and before.value - now.value >= DROP:
            words = {"name": name, "old": round(before.value * 100), "new": round(now.value * 100)}
            title = _("Khả năng đạt giảm: %(name)s, từ %(old)d%% còn %(new)d%%") % words
            yield Alert(f"C2:{target.pk}", "C2", "warning", title, local(now, "sentence"), href, _facts(now.pk))


def _tasks(programme: Programme, on: date) -> Iterator[Alert]:
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
            row.task.current_due,
        )  # fmt: skip


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

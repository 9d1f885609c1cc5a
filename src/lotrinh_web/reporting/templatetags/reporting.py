"""What stands in a field of the entry form: what the person just typed, else what was saved."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lotrinh_web.reporting.flags import Flag
from lotrinh_web.reporting.forms import EntryForm
from lotrinh_web.reporting.models import ProgressEntry, ReviewDraft, Submission
from lotrinh_web.reporting.owed_figures import FigureRow
from lotrinh_web.reporting.review_content import Slot
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.models import Task

register = template.Library()


@register.simple_tag
def entry_value(form: EntryForm | None, task: Task, name: str, entry: ProgressEntry | None) -> str:
    """The words of one field."""
    if form is not None and (typed := form.typed.get(f"{name}-{task.pk}")) is not None:
        return typed
    return saved_value(entry, name)


@register.simple_tag
def answer_value(form: EntryForm | None, key: int) -> str:
    """The answer to a remark that was typed and not yet given."""
    return form.typed.get(f"words-{key}", "") if form is not None else ""


def saved_value(entry: ProgressEntry | None, name: str) -> str:
    """One field of an entry as it stands in the form."""
    value: Any = getattr(entry, name, None) if entry is not None else None
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return figure(value)
    return "" if value is None else str(value)


@register.simple_tag
def entry_class(form: EntryForm | None, task: Task, name: str) -> str:
    """The class of one field: marked where it is wrong."""
    wrong = form is not None and f"{task.pk}:{name}" in form.errors
    return "form-control is-invalid" if wrong else "form-control"


@register.simple_tag
def entry_error(form: EntryForm | None, task: Task, name: str) -> SafeString:
    """What is wrong with one field; an empty place where the autosave can put it."""
    sentence = form.errors.get(f"{task.pk}:{name}", "") if form is not None else ""
    return format_html(
        '<div class="field-error" id="{}-{}-error" role="alert"{}>{}</div>',
        name, task.pk, "" if sentence else SafeString(" hidden"), sentence,
    )  # fmt: skip


@register.simple_tag
def entry_other(form: EntryForm | None, task: Task, name: str, entry: ProgressEntry | None) -> str:
    """What somebody else saved meanwhile in a field where the person typed something different."""
    typed = form.typed.get(f"{name}-{task.pk}") if form is not None else None
    saved = saved_value(entry, name)
    return saved if typed is not None and _words(typed) != _words(saved) else ""


def _words(text: str) -> str:
    return " ".join(text.split())


@register.inclusion_tag("reporting/_flags.html", takes_context=True)
def entry_flags(
    context: Any, flags: list[Flag], task: Task, submission: Submission, may_dismiss: bool
) -> dict[str, Any]:
    """What should be asked about one task, with a field for the reason."""
    return _flags_at(context, [flag for flag in flags if flag.anchor == f"nv-{task.pk}"], may_dismiss)


@register.inclusion_tag("reporting/_flags.html", takes_context=True)
def figure_flags(context: Any, row: FigureRow) -> dict[str, Any]:
    """What should be asked about one followed figure."""
    own = [flag for flag in context.get("flags", ()) if flag.figure_key == row.owed.key]
    return _flags_at(context, own, context.get("may_dismiss"))


def _flags_at(context: Any, own: list[Flag], may_dismiss: Any) -> dict[str, Any]:
    names = ("submission", "csrf_token", "editing")
    return {"flags": own, "may_dismiss": may_dismiss, **{name: context.get(name) for name in names}}


@register.inclusion_tag("reporting/_remarks.html", takes_context=True)
def entry_remarks(context: Any, task: Task) -> dict[str, Any]:
    """What reviewers asked to change at one task, with what the reader may do about it."""
    address = reverse("reporting:remark", args=[context["submission"].pk, task.pk])
    return _remarks_at(context, f"nv-{task.pk}", address, _("Yêu cầu sửa ở nhiệm vụ này"))


@register.inclusion_tag("reporting/_remarks.html", takes_context=True)
def figure_remarks(context: Any, row: FigureRow) -> dict[str, Any]:
    """What reviewers asked to change at one followed figure."""
    owed = row.owed
    address = reverse("reporting:remark-figure", args=[context["submission"].pk, owed.indicator.pk, owed.area.pk])
    return _remarks_at(context, f"cs-{owed.key}", address, _("Yêu cầu sửa ở chỉ tiêu này"))


def _remarks_at(context: Any, anchor: str, address: str, ask: str) -> dict[str, Any]:
    names = ("submission", "may_remark", "may_answer", "user", "csrf_token", "owner", "form")
    own = [remark for remark in context.get("remarks", ()) if remark.record.anchor == anchor]
    here = {"remarks": own, "anchor": anchor, "address": address, "ask": ask}
    return here | {name: context.get(name) for name in names}


@register.simple_tag
def figure_class(errors: dict[str, str], name: str, key: str, base: str = "form-control") -> str:
    """The class of one field of a figure: marked where it is wrong."""
    return f"{base} is-invalid" if f"{name}-{key}" in errors else base


@register.simple_tag
def figure_error(errors: dict[str, str], name: str, key: str) -> SafeString:
    """What is wrong with one field of a figure; an empty place where the autosave can put it."""
    sentence = errors.get(f"{name}-{key}", "")
    return format_html(
        '<div class="field-error" id="{}-{}-error" role="alert"{}>{}</div>',
        name, key, "" if sentence else SafeString(" hidden"), sentence,
    )  # fmt: skip


@register.filter
def without_marks(words: str) -> str:
    """A review's words for reading: the marks of their sources ("[^o12]") stand in the page beside them."""
    return re.sub(r"\s*\[\^\w+\]", "", words)


@register.inclusion_tag("reporting/_review_slot.html", takes_context=True)
def review_slot(
    context: Any, slot: Slot, draft: ReviewDraft, may_write: bool, typed: dict[str, str] | None,
    refused: dict[str, Any] | None,
) -> dict[str, Any]:  # fmt: skip
    """One place of a review; what was typed and refused stays in it."""
    return {
        "slot": slot, "draft": draft, "may_write": may_write, "words": (typed or {}).get(slot.code, ""),
        "error": (refused or {}).get(slot.code), "csrf_token": context.get("csrf_token"),
    }  # fmt: skip

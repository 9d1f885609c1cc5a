"""What stands in a field of the entry form: what the person just typed, else what was saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lotrinh_web.reporting.forms import EntryForm
from lotrinh_web.reporting.models import ProgressEntry
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.models import Task

register = template.Library()


@register.simple_tag
def entry_value(form: EntryForm | None, task: Task, name: str, entry: ProgressEntry | None) -> str:
    """The words of one field."""
    if form is not None and (typed := form.typed.get(f"{name}-{task.pk}")) is not None:
        return typed
    value: Any = getattr(entry, name, None) if entry is not None else None
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return figure(value)
    return "" if value is None else str(value)


@register.simple_tag
def entry_error(form: EntryForm | None, task: Task, name: str) -> SafeString:
    """What is wrong with one field."""
    sentence = form.errors.get(f"{task.pk}:{name}") if form is not None else None
    return format_html('<div class="field-error" role="alert">{}</div>', sentence) if sentence else SafeString("")

"""What hangs on a task or a clause, for pages of other apps: `{% load products %}{% task_products task %}`."""

from __future__ import annotations

from typing import Any

from django import template

from lotrinh_web.accounts.access import is_office
from lotrinh_web.products.access import may_add
from lotrinh_web.products.summary import hanging_on

register = template.Library()


@register.inclusion_tag("products/_hanging.html", takes_context=True)
def task_products(context: Any, task: Any) -> dict[str, Any]:
    """A panel with the task's products, and for those who may, links to enter one."""
    user = context["request"].user
    may = user.is_authenticated and (is_office(user) or may_add(actor=user, task=task))
    return {"hanging": hanging_on([task.pk]), "task": task, "may": may, "whole": True}


@register.inclusion_tag("products/_hanging.html", takes_context=True)
def clause_products(context: Any, rows: Any) -> dict[str, Any]:
    """A panel with the products of the tasks shown beside a clause; nothing for the public or where there are none."""
    keys = [row.task.pk for row in rows or ()]
    signed_in = context["request"].user.is_authenticated
    return {"hanging": hanging_on(keys) if keys and signed_in else [], "whole": False}

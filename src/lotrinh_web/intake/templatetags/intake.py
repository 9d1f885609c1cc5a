"""Words for what the reader writes in codes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from lotrinh_web.intake.comparison import changes_of
from lotrinh_web.intake.words import COMPARATORS, PER, iso_day, reason_words
from lotrinh_web.templatetags.lotrinh import figure

register = template.Library()
register.filter(iso_day)
register.filter(reason_words)
PLACES = {"header": _("phần đầu"), "closing": _("phần cuối"), "preamble": _("phần mở đầu")}


@register.filter
def place_words(path: str | None) -> str:
    """A clause's path, or the words for a part of the document that has none."""
    return str(PLACES.get(path or "", path or ""))


@register.filter
def clause_body(value: dict[str, Any]) -> str:
    """A clause's words without the label that stands before them."""
    words, label = str(value.get("text") or value.get("text_start") or ""), str(value.get("label") or "")
    return words[len(label) :].lstrip() if label and words.startswith(label) else words


@register.filter
def comparator(code: str | None) -> str:
    """A comparator in words."""
    return str(COMPARATORS.get(code or "", ""))


@register.filter
def mention(value: dict[str, Any] | None) -> str:
    """What a mention of a target says: "ít nhất 85 % (2030)"."""
    if not value:
        return "–"
    low, high = value.get("low"), value.get("high")
    numbers = [figure(number) for number in dict.fromkeys((low, high)) if number is not None]
    goal = "–".join(numbers)
    unit = str(value.get("unit") or "")
    goal += unit if unit.startswith("%") else f" {unit}" if unit and goal else ""
    per = str(PER.get(str(value.get("per") or ""), value.get("per") or ""))
    goal += f"/{per}" if per and goal and "/" not in goal else ""
    words = COMPARATORS.get(str(value.get("comparator")), "") if value.get("comparator") != "range" else ""
    due = f" ({iso_day(value['due'])})" if value.get("due") else ""
    return f"{words} {goal}".strip() + due or str(value.get("words") or "–")


@register.inclusion_tag("intake/_clause_changes.html", takes_context=True)
def clause_changes(context: Any, clause: Any) -> dict[str, Any]:
    """What newer versions of the document did to a clause; shown on the clause's page to those who sign in."""
    user = getattr(context.get("request"), "user", None)
    inside = getattr(user, "is_authenticated", False)
    return {"changes": changes_of(clause.pk) if inside else [], "clause": clause}

"""Words for what the reader writes in codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
ISO_LENGTH = len("2025-12-31")

COMPARATORS = {
    "equal": _("đạt"), "about": _("khoảng"), "at_least": _("ít nhất"), "at_most": _("không quá"), "above": _("trên"),
    "below": _("dưới"), "range": _("từ … đến"), "increase_by": _("tăng"), "decrease_by": _("giảm"),
    "rank_within": _("trong nhóm"), "qualitative": _("định tính"),
}  # fmt: skip

PLACES = {"header": _("phần đầu"), "closing": _("phần cuối"), "preamble": _("phần mở đầu")}


@register.filter
def place_words(path: str | None) -> str:
    """A clause's path, or the words for a part of the document that has none."""
    return str(PLACES.get(path or "", path or ""))


@register.filter
def iso_day(words: Any) -> str:
    """2025-12-31 as 31/12/2025; whatever is not a whole date stays as it is."""
    try:
        return f"{date.fromisoformat(str(words)):%d/%m/%Y}" if len(str(words)) == ISO_LENGTH else str(words or "")
    except ValueError:
        return str(words)


@register.filter
def clause_body(value: dict[str, Any]) -> str:
    """A clause's words without the label that stands before them."""
    words, label = str(value.get("text") or value.get("text_start") or ""), str(value.get("label") or "")
    return words[len(label) :].lstrip() if label and words.startswith(label) else words


@register.filter
def comparator(code: str | None) -> str:
    """A comparator in words."""
    return str(COMPARATORS.get(code or "", ""))

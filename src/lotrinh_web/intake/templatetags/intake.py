"""Words for what the reader writes in codes."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

COMPARATORS = {
    "equal": _("đạt"), "about": _("khoảng"), "at_least": _("ít nhất"), "at_most": _("không quá"), "above": _("trên"),
    "below": _("dưới"), "range": _("từ … đến"), "increase_by": _("tăng"), "decrease_by": _("giảm"),
    "rank_within": _("trong nhóm"), "qualitative": _("định tính"),
}  # fmt: skip


@register.filter
def comparator(code: str | None) -> str:
    """A comparator in words."""
    return str(COMPARATORS.get(code or "", ""))

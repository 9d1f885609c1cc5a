"""Words for the codes a reader writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

PER = {"year": _("năm"), "month": _("tháng"), "quarter": _("quý"), "person": _("người")}
ISO_LENGTH = len("2025-12-31")

COMPARATORS = {
    "equal": _("đạt"), "about": _("khoảng"), "at_least": _("ít nhất"), "at_most": _("không quá"), "above": _("trên"),
    "below": _("dưới"), "range": _("từ … đến"), "increase_by": _("tăng"), "decrease_by": _("giảm"),
    "rank_within": _("trong nhóm"), "qualitative": _("định tính"),
}  # fmt: skip


def iso_day(words: Any) -> str:
    """2025-12-31 as 31/12/2025; whatever is not a whole date stays as it is."""
    try:
        return f"{date.fromisoformat(str(words)):%d/%m/%Y}" if len(str(words)) == ISO_LENGTH else str(words or "")
    except ValueError:
        return str(words)

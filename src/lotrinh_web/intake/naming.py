"""What a programme made of a draft may be called: proposals from its head, for a person to change."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.intake.models import Draft
from lotrinh_web.intake.proposals import plain
from lotrinh_web.programmes.models import Programme

YEAR = re.compile(r"\b(20[2-9]\d)\b")


def suggested(draft: Draft) -> dict[str, Any]:
    """`code`, `name_vi`, `starts_on`, `ends_on` for `make_programme`."""
    document = draft.document
    title = " ".join(document.title.split())
    name = f"{document.type} {title}".strip()[:300] or document.file_name
    starts = document.issued_on or timezone.localdate()
    years = [int(y) for y in YEAR.findall(title)] + [
        int(str(i.value.get("due"))[:4]) for i in draft.items.filter(kind="target") if i.value.get("due")
    ]
    later = [year for year in years if starts.year < year <= starts.year + 15]
    ends = date(max(later, default=starts.year + 5), 12, 31)
    return {"code": _free_code(document.number, document.symbol, name), "name_vi": name, "starts_on": starts,
            "ends_on": ends}  # fmt: skip


def _free_code(number: str | None, symbol: str | None, name: str) -> str:
    words = f"{number or ''} {symbol or ''}" if symbol else name
    base = re.sub(r"[^a-z0-9]+", "-", plain(words)).strip("-")[:50] or "chuong-trinh"
    code, index = base, 2
    while Programme.objects.filter(code=code).exists():
        code, index = f"{base}-{index}", index + 1
    return code

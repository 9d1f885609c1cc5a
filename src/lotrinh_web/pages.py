"""Small things every list page needs: the day it speaks of, pages of a long list, part of a page for HTMX."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

PER_PAGE = 50


def day_of(request: HttpRequest) -> date:
    """The day a page speaks of: `?ngay=2026-03-31`, else today. A wrong date counts as today."""
    asked = request.GET.get("ngay", "")
    try:
        return date.fromisoformat(asked) if asked else timezone.localdate()
    except ValueError:
        return timezone.localdate()


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """The page asked for in `?trang=`; out of range gives the nearest."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


def template_for(request: HttpRequest, whole: str, part: str) -> str:
    """The whole page, or only its changing part when HTMX asks for it."""
    htmx = getattr(request, "htmx", None)
    return part if htmx and not htmx.boosted and not htmx.history_restore_request else whole

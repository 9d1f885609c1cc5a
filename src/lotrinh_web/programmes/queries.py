"""Reads of programmes and their documents."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from lotrinh_web.accounts.access import Viewer
from lotrinh_web.errors import NoProgramme
from lotrinh_web.programmes.models import Clause, Programme

CHOSEN = "programme"
"""Session key of the programme a person has switched to."""


def visible_programmes(user: Viewer) -> QuerySet[Programme]:
    """Programmes a person may open: published ones for everybody, all for those who sign in."""
    programmes = Programme.objects.select_related("document", "area_version", "owner")
    return programmes if getattr(user, "is_authenticated", False) else programmes.filter(published=True)


def current_programme(request: HttpRequest) -> Programme | None:
    """The programme the person has switched to, else the newest they may open; None on a new installation."""
    programmes = visible_programmes(request.user)
    chosen = request.session.get(CHOSEN)
    found = programmes.filter(pk=chosen).first() if chosen else None
    return found or programmes.order_by("-demonstration", "-pk").first()


def programme_or_404(request: HttpRequest) -> Programme:
    """The current programme, or a 404 page where there is none yet."""
    programme = current_programme(request)
    if programme is None:
        raise NoProgramme
    return programme


def outline(programme: Programme) -> list[Clause]:
    """All clauses of the programme's document in reading order."""
    return list(Clause.objects.filter(document=programme.document_id).order_by("order"))

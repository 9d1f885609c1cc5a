"""Who may open a page. Every view carries exactly one of these guards; a test walks all URLs to see to it.

`open_page`        anyone, signed in or not; shows published records only
`signed_in`        any account
`for_roles(...)`   accounts of the named roles; whether a *record* may be seen is the query's business
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

from lotrinh_web.accounts.models import AGENCY, OFFICE, READS_ALL, Role

View = Callable[..., HttpResponseBase]


def open_page(view: View) -> View:
    """Anyone may open this page."""
    view.guard = "open"  # type: ignore[attr-defined]
    return view


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page; an HTMX call gets a 403 and a full-page redirect instead of a form inside the page."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=403)
        response["HX-Redirect"] = resolve_url("accounts:sign-in")
        return response
    return redirect_to_login(request.get_full_path())


def for_roles(*roles: str) -> Callable[[View], View]:
    """Accounts of these roles may open this page."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in(request)
            if roles and request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = "roles:" + ",".join(sorted(roles)) if roles else "signed in"  # type: ignore[attr-defined]
        return guarded

    return wrap


def signed_in(view: View) -> View:
    """Any account may open this page."""
    return for_roles()(view)


def office_only(view: View) -> View:
    """The programme office."""
    return for_roles(*OFFICE)(view)


def readers(view: View) -> View:
    """Everybody who reads all agencies' work."""
    return for_roles(*READS_ALL)(view)


def is_office(user: Any) -> bool:
    """Whether the person belongs to the programme office."""
    return getattr(user, "role", "") in OFFICE


def reads_all(user: Any) -> bool:
    """Whether the person sees every agency's work."""
    return getattr(user, "role", "") in READS_ALL


def is_agency(user: Any) -> bool:
    """Whether the person acts for an agency."""
    return getattr(user, "role", "") in AGENCY


def is_administrator(user: Any) -> bool:
    """Whether the person administers the installation."""
    return getattr(user, "role", "") == Role.ADMINISTRATOR

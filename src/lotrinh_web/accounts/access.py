"""Who may open a page. Every view carries exactly one of these guards; a test walks all URLs to see to it.

`open_page`        anyone, signed in or not; shows published records only
`signed_in`        any account
`for_roles(...)`   accounts of the named roles; whether a *record* may be seen is the query's business

Who somebody is has three names. An `Actor` does something: a person with an account or a part of the system. A
`Viewer` asks to see something, and may be nobody. A `SignedInRequest` comes from a person: only a view behind
`signed_in` or `for_roles` may ask for one, and mypy refuses it behind `open_page`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.middleware import HtmxDetails

from lotrinh_web.accounts.models import AGENCY, OFFICE, READS_ALL, Role, User
from lotrinh_web.audit.actions import Actor

Viewer = Actor | AnonymousUser
"""Who asks to see something: a person, a part of the system, or nobody signed in."""


class Request(HttpRequest):
    """A request as the middleware hands it to a view."""

    htmx: HtmxDetails


class SignedInRequest(Request):
    """The request of a person with an account."""

    user: User


OpenView = Callable[Concatenate[Request, ...], HttpResponseBase]
View = Callable[Concatenate[SignedInRequest, ...], HttpResponseBase]


def _from_a_person(request: HttpRequest) -> TypeGuard[SignedInRequest]:
    return request.user.is_authenticated


def open_page(view: OpenView) -> OpenView:
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


def for_roles(*roles: str) -> Callable[[View], OpenView]:
    """Accounts of these roles may open this page."""

    def wrap(view: View) -> OpenView:
        @functools.wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not _from_a_person(request):
                return _sign_in(request)
            if roles and request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = "roles:" + ",".join(sorted(roles)) if roles else "signed in"  # type: ignore[attr-defined]
        return guarded

    return wrap


def signed_in(view: View) -> OpenView:
    """Any account may open this page."""
    return for_roles()(view)


def office_only(view: View) -> OpenView:
    """The programme office."""
    return for_roles(*OFFICE)(view)


def readers(view: View) -> OpenView:
    """Everybody who reads all agencies' work."""
    return for_roles(*READS_ALL)(view)


def account_of(actor: Actor) -> User | None:
    """The account that a record names; None where a part of the system acted."""
    return actor if isinstance(actor, User) else None


def role_of(viewer: Viewer) -> str:
    """The role of a person's account; empty for a part of the system and for nobody."""
    return viewer.role if isinstance(viewer, User) else ""


def is_office(viewer: Viewer) -> bool:
    """Whether the person belongs to the programme office."""
    return role_of(viewer) in OFFICE


def reads_all(viewer: Viewer) -> bool:
    """Whether the person sees every agency's work."""
    return role_of(viewer) in READS_ALL


def is_agency(viewer: Viewer) -> bool:
    """Whether the person acts for an agency."""
    return role_of(viewer) in AGENCY


def is_administrator(viewer: Viewer) -> bool:
    """Whether the person administers the installation."""
    return role_of(viewer) == Role.ADMINISTRATOR

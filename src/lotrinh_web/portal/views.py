"""Pages that join several apps: overview, programme tree, agencies, search, the public's first page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import Request, SignedInRequest, is_office, open_page, readers, reads_all, signed_in
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.remember import remembered
from lotrinh_web.organisations.models import Membership, Organisation
from lotrinh_web.organisations.queries import agency_of, read_lineage
from lotrinh_web.pages import day_of, template_for
from lotrinh_web.portal import agencies, public, queries
from lotrinh_web.portal.addresses import tasks_address
from lotrinh_web.portal.outline import clause_page, outline
from lotrinh_web.portal.search import search as find
from lotrinh_web.programmes.models import Anomaly, Programme
from lotrinh_web.programmes.queries import CHOSEN, current_programme, programme_or_404, visible_programmes
from lotrinh_web.reporting.queries import visible
from lotrinh_web.workplan.status import Status

LANDING = {
    Role.LEADER: "portal:overview",
    Role.PROGRAMME_OFFICER: "portal:overview",
    Role.ADMINISTRATOR: "portal:overview",
    Role.INSPECTOR: "oversight:alerts",
    Role.AGENCY_OFFICER: "reporting:my-report",
    Role.AGENCY_HEAD: "reporting:my-report",
}
ORDERS: dict[str, Any] = {
    "ten": lambda row: row.organisation.name_vi,
    "chu-tri": lambda row: row.leads,
    "qua-han": lambda row: (row.overdue, row.longest_late),
    "phoi-hop": lambda row: row.coordinates,
}
"""Orders of the agencies' table by `?sap-xep=`; a minus sign turns one round."""


@open_page
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each signed-in person lands on the page that answers their question; all others on the public page."""
    if request.user.is_authenticated:
        return redirect(LANDING.get(Role(request.user.role), "portal:overview"))
    programme = current_programme(request)
    if programme is None:
        return _first_run(request, None)
    context = {
        "programme": programme,
        "page": public.public_page(programme, timezone.localdate()),
        "parents": programme.parent_links.select_related("document"),
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/public.html", context)


def _first_run(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    context = {
        "steps": public.first_steps(programme),
        "office": is_office(request.user),
        "empty": not Programme.objects.exists(),
    }
    return render(request, "portal/first_run.html", context)


@signed_in
@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """Targets in danger, groups × status, what is late and whose, since when."""
    programme = current_programme(request)
    if programme is None:
        return _first_run(request, None)
    on, office = day_of(request), is_office(request.user)
    found = queries.overview(programme, on)
    context = {
        "programme": programme,
        "on": on,
        "today": timezone.localdate(),
        "overview": found,
        "office": office,
        "can_print": reads_all(request.user),
        "steps": public.first_steps(programme) if office and not found.rounds else [],
        "tasks_href": tasks_address(on),
        "soon_href": tasks_address(on, trang_thai=Status.DUE_SOON),
        "overdue_href": tasks_address(on, trang_thai=Status.OVERDUE),
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/overview.html", context)


@readers
@require_GET
def print_overview(request: SignedInRequest) -> HttpResponse:
    """The overview for paper and projector."""
    programme, on = programme_or_404(request), day_of(request)
    context = {
        "programme": programme,
        "on": on,
        "today": timezone.localdate(),
        "overview": queries.overview(programme, on),
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/overview_print.html", context)


@open_page
@require_GET
def programme_tree(request: Request) -> HttpResponse:
    """The outline, the clause's own words, what hangs on it; `?muc=III.4.b2` chooses the clause."""
    programme, on = programme_or_404(request), timezone.localdate()
    inside = request.user.is_authenticated
    chosen = request.GET.get("muc", "").strip()[:60]
    branches = outline(programme, on, chosen, signed_in=inside)
    page = clause_page(programme, on, branches, chosen, signed_in=inside) if chosen else None
    if chosen and page is None:
        raise Http404
    tops = [branch for branch in branches if branch.clause.depth == 0]
    context: dict[str, Any] = {
        "programme": programme,
        "branches": branches,
        "page": page,
        "tops": tops,
        "totals": sum((branch.counts for branch in tops), Counter()),
        "has_text": programme.document.clauses.exclude(text="").exists(),
        "office": is_office(request.user),
        "programmes": visible_programmes(request.user).order_by("name_vi"),
        "part": bool(request.htmx and not request.htmx.boosted),
        "demonstration": programme.demonstration,
    }
    if page is None:
        context |= {
            "parents": programme.parent_links.select_related("document"),
            "anomalies": Anomaly.objects.filter(document=programme.document_id) if inside else [],
        }
    return render(request, template_for(request, "portal/programme.html", "portal/_clause.html"), context)


@open_page
@require_POST
def switch_programme(request: HttpRequest) -> HttpResponse:
    """Choose the programme all pages speak of."""
    key = request.POST.get("programme", "")
    programme = get_object_or_404(visible_programmes(request.user), pk=key if key.isdigit() else 0)
    request.session[CHOSEN] = programme.pk
    return redirect("portal:home")


@signed_in
@require_GET
def agency_list(request: SignedInRequest) -> HttpResponse:
    """Bodies that lead or coordinate today, most overdue first."""
    from lotrinh.text.fold import fold_loose

    programme, on = programme_or_404(request), day_of(request)
    found = agencies.bodies(programme, on)
    words = fold_loose(request.GET.get("tim", "")[:100]).strip()
    if words:
        found = [row for row in found if any(words in fold_loose(name) for name in _names(row.organisation))]
    order = request.GET.get("sap-xep", "")
    if (key := ORDERS.get(order.removeprefix("-"))) is not None:
        found.sort(key=key, reverse=order.startswith("-"))
    context = {
        "programme": programme,
        "rows": [(row, tasks_address(on, co_quan=row.organisation.code, trang_thai="overdue")) for row in found],
        "words": request.GET.get("tim", ""),
        "on": on,
        "today": timezone.localdate(),
        "office": is_office(request.user),
        "demonstration": programme.demonstration,
    }
    return render(request, template_for(request, "portal/agencies.html", "portal/_agencies.html"), context)


def _names(organisation: Organisation) -> tuple[str, ...]:
    return organisation.name_vi, organisation.name_en, organisation.abbreviation


@signed_in
@require_GET
def agency_page(request: SignedInRequest, code: str) -> HttpResponse:
    """What a body leads, its reports, its people, whom it succeeded and who succeeded it."""
    programme, on = programme_or_404(request), day_of(request)
    organisation = get_object_or_404(Organisation.objects.select_related("parent"), code=code)
    lineage = read_lineage()
    origins, successions = remembered(
        ("succession line", organisation.pk), lambda: agencies.succession_line(organisation)
    )
    work = remembered(
        ("agency", programme.pk, organisation.pk, on), lambda: agencies.agency(programme, organisation, on, lineage)
    )
    every = request.GET.get("ky") == "tat-ca"
    reports = agencies.visible_submissions(
        visible(request.user, on), lineage.predecessors(organisation, on), every=every
    )
    mine = agency_of(request.user, on)
    insider = reads_all(request.user) or mine == organisation
    people = Membership.objects.filter(organisation=organisation, until=None).select_related("user")
    context = {
        "programme": programme,
        "organisation": organisation,
        "standing": lineage.standing(organisation, on),
        "agency": work,
        "origins": origins,
        "successions": successions,
        "submissions": reports if every else reports[: agencies.NEWEST],
        "more_submissions": not every and len(reports) > agencies.NEWEST,
        "people": people.order_by("user__role", "user__full_name") if insider else None,
        "insider": insider,
        "on": on,
        "today": timezone.localdate(),
        "office": is_office(request.user),
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/agency.html", context)


@open_page
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Tasks, targets, bodies, clauses; tone marks may be left out."""
    programme = programme_or_404(request)
    words = (request.GET.get("q") or request.GET.get("tim") or "").strip()[:100]
    found = find(programme, words, signed_in=request.user.is_authenticated)
    context = {
        "programme": programme,
        "search_words": words,
        "found": found,
        "total": sum(group.total for group in found),
        "demonstration": programme.demonstration and request.user.is_authenticated,
    }
    return render(request, "portal/search.html", context)

"""Pages that join several apps: overview, programme tree, agencies, search, the public's first page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import is_office, open_page, readers, signed_in
from lotrinh_web.accounts.models import Role
from lotrinh_web.indicators.queries import target_rows, targets_of
from lotrinh_web.organisations.models import Membership, Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.pages import day_of
from lotrinh_web.portal import queries
from lotrinh_web.programmes.queries import CHOSEN, current_programme, programme_or_404, visible_programmes
from lotrinh_web.reporting.models import Submission
from lotrinh_web.workplan.queries import agencies, led_by
from lotrinh_web.workplan.status import Status

LANDING = {
    Role.LEADER: "portal:overview", Role.PROGRAMME_OFFICER: "portal:overview", Role.ADMINISTRATOR: "portal:overview",
    Role.INSPECTOR: "oversight:alerts", Role.AGENCY_OFFICER: "reporting:my-report",
    Role.AGENCY_HEAD: "reporting:my-report",
}  # fmt: skip


@open_page
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each signed-in person lands on the page that answers their question; everybody else on the public page."""
    if request.user.is_authenticated:
        return redirect(LANDING.get(Role(request.user.role), "portal:overview"))
    programme = current_programme(request)
    if programme is None:
        return render(request, "portal/first_run.html")
    targets = target_rows(targets_of(programme).filter(published=True))
    context = {
        "programme": programme,
        "rows": targets,
        "groups": queries.groups_by_status(programme, timezone.localdate()),
        "statuses": Status,
    }
    return render(request, "portal/public.html", context)


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Targets in danger, groups × status, what is late and whose, since when."""
    programme = current_programme(request)
    if programme is None:
        return render(request, "portal/first_run.html", {"office": is_office(request.user)})
    on = day_of(request)
    context = {
        "programme": programme,
        "on": on,
        "today": timezone.localdate(),
        "overview": queries.overview(programme, on),
        "statuses": Status,
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/overview.html", context)


@open_page
@require_GET
def programme_tree(request: HttpRequest) -> HttpResponse:
    """The outline, the clause's own words, what hangs on it; `?muc=III.4.b2` chooses the clause."""
    programme = programme_or_404(request)
    nodes = queries.tree(programme, timezone.localdate())
    chosen = request.GET.get("muc", "")
    node = next((n for n in nodes if n.clause.path == chosen), None)
    context = {
        "programme": programme,
        "nodes": nodes,
        "node": node or (nodes[0] if nodes else None),
        "parents": programme.parent_links.select_related("document"),
        "anomalies": programme.document.anomalies.all(),
        "citations": [c for c in programme.document.citations.all() if node and c.path == node.clause.path],
        "statuses": Status,
        "demonstration": programme.demonstration and request.user.is_authenticated,
    }
    template = "portal/_clause.html" if request.htmx and not request.htmx.boosted else "portal/programme.html"
    return render(request, template, context)


@open_page
@require_POST
def switch_programme(request: HttpRequest) -> HttpResponse:
    """Choose the programme all pages speak of."""
    programme = get_object_or_404(visible_programmes(request.user), pk=request.POST.get("programme") or 0)
    request.session[CHOSEN] = programme.pk
    return redirect("portal:home")


@signed_in
@require_GET
def agency_list(request: HttpRequest) -> HttpResponse:
    """Bodies that lead or coordinate today, most overdue first."""
    programme, on = programme_or_404(request), day_of(request)
    context = {
        "programme": programme, "rows": agencies(programme, on), "on": on, "statuses": Status,
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "portal/agencies.html", context)


@signed_in
@require_GET
def agency_page(request: HttpRequest, code: str) -> HttpResponse:
    """What a body leads, its reports, its people, whom it succeeded and who succeeded it."""
    programme, on = programme_or_404(request), day_of(request)
    organisation = get_object_or_404(Organisation.objects.select_related("parent"), code=code)
    rows = led_by(programme, organisation, on)
    context = {
        "programme": programme,
        "organisation": organisation,
        "standing": Lineage().standing(organisation, on),
        "origins": organisation.origins.select_related("predecessor"),
        "successions": organisation.successions.select_related("successor"),
        "rows": rows,
        "counts": {status: sum(row.status == status for row in rows) for status in Status},
        "submissions": Submission.objects.filter(organisation=organisation, round__programme=programme).select_related("round"),
        "people": Membership.objects.filter(organisation=organisation, until=None).select_related("user"),
        "on": on,
        "demonstration": programme.demonstration,
    }
    return render(request, "portal/agency.html", context)


@open_page
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Tasks, targets, bodies, clauses; tone marks may be left out."""
    programme = current_programme(request)
    if programme is None:
        raise Http404
    words = request.GET.get("tim", "").strip()[:100]
    found = queries.search(programme, words, signed_in=request.user.is_authenticated)
    return render(request, "portal/search.html", {"programme": programme, "words": words, "found": found})


@readers
@require_GET
def print_overview(request: HttpRequest) -> HttpResponse:
    """The overview for paper and projector."""
    programme, on = programme_or_404(request), day_of(request)
    context = {
        "programme": programme, "on": on, "overview": queries.overview(programme, on), "statuses": Status,
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "portal/overview_print.html", context)

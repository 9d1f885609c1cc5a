"""The calendar feed, open to who holds its secret address; and the page that gives that address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh_web.accounts.access import SignedInRequest, is_office, open_page, signed_in
from lotrinh_web.organisations.actions import new_calendar_feed
from lotrinh_web.organisations.models import CalendarFeed, Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of, in_force
from lotrinh_web.oversight.calendar_feed import calendar


@open_page
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of the body whose token it is, or of the body that took its place."""
    found = get_object_or_404(CalendarFeed.objects.select_related("organisation"), token=token)
    body = Lineage().standing(found.organisation, timezone.localdate()).current
    if body is None:
        raise Http404
    response = HttpResponse(calendar(body, request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="lo-trinh-{body.code}.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def address(request: SignedInRequest) -> HttpResponse:
    """An agency's people see their address and may change it; the office does so for any body (`?co-quan=`)."""
    body = agency_of(request.user, timezone.localdate())
    code = request.GET.get("co-quan", "")
    if code and is_office(request.user):
        body = get_object_or_404(Organisation, code=code)
    if body is None and is_office(request.user) and request.method == "GET":
        return _choose_body(request)
    if body is None:
        raise Http404
    if request.method == "POST":
        new_calendar_feed(actor=request.user, organisation=body)
        messages.success(request, _("Đã tạo địa chỉ lịch mới; địa chỉ cũ không còn dùng được."))
        return redirect(request.get_full_path())
    found = CalendarFeed.objects.filter(organisation=body).first()
    secret = request.build_absolute_uri(reverse("oversight:calendar", args=[found.token])) if found else ""
    context = {
        "organisation": body, "address": secret, "made_at": found.made_at if found else None,
        "trail": [(_("Cơ quan"), reverse("portal:agencies")), (str(body), reverse("portal:agency", args=[body.code])),
                  (_("Lịch"), "")],
    }  # fmt: skip
    return render(request, "oversight/calendar.html", context)


def _choose_body(request: HttpRequest) -> HttpResponse:
    """The office belongs to no body: it says whose calendar it means."""
    with_feed = set(CalendarFeed.objects.values_list("organisation", flat=True))
    bodies = [(body, body.pk in with_feed) for body in in_force(timezone.localdate())]
    context = {"bodies": bodies, "trail": [(_("Cơ quan"), reverse("portal:agencies")), (_("Lịch"), "")]}
    return render(request, "oversight/calendars.html", context)

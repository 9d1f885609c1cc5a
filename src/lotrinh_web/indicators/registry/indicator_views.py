"""Pages of indicators: the list with the library, and one indicator with all that was ever published of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lotrinh_web.accounts.access import SignedInRequest, is_office, signed_in
from lotrinh_web.indicators.areas.restated import Restated, restated_on
from lotrinh_web.indicators.areas.restated_chart import restated_chart
from lotrinh_web.indicators.methods.in_force import versions_of
from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.indicators.registry.entry import facts_of
from lotrinh_web.indicators.registry.library import (
    ROLES,
    WITH_FIGURES,
    chart_rows,
    groups_of,
    library,
    lines_chart,
    lines_of,
    series_shown,
    targets_of_indicator,
)
from lotrinh_web.indicators.registry.series_views import SeriesForm
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local


@signed_in
@require_GET
def indicator_list(request: SignedInRequest) -> HttpResponse:
    """All indicators and the library by task group; `?q=` searches, tone marks optional; `?loai=` one kind."""
    programme, words = programme_or_404(request), request.GET.get("q", "")[:80]
    kind = request.GET.get("loai", "")
    groups = groups_of(programme, words, kind)
    context = {
        "programme": programme,
        "groups": groups,
        "words": words,
        "kind": kind,
        "office": is_office(request.user),
        "kinds": [(WITH_FIGURES, _("đã có số liệu")), *ROLES.items()],
        "count": len({e.code for g in groups for e in g.entries}),
        "demonstration": programme.demonstration,
    }
    return render(request, "indicators/indicators.html", context)


@signed_in
@require_GET
def indicator_page(request: SignedInRequest, code: str) -> HttpResponse:
    """One indicator: what it is, every figure by territory and vintage, restated, as known on a day.

    `?biet-ngay=2026-03-31` what was on record at the end of that day; `?dia-gioi=2025-07-01` boundaries to restate on;
    `?dia-ban=<code>` one of many small territories in full.
    """
    return show_indicator(request, code)


def show_indicator(request: HttpRequest, code: str, form: SeriesForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with the form of a new series as it was filled in."""
    programme = programme_or_404(request)
    record = Indicator.objects.select_related("part_of").filter(code=code).first()
    indicator = record or library().get(code)
    if indicator is None:
        raise Http404
    context: dict[str, Any] = {
        "programme": programme,
        "indicator": indicator,
        "unused": record is None,
        "office": is_office(request.user),
        "facts": facts_of(indicator),
        "note": indicator.note if isinstance(indicator, Indicator) else indicator.note_vi,
        "trail": [(_("Chỉ số"), reverse("indicators:indicators")), (local(indicator, "name"), "")],
        "heads": [_("Địa bàn"), _("Năm"), _("Giá trị"), _("Loại")],
    }
    if record is not None:
        context |= _held(request, record)
        context["targets"] = targets_of_indicator(record, programme)
        if is_office(request.user):
            context["series_form"] = form or SeriesForm(indicator=record)
            context["filled"] = form is not None
    return render(request, "indicators/indicator.html", context, status=status)


def _held(request: HttpRequest, record: Indicator) -> dict[str, Any]:
    """What the page shows of an indicator that is in use."""
    known_on, wrong_known = _day(request.GET.get("biet-ngay", ""))
    boundaries, wrong_boundaries = _day(request.GET.get("dia-gioi", ""))
    at = _end(known_on) if known_on else None
    choice = series_shown(record, request.GET.get("dia-ban", ""))
    lines = lines_of(record, at, choice.series)
    on = boundaries or timezone.localdate()
    restated = restated_on(record, on, at)
    first = Observation.objects.filter(series__indicator=record).order_by("recorded_at").first() if at else None
    return {
        "lines": lines,
        "choice": choice,
        "spec": lines_chart(record, lines),
        "rows": chart_rows(lines),
        "known_on": known_on,
        "nothing_yet": first.recorded_at if first is not None and at is not None and first.recorded_at > at else None,
        "wrong_day": wrong_known or wrong_boundaries,
        "on": on,
        "asked_boundaries": boundaries,
        "restated": restated,
        "restated_drawn": _drawn(record, restated),
        "methods": versions_of(record),
        "demonstration": any(o.demonstration for line in lines for o in line.figures),
    }


def _drawn(record: Indicator, restated: Restated) -> dict[str, Any] | None:
    return restated_chart(record, restated) if restated.any_restated else None


def _day(words: str) -> tuple[date | None, bool]:
    """The day given, and whether what was given is no day."""
    try:
        return (date.fromisoformat(words), False) if words else (None, False)
    except ValueError:
        return None, True


def _end(day: date) -> datetime:
    """The last moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.max))

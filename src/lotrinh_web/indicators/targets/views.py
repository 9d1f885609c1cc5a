"""Pages of targets: the list by danger, one target with its chart, figures, sources, revisions, ledger."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, open_page, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.errors import ActionError
from lotrinh_web.indicators import actions
from lotrinh_web.indicators.models import Forecast, Observation, Series, Target, TargetProposal
from lotrinh_web.indicators.queries import annual_history, target_rows, targets_of
from lotrinh_web.indicators.targets.charts import target_chart
from lotrinh_web.indicators.targets.confidence import disagreement, grade_of, grades, latest_ratings
from lotrinh_web.indicators.targets.forms import ObservationForm, PreferForm, ProposalForm
from lotrinh_web.indicators.targets.pace import pace_of, standing_of
from lotrinh_web.indicators.targets.track_record import kind_of
from lotrinh_web.indicators.targets.trajectory import path_of
from lotrinh_web.organisations.queries import in_force
from lotrinh_web.programmes.queries import programme_or_404, visible_programmes
from lotrinh_web.templatetags.lotrinh import local


def _visible(request: HttpRequest) -> QuerySet[Target]:
    """Targets a person may open: published ones of published programmes for the public."""
    targets = Target.objects.filter(programme__in=visible_programmes(request.user))
    return targets if request.user.is_authenticated else targets.filter(published=True)


@open_page
@require_GET
def target_list(request: HttpRequest) -> HttpResponse:
    """All targets, most endangered first; other documents' targets beside them.

    The public sees published targets in the document's order, without chances: a forecast is the office's own.
    """
    programme = programme_or_404(request)
    inside = request.user.is_authenticated
    own = target_rows(targets_of(programme) if inside else targets_of(programme).filter(published=True))
    context = {
        "programme": programme,
        "rows": sorted(own, key=lambda row: row.danger) if inside else own,
        "ratings": latest_ratings(row.target.pk for row in own) if inside else {},
        "others": target_rows(targets_of(programme, in_programme=False)) if inside else [],
    }
    return render(request, "indicators/targets.html", context)


@open_page
@require_GET
def target_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One target."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, status: int = 200, typed: ObservationForm | None = None) -> HttpResponse:
    """The page of a target; `typed` is the form that came back with what was wrong."""
    target = get_object_or_404(_visible(request), pk=pk)
    rows = target_rows(Target.objects.filter(pk=pk).select_related("indicator", "area_version", "clause", "document"))
    row = rows[0]
    series = list(
        Series.objects.filter(indicator=target.indicator_id, area_version=target.area_version_id).order_by(
            "-preferred", "code"
        )
    )
    inside = request.user.is_authenticated
    forecast = row.chance.forecast if inside and row.chance is not None else None
    figures = _shown(series)
    path = path_of(row.target, figures, forecast)
    drawn = target_chart(row, forecast, figures, path=path)
    ratings = list(target.ratings.select_related("by")) if inside else []
    context: dict[str, Any] = {
        "programme": target.programme,
        "row": row,
        "target": row.target,
        "forecast": forecast,
        "chart": drawn,
        "path": path,
        "pace": pace_of(row.chance, kind_of(forecast.series)) if forecast is not None else None,
        "standing": standing_of(target.programme, forecast),
        "interims": target.interims.select_related("set_by") if inside else (),
        "ratings": ratings,
        "grade": grade_of(ratings[0]) if ratings else None,
        "grades": grades(),
        "disagreement": disagreement(row.light, row.light_words, ratings[0]) if ratings else "",
        "may_rate": is_office(request.user) or role_of(request.user) == Role.LEADER,
        "series": [(s, _figures(s)) for s in series],
        "siblings": _other_territories(target),
        "ledger": target.events.select_related("document", "by_target"),
        "proposals": target.proposals.select_related("document", "by_target"),
        "forecasts": Forecast.objects.filter(series__in=series)[:10],
        "office": is_office(request.user),
        "may_ask": is_office(request.user) or role_of(request.user) == Role.LEADER,
        "trail": _trail(target),
        "demonstration": Observation.objects.filter(series__in=series, demonstration=True).exists(),
    }
    if is_office(request.user):
        form = typed or ObservationForm(series=series, auto_id="figure-%s")
        context |= {"observation_form": form, "observation_open": typed is not None, "prefer_form": PreferForm()}
    if context["may_ask"]:
        context["bodies"] = in_force(timezone.localdate()).order_by("name_vi")
    return render(request, "indicators/target.html", context, status=status)


def _trail(target: Target) -> list[tuple[str, str]]:
    """The breadcrumb: targets, the clause, this one."""
    trail = [(_("Chỉ tiêu"), reverse("indicators:targets"))]
    if target.clause is not None:
        path = target.clause.path
        trail.append((path, f"{reverse('portal:programme')}?muc={quote(path)}"))
    return [*trail, (local(target.indicator, "name"), "")]


def _figures(series: Series) -> list[Observation]:
    """Every figure of a series, replaced ones too, newest period first."""
    rows = series.observations.select_related("source", "entered_by", "replaces")
    return list(rows.order_by("-period", "-preferred", "-recorded_at"))


def _shown(series: list[Series]) -> list[Observation]:
    """What the chart draws: the figure that counts for each year of the series in use."""
    return [figure for one in series if one.preferred for figure in annual_history(one)]


def _other_territories(target: Target) -> list[tuple[Series, Observation]]:
    """The last figure of the same indicator over other territories, never mixed with the target's own."""
    others = Series.objects.filter(indicator=target.indicator_id, preferred=True).exclude(
        area_version=target.area_version_id
    )
    found = []
    for series in others.select_related("area_version"):
        last = series.observations.filter(value__isnull=False).select_related("source").order_by("-period").first()
        if last is not None:
            found.append((series, last))
    return found


@office_only
@require_POST
def add_observation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter a published figure with its source."""
    target = get_object_or_404(_visible(request), pk=pk)
    series = Series.objects.filter(indicator=target.indicator_id, area_version=target.area_version_id)
    form = ObservationForm(request.POST, series=list(series), auto_id="figure-%s")
    if not form.is_valid():
        return _page(request, pk, 422, form)
    try:
        with transaction.atomic():  # the source is kept only with its figure
            actions.record_observation(actor=request.user, **form.fields_for_action())
    except ActionError as error:
        form.add_error(None, str(error))
        return _page(request, pk, error.status, form)
    messages.success(request, _("Đã ghi số liệu. Dự báo được lập lại khi cơ quan thường trực yêu cầu."))
    return redirect("indicators:target", pk=pk)


@office_only
@require_POST
def prefer(request: SignedInRequest, pk: int, series: int) -> HttpResponse:
    """Declare the series that counts."""
    target = get_object_or_404(_visible(request), pk=pk)
    chosen = get_object_or_404(Series, pk=series, indicator=target.indicator_id, area_version=target.area_version_id)
    try:
        actions.prefer_series(actor=request.user, series=chosen, reason=request.POST.get("reason", ""))
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã chọn dãy số liệu."))
    return redirect("indicators:target", pk=pk)


@office_only
@require_POST
def decide(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    """Decide whether a target was adjusted or replaced."""
    found = get_object_or_404(TargetProposal, pk=proposal, target=pk)
    form = ProposalForm(request.POST)
    try:
        if form.is_valid():
            actions.decide_proposal(
                actor=request.user, proposal=found, accept=form.cleaned_data["decision"] == "accept",
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            messages.success(request, _("Đã ghi quyết định vào sổ chỉ tiêu."))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("indicators:target", pk=pk)


@office_only
@require_POST
def forecast_again(request: SignedInRequest) -> HttpResponse:
    """Make all forecasts anew from the figures in force; former ones are kept."""
    from lotrinh_web.indicators.targets.forecasts import make_forecasts

    programme = programme_or_404(request)
    chances = make_forecasts(actor=request.user, programme=programme)
    said = sum(chance.value is not None for chance in chances)
    messages.success(request, _("Đã lập lại dự báo: %(said)d trên %(all)d chỉ tiêu tính được khả năng đạt.")
                     % {"said": said, "all": len(chances)})  # fmt: skip
    return redirect("indicators:targets")

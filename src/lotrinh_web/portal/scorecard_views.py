"""The scorecards page: bodies of one kind beside one another, as of a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lotrinh_web.accounts.access import SignedInRequest, reads_all, signed_in
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.pages import day_of
from lotrinh_web.portal.scorecards import Card, KindCards, scorecards
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local


@signed_in
@require_GET
def scorecards_page(request: SignedInRequest) -> HttpResponse:
    """`?ngay=` as of a day, `?loai=` one kind. An agency's people see their own card and the total of its kind."""
    programme, on = programme_or_404(request), day_of(request)
    kinds = scorecards(programme, on)
    if not reads_all(request.user):
        mine = agency_of(request.user, on)
        kinds = [kind for kind in kinds if mine is not None and any(c.organisation == mine for c in kind.cards)]
        for kind in kinds:
            kind.cards = [card for card in kind.cards if card.organisation == mine]
    names = [(kind.kind, kind.name) for kind in kinds]
    chosen = request.GET.get("loai", "")
    shown = [kind for kind in kinds if not chosen or kind.kind == chosen]
    if request.GET.get("dinh-dang") in {"csv", "xlsx"}:
        return _file(shown, request.GET["dinh-dang"], on, demonstration=programme.demonstration)
    context = {
        "programme": programme, "on": on, "today": timezone.localdate(), "kinds": shown, "names": names,
        "chosen": chosen, "own_only": not reads_all(request.user),
        "trail": [(_("Nhiệm vụ"), reverse("workplan:tasks")), (_("Bảng điểm"), "")],
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "portal/scorecards.html", context)


def _file(kinds: list[KindCards], form: str, on: Any, *, demonstration: bool) -> HttpResponse:
    from lotrinh.writing.tables import TableColumn, table_csv, table_xlsx
    from lotrinh_web.workplan.exports import XLSX

    titles = [
        _("Chủ trì"), _("Đúng hạn"), _("Hoàn thành quá hạn"), _("Quá hạn đến 30 ngày"), _("Quá hạn 31–90 ngày"),
        _("Quá hạn trên 90 ngày"), _("Bị trả lại"), _("Đã đến hạn"), _("Tỷ lệ quá hạn (%)"), _("Báo cáo đúng hạn"),
        _("Báo cáo chậm"), _("Thiếu báo cáo"), _("Báo cáo bị trả lại"),
    ]  # fmt: skip
    columns = [TableColumn(_("Loại cơ quan")), TableColumn(_("Cơ quan")), *(TableColumn(t, "number") for t in titles)]
    lines = [
        [str(kind.name), local(card.organisation, "name"), *_figures(card)] for kind in kinds for card in kind.cards
    ]
    if form == "csv":
        content, mime = table_csv(columns, lines), "text/csv; charset=utf-8"
    else:
        note = _("Tình hình ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"}
        content = table_xlsx(_("Bảng điểm cơ quan"), columns, lines, note=note, demonstration=demonstration)
        mime = XLSX
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="bang-diem-{on:%Y%m%d}.{form}"'
    return response


def _figures(card: Card) -> list[int | float | None]:
    tasks, reports = card.tasks, card.reports
    share = None if tasks.overdue_share is None else round(tasks.overdue_share * 100, 2)
    return [
        tasks.leads, tasks.on_time, tasks.done_late, tasks.to_30, tasks.to_90, tasks.over_90, tasks.returned,
        tasks.fallen_due, share, reports.on_time, reports.late, reports.missing, reports.returned,
    ]  # fmt: skip

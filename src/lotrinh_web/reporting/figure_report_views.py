"""The figures of a report: one row each, judged together."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import signed_in
from lotrinh_web.errors import ActionError
from lotrinh_web.reporting import queries
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.owed_figures import FigureRow, figure_rows

if TYPE_CHECKING:
    from lotrinh_web.reporting.models import Submission

LONGEST = 300
PLACES, DIGITS = 6, 18  # what a figure of the store holds


@signed_in
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the figures typed; with a bad one nothing is kept and the page shows what was typed."""
    from lotrinh_web.reporting.views import show_submission

    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    rows = figure_rows(submission)
    figures, errors = read(request.POST, rows)
    if errors:
        return show_submission(request, submission, status=422, typed=request.POST, wrong=errors)
    try:
        save_figures(actor=request.user, submission=submission, figures=figures)
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        return show_submission(request, submission, status=error.status, typed=request.POST, wrong=[str(error)])
    messages.success(request, _("Đã lưu số liệu."))
    preview = "?xem=trinh" if "preview" in request.POST else "#so-lieu"
    return redirect(reverse("reporting:submission", args=[submission.pk]) + preview)


def read(data: QueryDict, rows: list[FigureRow]) -> tuple[dict[str, Given], list[str]]:
    """What was typed, by `Owed.key`, and what is wrong with it; a figure whose fields did not come is left alone."""
    figures: dict[str, Given] = {}
    errors: list[str] = []
    for row in rows:
        key = row.owed.key
        if f"value-{key}" not in data:
            continue
        words = {name: data.get(f"{name}-{key}", "").strip().replace("\x00", "") for name in FIELDS}
        for name in ("source", "missing"):
            if len(words[name]) > LONGEST:
                fault = _("%(indicator)s: dài %(n)d ký tự, tối đa %(max)d.")
                errors.append(fault % {"indicator": row.owed.indicator, "n": len(words[name]), "max": LONGEST})
        value = None
        try:
            value = _number(words["value"])
        except (LotrinhError, ValueError) as error:
            errors.append(f"{row.owed.indicator}: {error}")
        figures[key] = Given(value, words["kind"], words["source"], words["missing"], words["seen"])
    return figures, errors


FIELDS = ("value", "kind", "source", "missing", "seen")


def _number(words: str) -> Decimal | None:
    from lotrinh.text.numbers import parse

    if not words:
        return None
    try:
        value = parse(words, strict=True)
    except LotrinhError:
        raise
    except ValueError:
        raise ValueError(_("«%(words)s» không phải một số. Nhập ví dụ 34,02.") % {"words": words[:40]}) from None
    if abs(value) >= Decimal(10) ** DIGITS or value != round(value, PLACES):
        raise ValueError(_("«%(words)s» quá lớn hoặc quá nhiều chữ số thập phân.") % {"words": words[:40]})
    return value


def shown(submission: Submission, typed: QueryDict | None) -> list[tuple[FigureRow, dict[str, str]]]:
    """Each figure with what its fields show: what was typed, else what was saved, else what the store holds."""
    return [(row, _fields(row, typed)) for row in figure_rows(submission)]


def _fields(row: FigureRow, typed: QueryDict | None) -> dict[str, str]:
    from lotrinh_web.templatetags.lotrinh import figure

    key, said, held = row.owed.key, row.reported, row.owed.held
    if typed is not None and f"value-{key}" in typed:
        return {name: typed.get(f"{name}-{key}", "") for name in FIELDS}
    if said is not None:
        number = "" if said.value is None else figure(said.value)
        return {"value": number, "kind": said.kind, "source": said.source, "missing": said.missing_reason,
                "seen": row.seen}  # fmt: skip
    if held is not None and held.value is not None:
        source = held.source.title[:LONGEST] if held.source is not None else ""
        return {"value": figure(held.value), "kind": held.kind, "source": source, "missing": "", "seen": ""}
    return dict.fromkeys(FIELDS, "")

"""The figures of a report: a press saves all of them or none, the autosave those that are complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.errors import ActionError, Conflict
from lotrinh_web.reporting import queries
from lotrinh_web.reporting.figure_report_actions import Currency, Given, faults_of, save_figures, unchanged
from lotrinh_web.reporting.owed_figures import FigureRow, figure_rows, last_times

if TYPE_CHECKING:
    from lotrinh_web.reporting.figure_models import ReportedFigure
    from lotrinh_web.reporting.models import Submission

LONGEST = 300
PLACES, DIGITS = 6, 18  # what a figure of the store holds
FIELDS = ("value", "kind", "source", "missing", "seen", "currency", "rate")


@dataclass(slots=True)
class FigureForm:
    """What was typed, by `Owed.key`; `errors` maps the name of a field ("value-12-3") to a sentence."""

    figures: dict[str, Given] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)  # the same sentences, each with its indicator
    typed: QueryDict | None = None
    conflict: bool = False

    def say(self, row: FigureRow, name: str, words: str) -> None:
        """Note what is wrong at a field."""
        if f"{name}-{row.owed.key}" not in self.errors:
            self.errors[f"{name}-{row.owed.key}"] = words[:1].upper() + words[1:]
            self.wrong.append(f"{row.owed.indicator}: {words}")

    def sound(self, rows: list[FigureRow]) -> dict[str, Given]:
        """The figures nothing is wrong with."""
        bad = {row.owed.key for row in rows if any(f"{name}-{row.owed.key}" in self.errors for name in FIELDS)}
        return {key: given for key, given in self.figures.items() if key not in bad}


@signed_in
@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the figures typed; what is wrong comes back at its field with what was typed."""
    submission = get_object_or_404(queries.visible(request.user, timezone.localdate()), pk=pk)
    rows = figure_rows(submission)
    form = read(request.POST, rows)
    if request.htmx:
        return _autosave(request, submission, rows, form)
    if form.errors:
        return _again(request, submission, form, 422)
    try:
        save_figures(actor=request.user, submission=submission, figures=form.figures)
    except ActionError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            raise
        form.wrong, form.conflict = [str(error)], isinstance(error, Conflict)
        return _again(request, submission, form, error.status)
    messages.success(request, _("Đã lưu số liệu."))
    preview = "?xem=trinh" if "preview" in request.POST else "#so-lieu"
    return redirect(reverse("reporting:submission", args=[submission.pk]) + preview)


def _again(request: SignedInRequest, submission: Submission, form: FigureForm, status: int) -> HttpResponse:
    from lotrinh_web.reporting.views import show_submission

    submission.refresh_from_db()
    return show_submission(request, submission, status=status, figure_form=form)


def _autosave(
    request: SignedInRequest, submission: Submission, rows: list[FigureRow], form: FigureForm
) -> HttpResponse:
    """Keep what is complete; the rest stays on the page with what it lacks.

    The new version is told only to a page that had the one before: another's saving in between must still be noticed.
    """
    context: dict[str, Any] = {"errors": list(form.errors.items()), "form_id": "figure-form"}
    before = submission.version
    try:
        sound = form.sound(rows)
        saved = save_figures(actor=request.user, submission=submission, figures=sound) if sound else submission
    except ActionError as error:
        context |= {"errors": [], "error": str(error), "conflict": isinstance(error, Conflict)}
        return render(request, "reporting/_saved.html", context, status=error.status)
    in_step = request.POST.get("version", "") == str(before)
    context |= {
        "submission": saved, "at": timezone.localtime(), "in_step": in_step,
        "seen": [(row.owed.key, row.seen) for row in figure_rows(saved)],
    }  # fmt: skip
    return render(request, "reporting/_saved.html", context, status=422 if form.errors else 200)


def read(data: QueryDict, rows: list[FigureRow]) -> FigureForm:
    """What was typed, judged field by field; a figure whose fields did not come is left alone."""
    form = FigureForm(typed=data)
    for row in rows:
        if f"value-{row.owed.key}" in data:
            form.figures[row.owed.key] = _given(form, data, row)
    return form


def _given(form: FigureForm, data: QueryDict, row: FigureRow) -> Given:
    words = {name: data.get(f"{name}-{row.owed.key}", "").strip().replace("\x00", "") for name in FIELDS}
    for name in ("source", "missing"):
        if len(words[name]) > LONGEST:
            form.say(row, name, _("dài %(n)d ký tự, tối đa %(max)d.") % {"n": len(words[name]), "max": LONGEST})
    numbers: dict[str, Decimal | None] = {}
    for name in ("value", "rate"):
        try:
            numbers[name] = _number(words[name])
        except (LotrinhError, ValueError) as error:
            form.say(row, name, str(error))
    given = Given(
        numbers.get("value"), words["kind"], words["source"], words["missing"], words["seen"], words["currency"],
        numbers.get("rate"),
    )  # fmt: skip
    if len(numbers) == len(("value", "rate")):
        for fault in faults_of(row, given):
            form.say(row, fault.field, fault.words)
    return given


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


def shown(
    submission: Submission, rows: list[FigureRow], form: FigureForm | None
) -> list[tuple[FigureRow, dict[str, Any]]]:
    """Each figure with what its fields show: what was typed, else what was saved, else what the store holds.

    `lasts`: what it was before, never in the fields by itself; `other`: what somebody else saved meanwhile.
    """
    lasts = last_times(submission, rows)
    return [(row, {**_fields(row, form), "lasts": lasts.get(row.owed.key, [])}) for row in rows]


def _fields(row: FigureRow, form: FigureForm | None) -> Mapping[str, Any]:
    if form is None or form.typed is None or f"value-{row.owed.key}" not in form.typed:
        return _saved(row)
    fields = {name: form.typed.get(f"{name}-{row.owed.key}", "") for name in FIELDS}
    given = form.figures.get(row.owed.key)
    if form.conflict and given is not None and not unchanged(row, given) and given.seen != row.seen:
        return {**fields, "seen": row.seen, "other": _other(row.reported)}
    return fields


def _saved(row: FigureRow) -> Mapping[str, Any]:
    from lotrinh_web.templatetags.lotrinh import figure

    said, held = row.reported, row.owed.there
    if said is not None:
        return {
            "value": "" if said.value is None else figure(said.value), "kind": said.kind, "source": said.source,
            "missing": said.missing_reason, "seen": row.seen, "currency": said.currency,
            "rate": "" if said.rate is None else figure(said.rate),
        }  # fmt: skip
    empty = dict.fromkeys(FIELDS, "")
    if held is None or held.value is None:
        return empty
    currency = (Currency.USD if row.owed.held is not None else Currency.VND) if row.currencies else ""
    source = held.source.title[:LONGEST] if held.source is not None else ""
    return {**empty, "value": figure(held.value), "kind": held.kind, "source": source, "currency": str(currency)}


def _other(said: ReportedFigure | None) -> str:
    """What somebody else saved, in a line."""
    from lotrinh_web.templatetags.lotrinh import figure

    if said is None:
        return ""
    return said.missing_reason if said.value is None else f"{figure(said.value)} ({said.source})"

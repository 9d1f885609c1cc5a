"""Pages of figures in and out: the template and its return, data files with their preview, downloads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.errors import InvalidData, LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, is_agency, is_office, office_only, reads_all, signed_in
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.indicators.figures import importing as f
from lotrinh_web.indicators.figures.actions import (
    Given,
    apply_import,
    completed,
    sentences,
    set_reading,
    take_in_file,
)
from lotrinh_web.indicators.figures.entry import CHOICES, Entry, judge
from lotrinh_web.indicators.figures.grid import MARKS
from lotrinh_web.indicators.figures.grid_views import given_of, written_words
from lotrinh_web.indicators.figures.models import FigureBatch
from lotrinh_web.indicators.figures.scope import KINDS, Body, Scope, area_choices, bodies, group_choices, read_scope
from lotrinh_web.indicators.figures.workbook import MOST_BYTES, ReadBook, kept_workbook, read_workbook, workbook_of
from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.organisations.models import AreaVersion, Organisation
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.pages import page_of
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    ("csv", "CSV"), ("sdmx-csv", "SDMX-CSV 1.0"), ("sdmx-ml", "SDMX-ML 2.1"), ("json-stat", "JSON-stat 2.0"),
    ("px", "PX"),
)  # fmt: skip
SHOWN = 300
"""Changes listed on a preview; the numbers above it count all of them."""


def _own(request: HttpRequest) -> Organisation | None:
    """The agency a person acts for."""
    return agency_of(request.user, timezone.localdate()) if is_agency(request.user) else None


def visible_batches(request: HttpRequest) -> QuerySet[FigureBatch]:
    """What came in: all of it for those who read everything, an agency's own for its people."""
    rows = FigureBatch.objects.select_related("uploaded_by", "applied_by", "organisation")
    if reads_all(request.user):
        return rows
    own = _own(request)
    return rows.filter(organisation=own) if own is not None else rows.none()


def _scope(request: HttpRequest, known: dict[str, Body] | None = None) -> Scope:
    """The scope asked for; an agency's people get their agency's."""
    known = known if known is not None else bodies()
    given = request.GET.dict()
    if not reads_all(request.user):
        own = _own(request)
        if own is None or own.code not in known:
            raise NotAllowed("Cơ quan của bạn không theo dõi chỉ tiêu nào nên không có tệp số liệu.")
        given["co-quan"], given["nhom"] = own.code, given.get("nhom", "") or "tat-ca"
    return read_scope(given, programme_or_404(request), known)


@signed_in
@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    """The ways in and out, and what came in."""
    return _figures(request)


def _figures(
    request: HttpRequest, problems: list[str] | None = None, *, refused: str = "", said: Any = None, status: int = 200
) -> HttpResponse:
    programme = programme_or_404(request)
    known = bodies()
    own = _own(request)
    try:
        scope = _scope(request, known)
    except NotAllowed:
        scope = None
    office = is_office(request.user)
    with_figures = Indicator.objects.filter(series__observations__demonstration=False).distinct().order_by("name_vi")
    context: dict[str, Any] = {
        "programme": programme, "scope": scope, "own": own, "bodies": list(known.values()),
        "areas": area_choices(programme), "groups": group_choices(programme), "period_kinds": list(KINDS.items()),
        "office": office, "hands_in": office or (scope is not None and own is not None),
        "page": page_of(request, visible_batches(request), 20), "problems": problems or [], "refused": refused,
        "kinds": Observation.Kind.choices, "marks": MARKS, "said": said or {}, "formats": FORMATS,
        "with_figures": with_figures, "most_book": MOST_BYTES // 2**20,
        "most_file": f.MOST_BYTES // 2**20, "demonstration": programme.demonstration,
        "trail": [(_("Chỉ số"), reverse("indicators:indicators")), (_("Số liệu"), "")],
    }  # fmt: skip
    return render(request, "indicators/import.html", context, status=status)


@signed_in
@require_GET
def figure_template(request: SignedInRequest) -> HttpResponse:
    """The workbook of a scope, with what is on record."""
    from lotrinh.writing.sheet_figures import figure_workbook

    scope = _scope(request)
    try:
        content = figure_workbook(workbook_of(scope))
    except InvalidData as error:
        return _figures(request, [str(error)], status=422)
    who = scope.body.key.lstrip("~") if scope.body is not None else scope.programme.code
    return _download(content, XLSX, f"so-lieu-{_plain(who)}-{scope.first}-{scope.last}.xlsx")


def _plain(words: str) -> str:
    """Words as part of a file's name."""
    from lotrinh.text.fold import fold_loose

    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold_loose(words)).split())[:60]


def _download(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_POST
def hand_in_workbook(request: SignedInRequest) -> HttpResponse:
    """Take a filled-in workbook; what is wrong comes back cell by cell, else its preview opens."""
    file = request.FILES.get("workbook")
    if file is None:
        return _figures(request, [_("Chọn tệp bảng tính đã nhập rồi bấm «Nộp bảng tính».")], status=422)
    name, said = str(file.name), given_of(request.POST)
    mark = _mark(request, "")
    try:
        content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InvalidData(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại tệp mẫu rồi chỉ nhập số liệu.")
        book = read_workbook(content, mark=mark)
        organisation = Organisation.objects.filter(code=book.agency).first()
        if not is_office(request.user) and (organisation is None or organisation != _own(request)):
            raise NotAllowed("Tệp này không phải tệp số liệu của cơ quan bạn. Tải tệp mẫu của cơ quan rồi nhập.")
        batch = take_in_file(
            actor=request.user, channel=FigureBatch.Channel.WORKBOOK, form="xlsx", name=name, content=content,
            organisation=organisation, options={"mark": mark, "said": _said(said)}, read=book.packed(),
        )  # fmt: skip
    except LotrinhError as error:
        status = getattr(error, "status", 422)
        return _figures(request, sentences(error), refused=name, said=request.POST, status=status)
    return redirect("indicators:figure-batch", pk=batch.pk)


def _mark(request: HttpRequest, default: str) -> str:
    return request.POST["mark"] if request.POST.get("mark") in (",", ".") else default


def _said(given: Given) -> dict[str, str]:
    return {"source": given.source, "url": given.url, "kind": given.kind}


@office_only
@require_POST
def take_in_data(request: SignedInRequest) -> HttpResponse:
    """Take a data file; a fault is named, else its reading and preview open."""
    from lotrinh.exchange.formats import format_of

    file, extra = request.FILES.get("file"), request.FILES.get("structure")
    if file is None:
        return _figures(request, [_("Chọn tệp dữ liệu rồi bấm «Nạp tệp».")], status=422)
    name, given, mark = str(file.name), given_of(request.POST), _mark(request, ".")
    try:
        content = file.read(f.MOST_BYTES + 1)
        structure = extra.read(f.MOST_BYTES + 1) if extra is not None else None
        if max(len(content), len(structure or b"")) > f.MOST_BYTES:
            raise InvalidData(f"Tệp lớn hơn {f.MOST_BYTES // 2**20} MB. Chia nhỏ rồi nạp lại.")
        form = request.POST.get("format") or format_of(content)
        dataset = f.parse(content, form, structure, mark)
        named = "" if form == "csv" else dataset.source or dataset.title  # a plain table has no title of its own
        said = _said(given) | {"source": given.source or named[:400].strip()}
        batch = take_in_file(
            actor=request.user, channel=FigureBatch.Channel.FILE, form=form, name=name, content=content,
            structure=structure, options={"mark": mark, "said": said},
        )  # fmt: skip
    except NotAllowed:
        raise
    except LotrinhError as error:
        return _figures(request, sentences(error), refused=name, said=request.POST, status=422)
    return redirect("indicators:figure-batch", pk=batch.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def figure_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came in and what it changes; POST keeps how it is read, or writes all of it."""
    batch = get_object_or_404(visible_batches(request), pk=pk)
    if request.method == "GET":
        return _batch(request, batch)
    if request.POST.get("step") == "reading":
        return _read_again(request, batch)
    return _apply(request, batch)


def _read_again(request: SignedInRequest, batch: FigureBatch) -> HttpResponse:
    options = dict(batch.options)
    if batch.channel == FigureBatch.Channel.FILE:
        reading = f.read_as(f.read_batch(batch), batch.options)
        options = clean_options(request.POST, reading, batch.options.get("mark", "."))
    options["said"] = _said(given_of(request.POST))
    set_reading(actor=request.user, batch=batch, options=options)
    return redirect("indicators:figure-batch", pk=batch.pk)


def clean_options(fields: Any, reading: f.Reading, mark: str) -> dict[str, Any]:
    """The choices a form makes about a data file, only those that fit it."""
    roles, fixed, members = {}, {}, {}
    for number, part in enumerate(reading.parts):
        d = part.dimension
        role = fields.get(f"role.{number}", part.role)
        roles[d.id] = role if role in f.ROLES else part.role
        chosen = fields.get(f"fixed.{number}", part.fixed)
        fixed[d.id] = chosen if chosen in d.codes else ""
        left = f.LEAVE if fields.get(f"leave.{number}") == "1" else ""
        given = {
            code: fields.get(f"code.{number}.{place}", "")[:120] or left for place, code in enumerate(part.unknown)
        }
        members[d.id] = {code: answer for code, answer in given.items() if answer} if roles[d.id] == part.role else {}
    return {
        "mark": mark, "roles": roles, "fixed": fixed, "members": members,
        "indicator": fields.get("indicator", "")[:120], "area": fields.get("area", "")[:120],
        "no_values": fields.get("no_values") == "1", "units_ok": fields.get("units_ok") == "1",
    }  # fmt: skip


def _given(batch: FigureBatch, reason: str = "") -> Given:
    said = batch.options.get("said", {})
    return Given(reason[:300], said.get("source", ""), said.get("url", ""), said.get("kind", ""))


def _read(batch: FigureBatch) -> tuple[f.Reading | None, ReadBook | None, list[Entry]]:
    """A kept file as entries, with how it was read."""
    if batch.channel == FigureBatch.Channel.WORKBOOK:
        book = kept_workbook(batch)
        return None, book, list(book.entries)
    reading = f.read_as(f.read_batch(batch), batch.options)
    return reading, None, reading.entries


def _choices(request: HttpRequest) -> dict[str, str]:
    return {k.removeprefix("choice."): v for k, v in request.POST.items() if k.startswith("choice.") and v in CHOICES}


def _apply(request: SignedInRequest, batch: FigureBatch) -> HttpResponse:
    try:
        reading, _book, entries = _read(batch)
        entries = f.ready(reading) if reading is not None else entries
        done = apply_import(
            actor=request.user, batch=batch, entries=entries, given=_given(batch, request.POST.get("reason", "")),
            state=request.POST.get("state", ""), choices=_choices(request), choice=request.POST.get("choice", ""),
        )  # fmt: skip
    except NotAllowed:
        raise
    except LotrinhError as error:
        again = get_object_or_404(visible_batches(request), pk=batch.pk)
        return _batch(request, again, sentences(error), status=getattr(error, "status", 422))
    messages.success(request, written_words(done.written))
    return redirect("indicators:figure-batch", pk=batch.pk)


def _batch(
    request: HttpRequest, batch: FigureBatch, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    programme = programme_or_404(request)
    context: dict[str, Any] = {
        "programme": programme, "batch": batch, "problems": problems or [], "office": is_office(request.user),
        "said": batch.options.get("said", {}) | {"reason": request.POST.get("reason", "")},
        "kinds": Observation.Kind.choices, "choices": list(CHOICES.items()), "choice": request.POST.get("choice", ""),
        "demonstration": programme.demonstration, "shown": SHOWN,
        "trail": [
            (_("Chỉ số"), reverse("indicators:indicators")),
            (_("Số liệu"), reverse("indicators:figures")),
            (str(batch), ""),
        ],
    }  # fmt: skip
    if batch.applied_at is not None:
        context["written"] = list(batch.observations.select_related(*_FIGURE)[:SHOWN])
        return render(request, "indicators/import_preview.html", context, status=status)
    try:
        reading, book, entries = _read(batch)
    except LotrinhError as error:
        context["problems"] = context["problems"] or sentences(error)
        return render(request, "indicators/import_preview.html", context, status=422)
    context |= {"reading": reading, "book": book, "roles": list(f.ROLES.items())}
    if reading is not None and batch.options.get("roles") != {p.dimension.id: p.role for p in reading.parts}:
        context["guessed"] = True
    if reading is not None:
        context |= _names(reading)
    if reading is None or not reading.problems:
        judged = judge(completed(entries, _given(batch)), _choices(request), choice=request.POST.get("choice", ""))
        context |= {"judged": judged, "changes": judged.changes[:SHOWN]}
    return render(request, "indicators/import_preview.html", context, status=status)


_FIGURE = ("series__indicator", "series__area_version", "source", "replaces")


def _names(reading: f.Reading) -> dict[str, Any]:
    """Our codes to choose from, where something is to be chosen."""
    asked = {p.role for p in reading.parts if p.unknown}
    if reading.needs_indicator:
        asked.add("indicator")
    if reading.needs_area:
        asked.add("area")
    out: dict[str, Any] = {}
    if "indicator" in asked:
        rows = Indicator.objects.filter(qualitative=False).order_by("name_vi")
        out["our_indicators"] = [(i.code, f"{local(i, 'name')} ({i.unit})") for i in rows]
    if "area" in asked:
        out["our_areas"] = [(a.code, f"{local(a, 'name')} ({a.code})") for a in AreaVersion.objects.order_by("name_vi")]
    if "series" in asked:
        out["our_series"] = [(s.code, s.code) for s in Series.objects.order_by("code")]
    return out


@signed_in
@require_GET
def export_chosen(request: SignedInRequest) -> HttpResponse:
    """`?chi-so=<code>&dang=<format>` leads to the file."""
    code, form = request.GET.get("chi-so", ""), request.GET.get("dang", "")
    if "/" in code + form or not code or not form:
        raise Http404
    return redirect("indicators:export", code=code, form=form)


@signed_in
@require_GET
def export(request: SignedInRequest, code: str, form: str) -> HttpResponse:
    """All series of an indicator, or one (`?day=<key>`), in an exchange format; `cau-truc` is the structure of SDMX."""
    from lotrinh.exchange.formats import EXTENSIONS, MEDIA, known_format
    from lotrinh.exchange.sdmx_write import structure_message
    from lotrinh_web.indicators.figures.export import dataset_of, write_export

    indicator = get_object_or_404(Indicator, code=code)
    rows = Series.objects.filter(indicator=indicator).select_related("indicator", "area_version")
    one = request.GET.get("day", "")
    if one:
        rows = rows.filter(pk=one) if one.isdecimal() and len(one) < 10 else rows.none()
    series = list(rows.order_by("-preferred", "code"))
    if not series:
        raise Http404
    name = series[0].code if one else indicator.code
    if form == "cau-truc":
        content = structure_message(dataset_of(series, name, indicator.name_vi, sdmx=True))
        return _download(content, "application/vnd.sdmx.structure+xml; version=2.1", f"{_plain(name)}-dsd.xml")
    known = known_format(form)
    if known is None:
        raise Http404
    try:
        content = write_export(series, name, indicator.name_vi, known)
    except InvalidData as error:
        raise ActionError(str(error)) from error
    return _download(content, MEDIA[known], f"{_plain(name)}-{known}.{EXTENSIONS[known]}")

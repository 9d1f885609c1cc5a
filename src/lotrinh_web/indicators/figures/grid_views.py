"""Pages of the grid: type or paste, see what changes, write all of it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.indicators.figures import grid as g
from lotrinh_web.indicators.figures.actions import Given, completed, enter_figures
from lotrinh_web.indicators.figures.entry import CHOICES, Judged, judge
from lotrinh_web.indicators.figures.scope import (
    KINDS,
    Scope,
    ScopeRow,
    area_choices,
    bodies,
    group_choices,
    read_scope,
    rows_of,
)
from lotrinh_web.indicators.models import Observation
from lotrinh_web.pages import page_of
from lotrinh_web.programmes.queries import programme_or_404

ENTERED = (Observation.Kind.ESTIMATE, Observation.Kind.PRELIMINARY, Observation.Kind.REVISED, Observation.Kind.FINAL)
FIELDS = ("kind", "source", "url", "mark", "missing_reason", "reason")
"""What is said once for the whole save."""


@dataclass(slots=True)
class Sheet:
    """What a request is about: the scope, the rows of its page, what was typed."""

    scope: Scope
    rows: list[ScopeRow]
    page: Any
    typed: g.Typed | None = None


def _sheet(request: HttpRequest) -> Sheet:
    scope = read_scope(request.GET.dict(), programme_or_404(request), bodies())
    page = page_of(request, rows_of(scope), g.rows_per_page(scope))
    return Sheet(scope, list(page.object_list), page)


def given_of(fields: Any) -> Given:
    """What a form says once for all its figures."""
    words = {name: str(fields.get(name, "")).strip() for name in ("reason", "source", "url", "kind")}
    url = words["url"] if words["url"].startswith(("https://", "http://")) else ""
    return Given(
        words["reason"][:300], words["source"][:400], url[:600], "" if words["kind"] == g.KEEP else words["kind"]
    )


def _batch_problems(fields: Any) -> list[str]:
    """What is wrong with what is said once for all."""
    found = []
    kinds = {*ENTERED, g.KEEP}
    if fields.get("kind", "") not in kinds:
        found.append(_("Chọn loại số liệu của lần nhập."))
    url = fields.get("url", "").strip()
    if url and not url.startswith(("https://", "http://")):
        found.append(_("Địa chỉ nguồn bắt đầu bằng https:// hoặc http://."))
    return found


@office_only
@require_http_methods(["GET", "POST"])
def figure_grid(request: SignedInRequest) -> HttpResponse:
    """The grid; POST shows what would change, goes back to typing, or writes."""
    sheet = _sheet(request)
    if request.method == "GET":
        return _grid(request, sheet)
    step = request.POST.get("step", "preview")
    seen = g.read_seen(request.POST.get("seen", ""))
    sheet.typed = g.read_typed(sheet.scope, sheet.rows, request.POST, seen)
    wrong = _batch_problems(request.POST) if step != "edit" and sheet.typed.entries else []
    if step == "edit" or sheet.typed.problems or wrong:
        return _grid(request, sheet, wrong, status=200 if step == "edit" else 422)
    if step == "save":
        return _save(request, sheet)
    return _preview(request, sheet)


def _choices(request: HttpRequest) -> dict[str, str]:
    """How conflicts were decided: field `choice.<cell>`."""
    return {k.removeprefix("choice."): v for k, v in request.POST.items() if k.startswith("choice.") and v in CHOICES}


def _save(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    assert sheet.typed is not None
    try:
        done = enter_figures(
            actor=request.user, entries=sheet.typed.entries, given=given_of(request.POST),
            state=request.POST.get("state", ""), choices=_choices(request),
        )  # fmt: skip
    except NotAllowed:
        raise
    except ActionError as error:
        return _preview(request, sheet, [str(error)], status=error.status)
    messages.success(request, written_words(done.written))
    return redirect(f"{reverse('indicators:figure-grid')}?{sheet.scope.query}&trang={sheet.page.number}")


def written_words(count: int) -> str:
    """How many figures were written."""
    return ngettext("Đã ghi %(n)d số liệu.", "Đã ghi %(n)d số liệu.", count) % {"n": count}


def _judged(request: HttpRequest, sheet: Sheet) -> Judged:
    assert sheet.typed is not None
    return judge(completed(sheet.typed.entries, given_of(request.POST)), _choices(request))


def _grid(request: SignedInRequest, sheet: Sheet, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
    posted = request.method == "POST"
    fields = request.POST if posted else {}
    bad = list(sheet.typed.problems) if sheet.typed is not None else []
    rows = g.grid_rows(
        sheet.scope, sheet.rows, fields if posted else None, bad,
        g.read_seen(request.POST.get("seen", "")) if posted else None,
    )  # fmt: skip
    programme = sheet.scope.programme
    context = {
        "programme": programme, "scope": sheet.scope, "page": sheet.page, "rows": rows, "seen": g.seen_of(rows),
        "problems": [*(problems or []), *(p.sentence() for p in bad)], "said": {n: fields.get(n, "") for n in FIELDS},
        "period_kinds": list(KINDS.items()), "areas": area_choices(programme), "groups": group_choices(programme),
        "bodies": list(bodies().values()), "kinds": [(k.value, k.label) for k in ENTERED], "keep": g.KEEP,
        "marks": g.MARKS, "trail": _trail(_("Lưới nhập")), "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "indicators/grid.html", context, status=status)


def _preview(
    request: SignedInRequest, sheet: Sheet, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    judged = _judged(request, sheet)
    names = {g.cell_name(row, code) for row in sheet.rows for code in sheet.scope.codes}
    keep = [(n, v) for n, v in request.POST.items() if n in names or n in FIELDS or n == "seen"]
    context = {
        "programme": sheet.scope.programme, "scope": sheet.scope, "judged": judged, "problems": problems or [],
        "kept": [(n, v) for n, v in keep if n not in ("reason", "source")], "choices": list(CHOICES.items()),
        "kinds": Observation.Kind.choices, "said": {n: request.POST.get(n, "") for n in FIELDS},
        "back": request.get_full_path(),
        "trail": _trail(_("Xem trước")), "demonstration": sheet.scope.programme.demonstration,
    }  # fmt: skip
    return render(request, "indicators/grid_preview.html", context, status=status)


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("Chỉ số"), reverse("indicators:indicators")), (_("Số liệu"), reverse("indicators:figures")), (last, "")]


@office_only
@require_POST
def check_grid(request: SignedInRequest) -> HttpResponse:
    """What typed cells say so far: how many change, which cannot be read. For the grid while one types."""
    sheet = _sheet(request)
    sheet.typed = g.read_typed(sheet.scope, sheet.rows, request.POST, g.read_seen(request.POST.get("seen", "")))
    judged = _judged(request, sheet)
    context = {"judged": judged, "problems": sheet.typed.problems, "count": len(judged.changes)}
    return render(request, "indicators/_grid_state.html", context)

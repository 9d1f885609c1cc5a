"""The coverage matrix: who has a part in what, and what nobody has taken up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.pages import day_of
from lotrinh_web.programmes.models import Clause
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.coverage import GAPS, OF_PLANS, Coverage, coverage
from lotrinh_web.workplan.exports import XLSX
from lotrinh_web.workplan.models import Assignment
from lotrinh_web.workplan.views import six_clears

FILTERS = {"nhom": "group", "thieu": "gap", "co-quan": "agency", "tim": "words"}


@signed_in
@require_GET
def coverage_page(request: SignedInRequest) -> HttpResponse:
    """`/nhiem-vu/bao-phu/`; `?dinh-dang=csv|xlsx` gives what is shown as a file."""
    programme, on = programme_or_404(request), day_of(request)
    chosen = {key: request.GET.get(name, "").strip() for name, key in FILTERS.items()}
    found = coverage(programme, on, **chosen)
    if request.GET.get("dinh-dang") in {"csv", "xlsx"}:
        return _file(found, request.GET["dinh-dang"], on, demonstration=programme.demonstration)
    gaps = [
        (code, name, found.gaps[code], "?" if chosen["gap"] == code else f"?thieu={code}", chosen["gap"] == code)
        for code, (name, _lacks) in GAPS.items()
    ]
    context = {
        "programme": programme, "on": on, "chosen": chosen, "found": found, "gaps": gaps,
        "gap_rows": [[gap for gap in gaps if (gap[0] in OF_PLANS) == plans] for plans in (False, True)],
        "clears": _clears(found), "lines": [_line(line, found) for line in found.rows],
        "columns": [
            (body, found.parts[body.pk][Assignment.Part.LEAD], found.parts[body.pk].total()) for body in found.bodies
        ],
        "groups": Clause.objects.filter(group_tasks__programme=programme).distinct().order_by("order"),
        "bodies": sorted(found.bodies, key=lambda body: body.name_vi),
        "trail": [(_("Nhiệm vụ"), reverse("workplan:tasks")), (_("Bao phủ"), "")],
        "demonstration": programme.demonstration,
    }  # fmt: skip
    return render(request, "workplan/coverage.html", context)


def _line(line: Any, found: Coverage) -> dict[str, Any]:
    few = found.planned * 2 < found.total  # while most tasks are in no plan, each row need not say so
    hidden = {"ke-hoach"} if few else set()
    return {
        "row": line.row, "gaps": [GAPS[code][0] for code in line.gaps if code not in hidden],
        "marks": [(body, line.marks.get(body.pk)) for body in found.bodies],
    }  # fmt: skip


def _clears(found: Coverage) -> list[tuple[str, int, int]]:
    """The six clears over the whole programme: name, tasks for which it is clear, all tasks."""
    judged = [six_clears(row) for row in found.whole]
    if not judged:
        return []
    return [
        (label, sum(task[place][1] for task in judged), len(judged))
        for place, (label, _clear, _words) in enumerate(judged[0])
    ]


def _file(found: Coverage, kind: str, on: date, *, demonstration: bool) -> HttpResponse:
    from lotrinh.writing.tables import TableColumn, table_csv, table_xlsx

    heads = [_("Mã"), _("Điều khoản"), _("Nhiệm vụ"), _("Sản phẩm"), _("Thời hạn"), _("Còn thiếu")]
    heads += [local(body, "name") for body in found.bodies]
    columns = [TableColumn(title) for title in heads]
    lines: list[Sequence[Any]] = []
    for line in found.rows:
        task = line.row.task
        due = task.current_due or str(task.get_due_kind_display())
        first = [task.code, task.clause.path, local(task, "title"), local(task, "product"), due]
        marks = [_words(line.marks.get(body.pk)) for body in found.bodies]
        lines.append([*first, "; ".join(str(GAPS[code][0]) for code in line.gaps), *marks])
    if kind == "csv":
        content, mime = table_csv(columns, lines), "text/csv; charset=utf-8"
    else:
        note = _("Tình hình ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"}
        content = table_xlsx(_("Bao phủ nhiệm vụ"), columns, lines, note=note, demonstration=demonstration)
        mime = XLSX
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="bao-phu-{on:%Y%m%d}.{kind}"'
    return response


def _words(mark: Any) -> str:
    if mark is None:
        return ""
    words = str(Assignment.Part(mark.part).label) if mark.part else ""
    words = f"{words} ({_('đề xuất')})" if mark.proposed else words
    plan = {"confirmed": _("có trong kế hoạch"), "draft": _("trong kế hoạch đang lập")}.get(mark.planned, "")
    return "; ".join(piece for piece in (words, plan) if piece)

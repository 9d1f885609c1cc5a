"""The page that compares territories, and the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lotrinh_web.accounts.access import SignedInRequest, signed_in
from lotrinh_web.indicators.areas.comparison import COMPARED, AreaRow, Asked, Comparison, compare_areas
from lotrinh_web.indicators.areas.figures import value_of
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.indicators.registry.entry import ADDITIVE
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import figure, local
from lotrinh_web.templatetags.lotrinh import period as in_words

LEVEL_NAMES = {
    "province": gettext_lazy("tỉnh, thành phố"),
    "district": gettext_lazy("quận, huyện (đến 30/6/2025)"),
    "commune": gettext_lazy("xã, phường"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_GET
def compare(request: SignedInRequest, code: str) -> HttpResponse:
    """`?cap=commune&ky=2025&so-voi=2024&dia-gioi=2025-12-31`; `?dinh-dang=csv|xlsx` gives what is shown as a file."""
    programme = programme_or_404(request)
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise Http404
    given = request.GET
    asked = Asked(given.get("cap", ""), given.get("ky", ""), given.get("so-voi", ""), _day(given.get("dia-gioi", "")))
    found = compare_areas(indicator, asked, demonstration=programme.demonstration)
    if given.get("dinh-dang") in {"csv", "xlsx"}:
        return _file(found, given["dinh-dang"])
    context: dict[str, Any] = {
        "programme": programme,
        "indicator": indicator,
        "found": found,
        "levels": [(c, LEVEL_NAMES[c]) for c in COMPARED if c in found.levels or c == found.level],
        "level_name": LEVEL_NAMES[found.level],
        "rule": ADDITIVE.get(indicator.additive, indicator.additive),
        "ratio": _ratio_names(indicator),
        "charts": _small_charts(found),
        "asked_day": asked.on.isoformat() if asked.on else "",
        "wrong_day": bool(given.get("dia-gioi")) and asked.on is None,
        "trail": [
            (_("Chỉ số"), reverse("indicators:indicators")),
            (local(indicator, "name"), reverse("indicators:indicator", args=[code])),
            (_("So sánh địa bàn"), ""),
        ],
        "demonstration": found.demonstration,
    }
    return render(request, "indicators/areas.html", context)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def _ratio_names(indicator: Indicator) -> list[Indicator]:
    """What stands above and below the line of a ratio of sums."""
    codes = [c for c in (indicator.numerator, indicator.denominator) if c]
    held = {one.code: one for one in Indicator.objects.filter(code__in=codes)} if codes else {}
    return [held[c] for c in codes if c in held]


def _small_charts(found: Comparison) -> list[tuple[Any, SafeString, int]]:
    """(territory, picture, number of figures), all pictures on the same axes."""
    from decimal import Decimal

    from lotrinh.calendar import parse_period
    from lotrinh.charts.fan import Observed
    from lotrinh.charts.small import small_multiples

    unit, lines = found.indicator.unit, []
    for area, figures in found.histories:
        values = [(o, value_of(o, unit)) for o in figures]
        drawn = [Observed(parse_period(o.period), v) for o, v in values if isinstance(v, Decimal)]
        lines.append((local(area, "name"), drawn))
    pictures = small_multiples(unit, lines)
    # made by our own engine, which escapes every text it puts in
    return [
        (area, mark_safe(picture), len(figures))  # noqa: S308
        for (area, figures), picture in zip(found.histories, pictures, strict=True)
    ]


def _file(found: Comparison, kind: str) -> HttpResponse:
    from lotrinh.writing.tables import TableColumn, table_csv, table_xlsx

    heads = [_("Hạng"), _("Địa bàn"), _("Mã"), _("Giá trị"), _("Đơn vị"), _("Loại"), _("Nguồn"), _("Địa chỉ nguồn")]
    if found.earlier:
        heads += [_("Kỳ so sánh"), _("Giá trị kỳ so sánh"), _("Hạng kỳ so sánh"), _("Thay đổi hạng")]
    heads.append(_("Ghi chú"))
    numbers = {_("Hạng"), _("Giá trị"), _("Giá trị kỳ so sánh"), _("Hạng kỳ so sánh"), _("Thay đổi hạng")}
    columns = [TableColumn(h, "number" if h in numbers else "text") for h in heads]
    title = f"{local(found.indicator, 'name')}, {in_words(found.period)}"
    lines = _lines(found)
    name = f"so-sanh-{found.indicator.code}-{found.period.replace('/', '-')}"
    if kind == "csv":
        content, mime = table_csv(columns, lines), "text/csv; charset=utf-8"
    else:
        note = _("Địa giới ngày %(day)s.") % {"day": f"{found.on:%d/%m/%Y}"}
        content = table_xlsx(title, columns, lines, note=note, demonstration=found.demonstration)
        mime = XLSX
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _lines(found: Comparison) -> list[list[Any]]:
    """The rows of the table as shown: ranked, without a figure, beside, total."""
    lines = [_line(found, row, "") for row in found.rows]
    lines += [_line(found, row, row.reason or _("chưa báo cáo")) for row in found.silent]
    lines += [_line(found, row, _("để đối chiếu, không xếp hạng")) for row in found.beside]
    if found.total is not None:
        words = _("%(got)d/%(all)d địa bàn có số liệu") % {"got": found.total.reported, "all": found.total.expected}
        note = f"{words}. {found.total_reason}".rstrip(". ") + "."
        cells: list[Any] = [None, _("Tổng hợp"), "", found.total_value, found.indicator.unit, "", "", ""]
        lines.append([*cells, *([found.earlier, found.former_value, None, None] if found.earlier else []), note])
    return lines


def _line(found: Comparison, row: AreaRow, note: str) -> list[Any]:
    o = row.figure
    if o is not None and row.other_unit and o.value is not None:
        given = _("công bố bằng đơn vị khác: %(value)s %(unit)s") % {"value": figure(o.value), "unit": o.series.unit}
        note = f"{note}; {given}" if note else given
    source = o.source if o is not None else None
    cells: list[Any] = [
        row.rank, local(row.area, "name"), row.area.official_code or row.area.code, row.value, found.indicator.unit,
        str(o.get_kind_display()) if o is not None and o.value is not None else "",
        source.title if source else "", source.url if source else "",
    ]  # fmt: skip
    if found.earlier:
        cells += [found.earlier, row.former, row.former_rank, row.moved]
    return [*cells, note]

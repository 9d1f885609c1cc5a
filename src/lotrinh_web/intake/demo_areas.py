"""Invented figures of communes, so that the comparison of areas can be seen at work; each carries the mark.

Numbers follow from a unit's code and the quarter: the same on every installation, and nobody's.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.programmes.models import Programme

SHOWN = "new_enterprises"
QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
SILENT = 15
"""About one commune in so many does not report in a quarter."""


def load_area_figures(programme: Programme) -> int:
    """New enterprises a quarter for every commune of the programme's present territory; how many figures were made."""
    from lotrinh.packages import load_library

    communes = list(AreaVersion.objects.filter(area__level="commune", valid_to=None).order_by("code"))
    known = next((one for one in load_library() if one.code == SHOWN), None)
    if known is None or not communes or Indicator.objects.filter(code=SHOWN).exists():
        return 0
    indicator = Indicator.objects.create(
        code=known.code, name_vi=known.name_vi, name_en=known.name_en, definition_vi=known.definition_vi,
        definition_en=known.definition_en, unit=known.unit_vi, decimals=known.decimals, direction=known.direction,
        frequency=",".join(known.frequency), additive=known.additive, accumulation=known.accumulation,
        owner=known.owner_vi, legal_source=known.legal_source_vi, national_code=known.official_code or "",
        code_status=known.code_status, role="library", groups=list(known.groups), formula_words=known.formula_vi or "",
        price_basis=known.price_basis, forecast_type="none", note=_("Số liệu cấp xã đang hiện là dữ liệu trình diễn."),
    )  # fmt: skip
    series = Series.objects.bulk_create(
        Series(
            indicator=indicator, area_version=unit, code=f"{SHOWN}.{unit.code}.trinh-dien"[:120], unit=indicator.unit,
            preferred=True, reason=_("Dữ liệu trình diễn."),
        )
        for unit in communes
    )  # fmt: skip
    source, _made = FigureSource.objects.get_or_create(title="Dữ liệu trình diễn, không phải số thật", url="")
    now = timezone.now()
    rows = [
        _figure(line, index, step, quarter, source, now)
        for index, line in enumerate(series)
        for step, quarter in enumerate(QUARTERS)
        if (index + 7 * step) % (2 * SILENT) != 0  # half of those who are silent say nothing at all
    ]
    Observation.objects.bulk_create(rows)
    return len(rows)


def _figure(
    line: Series, index: int, step: int, quarter: str, source: FigureSource, now: object
) -> Observation:  # fmt: skip
    kept = {
        "series": line, "period": quarter, "recorded_at": now, "demonstration": True, "kind": "estimate",
        "vintage": "", "source": source,
    }  # fmt: skip
    if (index + 7 * step) % SILENT == 0:
        return Observation(**kept, value=None, missing="missing", missing_reason="Chưa chốt sổ của quý")
    return Observation(**kept, value=Decimal(3 + (index * 37 + step * 11) % 41 + step))

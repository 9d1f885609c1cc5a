"""Three old units and the two made of them, with figures: small enough to reckon by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
from lotrinh_web.organisations.models import Area, AreaSuccession, AreaVersion
from web.world import SYSTEM

DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)


def unit(code: str, level: str = "province", *, start: date | None = None, end: date | None = None) -> AreaVersion:
    """A territory."""
    area, _made = Area.objects.get_or_create(code=f"a-{code}", defaults={"name_vi": f"Vùng {code}", "level": level})
    return AreaVersion.objects.create(code=code, area=area, name_vi=f"Vùng {code}", valid_from=start, valid_to=end)


def went(old: AreaVersion, new: AreaVersion, share: str | None = "1") -> None:
    """What became of its ground on the day."""
    AreaSuccession.objects.create(
        predecessor=old, successor=new, on=DAY, share=None if share is None else Decimal(share),
        reason="" if share else "chưa nêu tỷ lệ",
    )  # fmt: skip


def merged() -> dict[str, AreaVersion]:
    """a and b go whole to north; c is divided between north and south."""
    old = {code: unit(code, end=BEFORE) for code in "abc"}
    new = {code: unit(code, start=DAY) for code in ("north", "south")}
    went(old["a"], new["north"])
    went(old["b"], new["north"])
    return old | new


def indicator(code: str = "so_dan", additive: str = "sum", unit_name: str = "người", **fields: object) -> Indicator:
    """An indicator kept by the year."""
    kept = {"name_vi": f"Chỉ số {code}", "unit": unit_name, "additive": additive, "frequency": "year"}
    return Indicator.objects.create(code=code, **(kept | fields))


def figure(one: Indicator, area: AreaVersion, period: str, value: str | None, **more: object) -> Observation:
    """A figure of the preferred series; None is one that is missing for a reason."""
    line, _made = Series.objects.get_or_create(
        indicator=one, area_version=area,
        defaults={"code": f"{one.code}.{area.code}", "unit": more.pop("unit", one.unit), "preferred": True},
    )  # fmt: skip
    source, _made = FigureSource.objects.get_or_create(title="Niên giám", url="https://example.org/nien-giam")
    given = {"value": None, "missing": "missing", "missing_reason": "Cháy kho"} if value is None else {
        "value": Decimal(value), "kind": "final"
    }  # fmt: skip
    return record_observation(actor=SYSTEM, series=line, period=period, source=source, **(given | more))

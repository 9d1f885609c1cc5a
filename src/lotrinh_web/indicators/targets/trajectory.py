"""The planned path of a target: from the figure it started at, through the interim targets, to what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.models import Forecast, Observation, Target
from lotrinh_web.indicators.queries import annual_history
from lotrinh_web.indicators.targets.currency import twin_behind
from lotrinh_web.indicators.targets.judgement_models import InterimTarget


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One year: where the plan wants it, what was seen, what is forecast."""

    period: str
    planned: Decimal | None
    fixed: bool  # the start, an interim target or the target itself; else drawn between two of them
    observed: Decimal | None
    forecast: float | None
    interim: InterimTarget | None

    @property
    def gap(self) -> Decimal | None:
        """Seen less planned."""
        return None if self.observed is None or self.planned is None else self.observed - self.planned


@dataclass(frozen=True, slots=True)
class Path:
    """The path year by year, all of it in one unit; without points, `reason` says why."""

    points: tuple[PathPoint, ...]
    unit: str = ""
    reason: str = ""
    converted: bool = False  # from the target's dollars into the đồng the forecast is made in


def wanted_end(target: Target) -> Decimal | None:
    """The end of the target that must be reached: the lower where more is better, else the upper."""
    ends = (target.high, target.low) if target.indicator.direction == "down" else (target.low, target.high)
    return ends[0] if ends[0] is not None else ends[1]


def path_of(target: Target, figures: Sequence[Observation], forecast: Forecast | None) -> Path:
    """The path of a target over its own figures (one a year, oldest first).

    Where a dollar target was forecast on the đồng series, the path is in đồng too, over that series' figures.
    """
    end, due = wanted_end(target), target.due[:4]
    if target.indicator.qualitative or end is None or not due.isdigit():
        return Path((), reason=_("Mục tiêu định tính: không có lộ trình bằng số."))
    if target.measure == "period_average":
        words = _("Mục tiêu là bình quân cả giai đoạn: mỗi năm phải đạt mức đó, không có lộ trình tăng dần.")
        return Path((), reason=words)
    twin = twin_behind(target, forecast)
    factor, unit = (twin.factor, twin.series.unit) if twin else (Decimal(1), target.indicator.unit)
    figures = annual_history(twin.series) if twin else figures
    seen = {o.period: o.value for o in figures if o.value is not None and o.period.isdigit()}
    interims = {i.period: i for i in target.interims.filter(latest=True, value__isnull=False)}
    start = _start(target, seen, due)
    fixed: dict[int, Decimal] = {int(due): end * factor}
    if start is not None:
        fixed[int(start)] = seen[start]
    fixed |= {int(i.period): i.value * factor for i in interims.values() if i.value is not None and i.period != due}
    if len(fixed) < 2:
        return Path((), reason=_("Chưa có số liệu gốc trước thời hạn nên chưa vẽ được lộ trình."))
    planned = _between(fixed)
    own = forecast is not None and forecast.series.indicator_id == target.indicator_id
    foreseen = _foreseen(forecast if own or twin else None)
    return Path(
        tuple(
            PathPoint(str(year), planned[year], year in fixed, seen.get(str(year)), foreseen.get(str(year)),
                      interims.get(str(year)))
            for year in sorted(planned)
        ), unit, converted=twin is not None,
    )  # fmt: skip


def _foreseen(forecast: Forecast | None) -> dict[str, float]:
    """The forecast by year."""
    return {str(step["period"]): step["median"] for step in (forecast.path if forecast is not None else ())}


def _start(target: Target, seen: dict[str, Decimal], due: str) -> str | None:
    """The year the path starts at: the last figure up to the year the programme began, else the first after it."""
    began = target.programme.starts_on.year
    before = [year for year in seen if int(year) <= began]
    after = [year for year in seen if began < int(year) < int(due)]
    return max(before) if before else min(after) if after else None


def _between(fixed: dict[int, Decimal]) -> dict[int, Decimal]:
    """Straight lines between the fixed years (the engine's path), exact at them."""
    from lotrinh.forecasting import planned_path

    found: dict[int, Decimal] = {}
    for first, last in pairwise(sorted(fixed)):
        line = planned_path(float(fixed[first]), first, float(fixed[last]), last)
        for period, value in line.values.items():
            found[int(period)] = Decimal(str(round(value, 6)))
    return found | fixed


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def set_interim(
    *, actor: Actor, target: Target, period: str, value: Decimal | None, document: str, reason: str = ""
) -> InterimTarget:
    """Set, adjust or (value None) take back where the target should stand in a year; each cites its document."""
    due, began = target.due[:4], target.programme.starts_on.year
    if not (period.isdigit() and len(period) == 4 and began <= int(period) < int(due)):
        raise Refused(f"Năm «{period}» phải từ {began} đến trước thời hạn {due}.")
    if not document.strip():
        raise Refused("Ghi văn bản đặt ra hoặc điều chỉnh mức của năm, ví dụ «Kế hoạch số 12/KH-UBND».")
    former = InterimTarget.objects.select_for_update().filter(target=target, period=period, latest=True).first()
    if former is not None and former.value == value:
        raise Refused(f"Mức năm {period} đang là giá trị này; không có gì thay đổi.")
    if former is None and value is None:
        raise Refused(f"Năm {period} chưa có mức nào để rút.")
    if former is not None and not reason.strip():
        raise Refused("Ghi lý do điều chỉnh mức đã đặt.")
    InterimTarget.objects.filter(target=target, period=period, latest=True).update(latest=False)
    made = InterimTarget.objects.create(
        target=target, period=period, value=value, document=document.strip()[:300], reason=reason.strip()[:400],
        set_at=timezone.now(), set_by=account_of(actor),
    )  # fmt: skip
    record(
        actor=actor, action="indicators.set_interim", subject=target,
        data={"period": period, "value": None if value is None else str(value), "document": made.document},
    )  # fmt: skip
    return made

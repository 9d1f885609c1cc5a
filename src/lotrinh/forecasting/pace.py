"""What a target asks for from here, beside what was observed (classes as in Open SDG's progress measure)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lotrinh.forecasting.bands import Band
from lotrinh.forecasting.results import Progress

RECENT = 5
FARTHEST = 50
PROGRESS_VI: dict[Progress, str] = {
    "on_track": "đúng tiến độ (từ 95% mức cần thiết)",
    "slow": "chậm hơn mức cần thiết (60–95%)",
    "far": "chậm nhiều so với mức cần thiết (0–60%)",
    "away": "đi ngược mục tiêu",
}


@dataclass(frozen=True)
class Pace:
    """Required and observed change per year, their ratio (%), periods until met at the present pace."""

    required: float | None
    observed: float | None
    ratio: float | None
    steps_to_target: int | None
    already_met: bool


def rate(start: float, end: float, years: float, ratio_scale: bool) -> float | None:
    """Change per year: per cent (compound) on a ratio scale, else plain difference."""
    if years <= 0:
        return None
    if not ratio_scale:
        return (end - start) / years
    if start <= 0 or end <= 0:
        return None
    return 100 * math.expm1(math.log(end / start) / years)


def classify(ratio: float | None) -> Progress | None:
    """Open SDG's four classes of observed over required."""
    if ratio is None:
        return None
    if ratio >= 95:
        return "on_track"
    if ratio >= 60:
        return "slow"
    return "far" if ratio >= 0 else "away"


def of_level(values: Sequence[float], band: Band, steps: int, per_year: int, ratio_scale: bool) -> Pace:
    """The pace of a level or a share: from the last figure to the band's nearest end in `steps` periods."""
    last = values[-1]
    back = min(RECENT * per_year, len(values) - 1)
    observed = rate(values[-1 - back], last, back / per_year, ratio_scale)
    edge = band.edge(last)
    if edge is None:
        return Pace(None, observed, None, 0, True)
    required = rate(last, edge, steps / per_year, ratio_scale)
    ratio = 100 * observed / required if observed is not None and required else None
    return Pace(required, observed, ratio, _until(last, edge, observed, per_year, ratio_scale), False)


def _until(last: float, edge: float, observed: float | None, per_year: int, ratio_scale: bool) -> int | None:
    """Periods until `edge` at the observed pace, None if never or too far."""
    if observed is None or observed == 0:
        return None
    if ratio_scale:
        if edge <= 0 or last <= 0:
            return None
        years = math.log(edge / last) / math.log1p(observed / 100)
    else:
        years = (edge - last) / observed
    if years < 0 or years > FARTHEST:
        return None
    return max(1, math.ceil(years * per_year - 1e-9))


def of_average(known: Sequence[float], recent: Sequence[float], band: Band, missing: int, growth: bool) -> Pace:
    """The pace of a period average: what the `missing` years must average, given the `known` ones."""
    basis = list(known) or list(recent)[-RECENT:]
    observed = average(basis, growth) if basis else None
    target = band.low if math.isfinite(band.low) and (observed is None or observed < band.low) else band.high
    if not math.isfinite(target):
        target = band.low if math.isfinite(band.low) else band.high
    if missing <= 0:
        return Pace(None, observed, None, None, observed is not None and band.edge(observed) is None)
    total = len(known) + missing
    if growth:
        done = sum(math.log1p(max(v, -99.9) / 100) for v in known)
        required = 100 * math.expm1((total * math.log1p(max(target, -99.9) / 100) - done) / missing)
    else:
        required = (total * target - sum(known)) / missing
    ratio = 100 * observed / required if observed is not None and required > 0 else None
    return Pace(required, observed, ratio, None, False)


def average(values: Sequence[float], growth: bool) -> float:
    """Geometric mean of growth rates in per cent, arithmetic mean of anything else."""
    if not growth:
        return sum(values) / len(values)
    return 100 * math.expm1(sum(math.log1p(max(v, -99.9) / 100) for v in values) / len(values))

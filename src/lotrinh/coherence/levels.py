"""Targets tied by an identity of levels: GRDP ÷ population = GRDP a head, and one target in two
currencies.
"""

from __future__ import annotations

from decimal import Decimal

from lotrinh.coherence.model import Interval, Result, Step, Target, Verdict
from lotrinh.rollup import numbers
from lotrinh.rollup.units import parse_unit

HUNDRED = Decimal(100)


def base_interval(target: Target) -> Interval:
    """The target in VND, USD, persons …"""
    scale = parse_unit(target.unit).scale
    return target.interval.map(lambda v: v * scale)


def check_level(grdp: Target, population: Target, per_head: Target) -> Result:
    """Whether GRDP ÷ population can equal GRDP a head (same currency)."""
    total, people, head = base_interval(grdp), base_interval(population), base_interval(per_head)
    scale = parse_unit(per_head.unit).scale
    low = _divided(total.low, people.high)
    high = _divided(total.high, people.low)
    implied = Interval(low, high).map(lambda v: v / scale)
    wanted = head.map(lambda v: v / scale)
    step = Step(
        f"GRDP {grdp.interval.text(0)} {grdp.unit} ÷ dân số {population.interval.text(0)} = "
        f"{implied.text()} {per_head.unit}/người",
        f"GRDP {grdp.interval.text(0, True)} {grdp.unit} ÷ population {population.interval.text(0, True)} = "
        f"{implied.text(english=True)} {per_head.unit} a head",
        implied,
        per_head.unit,
    )
    gap = distance(implied, wanted)
    verdict = Verdict.CONFLICT if gap else (Verdict.FITS if wanted.contains(implied) else Verdict.CAN_FIT)
    tail_vi = f", lệch {numbers.vi(gap)}" if gap else ""
    tail_en = f", off by {numbers.en(gap)}" if gap else ""
    return Result(
        "level",
        verdict,
        (grdp, population, per_head),
        f"GRDP, dân số và GRDP bình quân đầu người năm {per_head.due} {verdict.vi}: suy ra "
        f"{implied.text()}, mục tiêu "
        f"{per_head.interval.text()} {per_head.unit}{tail_vi}.",
        f"GRDP ÷ population in {per_head.due} gives {implied.text(english=True)}, the target is "
        f"{per_head.interval.text(english=True)} {per_head.unit}{tail_en}.",
        (step,),
        gap,
        per_head.unit if gap else "",
    )


def check_two_currencies(vnd: Target, usd: Target, rate: Interval | None = None) -> Result:
    """The exchange rate that a target in VND and its twin in USD imply, against an assumed one where
    given.
    """
    implied = implied_rate(vnd, usd)
    step = Step(
        f"{vnd.interval.text()} {vnd.unit} ÷ {usd.interval.text(0)} {usd.unit} = {implied.text(0)} đồng/USD",
        f"{vnd.interval.text(english=True)} {vnd.unit} ÷ {usd.interval.text(0, True)} {usd.unit} = "
        f"{implied.text(0, True)} VND for a USD",
        implied,
        "VND/USD",
    )
    gap = distance(implied, rate) if rate else None
    verdict = Verdict.CANNOT_SAY if rate is None else (Verdict.CONFLICT if gap else Verdict.CAN_FIT)
    against_vi = f"; tỷ giá giả định {rate.text(0)}" if rate else "; chưa có giả định tỷ giá để so"
    against_en = f"; assumed: {rate.text(0, True)}" if rate else "; no exchange rate is assumed to compare with"
    return Result(
        "two_currencies",
        verdict,
        (vnd, usd),
        f"Hai mục tiêu bằng đồng và bằng USD năm {usd.due} ngầm định tỷ giá {implied.text(0)} đồng/USD{against_vi}.",
        f"The targets in VND and USD for {usd.due} imply {implied.text(0, True)} VND for a USD{against_en}.",
        (step,),
        gap,
        "VND/USD" if gap else "",
    )


def implied_rate(vnd: Target, usd: Target) -> Interval:
    """VND ÷ USD; only what both state (their bare or middle figures stay intervals)."""
    money, dollars = base_interval(vnd), base_interval(usd)
    return Interval(_divided(money.low, dollars.high), _divided(money.high, dollars.low))


def distance(a: Interval, b: Interval) -> Decimal | None:
    """How far two intervals lie apart; None when they touch."""
    if a.high is not None and b.low is not None and a.high < b.low:
        return b.low - a.high
    if a.low is not None and b.high is not None and a.low > b.high:
        return a.low - b.high
    return None


def _divided(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or not b else a / b

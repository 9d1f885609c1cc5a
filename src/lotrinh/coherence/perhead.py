"""Income per head against real growth.

    per head in year T = per head now × ((1 + real growth) × (1 + deflator) ÷ (1 + population growth))^n ÷
    VND for a USD

The identity is monotone in every quantity, so the ends of the result come from the ends of the inputs: no
search.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from lotrinh.coherence import choice
from lotrinh.coherence.growth import cannot_say
from lotrinh.coherence.model import (
    PRECISION,
    Assumed,
    Assumptions,
    Figure,
    Interval,
    Remedy,
    Result,
    Step,
    Target,
    Verdict,
)
from lotrinh.errors import InvalidData
from lotrinh.rollup import numbers
from lotrinh.rollup.units import parse_unit

HUNDRED = Decimal(100)
RISING = ("base", "growth", "deflator")
NAMES = {
    "growth": ("tăng trưởng thực", "real growth", "%/năm"),
    "deflator": ("chỉ số giá GRDP tăng", "the deflator", "%/năm"),
    "population": ("dân số tăng", "population growth", "%/năm"),
    "rate": ("tỷ giá (đồng/USD)", "the exchange rate (VND for a USD)", "VND/USD"),
}


@dataclass(frozen=True, slots=True)
class Factors:
    """One corner of the identity. Rates as fractions, `base` in VND a head, `rate` in VND for a USD (1
    for VND).
    """

    base: Decimal
    growth: Decimal
    deflator: Decimal
    population: Decimal
    rate: Decimal
    years: int

    def yearly(self) -> Decimal:
        """The yearly factor of income per head in VND."""
        return (1 + self.growth) * (1 + self.deflator) / (1 + self.population)

    def outcome(self) -> Decimal:
        """Income per head in the due year, in the currency of the target."""
        with localcontext() as context:
            context.prec = PRECISION
            return self.base * self.yearly() ** self.years / self.rate

    def solved_for(self, quantity: str, goal: Decimal) -> Decimal:
        """The value of one quantity at which `outcome` is `goal`, the others as they are."""
        with localcontext() as context:
            context.prec = PRECISION
            if quantity == "rate":
                return self.base * self.yearly() ** self.years / goal
            needed = (goal * self.rate / self.base) ** (Decimal(1) / self.years)
            if quantity == "growth":
                return needed * (1 + self.population) / (1 + self.deflator) - 1
            if quantity == "deflator":
                return needed * (1 + self.population) / (1 + self.growth) - 1
            return (1 + self.growth) * (1 + self.deflator) / needed - 1


@dataclass(frozen=True, slots=True)
class Inputs:
    """The identity with every quantity as an interval; None = not assumed."""

    base: Interval
    growth: Interval
    deflator: Interval | None
    population: Interval | None
    rate: Interval | None
    years: int

    def lacking(self) -> list[str]:
        """The quantities nobody assumed."""
        return [n for n in ("deflator", "population", "rate") if getattr(self, n) is None]

    def corner(self, highest: bool, known: dict[str, Decimal] | None = None) -> Factors:
        """The corner with the highest (or lowest) outcome. `known` fills what is not assumed."""
        values = dict(known or {})
        for name in ("base", "growth", "deflator", "population", "rate"):
            interval = getattr(self, name)
            if interval is not None:
                end = interval.high if highest == (name in RISING) else interval.low
                assert end is not None
                values[name] = end
        return Factors(**values, years=self.years)


def check_per_head(target: Target, growth: Target, figures: list[Figure], assumptions: Assumptions) -> Result:
    """Whether a target of GRDP a head (VND or USD) fits a target of average real growth, and what would
    make it.
    """
    base = choice.latest(choice.select(figures, target.indicator, target.place, "triệu đồng"), before=target.due)
    if base is None:
        return cannot_say(
            "per_head",
            (target, growth),
            f"Chưa có số GRDP bình quân đầu người (đồng) của {target.area} «{target.area_version}».",
            "No figure of GRDP a head in VND for this territory.",
        )
    _refuse_impossible(base, assumptions)
    inputs = Inputs(
        base.interval,
        _bounded(growth.interval).map(lambda v: v / HUNDRED),
        _fraction(assumptions.deflator),
        _fraction(assumptions.population_growth),
        _exchange_rate(target, assumptions),
        target.due - base.year,
    )
    steps = [*_input_steps(base, inputs, assumptions)]
    goal = target.interval.map(lambda v: v * parse_unit(target.unit).scale)
    if inputs.lacking():
        return _what_is_lacking(target, growth, inputs, goal, steps)
    return _verdict(target, growth, inputs, goal, steps, assumptions, base)


def _refuse_impossible(base: choice.Base, assumptions: Assumptions) -> None:
    """Raise `InvalidData` for figures and assumptions the identity cannot hold."""
    rate, growths = assumptions.exchange_rate, (assumptions.deflator, assumptions.population_growth)
    if base.interval.low is None or base.interval.low <= 0:
        raise InvalidData(f"GRDP bình quân đầu người năm {base.year} phải lớn hơn 0.")
    if rate and rate.interval.low is not None and rate.interval.low <= 0:
        raise InvalidData("Giả định tỷ giá phải lớn hơn 0.")
    if any(g and g.interval.low is not None and g.interval.low <= -HUNDRED for g in growths):
        raise InvalidData("Giả định về mức tăng phải lớn hơn -100%.")


def _bounded(growth: Interval) -> Interval:
    """`≥ 7` is read as 7; `_verdict` then allows for more."""
    if growth.low is not None and growth.high is not None:
        return growth
    return Interval.point(growth.low if growth.low is not None else growth.high or Decimal(0))


def _fraction(assumed: Assumed | None) -> Interval | None:
    return assumed.interval.map(lambda v: v / HUNDRED) if assumed else None


def _exchange_rate(target: Target, assumptions: Assumptions) -> Interval | None:
    """VND for a USD in the due year; 1 when the target is in VND."""
    if ("USD", 1) not in parse_unit(target.unit).dimensions:
        return Interval.point(Decimal(1))
    if assumptions.exchange_rate is None:
        return None
    rate_now = assumptions.exchange_rate.interval
    drift, since = assumptions.exchange_rate_growth, assumptions.exchange_rate_year
    if drift is None or since is None:
        return rate_now
    years = target.due - since
    ends = [
        value * (1 + change / HUNDRED) ** years
        for value in (rate_now.low, rate_now.high)
        for change in (drift.interval.low, drift.interval.high)
        if value is not None and change is not None
    ]
    return Interval(min(ends), max(ends))


def _input_steps(base: choice.Base, inputs: Inputs, assumptions: Assumptions) -> list[Step]:
    percent = inputs.growth.map(lambda v: v * HUNDRED)
    steps = [
        Step(
            f"Gốc năm {base.year}: {base.words()}",
            f"Base {base.year}: {base.words(True)}",
            base.interval,
            "đồng",
        ),
        Step(
            f"Tăng trưởng thực {percent.text()}%/năm trong {inputs.years} năm",
            f"Real growth of {percent.text(english=True)}% a year for {inputs.years} years",
            percent,
            "%/năm",
        ),
    ]
    for assumed, name in ((assumptions.deflator, "deflator"), (assumptions.population_growth, "population")):
        if assumed:
            vi, en, unit = NAMES[name]
            steps.append(
                Step(
                    f"Giả định {vi} {assumed.interval.text()}%/năm ({assumed.source})",
                    f"Assumed: {en} {assumed.interval.text(english=True)}% a year ({assumed.source})",
                    assumed.interval,
                    unit,
                )
            )
    if inputs.rate and inputs.rate != Interval.point(Decimal(1)) and assumptions.exchange_rate:
        steps.append(
            Step(
                f"Giả định tỷ giá {inputs.rate.text(0)} đồng/USD ({assumptions.exchange_rate.source})",
                f"Assumed exchange rate {inputs.rate.text(0, True)} VND ({assumptions.exchange_rate.source})",
                inputs.rate,
                "VND/USD",
            )
        )
    return steps


def _what_is_lacking(target: Target, growth: Target, inputs: Inputs, goal: Interval, steps: list[Step]) -> Result:
    """No verdict; what the missing assumptions would have to be together."""
    lacking = inputs.lacking()
    neutral = {"deflator": Decimal(0), "population": Decimal(0), "rate": Decimal(1)}
    known = {name: neutral[name] for name in lacking}
    remedies: tuple[Remedy, ...] = ()
    if len(lacking) == 1:
        ends = [
            inputs.corner(highest, known).solved_for(lacking[0], end)
            for highest, end in ((True, goal.low), (False, goal.high))
            if end is not None
        ]
        remedies = (_remedy(lacking[0], Interval(min(ends), max(ends))),)
    names_vi = ", ".join(NAMES[n][0] for n in lacking)
    names_en = ", ".join(NAMES[n][1] for n in lacking)
    tail_vi = f" Hai mục tiêu chỉ khớp khi {remedies[0].vi}." if remedies else ""
    tail_en = f" The two fit only if {remedies[0].en}." if remedies else ""
    return Result(
        "per_head",
        Verdict.CANNOT_SAY,
        (target, growth),
        f"Chưa kết luận được vì chưa có giả định về: {names_vi}.{tail_vi}",
        f"No verdict: nothing is assumed about {names_en}.{tail_en}",
        tuple(steps),
        remedies=remedies,
        assumptions=tuple(lacking),
    )


def _verdict(
    target: Target,
    growth: Target,
    inputs: Inputs,
    goal: Interval,
    steps: list[Step],
    assumptions: Assumptions,
    base: choice.Base,
) -> Result:
    low, high = inputs.corner(False), inputs.corner(True)
    reach = Interval(low.outcome(), high.outcome())
    scale = parse_unit(target.unit).scale
    shown = reach.map(lambda v: v / scale)
    for name_vi, name_en, corner in (("Thấp nhất", "Lowest", low), ("Cao nhất", "Highest", high)):
        steps.append(_corner_step(name_vi, name_en, corner, target, scale))
    verdict, missed, gap = _compare(reach, goal)
    steps.append(_comparison_step(target, shown))
    remedies: tuple[Remedy, ...] = ()
    if missed is not None:
        short = reach.high is not None and reach.high < missed
        if (growth.interval.high if short else growth.interval.low) is None:
            verdict, gap = Verdict.CAN_FIT, None  # more (or less) growth than the bound is allowed
        best = high if short else low
        wanted = ["growth", "deflator", "population"] + (["rate"] if best.rate != 1 else [])
        remedies = tuple(_remedy(q, _bound(q, best.solved_for(q, missed), short)) for q in wanted)
    gap_shown = gap / scale if gap is not None else None
    summary_vi, summary_en = _summary(target, growth, shown, verdict, gap_shown, base)
    return Result(
        "per_head",
        verdict,
        (target, growth),
        summary_vi,
        summary_en,
        tuple(steps),
        gap_shown,
        target.unit if gap is not None else "",
        remedies,
        tuple(n for n in ("deflator", "population_growth", "exchange_rate") if getattr(assumptions, n)),
        base.figures,
    )


def _corner_step(name_vi: str, name_en: str, corner: Factors, target: Target, scale: Decimal) -> Step:
    money, result = corner.base / Decimal(10) ** 6, corner.outcome() / scale

    def line(write_vi: bool) -> str:
        write = numbers.vi if write_vi else numbers.en
        g, d, p = (write(v * HUNDRED) for v in (corner.growth, corner.deflator, corner.population))
        divided = "" if corner.rate == 1 else f" ÷ {write(corner.rate, 0)} × 10⁶"
        unit = "triệu đồng" if write_vi else "million VND"
        return (
            f"{write(money)} {unit} × ((1 + {g}%) × (1 + {d}%) ÷ (1 + {p}%))^{corner.years}{divided}"
            f" = {write(result, 1)} {target.unit}"
        )

    return Step(f"{name_vi}: {line(True)}", f"{name_en}: {line(False)}", Interval.point(result), target.unit)


def _compare(reach: Interval, goal: Interval) -> tuple[Verdict, Decimal | None, Decimal | None]:
    """The verdict, the end of the goal that is missed, and by how much."""
    assert reach.low is not None
    assert reach.high is not None
    if goal.low is not None and reach.high < goal.low:
        return Verdict.CONFLICT, goal.low, goal.low - reach.high
    if goal.high is not None and reach.low > goal.high:
        return Verdict.CONFLICT, goal.high, reach.low - goal.high
    return (Verdict.FITS if goal.contains(reach) else Verdict.CAN_FIT), None, None


def _comparison_step(target: Target, shown: Interval) -> Step:
    return Step(
        f"Có thể đạt {shown.text(0)} {target.unit}; mục tiêu {target.interval.text(0)} {target.unit}",
        f"Within reach: {shown.text(0, True)} {target.unit}; target: {target.interval.text(0, True)} {target.unit}",
        shown,
        target.unit,
    )


def _summary(
    target: Target, growth: Target, shown: Interval, verdict: Verdict, gap: Decimal | None, base: choice.Base
) -> tuple[str, str]:
    goal_vi, goal_en = target.interval.text(0), target.interval.text(0, True)
    rate_vi, rate_en = growth.interval.text(), growth.interval.text(english=True)
    tail_vi = tail_en = ""
    if gap is not None:
        nearest = target.interval.low if shown.high is not None and _below(shown, target) else target.interval.high
        part = gap / (nearest or Decimal(1)) * HUNDRED
        word_vi, word_en = ("thiếu", "short by") if _below(shown, target) else ("vượt", "over by")
        tail_vi = f", {word_vi} ít nhất {numbers.vi(gap, 0)} {target.unit} ({numbers.vi(part, 1)}%)"
        tail_en = f", {word_en} at least {numbers.en(gap, 0)} {target.unit} ({numbers.en(part, 1)}%)"
    return (
        f"{goal_vi} {target.unit}/người năm {target.due} và tăng trưởng thực {rate_vi}%/năm "
        f"{verdict.vi} theo các "
        f"giả định đã nêu: từ {base.year} chỉ suy ra được {shown.text(0)} {target.unit}{tail_vi}.",
        f"{goal_en} {target.unit} a head in {target.due} and real growth of {rate_en}% a year: "
        f"{_VERDICT_EN[verdict]} under the stated assumptions; from {base.year} they give "
        f"{shown.text(0, True)} {target.unit}{tail_en}.",
    )


_VERDICT_EN = {
    Verdict.FITS: "they fit",
    Verdict.CAN_FIT: "they fit in some cases",
    Verdict.CONFLICT: "they cannot both hold",
}


def _below(shown: Interval, target: Target) -> bool:
    return shown.high is not None and target.interval.low is not None and shown.high < target.interval.low


def _bound(quantity: str, value: Decimal, short: bool) -> Interval:
    """At least `value` for what raises the outcome when it falls short, at most for what lowers it."""
    return Interval(value, None) if short == (quantity in RISING) else Interval(None, value)


def _remedy(quantity: str, needed: Interval) -> Remedy:
    """`needed` comes as a fraction (a plain number for the exchange rate) and goes out in percent."""
    vi, en, unit = NAMES[quantity]
    shown = needed if quantity == "rate" else needed.map(lambda v: v * HUNDRED)
    places = 0 if quantity == "rate" else 2
    mark_vi, mark_en = ("", "") if quantity == "rate" else ("%/năm", "% a year")
    return Remedy(
        quantity,
        shown,
        unit,
        f"{vi} {shown.text(places)}{mark_vi}",
        f"{en} were {shown.text(places, True)}{mark_en}",
    )

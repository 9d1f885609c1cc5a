"""Can parts that make up a whole sum to 100?

Each share is a range. The sum of the low ends and the sum of the high ends bound what is possible; where 100
lies between, each share is narrowed by what the others leave it.
"""

from __future__ import annotations

from decimal import Decimal

from lotrinh.coherence.model import Interval, Remedy, Result, Step, Target, Verdict
from lotrinh.rollup import numbers

HUNDRED = Decimal(100)
ZERO = Decimal(0)


def check_shares(targets: list[Target], whole: Decimal = HUNDRED) -> Result:
    """Whether shares (in %, unbounded ends read as 0 and `whole`) can sum to `whole`, and which
    combinations do.
    """
    ends = [(t.interval.low or ZERO, whole if t.interval.high is None else t.interval.high) for t in targets]
    low, high = sum((a for a, _ in ends), ZERO), sum((b for _, b in ends), ZERO)
    steps = [
        Step(
            f"Tổng các đầu dưới: {_sum_of([a for a, _ in ends])} = {numbers.vi(low)}",
            f"Sum of the low ends: {numbers.en(low)}", Interval.point(low), "%",
        ),
        Step(
            f"Tổng các đầu trên: {_sum_of([b for _, b in ends])} = {numbers.vi(high)}",
            f"Sum of the high ends: {numbers.en(high)}", Interval.point(high), "%",
        ),
    ]  # fmt: skip
    if low > whole or high < whole:
        return _conflict(targets, low, high, whole, steps)
    return _feasible(targets, ends, whole, steps)


def _sum_of(values: list[Decimal]) -> str:
    return " + ".join(numbers.vi(v) for v in values)


def _conflict(targets: list[Target], low: Decimal, high: Decimal, whole: Decimal, steps: list[Step]) -> Result:
    over = low > whole
    gap = low - whole if over else whole - high
    side_vi, side_en = ("đầu dưới", "low ends exceed") if over else ("đầu trên", "high ends fall short of")
    remedies = []
    for target in targets:
        end = (target.interval.low if over else target.interval.high) or ZERO
        needed = end - gap if over else end + gap
        if 0 <= needed <= whole:
            word_vi, word_en = ("hạ đầu dưới", "lower") if over else ("nâng đầu trên", "raise")
            remedies.append(
                Remedy(
                    target.indicator, Interval.point(needed), "%",
                    f"{word_vi} của {target.label} đến {numbers.vi(needed)}%",
                    f"{word_en} {target.label} to {numbers.en(needed)}%",
                )
            )  # fmt: skip
    return Result(
        "shares", Verdict.CONFLICT, tuple(targets),
        f"Các tỷ trọng không thể cộng thành {numbers.vi(whole)}%: tổng các {side_vi} lệch "
        f"{numbers.vi(gap)} điểm %.",
        f"The shares cannot sum to {numbers.en(whole)}%: the {side_en} it by {numbers.en(gap)} points.",
        tuple(steps), gap, "điểm %", tuple(remedies),
    )  # fmt: skip


def _feasible(targets: list[Target], ends: list[tuple[Decimal, Decimal]], whole: Decimal, steps: list[Step]) -> Result:
    low, high = sum((a for a, _ in ends), ZERO), sum((b for _, b in ends), ZERO)
    below_high, above_low = high - whole, whole - low
    steps.append(
        Step(
            f"{numbers.vi(whole)} nằm giữa: tổng phải thấp hơn các đầu trên đúng "
            f"{numbers.vi(below_high)} điểm % "
            f"(cao hơn các đầu dưới đúng {numbers.vi(above_low)} điểm %)",
            f"{numbers.en(whole)} lies between: together exactly {numbers.en(below_high)} points "
            "below the high ends "
            f"({numbers.en(above_low)} above the low ends)",
        )
    )
    narrowed = [Interval(max(a, a + (b - a) - below_high), min(b, b - (b - a) + above_low)) for a, b in ends]
    for target, (a, b), room in zip(targets, ends, narrowed, strict=True):
        tighter = room != Interval(a, b)
        steps.append(
            Step(
                f"{target.label}: {room.text()}%" + (" (hẹp hơn mục tiêu)" if tighter else ""),
                f"{target.label}: {room.text(english=True)}%"
                + (" (narrower than the target)" if tighter else ""),
                room, "%",
            )
        )  # fmt: skip
    example = _example(ends, whole)
    steps.append(
        Step(
            f"Một tổ hợp cộng đúng {numbers.vi(whole)}: {_sum_of(example)}",
            f"One combination that sums to {numbers.en(whole)}: " + " + ".join(numbers.en(v) for v in example),
        )
    )
    verdict = Verdict.FITS if low == high else Verdict.CAN_FIT
    only_vi = f", nhưng chỉ khi thấp hơn các đầu trên tổng cộng {numbers.vi(below_high)} điểm %"
    only_en = f", only where they lie {numbers.en(below_high)} points in all below their high ends"
    return Result(
        "shares",
        verdict,
        tuple(targets),
        f"Các tỷ trọng cộng được thành {numbers.vi(whole)}% (khả năng từ {numbers.vi(low)}% "
        f"đến {numbers.vi(high)}%){only_vi if verdict is Verdict.CAN_FIT else ''}.",
        f"The shares can sum to {numbers.en(whole)}% (possible: {numbers.en(low)}% "
        f"to {numbers.en(high)}%){only_en if verdict is Verdict.CAN_FIT else ''}.",
        tuple(steps),
    )


def _example(ends: list[tuple[Decimal, Decimal]], whole: Decimal) -> list[Decimal]:
    """Each share the same part of the way from low to high, in hundredths; rounding put where there is
    room.
    """
    low, high = sum((a for a, _ in ends), ZERO), sum((b for _, b in ends), ZERO)
    way = (whole - low) / (high - low) if high > low else ZERO
    cent = Decimal("0.01")
    values = [(a + (b - a) * way).quantize(cent) for a, b in ends]
    rest = whole - sum(values, ZERO)
    for i, (a, b) in enumerate(ends):
        moved = min(max(values[i] + rest, a), b)
        rest -= moved - values[i]
        values[i] = moved
    return values

"""Every coherence check for a list of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lotrinh.coherence.derivation import Codes, derive_assumptions
from lotrinh.coherence.growth import implied_growth
from lotrinh.coherence.levels import check_level, check_two_currencies
from lotrinh.coherence.model import Assumptions, Figure, Interval, Place, Result, Target, Verdict
from lotrinh.coherence.perhead import check_per_head
from lotrinh.coherence.shares import check_shares
from lotrinh.rollup.units import parse_unit


@dataclass(frozen=True, slots=True)
class Report:
    """The results, and for each territory the assumptions that were used (with their sources)."""

    results: tuple[Result, ...]
    assumptions: dict[Place, Assumptions]

    @property
    def conflicts(self) -> tuple[Result, ...]:
        """What cannot all hold."""
        return tuple(r for r in self.results if r.verdict is Verdict.CONFLICT)

    def of(self, check: str) -> tuple[Result, ...]:
        """The results of one check."""
        return tuple(r for r in self.results if r.check == check)


def check_coherence(
    targets: list[Target],
    figures: list[Figure],
    assumptions: Assumptions | None = None,
    codes: Codes | None = None,
    *,
    derive: bool = True,
) -> Report:
    """Growth implied by each target, and the joint feasibility of those set for the same territory.

    What `assumptions` leaves open is derived from the figures unless `derive` is False. Targets and figures
    of different territories (`area_version`) are never held against each other; a result says so.
    """
    given, codes = assumptions or Assumptions(), codes or Codes()
    widened = [_with_tolerance(t, given) for t in targets]
    used: dict[Place, Assumptions] = {}
    results: list[Result] = [*_territory_notes(targets, figures)]
    for place in dict.fromkeys(t.place for t in targets):
        mine = [t for t in widened if t.place == place]
        plain = [t for t in targets if t.place == place]
        derived = derive_assumptions(figures, targets, place, codes) if derive else Assumptions()
        used[place] = given.completed(derived)
        results += [implied_growth(t, figures) for t in plain]
        results += _share_checks(mine, codes)
        results += _per_head_checks(mine, figures, used[place], codes)
        results += _level_checks(mine, codes)
        results += _currency_checks(plain, given, codes)
    return Report(tuple(results), used)


def _with_tolerance(target: Target, assumptions: Assumptions) -> Target:
    """ "About" and bare figures become the interval the `about` assumption allows."""
    one = target.interval.low
    if target.comparator not in ("about", "unstated") or one is None or one != target.interval.high:
        return target
    width = abs(one) * (assumptions.about.interval.high or Decimal(0)) / 100
    interval = Interval(one - width, one + width)
    return Target(
        target.indicator, interval, target.unit, target.due, target.area, target.area_version, target.start,
        target.comparator, target.convention, target.document, target.source, target.key,
    )  # fmt: skip


def _share_checks(targets: list[Target], codes: Codes) -> Iterator[Result]:
    """One check for each document, due year and way of dividing the whole that is complete in it."""
    groups: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for target in targets:
        if target.start is None:
            groups[target.document, target.due].append(target)
    for members in groups.values():
        by_code = {t.indicator: t for t in members}
        for group in codes.share_groups:
            if all(code in by_code for code in group):
                yield check_shares([by_code[code] for code in group])


def _per_head_checks(
    targets: list[Target], figures: list[Figure], assumptions: Assumptions, codes: Codes
) -> Iterator[Result]:
    growths = [t for t in targets if t.indicator == codes.growth]
    for target in targets:
        if target.indicator != codes.per_head or target.start is not None:
            continue
        for growth in sorted(growths, key=lambda g: g.document != target.document):
            if growth.due == target.due:
                yield check_per_head(target, growth, figures, assumptions)


def _level_checks(targets: list[Target], codes: Codes) -> Iterator[Result]:
    for head in targets:
        if head.indicator != codes.per_head:
            continue
        for grdp in targets:
            for people in targets:
                same_due = grdp.due == people.due == head.due
                parts = grdp.indicator == codes.grdp and people.indicator == codes.population
                if same_due and parts and _same_currency(grdp, head):
                    yield check_level(grdp, people, head)


def _currency_checks(targets: list[Target], assumptions: Assumptions, codes: Codes) -> Iterator[Result]:
    heads = [t for t in targets if t.indicator == codes.per_head]
    rate = assumptions.exchange_rate.interval if assumptions.exchange_rate else None
    for vnd in heads:
        for usd in heads:
            if vnd.due == usd.due and _is_in(vnd, "VND") and _is_in(usd, "USD"):
                yield check_two_currencies(vnd, usd, rate)


def _is_in(target: Target, currency: str) -> bool:
    return (currency, 1) in parse_unit(target.unit).dimensions


def _same_currency(a: Target, b: Target) -> bool:
    return any(_is_in(a, c) and _is_in(b, c) for c in ("VND", "USD"))


def _territory_notes(targets: list[Target], figures: list[Figure]) -> Iterator[Result]:
    """Targets of a territory that later figures no longer cover."""
    versions: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        versions[target.area, target.area_version].append(target)
    for (area, version), members in versions.items():
        indicators = {t.indicator for t in members}
        others = sorted({f.area_version for f in figures if f.area == area and f.indicator in indicators} - {version})
        if others:
            listed = ", ".join(f"«{o}»" for o in others)
            yield Result(
                "territory", Verdict.CANNOT_SAY, tuple(members),
                f"{len(members)} mục tiêu đặt cho địa bàn {area} «{version}» không so được với số "
                "liệu của địa bàn "
                f"{listed}: hai lãnh thổ khác nhau. Chỉ số liệu cùng địa bàn được dùng.",
                f"{len(members)} targets set for {area} «{version}» cannot be held against figures of "
                f"{listed}: "
                "different territories. Only figures of the same territory were used.",
            )  # fmt: skip

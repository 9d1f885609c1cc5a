"""Assumptions worked out from published figures, each with its arithmetic as its source.

Offered where nobody stated an assumption. Contradictory figures give an interval, never a choice in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lotrinh.coherence import choice
from lotrinh.coherence.growth import rate
from lotrinh.coherence.levels import implied_rate
from lotrinh.coherence.model import Assumed, Assumptions, Figure, Interval, Place, Target, hull
from lotrinh.rollup import numbers
from lotrinh.rollup.units import parse_unit

ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Codes:
    """Which indicator code plays which part in the identities."""

    growth: str = "grdp_growth_real_average"
    yearly_growth: str = "grdp_growth_real"
    per_head: str = "grdp_per_capita"
    grdp: str = "grdp_current_price"
    population: str = "population"
    share_groups: tuple[tuple[str, ...], ...] = (
        ("share_agri", "share_industry", "share_services", "share_product_taxes"),
        ("share_agri", "share_industry", "share_services_and_product_taxes"),
    )


def derive_assumptions(
    figures: list[Figure], targets: list[Target], place: Place, codes: Codes | None = None
) -> Assumptions:
    """Deflator, population growth and exchange rate as the figures and the paired targets imply them."""
    codes = codes or Codes()
    population = population_growth(figures, place, codes)
    rate_found = exchange_rate(figures, targets, codes)
    return Assumptions(
        deflator=deflator(figures, place, population, codes),
        population_growth=population,
        exchange_rate=rate_found[0] if rate_found else None,
        exchange_rate_year=rate_found[1] if rate_found else None,
    )


def population_growth(figures: list[Figure], place: Place, codes: Codes) -> Assumed | None:
    """From the first to the last published population of one territory."""
    known = choice.select(figures, codes.population, place)
    years = sorted({f.year for f in known})
    if len(years) < 2:
        return None
    first, last = choice.of_year(known, years[0]), choice.of_year(known, years[-1])
    assert first is not None
    assert last is not None
    growth = _between(first.interval, last.interval, last.year - first.year)
    return Assumed(
        growth,
        f"suy từ dân số {first.year} ({first.words()}) và {last.year} ({last.words()})",
    )


def deflator(figures: list[Figure], place: Place, population: Assumed | None, codes: Codes) -> Assumed | None:
    """Nominal growth less real growth, by every way the figures allow; the hull of them."""
    found: list[tuple[Interval, str]] = []
    grdp = choice.select(figures, codes.grdp, place, "tỷ đồng")
    head = choice.select(figures, codes.per_head, place, "triệu đồng")
    for average in figures:
        if average.indicator == codes.growth and average.place == place and average.start:
            found += _with_average(grdp, average)
    real = [
        f for f in choice.select(figures, codes.yearly_growth, place) if not f.convention.startswith("old provincial")
    ]
    found += _with_chain(grdp, real, Interval.point(Decimal(0)), "GRDP giá hiện hành")
    if population:
        found += _with_chain(head, real, population.interval, "GRDP bình quân đầu người")
    if not found:
        return None
    return Assumed(hull([i for i, _ in found]), "suy từ " + "; ".join(text for _, text in found))


def _with_average(grdp: list[Figure], average: Figure) -> list[tuple[Interval, str]]:
    """Current-price GRDP of the year before the period and of its last year, against its average real
    growth.
    """
    assert average.start is not None
    first, last = choice.of_year(grdp, average.start - 1), choice.of_year(grdp, average.year)
    if first is None or last is None:
        return []
    nominal = _between(first.interval, last.interval, last.year - first.year)
    result = _net(nominal, Interval.point(average.value), Interval.point(Decimal(0)))
    words = f"GRDP giá hiện hành {first.year}–{last.year} tăng {nominal.text()}%/năm"
    return [(result, f"{words}, thực tăng {numbers.vi(average.value)}%/năm")]


def _with_chain(
    levels: list[Figure], real: list[Figure], population: Interval, name: str
) -> list[tuple[Interval, str]]:
    """The longest span that has the real growth of every year in it, ending as late as the figures allow."""
    for end in sorted({f.year for f in levels}, reverse=True):
        span = _longest_span(levels, real, end)
        if span:
            first, last, factor = span
            years = last.year - first.year
            nominal = _between(first.interval, last.interval, years)
            yearly = factor.map(lambda f, n=years: rate(f, ONE / n))  # type: ignore[misc]
            words = f"{name} {first.year}–{last.year} tăng {nominal.text()}%/năm, thực tăng {yearly.text()}%/năm"
            return [(_net(nominal, yearly, population), words)]
    return []


def _longest_span(
    levels: list[Figure], real: list[Figure], end: int
) -> tuple[choice.Base, choice.Base, Interval] | None:
    """(first, last, real growth factor between them) for the span that ends in `end`."""
    last, factor, year, best = choice.of_year(levels, end), Interval.point(ONE), end, None
    while (growth := choice.of_year(real, year)) is not None:
        factor = _times(factor, growth.interval.map(lambda g: 1 + g))
        year -= 1
        first = choice.of_year(levels, year)
        if first is not None and last is not None:
            best = (first, last, factor)
    return best


def _between(first: Interval, last: Interval, years: int) -> Interval:
    """Yearly growth in % between two levels."""
    assert first.low
    assert first.high
    assert last.low is not None
    assert last.high is not None
    root = ONE / years
    low = Interval.point(last.low / first.high).map(lambda r: rate(r, root))
    return Interval(low.low, Interval.point(last.high / first.low).map(lambda r: rate(r, root)).high)


def _times(a: Interval, b: Interval) -> Interval:
    """The product of two positive intervals."""
    assert a.low is not None
    assert a.high is not None
    assert b.low is not None
    assert b.high is not None
    return Interval(a.low * b.low, a.high * b.high)


def _net(nominal: Interval, real: Interval, population: Interval) -> Interval:
    """(1 + nominal) × (1 + population) ÷ (1 + real) − 1, in %."""
    assert nominal.low is not None
    assert nominal.high is not None
    assert real.low is not None
    assert real.high is not None
    assert population.low is not None
    assert population.high is not None

    def one(n: Decimal, r: Decimal, p: Decimal) -> Decimal:
        return ((1 + n / HUNDRED) * (1 + p / HUNDRED) / (1 + r / HUNDRED) - 1) * HUNDRED

    return Interval(one(nominal.low, real.high, population.low), one(nominal.high, real.low, population.high))


def exchange_rate(figures: list[Figure], targets: list[Target], codes: Codes) -> tuple[Assumed, int] | None:
    """VND for a USD from the latest pair of figures or targets that give income per head in both
    currencies.
    """
    pairs = _pairs_of_targets(targets, codes) + _pairs_of_figures(figures, codes)
    if not pairs:
        return None
    year = max(y for y, _, _ in pairs)
    of_year = [(i, text) for y, i, text in pairs if y == year]
    return Assumed(hull([i for i, _ in of_year]), "; ".join(t for _, t in of_year)), year


def _pairs_of_targets(targets: list[Target], codes: Codes) -> list[tuple[int, Interval, str]]:
    heads = [t for t in targets if t.indicator == codes.per_head and t.comparator in ("about", "unstated")]
    out = []
    for vnd in heads:
        for usd in heads:
            same = vnd.due == usd.due and vnd.place == usd.place
            if same and _currency(vnd.unit) == "VND" and _currency(usd.unit) == "USD":
                implied = implied_rate(vnd, usd)
                if implied.low is not None and implied.high is not None:
                    text = (
                        f"suy từ hai mục tiêu năm {vnd.due}: {vnd.interval.text()} {vnd.unit} và "
                        f"{usd.interval.text(0)} {usd.unit}"
                    )
                    out.append((vnd.due, implied, text))
    return out


def _pairs_of_figures(figures: list[Figure], codes: Codes) -> list[tuple[int, Interval, str]]:
    out = []
    for place in sorted({f.place for f in figures if f.indicator == codes.per_head}):
        vnd = choice.select(figures, codes.per_head, place, "VND")
        usd = choice.select(figures, codes.per_head, place, "USD")
        for year in sorted({f.year for f in vnd} & {f.year for f in usd}):
            money, dollars = choice.of_year(vnd, year), choice.of_year(usd, year)
            assert money is not None
            assert dollars is not None
            ends = (money.interval.low, money.interval.high, dollars.interval.low, dollars.interval.high)
            if None in ends or not dollars.interval.low or not dollars.interval.high:
                continue
            assert money.interval.low is not None
            assert money.interval.high is not None
            implied = Interval(money.interval.low / dollars.interval.high, money.interval.high / dollars.interval.low)
            out.append((year, implied, f"suy từ số liệu {year}: {money.words()} và {dollars.words()}"))
    return out


def _currency(unit: str) -> str:
    names = [name for name, power in parse_unit(unit).dimensions if power == 1]
    return names[0] if names else ""

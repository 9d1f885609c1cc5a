"""One quantity published in two currencies: where the dollar series has gone stale, the đồng series stands in.

The rate is an assumption of the programme that people can change; the sentence beside the chance says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lotrinh_web.indicators.models import Assumption, Forecast, Indicator, Series, Target
from lotrinh_web.templatetags.lotrinh import figure

DOLLAR, DONG = "_usd", "_vnd"
RATE_UNIT = "đồng/USD"
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Twin:
    """The đồng series, and what one dollar is in its unit (million đồng)."""

    series: Series
    factor: Decimal
    rate: Assumption

    @property
    def sentence_vi(self) -> str:
        """How the dollars were turned into đồng, for the reader."""
        return (
            f"Mục tiêu bằng USD được quy đổi ra {self.series.unit} vì dãy USD đã cũ, theo tỷ giá giả định "
            f"{figure(self.rate.value)} {self.rate.unit} ({self.rate.name_vi})."
        )

    @property
    def sentence_en(self) -> str:
        """The same in English."""
        return (
            f"A target in USD, converted into million VND because the series in USD is out of date, at an assumed rate "
            f"of {self.rate.value:,.0f} VND/USD."
        )


def twin_of(target: Target) -> Twin | None:
    """The series in million đồng beside a target in dollars, with the assumed rate of the target's year."""
    code = target.indicator.code
    if not code.endswith(DOLLAR):
        return None
    series = Series.objects.filter(
        indicator__code=code.removesuffix(DOLLAR) + DONG, area_version=target.area_version_id, preferred=True,
        unit__startswith="triệu đồng",
    ).first()  # fmt: skip
    rate = Assumption.objects.filter(
        programme=target.programme_id, unit=RATE_UNIT, latest=True, code__endswith=target.due[:4]
    ).first()
    if series is None or rate is None:
        return None
    return Twin(series, rate.value / MILLION, rate)


def dong_indicator(indicator: Indicator) -> Indicator | None:
    """The indicator of the same quantity in million đồng; None for one that is not in dollars or has no twin."""
    return dong_indicators([indicator]).get(indicator.pk)


def dong_indicators(indicators: Iterable[Indicator]) -> dict[int, Indicator]:
    """The same for many, by the key of the one in dollars; one query, none where nothing is in dollars."""
    codes = {one.pk: one.code.removesuffix(DOLLAR) + DONG for one in indicators if in_dollars(one)}
    if not codes:
        return {}
    found = Indicator.objects.filter(code__in=set(codes.values()), unit__startswith="triệu đồng").in_bulk(
        field_name="code"
    )
    return {pk: found[code] for pk, code in codes.items() if code in found}


def in_dollars(indicator: Indicator) -> bool:
    """Whether an indicator is measured in dollars."""
    return indicator.code.endswith(DOLLAR)


def twin_behind(target: Target, forecast: Forecast | None) -> Twin | None:
    """The đồng series where it is what the forecast of a dollar target was made on."""
    foreign = forecast is not None and forecast.series.indicator_id != target.indicator_id
    return twin_of(target) if foreign else None


def stands_in(series: Series, target: Target) -> bool:
    """Whether a forecast's series is the đồng series of a dollar target, without asking the database."""
    code = target.indicator.code
    return code.endswith(DOLLAR) and series.indicator.code == code.removesuffix(DOLLAR) + DONG

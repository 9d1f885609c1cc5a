"""Filters and tags that templates share: figures, periods, names in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils import formats, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lotrinh_web.units import unit_words

register = template.Library()


@register.filter
def local(record: Any, field: str) -> str:
    """`record|local:"title"`: title_en for English readers where there is one, else title_vi."""
    if record is None:
        return ""
    if (translation.get_language() or "vi").startswith("en") and (english := getattr(record, f"{field}_en", "")):
        return str(english)
    return str(getattr(record, f"{field}_vi", ""))


@register.filter
def figure(value: Any, places: int | str = "") -> str:
    """A number as people write it: 1.234.567,8 in Vietnamese. Trailing zeros go unless `places` is given."""
    if value is None or value == "":
        return "–"
    number = Decimal(str(value))
    if places == "":
        number = number.normalize()
        exponent = number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    else:
        decimals = int(places)
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)  # Django itself would cut digits off
    return str(formats.number_format(number, decimals, use_l10n=True, force_grouping=True))


@register.filter
def unit(words: str | None) -> str:
    """A unit in the reader's language: `triệu đồng/người`, `million VND/person`."""
    return unit_words(words or "")


@register.filter
def percent(value: Any) -> str:
    """A chance between 0 and 1 as a whole percentage."""
    return "–" if value is None else f"{round(float(value) * 100)}%"


@register.filter
def day(value: date | None) -> str:
    """dd/mm/yyyy."""
    return "–" if value is None else f"{value:%d/%m/%Y}"


@register.filter
def period(code: str) -> str:
    """A period's code in words: 2026-Q3 is "Quý III/2026"; 2021/2025 is a span of years."""
    from lotrinh.calendar import parse_period
    from lotrinh.errors import LotrinhError

    if not code or code.isdigit():
        return code
    if (translation.get_language() or "vi").startswith("en"):
        return code.replace("-Q", " Q").replace("-H", " H").replace("-9M", ", first 9 months").replace("/", "–")
    try:
        return parse_period(code).name
    except (LotrinhError, ValueError):
        return code.replace("/", "–")


@register.simple_tag(takes_context=True)
def address_with(context: Any, **changes: Any) -> SafeString:
    """The present address with some query parameters changed (None removes one)."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    query.pop("trang", None) if "trang" not in changes else None
    return SafeString("?" + query.urlencode())


@register.inclusion_tag("components/empty.html")
def empty_state(title: str, advice: str = "", href: str = "", action: str = "") -> dict[str, str]:
    """An empty state that says what would fill it."""
    return {"title": title, "advice": advice, "href": href, "action": action or _("Mở")}

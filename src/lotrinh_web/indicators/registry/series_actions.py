"""Writes on series: another convention of an indicator beside the one that counts."""

from __future__ import annotations

from typing import Any

from lotrinh_web.accounts.access import is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.models import Indicator, Series
from lotrinh_web.organisations.models import AreaVersion


def _office(*, actor: Actor, **_rest: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def open_series(
    *, actor: Actor, indicator: Indicator, area_version: AreaVersion, convention_vi: str, convention_en: str = "",
    reason: str = "",
) -> Series:  # fmt: skip
    """Open a series for figures that must not stand on one line with those already there.

    The first series of an indicator over a territory counts; a later one stands beside it until it is chosen.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    words, english = convention_vi.strip()[:400], convention_en.strip()[:400]
    there = Series.objects.filter(indicator=indicator, area_version=area_version)
    if not words:
        raise Refused("Ghi cách tính của dãy số này khác gì dãy đã có, ví dụ «không tách thuế sản phẩm».")
    if any(one.convention_vi.strip().casefold() == words.casefold() for one in there):
        raise Conflict(f"Đã có dãy số «{words[:80]}» của chỉ số này ở {area_version}. Nhập vào dãy đó.")
    first = not there.exists()
    made = Series.objects.create(
        indicator=indicator, area_version=area_version, code=_code(indicator, area_version, words), unit=indicator.unit,
        convention_vi=words, convention_en=english, preferred=first, reason=reason.strip()[:600],
    )  # fmt: skip
    record(
        actor=actor, action="indicators.open_series", subject=made, label=f"{indicator.name_vi}, {area_version}",
        data={"series": made.code, "convention": words, "preferred": first, "reason": made.reason},
    )  # fmt: skip
    return made


def _code(indicator: Indicator, area: AreaVersion, words: str) -> str:
    """A code files can name: indicator, territory, the first words of the convention; numbered where taken."""
    from lotrinh.text.fold import fold_loose

    plain = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold_loose(words)).split()[:4])[:30]
    stem = f"{indicator.code}.{area.code}.{plain or 'khac'}"[:110]
    taken = set(Series.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)

"""Units of measure as Vietnamese statistics write them, with a dimension algebra.

`tỷ đồng` is 10⁹ VND, `triệu đồng/người` is 10⁶ VND per người, `%` is 0,01 of nothing. Two units can be added
when their dimensions agree; the scales are then converted. VND and USD are different dimensions: only an
exchange rate (VND/USD) turns one into the other. A word not known here (`xã`, `doanh nghiệp`) counts itself
and is a dimension of its own. `/năm` is dropped: a yearly figure is published with and without it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lotrinh.errors import InvalidData

_SCALES = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_WORDS: dict[str, tuple[str, str]] = {
    "đồng": ("VND", "1"), "vnd": ("VND", "1"), "vnđ": ("VND", "1"), "đ": ("VND", "1"),
    "usd": ("USD", "1"), "đô la mỹ": ("USD", "1"), "đô la": ("USD", "1"),
    "người": ("người", "1"), "persons": ("người", "1"), "person": ("người", "1"), "people": ("người", "1"),
    "dân": ("người", "1"), "nhân khẩu": ("người", "1"), "lượt người": ("lượt", "1"),
    "lao động": ("lao động", "1"), "worker": ("lao động", "1"), "workers": ("lao động", "1"),
    "hộ": ("hộ", "1"), "household": ("hộ", "1"), "households": ("hộ", "1"),
    "m2": ("m2", "1"), "ha": ("m2", "1E4"), "km2": ("m2", "1E6"),
    "m": ("m", "1"), "km": ("m", "1000"), "m3": ("m3", "1"),
    "kg": ("kg", "1"), "tạ": ("kg", "100"), "tấn": ("kg", "1000"), "tonne": ("kg", "1000"),
    "w": ("W", "1"), "kw": ("W", "1000"), "mw": ("W", "1E6"), "gw": ("W", "1E9"),
    "kwh": ("Wh", "1000"), "mwh": ("Wh", "1E6"), "gwh": ("Wh", "1E9"),
    "%": ("", "0.01"), "%0": ("", "0.001"), "‰": ("", "0.001"), "percent": ("", "0.01"),
    "điểm %": ("", "0.01"), "điểm phần trăm": ("", "0.01"), "phần trăm": ("", "0.01"),
    "percentage points": ("", "0.01"), "lần": ("", "1"), "times": ("", "1"), "": ("", "1"),
}  # fmt: skip
_IGNORED = {"năm", "year", "annum", "y"}
MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Unit:
    """`scale` × the product of `dimensions` (name, power), names sorted, no power zero."""

    dimensions: tuple[tuple[str, int], ...] = ()
    scale: Decimal = Decimal(1)
    text: str = ""

    def same_kind(self, other: Unit) -> bool:
        """Whether figures in the two units can be added or compared."""
        return self.dimensions == other.dimensions

    def times(self, other: Unit, power: int = 1) -> Unit:
        """self × other^power."""
        powers = dict(self.dimensions)
        for name, exponent in other.dimensions:
            powers[name] = powers.get(name, 0) + power * exponent
        kept = tuple(sorted((n, p) for n, p in powers.items() if p))
        return Unit(kept, self.scale * other.scale**power)

    def factor_to(self, other: Unit) -> Decimal:
        """Multiply a figure in this unit by this to have it in `other`; `InvalidData` for other kinds."""
        if not self.same_kind(other):
            raise InvalidData(f"Không đổi được đơn vị «{self}» sang «{other}»: khác loại đại lượng.")
        return self.scale / other.scale

    def base(self) -> Unit:
        """The same dimensions with scale 1."""
        return Unit(self.dimensions)

    def __str__(self) -> str:
        return self.text or _spelled(self)


NUMBER = Unit()
PERCENT = Unit((), Decimal("0.01"), "%")


def _spelled(unit: Unit) -> str:
    above = " × ".join(n if p == 1 else f"{n}^{p}" for n, p in unit.dimensions if p > 0)
    below = "".join(f"/{n}" if p == -1 else f"/{n}^{-p}" for n, p in unit.dimensions if p < 0)
    scale = "" if unit.scale == 1 else f"{unit.scale.normalize():f} "
    return (scale + (above or "1") + below).strip() if unit.dimensions or scale else "(không đơn vị)"


@lru_cache(maxsize=2048)
def parse_unit(text: str) -> Unit:
    """The unit a text names. Raises `InvalidData` when it is too long or has an empty part."""
    plain = unicodedata.normalize("NFC", text).strip()
    if len(plain) > MAX_LENGTH:
        raise InvalidData(f"Đơn vị tính «{plain[:40]}…» quá dài.")
    words = re.sub(r"\s+", " ", plain.lower().replace("²", "2").replace("³", "3").replace("km^2", "km2"))
    words = re.sub(r"^(%|percent)\s*(?:of|so với|trong)\s.*$", "%", words)
    words = re.sub(r"^%\s*(?:grdp|gdp)$", "%", words)
    first, *rest = [part.strip() for part in re.split(r"/| per ", words)]
    if any(not part for part in rest) or (rest and not first):
        raise InvalidData(f"Đơn vị tính «{plain}» viết thiếu một vế quanh dấu «/».")
    unit = _single(first)
    for part in rest:
        unit = unit if part in _IGNORED else unit.times(_single(part), -1)
    return Unit(unit.dimensions, unit.scale, plain)


def _single(text: str) -> Unit:
    """A unit without a slash: `nghìn tỷ đồng`, `10.000 dân`."""
    scale = Decimal(1)
    words = text.split(" ")
    while words:
        number = re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,9}", words[0])
        if number:
            scale *= Decimal(words[0].replace(".", ""))
        elif words[0] in _SCALES:
            scale *= _SCALES[words[0]]
        else:
            break
        words = words[1:]
    name = " ".join(words)
    dimension, factor = _WORDS.get(name, (name, "1"))
    scale *= Decimal(factor)
    return Unit(((dimension, 1),) if dimension else (), scale)

"""Units for English readers: records keep the Vietnamese name, which is the official one."""

from __future__ import annotations

from django.utils.translation import get_language

SCALES = {"nghìn tỷ": "trillion", "tỷ": "billion", "triệu": "million", "nghìn": "thousand"}
NAMES = {
    "đồng": "VND", "năm": "year", "quý": "quarter", "tháng": "month", "người": "people", "lao động": "workers",
    "căn": "dwellings", "doanh nghiệp": "enterprises", "hợp tác xã": "cooperatives", "lượt": "visits",
    "lượt khách": "visitors", "thỏa thuận": "agreements", "xã": "communes", "hộ": "households", "điểm": "points",
    "điểm %": "points", "điểm phần trăm": "points", "tấn": "tonnes", "tấn CO2": "tonnes of CO2", "giường": "beds",
    "bác sĩ": "doctors", "lần": "times", "định tính": "qualitative", "đơn vị": "units",
}  # fmt: skip
ONE = {"people": "person", "workers": "worker", "households": "household", "communes": "commune", "VND": "VND"}
"""What follows "per"; other names lose their last letter where it is an s."""


def unit_words(unit: str) -> str:
    """A unit in the reader's language; a part with no English name stays as it is: `triệu đồng/người` is
    `million VND/person`."""
    if not unit or not (get_language() or "vi").startswith("en"):
        return unit
    first, *per = (part.strip() for part in unit.split("/"))
    return "/".join([_named(first), *(_single(_named(part)) for part in per)])


def _named(part: str) -> str:
    if part in NAMES:
        return NAMES[part]
    for scale, english in SCALES.items():
        if part.startswith(f"{scale} "):
            return f"{english} {_named(part.removeprefix(scale).strip())}"
    return part


def _single(name: str) -> str:
    for scale in SCALES.values():
        if name.startswith(f"{scale} "):
            return f"{scale} {_single(name.removeprefix(scale).strip())}"
    return ONE.get(name, name.removesuffix("s") if name in NAMES.values() else name)

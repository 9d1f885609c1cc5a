"""What charts say, in Vietnamese and English."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from lotrinh.calendar import Period
from lotrinh.text.numbers import written

Language = Literal["vi", "en"]
Number = float | int | Decimal

WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "estimate": "Ước tính", "preliminary": "Sơ bộ", "final": "Chính thức",
        "dot_final": "chấm đặc: chính thức", "dot_preliminary": "chấm nhạt: sơ bộ",
        "dot_estimate": "chấm rỗng: ước tính",
        "bands": "dải {levels}: khoảng dự báo", "middle": "đường chấm: giữa khoảng",
        "reported": "Như đã báo cáo", "restated": "Tính lại theo địa giới mới",
        "forecast": "Dự báo", "path": "Lộ trình", "target": "Mục tiêu", "year_ends": "Cuối năm",
        "period": "Kỳ", "figure": "Số liệu", "kind": "Loại", "series": "Chuỗi", "value": "Giá trị", "note": "Ghi chú",
        "interval": "khoảng {level}%", "none": "chưa có", "from": "từ {low} trở lên", "up_to": "không quá {high}",
        "about": "Biểu đồ chỉ tiêu {title}.", "no_figures": "Chưa có số liệu.",
        "figures": "{n} số liệu từ {first} đến {last}; số mới nhất {value} ({kind}).",
        "target_in": "Mục tiêu {period}: {interval}.", "forecast_in": "Dự báo {period}: {value}{widest}.",
        "break_at": "Chuỗi thay đổi tại mốc {label}.",
    },
    "en": {
        "estimate": "Estimate", "preliminary": "Preliminary", "final": "Final",
        "dot_final": "solid dot: final", "dot_preliminary": "pale dot: preliminary",
        "dot_estimate": "hollow dot: estimate",
        "bands": "bands {levels}: forecast intervals", "middle": "dotted line: middle of the forecast",
        "reported": "As reported", "restated": "Restated on the new boundaries",
        "forecast": "Forecast", "path": "Planned path", "target": "Target", "year_ends": "Year end",
        "period": "Period", "figure": "Figure", "kind": "Kind", "series": "Series", "value": "Value", "note": "Note",
        "interval": "{level}% interval", "none": "none yet", "from": "{low} or more", "up_to": "at most {high}",
        "about": "Chart of the indicator {title}.", "no_figures": "No figures yet.",
        "figures": "{n} figures from {first} to {last}; the latest is {value} ({kind}).",
        "target_in": "Target for {period}: {interval}.", "forecast_in": "Forecast for {period}: {value}{widest}.",
        "break_at": "The series changes at {label}.",
    },
}  # fmt: skip


def number(value: Number, decimals: int, language: Language = "vi") -> str:
    """`9.400` in Vietnamese, `9,400` in English."""
    return written(Decimal(str(value)), decimals) if language == "vi" else f"{Decimal(str(value)):,.{decimals}f}"


def period_name(period: Period, language: Language = "vi", *, in_sentence: bool = False) -> str:
    """A period as a title, or inside a sentence: `Quý III/2026`, `quý III/2026`, `Q3 2026`."""
    if language == "vi":
        return period.name_in_sentence if in_sentence else period.name
    if period.kind == "year":
        return str(period.year)
    before = {"month": "M", "quarter": "Q", "half_year": "H", "nine_months": "9M"}[period.kind]
    return f"{before} {period.year}" if period.kind == "nine_months" else f"{before}{period.number} {period.year}"

"""What is known of an indicator, in words: the registry's part of its page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Direction, Indicator
from lotrinh_web.templatetags.lotrinh import figure, local

CODE_STATUS = {
    "confirmed": _("mã đã đối chiếu"),
    "to_be_confirmed": _("mã cần xác nhận"),
    "none": _("không có mã trong hệ thống chỉ tiêu"),
}
ADDITIVE = {
    "sum": _("cộng được giữa các địa bàn"),
    "not_additive": _("không cộng được giữa các địa bàn"),
    "ratio_of_sums": _("tỷ số của các tổng"),
    "weighted_mean": _("bình quân có trọng số"),
    "last": _("lấy giá trị cuối kỳ"),
}
PRICES = {"current": _("giá hiện hành"), "constant_2010": _("giá so sánh 2010"), "none": ""}
FREQUENCIES = {
    "year": _("năm"),
    "quarter": _("quý"),
    "half_year": _("6 tháng"),
    "nine_months": _("9 tháng"),
    "month": _("tháng"),
    "census": _("tổng điều tra"),
}
ACCUMULATION = {
    "periodic": _("số của riêng từng kỳ"),
    "cumulative": _("lũy kế từ đầu năm"),
    "stock": _("số tại thời điểm cuối kỳ"),
}
DIRECTIONS = {**dict(Direction.choices), "range": Direction.WITHIN.label, "neutral": _("không đánh giá cao hay thấp")}


def facts_of(indicator: Any) -> list[tuple[Any, Any]]:
    """Term and value of what is known of an indicator (a record, or one of the library)."""
    record = isinstance(indicator, Indicator)
    frequency = indicator.frequency.split(",") if record else indicator.frequency
    formula = indicator.formula_words if record else indicator.formula_vi
    facts = [
        (_("Mã"), indicator.code),
        (_("Đơn vị"), _unit(indicator) if record else local(indicator, "unit")),
        (_("Công thức"), formula or indicator.formula),
        (_("Giá"), PRICES.get(indicator.price_basis, indicator.price_basis)),
        (_("Chiều tốt"), DIRECTIONS.get(indicator.direction, indicator.direction)),
        (_("Kỳ công bố"), ", ".join(str(FREQUENCIES.get(f, f)) for f in frequency if f)),
        (_("Theo thời gian"), ACCUMULATION.get(indicator.accumulation, indicator.accumulation)),
        (_("Tổng hợp"), ADDITIVE.get(indicator.additive, indicator.additive)),
        (_("Cơ quan theo dõi"), indicator.owner if record else indicator.owner_vi),
        (_("Căn cứ pháp lý"), indicator.legal_source if record else indicator.legal_source_vi),
        (_("Mã quốc gia"), indicator.national_code if record else indicator.official_code),
        (_("Tình trạng mã"), CODE_STATUS.get(indicator.code_status, indicator.code_status)),
    ]
    return [*facts, *(_relations(indicator) if record else [])]


def _unit(indicator: Indicator) -> str:
    full = indicator.formula_unit
    return f"{indicator.unit} ({full})" if full and full != indicator.unit else indicator.unit


def _relations(indicator: Indicator) -> list[tuple[Any, Any]]:
    """What it is a part of, what its total is made of, when its figure is due."""
    facts: list[tuple[Any, Any]] = []
    if indicator.part_of is not None:
        facts.append((_("Là bộ phận của"), local(indicator.part_of, "name")))
    if indicator.numerator and indicator.denominator:
        factor = indicator.factor
        times = f" × {figure(factor)}" if factor is not None and factor != 1 else ""
        facts.append((_("Tỷ số của các tổng"), f"{indicator.numerator} ÷ {indicator.denominator}{times}"))
    facts.append((_("Hạn có số đầu tiên"), due_words(indicator)))
    return facts


def due_words(indicator: Indicator) -> str:
    """Days after the end of each kind of period, with the source or the word that it is assumed."""
    from lotrinh.checks.timing import ASSUMED_LAG

    said: dict[str, int] = indicator.publication_lag
    kinds = [f for f in indicator.frequency.split(",") if f in ASSUMED_LAG]
    days = {kind: said.get(kind, assumed) for kind in kinds for assumed in [ASSUMED_LAG[kind]]}  # type: ignore[index]
    if not days:
        return gettext("không đặt hạn")
    words = ", ".join(
        gettext("%(kind)s: %(days)d ngày sau kỳ") % {"kind": FREQUENCIES[kind], "days": count}
        for kind, count in days.items()
    )
    basis = indicator.lag_source if said else gettext("giả định chung của hệ thống, chưa có văn bản")
    return f"{words} ({basis})"

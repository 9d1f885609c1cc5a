"""Writes on how an indicator is measured: a new method version, and what checks need to know of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.methods.in_force import calculator_for, first_of, latest_of
from lotrinh_web.indicators.methods.models import MethodVersion
from lotrinh_web.indicators.methods.shipped import LAGS, full_unit, wholes
from lotrinh_web.indicators.models import Indicator, Observation

COPIED = ("definition_vi", "definition_en", "formula", "formula_words", "formula_unit")
ACCUMULATIONS = ("periodic", "cumulative", "stock")
FREQUENCIES = ("month", "quarter", "half_year", "nine_months", "year")
LONGEST_LAG = 1500


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def set_method(
    *, actor: Actor, indicator: Indicator, valid_from: date, reason: str, definition_vi: str, formula: str = "",
    formula_words: str = "", formula_unit: str = "", document: str = "", seen: int | None = None,
) -> MethodVersion:  # fmt: skip
    """Measure an indicator in another way from a day on; the former way stays in the list with its own day.

    `seen`: the key of the version the person had before them; another one in between is a conflict. A formula that
    cannot be parsed, names an unknown indicator, runs in a circle or gives another unit is refused with the reason.
    """
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    former = latest_of(indicator)
    if seen is not None and seen != (former.pk or 0):
        raise Conflict("Phương pháp của chỉ số này vừa có người đổi. Tải lại trang để xem bản mới nhất.")
    _check_day(former, valid_from)
    if not reason.strip():
        raise Refused("Ghi lý do đổi phương pháp, ví dụ văn bản nào quy định cách tính mới.")
    if not definition_vi.strip():
        raise Refused("Ghi định nghĩa của chỉ số: đo cái gì, trên phạm vi nào.")
    said = {
        "definition_vi": definition_vi.strip(), "formula": formula.strip(), "formula_words": formula_words.strip(),
        "formula_unit": formula_unit.strip(),
    }  # fmt: skip
    if all(getattr(indicator, name) == value for name, value in said.items()):
        raise Refused("Định nghĩa và công thức không khác bản đang dùng; không có gì để ghi.")
    _check_formula(indicator, said["formula"], said["formula_unit"])
    if former._state.adding:
        _keep_first(indicator)
    same_words = said["definition_vi"] == indicator.definition_vi
    for name, value in said.items():
        setattr(indicator, name, value)
    indicator.definition_en = indicator.definition_en if same_words else ""
    indicator.save(update_fields=list(COPIED))
    version = MethodVersion.objects.create(
        indicator=indicator, valid_from=valid_from, unit=indicator.unit, reason=reason.strip()[:400],
        document=document.strip()[:300], recorded_at=timezone.now(), recorded_by=account_of(actor),
        **{name: getattr(indicator, name) for name in COPIED},
    )  # fmt: skip
    record(
        actor=actor, action="indicators.set_method", subject=indicator, label=indicator.name_vi,
        data={"from": f"{valid_from}", "formula": version.formula, "reason": version.reason,
              "document": version.document, "former": former.formula},
    )  # fmt: skip
    return version


def _check_day(former: MethodVersion, valid_from: date) -> None:
    if valid_from > timezone.localdate():
        raise Refused("Ngày áp dụng còn ở phía trước. Ghi phương pháp mới khi đến ngày áp dụng.")
    if former.valid_from is not None and valid_from <= former.valid_from:
        raise Refused(
            f"Bản đang dùng áp dụng từ {former.valid_from:%d/%m/%Y}; ngày áp dụng của bản mới phải sau ngày đó."
        )


def _check_formula(indicator: Indicator, formula: str, formula_unit: str) -> None:
    if not formula:
        return
    try:
        calculator_for(indicator.code, changed={indicator.code: (formula, formula_unit)})
    except LotrinhError as error:
        raise Refused(str(error)) from error


def _keep_first(indicator: Indicator) -> None:
    """The way it was measured so far becomes the first version, in force from the beginning."""
    first = first_of(indicator)
    first.recorded_at = timezone.now()
    first.save()


@action(allow=_office)
def describe_indicator(
    *, actor: Actor, indicator: Indicator, reason: str, part_of: Indicator | None = None,
    publication_lag: dict[str, int] | None = None, lag_source: str = "", accumulation: str = "",
) -> Indicator:  # fmt: skip
    """Say what an indicator is a part of, how many days after a period its figure is due, how it accrues.

    How it accrues (its own period, since the year's start, a stock) is fixed once there are figures.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("part_of").get(pk=indicator.pk)
    if not reason.strip():
        raise Refused("Ghi lý do đổi thuộc tính của chỉ số.")
    accumulation = accumulation or indicator.accumulation
    lags = dict(publication_lag or {})
    _check_accumulation(indicator, accumulation)
    _check_whole(indicator, part_of)
    _check_lags(lags, lag_source)
    before = _described(indicator)
    indicator.part_of, indicator.publication_lag = part_of, lags
    indicator.lag_source, indicator.accumulation = lag_source.strip()[:300] if lags else "", accumulation
    after = _described(indicator)
    if before == after:
        raise Refused("Không có thuộc tính nào thay đổi.")
    indicator.save(update_fields=["part_of", "publication_lag", "lag_source", "accumulation"])
    record(
        actor=actor, action="indicators.describe_indicator", subject=indicator, label=indicator.name_vi,
        data={
            "old": "; ".join(f"{name}: {before[name] or '–'}" for name in before if before[name] != after[name]),
            "new": "; ".join(f"{name}: {after[name] or '–'}" for name in after if before[name] != after[name]),
            "reason": reason.strip(),
        },
    )  # fmt: skip
    return indicator


def _described(indicator: Indicator) -> dict[str, str]:
    lags = ", ".join(f"{kind} {days}" for kind, days in sorted(indicator.publication_lag.items()))
    return {
        "bộ phận của": indicator.part_of.code if indicator.part_of else "", "số ngày sau kỳ": lags,
        "nguồn của hạn": indicator.lag_source, "theo thời gian": indicator.accumulation,
    }  # fmt: skip


def _check_accumulation(indicator: Indicator, accumulation: str) -> None:
    if accumulation not in ACCUMULATIONS:
        raise Refused("Chọn cách tính theo thời gian: số của riêng kỳ, lũy kế từ đầu năm, hoặc số cuối kỳ.")
    if accumulation != indicator.accumulation and Observation.objects.filter(series__indicator=indicator).exists():
        raise Refused(
            "Chỉ số đã có số liệu nên không đổi được giữa số của riêng kỳ và lũy kế: số cũ sẽ thành sai nghĩa. "
            "Hãy lập một chỉ số mới."
        )


def _check_whole(indicator: Indicator, whole: Indicator | None) -> None:
    from lotrinh.rollup.units import parse_unit

    if whole is None:
        return
    above = dict(Indicator.objects.exclude(part_of=None).values_list("pk", "part_of"))
    key: int | None = whole.pk
    while key is not None:
        if key == indicator.pk:
            raise Refused("Một chỉ số không thể là bộ phận của chính nó, dù qua chỉ số khác.")
        key = above.pop(key, None)
    try:
        fits = parse_unit(indicator.unit).same_kind(parse_unit(whole.unit))
    except LotrinhError as error:
        raise Refused(str(error)) from error
    if not fits:
        raise Refused(
            f"«{indicator.name_vi}» tính bằng {indicator.unit}, «{whole.name_vi}» tính bằng {whole.unit}: "
            "hai đơn vị khác loại nên không so bộ phận với tổng thể được."
        )


def _check_lags(lags: dict[str, int], source: str) -> None:
    for frequency, days in lags.items():
        if frequency not in FREQUENCIES or not 0 <= days <= LONGEST_LAG:
            raise Refused(f"Số ngày sau kỳ phải là số nguyên từ 0 đến {LONGEST_LAG}.")
    if lags and not source.strip():
        raise Refused("Ghi nguồn của hạn công bố (văn bản, lịch phổ biến), hoặc ghi rõ đó là giả định của ai.")


def settle_methods(indicators: list[Indicator]) -> None:
    """What the formulas of indicators just taken in say of parts, wholes and units; and the due days of shipped ones.

    Only fields that are still empty are filled. Part of the import of a package, in its transaction.
    """
    held = {one.code: one for one in indicators}
    units = {code: one.unit for code, one in held.items()}
    parts = wholes({code: one.formula for code, one in held.items() if one.formula})
    for code, one in held.items():
        one.part_of = one.part_of or held.get(parts.get(code, ""))
        if one.formula and not one.formula_unit:
            one.formula_unit = full_unit(one.formula, units, one.unit)
        if code in LAGS and not one.publication_lag:
            one.publication_lag, one.lag_source = LAGS[code]
    Indicator.objects.bulk_update(held.values(), ["part_of", "formula_unit", "publication_lag", "lag_source"])

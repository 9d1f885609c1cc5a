"""Writes on the registry: an indicator put into use, from the library or new, and its entry corrected later."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.methods.actions import ACCUMULATIONS, FREQUENCIES
from lotrinh_web.indicators.methods.in_force import calculator_for
from lotrinh_web.indicators.models import Direction, Indicator, Series

CODE = re.compile(r"[a-z][a-z0-9_]{1,79}")
"""What formulas and file formats can name without quotes."""
RESERVED = frozenset({"moi"})  # an address of the site
RULES = ("sum", "last", "weighted_mean", "ratio_of_sums", "not_additive")
CODE_STATES = ("confirmed", "to_be_confirmed", "none")
PRICE_BASES = ("none", "current", "constant_2010")
MEANING = ("unit", "price_basis", "accumulation")
"""What a series means: fixed once there is one."""
_UNSAID = {"additive": "not_additive", "price_basis": "none", "code_status": "none", "accumulation": "periodic"}
"""What an indicator of a task's result leaves open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The registry's entry of an indicator, as a person gives it."""

    name_vi: str
    definition_vi: str
    unit: str
    owner: str
    legal_source: str
    frequency: tuple[str, ...]
    additive: str = "not_additive"
    direction: str = Direction.UP.value
    accumulation: str = "periodic"
    price_basis: str = "none"
    name_en: str = ""
    definition_en: str = ""
    formula_words: str = ""
    numerator: str = ""
    denominator: str = ""
    factor: Decimal | None = None
    decimals: int = 1
    national_code: str = ""
    code_status: str = "none"
    groups: tuple[str, ...] = ()
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """As the model keeps it."""
        kept = {f.name: getattr(self, f.name) for f in fields(self)}
        return kept | {"frequency": ",".join(self.frequency), "groups": list(self.groups)}

    @classmethod
    def of(cls, indicator: Indicator) -> Described:
        """The entry as it stands."""
        kept = {f.name: getattr(indicator, f.name) for f in fields(cls)}
        kept |= {name: default for name, default in _UNSAID.items() if not kept[name]}
        frequency = tuple(f for f in indicator.frequency.split(",") if f)
        return cls(**kept | {"frequency": frequency, "groups": tuple(indicator.groups)})


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the library says beyond what a person is asked."""

    formula: str = ""
    forecast_type: str = ""
    composition: str = ""


def _office(*, actor: Actor, **_rest: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def register_indicator(*, actor: Actor, code: str, entry: Described, shipped: Shipped | None = None) -> Indicator:
    """Put an indicator into use. A formula of the library that names indicators not in use is left off."""
    if not CODE.fullmatch(code) or code in RESERVED:
        raise Refused(
            "Mã chỉ số gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ; ví dụ ty_le_ho_ngheo."
        )
    if Indicator.objects.filter(code__iexact=code).exists():
        raise Conflict(f"Mã «{code}» đã có trong danh mục. Chọn mã khác, hoặc mở chỉ số đó.")
    entry, more = _checked(entry), shipped or Shipped()
    made = Indicator.objects.create(
        code=code, role="supporting", forecast_type=more.forecast_type, composition=more.composition, **entry.columns()
    )
    made.formula = _usable(made, more.formula)
    if made.formula:
        made.save(update_fields=["formula"])
    record(
        actor=actor, action="indicators.register_indicator", subject=made, label=made.name_vi,
        data={"code": code, "unit": entry.unit, "additive": entry.additive, "library": shipped is not None,
              "source": entry.legal_source},
    )  # fmt: skip
    return made


@action(allow=_office)
def amend_indicator(*, actor: Actor, indicator: Indicator, entry: Described, reason: str) -> Indicator:
    """Correct the entry. Unit, price basis and accrual are fixed once there is a series: figures would change meaning.

    A new definition or formula is a new method version (`set_method`), so the definition is not changed here.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if not reason.strip():
        raise Refused("Ghi lý do sửa mục của chỉ số trong danh mục.")
    before = Described.of(indicator)
    entry = replace(
        _checked(entry, indicator.code), definition_vi=before.definition_vi, definition_en=before.definition_en,
        formula_words=before.formula_words,
    )  # fmt: skip
    changed = {f.name for f in fields(entry) if getattr(entry, f.name) != getattr(before, f.name)}
    if not changed:
        raise Refused("Không có mục nào thay đổi.")
    if changed & set(MEANING) and Series.objects.filter(indicator=indicator).exists():
        raise Refused(
            "Chỉ số đã có dãy số liệu nên không đổi được đơn vị, giá và cách tính theo thời gian: số cũ sẽ thành sai "
            "nghĩa. Hãy lập một chỉ số mới."
        )
    for name, value in entry.columns().items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(entry.columns()))
    record(
        actor=actor, action="indicators.amend_indicator", subject=indicator, label=indicator.name_vi,
        data={
            "old": "; ".join(f"{n}: {_words(getattr(before, n))}" for n in sorted(changed)),
            "new": "; ".join(f"{n}: {_words(getattr(entry, n))}" for n in sorted(changed)),
            "reason": reason.strip(),
        },
    )  # fmt: skip
    return indicator


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "–" if value in ("", None) else str(value)[:300]


def _checked(entry: Described, own: str = "") -> Described:
    """The entry cleaned; refused where it could not be used."""
    texts: dict[str, Any] = {f.name: v.strip() for f in fields(entry) if isinstance(v := getattr(entry, f.name), str)}
    entry = replace(entry, **texts)
    for value, words in (
        (entry.name_vi, "tên chỉ số"), (entry.definition_vi, "định nghĩa: đo cái gì, trên phạm vi nào"),
        (entry.unit, "đơn vị tính"), (entry.owner, "cơ quan theo dõi"),
        (entry.legal_source, "căn cứ: văn bản quy định chỉ số, hoặc văn bản giao theo dõi"),
    ):  # fmt: skip
        if not value:
            raise Refused(f"Ghi {words}.")
    _check_choices(entry)
    _check_rule(entry, own)
    try:
        from lotrinh.rollup.units import parse_unit

        parse_unit(entry.unit)
    except LotrinhError as error:
        raise Refused(str(error)) from error
    if entry.national_code and entry.code_status == "none":
        return replace(entry, code_status="to_be_confirmed")
    if not entry.national_code and entry.code_status == "confirmed":
        raise Refused("Mã quốc gia còn trống nên chưa thể là «đã đối chiếu». Ghi mã, hoặc chọn tình trạng khác.")
    return entry


def _check_choices(entry: Described) -> None:
    known = (
        (entry.direction, Direction.values), (entry.additive, RULES), (entry.accumulation, ACCUMULATIONS),
        (entry.price_basis, PRICE_BASES), (entry.code_status, CODE_STATES),
    )  # fmt: skip
    if any(value not in choices for value, choices in known):
        raise Refused("Có mục chọn ngoài danh sách. Tải lại trang rồi chọn lại.")
    if not entry.frequency or any(f not in FREQUENCIES for f in entry.frequency):
        raise Refused("Chọn ít nhất một kỳ số liệu: tháng, quý, 6 tháng, 9 tháng hoặc năm.")
    if not 0 <= entry.decimals <= 6:
        raise Refused("Số chữ số phần lẻ từ 0 đến 6.")


def _check_rule(entry: Described, own: str) -> None:
    """What the additive rule adds up must be there."""
    parts = {
        "ratio_of_sums": ("tử số", "mẫu số"), "weighted_mean": ("", "quyền số"),
    }.get(entry.additive, ("", ""))  # fmt: skip
    given = (entry.numerator, entry.denominator)
    if entry.additive == "ratio_of_sums" and bool(given[0]) != bool(given[1]):
        raise Refused("Tỷ số của các tổng cần cả mã của tử số và mã của mẫu số; hoặc để trống cả hai.")
    if entry.additive == "weighted_mean" and not entry.denominator:
        raise Refused("Bình quân có trọng số cần mã của chỉ số làm quyền số (ô «Mẫu số hoặc quyền số»).")
    for code, words in zip(given, parts, strict=True):
        if not code:
            continue
        if not words:
            raise Refused(
                f"Cách tổng hợp đã chọn không dùng đến «{code}». Để trống ô đó, hoặc chọn cách tổng hợp khác."
            )
        if code == own:
            raise Refused(f"Chỉ số không thể là {words} của chính nó.")
        if not Indicator.objects.filter(code=code).exists():
            raise Refused(f"Không có chỉ số mã «{code}» để làm {words}. Đưa chỉ số đó vào danh mục trước.")


def _usable(indicator: Indicator, formula: str) -> str:
    """The formula where it holds together with what is in use, else none: it stays in words."""
    if not formula:
        return ""
    try:
        calculator_for(indicator.code, changed={indicator.code: (formula, "")})
    except LotrinhError:
        return ""
    return formula

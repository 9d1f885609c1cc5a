"""A figure, or the reason there is none.

A `Value` is a `Decimal` or one of four `NoValue` kinds. They differ from zero, from one another and from
themselves with another reason. Arithmetic on them gives a `NoValue` that keeps the reasons of everything
that was lacking, so a total never quietly leaves a part out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import ClassVar

PRECISION = 40
"""Significant digits carried in our own arithmetic; money up to 10^20 đồng keeps 20 decimals."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """There is no figure. `reason`, `reason_en`: why; `causes`: the lacking inputs it came from."""

    reason: str
    reason_en: str = ""
    causes: tuple[NoValue, ...] = ()

    code: ClassVar[str] = "no_value"
    label: ClassVar[str] = "không có giá trị"

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}" if self.reason else self.label

    def _with(self, other: object) -> NoValue:
        return combine([self, other] if isinstance(other, NoValue) else [self])

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _with

    def __neg__(self) -> NoValue:
        return self


@dataclass(frozen=True, slots=True)
class Missing(NoValue):
    """It should be there and is not."""

    code: ClassVar[str] = "missing"
    label: ClassVar[str] = "chưa có số liệu"


@dataclass(frozen=True, slots=True)
class NotApplicable(NoValue):
    """The indicator has no meaning here: no coast, no sea fishing."""

    code: ClassVar[str] = "not_applicable"
    label: ClassVar[str] = "không áp dụng"


@dataclass(frozen=True, slots=True)
class NotYetPublished(NoValue):
    """The release date has not come."""

    code: ClassVar[str] = "not_yet_published"
    label: ClassVar[str] = "chưa đến kỳ công bố"


@dataclass(frozen=True, slots=True)
class CannotCompute(NoValue):
    """The inputs are there and the result is not defined, for example a division by zero."""

    code: ClassVar[str] = "cannot_compute"
    label: ClassVar[str] = "không tính được"


Value = Decimal | NoValue
_STRENGTH: tuple[type[NoValue], ...] = (CannotCompute, Missing, NotYetPublished, NotApplicable)
KINDS: dict[str, type[NoValue]] = {kind.code: kind for kind in _STRENGTH}


def is_known(value: Value) -> bool:
    """True for a figure, zero included."""
    return isinstance(value, Decimal)


def combine(lacking: Iterable[NoValue]) -> NoValue:
    """What a calculation gives when `lacking` inputs were needed: the strongest kind, every reason once.

    Strongest first: cannot compute, missing, not yet published, not applicable.
    """
    causes = list(dict.fromkeys(leaf for item in lacking for leaf in _leaves(item)))
    if len(causes) == 1:
        return causes[0]
    kind = next(k for k in _STRENGTH if any(isinstance(c, k) for c in causes))
    english = "; ".join(c.reason_en for c in causes if c.reason_en)
    # the result says its own label once; only causes of another kind say theirs
    vietnamese = "; ".join(c.reason if isinstance(c, kind) else str(c) for c in causes)
    return kind(vietnamese, english, tuple(causes))


def _leaves(item: NoValue) -> tuple[NoValue, ...]:
    return item.causes or (item,)


def calculate(function: Callable[..., Decimal], *values: Value) -> Value:
    """`function` of known values at `PRECISION`; else what `combine` says. Never raises for arithmetic."""
    lacking = [v for v in values if isinstance(v, NoValue)]
    if lacking:
        return combine(lacking)
    try:
        with localcontext() as context:
            context.prec = PRECISION
            result = function(*values)
    except DivisionByZero:
        return CannotCompute("chia cho 0", "division by zero")
    except (Overflow, InvalidOperation):
        return CannotCompute("phép tính không xác định hoặc vượt giới hạn", "undefined or out of range")
    return result if result.is_finite() else CannotCompute("kết quả vô hạn", "the result is infinite")


def add(*values: Value) -> Value:
    """The sum; lacking when any part is lacking. The sum of nothing is `Missing`, not zero."""
    if not values:
        return Missing("không có số thành phần nào để cộng", "there is nothing to add")
    return calculate(lambda *known: sum(known, Decimal(0)), *values)


def subtract(left: Value, right: Value) -> Value:
    """left − right."""
    return calculate(lambda a, b: a - b, left, right)


def multiply(left: Value, right: Value) -> Value:
    """left × right."""
    return calculate(lambda a, b: a * b, left, right)


def divide(left: Value, right: Value) -> Value:
    """left ÷ right; `CannotCompute` when right is zero (also 0 ÷ 0)."""
    if isinstance(left, Decimal) and isinstance(right, Decimal) and right == 0:
        return CannotCompute("chia cho 0", "division by zero")
    return calculate(lambda a, b: a / b, left, right)


def power(base: Value, exponent: Value) -> Value:
    """base ^ exponent; `CannotCompute` for an even root of a negative number and the like."""
    return calculate(lambda a, b: a**b, base, exponent)

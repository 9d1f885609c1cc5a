"""What unit a formula gives, and whether it fits the unit its indicator declares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lotrinh.errors import InvalidFormula
from lotrinh.rollup.formulas import Call, Name, Negation, Node, Number, Operation
from lotrinh.rollup.units import NUMBER, PERCENT, Unit


def check_units(tree: Node, units: Mapping[str, Unit], declared: Unit, code: str = "") -> None:
    """Raise `InvalidFormula` when terms cannot be added or the result is of another kind than `declared`."""
    found = unit_of(tree, units)
    if declared.same_kind(NUMBER) and declared.scale == PERCENT.scale and (at := _times_100(tree)):
        raise InvalidFormula(
            f"Công thức{f' của {code}' if code else ''}: hãy bỏ phép nhân 100 ở vị trí {at}. "
            "Đơn vị % đã bao gồm nó, nếu giữ thì kết quả lớn gấp 100 lần."
        )
    if not found.same_kind(declared):
        raise InvalidFormula(
            f"Công thức{f' của {code}' if code else ''} cho đơn vị «{found.base()}», chỉ tiêu khai đơn vị «{declared}»."
        )


def _times_100(tree: Node) -> int:
    """Where the formula multiplies by 100 at its top, as statistics manuals write percentages; 0 =
    nowhere.
    """
    if isinstance(tree, Operation) and tree.operator == "*":
        if any(isinstance(side, Number) and side.value == 100 for side in (tree.left, tree.right)):
            return tree.position
        return _times_100(tree.left) or _times_100(tree.right)
    return _times_100(tree.left) if isinstance(tree, Operation) and tree.operator == "/" else 0


def unit_of(tree: Node, units: Mapping[str, Unit]) -> Unit:
    """The unit of the result, in base scale (values are evaluated in base units: đồng, not tỷ đồng)."""
    match tree:
        case Number():
            return NUMBER
        case Name(code=code, position=position):
            if code not in units:
                raise InvalidFormula(
                    f"Công thức nhắc đến chỉ tiêu «{code}» (vị trí {position}) không có trong danh mục."
                )
            return units[code].base()
        case Negation(inner=inner):
            return unit_of(inner, units)
        case Operation():
            return _of_operation(tree, units)
        case Call():
            return _of_call(tree, units)


def _of_operation(tree: Operation, units: Mapping[str, Unit]) -> Unit:
    left, right = unit_of(tree.left, units), unit_of(tree.right, units)
    if tree.operator in "+-":
        _same(left, right, tree.position)
        return left
    if tree.operator == "*":
        return left.times(right)
    if tree.operator == "/":
        return left.times(right, -1)
    return _of_power(tree, left, right)


def _of_power(tree: Operation, base: Unit, exponent: Unit) -> Unit:
    if not exponent.same_kind(NUMBER):
        raise InvalidFormula(f"Số mũ ở vị trí {tree.position} phải không có đơn vị, đang là «{exponent}».")
    if base.same_kind(NUMBER):
        return NUMBER
    whole = tree.right.value if isinstance(tree.right, Number) else None
    if whole is None or whole != whole.to_integral_value() or not 1 <= whole <= 9:
        raise InvalidFormula(
            f"Ở vị trí {tree.position}: «{base}» chỉ lũy thừa được với số nguyên từ 1 đến 9 viết thẳng trong công thức."
        )
    result = base
    for _ in range(int(whole) - 1):
        result = result.times(base)
    return result


def _of_call(tree: Call, units: Mapping[str, Unit]) -> Unit:
    found = [unit_of(a, units) for a in tree.arguments]
    if tree.function in ("sum", "mean", "min", "max"):
        for other in found[1:]:
            _same(found[0], other, tree.position)
        return found[0]
    if tree.function == "ratio":
        return found[0].times(found[1], -1)
    if tree.function == "share":
        _same(found[0], found[1], tree.position)
    if tree.function in ("growth", "index", "average_growth"):
        _plain_name(tree)
    return PERCENT.base()


def _plain_name(tree: Call) -> None:
    """growth(x), index(x; 2010) and average_growth(x; 5) look at other periods of one indicator."""
    first = tree.arguments[0]
    if not isinstance(first, Name) or first.period:
        raise InvalidFormula(f"Hàm «{tree.function}» ở vị trí {tree.position} cần tên một chỉ tiêu làm đối số đầu.")
    if len(tree.arguments) == 2:
        second = tree.arguments[1]
        if not isinstance(second, Number) or second.value != second.value.to_integral_value() or second.value < 1:
            raise InvalidFormula(
                f"Đối số thứ hai của «{tree.function}» (vị trí {tree.position}) phải là số nguyên dương."
            )
        if tree.function == "average_growth" and second.value > Decimal(100):
            raise InvalidFormula(f"«average_growth» ở vị trí {tree.position} tính tối đa 100 kỳ.")


def _same(left: Unit, right: Unit, position: int) -> None:
    if not left.same_kind(right):
        raise InvalidFormula(f"Ở vị trí {position}: không cộng, so được «{left}» với «{right}» vì khác loại đại lượng.")

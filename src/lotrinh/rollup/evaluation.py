"""Formulas over figures: an order without cycles, and results explained down to their inputs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from lotrinh.errors import InvalidFormula
from lotrinh.rollup import values
from lotrinh.rollup.formula_units import check_units
from lotrinh.rollup.formulas import Call, Name, Negation, Node, Number, Operation, names, parse_formula, write
from lotrinh.rollup.units import Unit, parse_unit
from lotrinh.rollup.values import CannotCompute, Missing, Value

MAX_STEPS = 10_000
MAX_NESTED = 120


@dataclass(frozen=True, slots=True)
class Input:
    """A reported figure in its own unit, with where it comes from."""

    value: Value
    unit: str
    source: str = ""


class Figures(Protocol):
    """Where inputs come from: one area, any indicator and period."""

    def find(self, code: str, period: str) -> Input | None:
        """The figure, or None when nothing at all is recorded."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node of how a result came about. `value` is in `unit`; `source` only where a figure was
    reported.
    """

    label: str
    value: Value
    unit: str = ""
    source: str = ""
    parts: tuple[Explanation, ...] = ()

    def lines(self, indent: int = 0) -> list[str]:
        """Indented Vietnamese lines, the result first."""
        origin = f" — {self.source}" if self.source else ""
        own = f"{'  ' * indent}{self.label} = {_shown(self.value)} {self.unit}".rstrip() + origin
        return [own, *(line for part in self.parts for line in part.lines(indent + 1))]

    def inputs(self) -> list[Explanation]:
        """The reported figures the result rests on."""
        if not self.parts:
            return [self] if self.source else []
        return [leaf for part in self.parts for leaf in part.inputs()]


def _shown(value: Value) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Formula:
    """An indicator worked out from others."""

    code: str
    text: str
    unit: str


class Calculator:
    """A checked set of formulas.

    `units` gives the unit of every indicator that is reported. Raises `InvalidFormula` for a text that
    cannot be parsed, an unknown indicator, units that do not fit, and a cycle (which is named).
    """

    def __init__(self, formulas: list[Formula], units: Mapping[str, str]) -> None:
        self.units: dict[str, Unit] = {code: parse_unit(text) for code, text in units.items()}
        self.units |= {f.code: parse_unit(f.unit) for f in formulas}
        self.trees: dict[str, Node] = {}
        for formula in formulas:
            try:
                self.trees[formula.code] = parse_formula(formula.text)
            except InvalidFormula as error:
                raise InvalidFormula(f"Chỉ tiêu {formula.code}: {error}") from error
        self.order = _ordered({code: names(tree) for code, tree in self.trees.items()})
        for code, tree in self.trees.items():
            check_units(tree, self.units, self.units[code], code)

    def explain(self, code: str, period: str, figures: Figures, *, reported_first: bool = False) -> Explanation:
        """The value of an indicator in a period, in its own unit, with everything it rests on.

        `reported_first`: below the indicator asked for, a reported figure is taken where there is one, and a formula
        only where there is none.
        """
        return _Run(self, figures, reported_first=reported_first).indicator(code, period)


def _ordered(needs: Mapping[str, list[Name]]) -> list[str]:
    """Formulas with what they need first. A reference to an earlier period of itself is no cycle."""
    order: list[str] = []
    state: dict[str, bool] = {}
    for start in needs:
        stack: list[tuple[str, list[str]]] = [(start, _now(needs, start))]
        trail = [start]
        if start in state:
            continue
        state[start] = False
        while stack:
            code, left = stack[-1]
            if not left:
                stack.pop()
                trail.pop()
                state[code] = True
                order.append(code)
                continue
            following = left.pop(0)
            if state.get(following) is False:
                cycle = [*trail[trail.index(following) :], following]
                raise InvalidFormula(f"Công thức vòng quanh: {' → '.join(cycle)}. Hãy bỏ một mắt của vòng.")
            if following not in state:
                state[following] = False
                trail.append(following)
                stack.append((following, _now(needs, following)))
    return order


def _now(needs: Mapping[str, list[Name]], code: str) -> list[str]:
    return [n.code for n in needs[code] if n.code in needs and n.lag == 0 and not n.period]


def shifted(period: str, lag: int) -> str | None:
    """`2024` − 1 = `2023`; `2024-Q1` − 1 = `2023-Q4`; `2024-01` − 1 = `2023-12`; None for another form."""
    match = re.fullmatch(r"(\d{4})(?:-(Q)?(\d{1,2}))?", period)
    if match is None:
        return None
    year, quarter, part = int(match[1]), match[2], match[3]
    if part is None:
        return f"{year + lag:04d}"
    size = 4 if quarter else 12
    number = year * size + int(part) - 1 + lag
    inner = number % size + 1
    return f"{number // size:04d}-" + (f"Q{inner}" if quarter else f"{inner:02d}")


class _Run:
    """One evaluation. Values inside are in base units (đồng, people, fractions)."""

    def __init__(self, calculator: Calculator, figures: Figures, *, reported_first: bool = False) -> None:
        self._calculator = calculator
        self._figures = figures
        self._reported_first = reported_first
        self._done: dict[tuple[str, str], Explanation] = {}
        self._open: list[tuple[str, str]] = []
        self._steps = 0
        self._depth = 0

    def indicator(self, code: str, period: str) -> Explanation:
        key = (code, period)
        if key not in self._done:
            if key in self._open:
                return Explanation(f"{code} {period}", CannotCompute("công thức tự nhắc đến chính nó"))
            self._open.append(key)
            self._done[key] = self._fresh(code, period)
            self._open.pop()
        return self._done[key]

    def _fresh(self, code: str, period: str) -> Explanation:
        unit = self._calculator.units.get(code)
        if unit is None:
            raise InvalidFormula(f"Không có chỉ tiêu «{code}» trong danh mục.")
        label = f"{code} {period}"
        tree = self._calculator.trees.get(code)
        if tree is not None and self._reported_first and len(self._open) > 1:
            given = self._figures.find(code, period)
            tree = tree if given is None or not values.is_known(given.value) else None
        if tree is not None:
            inner = self._node(tree, period)
            value = values.divide(inner.value, unit.scale)
            return Explanation(label, value, str(unit), parts=(inner,))
        given = self._figures.find(code, period)
        if given is None:
            return Explanation(label, Missing(f"chưa có số liệu {label}", f"no figure for {label}"), str(unit))
        factor = parse_unit(given.unit).factor_to(unit)
        value = given.value if factor == 1 else values.multiply(given.value, factor)
        return Explanation(label, value, str(unit), given.source or "số liệu báo cáo")

    def _node(self, tree: Node, period: str) -> Explanation:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise InvalidFormula(f"Phép tính cần hơn {MAX_STEPS} bước. Hãy chia công thức thành nhiều chỉ tiêu.")
        if self._depth >= MAX_NESTED:
            return Explanation(write(tree), CannotCompute("công thức lùi về quá nhiều kỳ, không có điểm đầu"))
        self._depth += 1
        explanation = self._known_node(tree, period)
        self._depth -= 1
        return explanation

    def _known_node(self, tree: Node, period: str) -> Explanation:
        match tree:
            case Number(value=constant):
                return Explanation(f"{constant:f}", constant)
            case Name():
                return self._name(tree, period)
            case Negation(inner=inner):
                part = self._node(inner, period)
                return Explanation(write(tree), values.multiply(part.value, Decimal(-1)), parts=(part,))
            case Operation(operator=operator, left=left, right=right):
                parts = (self._node(left, period), self._node(right, period))
                value = _OPERATIONS[operator](parts[0].value, parts[1].value)
                return Explanation(write(tree), value, parts=parts)
            case Call():
                return self._call(tree, period)

    def _name(self, tree: Name, period: str) -> Explanation:
        wanted = tree.period or (shifted(period, tree.lag) if tree.lag else period)
        if wanted is None:
            return Explanation(write(tree), CannotCompute(f"không lùi được kỳ «{period}»"))
        inner = self.indicator(tree.code, wanted)
        scale = self._calculator.units[tree.code].scale
        value = inner.value if scale == 1 else values.multiply(inner.value, scale)
        return Explanation(write(tree), value, str(self._calculator.units[tree.code].base()), parts=(inner,))

    def _call(self, tree: Call, period: str) -> Explanation:
        if tree.function in ("growth", "index", "average_growth"):
            return self._over_time(tree, period)
        parts = tuple(self._node(a, period) for a in tree.arguments)
        numbers = [p.value for p in parts]
        if tree.function in ("ratio", "share"):
            value = values.divide(*numbers)
        elif tree.function == "mean":
            value = values.divide(values.add(*numbers), Decimal(len(numbers)))
        elif tree.function == "sum":
            value = values.add(*numbers)
        else:
            value = values.calculate(_lowest if tree.function == "min" else _highest, *numbers)
        return Explanation(write(tree), value, parts=parts)

    def _over_time(self, tree: Call, period: str) -> Explanation:
        name = tree.arguments[0]
        assert isinstance(name, Name)
        second = tree.arguments[1] if len(tree.arguments) == 2 else None
        count = int(second.value) if isinstance(second, Number) else 1
        if tree.function == "index":
            base = Name(name.code, name.position, period=str(count))
        else:
            base = Name(name.code, name.position, lag=name.lag - count)
        now, then = self._name(name, period), self._name(base, period)
        value = values.divide(now.value, then.value)
        if tree.function == "average_growth":
            value = values.power(value, Decimal(1) / count)
        if tree.function != "index":
            value = values.subtract(value, Decimal(1))
        return Explanation(write(tree), value, parts=(now, then))


def _lowest(*numbers: Decimal) -> Decimal:
    return min(numbers)


def _highest(*numbers: Decimal) -> Decimal:
    return max(numbers)


_OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": values.add,
    "-": values.subtract,
    "*": values.multiply,
    "/": values.divide,
    "^": values.power,
}

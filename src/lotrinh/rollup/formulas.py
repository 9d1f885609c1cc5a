"""Formulas: a text parsed to a tree, never evaluated as code.

    formula = add { }            add  = mul { (+ | - | −) mul }         mul  = sign { (* | × | / | ÷) sign }
    sign    = [-] power          power = atom [^ sign]                  atom = number | name [ "[" lag "]" ]
    | call | ( … )

`grdp[-1]` is the period before; `[2010]` a named period. Numbers take a decimal point or comma; arguments are
separated by `;` (a comma works where it cannot be a decimal comma). Functions: sum mean min max ratio share
growth index average_growth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from lotrinh.errors import InvalidFormula

MAX_LENGTH = 2000
MAX_DEPTH = 40
MAX_NODES = 500


@dataclass(frozen=True, slots=True)
class Number:
    """A constant; `percent` when written with %."""

    value: Decimal
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator in the current period, `lag` periods from it (negative = earlier), or in the period
    `period`.
    """

    code: str
    position: int
    lag: int = 0
    period: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """left operator right; the operator is one of + - * / ^."""

    operator: str
    left: Node
    right: Node
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """-inner."""

    inner: Node
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `FUNCTIONS` with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    position: int


Node = Number | Name | Operation | Negation | Call
FUNCTIONS: dict[str, tuple[int, int]] = {
    "sum": (1, 50), "mean": (1, 50), "min": (1, 50), "max": (1, 50), "ratio": (2, 2), "share": (2, 2),
    "growth": (1, 1), "index": (2, 2), "average_growth": (2, 2),
}  # fmt: skip
"""Name → least and most arguments."""

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)|(?P<name>[^\W\d]\w*(?:\.\w+)*)|(?P<symbol>[-+*/^()\[\];,×÷−]))")
_SAME = {"×": "*", "÷": "/", "−": "-"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def parse_formula(text: str) -> Node:
    """The tree of a formula. Raises `InvalidFormula` with the position (from 1) of what is wrong."""
    if len(text) > MAX_LENGTH:
        raise InvalidFormula(f"Công thức dài {len(text)} ký tự, tối đa {MAX_LENGTH}.")
    parser = _Parser(_tokens(text))
    tree = parser.add(0)
    parser.expect_end()
    return tree


def names(tree: Node) -> list[Name]:
    """Every reference to an indicator, in reading order."""
    match tree:
        case Name():
            return [tree]
        case Operation(left=left, right=right):
            return names(left) + names(right)
        case Negation(inner=inner):
            return names(inner)
        case Call(arguments=arguments):
            return [n for a in arguments for n in names(a)]
    return []


def parts_of_wholes(tree: Node, code: str) -> list[tuple[str, str]]:
    """What a formula of the indicator `code` says of parts and wholes, as (part, whole).

    `a + b + c` makes each a part of `code`; `share(a; b)` makes a a part of b. Other forms say nothing.
    """
    match tree:
        case Call(function="share", arguments=(Name(code=part, lag=0, period=""), Name(code=whole, lag=0, period=""))):
            return [(part, whole)]
        case Call(function="sum", arguments=arguments) if all(isinstance(a, Name) for a in arguments):
            return [(n.code, code) for n in names(tree) if not n.lag and not n.period]
        case Operation(operator="+"):
            added = _added(tree)
            return (
                [(n.code, code) for n in added if isinstance(n, Name) and not n.lag and not n.period] if added else []
            )
    return []


def _added(tree: Node) -> list[Name]:
    """The terms of a plain sum of indicators; nothing where another sign or a number stands in it."""
    if isinstance(tree, Operation) and tree.operator == "+":
        left, right = _added(tree.left), _added(tree.right)
        return [*left, *right] if left and right else []
    return [tree] if isinstance(tree, Name) else []


def write(tree: Node) -> str:
    """The formula as text, fully bracketed."""
    match tree:
        case Number(value=value):
            return f"{value:f}"
        case Name(code=code, lag=lag, period=period):
            return f"{code}[{period or lag}]" if period or lag else code
        case Operation(operator=operator, left=left, right=right):
            return f"({write(left)} {operator} {write(right)})"
        case Negation(inner=inner):
            return f"(-{write(inner)})"
        case Call(function=function, arguments=arguments):
            return f"{function}({'; '.join(map(write, arguments))})"


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text) and text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            shown = text[at:].lstrip()
            raise InvalidFormula(
                f"Ký tự «{shown[0]}» ở vị trí {len(text) - len(shown) + 1} không dùng được trong công thức."
            )
        kind = match.lastgroup
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nodes = 0

    def expect_end(self) -> None:
        token = self._peek()
        if token:
            raise InvalidFormula(f"Thừa «{token.text}» ở vị trí {token.position} của công thức.")

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, symbols: str) -> _Token | None:
        token = self._peek()
        if token and token.kind == "symbol" and _SAME.get(token.text, token.text) in symbols:
            self._at += 1
            return token
        return None

    def _need(self, symbol: str) -> None:
        if self._take(symbol) is None:
            token = self._peek()
            where = f"trước «{token.text}» ở vị trí {token.position}" if token else "ở cuối"
            raise InvalidFormula(f"Công thức thiếu dấu «{symbol}» {where}.")

    def _count(self, depth: int) -> None:
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise InvalidFormula(f"Công thức lồng nhau quá {MAX_DEPTH} lớp.")
        if self._nodes > MAX_NODES:
            raise InvalidFormula(f"Công thức có hơn {MAX_NODES} thành phần.")

    def add(self, depth: int) -> Node:
        left = self._mul(depth + 1)
        while token := self._take("+-"):
            left = Operation(_SAME.get(token.text, token.text), left, self._mul(depth + 1), token.position)
        return left

    def _mul(self, depth: int) -> Node:
        left = self._sign(depth)
        while token := self._take("*/"):
            left = Operation(_SAME.get(token.text, token.text), left, self._sign(depth), token.position)
        return left

    def _sign(self, depth: int) -> Node:
        self._count(depth)
        if token := self._take("-"):
            return Negation(self._sign(depth + 1), token.position)
        base = self._atom(depth)
        if token := self._take("^"):
            return Operation("^", base, self._sign(depth + 1), token.position)
        return base

    def _atom(self, depth: int) -> Node:
        token = self._peek()
        if token is None:
            raise InvalidFormula("Công thức trống hoặc dừng giữa chừng: thiếu số, tên chỉ tiêu hoặc dấu ngoặc ở cuối.")
        if self._take("("):
            inner = self.add(depth + 1)
            self._need(")")
            return inner
        if token.kind == "symbol":
            raise InvalidFormula(
                f"«{token.text}» ở vị trí {token.position} đứng sai chỗ: cần một số hoặc một chỉ tiêu."
            )
        self._at += 1
        if token.kind == "number":
            return Number(Decimal(token.text.replace(",", ".")), token.position)
        if self._take("("):
            return self._call(token, depth)
        return self._name(token)

    def _name(self, token: _Token) -> Name:
        if not self._take("["):
            return Name(token.text, token.position)
        minus = self._take("-")
        number = self._peek()
        if number is None or number.kind != "number" or not number.text.isdigit():
            raise InvalidFormula(f"Sau «{token.text}[» ở vị trí {token.position} cần một kỳ, ví dụ [-1] hoặc [2010].")
        self._at += 1
        self._need("]")
        if minus:
            return Name(token.text, token.position, lag=-int(number.text))
        return Name(token.text, token.position, period=number.text)

    def _call(self, token: _Token, depth: int) -> Call:
        function = token.text.lower()
        if function not in FUNCTIONS:
            raise InvalidFormula(
                f"Không có hàm «{token.text}» (vị trí {token.position}). Các hàm: {', '.join(sorted(FUNCTIONS))}."
            )
        arguments: list[Node] = []
        if not self._take(")"):
            arguments.append(self.add(depth + 1))
            while self._take(";,"):
                arguments.append(self.add(depth + 1))
            self._need(")")
        least, most = FUNCTIONS[function]
        if not least <= len(arguments) <= most:
            wanted = str(least) if least == most else f"{least} đến {most}"
            raise InvalidFormula(
                f"Hàm «{function}» ở vị trí {token.position} cần {wanted} đối số, đang có {len(arguments)}."
            )
        return Call(function, tuple(arguments), token.position)

"""Numbers as people write them, read strictly; and written the Vietnamese way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from lotrinh.errors import InvalidData

Mark = Literal[".", ","]
_PLAIN = re.compile(r"[+-]?\d+(?:[eE][+-]?\d{1,3})?$", re.ASCII)
_GROUPED = {
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$", re.ASCII),
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$", re.ASCII),
}
_SIMPLE = {
    ".": re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d{1,3})?$", re.ASCII),
    ",": re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d{1,3})?$", re.ASCII),
}
MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as written and where: `place` is what a person is told, for example `dòng 12, cột value`."""

    text: str
    place: str


def _possible(text: str) -> set[Mark]:
    """Which decimal marks could explain `text`; both for an integer, none for something that is no number."""
    if _PLAIN.match(text):
        return {".", ","}
    marks: set[Mark] = set()
    choices: tuple[Mark, Mark] = (".", ",")
    for mark in choices:
        if _GROUPED[mark].match(text) or _SIMPLE[mark].match(text):
            marks.add(mark)
    return marks


def clean(text: str) -> str:
    """Without spaces around and between thousands; the minus signs of typesetting made plain."""
    return re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text.strip()).replace("\u2212", "-")


def decimal_mark(cells: Iterable[Cell], stated: Mark | None = None) -> Mark:
    """The one decimal mark of a column.

    Raises `InvalidData` naming the cell: a text in a number column, two marks in one column, or only cells
    such as `1.234` that both readings fit (then the mark must be stated).
    """
    proof: dict[Mark, Cell] = {}
    doubtful: Cell | None = None
    for cell in cells:
        text = clean(cell.text)
        marks = _possible(text) if len(text) <= MAX_LENGTH else set()
        if not marks or (stated and stated not in marks):
            raise InvalidData(_not_a_number(cell, stated))
        if len(marks) == 1:
            proof.setdefault(next(iter(marks)), cell)
        elif not _PLAIN.match(text):
            doubtful = doubtful or cell
    if stated:
        return stated
    if len(proof) == 2:
        raise InvalidData(
            f"Trộn lẫn dấu thập phân: «{proof[','].text}» ở {proof[','].place} dùng dấu phẩy, "
            f"«{proof['.'].text}» ở {proof['.'].place} dùng dấu chấm. Hãy dùng một dấu trong cả cột."
        )
    if doubtful and not proof:
        raise InvalidData(
            f"Không rõ «{doubtful.text}» ở {doubtful.place} là hàng nghìn hay phần thập phân. "
            "Hãy viết không có dấu phân cách hàng nghìn."
        )
    return next(iter(proof), ".")


def _not_a_number(cell: Cell, stated: Mark | None) -> str:
    hint = f" với dấu thập phân «{stated}»" if stated else ""
    shown = cell.text[:MAX_LENGTH]
    return f"«{shown}» ở {cell.place} không phải là số{hint}. Hãy sửa ô này rồi nạp lại cả tệp."


def to_decimal(text: str, mark: Mark) -> Decimal:
    """The number in a text already checked by `decimal_mark`."""
    plain = clean(text)
    other = "," if mark == "." else "."
    return Decimal(plain.replace(other, "").replace(mark, "."))


def parse_number(text: str, place: str, mark: Mark | None = None) -> Decimal:
    """One number on its own, for example from the command line. A comma or a point, never an unclear one."""
    return to_decimal(text, decimal_mark([Cell(text, place)], mark))


def vi(value: Decimal, places: int = 2) -> str:
    """`1.234,5`: rounded half up to at most `places` decimals, trailing zeros dropped."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, part = f"{rounded:,f}".partition(".")
    part = part.rstrip("0")
    text = whole.replace(",", ".") + (f",{part}" if part else "")
    return "0" if text == "-0" else text


def en(value: Decimal, places: int = 2) -> str:
    """`1,234.5`."""
    return vi(value, places).translate(str.maketrans(",.", ".,"))

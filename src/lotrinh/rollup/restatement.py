"""A series on any date's boundaries.

Additive figures only (a count, a sum of money). Restate the numerator and the denominator of a rate, then
divide.

Figures are carried from one day of change to the next as **blocks**: a set of areas and their joint total. A
block of one area is a figure for that area. Forward, whole units add up; a unit divided by a stated share is
shared out. What cannot be told apart (a unit divided by no stated share; backward, a unit formed from
several) stays one block: the areas in it are `Missing` with the reason, their joint total is exact, and a
later change can make it one area again. Nothing is lost: the blocks always add up to what was reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lotrinh.errors import InvalidData
from lotrinh.rollup.numbers import vi
from lotrinh.rollup.territory import Link, Territory
from lotrinh.rollup.values import Missing, NoValue, Value, add, multiply


@dataclass(frozen=True, slots=True)
class Part:
    """What one reported figure gave to a block."""

    area: str
    boundary: date
    reported: Value
    share: Decimal
    area_code: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A set of areas with their joint total. `parts` are the reported figures in it."""

    areas: frozenset[str]
    value: Value
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Restatement:
    """Figures on the boundaries of `on`.

    `values` has one entry for every area of that date: the figure, or `Missing` with the reason. `blocks`
    holds the joint totals as well; `explain(code)` says how a figure came about.
    """

    on: date
    values: Mapping[str, Value]
    blocks: tuple[Block, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def total(self, areas: Iterable[str]) -> Value:
        """The total of a set of areas: exact where it is made of whole blocks, joint ones included."""
        wanted = frozenset(areas)
        covered = [b for b in self.blocks if b.areas <= wanted]
        absent = wanted - frozenset().union(*(b.areas for b in covered))
        lacking = [self.values.get(a, Missing(f"không có địa bàn {a}")) for a in sorted(absent)]
        return add(*(b.value for b in covered), *lacking)

    def explain(self, code: str) -> list[str]:
        """Vietnamese lines: each reported figure and its share, or why there is none."""
        block = next((b for b in self.blocks if code in b.areas), None)
        value = self.values.get(code, Missing("không có địa bàn này"))
        lines = [_part_line(part) for part in (block.parts if block else ())]
        return [*lines, f"{self.names.get(code, code)}: {value}"]


def _part_line(part: Part) -> str:
    share = "toàn bộ" if part.share == 1 else f"tỷ lệ {part.share}"
    return f"{part.area} (địa giới ngày {part.boundary:%d/%m/%Y}): {part.reported}, {share}"


def restate(
    figures: Mapping[str, Value],
    territory: Territory,
    *,
    reported_on: date,
    on: date,
) -> Restatement:
    """`figures` (area code → value, boundaries of the day `reported_on`) on the boundaries of the day `on`.

    An area of `reported_on` that has no figure counts as `Missing`. Raises `InvalidData` for a code that did
    not exist on that day.
    """
    names = {a.code: a.name for a in territory.areas(reported_on)}
    for code in figures:
        if code not in names:
            raise InvalidData(
                f"Mã địa bàn {code} không tồn tại vào ngày {reported_on:%d/%m/%Y}. "
                "Hãy kiểm tra mã hoặc ngày của địa giới."
            )
    blocks = [_reported(code, name, figures, reported_on) for code, name in names.items()]
    for links in _steps(territory, reported_on, on):
        blocks = _step(blocks, links)
    after = {a.code: a.name for a in territory.areas(on)}
    return Restatement(on, _values(blocks, after), tuple(blocks), after)


def _reported(code: str, name: str, figures: Mapping[str, Value], day: date) -> Block:
    value = figures.get(code)
    if value is None:
        value = Missing(f"{name} chưa báo cáo", f"{name} has not reported")
    return Block(frozenset([code]), value, (Part(name, day, value, Decimal(1), code),))


def _steps(territory: Territory, start: date, end: date) -> Iterable[dict[str, list[Link]]]:
    if start <= end:
        return [territory.forward(d) for d in territory.dates(start, end)]
    return [territory.backward(d) for d in reversed(territory.dates(end, start))]


def _step(blocks: list[Block], links: Mapping[str, list[Link]]) -> list[Block]:
    """Carry blocks over one day of change."""
    pieces: list[Block] = []
    for block in blocks:
        arrows = {area: links.get(area) or [Link(area, Decimal(1))] for area in block.areas}
        if len(block.areas) == 1 and all(a.share is not None for a in next(iter(arrows.values()))):
            pieces.extend(_shared_out(block, next(iter(arrows.values()))))
        else:
            targets = frozenset(link.target for entry in arrows.values() for link in entry)
            pieces.append(Block(targets, block.value, block.parts))
    return _joined(pieces)


def _shared_out(block: Block, arrows: list[Link]) -> list[Block]:
    out = []
    for link in arrows:
        share = link.share if link.share is not None else Decimal(1)
        value = block.value if share == 1 else multiply(block.value, share)
        parts = tuple(Part(p.area, p.boundary, p.reported, p.share * share, p.area_code) for p in block.parts)
        out.append(Block(frozenset([link.target]), value, parts))
    return out


def _joined(pieces: list[Block]) -> list[Block]:
    """Pieces that touch a common area become one block, with the sum of their values."""
    leader: dict[str, str] = {}

    def find(area: str) -> str:
        root = area
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[area] != root:
            leader[area], area = root, leader[area]
        return root

    for piece in pieces:
        first, *others = sorted(piece.areas)
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[str, list[Block]] = defaultdict(list)
    for piece in pieces:
        groups[find(min(piece.areas))].append(piece)
    return [_merge(group) for group in groups.values()]


def _merge(group: list[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    areas = frozenset().union(*(b.areas for b in group))
    return Block(areas, add(*(b.value for b in group)), tuple(p for b in group for p in b.parts))


def _values(blocks: list[Block], names: Mapping[str, str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for block in blocks:
        for code in block.areas:
            values[code] = block.value if len(block.areas) == 1 else _joint(block, names)
    for code, name in names.items():
        values.setdefault(code, Missing(f"không có số liệu nào về {name}", f"nothing reported for {name}"))
    return {code: values[code] for code in names}


def _joint(block: Block, names: Mapping[str, str]) -> Missing:
    listed = ", ".join(sorted(names.get(a, a) for a in block.areas))
    known = "" if isinstance(block.value, NoValue) else f"; tổng chung là {vi(block.value)}"
    return Missing(
        f"chỉ biết số chung của {listed}{known}, chưa nêu tỷ lệ để tách",
        f"known only jointly for {listed}; no stated share divides it",
    )

"""How indicators are measured: the version in force, the formulas checked together, what depends on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotrinh.errors import LotrinhError
from lotrinh_web.indicators.methods.models import MethodVersion
from lotrinh_web.indicators.models import Indicator

if TYPE_CHECKING:
    from lotrinh.rollup.evaluation import Calculator

Formulas = Mapping[str, tuple[str, str]]
"""Indicator code → (formula, its unit in full or "" for the indicator's own)."""


def versions_of(indicator: Indicator) -> list[MethodVersion]:
    """Every way it was measured, the one in force first; where nothing was ever changed, the present one alone."""
    rows = list(MethodVersion.objects.filter(indicator=indicator).select_related("recorded_by"))
    if not rows:
        return [first_of(indicator)]
    return sorted(rows, key=lambda m: (str(m.valid_from or ""), m.recorded_at), reverse=True)


def latest_of(indicator: Indicator) -> MethodVersion:
    """The version in force; not yet a record (no key) where nothing was ever changed."""
    return versions_of(indicator)[0]


def first_of(indicator: Indicator) -> MethodVersion:
    """The present way as a first version, not yet kept."""
    return MethodVersion(
        indicator=indicator, valid_from=None, definition_vi=indicator.definition_vi, unit=indicator.unit,
        definition_en=indicator.definition_en, formula=indicator.formula, formula_words=indicator.formula_words,
        formula_unit=indicator.formula_unit,
    )  # fmt: skip


def calculator_for(code: str, *, changed: Formulas | None = None) -> Calculator:
    """The formulas an indicator rests on, checked together: parsed, units fitting, no circle.

    `changed` tries formulas that are not kept yet. Raises `InvalidFormula` or `InvalidData` with a sentence for the
    person.
    """
    from lotrinh.rollup.evaluation import Calculator, Formula

    held = {one.code: one for one in Indicator.objects.all()}
    formulas = {one.code: (one.formula, one.formula_unit) for one in held.values() if one.formula}
    formulas |= changed or {}
    reached = _reached(code, formulas)
    units = {name: formulas.get(name, ("", ""))[1] or held[name].formula_unit or held[name].unit
             for name in reached if name in held}  # fmt: skip
    used = [Formula(name, formulas[name][0], units[name]) for name in sorted(reached) if formulas.get(name, ("",))[0]]
    return Calculator(used, {name: unit for name, unit in units.items() if not formulas.get(name, ("",))[0]})


def _reached(code: str, formulas: Formulas) -> set[str]:
    """The indicator and everything its formula names, down to what is only reported."""
    from lotrinh.rollup.formulas import names, parse_formula

    found, open_ones = {code}, [code]
    while open_ones:
        name = open_ones.pop()
        text = formulas.get(name, ("", ""))[0]
        for reference in names(parse_formula(text)) if text else ():
            if reference.code not in found:
                found.add(reference.code)
                open_ones.append(reference.code)
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator in the graph of what rests on what."""

    indicator: Indicator
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Levels from what is only reported (first) to the indicator asked for (last), and who uses it."""

    levels: tuple[tuple[Node, ...], ...]
    used_by: tuple[Indicator, ...]
    error: str = ""


def graph_of(indicator: Indicator) -> Graph:
    """What an indicator rests on; with the sentence of what is wrong where its formulas do not hold together."""
    from lotrinh.rollup.formulas import names, parse_formula

    held = {one.code: one for one in Indicator.objects.all()}
    needs: dict[str, tuple[str, ...]] = {}
    for one in held.values():
        try:
            found = [n.code for n in names(parse_formula(one.formula))] if one.formula else []
        except LotrinhError:
            found = []
        needs[one.code] = tuple(dict.fromkeys(n for n in found if n != one.code))
    users = tuple(held[code] for code, wanted in needs.items() if indicator.code in wanted)
    if not indicator.formula:
        return Graph((), users)
    try:
        calculator_for(indicator.code)
    except LotrinhError as error:
        return Graph((), users, str(error))
    depth = _depths(indicator.code, needs)
    levels = tuple(
        tuple(Node(held[c], needs[c]) for c in sorted(depth) if depth[c] == level and c in held)
        for level in range(max(depth.values()) + 1)
    )
    return Graph(levels, users)


def _depths(code: str, needs: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """0 for what is only reported, else one more than the deepest it needs. The formulas run in no circle."""
    found: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in found:
            found[name] = 0
            found[name] = 1 + max((depth(n) for n in needs[name]), default=-1) if needs.get(name) else 0
        return found[name]

    depth(code)
    return found

"""Labels that Word keeps in its list definitions: which level a paragraph is on, and what number it shows
there.

Follows ECMA-376 Part 1, 17.9: abstract definitions, their instances, level and start overrides, restarts,
styles that link to a level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lotrinh.reading.formats.xml import attr, child, children, local, val

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# What Symbol, Wingdings and Courier show for the letters list definitions hold.
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf071": "❑",
    "\uf06c": "●", "\uf06e": "■", "\uf02d": "-", "\uf02b": "+", "\uf02a": "*", "\uf0e0": "→",
    "\uf0be": "-", "·": "•", "§": "▪", "Ø": "➢", "ü": "✓", "o": "◦", "v": "❖", "q": "❑", "–": "-",
    "\u2010": "-", "\u2011": "-", "\u00ad": "-", "—": "-", "−": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, number format, text with places (%1), and when it restarts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    suffix: str = "tab"
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """The list definitions of one document and how far each list has counted."""

    def __init__(self, root: _Element | None, style_lists: Mapping[str, tuple[str, int]] | None = None) -> None:
        self._instances: dict[str, _Instance] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._style_levels: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._load(root, style_lists or {})

    def _load(self, root: _Element, style_lists: Mapping[str, tuple[str, int]]) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for item in children(root, "abstractNum"):
            number = attr(item, "abstractNumId") or ""
            abstracts[number] = {i: lvl for i, lvl in map(_level, children(item, "lvl")) if 0 <= i < _LEVELS}
            link = val(child(item, "numStyleLink"))
            if link:
                links[number] = link
        nums = {attr(n, "numId") or "": val(child(n, "abstractNumId")) or "" for n in children(root, "num")}
        for number, style in links.items():
            target = nums.get(style_lists.get(style, ("", 0))[0], "")
            if target in abstracts and not abstracts[number]:
                abstracts[number] = abstracts[target]
        for item in children(root, "num"):
            self._add_instance(item, abstracts)

    def _add_instance(self, item: _Element, abstracts: Mapping[str, dict[int, Level]]) -> None:
        number, abstract = attr(item, "numId") or "", val(child(item, "abstractNumId")) or ""
        instance = _Instance(abstract, dict(abstracts.get(abstract, {})))
        for override in children(item, "lvlOverride"):
            index = _int(attr(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                instance.levels[index] = _level(own)[1]
            start = val(child(override, "startOverride"))
            if start is not None:
                instance.starts[index] = _int(start, 1)
        self._instances[number] = instance
        for index, level in instance.levels.items():
            if level.style:
                self._style_levels.setdefault(level.style, (number, index))

    def level_of_style(self, style: str) -> tuple[str, int] | None:
        """The list and level a paragraph style is linked to by the list definition, if any."""
        return self._style_levels.get(style)

    def label(self, number: str, index: int) -> str | None:
        """Counts one paragraph on and gives its label, or None where the list is unknown, empty or switched
        off."""
        instance = self._instances.get(number)
        if instance is None or number == "0" or not 0 <= index < _LEVELS:
            return None
        counts = self._counts.setdefault(instance.abstract, [None] * _LEVELS)
        if not instance.used:
            instance.used = True
            for at in instance.starts:
                if 0 <= at < _LEVELS:
                    counts[at] = None
        self._count(instance, counts, index)
        level = instance.levels.get(index)
        if level is None:
            return None
        return self._shown(instance, counts, level)

    @staticmethod
    def _count(instance: _Instance, counts: list[int | None], index: int) -> None:
        for at in range(index + 1):
            level = instance.levels.get(at, Level())
            start = instance.starts.get(at, level.start)
            now = counts[at]
            if now is None:
                counts[at] = start
            elif at == index:
                counts[at] = now + 1
        for deeper in range(index + 1, _LEVELS):
            restart = instance.levels.get(deeper, Level()).restart
            if restart == 0 or (restart is not None and index + 1 > restart):
                continue
            counts[deeper] = None

    @staticmethod
    def _shown(instance: _Instance, counts: list[int | None], level: Level) -> str | None:
        if level.format == "bullet":
            text = level.text.strip()
            return _BULLETS.get(text, text) or None
        if level.format == "none" and not level.text:
            return None

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = instance.levels.get(at, Level())
            return written(
                counts[at] if counts[at] is not None else other.start,
                "decimal" if level.legal else other.format,
            )

        return _PLACE.sub(place, level.text).strip() or None


def _level(item: _Element) -> tuple[int, Level]:
    level = Level(
        start=_int(val(child(item, "start")), 0 if child(item, "start") is not None else 1),
        format=val(child(item, "numFmt")) or "decimal",
        text=val(child(item, "lvlText")) or "",
        restart=_int(val(child(item, "lvlRestart")), 0) if child(item, "lvlRestart") is not None else None,
        suffix=val(child(item, "suff")) or "tab",
        legal=child(item, "isLgl") is not None,
        style=val(child(item, "pStyle")),
    )
    if level.format == "bullet":
        level = replace(level, text=_bullet_text(item, level.text))
    return _int(attr(item, "ilvl"), 0), level


def _bullet_text(item: _Element, text: str) -> str:
    """A bullet's letter, unless its font shows it as it is: "o" is a ring only in Courier."""
    fonts = [
        (attr(node, "ascii") or attr(node, "hAnsi") or "").lower()
        for node in item.iter()
        if isinstance(node.tag, str) and local(node) == "rFonts"
    ]
    font = fonts[0] if fonts else ""
    if text in ("o", "v", "q", "Ø", "ü", "§", "·") and not any(f in font for f in ("wingdings", "symbol", "courier")):
        return text if text not in ("o", "·") else {"o": "◦", "·": "•"}[text]
    return text


def _int(text: str | None, default: int) -> int:
    try:
        return max(-(10**6), min(10**6, int(text))) if text is not None else default
    except ValueError:
        return default


def written(number: int | None, form: str) -> str:
    """`number` in one of Word's number formats; formats we do not know are shown as plain figures."""
    if number is None:
        return ""
    return _FORMATS.get(form, str)(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    parts = []
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        while number >= value:
            parts.append(letters)
            number -= value
    return "".join(parts)


def _letters(number: int) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    if number < 1 or number > 780:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "none": lambda n: "",
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalFullWidth": str,
}

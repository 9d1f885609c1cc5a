"""Which kind of body a name stands for (`bodies` tells where a name begins and ends).

The kinds are data (`data/actors.json`). A name that fits two kinds, or none, is given back with its doubt.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lotrinh.reading.model import Actor
from lotrinh.text.fold import fold, fold_letters

_DATA = Path(__file__).parent / "data" / "actors.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its name, its folded key, its abbreviations (folded), its family."""

    name: str
    key: str
    short: tuple[str, ...]
    family: str


@cache
def kinds() -> tuple[Kind, ...]:
    """The known kinds, longest name first."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))["kinds"]
    found = [Kind(r["name"], fold(r["name"]), tuple(fold(s) for s in r["short"]), r["kind"]) for r in rows]
    return tuple(sorted(found, key=lambda k: -len(k.key)))


@cache
def _by_start() -> dict[str, list[tuple[str, Kind]]]:
    """Names and abbreviations by their first word."""
    index: dict[str, list[tuple[str, Kind]]] = {}
    for kind in kinds():
        for form in (kind.key, *kind.short):
            index.setdefault(form.split(" ", 1)[0], []).append((form, kind))
    return index


def resolve(name: str) -> Actor:
    """What a name as printed stands for, with the doubt where there is one."""
    folded = fold(name)
    if re.match(r"(?:các|những|mọi|toàn thể) ", folded):
        return Actor(name, None, "group", 0.7, "Tên chung cho nhiều cơ quan; cần chỉ rõ cơ quan nào.")
    stem = re.sub(r"^(?:lãnh đạo|giám đốc|thủ trưởng|trưởng|chánh) ", "", folded)
    begin = stem.split(" ", 1)[0]
    hits = [(form, k) for form, k in _by_start().get(begin, []) if stem.startswith(form) and _ends(stem, len(form))]
    if not hits:
        return Actor(name, None, None, 0.5, "Không có trong danh mục loại cơ quan.")
    longest = max(len(form) for form, _ in hits)
    best = sorted({k.name: (form, k) for form, k in hits if len(form) == longest}.values(), key=lambda h: h[1].name)
    form, kind = best[0]
    rest = name[len(name) - len(stem) + len(form) :] if len(fold_letters(name)) == len(name) else ""
    resolved = f"{kind.name}{rest}".strip()
    if len(best) > 1:
        names = " hoặc ".join(k.name for _, k in best)
        return Actor(name, resolved, kind.family, 0.5, f"Tên viết tắt có thể là {names}.")
    return Actor(name, resolved, kind.family, 1.0 if form == kind.key else 0.9, None)


def _ends(text: str, at: int) -> bool:
    """Whether a word ends at the place."""
    return not text[at : at + 1].isalnum()

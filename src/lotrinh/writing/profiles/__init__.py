"""Format profiles as data: which rules an official document follows, by issuer and date.

Each rule carries its source and a mark: V verified, S secondary, B background, T tested.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from lotrinh.errors import InvalidData

IssuerKind = Literal["party", "state"]
IDS = ("HD36-2018", "HD05-2026", "ND30-2020")


@dataclass(frozen=True, slots=True)
class Style:
    """How one element is set: size in points (from, to), bold, italic, upper case."""

    size: tuple[float, float]
    bold: bool
    italic: bool
    upper: bool


@dataclass(frozen=True)
class Profile:
    """One format profile. `rules` holds every rule as {value, source, mark}."""

    id: str
    name: str
    issuer: IssuerKind
    effective_from: date
    effective_to: date | None
    rules: dict[str, dict[str, Any]]

    def value(self, rule: str) -> Any:
        """What a rule says."""
        return self.rules[rule]["value"]

    def style(self, rule: str) -> Style:
        """The look of an element."""
        value = self.value(rule)
        low, high = value["size"]
        return Style((low, high), value["bold"], value["italic"], value["upper"])

    def source(self, rule: str) -> str:
        """Source and mark of a rule, e.g. `Hướng dẫn 05-HD/VPTW [S]`."""
        entry = self.rules[rule]
        return f"{entry['source']} [{entry['mark']}]"

    def valid_on(self, day: date) -> bool:
        """Whether the profile was in force on `day`."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@lru_cache(maxsize=8)
def load_profile(profile_id: str) -> Profile:
    """The profile with this id. InvalidData names the ids there are."""
    if profile_id not in IDS:
        raise InvalidData(f"Không có bộ thể thức «{profile_id[:40]}». Chọn một trong: {', '.join(IDS)}.")
    data = json.loads(resources.files(__name__).joinpath(f"{profile_id}.json").read_text("utf-8"))
    ends = data["effective_to"]
    return Profile(
        id=data["id"],
        name=data["name"],
        issuer=data["issuer"],
        effective_from=date.fromisoformat(data["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        rules={key: entry for key, entry in data.items() if isinstance(entry, dict)},
    )


def choose_profile(issuer_kind: IssuerKind, day: date) -> Profile:
    """The profile in force for this issuer on this day; before the first one known, the first one known."""
    known = [p for p in map(load_profile, IDS) if p.issuer == issuer_kind]
    if not known:
        raise InvalidData(f"Không có bộ thể thức cho loại cơ quan «{issuer_kind}». Chọn đảng hoặc nhà nước.")
    return next((p for p in known if p.valid_on(day)), known[0])

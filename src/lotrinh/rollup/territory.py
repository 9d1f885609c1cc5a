"""Areas as they stood between two dates, and what became of them.

A code alone does not name an area: after 1 July 2025 code 31120 is Phường Cái Khế, before it was Phường An
Hòa. Here an area is a code *on a date*; `AreaVersion` holds the dates. `Succession` says what went where on
one day.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lotrinh.errors import InvalidData

START = date.min
END = date.max


@dataclass(frozen=True, slots=True)
class AreaVersion:
    """An area in force on every day from `valid_from` up to, not including, `valid_to`."""

    code: str
    name: str
    parent: str | None = None
    valid_from: date = START
    valid_to: date = END

    def in_force(self, on: date) -> bool:
        """Whether the area stood on that day."""
        return self.valid_from <= on < self.valid_to


@dataclass(frozen=True, slots=True)
class Succession:
    """From `on`, `share` of `predecessor` belongs to `successor`; `None` = divided, the share is not stated.

    `share` is a fraction from 0 to 1 (1 = whole). It is an allocation key: say in `source` which instrument
    divides the unit and what the share is measured in (people, area).
    """

    predecessor: str
    successor: str
    on: date
    share: Decimal | None = Decimal(1)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of a step in time: `share` of what `target` receives from an area; None = not separable."""

    target: str
    share: Decimal | None


class Territory:
    """All versions of the areas of one level, and the successions between them.

    Raises `InvalidData` when versions of one code overlap, a succession names an unknown area, or the shares
    of a divided area do not add up to 1. A code that a succession does not name carries on unchanged.
    """

    def __init__(self, versions: Iterable[AreaVersion], successions: Iterable[Succession] = ()) -> None:
        self._versions: dict[str, list[AreaVersion]] = defaultdict(list)
        for version in versions:
            self._versions[version.code].append(version)
        for code, entries in self._versions.items():
            entries.sort(key=lambda v: v.valid_from)
            _check_no_overlap(code, entries)
        self._by_date: dict[date, list[Succession]] = defaultdict(list)
        for succession in successions:
            self._by_date[succession.on].append(succession)
        for on, entries_on in self._by_date.items():
            self._check_date(on, entries_on)
        self._check_nothing_vanishes()

    def find(self, code: str, on: date) -> AreaVersion | None:
        """The version of `code` in force on a date, or None."""
        return next((v for v in self._versions.get(code, ()) if v.in_force(on)), None)

    def areas(self, on: date) -> list[AreaVersion]:
        """Every area in force on a date, by code."""
        found = (self.find(code, on) for code in sorted(self._versions))
        return [version for version in found if version]

    def name(self, code: str, on: date) -> str:
        """The name on that date, or the code itself."""
        version = self.find(code, on)
        return version.name if version else code

    def dates(self, after: date, until: date) -> list[date]:
        """The days of change in (after, until], earliest first."""
        return sorted(d for d in self._by_date if after < d <= until)

    def forward(self, on: date) -> dict[str, list[Link]]:
        """predecessor → its successors on the day `on`."""
        links: dict[str, list[Link]] = defaultdict(list)
        for entry in self._by_date[on]:
            links[entry.predecessor].append(Link(entry.successor, entry.share))
        return dict(links)

    def backward(self, on: date) -> dict[str, list[Link]]:
        """successor → its predecessors; separable only where there is exactly one."""
        links: dict[str, list[Link]] = defaultdict(list)
        for entry in self._by_date[on]:
            links[entry.successor].append(Link(entry.predecessor, None))
        return {k: [Link(v[0].target, Decimal(1))] if len(v) == 1 else v for k, v in links.items()}

    def _check_date(self, on: date, entries: list[Succession]) -> None:
        shares: dict[str, list[Decimal | None]] = defaultdict(list)
        pairs: set[tuple[str, str]] = set()
        day = f"{on:%d/%m/%Y}"
        for entry in entries:
            if (entry.predecessor, entry.successor) in pairs:
                raise InvalidData(f"Sắp xếp ngày {day} ghi hai lần {entry.predecessor} → {entry.successor}.")
            pairs.add((entry.predecessor, entry.successor))
            if self._ended_before(entry.predecessor, on):
                raise InvalidData(f"Sắp xếp ngày {day}: mã {entry.predecessor} không có trong danh mục trước ngày đó.")
            if not self.find(entry.successor, on):
                raise InvalidData(f"Sắp xếp ngày {day}: mã {entry.successor} không có trong danh mục từ ngày đó.")
            shares[entry.predecessor].append(entry.share)
        for code, parts in shares.items():
            _check_shares(code, day, parts)

    def _check_nothing_vanishes(self) -> None:
        """An area that ends must have a successor, or its figures would drop out of every later total."""
        left = {(s.predecessor, on) for on, entries_on in self._by_date.items() for s in entries_on}
        for code, entries in self._versions.items():
            for version in entries:
                moved = (code, version.valid_to) in left
                if version.valid_to != END and not moved and not self.find(code, version.valid_to):
                    raise InvalidData(
                        f"«{version.name}» (mã {code}) hết hiệu lực ngày {version.valid_to:%d/%m/%Y} "
                        "nhưng chưa ghi thuộc về đâu. Hãy bổ sung dòng sắp xếp."
                    )

    def _ended_before(self, code: str, on: date) -> bool:
        return not any(v.valid_from < on <= v.valid_to for v in self._versions.get(code, ()))


def _check_no_overlap(code: str, entries: list[AreaVersion]) -> None:
    for earlier, later in itertools.pairwise(entries):
        if later.valid_from < earlier.valid_to:
            raise InvalidData(f"Địa bàn mã {code} có hai phiên bản cùng hiệu lực: «{earlier.name}» và «{later.name}».")


def _check_shares(code: str, day: str, parts: list[Decimal | None]) -> None:
    stated = [p for p in parts if p is not None]
    if any(not 0 < p <= 1 for p in stated):
        raise InvalidData(f"Sắp xếp ngày {day}: tỷ lệ chia của mã {code} phải lớn hơn 0 và không quá 1.")
    if len(stated) == len(parts) and sum(stated) != 1:
        raise InvalidData(
            f"Sắp xếp ngày {day}: các tỷ lệ chia của mã {code} cộng lại là {sum(stated)}, phải bằng 1. "
            "Nếu chưa biết tỷ lệ, hãy để trống."
        )
    if 0 < len(stated) < len(parts):
        raise InvalidData(
            f"Sắp xếp ngày {day}: mã {code} bị chia nhưng chỉ một số phần có tỷ lệ. Hãy ghi đủ hoặc để trống cả."
        )

"""The escalation ladder: what follows when an agency has not reported, by days after the due day.

The rungs are data: `ladder.json` beside this file, or a file of that name in LOTRINH_HOME, which wins.
`from_day` counts calendar days from the due day (negative: before it); `letter` is the level of the công văn
(1 reminds, 2 urges, 3 reproves).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from lotrinh.errors import InvalidData
from lotrinh_web.reporting.models import ReportingRound
from lotrinh_web.reporting.queries import ARRIVED, MatrixRow

COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder."""

    code: str
    name_vi: str
    name_en: str
    from_day: int
    letter: Literal[1, 2, 3]


def rungs() -> tuple[Rung, ...]:
    """The ladder, lowest rung first. Raises InvalidData where the installation's own file is wrong."""
    own = Path(settings.HOME) / "ladder.json"
    path = own if own.is_file() else Path(__file__).with_name("ladder.json")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Rung, ...]:
    try:
        found = tuple(Rung(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, OSError) as error:
        raise InvalidData(f"Tệp «{path.name}» của thang đôn đốc không đọc được. Sửa hoặc xóa tệp đó.") from error
    days = [rung.from_day for rung in found if type(rung.from_day) is int]
    if not found or len(days) != len(found) or days != sorted(set(days)):
        raise InvalidData(f"Tệp «{path.name}»: «from_day» phải là số nguyên tăng dần qua từng bậc.")
    if any(rung.letter not in (1, 2, 3) for rung in found):  # a list is no key of a set
        raise InvalidData(f"Tệp «{path.name}»: «letter» phải là 1, 2 hoặc 3.")
    return found


def rung_on(days: int, ladder: tuple[Rung, ...]) -> Rung | None:
    """The highest rung reached so many days after the due day; None before the first."""
    return next((rung for rung in reversed(ladder) if rung.from_day <= days), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung, the day it is reached, and the agencies that stand on it."""

    rung: Rung
    from_on: date
    rows: list[MatrixRow]
    reached: bool


def steps(opened: ReportingRound, found: Iterable[MatrixRow], on: date) -> list[Step]:
    """Every rung with who stands on it: agencies whose report has not come in, all of one round alike late."""
    ladder = rungs()
    days = (on - opened.due_on).days
    here = rung_on(days, ladder)
    waiting = [row for row in found if row.submission.state not in ARRIVED]
    return [
        Step(
            rung, opened.due_on + timedelta(days=rung.from_day), waiting if rung is here else [], rung.from_day <= days
        )
        for rung in ladder
    ]

"""What the reader of targets takes and gives, and what its stages hand to one another.

A `TargetMention` is one value a text wants reached; its fields are those of the output schema's "targets".
Offsets are into the text that was given, and ``text[start:end] == mention.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SectionRole = Literal["targets", "aims", "tasks", "results", "norms", "other"]
Kind = Literal["target", "result", "none"]
Comparator = Literal[
    "equal",
    "about",
    "at_least",
    "at_most",
    "above",
    "below",
    "range",
    "increase_by",
    "decrease_by",
    "rank_within",
    "qualitative",
]


@dataclass(frozen=True, slots=True)
class TargetContext:
    """Where a text stands: the due date of the nearest heading and of the title (a year "2030" or an ISO
    date), the role of its section ("aims": a general objective or a vision, whose numbers are wanted and whose prose
    is not divided), the words of the heading or of the table's header row above it, and the day the
    document was written: what years are over by then."""

    heading_due: str | None = None
    document_due: str | None = None
    role: SectionRole = "other"
    lead_in: str | None = None
    written: date | None = None


@dataclass(frozen=True, slots=True)
class TargetMention:
    """One target. `kind` is "quantified" or "qualitative"; `due` a year or an ISO date; `confidence` from
    0 to 1.
    """

    indicator: str
    comparator: Comparator
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None
    per: str | None
    due: str | None
    basis: str | None
    text: str
    start: int
    end: int
    confidence: float
    kind: Literal["quantified", "qualitative"]


@dataclass(slots=True)
class Quantity:
    """A number in the text with what the stages have learnt of it. All offsets are into the folded text.

    `start`, `end` cover the digits or number words; `left` is where the comparing words before it begin,
    `right` where the unit after it ends; `by_name`: the names of the places it counts follow. `excluded` says
    why it is no target.
    """

    start: int
    end: int
    low: float
    high: float
    is_range: bool = False
    whole: float | None = None
    is_word: bool = False
    rank: bool = False
    left: int = -1
    right: int = -1
    words: tuple[str, ...] = ()
    unit: str | None = None
    unit_kind: str = ""
    scale: float = 1.0
    per: str | None = None
    due: str | None = None
    basis: list[str] = field(default_factory=list)
    by_name: bool = False
    excluded: str | None = None
    segment: tuple[int, int] = (0, 0)
    sentence: int = 0
    status: Kind = "target"
    ruling: str = ""
    cued: bool = False
    indicator: str = ""
    indicator_after: bool = False
    topic: str = ""
    span: tuple[int, int] = (0, 0)
    comparator: Comparator = "equal"
    low_out: float | None = None
    high_out: float | None = None
    approximate: bool = False

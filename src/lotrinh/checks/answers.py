"""An agency's report against its own earlier ones and against the figures already held.

Nothing here says that a report is wrong: a task may rightly stand still. It says what a reader should ask about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from lotrinh.checks.history import breaks

RECYCLED = 0.85
"""Likeness from which two narratives count as one told again."""
FEWEST = 8  # syllables; shorter answers ("Đang triển khai.") are alike by nature
LEAST_CHANGES = 4
TIMES = Decimal(3)
_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0–1: the Dice coefficient of their pairs of syllables (Dice 1945).

    Case, punctuation and spacing do not count; a changed number does, as one changed syllable. 1.0 for texts that
    differ in nothing else; 0.0 where either is empty.
    """
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    shared = 0
    left = list(second)
    for pair in first:
        if pair in left:
            left.remove(pair)
            shared += 1
    return 2 * shared / (len(first) + len(second))


def told_again(now: str, before: Sequence[str]) -> int | None:
    """Which of the earlier narratives the new one repeats (its place in `before`), or None.

    The likest counts; texts under eight syllables are compared whole.
    """
    best, place = 0.0, None
    for index, text in enumerate(before):
        like = likeness(now, text)
        short = min(len(_words(now)), len(_words(text))) < FEWEST
        if like > best and like >= (1.0 if short else RECYCLED):
            best, place = like, index
    return place


def backwards(now: int | None, before: int | None) -> bool:
    """Whether progress is said to be less than it was already accepted to be."""
    return now is not None and before is not None and now < before


def contradicts(value: Decimal | None, held: Decimal | None, decimals: int = 2) -> bool:
    """Whether a reported figure is another one than the figure held for the same period, beyond rounding.

    `decimals`: the digits the indicator is given with; half a unit of the last one is allowed.
    """
    if value is None or held is None:
        return False
    return abs(value - held) > Decimal(5).scaleb(-decimals - 1)


def jumps(now: Decimal | None, before: Sequence[Decimal]) -> bool:
    """Whether a figure is implausibly far from those of earlier periods, oldest first.

    With five or more of them by the rhythm of the series (`history.breaks`); with fewer, three times the last or a
    third of it (`TIMES`, our own choice), where both are of one sign and neither is zero.
    """
    if now is None or not before:
        return False
    last = before[-1]
    if len(before) > LEAST_CHANGES:
        values = [float(value) for value in (*before, now)]
        return len(before) in breaks(values, least=LEAST_CHANGES)
    if now * last <= 0:
        return False
    ratio = abs(now / last)
    return ratio >= TIMES or ratio <= 1 / TIMES


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _SYLLABLE.findall(text)]


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _words(text)
    return list(pairwise(words)) if len(words) > 1 else [(words[0], "")] if words else []

"""Small helpers of the stages: patterns from word lists, and looking just before or after a place in the
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(words: Iterable[str]) -> str:
    """The words as one pattern, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, not inside longer words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


class Before:
    """Which entry of a word list stands right before a place, blanks apart; the longest one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)

    def __call__(self, low: str, end: int, floor: int = 0) -> tuple[str, int] | None:
        """The word and where it begins, or None."""
        while end > floor and low[end - 1] == " ":
            end -= 1
        for length in self._lengths:
            start = end - length
            if start < floor or low[start:end] not in self._words:
                continue
            if start == 0 or not (low[start - 1].isalnum() and low[start].isalnum()):
                return low[start:end], start
        return None


def after(pattern: re.Pattern[str], low: str, start: int, limit: int) -> re.Match[str] | None:
    """The pattern right at a place or after blanks."""
    while start < limit and low[start] == " ":
        start += 1
    return pattern.match(low, start, limit)

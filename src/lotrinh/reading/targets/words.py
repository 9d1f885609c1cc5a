"""Small helpers of the stages: patterns from word lists, and looking just before or after a place in the
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(words: Iterable[str]) -> str:
    """The words as one pattern, the longest tried first.

    What several begin with is written once, so that a place in the text is given up at the first letter no word
    goes on with: with lists of hundreds of words, much faster than trying each.
    """
    return _pattern(_tree_of(words), top=True)


_Tree = dict[str, "_Tree"]


def _tree_of(words: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return tree


def _pattern(tree: _Tree, *, top: bool = False) -> str:
    branches = [re.escape(letter) + _pattern(below) for letter, below in sorted(tree.items()) if letter]
    if not branches:
        return ""
    if "" in tree and not top:
        return f"(?:{'|'.join(branches)})?"
    return "|".join(branches) if top or len(branches) == 1 else f"(?:{'|'.join(branches)})"


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, not inside longer words.

    That no letter stands before the word is asked behind its first letter: so the search passes over places where no
    word can begin without trying the pattern there.
    """
    begun = (
        rf"{re.escape(letter)}(?<!\w{re.escape(letter)}){_pattern(below)}"
        for letter, below in sorted(_tree_of(words).items())
    )
    return re.compile(rf"(?:{'|'.join(begun)})(?!\w)")


class Before:
    """Which entry of a word list stands right before a place, blanks apart; the longest one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        # The lengths to be tried, the longest first, by the last two letters of the word (of a single letter, by it).
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[-2:], set()).add(len(word))
        self._lengths = {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}

    def __call__(self, low: str, end: int, floor: int = 0) -> tuple[str, int] | None:
        """The word and where it begins, or None."""
        while end > floor and low[end - 1] == " ":
            end -= 1
        for ending in (low[max(end - 2, 0) : end], low[end - 1 : end]):
            for length in self._lengths.get(ending, ()):
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

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
    """A pattern that finds any of the words, not inside longer words."""
    return re.compile(rf"(?:{beginning(words)})(?!\w)")


def beginning(words: Iterable[str], not_after: Iterable[str] = ()) -> str:
    """The words as one pattern for where a word begins, none of `not_after` right before it.

    What may not stand before the word is asked behind its first letter: so the search passes over places where no
    word can begin without trying the pattern there.
    """
    return "|".join(opening(letter, not_after) + _pattern(below) for letter, below in sorted(_tree_of(words).items()))


def opening(letter: str, not_after: Iterable[str] = ()) -> str:
    """The first letter of a word as a pattern, none of `not_after` right before it."""
    first = re.escape(letter)
    return first + "".join(rf"(?<!{before}{first})" for before in (r"\w", *not_after))


class Before:
    """Which entry of a word list stands right before a place, blanks apart; the longest one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        # The lengths to be tried, the longest first, by the last two letters of the word (of a single letter, by it).
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[-2:], set()).add(len(word))
        self._lengths = {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}
        self._letters = frozenset(word for word in self._words if len(word) == 1)

    def __call__(self, low: str, end: int, floor: int = 0) -> tuple[str, int] | None:
        """The word and where it begins, or None."""
        while end > floor and low[end - 1] == " ":
            end -= 1
        for length in self._lengths.get(low[end - 2 : end] if end > 1 else low[:end], ()):
            start = end - length
            if start >= floor and low[start:end] in self._words and _begins(low, start):
                return low[start:end], start
        if self._letters and end > floor and low[end - 1 : end] in self._letters and _begins(low, end - 1):
            return low[end - 1 : end], end - 1
        return None


def _begins(low: str, start: int) -> bool:
    """Whether no word goes on over the place."""
    return start == 0 or not (low[start - 1].isalnum() and low[start].isalnum())


def after(pattern: re.Pattern[str], low: str, start: int, limit: int) -> re.Match[str] | None:
    """The pattern right at a place or after blanks."""
    while start < limit and low[start] == " ":
        start += 1
    return pattern.match(low, start, limit)

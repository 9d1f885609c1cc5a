"""Which of many spans holds an offset, and which of many places comes last before one, without looking at them all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from lotrinh.reading.model import Node


class FirstOf:
    """The first, in the order given, of the spans (start, end) that hold an offset; `end` is still inside."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._order = sorted(range(len(spans)), key=lambda index: spans[index][0])
        self._starts = [spans[index][0] for index in self._order]
        self._ends = [spans[index][1] for index in self._order]
        self._reach = list(accumulate(self._ends, max))  # how far any span up to this one goes

    def at(self, offset: int) -> int | None:
        """The index of the span, or None where none holds the offset."""
        place = bisect_right(self._starts, offset) - 1
        found: int | None = None
        while place >= 0 and self._reach[place] >= offset:
            if self._ends[place] >= offset and (found is None or self._order[place] < found):
                found = self._order[place]
            place -= 1
        return found


class LastBefore:
    """The path of the last of some nodes, in their order, that begins at an offset or before it."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        told = [node for node in nodes if node.paragraphs]
        self._paths = [node.path for node in told]
        starts = [node.paragraphs[0].start for node in told]
        # The lowest start from each node on; it only rises, and the last that is low enough is its own.
        self._lowest = list(accumulate(reversed(starts), min))[::-1]

    def path(self, offset: int, otherwise: str) -> str:
        """The path, or `otherwise` where no node begins so early."""
        place = bisect_right(self._lowest, offset) - 1
        return self._paths[place] if place >= 0 else otherwise

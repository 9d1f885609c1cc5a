"""What holds for a node or anything above it, asked of each heading once and not again for every clause below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from lotrinh.reading.model import Node

T = TypeVar("T")


class Nearest(Generic[T]):
    """What the nearest of a node and those above it says, or None where none of them says anything."""

    def __init__(self, says: Callable[[Node], T | None]) -> None:
        self._says = says
        self._known: dict[int, T | None] = {}

    def __call__(self, node: Node | None) -> T | None:
        """None for no node at all."""
        if node is None:
            return None
        if id(node) not in self._known:
            said = self._says(node)
            self._known[id(node)] = self(node.parent) if said is None else said
        return self._known[id(node)]


class Above:
    """Whether a test holds for a node or for one of those above it."""

    def __init__(self, test: Callable[[Node], bool]) -> None:
        self._test = test
        self._known: dict[int, bool] = {}

    def __call__(self, node: Node | None) -> bool:
        """False for no node at all."""
        if node is None:
            return False
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = self._test(node) or self(node.parent)
        return known

    def with_own(self, node: Node) -> bool:
        """The same for a node that nothing stands below: what it says itself need not be kept."""
        return self._test(node) or self(node.parent)

"""Word's XML by local names, so that the transitional and the strict namespaces read alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def local(node: _Element) -> str:
    """The node's name without its namespace; "" for what is no element."""
    return _local(node.tag) if isinstance(node.tag, str) else ""


def children(node: _Element, name: str) -> Iterator[_Element]:
    """The children called `name`."""
    return (c for c in node if local(c) == name)


def child(node: _Element | None, name: str) -> _Element | None:
    """The first child called `name`."""
    if node is None:
        return None
    return next(children(node, name), None)


def path(node: _Element | None, *names: str) -> _Element | None:
    """The first descendant along a path of names."""
    for name in names:
        node = child(node, name)
    return node


def attr(node: _Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if node is None:
        return None
    for key, value in node.attrib.items():
        if _local(str(key)) == name:
            return str(value)
    return None


def val(node: _Element | None) -> str | None:
    """The `val` attribute."""
    return attr(node, "val")


def on(node: _Element | None) -> bool | None:
    """A switch: true where the element stands without a value or with a true one, None where it does not
    stand."""
    if node is None:
        return None
    return (val(node) or "true").lower() not in ("0", "false", "off", "none")

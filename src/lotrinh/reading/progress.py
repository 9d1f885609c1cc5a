"""Saying how far a long reading is, to whoever asked for it; nobody listening, nothing happens.

    with listening(lambda done, total: print(done, "of", total)):
        read("ban-chup.pdf")

Only the recognition of pages from pictures reports: everything else is over before a person would look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("reading_listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within the block `listener(done, total)` is called, in this thread, with the pages recognised so far."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report(done: int, total: int) -> None:
    """Tell the listener, if there is one."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total)

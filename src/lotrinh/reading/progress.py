"""Saying how far a long reading is, to whoever asked for it; nobody listening, nothing happens.

    with listening(lambda done, total: print(done, "of", total)):
        read("ban-chup.pdf")

Pages of a PDF and pages recognised from pictures report; everything else is over before a person would look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("reading_listener", default=None)
_before: ContextVar[int] = ContextVar("pages_before", default=0)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within the block `listener(done, total)` is called, in this thread, with the pages read so far: first 0."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def after(done: int) -> Iterator[None]:
    """Within the block pages are counted on top of those done before: of a PDF of which only some are pictures."""
    token = _before.set(done)
    try:
        yield
    finally:
        _before.reset(token)


def report(done: int, total: int) -> None:
    """Tell the listener, if there is one."""
    listener = _listener.get()
    if listener is not None:
        before = _before.get()
        listener(before + done, before + total)

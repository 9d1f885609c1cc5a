"""How the work of something grows with its size, told by ratio, so that a busy or a slow machine fails no test."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
LINEAR = 10
"""Work in proportion to the size grows by `TIMES`, quadratic work by `TIMES` squared; this lies between, nearer the
latter, as a busy machine disturbs a short measurement."""
_TOO_SHORT = 0.02
"""CPU seconds under which a measurement says nothing of growth."""


def growth(work: Callable[[int], object], size: int) -> float:
    """CPU time of `work(TIMES * size)` over that of `work(size)`; the better of two tries of each."""
    small, large = (min(_seconds(work, n) for _ in range(2)) for n in (size, TIMES * size))
    return large / max(small, _TOO_SHORT)


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun

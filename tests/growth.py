"""How the work of something grows with its size, told by ratio, so that a busy or a slow machine fails no test."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 4
LINEAR = 10
"""Work in proportion to the size grows by `TIMES`, quadratic work by `TIMES` squared; this lies between, nearer the
latter, as a busy machine disturbs a short measurement."""
_TOO_SHORT = 0.02
"""CPU seconds under which a measurement says nothing of growth."""


_TRIES = 4
"""Of the larger size, where the first measurement says too much: other work on the machine only ever adds time."""


def growth(work: Callable[[int], object], size: int) -> float:
    """CPU time of `work(TIMES * size)` over that of `work(size)`; the best of two tries of the smaller size.

    The larger size is tried once, and again only while it seems not to grow in proportion: work that really grows
    faster stays above `LINEAR` however often it is tried.
    """
    small = max(min(_seconds(work, size) for _ in range(2)), _TOO_SHORT)
    large = _seconds(work, TIMES * size)
    for _ in range(_TRIES - 1):
        if large / small < LINEAR:
            break
        large = min(large, _seconds(work, TIMES * size))
    return large / small


def _seconds(work: Callable[[int], object], size: int) -> float:
    """CPU seconds without those of collecting garbage, which grow with what other tests left in the process."""
    gc.disable()
    try:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun
    finally:
        gc.enable()

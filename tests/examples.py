"""How many examples a property is tried on: few in the run before each commit, all of them in `.ci/run`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def examples(most: int) -> settings:
    """At most so many where LOTRINH_THOROUGH is set, a quarter of them (ten at least) elsewhere."""
    return settings(max_examples=most if os.environ.get("LOTRINH_THOROUGH") else max(10, most // 4))


def without_clock() -> None:
    """No limit on the seconds of an example or of its making: a busy machine fails no test."""
    settings.register_profile("without-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("without-clock")

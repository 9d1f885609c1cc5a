"""Fixtures of the web tests; what they make stands in `world.py`."""

from web.world import system, world  # noqa: F401

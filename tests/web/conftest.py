"""Fixtures of the web tests; what they make stands in `world.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models.signals import post_migrate

from web.world import system, world  # noqa: F401


@pytest.fixture(autouse=True, scope="session")
def rows_of_migrations() -> Iterator[None]:
    """What migrations put in is there for each test, whatever ran before it in the same process.

    A test that commits for real has its database emptied afterwards, the first types of instrument included; Django
    says so by `post_migrate`.
    """
    post_migrate.connect(put_back, dispatch_uid="rows_of_migrations")
    yield
    post_migrate.disconnect(dispatch_uid="rows_of_migrations")


def put_back(app_config: Any, using: str, **_: Any) -> None:
    """Load the first types of instrument where there are none."""
    from lotrinh_web.products.instruments.types import load_first_types
    from lotrinh_web.products.models import InstrumentType, InstrumentTypeStep

    if app_config.label == "products" and using == "default" and not InstrumentType.objects.exists():
        load_first_types(InstrumentType, InstrumentTypeStep)

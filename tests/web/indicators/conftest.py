"""The Cần Thơ package as records, for the analysis pages."""

from __future__ import annotations

import pytest

from lotrinh_web.programmes.models import Programme
from web.remembered import remembered
from web.world import make_cantho


@pytest.fixture
def cantho(db: None) -> Programme:
    """The shipped programme of Cần Thơ, without demonstration data."""
    return remembered(make_cantho)

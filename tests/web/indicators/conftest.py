"""The Cần Thơ package as records, once for the analysis pages."""

from __future__ import annotations

import pytest

from lotrinh.packages import load_package
from lotrinh_web.intake.package_import import import_package
from lotrinh_web.programmes.models import Programme
from web.world import SYSTEM


@pytest.fixture
def cantho(db: None) -> Programme:
    """The shipped programme of Cần Thơ, without demonstration data."""
    return import_package(actor=SYSTEM, package=load_package("cantho-29nqtw"))

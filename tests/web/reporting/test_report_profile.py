"""A report follows the format of the body whose programme it is: the Party's or the State's."""

from __future__ import annotations

from datetime import date

import pytest

from lotrinh_web.reporting.reviews import make_progress_report
from web.world import SYSTEM, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("issuer", "profile"),
    [("Thành ủy Cần Thơ", "HD05-2026"), ("Ủy ban nhân dân tỉnh Lào Cai", "ND30-2020"), ("Chính phủ", "ND30-2020")],
)
def test_the_issuer_chooses_the_format(world: World, issuer: str, profile: str) -> None:
    document = world.programme.document
    document.issuer = issuer
    document.save()
    assert make_progress_report(actor=SYSTEM, programme=world.programme, on=date(2026, 11, 22)).profile == profile

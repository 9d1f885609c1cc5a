"""The colours can be read and told apart."""

from __future__ import annotations

import pytest

from lotrinh.charts.palette import (
    COLOUR_VISIONS,
    COLOURS,
    HEAT,
    TOLD_APART,
    Role,
    Theme,
    contrast,
    difference,
)

THEMES: tuple[Theme, ...] = ("light", "dark")
READ: tuple[Role, ...] = (
    "text",
    "muted",
    "reported",
    "restated",
    "trajectory",
    "target",
    "break",
    "danger",
)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", READ)
def test_a_colour_that_carries_meaning_has_contrast(theme: Theme, role: Role) -> None:
    assert contrast(COLOURS[theme][role], COLOURS[theme]["background"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("end", [0, 1])
def test_numbers_on_the_heat_scale_can_be_read(theme: Theme, end: int) -> None:
    assert contrast(HEAT[theme][end], COLOURS[theme]["text"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", COLOUR_VISIONS)
def test_the_two_lines_stay_apart_for_every_colour_vision(theme: Theme, vision: str) -> None:
    one, two = (COLOURS[theme][role] for role in TOLD_APART)
    assert difference(one, two, vision) >= 20


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)

"""The format profiles as data."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources

import jsonschema
import pytest

from lotrinh.errors import InvalidData
from lotrinh.writing import profiles
from lotrinh.writing.profiles import IDS, choose_profile, load_profile


def _data(name: str) -> dict[str, object]:
    return json.loads(resources.files(profiles).joinpath(f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("profile_id", IDS)
def test_a_profile_keeps_the_schema(profile_id: str) -> None:
    jsonschema.validate(_data(profile_id), _data("schema"), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize(
    ("issuer", "day", "expected"),
    [
        ("party", date(2023, 4, 17), "HD36-2018"),
        ("party", date(2026, 5, 26), "HD36-2018"),
        ("party", date(2026, 5, 27), "HD05-2026"),
        ("state", date(2026, 7, 1), "ND30-2020"),
        ("party", date(2015, 1, 1), "HD36-2018"),
    ],
)
def test_issuer_and_date_choose(issuer: str, day: date, expected: str) -> None:
    assert choose_profile(issuer, day).id == expected  # type: ignore[arg-type]


def test_a_rule_names_its_source_and_mark() -> None:
    assert load_profile("HD05-2026").source("number") == "Hướng dẫn 05-HD/VPTW [S]"


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(InvalidData, match="HD99"):
        load_profile("HD99")

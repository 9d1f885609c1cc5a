"""Each sample is a text in our own words and the header, outline, assignments and citations it must give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines.reading.samples_view import view
from lotrinh.reading import read

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_sample_is_read_as_written_down(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(view(read(path)))) == wanted

"""The first types of instrument and their steps, each with its source; afterwards the office changes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "instrument_types.json"


def load_first_types(type_model: Any, step_model: Any) -> int:
    """Write the types of the data file with these models (a migration hands in its own); how many."""
    entries = json.loads(DATA.read_text(encoding="utf-8"))["types"]
    for entry in entries:
        steps = entry.pop("steps")
        made = type_model.objects.create(**entry)
        step_model.objects.bulk_create(
            step_model(type=made, order=place, **step) for place, step in enumerate(steps, 1)
        )
    return len(entries)

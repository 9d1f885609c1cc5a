"""What was learned offline: weights, scales, quantiles (`learned.json`, by `scripts/learn_forecasting.py`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np

from lotrinh.forecasting.quantiles import Joint
from lotrinh.forecasting.results import Floats


@dataclass(frozen=True)
class Learned:
    """Everything learned for one type. Shapes: weights features × methods; scale k; quantiles 6 × GRID."""

    weights: Floats
    pooled: float
    scale: Floats
    quantiles: Floats
    joint: Joint
    revision: float


@lru_cache(maxsize=4)
def tables(path: str | None = None) -> dict[str, Learned]:
    """The tables by type, from the package or from another file of the same form.

    Counts and calm growth rates use those of plain series, which know neither unit nor sign.
    """
    if path:
        text = Path(path).read_text(encoding="utf-8")
    else:
        text = resources.files("lotrinh.forecasting").joinpath("learned.json").read_text(encoding="utf-8")
    found = {kind: _of(entry) for kind, entry in json.loads(text)["types"].items()}
    return found | dict.fromkeys(("count", "calm"), found["plain"]) if "plain" in found else found


def _of(entry: dict[str, object]) -> Learned:
    """One type's entry of the file."""

    def array(key: str) -> Floats:
        return np.array(entry[key], dtype=float)

    return Learned(
        weights=array("weights"),
        pooled=float(str(entry["pooled"])),
        scale=array("scale"),
        quantiles=array("quantiles"),
        joint=Joint(*array("joint").tolist()),
        revision=float(str(entry["revision"])),
    )

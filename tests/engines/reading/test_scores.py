"""The figures the reader is held to on the development samples."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lotrinh.reading import read

DOCUMENTS = [
    "can-tho-29nqtw.txt",
    "nq-57-nq-tw.txt",
    "kh-ubnd-chi-thi-11.docx",
    "tb-11-ubnd-quang-ngai.pdf",
    "kh-1105-dkt.txt",
    "nq-248-2025-qh15.txt",
]


@cache
def scorer(shared: Path) -> Any:
    path = shared / "tools" / "score_reading.py"
    if not path.exists():
        pytest.skip("needs the scorer in ../shared/tools")
    spec = importlib.util.spec_from_file_location("score_reading", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["score_reading"] = module
    spec.loader.exec_module(module)
    return module


@cache
def score(shared: Path, name: str) -> Any:
    path = shared / "documents" / name
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return scorer(shared).score_document(gold, read(path).to_json())


def share(values: list[float]) -> float:
    return sum(values) / len(values) if values else 1.0


@pytest.fixture(scope="module")
def total(shared: Path) -> Any:
    whole = scorer(shared).Score()
    for name in DOCUMENTS:
        whole.add(score(shared, name))
    return whole


@pytest.mark.parametrize(
    ("measure", "least"),
    [("outline", 0.98), ("citations", 0.97), ("assignments", 0.93), ("targets strict", 0.9)],
)
def test_f1_over_all_documents(total: Any, measure: str, least: float) -> None:
    assert total.tallies[measure].rates()[2] >= least, total.tallies[measure].misses + total.tallies[measure].alarms


@pytest.mark.parametrize(
    ("measure", "least"), [("header fields", 0.97), ("recipients (F1)", 0.97), ("deadlines", 0.95)]
)
def test_share_over_all_documents(total: Any, measure: str, least: float) -> None:
    assert share(total.shares[measure]) >= least


@pytest.mark.parametrize("measure", ["outline", "targets strict", "citations", "assignments"])
def test_can_tho_is_read_whole(shared: Path, measure: str) -> None:
    assert score(shared, "can-tho-29nqtw.txt").tallies[measure].rates()[2] >= 0.99


def test_can_tho_header(shared: Path) -> None:
    assert share(score(shared, "can-tho-29nqtw.txt").shares["header fields"]) >= 0.99


@pytest.mark.parametrize("name", DOCUMENTS)
def test_coverage(shared: Path, name: str) -> None:
    assert read(shared / "documents" / name).coverage >= 0.99

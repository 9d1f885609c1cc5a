"""The header fields of first pages and signature blocks in every layout that offices and converters leave them in."""

from __future__ import annotations

import re

import pytest

from engines.reading.letterheads import FIELDS, compose
from lotrinh.reading import read
from lotrinh.text.fold import fold

LEAST_RUN_TOGETHER = 0.96


def same(field: str, wanted: object, read_: object) -> bool:
    """Compared as the gold rules say: folded, without punctuation and notes in round brackets; of several readings of
    an issuer or a title, one."""
    if field in ("issuer", "title"):
        assert isinstance(wanted, list)
        return any(_plain(read_) == _plain(w) for w in wanted)
    if isinstance(wanted, list):
        assert isinstance(read_, list)
        return [_plain(x) for x in read_] == [_plain(x) for x in wanted]
    return _plain(read_) == _plain(wanted)


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return re.sub(r"[\W_]+", " ", fold(re.sub(r"\([^)]*\)", "", str(value)))).strip()


def fields_of(text: str) -> dict[str, object]:
    """The header fields of a plain text."""
    out = read(text.encode("utf-8"), "thu.txt").to_json()
    return {f: out[f] if f in out else out["signer"][f] for f in FIELDS}


@pytest.mark.parametrize("seed", range(240))
def test_all_header_fields_whatever_the_layout(seed: int) -> None:
    document = compose(seed)
    found = fields_of(document.text)
    wrong = {f: (found[f], document.wanted[f]) for f in FIELDS if not same(f, document.wanted[f], found[f])}
    assert not wrong, (document.ways, document.text)


@pytest.fixture(scope="module")
def run_together() -> dict[str, float]:
    """The share of documents each field is right in, of 100 whose two columns a converter ran into one line each."""
    right = dict.fromkeys(FIELDS, 0)
    for seed in range(100):
        document = compose(seed, layout="run together", tail="run together")
        found = fields_of(document.text)
        for field in FIELDS:
            right[field] += same(field, document.wanted[field], found[field])
    return {field: count / 100 for field, count in right.items()}


@pytest.mark.parametrize("field", FIELDS)
def test_columns_run_together_leave_few_fields_wrong(run_together: dict[str, float], field: str) -> None:
    # A short name of capitalised words behind a wrapped recipient cannot be told from it.
    assert run_together[field] >= LEAST_RUN_TOGETHER

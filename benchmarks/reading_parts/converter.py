"""A well-known converter beside us: markitdown (MIT), which needs nothing but its package.

docling, which the plan names first, loads its models from the network at the first file and so cannot run here.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_WORD = re.compile(r"\w+")


def converter() -> Callable[[Path], str] | None:
    """A file → its text; None where markitdown is not installed (requirements/bench)."""
    try:
        from markitdown import MarkItDown
    except ImportError:
        return None
    made = MarkItDown(enable_plugins=False)
    return lambda path: str(made.convert(str(path)).text_content)


def gold_words(gold: Path) -> list[str]:
    """What a person marked of a document, in its order: of each item its label and its first and last words."""
    from lotrinh.text.fold import fold

    outline: list[dict[str, Any]] = json.loads(gold.read_text(encoding="utf-8"))["outline"]
    told = (f"{item['label'] or ''} {item['text_start']} {item['text_end']}" for item in outline)
    return _WORD.findall(fold(" ".join(told)))


def share_in_order(wanted: Sequence[str], text: str) -> float:
    """The share of `wanted` found in `text` in that order: their longest common subsequence, bit by bit
    (Hyyrö 2004)."""
    from lotrinh.text.fold import fold

    places: dict[str, int] = {}
    for at, word in enumerate(wanted):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(wanted)) - 1
    row = full
    for word in _WORD.findall(fold(text)):
        hit = row & places.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
    return (len(wanted) - row.bit_count()) / len(wanted) if wanted else 0.0


def table(files: Sequence[tuple[Path, Path | None]]) -> None:
    """Seconds and share of the marked words, the converter's and ours, for each file and its gold."""
    from lotrinh.reading.formats import load

    theirs = converter()
    if theirs is None:
        print("skipped: markitdown (requirements/bench)")
    else:
        print(f"{'file':<34}{'markitdown':>12}{'ours':>9}{'its words':>12}{'ours':>8}{'its letters':>13}{'ours':>8}")
    for path, gold in files if theirs else ():
        if not path.exists():
            print(f"skipped: {path.name} (not in ../shared/documents)")
            continue
        seconds, text = _timed(theirs, path)
        own_seconds, own = _timed(lambda p: load(p).text, path)
        shares = ["-", "-"]
        if gold is not None:
            words = gold_words(gold)
            shares = [f"{share_in_order(words, found):.1%}" for found in (text, own)]
        print(
            f"{path.name:<34}{seconds:>10.3f} s{own_seconds:>7.3f} s{shares[0]:>12}{shares[1]:>8}"
            f"{len(text):>13}{len(own):>8}"
        )


def _timed(work: Callable[[Path], str], path: Path, times: int = 3) -> tuple[float, str]:
    """The best of some runs, after one to warm up where that was quick."""
    best, text = 1e9, ""
    for _ in range(times + 1):
        begun = time.perf_counter()
        text = work(path)
        took = time.perf_counter() - begun
        best = min(best, took)
        if took > 5:
            break
    return best, text

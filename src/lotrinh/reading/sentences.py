"""Single sentences, one JSON object a line: {"id", "text"} in, {"id", "kind", "targets"} out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.reading import targets


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Reads sentence after sentence. Raises InvalidData naming the line that is no object with "id" and
    "text"."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            ident, text = row["id"], row["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidData(f'Dòng {number} không phải đối tượng JSON có "id" và "text".') from error
        if not isinstance(text, str):
            raise InvalidData(f'Dòng {number}: "text" phải là một câu.')
        yield {"id": ident, **read_sentence(text)}


def read_sentence(text: str) -> dict[str, Any]:
    """The kind of a sentence and its targets."""
    from lotrinh.reading.model import FoundTarget
    from lotrinh.reading.output import target_json

    found = targets.extract_sentence(text)
    rows = []
    for mention in found:
        row = target_json(FoundTarget("", mention, mention.start, mention.end))
        row.pop("path")
        rows.append(row)
    return {"kind": targets.classify(text), "targets": rows}

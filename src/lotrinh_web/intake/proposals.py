"""The reader's output as a list of proposals, each to be accepted, corrected or rejected by a person.

Pure: dictionaries in, dictionaries out; no database. `output` follows the reader's published schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DOUBT = 0.75
"""Below this confidence a person must decide the item before the draft can be confirmed."""

TASK_PART = re.compile(r"nhiem vu|giai phap|noi dung thuc hien|chuong trinh hanh dong")
ORGANISING_PART = re.compile(r"to chuc thuc hien|phan cong|trach nhiem thuc hien")
LABELLED = ("section", "subsection", "item", "letter", "bullet", "clause", "point", "article")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing the reader proposes."""

    kind: str
    path: str
    value: dict[str, Any]
    start: int | None = None
    end: int | None = None
    confidence: float = 1.0

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look before the draft can be confirmed."""
        return self.kind == "anomaly" or self.confidence < DOUBT


def plain(words: str) -> str:
    """Lower case without marks, for finding headings however they are spelt."""
    stripped = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return "".join(c for c in stripped if not unicodedata.combining(c))


def proposals(output: dict[str, Any], text: str) -> Iterator[Proposal]:
    """All proposals of a reading: head, clauses in reading order with their targets and assignments, the rest."""
    yield Proposal("header", "header", header_of(output))
    targets = by_path(output.get("targets", []))
    assignments = by_path([*output.get("assignments", []), *output.get("watchers", [])])
    tasks = task_paths(output.get("outline", []))
    seen: set[str] = set()
    for node in output.get("outline", []):
        path = str(node.get("path"))
        value = {**_without_place(node), "text": _words(node, text), "task": path in tasks}
        yield _proposal("clause", path, value, node)
        if path not in seen:
            seen.add(path)
            for kind, items in (("target", targets.pop(path, [])), ("assignment", assignments.pop(path, []))):
                yield from (_proposal(kind, path, _without_place(item), item) for item in items)
    for kind, groups in (("target", targets), ("assignment", assignments)):
        for path, items in groups.items():
            yield from (_proposal(kind, path, _without_place(item), item) for item in items)
    for kind, key in (("citation", "citations"), ("anomaly", "anomalies"), ("unread", "unread")):
        for item in output.get(key, []):
            yield _proposal(kind, str(item.get("path") or ""), _without_place(item), item)


def header_of(output: dict[str, Any]) -> dict[str, Any]:
    """The fields of the head and the signature block."""
    names = ("type", "number", "symbol", "date", "place", "issuer", "title", "signer", "recipients")
    return {name: output.get(name) for name in names}


def by_path(items: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Items grouped by their clause."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        groups.setdefault(str(item.get("path")), []).append(item)
    return groups


def task_paths(outline: list[dict[str, Any]]) -> set[str]:
    """Which clauses are tasks: the first bullets (or lowest items) under the parts of tasks, and the clauses of the
    organising part."""
    parts = {str(n["path"]): plain(str(n.get("text_start", ""))) for n in outline if n.get("kind") == "part"}
    tasking = {path for path, words in parts.items() if TASK_PART.search(words)}
    organising = {path for path, words in parts.items() if ORGANISING_PART.search(words)}
    found: set[str] = set()
    paths = [str(n["path"]) for n in outline if n.get("kind") in LABELLED]
    for node in outline:
        path, kind = str(node["path"]), node.get("kind")
        root = path.split(".")[0]
        if root in organising and kind == "section":
            found.add(path)
        elif root in tasking and kind in LABELLED:
            under_bullet = any(piece[:1] in "bp" and piece[1:].isdigit() for piece in path.split(".")[1:-1])
            has_children = any(other.startswith(path + ".") for other in paths)
            if not under_bullet and (kind == "bullet" or not has_children):
                found.add(path)
    return found


def _proposal(kind: str, path: str, value: dict[str, Any], item: dict[str, Any]) -> Proposal:
    return Proposal(kind, path, value, item.get("start"), item.get("end"), float(item.get("confidence", 1.0)))


def _without_place(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in {"start", "end", "confidence"}}


def _words(node: dict[str, Any], text: str) -> str:
    start, end = node.get("start"), node.get("end")
    if start is None or end is None:
        return str(node.get("text_start") or "")
    return " ".join(text[start:end].split())


def proposed(kind: str, words: str) -> dict[str, Any]:
    """What the reader makes of words a person pointed at, as a target, an assignment or a citation."""
    if kind == "target":
        from lotrinh.reading.sentences import read_sentence

        found = read_sentence(words)["targets"]
        blank = {"indicator": words, "comparator": "qualitative", "low": None, "high": None, "approximate": False}
        return _without_place(found[0]) if found else {**blank, "unit": None, "per": None, "due": None, "text": words}
    if kind == "assignment":
        deadline = {"kind": "none", "text": None, "due": None}
        start = " ".join(words.split()[:8])
        return {"task": words, "task_start": start, "lead": [], "coordinating": [], "deadline": deadline,
                "product": None}  # fmt: skip
    return {"type": None, "number": None, "symbol": None, "date": None, "text": words}

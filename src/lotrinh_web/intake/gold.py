"""A decided draft as an annotation, in the schema by which readers are scored: corrections become new gold.

Pure: values in, a dictionary out. What is left out: unlabelled paragraphs (their words belong to the clause before
them), whom a table names to follow an indicator, spans nobody understood, and every key the schema does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

HEADER = ("type", "number", "symbol", "date", "place", "issuer", "title", "signer", "recipients")
KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    # kind of item → list of the annotation, keys of an entry
    "clause": ("outline", ("path", "kind", "label", "text_start", "text_end")),
    "target": (
        "targets",
        ("path", "indicator", "comparator", "low", "high", "approximate", "unit", "per", "due", "basis", "text"),
    ),
    "citation": ("citations", ("path", "type", "number", "symbol", "date", "text")),
    "assignment": ("assignments", ("path", "task_start", "lead", "coordinating", "deadline", "product")),
    "anomaly": ("anomalies", ("path", "kind", "text", "why")),
}
FIRST_WORDS, LAST_WORDS = 8, 5


def annotation(
    file_name: str, items: Iterable[tuple[str, str, dict[str, Any], dict[str, Any]]], *, undecided: int = 0
) -> dict[str, Any]:  # fmt: skip
    """The annotation of a file. Each item: its kind, path, what the reader proposed, what counts now; rejected ones
    are not among them. `undecided`: how many nobody has looked at yet, which the notes then say."""
    result: dict[str, Any] = {"file": file_name} | dict.fromkeys(HEADER) | {"recipients": []}
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name, _ in KEYS.values()}
    for kind, path, proposal, value in items:
        if kind == "header":
            result |= {name: value.get(name) for name in HEADER}
        elif kind in KEYS and value.get("kind") != "paragraph" and not value.get("watches"):
            name, keys = KEYS[kind]
            entry = {**value, "path": path, **_ends(kind, proposal, value)}
            lists[name].append({key: entry.get(key) for key in keys})
    result["recipients"] = result["recipients"] or []
    if undecided:
        result["notes"] = f"{undecided} mục chưa có người quyết định"
    return result | lists


def _ends(kind: str, proposal: dict[str, Any], value: dict[str, Any]) -> dict[str, str]:
    """The first and last words of what a person rewrote; what stands as it was read keeps the reader's."""
    field = {"clause": "text", "assignment": "task"}.get(kind, "")
    rewritten = field and value.get(field) != proposal.get(field)
    if not rewritten and (kind != "clause" or "text_end" in value):  # the second half of a cut clause has no end yet
        return {}
    words = str(value.get(field) or "").removeprefix(str(value.get("label") or "")).split()
    first = " ".join(words[:FIRST_WORDS])
    if kind == "assignment":
        return {"task_start": first} if first else {}
    return {"text_start": first, "text_end": " ".join(words[-LAST_WORDS:])}

"""The part of an output that the sample pairs hold: what a person checks when a sample is written."""

from __future__ import annotations

from typing import Any

from lotrinh.reading.model import Reading


def view(reading: Reading) -> dict[str, Any]:
    """Header, outline (path, kind, label, first words), assignments, citations and what was left unread."""
    out = reading.to_json()
    header = (
        "type",
        "number",
        "symbol",
        "date",
        "place",
        "issuer",
        "title",
        "signer",
        "recipients",
        "addressees",
    )
    return {
        **{name: out[name] for name in header},
        "outline": [
            [n["path"], n["kind"], n["label"], " ".join(n["text_start"].split()[:6])]
            for n in out["outline"]
            if n["kind"] != "paragraph"
        ],
        "assignments": [
            [
                *(a["path"], " ".join(a["task_start"].split()[:5]), a["lead"], a["coordinating"]),
                *(a["deadline"]["kind"], a["deadline"]["due"]),
            ]
            for a in out["assignments"]
        ],
        "citations": [
            [c["path"], c["type"], c["number"], c["symbol"], c["date"]] for c in out["citations"] if c["number"]
        ],
        "unread": [u["text"] for u in out["unread"]],
    }

"""The output: one JSON object, the gold schema with spans, confidence, what was not read, and where it
came from."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from lotrinh.reading.model import Annex, Assignment, Citation, FoundTarget, Node, Reading

Json = dict[str, Any]


@cache
def schema() -> Json:
    """The published JSON Schema of the output."""
    found: Json = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
    return found


def to_json(reading: Reading) -> Json:
    """A reading as plain data."""
    head = reading.header
    return {
        "file": reading.name,
        "type": head.type,
        "number": head.number,
        "symbol": head.symbol,
        "date": head.date,
        "place": head.place,
        "issuer": head.issuer,
        "superior": head.superior,
        "title": head.title,
        "signer": {"capacity": head.capacity, "post": head.post, "name": head.name},
        "recipients": head.recipients,
        "addressees": head.addressees,
        "header_spans": {
            name: {"start": start, "end": end, "confidence": round(head.confidence.get(name, 1.0), 3)}
            for name, (start, end) in head.spans.items()
        },
        "preamble": [{"text": p.text, "start": p.start, "end": p.end} for p in reading.preamble],
        "closing": [{"text": p.text, "start": p.start, "end": p.end} for p in reading.closing],
        "outline": [_node(n) for n in reading.nodes],
        "targets": [target_json(t) for t in reading.targets],
        "citations": [_citation(c) for c in reading.citations],
        "assignments": [_assignment(a) for a in reading.assignments],
        "watchers": [_assignment(a) | {"watches": True} for a in reading.watchers],
        "actors": [
            {
                "name": a.name,
                "resolved": a.resolved,
                "kind": a.kind,
                "confidence": a.confidence,
                "doubt": a.doubt,
            }
            for a in reading.actors.values()
        ],
        "annexes": [_annex(a) for a in reading.annexes],
        "anomalies": [
            {"path": a.path, "kind": a.kind, "text": a.text, "why": a.why, "start": a.start, "end": a.end}
            for a in reading.anomalies
        ],
        "footnotes": [{"text": p.text, "start": p.start, "end": p.end} for p in reading.footnotes],
        "unread": _unread(reading),
        "coverage": round(reading.coverage, 6),
        "source": {
            "format": reading.source.format,
            "method": reading.source.method,
            "confidence": round(reading.source.confidence, 4),
            "pages": len(reading.source.pages),
            "characters": len(reading.source.text),
        },
    }


def _unread(reading: Reading) -> list[Json]:
    """What found no place, then what found one and was not understood; each says why."""
    lost = [(start, end, "Không rõ đoạn này thuộc phần nào của văn bản.") for start, end in reading.unread]
    return [
        {"start": start, "end": end, "text": reading.source.text[start:end], "why": why}
        for start, end, why in (*lost, *reading.unclear)
    ]


def _node(node: Node) -> Json:
    text = node.text
    words = text.split()
    first = node.paragraphs[0] if node.paragraphs else None
    start = (first.place(node.offset) if len(first.text) > node.offset else first.start) if first else 0
    return {
        "path": node.path,
        "kind": node.kind,
        "label": node.label,
        "text_start": " ".join((words if len(node.paragraphs) == 1 else node.heading.split(None, 8))[:8]),
        "text_end": " ".join(words[-5:]),
        "text": text,
        "start": first.start if first else 0,
        "text_offset": start,
        "end": node.paragraphs[-1].end if node.paragraphs else 0,
        "parent": node.parent.path if node.parent else None,
        "confidence": round(node.confidence, 3),
    }


def _due(due: str | None) -> int | str | None:
    return int(due) if due is not None and due.isdigit() else due


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def target_json(found: FoundTarget) -> Json:
    m = found.mention
    return {
        "path": found.path,
        "indicator": m.indicator,
        "comparator": m.comparator,
        "low": _plain(m.low),
        "high": _plain(m.high),
        "approximate": m.approximate,
        "unit": m.unit,
        "per": m.per,
        "due": _due(m.due),
        "basis": m.basis,
        "text": m.text,
        "start": found.start,
        "end": found.end,
        "confidence": round(m.confidence, 3),
    }


def _citation(c: Citation) -> Json:
    return {
        "path": c.path,
        "type": c.type,
        "number": c.number,
        "symbol": c.symbol,
        "date": c.date,
        "issuer": c.issuer,
        "text": c.text,
        "start": c.start,
        "end": c.end,
        "refers_to": list(c.refers_to) if c.refers_to else None,
        "confidence": round(c.confidence, 3),
    }


def _assignment(a: Assignment) -> Json:
    return {
        "path": a.path,
        "task_start": " ".join(a.task.split()[:10]),
        "task": a.task,
        "lead": a.lead,
        "coordinating": a.coordinating,
        "deadline": {"kind": a.deadline.kind, "text": a.deadline.text, "due": a.deadline.due},
        "product": a.product,
        "columns": a.column,
        "start": a.start,
        "end": a.end,
        "confidence": round(a.confidence, 3),
    }


def _annex(annex: Annex) -> Json:
    return {
        "path": annex.path,
        "label": annex.label,
        "title": annex.title,
        "start": annex.start,
        "end": annex.end,
        "tables": [[[cell.text for cell in row] for row in table.rows] for table in annex.tables],
        "text": [p.text for p in annex.paragraphs],
    }

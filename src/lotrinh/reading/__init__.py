"""A document as offices hold it → outline, targets, assignments, citations, and what was not understood.

    reading = lotrinh.reading.read("chuong-trinh.docx")
    reading.to_json()          # the published schema, lotrinh/reading/schema.json
    reading.nodes, reading.targets, reading.assignments, reading.citations, reading.anomalies

`read` takes any file; `read_source` takes what `formats.load` gives. Nothing is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lotrinh.reading.model import Reading
    from lotrinh.reading.pipeline import read, read_source

__all__ = ["Reading", "read", "read_source"]


def __getattr__(name: str) -> Any:
    if name in ("read", "read_source"):
        from lotrinh.reading import pipeline

        return getattr(pipeline, name)
    if name == "Reading":
        from lotrinh.reading.model import Reading

        return Reading
    raise AttributeError(name)

"""The stages in order. Each takes the `Reading` and fills in what its module's first lines say it writes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from lotrinh.reading.model import Reading
from lotrinh.reading.source import Source
from lotrinh.reading.stages import (
    account,
    annexes,
    anomalies,
    assignments,
    citations,
    header,
    layout,
    outline,
    paragraphs,
    signature,
    targets,
    unclear,
    zones,
)

Stage = Callable[[Reading], None]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("layout", layout.run),  # lines in reading order; columns taken apart
    ("zones", zones.run),  # what each line is; everything after needs it
    ("paragraphs", paragraphs.run),  # wrapped lines → running text
    ("outline", outline.run),  # labels → nodes with paths
    ("annexes", annexes.run),  # after the outline: one node each, at its end
    ("header", header.run),  # looks into preamble and closing where the first page lacks something
    ("signature", signature.run),
    ("citations", citations.run),  # needs the document's own number
    ("assignments", assignments.run),
    ("targets", targets.run),
    ("account", account.run),
    ("unclear", unclear.run),
    ("anomalies", anomalies.run),  # last: it judges all of the above
)


def read(path: Path | str | bytes, name: str | None = None) -> Reading:
    """Reads a file, given by its path or as bytes.

    Raises UnreadableDocument, ClassifiedDocument or MissingTool, each with a Vietnamese sentence for the
    person.
    """
    from lotrinh.reading.formats import load

    shown = name or ("tệp" if isinstance(path, bytes) else Path(path).name)
    return read_source(load(path, name), shown)


def read_source(source: Source, name: str = "") -> Reading:
    """Reads a file that is already loaded. `Reading.timings` holds the seconds each stage took."""
    reading = Reading(source, name)
    for stage, run in STAGES:
        begun = time.perf_counter()
        run(reading)
        reading.timings[stage] = time.perf_counter() - begun
    return reading

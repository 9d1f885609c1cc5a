"""How much a file may ask of us. One place, so an office can set its own."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. Sizes in bytes, times in seconds."""

    file_size: int = 50 * MB
    unpacked_size: int = 300 * MB
    """All parts of a zipped document together, and any one of them, counted while unpacking."""
    ratio: int = 200
    """Unpacked ÷ packed, for parts above 1 MB: ordinary Word text reaches 20 to 60."""
    entries: int = 10_000
    text_size: int = 20 * MB
    """Characters of text; nothing an office writes comes near."""
    tiny_lines: int = 20_000
    """Lines with words of a plain text that hold under `tiny` characters on average: no document, and a line costs more
    than its characters."""
    tiny: int = 4
    pages: int = 2_000
    cells: int = 500_000
    ocr_seconds: float = 120.0
    """For one page."""
    convert_seconds: float = 90.0
    """For one run of an outside converter."""


DEFAULT = Limits()

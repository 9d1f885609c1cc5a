"""A reading of a few lines of text."""

from __future__ import annotations

from lotrinh.reading import Reading, read

HEAD = "KẾ HOẠCH\nThử nghiệm bộ đọc\n\nỦy ban nhân dân xã Hòa An xây dựng Kế hoạch như sau:\n"


def reading_of(text: str, head: str = HEAD) -> Reading:
    """Reads `head` and `text` as a plain text file."""
    return read((head + text).encode("utf-8"), "thu.txt")


def outline_of(text: str) -> list[tuple[str, str]]:
    """(path, first words) of the labelled nodes."""
    return [(n.path, n.heading[:30]) for n in reading_of(text).nodes if n.labelled]
